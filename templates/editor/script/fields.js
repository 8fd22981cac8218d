/* One field of the form: its name, its help with an example, its control, whether the fact was found, what is wrong. */

import { choice, contact, delay, line, lines, rows } from "./controls.js";
import { isMapping, LISTS, mapping, nameOf, put, slug, textOf } from "./data.js";
import { button, byId, follow, make, spell } from "./dom.js";
import { lacking } from "./gaps.js";
import { choices, declared } from "./places.js";
import { fieldOf, fieldsOf, keysOf, ROOT, rulebook } from "./rules.js";
import { become, calledEntry, change, here, pause, state } from "./state.js";
import { readDates } from "./times.js";
import { count, language, named, say } from "./words.js";

/** @typedef {import("./data.js").Path} Path */
/** @typedef {import("./rules.js").Field} Field */
/** @typedef {{path: Path, owner: Path, list: string, model: string, field: Field, id: string, name: string, described: string}} Spot */

// Facts: without them a draft says « pas trouvé ». Choices say it themselves, the others under their field.
const FACTS = new Set(["urgency", "if-silent", "charge"]);
const LONG = new Set(["text", "say", "why", "note", "remedy"]);

/** An id for the elements of a place, the same wherever its item moves. @param {Path} path */
export function idOf(path) {
  const owner = path.slice(0, -1);
  const rest = path.slice(-1);
  while (owner.length && !isMapping(here(owner))) rest.unshift(owner.pop());
  return [nameOf(here(owner)), ...rest.map(encodeURIComponent)].join("-");
}

/**
 * The field of one key. `list` is the one that its item stands in.
 * @param {Path} owner @param {string} model @param {string} key @param {string} list @returns {HTMLElement}
 */
export function field(owner, model, key, list) {
  const path = [...owner, key];
  const id = idOf(path);
  const name = named("label", model, key) || key;
  const help = named("help", model, key) || (fieldOf(model, key).help ?? "");
  const spot = { path, owner, list, model, field: fieldOf(model, key), id, name, described: `${id}-help ${id}-bad` };
  const { node, group } = control(spot);
  const label = group ? make("legend", {}, name) : make("label", { for: id }, name);
  if (spot.field.required && key !== "id" && !(key === "title" && here([...owner, "missing"]) === "true")) label.append(make("span", { class: "need" }, ` ${say("required")}`));
  const bad = make("div", { class: "bad", id: `${id}-bad` });
  const found = make("p", { class: "found" });
  const box = make(group ? "fieldset" : "div", { id: `${id}-field`, class: `field f-${key}`, "data-path": spell(path), "aria-describedby": group && spot.described });
  box.append(label, make("p", { class: "help", id: `${id}-help` }, help), node, found, bad);
  if (spot.field.sourced) box.append(ownSource(spot));
  box.addEventListener("focusout", () => leave(id, box));
  follow(box, () => {
    showFound(found, spot);
    showProblems(box, bad, path, id);
  });
  return box;
}

/** @param {string} id @param {Element} box */
function leave(id, box) {
  setTimeout(() => {
    if (box.contains(document.activeElement)) return;
    pause();
    state.seen.add(id);
    document.dispatchEvent(new Event("look"));
  });
}

/** Whether the fact is there: a draft that says « pas trouvé » accuses nobody. @param {HTMLElement} line @param {Spot} spot */
function showFound(line, { path, owner, field: { key }, list }) {
  line.hidden = FACTS.has(key) || key === "trace" || !lacking(here(owner), list, spell(owner) === "steps/0", state.data, state.beside, rulebook).includes(key);
  line.textContent = line.hidden ? "" : say("found.not");
}

/** The place that a problem is about. @param {import("./data.js").Problem} problem @returns {Path} */
export function placeOf({ path, key }) {
  if (!key || path.at(-1) === key) return path;
  return path.length && typeof here(path) !== "object" ? [...path.slice(0, -1), key] : [...path, key];
}

/** The ids of a place and of the fields that hold it. @param {Path} path */
const idsOf = (path) => path.map((_, rank) => path.slice(0, rank + 1)).filter((each) => each.length === path.length || !LISTS.includes(String(each.at(-1)))).map(idOf);

/**
 * Whether a problem is told where it is: once its field was left, or all is told; nobody is corrected before.
 * @param {import("./data.js").Problem} problem
 */
export const isTold = (problem) => idsOf(placeOf(problem)).some((id) => state.seen.has(id));

/** From now on all that is wrong is told. */
export const tellAll = () => state.problems.forEach((each) => state.seen.add(idOf(placeOf(each))));

/** The sentences of problems. @param {import("./data.js").Problem[]} problems @returns {Element[]} */
export const sentences = (problems) =>
  problems.map(({ severity, message, cure }) => make("p", { class: severity }, make("b", {}, message), " ", cure));

/** @param {HTMLElement} box @param {HTMLElement} bad @param {Path} path @param {string} id */
function showProblems(box, bad, path, id) {
  const start = spell(path);
  /** @param {string} place */
  const within = (place) => place === start || place.startsWith(`${start}/`);
  const deeper = [...box.querySelectorAll(":scope [data-path]")].map((each) => each.getAttribute("data-path"));
  const problems = state.problems.filter((each) => {
    const place = spell(placeOf(each));
    return within(place) && isTold(each) && !deeper.some((path) => place === path || place.startsWith(`${path}/`));
  });
  bad.replaceChildren(...sentences(problems));
  const wrong = problems.filter((each) => each.severity === "error").map((each) => spell(placeOf(each)));
  for (const input of box.querySelectorAll("[data-at]")) {
    if (input.closest("[data-path]") !== box) continue;
    const at = input.getAttribute("data-at");
    const exact = wrong.some((place) => place === at || place.startsWith(`${at}/`) || at.startsWith(`${place}/`));
    input.toggleAttribute("aria-invalid", exact);
    if (exact) input.setAttribute("aria-invalid", "true");
  }
  box.classList.toggle("wrong", wrong.length > 0);
}

/** Calls a source or an actor by what was written, once the focus is where it goes: what is drawn again loses it meanwhile. @param {Path} path */
export function callLater(path) {
  setTimeout(() => {
    if (calledEntry(path)) document.dispatchEvent(new Event("shape"));
  });
}

const SAID = keysOf("FactSource");
const FACT_KEYS = new Set(Object.values(rulebook.models).flat().filter((each) => each.sourced).map((each) => each.key));

/** Whether a fact stands there that may say something of itself. @param {Path} path */
const isStated = (path) => FACT_KEYS.has(String(path.at(-1))) && isMapping(here(path));

/** The value of a field, without what its fact says of itself. @param {Path} path @returns {any} */
export function valueAt(path) {
  const held = here(path);
  if (!isStated(path)) return held;
  const own = Object.entries(held).filter(([key]) => !SAID.includes(key));
  return own.length === 1 && own[0][0] === "value" ? own[0][1] : own.length ? mapping(own) : undefined;
}

/** What a fact said of itself, while its value is being written anew. @type {Map<string, [string, any][]>} */
const left = new Map();

/** Writes the value of a field and keeps what its fact says of itself. @param {Path} path @param {any} value @param {boolean} [typed] */
function write(path, value, typed) {
  if (Array.isArray(value) && !value.length) value = undefined;
  const held = isStated(path) ? here(path) : null;
  const id = idOf(path);
  if (value === undefined && held) left.set(id, Object.entries(held).filter(([key]) => SAID.includes(key)));
  const said = held ? Object.entries(held).filter(([key]) => SAID.includes(key)) : (left.get(id) ?? []);
  if (value === undefined || !(held || said.length)) return change(path, value, typed);
  const parts = isMapping(value) ? value : { value };
  if (!held) return change(path, mapping([...Object.entries(parts), ...said]), typed);
  for (const key of new Set([...Object.keys(held).filter((each) => !SAID.includes(each)), ...Object.keys(parts)])) change([...path, key], parts[key], typed);
}

/** What a fact says of itself, or a button to say it. @param {Spot} spot @returns {HTMLElement} */
function ownSource({ path, list }) {
  const box = make("div", { class: "inner" });
  const add = button(say("fact.own"), () => {
    if (!isStated(path)) change(path, mapping([["value", here(path)]]), false);
    show(true);
    box.querySelector("select, input").focus();
  }, { class: "small" });
  const show = (asked = SAID.some((key) => here([...path, key]) !== undefined)) => box.replaceChildren(...(asked && isStated(path) ? SAID.map((key) => field(path, "FactSource", key, list)) : [add]));
  show();
  follow(box, () => {
    box.hidden = here(path) === undefined;
    if (box.hidden && box.firstChild !== add) show(false);
  });
  return box;
}

/** How much of a date is said, by its length. @type {Record<number, Intl.DateTimeFormatOptions>} */
const PRECISIONS = { 4: { year: "numeric" }, 7: { month: "long", year: "numeric" }, 10: { day: "numeric", month: "long", year: "numeric" } };

/** A date becomes the file's once it is left, and is said back. @param {import("./controls.js").Given} given */
function day(given) {
  const input = line(given);
  const back = make("output", { class: "help" });
  input.addEventListener("change", () => {
    const [one, other] = readDates(input.value, rulebook.times, !rulebook.times["month-first"].includes(textOf(state.data.language).toLowerCase()));
    const understood = one !== undefined && other === undefined && one !== input.value;
    back.textContent = understood ? say("understood", { said: new Date(one).toLocaleDateString(language, { timeZone: "UTC", ...PRECISIONS[one.length] }) }) : "";
    if (understood) given.set((input.value = one));
  });
  return make("div", {}, input, back);
}

/** @param {Spot} spot @returns {{node: Element, group: boolean}} */
function control(spot) {
  const { field: { kind, key }, path, id, described, name } = spot;
  const value = valueAt(path);
  /** @param {any} value */
  const set = (value) => write(path, value);
  const given = { value, set, path, id, described };
  const inside = { value, set, path, id, label: name };
  if (isOdd(kind, value)) return { node: odd(path, id, described), group: true };
  switch (kind) {
    case "reference":
      return { node: reference(spot), group: false };
    case "choice":
      return { node: chosen(spot), group: false };
    case "flag":
      return { node: flag(spot), group: true };
    case "delay":
      return { node: delay({ ...inside, described: `${id}-help` }), group: true };
    case "delays":
      return { node: rows({ ...inside, value: listed(value), set: (then) => set(several(then, value)) }, delay, name, say("row.add")), group: true };
    case "texts":
      return { node: rows({ ...inside, value: listed(value), gone: key === "answers" ? answerGone(spot) : undefined }, (each) => line(each), named("choice", "", `row.${key}`) || name, say("row.add")), group: true };
    case "several":
      return { node: key === "source" || key === "actor" ? declaredOnes(spot, key) : key === "use" || key === "drop" ? ofCommon(spot) : key === "for" ? ofCircuit(spot) : severalRows(spot), group: true };
    case "choices":
      return { node: ticked(spot, spot.field.choices.map((value) => ({ value, text: named("choice", "", `topic.${value}`) }))), group: true };
    case "contacts":
    case "one-or-more-contacts":
      return { node: rows({ ...inside, value: listed(value), set: (then) => set(kind === "contacts" ? then : several(then, value)) }, contact, name, say("contact.add")), group: true };
    case "elsewhere":
      return { node: rows({ ...inside, value: listed(value) }, elsewhere, name, say("row.add")), group: true };
    case "number":
      return { node: right(spot), group: false };
    case "model":
      return { node: make("div", { class: "inner" }, ...fieldsOf(spot.field.model).filter((each) => each.key !== "hash").map((each) => field(path, spot.field.model, each.key, ""))), group: true };
    case "date":
      return { node: day(given), group: false };
    default:
      return key === "trace" ? { node: trace(spot), group: true } : { node: LONG.has(key) ? lines(given) : line(given), group: false };
  }
}

/** @param {any} value @returns {any[]} */
const listed = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** One alone stands as it stood: by itself, unless it was a list. @param {any[]} values @param {any} before */
const several = (values, before) => (values.length === 1 && !Array.isArray(before) ? values[0] : values);

/** A text, or a mapping of texts. @param {any} value */
const isPlain = (value) => typeof value === "string" || (isMapping(value) && Object.values(value).every((each) => typeof each === "string"));

/** What may stand in the rows of a field, and whether one alone may stand without a list. @type {Record<string, [(value: any) => boolean, boolean]>} */
const ROWS = {
  texts: [(value) => typeof value === "string", false],
  several: [(value) => typeof value === "string", true],
  choices: [(value) => typeof value === "string", true],
  delays: [isPlain, true],
  contacts: [isPlain, false],
  "one-or-more-contacts": [isPlain, true],
  elsewhere: [isMapping, false],
};

/** What stands there has a shape that its field cannot write. @param {string} kind @param {any} value */
function isOdd(kind, value) {
  if (value === undefined) return false;
  if (kind === "model") return !isMapping(value);
  if (kind === "delay") return !isPlain(value);
  if (!ROWS[kind]) return typeof value !== "string";
  const [fits, alone] = ROWS[kind];
  return Array.isArray(value) ? !value.every(fits) : !alone || !fits(value);
}

/** What stands under keys that the format does not have. @param {Path} path of a mapping @param {string} model @returns {Element[]} */
export const strays = (path, model) =>
  Object.keys(here(path) ?? {}).filter((key) => !fieldOf(model, key)).map((key) => {
    const place = [...path, key];
    const box = make("div", { class: "field", "data-path": spell(place) }, make("b", {}, key));
    const bad = make("div", { class: "bad", id: `${idOf(place)}-bad` });
    box.append(odd(place, idOf(place), bad.id), bad);
    follow(box, () => showProblems(box, bad, place, ""));
    return box;
  });

/** It is shown as it stands, and can only be taken away. @param {Path} path @param {string} id @param {string} described */
function odd(path, id, described) {
  const text = make("code", {}, JSON.stringify(here(path)));
  const remove = button(say("odd.remove"), () => {
    change(path, undefined, false);
    document.dispatchEvent(new Event("shape"));
  }, { id, "aria-describedby": described });
  return make("div", { class: "odd" }, make("p", {}, say("odd")), text, remove);
}

/** @param {Spot} spot */
function reference({ path, owner, list, field: { key, required }, id, described }) {
  const empty = required ? say("choose") : say(key === "at" ? "to.any" : FACTS.has(key) ? "found.no" : "choose.none");
  const options = () => {
    const found = choices(list, key, owner);
    return [{ value: "", text: empty }, ...found.filter((each) => key !== "at" || each.value !== "any" || here(path) === "any")];
  };
  const { node, fill } = choice({ value: valueAt(path), set: (value) => write(path, value, false), path, id, described }, options);
  follow(node, () => fill(valueAt(path)));
  return node;
}

/** @param {Spot} spot */
function chosen({ path, field: { key, choices: words, required }, model, id, described }) {
  const empty = required ? say("choose") : say(FACTS.has(key) ? "found.no" : "choose.none");
  const options = () => [{ value: "", text: empty }, ...words.map((value) => ({ value, text: named("choice", model, `${key}.${value}`) || value }))];
  const set = (/** @type {any} */ value) => {
    write(path, value, false);
    if (fieldsOf(model).some((each) => each.when?.key === key)) document.dispatchEvent(new CustomEvent("shape", { detail: id }));
  };
  return choice({ value: valueAt(path), set, path, id, described }, options).node;
}

/** @param {Spot} spot */
function flag({ path, field: { key }, model, id, described }) {
  const box = make("input", { type: "checkbox", id, "data-at": spell(path), "aria-describedby": described });
  box.checked = here(path) === "true";
  box.addEventListener("change", () => {
    change(path, box.checked ? "true" : undefined, false);
    if (key === "missing") document.dispatchEvent(new CustomEvent("shape", { detail: id }));
  });
  return make("p", { class: "check" }, box, make("label", { for: id }, named("choice", model, key)));
}

/** What the tenant holds: found, not found, or the source says that there is nothing. @param {Spot} spot */
function trace({ path, id, described, name }) {
  const state_of = () => (valueAt(path) === undefined ? "not" : valueAt(path) === "none" ? "none" : "yes");
  const input = line({ value: valueAt(path) === "none" ? "" : valueAt(path), set: (value) => (write(path, value), show()), path, id, label: name, described });
  const radios = ["yes", "not", "none"].map((each) => {
    const radio = make("input", { type: "radio", name: `${id}-state`, id: `${id}-${each}`, value: each });
    radio.addEventListener("change", () => {
      write(path, each === "none" ? "none" : each === "yes" ? input.value.trim() || undefined : undefined, false);
      show(each);
      if (each === "yes") input.focus();
    });
    return radio;
  });
  /** @param {string} now */
  const show = (now = state_of()) => {
    for (const radio of radios) radio.checked = radio.value === now;
    input.hidden = now === "none";
  };
  show();
  const states = radios.map((radio) => make("label", {}, radio, say(`trace.${radio.value}`)));
  return make("div", { class: "stated" }, make("div", { class: "states" }, ...states), input);
}

/** The right answer, among those that are written. @param {Spot} spot */
function right({ path, owner, id, described }) {
  const options = () => [{ value: "", text: say("right.none") }, ...listed(here([...owner, "answers"])).map((text, rank) => ({ value: String(rank + 1), text: `${rank + 1}. ${text}` }))];
  const { node, fill } = choice({ value: here(path), set: (value) => change(path, value, false), path, id, described }, options);
  follow(node, () => fill(here(path)));
  return node;
}

/** The right answer stays so where one before it is taken away; there is none where it was itself. @param {Spot} spot */
const answerGone = ({ path, owner }) => (/** @type {number} */ rank) => {
  const at = [...owner, "right"];
  const now = here(at);
  pause();
  if (rank < now) become(put(state.data, at, rank === now - 1 ? undefined : String(now - 1)), path.join("/"));
};

/** What another landlord says: who, what, in which source. @param {import("./controls.js").Given} given */
function elsewhere({ path, id, value, set }) {
  /** @type {Record<string, any>} */
  const now = { ...value };
  /** @param {string} key */
  const part = (key) => {
    const into = { path: [...path, key], id: key === "landlord" ? id : `${id}-${key}`, value: now[key], set: (/** @type {any} */ then) => {
      now[key] = then;
      const entries = ["landlord", "value", "source"].map((each) => /** @type {[string, any]} */ ([each, now[each]])).filter(([, each]) => each !== undefined);
      set(entries.length ? mapping(entries) : undefined);
    } };
    const options = () => [{ value: "", text: say("source.choose") }, ...declared("source")];
    const control = key === "source" ? choice({ ...into, value: listed(now.source)[0] }, options).node : line(into);
    return make("div", {}, make("label", { for: into.id }, named("label", "Elsewhere", key)), control);
  };
  return make("div", { class: "contact" }, part("landlord"), part("value"), part("source"));
}

/** @param {Spot} spot */
function severalRows({ path, id, name }) {
  const value = here(path);
  return rows({ value: listed(value), set: (then) => change(path, several(then, value)), path, id }, (each) => line(each), name, say("row.add"));
}

/**
 * Sources and actors that are described where they were first named, by the field that named them.
 * @type {Map<string, string>}
 */
const inPlace = new Map();

/** The id of a mapping among named ones. @param {string} list @param {string | undefined} name */
const idNamed = (list, name) => Object.entries(state.data[list] ?? {}).find(([, each]) => isMapping(each) && nameOf(each) === name)?.[0];

/** Sources or actors of an item: those that were chosen, one more, or a new one described in place. @param {Spot} spot @param {"source" | "actor"} key */
function declaredOnes({ path, id, model }, key) {
  const box = make("div", { class: "rows" });
  const list = `${key}s`;
  const held = key === "source" ? "Source" : "Actor";
  const ids = () => listed(here(path));
  /** @param {any[]} now */
  const set = (now) => {
    change(path, several(now, here(path)), false);
    show();
    byId(id).focus();
  };
  const create = () => {
    const made = slug(key, declared(key).map((each) => each.value));
    const with_it = put(state.data, [list, made], mapping([]), keysOf(ROOT));
    become(put(with_it, path, several([...ids(), made], here(path)), keysOf(model)));
    state.fresh.add(made);
    inPlace.set(id, nameOf(here([list, made])));
    show();
    box.querySelector(".new input").focus();
  };
  /** @param {string} value @param {number} rank */
  const chosen = (value, rank) => {
    const text = make("span");
    const remove = button(say("row.remove"), () => set(ids().toSpliced(rank, 1)), { class: "small" });
    const one = make("div", { class: "one", "data-at": spell([...path, rank]) }, text, remove);
    follow(one, () => {
      text.textContent = declared(key).find((each) => each.value === value)?.text ?? say("stray", { id: value });
      remove.setAttribute("aria-label", say("row.remove.what", { what: text.textContent }));
    });
    return one;
  };
  const show = () => {
    /** @param {boolean} common @returns {import("./places.js").Option[]} */
    const left = (common) => declared(key).filter((each) => !ids().includes(each.value) && (key === "source" && each.group === COMMON) === common);
    const options = () => [{ value: "", text: say(ids().length ? `${key}.more` : `${key}.choose`) }, ...left(false)];
    const more = choice({ value: undefined, set: (value) => value && set([...ids(), value]), path, id, label: say(`${key}.choose`) }, options);
    const made = idNamed(list, inPlace.get(id));
    const inner = made && ids().includes(made) && make("div", { class: "new inner" }, ...fieldsOf(held).map((each) => field([list, made], held, each.key, list)));
    if (inner) inner.firstElementChild.addEventListener("change", () => callLater([list, made]));
    box.replaceChildren(...ids().map(chosen), make("div", { class: "more-one" }, more.node, button(say(`${key}.new`), create, { class: "add" })), shared(left(true), (value) => set([...ids(), value]), id), inner || "");
  };
  show();
  return box;
}

const COMMON = named("label", "", "common");

/** The sources of the common file, many and seldom wanted: folded, found by a word. @param {import("./places.js").Option[]} options @param {(value: string) => void} set @param {string} id */
function shared(options, set, id) {
  if (!options.length) return "";
  const list = `${id}-shared`;
  const word = say("source.shared.find");
  const find = make("input", { list, autocomplete: "off", "aria-label": word, placeholder: word });
  find.addEventListener("change", () => {
    const found = options.find((each) => each.text === find.value);
    if (found) set(found.value);
  });
  const titles = make("datalist", { id: list }, ...options.map((each) => make("option", { value: each.text })));
  return make("details", { class: "shared" }, make("summary", {}, count("source.shared", options.length)), find, titles);
}

/** What is taken of the common file, or left out of it: chosen in its list where it was opened. @param {Spot} spot */
function ofCommon(spot) {
  const common = state.beside.common;
  if (!common) return severalRows(spot);
  const { field: { key } } = spot;
  const every = key === "drop";
  // Questions and advice without a topic come by themselves.
  const items = ["recourse", "questions", "advice"].flatMap((list) => (Array.isArray(common[list]) ? common[list] : []).filter((each) => every || list === "recourse" || each?.topics !== undefined));
  const offers = [
    ...items.map((each) => ({ value: each?.id, text: textOf(each?.title) })),
    ...(every ? [] : Object.keys(common.words ?? {})).map((value) => ({ value, text: value })),
  ].filter((each) => typeof each.value === "string");
  return ticked(spot, offers);
}

/** Items of the circuit that one names: what is named and is not there stays, for one to see what it is. @param {Spot} spot */
function ofCircuit(spot) {
  const { path, owner, list, field: { key } } = spot;
  const offers = choices(list, key, owner);
  const strays = listed(here(path)).filter((each) => !offers.some((one) => one.value === each));
  return strays.length || !offers.length ? severalRows(spot) : ticked(spot, offers);
}

/** A box for each of the offers. @param {Spot} spot @param {{value: string, text: string}[]} offers */
function ticked({ path, id }, offers) {
  const boxes = offers.map(({ value, text }, rank) => {
    const box = make("input", { type: "checkbox", id: `${id}-${rank}`, "data-at": spell(path) });
    box.checked = listed(here(path)).includes(value);
    box.addEventListener("change", () => {
      const now = listed(here(path)).filter((each) => each !== value);
      change(path, several(box.checked ? [...now, value] : now, here(path)), false);
    });
    return make("label", { class: "check" }, box, text);
  });
  return make("details", {}, make("summary", {}, say("use.choose")), make("div", { class: "checks" }, ...boxes));
}
