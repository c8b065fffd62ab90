/**
 * Does again what a caller did in a script, each act at its second of the call. Knows no DOM.
 *
 * Tells: `progress`, `over`.
 */
const LOOKS = 50; // milliseconds between two looks at the clock
const HEARD = "heard"; // the moment when all that is being said has been said

export class Replay extends EventTarget {
  #session;
  #acts;
  #timer = 0;
  #stopped = new AbortController();

  /**
   * @param {import("../session.js").Session} session
   * @param {import("./script.js").ScriptAct[]} acts
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

  start() {
    const { signal } = this.#stopped;
    this.#session.pacer.addEventListener("due", () => this.#stayedSilent(), { signal });
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

  /** Whether an act's second has come; the end comes when all has been heard. */
  #hasCome(act) {
    const { pacer, moment, waits } = this.#session;
    if (act && pacer.through) return true;
    const heard = waits && (pacer.through || pacer.seconds >= pacer.saidOut);
    if (act?.do === "wait") return heard && pacer.waitOut();
    if (!isSet(act?.after)) return heard;
    if (pacer.stands) pacer.waitOut();
    return pacer.seconds >= moment.seconds + act.after;
  }

  #perform(act) {
    const at = isSet(act.after) ? this.#session.moment.seconds + act.after : HEARD;
    if (act.do === "press") this.#session.press(act.keys, at);
    if (act.do === "hang_up") this.#session.hangUp(at);
    if (act.do === "wait") this.#session.act({ do: "wait", at: HEARD }, { do: "wait" });
    this.#next();
  }

  /** The line gave up waiting: if the script says so, that act is done. */
  #stayedSilent() {
    if (this.#session.waits && this.#acts[0]?.do === "wait") this.#next();
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

function isSet(after) {
  return after !== null && after !== undefined;
}
