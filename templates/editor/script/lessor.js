/* The landlord's file, where a home writes it too: in the form it stands in its circuit's place, so that one undoes, judges
   and reads it as the rest; each is written to its own file. */

import { isMapping, mapping, put } from "./data.js";
import { read, write } from "./reading.js";
import { keysOf, ROOT, rulebook } from "./rules.js";
import { state } from "./state.js";

/** @typedef {import("./data.js").Data} Data */
/** `shared`: other circuits that name it. @typedef {{name: string, text: string, source: any, shared: string[]}} Lessor */

/** @type {Lessor | null} */
let lessor = null;

/** The file that is written with the circuit, if there is one. */
export const lessorFile = () => lessor;

/** Forgets it: another circuit is opened. */
export function forgetLessor() {
  lessor = null;
}

/**
 * The circuit with its landlord's file in it, if it names that file and a form can hold it.
 * @param {Data} data @param {{name: string, text: string} | undefined} file @param {string[]} shared @returns {Data}
 */
export function takeLessor(data, file, shared) {
  const found = file && data.landlord === file.name ? read(file.text, rulebook) : null;
  if (!found?.data) return data;
  lessor = { name: file.name, text: file.text, source: found.source, shared };
  return put(data, ["landlord"], found.data, keysOf(ROOT));
}

/** The circuit as its own file says it. @param {Data} data @returns {Data} */
export function ownData(data) {
  if (!lessor || (data.landlord !== undefined && !isMapping(data.landlord))) return data;
  return put(data, ["landlord"], lessor.name, keysOf(ROOT));
}

/** The landlord's file as it would be written; null where none is written, or nothing in it has changed. @returns {string | null} */
export function lessorText() {
  if (!lessor || (state.data.landlord !== undefined && !isMapping(state.data.landlord))) return null;
  const text = write(lessor.source, state.data.landlord ?? mapping([]), rulebook);
  return text === lessor.text ? null : text;
}

/** The file stands as `text`. @param {string} text */
export function lessorSaved(text) {
  lessor = { ...lessor, text, source: { text, rulebook } };
}
