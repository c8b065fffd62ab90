// @ts-check
import { all, find } from "../../elements.js";
import { Tones } from "../../phone/tones.js";

const KEY = /^[0-9*#]$/;
const PRESSED = 120; // milliseconds a key typed is shown as pressed

/** The handset's buttons and keys: what they do to the call, and when they can be used. */
export class Handset {
  #pane;
  #session;
  #tones = new Tones();

  /**
   * @param {HTMLElement} pane
   * @param {import("../../phone/session.js").Session} session
   */
  constructor(pane, session) {
    this.#pane = pane;
    this.#session = session;
    this.#on("#keys", (button) => this.#press(button));
    this.#on("#hang-up", () => session.hangUp());
    this.#on("#silent", () => session.clock.waitOut());
    this.#on("#skip", () => session.goOn());
    this.#on("#world", (button) => this.#happen(button));
    document.addEventListener("keydown", (event) => this.#type(event));
    for (const name of ["begun", "moment", "refused", "lost"]) {
      session.addEventListener(name, () => this.refresh());
    }
    session.addEventListener("moment", ({ detail: { ended } }) => {
      if (ended) this.#sound((tones) => tones.ended());
    });
  }

  /** Offer what can be done now. */
  refresh() {
    const { live, moment } = this.#session;
    const talking = live && moment !== null;
    const inCall = "#keys button, #hang-up, #silent, #skip, #say input, #say button";
    for (const control of this.#pane.querySelectorAll(inCall)) {
      /** @type {HTMLButtonElement | HTMLInputElement} */ (control).disabled = !talking;
    }
    const world = find(this.#pane, "#world");
    const possible = moment?.possible_ahead ?? [];
    world.hidden = !talking || possible.length === 0;
    for (const each of all(world, "button")) each.hidden = !possible.includes(each.dataset.what ?? "");
  }

  /**
   * @param {string} selector
   * @param {(touched: ?HTMLElement) => void} act What to do with the button that is touched.
   */
  #on(selector, act) {
    find(this.#pane, selector).addEventListener("click", ({ target }) => {
      act(/** @type {HTMLElement} */ (target).closest("button"));
    });
  }

  /** @param {?HTMLElement} button */
  #press(button) {
    const key = button?.dataset.key;
    if (!key) return;
    this.#sound((tones) => tones.key(key));
    this.#session.press(key);
  }

  /** @param {(tones: Tones) => void} tone */
  #sound(tone) {
    if (!find(this.#pane, "#mute", HTMLInputElement).checked) tone(this.#tones);
  }

  /** @param {?HTMLElement} button */
  #happen(button) {
    if (button?.dataset.what) this.#session.happen(button.dataset.what);
  }

  /** @param {KeyboardEvent} event */
  #type({ key, target, ctrlKey, metaKey, altKey }) {
    const at = /** @type {HTMLElement} */ (target);
    const elsewhere = ctrlKey || metaKey || altKey || at.closest("input, select, textarea, dialog");
    const wanted = find(this.#pane, "#typing", HTMLInputElement).checked || at.closest("#keys");
    if (elsewhere || !wanted || !KEY.test(key)) return;
    const button = find(this.#pane, `#keys [data-key="${key}"]`, HTMLButtonElement);
    if (button.disabled) return;
    button.classList.add("pressed");
    setTimeout(() => button.classList.remove("pressed"), PRESSED);
    this.#press(button);
  }
}
