/** The listening page: what is touched goes to the conversation, what it tells is shown. */

import { bestVoice } from "../phone/voices.js";
import { Captions } from "./captions.js";
import { Commands, Keypad, Toggle } from "./controls.js";
import { Conversation } from "./conversation.js";
import { Notice } from "./notice.js";
import { Numbers } from "./numbers.js";
import { picture, Tiles } from "./tiles.js";
import { Words } from "./words.js";

const PATIENCE = 2; // times a busy server is asked before the caller is told

const element = (id) => document.getElementById(id);

const words = new Words(JSON.parse(element("words").textContent));
const conversation = new Conversation(element("voice"), globalThis.speechSynthesis);
const tiles = new Tiles(element("tiles"), element("tile"));
const numbers = new Numbers(element("numbers"), element("number"), words);
const captions = new Captions(element("log"), element("aloud"), words);
const notice = new Notice(element("notice"), document.querySelector("main"), words);
const commands = new Commands(document.querySelectorAll("[data-does]"), (key) => conversation.press(key));
const keypad = new Toggle(element("keypad-toggle"), "keypad");
new Toggle(element("captions-toggle"), "captions");
new Keypad(element("keypad"), (key) => conversation.press(key));

/** The pictures of the places the caller has chosen on the way. */
const places = new Map();

element("answer").addEventListener("click", () => begin(words.language));
for (const button of document.querySelectorAll("[data-language]:not(template)"))
  button.addEventListener("click", () => begin(button.dataset.language));
element("hang-up").addEventListener("click", () => conversation.hangUp());
tiles.addEventListener("press", ({ detail }) => conversation.busy || conversation.press(detail));
tiles.addEventListener("hear", ({ detail }) => conversation.hear(detail));
addEventListener("online", () => conversation.retry());

const shown = {
  drawn: draw,
  sounding({ text, language, key, index, again }) {
    light(key, index);
    become("call", "speaking");
    if (!again) captions.line(text, language);
  },
  waiting() {
    light(null, null);
    become("call", "waiting");
  },
  pressed: (key) => captions.caller("pressed", key),
  ended() {
    notice.close();
    light(null, null);
    become("ended", "ended");
    element("answer").focus({ preventScroll: true });
  },
  blocked: () => notice.show("blocked", () => conversation.resume()),
  lost: () => notice.show("lost", () => conversation.retry()),
  busy(tries) {
    if (tries < PATIENCE) return;
    notice.show("busy", () => {});
    if (tries === PATIENCE) read(words.of("busy"));
  },
  found: () => notice.close(),
  refused: refuse,
};
for (const [name, show] of Object.entries(shown))
  conversation.addEventListener(name, ({ detail }) => show(detail));

function begin(language) {
  if (document.body.dataset.state === "ringing") return;
  words.use(language);
  captions.clear();
  numbers.draw([]);
  become("ringing", "ringing");
  conversation.begin(language, document.body.dataset.quiet);
}

/** Show a turn. A line that draws nothing is called by the keypad alone. */
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

/** Tell where the caller is: by the picture of the choice that led there. */
function head(drawing) {
  for (const { to, icon } of drawing?.choices ?? []) if (to && icon) places.set(to, icon);
  picture(element("place"), places.get(drawing?.place) ?? "phone");
  element("title").textContent = drawing?.title ?? "";
}

function light(key, index) {
  tiles.light(key);
  commands.light(key);
  numbers.light(index);
}

/** Put the page into a state, and say in words what goes on. */
function become(state, doing) {
  document.body.dataset.state = state;
  document.body.dataset.doing = doing;
  for (const each of document.querySelectorAll("[data-in]"))
    each.hidden = !each.dataset.in.split(" ").includes(state);
  words.label(element("answer"), state === "ended" ? "again" : "call");
  if (element("state").dataset.word !== doing) words.say(element("state"), doing);
}

/** A seal that is out of date cannot go on: the caller, who touched something, is called anew. */
function refuse({ code }) {
  const idle = document.body.dataset.state === "ringing";
  if (code === "expired" || code === "forged") return begin(words.language);
  if (idle) become("idle", "");
  const name = code === "too-many" ? "too_many" : "unavailable";
  notice.show(name, () => idle && begin(words.language));
  read(words.of(name));
}

/** Say a sentence aloud, where the device can. */
function read(sentence) {
  const voice = bestVoice(globalThis.speechSynthesis?.getVoices() ?? [], words.language);
  if (voice) speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(sentence), { voice }));
}

/** Offer the microphone, where the browser can make out speech. */
function hear() {
  if (!("SpeechRecognition" in globalThis || "webkitSpeechRecognition" in globalThis)) return;
  const offer = ({ listen }) => listen(conversation, captions, words);
  import("./microphone.js").then(offer, () => {}); // a call goes well without it
}
conversation.addEventListener("drawn", hear, { once: true });
