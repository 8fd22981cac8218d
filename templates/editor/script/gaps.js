/* What tenants need to know of a circuit and nobody has found: what the form asks for and is empty (circuit/gaps.py). */

import { isMapping } from "./data.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/** What a circuit is read with. @typedef {{landlord?: Data | null, common?: Data | null}} Others */
/** A fact that nobody has found: where it would stand; of what item of the common file. @typedef {{path: Path, key: string, of?: string}} Gap */

/** @param {any} value @returns {Data[]} */
const listed = (value) => (Array.isArray(value) ? value.filter(isMapping) : []);

/** A fact without what it says of itself. @param {any} fact */
const bare = (fact) => (isMapping(fact) && Object.hasOwn(fact, "value") ? fact.value : fact);

/** A condition alone announces no delay. @param {any} fact @param {string} key */
function isAbsent(fact, key) {
  if (key === "delay" && isMapping(fact)) return fact.value === undefined && fact["at-most"] === undefined;
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
  const atOnce = list === "problems" && item.first !== undefined && item.acceptable === undefined;
  /** @type {string[]} */
  const needed = rules.needed[list] ?? [];
  return [...needed.filter((key) => !((first || atOnce) && key === "delay") && isAbsent(item[key], key)), ...written];
}

/** @param {Data} data @param {Others} others */
const lessorOf = (data, others) => (isMapping(data.landlord) ? data.landlord : others.landlord);

/** @param {Data} step @param {Data} data @param {Others} others @param {any} rules */
function hasWrittenWay(step, data, others, rules) {
  const ways = [step.channels, lessorOf(data, others)?.contacts].flatMap((each) => (Array.isArray(each) ? each : []));
  return ways.some((way) => rules.written.includes(isMapping(way) ? way.kind : way));
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
