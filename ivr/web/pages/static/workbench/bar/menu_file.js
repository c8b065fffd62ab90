// @ts-check
import { find } from "../../elements.js";
import { show } from "../templates.js";

const LOOKS = 2000; // milliseconds between two looks
const FRESH = 10_000; // milliseconds an edit is shown

/** Watches the menu file: whether it is good, and whether it has been edited. */
export class MenuFile {
  #state;
  #problems;
  /** @type {?string} */
  #stamp = null;
  #edited = -Infinity;

  /**
   * @param {HTMLElement} state
   * @param {HTMLElement} problems
   */
  constructor(state, problems) {
    this.#state = state;
    this.#problems = problems;
    setInterval(() => this.look(), LOOKS);
    this.look();
  }

  /** Look once, unless nobody sees the page. */
  async look() {
    if (document.hidden) return;
    try {
      const answer = await fetch("workbench/menus");
      this.#show(await answer.json());
    } catch {
      show(this.#state, "away");
    }
  }

  /** @param {{stamp: string, problems: string[]}} menus */
  #show({ stamp, problems }) {
    if (this.#stamp !== null && stamp !== this.#stamp) this.#edited = performance.now();
    this.#stamp = stamp;
    const isFresh = performance.now() - this.#edited < FRESH;
    show(this.#state, problems.length > 0 ? "broken" : isFresh ? "edited" : "good");
    this.#problems.hidden = problems.length === 0;
    const rows = problems.map((problem) => {
      const row = document.createElement("li");
      row.textContent = problem;
      return row;
    });
    find(this.#problems, "ol").replaceChildren(...rows);
  }
}
