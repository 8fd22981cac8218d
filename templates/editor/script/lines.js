/* The lines of two texts beside each other: what is common to both, in order. */

const MOST = 4_000_000; // pairs of lines that are compared; beyond, all between the first and the last difference differs

/** @typedef {[string | null, string | null]} Row a line of each text; null where it has none */

/**
 * The lines of two texts, the same ones beside each other.
 * @param {string} mine @param {string} theirs @returns {Row[]}
 */
export function rows(mine, theirs) {
  const [left, right] = [mine, theirs].map((text) => text.split(/\r\n|\r|\n/));
  let head = 0;
  while (head < Math.min(left.length, right.length) && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const inner = paired(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  /** @param {string} line @returns {Row} */
  const same = (line) => [line, line];
  return [...left.slice(0, head).map(same), ...inner, ...left.slice(left.length - tail).map(same)];
}

/** @param {string[]} left @param {string[]} right @returns {Row[]} */
function paired(left, right) {
  /** @type {Row[]} */
  const made = [];
  const wide = right.length + 1;
  const small = left.length * right.length <= MOST;
  /* How many lines are common from here on (longest common subsequence). */
  const common = new Uint32Array(small ? (left.length + 1) * wide : 0);
  for (let i = left.length - 1; small && i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const [down, over] = [common[(i + 1) * wide + j], common[i * wide + j + 1]];
      common[i * wide + j] = left[i] === right[j] ? common[(i + 1) * wide + j + 1] + 1 : Math.max(down, over);
    }
  }
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (small && i < left.length && j < right.length && left[i] === right[j]) made.push([left[i++], right[j++]]);
    else if (i < left.length && (j >= right.length || !small || common[(i + 1) * wide + j] >= common[i * wide + j + 1])) made.push([left[i++], null]);
    else made.push([null, right[j++]]);
  }
  return closed(made);
}

/** A line that went and one that came stand beside each other. @param {Row[]} given @returns {Row[]} */
function closed(given) {
  /** @type {Row[]} */
  const made = [];
  let first = 0; // where the present run of differences begins in `made`
  for (const [left, right] of given) {
    if (left !== null && right !== null) {
      made.push([left, right]);
      first = made.length;
      continue;
    }
    const side = left === null ? 1 : 0;
    const free = made.findIndex((row, rank) => rank >= first && row[side] === null);
    if (free < 0) made.push([left, right]);
    else made[free][side] = left ?? right;
  }
  return made;
}
