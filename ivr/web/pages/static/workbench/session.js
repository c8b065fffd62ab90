import { Call } from "../phone/call.js";
import { Pacer } from "./pacer.js";
import { possible } from "./world.js";

const GONE = new Set(["expired", "forged"]);

/**
 * A call on the workbench, and all that is known of it. Knows no DOM.
 *
 * Tells: `begun`, `moment` (its detail is the Moment), `refused` (a Refusal), `lost`.
 */
export class Session extends EventTarget {
  #call = null;

  /** @param {import("../phone/playback.js").Playback} playback */
  constructor(playback) {
    super();
    this.pacer = new Pacer(playback);
    this.pacer.addEventListener("due", () => this.goOn());
    this.#forget();
  }

  /** Make a new call; `path` is what a transcript says was dialled. */
  begin(request, path = "") {
    this.#forget();
    Object.assign(this, { request, path });
    this.live = true;
    const call = new Call("workbench/calls");
    this.#call = call;
    for (const told of ["moment", "refused", "lost"]) {
      call.addEventListener(told, ({ detail }) => call === this.#call && this.#take(told, detail));
    }
    this.dispatchEvent(new Event("begun"));
    call.begin(request);
  }

  /** Whether an answer of the line is awaited. */
  get busy() {
    return this.#call?.busy ?? false;
  }

  /** The language the line speaks now, as far as it is known. */
  get language() {
    return this.drawing?.language ?? this.request.language ?? "";
  }

  /** What the world may do to the call, once what is being said has been said. */
  get possible() {
    return possible(this.story);
  }

  /** Whether the line, once it has said what it says, waits for somebody. */
  get waits() {
    const { listening, ahead } = this.moment ?? { listening: null, ahead: [] };
    return listening !== null || ahead.some(isListening) || this.possible.size > 0;
  }

  /** What is known to be heard, that which is still ahead included. */
  get story() {
    return [...this.events, ...(this.moment?.ahead ?? [])];
  }

  /** Press keys now, or at a moment of the call. */
  press(keys, at = this.pacer.seconds) {
    if (this.moment?.listening?.barge_in) this.pacer.stop();
    const [first, ...others] = keys;
    this.act({ do: "press", key: first, at }, ...others.map((key) => ({ do: "press", key })));
  }

  say(words) {
    this.pacer.stop();
    this.act({ do: "say", words, at: this.pacer.seconds });
  }

  /** Let the world do something, now if it can. */
  happen(what) {
    const at = possible(this.events).has(what) ? this.pacer.seconds : "heard";
    this.act({ do: "happen", what, value: null, at });
  }

  hangUp(at = this.pacer.seconds) {
    this.pacer.stop();
    this.act({ do: "hang_up", at });
  }

  /** Let the time pass until something new comes. */
  goOn() {
    this.pacer.stop();
    this.act({ do: "wait" });
  }

  act(...acts) {
    if (this.live) this.#call.act(...acts);
  }

  /** Ask again what could not be asked. */
  retry() {
    this.lost = false;
    this.#call.retry();
  }

  #take(told, detail) {
    this.lost = told === "lost";
    if (told === "moment") this.#learn(detail);
    if (told === "refused") this.#refused(detail);
    if (this.lost) this.pacer.stop();
    this.dispatchEvent(new CustomEvent(told, { detail }));
  }

  #learn(moment) {
    this.moment = moment;
    this.events.push(...moment.events);
    this.exchanges.push(...(moment.exchanges ?? []));
    if (moment.map) this.map = moment.map;
    if (moment.drawing !== undefined) this.drawing = moment.drawing;
    if (moment.ended) this.live = false;
    this.pacer.follow(moment, this.waits);
  }

  /** What is not done leaves the call as it was, unless the call itself is not known any more. */
  #refused({ code }) {
    this.live = this.moment !== null && !GONE.has(code);
    if (this.live) this.pacer.resume();
    else this.pacer.stop();
  }

  #forget() {
    this.pacer.forget();
    Object.assign(this, { moment: null, events: [], exchanges: [], map: null, drawing: null });
    Object.assign(this, { live: false, lost: false, request: {}, path: "" });
  }
}

function isListening({ event }) {
  return event === "listening";
}
