/** The form for how the call is heard: its speed, its timers, how loud. */
export class PaceForm {
  #form;
  #pacer;
  #audio;

  /**
   * @param {HTMLFormElement} form
   * @param {import("../pacer.js").Pacer} pacer
   * @param {HTMLAudioElement} audio
   */
  constructor(form, pacer, audio) {
    this.#form = form;
    this.#pacer = pacer;
    this.#audio = audio;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => this.#apply(target.name));
    for (const name of ["speed", "timers", "volume", "mute"]) this.#apply(name);
  }

  #apply(name) {
    const { speed, timers, volume, mute } = this.#form.elements;
    if (name === "speed") this.#pacer.speed = speed.value;
    if (name === "timers") this.#pacer.timers = timers.value;
    if (name === "volume") this.#audio.volume = Number(volume.value);
    if (name === "mute") this.#audio.muted = mute.checked;
  }
}
