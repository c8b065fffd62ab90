// @ts-check
import { Playback } from "../phone/playback.js";
import { Tones } from "../phone/tones.js";
import { bestVoice } from "../phone/voices.js";

/** The rate of a device's voice where the line's own is slow. */
const SLOWLY = 0.8;
/** Sounds that are fetched before their time. */
const AHEAD = 2;

/**
 * What a prompt of the line is, as it begins to be heard: the words, the key it offers, its place
 * among the prompts of the turn, and whether it is said once more.
 * @typedef {{text: string, language: string, key: ?string, index: number, again: boolean}} Sounding
 */

/**
 * What is heard of a call: the prompts of the line, from its files or by a voice of the device that
 * speaks better, and the tones of a telephone.
 *
 * Dispatches: `sounding` (its detail is the Sounding that begins), `blocked` (the device wants a
 * touch first).
 */
export class Voice extends EventTarget {
  #synthesis;
  #tones = new Tones();
  /** @type {?import("../phone/types.js").Drawing} */
  #drawing = null;
  /** @type {Set<string>} */
  #fetched = new Set();

  /**
   * @param {HTMLAudioElement} audio
   * @param {SpeechSynthesis|undefined} synthesis
   */
  constructor(audio, synthesis) {
    super();
    this.#synthesis = synthesis;
    synthesis?.getVoices(); // asks for them: they come later
    this.playback = new Playback(audio, synthesis, (heard) => this.#part(heard));
    this.playback.addEventListener("sounding", ({ detail }) => this.#sounding(detail));
    this.playback.addEventListener("blocked", () => this.dispatchEvent(new Event("blocked")));
  }

  /**
   * Ring; to be called while a touch is being handled.
   * @param {string} quiet The address of a sound nobody hears.
   */
  ring(quiet) {
    this.#drawing = null;
    this.playback.unlock(quiet);
    this.#tones.ring();
  }

  /** Ring no more: something stands in the way of the call. */
  stopRinging() {
    this.#tones.answered();
  }

  /**
   * Sound a key.
   * @param {string} key
   */
  key(key) {
    this.#tones.key(key);
  }

  /** Sound the end of a call. */
  end() {
    this.#tones.answered();
    this.#tones.ended();
  }

  /**
   * Speak the prompts of a turn, as its drawing has them.
   * @param {?import("../phone/types.js").Drawing} drawing
   */
  speak(drawing) {
    this.#drawing = drawing;
  }

  /**
   * Let only the option of a key be heard; what it interrupts begins again after it.
   * @param {string} key
   * @param {import("../phone/types.js").CallEvent[]} ahead What is still to be heard.
   */
  option(key, ahead) {
    const heard = ahead.find((each) => this.#prompt(each)?.key === key);
    if (heard) this.playback.aside(heard);
  }

  /** Go on after `blocked`; to be called while a touch is being handled. */
  resume() {
    this.playback.resume();
  }

  /** @param {import("../phone/playback.js").Scheduled} heard */
  #sounding(heard) {
    const prompt = this.#prompt(heard);
    const text = prompt?.text ?? heard.text;
    if (heard.silence || !text) return;
    this.#tones.answered();
    const detail = {
      text,
      language: prompt?.language ?? heard.language,
      key: prompt?.key ?? null,
      index: prompt ? this.#prompts.indexOf(prompt) : -1,
      again: heard.whole && !heard.aside,
    };
    this.dispatchEvent(new CustomEvent("sounding", { detail }));
    this.#prefetch();
  }

  /**
   * The drawing's sound of what is heard: for browsers, or of the device where it speaks better.
   * @param {Record<string, any>} heard
   * @returns {import("../phone/playback.js").Part}
   */
  #part(heard) {
    const prompt = this.#prompt(heard);
    if (this.#drawing && !prompt && !heard.text) return {}; // a gap between prompts
    const file = { sound: heard.url, web: heard.url };
    const { text, language, sound, web, embedded } = { ...file, ...heard, ...prompt };
    const voices = embedded || !sound ? (this.#synthesis?.getVoices() ?? []) : [];
    const voice = language ? bestVoice(voices, language) : null;
    return { url: web, text, voice, slow: this.#drawing?.slow ? SLOWLY : 1 };
  }

  get #prompts() {
    return this.#drawing?.prompts ?? [];
  }

  /** @param {Record<string, any>} heard */
  #prompt(heard) {
    return this.#prompts.find(({ sound, text }) =>
      heard.url ? sound === heard.url : text === heard.text && !sound,
    );
  }

  /** Fetch the sounds that come next, so that no silence comes before them. */
  #prefetch() {
    const parts = this.playback.next.map((heard) => this.#part(heard));
    const urls = parts.flatMap(({ url, voice }) => (url && !voice ? [url] : []));
    for (const url of urls.slice(0, AHEAD).filter((each) => !this.#fetched.has(each))) {
      this.#fetched.add(url);
      fetch(url, { priority: "low" }).catch(() => this.#fetched.delete(url));
    }
  }
}
