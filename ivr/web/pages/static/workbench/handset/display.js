// @ts-check
import { find } from "../../elements.js";
import { show } from "../templates.js";

const FULL = 100; // the whole of the ring, in its own measure

/** The handset's display: the second of the call, its state, and the ring of the timer. */
export class Display {
  #pane;
  #session;
  #playback;
  #blocked = false;

  /**
   * @param {HTMLElement} pane
   * @param {import("../../phone/session.js").Session} session
   * @param {import("../../phone/playback.js").Playback} playback
   */
  constructor(pane, session, playback) {
    this.#pane = pane;
    this.#session = session;
    this.#playback = playback;
    find(pane, "#play").addEventListener("click", () => this.#again());
    playback.addEventListener("blocked", () => (this.#blocked = true));
    playback.addEventListener("sounding", () => (this.#blocked = false));
    for (const name of ["begun", "moment"]) session.addEventListener(name, () => this.complain(""));
    session.addEventListener("refused", ({ detail }) => this.complain(detail.message));
  }

  /**
   * Say what went wrong; nothing clears it.
   * @param {string} sentence
   */
  complain(sentence) {
    const trouble = find(this.#pane, "#trouble");
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }

  /** Show the moment. */
  refresh() {
    const { clock } = this.#session;
    this.#put("#seconds", clock.seconds);
    show(find(this.#pane, "#state"), this.#state());
    find(this.#pane, "#play").hidden = !this.#session.lost && !this.#blocked;
    this.#time(clock);
  }

  #again() {
    if (this.#session.lost) this.#session.retry();
    this.#playback.resume();
  }

  #state() {
    const { live, lost, moment, clock } = this.#session;
    if (lost) return "lost";
    if (!live) return moment ? "ended" : "idle";
    if (!moment) return "dialling";
    if (this.#blocked) return "blocked";
    if (clock.seconds < clock.saidOut) return "speaking";
    return moment.waits ? "listening" : "waiting";
  }

  /** @param {import("../../phone/clock.js").Clock} clock */
  #time(clock) {
    const { live, moment } = this.#session;
    const left = live && moment ? clock.left : null;
    const share = left === null ? 0 : Math.max(0, Math.min(1, left / clock.wait));
    show(find(this.#pane, "#timer"), left === null ? "none" : phase(clock));
    for (const slot of ["#waits", "#left", "#stands"]) this.#put(slot, left ?? 0);
    find(this.#pane, "#ring", SVGElement).setAttribute("stroke-dashoffset", String(FULL * (1 - share)));
  }

  /**
   * @param {string} selector
   * @param {number} seconds
   */
  #put(selector, seconds) {
    const text = Math.max(0, seconds).toFixed(1);
    const slot = find(this.#pane, selector);
    if (slot.textContent !== text) slot.textContent = text;
  }
}

/**
 * Whether the timer is still to come, runs, or stands still.
 * @param {import("../../phone/clock.js").Clock} clock
 */
function phase(clock) {
  if (clock.seconds < clock.saidOut) return "ahead";
  return clock.stands ? "standing" : "running";
}
