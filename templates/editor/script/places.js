/* What can be named in a circuit: steps, ways, recourse, sources, actors, under the names that people gave them. */

import { isMapping, slug, textOf } from "./data.js";
import { shared } from "./gaps.js";
import { fieldOf, namable, rulebook } from "./rules.js";
import { here, state } from "./state.js";
import { named, say } from "./words.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./controls.js").Option} Option */

/** @param {string} list @returns {Data[]} */
export const items = (list) => (Array.isArray(state.data[list]) ? state.data[list].filter(isMapping) : []);

/** What an item is called where it is named. @param {any} item @returns {string} */
export const titleOf = (item) => (textOf(item?.title ?? item?.danger ?? item?.[rulebook.titles]) || (item?.missing === "true" ? say("missing") : say("untitled")));

/** @param {Data[]} list @param {string} group @param {(rank: number) => string} [number] @returns {Option[]} */
const offered = (list, group, number = () => "") =>
  list.filter((item) => typeof item.id === "string").map((item, rank) => ({ value: item.id, text: number(rank) + titleOf(item), group }));

/** What is called by an id: a step, a way, recourse of the circuit or of the common file; the id where nothing is. @param {string} id @returns {string} */
export const titled = (id) => [...["steps", "side", "detours", "recourse", "shortcuts", "shared"].flatMap((list) => OFFERS[list]())].find((each) => each.value === id)?.text.replace(/^\d+\. /, "") ?? id;

/** @type {Record<string, () => Option[]>} */
const OFFERS = {
  steps: () => offered(items("steps"), say("list.steps"), (rank) => `${rank + 1}. `),
  side: () => offered(items("detours").flatMap((way) => (Array.isArray(way.steps) ? way.steps.filter(isMapping) : [])), say("list.side")),
  detours: () => offered(items("detours"), say("list.detours")),
  recourse: () => offered(items("recourse"), say("list.recourse")),
  shortcuts: () => offered(items("shortcuts"), say("list.shortcuts")),
  problems: () => items("problems").map((item) => ({ value: item.id ?? slug(titleOf(item), []), text: titleOf(item), group: say("list.problems") })),
  helpers: () => [],
  "common-problems": () => [],
  kinds: () => fieldOf("Problem", "kind").choices.map((value) => ({ value, text: say(`choice.Problem.kind.${value}`) })),
  shared: () => {
    return offered(shared(state.data, state.beside.common), say("list.shared"));
  },
};

/** What a reference may say. @param {string} list of its item @param {string} key @param {Path} owner @returns {Option[]} */
export function choices(list, key, owner) {
  const found = namable(key, list).flatMap((each) => OFFERS[each]?.() ?? [{ value: each, text: say(`to.${each}`) }]);
  const item = here(owner); /* what it says already stays offered, for one to see what it is */
  const order = rulebook.orders[list];
  if (!order || order[1] !== key) return found;
  const track = items("steps").map((step) => step.id);
  const first = track.indexOf(item?.[order[0]]);
  return found.filter(({ value }) => value === item?.[key] || isSensible(order[2], first, track.indexOf(value)));
}

/** Whether the steps of two ranks stand in the order that a code asks for; what is no step stands anywhere. @param {string} code @param {number} first @param {number} other */
export function isSensible(code, first, other) {
  if (first < 0 || other < 0) return true;
  return code === "to-not-later" ? other > first : code === "to-itself" ? other !== first : other <= first;
}

/** Sources or actors: those of the circuit first, then the landlord's and the common file's, by name. @param {"source" | "actor"} key @returns {Option[]} */
export function declared(key) {
  const list = `${key}s`;
  /** @type {Map<string, Option>} */
  const found = new Map((key === "actor" ? rulebook.always : []).map((/** @type {string} */ id) => [id, { value: id, text: named("choice", "", `actor.${id}`) }]));
  /** @param {any} file @param {string} group */
  const add = (file, group) => {
    const made = Object.entries(isMapping(file?.[list]) ? file[list] : {}).map(([value, each]) => ({ value, text: textOf(each?.title) || textOf(each?.name) || value, group }));
    for (const each of made.sort((one, two) => one.text.localeCompare(two.text))) if (!found.get(each.value)?.group) found.set(each.value, each); /* the nearest says it */
  };
  add(state.data, say("part.circuit"));
  add(isMapping(state.data.landlord) ? state.data.landlord : state.beside.landlord, named("label", "", "landlord"));
  add(state.beside.common, named("label", "", "common"));
  return [...found.values()];
}
