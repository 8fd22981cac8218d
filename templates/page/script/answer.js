/* « Que faire ? »: one problem, one screen. What to do at once, what is announced, and the path from where it starts. */

/** @typedef {{told: string, days: number, working?: number, hours?: number}} Delay */
/** @typedef {{card: string, to?: number, delay?: Delay}} Way */
/** ``like`` and ``words``: what the search goes by. @typedef {{id: string, card: HTMLElement, urgency?: string, delay?: Delay, like?: string, words?: string[]}} Trouble */

/** The steps as they stand in the page; the last item is the arrival. */
const stages = all(".path > li");
const arrival = stages.length - 1;
/** How urgent it is, and the path: on the screen of a problem, else before the whole circuit. */
const rest = byId("reste");
const start = byId("debut");
const answer = byId("reponse");
const own = byId("numero");
const bar = one(".bar");

all("#problemes > details").forEach((card, rank) => (board.problems[rank].card = card));

/** The problem that was chosen, and the urgency that it has, or that one says it has. @type {Trouble | undefined} */
let trouble;
/** A common problem that was chosen, of which this circuit says nothing. @type {Topic | undefined} */
let common;
/** @type {Way | undefined} */
let urgency;
/** When one called, where that was noted. @type {Date | undefined} */
let called;

/** The delay announced for a step. @param {number} at @returns {Delay | undefined} */
function delayOf(at) {
  if (at === first() && at) return announced();
  const { told, days, working, hours } = stages[at]?.dataset ?? {};
  return told ? { told, days: Number(days), working: Number(working), hours: Number(hours) } : undefined;
}

/** What the landlord announces for this problem. */
const announced = () => trouble?.delay ?? urgency?.delay;

/** Where the path starts: at the end of the shortcut of an urgency. */
const first = () => urgency?.to ?? 0;

/** The title of a step or of a card, as its first line says it. @param {Element} card */
const headOf = (card) => one("summary, h4", card).lastChild.textContent.trim();

/** The title of a problem, without its flag. @param {Trouble} each */
const problemTitle = ({ card }) => one("summary", card).firstChild.textContent.trim();

/** The problem that was chosen, as the address names it. */
const chosen = () => trouble?.id ?? common?.id ?? "autre";

/** A row of a card. @param {string} key of its pictogram @param {string} label @param {string} value */
function row(key, label, value) {
  const made = make("p", `${label} `, { class: `row r-${key}` });
  made.append(make("b", value));
  return made;
}

/** Copies of rows of a card that say something. @param {Element} card @param {string[]} keys */
const rowsOf = (card, ...keys) => keys.flatMap((key) => all(`.r-${key}:not(.missing)`, card)).map((each) => /** @type {Element} */ (each.cloneNode(true)));

/* --- the screen of a problem --- */

/** Writes the screen of a problem; without one, that of any other. */
function showAnswer() {
  const card = trouble?.card;
  const heading = byId("h-reponse");
  heading.textContent = trouble ? problemTitle(trouble) : (common?.title ?? byId("h-que-faire").textContent);
  heading.className = card ? one("summary", card).className : "i-signpost";
  if (urgency?.to !== undefined) heading.append(" ", make("b", headOf(byId(`carte-${urgency.card}`)), { class: "flag" }));
  byId("general").hidden = !common;
  actNow(card);
  byId("faits").replaceChildren(...factsOf(card));
  askUrgency();
  drawPath();
  tellCall();
}

/** What to do at once: gestures, then whom to call, then a trace. @param {Element} [card] */
function actNow(card) {
  const gestures = card ? all(":scope > :is(ol, ul) > li", card) : [];
  const step = one("details", stages[0]);
  const call = byId("appeler");
  const list = call.parentElement;
  list.replaceChildren(...gestures.map((each) => each.cloneNode(true)), call, byId("demander"));
  const named = card && one(".call", card);
  // Where one asks to move or speaks of neighbours, the first step is no call: its own ways come first.
  const ways = board.calls && one(".r-call", own) ? ["say"] : ["say", "channels"];
  const said = [named ? named.cloneNode(true) : own, ...rowsOf(step, ...ways)];
  one("b", call).textContent = board.calls ? say("call") : headOf(step);
  one("div", call).replaceChildren(...(board.calls ? said : said.reverse()));
  call.hidden = rescued();
  byId("horloge").hidden = !board.calls;
  if (named) start.append(own);
}

/** What is announced, who pays, what I receive, where to go; what nobody has found in one line; the sources, folded. @param {Element} [card] */
function* factsOf(card) {
  const step = one("details", stages[first()]) ?? one("details", stages[0]);
  const delay = announced();
  const traces = stages.slice(first()).flatMap((item) => rowsOf(item, "trace")).slice(0, 1);
  if (delay && !(card && one(".r-delay", card))) yield row("delay", say("delay"), delay.told);
  const copy = /** @type {Element} */ ((card ?? make("div")).cloneNode(true));
  for (const each of all(":scope > :is(summary, .lead, ol, ul, .call, .row.missing, .r-urgency)", copy)) each.remove();
  const cited = all(":scope > .src, :scope > small", copy);
  yield* [...copy.childNodes].filter((each) => !cited.includes(/** @type {HTMLElement} */ (each)));
  yield* traces;
  if (card && !one(".r-charge", card)) yield* rowsOf(step, "charge");
  const gaps = [...(delay ? [] : [say("gap.delay")]), ...(traces.length ? [] : [say("gap.trace")])];
  if (gaps.length) yield make("p", say("gap", { what: gaps.join(", ") }), { class: "row r-missing missing" });
  if (!cited.length) return;
  const folded = make("details");
  folded.append(make("summary", say("sources")), ...cited);
  yield folded;
}

/** Whether one called for help, out of the circuit: nobody is sent to a neighbour who threatens. */
const rescued = () => !board.calls && Boolean(urgency) && urgency?.to === undefined;

/** How urgent it is, asked only where the circuit says of what and nobody knows it of this problem. */
function askUrgency() {
  const unknown = !trouble?.urgency && !urgency && !(trouble && one(".flag", trouble.card));
  byId("urgence").hidden = !unknown || !one("#urgence li");
  for (const [id, each] of Object.entries(board.ways)) {
    const card = byId(`carte-${each.card}`);
    one("[data-urgency]", card)?.remove();
    if (each.to !== undefined && one("li", card)) one("summary", card).after(make("button", say("mine"), { "data-urgency": id }));
  }
}

/** Folds steps behind one line. @param {string} label @param {HTMLElement[]} items */
function fold(label, items) {
  const item = make("li", "", { class: "fold" });
  const button = make("button", label, { "aria-expanded": "false" });
  const open = (/** @type {boolean} */ yes) => {
    button.ariaExpanded = String(yes);
    for (const each of items) each.hidden = !yes;
  };
  onClick(button, () => open(button.ariaExpanded !== "true"));
  item.append(button);
  items[0].before(item);
  open(false);
}

/** « Vous êtes ici », and the delay of an urgency in the place of the usual one. */
const here = make("b", say("you"), { class: "here" });

/** Whether the path begins with a call: it is urgent, and nobody has called yet. */
const callsFirst = () => board.calls && !called && Boolean(urgency || (trouble && one(".flag", trouble.card)));

/** The first stage of an urgent path: to call, by which number, or where it is found. */
function callStage() {
  const item = make("li", "", { class: "first-call" });
  const card = make("details", "", { class: "card", open: "" });
  const summary = make("summary", say("call"));
  summary.prepend(here);
  const numbers = all("#appeler :is(.call, .r-call):not([hidden])").map((each) => /** @type {Element} */ (each.cloneNode(true)));
  for (const each of numbers) each.removeAttribute("id");
  card.append(summary, ...(numbers.length ? numbers : [make("p", board.where)]));
  item.append(card);
  return item;
}

/** The path: the call of an urgency, what its shortcut passes, and what comes later, folded. */
function drawPath() {
  clearPath();
  const at = Math.min(first(), arrival);
  const calls = callsFirst();
  const shown = calls ? Number(at > 0) : 3;
  const passed = stages.slice(0, at);
  const later = stages.slice(at + shown, arrival);
  for (const item of passed) item.classList.add("passed");
  if (passed.length) fold(say("done", { n: at }), passed);
  if (later.length > Number(!calls)) fold(say("later", { n: later.length }), later);
  const card = /** @type {HTMLDetailsElement} */ (one("details", stages[at]));
  for (const each of all(".path details")) /** @type {HTMLDetailsElement} */ (each).open = false;
  if (calls) one(".path").prepend(callStage());
  else if (!rescued()) {
    card.open = true;
    one("summary", card).prepend(here);
  }
  if (!at) return;
  const delay = announced();
  for (const each of all(".r-delay, .r-missing", card)) each.hidden = true;
  if (delay) one("summary", card).after(row("delay now", say("delay"), delay.told));
}

/** The path as the page came. */
function clearPath() {
  here.remove();
  for (const each of all(".fold, .first-call, .r-delay.now", rest)) each.remove();
  for (const each of all(".path > li, .path .row")) {
    each.hidden = false;
    each.classList.remove("passed");
  }
}

/* --- when I called --- */

const pad = (/** @type {number} */ part) => String(part).padStart(2, "0");
/** @param {Date} day */
const dayIn = (day) => `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
/** @param {Date} day */
const timeIn = (day) => `${pad(day.getHours())}:${pad(day.getMinutes())}`;
/** A day in words, with its hour where that counts. @param {Date} day @param {unknown} [hours] */
function inWords(day, hours) {
  const said = day.toLocaleDateString(root.lang, { weekday: "long", day: "numeric", month: "long" });
  return hours ? `${said}, ${day.toLocaleTimeString(root.lang, { hour: "numeric", minute: "2-digit" })}` : said;
}

/** When a delay is over: by the clock, or by days; working days are Monday to Friday. @param {Date} from @param {Delay} delay */
function dueAfter(from, { days, working, hours }) {
  const due = new Date(from);
  if (hours) return new Date(due.getTime() + days * 864e5);
  for (let left = Math.ceil(days); left > 0; ) {
    due.setDate(due.getDate() + 1);
    if (!working || due.getDay() % 6) left--;
  }
  return due;
}

/** Says when I called, and until when one waits where that is announced. */
function tellCall() {
  const delay = announced();
  const due = called && delay ? ` ${say("due", { due: inWords(dueAfter(called, delay), delay.hours) })}` : "";
  one("#horloge span").textContent = called ? say("called", { then: inWords(called, true) }) + due : "";
}

onClick(one("#horloge button"), () => {
  called = new Date();
  drawPath();
  tellCall();
  note();
});

/* --- the number that a tenant found --- */

const mine = /** @type {HTMLInputElement | null} */ (byId("mien"));
/** The number typed becomes one to call; it stays in the address alone. */
function noteNumber() {
  const number = mine.value.replace(/[^\d+]/g, "");
  const place = byId("le-mien");
  place.hidden = number.length < 4;
  place.replaceChildren(make("a", mine.value, { href: `tel:${number}` }));
  showBar();
}
mine?.addEventListener("input", () => {
  noteNumber();
  note();
});

/** The number to call, where there is one. */
const numberToCall = () => (trouble && one(".call a", trouble.card)) ?? one("#numero .call:not([hidden]) a");

/** The bar of phones: the number, and what if nothing comes. */
function showBar() {
  const call = /** @type {HTMLAnchorElement | null} */ (numberToCall());
  const link = /** @type {HTMLAnchorElement} */ (byId("appel"));
  link.href = call?.getAttribute("href") ?? "#numero";
  link.textContent = call?.textContent ?? say("bar.where");
}

/* --- all the problems --- */

byId("tous")?.addEventListener("click", ({ target }) => {
  byId("problemes").classList.add("sought");
  clearSearch();
  /** @type {HTMLElement} */ (target).hidden = true;
  one("details:nth-child(7) summary", byId("problemes")).focus();
});

onClick(byId("problemes"), (event) => {
  const card = /** @type {Element} */ (event.target).closest("summary")?.parentElement;
  if (!card) return;
  event.preventDefault();
  location.hash = `suivre=${board.problems.find((/** @type {Trouble} */ each) => each.card === card).id}`;
});
onClick(byId("urgence"), ({ target }) => {
  const id = /** @type {HTMLElement} */ (target).dataset.urgency;
  if (id) location.hash = `suivre=${chosen()}&niveau=${id}`;
});
