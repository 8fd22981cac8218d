/* Data → lines of YAML that the reader reads back to the letter. */

const BAD = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]/u;
const HARD = /[\u00a0\u202f]/;
const KNOWN = /^(?:true|false|0|[1-9]\d{0,8}|\d{4}-\d\d(?:-\d\d)?)$/;
// What other readers of YAML take for a number, a date, a yes or nothing.
const TYPED = /^(?:[-+.]?[\d.][\d.,:_+\-eExXoOabcdefABCDEF]*|yes|no|on|off|y|n|null|true|false|~|\.?nan|[-+]?\.?inf)$/i;
const WORD = /^[a-z0-9][a-z0-9-]*$/;
const LONGEST_KEY = 100; // characters: what is longer takes a question mark
const LONGEST_BLOCK = 1_900; // the reader counts the end of its last line

/** Whether a text needs no quotes. @param {string} text @param {boolean} inside brackets */
function plain(text, inside) {
  if (KNOWN.test(text)) return true;
  if (BAD.test(text) || TYPED.test(text) || !/^[\p{L}\p{N}«(_/$€“‘’…–—+.]/u.test(text) || /^\.\.\.|^=/.test(text)) return false;
  if (/\s$/u.test(text) || /:(?=\s|$)|\s#/u.test(text)) return false;
  return !inside || !/[,[\]{}:?]/.test(text);
}

const ESCAPES = new Map([["\n", "\\n"], ["\t", "\\t"], ['"', '\\"'], ["\\", "\\\\"]]);

/** @param {string} text */
function quoted(text) {
  const code = (/** @type {string} */ sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `"${text.replace(/["\\]|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]/gu, (sign) => ESCAPES.get(sign) ?? code(sign))}"`;
}

/** A text in one line. @param {string} text @param {boolean} [inside] */
export const inLine = (text, inside = false) => (plain(text, inside) ? text : quoted(text));

/** Whether a block keeps the lines of a text to the letter. @param {string} text */
function stands(text) {
  if (!text.includes("\n") || text.length >= LONGEST_BLOCK || HARD.test(text)) return false;
  return text.split("\n").every((line) => line && line.trim() === line && !BAD.test(line));
}

/** A text behind its key, over several lines where it has some. @param {string} text @param {number} column of the key @param {string} [remark] behind its first line */
export function inBlock(text, column, remark = "") {
  if (!stands(text)) return inLine(text) + remark;
  return `|${remark}\n${text.split("\n").map((line) => " ".repeat(column + 2) + line).join("\n")}`;
}

/** @param {string} key */
export const keyText = (key, column = 0) => (key.length > LONGEST_KEY ? `? ${quoted(key)}\n${" ".repeat(column)}` : inLine(key));

/** A value in brackets. @param {any} value @returns {string} */
export function inFlow(value) {
  if (typeof value === "string") return inLine(value, true);
  if (Array.isArray(value)) return `[${value.map(inFlow).join(", ")}]`;
  return `{${Object.entries(value).map(([key, each]) => flowEntry(key, each)).join(", ")}}`;
}

/** One key with what it holds, in brackets. @param {string} key @param {any} value */
export const flowEntry = (key, value) => `${key.length > LONGEST_KEY ? `? ${quoted(key)} ` : inLine(key, true)}: ${inFlow(value)}`;

/** Whether a list of such items under a key stands in one line. @param {any} value @param {string} key */
const isWord = (value, key) => typeof value === "string" && (key === "acceptable" || WORD.test(value));

/** What stands behind a key that starts at `column`, the space or the line feed before it included. @param {string} key @param {any} value @param {number} column @param {string} above @returns {string} */
function behind(key, value, column, above) {
  const named = key === "value" ? above : key;
  if (typeof value === "string") return ` ${inBlock(value, column)}`;
  if (!Object.keys(value).length || (Array.isArray(value) && value.every((each) => isWord(each, named)))) return ` ${inFlow(value)}`;
  if (Array.isArray(value)) return `\n${value.map((each) => " ".repeat(column + 2) + item(each, column + 2)).join("\n")}`;
  return `\n${" ".repeat(column + 2)}${entries(value, column + 2, key)}`;
}

/** An item of a list, from its dash in `column` on. @param {any} value @param {number} column @returns {string} */
export function item(value, column) {
  if (typeof value === "string") return `- ${inBlock(value, column)}`;
  if (Array.isArray(value) || !Object.keys(value).length) return `- ${inFlow(value)}`;
  return `- ${entries(value, column + 2)}`;
}

/** One key with what it holds; the value of a fact is written as under its key `above`. @param {string} key @param {any} value @param {number} column @param {string} [above] @returns {string} */
export function entry(key, value, column, above = "") {
  return `${keyText(key, column)}:${behind(key, value, column, above)}`;
}

/** The keys of a mapping, the first at `column` already. @param {any} value @param {number} column @param {string} [above] the key that it stands under @returns {string} */
function entries(value, column, above = "") {
  return Object.entries(value).map(([key, each]) => entry(key, each, column, above)).join(`\n${" ".repeat(column)}`);
}

/** Whether an empty line sets a key of the circuit off: a list that is not of its head. @param {string} key @param {any} value */
export const isPart = (key, value) => typeof value === "object" && !["landlord", "validated", "use"].includes(key);

/** A whole file. @param {any} data */
export function file(data) {
  const parts = Object.entries(data).map(([key, value]) => {
    return `${isPart(key, value) ? "\n" : ""}${entry(key, value, 0)}\n`;
  });
  return parts.join("").replace(/^\n/, "");
}
