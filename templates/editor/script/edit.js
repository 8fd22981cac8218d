/* Opens or begins a circuit, shows form and board, judges after each change, saves where its home says. */

import { readTable } from "./csv.js";
import { isMapping, mapping, slug, textOf } from "./data.js";
import { byId, make, still } from "./dom.js";
import { sentences, tellAll } from "./fields.js";
import { follow, prepare, redraw, show } from "./form.js";
import { openedAll } from "./home_alone.js";
import { news } from "./items.js";
import { judge } from "./judge.js";
import { read, write } from "./reading.js";
import { rulebook } from "./rules.js";
import { become, begin, canRedo, canUndo, isChanged, onChange, redo, saved, state, undo } from "./state.js";
import { draw, tell } from "./track.js";
import { count, language, say } from "./words.js";

/** @typedef {import("./home_alone.js").Opened} Opened */

/** @typedef {import("./home_alone.js").Home} Home */

/** @type {Home} */
let home = null;

/** Shows the circuit that was opened or begun. */
function enter() {
  byId("start").hidden = true;
  byId("work").hidden = false;
  show("circuit", true);
}

function start() {
  if (!allowed()) return;
  const now = new Date();
  const version = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`;
  state.beside = { landlord: null, common: null };
  begin(mapping([["format", "1"], ["language", language], ["version", version], ["status", "draft"]]), null, "");
  home.keep?.(null);
  enter();
  byId("form").querySelector("input").focus();
}

/** Whether what is not saved may go. */
const allowed = () => !state.data || !isChanged() || confirm(say("open.sure"));

/** @param {Opened} file @returns {{data: any, source: any, problems: any[]}} */
function understood(file) {
  return /\.csv$/i.test(file.name) ? readTable(file.text, rulebook) : read(file.text, file.name, rulebook);
}

/** @param {string} file */
const last = (file) => file.split("/").at(-1);

/** Opens what was chosen: a circuit, the files that it names, or those of the circuit that is open. @param {Opened[]} files */
function open(files) {
  if (!files.length) return;
  const made = files.map((file) => ({ file, ...understood(file) }));
  byId("refused").replaceChildren(...made.filter((each) => !each.data).flatMap(({ file, problems }) => refused(file, problems)));
  const readable = made.filter((each) => each.data);
  const circuit = readable.find(({ data }) => data.steps || data.format || data.topic);
  if (circuit && !allowed()) return;
  const data = circuit?.data ?? state.data;
  if (!data) {
    const aside = readable.some(({ data: other }) => other.name || other.words || other.recourse);
    if (readable.length) byId("refused").append(make("p", {}, say(aside ? "open.no-circuit" : "open.other")));
    return byId("refused").scrollIntoView({ block: "center" });
  }
  if (circuit) state.beside = { landlord: null, common: null };
  for (const { file, data: other } of readable) {
    if (other !== circuit?.data) lay(file.name, other, data);
  }
  if (!circuit) return redraw("");
  begin(data, circuit.source, circuit.file.name.replace(/\.csv$/i, ".yaml"));
  judgeNow();
  tellAll();
  home.keep?.(circuit.source ? circuit.file.handle : null);
  enter();
  news(isMapping(data.validated) && data.status === "validated" ? say("open.signed") : say("open.done", { file: circuit.file.name }));
}

/** A file beside the circuit: the one that it names, or, called otherwise since, what it must be. @param {string} file @param {any} other @param {any} [data] */
function lay(file, other, data = state.data) {
  if (typeof data.common === "string" && last(data.common) === file) state.beside.common = other;
  else if (data.landlord === file) state.beside.landlord = other;
  else if (typeof data.landlord === "string" && other.name) state.beside.landlord ??= other;
  else if (data.common && (other.words || other.recourse || other.advice)) state.beside.common ??= other;
}

// What is wrong with a file as a whole, no line of which can be mended.
const WHOLE = new Set(["not-utf-8", "empty-file", "file-too-large"]);

/** @param {Opened} file @param {any[]} problems */
function refused(file, problems) {
  const whole = problems.some((each) => WHOLE.has(each.code));
  const said = problems.map((each) => make("li", {}, !whole && each.line ? make("b", {}, `${say("line", { n: each.line })} `) : null, ...sentences([each])));
  return [make("h2", {}, say("refused", { file: file.name })), whole || make("p", {}, say("refused.kept")), make("ul", { role: "list" }, ...said)].filter((each) => each !== true);
}

async function save() {
  judgeNow();
  tellAll();
  const name = state.name || `${slug(textOf(state.data.title) || say("file"), [])}.yaml`;
  const { data } = state;
  const text = written();
  const done = await home.save(name, text); /* meanwhile one may type on */
  follow();
  if (done.state === "cancelled") return;
  if (done.state === "failed") return news(say("save.failed", { why: done.said ?? "" }));
  state.name = name;
  keep(text, done.said ?? say(done.state === "saved" ? "save.done" : "save.downloaded", { file: name }), data);
}

/** What was written stands in the file. @param {string} text @param {string} said @param {any} data that it says */
function keep(text, said, data) {
  const wrong = state.problems.filter((each) => each.severity === "error").length;
  saved(read(text, state.name, rulebook).source, data);
  news(wrong ? `${said} ${count("save.wrong", wrong)}` : said);
}

/** The text of the circuit as it would be written now. */
const written = () => write(state.source, state.data);

/** Another text takes the form's place, where a form can show it; undoing brings the form's back. @param {string} text */
function adopt(text) {
  const { data, source } = read(text, state.name, rulebook);
  if (!data) return false;
  state.source = source;
  become(data);
  redraw("");
  return true;
}

/** The landlord's and the common file as they are now. @param {Opened[]} files */
function others(files) {
  for (const file of files) lay(file.name, understood(file).data);
  redraw("");
}

function judgeNow() {
  state.problems = judge(state.data, state.beside, rulebook, { today: new Date().toISOString().slice(0, 10) });
}

/** @type {any} */
let waiting = 0;
function look() {
  clearTimeout(waiting);
  const act = () => {
    judgeNow();
    follow();
    draw();
  };
  waiting = setTimeout(() => still(act), 120);
}

function showHead() {
  byId("called").textContent = textOf(state.data.title) || say("untitled.circuit");
  byId("undo").disabled = !canUndo();
  byId("redo").disabled = !canRedo();
  byId("state").textContent = state.data.status === "validated" ? say("state.valid") : say("state.draft");
  byId("unsaved").hidden = !isChanged();
  document.title = `${textOf(state.data.title) || say("untitled.circuit")} · ${say("title")}`;
}

/** @param {() => unknown} act */
function back(act) {
  act();
  redraw(document.activeElement?.id ?? "");
}

const openFiles = async () => open((await home.load()).files);

function listen() {
  prepare(openFiles);
  onChange(() => {
    showHead();
    news("");
    look();
  });
  document.addEventListener("look", look);
  byId("begin").addEventListener("click", start);
  for (const each of document.querySelectorAll("[data-open]")) each.addEventListener("click", openFiles);
  byId("undo").addEventListener("click", () => back(undo));
  byId("redo").addEventListener("click", () => back(redo));
  byId("save").addEventListener("click", save);
  byId("left").addEventListener("click", () => show("read", true));
  byId("form").addEventListener("focusin", () => draw());
  for (const event of ["pointerover", "focusin", "pointerout", "focusout"]) byId("board").addEventListener(event, looked);
  addEventListener("keydown", keyed);
  addEventListener("beforeunload", (event) => state.data && isChanged() && event.preventDefault());
}

/** @param {Event} event */
const looked = (event) => tell(event.type.endsWith("out") ? null : /** @type {Element} */ (event.target).closest("[data-name]"));

/** @param {KeyboardEvent} event */
function keyed(event) {
  if (!(event.ctrlKey || event.metaKey) || !state.data) return;
  const writing = event.target instanceof Element && event.target.matches("input, textarea");
  const act = event.key === "s" ? save : event.key === "z" && !writing ? () => back(event.shiftKey ? redo : undo) : null;
  if (!act) return;
  event.preventDefault();
  act();
}

/** Files that are dropped on the page are opened. */
function receive() {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    open(await openedAll(event.dataTransfer.files));
  });
}

/**
 * The editor in a home. A home that has its files opens them at once; what it gets are the hands by which it acts on
 * the form.
 * @param {Home} given
 */
export async function edit(given) {
  home = given;
  listen();
  if (home.given) await openFiles();
  else receive();
  return {
    text: written,
    adopt,
    /** @param {string} [said] */
    saved: (said = "") => keep(written(), said, state.data),
    others,
  };
}
