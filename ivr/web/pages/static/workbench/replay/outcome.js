// @ts-check
import { all, find } from "../../elements.js";
import { fill } from "../templates.js";
import { compare } from "./difference.js";

/** Shows how a replay goes, and what came of it. */
export class Outcome {
  #panel;

  /**
   * @param {HTMLElement} panel
   * @param {() => void} stop What to do when somebody has seen enough.
   */
  constructor(panel, stop) {
    this.#panel = panel;
    find(panel, "#stop").addEventListener("click", stop);
  }

  hide() {
    this.#panel.hidden = true;
  }

  /** @param {{done: number, length: number}} replay */
  progress({ done, length }) {
    find(this.#panel, "#done").textContent = String(done);
    find(this.#panel, "#acts").textContent = String(length);
    this.#show("replaying");
  }

  /**
   * Show where a call is not what was expected, if anything was.
   * @param {string} expected
   * @param {string} now
   */
  compare(expected, now) {
    if (!expected) return this.#show("silent");
    const differing = compare(expected, now).filter(({ kind }) => kind !== "same");
    find(this.#panel, "#differing").textContent = String(differing.length);
    this.#show(differing.length > 0 ? "differs" : "same");
    this.#list(differing);
  }

  /** @param {string} outcome */
  #show(outcome) {
    this.#panel.hidden = false;
    for (const each of all(this.#panel, "[data-outcome]")) each.hidden = each.dataset.outcome !== outcome;
    this.#list([]);
  }

  /** @param {import("./difference.js").Line[]} differing */
  #list(differing) {
    const list = find(this.#panel, "#difference");
    list.hidden = differing.length === 0;
    list.replaceChildren(...differing.map(({ kind, text }) => fill("difference", { [kind]: text })));
  }
}
