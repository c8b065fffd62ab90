// @ts-check
const PATIENCE = 15_000; // milliseconds an answer may take
const FIRST_PAUSE = 250; // milliseconds before a busy server is asked again; then twice as many
const LONGEST_PAUSE = 8000;

/** The server's reason for not doing what it was asked, as a `code` and a sentence. */
export class Refusal extends Error {
  /** @param {{code?: string, error?: string}} answer */
  constructor({ code = "unavailable", error = "" }) {
    super(error);
    this.code = code;
  }
}

/**
 * Post a JSON body and return the JSON of the answer.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>}
 * @throws {Refusal} The server says no. Any other error: it could not be reached.
 */
export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.ok) return answer.json();
  throw new Refusal(await answer.json().catch(() => ({})));
}

/**
 * A call as a page holds it: a sealed value that goes to the server with each act and comes back.
 * It is begun once and then acted on; acts never overlap and none is lost.
 *
 * Dispatches: `moment` (its detail is what the server answered), `refused` (a Refusal: what waited is
 * dropped), `lost` (the server cannot be reached: `retry` asks again), `busy` (the server has no
 * place at the moment: it is asked again by itself; the detail counts how often that was).
 */
export class Call extends EventTarget {
  #path;
  /** @type {?string} */
  #token = null;
  /** @type {(() => Promise<import("./types.js").Moment>)[]} */
  #waiting = [];
  #asking = false;

  /** @param {string} path Where calls are made: acts go to `acts` below it. */
  constructor(path = "calls") {
    super();
    this.#path = path;
  }

  /** Whether an answer is being waited for. */
  get busy() {
    return this.#asking;
  }

  /**
   * Dial; the request may name a language, a line and the like.
   * @param {import("./types.js").Request} request
   */
  begin(request) {
    this.#add(() => post(this.#path, request));
  }

  /**
   * Do something, such as `{do: "press", key: "1", at: 3.2}`, as soon as all before it is done.
   * @param {import("./types.js").Act[]} acts
   */
  act(...acts) {
    this.#add(() => post(`${this.#path}/acts`, { call: this.#token, acts }));
  }

  /** Ask again what could not be asked. */
  retry() {
    this.#work();
  }

  /** @param {() => Promise<import("./types.js").Moment>} ask */
  #add(ask) {
    this.#waiting.push(ask);
    this.#work();
  }

  async #work() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#waiting.length > 0) this.#take(await this.#ask(this.#waiting[0]));
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#asking = false;
    }
  }

  /**
   * Ask until the server has a place; pages that wait do not all come back at once.
   * @param {() => Promise<import("./types.js").Moment>} ask
   */
  async #ask(ask) {
    for (let tries = 0, pause = FIRST_PAUSE; ; tries += 1, pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "busy") throw error;
      }
      this.dispatchEvent(new CustomEvent("busy", { detail: tries }));
      await new Promise((after) => setTimeout(after, pause * (0.5 + Math.random())));
    }
  }

  /** @param {import("./types.js").Moment} moment */
  #take(moment) {
    this.#waiting.shift();
    this.#token = moment.call;
    if (moment.ended) this.#waiting = [];
    this.dispatchEvent(new CustomEvent("moment", { detail: moment }));
  }

  /** @param {unknown} error */
  #fail(error) {
    const refused = error instanceof Refusal;
    if (refused) this.#waiting = [];
    this.dispatchEvent(new CustomEvent(refused ? "refused" : "lost", { detail: error }));
  }
}
