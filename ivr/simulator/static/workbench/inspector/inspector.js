import { advise, codeLink } from "../error_codes.js";
import { fill } from "../templates.js";
import { keepInView } from "../scrolling.js";
import { drawTwiml } from "./twiml.js";

/** Every request to the line: on one line, and unfolded with all that was sent and answered. */
export class Inspector {
  #pane;
  #list;
  #newest = null;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    this.#list = pane.querySelector(".requests");
    const media = pane.querySelector("#media");
    media.addEventListener("change", () => this.#list.classList.toggle("with-media", media.checked));
  }

  clear() {
    this.#list.replaceChildren();
    this.#count();
  }

  /** Note what a Moment tells of requests, and what the phone warned of at each. */
  add({ events, exchanges = [] }) {
    const answers = [...exchanges];
    for (const event of events) {
      if (event.event === "asked") this.#ask(event, answers);
      if (event.event === "warned" || event.event === "trouble") this.#warn(event);
    }
    this.#count();
    if (this.#newest) keepInView(this.#newest);
  }

  #ask(asked, answers) {
    const isAnswered = !asked.media && asked.status > 0;
    const exchange = isAnswered ? answers.shift() : undefined;
    const row = fill("request", summary(asked));
    row.classList.toggle("media", asked.media);
    row.dataset.status = String(asked.status)[0];
    const known = { ...asked, ...exchange };
    row.firstElementChild.addEventListener("toggle", () => unfold(row, known), { once: true });
    this.#list.append(row);
    this.#newest = row;
  }

  #warn({ event, code, message }) {
    const row = fill("problem", { code: String(code), message, advice: advise(code) });
    codeLink(row, code);
    const warning = document.createElement("div");
    warning.className = event === "trouble" ? "warning grave" : "warning";
    warning.append(...row.querySelector(".told").childNodes);
    (this.#newest ?? this.#list).append(warning);
  }

  #count() {
    const asked = this.#list.querySelectorAll(":scope > li:not(.media)").length;
    this.#pane.querySelector("#asked").textContent = asked;
    this.#pane.querySelector(".empty").hidden = asked > 0;
  }
}

function parameter(name, value) {
  return fill("parameter", { name, value });
}

function summary({ at, method, status, url, seconds, media, status_callback: callback }) {
  const { pathname, search } = new URL(url, "http://line.invalid/");
  const took = (seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0);
  const path = pathname + search;
  return { when: at.toFixed(1), method, status: status || "—", path, media, callback, took };
}

/** Fill in all that is known of a request. */
function unfold(row, { url, params, signature, content_type: type, body }) {
  const size = String(new TextEncoder().encode(body ?? "").length);
  const answer = body !== undefined;
  const signed = Boolean(signature);
  const values = { url, answer, type, size, signed, signature, unsigned: answer && !signed };
  const exchange = fill("exchange", values);
  exchange.querySelector("tbody").append(...params.map(([name, value]) => parameter(name, value)));
  if (params.length === 0) exchange.querySelector("table").remove();
  if (body) exchange.querySelector(".twiml").append(drawTwiml(body));
  row.querySelector(".body").append(exchange);
}
