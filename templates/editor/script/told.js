/* What the program itself says of the text that is being written, put to the fields that are about it: the form's own
   judgement stands until then, and knows the fields; where the two differ the program is right. */

import { read } from "./reading.js";

/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./data.js").Problem} Problem */
/** @typedef {import("./reading_tree.js").Node} Node */
/** A problem as `check --json` writes it. @typedef {{file: string, line: number, column: number, severity: "error" | "warning", code: string, message: string, cure: string}} Row */
/** `beyond`: what only the program sees; `refused`: what it does not find wrong. @typedef {{beyond: Problem[], refused: Set<string>}} Verdict */

/** @type {Verdict} */
export const SILENT = { beyond: [], refused: new Set() };

/** @param {Problem} problem */
const spelled = ({ path, key, code }) => JSON.stringify([path, key, code]);

/** @param {Problem[]} own what the form found @param {Verdict} verdict @returns {Problem[]} */
export const agreed = (own, { beyond, refused }) => [...own.filter((each) => !refused.has(spelled(each))), ...beyond];

/** A text as it was sent: under which name, and where in the form it is written. @typedef {{name: string, text: string, at: Path}} Sent */

/**
 * What an answer of the program adds to what the form found in the same texts, and takes away.
 * @param {Row[]} rows @param {Problem[]} own @param {Sent[]} sent @param {any} rulebook @returns {Verdict}
 */
export function weigh(rows, own, sent, rulebook) {
  const left = [...own];
  /** @type {Problem[]} */
  const beyond = [];
  for (const row of rows) {
    const rank = left.findIndex((each) => each.code === row.code && each.message === row.message && each.cure === row.cure);
    const file = sent.find((each) => row.file.split("/").at(-1) === each.name);
    const source = file && read(file.text, file.name, rulebook).source;
    if (rank >= 0) left.splice(rank, 1);
    else beyond.push({ ...row, key: null, path: source ? [...file.at, ...pathAt(source, row)] : [] });
  }
  return { beyond, refused: new Set(left.map(spelled)) };
}

/** The way to what stands at a line and a column. @param {import("./reading.js").Source} source @param {{line: number, column: number}} place @returns {Path} */
function pathAt({ lines, root }, { line, column }) {
  let at = column - 1;
  for (const each of lines.split("\n").slice(0, line - 1)) at += each.length + 1;
  /** @type {Path} */
  const path = [];
  /** @type {Node | undefined} */
  let node = root;
  while (node) {
    /** @type {[string | number, Node] | undefined} */
    let found;
    if (node.kind === "map") {
      const entry = node.entries.find((each) => each.from <= at && at <= Math.max(each.key.end, each.value.end));
      found = entry && [entry.key.text, entry.value];
    } else if (node.kind === "list") {
      const rank = node.items.findLastIndex((each) => each.start <= at && at <= each.end);
      found = rank < 0 ? undefined : [rank, node.items[rank]];
    }
    if (!found || (node === root && at === 0)) return path;
    path.push(found[0]);
    node = found[1];
  }
  return path;
}
