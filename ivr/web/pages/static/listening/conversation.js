/** A call and its sound together: what was drawn, what is being said, whose turn it is. */

import { Call } from "../phone/call.js";
import { Playback } from "../phone/playback.js";
import { Tones } from "../phone/tones.js";
import { bestVoice } from "../phone/voices.js";

const SLOWLY = 0.8; // the rate of a device's voice where the line's own is slow
const AHEAD = 2; // sounds that are fetched before their time

/**
 * One conversation at a time with the line.
 *
 * Tells: `drawn` (its detail is the drawing, or null), `sounding` (`{text, language, key, index,
 * again}` of what begins to be heard), `waiting` (it is the caller's turn), `pressed` (a key),
 * `ended`, `blocked`, `lost`, `busy` (asked again by itself; its detail is how often), `found` (no
 * longer lost or busy) and `refused` (a Refusal).
 */
export class Conversation extends EventTarget {
  #playback;
  #synthesis;
  #tones = new Tones();
  #call = null;
  #drawing = null;
  #moment = null;
  #waited = null;
  #fetched = new Set();

  /**
   * @param {HTMLAudioElement} audio
   * @param {SpeechSynthesis|undefined} synthesis
   */
  constructor(audio, synthesis) {
    super();
    this.#synthesis = synthesis;
    synthesis?.getVoices(); // asks for them: they come later
    this.#playback = new Playback(audio, synthesis, (heard) => this.#part(heard));
    this.#playback.addEventListener("sounding", ({ detail }) => this.#sounding(detail));
    this.#playback.addEventListener("done", () => this.#heardOut());
    this.#playback.addEventListener("blocked", () => this.#tell("blocked"));
  }

  /** All that can be chosen now: the menu's choices, then what is always possible. */
  get options() {
    return [...(this.#drawing?.choices ?? []), ...(this.#drawing?.commands ?? [])];
  }

  /** Whether an answer of the line is being waited for. */
  get busy() {
    return this.#call?.busy ?? false;
  }

  /** Dial; to be called while a touch is being handled. */
  begin(language, quiet) {
    this.#leave();
    this.#playback.unlock(quiet);
    this.#tones.ring();
    const call = new Call();
    for (const name of ["moment", "refused", "lost", "busy"])
      call.addEventListener(name, ({ detail }) => call === this.#call && this.#hears(name, detail));
    this.#call = call;
    call.begin({ language });
  }

  /** Press a key: what is being said stops at once if a key may stop it. */
  press(key) {
    if (!this.#call) return;
    this.#tones.key(key);
    this.#tell("pressed", key);
    const at = this.#seconds;
    const { takes_keys: takesKeys, barge_in: bargeIn } = this.#moment?.listening ?? {};
    if (takesKeys && bargeIn) this.#playback.stop();
    this.#call.act({ at, do: "press", key });
  }

  /** Let the voice say only the option of a key; what it interrupts begins again after it. */
  hear(key) {
    const heard = this.#moment?.ahead.find((each) => this.#prompt(each)?.key === key);
    if (heard) this.#playback.aside(heard);
  }

  /** Put the phone down. */
  hangUp() {
    this.#call?.act({ at: this.#seconds, do: "hang_up" });
    this.#end();
  }

  /** Be silent while the caller speaks; `goOn` takes it up again. */
  hush() {
    this.#playback.stop();
  }

  /** Go on with what `hush` interrupted. */
  goOn() {
    if (this.#moment && !this.busy) this.#follow(this.#playback.seconds);
  }

  /** Ask again what could not be asked. */
  retry() {
    this.#call?.retry();
  }

  /** Go on after `blocked`; to be called while a touch is being handled. */
  resume() {
    this.#playback.resume();
  }

  get #seconds() {
    return Math.round(this.#playback.seconds * 100) / 100;
  }

  #hears(name, detail) {
    if (name === "moment") return this.#take(detail);
    this.#tones.answered();
    this.#tell(name, detail);
  }

  #take(moment) {
    this.#tell("found");
    this.#moment = moment;
    const anew = "drawing" in moment;
    if (anew) this.#draw(moment.drawing);
    if (moment.ended) this.#end();
    else this.#follow(anew ? moment.seconds : Math.max(moment.seconds, this.#playback.seconds));
  }

  #draw(drawing) {
    this.#drawing = drawing;
    this.#tell("drawn", drawing);
  }

  /** Where the line listens, its time never runs out: the page is silent as long as the caller is. */
  #follow(seconds) {
    const { ahead, listening, until } = this.#moment;
    this.#playback.follow(ahead, seconds, listening ? 0 : (until ?? 0));
  }

  #sounding(heard) {
    const prompt = this.#prompt(heard);
    const text = prompt?.text ?? heard.text;
    if (heard.silence || !text) return;
    this.#tones.answered();
    const { language = heard.language, key = null } = prompt ?? {};
    const index = this.#drawing?.prompts.indexOf(prompt) ?? -1;
    this.#tell("sounding", { text, language, key, index, again: heard.whole && !heard.aside });
    this.#prefetch(heard);
  }

  #heardOut() {
    const { listening, seconds } = this.#moment;
    if (listening || seconds === this.#waited) return this.#tell("waiting");
    this.#waited = seconds; // what waiting does not change needs no more waiting
    this.#call.act({ do: "wait" });
  }

  /** The drawing's sound of a Heard: for browsers, or of the device where it speaks better. */
  #part(heard) {
    const prompt = this.#prompt(heard);
    if (this.#drawing && !prompt && !heard.text) return {}; // a gap between prompts
    const { text, language, sound, web, embedded } = { sound: heard.url, web: heard.url, ...heard, ...prompt };
    const voices = embedded || !sound ? (this.#synthesis?.getVoices() ?? []) : [];
    const voice = language ? bestVoice(voices, language) : null;
    return { url: web, text, voice, slow: this.#drawing?.slow ? SLOWLY : 1 };
  }

  #prompt(heard) {
    return this.#drawing?.prompts.find(({ sound, text }) =>
      heard.url ? sound === heard.url : text === heard.text && !sound,
    );
  }

  #prefetch(heard) {
    const urls = this.#moment.ahead
      .filter((each) => each.start > heard.start)
      .map((each) => this.#part(each))
      .filter(({ url, voice }) => url && !voice)
      .map(({ url }) => url);
    for (const url of urls.slice(0, AHEAD).filter((each) => !this.#fetched.has(each))) {
      this.#fetched.add(url);
      fetch(url, { priority: "low" }).catch(() => this.#fetched.delete(url));
    }
  }

  #end() {
    this.#leave();
    this.#tones.ended();
    this.#tell("ended");
  }

  #leave() {
    this.#playback.stop();
    this.#tones.answered();
    this.#call = this.#moment = this.#waited = this.#drawing = null;
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
