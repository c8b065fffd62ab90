import { show } from "../templates.js";

/** Watches the menu file: whether it is good, and whether it has been edited. */
const LOOKS = 2000; // milliseconds between two looks
const TOLD = 10_000; // milliseconds an edit is told of

export class Menus {
  #state;
  #problems;
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

  async look() {
    if (document.hidden) return;
    try {
      const answer = await fetch("workbench/menus");
      this.#tell(await answer.json());
    } catch {
      show(this.#state, "away");
    }
  }

  #tell({ stamp, problems }) {
    if (this.#stamp !== null && stamp !== this.#stamp) this.#edited = performance.now();
    this.#stamp = stamp;
    const isFresh = performance.now() - this.#edited < TOLD;
    show(this.#state, problems.length > 0 ? "broken" : isFresh ? "edited" : "good");
    this.#problems.hidden = problems.length === 0;
    const rows = problems.map((problem) => {
      const row = document.createElement("li");
      row.textContent = problem;
      return row;
    });
    this.#problems.querySelector("ol").replaceChildren(...rows);
  }
}
