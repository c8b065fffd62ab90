// @ts-check
const ROWS = [697, 770, 852, 941]; // hertz, ITU-T Q.23
const COLUMNS = [1209, 1336, 1477];
const KEYS = ["123", "456", "789", "*0#"];
const KEY_SECONDS = 0.1;
const RING_SECONDS = 1;
const END_SECONDS = 0.25; // of a tone, and of the silence after it
const TONE = 425; // hertz of ring-back and busy tones in most countries, ITU-T E.180
const LOUD = 0.2; // the gain of one oscillator
const SOFT = 0.12;
const EDGE = 0.005; // seconds to fade in and out: an abrupt edge clicks

/**
 * Return the two frequencies of a key.
 * @param {string} key
 */
export function pair(key) {
  const row = KEYS.findIndex((keys) => keys.includes(key));
  return [ROWS[row], COLUMNS[KEYS[row].indexOf(key)]];
}

/**
 * What a telephone itself lets be heard: key tones, the ring-back tone, the tone of the end. The first
 * must be asked for while a touch is being handled.
 */
export class Tones {
  /** @type {?AudioContext} */
  #context = null;
  /** @type {?GainNode} */
  #ringing = null;

  /**
   * Sound a key: both its frequencies at once.
   * @param {string} key
   */
  key(key) {
    for (const hertz of pair(key)) this.#tone(hertz, LOUD, 0, KEY_SECONDS);
  }

  /** Ring once, until `answered`. */
  ring() {
    this.#ringing = this.#tone(TONE, SOFT, 0, RING_SECONDS);
  }

  /** Stop ringing. */
  answered() {
    this.#ringing?.gain.setTargetAtTime(0, this.#ringing.context.currentTime, EDGE);
    this.#ringing = null;
  }

  /** Sound the end of a call. */
  ended() {
    for (const time of [0, 1, 2]) this.#tone(TONE, SOFT, time * 2 * END_SECONDS, END_SECONDS);
  }

  /**
   * @param {number} hertz
   * @param {number} loud
   * @param {number} after
   * @param {number} seconds
   */
  #tone(hertz, loud, after, seconds) {
    this.#context ??= new AudioContext();
    this.#context.resume();
    const start = this.#context.currentTime + after;
    const tone = new OscillatorNode(this.#context, { frequency: hertz });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.setTargetAtTime(loud, start, EDGE);
    volume.gain.setTargetAtTime(0, start + seconds - 4 * EDGE, EDGE);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + seconds);
    return volume;
  }
}
