/* Whether a circuit is one that `check` accepts: every problem at its field, under the reader's code and in its words.
   All rules come from the rulebook (circuit/rulebook.py): nothing is known here that the reader does not know. */

import { notes } from "./judge_notes.js";
import { names, references } from "./judge_references.js";
import { Shape } from "./judge_shape.js";
import { fill } from "./judge_words.js";

/** @typedef {{[key: string]: any}} Data */
/** @typedef {(string | number)[]} Path */
/**
 * `path` leads to the value; for what is not there (`missing-key`, `no-source`) to the mapping that lacks it, `key`
 * being the key that is asked for (`validated` is asked for by what `status` says: there `path` is `status`).
 * @typedef {{path: Path, key: string | null, severity: "error" | "warning", code: string, message: string,
 *   cure: string, values?: any, line?: number | null, column?: number | null}} Problem
 */

/**
 * Every problem of a circuit, in the order of its keys.
 * @param {Data} data @param {{landlord?: Data | null, common?: Data | null}} others the files it names; null: not
 * opened, what depends on them is not judged
 * @param {any} rulebook @param {{model?: string, today?: string}} [options] `model`: CircuitFile, Landlord or Common;
 * `today` as YYYY-MM-DD, without which no review is past
 * @returns {Problem[]}
 */
export function judge(data, others, rulebook, { model = "CircuitFile", today = "" } = {}) {
  const shape = new Shape(rulebook);
  shape.sane(data, []);
  shape.model(data, model, []);
  const known = names(data, others, shape, model);
  references(data, others, shape, known, model);
  if (model === "CircuitFile") notes(data, shape, known, today);
  return ranked(data, shape.found).map((each) => ({ ...each, ...fill(each, rulebook) }));
}

/** @param {Data} data @param {any[]} found @returns {any[]} */
function ranked(data, found) {
  const places = new Map();
  let count = 0;
  const walk = (/** @type {any} */ value, /** @type {Path} */ path) => {
    places.set(JSON.stringify(path), (count += 1));
    if (typeof value === "object" && value) for (const key of Object.keys(value)) walk(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(data, []);
  const once = new Map(found.map((each) => [JSON.stringify([each.path, each.key, each.code, each.values]), each]));
  const place = (/** @type {any} */ each) => places.get(JSON.stringify(each.path)) ?? 0;
  return [...once.values()].sort((one, other) => place(one) - place(other));
}
