/* What the rulebook says of each key: what may stand under it, and where. */

/**
 * One key of a model: `kind` says what stands there (`items` and `mapping` of a `model`).
 * @typedef {{key: string, kind: string, model?: string, required?: boolean, choices?: string[], sourced?: boolean, when?: {key: string, is?: string}, help?: string}} Field
 */

/** @type {any} */
export const rulebook = JSON.parse(document.getElementById("rulebook").textContent);

/** What the file is that the form writes: a circuit, unless its home says otherwise (web/common_form.py). @type {string} */
export const ROOT = rulebook.root ?? "CircuitFile";

/** The fields of a model, in the order of the format. @param {string} model @returns {Field[]} */
export const fieldsOf = (model) => rulebook.models[model] ?? [];

/** The keys of a model, in the order in which a file holds them. @param {string} model @returns {string[]} */
export const keysOf = (model) => [...new Set([...(model === "CircuitFile" ? rulebook.head : []), ...fieldsOf(model).map((field) => field.key)])];

/** @param {string} model @param {string} key @returns {Field | undefined} */
export const fieldOf = (model, key) => fieldsOf(model).find((field) => field.key === key);

/** The sort of a setback; the first, where it names none that is known. @param {any} kind @returns {string} */
export function setbackOf(kind) {
  const { choices } = fieldOf("Setback", "kind");
  return choices.includes(kind) ? kind : choices[0];
}

/** The kind of square at which a side track is entered; out of the circuit, where its label names none that is known. @param {any} label */
export function wayOf(label) {
  const [first, ...others] = fieldOf("Detour", "label").choices;
  return label !== first && others.includes(label) ? label : "detour";
}

/** Whether the items of a list need an id, by which others name them. @param {string} list @returns {boolean} */
export const isNamed = (list) => rulebook.named.includes(list);

/** What a key may name: lists (`side`, `shared` among them), and words. @param {string} key @param {string} list of its item @returns {string[]} */
export function namable(key, list) {
  const byList = rulebook.references[key];
  return byList[list] ?? byList[""] ?? [];
}
