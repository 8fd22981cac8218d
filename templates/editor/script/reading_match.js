/* Which part of a file is which part of what it is to say. */

import { dataOf, same } from "./reading_tree.js";

/** @typedef {import("./reading_tree.js").Node} Node */

/** @param {any} value */
export const kindOf = (value) => (typeof value === "string" ? "text" : Array.isArray(value) ? "list" : "map");

/** The names that stood already, in their order, each new one behind the name it follows. @param {string[]} wanted @param {string[]} kept */
export function ordered(wanted, kept) {
  const order = [...kept];
  wanted.forEach((name, rank) => {
    if (order.includes(name)) return;
    const before = wanted.slice(0, rank).findLast((each) => order.includes(each));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name);
  });
  return order;
}

/** The key of `value` that each entry is: its own, or a new one that says the same. @param {Node} node @param {any} value @returns {Map<string, number>} */
export function matchedKeys(node, value) {
  const old = node.entries.map((each) => each.key.text);
  let fresh = Object.keys(value).filter((name) => !old.includes(name));
  const found = new Map();
  for (const [rank, each] of node.entries.entries()) {
    const name = Object.hasOwn(value, old[rank]) ? old[rank] : fresh.find((other) => same(dataOf(each.value), value[other]));
    if (name === undefined) continue;
    found.set(name, rank);
    fresh = fresh.filter((other) => other !== name);
  }
  return found;
}

/** Whether an item may have become another: of its sort, and not of an id of its own. @param {any} one @param {any} other */
const alike = (one, other) => kindOf(one) === kindOf(other) && !(kindOf(one) === "map" && Object.hasOwn(one, "id") && Object.hasOwn(other, "id"));

/** For each item of `value`, which old one it was: the same, else of the same id or title, else the one at its place. @param {Node} node @param {any[]} value @returns {(number | undefined)[]} */
export function matched(node, value) {
  const old = node.items.map(dataOf);
  const left = new Set(old.keys());
  /** @type {(number | undefined)[]} */
  const found = Array(value.length).fill(undefined);
  /** @param {(one: any, other: any) => boolean} fits */
  const take = (fits, moved = true) => {
    for (const [rank, each] of value.entries()) {
      if (found[rank] !== undefined) continue;
      const near = [rank, ...(moved ? left : [])].find((other) => left.has(other) && fits(old[other], each));
      if (near !== undefined && left.delete(near)) found[rank] = near;
    }
  };
  take(same);
  for (const name of ["id", "title"]) take((one, other) => kindOf(one) === "map" && kindOf(other) === "map" && typeof one[name] === "string" && one[name] === other[name]);
  take(alike, false);
  return found;
}
