// @ts-check
import { all } from "../elements.js";

const HTML = document.documentElement;

/**
 * A language of the line. Its page has no words of its own where it is not `is_written`: then they
 * are signs, which are not shown, and which screen readers name in their owner's own language.
 * @typedef {{is_written: boolean, line: Record<string, string>,
 *   words: Record<string, string>}} Texts
 */

/** What the page says in writing, in the language of the call: its own words, and the line's. */
export class Words {
  #texts;
  #language = HTML.lang;

  /** @param {Record<string, Texts>} texts Those of each language. */
  constructor(texts) {
    this.#texts = texts;
  }

  get language() {
    return this.#language;
  }

  /**
   * Speak another language from now on, if it is known.
   * @param {string} language
   */
  use(language) {
    if (language === this.#language || !(language in this.#texts)) return;
    this.#language = HTML.lang = language;
    HTML.toggleAttribute("data-unwritten", !this.#now.is_written);
    this.fill(document);
  }

  /**
   * Return a sentence by its name; some have no sign.
   * @param {string} name
   */
  of(name) {
    return this.#now.words[name] ?? "";
  }

  /**
   * Let an element say a sentence, in whatever language is spoken.
   * @param {HTMLElement} element
   * @param {string} name
   */
  say(element, name) {
    element.dataset.word = name;
    element.textContent = this.of(name);
  }

  /**
   * Write the words of all elements below one.
   * @param {ParentNode} root
   */
  fill(root) {
    for (const each of all(root, "[data-line]")) each.textContent = this.#now.line[each.dataset.line ?? ""];
    for (const each of all(root, "[data-word]")) each.textContent = this.of(each.dataset.word ?? "");
    for (const each of all(root, "[data-label]")) this.label(each, each.dataset.label ?? "");
  }

  /**
   * Let a screen reader say a sentence for an element, in whatever language is spoken.
   * @param {HTMLElement} element
   * @param {string} name
   */
  label(element, name) {
    element.dataset.label = name;
    element.ariaLabel = this.of(name) || null; // without a label its text is its name
  }

  get #now() {
    return this.#texts[this.#language];
  }
}
