/** Fills the page's templates: the words stand in them, never in a script. */

/**
 * Copy a template and fill its slots. A slot keeps its own words for `true`, and is taken out for
 * nothing.
 */
export function fill(name, values = {}) {
  const row = document.getElementById(`row-${name}`).content.firstElementChild.cloneNode(true);
  for (const slot of row.querySelectorAll("[data-slot]")) put(slot, values[slot.dataset.slot]);
  return row;
}

/** Show those parts of an element that are meant for a state, and hide the others. */
export function show(element, state) {
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  for (const part of element.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
}

/** Draw another icon of the sprite. */
export function draw(svg, icon) {
  svg.querySelector("use").setAttribute("href", `${document.body.dataset.icons}#${icon}`);
}

function put(slot, value) {
  if (value === undefined || value === null || value === "" || value === false) slot.remove();
  else if (value !== true) slot.textContent = value;
}
