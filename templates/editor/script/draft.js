/* The draft that stays on this device, where somebody asks for it: in this page's own store, nowhere else. */

import { isMapping, textOf } from "./data.js";
import { byId } from "./dom.js";
import { news } from "./items.js";
import { read, write } from "./reading.js";
import { rulebook } from "./rules.js";
import { revived } from "./start.js";
import { onChange, state } from "./state.js";
import { language, say } from "./words.js";

/**
 * `text`: the circuit; `before`: the file that it began as, whose lines and comments stay; `beside`: the files that were
 * opened with it.
 * @typedef {{at: string, name: string, text: string, before: string, beside: {landlord: any, common: any}}} Draft
 */
/** @typedef {import("./edit.js").Hands} Hands */

const PLACE = "jeu-oie-draft";
const PAUSE = 1000; // ms between two writings: a tab that is killed loses no more than what was typed meanwhile

/** What was kept; null where nothing is, or the browser gives nothing. @returns {Draft | null} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE));
    return isMapping(found) && typeof found.text === "string" ? found : null;
  } catch {
    return null;
  }
}

/** @param {string} at */
const dated = (at) => new Date(at).toLocaleString(language, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

let keeping = false;
/** @type {any} */
let waiting = 0;

/** Writes the draft; whether the browser took it. */
function keep() {
  clearTimeout(waiting);
  waiting = 0;
  const { landlord, common } = state.beside;
  /** @type {Draft} */
  const draft = { at: new Date().toISOString(), name: state.name, text: write(state.source, state.data, rulebook), before: state.source?.text ?? "", beside: { landlord, common: common === rulebook.standard ? null : common } };
  try {
    localStorage.setItem(PLACE, JSON.stringify(draft));
  } catch {
    return false;
  }
  show(draft.at);
  return true;
}

/** @param {string} at when it was written last */
function show(at) {
  byId("draft-said").hidden = false;
  byId("draft-at").textContent = say("draft.at", { at: dated(at) });
}

function forget() {
  stop();
  try {
    localStorage.removeItem(PLACE);
  } catch {
    /* then there is nothing */
  }
  offer();
}

function stop() {
  clearTimeout(waiting);
  waiting = 0;
  keeping = false;
  byId("draft").checked = false;
  byId("draft-said").hidden = true;
}

/** The draft is kept from now on, over a former one only where that may go. */
function begin() {
  const former = kept();
  if (former && !keeping && !confirm(say("draft.over", { at: dated(former.at) }))) return stop();
  keeping = keep();
  if (keeping) return undefined;
  stop();
  return news(say("draft.refused"), true);
}

/** What the first screen says of a draft that is there. */
function offer() {
  const draft = kept();
  byId("former").hidden = !draft;
  if (draft) byId("resume").textContent = say("draft.resume", { at: dated(draft.at) });
}

/** @param {Hands} hands */
function resume(hands) {
  const draft = kept();
  const { data } = draft ? read(draft.text, rulebook) : { data: null };
  if (!data) return forget();
  const source = draft.before ? read(draft.before, rulebook).source : null;
  hands.begin(data, source, draft.name || `${textOf(data.title) || say("file")}.yaml`, revived(draft.beside));
  state.kept = null; /* it stands in no file */
  keeping = true;
  byId("draft").checked = true;
  return keep();
}

/** @param {Hands} hands */
export function drafting(hands) {
  byId("draft").addEventListener("change", () => (byId("draft").checked ? begin() : forget()));
  byId("resume").addEventListener("click", () => resume(hands));
  for (const each of document.querySelectorAll("[data-forget]")) each.addEventListener("click", forget);
  hands.onBegin(stop);
  onChange(() => {
    if (keeping) waiting ||= setTimeout(() => keep() || (stop(), news(say("draft.refused"), true)), PAUSE);
  });
  addEventListener("pagehide", () => waiting && keep());
  offer();
}
