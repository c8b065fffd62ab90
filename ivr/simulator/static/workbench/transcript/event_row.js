/**
 * From an event of a call to a row of its transcript: the row's template and what fills it.
 * Knows no DOM.
 *
 * @typedef {{row: string, at: number, end?: number, lang?: string, code?: number}} Row
 */

/** @returns {?Row} null for what a transcript does not tell */
export function tell(event) {
  return ROWS[event.event]?.(event) ?? null;
}

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

function heard({ start, end, kind, text, url, language, times, cut }) {
  const told = { row: "heard", at: start, end, cut, times: times > 1 ? `× ${times}` : "" };
  if (kind === "tones") return { ...told, tones: true, words: text };
  if (kind === "say" || text) return { ...told, words: text, lang: language };
  return { ...told, url };
}

function hungUp({ at, by, status }) {
  const who = ["document", "hangup", "reject"].includes(by) ? "line" : by;
  return { row: "hung-up", at, [who]: true, status: status === "completed" ? "" : status };
}
