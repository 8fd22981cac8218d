/* The form, part by part: which part is shown, where a place of the circuit is written, what is left to correct. */

import { isMapping, mapping, nameOf, textOf } from "./data.js";
import { button, byId, follow as followed, holding, make, refresh, spell, still } from "./dom.js";
import { field, idOf, isTold, placeOf, sentences, strays, tellAll } from "./fields.js";
import { gaps as gapsIn } from "./gaps.js";
import { gapSaid, list, news } from "./items.js";
import { lessorFile } from "./lessor.js";
import { titleOf } from "./places.js";
import { fieldOf, fieldsOf, ROOT, rulebook } from "./rules.js";
import { become, change, here, state } from "./state.js";
import { count, named, say } from "./words.js";

/** @typedef {import("./data.js").Path} Path */

/** The parts, with the lists that each holds. @type {[string, string[]][]} */
export const PARTS = rulebook.sections ?? [
  ["circuit", []],
  ["steps", ["steps"]],
  ["ways", ["shortcuts", "detours"]],
  ["stuck", ["setbacks", "recourse"]],
  ["talk", ["practices", "spaces"]],
  ["cards", ["problems", "questions", "advice", "facts"]],
  ["names", ["sources", "actors", "words"]],
  ["read", []],
];
const FIRST = ["title", "topic", "landlord", "version", "searched", "arrival", "where-number"];
const NEVER = new Set(["format"]);

let shown = "circuit";
/** @type {() => void} what opens more files */
let opening = () => {};

/** @param {() => void} open */
export function prepare(open) {
  opening = open;
  byId("parts").replaceChildren(...PARTS.map(([part]) => button(say(`part.${part}`), () => show(part, true), { "data-part": part })));
  byId("part-now").addEventListener("click", () => choosing(byId("part-now").getAttribute("aria-expanded") !== "true"));
  document.addEventListener("shape", (event) => still(() => redraw(/** @type {CustomEvent} */ (event).detail ?? "")));
}

/** On a narrow screen the parts are shown when they are asked for. @param {boolean} asked */
const choosing = (asked) => byId("part-now").setAttribute("aria-expanded", String(asked));

/** Shows a part. @param {string} part @param {boolean} [enter] the focus goes to its heading */
export function show(part, enter = false) {
  shown = part;
  news("");
  choosing(false);
  if (part === "read") tellAll();
  redraw("");
  if (enter) {
    const head = byId("form").querySelector("h2");
    head.focus({ preventScroll: true });
    if (byId("work").getBoundingClientRect().top < 0) head.scrollIntoView();
  }
}

/** Draws the part again; the focus goes to what has this id, else it stays where it is. @param {string} focus */
export function redraw(focus) {
  const rank = PARTS.findIndex(([part]) => part === shown);
  const [part, lists] = PARTS[rank];
  for (const tab of byId("parts").children) {
    if (tab.dataset.part === part) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  const next = PARTS[rank + 1];
  const inside = part === "circuit" ? circuit() : part === "read" ? reviewed() : lists.map((name) => list([name], modelOf(name), 2));
  const keep = holding(byId("form"), unfoldFor);
  byId("form").replaceChildren(...inside, ...(next ? [button(say("next", { part: say(`part.${next[0]}`) }), () => show(next[0], true), { class: "next" })] : []));
  showSizes();
  if (focus) {
    byId(focus)?.focus();
    byId(focus)?.select?.();
  } else keep();
  document.dispatchEvent(new Event("look"));
}

/** @param {string} list */
const modelOf = (list) => fieldOf(ROOT, list).model ?? "Word";

/** The frame: title, landlord, version. */
function circuit() {
  const keys = fieldsOf(ROOT).filter((each) => !["items", "mapping"].includes(each.kind) && !NEVER.has(each.key)).map((each) => each.key);
  const rest = keys.filter((key) => !FIRST.includes(key) && (key !== "validated" || here(["status"]) === "validated" || here(["validated"])));
  const more = make("details", { class: "more" }, make("summary", {}, say("more")), ...rest.map((key) => field([], ROOT, key, "")));
  const first = FIRST.filter((key) => fieldOf(ROOT, key)).map((key) => (key === "landlord" ? landlord() : field([], ROOT, key, "")));
  return [make("h2", { tabindex: -1 }, say("part.circuit")), signed(), ...first, ...strays([], ROOT), rest.length && more].filter(Boolean);
}

function signed() {
  if (here(["status"]) !== "validated") return null;
  return make("p", { class: "notice" }, say("signed", { by: [here(["validated", "by"]) ?? []].flat().join(", "), on: here(["validated", "on"]) ?? "" }));
}

/** The landlord, written here or in a file beside. */
function landlord() {
  const value = here(["landlord"]);
  const box = make("fieldset", { class: "field landlord", "data-path": "landlord" }, make("legend", {}, named("label", "", "landlord")));
  const bad = make("div", { class: "bad" });
  followed(bad, () => bad.replaceChildren(...sentences(state.problems.filter((each) => spell(placeOf(each)) === "landlord" && isTold(each)))));
  box.addEventListener("focusout", () => state.seen.add(idOf(["landlord"])));
  if (typeof value === "string") {
    const file = state.beside.landlord;
    const id = idOf(["landlord"]);
    const name = make("input", { id, value, "data-at": "landlord" });
    name.addEventListener("input", () => change(["landlord"], name.value.trim() || undefined));
    const said = file ? say("landlord.file", { name: textOf(file.name) }) : say("landlord.closed", { file: value });
    const write = button(say("landlord.write"), () => {
      become({ ...mapping(Object.entries(state.data)), landlord: file ?? mapping([]) });
      redraw("");
    });
    box.append(make("label", { for: id }, say("landlord.name")), name, make("p", { class: "help" }, said), make("p", { class: "adds" }, !file && button(say("landlord.open"), opening), write), bad);
    return box;
  }
  if (value !== undefined && !isMapping(value)) {
    box.append(make("p", {}, say("odd")), button(say("odd.remove"), () => (change(["landlord"], undefined, false), redraw(""))), bad);
    return box;
  }
  const file = lessorFile();
  if (file) box.append(make("p", { class: "help" }, say("landlord.beside", { file: file.name }), file.shared.length ? ` ${say("landlord.shared", { files: file.shared.join(", ") })}` : ""));
  const keys = fieldsOf("Landlord").filter((each) => !["mapping", "items"].includes(each.kind)).map((each) => each.key);
  const [first, ...rest] = keys.map((key) => field(["landlord"], "Landlord", key, ""));
  box.append(first, make("details", { class: "more" }, make("summary", {}, say("more")), ...rest), ...strays(["landlord"], "Landlord"), bad);
  return box;
}

/** What is left to correct, each with the way to its field. */
function review() {
  const errors = state.problems.filter((each) => each.severity === "error");
  const warnings = state.problems.filter((each) => each.severity !== "error");
  /** @param {string} key @param {typeof errors} problems */
  const group = (key, problems) =>
    problems.length ? [make("h3", {}, count(key, problems.length)), make("ul", { class: "left", role: "list" }, ...problems.map(left))] : [];
  return [
    make("p", {}, say(errors.length ? "read.wrong" : "read.right")),
    make("p", { class: "help" }, say(`judged.${state.judged}`)),
    ...group("read.errors", errors),
    ...group("read.warnings", warnings),
    ...gaps(),
    ...afterwards(),
  ];
}

/** What to do with the file, where the program is not beside. */
function afterwards() {
  if (state.judged !== "alone") return [];
  const file = state.name || say("after.file");
  return [make("h3", {}, say("after")), make("ol", { class: "after" }, ...["save", "with", "without"].map((key) => make("li", {}, say(`after.${key}`, { file }))))];
}

/** What there is to do about the circuit: it follows what the program says meanwhile. */
function reviewed() {
  const box = make("div", { class: "review" });
  let drawn = "";
  followed(box, () => {
    const spelled = JSON.stringify([state.problems, state.judged]);
    if (spelled === drawn) return;
    const focused = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    box.replaceChildren(...review());
    if (focused) box.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    drawn = spelled;
  });
  return [make("h2", { tabindex: -1 }, say("part.read")), box];
}

/** A problem, with the way to its field. @param {import("./data.js").Problem} problem */
export const left = (problem) => make("li", { class: problem.severity }, problem.path.length || !problem.file ? link(placeOf(problem)) : elsewhere(problem), ...sentences([problem]));

/** What stands in another file, or is about no line. @param {import("./data.js").Problem} problem */
const elsewhere = ({ file, line }) => make("b", {}, file.split("/").slice(-2).join("/"), line > 1 ? `, ${say("line", { n: line })}` : "");

/** @param {Path} path @param {string} [said] */
function link(path, said = trail(path)) {
  const made = make("a", { href: `#${spell(path)}` }, said);
  made.addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault();
    go(path);
  });
  return made;
}

/** What nobody has found yet: it is no fault, the board says it. */
function gaps() {
  const found = gapsIn(state.data, state.beside, rulebook);
  if (!found.length) return [];
  /** @param {import("./gaps.js").Gap} gap */
  const told = ({ path, key, of }) => (of !== undefined ? link(path, `${trail(path)} › ${of} › ${gapSaid(key)}`) : key === "written" ? link([...path, "channels"], `${trail(path)} › ${gapSaid(key)}`) : link([...path, key]));
  return [make("h3", {}, count("read.gaps", found.length)), make("ul", { class: "gaps", role: "list" }, ...found.map((gap) => make("li", {}, told(gap))))];
}

/** Where a place is, in words: Les étapes, 3. Titre, Délai. @param {Path} path */
export function trail(path) {
  /** @type {string[]} */
  const said = [];
  let model = ROOT;
  path.forEach((step, rank) => {
    if (typeof step === "number") return void said.push(`${step + 1}. ${isMapping(here(path.slice(0, rank + 1))) ? titleOf(here(path.slice(0, rank + 1))) : ""}`.trim());
    const found = fieldOf(model, step);
    const list = found && ["items", "mapping"].includes(found.kind);
    said.push(list ? say(`list.${rank ? "side" : step}`) : found ? named("label", model, step) : step);
    model = found?.kind === "landlord" ? "Landlord" : found?.kind === "delay" ? "Delay" : (found?.model ?? model);
  });
  return said.join(" › ") || say("part.circuit");
}

/** Goes to the field of a place, unfolding what holds it. @param {Path} path */
export function go(path) {
  const part = PARTS.find(([, lists]) => lists.includes(String(path[0])))?.[0] ?? "circuit";
  for (let end = 1; end <= path.length; end += 1) {
    const value = here(path.slice(0, end));
    if (isMapping(value)) state.open.add(nameOf(value));
  }
  if (path[0] === "words" && path.length > 1) state.open.add(`item-${idOf([...path.slice(0, 2), ""])}`);
  show(part);
  for (let end = path.length; end > 0; end -= 1) {
    if (enter(spell(path.slice(0, end)))) return;
  }
}

/** @param {string} place @returns {boolean} */
function enter(place) {
  const form = byId("form");
  for (const more of form.querySelectorAll("details")) {
    if (!more.open && `${place}/`.startsWith(`${more.closest("[data-path], .item")?.dataset.path ?? ""}`)) unfold(more, place);
  }
  const box = form.querySelector(`[data-path="${CSS.escape(place)}"]`) ?? form.querySelector(`[data-fold="${CSS.escape(place)}"]`);
  if (!box) return false;
  const holder = box.matches("button") ? byId(box.getAttribute("aria-controls")) : box;
  const target = holder.querySelector("input:not([hidden]), select, textarea, button");
  target?.focus({ preventScroll: true });
  (target ?? box).scrollIntoView({ block: "center" });
  return Boolean(target);
}

/** A folded « more » is opened where it holds the place. @param {HTMLDetailsElement} more @param {string} place */
function unfold(more, place) {
  const item = more.closest(".item")?.querySelector("[data-fold]")?.getAttribute("data-fold") ?? "";
  if (item && !place.startsWith(`${item}/`)) return;
  more.open = true;
  more.dispatchEvent(new Event("toggle"));
  if (!more.querySelector(`[data-path="${CSS.escape(place)}"]`)) more.open = false;
}

/** Unfolds what holds an id: some of it is drawn only then. @param {string} id */
function unfoldFor(id) {
  for (const more of byId("form").querySelectorAll("details")) {
    if (more.open || more.querySelector("#" + CSS.escape(id)) === null && byId(id)) continue;
    more.open = true;
    more.dispatchEvent(new Event("toggle"));
    if (!more.contains(byId(id))) more.open = false;
  }
}

/** How many items each part holds, beside its name. */
function showSizes() {
  for (const tab of byId("parts").children) {
    const [part, lists] = PARTS.find(([name]) => name === tab.dataset.part);
    const size = lists.reduce((sum, name) => sum + (typeof here([name]) === "object" ? Object.keys(here([name])).length : 0), 0);
    tab.replaceChildren(say(`part.${part}`), ...(size ? [make("span", { class: "n" }, ` ${size}`)] : []));
    if (part === shown) byId("part-now").firstElementChild.textContent = tab.textContent;
  }
}

let told = -1;
/** The number of things to fill in and to correct, said when it changes. */
export function showCount() {
  const wrong = state.problems.filter((each) => each.severity === "error");
  const corrected = wrong.filter(isTold).length;
  const toFill = !corrected && wrong.every((each) => each.code === "missing-key");
  byId("left").textContent = wrong.length ? count(toFill ? "left.fill" : "left", wrong.length) : say("left.none");
  const unfound = gapsIn(state.data, state.beside, rulebook).length;
  byId("unfound").textContent = unfound ? count("unfound", unfound) : "";
  byId("left").dataset.wrong = String(Boolean(corrected));
  if (corrected !== told && told !== -1) byId("counted").textContent = byId("left").textContent;
  told = corrected;
}

/** Brings fields and counts up to date. */
export function follow() {
  refresh();
  showSizes();
  showCount();
}
