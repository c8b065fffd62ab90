import { show } from "../templates.js";

/** The handset's display: the second of the call, its state, and the ring of the timer. */
const FULL = 100; // the whole of the ring, in its own measure

export class Display {
  #pane;
  #session;
  #playback;
  #blocked = false;

  /**
   * @param {HTMLElement} pane
   * @param {import("../session.js").Session} session
   * @param {import("../../phone/playback.js").Playback} playback
   */
  constructor(pane, session, playback) {
    this.#pane = pane;
    this.#session = session;
    this.#playback = playback;
    const play = pane.querySelector("#play");
    play.addEventListener("click", () => this.#again());
    playback.addEventListener("blocked", () => (this.#blocked = true));
    playback.addEventListener("sounding", () => (this.#blocked = false));
    for (const told of ["begun", "moment"]) session.addEventListener(told, () => this.complain(""));
    session.addEventListener("refused", ({ detail }) => this.complain(detail.message));
  }

  /** Say what went wrong; nothing clears it. */
  complain(sentence) {
    const trouble = this.#pane.querySelector("#trouble");
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }

  /** Show the moment. */
  refresh() {
    const { pacer } = this.#session;
    this.#put("#seconds", pacer.seconds);
    show(this.#pane.querySelector("#state"), this.#state());
    this.#pane.querySelector("#play").hidden = !this.#session.lost && !this.#blocked;
    this.#time(pacer);
  }

  #again() {
    if (this.#session.lost) this.#session.retry();
    this.#playback.resume();
  }

  #state() {
    const { live, lost, moment, pacer, waits } = this.#session;
    if (lost) return "lost";
    if (!live) return moment ? "ended" : "idle";
    if (!moment) return "dialling";
    if (this.#blocked) return "blocked";
    if (pacer.seconds < pacer.saidOut) return "speaking";
    return waits ? "listening" : "waiting";
  }

  #time(pacer) {
    const { live, moment } = this.#session;
    const left = live && moment ? pacer.left : null;
    const share = left === null ? 0 : Math.max(0, Math.min(1, left / pacer.patience));
    show(this.#pane.querySelector("#timer"), left === null ? "none" : phase(pacer));
    for (const slot of ["#waits", "#left", "#stands"]) this.#put(slot, left ?? 0);
    this.#pane.querySelector("#ring").setAttribute("stroke-dashoffset", FULL * (1 - share));
  }

  #put(what, seconds) {
    const text = Math.max(0, seconds).toFixed(1);
    const slot = this.#pane.querySelector(what);
    if (slot.textContent !== text) slot.textContent = text;
  }
}

/** Whether the timer is still to come, runs, or stands still. */
function phase(pacer) {
  if (pacer.seconds < pacer.saidOut) return "ahead";
  return pacer.stands ? "standing" : "running";
}
