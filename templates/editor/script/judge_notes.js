/* What an author may want to look at again in a circuit that can be read (circuit/lint.py). */

import { factsOf } from "./judge_references.js";
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
  for (const item of known.items) {
    const { value, path } = item;
    const own = Object.fromEntries(factsOf(item, rules).filter(([, fact]) => SAID.some((key) => Object.hasOwn(fact, key))));
    const bare = stated(item, rules).filter((key) => !(own[key]?.source ?? value.source) && (own[key]?.uncertain ?? value.uncertain) !== "true");
    const title = typeof value.title === "string" ? value.title : "";
    if (Object.keys(own).length) for (const key of bare) warn([...path, key], "no-source", { title });
    else if (bare.length) warn(path, "no-source", { title }, "source");
    const said = isMapping(value.trace) ? value.trace.value : value.trace;
    const trace = typeof said === "string" ? plain(said).replace(/^[ .!]+|[ .!]+$/g, "") : null;
    if (trace && rules.nothing.includes(trace)) warn([...path, "trace"], "trace-of-nothing", { value: said });
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

const SAID = ["source", "uncertain", "searched"];

/** What an item says of the landlord or the law. @param {import("./judge_references.js").Item} item @param {any} rules @returns {string[]} */
function stated({ list, value }, rules) {
  if (value.missing === "true" || value.adopted === "false") return [];
  return (rules.states[list] ?? []).filter((/** @type {string} */ key) => Object.hasOwn(value, key));
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
  const { name, alone, place, word, latin, alike, host } = rules.patterns;
  const looks = { name: new RegExp(name, "gu"), alone: new RegExp(`^(?:${alone})$`, "u"), place: new RegExp(place, "iu"), word: new RegExp(word, "gu"), latin: new RegExp(latin, "u"), alike: new RegExp(alike, "u"), host: new RegExp(host, "giu") };
  /** @type {Map<string, {count: number, path: Path, value: string}>} */
  const found = new Map();
  const most = rules.limits.named;
  suspects(data, [], looks, (path, code, value) => {
    const count = (found.get(code)?.count ?? 0) + 1;
    if (count <= most) warn(path, code, { value });
    found.set(code, count <= most ? { count, path, value } : { ...found.get(code), count });
  });
  for (const [code, { count, path, value }] of found) if (count > most) warn(path, `${code}-others`, { value, count: count - most });
}

/** @param {any} value @param {Path} path @param {Record<string, RegExp>} looks @param {(path: Path, code: string, value: string) => void} tell */
function suspects(value, path, looks, tell) {
  if (typeof value === "object") {
    for (const key of Object.keys(value)) suspects(value[key], [...path, Array.isArray(value) ? Number(key) : key], looks, tell);
    return;
  }
  if (!path.includes("sources")) {
    const within = [...value.matchAll(looks.name)];
    const whole = within.length ? null : looks.alone.exec(value);
    for (const each of whole ? [whole] : within) {
      if (!looks.place.test(value.slice(0, each.index))) tell(path, "person-named", each[0].trim());
    }
  }
  for (const [each] of looks.alike.test(value) ? value.matchAll(looks.word) : []) {
    if (looks.alike.test(each) && looks.latin.test(each)) tell(path, "mixed-alphabets", each);
  }
  for (const [each] of value.matchAll(looks.host)) tell(path, "unusual-host", each);
}
