/**
 * A tree that folds, for the mouse and the keyboard, as the ARIA pattern "tree view" has it.
 *
 * Tells: `chosen` and `opened` (Enter or a double click), with the item's name as their detail.
 */
const ITEM = "[role=treeitem]";

export class TreeView extends EventTarget {
  #root;

  /** @param {HTMLElement} root The element with the role of a tree. */
  constructor(root) {
    super();
    this.#root = root;
    root.addEventListener("keydown", (event) => this.#steer(event));
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("dblclick", ({ target }) => this.#tell("opened", target.closest(ITEM)));
  }

  get items() {
    return [...this.#root.querySelectorAll(ITEM)];
  }

  item(name) {
    return this.items.find(({ dataset }) => dataset.name === name);
  }

  /** Make an item the one that is chosen, and the tab stop. */
  choose(item) {
    for (const each of this.items) {
      each.setAttribute("aria-selected", String(each === item));
      each.tabIndex = each === item ? 0 : -1;
    }
    this.#tell("chosen", item);
  }

  fold(item, folded) {
    if (item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", String(!folded));
  }

  /** Unfold all that hides an item. */
  reveal(item) {
    for (let above = up(item); above; above = up(above)) this.fold(above, false);
  }

  #clicked({ target }) {
    const item = target.closest(ITEM);
    if (!item) return;
    if (target.closest(".twist")) this.fold(item, isOpen(item));
    this.choose(item);
    item.focus({ preventScroll: true });
  }

  #steer(event) {
    const item = event.target.closest(ITEM);
    const step = this.#steps(item)[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = step();
    if (!next) return;
    this.choose(next);
    next.focus();
  }

  /** Where each key leads from an item. */
  #steps(item) {
    const seen = this.items.filter((each) => each.checkVisibility());
    const at = seen.indexOf(item);
    return {
      ArrowDown: () => seen[at + 1],
      ArrowUp: () => seen[at - 1],
      Home: () => seen[0],
      End: () => seen.at(-1),
      ArrowRight: () => (isOpen(item) ? item.querySelector(ITEM) : this.fold(item, false)),
      ArrowLeft: () => (isOpen(item) ? this.fold(item, true) : up(item)),
      Enter: () => this.#tell("opened", item),
    };
  }

  #tell(what, item) {
    if (item) this.dispatchEvent(new CustomEvent(what, { detail: item.dataset.name }));
  }
}

function isOpen(item) {
  return item.getAttribute("aria-expanded") === "true";
}

function up(item) {
  return item.parentElement.closest(ITEM);
}
