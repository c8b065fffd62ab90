/** What is always there in a call: again, back, start; the keypad; what opens and shuts. */

import { picture } from "./tiles.js";

const KEYS = "0123456789*#";
const FIELDS = "input, textarea, select, [contenteditable]";
const FLASH = 150; // milliseconds a key that was typed looks pressed

/** The row of commands. Calls back with the key of the one that is touched. */
export class Commands {
  #buttons;

  constructor(buttons, press) {
    this.#buttons = [...buttons];
    for (const button of this.#buttons) button.addEventListener("click", () => press(button.dataset.key));
  }

  /** Show what the line offers, and hide the rest. */
  draw(commands) {
    for (const button of this.#buttons) {
      const command = commands.find((each) => each.does === button.dataset.does);
      button.hidden = !command;
      if (command) fill(button, command);
    }
  }

  /** Let the command of a key stand out, or none. */
  light(key) {
    for (const button of this.#buttons)
      button.ariaCurrent = String(key !== null && button.dataset.key === key);
  }
}

function fill(button, { key, label, icon }) {
  button.dataset.key = key;
  button.ariaLabel = label;
  button.querySelector(".key").textContent = key;
  if (icon) picture(button, icon);
}

/** The twelve keys, on the page and on the keyboard. */
export class Keypad {
  #keypad;
  #press;

  constructor(keypad, press) {
    this.#keypad = keypad;
    this.#press = press;
    keypad.addEventListener("click", ({ target }) => target.dataset.key && press(target.dataset.key));
    document.addEventListener("keydown", (event) => this.#type(event));
  }

  #type(event) {
    const { key, repeat, ctrlKey, altKey, metaKey, target } = event;
    if (!KEYS.includes(key) || repeat || ctrlKey || altKey || metaKey) return;
    if (target.matches(FIELDS)) return;
    const button = [...this.#keypad.children].find((each) => each.dataset.key === key);
    button.classList.add("typed");
    setTimeout(() => button.classList.remove("typed"), FLASH);
    this.#press(key);
  }
}

/** A button that opens and shuts a part of the page; where the page is wide, all are open anyway. */
export class Toggle {
  #button;
  #name;

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
