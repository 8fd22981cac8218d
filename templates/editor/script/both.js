/* Two texts side by side, line by line: what differs, and a little of what stands around. */

import { make } from "./dom.js";
import { rows } from "./lines.js";

const AROUND = 2; // lines shown on each side of a difference

/**
 * What differs, as a table of two columns with their numbers of lines.
 * @param {string} mine @param {string} theirs @param {Record<string, string>} words
 */
export function both(mine, theirs, words) {
  const all = rows(mine, theirs);
  const differs = all.map(([left, right]) => left !== right);
  const near = all.map((_, rank) => differs.slice(Math.max(0, rank - AROUND), rank + AROUND + 1).some(Boolean));
  const head = make("tr", {}, make("th", { scope: "col" }, words["editor.table.mine"]), make("th", { scope: "col" }, words["editor.table.theirs"]));
  const body = make("tbody");
  all.forEach(([left, right], rank) => {
    if (!near[rank]) return near[rank - 1] && body.append(make("tr", { class: "gap" }, make("td", { colspan: 2 }, "…")));
    const cells = [left, right].map((line) => make("td", { class: line === null ? "none" : "" }, differs[rank] && line !== null ? make("mark", {}, line || " ") : (line ?? "")));
    return body.append(make("tr", {}, ...cells));
  });
  if (!differs.some(Boolean)) return make("p", {}, words["editor.table.same"]);
  return make("table", { class: "both" }, make("caption", {}, words["editor.table.caption"]), make("thead", {}, head), body);
}
