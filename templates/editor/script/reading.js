/*! Holds yaml, © Eemeli Aro, ISC licence: https://github.com/eemeli/yaml */
/* A circuit's file → data and back. What nobody changed keeps its lines, its comments and its place. */

import { Document, isAlias, isMap, isScalar, isSeq, Pair, parseDocument, Scalar, visit, YAMLMap, YAMLSeq } from "yaml";
import { isMapping, mapping } from "./data.js";
import { rows } from "./lines.js";
import { fill } from "./shape.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./data.js").Problem} Problem */
/** What the writer needs. @typedef {{text: string, rulebook: any}} Source */

/* Every scalar is the text that was typed. */
const READ = { schema: "failsafe", uniqueKeys: false, prettyErrors: false, stringKeys: false, logLevel: /** @type {const} */ ("error") };
const WRITTEN = { lineWidth: 0, flowCollectionPadding: false, blockQuote: /** @type {const} */ ("literal"), doubleQuotedMinMultiLineLength: Infinity };
/** The parser's word for what it cannot read → the reader's code; any other is « yaml-syntax ». @type {Record<string, string>} */
const CODES = { TAB_AS_INDENT: "tab", MULTIPLE_DOCS: "several-documents" };
const WORD = /^[a-z0-9][a-z0-9-]*$/;

class Refused extends Error {
  /** @param {string} code @param {number} at @param {object} [values] */
  constructor(code, at, values = {}) {
    super(code);
    Object.assign(this, { code, at, values });
  }
}

/** @param {string} text */
const bare = (text) => text.replace(/^\ufeff/, "");
/** @param {string} text */
const plainEnds = (text) => bare(text).replace(/\r\n?/g, "\n");

/**
 * Reads a file. `data` is null when it cannot be opened in a form: `problems` tell why, with the `line`.
 * @param {string} text @param {any} rulebook
 * @returns {{data: Data | null, problems: Problem[], source: Source | null}}
 */
export function read(text, rulebook) {
  try {
    if (text.length > rulebook.limits.largest) throw new Refused("file-too-large", 0, { limit: rulebook.limits.largest / 1e6 });
    if (text.includes("\ufffd")) throw new Refused("not-utf-8", bare(text).indexOf("\ufffd"));
    const data = dataOf(parsed(plainEnds(text), rulebook), rulebook);
    if (!isMapping(data)) throw new Refused(data.length ? "file-not-mapping" : "empty-file", 0);
    if (!Object.keys(data).length) throw new Refused("empty-file", 0);
    return { data, problems: [], source: { text, rulebook } };
  } catch (error) {
    const { code = "yaml-syntax", at = 0, values = {} } = /** @type {any} */ (error);
    const problem = { path: /** @type {Path} */ ([]), key: /** @type {null} */ (null), severity: /** @type {const} */ ("error"), code, values };
    const line = (/** @type {number} */ place) => plainEnds(text).slice(0, place).split("\n").length;
    if (code === "duplicate-key") values.first = line(values.first);
    return { data: null, problems: [{ ...problem, ...fill(problem, rulebook), line: line(at) }], source: null };
  }
}

/** A document, with a space where people typed one that does not break; no place moves. @param {string} text @param {any} rulebook @returns {any} */
function parsed(text, rulebook) {
  const made = parseDocument(text.replace(new RegExp(rulebook.patterns.gap, "gmu"), (found) => found.replace(/[\u00a0\u202f]/g, " ")), READ);
  const [error] = made.errors;
  if (error) throw new Refused(CODES[error.code] ?? "yaml-syntax", error.code === "MISSING_CHAR" ? opened(made, error.pos[0]) : error.pos[0]);
  return made;
}

/** Where the quote opens that is not closed at `end`; else `end` itself. @param {any} document @param {number} end @returns {number} */
function opened(document, end) {
  let found = end;
  visit(document, { Scalar: (_, node) => void (node.type?.startsWith("QUOTE") && node.range && node.range[1] >= end && (found = node.range[0])) });
  return found;
}

/**
 * Plain mappings, lists and texts of a document; what an alias names comes again each time. `said`: of each node too.
 * @param {any} document @param {any} rulebook @param {Map<any, any>} [said] @returns {any}
 */
function dataOf(document, { limits, empty }, said = new Map()) {
  const anchors = new Map();
  let count = 0;
  /** @param {any} node @param {number} depth @returns {any} */
  const walk = (node, depth) => {
    const at = node?.range?.[0] ?? 0;
    count += 1;
    if (depth > limits.deepest) throw new Refused("too-deep", at, { limit: limits.deepest });
    if (count > limits.most) throw new Refused("too-many-nodes", at, { limit: limits.most });
    if (node?.tag) throw new Refused("tag", at, { tag: node.tag });
    if (node?.anchor) anchors.set(node.anchor, node);
    if (isAlias(node) && !anchors.has(node.source)) throw new Refused("yaml-syntax", at);
    const data = isAlias(node) ? walk(anchors.get(node.source), depth) : isSeq(node) ? node.items.map((each) => walk(each, depth + 1)) : isMap(node) ? entries(node.items, depth) : textOf(node, empty);
    said.set(node, data);
    return data;
  };
  /** @param {any[]} pairs @param {number} depth */
  const entries = (pairs, depth) => {
    /** @type {Map<string, any>} */
    const seen = new Map();
    for (const { key } of pairs) {
      if (!isScalar(key)) throw new Refused("key-not-text", key?.range?.[0] ?? 0);
      const name = textOf(key, []);
      if (seen.has(name)) throw new Refused("duplicate-key", key.range[0], { key: name, first: seen.get(name).range[0] });
      seen.set(name, key);
    }
    return mapping(pairs.map(({ key, value }) => [textOf(key, []), walk(value, depth + 1)]));
  };
  return walk(document.contents, 0);
}

/** @param {any} scalar @param {string[]} empty words that say nothing */
function textOf(scalar, empty) {
  const text = String(scalar?.value ?? "").normalize("NFC");
  if (scalar?.type?.startsWith("BLOCK")) return text.replace(/^\n+|\n+$/g, "");
  return scalar?.type === "PLAIN" && empty.includes(text) ? "" : text;
}

/** The way to what stands at a line and a column, from 1. @param {string} text @param {{line: number, column: number}} place @param {any} rulebook @returns {Path} */
export function pathAt(text, { line, column }, rulebook) {
  const at = plainEnds(text).split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
  /** @param {any} node @returns {Path} */
  const within = (node) => {
    if (!node?.items) return [];
    const rank = node.items.findLastIndex((/** @type {any} */ each) => (each.key ?? each)?.range?.[0] <= at);
    const found = node.items[rank];
    return rank < 0 ? [] : isMap(node) ? [textOf(found.key, []), ...within(found.value)] : [rank, ...within(found)];
  };
  return at ? within(parsed(plainEnds(text), rulebook).contents) : [];
}

/** Whether two values say the same, whatever the order of their keys. @param {any} one @param {any} other @returns {boolean} */
export function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const keys = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other) && keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

/**
 * The file that says `data`: only the lines of what changed are other ones. `source` is what `read` gave, null for a
 * new file.
 * @param {Source | null} source @param {Data} data @param {any} rulebook @returns {string}
 */
export function write(source, data, rulebook) {
  const now = tidy(data);
  if (!source) return renewed(new Document(new YAMLMap(), READ), now, rulebook, WRITTEN);
  if (says(source.text, now, rulebook)) return source.text;
  const text = plainEnds(source.text);
  const styles = [true, false].map((indentSeq) => ({ ...WRITTEN, indentSeq }));
  const [{ style, before }] = styles.map((style) => ({ style, before: parsed(text, rulebook).toString(style) })).sort((one, other) => hunks(one.before, text).length - hunks(other.before, text).length);
  let made = before;
  for (const open of [parsed, spelled]) {
    try {
      made = renewed(open(text, rulebook), now, rulebook, style);
    } catch {
      continue; /* an alias would name nothing: it is spelled out */
    }
    const found = [merged(text, before, made), made].find((each) => says(each, now, rulebook));
    if (found !== undefined) {
      made = found;
      break;
    }
  }
  return (source.text.startsWith("\ufeff") ? "\ufeff" : "") + made.replaceAll("\n", /\r\n|\r|\n/.exec(source.text)?.[0] ?? "\n");
}

/** @param {string} text @param {Data} data @param {any} rulebook */
const says = (text, data, rulebook) => same(read(text, rulebook).data, data);

/** Data as a file holds them: texts in composed letters, with plain ends of lines. @param {any} value @returns {any} */
function tidy(value) {
  if (Array.isArray(value)) return value.map(tidy);
  if (!isMapping(value)) return String(value ?? "").replace(/\r\n?/g, "\n").normalize("NFC");
  return mapping(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key.normalize("NFC"), tidy(each)]));
}

/** A document with what its aliases name written out. @param {string} text @param {any} rulebook @returns {any} */
function spelled(text, rulebook) {
  const document = parsed(text, rulebook);
  visit(document, { Alias: (_, alias) => carrying(alias.resolve(document).clone(), alias) });
  visit(document, { Node: (_, node) => void delete (/** @type {any} */ (node).anchor) });
  return document;
}

/** @param {any} document @param {Data} now @param {any} rulebook @param {object} style @returns {string} */
function renewed(document, now, rulebook, style) {
  const said = new Map();
  dataOf(document, rulebook, said);
  document.contents = new Pen(said, rulebook).become(document.contents, now, true);
  return document.toString(style);
}

/** Changes the nodes of a document, of which each says what `said` holds. */
class Pen {
  /** @param {Map<any, any>} said @param {any} rulebook */
  constructor(said, { head, patterns }) {
    this.said = said;
    this.head = head;
    this.plain = new RegExp(`^(?:${patterns.plain})$`, "u");
  }

  /** What stands for a node that is to say `now`: itself, as far as it can. @param {any} node @param {any} now @param {boolean} [whole] whether it is all of the file @returns {any} */
  become(node, now, whole = false) {
    if (same(this.said.get(node), now)) return node;
    if (isScalar(node) && typeof now === "string") return this.say(node, now);
    if (isMap(node) && isMapping(now)) return this.map(node, now, whole);
    if (isSeq(node) && Array.isArray(now)) return this.list(node, now);
    return carrying(this.make(now), node);
  }

  /** @param {any} node a scalar @param {string} text */
  say(node, text) {
    const lines = text.split("\n");
    const block = lines.length > 1 && lines.every((line) => line && line.trim() === line) && !/[\u00a0\u202f]/.test(text);
    if (block || lines.length > 1 || !node.type?.startsWith("QUOTE")) node.type = block ? "BLOCK_LITERAL" : this.plain.test(text) ? "PLAIN" : "QUOTE_DOUBLE";
    node.value = text;
    return node;
  }

  /** A node of its own. @param {any} now @returns {any} */
  make(now) {
    if (typeof now === "string") return this.say(new Scalar(""), now);
    const made = Array.isArray(now) ? new YAMLSeq() : new YAMLMap();
    made.items = Array.isArray(now) ? now.map((each) => this.make(each)) : Object.entries(now).map(([key, each]) => new Pair(this.make(key), this.make(each)));
    made.flow = !made.items.length || (Array.isArray(now) && now.every((each) => typeof each === "string" && WORD.test(each)));
    return made;
  }

  /** @param {any} node @param {Data} now @param {boolean} whole */
  map(node, now, whole) {
    const old = node.items.map((/** @type {any} */ { key }) => textOf(key, []));
    const fresh = new Set(Object.keys(now).filter((name) => !old.includes(name)));
    /** @type {[string, any][]} */
    const kept = [];
    let spare = "";
    for (const [rank, pair] of node.items.entries()) {
      const name = Object.hasOwn(now, old[rank]) ? old[rank] : [...fresh].find((each) => same(this.said.get(pair.value), now[each]));
      if (name === undefined) {
        spare = joined(spare, apart(pair.key));
        continue;
      }
      if (fresh.delete(name)) this.say(pair.key, name);
      pair.value = this.become(pair.value, now[name]);
      spare = given(pair.key, spare);
      kept.push([name, pair]);
    }
    let last = -1;
    for (const name of Object.keys(now)) {
      if (fresh.has(name)) kept.splice(last + 1, 0, [name, new Pair(this.make(name), this.make(now[name]))]);
      last = kept.findIndex(([each]) => each === name);
      if (fresh.has(name) && whole && typeof now[name] === "object" && !this.head.includes(name)) kept[last][1].key.spaceBefore = true;
    }
    node.items = kept.map(([, pair]) => pair);
    if (spare) node.comment = joined(spare, node.comment ?? "");
    return node;
  }

  /** @param {any} node @param {any[]} now */
  list(node, now) {
    const former = node.items;
    const ranks = matched(former.map((/** @type {any} */ each) => this.said.get(each)), now);
    const set = former[1]?.spaceBefore;
    if (ranks[0] !== 0 && node.commentBefore) {
      given(former[0], node.commentBefore); // it stands above the first item, and goes where that goes
      delete node.commentBefore;
    }
    const spare = former.filter((/** @type {any} */ _, /** @type {number} */ rank) => !ranks.includes(rank)).map(apart).reduce(joined, "");
    node.items = now.map((each, rank) => (ranks[rank] === undefined ? this.make(each) : this.become(former[ranks[rank]], each)));
    node.items.forEach((/** @type {any} */ each, /** @type {number} */ rank) => set && rank && !ranks[rank] && (each.spaceBefore = true));
    if (spare && node.items.length) given(node.items[0], spare);
    return node;
  }
}

/** A node in the place of another, with what stands around that. @param {any} made @param {any} node */
const carrying = (made, node) => Object.assign(made, { comment: node?.comment, commentBefore: node?.commentBefore, spaceBefore: node?.spaceBefore });

/** What of the comments above a node stands apart from it, by an empty line. @param {any} node @returns {string} */
const apart = (node) => (node?.commentBefore ?? "").split(/\n{2,}|\n$/).slice(0, -1).join("\n\n");

/** @param {string} one @param {string} other */
const joined = (one, other) => [one, other].filter(Boolean).join("\n\n");

/** Lays comments above a node; nothing is left of them. @param {any} node @param {string} spare */
function given(node, spare) {
  if (spare) node.commentBefore = [spare, node.commentBefore ?? ""].join("\n\n");
  return "";
}

/** For each of `now` which old one it was: the same, else of the same id or title, else the one at its place. @param {any[]} old @param {any[]} now @returns {(number | undefined)[]} */
function matched(old, now) {
  const left = new Set(old.keys());
  /** @type {(number | undefined)[]} */
  const found = Array(now.length).fill(undefined);
  /** @param {(one: any, other: any) => boolean} fits @param {boolean} [moved] */
  const take = (fits, moved = true) =>
    now.forEach((each, rank) => {
      const near = found[rank] === undefined ? [rank, ...(moved ? left : [])].find((other) => left.has(other) && fits(old[other], each)) : undefined;
      if (near !== undefined && left.delete(near)) found[rank] = near;
    });
  take(same);
  for (const key of ["id", "title"]) take((one, other) => one?.[key] !== undefined && one[key] === other?.[key]);
  take((one, other) => isMapping(one) === isMapping(other) && !(one?.id && other?.id), false);
  return found;
}

/** Lines that stand for those of another text. @typedef {{from: number, to: number, lines: string[]}} Hunk */

/** How `other` differs from `base`, line by line. @param {string} base @param {string} other @returns {Hunk[]} */
function hunks(base, other) {
  /** @type {Hunk[]} */
  const found = [];
  let at = 0;
  for (const [left, right] of rows(base, other)) {
    const lines = right === null ? [] : [right];
    if (left === null && found.at(-1)?.to === at) found.at(-1).lines.push(right);
    else if (left !== right) found.push({ from: at, to: at + Number(left !== null), lines });
    at += Number(left !== null);
  }
  return found;
}

/** What changed from `before` to `after`, in the text as it was laid out: where both touch the same lines, `after` stands. @param {string} text @param {string} before @param {string} after */
function merged(text, before, after) {
  const changed = hunks(before, after);
  const laid = hunks(before, text).filter(({ from, to }) => !changed.some((each) => each.from === from || (each.from < to && from < each.to)));
  const lines = before.split("\n");
  for (const { from, to, lines: now } of [...changed, ...laid].sort((one, other) => other.from - one.from)) lines.splice(from, to - from, ...now);
  return lines.join("\n");
}
