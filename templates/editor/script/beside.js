/* The preview or a printed sheet beside the form, in the place of card and board that are drawn as one types: one of them
   is seen there; where there is room for three things, card and board too, where there is none for two, one. */

import { byId, make } from "./dom.js";

/* What is made of the circuit stands in the preview's own frame, in a sandbox, and does not reach the form; here it may
   not lead the window elsewhere, either. What it opens (the page alone, a sheet to print) is a window like any other. */
const MAY = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";
const SIDES = ["form", "board", "sheet", "preview"];
const OF_A_CIRCUIT = new Set(["board", "sheet"]);
const WIDE = "(min-width: 64rem)";
const WIDEST = "(min-width: 100rem)";

/**
 * Puts preview and sheets into the `desk`; of what circuits share, `sharing`, no board is drawn, no sheet printed.
 * @param {HTMLElement} desk @param {{preview: string, sharing: object | null, words: Record<string, string>}} told
 * @param {{panel: HTMLElement, refresh(): void}} sheets
 */
export function beside(desk, told, sheets) {
  const frame = make("iframe", { id: "studio-preview", src: told.preview, title: told.words["editor.preview"], sandbox: MAY });
  const tabs = SIDES.filter((side) => !told.sharing || !OF_A_CIRCUIT.has(side)).map((side) => make("button", { type: "button", "data-side": side, onclick: () => show(side) }, told.words[`editor.tab.${side}`]));
  /** @param {string} side */
  function show(side) {
    desk.dataset.side = side;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.side === side));
    document.dispatchEvent(new Event("look")); /* the card goes where there is room for it */
    sheets.refresh();
  }
  const [wide, widest] = [matchMedia(WIDE), matchMedia(WIDEST)];
  const settle = () => show(!wide.matches ? "form" : told.sharing || widest.matches ? "preview" : "board");
  for (const each of [wide, widest]) each.addEventListener("change", settle);
  desk.prepend(make("p", { id: "studio-tabs", role: "group", "aria-label": told.words["editor.tabs"] }, ...tabs));
  desk.append(...(told.sharing ? [] : [sheets.panel]), frame);
  byId("board").hidden = Boolean(told.sharing);
  settle();
  /* What leads to a field leads to where it is seen. */
  const leads = (/** @type {Event} */ event) => !wide.matches && event.target instanceof Element && event.target.closest("button") && show("form");
  for (const each of ["parts", "left", "board"]) byId(each).addEventListener("click", leads, true);
}
