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

/** Keys that went and came back under another name, saying the same. @param {Node} node @param {any} value @param {string[]} old @returns {Map<string, string>} */
export function renamings(node, value, old) {
  const fresh = Object.keys(value).filter((name) => !old.includes(name));
  const found = new Map();
  for (const { key, value: held } of node.entries) {
    if (Object.hasOwn(value, key.text)) continue;
    const name = fresh.find((each) => same(dataOf(held), value[each]) && ![...found.values()].includes(each));
    if (name !== undefined) found.set(key.text, name);
  }
  return found;
}

/** For each item of `value`, which old one it was: the same, else of the same id, else at its place. @param {Node} node @param {any[]} value @returns {(number | undefined)[]} */
export function matched(node, value) {
  const old = node.items.map(dataOf);
  const left = new Set(old.keys());
  /** @type {(number | undefined)[]} */
  const found = Array(value.length).fill(undefined);
  /** @param {(one: any, other: any) => boolean} fits */
  const take = (fits) => {
    for (const [rank, each] of value.entries()) {
      if (found[rank] !== undefined) continue;
      const near = left.has(rank) && fits(old[rank], each) ? rank : [...left].find((other) => fits(old[other], each));
      if (near !== undefined && left.delete(near)) found[rank] = near;
    }
  };
  take(same);
  for (const name of ["id", "title"]) take((one, other) => typeof one[name] === "string" && one[name] === other[name]);
  value.forEach((each, rank) => {
    if (found[rank] === undefined && left.has(rank) && kindOf(old[rank]) === kindOf(each) && left.delete(rank)) found[rank] = rank;
  });
  return found;
}
