// @ts-check
import { all, find } from "../elements.js";

/** Where Twilio explains its codes. */
const DICTIONARY = "https://www.twilio.com/docs/api/errors/";
/** The phone's own code: the dictionary does not have it. */
const OWN = 0;

/**
 * Say what whoever writes the line can do about a code; the words stand in the page.
 * @param {number} [code]
 */
export function advise(code) {
  if (code === undefined) return "";
  const sentences = [...all(find(document, "#advice", HTMLTemplateElement).content, "[data-code]")];
  const known = sentences.map((each) => ({ start: each.dataset.code ?? "", advice: each.textContent ?? "" }));
  const fitting = known.filter(({ start }) => String(code).startsWith(start));
  fitting.sort((one, other) => other.start.length - one.start.length);
  return fitting[0]?.advice ?? "";
}

/**
 * Let a row's code lead to Twilio's dictionary.
 * @param {HTMLElement} row
 * @param {number} [code]
 */
export function codeLink(row, code) {
  /** @type {?HTMLAnchorElement} */
  const link = row.querySelector("a[data-slot=code]");
  if (!link || code === undefined) return;
  if (code === OWN) link.remove();
  else link.href = DICTIONARY + code;
}
