/* Lists of items, each folded to one line: added, taken away, moved by buttons. */

import { isMapping, mapping, nameOf, put, renamed, slug, textOf } from "./data.js";
import { button, byId, follow, make, spell } from "./dom.js";
import { callLater, field, idOf, isTold, placeOf, sentences, strays } from "./fields.js";
import { lacking } from "./gaps.js";
import { draggable, moveTo } from "./move.js";
import { titleOf } from "./places.js";
import { fieldsOf, isNamed, keysOf, ROOT, rulebook } from "./rules.js";
import { KINDS } from "./squares.js";
import { become, called, here, pause, state, taken } from "./state.js";
import { isWrittenTo } from "./track.js";
import { count, named, say } from "./words.js";

/** @typedef {import("./data.js").Path} Path */

// The fields that are seen at once, in this order; the others stand under « more ».
/** @type {Record<string, string[]>} */
const FIRST = {
  Step: ["title", "text", "actor", "delay", "trace", "if-silent", "source"],
  Shortcut: ["title", "from", "to", "criteria", "call", "hours", "source"],
  Detour: ["title", "label", "from", "to", "condition", "source"],
  Setback: ["title", "at", "kind", "to", "remedy", "source"],
  Practice: ["title", "text", "at", "adopted", "source"],
  Recourse: ["title", "text", "who", "contact", "delay", "source"],
  Space: ["title", "who", "when", "at", "source"],
  Problem: ["title", "urgency", "delay", "first", "source"],
  Question: ["title", "answers", "right", "why", "at", "source"],
  Advice: ["title", "text", "at", "source"],
  Fact: ["title", "text", "source"],
  Source: ["title", "author", "date", "address", "note"],
  Actor: ["name", "role"],
  ...rulebook.first,
};

/** Draws again what stands under a list, after a change of its shape. @param {string} [focus] id of what to go to */
export const redraw = (focus = "") => document.dispatchEvent(new CustomEvent("shape", { detail: focus }));

/** The words of a list in the page: list.steps, list.steps.add… @param {Path} path */
const wordsOf = (path) => `list.${path.length > 1 ? "side" : path[0]}`;

/** A list of the circuit, or the steps of a detour. @param {Path} path @param {string} model @param {number} level of its heading @returns {HTMLElement} */
export function list(path, model, level) {
  const words = wordsOf(path);
  const name = String(path.at(-1));
  const value = here(path);
  const entries = ["Source", "Actor", "Word"].includes(model);
  const odd = value !== undefined && (entries ? !isMapping(value) : !Array.isArray(value));
  const keys = odd ? [] : entries ? Object.keys(value ?? {}) : (value ?? []).map((/** @type {any} */ _, /** @type {number} */ rank) => rank);
  const bad = make("div", { class: "bad" });
  const head = make(`h${level}`, { id: `h-${spell(path)}`, tabindex: -1 }, say(words));
  const held = make(entries ? "ul" : "ol", { class: "items", role: "list" }, ...keys.map((/** @type {any} */ key) => item([...path, key], model, name, level + 1)));
  const add = button(say(`${words}.add`), () => added(path, model), { class: "add big", id: `add-${spell(path)}` });
  const remove = button(say("odd.remove"), () => {
    become(put(state.data, path, undefined));
    redraw(add.id);
  });
  const gap = model === "Step" && button(say("step.missing.add"), () => added(path, model, true), { class: "add big dashed" });
  add.addEventListener("blur", () => state.seen.add(idOf(path)));
  const box = make("section", { class: "list", "data-path": spell(path), "aria-labelledby": head.id }, head, make("p", { class: "help" }, say(`${words}.help`)), bad, held, odd ? make("div", { class: "odd" }, make("p", {}, say("odd")), remove) : make("p", { class: "adds" }, add, gap));
  follow(box, () => {
    const start = spell(path);
    bad.replaceChildren(...sentences(state.problems.filter((each) => spell(placeOf(each)) === start && isTold(each))));
  });
  return box;
}

/** An item folded under its title. @param {Path} path @param {string} model @param {string} list @param {number} level */
function item(path, model, list, level) {
  const id = `item-${idOf([...path, ""])}`;
  const inside = make("div", { id: `in-${id}`, class: "inside", hidden: true });
  const title = make("span", { class: "title" });
  const flags = make("span", { class: "flags" });
  const number = typeof path.at(-1) === "number" && model === "Step" ? make("b", { class: "disc" }, sideLetter(path)) : "";
  const name = isMapping(here(path)) ? nameOf(here(path)) : id;
  const fold = make("button", { type: "button", class: "fold", id, "aria-controls": inside.id, "data-fold": spell(path) }, number, make("i", { class: "p" }), title, flags);
  const open = () => {
    const is = state.open.has(name);
    fold.setAttribute("aria-expanded", String(is));
    if (is && inside.hidden) inside.replaceChildren(...body(path, model, list, level));
    inside.hidden = !is;
  };
  fold.addEventListener("click", () => {
    if (!state.open.delete(name)) state.open.add(name);
    open();
    document.dispatchEvent(new Event("look"));
  });
  const row = make("li", { class: "item" }, make(`h${level}`, {}, fold), inside);
  if (isOrdered(path, list)) orderly(row, fold, path);
  follow(fold, () => {
    showLine(row, path, list, title, flags);
  });
  open();
  return row;
}

/** Whether the place of an item in its list says something. @param {Path} path @param {string} list */
const isOrdered = (path, list) => typeof path.at(-1) === "number" && /^(steps|recourse|emergency|gestures)$/.test(list);

/** Moves an item, and says where it is now, or why it stays. @param {Path} path @param {number} to @param {string} again id of what has the focus then */
function move(path, to, again) {
  const { done, said } = moveTo(path.slice(0, -1), Number(path.at(-1)), to);
  if (done) redraw(again);
  if (said) news(said, !done);
}

/** A row that is moved by its handle, and by Alt and an arrow. @param {HTMLElement} row @param {HTMLElement} fold @param {Path} path */
function orderly(row, fold, path) {
  const handle = make("i", { class: "handle", "aria-hidden": "true" });
  row.classList.add("orderly");
  row.prepend(handle);
  draggable(handle, row, (to) => move(path, to, fold.id));
  fold.setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown");
  fold.addEventListener("keydown", (event) => {
    const way = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : 0;
    if (!way) return;
    event.preventDefault();
    move(path, Number(path.at(-1)) + way, fold.id);
  });
}

/** @param {Path} path */
const sideLetter = (path) => (path.length > 2 ? "abcdef"[Number(path.at(-1))] ?? "+" : String(Number(path.at(-1)) + 1));

/** @param {HTMLElement} row @param {Path} path @param {string} list @param {HTMLElement} title @param {HTMLElement} flags */
function showLine(row, path, list, title, flags) {
  const item = here(path);
  title.textContent = isMapping(item) ? textOf(item.name) || titleOf(item) : String(path.at(-1));
  row.dataset.kind = kindOf(item, list, path);
  const start = `${spell(path)}/`;
  const wrong = state.problems.filter((each) => each.severity === "error" && isTold(each) && `${spell(placeOf(each))}/`.startsWith(start)).length;
  const gaps = lacking(item, list, start === "steps/0/", state.data, state.beside, rulebook).map((key) => gapSaid(key).toLowerCase());
  const said = [wrong && make("span", { class: "flag wrong" }, count("flag.wrong", wrong)), gaps.length && make("span", { class: "flag gap" }, say("flag.gap", { what: gaps.join(", ") }))];
  flags.replaceChildren(...said.filter(Boolean));
}

/** What a fact is called that nobody has found. @param {string} key */
export const gapSaid = (key) => (key === "written" ? say("gap.written") : named("label", "", key));

/** The kind of square that an item makes, for its colours and its pictogram. @param {any} item @param {string} list @param {Path} path */
export function kindOf(item, list, path) {
  if (list === "steps") return item?.missing === "true" ? "blank" : path.length === 2 && path[1] === 0 ? "start" : "step";
  return KINDS[list]?.(isMapping(item) ? item : {}, { isLandlord: isWrittenTo }) ?? list;
}

/** @param {Path} path @param {string} model @param {string} list @param {number} level @returns {HTMLElement[]} */
function body(path, model, list, level) {
  if (model === "Word") return [word(path), actions(path, model, list)];
  const value = here(path);
  if (!isMapping(value)) return [make("p", {}, say("odd")), actions(path, model, list)];
  const all = fieldsOf(model).filter((each) => stands(each, value) && each.kind !== "items");
  const missing = value.missing === "true";
  const order = missing ? ["title", "text", "missing", "source"] : [...FIRST[model], "uncertain"];
  const first = order.filter((key) => all.some((each) => each.key === key));
  const rest = all.map((each) => each.key).filter((key) => !first.includes(key)).sort((one, other) => Number(one === "id") - Number(other === "id"));
  const filled = rest.filter((key) => value[key] !== undefined && key !== "id").length;
  const more = make("details", { class: "more" }, make("summary", {}, filled ? count("more.filled", filled) : say("more")));
  more.addEventListener("toggle", () => more.open && more.children.length === 1 && more.append(...rest.map((key) => field(path, model, key, list))), { once: true });
  const told = make("div", { class: "bad" });
  follow(told, () => void told.replaceChildren(...sentences(state.problems.filter((each) => spell(placeOf(each)) === spell(path) && isTold(each)))));
  const fields = first.map((key) => field(path, model, key, list));
  if (typeof path.at(-1) === "number") fields[0].addEventListener("input", () => called(path));
  if (model === "Step") fields[0].addEventListener("keydown", (event) => nextAfter(event, path));
  else fields[0].addEventListener("change", () => callLater(path));
  return [
    told,
    ...fields,
    ...strays(path, model),
    ...(rest.length ? [more] : []),
    ...fieldsOf(model).filter((each) => each.kind === "items").map((each) => nested([...path, each.key], each.model, level)),
    actions(path, model, list),
  ].filter(Boolean);
}

/** Enter in the title of a step makes the next one. @param {KeyboardEvent} event @param {Path} path */
function nextAfter(event, path) {
  if (event.key !== "Enter" || event.isComposing || !here([...path, "title"])) return;
  event.preventDefault();
  added(path.slice(0, -1), "Step", false, Number(path.at(-1)) + 1);
}

/** @param {Path} path @param {string} model @param {number} level */
const nested = (path, model, level) => list(path, model, level + 1);

/** Whether a key may stand: some only where another says so. @param {import("./rules.js").Field} field @param {any} item */
function stands({ key, when }, item) {
  return item[key] !== undefined || !when || (when.is ? item[when.key] === when.is : item[when.key] !== undefined);
}

/** A word and its meaning. @param {Path} path */
function word(path) {
  const id = idOf(path);
  const term = make("input", { id: `${id}-term`, autocomplete: "off" });
  term.value = path.at(-1);
  term.addEventListener("change", () => {
    const then = term.value.trim();
    const free = then && !Object.hasOwn(here(["words"]), then);
    if (free) setTimeout(() => renameWord(path, then, meaning)); /* once the focus is where it goes */
    else term.value = path.at(-1);
  });
  const meaning = make("textarea", { id, rows: 2, "data-at": spell(path) });
  meaning.value = textOf(here(path));
  meaning.addEventListener("input", () => become(withWord(String(path.at(-1)), meaning.value.trim() && meaning.value), spell(path)));
  return make("div", { "data-path": spell(path) }, make("div", { class: "field" }, make("label", { for: term.id }, say("word.term")), term), make("div", { class: "field" }, make("label", { for: id }, say("word.meaning")), meaning));
}

/** A word's ids are made of it: what is unfolded and has the focus is found again by the new ones. @param {Path} path @param {string} then @param {Element} meaning */
function renameWord(path, then, meaning) {
  const at = ["words", then];
  become(renamed(state.data, ["words"], String(path.at(-1)), then));
  state.open.add(`item-${idOf([...at, ""])}`);
  redraw(document.activeElement === meaning ? idOf(at) : "");
}

/** The circuit with a word that means this; a meaning that is still empty keeps its word. @param {string} term @param {string} meaning */
const withWord = (term, meaning) => put(state.data, ["words"], mapping(Object.entries({ ...here(["words"]), [term]: meaning })), keysOf(ROOT));

/** Moving, adding after, taking away. @param {Path} path @param {string} model @param {string} list */
function actions(path, model, list) {
  const place = path.at(-1);
  const holder = path.slice(0, -1);
  const name = isMapping(here(path)) ? titleOf(here(path)) : String(place);
  const size = here(holder)?.length ?? 0;
  const id = `item-${idOf([...path, ""])}`;
  /** @param {number} to @param {string} again id of the button that is pressed again */
  const press = (to, again) => {
    move(path, to, again);
    if (byId(again)?.disabled) byId(id).focus();
  };
  const remove = () => {
    become(put(state.data, path, undefined));
    redraw(`add-${spell(holder)}`);
    news(say("removed", { what: name }));
  };
  const ordered = isOrdered(path, list);
  return make(
    "p",
    { class: "actions" },
    ordered && button(say("up"), () => press(Number(place) - 1, `${id}-up`), { id: `${id}-up`, disabled: place === 0, "aria-label": say("up.what", { what: name }) }),
    ordered && button(say("down"), () => press(Number(place) + 1, `${id}-down`), { id: `${id}-down`, disabled: place === size - 1, "aria-label": say("down.what", { what: name }) }),
    model === "Step" && button(say("step.after"), () => added(holder, model, false, Number(place) + 1), {}),
    button(say("remove"), remove, { class: "remove", "aria-label": say("remove.what", { what: name }) }),
  );
}

const SHOWN = 10_000; // ms that what went well stays in sight

/** @type {any} */
let gone = 0;

/** Says what was done; what is to be done about it `stays` until something is written. @param {string} text @param {boolean} [stays] */
export function news(text, stays = false) {
  clearTimeout(gone);
  byId("news").textContent = text;
  if (text && !stays) gone = setTimeout(() => news(""), SHOWN);
}

/**
 * Adds an item, unfolded, its first field ready to be written.
 * @param {Path} path @param {string} model @param {boolean} [missing] a step that nobody could tell @param {number} [place]
 */
export function added(path, model, missing = false, place = (here(path) ?? []).length) {
  pause();
  /** @type {Path} */
  let at;
  if (model === "Source" || model === "Actor" || model === "Word") at = addedEntry(path, model);
  else at = addedItem(path, model, missing, place);
  if (at.length === 2) state.open.clear(); // one at a time: the page stays short
  state.open.add(isMapping(here(at)) ? nameOf(here(at)) : `item-${idOf([...at, ""])}`);
  redraw(model === "Word" ? `${idOf(at)}-term` : idOf([...at, missing ? "text" : (FIRST[model] ?? ["title"])[0]]));
}

/** @param {Path} path @param {string} model @param {boolean} missing @param {number} place @returns {Path} */
function addedItem(path, model, missing, place) {
  const list = String(path.at(-1));
  /** @type {[string, any][]} */
  const entries = [];
  if (isNamed(list)) {
    const id = slug(missing ? "unknown-1" : say(`${wordsOf(path)}.one`), taken());
    entries.push(["id", id]);
    if (!missing) state.fresh.add(id);
  }
  if (missing) entries.push(["missing", "true"]);
  if (model === "Detour") {
    const id = slug(say("list.side.one"), taken());
    state.fresh.add(id);
    entries.push(["steps", [mapping([["id", id]])]]);
  }
  const held = [...(here(path) ?? [])];
  held.splice(place, 0, mapping(entries));
  become(put(state.data, path, held, keysOf(path.length > 1 ? "Detour" : ROOT)));
  return [...path, place];
}

/** @param {Path} path @param {string} model @returns {Path} */
function addedEntry(path, model) {
  const list = String(path[0]);
  const known = Object.keys(here(path) ?? {});
  const id = model === "Word" ? say("word.new", { n: known.length + 1 }) : slug(say(`${wordsOf(path)}.one`), known);
  state.fresh.add(id);
  become(model === "Word" ? withWord(id, "") : put(state.data, [...path, id], mapping([]), keysOf(ROOT)));
  return [list, id];
}
