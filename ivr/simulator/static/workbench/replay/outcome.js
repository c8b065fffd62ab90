import { compare } from "./difference.js";
import { fill } from "../templates.js";

/** Tells how a replay goes, and what came of it. */
export class Outcome {
  #panel;

  /**
   * @param {HTMLElement} panel
   * @param {() => void} stop What to do when somebody has seen enough.
   */
  constructor(panel, stop) {
    this.#panel = panel;
    panel.querySelector("#stop").addEventListener("click", stop);
  }

  hide() {
    this.#panel.hidden = true;
  }

  /** @param {{done: number, length: number}} replay */
  progress({ done, length }) {
    this.#panel.querySelector("#done").textContent = done;
    this.#panel.querySelector("#acts").textContent = length;
    this.#show("replaying");
  }

  /** Show where a transcript is not what was expected; comments on top say nothing. */
  compare(expected, now) {
    const before = expected.replace(/^(#.*\n|\s*\n)+/, "");
    if (!/^(hears|begins to hear|hung up) /m.test(before)) return this.#show("silent");
    const differing = compare(before, now).filter(({ kind }) => kind !== "same");
    this.#panel.querySelector("#differing").textContent = differing.length;
    this.#show(differing.length > 0 ? "differs" : "same");
    this.#list(differing);
  }

  #show(outcome) {
    this.#panel.hidden = false;
    for (const told of this.#panel.querySelectorAll("[data-outcome]")) {
      told.hidden = told.dataset.outcome !== outcome;
    }
    this.#list([]);
  }

  #list(differing) {
    const list = this.#panel.querySelector("#difference");
    list.hidden = differing.length === 0;
    list.replaceChildren(...differing.map(({ kind, text }) => fill("difference", { [kind]: text })));
  }
}
