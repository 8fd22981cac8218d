/* The squares of the board, as the program assembles them (game.md, « From circuit to squares »): the tests compare. */

import { isMapping } from "./data.js";
import { setbackOf, wayOf } from "./rules.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/**
 * `path`: what of the circuit stands there, for a time square the delay that it announces; `to`: the square that it
 * leads to.
 * @typedef {{name: string, kind: string, step: string, item: Data | null, path: Path | null, to: string | null}} Square
 */
/** @typedef {{entry: string, squares: Square[], to: string | null}} Side */
/** @typedef {{size: number, needed: number, squares: Square[], sides: Side[]}} Board */

const SIZES = [32, 42, 63];
const AFTER = ["shortcuts", "detours", "practices", "setbacks", "recourse", "spaces", "questions"];
/** @type {Record<string, string>} */
const KINDS = { shortcuts: "shortcut", practices: "practice", recourse: "recourse", spaces: "space", questions: "question" };

/** @param {any} data @param {string} list @returns {[Data, Path][]} */
function listed(data, list) {
  /** @type {any[]} */
  const items = Array.isArray(data?.[list]) ? data[list] : [];
  return items.map((item, rank) => /** @type {[Data, Path]} */ ([item, [list, rank]])).filter(([item]) => isMapping(item));
}

/** The recourse of the common file that a circuit takes. @param {Data} data @param {Data | null} common @returns {[Data, Path][]} */
function shared(data, common) {
  const used = [data.use].flat();
  const own = new Set(listed(data, "recourse").map(([item]) => item.id));
  const track = listed(data, "steps").map(([step]) => step.id);
  return listed(common, "recourse")
    .filter(([item]) => used.includes(item.id) && !own.has(item.id))
    .map(([item]) => [track.includes(item.at) ? item : { ...item, at: undefined }, ["use"]]);
}

/** @param {Data} data @param {Data | null} common @param {(delay: any) => number | null} days of an announced delay @returns {Board} */
export function assemble(data, common, days) {
  const steps = listed(data, "steps");
  const lists = new Map(AFTER.map((list) => [list, [...listed(data, list), ...(list === "recourse" ? shared(data, common) : [])]]));
  const groups = steps.map(([step, path], rank) => [square(rank ? (step.missing === "true" ? "blank" : "step") : "start", step.id, step, path), ...stops(lists, step.id)]);
  const needed = groups.flat().length + 1;
  const size = SIZES.find((each) => needed * 3 <= each * 2) ?? 63;
  const left = Math.max(0, size - needed);
  const pile = hasPile(data, common, lists);
  const laid = groups.flatMap((group, rank) => {
    const share = Math.floor(left / groups.length) + (rank < left % groups.length ? 1 : 0);
    return filled(group, share, steps[rank + 1], pile, days);
  });
  const squares = [...laid, square("finish", "", null, ["arrival"])].map((each, rank) => ({ ...each, name: String(rank + 1) }));
  return aimed({ size, needed, squares, sides: [] });
}

/** @param {string} kind @param {string} step @param {Data | null} item @param {Path | null} path @returns {Square} */
const square = (kind, step, item = null, path = null) => ({ name: "", kind, step, item, path, to: null });

/** What stands after a step, in its order. @param {Map<string, [Data, Path][]>} lists @param {string} step */
function stops(lists, step) {
  return AFTER.flatMap((list) =>
    lists
      .get(list)
      .filter(([item]) => step !== undefined && (list === "shortcuts" || list === "detours" ? item.from : item.at) === step)
      .map(([item, path]) => square(KINDS[list] ?? (list === "detours" ? wayOf(item.label) : setbackOf(item.kind)), step, item, path)),
  );
}

/** Whether draw squares have cards. @param {Data} data @param {Data | null} common @param {Map<string, [Data, Path][]>} lists */
function hasPile(data, common, lists) {
  const loose = ["questions", "recourse", "spaces", "practices"].flatMap((list) => lists.get(list)).concat(listed(data, "advice"));
  return loose.some(([item]) => item.at === undefined || item.at === "any") || ["facts", "problems"].some((list) => listed(data, list).length) || listed(common, "questions").length > 0;
}

/** @param {number | null} days */
const times = (days) => (days === null ? 1 : days === 0 ? 0 : days <= 2 ? 1 : days <= 14 ? 2 : 3);

/**
 * A gap: the step and its stops, a draw square after each, the other draws, the time squares before the next step.
 * @param {Square[]} group @param {number} share @param {[Data, Path] | undefined} next @param {boolean} pile
 * @param {(delay: any) => number | null} days
 */
function filled([first, ...stops], share, next, pile, days) {
  const waits = next ? Math.min(share, times(days(next[0].delay))) : 0;
  const draws = share - waits;
  const draw = square(pile ? "question" : "time", first.step);
  const mixed = stops.flatMap((each, rank) => (rank < draws ? [each, draw] : [each]));
  const spare = Array(Math.max(0, draws - stops.length)).fill(draw);
  return [first, ...mixed, ...spare, ...Array(waits).fill(square("time", first.step, null, next && [...next[1], "delay"]))];
}

/** @param {Board} board @returns {Board} */
function aimed(board) {
  /** @type {Map<string, string>} */
  const numbers = new Map([["end", board.squares.at(-1).name]]);
  for (const each of board.squares) if (["start", "step", "blank"].includes(each.kind) && each.step !== undefined) numbers.set(each.step, each.name);
  const squares = board.squares.map((each) => (each.kind === "shortcut" || each.kind === "back" ? { ...each, to: numbers.get(each.item.to) ?? null } : each));
  const sides = squares
    .filter((each) => each.path?.[0] === "detours")
    .map((entry) => {
      const inner = listed(entry.item, "steps").slice(0, 6).map(([step, path], rank) => ({ ...square(step.missing === "true" ? "blank" : "step", step.id, step, [...entry.path, ...path]), name: entry.name + "abcdef"[rank] }));
      return { entry: entry.name, squares: inner, to: numbers.get(entry.item.to) ?? null };
    });
  return { ...board, squares, sides };
}
