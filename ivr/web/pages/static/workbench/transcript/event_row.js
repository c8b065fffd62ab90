// @ts-check
/**
 * @typedef {import("../../phone/types.js").CallEvent} CallEvent
 *
 * A row of a transcript: its template, when it was, and what fills it.
 * @typedef {{row: string, at: number, end?: number, lang?: string, code?: number,
 *   [slot: string]: any}} Row
 */

/**
 * Return the row of a transcript that shows an event of a call; null for what it leaves out.
 * Knows no DOM.
 * @param {CallEvent} event
 * @returns {?Row}
 */
export function rowOf(event) {
  return ROWS[event.event]?.(event) ?? null;
}

/** @type {Record<string, (event: any) => Row>} */
const ROWS = {
  heard,
  answered: ({ at }) => ({ row: "answered", at }),
  pressed: ({ at, key, lost }) => ({ row: "pressed", at, key, lost }),
  said: ({ at, words, final, lost }) => ({ row: "said", at, words, unsure: !final, lost }),
  talked: ({ at }) => ({ row: "talked", at }),
  silent: ({ at }) => ({ row: "silent", at }),
  beeped: ({ at }) => ({ row: "beeped", at }),
  recorded: ({ at, url }) => ({ row: "recorded", at, url }),
  leg: ({ at, to, status, bridged }) => ({ row: "leg", at, to, status, bridged }),
  "leg heard": ({ at, heard: { text, url } }) => ({ row: "leg-heard", at, words: text || url }),
  "leg key": ({ at, key }) => ({ row: "leg-key", at, key }),
  joined: ({ at, kind, room }) => ({ row: "joined", at, kind, room }),
  left: ({ at, room, result }) => ({ row: "left", at, room, result }),
  streaming: ({ at, kind, url }) => ({ row: "streaming", at, kind, url }),
  "stream ended": ({ at }) => ({ row: "stream-ended", at }),
  warned: ({ at, code, message }) => ({ row: "problem", at, code, message }),
  trouble: ({ at, code, message }) => ({ row: "problem", at, code, message, grave: true }),
  "hung up": hungUp,
};

/**
 * @param {CallEvent} event
 * @returns {Row}
 */
function heard({ start, end, kind, text, url, language, times, cut }) {
  const row = { row: "heard", at: start, end, cut, times: times > 1 ? `× ${times}` : "" };
  if (kind === "tones") return { ...row, tones: true, words: text };
  if (kind === "say" || text) return { ...row, words: text, lang: language };
  return { ...row, url };
}

/**
 * @param {CallEvent} event
 * @returns {Row}
 */
function hungUp({ at, by, status }) {
  const who = ["document", "hangup", "reject"].includes(by) ? "line" : by;
  return { row: "hung-up", at, [who]: true, status: status === "completed" ? "" : status };
}
