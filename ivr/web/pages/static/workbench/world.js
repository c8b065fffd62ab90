/**
 * What the world may do to a call, as its events tell: somebody answers, an agent takes it.
 * Knows no DOM.
 */
const FREE = new Set(["waiting", "ringing"]);
const RINGING = ["callee_answers", "callee_is_busy", "callee_fails"];

/** @returns {Set<string>} the names of the acts that can happen now */
export function possible(events) {
  const legs = new Map();
  const streams = new Set();
  let room = null;
  for (const event of events) {
    if (event.event === "leg") legs.set(event.sid, event.status);
    if (event.event === "streaming") streams.add(event.sid);
    if (event.event === "stream ended") streams.delete(event.sid);
    if (event.event === "joined") room = event.kind;
    if (event.event === "left") room = null;
    if (event.event === "hung up") return new Set();
  }
  const streaming = streams.size > 0 ? ["stream_disconnects"] : [];
  return new Set([...withLegs([...legs.values()]), ...inRoom(room), ...streaming]);
}

function withLegs(statuses) {
  if (statuses.includes("in-progress")) return ["callee_hangs_up"];
  return statuses.some((status) => FREE.has(status)) ? RINGING : [];
}

function inRoom(room) {
  if (room === "queue") return ["agent_dials_queue", "leave_queue"];
  if (room === "agent") return ["callee_hangs_up"];
  return room === "conference" ? ["callee_answers"] : [];
}
