/** What was said on either side, in writing. */

export class Captions {
  #log;
  #words;

  constructor(log, aloud, words) {
    this.#log = log;
    this.#words = words;
    aloud.addEventListener("click", () => this.#read(aloud));
  }

  /** Begin an empty page. */
  clear() {
    this.#log.replaceChildren();
  }

  /** Add what the line says. */
  line(text, language) {
    this.#add("spoken", (caption) => {
      caption.textContent = text;
      caption.lang = language;
    });
  }

  /** Add what the caller does: `pressed` a key, or `said` some words. */
  caller(act, what) {
    this.#add(act, (caption) => {
      this.#words.fill(caption);
      caption.querySelector("b").textContent = what;
    });
  }

  #add(template, fill) {
    const entry = document.getElementById(template).content.cloneNode(true);
    fill(entry.firstElementChild);
    this.#log.append(entry);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #read(button) {
    const aloud = button.ariaPressed !== "true";
    button.ariaPressed = String(aloud);
    this.#log.ariaLive = aloud ? "polite" : "off";
  }
}
