/* Dates and delays as people write them, read as circuit/times.py reads them: by the same patterns (the rulebook's `times`),
   a test holds both against each other. */

import { plain } from "./data.js";

/** @typedef {{high: number, unit: string, low: number | null, bound: boolean, about: boolean}} Span */

/** Case, accents, spaces, dashes and apostrophes do not matter. @param {string} text */
const normal = (text) => plain(text).replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u2019\u02bc]/g, "'").split(/\s+/).filter(Boolean).join(" ").replace(/ ?\.$/, "");

/** @type {Map<string, RegExp>} */
const made = new Map();
/** @param {string} pattern @param {string} [flags] */
function regexp(pattern, flags = "u") {
  const key = `${flags} ${pattern}`;
  if (!made.has(key)) made.set(key, new RegExp(pattern, flags));
  return made.get(key);
}
/** What the groups of a pattern hold where it takes the whole text. @param {string} pattern @param {string} text @returns {Record<string, string | undefined> | undefined} */
const whole = (pattern, text) => regexp(`^(?:${pattern})$`).exec(text)?.groups;

/** @param {string} year @param {string | number | undefined} month @param {string | undefined} day @param {any} times */
function joined(year, month, day, { century }) {
  const full = year.length === 4 ? year : `${Number(year) < century ? 20 : 19}${year}`;
  const iso = [full, ...[month, day].filter((part) => part !== undefined).map((part) => String(part).padStart(2, "0"))].join("-");
  const time = Date.parse(iso.padEnd(10, "-01"));
  return Number(full) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : "";
}

/** The dates that a text may be: one; two where it is the day or the month first; none. @param {string} text @param {any} times @param {boolean} [dayFirst] @returns {string[]} */
export function readDates(text, times, dayFirst = true) {
  for (const pattern of times.dates) {
    const said = whole(pattern, normal(text));
    if (!said) continue;
    const month = times.months[said.n] ?? said.m;
    const found = [joined(said.y, month ?? said.b, said.d ?? said.a, times), said.a !== said.b && joined(said.y, said.a, said.b, times)].filter(Boolean);
    return dayFirst ? found.slice(0, 1) : found;
  }
  return [];
}

/** @param {string} number @param {any} times */
const valueOf = (number, { words }) => words[number] ?? Number(number.replaceAll(" ", "").replace(",", "."));

/** @param {Record<string, string | undefined>} said @param {"l" | "h"} side @param {any} times @returns {[number, string]} */
function amount(said, side, times) {
  if (said[`${side}h`]) return [Number(said[`${side}h`]) * 60 + Number(said[`${side}m`]), "minute"];
  const unit = Object.keys(times.days).find((each) => said[side + each.replace("-", "_").toUpperCase()]);
  const number = valueOf(said[`${side}n`], times);
  return [said[`${side}half`] ? (number % 1 ? NaN : number + 0.5) : number, unit];
}

/** The delay that a text is, or the code of what is wrong with it. @param {string} text @param {any} times @returns {Span | string} */
export function readDelay(text, times) {
  let words = normal(text);
  if (times["at-once"].includes(words)) return { high: 0, unit: "day", low: null, bound: false, about: false };
  if (regexp(`^(?:${times.negative})`).test(words)) return "delay-negative";
  for (const [pattern, instead] of times.otherwise) words = words.replace(regexp(pattern, "gu"), instead);
  const sure = words.replace(regexp(times.about, "gu"), " ").trim().replace(/ +/g, " ");
  const { before, after, core } = whole(times.bound, sure);
  const [single, range] = [whole(times.single, core), whole(times.range, core)];
  if (!single && !range) return "delay-unreadable";
  const [high, unit] = amount(single ?? range, "h", times);
  const [low, lowUnit] = single ? [null, unit] : range.b ? [valueOf(range.b, times), unit] : amount(range, "l", times);
  if (Number.isNaN(high) || Number.isNaN(low)) return "delay-unreadable";
  const same = low === null ? null : Math.round((low * times.days[lowUnit] * 1e6) / times.days[unit]) / 1e6;
  if (high * times.days[unit] > times.longest) return "delay-too-long";
  if (same !== null && same > high) return "delay-reversed";
  return { high, unit, low: same, bound: Boolean(before || after), about: sure !== words };
}

/** The parts of a delay that a text most likely means, by their keys; none where it has no delay. @param {string} text @param {any} times @returns {Record<string, string>} */
export function propose(text, times) {
  const isDelay = (/** @type {string} */ each) => typeof readDelay(each, times) !== "string";
  const least = regexp(`^(?:${times.least})`, "iu").exec(text)?.[0].length;
  if (least && isDelay(text.slice(least))) return { "at-least": text.slice(least).trim() };
  const words = text.split(/\s+/).filter(Boolean);
  for (let cut = Math.min(words.length, times["most-words"]) - 1; cut > 0; cut -= 1) {
    const [value, condition] = [words.slice(0, cut), words.slice(cut)].map((part) => part.join(" ").replace(/^[ ,;:()\-.]+|[ ,;:()\-.]+$/g, ""));
    if (condition && isDelay(value)) return { value, condition };
  }
  return {};
}

/** A delay as the program has understood it, in words that it reads the same. @param {Span} span @param {any} times @param {Record<string, [string, string]>} units @param {(key: string, values?: any) => string} say @param {Intl.PluralRules} plural */
export function saidBack({ high, unit, low, bound, about }, times, units, say, plural) {
  if (high === 0) return say("understood.at-once");
  const figure = (/** @type {number} */ number) => (plural.resolvedOptions().locale.startsWith("fr") ? String(number).replace(".", ",") : String(number));
  const measured = (/** @type {number} */ number, /** @type {string} */ of) => `${figure(number)} ${units[of][plural.select(number) === "one" ? 0 : 1]}`;
  const lowest = (/** @type {number} */ number) => {
    if (Number.isInteger(number * 100)) return figure(number);
    const finer = ["day", "hour", "minute"].map((of) => /** @type {[number, string]} */ ([Math.round((number * times.days[unit] * 1e3) / times.days[of]) / 1e3, of]));
    return measured(...(finer.find(([each]) => Number.isInteger(each)) ?? finer[2]));
  };
  let said = low === null ? measured(high, unit) : say("understood.range", { low: lowest(low), high: measured(high, unit) });
  if (bound) said = say("understood.at-most", { said });
  return about ? say("understood.about", { said }) : said;
}
