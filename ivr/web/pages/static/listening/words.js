/** The page's own words, in the language of the call; they stand in the page's templates. */

export class Words {
  #sentences = new Map();
  #language;

  /** @param {NodeListOf<HTMLTemplateElement>} templates One for each language. */
  constructor(templates) {
    for (const { dataset, content } of templates)
      this.#sentences.set(dataset.language, named(content.querySelectorAll("[data-name]")));
    this.#language = document.documentElement.lang;
  }

  get language() {
    return this.#language;
  }

  /** Speak another language from now on, if it is known. */
  use(language) {
    if (language === this.#language || !this.#sentences.has(language)) return;
    this.#language = language;
    document.documentElement.lang = language;
    this.fill(document);
  }

  /** Return a sentence by its name. */
  of(name) {
    return this.#sentences.get(this.#language)?.get(name) ?? "";
  }

  /** Let an element say a sentence, in whatever language is spoken. */
  say(element, name) {
    element.dataset.word = name;
    element.textContent = this.of(name);
  }

  /** Write the words of all elements below one. */
  fill(root) {
    for (const each of root.querySelectorAll("[data-word]")) each.textContent = this.of(each.dataset.word);
    for (const each of root.querySelectorAll("[data-label]")) each.ariaLabel = this.of(each.dataset.label);
  }
}

const named = (elements) => new Map([...elements].map((each) => [each.dataset.name, each.textContent]));
