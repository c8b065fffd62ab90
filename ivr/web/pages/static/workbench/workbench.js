// @ts-check
/** Puts the workbench together. */

import { find } from "../elements.js";
import { Playback } from "../phone/playback.js";
import { Session } from "../phone/session.js";
import { bestVoice } from "../phone/voices.js";
import { MenuFile } from "./bar/menu_file.js";
import { DialForm } from "./handset/dial_form.js";
import { Display } from "./handset/display.js";
import { Handset } from "./handset/handset.js";
import { PaceForm } from "./handset/pace_form.js";
import { SpeechForm } from "./handset/speech_form.js";
import { Timers } from "./handset/timers.js";
import { Inspector } from "./inspector/inspector.js";
import { MapPane } from "./map/map.js";
import { Position } from "./map/position.js";
import { fromLink } from "./replay/link.js";
import { ReplayDialog } from "./replay/replay_dialog.js";
import { Replayer } from "./replay/replayer.js";
import { SaveDialog } from "./replay/save_dialog.js";
import { ShareDialog } from "./replay/share_dialog.js";
import { Transcript } from "./transcript/transcript.js";

const TICK = 80; // milliseconds between two looks at the clock

/** @param {string} selector */
const pane = (selector) => find(document, selector);
/** @param {string} selector */
const button = (selector) => find(document, selector, HTMLButtonElement);
/** @param {string} selector */
const form = (selector) => find(document, selector, HTMLFormElement);
/** @param {string} selector */
const dialog = (selector) => find(document, selector, HTMLDialogElement);

const audio = new Audio();
const playback = new Playback(audio, globalThis.speechSynthesis, spoken);
const timers = new Timers();
const session = new Session("workbench/calls", playback, timers);
const map = new MapPane(pane(".map"));
const position = new Position(map);
const transcript = new Transcript(pane(".transcript"));
const inspector = new Inspector(pane(".inspector"));
new Handset(pane("#handset"), session);
const display = new Display(pane("#handset"), session, playback);
const replayer = new Replayer(session, pane("#outcome"));
const dialForm = new DialForm(form("#dial"), dial);
const replayDialog = new ReplayDialog(dialog("#replaying"), (text) => replayer.again(text, dialForm.request));
const shareDialog = new ShareDialog(dialog("#sharing"));
const saveDialog = new SaveDialog(dialog("#saving"));
new SpeechForm(form("#say"), session);
new PaceForm(form("#pace"), timers, session.clock, audio);
new MenuFile(pane("#menus"), pane("#problems"));

session.addEventListener("begun", () => {
  for (const each of [transcript, inspector, position]) each.clear();
});
session.addEventListener("moment", ({ detail: moment }) => {
  for (const each of [transcript, inspector, position]) each.add(moment);
  if (moment.map) dialForm.offer(moment.map.languages);
  for (const action of ["#redo", "#save", "#share"]) button(action).disabled = false;
});
map.addEventListener("go", ({ detail: { keys } }) => {
  replayer.start(keys ? [{ do: "press", keys, after: 0 }] : [], dialForm.request);
});
button("#redo").addEventListener("click", async () => replayer.again(await replayer.text(), session.request));
button("#save").addEventListener("click", () => saveDialog.open(replayer.record));
button("#share").addEventListener("click", share);
button("#replay").addEventListener("click", () => replayDialog.open());
setInterval(() => {
  display.refresh();
  transcript.light(session.clock.seconds);
}, TICK);

/**
 * Callers hear a file where there is one; a voice of this device stands in for Twilio's.
 * @param {import("../phone/playback.js").Scheduled} heard
 */
function spoken({ url, text, language }) {
  const voices = url || audio.muted ? [] : (globalThis.speechSynthesis?.getVoices() ?? []);
  return { url, text, voice: bestVoice(voices, language) };
}

function dial() {
  session.begin(dialForm.request);
  if (dialForm.slow) session.addEventListener("moment", slower, { once: true });
}

/**
 * Ask the line for its slower pace at once, if it describes a key for it.
 * @param {CustomEvent<import("../phone/types.js").Moment>} event
 */
function slower({ detail: { drawing, seconds } }) {
  const repeat = drawing?.commands.find(({ does }) => does === "repeat");
  if (repeat && !drawing?.slow) session.press(repeat.key, seconds);
}

async function share() {
  if (session.dialled) shareDialog.open(await replayer.text(), session.dialled);
}

for (const action of ["#call", "#replay"]) button(action).disabled = false;
const shared = fromLink(location.href);
if (shared) {
  dialForm.request = shared;
  replayDialog.openShared(shared);
}
