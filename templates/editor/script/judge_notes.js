/* What an author may want to look at again in a circuit that can be read (circuit/lint.py). */

import { isMapping } from "./judge_shape.js";
import { plain } from "./judge_words.js";

/** @typedef {(string | number)[]} Path */

/**
 * @param {any} data @param {import("./judge_shape.js").Shape} shape
 * @param {import("./judge_references.js").Names} known @param {string} today
 */
export function notes(data, shape, known, today) {
  const { rules } = shape;
  /** @param {Path} path @param {string} code @param {object} [values] @param {string | null} [lacking] */
  const warn = (path, code, values = {}, lacking = null) => shape.tell(path, code, values, lacking, "warning");
  for (const { list, value, path } of known.items) {
    if (!Object.hasOwn(value, "source") && value.uncertain !== "true" && states(list, value, rules)) warn(path, "no-source", { title: typeof value.title === "string" ? value.title : "" }, "source");
    const trace = typeof value.trace === "string" ? plain(value.trace).replace(/^[ .!]+|[ .!]+$/g, "") : null;
    if (trace && rules.nothing.includes(trace)) warn([...path, "trace"], "trace-of-nothing", { value: value.trace });
  }
  personal(data, [], rules, warn);
  naming(data, rules, warn);
  const { language, review, status, validated } = data;
  if (status === "validated" && isMapping(validated) && !String(validated.hash ?? "").includes(rules.parts)) {
    warn(["validated"], Object.hasOwn(validated, "hash") ? "validation-half-sealed" : "validation-unsealed");
  }
  if (typeof language === "string" && !rules.spoken.includes(language.split("-")[0].toLowerCase())) warn(["language"], "language-not-spoken", { language });
  if (today && typeof review === "string" && /^[0-9-]{4,10}$/.test(review) && lastDay(review) < today) warn(["review"], "review-past", { review });
}

/** Whether an item says something of the landlord or the law. @param {string} list @param {any} value @param {any} rules */
function states(list, value, rules) {
  if (value.missing === "true" || value.adopted === "false") return false;
  return (rules.states[list] ?? []).some((/** @type {string} */ key) => Object.hasOwn(value, key));
}

/** The last day of a date, with which days compare as texts. @param {string} date */
const lastDay = (date) => (date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date);

/**
 * What looks like a person's own number or address, and what was left to be filled in.
 * @param {any} value @param {Path} path @param {any} rules
 * @param {(path: Path, code: string, values?: object) => void} warn
 */
function personal(value, path, rules, warn) {
  if (typeof value === "object") {
    for (const key of Object.keys(value)) personal(value[key], [...path, Array.isArray(value) ? Number(key) : key], rules, warn);
    return;
  }
  for (const found of value.matchAll(new RegExp(rules.patterns.phone, "gu"))) warn(path, "personal-phone", { value: found[0] });
  for (const found of value.includes("@") ? value.matchAll(new RegExp(rules.patterns.person, "gu")) : []) {
    if (!rules.services.includes(found[1].toLowerCase())) warn(path, "personal-address", { value: found[0] });
  }
  if (/^\[[^[\]"']{3,}\]$/u.test(value)) warn(path, "placeholder", { value });
}

/**
 * What names a person, or passes for another name (circuit/naming.py): the first ones of each sort, the others counted.
 * @param {any} data @param {any} rules @param {(path: Path, code: string, values?: object) => void} warn
 */
function naming(data, rules, warn) {
  /** @type {Map<string, [Path, string][]>} */
  const found = new Map();
  suspects(data, [], rules, (path, code, value) => found.set(code, [...(found.get(code) ?? []), [path, value]]));
  const most = rules.limits.named;
  for (const [code, all] of found) {
    for (const [path, value] of all.slice(0, most)) warn(path, code, { value });
    if (all.length > most) warn(all[most - 1][0], `${code}-others`, { value: all[most - 1][1], count: all.length - most });
  }
}

/** @param {any} value @param {Path} path @param {any} rules @param {(path: Path, code: string, value: string) => void} tell */
function suspects(value, path, rules, tell) {
  if (typeof value === "object") {
    for (const key of Object.keys(value)) suspects(value[key], [...path, Array.isArray(value) ? Number(key) : key], rules, tell);
    return;
  }
  const { name, alone, place, word, latin, alike, host } = rules.patterns;
  if (!path.includes("sources")) {
    const within = [...value.matchAll(new RegExp(name, "gu"))];
    const whole = within.length ? null : new RegExp(`^(?:${alone})$`, "u").exec(value);
    for (const each of whole ? [whole] : within) {
      if (!new RegExp(place, "iu").test(value.slice(0, each.index))) tell(path, "person-named", each[0].trim());
    }
  }
  const letters = new RegExp(alike, "u");
  for (const [each] of letters.test(value) ? value.matchAll(new RegExp(word, "gu")) : []) {
    if (letters.test(each) && new RegExp(latin, "u").test(each)) tell(path, "mixed-alphabets", each);
  }
  for (const [each] of value.matchAll(new RegExp(host, "giu"))) tell(path, "unusual-host", each);
}
