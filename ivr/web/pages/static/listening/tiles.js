/** Choices as pictures to touch. */

const HOLD = 500; // milliseconds of touching that ask to hear a choice rather than to take it
const TWICE = 350; // milliseconds within which a second tap, on whatever has come there, belongs to the first

/** Show a picture of the sprite in an element's icon. */
export function picture(element, name) {
  const use = element.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
}

/** The grid of choices. Tells: `press` and `hear`, with the key as detail. */
export class Tiles extends EventTarget {
  #list;
  #template;
  #touched = -TWICE;
  #held = null;

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

  /** Show other choices; a tile that stays keeps the focus it has. */
  draw(choices) {
    while (this.#list.children.length > choices.length) this.#list.lastElementChild.remove();
    while (this.#list.children.length < choices.length)
      this.#list.append(this.#template.content.cloneNode(true));
    for (const [index, choice] of choices.entries()) fill(this.#list.children[index], choice);
  }

  /** Let the choice of a key stand out, or none. */
  light(key) {
    for (const tile of this.#list.querySelectorAll(".tile"))
      tile.ariaCurrent = String(key !== null && tile.dataset.key === key);
  }

  #click({ target, timeStamp, pointerType }) {
    const twice = pointerType && timeStamp - this.#touched < TWICE;
    this.#touched = timeStamp;
    const tile = target.closest(".tile");
    if (tile && !twice) this.#tell("press", tile);
  }

  #hold(event) {
    clearTimeout(this.#held);
    this.#held = setTimeout(() => this.#hear(event), HOLD);
  }

  #hear(event) {
    clearTimeout(this.#held);
    const tile = event.target.closest(".tile");
    if (!tile) return;
    event.preventDefault();
    if (event.type === "pointerdown") letGo(tile);
    this.#tell("hear", tile);
  }

  #tell(name, tile) {
    this.dispatchEvent(new CustomEvent(name, { detail: tile.dataset.key }));
  }
}

function fill(item, { key, label, language, icon, changes_language: changes }) {
  const tile = item.querySelector(".tile");
  tile.dataset.key = key;
  tile.lang = language;
  tile.classList.toggle("flag", changes);
  picture(tile, icon ?? "help");
  tile.querySelector(".key").textContent = key;
  tile.querySelector(".label").textContent = label;
}

/** Swallow the click that ends a long touch. */
function letGo(tile) {
  const swallow = (event) => event.stopImmediatePropagation();
  tile.addEventListener("click", swallow, { capture: true, once: true });
  addEventListener("pointerdown", () => tile.removeEventListener("click", swallow, { capture: true }), {
    once: true,
  });
}
