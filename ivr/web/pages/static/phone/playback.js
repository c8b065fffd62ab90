// @ts-check
import { Loudspeaker, Narrator, Rest } from "./outlets.js";

/**
 * What is to be heard of a `Heard` event: of `url` and `voice` the first that can be, else silence.
 * @typedef {{url?: ?string, text?: string, voice?: SpeechSynthesisVoice|null, slow?: number}} Part
 *
 * Something to be heard, a `Heard` event or a `silence`, from `start` to `end` of the call. It is heard
 * `whole` if it was interrupted before, by something that is heard `aside`, outside the call's time.
 * @typedef {{start: number, end: number, silence?: boolean, aside?: boolean, whole?: boolean,
 *   [name: string]: any}} Scheduled
 */

/**
 * @param {Scheduled} heard
 * @returns {Part}
 */
const fileOrSilence = (heard) => ({ url: heard.url });

/**
 * Lets the `Heard` events of a call be heard one after another, and keeps the call's clock: it stands
 * still while a sound is awaited.
 *
 * Dispatches: `sounding` (its detail is the Heard that begins), `done` (all has been heard), `blocked`
 * (the device wants a touch before it sounds: `resume` from within one).
 */
export class Playback extends EventTarget {
  #loudspeaker;
  #narrator;
  #rest = new Rest();
  #part;
  /** @type {Scheduled[]} */
  #schedule = [];
  /** @type {?Scheduled} */
  #sounding = null;
  /** @type {?import("./outlets.js").Outlet} */
  #outlet = null;
  #seconds = 0;
  #stop = new AbortController();
  /** @type {((value?: any) => void) | null} */
  #blocked = null;

  /**
   * @param {HTMLAudioElement} audio
   * @param {SpeechSynthesis|undefined} synthesis
   * @param {(heard: Scheduled) => Part} part Says how a Heard is to be heard.
   */
  constructor(audio, synthesis = undefined, part = fileOrSilence) {
    super();
    this.#loudspeaker = new Loudspeaker(audio);
    this.#narrator = synthesis ? new Narrator(synthesis) : null;
    this.#part = part;
  }

  /** How far the call has been heard. */
  get seconds() {
    if (!this.#sounding) return this.#seconds;
    const { start, end } = this.#sounding;
    const heard = this.#outlet ? this.#outlet.seconds : 0;
    return Math.max(this.#seconds, Math.min(end, start + heard));
  }

  /** What is being heard now, or null. */
  get sounding() {
    return this.#sounding;
  }

  /** What is heard after that, in order. */
  get next() {
    return this.#schedule.slice(1).filter((each) => each.event);
  }

  /** @param {number} rate */
  set rate(rate) {
    for (const outlet of [this.#loudspeaker, this.#narrator, this.#rest]) if (outlet) outlet.rate = rate;
  }

  /** @param {number} volume */
  set volume(volume) {
    this.#loudspeaker.volume = volume;
  }

  /**
   * Make sure that sounds may follow; to be called while a touch is being handled.
   * @param {string} quiet The address of a sound nobody hears.
   */
  unlock(quiet) {
    this.#loudspeaker.unlock(quiet);
  }

  /**
   * Let this be heard from now on; what is sounding goes on if it is part of it.
   * @param {import("./types.js").CallEvent[]} events Those that are `heard` count.
   * @param {number} seconds The clock of the call.
   * @param {number} until The second to stay silent till, after them.
   */
  follow(events, seconds, until = 0) {
    this.#schedule = timetable(events, seconds, until);
    if (this.#sounding && same(this.#sounding, this.#schedule[0])) return;
    this.stop();
    this.#seconds = seconds;
    this.#run();
  }

  /** Be silent, and stand still. */
  stop() {
    this.#seconds = this.seconds;
    this.#stop.abort();
    this.#sounding = null;
    this.#blocked = null;
  }

  /**
   * Let one thing be heard by itself; then what it interrupted begins again.
   * @param {import("./types.js").CallEvent} heard
   */
  aside(heard) {
    this.stop();
    const [interrupted, ...later] = this.#schedule.filter((each) => !each.aside);
    const alone = { ...heard, start: this.#seconds, end: this.#seconds, aside: true, whole: true };
    this.#schedule = interrupted ? [alone, { ...interrupted, whole: true }, ...later] : [alone];
    this.#run();
  }

  /** Go on after `blocked`. */
  resume() {
    this.#blocked?.();
  }

  async #run() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    while (this.#schedule.length > 0) {
      this.#sounding = this.#schedule[0];
      this.dispatchEvent(new CustomEvent("sounding", { detail: this.#sounding }));
      await this.#sound(this.#sounding, signal);
      if (signal.aborted) return;
      this.#seconds = Math.max(this.#seconds, this.#sounding.end);
      this.#schedule.shift();
    }
    this.#sounding = null;
    this.dispatchEvent(new Event("done"));
  }

  /**
   * Try the ways to be heard, best first; a way that fails gives the next its chance.
   * @param {Scheduled} heard
   * @param {AbortSignal} signal
   */
  async #sound(heard, signal) {
    const { url, text, voice, slow } = heard.silence ? {} : this.#part(heard);
    const offset = heard.whole ? 0 : Math.max(0, this.#seconds - heard.start);
    /** @type {[import("./outlets.js").Outlet, object][]} */
    const ways = [];
    if (voice && this.#narrator) ways.push([this.#narrator, { text, voice, slow }]);
    if (url) ways.push([this.#loudspeaker, { url, offset }]);
    ways.push([this.#rest, { length: heard.end - heard.start - offset }]);
    for (const [outlet, part] of ways) if (await this.#played(outlet, part, signal)) return;
  }

  /**
   * @param {import("./outlets.js").Outlet} outlet
   * @param {object} part
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>}
   */
  async #played(outlet, part, signal) {
    this.#outlet = outlet;
    try {
      await outlet.play(part, signal);
      return true;
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "NotAllowedError") return signal.aborted;
      await this.#touch(signal);
      return signal.aborted || this.#played(outlet, part, signal);
    }
  }

  /** @param {AbortSignal} signal */
  #touch(signal) {
    this.dispatchEvent(new Event("blocked"));
    return new Promise((resolve) => {
      this.#blocked = resolve;
      signal.addEventListener("abort", resolve, { once: true });
    });
  }
}

/**
 * Return what there is to hear from a second on, silences included, in order.
 * @param {import("./types.js").CallEvent[]} events
 * @param {number} seconds
 * @param {number} until
 */
function timetable(events, seconds, until) {
  /** @type {any[]} */
  const heard = events.filter((each) => each.event === "heard" && each.end > seconds);
  /** @type {Scheduled[]} */
  const entries = [];
  let clock = seconds;
  for (const each of [...heard, { start: until, end: until }]) {
    if (each.start > clock) entries.push({ start: clock, end: each.start, silence: true });
    if (each.event) entries.push(each);
    clock = Math.max(clock, each.end);
  }
  return entries;
}

/**
 * @param {Scheduled} one
 * @param {Scheduled} [other]
 */
function same(one, other) {
  return other !== undefined && one.start === other.start && one.url === other.url && one.text === other.text;
}
