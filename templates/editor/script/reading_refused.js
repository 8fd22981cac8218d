/* What js-yaml says about a file that it cannot read → the code and the place under which the reader tells it
   (circuit/read/source.py). */

/** @typedef {import("./reading_tree.js").Fault} Fault */
/** Where the parser stopped. @typedef {{text: string, at: number, start: number, line: string, column: number}} Stop */

const GLUED = /^[ \t]*(?:- )?[\w-]+:[^\s/]/u; // « title:Fuite », but no address
const DASH = /^ *-[^\s-]/u; // « -title: Fuite »
const OPENED = /(?:^|[:,[{-])[ \t]*(["'])(?:(?!\1).)*$/u;

/** @type {[RegExp, (stop: Stop) => Fault][]} */
const REASONS = [
  [/^nesting exceeded/, (stop) => told(stop, "too-deep")],
  [/tab characters/, (stop) => told(stop, "tab")],
  [/quoted scalar/, (stop) => opening(stop) ?? told(stop, "unclosed-quote")],
  [/flow collection|missed comma|expected the node content/, (stop) => bracket(stop)],
  [/^deficient indentation/, (stop) => opening(stop) ?? bracket(stop)],
  [/escape|hexadecimal/, (stop) => at(stop, "bad-escape", stop.text.lastIndexOf("\\", stop.at))],
  [/line break is expected|identifier|indentation width/, (stop) => reserved(stop, stop.start + stop.line.slice(0, stop.column).search(/[|>][-+0-9]*\s*$/u))],
  [/multiline key|expected ':'/, (stop) => keyless(stop)],
  [/directive/i, (stop) => told(stop, "directive")],
  [/\btag\b/, (stop) => told(stop, "tag")],
  [/alias|anchor/, (stop) => reserved(stop, stop.at)],
  [/^bad indentation|separator is expected|whitespace character/, (stop) => structure(stop)],
];

/**
 * @param {string} text @param {any} error @param {any} rulebook
 * @returns {Fault}
 */
export function codeOf(text, error, rulebook) {
  const place = Math.min(error.mark?.position ?? 0, text.length);
  const start = text.lastIndexOf("\n", place - 1) + 1;
  const line = text.slice(start).split("\n", 1)[0];
  const stop = { text, at: place, start, line, column: place - start };
  const tab = /^\s*?(?:- *)*?\t/u.exec(line);
  if (tab) return at(stop, "tab", start + line.indexOf("\t"));
  const reason = REASONS.find(([said]) => said.test(error.reason ?? ""));
  const found = reason ? reason[1](stop) : told(stop, "yaml-syntax");
  if (found.code === "too-deep") found.values = { limit: rulebook.limits.deepest };
  return found;
}

/** @param {Stop} stop @param {string} code @param {number} place @param {object} [values] @returns {Fault} */
const at = (stop, code, place, values = {}) => ({ code, at: place < 0 ? stop.at : place, values });

/** @param {Stop} stop @param {string} code @returns {Fault} */
const told = (stop, code) => at(stop, code, stop.at);

/** @param {Stop} stop @param {number} place */
const reserved = (stop, place) => at(stop, "reserved-start", place, { character: stop.text[place] ?? "" });

/** The lines above and that of the place, the nearest first, with where they start. @param {Stop} stop @returns {Generator<[string, number]>} */
function* upwards({ text, start, line }) {
  yield [line, start];
  for (let place = start; place > 0; ) {
    const before = text.lastIndexOf("\n", place - 2) + 1;
    yield [text.slice(before, place - 1), before];
    place = before;
  }
}

/** A quote that opens and does not close in its line. @param {Stop} stop @returns {Fault | null} */
function opening(stop) {
  for (const [line, start] of upwards(stop)) {
    const found = OPENED.exec(line);
    if (found) return at(stop, "unclosed-quote", start + line.indexOf(found[1], found.index));
    if (line !== stop.line && /[[{]/u.test(line)) return null;
  }
  return null;
}

/** @param {Stop} stop */
function bracket(stop) {
  for (const [line, start] of upwards(stop)) {
    const open = Math.max(line.lastIndexOf("["), line.lastIndexOf("{"));
    if (open >= 0 && start + open < stop.at) return at(stop, "bracket", start + open);
  }
  return told(stop, "bracket");
}

/** A line without a colon: told where it starts. @param {Stop} stop */
function keyless(stop) {
  const behind = stop.line[stop.column] === ":" ? 1 : 0; // it is the line above that has none
  const lines = [...upwards(stop)].slice(behind).filter(([each]) => each.trim() && !/^\s*#/u.test(each));
  const [line, start] = lines[0] ?? [stop.line, stop.start];
  return at(stop, GLUED.test(line) ? "space-after-colon" : "missing-colon", start + line.search(/\S/u));
}

/** @param {Stop} stop */
function structure(stop) {
  const { line, column } = stop;
  const sign = line[column] ?? "";
  const before = line.slice(0, column);
  if (!before.trim()) return told(stop, DASH.test(line) ? "space-after-dash" : "indentation");
  if ("]},".includes(sign) && sign) return told(stop, "bracket");
  if (sign === ":") return colon(stop, before);
  if (/["'][ \t]*$/u.test(before)) return told(stop, "quote-ends-early");
  if (/[:-][ \t]+$/u.test(before) && /[@`%&*!|>?-]/u.test(sign)) return reserved(stop, stop.at);
  return told(stop, "text-after-value");
}

/** A colon where no key can stand: inside a text, or after a line that is indented too far. @param {Stop} stop @param {string} before */
function colon(stop, before) {
  if (/^\s*(?:- +)*[^\s:][^:]*:\s/u.test(before)) return told(stop, "colon-in-text");
  for (const [line, start] of upwards(stop)) {
    if (line === stop.line) continue;
    if (GLUED.test(line)) return at(stop, "space-after-colon", start);
    if (line.trim()) break;
  }
  return at(stop, "indentation", stop.start + stop.line.search(/\S/u));
}
