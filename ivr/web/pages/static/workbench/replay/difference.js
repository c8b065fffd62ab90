// @ts-check

/** @typedef {{kind: "same" | "gone" | "new", text: string}} Line */

/**
 * Return where two transcripts differ: the lines of both, those of the longest common run once.
 * @param {string} before
 * @param {string} after
 */
export function compare(before, after) {
  const [old, now] = [before, after].map((text) => text.trimEnd().split("\n"));
  const common = lengths(old, now);
  /** @type {Line[]} */
  const lines = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: "same", text: old[i++] });
      j++;
    } else if (i < old.length && (j === now.length || common[i + 1][j] >= common[i][j + 1])) {
      lines.push({ kind: "gone", text: old[i++] });
    } else {
      lines.push({ kind: "new", text: now[j++] });
    }
  }
  return lines;
}

/**
 * Return for every pair of rests how many lines they have in common, in order.
 * @param {string[]} old
 * @param {string[]} now
 */
function lengths(old, now) {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const skipped = Math.max(table[i + 1][j], table[i][j + 1]);
      table[i][j] = old[i] === now[j] ? table[i + 1][j + 1] + 1 : skipped;
    }
  }
  return table;
}
