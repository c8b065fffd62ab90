// @ts-check
import { find } from "../elements.js";

/** What was said on either side, in writing. */
export class Captions {
  #log;
  #words;

  /**
   * @param {HTMLElement} log
   * @param {HTMLElement} aloud The button that lets screen readers read them.
   * @param {import("./words.js").Words} words
   */
  constructor(log, aloud, words) {
    this.#log = log;
    this.#words = words;
    aloud.addEventListener("click", () => this.#read(aloud));
  }

  /** Begin an empty page. */
  clear() {
    this.#log.replaceChildren();
  }

  /**
   * Add what the line says.
   * @param {string} text
   * @param {string} language
   */
  line(text, language) {
    this.#add("spoken", (caption) => {
      caption.textContent = text;
      caption.lang = language;
    });
  }

  /**
   * Add what the caller does: `pressed` a key, or `said` some words.
   * @param {"pressed" | "said"} act
   * @param {string} what
   */
  caller(act, what) {
    this.#add(act, (caption) => {
      this.#words.fill(caption);
      find(caption, "b").textContent = what;
    });
  }

  /**
   * @param {string} template
   * @param {(caption: HTMLElement) => void} fill
   */
  #add(template, fill) {
    const { content } = find(document, `#${template}`, HTMLTemplateElement);
    const caption = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
    fill(caption);
    this.#log.append(caption);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** @param {HTMLElement} button */
  #read(button) {
    const aloud = button.ariaPressed !== "true";
    button.ariaPressed = String(aloud);
    this.#log.ariaLive = aloud ? "polite" : "off";
  }
}
