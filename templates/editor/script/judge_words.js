/* Words: the sentence of a problem, and the known word that a mistyped one most likely meant (circuit/nearest.py). */

/** @param {string} sentence @param {any} values */
const filled = (sentence, values) =>
  sentence
    .replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
    .replaceAll("{{", "{")
    .replaceAll("}}", "}");

/**
 * The message and the cure of a problem.
 * @param {{code: string, values?: any}} problem @param {any} rulebook @returns {{message: string, cure: string}}
 */
export function fill({ code, values = {} }, rulebook) {
  const { sentences } = rulebook;
  const said = { ...values };
  if (code === "wrong-kind" || code === "word-not-here") said.expected = sentences[`expected.${values.key}`];
  if (code === "hidden-character") said.name = sentences[`hidden.${values.sort}`];
  if (code === "wrong-kind") said.kind = sentences[`kind.${values.kind}`];
  const cure = "nearest" in values ? `${code}.near.cure` : `${code}.cure`;
  return { message: filled(sentences[code] ?? code, said), cure: filled(sentences[cure] ?? "", said) };
}

const HIDDEN = "hidden."; // patterns of what nobody sees, by what it does

/**
 * The code and the values of the problem that a character which may not stand in a text is (circuit/read/source.py).
 * @param {string} sign @param {any} rulebook @returns {{code: string, values: object}}
 */
export function unseen(sign, { patterns }) {
  const character = `U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
  const found = Object.keys(patterns).find((name) => name.startsWith(HIDDEN) && new RegExp(`^(?:${patterns[name]})$`, "u").test(sign));
  if (!found) return { code: "control-character", values: { character } };
  return { code: "hidden-character", values: { character, sort: found.slice(HIDDEN.length) } };
}

/** In lower case, without accents: « Délais » → « delais ». @param {string} word */
export const plain = (word) => folded(word).normalize("NFKD").replace(/\p{Mn}/gu, "");

/** Without spaces around; a byte order mark is none, as in Python. @param {string} text */
export const strip = (text) => text.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/gu, "");

/** As Python folds case. @param {string} word */
const folded = (word) => word.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");

const LONGEST = 40; // beyond it a « word » is a text

/** Insertions, deletions, replacements and swaps of neighbours. @param {string} a @param {string} b */
function distance(a, b) {
  let before = /** @type {number[]} */ ([]);
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i += 1) {
    const last = before;
    before = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, last[j - 2] + 1);
      row.push(cost);
    }
  }
  return row[b.length];
}

/**
 * The word of `known` nearest to `word`, or null when none is near (over 40 % of it differs).
 * @param {string} word @param {Iterable<string>} known @param {any} rulebook @returns {string | null}
 */
export function nearest(word, known, rulebook) {
  if (!word || word.length > LONGEST) return null;
  const typed = plain(word).replaceAll("_", "-");
  const others = [...known];
  const french = Object.hasOwn(rulebook.french, typed) ? rulebook.french[typed] : null;
  if (french && others.includes(french)) return french;
  const limit = (/** @type {string} */ other) => Math.max(1, Math.floor(0.4 * Math.max(typed.length, other.length)));
  let best = null;
  for (const other of others) {
    const there = plain(other);
    if (Math.abs(typed.length - other.length) > limit(other)) continue;
    if ([...new Set(typed)].filter((letter) => !there.includes(letter)).length > limit(other)) continue;
    const steps = distance(typed, there);
    if (!best || steps < best.steps || (steps === best.steps && other < best.other)) best = { steps, other };
  }
  return best && best.steps <= limit(best.other) && best.steps < typed.length ? best.other : null;
}

/** A text as an id: « Fuite d’eau » → « fuite-d-eau ». @param {string} title @param {any} rulebook */
export function slug(title, rulebook) {
  const spelt = [...folded(title)].map((sign) => (Object.hasOwn(rulebook.ligatures, sign) ? rulebook.ligatures[sign] : sign)).join("");
  return plain(spelt).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
