/* A circuit as data: mappings in the order of the file, lists, and every scalar a text. Nothing is changed in place:
   a change gives new mappings along its way, so that undoing is to take the former ones. */

/** @typedef {{[key: string]: any}} Data */
/** @typedef {(string | number)[]} Path */
/** @typedef {{path: Path, key: string | null, severity: "error" | "warning", code: string, message: string, cure: string, values?: object, line?: number | null, file?: string}} Problem */

/** Keeps its name through all changes: an item is the same one wherever it moves. @type {WeakMap<object, string>} */
const names = new WeakMap();
let named = 0;

/** The name of a mapping in this page, for ids. @param {object} mapping @returns {string} */
export function nameOf(mapping) {
  let name = names.get(mapping);
  if (!name) names.set(mapping, (name = `n${(named += 1)}`));
  return name;
}

/** @param {any} value @returns {boolean} */
export const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value where a text is shown: empty, where it is none. @param {any} value @returns {string} */
export const textOf = (value) => (typeof value === "string" ? value : "");

/** @param {[string, any][]} entries @returns {Data} */
export function mapping(entries) {
  const made = Object.create(null);
  for (const [key, value] of entries) made[key] = value;
  return made;
}

/** @template T @param {T} value @returns {T} */
function copy(value) {
  const made = /** @type {any} */ (Array.isArray(value) ? [...value] : mapping(Object.entries(value)));
  names.set(made, nameOf(/** @type {any} */ (value)));
  return made;
}

/** What stands at a place, undefined where nothing does. @param {any} data @param {Path} path @returns {any} */
export function at(data, path) {
  let found = data;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return found;
}

/** Mappings that stand only while they hold something; an item stays, for what was emptied is being written anew. */
const VANISHING = new Set(["landlord", "delay", "validated", "sources", "actors", "words"]);

/** @param {any} value @param {string | number} key */
function isEmpty(value, key) {
  if (value === undefined || value === "") return true;
  if (Array.isArray(value)) return !value.length;
  return isMapping(value) && VANISHING.has(String(key)) && !Object.keys(value).length;
}

/**
 * The data with `value` at a place; an empty value takes its key away. A new key stands where `order`, the keys of its
 * model, puts it.
 * @param {any} data @param {Path} path @param {any} value @param {string[]} [order] @returns {any}
 */
export function put(data, path, value, order = []) {
  const [step, ...rest] = path;
  const made = copy(data ?? (typeof step === "number" ? [] : mapping([])));
  const inside = rest.length ? put(made[step], rest, value, order) : value;
  if (Array.isArray(made)) {
    if (isEmpty(inside, step)) made.splice(Number(step), 1);
    else made[Number(step)] = inside;
    return made;
  }
  if (isEmpty(inside, step)) delete made[step];
  else if (Object.hasOwn(made, step)) made[step] = inside;
  else return inserted(made, String(step), inside, order);
  return made;
}

/** @param {Data} data @param {string} key @param {any} value @param {string[]} order */
function inserted(data, key, value, order) {
  const before = order.slice(0, Math.max(0, order.indexOf(key)));
  const entries = Object.entries(data);
  let place = order.includes(key) ? 0 : entries.length;
  entries.forEach(([each], rank) => before.includes(each) && (place = rank + 1));
  const made = mapping(entries.toSpliced(place, 0, [key, value]));
  names.set(made, nameOf(data));
  return made;
}

/** A list with one item moved. @param {any} data @param {Path} path of the list @param {number} from @param {number} to */
export function moved(data, path, from, to) {
  const list = [...at(data, path)];
  list.splice(to, 0, ...list.splice(from, 1));
  return put(data, path, list);
}

/** A mapping with one key called otherwise, at its place. @param {any} data @param {Path} path @param {string} old @param {string} key */
export function renamed(data, path, old, key) {
  const entries = Object.entries(at(data, path)).map(([each, value]) => /** @type {[string, any]} */ ([each === old ? key : each, value]));
  return put(data, path, mapping(entries));
}

const REFERRING = {
  step: ["from", "to", "at", "if-silent", "urgency"],
  sources: ["source"],
  actors: ["actor"],
};

/**
 * The data where every mention of an item's id says its new one.
 * @param {any} value @param {"step" | "sources" | "actors"} sort @param {string} old @param {string} id @returns {any}
 */
export function referring(value, sort, old, id) {
  if (typeof value !== "object" || value === null) return value;
  let made = value;
  for (const [key, inside] of Object.entries(value)) {
    const is = REFERRING[sort].includes(key) && !Array.isArray(value);
    let then = inside;
    if (is && inside === old) then = id;
    else if (is && Array.isArray(inside) && inside.includes(old)) then = inside.map((each) => (each === old ? id : each));
    else if (is && isMapping(inside) && inside.value === old) then = put(inside, ["value"], id);
    else if (!is) then = referring(inside, sort, old, id);
    if (then === inside) continue;
    if (made === value) made = copy(value);
    made[/** @type {any} */ (key)] = then;
  }
  return made;
}

/** In lower case, without accents: « Délais » → « delais ». @param {string} text */
export const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** A text as an id: « Fuite d’eau » → fuite-d-eau. @param {string} text @param {Iterable<string>} taken */
export function slug(text, taken) {
  const base = plain(text).replaceAll("œ", "oe").replaceAll("æ", "ae").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40).replace(/-+$/, "") || "x";
  const used = new Set([...taken, "any", "end", "out", "unknown", "none"]);
  let id = base;
  for (let rank = 2; used.has(id); rank += 1) id = `${base}-${rank}`;
  return id;
}

/** The lists of a circuit, in the order of the format. */
export const LISTS = ["steps", "shortcuts", "detours", "setbacks", "practices", "recourse", "spaces", "problems", "questions", "advice", "facts"];

/** Every id of a circuit's items, side tracks included. @param {Data} data @returns {string[]} */
export function ids(data) {
  return LISTS.flatMap((list) => (Array.isArray(data[list]) ? data[list] : []))
    .filter(isMapping)
    .flatMap((item) => [item, ...(Array.isArray(item.steps) ? item.steps.filter(isMapping) : [])])
    .map((item) => item.id)
    .filter((id) => typeof id === "string");
}
