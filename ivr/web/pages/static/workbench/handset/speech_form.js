// @ts-check
import { find } from "../../elements.js";
import { canHear, Hearing } from "../../phone/hearing.js";

/** The form that says words to the line: typed, or spoken where the browser can make them out. */
export class SpeechForm {
  #form;
  #session;

  /**
   * @param {HTMLFormElement} form
   * @param {import("../../phone/session.js").Session} session
   */
  constructor(form, session) {
    this.#form = form;
    this.#session = session;
    form.addEventListener("submit", (event) => this.#send(event));
    if (canHear) this.#offerMicrophone(find(form, "#microphone"));
  }

  /** @param {SubmitEvent} event */
  #send(event) {
    event.preventDefault();
    const words = find(this.#form, "#words", HTMLInputElement).value.trim();
    if (words) this.#session.say(words);
    this.#form.reset();
  }

  /** @param {HTMLElement} button */
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
