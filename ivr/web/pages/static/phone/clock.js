// @ts-check

/**
 * How fast time passes in a call: the policy of whoever makes it.
 * @typedef {object} Patience
 * @property {number} speed How many times as fast as it is said everything is heard; `Infinity`
 *   passes it over.
 * @property {(moment: import("./types.js").Moment, silent: boolean) => number} rate How many times as
 *   fast as it does time passes once all has been heard: 0 if it stands still, `Infinity` if it is
 *   passed over. `silent` says that the caller wants to wait until the line gives up.
 */

/** The patience of a line that never gives up: where it takes keys its time does not run out. */
export class EndlessPatience {
  speed = 1;

  /** @param {import("./types.js").Moment} moment */
  rate({ listening, ahead }) {
    return listening || ahead.some(({ event }) => event === "listening") ? 0 : 1;
  }
}

/**
 * Moves a call's clock on: through what is being said, and then through the time the line waits,
 * as fast as a policy says. Knows no DOM.
 *
 * Dispatches: `due` (what the line waited for did not come: the call must go on), `standing` (all
 * has been heard, and the clock stands still until somebody does something).
 */
export class Clock extends EventTarget {
  #playback;
  #patience;
  /** @type {?import("./types.js").Moment} */
  #moment = null;
  #silent = false;
  #stopped = true;

  /**
   * @param {import("./playback.js").Playback} playback
   * @param {Patience} patience
   */
  constructor(playback, patience) {
    super();
    this.#playback = playback;
    this.#patience = patience;
    playback.addEventListener("done", () => this.#heardOut());
  }

  /**
   * Go on from a moment of the call.
   * @param {import("./types.js").Moment} moment
   */
  follow(moment) {
    const seconds = this.#begins(moment);
    this.#moment = moment;
    this.#silent = false;
    this.#stopped = Boolean(moment.ended);
    if (moment.ended) this.#stand(moment.seconds);
    else this.#listen(seconds);
  }

  /** Let the clock stand still, until the next moment or `resume`. */
  stop() {
    this.#stopped = true;
    this.#playback.stop();
  }

  /** Go on after `stop`. */
  resume() {
    this.#stopped = false;
    this.again();
  }

  /** Go on after an act that was refused; a wait that led nowhere does not come again by itself. */
  recover() {
    if (this.seconds >= this.saidOut) this.stop();
    else this.resume();
  }

  /** Go on from here, as fast as the policy says by now. */
  again() {
    if (this.#stopped) return;
    const { seconds } = this.#playback;
    this.#playback.stop();
    this.#listen(seconds);
  }

  /** Wait for the first moment of another call. */
  forget() {
    this.stop();
    this.#moment = null;
  }

  /** Say nothing until the line gives up, even if its time stands still. */
  waitOut() {
    if (this.#silent) return;
    this.#silent = true;
    this.again();
  }

  /** How far the call has come. */
  get seconds() {
    return this.#moment ? this.#playback.seconds : 0;
  }

  /** When all that is being said will have been said. */
  get saidOut() {
    if (!this.#moment) return 0;
    const heard = this.#moment.ahead.filter(({ event }) => event === "heard");
    return Math.max(this.#moment.seconds, ...heard.map(({ end }) => end));
  }

  /** Seconds until the line gives up; null if it waits for nobody. */
  get left() {
    if (this.#stopped || !this.#moment?.waits || this.#isStuck(this.#moment)) return null;
    return Number(this.#moment.until) - Math.max(this.seconds, this.saidOut);
  }

  /** The whole of the time the line waits. */
  get wait() {
    return Number(this.#moment?.until) - this.saidOut;
  }

  /** Whether nothing moves but by somebody's act. */
  get stands() {
    return !this.#stopped && this.seconds >= this.saidOut && this.#rate() === 0;
  }

  /** Whether what is said is passed over. */
  get passesOver() {
    return this.#patience.speed === Infinity;
  }

  /**
   * The second from which on a moment is heard: what was heard while the line was asked does not
   * come twice, unless a new document has come. What was passed over may have been passed too far.
   * @param {import("./types.js").Moment} moment
   */
  #begins(moment) {
    if (moment.drawing !== undefined || this.passesOver) return moment.seconds;
    return Math.max(moment.seconds, this.seconds);
  }

  /** @param {number} seconds */
  #listen(seconds) {
    if (seconds >= this.saidOut || this.passesOver) return this.#wait(Math.max(seconds, this.saidOut));
    this.#playback.rate = this.#patience.speed;
    this.#playback.follow(this.#moment?.ahead ?? [], seconds, this.saidOut);
  }

  /** @param {number} seconds */
  #wait(seconds) {
    const rate = this.#rate();
    if (rate === 0) return this.#stand(seconds);
    const passes = Number.isFinite(rate);
    if (passes) this.#playback.rate = rate;
    this.#playback.follow([], seconds, passes ? Number(this.#moment?.until) : seconds);
  }

  /** @param {number} seconds */
  #stand(seconds) {
    this.#playback.stop();
    this.#playback.follow([], seconds, seconds);
  }

  #heardOut() {
    if (this.#stopped || !this.#moment) return;
    const rate = this.#rate();
    const over = rate === Infinity || this.seconds >= Number(this.#moment.until);
    if (rate === 0) this.dispatchEvent(new Event("standing"));
    else if (over) this.dispatchEvent(new Event("due"));
    else this.#wait(this.seconds);
  }

  #rate() {
    if (!this.#moment || this.#isStuck(this.#moment)) return 0;
    return this.#patience.rate(this.#moment, this.#silent);
  }

  /**
   * Whether time alone brings nothing new.
   * @param {import("./types.js").Moment} moment
   */
  #isStuck({ events, seconds, until }) {
    return until === null || (events.length === 0 && until <= seconds);
  }
}
