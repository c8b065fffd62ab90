/**
 * A line's menu as a tree: each place once, under the shortest way that leads to it.
 * Knows no DOM.
 *
 * @typedef {{key: string, label: string, icon: string, to: string}} Choice
 * @typedef {{name: string, title: string, text: ?string, then: ?string, icon: string, label: string,
 *   key: string, keys: string, children: Node[], links: Choice[]}} Node
 */
export class Tree {
  #nodes = new Map();

  /** @param {{start: string, language: string, places: object[]}} map */
  constructor(map) {
    this.language = map.language;
    const places = new Map(map.places.map((place) => [place.name, place]));
    this.root = this.#add(places.get(map.start), { key: "", label: "", icon: "home" }, "");
    const waiting = [this.root];
    for (const node of waiting) waiting.push(...this.#branch(node, places));
  }

  /** @returns {Node | undefined} */
  find(name) {
    return this.#nodes.get(name);
  }

  get size() {
    return this.#nodes.size;
  }

  /** The names of the places whose title, label, text or keys hold all the words searched for. */
  matches(words) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const found = [...this.#nodes.values()].filter((node) => {
      const told = plain([node.name, node.title, node.label, node.text, node.keys].join(" "));
      return wanted.every((word) => told.includes(word));
    });
    return new Set(found.map((node) => node.name));
  }

  /** The names of a place and of all it stands under. */
  lineage(name) {
    const node = this.#nodes.get(name);
    return node ? [...(node.parent ? this.lineage(node.parent) : []), name] : [];
  }

  /** Make children of the choices that lead to new places; the others are links across. */
  #branch(node, places) {
    for (const choice of places.get(node.name).choices) {
      const place = places.get(choice.to);
      if (!place) continue;
      if (this.#nodes.has(choice.to)) node.links.push(choice);
      else node.children.push(this.#add(place, choice, node.name, node.keys));
    }
    return node.children;
  }

  #add(place, choice, parent, keys = "") {
    const { name, title, text, then } = place;
    const { key, label, icon } = choice;
    const made = { name, title, text, then, key, label, icon, parent, children: [], links: [] };
    this.#nodes.set(name, { ...made, keys: keys + key });
    return this.#nodes.get(name);
  }
}

/** Fold case and accents. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
