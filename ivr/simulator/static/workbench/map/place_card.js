import { fill } from "../templates.js";

/**
 * What is known of the place that is chosen on the map.
 *
 * Tells: `go` and `across` (to another place), with the place's name as their detail.
 */
export class PlaceCard extends EventTarget {
  #card;

  /** @param {HTMLElement} card */
  constructor(card) {
    super();
    this.#card = card;
    this.name = "";
    card.querySelector("#go").addEventListener("click", () => this.#tell("go", this.name));
  }

  /** Show a place of a tree; hide if it has none of that name. */
  show(tree, name) {
    const node = tree.find(name);
    this.#card.hidden = !node;
    if (!node) return;
    this.name = name;
    for (const slot of this.#card.querySelectorAll("[data-slot]")) this.#put(slot, node, tree);
    this.#card.querySelector("#ways").replaceChildren(...[...node.keys].map(keycap));
    const ways = node.links.map((link) => this.#way(link, tree));
    const across = this.#card.querySelector("#across");
    across.hidden = ways.length === 0;
    across.replaceChildren(across.firstElementChild, ...ways);
  }

  #put(slot, node, tree) {
    slot.textContent = node[slot.dataset.slot] ?? "";
    slot.hidden = slot.textContent === "";
    if (tree.language) slot.lang = tree.language;
  }

  #way({ key, to, label }, tree) {
    const way = fill("across", { key, title: tree.find(to).title || label });
    if (tree.language) way.lang = tree.language;
    way.addEventListener("click", () => this.#tell("across", to));
    return way;
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

function keycap(key) {
  const cap = document.createElement("kbd");
  cap.textContent = key;
  return cap;
}
