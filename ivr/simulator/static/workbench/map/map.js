import { PlaceCard } from "./place_card.js";
import { draw, fill } from "../templates.js";
import { keepInView } from "../scrolling.js";
import { TreeView } from "./tree_view.js";

/**
 * The map of a line: its places as a tree, with the way of this call lit.
 *
 * Tells: `go` (its detail is the Node that is to be called).
 */
export class MapPane extends EventTarget {
  #pane;
  #view;
  #card;
  #tree = null;
  #visited = new Set();

  /** @param {HTMLElement} pane */
  constructor(pane) {
    super();
    this.#pane = pane;
    this.#view = new TreeView(pane.querySelector("#tree"));
    this.#card = new PlaceCard(pane.querySelector("#place"));
    this.#view.addEventListener("chosen", ({ detail }) => this.#card.show(this.#tree, detail));
    this.#view.addEventListener("opened", ({ detail }) => this.#go(detail));
    this.#card.addEventListener("go", ({ detail }) => this.#go(detail));
    this.#card.addEventListener("across", ({ detail }) => this.#choose(detail));
    this.#search.addEventListener("input", () => this.#seek());
    this.#foldAll.addEventListener("click", () => this.#toggle());
  }

  /** Draw a tree; one that is `grown` was made of what was visited. */
  draw(tree, grown = false) {
    this.#tree = tree;
    this.#pane.querySelector("#tree").replaceChildren(this.#item(tree.root));
    this.#pane.querySelector("#tree").hidden = false;
    this.#pane.querySelector("#map-empty").hidden = true;
    this.#pane.querySelector("#map-grown").hidden = !grown;
    this.#pane.querySelector("#map-count span").textContent = tree.size;
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

  /** Light the way to the place where the call is: the last one of the trail. */
  walk(trail) {
    for (const name of trail) this.#visited.add(name);
    for (const item of this.#view.items) {
      const { name } = item.dataset;
      item.classList.toggle("visited", this.#visited.has(name));
      item.classList.toggle("way", trail.includes(name));
      if (name === trail.at(-1)) item.setAttribute("aria-current", "location");
      else item.removeAttribute("aria-current");
    }
    const here = trail.length > 0 && this.#view.item(trail.at(-1));
    if (here) this.#reveal(here);
  }

  get #search() {
    return this.#pane.querySelector("#search");
  }

  get #foldAll() {
    return this.#pane.querySelector("#fold");
  }

  #item(node) {
    const item = fill("place", { key: node.key, title: node.title || node.label || node.name });
    item.dataset.name = node.name;
    if (node.icon) draw(item.querySelector(".icon"), node.icon);
    else item.querySelector(".icon").remove();
    if (this.#tree.language) item.querySelector(".title").lang = this.#tree.language;
    if (node.children.length === 0) item.querySelector(".twist").remove();
    else {
      item.ariaExpanded = "true";
      item.append(this.#group(node));
    }
    return item;
  }

  #group(node) {
    const group = document.createElement("ul");
    group.role = "group";
    group.append(...node.children.map((child) => this.#item(child)));
    return group;
  }

  #choose(name) {
    const item = this.#view.item(name);
    this.#reveal(item);
    this.#view.choose(item);
  }

  #reveal(item) {
    this.#view.reveal(item);
    keepInView(item.querySelector(".line"));
  }

  /** Leave only what fits the search, and what leads there. */
  #seek() {
    if (!this.#tree) return;
    const words = this.#search.value.trim();
    const found = this.#tree.matches(words);
    const kept = new Set([...found].flatMap((name) => this.#tree.lineage(name)));
    for (const item of this.#view.items) {
      item.hidden = !kept.has(item.dataset.name);
      item.classList.toggle("found", words !== "" && found.has(item.dataset.name));
      if (words) this.#view.fold(item, false);
    }
  }

  #toggle() {
    const folds = this.#foldAll.getAttribute("aria-pressed") !== "true";
    this.#foldAll.setAttribute("aria-pressed", String(folds));
    for (const item of this.#view.items.slice(1)) this.#view.fold(item, folds);
  }

  #go(name) {
    this.dispatchEvent(new CustomEvent("go", { detail: this.#tree.find(name) }));
  }
}
