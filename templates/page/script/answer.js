/* « Que faire ? »: one problem, one screen. All that it says is an answer, as the program gave it (web/answer.py); here
   dates are added, and the order of numbers by the clock. */

/** @typedef {{text: string, doubt?: string, scope?: string}} Act */
/** @typedef {{value: string, label?: string, hours?: string, when?: string, condition?: string, state?: string}} PhoneNumber */
/** @typedef {{text: string, what?: string, span?: Term, starts?: string}} Wait */
/** @typedef {{id: string, after: {days?: number, months?: number, due?: boolean}, act: Act, whom?: string[], text?: string}} Rung */
/** @typedef {{name: string, text?: string, numbers?: PhoneNumber[], ways?: string[], blank?: boolean}} Helper */
/**
 * As game/answers/model.py has it; what is empty is left out.
 * @typedef {{kind: string, depends?: boolean, first?: Act[], cases?: {id: string, title: string, first: Act[]}[], after?: Act, numbers?: PhoneNumber[], sms?: PhoneNumber, number_place?: string, ways?: {kind: string, text: string}[], say?: Act, never?: Act[], note?: Act[], keep?: Act, wait?: Wait, until?: Wait, rungs?: Rung[], letter?: string, helpers?: Helper[], place?: {at: {id: string}, called?: {id: string}}, pays?: {who?: string, act: Act}, gap?: string, sources?: (string | {title: string})[], local?: (Answer & {where: string})[]}} Answer
 */
/** ``like`` and ``words``: what the search goes by. @typedef {{id: string, card: HTMLElement, like?: string, words?: string[]}} Trouble */

/** The steps as they stand in the page; the last item is the arrival. */
const stages = all(".path > li");
/** How urgent it is, and the path: on the screen of a problem, else before the whole circuit. */
const rest = byId("reste");
const start = byId("debut");
const view = byId("reponse");
const bar = one(".bar");
/** The mail that says what is wrong in an answer, which « * » names in it; only where somebody reads such mails. */
const wrong = /** @type {HTMLAnchorElement | null} */ (byId("faux"));

all("#problemes > details").forEach((card, rank) => (board.problems[rank].card = card));

/** Where one lives, in circuits in which whom to call hangs on that; kept in the address alone. */
const commune = /** @type {HTMLSelectElement | null} */ (byId("commune"));
/** @param {string | null} name */
function liveIn(name) {
  for (const each of commune?.options ?? []) if (each.text === name) each.selected = true;
}
commune?.addEventListener("change", () => {
  note();
  showAnswer();
});

/** The problem that was chosen. @type {Trouble | undefined} */
let trouble;
/** A common problem, or a danger, that was chosen, of which this circuit says nothing. @type {Topic | undefined} */
let common;
/** What is told of it. @type {Answer | undefined} */
let answer;
/** When one called, where that was noted. @type {Date | undefined} */
let called;

/** The title of a card, as its first line says it. @param {Element} card */
const headOf = (card) => one("summary, h4", card).lastChild.textContent.trim();

/** The title of a problem, without its flag. @param {Trouble} each */
const problemTitle = ({ card }) => one("summary", card).firstChild.textContent.trim();

/** The problem that was chosen, as the address names it. */
const chosen = () => trouble?.id ?? common?.id ?? "autre";

/** A problem of this circuit. @param {string} id @returns {Trouble | undefined} */
const troubleOf = (id) => board.problems.find((/** @type {Trouble} */ each) => each.id === id);
/** A common problem, or a danger, that the page has an answer for. @param {string} id @returns {Topic | undefined} */
const commonOf = (id) => [...dangers, ...commonProblems].find((each) => each.id === id && answeredAs(id));

/** The name of the answer to a problem: its own, that of the circuit's own problem that it is like; empty where there is none. @param {string} id */
const answeredAs = (id) => (Object.hasOwn(board.answers.all, id) ? id : (board.problems.find((/** @type {Trouble} */ { like }) => like === id)?.id ?? ""));

/** A rank → the part that it stands for. @param {unknown} value @returns {unknown} */
const unpack = (value) => (typeof value === "number" ? board.answers.parts[value] : value);

/** What holds in general is written as its text alone. @param {string} field @param {unknown} value */
const unpackField = (field, value) => (Array.isArray(value) ? value.map((each) => (typeof each === "string" && field !== "sources" ? { text: each, scope: "general" } : unpack(each))) : unpack(value));

/** What is told of a problem; of one that has no answer of its own, what is told of any other. @param {string} id @returns {Answer} */
function answerOf(id) {
  const told = board.answers.all[answeredAs(id) || "other"];
  const usual = { ...board.answers.kinds[told.kind], ...told };
  const local = /** @type {Answer["local"]} */ (unpackField("local", usual.local ?? [])).find(({ where }) => where === commune?.value);
  const whole = Object.entries({ ...usual, ...local }).filter(([, value]) => value !== null);
  return /** @type {Answer} */ (Object.fromEntries(whole.map(([field, value]) => [field, unpackField(field, value)])));
}

/** Whether offices are closed now, as far as a clock knows: Saturday, Sunday, a holiday, 19 h to 7 h. */
function isClosed() {
  const now = new Date();
  return !countsDay(dayOf(dayIn(now)), "working") || now.getHours() < 7 || now.getHours() >= 19;
}

const WHILE_CLOSED = ["closed", "always", "day"];
/** The numbers in the order of the moment: urgent and closed, who answers then comes first; doubtful ones stay last. @param {Answer} told */
function numbersNow({ kind, numbers = [] }) {
  if (kind !== "urgent" || !isClosed()) return numbers;
  const rank = (/** @type {PhoneNumber} */ { state, when = "always" }) => Number(state === "doubtful") * 3 + WHILE_CLOSED.indexOf(when);
  return numbers.toSorted((a, b) => rank(a) - rank(b));
}

/** An element around others. @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} inside */
function around(tag, attributes, ...inside) {
  const made = make(tag, "", attributes);
  made.append(...inside);
  return made;
}

/** No mark begins a line. @param {string} text */
const tied = (text) => text.replace(/ (?=[:;?!»])/g, "\u00a0").replaceAll("« ", "«\u00a0");

/** A sentence, marked where it is no fact of this landlord. @param {Act} act @param {string} [tag] */
function sentence({ text, scope }, tag = "p") {
  const made = make(tag, tied(text));
  if (scope === "general" && !common) made.append(" ", make("small", say("answer.general"), { class: "tag" }));
  return made;
}

/** A line with its pictogram. @param {string} look @param {...(Node | string)} inside */
const row = (look, ...inside) => around("div", { class: `row r-${look}` }, ...inside);

/** A link that calls a number; words where nothing can be dialled. @param {PhoneNumber} number @param {string} [scheme] */
function dial({ value }, scheme = "tel") {
  const [figures] = /\+?\d([\s.-]*\d)+/.exec(value) ?? [];
  return figures ? make("a", value, { href: `${scheme}:${figures.replace(/[^\d+]/g, "")}` }) : make("b", value);
}

/** Whether a number is to be verified, in words; empty where it is not, or where its label says so. @param {PhoneNumber} number */
const doubtOf = ({ state, label = "" }) => (state === "doubtful" && !label.includes(board.doubt) ? board.doubt : "");

/** A number with what is known of it. @param {PhoneNumber} number */
function* phone(number) {
  yield around("p", { class: "call" }, dial(number));
  const { condition = "", label = "", hours = say("answer.hours") } = number;
  yield make("p", tied([condition, label, hours, doubtOf(number)].filter(Boolean).join(" · ")));
}

/** Whom to tell, after what one does oneself. @param {Answer} told */
function contactAct(told) {
  const numbers = numbersNow(told);
  const { first = [], say: words, ways = [], number_place: where = "" } = told;
  const item = make("li", "", { class: "contact" });
  const [calls, tells] = board.plain;
  const plain = first.length === 1 && [calls, tells].some((act) => first[0].text.startsWith(act.replace(/\.$/, "")));
  if (WAITING.includes(told.kind)) item.append(make("b", numbers.length ? calls : tells));
  if (words) item.append(make("q", tied(words.text)));
  for (const each of numbers) item.append(...phone(each));
  if (!numbers.length) {
    for (const { text } of ways) item.append(row("channels", tied(text)));
    if (where) item.append(make("p", tied(where)));
  }
  return { item, plain, needed: Boolean(numbers.length || words || ways.length || where) };
}

/** The acts of an answer in order: mine, whom to tell, what to note. @param {Answer} told @returns {HTMLElement[]} */
function actsOf(told) {
  const { item, plain, needed } = contactAct(told);
  const acts = (plain ? [] : (told.first ?? [])).map((act) => sentence(act, "li"));
  const note = told.note ?? [];
  const noted = note.length ? [around("li", { class: "contact" }, make("b", say("answer.note")), make("p", tied(note.map(({ text }) => text.replace(/\.$/, "")).join(" · "))))] : [];
  return [...acts, ...(needed || plain ? [item] : []), ...noted];
}

/** Where nobody is in danger, what would be another answer. @type {Record<string, string>} */
const HARMLESS = { "lift-inside": "lift-down" };

/** A danger: gestures, the first of its numbers, the others in words; no landlord. @param {Answer} told @param {number} at which of its cases */
function drawDanger(told, at = 0) {
  const { cases = [], numbers = [], sms, after, never = [] } = told;
  const [number, ...others] = numbers;
  const call = around("li", { class: "contact whole" }, ...(number ? [around("p", { class: "call" }, dial(number))] : []));
  if (others.length) call.append(make("p", say("answer.or", { numbers: others.map(({ value }) => value).join(", ") })));
  one(".acts", view).replaceChildren(...(cases[at]?.first ?? told.first ?? []).map((act) => sentence(act, "li")), ...(number ? [call] : []));
  byId("cas").hidden = !cases.length;
  byId("cas").replaceChildren(...cases.map(({ title }, rank) => {
    const button = make("button", title, { "aria-pressed": String(rank === at) });
    onClick(button, () => {
      drawDanger(told, rank);
      one(`#cas button:nth-child(${rank + 1})`).focus();
      showBar();
    });
    return button;
  }));
  const harmless = HARMLESS[chosen()] ?? HARMLESS[trouble?.like];
  const afterwards = [
    ...(sms ? [around("p", {}, say("answer.mute"), " ", dial(sms, "sms"))] : []),
    ...never.map((act) => row("never", sentence(act, "b"))),
    ...(after ? [around("p", { class: "after" }, make("b", say("answer.after")), " ", tied(after.text))] : []),
    ...(harmless && answeredAs(harmless) ? [around("p", {}, make("a", say("answer.empty"), { href: `#suivre=${harmless}` }))] : []),
  ];
  byId("apres").replaceChildren(...afterwards);
}

/** @param {Answer} told @returns {Iterable<HTMLElement>} */
function* delayOf({ wait, until }) {
  if (wait) {
    yield around("p", {}, ...(wait.what ? [tied(`${wait.what} :`), " "] : []), make("b", tied(wait.text)));
    if (wait.span && (wait.starts ?? "unknown") === "unknown") yield make("p", say("answer.starts"));
  }
  if (until) yield around("p", {}, make("b", tied(until.text)), " ", say("answer.until"));
  if (!wait && !until) yield make("p", say("stuck.unannounced"));
}

/** Who pays, what I receive, what never to do. @param {Answer} told @returns {Iterable<HTMLElement>} */
function* factsOf({ pays, keep, never = [] }) {
  if (pays) yield row("charge", say("answer.pays"), " ", sentence(pays.act, "b"));
  if (keep) yield row("trace", say("answer.keep"), " ", sentence(keep, "b"));
  for (const act of never) yield row("never", sentence(act, "b"));
}

/** After how long a rung is climbed, in words. @param {Rung["after"]} after */
function afterOf({ days, months, due }) {
  if (months) return say("answer.after.months", { n: months });
  if (days) return say(days === 1 ? "answer.after.day" : "answer.after.days", { n: days });
  return say(due ? "answer.after.due" : "answer.after.any");
}

/** @param {Answer} told */
function rungsOf({ rungs = [] }) {
  return rungs.map(({ after, act, whom = [], text }) => {
    const item = sentence(act, "li");
    const named = whom.filter((name) => name !== act.text);
    item.prepend(make("b", `${afterOf(after)} :`), " ");
    if (text) item.append(` ${tied(text)}`);
    if (named.length) item.append(` · ${named.join(", ")}`);
    return item;
  });
}

/** Who helps, with every way to them; lines to write where nobody has said who. @param {Helper} helper */
function helperCard({ name, text, numbers = [], ways = [], blank }) {
  const made = around("div", { class: "helper" }, make("b", name));
  if (text) made.append(make("p", tied(text)));
  for (const each of numbers) made.append(around("p", {}, dial(each), ...(each.hours ? [` · ${each.hours}`] : []), ...(doubtOf(each) && !name.includes(doubtOf(each)) ? [` · ${doubtOf(each)}`] : [])));
  for (const way of ways) made.append(make("p", tied(way)));
  if (blank) made.append(make("p", say("answer.blank")));
  return made;
}

/** A source by its number in the list of the page, or its title. @param {string | {title: string}} source */
function sourceLine(source) {
  return around("li", {}, ...(typeof source === "string" ? [...byId(`source-${source}`).childNodes].map((each) => each.cloneNode(true)) : [source.title]));
}

/** Kinds in which one waits for the landlord, who has a clock then. */
const WAITING = ["urgent", "ordinary", "neighbours"];
/** Kinds in which writing is the act. */
const WRITING = ["deadline", "accused"];

/** Writes the screen of the problem that was chosen. */
function showAnswer() {
  answer = answerOf(chosen());
  const told = answer;
  const danger = told.kind === "danger";
  const waits = WAITING.includes(told.kind);
  const heading = byId("h-reponse");
  byId("ecrire").before(found);
  heading.textContent = tied(trouble ? problemTitle(trouble) : (common?.title ?? one("[href='#suivre=autre']").textContent));
  heading.className = trouble ? one("summary", trouble.card).className : danger ? "i-thing-danger-ink" : "i-signpost";
  if (board.flags[told.kind]) heading.append(" ", make("b", board.flags[told.kind], { class: "flag" }));
  view.dataset.answer = told.kind;
  byId("lieu")?.toggleAttribute("hidden", !told.local);
  byId("general").hidden = !common || danger;
  byId("cas").hidden = true;
  byId("apres").replaceChildren();
  if (danger) drawDanger(told);
  else one(".acts", view).replaceChildren(...actsOf(told));
  found.hidden = danger || Boolean(told.numbers) || !told.number_place;
  if (!found.hidden) one(".contact", view)?.append(found);
  byId("ecrire").hidden = !(WRITING.includes(told.kind) && told.letter);
  byId("quand-vient").hidden = !(waits && told.place) && !told.wait && !told.until;
  one("h3", byId("quand-vient")).textContent = say(told.until ? "answer.when.mine" : "answer.when");
  byId("delai").replaceChildren(...delayOf(told));
  byId("horloge").hidden = !waits;
  byId("faits").replaceChildren(...(danger ? [] : factsOf(told)));
  byId("rien").hidden = danger || !(waits || told.kind === "follow");
  byId("echelons").replaceChildren(...(told.rungs ? [around("ul", {}, ...rungsOf(told))] : []), ...(told.rungs && told.wait ? [make("p", say("answer.proposed"))] : []));
  fillFold("aidants", "div", (told.helpers ?? []).map(helperCard));
  fillFold("cites", "ul", (told.sources ?? []).map(sourceLine));
  byId("lacune").textContent = tied(told.gap ?? "");
  if (wrong) wrong.href = wrong.dataset.mail.replaceAll("*", chosen());
  byId("urgence").hidden = !(told.depends || (!trouble && !common)) || !one("#urgence li");
  byId("trajet").hidden = !told.place;
  byId("envoi").hidden = true;
  byId("diffuser").ariaExpanded = "false";
  drawPath();
  noteNumber();
  tellCall();
}

/** Fills a fold, folded; without anything it is not there. @param {string} id @param {string} place @param {Node[]} inside */
function fillFold(id, place, inside) {
  const made = /** @type {HTMLDetailsElement} */ (byId(id));
  made.hidden = !inside.length;
  made.open = false;
  one(place, made).replaceChildren(...inside);
}

const here = make("b", say("you"), { class: "here" });

/** Folds the path; « vous êtes ici » stands at the step where one is, if one is at any. */
function drawPath() {
  clearPath();
  const { place } = answer ?? {};
  const at = called && place?.called ? place.called.id : place?.at.id;
  const rank = at ? stages.findIndex(({ dataset }) => dataset.step === at) : -1;
  /** @type {HTMLDetailsElement} */ (byId("trajet")).open = false;
  if (rank < 0) return;
  stages.slice(0, rank).forEach((each) => each.classList.add("passed"));
  one("summary", stages[rank]).prepend(here);
}

/** The path as the page came, its steps folded. */
function clearPath() {
  here.remove();
  for (const each of stages) each.classList.remove("passed");
  for (const each of /** @type {HTMLDetailsElement[]} */ (all("details", rest))) each.open = false;
}

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

/** Until when one waits, counted from when one called; nothing where the delay begins elsewhere, or nobody says where. */
function dueWords() {
  const { span, starts } = answer?.wait ?? {};
  if (!called || !span || !["call", "report"].includes(starts)) return "";
  if (span.by === "minutes") return inWords(new Date(called.getTime() + span.number * 6e4), true);
  const end = endsAt(dayOf(dayIn(called)), timeIn(called), span);
  return inWords(new Date(`${isoOf(lastDay(end))}T12:00`));
}

/** Says when I called, and until when one waits where that is announced. */
function tellCall() {
  const due = dueWords();
  one("#horloge span").textContent = called ? say("called", { then: inWords(called, true) }) + (due ? ` ${say("due", { due })}` : "") : "";
}

onClick(one("#horloge button"), () => {
  called = new Date();
  drawPath();
  tellCall();
  note();
});

const found = byId("trouve");
const mine = /** @type {HTMLInputElement} */ (byId("mien"));
/** The number typed becomes one to call; it stays in the address alone. */
function noteNumber() {
  one(".mine", view)?.remove();
  const typed = mineNow();
  if (typed) one(".contact", view)?.append(around("p", { class: "call mine" }, dial(typed)));
  showBar();
}
mine.addEventListener("input", () => {
  noteNumber();
  note();
});

/** The number that somebody found and typed, where none is known. @returns {PhoneNumber | undefined} */
const mineNow = () => (mine.value.replace(/\D/g, "").length > 3 && !found.hidden ? { value: mine.value } : undefined);

const MOST_NUMBERS = 2;
/** What the bar offers: to write, where that is the act; else the numbers of now, of a danger the first; none, no bar. @param {Answer} told @returns {HTMLElement[]} */
function barLinks(told) {
  if (told.letter && WRITING.includes(told.kind)) return [make("a", say("answer.write"), { href: byId("ecrire").firstElementChild.getAttribute("href"), class: "next" })];
  const typed = mineNow();
  const numbers = typed ? [typed] : numbersNow(told).slice(0, told.kind === "danger" ? 1 : MOST_NUMBERS);
  return numbers.map((number) => {
    const link = dial(number);
    link.className = "next";
    if (number.state === "doubtful") link.append(` (${board.doubt})`);
    return link;
  });
}

/** The bar of phones: away while what it offers first is in sight; in a frame there is none. */
function showBar(told = answer) {
  const links = told && parent === window ? barLinks(told) : [];
  bar.hidden = !links.length;
  bar.replaceChildren(...links);
  twins.disconnect();
  yieldBar(false);
  const href = links[0]?.getAttribute("href");
  for (const each of all(".box a", view)) if (href && each.getAttribute("href") === href && each.checkVisibility()) twins.observe(each);
}

/** @param {boolean} away */
function yieldBar(away) {
  bar.style.visibility = away ? "hidden" : "";
  bar.inert = away;
}

const twins = new IntersectionObserver((changes) => yieldBar(changes.some(({ intersectionRatio }) => intersectionRatio >= 0.9)), { threshold: 0.9, rootMargin: "0px 0px -68px" });

const LONGEST = 480;
/** What is sent of an answer: nothing of whoever sends it. @param {Answer} told */
function shareText(told) {
  const [number] = numbersNow(told);
  const calls = number && [`${number.value}${doubtOf(number) && ` (${doubtOf(number)})`}`, number.condition, number.hours].filter(Boolean).join(", ");
  const address = location.protocol.startsWith("http") ? `${location.href.split("#")[0]}#suivre=${chosen()}` : "";
  const first = (told.first ?? told.cases?.[0].first)?.[0].text;
  const parts = [byId("h-reponse").firstChild.textContent + (told.kind === "danger" ? "" : ` (${board.search.landlord})`), first, calls, told.wait?.text];
  const last = [say("answer.seen", { day: inWords(new Date()) }), address].filter(Boolean).join(" ");
  const written = (/** @type {(string | undefined)[]} */ lines) => [...lines, last].filter(Boolean).join("\n");
  while (parts.length > 1 && written(parts).length > LONGEST) parts.pop();
  return written(parts).slice(0, LONGEST);
}

onClick(byId("diffuser"), async () => {
  const text = shareText(answer);
  if (navigator.share && (await navigator.share({ text }).then(() => true, ({ name }) => name === "AbortError"))) return;
  const open = byId("envoi").hidden;
  byId("envoi").hidden = !open;
  byId("diffuser").ariaExpanded = String(open);
  byId("envoi-texte").textContent = text;
  byId("envoi-compte").textContent = say("answer.count", { n: text.length, most: LONGEST });
  /** @type {HTMLAnchorElement} */ (byId("envoi-sms")).href = `sms:?&body=${encodeURIComponent(text)}`;
  /** @type {HTMLAnchorElement} */ (byId("envoi-whatsapp")).href = `https://wa.me/?text=${encodeURIComponent(text)}`;
});
onClick(byId("envoi-copie"), async () => {
  const held = await navigator.clipboard?.writeText(byId("envoi-texte").textContent).then(() => true, () => false);
  if (!held) getSelection().selectAllChildren(byId("envoi-texte"));
  one("#envoi [role=status]").textContent = say(held || document.execCommand("copy") ? "copied" : "select");
});

/** Words for the ear: figures in pairs, hours in full, no marks. @param {string} text */
const spoken = (text) => text.replace(/\d{10}/g, (figures) => figures.match(/\d\d/g).join(" ")).replace(/(\d)[ \u00a0]?h\b/g, `$1 ${say("answer.spoken.hours")}`).replace(/[«»·…()]/g, " ");

/** The voice of this language, where the device has one. */
const voiceHere = () => window.speechSynthesis?.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(root.lang));
const offerVoice = () => (byId("ecouter").hidden = !voiceHere());
window.speechSynthesis?.addEventListener?.("voiceschanged", offerVoice);
offerVoice();
onClick(byId("ecouter"), () => {
  const voice = window.speechSynthesis;
  if (voice.speaking) return voice.cancel();
  for (const block of all(":scope > h2, .acts > li, #apres > *, #delai > *, #faits > *, #echelons li", view)) {
    if (!block.checkVisibility()) continue;
    const words = new SpeechSynthesisUtterance(spoken(block.innerText));
    words.lang = root.lang;
    words.voice = voiceHere();
    voice.speak(words);
  }
});

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
byId("gestes")?.addEventListener("click", (event) => {
  const id = /** @type {Element} */ (event.target).closest("summary")?.parentElement.id.replace("danger-", "");
  if (!id || !answeredAs(id)) return;
  event.preventDefault();
  location.hash = `suivre=${id}`;
});
