/** Puts the workbench together. */

import { Playback } from "../phone/playback.js";
import { bestVoice } from "../phone/voices.js";
import { Dialling } from "./handset/dial_form.js";
import { ReplayDialog, ShareDialog } from "./replay/dialogs.js";
import { Display } from "./handset/display.js";
import { Handset } from "./handset/handset.js";
import { Inspector } from "./inspector/inspector.js";
import { MapPane } from "./map/map.js";
import { Menus } from "./bar/menu_file.js";
import { PaceForm } from "./handset/pace_form.js";
import { Replaying } from "./replay/replayer.js";
import { Saving } from "./replay/save_dialog.js";
import { Saying } from "./handset/speech_form.js";
import { Session } from "./session.js";
import { fromLink } from "./replay/link.js";
import { Transcript } from "./transcript/transcript.js";
import { Where } from "./map/position.js";

const TICK = 80; // milliseconds between two looks at the clock

const $ = (what) => document.querySelector(what);

const audio = new Audio();
const playback = new Playback(audio, globalThis.speechSynthesis, spoken);
const session = new Session(playback);
const map = new MapPane($(".map"));
const where = new Where(map);
const transcript = new Transcript($(".transcript"));
const inspector = new Inspector($(".inspector"));
new Handset($("#handset"), session);
const display = new Display($("#handset"), session, playback);
const replaying = new Replaying(session, $("#outcome"));
const dialling = new Dialling($("#dial"), dial);
const replays = new ReplayDialog($("#replaying"), (text) => replaying.again(text, dialling.request));
const sharing = new ShareDialog($("#sharing"));
const saving = new Saving($("#saving"));
new Saying($("#say"), session);
new PaceForm($("#pace"), session.pacer, audio);
new Menus($("#menus"), $("#problems"));

session.addEventListener("begun", () => {
  for (const pane of [transcript, inspector, where]) pane.clear();
});
session.addEventListener("moment", ({ detail: moment }) => {
  for (const pane of [transcript, inspector, where]) pane.add(moment);
  if (moment.map) dialling.offer(moment.map.languages);
  for (const action of ["#redo", "#save", "#share"]) $(action).disabled = false;
});
map.addEventListener("go", ({ detail: { keys } }) => {
  const acts = keys ? [{ do: "press", keys, after: 0 }] : [];
  replaying.start(acts, dialling.request, dialling.path);
});
$("#redo").addEventListener("click", async () => replaying.again(await replaying.text(), session.request));
$("#save").addEventListener("click", () => saving.open(replaying.told));
$("#share").addEventListener("click", async () => sharing.open(await replaying.text(), session.request));
$("#replay").addEventListener("click", () => replays.open());
setInterval(() => {
  display.refresh();
  transcript.light(session.pacer.seconds);
}, TICK);

/** Callers hear a file where there is one; a voice of this device stands in for Twilio's. */
function spoken({ url, text, language }) {
  const voices = url || audio.muted ? [] : (globalThis.speechSynthesis?.getVoices() ?? []);
  return { url, text, voice: bestVoice(voices, language) };
}

function dial() {
  session.begin(dialling.request, dialling.path);
  if (dialling.slow) session.addEventListener("moment", slower, { once: true });
}

/** Ask the line for its slower pace at once, if it describes a key for it. */
function slower({ detail: { drawing, seconds } }) {
  const repeat = drawing?.commands.find(({ does }) => does === "repeat");
  if (repeat && !drawing.slow) session.press(repeat.key, seconds);
}

for (const action of ["#call", "#replay"]) $(action).disabled = false;
const shared = fromLink(location.href);
if (shared) {
  dialling.request = shared;
  replays.open(shared.text);
}
