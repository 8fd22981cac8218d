/* The first screen of the page by itself: an example, an empty circuit, a file, or the draft of last time. */

import { mapping, put } from "./data.js";
import { byId } from "./dom.js";
import { keysOf, ROOT } from "./rules.js";
import { language } from "./words.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./edit.js").Hands} Hands */

/** @type {Data[]} */
const examples = JSON.parse(byId("examples").textContent);

/** Data that JSON gave, in mappings of ours. @param {any} value @returns {any} */
export function revived(value) {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  return mapping(Object.entries(value).map(([key, each]) => [key, revived(each)]));
}

/** A circuit with its head, and what an example holds. @param {Data} held */
function begun(held) {
  const now = new Date();
  const version = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`;
  const head = [["format", "1"], ...["title", "topic"].filter((key) => held[key]).map((key) => [key, held[key]]), ["language", language], ["version", version], ["status", "draft"]];
  const national = byId("national").checked;
  const rest = Object.entries(held).filter(([key]) => key !== "title" && key !== "topic" && (national || key !== "use"));
  const made = mapping(/** @type {[string, any][]} */ ([...head, ...rest]));
  return national ? put(made, ["common"], "standard", keysOf(ROOT)) : made;
}

/** @param {Hands} hands */
export function starting(hands) {
  byId("begin").addEventListener("click", () => hands.begin(begun(revived(examples.at(-1)))));
  for (const each of document.querySelectorAll("[data-example]")) {
    each.addEventListener("click", () => hands.begin(begun(revived(examples[Number(each.getAttribute("data-example"))]))));
  }
}
