// @ts-check
import { find } from "../elements.js";
import { Hearing } from "../phone/hearing.js";
import { meant } from "../phone/matching.js";

/** @typedef {{key: string, label: string, words: string[]}} Option */

/**
 * Makes out which option somebody says.
 *
 * Dispatches: `open`, `shut`, and `understood` or `misunderstood` with `{said, key}`.
 */
class Microphone extends EventTarget {
  #hearing = new Hearing();
  /** @type {Option[]} */
  #options = [];

  constructor() {
    super();
    this.#hearing.addEventListener("heard", ({ detail }) => this.#weigh(detail));
    this.#hearing.addEventListener("over", () => this.#dispatch("shut"));
  }

  /**
   * Listen for one of these options, or stop listening.
   * @param {string} language
   * @param {Option[]} options
   */
  touch(language, options) {
    if (this.#hearing.open) return this.#hearing.stop();
    this.#options = options;
    this.#dispatch("open");
    this.#hearing.listen(language);
  }

  /** @param {string[]} alternatives */
  #weigh(alternatives) {
    for (const said of alternatives) {
      const key = meant(said, this.#options);
      if (key) return this.#dispatch("understood", { said, key });
    }
    this.#dispatch("misunderstood", { said: alternatives[0] });
  }

  /**
   * @param {string} name
   * @param {?{said: string, key?: string}} detail
   */
  #dispatch(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/**
 * Offer the microphone: where a browser understands speech, a choice may be spoken.
 * @param {import("../phone/session.js").Session} session
 * @param {(key: string) => void} press
 * @param {import("./captions.js").Captions} captions
 * @param {import("./words.js").Words} words
 */
export function offerMicrophone(session, press, captions, words) {
  const button = find(document, "#microphone");
  const state = find(document, "#state");
  const microphone = new Microphone();
  button.hidden = false;
  button.addEventListener("click", () => microphone.touch(words.language, options(session.drawing)));
  microphone.addEventListener("open", () => {
    session.pause(); // or it would take the line's own words for the caller's
    button.ariaPressed = "true";
    words.say(state, "hearing");
  });
  microphone.addEventListener("shut", () => {
    button.ariaPressed = "false";
    session.resume();
  });
  microphone.addEventListener("understood", ({ detail: { said, key } }) => {
    captions.caller("said", said);
    press(key);
  });
  microphone.addEventListener("misunderstood", ({ detail: { said } }) => {
    captions.caller("said", said);
    words.say(state, "not_understood");
  });
}

/**
 * Return all that can be chosen now: the menu's choices, then what is always possible.
 * @param {?import("../phone/types.js").Drawing} drawing
 */
function options(drawing) {
  return [...(drawing?.choices ?? []), ...(drawing?.commands ?? [])];
}
