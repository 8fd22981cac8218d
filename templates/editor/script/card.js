/* The card and the square of the item in hand, as players see them, beside its form or in it. */

import { isMapping, textOf } from "./data.js";
import { byId, make, spell } from "./dom.js";
import { lacking } from "./gaps.js";
import { kindOf } from "./items.js";
import { declared, titleOf, titled } from "./places.js";
import { rulebook } from "./rules.js";
import { here, state } from "./state.js";
import { readDelay } from "./times.js";
import { pictogram } from "./track.js";
import { known, named, say } from "./words.js";

/** @typedef {import("./data.js").Path} Path */
/** `missing`: nobody has found it. @typedef {{key: string, value: string, missing?: boolean}} Row */

/** The keys of an item's rows in their order, each with how its value reads (circuit/keys), by the list of the item. @type {Record<string, [string, string][]>} */
const ROWS = rulebook.cards;
const BULLETS = ["criteria", "first", "answers"];
/** @type {Record<string, string>} */
const ICONS = { delay: "k-time", acceptable: "k-wait", trace: "p-egg", call: "p-channel-phone", channels: "p-channel-phone", contact: "p-channel-phone", "if-silent": "k-recourse", to: "k-recourse", say: "p-channel-in-person" };

/** A fact without its source. @param {any} fact */
const bare = (fact) => (isMapping(fact) && typeof fact.value !== "object" && fact.value !== undefined && fact["at-most"] === undefined && fact.condition === undefined ? fact.value : fact);

/** A delay in its author's words, with its limit and its condition (game/wording.py). @param {any} delay @returns {string} */
function delaySaid(delay) {
  if (!isMapping(delay)) return textOf(delay);
  const limit = textOf(delay["at-most"]);
  const read = readDelay(limit, rulebook.times);
  const most = typeof read !== "string" && read.bound ? limit : limit && say("delay.most", { limit });
  const said = [textOf(delay.value), most].filter(Boolean).join(", ") || say("unknown");
  return delay.condition ? say("in-brackets", { said, note: textOf(delay.condition) }) : said;
}

/** A way in. @param {any} way @returns {string} */
function waySaid(way) {
  const { kind, label, value, hours } = isMapping(way) ? way : { kind: way };
  const said = [textOf(label) || named("choice", "Contact", `kind.${textOf(kind)}`).toLowerCase(), textOf(value)].filter(Boolean).join(" ");
  return hours ? say("in-brackets", { said, note: textOf(hours) }) : said;
}

/** @param {string} text */
const small = (text) => text.slice(0, 1).toLowerCase() + text.slice(1);

/** @param {any} id */
const actorSaid = (id) => declared("actor").find((each) => each.value === id)?.text ?? textOf(id);

/** @param {any} value */
const listed = (value) => [value].flat();

/** A value by its form (game/wording.py). @type {Record<string, (value: any, key: string) => string>} */
const SAID = {
  actors: (value) => listed(value).map(actorSaid).join(", "),
  choice: (value, key) => named("choice", "", `${key}.${textOf(value)}`).toLowerCase(),
  contacts: (value) => listed(value).map(waySaid).filter(Boolean).join(", "),
  delay: (value) => listed(value).map(delaySaid).filter(Boolean).join(" · "),
  name: (value) => titled(textOf(value)),
  pointer: (value) => (value === "end" || value === "out" ? small(say(`to.${value}`)) : titled(textOf(value))),
  quote: (value) => (/^[«“"]/.test(value) ? value : say("row.quote", { text: value })),
};

/** What a row says; empty where nothing stands. @param {any} fact @param {string} key @param {string} form @returns {string} */
function said(fact, key, form) {
  const value = bare(fact);
  if (value === undefined || value === "unknown") return "";
  if (value === "none" && known(`none.${key}`)) return say(`none.${key}`);
  return SAID[form]?.(value, key) ?? listed(value).map(textOf).filter(Boolean).join(" · ");
}

/** The rows of an item's card. @param {any} item @param {string} list @param {boolean} first @returns {Row[]} */
export function rowsOf(item, list, first) {
  const gaps = lacking(item, list, first, state.data, state.beside, rulebook);
  if (item.missing === "true") return [];
  return ROWS[list].flatMap(([key, form]) => {
    if (gaps.includes(key)) return [{ key, value: say("unknown"), missing: true }];
    const value = said(item[key], key, form);
    return value ? [{ key, value }] : [];
  });
}

/** @param {Path} path */
const listOf = (path) => String(typeof path.at(-1) === "number" ? path.at(-2) : path.at(-1));

/** @param {any} item */
const actorsOf = (item) => said(item.actor, "actor", "actors");

/** The path of the item in hand: where the focus is, else the one where it was, as long as it stands open. */
export function inHand() {
  const form = byId("form");
  const focused = form.contains(document.activeElement) ? document.activeElement.closest(".item") : null;
  const fold = focused?.querySelector("[data-fold]") ?? byId(held);
  if (!fold?.isConnected || fold.getAttribute("aria-expanded") !== "true") return null;
  held = fold.id;
  return { fold, path: unspelled(fold.getAttribute("data-fold")) };
}

/* They go from place to place, out of the page where no item is in hand. */
const [hand, seen] = [byId("hand"), byId("seen")];
let held = "";
let drawn = "";

/** @param {string} spelled @returns {Path} */
const unspelled = (spelled) => spelled.split("/").map((each) => (/^\d+$/.test(each) ? Number(each) : decodeURIComponent(each)));

/** Shows the card of the item in hand where there is room for it. */
export function showCard() {
  const found = inHand();
  const item = found && here(found.path);
  const list = found && listOf(found.path);
  hand.hidden = !isMapping(item) || !ROWS[list];
  if (hand.hidden) return;
  const beside = getComputedStyle(byId("board")).display !== "none" && matchMedia("(min-width: 64rem)").matches;
  const inside = byId(found.fold.getAttribute("aria-controls"));
  const place = beside ? byId("board") : inside;
  if (hand.parentElement !== place) beside ? place.prepend(hand) : place.insertBefore(hand, inside.querySelector(":scope > .actions"));
  const first = spell(found.path) === "steps/0";
  const kind = kindOf(item, list, found.path);
  const rows = rowsOf(item, list, first);
  const spelled = JSON.stringify([kind, item, rows, actorsOf(item), found.path]);
  if (spelled === drawn) return;
  drawn = spelled;
  seen.replaceChildren(square(item, kind), card(item, kind, list, found.path, rows));
}

/** @param {string} kind @param {string} list */
const word = (kind, list) => (known(`kind.${kind}`) ? say(`kind.${kind}`) : say(`card.${list}`));

/** @param {any} item @param {string} kind */
const icon = (item, kind) => make("i", { class: `p ${kind === "step" ? pictogram({ kind, item, path: [], to: null }) : known(`kind.${kind}`) ? `k-${kind}` : "k-quiz"}` });

/** The square, with what is read on it. @param {any} item @param {string} kind */
function square(item, kind) {
  const title = textOf(item.short) || titleOf(item);
  return make("p", { class: "square", "data-kind": kind, "aria-hidden": "true" }, icon(item, kind), make("span", {}, title));
}

/** @param {any} item @param {string} kind @param {string} list @param {Path} path @param {Row[]} rows */
function card(item, kind, list, path, rows) {
  const number = list === "steps" && path.length === 2 ? make("b", { class: "disc" }, String(Number(path[1]) + 1)) : "";
  const who = list === "steps" ? actorsOf(item) : "";
  const band = make("p", { class: "band" }, number, make("span", {}, make("b", {}, word(kind, list)), who && ` · ${who}`), icon(item, kind));
  const bullets = BULLETS.flatMap((key) => [bare(item[key]) ?? []].flat()).map(textOf).filter(Boolean);
  return make(
    "div",
    { class: "card", "data-kind": kind },
    band,
    make("p", { class: "name" }, titleOf(item)),
    textOf(item.text) && make("p", {}, item.text),
    bullets.length ? make("ul", {}, ...bullets.map((each) => make("li", {}, each))) : null,
    rows.length ? make("dl", {}, ...rows.map(row)) : null,
    item.uncertain === "true" && make("p", { class: "found" }, say("uncertain")),
  );
}

/** @param {Row} given */
const row = ({ key, value, missing }) => make("div", { class: missing ? "none k-quiz" : (ICONS[key] ?? "") }, make("dt", {}, say(`row.${key}`)), make("dd", {}, value));
