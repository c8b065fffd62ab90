// @ts-check
import { post } from "../../phone/call.js";
import { Outcome } from "./outcome.js";
import { Replay } from "./replay.js";

/** Makes calls again, from a transcript, and shows where they go another way. */
export class Replayer {
  #session;
  #outcome;
  /** @type {?Replay} */
  #replay = null;

  /**
   * @param {import("../../phone/session.js").Session} session
   * @param {HTMLElement} outcome
   */
  constructor(session, outcome) {
    this.#session = session;
    this.#outcome = new Outcome(outcome, () => this.#stop());
    session.addEventListener("begun", () => this.#stop());
  }

  /** The call so far as a server writes it down: what was dialled and all that is known to be heard. */
  get record() {
    const { dialled, request, story } = this.#session;
    return { path: dialled?.path ?? request.path ?? "", events: story };
  }

  /**
   * The call so far as a transcript.
   * @returns {Promise<string>}
   */
  async text() {
    return (await post("workbench/transcript", this.record)).text;
  }

  /**
   * Do again what the caller does in a transcript.
   * @param {string} text
   * @param {import("../../phone/types.js").Request} request
   * @throws {import("../../phone/call.js").Refusal} if it cannot be read.
   */
  async again(text, request) {
    /** @type {import("../../phone/types.js").Script} */
    const { path, acts, heard } = await post("workbench/script", { text });
    this.start(acts, { ...request, path }, (now) => this.#outcome.compare(heard, now));
  }

  /**
   * Make a call and do some acts in it.
   * @param {import("../../phone/types.js").ScriptAct[]} acts
   * @param {import("../../phone/types.js").Request} request
   * @param {(now: string) => void} compare What to do with the transcript at the end.
   */
  start(acts, request, compare = () => this.#outcome.hide()) {
    this.#session.begin(request);
    const replay = new Replay(this.#session, acts);
    this.#replay = replay;
    replay.addEventListener("progress", () => this.#outcome.progress(replay));
    replay.addEventListener("over", async () => compare(await this.text()), { once: true });
    this.#outcome.progress(replay);
    replay.start();
  }

  #stop() {
    this.#replay?.stop();
    this.#outcome.hide();
  }
}
