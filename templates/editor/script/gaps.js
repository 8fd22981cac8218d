/* What tenants need to know of a circuit and nobody has found (circuit/gaps.py): the form counts as `check` does. */

import { isMapping, plain } from "./data.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/** What a circuit is read with. @typedef {{landlord?: Data | null, common?: Data | null}} Others */
/** A fact that nobody has found: where it would stand; of what item of the common file. @typedef {{path: Path, key: string, of?: string}} Gap */

/** @param {any} value @returns {Data[]} */
const listed = (value) => (Array.isArray(value) ? value.filter(isMapping) : []);

/** A fact without what it says of itself. @param {any} fact */
const bare = (fact) => (isMapping(fact) && Object.hasOwn(fact, "value") ? fact.value : fact);

/** A condition alone is no delay. @param {any} fact @param {string} key */
function isAbsent(fact, key) {
  if (key === "delay" && isMapping(fact)) return ["value", "at-most", "at-least"].every((part) => fact[part] === undefined);
  return bare(fact) === undefined || bare(fact) === "unknown";
}

/**
 * The facts of an item that tenants need and nobody has found, by their keys: a delay at the start is nobody's
 * announcement, and where something is to be done at once nobody waits for one. `written`: a way in for whoever cannot
 * telephone; `missing`: the step itself.
 * @param {any} item @param {string} list @param {boolean} first whether it is the first step
 * @param {Data} data @param {Others} others @param {any} rules @returns {string[]}
 */
export function lacking(item, list, first, data, others, rules) {
  if (!isMapping(item)) return [];
  const written = first && !hasWrittenWay(item, data, others, rules) ? ["written"] : [];
  if (list === "steps" && item.missing === "true") return ["missing", ...written];
  if (list === "recourse" && item.trace === undefined) return [];
  const noDelay = first || (list === "problems" && !isWaitedFor(item, data, others, rules));
  /** @type {string[]} */
  const needed = rules.needed[list] ?? [];
  return [...needed.filter((key) => !(noDelay && key === "delay") && isAbsent(item[key], key)), ...written];
}

/** @param {Data} data @param {Others} others */
const lessorOf = (data, others) => (isMapping(data.landlord) ? data.landlord : others.landlord);

/** @param {Data} step @param {Data} data @param {Others} others @param {any} rules */
function hasWrittenWay(step, data, others, rules) {
  const ways = [step.channels, lessorOf(data, others)?.contacts].flatMap((each) => (Array.isArray(each) ? each : []));
  return ways.some((way) => rules.written.includes(isMapping(way) ? way.kind : way));
}

/** @param {Data} problem @param {Data} data @param {Others} others @param {any} rules */
function isWaitedFor(problem, data, others, rules) {
  const known = dangersKnown(data, others, rules);
  const said = [problem.title, problem.text].filter((each) => typeof each === "string");
  const named = problem.like ? [problem.like] : said.flatMap((text) => dangersIn(text, rules));
  const danger = named.some((each) => known.has(each));
  return !danger && (["delay", "acceptable"].some((key) => problem[key] !== undefined) || problem.first === undefined);
}

/** The dangers in which the circuit says what to do first. @param {Data} data @param {Others} others @param {any} rules @returns {Set<string>} */
function dangersKnown(data, others, rules) {
  const hasGestures = (/** @type {any} */ each) => [each, ...listed(each.cases)].some(({ first }) => first !== undefined);
  const first = (/** @type {any} */ file) => listed(file?.emergency).filter(hasGestures).map(({ id }) => rules.former[id] ?? id);
  const shared = listed(others.common?.emergency).length ? first(others.common) : rules.gestures;
  return new Set([...shared, ...first(lessorOf(data, others))]);
}

/** The dangers for life that a sentence speaks of (circuit/dangers.py). @param {string} text @param {any} rules @returns {string[]} */
export function dangersIn(text, { dangers }) {
  const whole = plain(text).replaceAll("’", "'");
  const said = whole.replace(new RegExp(dangers.friends, "gu"), " ");
  const named = (/** @type {[string, string][]} */ table, /** @type {string} */ where) => table.filter(([, words]) => new RegExp(words, "u").test(where)).map(([danger]) => danger);
  const found = new Set([...named(dangers.alarms, whole), ...named(dangers.table, said)]);
  const [fire, smoke] = [found.delete("fire"), found.delete("smoke")];
  if (!fire && !smoke) return [...found];
  const [home, elsewhere] = [dangers.home, dangers.elsewhere].map((words) => new RegExp(words, "u").test(said));
  if (home || (fire && !elsewhere)) found.add("fire");
  if (!home || elsewhere) found.add("smoke");
  return [...found];
}

/** The recourse of the common file that a circuit takes: by its name, then for its topic. @param {Data} data @param {Data | null | undefined} common @returns {Data[]} */
export function shared(data, common) {
  const own = listed(data.recourse).map((item) => item.id);
  const kept = listed(common?.recourse).filter((item) => ![...own, ...[data.drop].flat()].includes(item.id));
  const used = [data.use].flat().flatMap((name) => kept.filter((item) => item.id === name));
  const ofTopic = kept.filter((item) => [item.topics].flat().includes(data.topic ?? ""));
  return [...new Set([...used, ...ofTopic])];
}

/** All that nobody has found, item by item. @param {Data} data @param {Others} others @param {any} rules @returns {Gap[]} */
export function gaps(data, others, rules) {
  /** @param {any} item @param {string} list @param {Path} path @param {boolean} [first] @returns {Gap[]} */
  const of = (item, list, path, first = false) => lacking(item, list, first, data, others, rules).map((key) => ({ path, key }));
  /** @param {string} list @param {(item: any, path: Path, rank: number) => Gap[]} found */
  const each = (list, found) => (Array.isArray(data[list]) ? data[list] : []).flatMap((item, rank) => found(item, [list, rank], rank));
  return [
    ...each("steps", (item, path, rank) => of(item, "steps", path, !rank)),
    ...each("detours", (item, path) => [
      ...of(item, "detours", path),
      ...listed(item?.steps).flatMap((step) => of(step, "steps", [...path, "steps", item.steps.indexOf(step)])),
    ]),
    ...["shortcuts", "problems", "recourse"].flatMap((list) => each(list, (item, path) => of(item, list, path))),
    ...shared(data, others.common).flatMap((item) => of(item, "recourse", ["use"]).map((gap) => ({ ...gap, of: typeof item.title === "string" ? item.title : "" }))),
  ];
}
