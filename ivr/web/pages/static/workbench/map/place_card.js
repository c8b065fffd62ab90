// @ts-check
import { all, find } from "../../elements.js";
import { fill } from "../templates.js";

/** @typedef {import("./tree.js").Tree} Tree */

/**
 * What is known of the place that is chosen on the map.
 *
 * Dispatches: `go` and `across` (to another place), with the place's name as their detail.
 */
export class PlaceCard extends EventTarget {
  #card;

  /** @param {HTMLElement} card */
  constructor(card) {
    super();
    this.#card = card;
    this.name = "";
    find(card, "#go").addEventListener("click", () => this.#dispatch("go", this.name));
  }

  /**
   * Show a place of a tree; hide if it has none of that name.
   * @param {?Tree} tree
   * @param {string} name
   */
  show(tree, name) {
    const node = tree?.find(name);
    this.#card.hidden = !node;
    if (!tree || !node) return;
    this.name = name;
    for (const slot of all(this.#card, "[data-slot]")) this.#put(slot, node, tree);
    find(this.#card, "#ways").replaceChildren(...[...node.keys].map(keycap));
    const ways = node.links.map((link) => this.#way(link, tree));
    const across = find(this.#card, "#across");
    across.hidden = ways.length === 0;
    across.replaceChildren(find(across, "span"), ...ways);
  }

  /**
   * @param {HTMLElement} slot
   * @param {Record<string, any>} node
   * @param {Tree} tree
   */
  #put(slot, node, tree) {
    slot.textContent = node[slot.dataset.slot ?? ""] ?? "";
    slot.hidden = slot.textContent === "";
    if (tree.language) slot.lang = tree.language;
  }

  /**
   * @param {import("../../phone/types.js").Way} way
   * @param {Tree} tree
   */
  #way({ key, to, label }, tree) {
    const way = fill("across", { key, title: tree.find(to ?? "")?.title || label });
    if (tree.language) way.lang = tree.language;
    way.addEventListener("click", () => this.#dispatch("across", to));
    return way;
  }

  /**
   * @param {string} name
   * @param {?string} detail
   */
  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** @param {string} key */
function keycap(key) {
  const cap = document.createElement("kbd");
  cap.textContent = key;
  return cap;
}
