// @ts-check
import { find } from "../elements.js";
import { picture } from "./tiles.js";

/** @type {Record<string, string>} */
const PICTURES = {
  blocked: "play",
  lost: "offline",
  busy: "users",
  too_many: "hourglass",
  unavailable: "warning",
};

/** A picture over the whole page that waits for a touch: something stands in the way of the call. */
export class Notice {
  #button;
  #page;
  #words;
  #touched = () => {};
  /** @type {?Element} What had the focus before. */
  #back = null;

  /**
   * @param {HTMLElement} button
   * @param {HTMLElement} page What lies under it.
   * @param {import("./words.js").Words} words
   */
  constructor(button, page, words) {
    this.#button = button;
    this.#page = page;
    this.#words = words;
    button.addEventListener("click", () => this.#touch());
  }

  /**
   * Show what is in the way; a touch closes it and calls back.
   * @param {string} name
   * @param {() => void} touched
   */
  show(name, touched) {
    this.#touched = touched;
    picture(this.#button, PICTURES[name]);
    this.#words.say(find(this.#button, ".sentence"), name);
    if (!this.#button.hidden) return;
    this.#back = document.activeElement;
    this.#open(true);
    this.#button.focus();
  }

  /** Close it without a touch: nothing is in the way any more. */
  close() {
    if (this.#button.hidden) return;
    this.#open(false);
    if (this.#back instanceof HTMLElement) this.#back.focus();
  }

  #touch() {
    this.close();
    this.#touched();
  }

  /** @param {boolean} open */
  #open(open) {
    this.#button.hidden = !open;
    this.#page.inert = open; // what lies under the picture cannot be touched
  }
}
