// @ts-check
import { find } from "../../elements.js";

/** The form that says what to call: the line, who calls, in what language, how fast it speaks. */
export class DialForm {
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
    this.#offerLines(find(form, "datalist"));
  }

  /**
   * What is to be called, in the server's words.
   * @returns {import("../../phone/types.js").Request}
   */
  get request() {
    const fields = {
      url: this.#url.value.trim(),
      caller: this.#caller.value.trim(),
      language: this.#language.value,
    };
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
  }

  /** Fill the form in, as a link has it. */
  set request({ url, language }) {
    if (url !== undefined) this.#url.value = url;
    if (language !== undefined) this.#language.value = language;
  }

  /** Whether the line is to speak slower, where it can. */
  get slow() {
    return find(this.#form, "#slow", HTMLInputElement).checked;
  }

  /**
   * Offer the languages a line has.
   * @param {{code: string, name: string}[]} languages
   */
  offer(languages) {
    const known = new Set([...this.#language.options].map(({ value }) => value));
    for (const { code, name } of languages) {
      if (known.has(code)) continue;
      const option = new Option(name, code);
      option.lang = code;
      this.#language.add(option);
    }
  }

  get #url() {
    return find(this.#form, "#url", HTMLInputElement);
  }

  get #caller() {
    return find(this.#form, "#caller", HTMLInputElement);
  }

  get #language() {
    return find(this.#form, "#language", HTMLSelectElement);
  }

  /** @param {HTMLElement} list */
  async #offerLines(list) {
    const answer = await fetch("workbench/lines");
    /** @type {{lines: {url: string, name?: string}[]}} */
    const { lines } = await answer.json();
    const others = lines.filter(({ url }) => url);
    list.replaceChildren(...others.map(({ url, name }) => new Option(name ?? url, url)));
  }
}
