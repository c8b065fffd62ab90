/** Telephone numbers that the voice dictates, to be read, or touched and dialled. */

/** Digits as people read them, where the line does not group them: short numbers stay whole. */
export function grouped(digits) {
  return digits.length <= 6 ? digits : digits.replace(/\B(?=(?:\d{4})+$)/g, " ");
}

export class Numbers {
  #list;
  #template;
  #words;

  constructor(list, template, words) {
    this.#list = list;
    this.#template = template;
    this.#words = words;
  }

  /** Show the numbers of a turn. */
  draw(numbers) {
    this.#list.replaceChildren(...numbers.map((number) => this.#item(number)));
  }

  /** Let the numbers of a prompt stand out, by its index. */
  light(index) {
    for (const link of this.#list.querySelectorAll("a"))
      link.ariaCurrent = String(Number(link.dataset.prompt) === index);
  }

  #item({ digits, written, prompt }) {
    const item = this.#template.content.cloneNode(true);
    const link = item.querySelector("a");
    this.#words.fill(link);
    link.href = `tel:${digits}`;
    link.dataset.prompt = prompt;
    link.querySelector(".digits").textContent = written?.includes(" ") ? written : grouped(digits);
    return item;
  }
}
