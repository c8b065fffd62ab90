// @ts-check
import { find } from "../../elements.js";
import { advise, codeLink } from "../error_codes.js";
import { keepInView } from "../scrolling.js";
import { fill } from "../templates.js";
import { drawTwiml } from "./twiml.js";

/** @typedef {import("../../phone/types.js").Exchange} Exchange */

/** Every request to the line: on one line, and unfolded with all that was sent and answered. */
export class Inspector {
  #pane;
  #list;
  /** @type {?HTMLElement} The last request. */
  #newest = null;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    this.#list = find(pane, ".requests");
    const media = find(pane, "#media", HTMLInputElement);
    media.addEventListener("change", () => this.#list.classList.toggle("with-media", media.checked));
  }

  clear() {
    this.#list.replaceChildren();
    this.#count();
  }

  /**
   * Add the requests of a Moment, and what the phone warned of at each.
   * @param {import("../../phone/types.js").Moment} moment
   */
  add({ events, exchanges = [] }) {
    const answers = [...exchanges];
    for (const event of events) {
      if (event.event === "asked") this.#ask(event, answers);
      if (event.event === "warned" || event.event === "trouble") this.#warn(event);
    }
    this.#count();
    if (this.#newest) keepInView(this.#newest);
  }

  /**
   * @param {import("../../phone/types.js").CallEvent} asked
   * @param {Exchange[]} answers
   */
  #ask(asked, answers) {
    const isAnswered = !asked.media && asked.status > 0;
    const exchange = isAnswered ? answers.shift() : undefined;
    const row = fill("request", summary(asked));
    row.classList.toggle("media", asked.media);
    row.dataset.status = String(asked.status)[0];
    find(row, "details").addEventListener("toggle", () => unfold(row, asked, exchange), { once: true });
    this.#list.append(row);
    this.#newest = row;
  }

  /** @param {import("../../phone/types.js").CallEvent} event */
  #warn({ event, code, message }) {
    const row = fill("problem", { code: String(code), message, advice: advise(code) });
    codeLink(row, code);
    const warning = document.createElement("div");
    warning.className = event === "trouble" ? "warning grave" : "warning";
    warning.append(...find(row, ".told").childNodes);
    (this.#newest ?? this.#list).append(warning);
  }

  #count() {
    const asked = this.#list.querySelectorAll(":scope > li:not(.media)").length;
    find(this.#pane, "#asked").textContent = String(asked);
    find(this.#pane, ".empty").hidden = asked > 0;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function parameter(name, value) {
  return fill("parameter", { name, value });
}

/** @param {import("../../phone/types.js").CallEvent} asked */
function summary({ at, method, status, url, seconds, media, status_callback: callback }) {
  const { pathname, search } = new URL(url, "http://line.invalid/");
  const took = (seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0);
  const path = pathname + search;
  return { when: at.toFixed(1), method, status: status || "—", path, media, callback, took };
}

/**
 * Fill in all that is known of a request.
 * @param {HTMLElement} row
 * @param {import("../../phone/types.js").CallEvent} asked
 * @param {Exchange} [exchange]
 */
function unfold(row, asked, exchange) {
  const { signature, content_type: type, body } = exchange ?? {};
  const { url, params } = exchange ?? asked;
  const answer = exchange !== undefined;
  const size = answer ? String(new TextEncoder().encode(body).length) : "";
  const signed = Boolean(signature);
  const unsigned = answer && !signed;
  const part = fill("exchange", { url, answer, type, size, signed, signature, unsigned });
  find(part, "tbody").append(...params.map((/** @type {[string, string]} */ [name, value]) => parameter(name, value)));
  if (params.length === 0) find(part, "table").remove();
  if (body) find(part, ".twiml").append(drawTwiml(body));
  find(row, ".body").append(part);
}
