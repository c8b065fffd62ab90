// @ts-check
/** @typedef {import("../../phone/types.js").ScriptAct} ScriptAct */

const LOOKS = 50; // milliseconds between two looks at the clock
/** The moment when all that is being said has been said. */
const HEARD = "heard";

/**
 * Does again what a caller did in a transcript, each act at its second of the call. Knows no DOM.
 *
 * Dispatches: `progress`, `over`.
 */
export class Replay extends EventTarget {
  #session;
  #acts;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer = undefined;
  #stopped = new AbortController();

  /**
   * @param {import("../../phone/session.js").Session} session
   * @param {ScriptAct[]} acts
   */
  constructor(session, acts) {
    super();
    this.#session = session;
    this.#acts = [...acts];
    this.length = acts.length;
  }

  /** How many acts are done. */
  get done() {
    return this.length - this.#acts.length;
  }

  /** Do each act as soon as its second comes. */
  start() {
    const { signal } = this.#stopped;
    this.#session.clock.addEventListener("due", () => this.#stayedSilent(), { signal });
    this.#timer = setInterval(() => this.#look(), LOOKS);
  }

  stop() {
    this.#stopped.abort();
    clearInterval(this.#timer);
  }

  #look() {
    const { moment, live, lost, busy } = this.#session;
    if (moment && !live) return this.#over();
    if (!moment || lost || busy) return;
    const [act] = this.#acts;
    if (!this.#hasCome(act)) return;
    if (act) this.#perform(act);
    else this.#over();
  }

  /**
   * Whether an act's second has come; the end comes when all has been heard.
   * @param {ScriptAct} [act]
   */
  #hasCome(act) {
    const { clock, moment } = this.#session;
    if (!moment) return false;
    if (act && clock.passesOver) return true;
    const heard = moment.waits && (clock.passesOver || clock.seconds >= clock.saidOut);
    if (act?.do === "wait") return heard && clock.waitOut();
    if (!act || !isSet(act.after)) return heard;
    if (clock.stands) clock.waitOut();
    return clock.seconds >= moment.seconds + act.after;
  }

  /** @param {ScriptAct} act */
  #perform(act) {
    const { seconds } = /** @type {import("../../phone/types.js").Moment} */ (this.#session.moment);
    const at = isSet(act.after) ? seconds + act.after : HEARD;
    if (act.do === "press") this.#session.press(act.keys ?? "", at);
    if (act.do === "hang_up") this.#session.hangUp(at);
    if (act.do === "wait") this.#session.act({ do: "wait", at: HEARD }, { do: "wait" });
    this.#next();
  }

  /** The line gave up waiting: if the script says so, that act is done. */
  #stayedSilent() {
    if (this.#session.moment?.waits && this.#acts[0]?.do === "wait") this.#next();
  }

  #next() {
    this.#acts.shift();
    this.dispatchEvent(new Event("progress"));
  }

  #over() {
    this.stop();
    this.dispatchEvent(new Event("over"));
  }
}

/**
 * @param {?number} [after]
 * @returns {after is number}
 */
function isSet(after) {
  return after !== null && after !== undefined;
}
