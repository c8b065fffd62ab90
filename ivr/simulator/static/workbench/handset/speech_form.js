import { Hearing } from "../../phone/hearing.js";

const canHear = "SpeechRecognition" in globalThis || "webkitSpeechRecognition" in globalThis;

/** Says words to the line: typed, or spoken where the browser can make them out. */
export class Saying {
  #form;
  #session;

  /**
   * @param {HTMLFormElement} form
   * @param {import("../session.js").Session} session
   */
  constructor(form, session) {
    this.#form = form;
    this.#session = session;
    form.addEventListener("submit", (event) => this.#typed(event));
    if (canHear) this.#offerMicrophone(form.querySelector("#microphone"));
  }

  #typed(event) {
    event.preventDefault();
    const words = this.#form.words.value.trim();
    if (words) this.#session.say(words);
    this.#form.reset();
  }

  #offerMicrophone(button) {
    const hearing = new Hearing();
    const pressed = () => button.setAttribute("aria-pressed", String(hearing.open));
    button.hidden = false;
    button.addEventListener("click", () => {
      if (hearing.open) hearing.stop();
      else hearing.listen(this.#session.language);
      pressed();
    });
    hearing.addEventListener("heard", ({ detail: [best] }) => this.#session.say(best));
    hearing.addEventListener("over", pressed);
  }
}
