// @ts-check
import { all, find } from "../elements.js";

/**
 * Copy one of the page's templates, where all words stand, and fill its slots. A slot keeps its own
 * words for `true`, and is taken out for nothing.
 * @param {string} name
 * @param {Record<string, any>} values
 * @returns {HTMLElement}
 */
export function fill(name, values = {}) {
  const template = find(document, `#row-${name}`, HTMLTemplateElement);
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const slot of row.querySelectorAll("[data-slot]")) {
    put(slot, values[/** @type {HTMLElement} */ (slot).dataset.slot ?? ""]);
  }
  return row;
}

/**
 * Show those parts of an element that are meant for a state, and hide the others.
 * @param {HTMLElement} element
 * @param {string} state
 */
export function show(element, state) {
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  for (const part of all(element, "[data-when]")) part.hidden = part.dataset.when !== state;
}

/**
 * Draw another icon of the sprite.
 * @param {Element} svg
 * @param {string} icon
 */
export function draw(svg, icon) {
  svg.querySelector("use")?.setAttribute("href", `${document.body.dataset.icons}#${icon}`);
}

/**
 * @param {Element} slot
 * @param {any} value
 */
function put(slot, value) {
  if (value === undefined || value === null || value === "" || value === false) slot.remove();
  else if (value !== true) slot.textContent = value;
}
