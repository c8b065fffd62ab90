import { Tones } from "../../phone/tones.js";

/** The handset's buttons and keys: what they do to the call, and when they can be used. */
const KEY = /^[0-9*#]$/;
const PRESSED = 120; // milliseconds a key typed is shown as pressed

export class Handset {
  #pane;
  #session;
  #tones = new Tones();

  /**
   * @param {HTMLElement} pane
   * @param {import("../session.js").Session} session
   */
  constructor(pane, session) {
    this.#pane = pane;
    this.#session = session;
    this.#on("#keys", ({ target }) => this.#press(target.closest("button")));
    this.#on("#hang-up", () => session.hangUp());
    this.#on("#silent", () => session.pacer.waitOut());
    this.#on("#skip", () => session.goOn());
    this.#on("#world", ({ target }) => this.#happen(target.closest("button")));
    document.addEventListener("keydown", (event) => this.#type(event));
    for (const told of ["begun", "moment", "refused", "lost"]) {
      session.addEventListener(told, () => this.refresh());
    }
    session.addEventListener("moment", ({ detail: { ended } }) => {
      if (ended) this.#sound((tones) => tones.ended());
    });
  }

  /** Offer what can be done now. */
  refresh() {
    const { live, moment, possible } = this.#session;
    const talking = live && moment !== null;
    const inCall = "#keys button, #hang-up, #silent, #skip, #say input, #say button";
    for (const control of this.#pane.querySelectorAll(inCall)) control.disabled = !talking;
    const world = this.#pane.querySelector("#world");
    world.hidden = !talking || possible.size === 0;
    for (const button of world.children) button.hidden = !possible.has(button.dataset.what);
  }

  #on(what, act) {
    this.#pane.querySelector(what).addEventListener("click", act);
  }

  #press(button) {
    if (!button) return;
    this.#sound((tones) => tones.key(button.dataset.key));
    this.#session.press(button.dataset.key);
  }

  #sound(tone) {
    if (!this.#pane.querySelector("#mute").checked) tone(this.#tones);
  }

  #happen(button) {
    if (button) this.#session.happen(button.dataset.what);
  }

  #type({ key, target, ctrlKey, metaKey, altKey }) {
    const elsewhere = ctrlKey || metaKey || altKey || target.closest("input, select, textarea, dialog");
    const wanted = this.#pane.querySelector("#typing").checked || target.closest("#keys");
    if (elsewhere || !wanted || !KEY.test(key)) return;
    const button = this.#pane.querySelector(`#keys [data-key="${key}"]`);
    if (button.disabled) return;
    button.classList.add("pressed");
    setTimeout(() => button.classList.remove("pressed"), PRESSED);
    this.#press(button);
  }
}
