/* The board as it grows: the spiral of squares, each a way to what is written there. */

import { isMapping, textOf } from "./data.js";
import { parse } from "./delays.js";
import { button, byId, make, spell } from "./dom.js";
import { go } from "./form.js";
import { titleOf } from "./places.js";
import { rulebook } from "./rules.js";
import { here, state } from "./state.js";
import { assemble } from "./squares.js";
import { count, language, say } from "./words.js";

/** @typedef {import("./squares.js").Square} Square */

/** @type {Record<number, [number, number]>} columns and rows of the spiral of so many squares */
const GRIDS = { 32: [7, 6], 42: [8, 7], 63: [10, 8] };

/** The announced days of a delay, null where it cannot be told. @param {any} delay @returns {number | null} */
export function days(delay) {
  const text = isMapping(delay) ? (delay.value ?? delay["at-most"]) : delay;
  const span = typeof text === "string" ? parse(text, rulebook) : null;
  return span && "days" in span ? span.days : null;
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

/** What a square is called aloud. @param {Square} square @returns {string} */
function nameOf({ name, kind, item, path, to }) {
  const what = item ? titleOf(item) : kind === "finish" ? textOf(state.data.arrival) : kind === "time" && path ? delaySaid(here(path)) : "";
  return [say("square", { name, kind: say(`kind.${kind}`) }), what, to && say("square.to", { name: to })].filter(Boolean).join(" · ");
}

/** @param {any} delay */
const delaySaid = (delay) => textOf(isMapping(delay) ? (delay.value ?? delay["at-most"]) : (delay ?? say("found.no")));

/** The pictogram of a square: of a step that of its channel, else of who acts. @param {Square} square */
function pictogram({ kind, item }) {
  if (kind !== "step" || !item) return `k-${kind}`;
  const channel = Array.isArray(item.channels) ? (item.channels[0]?.kind ?? item.channels[0]) : null;
  if (typeof channel === "string" && rulebook.models.Contact[0].choices.includes(channel)) return `p-channel-${channel}`;
  const actor = [item.actor].flat()[0];
  return actor === undefined ? "p-actor-none" : `p-actor-${actor === "tenant" || actor === "landlord" ? actor : "other"}`;
}

let drawn = "";
/** What is drawn: the squares, and where each stands. @type {{board: import("./squares.js").Board, at: number[][], columns: number, rows: number}} */
let spiral = null;

/** Draws the board again, where it changed. */
export function draw() {
  const board = assemble(state.data, state.beside.common, days);
  const current = byId("form").contains(document.activeElement) ? document.activeElement.closest(".item") : null;
  const open = current?.querySelector("[data-fold]")?.getAttribute("data-fold") ?? "";
  const spelled = JSON.stringify([board, open, language]);
  if (spelled === drawn) return;
  drawn = spelled;
  const [columns, rows] = GRIDS[board.size];
  const at = [...places(columns, rows)];
  const track = byId("track");
  const focused = track.contains(document.activeElement) ? document.activeElement.closest("li")?.id : "";
  track.dataset.size = String(board.size);
  byId("board").classList.toggle("empty", board.needed < 2);
  const shown = board.squares.slice(0, at.length);
  track.replaceChildren(...shown.map((each, rank) => cell(each, at[rank], open)));
  if (focused) byId(focused)?.querySelector("button")?.focus();
  byId("sides").replaceChildren(...board.sides.filter((side) => side.squares.length).map((side) => sideTrack(side, open)));
  byId("size").textContent = board.needed < 2 ? say("board.empty") : board.needed > 63 ? say("board.full", { n: board.needed }) : count("board.size", board.size);
  if (state.data.common && !state.beside.common) byId("size").append(` ${say("board.unsure")}`);
  spiral = { board, at, columns, rows };
  tell(null);
}

/** Names the square that is looked at, else the one that is being written, with its arrow. @param {Element | null} square */
export function tell(square) {
  const found = square ?? document.querySelector("#board [aria-current]");
  byId("said").textContent = found?.getAttribute("data-name") ?? say("board.help");
  arrow(found?.closest("li").id ?? "");
}

/** @param {Square} square @param {number[] | null} place @param {string} open */
function cell(square, place, open) {
  const { name, kind, path, to } = square;
  const label = nameOf(square);
  const inside = [make("b", {}, name), make("i", { class: `p ${pictogram(square)}` }), to && make("em", { "data-to": to })];
  const here = path && open === spell(path);
  const made = make(
    "li",
    { id: `case-${name}`, "data-kind": kind, class: path ? "" : "spare" },
    path && path[0] !== "use" ? button("", () => go(path), { "aria-label": label, "data-name": label, "aria-current": here ? "true" : false }) : make("span", { "data-name": label }, ...inside, make("span", { class: "unseen" }, label)),
  );
  made.querySelector("button")?.append(...inside.filter(Boolean));
  if (place) made.style.setProperty("grid-area", `${place[1] + 1} / ${place[0] + 1}`);
  return made;
}

/** @param {import("./squares.js").Side} side @param {string} open */
function sideTrack(side, open) {
  const to = side.to ? say("side.to", { name: side.to }) : say("side.away");
  return make("div", { class: "side" }, make("p", {}, say("side.from", { name: side.entry })), make("ol", { role: "list", "aria-label": say("side.from", { name: side.entry }) }, ...side.squares.map((each) => cell(each, null, open))), make("p", {}, to));
}

/** Where the line to `bend` leaves the square around a point. @param {number[]} point @param {number[]} bend */
function beside(point, bend) {
  const way = [bend[0] - point[0], bend[1] - point[1]];
  const long = Math.max(...way.map(Math.abs)) || 1;
  return point.map((each, rank) => each + (0.44 * way[rank]) / long);
}

/** The arrow from a square to the one that it leads to, bent towards the centre. @param {string} id */
function arrow(id) {
  const { board, at, columns, rows } = spiral;
  const rank = board.squares.findIndex((each) => `case-${each.name}` === id);
  const target = Number(board.squares[rank]?.to ?? 0) - 1;
  byId("jumps").setAttribute("viewBox", `0 0 ${columns} ${rows}`);
  if (!at[rank] || !at[target]) return byId("ways").replaceChildren();
  const [from, to] = [at[rank], at[target]].map((place) => place.map((each) => each + 0.5));
  const bend = [0, 1].map((axis) => (from[axis] + to[axis]) * 0.225 + [columns, rows][axis] * 0.275);
  const way = `M${beside(from, bend)}Q${bend} ${beside(to, bend)}`;
  const paths = ["halo", board.squares[rank].kind].map((sort) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", way);
    path.setAttribute("class", `jump ${sort}`);
    if (sort !== "halo") path.setAttribute("marker-end", `url(#head-${sort})`);
    return path;
  });
  return byId("ways").replaceChildren(...paths);
}
