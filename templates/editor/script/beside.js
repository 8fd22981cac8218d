/* The preview beside the form: both are seen where there is room, else one or the other. */

import { make } from "./dom.js";

/* The frame is of another origin than this page, so that nothing in it reaches the form; nor may it lead the window
   elsewhere. What it opens (the page alone, a sheet to print) is a window like any other. */
const MAY = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";

/**
 * Puts the preview beside `form`.
 * @param {HTMLElement} form @param {{preview: string, words: Record<string, string>}} told
 */
export function beside(form, told) {
  const frame = make("iframe", { id: "studio-preview", src: told.preview, title: told.words.preview, sandbox: MAY });
  const tabs = ["form", "preview"].map((side) => make("button", { type: "button", onclick: () => shown(side) }, told.words[`tab.${side}`]));
  /** @param {string} side */
  function shown(side) {
    document.body.dataset.side = side;
    tabs.forEach((tab, rank) => tab.setAttribute("aria-pressed", String((rank === 1) === (side === "preview"))));
  }
  shown("form");
  form.before(make("p", { id: "studio-tabs", role: "group", "aria-label": told.words.tabs }, ...tabs));
  form.after(frame);
}
