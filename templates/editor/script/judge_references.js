/* What one value says about another: ids that must exist, orders that must make sense (circuit/read/references.py). */

import { isFact, isMapping, isVoid } from "./judge_shape.js";
import { nearest, plain, slug } from "./judge_words.js";

/** @typedef {(string | number)[]} Path */
/** @typedef {import("./judge_shape.js").Shape} Shape */
/** One item; `detour`: the id of the side track it is on. @typedef {{list: string, value: any, path: Path, id: string, named: boolean, detour: string | null}} Item */
/**
 * All that may be named. Null: not known, because a file that says it is not there.
 * @typedef {{items: Item[], actors: Set<string> | null, sources: Set<string> | null, taken: string[], shared: string[], offered: string[], known: boolean}} Names
 */

const SIDE = "side";
/** The lists of the files that stand apart whose items have ids. @type {{[model: string]: string[]}} */
const APART = { Common: ["recourse", "questions", "advice", "emergency"], Landlord: ["emergency"] };

/** A text that was not told of already. @param {any} value @param {string} key @param {Path} path @param {Shape} shape @returns {string | null} */
const textOf = (value, key, path, shape) => (typeof value[key] === "string" && !shape.broken([...path, key]) ? value[key] : null);

/** Every item, side tracks included, with an id: its own, else one made of its title. @param {any} data @param {string[]} lists @param {Shape} shape @returns {Item[]} */
function itemsOf(data, lists, shape) {
  const found = lists.flatMap((list) => listed(data, list, shape));
  const used = Array.isArray(data.use) ? data.use.filter((/** @type {any} */ each) => typeof each === "string") : [];
  const taken = new Set([...found.filter((item) => item.named).map((item) => item.id), ...shape.rules.reserved, ...used]);
  const numbers = new Map();
  for (const item of found) {
    if (!item.named) item.id = free(slug(textOf(item.value, "title", item.path, shape) ?? "", shape.rules) || item.list, taken, numbers);
  }
  return found;
}

/** An id that nothing has yet. @param {string} wanted @param {Set<string>} taken @param {Map<string, number>} numbers the last number of each */
function free(wanted, taken, numbers) {
  let name = wanted;
  let number = numbers.get(wanted) ?? 1;
  while (taken.has(name)) name = `${wanted}-${(number += 1)}`;
  numbers.set(wanted, number);
  taken.add(name);
  return name;
}

/** The facts of an item that say something of themselves, by key. @param {Item} item @param {any} rules @returns {[string, any][]} */
export function factsOf({ list, value, detour }, rules) {
  const model = list === "emergency" ? "Emergency" : rules.models.CircuitFile.find((/** @type {any} */ each) => each.key === (detour ? "steps" : list)).model;
  const fields = rules.models[model].filter((/** @type {any} */ each) => isFact(value[each.key], each, rules));
  return fields.map((/** @type {any} */ { key }) => [key, value[key]]);
}

/** @param {any} data @param {string} list @param {Shape} shape @returns {Item[]} */
function listed(data, list, shape) {
  return mappings(data, list, [], shape).flatMap(([value, path]) => {
    const item = itemOf(list, value, path, null, shape);
    if (list !== "detours") return [item];
    return [item, ...mappings(value, "steps", path, shape).map(([step, place]) => itemOf("steps", step, place, item.id, shape))];
  });
}

/** @param {any} holder @param {string} key @param {Path} path @param {Shape} shape @returns {[any, Path][]} */
function mappings(holder, key, path, shape) {
  const list = Array.isArray(holder[key]) && !shape.broken([...path, key]) ? holder[key] : [];
  const placed = list.map((/** @type {any} */ value, /** @type {number} */ rank) => /** @type {[any, Path]} */ ([value, [...path, key, rank]]));
  return placed.filter((/** @type {[any, Path]} */ [value, place]) => isMapping(value) && !shape.broken(place));
}

/** @param {string} list @param {any} value @param {Path} path @param {string | null} detour @param {Shape} shape @returns {Item} */
function itemOf(list, value, path, detour, shape) {
  const own = textOf(value, "id", path, shape);
  return { list, value, path, id: own ?? "", named: own !== null, detour };
}

/** @param {any} data @param {{landlord?: any, common?: any}} others @param {Shape} shape @param {string} model @returns {Names} */
export function names(data, others, shape, model) {
  const lists = model === "CircuitFile" ? shape.rules.lists : (APART[model] ?? []);
  const items = itemsOf(data, lists, shape);
  if (model !== "CircuitFile") return { items, actors: null, sources: model === "Common" ? keysOf(data.sources) : null, taken: [], shared: [], offered: [], known: true };
  const common = Object.hasOwn(data, "common") ? (others.common ?? null) : null;
  const offered = common ? itemsOf(common, APART.Common.slice(0, 3), blind(shape)) : [];
  const ladder = offered.filter((item) => item.list === "recourse");
  const use = listedIn(data, "use", shape).map(([text]) => text);
  const apart = new Set([...listedIn(data, "drop", shape).map(([text]) => text), ...items.filter((item) => item.list !== "recourse").map((item) => item.id)]);
  const topic = textOf(data, "topic", [], shape);
  return {
    items,
    actors: declared("actors", data, others, shape),
    sources: declared("sources", data, others, shape),
    taken: ladder.filter(({ id, value }) => !apart.has(id) && ([value.topics].flat().includes(topic) || use.some((each) => same(id, each)))).map((item) => item.id),
    shared: ladder.map((item) => item.id),
    offered: offered.map((item) => item.id),
    known: allKnown(data, common, items, shape),
  };
}

/** The rules without what was told of this circuit: for another file. @param {Shape} shape @returns {any} */
const blind = (shape) => ({ rules: shape.rules, broken: () => false });

/** @param {any} value */
const keysOf = (value) => new Set(isMapping(value) ? Object.keys(value) : []);

/** @param {string} one @param {string} other */
const same = (one, other) => plain(one).split(/\s+/u).join(" ").trim() === plain(other).split(/\s+/u).join(" ").trim();

/** The names under a key that holds one or a list. @param {any} data @param {string} key @param {Shape} shape @param {Path} [above] @returns {[string, Path][]} */
function listedIn(data, key, shape, above = []) {
  const said = data[key];
  const at = [...above, key];
  const found = typeof said === "string" ? [[said, at]] : Array.isArray(said) ? said.map((each, rank) => [each, [...at, rank]]) : [];
  return /** @type {[string, Path][]} */ (found).filter(([text, path]) => typeof text === "string" && !shape.broken(path));
}

/** The actors or sources of the three files; null when one of these is not there. @param {string} key @param {any} data @param {any} others @param {Shape} shape */
function declared(key, data, others, shape) {
  const landlord = isMapping(data.landlord) ? !isVoid(data.landlord) && data.landlord : typeof data.landlord === "string" ? others.landlord : null;
  const files = [data, landlord, ...(Object.hasOwn(data, "common") ? [others.common] : [])];
  if (files.some((file) => !file || (Object.hasOwn(file, key) && isVoid(file[key])))) return null;
  return new Set(files.flatMap((file) => [...keysOf(file[key])]));
}

/** Whether an id that is not there is wrong for sure. @param {any} data @param {any} common @param {Item[]} items @param {Shape} shape */
function allKnown(data, common, items, shape) {
  const { lists } = shape.rules;
  const unread = !Object.hasOwn(data, "steps") || lists.some((/** @type {string} */ name) => shape.mistyped(data, name, "CircuitFile"));
  const spoilt = lists.some((/** @type {string} */ name) => shape.broken([name]) || (Array.isArray(data[name]) && data[name].some((_, rank) => shape.broken([name, rank]))));
  const shared = !Object.hasOwn(data, "common") || common !== null;
  return shared && !unread && !spoilt && items.every((item) => !shape.broken([...item.path, "id"]));
}

/** @param {any} data @param {{landlord?: any, common?: any}} others @param {Shape} shape @param {Names} known @param {string} model */
export function references(data, others, shape, known, model) {
  const checker = new Checker(data, shape, known);
  checker.duplicates();
  if (model === "Landlord") checker.contacts(data, [], "contacts");
  if (model === "CircuitFile" && isMapping(data.landlord)) checker.landlord(data.landlord);
  if (model === "Common") checker.numbers();
  if (model === "CircuitFile") {
    checker.circuit();
    checker.use(others);
    checker.drop(others);
  } else known.items.forEach((item) => checker.apart(item));
}

class Checker {
  /** @param {any} data @param {Shape} shape @param {Names} known */
  constructor(data, shape, known) {
    this.data = data;
    this.shape = shape;
    this.rules = shape.rules;
    this.known = known;
    /** The ids of each list, side tracks apart. @type {Map<string, string[]>} */
    this.ids = new Map();
    for (const item of known.items) {
      const kind = item.detour ? SIDE : item.list;
      if (!this.ids.has(kind)) this.ids.set(kind, []);
      this.ids.get(kind).push(item.id);
    }
    this.track = this.ids.get("steps") ?? [];
  }

  /** @param {Path} path @param {string} code @param {object} [values] */
  tell(path, code, values) {
    this.shape.tell(path, code, values);
  }

  /** An id is told each time it comes again, in the order of the circuit. */
  duplicates() {
    const seen = new Map();
    const order = Object.keys(this.data);
    const place = (/** @type {Item} */ item) => order.indexOf(String(item.path[0]));
    for (const item of this.known.items.filter((each) => each.named).sort((one, other) => place(one) - place(other))) {
      const first = seen.get(item.id);
      if (first) this.tell([...item.path, "id"], "duplicate-id", { id: item.id, first: typeof first.value.title === "string" ? first.value.title : first.id });
      else seen.set(item.id, item);
    }
  }

  /** A landlord written in its circuit. @param {any} landlord */
  landlord(landlord) {
    this.contacts(landlord, ["landlord"], "contacts");
    const seen = new Set();
    for (const [value, path] of mappings(landlord, "emergency", ["landlord"], this.shape)) {
      const id = textOf(value, "id", path, this.shape);
      this.sources({ list: "emergency", value, path, id: id ?? "", named: id !== null, detour: null });
      if (id !== null && seen.has(id)) this.tell([...path, "id"], "duplicate-id", { id, first: id });
      seen.add(id);
    }
  }

  /** Dangers without a number among them: nobody would have one. */
  numbers() {
    const { emergency } = this.data;
    if (!Array.isArray(emergency) || this.shape.found.length) return;
    if (!emergency.some((each) => !Object.hasOwn(each, "first") && Object.hasOwn(each, "call"))) this.tell(["emergency"], "emergency-without-number");
  }

  circuit() {
    const { data, shape } = this;
    this.lengths(data, [], "CircuitFile");
    if (data.status === "validated" && !data.validated && !shape.mistyped(data, "validated", "CircuitFile")) {
      shape.tell(["status"], "missing-key", { key: "validated", example: this.rules.examples.validated }, "validated");
    }
    this.known.items.forEach((item) => this.item(item));
  }

  /** How many steps there may be. @param {any} value @param {Path} path @param {string} model */
  lengths(value, path, model) {
    const [least, most] = this.rules.lengths[model];
    const place = [...path, "steps"];
    if (!Array.isArray(value.steps) || this.shape.broken(place)) return;
    const count = value.steps.length;
    if (count < least) this.tell(place, "list-too-short", { key: "steps", count, least });
    if (most !== null && count > most) this.tell(place, "list-too-long", { key: "steps", count, most });
  }

  /** @param {Item} item */
  item(item) {
    const { actors, sources } = this.known;
    this.sources(item);
    for (const [value, path] of mappings(item.value, "elsewhere", item.path, this.shape)) this.each({ ...item, value, path }, "source", "unknown-source", sources);
    this.each(item, "actor", "unknown-actor", actors && new Set([...actors, ...this.rules.always]));
    for (const key of ["from", "at", "if-silent", "urgency"]) this.one(item, key);
    this.several(item, "for");
    this.contacts(item.value, item.path, "channels", "contact");
    if (item.list === "shortcuts") this.way(item);
    if (item.list === "setbacks") this.setback(item);
    if (item.list === "questions") this.question(item);
    if (item.list !== "detours") return;
    this.lengths(item.value, item.path, "Detour");
    this.way(item);
  }

  /** What common.yaml says about itself: its items name its own sources only, and no step. @param {Item} item */
  apart(item) {
    this.sources(item);
    this.doubles(item, "for");
    this.contacts(item.value, item.path, "contact");
    this.question(item);
  }

  /** The sources of an item, and those of its facts that have their own. @param {Item} item */
  sources(item) {
    this.each(item, "source", "unknown-source", this.known.sources);
    for (const [key, value] of factsOf(item, this.rules)) this.each({ ...item, value, path: [...item.path, key] }, "source", "unknown-source", this.known.sources);
  }

  /** @param {Item} item @param {string} key @param {string} code @param {Set<string> | null} allowed */
  each({ value, path }, key, code, allowed) {
    if (!allowed || !Object.hasOwn(value, key)) return;
    const named = Array.isArray(value[key]) ? value[key].map((/** @type {any} */ each, /** @type {number} */ rank) => [each, [...path, key, rank]]) : [[value[key], [...path, key]]];
    for (const [name, place] of named) {
      if (typeof name === "string" && !this.shape.broken(place) && !allowed.has(name)) this.unknown(name, place, code, allowed);
    }
  }

  /** The ids and words that a key may say. @param {string} key @param {string} list @returns {string[]} */
  allowed(key, list) {
    const byList = this.rules.references[key];
    const kinds = byList[list] ?? byList[""] ?? [];
    const ids = kinds.flatMap((/** @type {string} */ kind) => this.ids.get(kind) ?? []);
    const words = kinds.filter((/** @type {string} */ kind) => this.rules.words.includes(kind));
    return [...ids, ...(kinds.includes("shared") ? this.known.taken : []), ...words];
  }

  /** @param {Item} item @param {string} key */
  one({ value, path, list }, key) {
    if (key === "if-silent" && isMapping(value[key])) return this.named(value[key], "value", [...path, key], list, key);
    this.named(value, key, path, list, key);
  }

  /** One id or a list of ids, none of them twice. @param {Item} item @param {string} key */
  several(item, key) {
    for (const [name, place] of listedIn(item.value, key, this.shape, item.path)) this.pointed(name, place, item.list, key);
    this.doubles(item, key);
  }

  /** What a list names once more. @param {Item} item @param {string} key */
  doubles(item, key) {
    const seen = new Set();
    for (const [name, place] of listedIn(item.value, key, this.shape, item.path)) {
      if (seen.has(name)) this.tell(place, "named-twice", { id: this.shape.shown(name) });
      seen.add(name);
    }
  }

  /** @param {any} value @param {string} at its key @param {Path} path @param {string} list @param {string} key which says what may be named */
  named(value, at, path, list, key) {
    const name = textOf(value, at, path, this.shape);
    if (name !== null) this.pointed(name, [...path, at], list, key);
  }

  /** @param {string} name @param {Path} place @param {string} list @param {string} key which says what may be named */
  pointed(name, place, list, key) {
    const allowed = this.allowed(key, list);
    if (!this.known.known || allowed.includes(name)) return;
    const other = this.known.items.find((item) => item.id === name);
    if (!other && key === "if-silent" && this.known.shared.includes(name)) this.tell(place, "not-used", { id: name });
    else if (other?.named) this.tell(place, "wrong-kind", { id: name, key, kind: other.detour ? SIDE : other.list });
    else if (this.rules.words.includes(name)) this.tell(place, "word-not-here", { value: name, key });
    else this.unknown(name, place, "unknown-id", allowed);
  }

  /** @param {string} name @param {Path} place @param {string} code @param {Iterable<string>} allowed */
  unknown(name, place, code, allowed) {
    const close = nearest(name, allowed, this.rules);
    this.tell(place, code, { id: this.shape.shown(name), ...(close ? { nearest: close } : {}) });
  }

  /** Where a shortcut, a detour or a setback leads. @param {Item} item */
  way(item) {
    this.one(item, "to");
    const [first, second, code] = this.rules.orders[item.list];
    const [from, to] = [first, second].map((key) => this.track.indexOf(textOf(item.value, key, item.path, this.shape)));
    if (from < 0 || to < 0) return;
    const sensible = { "to-not-later": from < to, "to-itself": from !== to, "to-not-earlier": to <= from }[/** @type {"to-itself"} */ (code)];
    if (!sensible) this.tell([...item.path, second], code, { id: item.value[second] });
  }

  /** @param {Item} item */
  setback(item) {
    const { value, path } = item;
    const kind = textOf(value, "kind", path, this.shape);
    const kinds = this.rules.models.Setback.find((/** @type {any} */ field) => field.key === "kind").choices;
    if (!kinds.includes(kind)) return;
    const to = Object.hasOwn(value, "to");
    if (kind === this.rules.back && to) this.way(item);
    else if (kind === this.rules.back) this.shape.tell(path, "missing-key", { key: "to", example: "to: …" }, "to");
    else if (to) this.tell([...path, "to"], "to-without-back", { kind });
  }

  /** A contact says its kind or has a label. @param {any} value @param {Path} path @param {string[]} keys */
  contacts(value, path, ...keys) {
    for (const key of keys) {
      const held = value[key];
      const found = isMapping(held) && !this.shape.broken([...path, key]) ? [[held, [...path, key]]] : mappings(value, key, path, this.shape);
      for (const [contact, place] of found) {
        const named = Object.hasOwn(contact, "kind") || Object.hasOwn(contact, "label");
        if (!named && !this.shape.broken(place)) this.tell(place, "contact-unnamed");
      }
    }
  }

  /** `right` counts the answers from 1. @param {Item} item */
  question({ value, path }) {
    const right = textOf(value, "right", path, this.shape);
    if (right === null || !/^[0-9]{1,6}$/.test(right)) return;
    const place = [...path, "right"];
    if (!Object.hasOwn(value, "answers")) this.tell(place, "right-without-answers");
    else if (Array.isArray(value.answers) && !this.shape.broken([...path, "answers"]) && Number(right) > value.answers.length) {
      this.tell(place, "right-out-of-range", { right, count: value.answers.length });
    }
  }

  /** What is taken of the common file. @param {{common?: any}} others */
  use(others) {
    const { data } = this;
    if (Object.hasOwn(data, "use") && !Object.hasOwn(data, "common")) this.tell(["use"], "use-without-common");
    const common = Object.hasOwn(data, "common") ? others.common : null;
    if (!common) return;
    const offered = [...this.known.offered, ...keysOf(common.words)];
    const own = new Set(this.known.items.filter((item) => item.list !== "recourse").map((item) => item.id));
    for (const [name, place] of listedIn(data, "use", this.shape)) {
      if (own.has(name) && this.known.shared.includes(name)) this.tell(place, "use-taken", { id: this.shape.shown(name) });
      if (!offered.some((each) => same(each, name))) this.unknown(name, place, "unknown-use", offered);
    }
  }

  /** What is left out of the common file: it must be there, and not be taken by its name as well. @param {{common?: any}} others */
  drop(others) {
    const { data, shape, known } = this;
    const named = Object.hasOwn(data, "common");
    if (Object.hasOwn(data, "drop") && !named) this.tell(["drop"], "drop-without-common");
    if (!named || !others.common) return;
    const use = listedIn(data, "use", shape);
    for (const [name, place] of listedIn(data, "drop", shape)) {
      if (!known.offered.includes(name)) this.unknown(name, place, "unknown-drop", known.offered);
      else if (use.some(([each]) => same(each, name))) this.tell(place, "drop-and-use", { id: shape.shown(name) });
    }
  }
}
