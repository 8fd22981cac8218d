/* The way: what of a circuit has a square on every board, in order (game.md, « From circuit to squares », rules 1, 2 and 7); the tests compare. */

import { isMapping } from "./data.js";
import { shared } from "./gaps.js";
import { setbackOf, wayOf } from "./rules.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/**
 * `items`: what of the circuit stands there, all steps whose delay is asked for; `to`: the rank of the square to which
 * it leads.
 * @typedef {{kind: string, items: Data[], path: Path, to: number | null}} Square
 */
/** `entry` and `to` are ranks. @typedef {{entry: number, squares: Square[], to: number | null}} Side */

const AFTER = ["shortcuts", "detours", "practices", "setbacks", "recourse", "spaces", "questions"];
/** @type {Record<string, string>} */
const KINDS = { shortcuts: "shortcut", practices: "practice", recourse: "recourse", spaces: "space", questions: "question" };

/** @param {any} data @param {string} list @returns {[Data, Path][]} */
function listed(data, list) {
  /** @type {any[]} */
  const items = Array.isArray(data?.[list]) ? data[list] : [];
  return items.map((item, rank) => /** @type {[Data, Path]} */ ([item, [list, rank]])).filter(([item]) => isMapping(item));
}

/** @param {Data} data @param {Data | null} common @param {(delay: any) => boolean | null} isWaited whether one waits, null where nobody says it @returns {{squares: Square[], sides: Side[]}} */
export function findWay(data, common, isWaited) {
  const steps = listed(data, "steps");
  const lists = new Map(AFTER.map((list) => [list, [...listed(data, list), ...(list === "recourse" ? shared(data, common).map((item) => /** @type {[Data, Path]} */ ([item, ["use"]])) : [])]]));
  const waits = delays(steps, isWaited);
  const laid = steps.flatMap(([step, path], rank) => [...waits[rank], square(step.missing === "true" && rank ? "blank" : rank ? "step" : "start", path, step), ...stops(lists, step.id)]);
  return aimed([...laid, square("finish", ["arrival"])]);
}

/** @param {string} kind @param {Path} path @param {Data[]} items @returns {Square} */
const square = (kind, path, ...items) => ({ kind, items, path, to: null });

/** What stands after a step, in its order. @param {Map<string, [Data, Path][]>} lists @param {string} step */
function stops(lists, step) {
  return AFTER.flatMap((list) =>
    lists
      .get(list)
      .filter(([item]) => step !== undefined && (list === "shortcuts" || list === "detours" ? item.from : item.at) === step)
      .map(([item, path]) => square(KINDS[list] ?? (list === "detours" ? wayOf(item.label) : setbackOf(item.kind)), path, item)),
  );
}

/**
 * What stands before each step: its delay, but where it is at once; where nobody has found it one question for about
 * three steps, before the last.
 * @param {[Data, Path][]} steps @param {(delay: any) => boolean | null} isWaited @returns {Square[][]}
 */
function delays(steps, isWaited) {
  const known = steps.map(([step], rank) => (rank && step.missing !== "true" ? isWaited(step.delay) : false));
  const waits = steps.map(([step, path], rank) => (known[rank] ? [square("time", [...path, "delay"], step)] : []));
  /** @type {[Data, Path][]} */
  const run = [];
  for (const [rank, step] of steps.entries()) {
    if (known[rank] !== null) continue;
    run.push(step);
    for (let groups = known[rank + 1] === null ? 0 : Math.max(1, Math.round(run.length / 3)); groups; groups -= 1) {
      const group = run.splice(0, Math.ceil(run.length / groups));
      waits[rank - run.length] = [square("delay", [...group.at(-1)[1], "delay"], ...group.map(([each]) => each))];
    }
  }
  return waits;
}

/** With where each leads. @param {Square[]} laid @returns {{squares: Square[], sides: Side[]}} */
function aimed(laid) {
  /** @type {Map<string, number>} */
  const ranks = new Map([["end", laid.length - 1]]);
  for (const [rank, { kind, items }] of laid.entries()) if (["start", "step", "blank"].includes(kind) && items[0].id !== undefined) ranks.set(items[0].id, rank);
  const target = (/** @type {Data} */ item) => ranks.get(item.to) ?? null;
  const squares = laid.map((each) => (each.kind === "shortcut" || each.kind === "back" ? { ...each, to: target(each.items[0]) } : each));
  const sides = squares.flatMap(({ path, items: [way] }, entry) => {
    const inner = path[0] === "detours" ? listed(way, "steps").slice(0, 6) : [];
    return inner.length ? [{ entry, squares: inner.map(([step, at]) => square(step.missing === "true" ? "blank" : "step", [...path, ...at], step)), to: target(way) }] : [];
  });
  return { squares, sides };
}
