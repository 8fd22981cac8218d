/* The circuit that is being written, what it was before each change, and what is wrong in it. */

import { at, ids, put, referring, renamed, slug } from "./data.js";
import { fieldOf, keysOf, ROOT, rulebook } from "./rules.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./data.js").Problem} Problem */

/**
 * `source`: what the writer needs to leave untouched what nobody changed; `beside`: the landlord's and the common file;
 * `kept`: the data that stands in the file; `fresh`: ids given here, which follow their titles until they are saved;
 * `open`: items that are unfolded; `seen`: fields that were left once, of which is told what is wrong; `judged`: whether
 * the program has said so too.
 */
export const state = {
  /** @type {Data} */
  data: null,
  /** @type {any} */
  source: null,
  name: "",
  /** @type {{landlord: Data | null, common: Data | null}} */
  beside: { landlord: null, common: null },
  /** @type {Data} */
  kept: null,
  /** @type {Problem[]} */
  problems: [],
  /** @type {Set<string>} */
  fresh: new Set(),
  /** @type {Set<string>} */
  open: new Set(),
  /** @type {Set<string>} */
  seen: new Set(),
  /** @type {"alone" | "waiting" | "told" | "unheard"} */
  judged: "alone",
};

/** @type {Data[]} */
let past = [];
/** @type {Data[]} */
let future = [];
let last = "";
/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} listener called after every change */
export const onChange = (listener) => listeners.push(listener);

/** What the circuit names without a file is always there: the common file of the program. */
function settle() {
  if (state.data?.common === "standard") state.beside.common = rulebook.standard;
  else if (state.beside.common === rulebook.standard) state.beside.common = null;
}

function tell() {
  settle();
  for (const listener of listeners) listener();
}

/** What stands at a place. @param {Path} path */
export const here = (path) => at(state.data, path);

/** @param {Data} data @param {any} source @param {string} name */
export function begin(data, source, name) {
  Object.assign(state, { data, source, name, kept: source ? data : null });
  for (const each of [state.fresh, state.open, state.seen]) each.clear();
  past = [];
  future = [];
  last = "";
  tell();
}

/** The model of the mapping at a place, by which its keys are ordered. @param {Path} path @returns {string} */
export function modelAt(path) {
  let model = ROOT;
  for (const step of path) {
    if (typeof step === "number") continue;
    const field = fieldOf(model, step);
    model = field?.kind === "landlord" ? "Landlord" : field?.kind === "delay" ? "Delay" : field?.sourced ? "FactSource" : (field?.model ?? model);
  }
  return model;
}

/**
 * Changes the circuit. Changes of one `run` (typing in one field) are undone together.
 * @param {Data} data @param {string} [run]
 */
export function become(data, run = "") {
  if (data === state.data) return;
  if (!run || run !== last) past.push(state.data);
  last = run;
  future = [];
  const signed = state.data.status === "validated" && data.status === "validated" && data.validated === state.data.validated;
  state.data = signed ? put(data, ["status"], "draft") : data;
  tell();
}

/** Writes one value. @param {Path} path @param {any} value @param {boolean} [typed] while typing */
export function change(path, value, typed = true) {
  const first = here(path.slice(0, 1)) === undefined; /* then it is the circuit that gets a key */
  become(put(state.data, path, value, keysOf(first ? ROOT : modelAt(path.slice(0, -1)))), typed ? path.join("/") : "");
}

/** What comes next is a change of its own. */
export const pause = () => (last = "");

export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;
/** Whether something would be lost: what was changed, and what was read from a table and stands in no circuit yet. */
export const isChanged = () => state.data !== state.kept && (past.length + future.length > 0 || state.name !== "");

/** @param {Data[]} from @param {Data[]} to */
function step(from, to) {
  to.push(state.data);
  state.data = from.pop();
  last = "";
  tell();
}
export const undo = () => canUndo() && step(past, future);
export const redo = () => canRedo() && step(future, past);

/** The circuit stands in its file, as `data`: ids hold from now on. @param {any} source @param {Data} data */
export function saved(source, data) {
  state.source = source;
  state.kept = data;
  state.fresh.clear();
  last = "";
  tell();
}

/** @returns {string[]} */
export const taken = () => ids(state.data);

/** @param {string} old @param {string} id */
function refresh(old, id) {
  state.fresh.delete(old);
  state.fresh.add(id);
}

/** An id that was given here follows the title until the circuit is saved. @param {Path} path of an item */
export function called(path) {
  const { id: old, title } = here(path);
  if (!state.fresh.has(old) || !title) return;
  const id = slug(title, taken().filter((each) => each !== old));
  if (id === old) return;
  refresh(old, id);
  become(referring(put(state.data, [...path, "id"], id), "step", old, id), [...path, "title"].join("/"));
}

/** The same for a source or an actor, once its title was left: whether it is called otherwise now. @param {Path} path */
export function calledEntry(path) {
  const [list, old] = /** @type {["sources" | "actors", string]} */ (path);
  const { title, name } = here(path) ?? {};
  if (!state.fresh.has(old) || !(title ?? name)) return false;
  const id = slug(title ?? name, Object.keys(here([list])).filter((each) => each !== old));
  if (id === old) return false;
  refresh(old, id);
  become(referring(renamed(state.data, [list], old, id), list, old, id), [...path, title ? "title" : "name"].join("/"));
  return true;
}
