/* An item to another place of its list: by its handle, by Alt and an arrow on its row, by the buttons in it. */

import { isMapping, mapping, moved } from "./data.js";
import { byId, make } from "./dom.js";
import { fill } from "./shape.js";
import { isSensible } from "./places.js";
import { rulebook } from "./rules.js";
import { become, here, state } from "./state.js";
import { say } from "./words.js";

/** @typedef {import("./data.js").Path} Path */

const STIRRED = 5; // px from which a press on the handle is a move
const EDGE = 60; // px from an edge of the window, where it scrolls by itself
const STEP = 12;

/** The sentences that say in which order steps must stand, of a circuit. @param {any} data */
function misplaced(data) {
  const track = (Array.isArray(data.steps) ? data.steps : []).map((/** @type {any} */ step) => step?.id);
  return Object.entries(rulebook.orders).flatMap(([list, [one, other, code]]) =>
    (Array.isArray(data[list]) ? data[list] : []).filter((item) => isMapping(item) && !isSensible(code, track.indexOf(item[one]), track.indexOf(item[other]))).map((item) => {
      const { message, cure } = fill({ code, values: { id: item[other], from: item[one], at: item[one], to: item[other] } }, rulebook);
      return `${message} ${cure}`;
    }),
  );
}

/**
 * Moves an item, unless what leads from step to step would lead the wrong way: what is said of it.
 * @param {Path} list @param {number} from @param {number} to @returns {{done: boolean, said: string}}
 */
export function moveTo(list, from, to) {
  const size = here(list)?.length ?? 0;
  if (to < 0 || to >= size || to === from) return { done: false, said: "" };
  const then = moved(mapping(Object.entries(state.data)), list, from, to);
  const before = misplaced(state.data);
  const wrong = misplaced(then).find((each) => !before.includes(each));
  if (wrong) return { done: false, said: say("move.refused", { why: wrong }) };
  become(then);
  return { done: true, said: say(list[0] === "steps" ? "moved.step" : "moved", { place: to + 1, size }) };
}

/**
 * Lets a row be drawn to another place by its handle; `settle` is told which.
 * @param {HTMLElement} handle @param {HTMLElement} row @param {(to: number) => void} settle
 */
export function draggable(handle, row, settle) {
  handle.addEventListener("pointerdown", (press) => {
    if (press.button) return;
    press.preventDefault();
    handle.setPointerCapture(press.pointerId);
    const gesture = new AbortController();
    const listen = { signal: gesture.signal };
    /** @type {ReturnType<typeof lift> | null} */
    let lifted = null;
    /** @param {number | null} to */
    const end = (to) => {
      gesture.abort();
      lifted?.drop();
      if (lifted && to !== null) settle(to);
    };
    handle.addEventListener("pointermove", (event) => {
      if (!lifted && Math.abs(event.clientY - press.clientY) > STIRRED) lifted = lift(row, press.clientY);
      lifted?.follow(event.clientY);
    }, listen);
    handle.addEventListener("pointerup", () => end(lifted?.place() ?? null), listen);
    handle.addEventListener("pointercancel", () => end(null), listen);
    addEventListener("keydown", (event) => event.key === "Escape" && end(null), listen);
  });
}

/** A row above the others, and where it would stand. @param {HTMLElement} row @param {number} grip where it was taken */
function lift(row, grip) {
  const list = row.parentElement;
  const others = [...list.children].filter((each) => each !== row);
  const { top, left, width } = row.getBoundingClientRect();
  const number = make("b", { class: "disc" });
  const place = make("li", { class: "place" }, number, say("move.here"));
  let to = [...list.children].indexOf(row);
  list.insertBefore(place, row);
  row.classList.add("lifted");
  Object.assign(row.style, { left: `${left}px`, width: `${width}px` });
  const reach = (/** @type {number} */ y) => {
    row.style.top = `${top + y - grip}px`;
    to = others.map((each) => each.getBoundingClientRect()).filter((box) => box.top + box.height / 2 < y).length;
    list.insertBefore(place, others[to] ?? null);
    number.textContent = String(to + 1);
  };
  return {
    place: () => to,
    /** @param {number} y */
    follow(y) {
      reach(y);
      if (y < EDGE + byId("tools").offsetHeight) scrollBy(0, -STEP);
      else if (y > innerHeight - EDGE) scrollBy(0, STEP);
    },
    drop() {
      place.remove();
      row.classList.remove("lifted");
      row.removeAttribute("style");
    },
  };
}
