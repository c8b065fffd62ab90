// @ts-check
import { find } from "../../elements.js";
import { keepInView } from "../scrolling.js";
import { draw, fill } from "../templates.js";
import { PlaceCard } from "./place_card.js";
import { TreeView } from "./tree_view.js";

/**
 * The map of a line: its places as a tree, with the way of this call lit.
 *
 * Dispatches: `go` (its detail is the Node that is to be called).
 */
export class MapPane extends EventTarget {
  #pane;
  #view;
  #card;
  /** @type {?import("./tree.js").Tree} */
  #tree = null;
  /** @type {Set<string>} */
  #visited = new Set();

  /** @param {HTMLElement} pane */
  constructor(pane) {
    super();
    this.#pane = pane;
    this.#view = new TreeView(find(pane, "#tree"));
    this.#card = new PlaceCard(find(pane, "#place"));
    this.#view.addEventListener("chosen", ({ detail }) => this.#card.show(this.#tree, detail));
    this.#view.addEventListener("opened", ({ detail }) => this.#go(detail));
    this.#card.addEventListener("go", ({ detail }) => this.#go(detail));
    this.#card.addEventListener("across", ({ detail }) => this.#choose(detail));
    this.#search.addEventListener("input", () => this.#seek());
    this.#foldAll.addEventListener("click", () => this.#toggle());
  }

  /**
   * Draw a tree; one that is `grown` was made of what was visited.
   * @param {import("./tree.js").Tree} tree
   */
  draw(tree, grown = false) {
    this.#tree = tree;
    const root = find(this.#pane, "#tree");
    root.replaceChildren(this.#item(tree.root, tree.language));
    root.hidden = false;
    find(this.#pane, "#map-empty").hidden = true;
    find(this.#pane, "#map-grown").hidden = !grown;
    find(this.#pane, "#map-count span").textContent = String(tree.size);
    this.#search.disabled = this.#foldAll.disabled = false;
    this.#view.items[0].tabIndex = 0;
    this.#card.show(tree, this.#card.name);
    this.#seek();
  }

  /** Forget where the last call went. */
  clear() {
    this.#visited.clear();
    this.walk([]);
  }

  /**
   * Light the way to the place where the call is: the last one of the trail.
   * @param {string[]} trail
   */
  walk(trail) {
    for (const name of trail) this.#visited.add(name);
    for (const item of this.#view.items) {
      const name = item.dataset.name ?? "";
      item.classList.toggle("visited", this.#visited.has(name));
      item.classList.toggle("way", trail.includes(name));
      if (name === trail.at(-1)) item.setAttribute("aria-current", "location");
      else item.removeAttribute("aria-current");
    }
    const here = this.#view.item(trail.at(-1));
    if (here) this.#reveal(here);
  }

  get #search() {
    return find(this.#pane, "#search", HTMLInputElement);
  }

  get #foldAll() {
    return find(this.#pane, "#fold", HTMLButtonElement);
  }

  /**
   * @param {import("./tree.js").Node} node
   * @param {string} language
   */
  #item(node, language) {
    const item = fill("place", { key: node.key, title: node.title || node.label || node.name });
    item.dataset.name = node.name;
    const icon = find(item, ".icon", SVGElement);
    if (node.icon) draw(icon, node.icon);
    else icon.remove();
    if (language) find(item, ".title").lang = language;
    if (node.children.length === 0) find(item, ".twist").remove();
    else {
      item.ariaExpanded = "true";
      item.append(this.#group(node, language));
    }
    return item;
  }

  /**
   * @param {import("./tree.js").Node} node
   * @param {string} language
   */
  #group(node, language) {
    const group = document.createElement("ul");
    group.role = "group";
    group.append(...node.children.map((child) => this.#item(child, language)));
    return group;
  }

  /** @param {string} name */
  #choose(name) {
    const item = this.#view.item(name);
    if (!item) return;
    this.#reveal(item);
    this.#view.choose(item);
  }

  /** @param {HTMLElement} item */
  #reveal(item) {
    this.#view.reveal(item);
    keepInView(find(item, ".line"));
  }

  /** Leave only what fits the search, and what leads there. */
  #seek() {
    const tree = this.#tree;
    if (!tree) return;
    const words = this.#search.value.trim();
    const found = tree.matches(words);
    const kept = new Set([...found].flatMap((name) => tree.lineage(name)));
    for (const item of this.#view.items) {
      const name = item.dataset.name ?? "";
      item.hidden = !kept.has(name);
      item.classList.toggle("found", words !== "" && found.has(name));
      if (words) this.#view.fold(item, false);
    }
  }

  #toggle() {
    const folds = this.#foldAll.getAttribute("aria-pressed") !== "true";
    this.#foldAll.setAttribute("aria-pressed", String(folds));
    for (const item of this.#view.items.slice(1)) this.#view.fold(item, folds);
  }

  /** @param {string} name */
  #go(name) {
    this.dispatchEvent(new CustomEvent("go", { detail: this.#tree?.find(name) }));
  }
}
