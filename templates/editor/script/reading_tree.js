/*! Holds the parser of js-yaml 5, © 2011-2015 Vitaly Puzrin, MIT licence: https://github.com/nodeca/js-yaml */
/* YAML → a tree in which each value knows where it stands. The twin of circuit/read/compose.py: every scalar is the
   text that was typed, and what is unsafe for people is refused. */

import { getScalarValue, parseEvents } from "js-yaml";
import { codeOf } from "./reading_refused.js";

/**
 * `start` and `end` in the text; `outer` where its anchor stands, if it has one; `flow`: in brackets or quotes, or one
 * that has no lines of its own; `style`: js-yaml's, of a text; `alias`: it stands elsewhere, here is only its name.
 * @typedef {{kind: "text" | "list" | "map", start: number, end: number, outer: number, flow: boolean, style?: number,
 *   text?: string, items?: Node[], entries?: Entry[], alias?: boolean, size: number, height: number, bare?: boolean}} Node
 */
/** `from`: where the entry starts, its question mark included. @typedef {{key: Node, value: Node, from: number}} Entry */
/** @typedef {{code: string, at: number, values?: object, severity?: string}} Fault */

export const PLAIN = 1;
export const LITERAL = 4;
const [DOCUMENT, , MAPPING, SCALAR, ALIAS, POP] = [1, 2, 3, 4, 5, 6];
const FLOW = 2;

/** What ends the reading: nothing behind it is worth telling. */
export class Refused extends Error {
  /** @param {string} code @param {number} at @param {object} [values] */
  constructor(code, at, values = {}) {
    super(code);
    this.fault = { code, at, values };
  }
}

/**
 * @param {string} text with line feeds only @param {any} rulebook
 * @returns {{root: Node | null, faults: Fault[]}} `root` is null when the file cannot be opened
 */
export function compose(text, rulebook) {
  const spaced = readable(text, rulebook);
  const parsed = spaced.replace(new RegExp(rulebook.patterns.bad, "gu"), (sign) => "\ufffd".repeat(sign.length));
  const composer = new Composer(spaced, parsed, rulebook);
  try {
    for (const event of parseEvents(parsed, { maxDepth: rulebook.limits.deepest + 4 })) composer.take(/** @type {any} */ (event));
  } catch (error) {
    const fault = error instanceof Refused ? error.fault : codeOf(parsed, error, rulebook);
    return { root: null, faults: [...composer.faults, fault] };
  }
  return { root: composer.root, faults: composer.faults };
}

/** The text with a space where YAML wants one: no place moves. @param {string} text @param {any} rulebook */
function readable(text, rulebook) {
  const gaps = new RegExp(rulebook.patterns.gap, "gmu");
  return text.replace(/[\u2028\u2029]/g, " ").replace(gaps, (found) => found.replace(/[\u00a0\u202f]/g, " "));
}

class Composer {
  /** @param {string} text @param {string} parsed the text with a sign for what cannot be shown @param {any} rulebook */
  constructor(text, parsed, rulebook) {
    this.text = text;
    this.parsed = parsed;
    this.limits = rulebook.limits;
    this.blank = new Set(rulebook.empty);
    /** @type {Fault[]} */
    this.faults = [];
    /** @type {Node} */
    this.root = null;
    /** @type {(Node & {children: Node[], anchor: string})[]} */
    this.frames = [];
    /** @type {Map<string, Node>} */
    this.anchors = new Map();
    this.count = 0;
    this.documents = 0;
    this.place = 0; // the end of what was read last
  }

  /** Refuses the file, and reads on for what else is to be told. @param {string} code @param {number} at @param {object} [values] */
  complain(code, at, values = {}) {
    if (this.faults.length < this.limits.told) this.faults.push({ code, at, values });
  }

  /** @param {any} event */
  take(event) {
    if (event.type === DOCUMENT) {
      this.documents += 1;
      if (this.documents > 1) throw new Refused("several-documents", this.documentStart());
      this.frames.push(null);
    } else if (event.type === SCALAR) this.add(this.scalar(event), this.name(event));
    else if (event.type === ALIAS) this.add(this.alias(event), "");
    else if (event.type === POP) this.close();
    else this.open(event);
  }

  /** Where the second document starts: at its « --- » or, after « ... », at its first letter. */
  documentStart() {
    const rest = /^(?:\s|\.\.\.|#.*)*/u.exec(this.text.slice(this.place))[0];
    return this.place + rest.length;
  }

  /** @param {any} event @returns {string} */
  name(event) {
    return event.anchorStart < 0 ? "" : this.text.slice(event.anchorStart, event.anchorEnd);
  }

  /** @param {any} event @param {number} start */
  outer(event, start) {
    const props = [event.anchorStart - 1, event.tagStart].filter((place) => place >= 0);
    return Math.min(start, ...props);
  }

  /** @param {any} event */
  open(event) {
    const start = event.start;
    this.check(event, start);
    const depth = this.frames.length - 1;
    if (depth >= this.limits.deepest) throw new Refused("too-deep", start, { limit: this.limits.deepest });
    const kind = event.type === MAPPING ? "map" : "list";
    const frame = { kind, start, end: start, outer: this.outer(event, start), flow: event.style === FLOW, size: 1, height: 1 };
    this.frames.push(/** @type {any} */ ({ ...frame, children: [], anchor: this.name(event) }));
    this.place = Math.max(this.place, start);
  }

  close() {
    const frame = this.frames.pop();
    if (!frame) return;
    const { children, anchor, ...node } = frame;
    node.size = 1 + children.reduce((sum, child) => sum + child.size, 0);
    node.height = 1 + Math.max(0, ...children.map((child) => child.height));
    node.end = this.endOf(node, children);
    if (node.kind === "map") node.entries = this.entries(children);
    else node.items = children;
    this.add(node, anchor);
  }

  /** @param {Node} node @param {Node[]} children */
  endOf(node, children) {
    const last = children.at(-1)?.end ?? node.start + 1;
    if (!node.flow || !"[{".includes(this.text[node.start])) return last;
    return last + /^(?:[\s,:?]|#.*)*[\]}]/u.exec(this.text.slice(last, last + 20_000))?.[0].length;
  }

  /** @param {Node} node @param {string} anchor */
  add(node, anchor) {
    this.count += 1;
    if (this.count > this.limits.most) throw new Refused("too-many-nodes", node.start, { limit: this.limits.most });
    if (anchor) this.anchors.set(anchor, node);
    const above = this.frames.at(-1);
    if (above) above.children.push(node);
    else this.root ??= node;
    this.place = Math.max(this.place, node.end);
  }

  /** @param {any} event @returns {Node} */
  scalar(event) {
    if (event.valueStart < 0) return this.nothing(event);
    const quoted = event.style === 2 || event.style === 3;
    const start = event.style >= LITERAL ? this.header(event) : event.valueStart - (quoted ? 1 : 0);
    const end = event.style >= LITERAL ? this.lastLine(event) : event.valueEnd + (quoted ? 1 : 0);
    this.check(event, start);
    if (quoted && this.swallows(start, end)) throw new Refused("unclosed-quote", start);
    let text = getScalarValue(this.text, event).replace(/[\u2028\u2029]/g, "\n").normalize("NFC");
    if (event.style >= LITERAL) text = text.replace(/^\n+|\n+$/g, "");
    if (event.style === PLAIN) {
      this.cut(end);
      if (this.blank.has(text)) text = "";
    }
    return { kind: "text", start, end, outer: this.outer(event, start), flow: event.style < LITERAL, style: event.style, text, size: 1, height: 0 };
  }

  /** A value that is not there: behind its key, or its dash. @param {any} event @returns {Node} */
  nothing(event) {
    const after = /^[ \t]*(?:[:?-](?=[\s,}\]]|$))?/u.exec(this.text.slice(this.place, this.place + 1_000))[0].length;
    const start = event.anchorEnd > 0 || event.tagEnd > 0 ? Math.max(event.anchorEnd, event.tagEnd) : this.place + after;
    this.check(event, start);
    return { kind: "text", start, end: start, outer: this.outer(event, start), flow: true, style: PLAIN, text: "", size: 1, height: 0, bare: true };
  }

  /** Where « | » stands. @param {any} event */
  header(event) {
    const before = this.text.slice(0, event.valueStart);
    const line = before.lastIndexOf("\n", before.endsWith("\n") ? before.length - 2 : before.length);
    const found = /[|>][-+0-9]*[ \t]*(?:#.*)?\n?$/u.exec(before.slice(line + 1));
    return found ? line + 1 + found.index : event.valueStart;
  }

  /** The end of the last line of a block in which something stands, its line feed included. @param {any} event */
  lastLine(event) {
    const written = this.text.slice(event.valueStart, event.valueEnd);
    const kept = written.replace(/\n[ \t\n]*$/u, "");
    return event.valueStart + kept.length + (kept.length < written.length ? 1 : 0);
  }

  /** Refuses a tag, and a tab that indents. @param {any} event @param {number} start */
  check(event, start) {
    const line = this.parsed.lastIndexOf("\n", start - 1) + 1;
    const before = this.parsed.slice(line, start);
    if (before.includes("\t") && !before.trim()) this.complain("tab", line + before.indexOf("\t"));
    if (event.tagStart >= 0) this.complain("tag", event.tagStart, { tag: this.text.slice(event.tagStart, event.tagEnd) });
  }

  /** Whether a quoted text runs on into lines of the keys around it. @param {number} start @param {number} end */
  swallows(start, end) {
    const lines = this.text.slice(start, end).split("\n").slice(1);
    if (!lines.length) return false;
    const rest = this.text.slice(end).split("\n", 1)[0];
    lines.push(lines.pop() + rest);
    const indent = this.indent();
    return lines.some((line) => /[^ \t'",\]}]/u.test(line) && line.length - line.replace(/^ +/u, "").length <= indent);
  }

  /** The column of the block around: what is in brackets has none of its own. */
  indent() {
    const block = this.frames.findLast((frame) => frame && !frame.flow);
    return block ? block.start - (this.text.lastIndexOf("\n", block.start - 1) + 1) : -1;
  }

  /** « Voir le dossier #12 » says « Voir le dossier ». @param {number} end */
  cut(end) {
    const found = /^[ \t]+(#\d.*)/u.exec(this.text.slice(end, end + 200));
    if (found) this.faults.push({ code: "cut-by-hash", at: end + found[0].indexOf("#"), values: { value: found[1].slice(0, 60) }, severity: "warning" });
  }

  /** @param {any} event @returns {Node} */
  alias(event) {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const start = event.anchorStart - 1;
    const target = this.anchors.get(name);
    if (!target) throw new Refused("unknown-alias", start, { alias: name.slice(0, 60) });
    this.count += target.size;
    const deep = this.frames.length - 1 + target.height > this.limits.deepest;
    if (this.count > this.limits.most || deep) throw new Refused("alias-too-large", start, { alias: name.slice(0, 60) });
    return { ...target, start, end: event.anchorEnd, outer: start, flow: true, alias: true };
  }

  /** @param {Node[]} children @returns {Entry[]} */
  entries(children) {
    /** @type {Map<string, Node>} */
    const seen = new Map();
    const found = [];
    for (let rank = 0; rank < children.length; rank += 2) {
      const [key, value] = children.slice(rank, rank + 2);
      const first = seen.get(key.text);
      if (key.kind !== "text" || !key.text) this.complain("key-not-text", key.start);
      else if (key.text === "<<") this.complain("merge-key", key.start);
      else if (first) this.complain("duplicate-key", key.start, { key: key.text.slice(0, 60), first: lineOf(this.text, first.start) });
      else seen.set(key.text, key);
      const mark = /\?[ \t]+$/u.exec(this.text.slice(Math.max(0, key.outer - 40), key.outer));
      found.push({ key, value, from: key.outer - (mark ? mark[0].length : 0) });
    }
    return found;
  }
}

/** @param {string} text @param {number} place @returns {number} from 1 */
export const lineOf = (text, place) => text.slice(0, place).split("\n").length;

/** Plain mappings, lists and texts of a node; what an alias names comes again each time. @param {Node} node @returns {any} */
export function dataOf(node) {
  if (node.kind === "text") return node.text;
  if (node.kind === "list") return node.items.map(dataOf);
  const made = Object.create(null);
  for (const { key, value } of node.entries) made[key.text] = dataOf(value);
  return made;
}

/** Whether two values say the same, whatever the order of their keys. @param {any} one @param {any} other @returns {boolean} */
export function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}
