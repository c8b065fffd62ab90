// @ts-check
/**
 * @typedef {import("../../phone/types.js").Way} Way
 * @typedef {import("../../phone/types.js").Place} Place
 *
 * A place in the tree: the choice that leads to it, the keys from the start, what stands under it,
 * and its choices that lead across to places that stand elsewhere.
 * @typedef {{name: string, title: ?string, text: ?string, then: ?string, icon: ?string,
 *   label: string, key: string, keys: string, parent: string, children: Node[],
 *   links: Way[]}} Node
 */

/**
 * A line's menu as a tree: each place once, under the shortest way that leads to it.
 * Knows no DOM.
 */
export class Tree {
  /** @type {Map<string, Node>} */
  #nodes = new Map();

  /** @param {import("../../phone/types.js").LineMap} map */
  constructor(map) {
    this.language = map.language;
    const places = new Map(map.places.map((place) => [place.name, place]));
    const start = /** @type {Place} */ (places.get(map.start));
    this.root = this.#add(start, { key: "", label: "", icon: "home" }, "");
    const waiting = [this.root];
    for (const node of waiting) waiting.push(...this.#branch(node, places));
  }

  /** @param {string} name */
  find(name) {
    return this.#nodes.get(name);
  }

  get size() {
    return this.#nodes.size;
  }

  /**
   * Return the names of the places whose title, label, text or keys hold all the words searched for.
   * @param {string} words
   */
  matches(words) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const found = [...this.#nodes.values()].filter((node) => {
      const text = plain([node.name, node.title, node.label, node.text, node.keys].join(" "));
      return wanted.every((word) => text.includes(word));
    });
    return new Set(found.map((node) => node.name));
  }

  /**
   * Return the names of a place and of all it stands under, from the top.
   * @param {string} name
   * @returns {string[]}
   */
  lineage(name) {
    const node = this.#nodes.get(name);
    return node ? [...(node.parent ? this.lineage(node.parent) : []), name] : [];
  }

  /**
   * Make children of the choices that lead to new places; the others are links across.
   * @param {Node} node
   * @param {Map<string, Place>} places
   */
  #branch(node, places) {
    for (const choice of places.get(node.name)?.choices ?? []) {
      const place = places.get(choice.to ?? "");
      if (!place) continue;
      if (this.#nodes.has(place.name)) node.links.push(choice);
      else node.children.push(this.#add(place, choice, node.name, node.keys));
    }
    return node.children;
  }

  /**
   * @param {Place} place
   * @param {{key: string, label: string, icon: ?string}} choice
   * @param {string} parent
   * @returns {Node}
   */
  #add(place, choice, parent, keys = "") {
    const { name, title, text, then } = place;
    const { key, label, icon } = choice;
    const way = { key, label, icon, keys: keys + key };
    /** @type {Node} */
    const node = { name, title, text, then, ...way, parent, children: [], links: [] };
    this.#nodes.set(name, node);
    return node;
  }
}

/**
 * Fold case and accents.
 * @param {string} text
 */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
