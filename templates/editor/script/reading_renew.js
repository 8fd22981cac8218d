/* A file with what changed in it: all other lines, comments and spaces stay as they were (see circuit/renewing.py). */

import { entry, inBlock, inFlow, inLine, item, keyText } from "./reading_emit.js";
import { kindOf, matched, ordered, renamings } from "./reading_match.js";
import { dataOf, LITERAL, same } from "./reading_tree.js";

/** @typedef {import("./reading_tree.js").Node} Node */
/**
 * Something of a block that has lines of its own. `lead`: the comments just above; `body`: from its key or its dash to
 * the end of its last line; `after`: blank lines and comments that stand apart, null behind the last one and a new one.
 * @typedef {{lead: string, body: string, after: string | null}} Piece
 */

/**
 * @param {{lines: string, root: Node}} source @param {any} data
 * @param {boolean} spelt whether what an alias names is written out everywhere
 * @returns {string}
 */
export function renewed({ lines, root }, data, spelt) {
  const pen = new Pen(lines, spelt);
  return lines.slice(0, root.start) + pen.node(root, data, lines.length);
}

class Pen {
  /** @param {string} lines @param {boolean} spelt */
  constructor(lines, spelt) {
    this.lines = lines;
    this.spelt = spelt;
    /** Comments from inside what is written anew in one line. @type {string[]} */
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
    return place - (this.lines.lastIndexOf("\n", place - 1) + 1);
  }

  /** The end of the line in which something ends, its line feed included. @param {number} place */
  lineEnd(place) {
    if (place > 0 && this.lines[place - 1] === "\n") return place;
    const found = this.lines.indexOf("\n", place);
    return found < 0 ? this.lines.length : found + 1;
  }

  /** Where the comments start that stand just above the line of `place`, not before `from`. @param {number} place @param {number} from */
  above(place, from) {
    let start = this.lines.lastIndexOf("\n", place - 1) + 1;
    while (start > from) {
      const before = this.lines.lastIndexOf("\n", start - 2) + 1;
      if (before < from || !/^[ \t]*#/.test(this.lines.slice(before, start))) break;
      start = before;
    }
    return start;
  }

  /**
   * The parts of a block, cut where each starts: `starts` are the places of keys or dashes, `ends` where each ends.
   * @param {number[]} starts @param {number[]} ends @param {number} end @param {number} [top] @returns {{lead: string, from: number, until: number, after: string | null}[]}
   */
  cut(starts, ends, end, top = starts[0]) {
    const untils = ends.map((place) => Math.min(this.lineEnd(place), end));
    const heads = starts.map((place, rank) => (rank ? this.above(place, untils[rank - 1]) : top));
    return starts.map((from, rank) => ({
      lead: this.lines.slice(heads[rank], Math.max(heads[rank], this.lines.lastIndexOf("\n", from - 1) + 1)),
      from,
      until: untils[rank],
      after: rank + 1 < starts.length ? this.lines.slice(untils[rank], heads[rank + 1]) : null,
    }));
  }

  /** @param {Node} node @param {any} value @param {number} end */
  map(node, value, end) {
    const column = this.column(node.start);
    const parts = this.cut(node.entries.map((each) => each.from), node.entries.map((each) => each.value.end || each.key.end), end);
    const old = node.entries.map((each) => each.key.text);
    const names = renamings(node, value, old);
    /** @type {Map<string, Piece>} */
    const pieces = new Map();
    /** @type {(string | null)[]} */
    const lost = [];
    node.entries.forEach((each, rank) => {
      const part = parts[rank];
      const name = Object.hasOwn(value, each.key.text) ? each.key.text : names.get(each.key.text);
      if (name === undefined) lost.push(part.after);
      else pieces.set(name, { after: part.after, ...this.entry(each, name, value[name], part, column) });
    });
    const fresh = (/** @type {string} */ name) => (column ? "" : this.gap(value[name])) + entry(name, value[name], column);
    const order = ordered(Object.keys(value), [...pieces.keys()]);
    const made = order.map((name) => pieces.get(name) ?? { lead: "", body: `${fresh(name)}\n`, after: null });
    return this.joined(made, parts, node.start, end, lost);
  }

  /** What stands before a new part of the circuit: an empty line before a list. @param {any} value */
  gap(value) {
    return typeof value === "object" ? "\n" : "";
  }

  /**
   * One key that stays.
   * @param {import("./reading_tree.js").Entry} each @param {string} name @param {any} value
   * @param {{from: number, until: number, lead: string}} part @param {number} column @returns {{body: string, lead: string}}
   */
  entry(each, name, value, part, column) {
    const { key, value: node } = each;
    const indent = " ".repeat(column);
    const top = this.topOf(node, key.end);
    const head = name === key.text ? this.lines.slice(part.from, top) : keyText(name) + this.lines.slice(key.end, top);
    if (!this.changed(node, value)) return { lead: part.lead, body: head + this.lines.slice(top, part.until) };
    if (kindOf(value) === node.kind && !node.alias && Object.keys(value).length) {
      const body = node.kind === "text" ? this.text(node, value, head, part.until, column) : head + this.node(node, value, part.until, top);
      return { lead: part.lead + this.taken(indent), body };
    }
    const kept = this.commentsIn(key.end, part.until, node);
    return { lead: part.lead + kept.map((comment) => `${indent}${comment}\n`).join(""), body: `${entry(name, value, column)}\n` };
  }

  /** A text in place of another. @param {Node} node @param {string} value @param {string} head @param {number} until @param {number} column */
  text(node, value, head, until, column) {
    const tail = this.lines.slice(node.end, until);
    const space = node.bare && !/\s$/.test(head) ? " " : "";
    if (node.style < LITERAL) return head + space + (tail.trim() ? inLine(value) : inBlock(value, column)) + (tail || "");
    const written = this.lines.slice(node.start, node.end);
    const [header] = written.split("\n", 1);
    const comment = /#.*$/.exec(header)?.[0];
    const made = comment ? inLine(value) : inBlock(value, column);
    return `${head}${made}${comment ? ` ${comment}` : ""}\n`;
  }

  /** @param {Node} node @param {any[]} value @param {number} end @param {number} top */
  list(node, value, end, top) {
    const column = this.column(node.start);
    const dashes = this.dashes(node);
    const parts = this.cut(dashes, node.items.map((each, rank) => Math.max(each.end, dashes[rank] + 1)), end, top);
    const from = matched(node, value);
    const made = value.map((each, rank) => {
      const old = from[rank];
      if (old === undefined) return { lead: "", body: `${item(each, column)}\n`, after: null };
      return this.item(node.items[old], each, parts[old], column);
    });
    const lost = parts.filter((_, rank) => !from.includes(rank)).map((part) => part.after);
    return this.joined(made, parts, top, end, lost);
  }

  /**
   * One item that stays.
   * @param {Node} node @param {any} value
   * @param {{from: number, until: number, lead: string, after: string | null}} part @param {number} column @returns {Piece}
   */
  item(node, value, part, column) {
    const head = this.lines.slice(part.from, node.start);
    const { after, lead } = part;
    if (!this.changed(node, value)) return { lead, after, body: this.lines.slice(part.from, part.until) };
    const indent = " ".repeat(column);
    if (kindOf(value) === node.kind && !node.alias && Object.keys(value).length) {
      const body = node.kind === "text" ? this.text(node, value, head, part.until, column) : head + this.node(node, value, part.until);
      return { lead: lead + this.taken(indent), after, body };
    }
    const kept = this.commentsIn(part.from, part.until, node);
    return { lead: lead + kept.map((comment) => `${indent}${comment}\n`).join(""), after, body: `${item(value, column)}\n` };
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
   * The pieces one under the other. What stood behind the last one stays there, whatever the last one is now; blank
   * lines between the parts come between new ones too.
   * @param {Piece[]} made @param {{from: number, until: number, after: string | null}[]} parts @param {number} top @param {number} end @param {(string | null)[]} lost
   */
  joined(made, parts, top, end, lost) {
    const [{ from: start }] = parts;
    const column = this.column(start);
    const indent = " ".repeat(column);
    const between = parts[0].after && !parts[0].after.trim() ? parts[0].after : "";
    const alone = !this.lines.slice(start - column, start).trim();
    const written = made.map(({ lead, body, after }, rank) => {
      const last = rank === made.length - 1;
      const ended = body.endsWith("\n") || last ? body : `${body}\n`;
      const behind = last ? (after?.trim() ? after : "") : (after ?? between);
      if (!rank && top < start) return lead + indent + ended + behind;
      if (!rank && !lead) return ended + behind;
      if (!rank) return (alone ? (lead + indent).slice(column) + ended : ended + lead) + behind;
      return lead + indent + ended + behind;
    });
    const whole = written.join("") + lost.filter((after) => after?.trim()).join("");
    const rest = this.lines.slice(parts.at(-1).until, end);
    return (rest && !whole.endsWith("\n") ? `${whole}\n` : whole) + rest;
  }

  /** @param {Node} node @param {any} value @returns {string} */
  inBrackets(node, value) {
    if (node.kind === "text") return inLine(value, true);
    const first = node.kind === "map" ? node.entries[0]?.from : node.items[0]?.outer;
    if (first === undefined || !Object.keys(value).length) return inFlow(value);
    const old = node.entries?.map((each) => ({ from: each.from, end: each.value.end || each.key.end })) ?? node.items.map((each) => ({ from: each.outer, end: each.end }));
    const between = old.slice(1).map((each, rank) => this.lines.slice(old[rank].end, each.from));
    const from = node.kind === "map" ? null : matched(node, value);
    /** @type {string[]} */
    const made = from ? from.map((old, rank) => this.flowItem(node.items[old], value[rank])) : this.flowEntries(node, value);
    const head = this.lines.slice(node.start, first);
    const foot = this.lines.slice(old.at(-1).end, node.end);
    const stays = made.length === old.length && (!from || from.every((each, rank) => each === rank));
    if (stays) return head + made.map((each, rank) => each + (between[rank] ?? "")).join("") + foot;
    for (const each of between) this.loose.push(...(each.match(/#.*/g) ?? []));
    const joint = between.find((each) => !each.includes("#")) ?? ", ";
    return head + made.join(joint) + foot;
  }

  /** @param {Node} old @param {any} value @returns {string} */
  flowItem(old, value) {
    if (old && !this.changed(old, value)) return this.lines.slice(old.outer, old.end);
    const fits = old && kindOf(value) === old.kind && old.kind !== "text" && !old.alias;
    if (old && !fits) this.loose.push(...this.commentsIn(old.outer, old.end, old));
    return fits ? this.lines.slice(old.outer, old.start) + this.inBrackets(old, value) : inFlow(value);
  }

  /** @param {Node} node @param {any} value @returns {string[]} */
  flowEntries(node, value) {
    const old = new Map(node.entries.map((each) => [each.key.text, each]));
    const kept = [...old.keys()].filter((name) => Object.hasOwn(value, name));
    return ordered(Object.keys(value), kept).map((name) => {
      const each = old.get(name);
      if (!each) return inFlow({ [name]: value[name] }).slice(1, -1);
      const space = each.value.bare ? ": " : "";
      return this.lines.slice(each.from, space ? each.key.end : each.value.outer) + space + this.flowItem(each.value, value[name]);
    });
  }

  /** Comments that have lost their place, each in a line of its own. @param {string} indent */
  taken(indent) {
    return this.loose.splice(0).map((comment) => `${indent}${comment}\n`).join("");
  }

  /** The comments between two places, but for signs in the texts of `node`. @param {number} from @param {number} until @param {Node} node */
  commentsIn(from, until, node) {
    const texts = leaves(node);
    const bounds = [from, ...texts.flatMap((each) => [each.start, each.end]), until];
    const found = [];
    for (let rank = 0; rank < bounds.length; rank += 2) {
      const between = this.lines.slice(bounds[rank], bounds[rank + 1]);
      found.push(...(between.match(/(?<=^|\s)#.*$/gmu) ?? []));
    }
    return found;
  }
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
