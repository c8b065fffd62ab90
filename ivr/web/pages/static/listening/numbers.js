// @ts-check
import { all, find } from "../elements.js";

/**
 * Return digits as people read them, where the line does not group them: short numbers stay whole.
 * @param {string} digits
 */
export function grouped(digits) {
  return digits.length <= 6 ? digits : digits.replace(/\B(?=(?:\d{4})+$)/g, " ");
}

/** Telephone numbers that the voice dictates, to be read, or touched and dialled. */
export class Numbers {
  #list;
  #template;
  #words;

  /**
   * @param {HTMLElement} list
   * @param {HTMLTemplateElement} template
   * @param {import("./words.js").Words} words
   */
  constructor(list, template, words) {
    this.#list = list;
    this.#template = template;
    this.#words = words;
  }

  /**
   * Show the numbers of a turn.
   * @param {import("../phone/types.js").DictatedNumber[]} numbers
   */
  draw(numbers) {
    this.#list.replaceChildren(...numbers.map((number) => this.#item(number)));
  }

  /**
   * Let the numbers of a prompt stand out, by its index.
   * @param {?number} index
   */
  light(index) {
    for (const link of all(this.#list, "a"))
      link.ariaCurrent = String(Number(link.dataset.prompt) === index);
  }

  /** @param {import("../phone/types.js").DictatedNumber} number */
  #item({ digits, written, prompt }) {
    const item = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true));
    const link = find(item, "a", HTMLAnchorElement);
    this.#words.fill(link);
    link.href = `tel:${digits}`;
    link.dataset.prompt = String(prompt);
    find(link, ".digits").textContent = written?.includes(" ") ? written : grouped(digits);
    return item;
  }
}
