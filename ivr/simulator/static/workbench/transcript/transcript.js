import { advise, codeLink } from "../error_codes.js";
import { fill } from "../templates.js";
import { keepInView } from "../scrolling.js";
import { tell } from "./event_row.js";

/** The transcript: what has been told, and dimly what is about to be said. */
export class Transcript {
  #pane;
  #list;
  #told = [];
  #ahead = [];
  #lit = null;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    this.#list = pane.querySelector(".log");
    const announce = pane.querySelector("#announce");
    const log = pane.querySelector("[role=log]");
    announce.addEventListener("change", () => {
      log.setAttribute("aria-live", announce.checked ? "polite" : "off");
    });
  }

  clear() {
    this.#list.replaceChildren();
    this.#told = [];
    this.#ahead = [];
    this.#pane.querySelector(".empty").hidden = false;
  }

  /** Write down what a Moment tells. */
  add({ events, ahead }) {
    for (const { row } of this.#ahead) row.remove();
    this.#told.push(...events.flatMap(written));
    this.#ahead = ahead.flatMap(written);
    for (const { row } of this.#ahead) row.classList.add("ahead");
    this.#list.append(...this.#told.map(({ row }) => row).filter((row) => !row.isConnected));
    this.#list.append(...this.#ahead.map(({ row }) => row));
    this.#pane.querySelector(".empty").hidden = true;
    this.#lit = null;
    if (this.#told.length > 0) keepInView(this.#told.at(-1).row);
  }

  /** Light up what is being said at a second of the call. */
  light(seconds) {
    for (const { row, at } of this.#ahead) row.classList.toggle("ahead", at > seconds);
    const sounding = this.#ahead.find(({ at, end }) => at <= seconds && seconds < end)?.row;
    if (sounding === this.#lit) return;
    this.#lit?.classList.remove("lit");
    this.#lit = sounding;
    const newest = sounding ?? this.#told.at(-1)?.row;
    sounding?.classList.add("lit");
    if (newest) keepInView(newest);
  }
}

/** Make the row of an event; an empty list for one that is not told. */
function written(event) {
  const told = tell(event);
  if (!told) return [];
  const { row: name, at, end, lang, ...values } = told;
  const row = fill(name, { ...values, when: at.toFixed(1), advice: advise(values.code) });
  if (lang) row.querySelector("[data-slot=words]").lang = lang;
  row.classList.toggle("grave", Boolean(values.grave));
  codeLink(row, values.code);
  return [{ row, at, end }];
}
