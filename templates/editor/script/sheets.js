/* The sheet on which stands what one edits, as it will be printed: asked of the program when it is looked at, and again
   once something was saved. */

import { inHand } from "./card.js";
import { button, byId, make } from "./dom.js";
import { textOf } from "./data.js";
import { here } from "./state.js";

/** Each with the file in which it is printed. */
const SHEETS = { board: "print/1-board-a3.pdf", card: "print/2-table.pdf", person: "print/3-person.pdf" };

/** @typedef {import("./told.js").Row} Row */
/** `pages`: pictures, and what they are; `problems`: why there are none. @typedef {{said: string, pages: {src: string, alt: string}[], problems: Row[]}} Seen */

/**
 * The panel, and what has it show the sheet as it is now: asked for as long as it is seen, else once it is.
 * @param {Record<string, string>} words @param {(sheet: string, item: string) => Promise<Seen>} ask @param {(row: Row) => HTMLElement} led a problem, with the way to its field
 */
export function sheets(words, ask, led) {
  const tabs = Object.keys(SHEETS).map((name) => button(words[`sheet.${name}`], () => choose(name), { "data-sheet": name }));
  const said = make("p", { role: "status" });
  const wrong = make("ul", { class: "left", role: "list" });
  const pages = make("div", { class: "pages" });
  const pdf = make("a", { target: "_blank", rel: "noopener" }, words["sheet.pdf"]);
  const heading = make("h2", { id: "h-sheet" }, words["sheet.title"]);
  const group = make("p", { class: "sheets", role: "group", "aria-label": words["sheet.sheets"] }, ...tabs);
  const panel = make("section", { id: "studio-sheet", "aria-labelledby": "h-sheet" }, heading, group, said, wrong, pages, make("p", { class: "print" }, pdf, make("span", {}, words["sheet.when"])));

  let shown = "card";
  /** What the pages are of, empty where they are old. */
  let drawn = "";
  let asked = 0;

  const item = () => (shown === "card" ? textOf(here([...(inHand()?.path ?? []), "id"])) : "");

  async function refresh() {
    const wanted = `${shown} ${item()}`;
    if (panel.offsetParent === null || wanted === drawn) return;
    drawn = wanted;
    const turn = (asked += 1);
    panel.setAttribute("aria-busy", "true");
    if (!pages.childElementCount) said.textContent = words["sheet.waiting"];
    const seen = await ask(shown, item());
    if (turn !== asked) return; /* another is wanted by now */
    panel.removeAttribute("aria-busy");
    said.textContent = seen.said;
    wrong.replaceChildren(...seen.problems.map(led));
    pages.replaceChildren(...seen.pages.map(page));
  }

  /** What is shown is another one by now. */
  function renew() {
    drawn = "";
    refresh();
  }

  /** @param {string} name */
  function choose(name) {
    shown = name;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.sheet === name));
    pdf.href = `./${SHEETS[/** @type {keyof typeof SHEETS} */ (name)]}`;
    pages.dataset.sheet = name;
    pages.replaceChildren();
    renew();
  }

  /** A page, which fills the window once it is asked for. @param {{src: string, alt: string}} told */
  function page({ src, alt }) {
    const larger = () => {
      const close = button(words["sheet.close"], () => whole.close());
      const picture = make("div", { tabindex: 0, role: "region", "aria-label": alt }, make("img", { src, alt }));
      const whole = make("dialog", { class: "page", "aria-label": alt, onclose: () => whole.remove() }, close, picture);
      document.body.append(whole);
      whole.showModal();
    };
    const made = button("", larger, { "aria-label": words["sheet.larger"].replace("{page}", alt) });
    made.append(make("img", { src, alt: "" }));
    return made;
  }

  choose(shown);
  for (const event of ["focusin", "click"]) byId("form").addEventListener(event, refresh); /* another item may be in hand */
  return { panel, refresh, renew };
}
