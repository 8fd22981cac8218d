/* The way: what of a circuit has a square on every board, in order (game.md, « From circuit to squares », rules 1 and 6); the tests compare. */

import { isMapping, plain } from "./data.js";
import { shared } from "./gaps.js";
import { rulebook, setbackOf, wayOf } from "./rules.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/**
 * `item`: what of the circuit stands there; `to`: the rank of the square to which it leads.
 * @typedef {{kind: string, item?: Data, path: Path, to: number | null}} Square
 */
/** `entry` and `to` are ranks. @typedef {{entry: number, squares: Square[], to: number | null}} Side */
/** Of a delay, whether one waits; of who is written to, whether it is the landlord. @typedef {{isWaited: (delay: any) => boolean | null, isLandlord: (who: any) => boolean}} Meaning */

/**
 * The kind of square that an item makes, by its list, in the order in which they stand after a step.
 * @type {Record<string, (item: Data, meaning: Pick<Meaning, "isLandlord">) => string>}
 */
export const KINDS = {
  shortcuts: () => "shortcut",
  detours: ({ label }) => wayOf(label),
  practices: ({ adopted }) => (adopted === "true" ? "goose" : "fact"),
  setbacks: ({ kind }) => setbackOf(kind),
  recourse: ({ who }, { isLandlord }) => (isLandlord(who) ? "recourse" : "helper"),
  spaces: () => "space",
  questions: ({ right }) => (right === undefined ? "debate" : "quiz"),
};

/** @param {any} data @param {string} list @returns {[Data, Path][]} */
function listed(data, list) {
  /** @type {any[]} */
  const items = Array.isArray(data?.[list]) ? data[list] : [];
  return items.map((item, rank) => /** @type {[Data, Path]} */ ([item, [list, rank]])).filter(([item]) => isMapping(item));
}

/** @param {Data} data @param {Data | null} common @param {Meaning} meaning @returns {{squares: Square[], sides: Side[]}} */
export function findWay(data, common, meaning) {
  const steps = listed(data, "steps");
  /** @type {(list: string) => [Data, Path][]} */
  const more = (list) => (list === "recourse" ? shared(data, common).map((item) => [item, ["use"]]) : []);
  const made = Object.entries(KINDS).flatMap(([list, kindOf]) => [...listed(data, list), ...more(list)].map(([item, path]) => square(kindOf(item, meaning), path, item)));
  const after = [...made.filter(({ kind }) => kind === "fact"), ...made.filter(({ kind }) => kind !== "fact")];
  const laid = steps.flatMap(([step, path], rank) => [...(rank ? time(step, path, meaning) : []), square(step.missing === "true" && rank ? "blank" : rank ? "step" : "start", path, step), ...after.filter((each) => standsAt(each, step.id))]);
  return aimed([...laid, square("finish", ["arrival"])]);
}

/** @param {string} kind @param {Path} path @param {Data} [item] @returns {Square} */
const square = (kind, path, item) => ({ kind, item, path, to: null });

/** @param {Square} square @param {string} step */
const standsAt = ({ item, path: [list] }, step) => step !== undefined && (list === "shortcuts" || list === "detours" ? item.from : item.at) === step;

/** The delay of another's act, right before its step, but where it is at once. @param {Data} step @param {Path} path @param {Meaning} meaning */
const time = (step, path, { isWaited }) => (step.missing !== "true" && ![step.actor].flat().includes("tenant") && isWaited(step.delay) ? [square("time", [...path, "delay"], step)] : []);

/**
 * Whether somebody who is written to is the landlord: by its names, or by the word for it (« Mon bailleur »).
 * @param {any} who @param {any} landlord what is written of it @param {string} language of the circuit
 */
export function isLandlord(who, landlord, language) {
  const said = plain(typeof who === "string" ? who : "");
  const names = [rulebook["landlord-said"][language] ?? rulebook["landlord-said"].en, ...["name", "short", "formerly"].map((key) => landlord?.[key])];
  return names.some((name) => typeof name === "string" && name.trim() && new RegExp(`(?<![\\p{L}\\p{N}_])${plain(name).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}_])`, "u").test(said));
}

/* How much of an evening the way takes (rules 2 and 3). */

const EVENING = 36;
const WAITS = ["wait", "silence", "blocked", "closed"];

/** Whether some of it leaves for the pile: with what every board has besides, waits of its topic, a letter, helpers, cards and problems. @param {Square[]} way with its arrival */
export function isTooLong(way) {
  const kinds = way.map(({ kind }) => kind).filter((kind) => kind !== "time"); // a delay stands where a place is free
  const red = kinds.filter((kind) => [...WAITS, "back"].includes(kind)).length;
  const waits = Math.min(EVENING / 9 - kinds.filter((kind) => WAITS.includes(kind)).length, 6 - red);
  const added = Math.max(0, waits) + Number(!kinds.includes("recourse")) + Math.max(0, 2 - kinds.filter((kind) => kind === "helper").length);
  return kinds.length + added + Math.floor(EVENING / 10) + EVENING / 18 > EVENING;
}

/** With where each leads. @param {Square[]} laid @returns {{squares: Square[], sides: Side[]}} */
function aimed(laid) {
  /** @type {Map<string, number>} */
  const ranks = new Map([["end", laid.length - 1]]);
  for (const [rank, { kind, item }] of laid.entries()) if (["start", "step", "blank"].includes(kind) && item.id !== undefined) ranks.set(item.id, rank);
  const target = (/** @type {Data} */ item) => ranks.get(item.to) ?? null;
  const squares = laid.map((each) => (each.kind === "shortcut" || each.kind === "back" ? { ...each, to: target(each.item) } : each));
  const sides = squares.flatMap(({ path, item: way }, entry) => {
    const inner = path[0] === "detours" ? listed(way, "steps").slice(0, 6) : [];
    return inner.length ? [{ entry, squares: inner.map(([step, at]) => square(step.missing === "true" ? "blank" : "step", [...path, ...at], step)), to: target(way) }] : [];
  });
  return { squares, sides };
}
