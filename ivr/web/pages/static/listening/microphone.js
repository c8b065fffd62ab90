/** Where a browser understands speech, a choice may be spoken. */

import { Hearing } from "../phone/hearing.js";
import { meant } from "../phone/matching.js";

/** Tells: `open`, `shut`, and `understood` or `misunderstood` with `{said, key}`. */
class Microphone extends EventTarget {
  #hearing = new Hearing();
  #options = [];

  constructor() {
    super();
    this.#hearing.addEventListener("heard", ({ detail }) => this.#weigh(detail));
    this.#hearing.addEventListener("over", () => this.#tell("shut"));
  }

  /** Listen for one of these options, or stop listening. */
  touch(language, options) {
    if (this.#hearing.open) return this.#hearing.stop();
    this.#options = options;
    this.#tell("open");
    this.#hearing.listen(language);
  }

  #weigh(alternatives) {
    for (const said of alternatives) {
      const key = meant(said, this.#options);
      if (key) return this.#tell("understood", { said, key });
    }
    this.#tell("misunderstood", { said: alternatives[0] });
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Let the button of the microphone do its work. */
export function listen(conversation, captions, words) {
  const button = document.getElementById("microphone");
  const state = document.getElementById("state");
  const microphone = new Microphone();
  button.hidden = false;
  button.addEventListener("click", () => microphone.touch(words.language, conversation.options));
  const shown = {
    open() {
      conversation.hush(); // or it would take the line's own words for the caller's
      button.ariaPressed = "true";
      words.say(state, "hearing");
    },
    shut() {
      button.ariaPressed = "false";
      conversation.goOn();
    },
    understood({ said, key }) {
      captions.caller("said", said);
      conversation.press(key);
    },
    misunderstood({ said }) {
      captions.caller("said", said);
      words.say(state, "not_understood");
    },
  };
  for (const [name, show] of Object.entries(shown))
    microphone.addEventListener(name, ({ detail }) => show(detail));
}
