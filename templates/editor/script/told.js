/* What the program itself says of the text that is being written, put to the fields that are about it: the form's own
   judgement stands until then, and knows the fields; where the two differ the program is right. */

import { pathAt } from "./reading.js";

/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./data.js").Problem} Problem */
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
    if (rank >= 0) left.splice(rank, 1);
    else beyond.push({ ...row, key: null, path: file ? [...file.at, ...pathAt(file.text, row, rulebook)] : [] });
  }
  return { beyond, refused: new Set(left.map(spelled)) };
}
