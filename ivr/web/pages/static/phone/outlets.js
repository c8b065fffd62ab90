// @ts-check
/**
 * A way to let something be heard for a while: `play` ends when the part has been heard or the signal
 * aborts, and `seconds` is how much of it has been heard so far.
 * @typedef {object} Outlet
 * @property {(part: any, signal: AbortSignal) => Promise<void>} play
 * @property {number} seconds
 * @property {number} rate
 */

const LATE_VOICE = 4; // seconds after which a voice that has not begun to speak never will

/**
 * Resolve to the name of whichever of these events comes first, or to `abort`; no listener is left.
 * @param {EventTarget} target
 * @param {string[]} names
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
function first(target, names, signal) {
  return new Promise((resolve) => {
    const done = new AbortController();
    const settle = (/** @type {Event} */ event) => {
      done.abort();
      resolve(event.type);
    };
    for (const name of names) target.addEventListener(name, settle, { signal: done.signal });
    signal.addEventListener("abort", settle, { signal: done.signal });
  });
}

/**
 * Plays files on one audio element: phones let an element sound that a touch has once started.
 * @implements {Outlet}
 */
export class Loudspeaker {
  #audio;

  /** @param {HTMLAudioElement} audio */
  constructor(audio) {
    this.#audio = audio;
  }

  get seconds() {
    return this.#audio.currentTime;
  }

  /** @param {number} rate */
  set rate(rate) {
    this.#audio.defaultPlaybackRate = rate;
    this.#audio.playbackRate = rate;
  }

  /** @param {number} volume */
  set volume(volume) {
    this.#audio.volume = volume;
  }

  /**
   * Start the element once; to be called while a touch is being handled.
   * @param {string} quiet The address of a sound nobody hears.
   */
  unlock(quiet) {
    this.#audio.src = quiet;
    this.#audio.play().catch(() => {}); // the first real sound shows whether sound is allowed
  }

  /**
   * @param {{url: string, offset?: number}} part
   * @param {AbortSignal} signal
   * @throws {DOMException} `NotAllowedError`: the device wants a touch first.
   * @throws {Error} The file cannot be had.
   */
  async play({ url, offset = 0 }, signal) {
    this.#audio.src = url;
    if (offset > 0) this.#audio.currentTime = offset;
    signal.addEventListener("abort", () => this.#audio.pause(), { once: true });
    const over = first(this.#audio, ["ended", "error"], signal);
    try {
      await this.#audio.play();
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    if ((await over) === "error") throw new Error(`${url} cannot be played`);
  }
}

/**
 * Lets nothing be heard, for as long as something would have taken.
 * @implements {Outlet}
 */
export class Rest {
  #begun = 0;
  #rate = 1;

  get seconds() {
    return ((performance.now() - this.#begun) / 1000) * this.#rate;
  }

  /** @param {number} rate */
  set rate(rate) {
    this.#rate = rate;
  }

  /**
   * @param {{length: number}} part Its seconds.
   * @param {AbortSignal} signal
   */
  async play({ length }, signal) {
    this.#begun = performance.now();
    const timer = new EventTarget();
    const over = setTimeout(() => timer.dispatchEvent(new Event("over")), (length * 1000) / this.#rate);
    await first(timer, ["over"], signal);
    clearTimeout(over);
  }
}

/**
 * Reads texts aloud with a voice of the device.
 * @implements {Outlet}
 */
export class Narrator {
  #synthesis;
  #begun = 0;
  #rate = 1;

  /** @param {SpeechSynthesis} synthesis */
  constructor(synthesis) {
    this.#synthesis = synthesis;
  }

  get seconds() {
    return (performance.now() - this.#begun) / 1000;
  }

  /** @param {number} rate */
  set rate(rate) {
    this.#rate = rate;
  }

  /**
   * @param {{text: string, voice: SpeechSynthesisVoice, slow?: number}} part
   * @param {AbortSignal} signal
   * @throws {Error} The voice does not speak.
   */
  async play({ text, voice, slow = 1 }, signal) {
    const speech = new SpeechSynthesisUtterance(text);
    Object.assign(speech, { voice, lang: voice.lang, rate: this.#rate * slow });
    const late = setTimeout(() => speech.dispatchEvent(new Event("late")), LATE_VOICE * 1000);
    speech.addEventListener("start", () => clearTimeout(late));
    signal.addEventListener("abort", () => this.#synthesis.cancel(), { once: true });
    this.#begun = performance.now();
    this.#synthesis.speak(speech);
    const end = await first(speech, ["end", "error", "late"], signal);
    clearTimeout(late);
    if (end === "late") this.#synthesis.cancel();
    if (end === "error" || end === "late") throw new Error(`${voice.name} does not speak`);
  }
}
