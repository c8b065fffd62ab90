// @ts-check
import { find } from "../../elements.js";

/** The form for how the call is heard: its speed, its timers, how loud. */
export class PaceForm {
  #form;
  #timers;
  #clock;
  #audio;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./timers.js").Timers} timers
   * @param {import("../../phone/clock.js").Clock} clock
   * @param {HTMLAudioElement} audio
   */
  constructor(form, timers, clock, audio) {
    this.#form = form;
    this.#timers = timers;
    this.#clock = clock;
    this.#audio = audio;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#apply());
    this.#apply();
  }

  #apply() {
    this.#audio.volume = Number(find(this.#form, "#volume", HTMLInputElement).value);
    this.#audio.muted = find(this.#form, "#mute", HTMLInputElement).checked;
    const choices = new FormData(this.#form);
    const speed = choices.get("speed") === "through" ? Infinity : Number(choices.get("speed"));
    const setting = /** @type {import("./timers.js").Setting} */ (choices.get("timers"));
    if (speed === this.#timers.speed && setting === this.#timers.setting) return;
    Object.assign(this.#timers, { speed, setting });
    this.#clock.again();
  }
}
