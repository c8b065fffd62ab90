// @ts-check
import { Tree } from "./tree.js";

/**
 * Where a caller has been on a line that has no map: a tree grown from its requests.
 * Knows no DOM.
 */
export class VisitedPlaces {
  /** @type {Map<string, import("../../phone/types.js").Place>} */
  #places = new Map();
  #here = "";
  #start = "";

  /**
   * Note a request for a document, and return the name of the place it leads to.
   * @param {import("../../phone/types.js").CallEvent} asked
   * @returns {string}
   */
  add({ url, params }) {
    /** @type {[string, string][]} */
    const pairs = params;
    const name = place(url);
    const key = pairs.find(([each]) => each === "Digits")?.[1] ?? "";
    if (!this.#places.has(name)) {
      this.#places.set(name, { name, title: name, text: null, then: null, choices: [] });
      this.#lead(key, name);
    }
    this.#start ||= name;
    this.#here = name;
    return name;
  }

  /** The tree so far; null before the first request. */
  tree() {
    if (!this.#start) return null;
    return new Tree({ start: this.#start, language: "", places: [...this.#places.values()] });
  }

  /**
   * @param {string} key
   * @param {string} to
   */
  #lead(key, to) {
    this.#places.get(this.#here)?.choices.push({ key, label: "", icon: "", to });
  }
}

/**
 * Return a place's name: the path of its address, without what stands behind the `?`.
 * @param {string} url
 */
function place(url) {
  return new URL(url, "http://line.invalid/").pathname;
}
