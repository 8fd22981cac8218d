/* The way as it grows: a spiral of what the circuit brings onto every board, each square a way to what is written there. */

import { isMapping, textOf } from "./data.js";
import { button, byId, make, spell } from "./dom.js";
import { go } from "./form.js";
import { titleOf } from "./places.js";
import { rulebook } from "./rules.js";
import { state } from "./state.js";
import { readDelay } from "./times.js";
import { findWay, isLandlord, isTooLong } from "./squares.js";
import { language, say } from "./words.js";

/** @typedef {import("./squares.js").Square} Square */

/** Whether one waits: null where no delay is announced. @param {any} delay @returns {boolean | null} */
export function waits(delay) {
  const said = delaySaid(delay);
  const read = readDelay(said, rulebook.times);
  return said ? typeof read === "string" || read.high > 0 : null;
}

/** The places of a grid in the order of travel: from the bottom left along the bottom, up, back, down, then inwards. @param {number} columns @param {number} rows */
function* places(columns, rows) {
  for (let ring = 0; 2 * ring < Math.min(columns, rows); ring += 1) {
    const [left, right, top, bottom] = [ring, columns - 1 - ring, ring, rows - 1 - ring];
    for (let column = left; column <= right; column += 1) yield [column, bottom];
    for (let row = bottom - 1; row >= top; row -= 1) yield [right, row];
    for (let column = right - 1; top < bottom && column >= left; column -= 1) yield [column, top];
    for (let row = top + 1; left < right && row < bottom; row += 1) yield [left, row];
  }
}

/** What stands on a square: its title, the delay that it announces. @param {Square} square @returns {string} */
function titled({ kind, item }) {
  if (kind === "finish") return textOf(state.data.arrival);
  return kind === "time" ? delaySaid(item.delay) : titleOf(item);
}

/** What a square is called aloud. @param {Square} square @returns {string} */
const nameOf = (square) => [say(`kind.${square.kind}`), titled(square), square.to !== null && say("square.to", { name: nameAt(square.to) })].filter(Boolean).join(" · ");

/** What is said of a square that others lead to. @param {number} rank */
const nameAt = (rank) => titled(way.squares[rank]) || say(`kind.${way.squares[rank].kind}`);

/** @param {any} delay */
const delaySaid = (delay) => textOf(isMapping(delay) ? (delay.value ?? delay["at-most"]) : delay);

/** The pictogram of a square: of a step that of its channel, else of who acts. @param {Square} square */
export function pictogram({ kind, item }) {
  if (kind !== "step") return `k-${kind}`;
  const channel = Array.isArray(item.channels) ? (item.channels[0]?.kind ?? item.channels[0]) : null;
  if (typeof channel === "string" && rulebook.models.Contact[0].choices.includes(channel)) return `p-channel-${channel}`;
  const actor = [item.actor].flat()[0];
  return actor === undefined ? "p-actor-none" : `p-actor-${actor === "tenant" || actor === "landlord" ? actor : "other"}`;
}

/** Whether somebody is the circuit's landlord, written here or in its file. @param {any} who */
export function isWrittenTo(who) {
  const { landlord, language: spoken } = state.data;
  return isLandlord(who, isMapping(landlord) ? landlord : state.beside.landlord, spoken);
}

let drawn = "";
/** What is drawn. @type {ReturnType<typeof findWay>} */
let way = null;
/** Where each square stands. @type {number[][]} */
let at = [];
/** Columns and rows. */
let grid = [0, 0];

/** Draws the way again, where it changed. */
export function draw() {
  way = findWay(state.data, state.beside.common, { isWaited: waits, isLandlord: isWrittenTo });
  const current = byId("form").contains(document.activeElement) ? document.activeElement.closest(".item") : null;
  const open = current?.querySelector("[data-fold]")?.getAttribute("data-fold") ?? "";
  const spelled = JSON.stringify([way, state.data.arrival, open, language, state.beside.common === null]);
  if (spelled === drawn) return;
  drawn = spelled;
  const size = way.squares.length;
  const columns = Math.max(5, Math.ceil(Math.sqrt(size * 1.2)));
  grid = [columns, Math.ceil(size / columns)];
  at = [...places(columns, grid[1])];
  const track = byId("track");
  const focused = track.contains(document.activeElement) ? document.activeElement.closest("li")?.id : "";
  track.style.gridTemplate = `repeat(${grid[1]}, 1fr) / repeat(${columns}, minmax(0, 1fr))`;
  track.style.aspectRatio = `${columns} / ${grid[1]}`;
  byId("board").classList.toggle("empty", size < 2);
  track.replaceChildren(...way.squares.map((each, rank) => placed(cell(each, `${rank}`, open), rank)));
  if (focused) byId(focused)?.querySelector("button")?.focus();
  byId("sides").replaceChildren(...way.sides.map((side) => sideTrack(side, open)));
  byId("size").textContent = say(size < 2 ? "board.empty" : isTooLong(way.squares) ? "board.full" : "board.size", { n: size });
  if (state.data.common && !state.beside.common) byId("size").append(` ${say("board.unsure")}`);
  tell(null);
}

/** Names the square that is looked at, else the one that is being written, with its arrow. @param {Element | null} square */
export function tell(square) {
  const found = square ?? document.querySelector("#board [aria-current]");
  byId("said").textContent = found?.getAttribute("data-name") ?? say("board.help");
  arrow(found?.closest("li").id ?? "");
}

/** A square in its place, with the way to the next. @param {HTMLElement} made @param {number} rank */
function placed(made, rank) {
  const [[x, y], next] = [at[rank], way.squares[rank + 1] ? at[rank + 1] : at[rank]];
  made.style.gridArea = `${y + 1} / ${x + 1}`;
  made.style.setProperty("--x", String(next[0] - x));
  made.style.setProperty("--y", String(next[1] - y));
  return made;
}

/** @param {Square} square @param {string} name @param {string} open */
function cell(square, name, open) {
  const { kind, path, to } = square;
  const label = nameOf(square);
  const inside = [make("i", { class: `p ${pictogram(square)}` }), to !== null && make("em")].filter(Boolean);
  const made = make(
    "li",
    { id: `case-${name}`, "data-kind": kind },
    path[0] !== "use" ? button("", () => go(path), { "aria-label": label, "data-name": label, "aria-current": open === spell(path) && "true" }) : make("span", { "data-name": label }, ...inside, make("span", { class: "unseen" }, label)),
  );
  made.querySelector("button")?.append(...inside);
  return made;
}

/** @param {import("./squares.js").Side} side @param {string} open */
function sideTrack({ entry, squares, to }, open) {
  const from = say("side.from", { name: nameAt(entry) });
  const led = to === null ? say("side.away") : say("side.to", { name: nameAt(to) });
  return make("div", { class: "side" }, make("p", {}, from), make("ol", { role: "list", "aria-label": from }, ...squares.map((each, rank) => cell(each, `${entry}-${rank}`, open))), make("p", {}, led));
}

/** Where the line to `bend` leaves the square around a point. @param {number[]} point @param {number[]} bend */
function beside(point, bend) {
  const way = [bend[0] - point[0], bend[1] - point[1]];
  const long = Math.max(...way.map(Math.abs)) || 1;
  return point.map((each, rank) => each + (0.44 * way[rank]) / long);
}

/** The arrow from a square to the one that it leads to, bent towards the centre. @param {string} id */
function arrow(id) {
  const square = way.squares.find((_, rank) => `case-${rank}` === id);
  byId("jumps").setAttribute("viewBox", `0 0 ${grid.join(" ")}`);
  if ((square?.to ?? null) === null) return byId("ways").replaceChildren();
  const [from, to] = [way.squares.indexOf(square), square.to].map((rank) => at[rank].map((each) => each + 0.5));
  const bend = [0, 1].map((axis) => (from[axis] + to[axis]) * 0.225 + grid[axis] * 0.275);
  const line = `M${beside(from, bend)}Q${bend} ${beside(to, bend)}`;
  const paths = ["halo", square.kind].map((sort) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", line);
    path.setAttribute("class", `jump ${sort}`);
    if (sort !== "halo") path.setAttribute("marker-end", `url(#head-${sort})`);
    return path;
  });
  return byId("ways").replaceChildren(...paths);
}
