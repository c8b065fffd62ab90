// @ts-check
const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

/** Whether the browser can make out what somebody says. */
export const canHear = Recognition !== undefined;

/**
 * Makes out what somebody says, once at a time.
 *
 * Dispatches: `heard` (its detail is all it may have been, best first), `over`.
 */
export class Hearing extends EventTarget {
  /** @type {?SpeechRecognition} */
  #recognition = null;

  /** Whether it is listening. */
  get open() {
    return this.#recognition !== null;
  }

  /**
   * Listen in a language until something was said.
   * @param {string} language
   */
  listen(language) {
    this.stop();
    if (!Recognition) return;
    const recognition = new Recognition();
    Object.assign(recognition, { lang: language, maxAlternatives: 5 });
    recognition.addEventListener("result", (event) => this.#take(/** @type {any} */ (event).results));
    recognition.addEventListener("end", () => this.#over(recognition));
    recognition.addEventListener("error", () => this.#over(recognition));
    this.#recognition = recognition;
    recognition.start();
  }

  /** Do not listen any more. */
  stop() {
    this.#recognition?.abort();
    this.#over(this.#recognition);
  }

  /** @param {Iterable<Iterable<{transcript: string}>>} results */
  #take(results) {
    const newest = [...results].at(-1) ?? [];
    this.dispatchEvent(new CustomEvent("heard", { detail: [...newest].map((each) => each.transcript) }));
  }

  /** @param {?SpeechRecognition} recognition */
  #over(recognition) {
    if (recognition === null || recognition !== this.#recognition) return;
    this.#recognition = null;
    this.dispatchEvent(new Event("over"));
  }
}
