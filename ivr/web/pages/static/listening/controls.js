// @ts-check
import { find } from "../elements.js";
import { picture } from "./tiles.js";

const KEYS = "0123456789*#";
const FIELDS = "input, textarea, select, [contenteditable]";
const FLASH = 150; // milliseconds a key that was typed looks pressed

/** The row of what is always there in a call: again, back, start. */
export class Commands {
  #buttons;

  /**
   * @param {Iterable<HTMLElement>} buttons
   * @param {(key: string) => void} press
   */
  constructor(buttons, press) {
    this.#buttons = [...buttons];
    for (const button of this.#buttons)
      button.addEventListener("click", () => press(button.dataset.key ?? ""));
  }

  /**
   * Show what the line offers, and hide the rest.
   * @param {import("../phone/types.js").Command[]} commands
   */
  draw(commands) {
    for (const button of this.#buttons) {
      const command = commands.find((each) => each.does === button.dataset.does);
      button.hidden = !command;
      if (command) fill(button, command);
    }
  }

  /**
   * Let the command of a key stand out, or none.
   * @param {?string} key
   */
  light(key) {
    for (const button of this.#buttons)
      button.ariaCurrent = String(key !== null && button.dataset.key === key);
  }
}

/**
 * @param {HTMLElement} button
 * @param {import("../phone/types.js").Command} command
 */
function fill(button, { key, label, icon }) {
  button.dataset.key = key;
  button.ariaLabel = label;
  find(button, ".key").textContent = key;
  if (icon) picture(button, icon);
}

/** The twelve keys, on the page and on the keyboard. */
export class Keypad {
  #keypad;
  #press;

  /**
   * @param {HTMLElement} keypad
   * @param {(key: string) => void} press
   */
  constructor(keypad, press) {
    this.#keypad = keypad;
    this.#press = press;
    keypad.addEventListener("click", ({ target }) => {
      const { key } = /** @type {HTMLElement} */ (target).dataset;
      if (key) press(key);
    });
    document.addEventListener("keydown", (event) => this.#type(event));
  }

  /** @param {KeyboardEvent} event */
  #type(event) {
    const { key, repeat, ctrlKey, altKey, metaKey, target } = event;
    if (!KEYS.includes(key) || repeat || ctrlKey || altKey || metaKey) return;
    if (target instanceof Element && target.matches(FIELDS)) return;
    const button = find(this.#keypad, `[data-key="${key}"]`);
    button.classList.add("typed");
    setTimeout(() => button.classList.remove("typed"), FLASH);
    this.#press(key);
  }
}

/** A button that opens and shuts a part of the page; where the page is wide, all are open anyway. */
export class Toggle {
  #button;
  #name;

  /**
   * @param {HTMLElement} button
   * @param {string} name
   */
  constructor(button, name) {
    this.#button = button;
    this.#name = name;
    button.addEventListener("click", () => (this.open = !this.open));
    this.open = false;
  }

  get open() {
    return this.#button.ariaExpanded === "true";
  }

  set open(open) {
    this.#button.ariaExpanded = String(open);
    document.body.classList.toggle(`${this.#name}-open`, open);
  }
}
