/* Whether what people write has the shape that the format asks for, key by key: what one value says of another is the
   program's to tell. All rules come from the rulebook (circuit/rulebook.py). */

import { isMapping } from "./data.js";
import { propose, readDates, readDelay } from "./times.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./data.js").Problem} Problem */
/** @typedef {import("./rules.js").Field} Field */

/* What stands in the lists of a kind, and whether one alone may stand without a list. @type {Record<string, [string, boolean]>} */
const LISTS = /** @type {Record<string, [string, boolean]>} */ ({
  texts: ["text", false],
  several: ["text", true],
  choices: ["choice", true],
  delays: ["delay", true],
  contacts: ["contact", false],
  "one-or-more-contacts": ["contact", true],
  elsewhere: ["model", false],
  items: ["model", false],
});
/** The code of a text that is not of its kind's pattern. @type {Record<string, string>} */
const CODES = { id: "id-characters", address: "address", language: "language", landlord: "landlord-path", common: "common-path" };
const NUMBER = /^0*[1-9][0-9]*$/;

/**
 * The message and the cure of a problem.
 * @param {{code: string, values?: any}} problem @param {any} rulebook @returns {{message: string, cure: string}}
 */
export function fill({ code, values = {} }, { sentences }) {
  const [message, cure] = [code, values.nearest ? `${code}.near.cure` : `${code}.cure`].map((key) => sentences[key].replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ name) => String(values[name] ?? whole)));
  return { message, cure };
}

/** Every problem of a circuit's shape, in the order of the format. @param {Data} data @param {any} rulebook @param {string} model @returns {Problem[]} */
export function judge(data, rulebook, model) {
  const shape = new Shape(rulebook, typeof data.language === "string" ? data.language.toLowerCase() : "");
  shape.model(data, model, []);
  return shape.found;
}

class Shape {
  /** @param {any} rulebook @param {string} language of the circuit */
  constructor(rulebook, language) {
    this.rules = rulebook;
    this.dayFirst = !rulebook.times["month-first"].includes(language);
    /** @type {Problem[]} */
    this.found = [];
    this.patterns = Object.fromEntries(Object.keys(CODES).map((name) => [name, new RegExp(`^(?:${rulebook.patterns[name]})$`, name === "id" ? "u" : "iu")]));
    this.phone = new RegExp(rulebook.patterns.phone, "u");
  }

  /** @param {Path} path @param {string} code @param {object} [values] @param {string | null} [key] that is not there @param {"error" | "warning"} [severity] */
  tell(path, code, values = {}, key = null, severity = "error") {
    this.found.push({ path, key, severity, code, values, ...fill({ code, values }, this.rules) });
  }

  /** A mapping of a model. @param {any} value @param {string} name @param {Path} path @param {Field[]} [fields] */
  model(value, name, path, fields = this.rules.models[name]) {
    if (!isMapping(value)) return this.tell(path, "not-a-mapping");
    const known = fields.map((each) => each.key);
    for (const key of Object.keys(value)) if (!known.includes(key)) this.tell([...path, key], "unknown-key", { key, known: known.join(", ") });
    for (const field of fields) {
      const { key, required, when } = field;
      const asked = required ? !(name === "Step" && value.missing === "true") || key === "id" : when?.is && value[when.key] === when.is;
      if (Object.hasOwn(value, key)) this.value(value[key], field, [...path, key]);
      else if (asked) this.tell(path, "missing-key", { key, example: this.rules.examples[key] ?? `${key}: …` }, key);
    }
    const [least, most] = this.rules.lengths[name] ?? [];
    if (least && Array.isArray(value.steps)) this.count(value.steps.length, least, most, [...path, "steps"]);
  }

  /** @param {number} count @param {number} least @param {number | null} most @param {Path} path */
  count(count, least, most, path) {
    if (count < least) this.tell(path, "list-too-short", { key: "steps", count, least });
    if (most !== null && count > most) this.tell(path, "list-too-long", { key: "steps", count, most });
  }

  /** @param {any} value @param {Field} field @param {Path} path */
  value(value, field, path) {
    const [inside, alone] = LISTS[field.kind] ?? [];
    if (field.sourced && isMapping(value) && !Object.keys(value).every((key) => key.startsWith("-"))) return this.fact(value, field, path);
    if (!inside) return this.one(value, field, path);
    if (Array.isArray(value)) return value.forEach((each, rank) => this.one(each, { ...field, kind: inside }, [...path, rank]));
    return alone ? this.one(value, { ...field, kind: inside }, path) : this.tell(path, "not-a-list");
  }

  /** A fact that may say something of itself. @param {any} value @param {Field} field @param {Path} path */
  fact(value, field, path) {
    const parts = /^delays?$/.test(field.kind) ? this.rules.models.Delay : [];
    const own = { ...field, key: "value", sourced: false, required: !parts.length };
    const alone = !parts.some((/** @type {Field} */ each) => each.key !== "value" && Object.hasOwn(value, each.key));
    this.model(value, "", path, [...(alone ? [own, ...parts.slice(1)] : parts), ...this.rules.models.FactSource]);
  }

  /** @param {any} value @param {Field} field @param {Path} path */
  one(value, { kind, model, choices }, path) {
    if (kind === "model" || (kind === "landlord" && isMapping(value))) return this.model(value, model ?? "Landlord", path);
    if (kind === "delay" && isMapping(value)) return this.model(value, "Delay", path);
    if (kind === "contact" && isMapping(value)) return this.model(value, "Contact", path);
    if (kind === "mapping") return isMapping(value) ? Object.entries(value).forEach(([key, each]) => this.one(each, { key, kind: model ? "model" : "text", model }, [...path, key])) : this.tell(path, "not-a-mapping");
    if (typeof value !== "string") return this.tell(path, "not-a-text");
    return this.text(value, kind === "contact" ? "choice" : kind, kind === "contact" ? this.rules.models.Contact[0].choices : choices, path);
  }

  /** @param {string} value @param {string} kind @param {string[] | undefined} choices @param {Path} path */
  text(value, kind, choices, path) {
    const { longest, shortest } = this.rules.limits;
    const length = [...value].length;
    const phone = this.phone.exec(value);
    if (phone) this.tell(path, "personal-phone", { value: phone[0] }, null, "warning");
    if (!value.trim()) return this.tell(path, "empty-value");
    if (length > longest) return this.tell(path, "text-too-long", { length, limit: longest });
    if (kind === "short-text" && length > shortest) return this.tell(path, "short-too-long", { length, limit: shortest });
    if (choices && !choices.includes(value)) return this.tell(path, "unknown-choice", { value, known: choices.join(", ") });
    if (kind === "flag" && !/^(?:true|false)$/.test(value)) return this.tell(path, "not-true-or-false", { value });
    if (/^(?:number|format)$/.test(kind) && !NUMBER.test(value)) return this.tell(path, "not-a-number", { value });
    if (kind === "format" && Number(value) !== 1) return this.tell(path, "format-version", { value });
    if (kind === "date") return this.date(value, path);
    if (kind === "span" || kind === "delay") return this.span(value, path);
    return CODES[kind] && !this.patterns[kind].test(value) ? this.tell(path, CODES[kind], { value, id: value, languages: this.rules.languages }) : undefined;
  }

  /** @param {string} value @param {Path} path */
  date(value, path) {
    const [one, other] = readDates(value, this.rules.times, this.dayFirst);
    if (!one) this.tell(path, "date-unreadable", { value });
    if (other) this.tell(path, "date-ambiguous", { value, one, other });
  }

  /** @param {string} value @param {Path} path */
  span(value, path) {
    const read = readDelay(value, this.rules.times);
    if (typeof read !== "string") return;
    const nearest = read === "delay-unreadable" && propose(value, this.rules.times).value;
    this.tell(path, read, { value, ...(nearest && { nearest }) });
  }
}
