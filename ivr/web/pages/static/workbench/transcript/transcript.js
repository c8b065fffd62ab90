// @ts-check
import { find } from "../../elements.js";
import { advise, codeLink } from "../error_codes.js";
import { keepInView } from "../scrolling.js";
import { fill } from "../templates.js";
import { rowOf } from "./event_row.js";

/** @typedef {{row: HTMLElement, at: number, end?: number}} Entry */

/** The transcript: what was heard and done, and dimly what is about to be said. */
export class Transcript {
  #pane;
  #list;
  /** @type {Entry[]} */
  #past = [];
  /** @type {Entry[]} */
  #ahead = [];
  /** @type {?HTMLElement} */
  #lit = null;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    this.#list = find(pane, ".log");
    const announce = find(pane, "#announce", HTMLInputElement);
    const log = find(pane, "[role=log]");
    announce.addEventListener("change", () => {
      log.setAttribute("aria-live", announce.checked ? "polite" : "off");
    });
  }

  clear() {
    this.#list.replaceChildren();
    this.#past = [];
    this.#ahead = [];
    find(this.#pane, ".empty").hidden = false;
  }

  /**
   * Write down what a Moment says.
   * @param {import("../../phone/types.js").Moment} moment
   */
  add({ events, ahead }) {
    for (const { row } of this.#ahead) row.remove();
    this.#past.push(...events.flatMap(written));
    this.#ahead = ahead.flatMap(written);
    for (const { row } of this.#ahead) row.classList.add("ahead");
    this.#list.append(...this.#past.map(({ row }) => row).filter((row) => !row.isConnected));
    this.#list.append(...this.#ahead.map(({ row }) => row));
    find(this.#pane, ".empty").hidden = true;
    this.#lit = null;
    const newest = this.#past.at(-1);
    if (newest) keepInView(newest.row);
  }

  /**
   * Light up what is being said at a second of the call.
   * @param {number} seconds
   */
  light(seconds) {
    for (const { row, at } of this.#ahead) row.classList.toggle("ahead", at > seconds);
    const sounding = this.#ahead.find(({ at, end }) => at <= seconds && seconds < (end ?? at))?.row ?? null;
    if (sounding === this.#lit) return;
    this.#lit?.classList.remove("lit");
    this.#lit = sounding;
    const newest = sounding ?? this.#past.at(-1)?.row;
    sounding?.classList.add("lit");
    if (newest) keepInView(newest);
  }
}

/**
 * Make the entry of an event; an empty list for one that a transcript leaves out.
 * @param {import("../../phone/types.js").CallEvent} event
 * @returns {Entry[]}
 */
function written(event) {
  const found = rowOf(event);
  if (!found) return [];
  const { row: name, at, end, lang, ...values } = found;
  const row = fill(name, { ...values, when: at.toFixed(1), advice: advise(values.code) });
  if (lang) find(row, "[data-slot=words]").lang = lang;
  row.classList.toggle("grave", Boolean(values.grave));
  codeLink(row, values.code);
  return [{ row, at, end }];
}
