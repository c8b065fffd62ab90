/** A picture over the whole page that waits for a touch: something stands in the way of the call. */

import { picture } from "./tiles.js";

const PICTURES = {
  blocked: "play",
  lost: "offline",
  busy: "users",
  too_many: "hourglass",
  unavailable: "warning",
};

export class Notice {
  #button;
  #page;
  #words;
  #touched = () => {};
  #back = null;

  constructor(button, page, words) {
    this.#button = button;
    this.#page = page;
    this.#words = words;
    button.addEventListener("click", () => this.#touch());
  }

  /** Show what is in the way; a touch closes it and calls back. */
  show(name, touched) {
    this.#touched = touched;
    picture(this.#button, PICTURES[name]);
    this.#words.say(this.#button.querySelector(".sentence"), name);
    if (!this.#button.hidden) return;
    this.#back = document.activeElement;
    this.#open(true);
    this.#button.focus();
  }

  /** Close it without a touch: nothing is in the way any more. */
  close() {
    if (this.#button.hidden) return;
    this.#open(false);
    this.#back?.focus();
  }

  #touch() {
    this.close();
    this.#touched();
  }

  #open(open) {
    this.#button.hidden = !open;
    this.#page.inert = open; // what lies under the picture cannot be touched
  }
}
