// @ts-check
import { Call } from "./call.js";
import { Clock } from "./clock.js";

/** Codes of the server for a call that it does not know any more. */
const GONE = new Set(["expired", "forged"]);

/**
 * One call at a time with a line: what is done in it, what is known of it, how far it has been
 * heard. How long the line waits for somebody is the policy of whoever makes the calls.
 * Knows no DOM.
 *
 * Dispatches, in a call: `begun`; `document` when the line has answered with a new one (its detail
 * is the Drawing, or null), before anything of it is heard; `moment` (its detail is the Moment);
 * `waiting` when nothing moves on until somebody acts; `refused` (a Refusal); `lost`; `busy` (its
 * detail counts how often a busy server was asked again).
 */
export class Session extends EventTarget {
  #path;
  /** @type {?Call} */
  #call = null;

  /**
   * @param {string} path Where calls are made.
   * @param {import("./playback.js").Playback} playback
   * @param {import("./clock.js").Patience} patience
   */
  constructor(path, playback, patience) {
    super();
    this.#path = path;
    this.clock = new Clock(playback, patience);
    this.clock.addEventListener("due", () => this.goOn());
    this.clock.addEventListener("standing", () => this.dispatchEvent(new Event("waiting")));
    this.leave();
  }

  /**
   * Make a new call.
   * @param {import("./types.js").Request} request
   */
  begin(request) {
    this.leave();
    this.request = request;
    this.live = true;
    const call = new Call(this.#path);
    this.#call = call;
    for (const name of ["moment", "refused", "lost", "busy"]) {
      call.addEventListener(name, (event) => {
        if (call === this.#call) this.#take(name, /** @type {CustomEvent} */ (event).detail);
      });
    }
    this.dispatchEvent(new Event("begun"));
    call.begin(request);
  }

  /** Forget the call: whatever is still answered is not heard. */
  leave() {
    this.clock.forget();
    this.#call = null;
    this.live = false;
    this.lost = false;
    /** @type {import("./types.js").Request} */
    this.request = {};
    /** @type {?import("./types.js").Dialled} What was dialled, once the line has answered. */
    this.dialled = null;
    /** @type {?import("./types.js").Moment} */
    this.moment = null;
    /** @type {import("./types.js").CallEvent[]} */
    this.events = [];
    /** @type {?import("./types.js").Drawing} */
    this.drawing = null;
  }

  /** Whether an answer of the line is awaited. */
  get busy() {
    return this.#call?.busy ?? false;
  }

  /** The language the line speaks now, as far as it is known. */
  get language() {
    return this.drawing?.language ?? this.request.language ?? "";
  }

  /** What is known to be heard, that which is still ahead included. */
  get story() {
    return [...this.events, ...(this.moment?.ahead ?? [])];
  }

  /**
   * Press keys now, or at a moment of the call. What is being said stops at once if a key may
   * stop it.
   * @param {string} keys
   * @param {import("./types.js").At} at
   */
  press(keys, at = this.clock.seconds) {
    const { takes_keys: takesKeys, barge_in: bargeIn } = this.moment?.listening ?? {};
    if (takesKeys && bargeIn) this.clock.stop();
    /** @type {import("./types.js").Act[]} */
    const acts = [...keys].map((key, index) => ({ do: "press", key, ...(index === 0 && { at }) }));
    this.act(...acts);
  }

  /** @param {string} words */
  say(words) {
    const at = this.clock.seconds;
    this.clock.stop();
    this.act({ do: "say", words, at });
  }

  /**
   * Let somebody else do something to the call: now if it is possible now, or else once what is
   * being said has been heard.
   * @param {string} what
   */
  happen(what) {
    const at = this.moment?.possible.includes(what) ? this.clock.seconds : "heard";
    this.act({ do: "happen", what, value: null, at });
  }

  /** @param {import("./types.js").At} at */
  hangUp(at = this.clock.seconds) {
    this.clock.stop();
    this.act({ do: "hang_up", at });
  }

  /** Let the time pass until something new comes. */
  goOn() {
    this.clock.stop();
    this.act({ do: "wait" });
  }

  /** @param {import("./types.js").Act[]} acts */
  act(...acts) {
    if (this.live) this.#call?.act(...acts);
  }

  /** Let nothing be heard and no time pass, until `resume`. */
  pause() {
    this.clock.stop();
  }

  /** Go on after `pause`, unless an answer will do so. */
  resume() {
    if (this.live && this.moment && !this.busy) this.clock.resume();
  }

  /** Ask again what could not be asked. */
  retry() {
    this.lost = false;
    this.#call?.retry();
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  #take(name, detail) {
    this.lost = name === "lost";
    if (name === "moment") this.#learn(detail);
    if (name === "refused") this.#refused(detail);
    if (name === "lost") this.clock.stop();
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** @param {import("./types.js").Moment} moment */
  #learn(moment) {
    this.moment = moment;
    this.dialled = moment.dialled ?? this.dialled;
    this.events.push(...moment.events);
    if (moment.ended) this.live = false;
    if (moment.drawing !== undefined) {
      this.drawing = moment.drawing;
      this.dispatchEvent(new CustomEvent("document", { detail: moment.drawing }));
    }
    this.clock.follow(moment);
  }

  /**
   * What is not done leaves the call as it was, unless the call itself is not known any more.
   * @param {import("./call.js").Refusal} refusal
   */
  #refused({ code }) {
    this.live = this.moment !== null && !GONE.has(code);
    if (this.live) this.clock.recover();
    else this.clock.stop();
  }
}
