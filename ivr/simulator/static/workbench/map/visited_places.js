import { Tree } from "./tree.js";

/**
 * Where a caller has been on a line that has no map: a tree grown from its requests.
 * Knows no DOM.
 */
export class Visited {
  #places = new Map();
  #here = "";
  #start = "";

  /** Note a request for a document, and return the name of the place it leads to. */
  add({ url, params }) {
    const name = place(url);
    const key = params.find(([each]) => each === "Digits")?.[1] ?? "";
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

  #lead(key, to) {
    this.#places.get(this.#here)?.choices.push({ key, label: "", icon: "", to });
  }
}

/** A place's name: the path of its address, without what stands behind the `?`. */
function place(url) {
  return new URL(url, "http://line.invalid/").pathname;
}
