/* A circuit's table (`jeu-oie export --csv`), whatever a spreadsheet has made of it → its data (exchange/filling.py). */

import { Cells } from "./csv_cells.js";
import { isMapping } from "./judge_shape.js";
import { fill, nearest, plain, strip } from "./judge_words.js";

/** @typedef {{[key: string]: any}} Data */
/** @typedef {import("./judge.js").Problem} Problem */
/** A row: its number, and the texts in which something stands, by the key of their column. @typedef {{row: number, cells: Map<string, {text: string, sure: boolean}>}} Row */

/**
 * Reads a table. `data` is null when something in it cannot be told any more; `line` of a problem is then its row.
 * @param {string} text @param {any} rulebook @returns {{data: Data | null, problems: Problem[], source: null}}
 */
export function readTable(text, rulebook) {
  const maker = new Maker(rulebook);
  maker.read(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
  const failed = maker.problems.some((problem) => problem.severity === "error");
  return { data: failed ? null : maker.assembled(), problems: maker.problems, source: null };
}

/** Rows of a CSV; a quote inside a text is doubled. @param {string} text @param {string} separator @returns {string[][]} */
function rowsOf(text, separator) {
  const rows = [];
  /** @type {string[]} */
  let row = [];
  const cell = new RegExp(`"((?:[^"]|"")*)(?:"([^${separator}\n]*)|$)|([^${separator}\n]*)`, "y");
  for (let place = 0; place < text.length; ) {
    cell.lastIndex = place;
    const found = cell.exec(text);
    row.push(found[1] === undefined ? found[3] : found[1].replaceAll('""', '"') + (found[2] ?? ""));
    place += found[0].length;
    if (text[place] !== separator || place + 1 === text.length) {
      if (text[place] === separator) row.push("");
      rows.push(row);
      row = [];
    }
    place += 1;
  }
  return rows;
}

/** @param {object} mapping @param {string} key */
const held = (mapping, key) => (Object.hasOwn(mapping, key) ? /** @type {any} */ (mapping)[key] : undefined);

class Maker {
  /** @param {any} rulebook */
  constructor(rulebook) {
    this.rulebook = { ...rulebook, sentences: { ...rulebook.sentences, ...rulebook.table.sentences } };
    this.table = rulebook.table;
    /** @type {Problem[]} */
    this.problems = [];
    this.circuit = Object.create(null);
    this.landlord = Object.create(null);
    /** @type {Map<string, Data>} */
    this.declared = new Map();
    /** @type {Map<string, Data[]>} */
    this.items = new Map();
    /** The steps of side tracks, by detour. @type {Map<string, {row: number, steps: Data[]}>} */
    this.inner = new Map();
  }

  /** @param {number} row @param {string} code @param {object} [values] */
  tell(row, code, values = {}) {
    const severity = /** @type {"error"} */ (this.table.warnings.includes(code) ? "warning" : "error");
    this.problems.push({ path: [], key: null, severity, code, values, line: row, ...fill({ code, values }, this.rulebook) });
  }

  /** The column that a text names. @param {string} text @returns {string | undefined} */
  column(text) {
    const bare = strip(plain(text));
    if (text.length > this.table.longest) return undefined;
    return this.table.keys.includes(bare) ? bare : (held(this.table.columns, bare) ?? this.columnOfFact(bare));
  }

  /** What a fact says of itself: « delai annonce · source » → « delay.source ». @param {string} bare @returns {string | undefined} */
  columnOfFact(bare) {
    const between = bare.includes(this.table.between) ? this.table.between : ".";
    const [fact, part, ...more] = bare.split(between);
    const key = this.table.facts.find((/** @type {string} */ each) => each === (between === "." ? fact : held(this.table.columns, fact)));
    const said = part === undefined || more.length ? undefined : held(this.table.saying, part);
    return key && said ? `${key}.${said}` : undefined;
  }

  /** @param {string} text */
  read(text) {
    const bare = text.startsWith("sep=") && text[5] === "\n" ? `\n${text.slice(6)}` : text;
    const tried = this.table.separators.map((/** @type {string} */ separator) => {
      const rows = rowsOf(bare, separator);
      return { separator, rows, names: Math.max(0, ...rows.map((row) => row.filter((cell) => this.column(cell)).length)) };
    });
    const { rows, separator } = tried.reduce((/** @type {any} */ best, /** @type {any} */ each) => (each.names > best.names ? each : best));
    if ((bare.match(/"/g) ?? []).length % 2) this.tell(1, "cell-quote");
    this.cells = new Cells(this.table, separator === ";");
    const texts = rows.map((/** @type {string[]} */ row) => row.map((cell) => this.cells.unguarded(cell)));
    const columns = this.head(texts);
    if (columns) texts.forEach((/** @type {any[]} */ row, /** @type {number} */ rank) => this.row(row, rank + 1, columns));
  }

  /** The key of each column, from the row that names most. @param {{text: string}[][]} rows @returns {{keys: (string | undefined)[], heads: Set<number>} | null} */
  head(rows) {
    const named = rows.map((row) => row.map((cell) => this.column(cell.text)));
    const heads = new Set([...named.keys()].filter((rank) => named[rank].includes("list") && named[rank].filter(Boolean).length >= this.table.head));
    if (!heads.size) {
      this.tell(1, "cell-head", { columns: this.table.keys.slice(0, 5).join(", ") });
      return null;
    }
    const exact = (/** @type {number} */ rank) => rows[rank].filter((cell) => this.table.keys.includes(cell.text.trim())).length;
    const best = [...heads].reduce((one, other) => (exact(other) > exact(one) ? other : one));
    /** @type {(string | undefined)[]} */
    const keys = [];
    named[best].forEach((key, column) => {
      const said = rows[best][column].text.trim();
      if (key && keys.includes(key)) this.tell(best + 1, "cell-column-twice", { key });
      else keys[column] = key;
      if (!key && said) this.tell(best + 1, "cell-column", { name: said, ...this.near(said, this.table.keys) });
    });
    return { keys, heads };
  }

  /** @param {string} text @param {string[]} known */
  near(text, known) {
    const close = nearest(text, known, this.rulebook);
    return close ? { nearest: close } : {};
  }

  /** @param {{text: string, sure: boolean}[]} cells @param {number} row @param {{keys: (string | undefined)[], heads: Set<number>}} columns */
  row(cells, row, { keys, heads }) {
    if (heads.has(row - 1)) return;
    /** @type {Row} */
    const record = { row, cells: new Map() };
    cells.forEach((cell, column) => {
      if (!strip(cell.text)) return;
      if (keys[column]) record.cells.set(keys[column], cell);
      else this.tell(row, "cell-no-column", { value: cell.text.slice(0, 60) });
    });
    if (record.cells.size) this.add(record);
  }

  /** Puts a row where its `list` says. @param {Row} record */
  add(record) {
    const said = record.cells.get("list")?.text ?? "";
    const sort = held(this.table.sorts, strip(plain(said)));
    if (!strip(said)) this.tell(record.row, "cell-no-list");
    else if (!sort) this.tell(record.row, "cell-list", { value: said.slice(0, 60), ...this.near(said, Object.keys(this.table.sorts)) });
    else if (["circuit", "landlord", "words"].includes(sort)) this.fact(record, sort);
    else if (this.table.items.includes(sort)) this.item(record, sort);
    else this.declare(record, sort);
  }

  /** @param {Row} record @param {string} sort */
  item(record, sort) {
    const entries = this.entries(record, sort === "steps" ? ["list", "in"] : ["list"]);
    const detour = sort === "steps" ? record.cells.get("in")?.text.trim() : "";
    if (!Object.keys(entries).length) this.tell(record.row, "cell-only-list");
    else if (detour) {
      if (!this.inner.has(detour)) this.inner.set(detour, { row: record.row, steps: [] });
      this.inner.get(detour).steps.push(entries);
    } else this.items.set(sort, [...(this.items.get(sort) ?? []), entries]);
  }

  /** A source or an actor under its name. @param {Row} record @param {string} sort */
  declare(record, sort) {
    const name = this.name(record);
    if (name === null) return;
    if (!this.declared.has(sort)) this.declared.set(sort, Object.create(null));
    this.put(this.declared.get(sort), name, this.entries(record, ["list", "id"]), record.row);
  }

  /** « circuit | topic | repairs »: a key of the circuit, of its landlord or of its words. @param {Row} record @param {string} sort */
  fact(record, sort) {
    const name = this.name(record, sort !== "words");
    for (const key of record.cells.keys()) if (!["list", "id", "value"].includes(key)) this.tell(record.row, "cell-not-here", { key });
    if (name === null) return;
    const cell = record.cells.get("value");
    if (!cell) return this.tell(record.row, "cell-no-value", { key: name.slice(0, 60) });
    if (sort === "words") {
      if (!this.declared.has(sort)) this.declared.set(sort, Object.create(null));
      return this.put(this.declared.get(sort), name.normalize("NFC"), this.value(record.row, "words", cell), record.row);
    }
    const [part, ...above] = name.split(".").reverse();
    const value = this.value(record.row, part, cell);
    if (!above.length) return this.put(sort === "circuit" ? this.circuit : this.landlord, part, value, record.row);
    const whole = above.reverse().join(".");
    this.circuit[whole] ??= Object.create(null);
    if (typeof this.circuit[whole] === "object") this.put(this.circuit[whole], part, value, record.row);
    else this.tell(record.row, "duplicate-key", { key: whole, first: 1 });
  }

  /** @param {Data} entries @param {string} key @param {any} value @param {number} row */
  put(entries, key, value, row) {
    if (Object.hasOwn(entries, key)) this.tell(row, "duplicate-key", { key: key.slice(0, 60), first: 1 });
    else entries[key] = value;
  }

  /** What stands in `id`, told where nothing does. @param {Row} record @param {boolean} [bare] @returns {string | null} */
  name(record, bare = true) {
    const cell = record.cells.get("id");
    if (!cell) this.tell(record.row, "cell-no-id");
    return cell ? (bare ? strip(cell.text) : cell.text) : null;
  }

  /** The cells of a row as what stands under its keys. @param {Row} record @param {string[]} apart @returns {Data} */
  entries(record, apart) {
    const made = Object.create(null);
    /** @type {Map<string, Data>} */
    const said = new Map();
    for (const [name, cell] of record.cells) {
      const [key, fact] = name.split(".").reverse();
      if (fact) said.set(fact, Object.assign(said.get(fact) ?? Object.create(null), { [key]: this.value(record.row, key, cell) }));
      else if (!apart.includes(key)) made[key] = this.value(record.row, key, cell);
    }
    for (const [fact, parts] of said) {
      const own = made[fact] === undefined || isMapping(made[fact]) ? made[fact] : { value: made[fact] };
      made[fact] = Object.assign(Object.create(null), own, parts);
    }
    return made;
  }

  /** @param {number} row @param {string} key @param {{text: string, sure: boolean}} cell */
  value(row, key, cell) {
    const { text, code } = this.cells.mended(key, cell);
    if (code) this.tell(row, code, { value: text.slice(0, 60) });
    return this.cells.read(key, (this.table.codes.includes(key) ? strip(text) : text).normalize("NFC").replace(/[\u2028\u2029]/g, " "));
  }

  /** The whole circuit; a side track whose detour is not there is told. @returns {Data | null} */
  assembled() {
    const root = Object.assign(Object.create(null), this.circuit);
    for (const [sort, found] of this.declared) {
      const own = sort.startsWith(this.table.own);
      (own ? this.landlord : root)[own ? sort.slice(this.table.own.length) : sort] = found;
    }
    if (Object.keys(this.landlord).length) root.landlord = this.landlord;
    for (const [sort, items] of this.items) root[sort] = sort === "detours" ? items.map((item) => this.withSteps(item)) : items;
    for (const [value, { row }] of this.inner) this.tell(row, "cell-no-detour", { value });
    return this.inner.size ? null : sorted(root, this.rulebook);
  }

  /** A detour with the steps of its side track. @param {Data} detour */
  withSteps(detour) {
    const found = this.inner.get(detour.id);
    if (!found) return detour;
    this.inner.delete(detour.id);
    return Object.assign(Object.create(null), detour, { steps: found.steps });
  }
}

/** The circuit's keys in the order in which a circuit is written. @param {Data} root @param {any} rulebook */
function sorted(root, rulebook) {
  const order = ["format", "title", "topic", "landlord", "common", ...rulebook.models.CircuitFile.map((/** @type {any} */ field) => field.key)];
  const rank = (/** @type {string} */ key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const keys = Object.keys(root).sort((one, other) => rank(one) - rank(other));
  return Object.assign(Object.create(null), Object.fromEntries(keys.map((key) => [key, root[key]])));
}
