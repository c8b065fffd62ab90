// @ts-check
import { all } from "../../elements.js";

const ITEM = "[role=treeitem]";

/**
 * A tree that folds, for the mouse and the keyboard, as the ARIA pattern "tree view" has it.
 *
 * Dispatches: `chosen` and `opened` (Enter or a double click), with the item's name as their detail.
 */
export class TreeView extends EventTarget {
  #root;

  /** @param {HTMLElement} root The element with the role of a tree. */
  constructor(root) {
    super();
    this.#root = root;
    root.addEventListener("keydown", (event) => this.#steer(event));
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("dblclick", ({ target }) => this.#dispatch("opened", itemAt(target)));
  }

  get items() {
    return [...all(this.#root, ITEM)];
  }

  /** @param {string} [name] */
  item(name) {
    return this.items.find(({ dataset }) => dataset.name === name);
  }

  /**
   * Make an item the one that is chosen, and the tab stop.
   * @param {HTMLElement} item
   */
  choose(item) {
    for (const each of this.items) {
      each.setAttribute("aria-selected", String(each === item));
      each.tabIndex = each === item ? 0 : -1;
    }
    this.#dispatch("chosen", item);
  }

  /**
   * Fold an item, or unfold it, if anything stands under it.
   * @param {HTMLElement} item
   * @param {boolean} folded
   */
  fold(item, folded) {
    if (item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", String(!folded));
  }

  /**
   * Unfold all that hides an item.
   * @param {HTMLElement} item
   */
  reveal(item) {
    for (let above = up(item); above; above = up(above)) this.fold(above, false);
  }

  /** @param {MouseEvent} event */
  #clicked({ target }) {
    const item = itemAt(target);
    if (!item) return;
    if (/** @type {Element} */ (target).closest(".twist")) this.fold(item, isOpen(item));
    this.choose(item);
    item.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #steer(event) {
    const item = itemAt(event.target);
    if (!item) return;
    const step = this.#steps(item)[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = step();
    if (!next) return;
    this.choose(next);
    next.focus();
  }

  /**
   * Return where each key leads from an item.
   * @param {HTMLElement} item
   * @returns {Record<string, () => HTMLElement | null | undefined | void>}
   */
  #steps(item) {
    const seen = this.items.filter((each) => each.checkVisibility());
    const at = seen.indexOf(item);
    return {
      ArrowDown: () => seen[at + 1],
      ArrowUp: () => seen[at - 1],
      Home: () => seen[0],
      End: () => seen.at(-1),
      ArrowRight: () => (isOpen(item) ? all(item, ITEM)[0] : this.fold(item, false)),
      ArrowLeft: () => (isOpen(item) ? this.fold(item, true) : up(item)),
      Enter: () => this.#dispatch("opened", item),
    };
  }

  /**
   * @param {string} name
   * @param {?HTMLElement} item
   */
  #dispatch(name, item) {
    if (item) this.dispatchEvent(new CustomEvent(name, { detail: item.dataset.name }));
  }
}

/** @param {HTMLElement} item */
function isOpen(item) {
  return item.getAttribute("aria-expanded") === "true";
}

/**
 * @param {HTMLElement} item
 * @returns {?HTMLElement}
 */
function up(item) {
  return itemAt(item.parentElement);
}

/**
 * @param {?EventTarget} target
 * @returns {?HTMLElement}
 */
function itemAt(target) {
  return target instanceof Element ? target.closest(ITEM) : null;
}
