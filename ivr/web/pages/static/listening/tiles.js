// @ts-check
import { all, find } from "../elements.js";

const HOLD = 500; // milliseconds of touching that ask to hear a choice rather than to take it
const TWICE = 350; // milliseconds within which a second tap, on whatever has come there, belongs to the first

/**
 * Show a picture of the sprite in an element's icon.
 * @param {Element} element
 * @param {string} name
 */
export function picture(element, name) {
  const use = find(element, "use", SVGElement);
  use.setAttribute("href", String(use.getAttribute("href")).replace(/#.*/, `#${name}`));
}

/**
 * The grid of choices, each a picture to touch.
 *
 * Dispatches: `press` and `hear`, with the key as detail.
 */
export class Tiles extends EventTarget {
  #list;
  #template;
  #touched = -TWICE;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #held = undefined;

  /** @param {HTMLElement} list @param {HTMLTemplateElement} template */
  constructor(list, template) {
    super();
    this.#list = list;
    this.#template = template;
    addEventListener("click", (event) => this.#click(event));
    list.addEventListener("contextmenu", (event) => this.#hear(event)); // also the keyboard's menu key
    list.addEventListener("pointerdown", (event) => this.#hold(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"])
      list.addEventListener(name, () => clearTimeout(this.#held));
  }

  /**
   * Show other choices; a tile that stays keeps the focus it has.
   * @param {import("../phone/types.js").Choice[]} choices
   */
  draw(choices) {
    while (this.#list.children.length > choices.length) this.#list.lastElementChild?.remove();
    while (this.#list.children.length < choices.length)
      this.#list.append(this.#template.content.cloneNode(true));
    for (const [index, choice] of choices.entries()) fill(this.#list.children[index], choice);
  }

  /**
   * Let the choice of a key stand out, or none.
   * @param {?string} key
   */
  light(key) {
    for (const tile of all(this.#list, ".tile"))
      tile.ariaCurrent = String(key !== null && tile.dataset.key === key);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { target, timeStamp } = event;
    const pointerType = event instanceof PointerEvent && event.pointerType;
    const twice = pointerType && timeStamp - this.#touched < TWICE;
    this.#touched = timeStamp;
    const tile = tileAt(target);
    if (tile && !twice) this.#dispatch("press", tile);
  }

  /** @param {PointerEvent} event */
  #hold(event) {
    clearTimeout(this.#held);
    this.#held = setTimeout(() => this.#hear(event), HOLD);
  }

  /** @param {Event} event */
  #hear(event) {
    clearTimeout(this.#held);
    const tile = tileAt(event.target);
    if (!tile) return;
    event.preventDefault();
    if (event.type === "pointerdown") letGo(tile);
    this.#dispatch("hear", tile);
  }

  /**
   * @param {string} name
   * @param {HTMLElement} tile
   */
  #dispatch(name, tile) {
    this.dispatchEvent(new CustomEvent(name, { detail: tile.dataset.key }));
  }
}

/**
 * @param {?EventTarget} target
 * @returns {?HTMLElement}
 */
function tileAt(target) {
  return target instanceof Element ? target.closest(".tile") : null;
}

/**
 * @param {Element} item
 * @param {import("../phone/types.js").Choice} choice
 */
function fill(item, { key, label, language, icon, changes_language: changes }) {
  const tile = find(item, ".tile");
  tile.dataset.key = key;
  tile.lang = language;
  tile.classList.toggle("flag", changes);
  picture(tile, icon ?? "help");
  find(tile, ".key").textContent = key;
  find(tile, ".label").textContent = label;
}

/**
 * Swallow the click that ends a long touch.
 * @param {HTMLElement} tile
 */
function letGo(tile) {
  const swallow = (/** @type {Event} */ event) => event.stopImmediatePropagation();
  tile.addEventListener("click", swallow, { capture: true, once: true });
  addEventListener("pointerdown", () => tile.removeEventListener("click", swallow, { capture: true }), {
    once: true,
  });
}
