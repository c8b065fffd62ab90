import { post } from "../../phone/call.js";
import { Outcome } from "./outcome.js";
import { Replay } from "./replay.js";
import { dialled } from "./link.js";

/** Makes calls again, from a transcript, and shows where they go another way. */
export class Replaying {
  #session;
  #outcome;
  #replay = null;

  /**
   * @param {import("../session.js").Session} session
   * @param {HTMLElement} outcome
   */
  constructor(session, outcome) {
    this.#session = session;
    this.#outcome = new Outcome(outcome, () => this.#stop());
    session.addEventListener("begun", () => this.#stop());
  }

  /** The call so far as a server writes it down: its path and all that is known to be heard. */
  get told() {
    const { path, story } = this.#session;
    return { path, events: story };
  }

  /** The call so far as a transcript. */
  async text() {
    return (await post("workbench/transcript", this.told)).text;
  }

  /**
   * Do again what the caller does in a transcript.
   * @throws {import("../../phone/call.js").Refusal} if it cannot be read.
   */
  async again(text, request) {
    const { path, acts } = await post("workbench/script", { text });
    const compare = (now) => this.#outcome.compare(text, now);
    this.start(acts, dialled(request, path), path, compare);
  }

  /** Make a call and do some acts in it. */
  start(acts, request, path, compare = () => this.#outcome.hide()) {
    this.#session.begin(request, path);
    this.#replay = new Replay(this.#session, acts);
    this.#replay.addEventListener("progress", () => this.#outcome.progress(this.#replay));
    this.#replay.addEventListener("over", async () => compare(await this.text()), { once: true });
    this.#outcome.progress(this.#replay);
    this.#replay.start();
  }

  #stop() {
    this.#replay?.stop();
    this.#outcome.hide();
  }
}
