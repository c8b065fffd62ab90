// @ts-check
/** The listening page: what is touched goes to the line, what the line does is shown and heard. */

import { all, find } from "../elements.js";
import { EndlessPatience } from "../phone/clock.js";
import { Session } from "../phone/session.js";
import { bestVoice } from "../phone/voices.js";
import { Captions } from "./captions.js";
import { Commands, Keypad, Toggle } from "./controls.js";
import { Notice } from "./notice.js";
import { Numbers } from "./numbers.js";
import { picture, Tiles } from "./tiles.js";
import { Voice } from "./voice.js";
import { Words } from "./words.js";

/** @typedef {import("../phone/types.js").Drawing} Drawing */

const PATIENCE = 2; // times a busy server is asked before the caller sees it

/** @param {string} id */
const element = (id) => find(document, `#${id}`);
/** @param {string} id */
const template = (id) => find(document, `#${id}`, HTMLTemplateElement);

const words = new Words(JSON.parse(element("words").textContent));
const voice = new Voice(find(document, "#voice", HTMLAudioElement), globalThis.speechSynthesis);
const session = new Session("calls", voice.playback, new EndlessPatience());
const tiles = new Tiles(element("tiles"), template("tile"));
const numbers = new Numbers(element("numbers"), template("number"), words);
const captions = new Captions(element("log"), element("aloud"), words);
const notice = new Notice(element("notice"), find(document, "main"), words);
const commands = new Commands(all(document, "[data-does]"), press);
const keypad = new Toggle(element("keypad-toggle"), "keypad");
new Toggle(element("captions-toggle"), "captions");
new Keypad(element("keypad"), press);

/**
 * The pictures of the places the caller has chosen on the way.
 * @type {Map<string, string>}
 */
const places = new Map();

element("answer").addEventListener("click", () => begin(words.language));
for (const button of all(document, "[data-language]:not(template)"))
  button.addEventListener("click", () => begin(button.dataset.language ?? words.language));
element("hang-up").addEventListener("click", hangUp);
tiles.addEventListener("press", ({ detail }) => session.busy || press(detail));
tiles.addEventListener("hear", ({ detail }) => voice.option(detail, session.moment?.ahead ?? []));
addEventListener("online", () => session.retry());

session.addEventListener("document", ({ detail: drawing }) => {
  notice.close();
  voice.speak(drawing);
  draw(drawing);
});
session.addEventListener("moment", ({ detail: { ended } }) => {
  notice.close();
  if (ended) end();
});
session.addEventListener("waiting", () => {
  light(null, null);
  become("call", "waiting");
});
session.addEventListener("lost", () => {
  voice.stopRinging();
  notice.show("lost", () => session.retry());
});
session.addEventListener("busy", ({ detail: tries }) => {
  voice.stopRinging();
  if (tries < PATIENCE) return;
  notice.show("busy", () => {});
  if (tries === PATIENCE) read(words.of("busy"));
});
session.addEventListener("refused", ({ detail }) => refuse(detail));
voice.addEventListener("blocked", () => notice.show("blocked", () => voice.resume()));
voice.addEventListener("sounding", ({ detail: { text, language, key, index, again } }) => {
  light(key, index);
  become("call", "speaking");
  if (!again) captions.line(text, language);
});

/** @param {string} language */
function begin(language) {
  if (document.body.dataset.state === "ringing") return;
  words.use(language);
  captions.clear();
  numbers.draw([]);
  become("ringing", "ringing");
  session.leave();
  voice.ring(document.body.dataset.quiet ?? "");
  session.begin({ language });
}

/** @param {string} key */
function press(key) {
  if (!session.live) return;
  voice.key(key);
  captions.caller("pressed", key);
  session.press(key);
}

/** Put the phone down: the call is over at once, whenever the line hears of it. */
function hangUp() {
  session.hangUp();
  session.leave();
  end();
}

function end() {
  voice.end();
  notice.close();
  light(null, null);
  become("ended", "ended");
  element("answer").focus({ preventScroll: true });
}

/**
 * Show a turn. A line that draws nothing is called by the keypad alone.
 * @param {?Drawing} drawing
 */
function draw(drawing) {
  const began = document.body.dataset.state !== "call";
  if (drawing) words.use(drawing.language);
  become("call", "speaking");
  tiles.draw(drawing?.choices ?? []);
  commands.draw(drawing?.commands ?? []);
  numbers.draw(drawing?.numbers ?? []);
  keypad.open = !drawing;
  head(drawing);
  if (began || document.activeElement === document.body) element("title").focus({ preventScroll: true });
}

/**
 * Show where the caller is: by the picture of the choice that led there.
 * @param {?Drawing} drawing
 */
function head(drawing) {
  for (const { to, icon } of drawing?.choices ?? []) if (to && icon) places.set(to, icon);
  picture(element("place"), places.get(drawing?.place ?? "") ?? "phone");
  element("title").textContent = drawing?.title ?? "";
}

/**
 * @param {?string} key
 * @param {?number} index
 */
function light(key, index) {
  tiles.light(key);
  commands.light(key);
  numbers.light(index);
}

/**
 * Put the page into a state, and say in words what goes on.
 * @param {string} state
 * @param {string} doing
 */
function become(state, doing) {
  document.body.dataset.state = state;
  document.body.dataset.doing = doing;
  for (const each of all(document, "[data-in]")) each.hidden = !each.dataset.in?.split(" ").includes(state);
  words.label(element("answer"), state === "ended" ? "again" : "call");
  if (element("state").dataset.word !== doing) words.say(element("state"), doing);
}

/**
 * A seal that is out of date cannot go on: the caller, who touched something, is called anew.
 * @param {import("../phone/call.js").Refusal} refusal
 */
function refuse({ code }) {
  voice.stopRinging();
  session.pause();
  const idle = document.body.dataset.state === "ringing";
  if (code === "expired" || code === "forged") return begin(words.language);
  if (idle) become("idle", "");
  const name = code === "too-many" ? "too_many" : "unavailable";
  notice.show(name, () => (idle ? begin(words.language) : session.resume()));
  read(words.of(name));
}

/**
 * Say a sentence aloud, where the device can.
 * @param {string} sentence
 */
function read(sentence) {
  const speaker = bestVoice(globalThis.speechSynthesis?.getVoices() ?? [], words.language);
  if (!speaker) return;
  const speech = new SpeechSynthesisUtterance(sentence);
  speech.voice = speaker;
  speechSynthesis.speak(speech);
}

/** Offer the microphone, where the browser can make out speech. */
function hear() {
  if (!("SpeechRecognition" in globalThis || "webkitSpeechRecognition" in globalThis)) return;
  import("./microphone.js").then(
    ({ offerMicrophone }) => offerMicrophone(session, press, captions, words),
    () => {}, // a call goes well without it
  );
}
session.addEventListener("document", hear, { once: true });
