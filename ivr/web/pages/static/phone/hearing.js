/** Makes out what somebody says, where the browser can. */

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

/** Listens once at a time. Tells: `heard` (its detail is all it may have been, best first), `over`. */
export class Hearing extends EventTarget {
  #recognition = null;

  /** Whether it is listening. */
  get open() {
    return this.#recognition !== null;
  }

  /** Listen in a language until something was said. */
  listen(language) {
    this.stop();
    const recognition = new Recognition();
    Object.assign(recognition, { lang: language, maxAlternatives: 5 });
    recognition.addEventListener("result", ({ results }) => this.#tell(results));
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

  #tell(results) {
    const detail = [...results].at(-1);
    this.dispatchEvent(new CustomEvent("heard", { detail: [...detail].map((each) => each.transcript) }));
  }

  #over(recognition) {
    if (recognition === null || recognition !== this.#recognition) return;
    this.#recognition = null;
    this.dispatchEvent(new Event("over"));
  }
}
