/* Delays as people write them (« sous 48 h », « 2 à 5 jours ouvrés »), read with the reader's own patterns. */

import { plain } from "./judge_words.js";

/** `days`: the longest that was announced. @typedef {{days: number, high: number, unit: string, low: number | null, bound: boolean}} Span */

/** @type {WeakMap<object, {single: RegExp, range: RegExp, bound: RegExp, negative: RegExp, dashes: RegExp, apostrophes: RegExp}>} */
const made = new WeakMap();

/** @param {any} rules */
function patterns(rules) {
  if (!made.has(rules)) {
    const whole = (/** @type {string} */ name) => new RegExp(`^(?:${rules[name]})$`, "u");
    const [dashes, apostrophes] = [rules.dashes, rules.apostrophes].map((each) => new RegExp(each, "gu"));
    made.set(rules, { single: whole("single"), range: whole("range"), bound: whole("bound"), negative: new RegExp(`^(?:${rules.negative})`, "u"), dashes, apostrophes });
  }
  return made.get(rules);
}

/** Digits of any script as ours. @param {string} text */
const digits = (text) =>
  text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    for (let code = digit.codePointAt(0); value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1)); code -= 1) value += 1;
    return digit < "\x7f" ? digit : String(value);
  });

/**
 * Reads a delay: its span, or the code of what is wrong with it.
 * @param {string} text @param {any} rulebook @returns {Span | {code: string}}
 */
export function parse(text, rulebook) {
  const rules = rulebook.delays;
  const known = patterns(rules);
  const bare = plain(text).replace(known.dashes, "-").replace(known.apostrophes, "'");
  const words = bare.split(/[^\S\ufeff]+/u).filter(Boolean).join(" ").replace(/\.$/, "").replace(/ $/, "");
  if (rules["at-once"].includes(words)) return { days: 0, high: 0, unit: "DAY", low: null, bound: false };
  if (known.negative.test(words)) return { code: "delay-negative" };
  const found = known.bound.exec(words)?.groups;
  const span = found ? core(found.core, Boolean(found.before || found.after), rules, known) : null;
  if (!span) return { code: "delay-unreadable" };
  const days = span.high * rules.units[span.unit];
  if (days > rules.longest) return { code: "delay-too-long" };
  return span.low !== null && span.low > span.high ? { code: "delay-reversed" } : { ...span, days };
}

/** @param {string} words @param {boolean} bound @param {any} rules @param {any} known @returns {Omit<Span, "days"> | null} */
function core(words, bound, rules, known) {
  const single = known.single.exec(words)?.groups;
  if (single) return { ...amount(single, "h", rules), low: null, bound };
  const both = known.range.exec(words)?.groups;
  if (!both) return null;
  const { high, unit } = amount(both, "h", rules);
  if (both.b) return { high, unit, low: value(both.b, rules), bound };
  const low = amount(both, "l", rules);
  const scale = rules.units[low.unit] / rules.units[unit];
  return { high, unit, low: Math.round(low.high * scale * 1e6) / 1e6, bound };
}

/** @param {any} groups @param {string} side @param {any} rules @returns {{high: number, unit: string}} */
function amount(groups, side, rules) {
  const [hours, minutes] = [groups[`${side}h`], groups[`${side}m`]];
  if (hours) return { high: Number(digits(hours)) * 60 + Number(digits(minutes)), unit: "MINUTE" };
  return { high: value(groups[`${side}n`], rules), unit: Object.keys(rules.units).find((unit) => groups[`${side}${unit}`]) };
}

/** @param {string} number @param {any} rules */
const value = (number, rules) => (Object.hasOwn(rules.words, number) ? rules.words[number] : Number(digits(number).replaceAll(" ", "").replace(",", ".")));
