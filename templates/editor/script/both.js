/* Two texts side by side, line by line: what differs, and a little of what stands around. */

import { make } from "./dom.js";

const AROUND = 2; // lines shown on each side of a difference
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

/**
 * What differs, as a table of two columns with their numbers of lines.
 * @param {string} mine @param {string} theirs @param {Record<string, string>} words
 */
export function both(mine, theirs, words) {
  const all = rows(mine, theirs);
  const differs = all.map(([left, right]) => left !== right);
  const near = all.map((_, rank) => differs.slice(Math.max(0, rank - AROUND), rank + AROUND + 1).some(Boolean));
  const head = make("tr", {}, make("th", { scope: "col" }, words["editor.table.mine"]), make("th", { scope: "col" }, words["editor.table.theirs"]));
  const body = make("tbody");
  all.forEach(([left, right], rank) => {
    if (!near[rank]) return near[rank - 1] && body.append(make("tr", { class: "gap" }, make("td", { colspan: 2 }, "…")));
    const cells = [left, right].map((line) => make("td", { class: line === null ? "none" : "" }, differs[rank] && line !== null ? make("mark", {}, line || " ") : (line ?? "")));
    return body.append(make("tr", {}, ...cells));
  });
  if (!differs.some(Boolean)) return make("p", {}, words["editor.table.same"]);
  return make("table", { class: "both" }, make("caption", {}, words["editor.table.caption"]), make("thead", {}, head), body);
}
