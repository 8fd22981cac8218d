/* A file with what changed in it: all other lines, comments and spaces stay as they were (see circuit/renewing.py). */

import { entry, flowEntry, inBlock, inFlow, inLine, isPart, item, keyText } from "./reading_emit.js";
import { kindOf, matched, matchedKeys, ordered } from "./reading_match.js";
import { dataOf, LITERAL, same } from "./reading_tree.js";

/** @typedef {import("./reading_tree.js").Node} Node */
/** @typedef {import("./reading_tree.js").Entry} Entry */
/**
 * Something of a block that has lines of its own. `lead`: the comments just above; `body`: from its key or its dash to
 * the end of its last line, with the comments that are indented more; `after`: blank lines and comments that stand
 * apart, null behind the last one; `gap`: a new list of the circuit, which an empty line sets off.
 * @typedef {{lead: string, body: string, after: string | null, fresh?: boolean, gap?: boolean}} Piece
 */
/** Where a piece stands in the text. @typedef {{from: number, until: number, lead: string, after: string | null}} Cut */

/**
 * @param {{lines: string, root: Node}} source @param {any} data
 * @param {boolean} spelt whether what an alias names is written out everywhere
 * @returns {string}
 */
export function renewed({ lines, root }, data, spelt) {
  const pen = new Pen(lines, spelt);
  return lines.slice(0, root.start) + pen.node(root, data, lines.length);
}

/** Every comment of a file that has to be laid out anew. @param {{lines: string, root: Node}} source */
export function remarksOf({ lines, root }) {
  return inLines(new Pen(lines, false).commentsIn(0, lines.length, root), "");
}

/** @param {string[]} comments @param {string} indent */
const inLines = (comments, indent) => comments.map((comment) => `${indent}${comment}\n`).join("");

const COMMENT = /(?<!\S)#[^\n]*/gu;

/** What may stand behind a value in its line. @param {string} text */
const isBeside = (text) => /^[ \t]*(?:#[^\n]*)?\n?$/.test(text);

class Pen {
  /** @param {string} lines @param {boolean} spelt */
  constructor(lines, spelt) {
    this.lines = lines;
    this.spelt = spelt;
    /** Comments that what is written in one line has no room for. @type {string[]} */
    this.loose = [];
  }

  /**
   * The text from `top` to `end`, saying `value`, which is of the kind of `node`; `top` is where that starts, or where
   * the comments above its first item do.
   * @param {Node} node @param {any} value @param {number} end @param {number} [top] @returns {string}
   */
  node(node, value, end, top = node.start) {
    if (!this.changed(node, value)) return this.lines.slice(top, end);
    if (node.flow) return this.inBrackets(node, value) + this.lines.slice(node.end, end);
    return node.kind === "map" ? this.map(node, value, end) : this.list(node, value, end, top);
  }

  /** Where the comments start that belong to the first item of a list under a key. @param {Node} node @param {number} from */
  topOf(node, from) {
    if (node.kind !== "list" || node.flow || node.alias) return node.start;
    const top = this.above(node.start, this.lineEnd(from));
    return top < node.start - this.column(node.start) ? top : node.start;
  }

  /** @param {Node} node @param {any} value @returns {boolean} */
  changed(node, value) {
    return !same(dataOf(node), value) || (this.spelt && aliased(node));
  }

  /** @param {number} place */
  column(place) {
    return place - this.lineStart(place);
  }

  /** @param {number} place */
  lineStart(place) {
    return this.lines.lastIndexOf("\n", place - 1) + 1;
  }

  /** The end of the line in which something ends, its line feed included. @param {number} place */
  lineEnd(place) {
    if (place > 0 && this.lines[place - 1] === "\n") return place;
    const found = this.lines.indexOf("\n", place);
    return found < 0 ? this.lines.length : found + 1;
  }

  /** Where the comments start that stand just above the line of `place`, not before `from`. @param {number} place @param {number} from */
  above(place, from) {
    let start = this.lineStart(place);
    while (start > from) {
      const before = this.lineStart(start - 1);
      if (before < from || !/^[ \t]*#/.test(this.lines.slice(before, start))) break;
      start = before;
    }
    return start;
  }

  /**
   * The parts of a block, cut where each starts: `starts` are the places of keys or dashes, `ends` where each ends.
   * @param {number[]} starts @param {number[]} ends @param {number} end @param {number} top @returns {Cut[]}
   */
  cut(starts, ends, end, top) {
    const deeper = new RegExp(`(?:(?:[ \\t]*\\n)*[ ]{${this.column(starts[0]) + 1},}#[^\\n]*\\n?)*`, "uy");
    const untils = ends.map((place) => {
      deeper.lastIndex = this.lineEnd(place);
      deeper.test(this.lines);
      return Math.min(deeper.lastIndex, end);
    });
    const tops = starts.map((place, rank) => (rank ? this.above(place, untils[rank - 1]) : top));
    return starts.map((from, rank) => ({
      lead: this.lines.slice(tops[rank], Math.max(tops[rank], this.lineStart(from))),
      from,
      until: untils[rank],
      after: rank + 1 < starts.length ? this.lines.slice(untils[rank], tops[rank + 1]) : null,
    }));
  }

  /** @param {Node} node @param {any} value @param {number} end */
  map(node, value, end) {
    const column = this.column(node.start);
    const names = matchedKeys(node, value);
    const ends = node.entries.map((each) => each.value.end || each.key.end);
    const { head, cuts } = spared(this.cut(node.entries.map((each) => each.from), ends, end, node.start), [...names.values()]);
    const made = ordered(Object.keys(value), [...names.keys()]).map((name) => {
      const old = names.get(name);
      if (old !== undefined) return this.value(node.entries[old].value, value[name], cuts[old], column, { key: node.entries[old].key, name });
      return { lead: "", body: `${entry(name, value[name], column)}\n`, after: null, fresh: true, gap: !column && isPart(name, value[name]) };
    });
    return this.joined(head, made, cuts, node.start, end);
  }

  /** @param {Node} node @param {any[]} value @param {number} end @param {number} top */
  list(node, value, end, top) {
    const column = this.column(node.start);
    const dashes = this.dashes(node);
    const from = matched(node, value);
    const ends = node.items.map((each, rank) => Math.max(each.end, dashes[rank] + 1));
    const { head, cuts } = spared(this.cut(dashes, ends, end, top), from);
    const made = value.map((each, rank) => {
      const old = from[rank];
      if (old !== undefined) return this.value(node.items[old], each, cuts[old], column);
      return { lead: "", body: `${item(each, column)}\n`, after: null, fresh: true };
    });
    return this.joined(head, made, cuts, top, end);
  }

  /**
   * What stays of an entry or an item; `named`: its key as it was, and what it is called now.
   * @param {Node} node @param {any} value @param {Cut} cut @param {number} column
   * @param {{key: Node, name: string}} [named] @returns {Piece}
   */
  value(node, value, { from, until, lead, after }, column, named) {
    const start = named ? named.key.end : from;
    const top = named ? this.topOf(node, start) : node.start;
    const stays = !named || named.key.text === named.name;
    const head = (stays ? this.lines.slice(from, start) : keyText(named.name, column)) + this.lines.slice(start, top);
    if (!this.changed(node, value)) return { lead, after, body: head + this.lines.slice(top, until) };
    const fits = this.fits(node, value);
    const { body, kept } = fits ? this.into(node, value, head, top, until, column) : this.anew(node, value, start, until, column, named?.name);
    return { lead: lead + inLines(kept, " ".repeat(column)), body, after };
  }

  /** What is written into what stands there. @param {Node} node @param {any} value @param {string} head @param {number} top @param {number} until @param {number} column */
  into(node, value, head, top, until, column) {
    const body = head + (node.kind === "text" ? this.text(node, value, head, this.lines.slice(node.end, until), column) : this.node(node, value, until, top));
    return { body, kept: this.loose.splice(0) };
  }

  /**
   * A value of another sort: its comments stay behind it where one line becomes another, else above it.
   * @param {Node} node @param {any} value @param {number} start @param {number} until @param {number} column @param {string} [name]
   */
  anew(node, value, start, until, column, name) {
    const body = name === undefined ? item(value, column) : entry(name, value, column);
    const behind = this.lines.slice(node.end, until);
    if (isBeside(behind) && !body.includes("\n") && !this.lines.slice(start, node.end).includes("\n")) {
      return { body: `${body}${behind.replace(/\n$/, "")}\n`, kept: [] };
    }
    return { body: `${body}\n`, kept: this.commentsIn(start, until, node) };
  }

  /** A text in place of another, and what stands behind it. @param {Node} node @param {string} value @param {string} head @param {string} tail @param {number} column */
  text(node, value, head, tail, column) {
    const space = node.bare && !/\s$/.test(head) ? " " : "";
    const header = this.lines.slice(node.start, node.end).split("\n", 1)[0];
    const [remark, rest] = node.style < LITERAL ? [tail, ""] : [`${/[ \t]+#.*/.exec(header)?.[0] ?? ""}\n`, tail];
    if (!isBeside(remark)) return space + inLine(value) + remark + rest; /* a comment in a line of its own */
    return space + inBlock(value, column, remark.trimEnd()) + (remark.endsWith("\n") ? "\n" : "") + rest;
  }

  /** Whether `value` can be written into what stands there. @param {Node} node @param {any} value */
  fits(node, value) {
    return kindOf(value) === node.kind && !node.alias && (node.kind === "text" || Object.keys(value).length > 0);
  }

  /** Where the dash of each item stands. @param {Node} node @returns {number[]} */
  dashes(node) {
    const column = " ".repeat(this.column(node.start));
    let place = node.start;
    return node.items.map((each, rank) => {
      if (rank) {
        const from = this.lineEnd(node.items[rank - 1].end > place ? node.items[rank - 1].end : place + 1);
        const found = new RegExp(`^${column}-(?=\\s|$)`, "mu").exec(this.lines.slice(from));
        place = from + found.index + column.length;
      }
      return place;
    });
  }

  /**
   * The pieces one under the other. What stood behind the last one stays there, whatever the last one is now.
   * @param {string} first above them @param {Piece[]} made @param {Cut[]} cuts @param {number} top @param {number} end
   */
  joined(first, made, cuts, top, end) {
    const [{ from: start }] = cuts;
    const column = this.column(start);
    const indent = " ".repeat(column);
    const alone = !this.lines.slice(start - column, start).trim();
    const behind = afters(made, cuts[0].after);
    const written = made.map((piece, rank) => {
      const lead = rank ? piece.lead : first + piece.lead;
      const open = rank === made.length - 1 && !(rank === 0 && lead);
      const body = open || piece.body.endsWith("\n") ? piece.body : `${piece.body}\n`;
      if (rank || top < start) return lead + indent + body + behind[rank];
      if (alone && lead) return lead.replace(/^[ \t]+/, "") + indent + body + behind[rank]; /* the margin of the first line stands already */
      return body + lead + behind[rank];
    }).join("");
    const rest = this.lines.slice(cuts.at(-1).until, end);
    return (rest && !written.endsWith("\n") ? `${written}\n` : written) + rest;
  }

  /** A list or a mapping in brackets; what stands between its values stays where their order does. @param {Node} node @param {any} value @returns {string} */
  inBrackets(node, value) {
    const old = node.entries?.map((each) => ({ from: each.from, end: each.value.end || each.key.end })) ?? node.items.map((each) => ({ from: each.outer, end: each.end }));
    if (!old.length || !Object.keys(value).length) return inFlow(value);
    const between = old.slice(1).map((each, rank) => this.lines.slice(old[rank].end, each.from));
    const { ranks, made } = node.kind === "map" ? this.flowEntries(node, value) : this.flowItems(node, value);
    const stays = made.length === old.length && ranks.every((each, rank) => each === undefined || each === rank);
    if (!stays) this.loose.push(...between.flatMap((each) => [...(each.match(COMMENT) ?? [])]));
    const joint = between.find((each) => !each.includes("#")) ?? ", ";
    const body = stays ? made.map((each, rank) => each + (between[rank] ?? "")).join("") : made.join(joint);
    return this.lines.slice(node.start, old[0].from) + body + this.lines.slice(old.at(-1).end, node.end);
  }

  /** @param {Node} node @param {any[]} value */
  flowItems(node, value) {
    const ranks = matched(node, value);
    return { ranks, made: ranks.map((old, rank) => this.flowValue(node.items[old], value[rank])) };
  }

  /** @param {Node} node @param {any} value */
  flowEntries(node, value) {
    const names = matchedKeys(node, value);
    const order = ordered(Object.keys(value), [...names.keys()]);
    const made = order.map((name) => this.flowEntry(node.entries[names.get(name)], name, value[name]));
    return { ranks: order.map((name) => names.get(name)), made };
  }

  /** @param {Entry | undefined} old @param {string} name @param {any} value */
  flowEntry(old, name, value) {
    if (!old) return flowEntry(name, value);
    const { key, value: node, from } = old;
    if (key.text !== name) return flowEntry(name, value);
    const behind = node.bare ? ": " : this.lines.slice(key.end, node.outer);
    return this.lines.slice(from, key.end) + behind + this.flowValue(node, value);
  }

  /** @param {Node | undefined} old @param {any} value @returns {string} */
  flowValue(old, value) {
    if (!old) return inFlow(value);
    if (!this.changed(old, value)) return this.lines.slice(old.outer, old.end);
    if (old.kind !== "text" && this.fits(old, value)) return this.lines.slice(old.outer, old.start) + this.inBrackets(old, value);
    this.loose.push(...this.commentsIn(old.outer, old.end, old));
    return inFlow(value);
  }

  /** The comments between two places, but for signs in the texts of `node`. @param {number} from @param {number} until @param {Node} node */
  commentsIn(from, until, node) {
    const texts = leaves(node);
    const bounds = [from, ...texts.flatMap((each) => [each.start, each.end]), until];
    const found = [];
    for (let rank = 0; rank < bounds.length; rank += 2) {
      const between = this.lines.slice(bounds[rank], bounds[rank + 1]);
      found.push(...(between.match(COMMENT) ?? []));
    }
    return found;
  }
}

/**
 * The comments that stand apart behind what goes: they stay below what stays above them, or come first of all.
 * @param {Cut[]} cuts @param {(number | undefined)[]} kept
 */
function spared(cuts, kept) {
  const made = cuts.map((each) => ({ ...each }));
  let head = "";
  let above = -1;
  cuts.forEach(({ after }, rank) => {
    if (kept.includes(rank)) above = rank;
    else if (after?.trim() && above < 0) head += after.replace(/^\n+/, "");
    else if (after?.trim()) {
      const before = (made[above].after ?? "").trimEnd();
      made[above].after = (before ? `${before}\n` : "") + after;
    }
  });
  return { head, cuts: made };
}

/** What stands behind each piece: what is new comes before what stood there, set apart as the first two were. @param {Piece[]} made @param {string | null} first */
function afters(made, first) {
  const between = first?.trim() ? "" : (first ?? "");
  const found = made.map((each) => each.after);
  made.forEach(({ fresh, gap }, rank) => {
    if (rank && fresh) [found[rank - 1], found[rank]] = [gap ? "\n" : between, found[rank - 1]];
  });
  const last = found.pop() ?? "";
  return [...found.map((each) => each ?? between), last.trim() ? last : ""];
}

/** Whether a name of something else stands in a node. @param {Node} node @returns {boolean} */
function aliased(node) {
  return node.alias || (node.items ?? node.entries?.map((each) => each.value) ?? []).some(aliased);
}

/** Every text of a node, keys included. @param {Node} node @returns {Node[]} */
function leaves(node) {
  if (node.kind === "text" || node.alias) return [node];
  /** @type {Node[]} */
  const inside = node.items ?? node.entries.flatMap((each) => [each.key, each.value]);
  return inside.flatMap((each) => leaves(each));
}
