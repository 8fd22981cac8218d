/* What one value may be, by the models of the format (circuit/model.py, circuit/fields.py). */

import { parse } from "./delays.js";
import { nearest, slug, unseen } from "./judge_words.js";

/** @typedef {(string | number)[]} Path */
/** @typedef {{key: string, kind: string, model?: string, required?: boolean, choices?: string[], when?: any, sourced?: boolean}} Field */

/** @param {any} value */
export const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Nothing that can be seen stands there. @param {any} value */
export const isVoid = (value) => (typeof value === "string" ? /^[^\S\ufeff]*$/u.test(value) : !Object.keys(value).length);

/** What says a fact itself in its mapping. @param {Field} field @param {any} rules @returns {string[]} */
const partsOf = ({ kind }, rules) => (/^delays?$/.test(kind) ? rules.models.Delay.map((/** @type {Field} */ each) => each.key) : ["value"]);

/** Whether a mapping says something of a fact, and is not the fact itself. @param {any} value @param {Field} field @param {any} rules */
export function isFact(value, field, rules) {
  if (!field.sourced || !isMapping(value)) return false;
  if (!/^delays?$/.test(field.kind)) return !Object.keys(value).every((key) => key.startsWith("-"));
  return Array.isArray(value.value) || rules.models.FactSource.some((/** @type {Field} */ each) => Object.hasOwn(value, each.key));
}

/** Judges values, and remembers what has been told so that nothing is told twice. */
export class Shape {
  /** @param {any} rulebook */
  constructor(rulebook) {
    this.rules = rulebook;
    this.limits = rulebook.limits;
    /** @type {any[]} */
    this.found = [];
    /** @type {Set<string>} */
    this.brokenPlaces = new Set();
    /** Keys that cannot be read themselves. @type {Set<string>} */
    this.brokenKeys = new Set();
    this.patterns = Object.fromEntries(Object.entries(rulebook.patterns).map(([name, each]) => [name, new RegExp(`^(?:${each})$`, "iu")]));
    this.bad = new RegExp(rulebook.patterns.bad, "u");
  }

  /** @param {Path} path @param {string} code @param {object} [values] @param {string | null} [lacking] the key that is not there @param {"error" | "warning"} [severity] */
  tell(path, code, values = {}, lacking = null, severity = "error") {
    if (this.found.length < this.limits.told) this.found.push({ path, key: lacking, severity, code, values });
  }

  /** @param {Path} path */
  broken(path) {
    return this.brokenPlaces.has(JSON.stringify(path));
  }

  /** @param {Path} path @param {string} code @param {object} [values] */
  spoil(path, code, values) {
    this.tell(path, code, values);
    this.brokenPlaces.add(JSON.stringify(path));
  }

  /** @param {string} text */
  shown(text) {
    return [...text].slice(0, this.limits.shown).join("");
  }

  /** What no value may hold, whatever stands for. @param {any} value @param {Path} path */
  sane(value, path) {
    if (typeof value === "string") return this.text(value, path);
    if (path.length && isVoid(value)) return this.spoil(path, "empty-value");
    for (const key of Object.keys(value)) {
      const place = [...path, Array.isArray(value) ? Number(key) : key];
      if (!Array.isArray(value)) this.text(key, place);
      if (this.broken(place)) this.brokenKeys.add(JSON.stringify(place));
      else this.sane(value[key], place);
    }
  }

  /** @param {string} text @param {Path} path */
  text(text, path) {
    const length = text.length > this.limits.longest ? [...text].length : 0;
    const bad = this.bad.exec(text);
    const refused = bad && unseen(bad[0], this.rules);
    if (length > this.limits.longest) this.spoil(path, "text-too-long", { length, limit: this.limits.longest });
    else if (refused) this.spoil(path, refused.code, refused.values);
    else if (isVoid(text)) this.spoil(path, "empty-value");
  }

  /** @param {string} name @returns {string[]} */
  keys(name) {
    return this.rules.models[name].map((/** @type {Field} */ field) => field.key);
  }

  /** Whether a mapping has a key that nobody knows and that most likely means `key`. @param {any} value @param {string} key @param {string} name */
  mistyped(value, key, name) {
    return this.like(value, key, this.keys(name));
  }

  /** @param {any} value @param {string} key @param {string[]} known */
  like(value, key, known) {
    return Object.keys(value).filter((each) => !known.includes(each)).slice(0, 12).some((each) => nearest(each, known, this.rules) === key);
  }

  /** @param {any} value @param {Path} path @param {string} name @param {string} key */
  lacks(value, path, name, key) {
    if (!this.mistyped(value, key, name)) this.tell(path, "missing-key", { key, example: this.rules.examples[key] ?? `${key}: …` }, key);
  }

  /** @param {any} value @param {Path} path @param {string[]} known */
  unknown(value, path, known) {
    for (const key of Object.keys(value)) {
      if (this.found.length >= this.limits.told) return;
      if (known.includes(key) || this.brokenKeys.has(JSON.stringify([...path, key]))) continue;
      const close = nearest(key, known, this.rules);
      this.tell([...path, key], "unknown-key", { key: this.shown(key), ...(close ? { nearest: close } : { known: known.join(", ") }) });
    }
  }

  /** A fact with a source of its own: what it says of itself, then its value. @param {any} value @param {Field} field @param {Path} path */
  fact(value, field, path) {
    const parts = partsOf(field, this.rules);
    const known = [...parts, ...this.keys("FactSource")];
    this.unknown(value, path, known);
    for (const each of this.rules.models.FactSource) if (Object.hasOwn(value, each.key)) this.value(value[each.key], each, [...path, each.key]);
    const own = parts.filter((key) => Object.hasOwn(value, key));
    if (!own.length && !this.like(value, "value", known)) this.tell(path, "missing-key", { key: "value", example: "value: …" }, "value");
    for (const key of own) {
      const alone = own.length === 1 && key === "value";
      this.value(value[key], alone ? { ...field, sourced: false } : this.rules.models.Delay.find((/** @type {Field} */ each) => each.key === key), [...path, key]);
    }
  }

  /** A mapping of the model `name`. @param {any} value @param {string} name @param {Path} path @param {string[]} [known] */
  model(value, name, path, known = this.keys(name)) {
    if (!isMapping(value)) return this.tell(path, "not-a-mapping");
    this.unknown(value, path, known);
    if (this.found.length >= this.limits.told) return;
    for (const field of this.rules.models[name]) {
      if (Object.hasOwn(value, field.key)) this.value(value[field.key], field, [...path, field.key]);
      else if (field.required && !(name === "Step" && field.key === "title" && this.isGap(value))) this.lacks(value, path, name, field.key);
    }
  }

  /** A step that nobody has documented, or that says of this what cannot be read. @param {any} step */
  isGap(step) {
    return Object.hasOwn(step, "missing") && step.missing !== "false";
  }

  /** @param {any} value @param {Field} field @param {Path} path */
  value(value, field, path) {
    if (this.broken(path)) return;
    if (isFact(value, field, this.rules)) return this.fact(value, field, path);
    const judge = /** @type {any} */ (this)[KINDS[field.kind]];
    judge.call(this, value, path, field);
  }

  /** @param {any} value @param {Path} path @returns {boolean} */
  isText(value, path) {
    if (typeof value !== "string") this.tell(path, "not-a-text");
    return typeof value === "string";
  }

  /** What stands where a title has no room. @param {any} value @param {Path} path */
  short(value, path) {
    const limit = this.limits.shortest;
    const length = this.isText(value, path) ? [...value].length : 0;
    if (length > limit) this.tell(path, "short-too-long", { length, limit });
  }

  /** @param {any} value @param {Path} path @returns {boolean} */
  isList(value, path) {
    if (Array.isArray(value)) return true;
    const dashes = isMapping(value) && Object.keys(value).every((key) => key.startsWith("-"));
    this.tell(path, dashes ? "space-after-dash" : "not-a-list");
    return false;
  }

  /** @param {any[]} list @param {Path} path @param {(value: any, path: Path) => void} judge */
  each(list, path, judge) {
    list.forEach((value, rank) => this.broken([...path, rank]) || judge.call(this, value, [...path, rank]));
  }

  /** @param {any} value @param {Path} path */
  id(value, path) {
    if (!this.isText(value, path)) return;
    const near = slug(this.shown(value), this.rules);
    if (!new RegExp(`^(?:${this.rules.patterns.id})$`, "u").test(value)) this.tell(path, "id-characters", { id: this.shown(value), ...(near ? { nearest: near } : {}) });
    else if (this.rules.reserved.includes(value)) this.tell(path, "id-reserved", { id: value });
  }

  /** @param {any} value @param {Path} path */
  date(value, path) {
    if (!this.isText(value, path)) return;
    const [year, month = 1, day = 1] = (this.patterns.date.exec(value)?.slice(1) ?? [0]).filter((part) => part !== undefined).map(Number);
    const made = new Date(Date.UTC(2000, month - 1, day));
    made.setUTCFullYear(year, month - 1, day);
    if (!(year > 0 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day)) this.tell(path, "date-unreadable", { value: this.shown(value) });
  }

  /** An address or a language. @param {any} value @param {Path} path @param {Field} field */
  matching(value, path, field) {
    if (this.isText(value, path) && !this.patterns[field.kind].test(value)) this.tell(path, field.kind, { value: this.shown(value) });
  }

  /** The text of a value; of a list, its texts. @param {any} value @param {Path} path @returns {string} */
  typed(value, path) {
    if (Array.isArray(value)) return value.map((each, rank) => (typeof each === "string" && !this.broken([...path, rank]) ? each : "")).join(", ");
    return typeof value === "string" ? value : "";
  }

  /** @param {any} value @param {Path} path */
  flag(value, path) {
    if (value !== "true" && value !== "false") this.tell(path, "not-true-or-false", { value: this.shown(this.typed(value, path)) });
  }

  /** @param {any} value @param {Path} path */
  number(value, path) {
    if (typeof value !== "string" || !/^[0-9]{1,6}$/.test(value)) this.tell(path, "not-a-number", { value: this.shown(this.typed(value, path)) });
    else if (Number(value) < 1) this.tell(path, "out-of-range", { value, limit: "≥ 1" });
  }

  /** @param {any} value @param {Path} path */
  format(value, path) {
    if (typeof value !== "string" || !/^[0-9]{1,6}$/.test(value)) this.tell(path, "not-a-number", { value: this.shown(this.typed(value, path)) });
    else if (Number(value) !== 1) this.tell(path, "format-version", { value: String(Number(value)) });
  }

  /** @param {any} value @param {Path} path @param {Field} field */
  choice(value, path, field) {
    if (typeof value === "string" && field.choices.includes(value)) return;
    const close = nearest(this.typed(value, path), field.choices, this.rules);
    this.tell(path, "unknown-choice", { value: this.shown(this.typed(value, path)), known: field.choices.join(", "), ...(close ? { nearest: close } : {}) });
  }

  /** One of the choices, or several. @param {any} value @param {Path} path @param {Field} field */
  choices(value, path, field) {
    if (Array.isArray(value)) this.each(value, path, (each, place) => this.choice(each, place, field));
    else if (isMapping(value)) this.isList(value, path);
    else this.choice(value, path, field);
  }

  /** @param {any} value @param {Path} path */
  several(value, path) {
    if (typeof value !== "string") this.texts(value, path);
  }

  /** @param {any} value @param {Path} path */
  texts(value, path) {
    if (this.isList(value, path)) this.each(value, path, this.isText);
  }

  /** @param {any} value @param {Path} path */
  span(value, path) {
    const read = this.isText(value, path) ? parse(value, this.rules) : null;
    if (read && "code" in read) this.tell(path, read.code, { value: this.shown(value) });
  }

  /** @param {any} value @param {Path} path @param {Field} [field] none where it is one of several */
  delay(value, path, field) {
    if (typeof value === "string") this.span(value, path);
    else this.model(value, "Delay", path, [...this.keys("Delay"), ...(field ? this.keys("FactSource") : [])]);
  }

  /** @param {any} value @param {Path} path @param {Field} field */
  delays(value, path, field) {
    if (Array.isArray(value)) this.each(value, path, this.delay);
    else this.delay(value, path, field);
  }

  /** @param {any} value @param {Path} path */
  contact(value, path) {
    if (typeof value === "string") this.value(value, this.rules.models.Contact[0], path);
    else this.model(value, "Contact", path);
  }

  /** @param {any} value @param {Path} path */
  contacts(value, path) {
    if (this.isList(value, path)) this.each(value, path, this.contact);
  }

  /** @param {any} value @param {Path} path */
  oneOrMore(value, path) {
    if (Array.isArray(value)) this.each(value, path, this.contact);
    else this.contact(value, path);
  }

  /** @param {any} value @param {Path} path @param {Field} field */
  items(value, path, field) {
    if (this.isList(value, path)) this.each(value, path, (each, place) => this.model(each, field.model, place));
  }

  /** @param {any} value @param {Path} path @param {Field} field */
  mapping(value, path, field) {
    if (!isMapping(value)) return this.tell(path, "not-a-mapping");
    for (const key of Object.keys(value)) {
      const place = [...path, key];
      if (this.broken(place)) continue;
      if (field.model) this.model(value[key], field.model, place);
      else this.isText(value[key], place);
    }
  }

  /** @param {any} value @param {Path} path @param {Field} field */
  inside(value, path, field) {
    this.model(value, field.model, path);
  }

  /** @param {any} value @param {Path} path */
  landlord(value, path) {
    if (Array.isArray(value)) this.tell(path, "landlord-unreadable");
    else if (isMapping(value)) this.model(value, "Landlord", path);
    else this.file(value, path, "landlord");
  }

  /** @param {any} value @param {Path} path */
  common(value, path) {
    if (this.isText(value, path)) this.file(value, path, "common");
  }

  /** @param {string} value @param {Path} path @param {string} sort */
  file(value, path, sort) {
    if (!new RegExp(`^(?:${this.rules.patterns[sort]})$`, "u").test(value)) this.tell(path, `${sort}-path`, { path: this.shown(value) });
  }
}

/** How each kind of the rulebook is judged. @type {{[kind: string]: string}} */
const KINDS = {
  ...{ text: "isText", "short-text": "short", reference: "isText", id: "id", date: "date", address: "matching", language: "matching", flag: "flag" },
  ...{ number: "number", format: "format", several: "several", texts: "texts", span: "span", delay: "delay", delays: "delays" },
  ...{ contact: "contact", contacts: "contacts", "one-or-more-contacts": "oneOrMore", choice: "choice", choices: "choices", elsewhere: "items", items: "items" },
  ...{ mapping: "mapping", model: "inside", landlord: "landlord", common: "common" },
};
