/* One cell ↔ one value of a circuit: lists, contacts, delays, and what a spreadsheet does to a text
   (exchange/cells.py, exchange/spreadsheet.py). */

import { plain, strip } from "./judge_words.js";

/** @typedef {{text: string, sure: boolean}} Cell */

export class Cells {
  /** @param {any} table @param {boolean} dayFirst whether 3/4/2017 is in April */
  constructor(table, dayFirst) {
    this.table = table;
    this.dayFirst = dayFirst;
    this.patterns = Object.fromEntries(Object.entries(table.patterns).map(([name, each]) => [name, new RegExp(`^(?:${each})$`, "u")]));
  }

  /** A text without the apostrophe that kept a spreadsheet from changing it. @param {string} text @returns {Cell} */
  unguarded(text) {
    return text.startsWith("'") && this.changes(text.slice(1)) ? { text: text.slice(1), sure: true } : { text, sure: false };
  }

  /** Whether a spreadsheet takes a text for something else. @param {string} text */
  changes(text) {
    const bare = text.replace(/^'+/, "");
    if (this.table.formula.some((/** @type {string} */ sign) => bare.startsWith(sign))) return true;
    return !this.patterns.kept.test(bare) && this.patterns.changed.test(strip(plain(bare)));
  }

  /** What a cell means under a key, and the code of what has to be told about it. @param {string} key @param {Cell} cell @returns {{text: string, code?: string}} */
  mended(key, { text, sure }) {
    const { dates, flags, numbers, booleans } = this.table;
    const bare = strip(plain(text));
    const spoilt = sure ? "" : this.spoilt(key, strip(text), bare);
    if (spoilt) return { text, code: spoilt };
    if (dates.includes(key) && !sure) return this.date(text, bare);
    if (flags.includes(key)) return { text: Object.hasOwn(booleans, bare) ? booleans[bare] : text };
    return { text: numbers.includes(key) ? text.replace(/[.,]0+$/, "") : text };
  }

  /** @param {string} key @param {string} text @param {string} bare */
  spoilt(key, text, bare) {
    const { error, rounded, phone, rewritten } = this.patterns;
    if (error.test(bare)) return "cell-error";
    if (rounded.test(text)) return "cell-digits";
    if (key === "call" && phone.test(bare)) return "cell-phone";
    return !this.table.dates.includes(key) && rewritten.test(bare) ? "cell-date" : "";
  }

  /** « 14/03/2017 » → 2017-03-14; a day and a month that may be either are told. @param {string} text @param {string} bare */
  date(text, bare) {
    const { day, named, "month-year": monthYear } = this.patterns;
    const two = (/** @type {string | number} */ number) => String(number).padStart(2, "0");
    let found = day.exec(bare);
    if (found) {
      let [first, second] = [Number(found[1]), Number(found[2])];
      if (second > 12) [first, second] = [second, first];
      else if (first <= 12 && first !== second && !this.dayFirst) return { text, code: "cell-day-or-month" };
      return { text: `${year(found[3])}-${two(second)}-${two(first)}` };
    }
    found = named.exec(bare);
    if (found) return { text: `${year(found[3])}-${two(this.table.months[found[2]])}${found[1] ? `-${two(Number(found[1]))}` : ""}` };
    found = monthYear.exec(bare);
    return { text: found ? `${found[2]}-${two(Number(found[1]))}` : text };
  }

  /** What an author wrote in a cell: a text, a list, or the parts of a contact or of a delay. @param {string} key @param {string} cell @returns {any} */
  read(key, cell) {
    const { contacts, lists } = this.table;
    if (contacts.includes(key) || key === "acceptable" || key === "elsewhere") return this.items(cell).map((each) => this.parts(key, each));
    if (lists.includes(key)) return this.items(cell);
    return key === "delay" ? this.parts(key, cell) : cell;
  }

  /** One a line, or one a bullet. @param {string} cell @returns {string[]} */
  items(cell) {
    const lines = cell.split("\n");
    const bullet = this.table.bullets.find((/** @type {string} */ each) => lines[0].startsWith(each));
    if (!bullet) return lines.map(strip).filter(Boolean);
    /** @type {string[][]} */
    const found = [];
    for (const line of lines) {
      if (line.startsWith(bullet)) found.push([line.slice(bullet.length)]);
      else if (line.startsWith("  ")) found.at(-1).push(line.slice(2));
      else if (strip(line)) found.push([strip(line)]);
    }
    return found.map((each) => each.join("\n"));
  }

  /** « kind: phone » and the lines after it, as far as they name a part; else the text alone. @param {string} key @param {string} text */
  parts(key, text) {
    const named = new RegExp(`^(${this.table.parts[key].join("|")})\\s*: ?(.*)$`, "su");
    const found = Object.create(null);
    let last = "";
    for (const line of text.split("\n")) {
      const part = named.exec(line);
      if (part && !(part[1] in found)) found[(last = part[1])] = part[2];
      else if (last && line.startsWith("  ")) found[last] += `\n${line.slice(2)}`;
      else if (line) return text;
    }
    if (found.source !== undefined) found.source = this.items(found.source);
    return last ? found : text;
  }
}

/** Two digits as a spreadsheet means them. @param {string} digits */
const year = (digits) => (digits.length === 4 ? digits : `${Number(digits) < 30 ? "20" : "19"}${digits}`);
