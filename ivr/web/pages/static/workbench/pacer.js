/**
 * Moves a call's clock on: through what is being said, at a speed, and then through the time the
 * line waits, as the timers are set. Knows no DOM.
 *
 * Tells: `due` (what the line waited for did not come: the call must go on), `standing` (the clock
 * stands still until somebody does something).
 */
const TENFOLD = 0.1; // the pace of a clock whose time-outs are to last ten times as long
const THROUGH = "through";

export class Pacer extends EventTarget {
  #playback;
  #moment = null;
  #holds = false;
  #silent = false;
  #stopped = true;
  #speed = "1";
  #timers = "real";

  /** @param {import("../phone/playback.js").Playback} playback */
  constructor(playback) {
    super();
    this.#playback = playback;
    playback.addEventListener("done", () => this.#heard());
  }

  /** Go on from a moment of the call; `holds` says that the line waits for somebody. */
  follow(moment, holds) {
    this.#moment = moment;
    this.#holds = holds;
    this.#silent = false;
    this.#stopped = Boolean(moment.ended);
    if (this.#stopped) this.#stand(moment.seconds);
    else this.#listen(moment.seconds);
  }

  /** Let the clock stand still, until the next moment. */
  stop() {
    this.#stopped = true;
    this.#playback.stop();
  }

  /** Go on with what is being said; the end of a wait that led nowhere does not come again. */
  resume() {
    if (this.seconds >= this.saidOut) return this.stop();
    this.#stopped = false;
    this.#again();
  }

  /** Wait for the first moment of another call. */
  forget() {
    this.stop();
    this.#moment = null;
  }

  /** How far the call has come. */
  get seconds() {
    return this.#moment ? this.#playback.seconds : 0;
  }

  /** When all that is being said will have been said. */
  get saidOut() {
    const heard = this.#moment.ahead.filter(({ event }) => event === "heard");
    return Math.max(this.#moment.seconds, ...heard.map(({ end }) => end));
  }

  /** Seconds until the line gives up; null if it waits for nobody. */
  get left() {
    if (this.#stopped || !this.#holds || this.#stuck()) return null;
    return this.#moment.until - Math.max(this.seconds, this.saidOut);
  }

  /** The whole of the time the line waits. */
  get patience() {
    return this.#moment.until - this.saidOut;
  }

  /** Whether nothing moves but by somebody's act. */
  get stands() {
    return !this.#stopped && this.seconds >= this.saidOut && this.#rate() === 0;
  }

  /** Whether what is said is passed over. */
  get through() {
    return this.#speed === THROUGH;
  }

  set speed(speed) {
    this.#speed = speed;
    this.#again();
  }

  set timers(timers) {
    this.#timers = timers;
    this.#again();
  }

  /** Say nothing until the line gives up, even if the timers are off. */
  waitOut() {
    if (this.#silent) return;
    this.#silent = true;
    this.#again();
  }

  #again() {
    if (this.#stopped) return;
    const { seconds } = this.#playback;
    this.#playback.stop();
    this.#listen(seconds);
  }

  #listen(seconds) {
    if (seconds >= this.saidOut || this.through) return this.#wait(Math.max(seconds, this.saidOut));
    this.#playback.rate = Number(this.#speed);
    this.#playback.follow(this.#moment.ahead, seconds, this.saidOut);
  }

  #wait(seconds) {
    const rate = this.#rate();
    if (rate === 0) return this.#stand(seconds);
    const passes = Number.isFinite(rate);
    if (passes) this.#playback.rate = rate;
    this.#playback.follow([], seconds, passes ? this.#moment.until : seconds);
  }

  #heard() {
    if (this.#stopped || this.stands) return;
    const over = this.seconds >= this.#moment.until || this.#rate() === Infinity;
    if (over) this.dispatchEvent(new Event("due"));
    else this.#wait(this.seconds);
  }

  /** How fast time passes while the line waits. */
  #rate() {
    const speed = this.through ? 1 : Number(this.#speed);
    if (this.#stuck()) return 0;
    if (!this.#holds) return this.through ? Infinity : speed;
    if (this.#silent || this.#timers === "real") return speed;
    return this.#timers === "off" ? 0 : speed * TENFOLD;
  }

  /** Whether time alone brings nothing new. */
  #stuck() {
    const { events, seconds, until } = this.#moment;
    return until === null || (events.length === 0 && until <= seconds);
  }

  #stand(seconds) {
    this.#playback.stop();
    this.#playback.follow([], seconds, seconds);
    this.dispatchEvent(new Event("standing"));
  }
}
