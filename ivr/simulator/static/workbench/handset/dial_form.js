import { pathOf } from "../replay/link.js";

/** The form that says what to call: the line, who calls, in what language, how fast it speaks. */
export class Dialling {
  #form;

  /**
   * @param {HTMLFormElement} form
   * @param {() => void} call What to do when the form is sent.
   */
  constructor(form, call) {
    this.#form = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      call();
    });
    this.#offerLines(form.querySelector("datalist"));
  }

  /** What is to be called, in the server's words. */
  get request() {
    const { url, caller, language } = this.#form;
    const told = { url: url.value.trim(), caller: caller.value.trim(), language: language.value };
    return Object.fromEntries(Object.entries(told).filter(([, value]) => value));
  }

  /** What a transcript says was dialled. */
  get path() {
    return this.#form.url.value.trim() ? "" : pathOf(this.#form.language.value);
  }

  /** Fill the form in, as a script or a link has it. */
  set request({ url, caller, language }) {
    if (url !== undefined) this.#form.url.value = url;
    if (caller !== undefined) this.#form.caller.value = caller;
    if (language !== undefined) this.#form.language.value = language;
  }

  /** Whether the line is to speak slower, where it can. */
  get slow() {
    return this.#form.slow.checked;
  }

  /** Offer the languages a line has. */
  offer(languages) {
    const select = this.#form.language;
    const known = new Set([...select.options].map(({ value }) => value));
    for (const { code, name } of languages) {
      if (known.has(code)) continue;
      const option = new Option(name, code);
      option.lang = code;
      select.add(option);
    }
  }

  async #offerLines(list) {
    const answer = await fetch("workbench/lines");
    const { lines } = await answer.json();
    const others = lines.filter(({ url }) => url);
    list.replaceChildren(...others.map(({ url, name }) => new Option(name ?? url, url)));
  }
}
