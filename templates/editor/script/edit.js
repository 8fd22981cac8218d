/* Opens or begins a circuit, shows form and board, judges after each change, saves where its home says. */

import { showCard } from "./card.js";
import { isMapping, put, slug, textOf } from "./data.js";
import { byId, make, still } from "./dom.js";
import { sentences, tellAll } from "./fields.js";
import { follow, left, prepare, redraw, show } from "./form.js";
import { openedAll } from "./home_alone.js";
import { news } from "./items.js";
import { forgetLessor, lessorFile, lessorSaved, lessorText, ownData, takeLessor } from "./lessor.js";
import { read, write } from "./reading.js";
import { ROOT, rulebook } from "./rules.js";
import { become, begin, canRedo, canUndo, here, isChanged, onChange, redo, saved, state, undo } from "./state.js";
import { judge } from "./shape.js";
import { SILENT, agreed, weigh } from "./told.js";
import { draw, tell } from "./track.js";
import { count, say } from "./words.js";

/** @typedef {import("./home_alone.js").Opened} Opened */

/** @typedef {import("./home_alone.js").Home} Home */

/** @type {Home} */
let home = null;

/** Shows the circuit that was opened or begun. */
function enter() {
  byId("start").hidden = true;
  for (const id of ["work", "whose", "tools"]) byId(id).hidden = false;
  document.body.classList.add("working");
  show("circuit", true);
}

/** What is done when another circuit takes the form's place. */
let begun = () => {};

/** A circuit that stands in no file takes the form's place. @param {any} data @param {any} [source] @param {string} [name] @param {{landlord: any, common: any}} [beside] */
function start(data, source = null, name = "", beside = { landlord: null, common: null }) {
  if (!allowed()) return;
  begun();
  state.beside = beside;
  begin(data, source, name);
  home.keep?.(null);
  enter();
  byId("form").querySelector("input").focus();
}

/** Whether what is not saved may go. */
const allowed = () => !state.data || !isChanged() || confirm(say("open.sure"));

/** @param {string} file */
const last = (file) => file.split("/").at(-1);

/** Opens what was chosen: a circuit, the files that it names, or those of the circuit that is open. @param {Opened[]} files */
function open(files) {
  if (!files.length) return;
  const made = files.map((file) => ({ file, ...read(file.text, rulebook) }));
  byId("refused").replaceChildren(...made.filter((each) => !each.data).flatMap(({ file, problems }) => refused(file, problems)));
  const readable = made.filter((each) => each.data);
  const circuit = readable.find(({ data }) => rulebook.root || data.steps || data.format || data.topic);
  if (circuit && !allowed()) return;
  if (circuit) begun();
  const data = circuit?.data ?? state.data;
  if (!data) {
    const aside = readable.some(({ data: other }) => other.name || other.words || other.recourse);
    if (readable.length === made.length) byId("refused").append(make("p", {}, say(aside ? "open.no-circuit" : "open.other")));
    return byId("refused").scrollIntoView({ block: "center" });
  }
  if (circuit) state.beside = { landlord: null, common: null };
  for (const { file, data: other } of readable) {
    if (other !== circuit?.data) lay(file.name, other, data);
  }
  if (!circuit) return redraw("");
  forgetLessor();
  const whole = takeLessor(data, ...ofLessor(files));
  begin(whole, circuit.source, circuit.file.name);
  judgeNow();
  home.keep?.(circuit.file.handle);
  enter();
  news(isMapping(data.validated) && data.status === "validated" ? say("open.signed") : say("open.done", { file: circuit.file.name }));
}

/** The landlord's file among others, where it is written too, and which circuits name it besides. @param {Opened[]} files @returns {[Opened | undefined, string[]]} */
function ofLessor(files) {
  const found = home.lessor?.();
  return [files.find((each) => found && each.name === found.name), found?.shared ?? []];
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

/** A line as it stands, to be found again in the file. @param {string} text @param {number} line */
const faulty = (text, line) => make("code", {}, (text.split("\n")[line - 1] ?? "").trim().slice(0, 200));

/** @param {Opened} file @param {any[]} problems */
function refused(file, problems) {
  const whole = problems.some((each) => WHOLE.has(each.code));
  const said = problems.map((each) => make("li", {}, !whole && each.line ? make("b", {}, `${say("line", { n: each.line })} `) : null, ...sentences([each]), !whole && faulty(file.text, each.line)));
  const where = home.where?.(file.name);
  return [make("h2", {}, say("refused", { file: file.name })), whole || make("p", {}, where ? say("refused.there", { file: where }) : say("refused.kept")), make("ul", { role: "list" }, ...said)].filter((each) => each !== true);
}

async function save() {
  judgeNow();
  tellAll();
  const name = state.name || `${slug(textOf(state.data.title) || say("file"), [])}.yaml`;
  const { data } = state;
  if (rulebook.root && state.problems.some((each) => each.severity === "error") && !confirm(say("save.sure"))) return follow();
  if (!(await saveLessor())) return follow();
  const text = written();
  const done = await home.save(name, text); /* meanwhile one may type on */
  follow();
  if (done.state === "cancelled") return;
  if (done.state === "failed") return news(say("save.failed", { why: done.said ?? "" }), true);
  state.name = name;
  keep(text, done.said ?? say(done.state === "saved" ? "save.done" : "save.downloaded", { file: name }), data);
}

/** Writes the landlord's file, where it has changed; whether the circuit may be written then. */
async function saveLessor() {
  const text = lessorText();
  if (text === null) return true;
  const { name, shared } = lessorFile();
  if (shared.length && !confirm(say("landlord.sure", { file: name, files: shared.join(", ") }))) return false;
  const done = await home.saveLessor(text);
  if (done.state === "saved") lessorSaved(text);
  return done.state === "saved";
}

/** What was written stands in the file. @param {string} text @param {string} said @param {any} data that it says */
function keep(text, said, data) {
  const wrong = state.problems.filter((each) => each.severity === "error").length;
  saved({ text, rulebook }, data);
  ask(true);
  news(wrong ? `${said} ${count("save.wrong", wrong)}` : said, wrong > 0);
}

/** The text of the circuit as it would be written now. */
const written = () => write(state.source, ownData(state.data), rulebook);

/** Another text takes the form's place, where a form can show it; undoing brings the form's back. @param {string} text */
function adopt(text) {
  const { data, source } = read(text, rulebook);
  if (!data) return false;
  state.source = source;
  become(data.landlord === lessorFile()?.name && isMapping(state.data.landlord) ? put(data, ["landlord"], state.data.landlord) : data);
  redraw("");
  return true;
}

/**
 * The landlord's and the common file as they are now; whether the landlord's is taken: not over what was written in the
 * form, unless that is asked for.
 * @param {Opened[]} files @param {boolean} [asked]
 */
function others(files, asked = false) {
  for (const file of files) lay(file.name, read(file.text, rulebook).data, ownData(state.data));
  const [file, shared] = ofLessor(files);
  const taken = file && lessorFile() && (asked || lessorText() === null);
  if (taken && file.text !== lessorFile().text) {
    const clean = !isChanged();
    become(takeLessor(ownData(state.data), file, shared));
    if (clean) saved(state.source, state.data);
  }
  redraw("");
  return Boolean(taken);
}

/** What the form finds by itself. */
const ownProblems = () => judge(state.data, rulebook, ROOT);

let verdict = SILENT;
/** What the program is asked, or was asked last. */
let asked = "";

/** What found no room on paper when it was saved, each with what stood there. @type {{problem: import("./data.js").Problem, value: string}[]} */
let misfits = [];

/** @param {import("./data.js").Path} path */
const valueAt = (path) => JSON.stringify(here(path));

function judgeNow() {
  const unchanged = misfits.filter(({ problem, value }) => valueAt(problem.path) === value);
  state.problems = [...agreed(ownProblems(), verdict), ...unchanged.map(({ problem }) => problem)];
}

/** The files as they would be written now. @returns {import("./told.js").Sent[]} */
function sent() {
  const lessor = lessorFile();
  return [{ name: state.name, text: written(), at: [] }, ...(lessor ? [{ name: lessor.name, text: lessorText() ?? lessor.text, at: ["landlord"] }] : [])];
}

/** Asks the program, where there is one: once nobody has typed for a while; of `sheets` too, once all is saved. @param {boolean} [sheets] */
async function ask(sheets = false) {
  if (!home.judge) return;
  const [text, landlord, own, files] = [written(), lessorText(), ownProblems(), sent()];
  const both = JSON.stringify([text, landlord]);
  if (both === asked && !sheets) return;
  asked = both;
  const rows = await home.judge(text, landlord ?? "", sheets);
  if (both !== asked) return; /* other texts are asked about by now */
  state.judged = rows ? "told" : "unheard";
  if (!rows) asked = "";
  const { beyond, refused } = rows ? weigh(rows, own, files, rulebook) : SILENT;
  if (sheets) misfits = beyond.filter(isMisfit).map((problem) => ({ problem, value: valueAt(problem.path) }));
  verdict = { beyond: beyond.filter((each) => !isMisfit(each)), refused };
  judgeNow();
  still(follow);
}

/** @param {{code: string}} problem */
const isMisfit = ({ code }) => code === "does-not-fit";

/** A problem of the program, with the way to its field. @param {import("./told.js").Row} row */
const led = (row) => left(weigh([row], [], sent(), rulebook).beyond[0]);

/** @type {any} */
let waiting = 0;
/** @type {any} */
let asking = 0;
function look() {
  clearTimeout(waiting);
  const act = () => {
    judgeNow();
    follow();
    draw();
    showCard();
  };
  waiting = setTimeout(() => still(act), 120);
  clearTimeout(asking);
  asking = setTimeout(ask, 600);
}

function showHead() {
  byId("called").textContent = textOf(state.data.title) || say("untitled.circuit");
  byId("undo").disabled = !canUndo();
  byId("redo").disabled = !canRedo();
  byId("state").textContent = state.data.status === "validated" ? say("state.valid") : say("state.draft");
  byId("unsaved").hidden = !isChanged();
  document.title = `${textOf(state.data.title) || say("untitled.circuit")} · ${say("title")}`;
}

/** On a narrow screen what is seldom asked for is behind one button. @param {boolean} asked */
function openMenu(asked) {
  const opener = byId("menu-open");
  if (!asked && byId("menu").contains(document.activeElement) && opener.offsetParent) opener.focus();
  opener.setAttribute("aria-expanded", String(asked));
}

/** @param {() => unknown} act */
function back(act) {
  act();
  redraw("");
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
  for (const each of document.querySelectorAll("[data-open]")) each.addEventListener("click", openFiles);
  byId("undo").addEventListener("click", () => back(undo));
  byId("redo").addEventListener("click", () => back(redo));
  byId("save").addEventListener("click", save);
  byId("left").addEventListener("click", () => show("read", true));
  byId("menu-open").addEventListener("click", () => openMenu(byId("menu-open").getAttribute("aria-expanded") !== "true"));
  byId("menu").addEventListener("click", () => openMenu(false));
  byId("form").addEventListener("focusin", () => still(() => (draw(), showCard())));
  matchMedia("(min-width: 64rem)").addEventListener("change", showCard);
  for (const event of ["pointerover", "focusin", "pointerout", "focusout"]) byId("board").addEventListener(event, looked);
  addEventListener("keydown", keyed);
  addEventListener("beforeunload", (event) => state.data && isChanged() && event.preventDefault());
}

/** @param {Event} event */
const looked = (event) => tell(event.type.endsWith("out") ? null : /** @type {Element} */ (event.target).closest("[data-name]"));

/** @param {KeyboardEvent} event */
function keyed(event) {
  if (event.key === "Escape") openMenu(false);
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
 * By these a home acts on the form. `begin`: a circuit that stands in no file; `onBegin`: what is done when another
 * circuit comes; the others as `home_studio` says.
 * @typedef {import("./home_studio.js").Editor & {begin: typeof start, onBegin(act: () => void): void}} Hands
 */

/**
 * The editor in a home. A home that has its files opens them at once; what it gets are the hands by which it acts on
 * the form.
 * @param {Home} given @returns {Promise<Hands>}
 */
export async function edit(given) {
  home = given;
  state.judged = home.judge ? "waiting" : "alone";
  listen();
  if (home.given) await openFiles();
  else receive();
  return {
    begin: start,
    onBegin: (act) => void (begun = act),
    text: written,
    adopt,
    /** @param {string} [said] */
    saved: (said = "") => keep(written(), said, state.data),
    others,
    led,
  };
}
