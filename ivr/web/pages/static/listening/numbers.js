// @ts-check
import { all, find } from "../elements.js";

/** Numbers of services, whose access code stands apart: 0800 in many countries, and its like. */
const SERVICE = /^(0\d00)(\d{3})(\d+)$/;

/**
 * Return digits as people read them: short numbers whole, long ones in groups.
 * @param {string} digits
 */
export function grouped(digits) {
  const service = SERVICE.exec(digits);
  if (service) return service.slice(1).join(" ");
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
  #item({ digits, prompt }) {
    const item = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true));
    const link = find(item, "a", HTMLAnchorElement);
    this.#words.fill(link);
    link.href = `tel:${digits}`;
    link.dataset.prompt = String(prompt);
    find(link, ".digits").textContent = grouped(digits);
    return item;
  }
}
