/* A circuit's file → data and back. What nobody changed keeps its lines, its comments and its place. */

import { fill, unseen } from "./judge_words.js";
import { file } from "./reading_emit.js";
import { renewed, remarksOf } from "./reading_renew.js";
import { compose, dataOf, lineOf, same } from "./reading_tree.js";

/** @typedef {{[key: string]: any}} Data */
/** @typedef {(string | number)[]} Path */
/** @typedef {import("./judge.js").Problem} Problem */
/** What the writer needs. @typedef {{text: string, lines: string, root: import("./reading_tree.js").Node, rulebook: any}} Source */

/**
 * Reads a file as the reader does. `data` is null when it cannot be opened in a form: `problems` tell why, with the
 * reader's codes and the `line`. What a form can mend (a text too long, an empty value) is left to `judge`.
 * @param {string} text @param {string} name @param {any} rulebook
 * @returns {{data: Data | null, problems: Problem[], source: Source | null}}
 */
export function read(text, name, rulebook) {
  const lines = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const whole = unfit(text, lines, rulebook);
  const { root, faults } = whole ? { root: null, faults: [whole] } : compose(lines, rulebook);
  const empty = !root || (root.kind === "text" && !root.text.trim());
  if (!faults.some((fault) => fault.severity !== "warning")) {
    if (empty || root.kind !== "map") faults.push({ code: empty || root.size === 1 && root.kind !== "text" ? "empty-file" : "file-not-mapping", at: 0 });
    else if (!root.entries.length) faults.push({ code: "empty-file", at: 0 });
  }
  if (!whole) faults.push(...remarks(lines, rulebook));
  const problems = faults.map((fault) => told(fault, lines, rulebook));
  if (problems.some((problem) => problem.severity === "error")) return { data: null, problems, source: null };
  return { data: dataOf(root), problems, source: { text, lines, root, rulebook } };
}

/** What nobody sees in a comment: no field of a form shows it. @param {string} lines @param {any} rulebook @returns {import("./reading_tree.js").Fault[]} */
function remarks(lines, rulebook) {
  const found = [];
  for (const remark of lines.matchAll(/(?:^|[ \t])#[^\n]*/gmu)) {
    for (const sign of remark[0].matchAll(new RegExp(rulebook.patterns.bad, "gu"))) {
      if (found.length === rulebook.limits.told) return found;
      found.push({ ...unseen(sign[0], rulebook), at: remark.index + sign.index });
    }
  }
  return found;
}

/** What is wrong with a file as a whole. @param {string} text @param {string} lines @param {any} rulebook @returns {import("./reading_tree.js").Fault | null} */
function unfit(text, lines, rulebook) {
  if (text.length > rulebook.limits.largest) return { code: "file-too-large", at: 0, values: { limit: rulebook.limits.largest / 1e6 } };
  const lost = lines.indexOf("\ufffd");
  return lost < 0 ? null : { code: "not-utf-8", at: lost };
}

/** @param {import("./reading_tree.js").Fault} fault @param {string} lines @param {any} rulebook @returns {Problem} */
function told({ code, at, values = {}, severity = "error" }, lines, rulebook) {
  const line = lineOf(lines, at);
  const column = at - (lines.lastIndexOf("\n", at - 1) + 1) + 1;
  const problem = { path: /** @type {Path} */ ([]), key: /** @type {string | null} */ (null), severity: /** @type {"error"} */ (severity), code, values, line, column };
  return { ...problem, ...fill(problem, rulebook) };
}

/**
 * The file that says `data`: only the lines of what changed are other ones. `source` is what `read` gave, null for a
 * new file.
 * @param {Source | null} source @param {Data} data @returns {string}
 */
export function write(source, data) {
  const said = tidy(data);
  if (!source) return file(said);
  for (const spelt of [false, true]) {
    const made = renewed(source, said, spelt);
    if (says(made, said, source.rulebook)) return ends(source, made);
  }
  return ends(source, `${remarksOf(source)}${file(said)}`);
}

/** @param {string} made @param {Data} data @param {any} rulebook */
function says(made, data, rulebook) {
  const again = compose(made, rulebook);
  return again.root && again.root.kind === "map" && same(dataOf(again.root), data);
}

/** Data as a file holds them: texts in composed letters, with plain ends of lines. @param {any} value @returns {any} */
function tidy(value) {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return String(value ?? "").replace(/\r\n?/g, "\n").normalize("NFC");
  const made = Object.create(null);
  for (const [key, each] of Object.entries(value)) if (each !== undefined) made[key.normalize("NFC")] = tidy(each);
  return made;
}

/** `made` with the ends of lines and the mark that the file had. @param {Source} source @param {string} made */
function ends({ text, lines }, made) {
  if (made === lines) return text;
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const bare = text.slice(mark.length);
  if (bare === lines) return mark + made;
  if (bare === lines.replaceAll("\n", "\r\n")) return mark + made.replaceAll("\n", "\r\n");
  return mark + mixed(bare, lines, made);
}

/** The same where a file ends its lines in several ways: only what changed gets the first one. @param {string} bare @param {string} lines @param {string} made */
function mixed(bare, lines, made) {
  let head = 0;
  while (head < made.length && made[head] === lines[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(made.length, lines.length) - head && made.at(-1 - tail) === lines.at(-1 - tail)) tail += 1;
  const end = /\r\n|\r|\n/.exec(bare)[0];
  const places = placed(bare, [head, lines.length - tail]);
  return bare.slice(0, places[0]) + made.slice(head, made.length - tail).replaceAll("\n", end) + bare.slice(places[1]);
}

/** Where places of the text with line feeds only stand in the text as it is. @param {string} bare @param {number[]} wanted @returns {number[]} */
function placed(bare, wanted) {
  const found = wanted.map(() => bare.length);
  for (let at = 0, plain = 0; at <= bare.length; plain += 1) {
    wanted.forEach((place, rank) => place === plain && (found[rank] = at));
    at += bare.startsWith("\r\n", at) ? 2 : 1;
  }
  return found;
}
