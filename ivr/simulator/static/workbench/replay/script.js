/**
 * The caller's acts of a transcript: compact for a link, and back to a transcript's words.
 * Knows no DOM.
 *
 * `12` presses 1 and 2, `12@2.5` does so 2.5 s after the last act, `s` stays silent, `h` hangs up.
 *
 * @typedef {{do: "press" | "wait" | "hang_up", keys?: string, after?: ?number}} ScriptAct
 */
const BETWEEN = "~";
const SILENT = "s";
const HANGS_UP = "h";

/** @param {ScriptAct[]} acts */
export function compact(acts) {
  return acts.map(shortly).join(BETWEEN);
}

/** Write compact acts as a transcript that only tells what the caller does. */
export function expand(written, path = "") {
  const acts = written.split(BETWEEN).filter(Boolean);
  return [`dials ${path}`.trim(), ...acts.map(inWords)].join("\n") + "\n";
}

function shortly(act) {
  if (act.do === "wait") return SILENT;
  const later = act.after === null || act.after === undefined ? "" : `@${act.after}`;
  return (act.do === "press" ? act.keys : HANGS_UP) + later;
}

function inWords(act) {
  const [what, after] = act.split("@");
  const later = after ? ` after ${after} s` : "";
  if (what === SILENT) return "stays silent";
  return (what === HANGS_UP ? "hangs up" : `presses ${what}`) + later;
}
