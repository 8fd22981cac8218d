/* « Mon dossier »: what happened, an egg each, and the next date of each problem. It lives in memory until somebody says
   yes; then in one entry of this browser's storage, by landlord. Nothing of it is sent. */

const FORMAT = 1;
const KEY = `jeu-oie ${board.search.landlord}`;
/** More than anybody notes; whoever sends more sends no dossier. */
const MOST_EGGS = 500;
const LONGEST_FILE = 2e5;
const LONGEST_TEXT = 1000;

/** Something that happened, as it is kept. @typedef {{id: string, problem: string, kind: string, date: string, time: string, means: string, whom: string, number: string, said: string, letter: string, limit: string}} KeptEgg */
/** @type {KeptEgg} */
const NO_EGG = { id: "", problem: "", kind: "", date: "", time: "", means: "", whom: "", number: "", said: "", letter: "", limit: "" };

/** @type {KeptEgg[]} */
let eggs = [];
/** Whether this browser keeps them: somebody said yes. */
let kept = false;
/** Whether it would not: then memory holds what there is. */
let refused = false;

/** Whether it is an egg, whoever wrote it. @param {KeptEgg} egg */
const isEgg = (egg) =>
  Object.values(egg).every((text) => typeof text === "string" && text.length <= LONGEST_TEXT) &&
  Boolean(egg.id) &&
  Object.hasOwn(texts.eggs, egg.kind) &&
  [egg.date, egg.limit].every((day) => !day || (day.startsWith("20") && isDay(day))) &&
  /^(([01]\d|2[0-3]):[0-5]\d)?$/.test(egg.time) &&
  (!egg.letter || texts.letters.some(({ id }) => id === egg.letter));

/** The eggs of a text that a stranger may have written; none where it is not, as a whole, a dossier with this landlord. @param {string} text @returns {KeptEgg[] | undefined} */
function eggsIn(text) {
  try {
    const { format, landlord, eggs: listed } = JSON.parse(text);
    if (format !== FORMAT || landlord !== board.search.landlord || listed.length > MOST_EGGS) return undefined;
    /** @type {KeptEgg[]} */
    const read = listed.map((/** @type {any} */ each) => Object.fromEntries(Object.keys(NO_EGG).map((name) => [name, each[name]])));
    return read.every(isEgg) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** The dossier as a file, or the storage, holds it. */
const dossierText = () => JSON.stringify({ format: FORMAT, landlord: board.search.landlord, eggs });

/** Does something with the storage, where the page may use it; in a frame of another site it asks for none. @template T @param {(held: Storage) => T} act @returns {T | undefined} */
function withStorage(act) {
  try {
    return parent === window ? act(localStorage) : undefined;
  } catch {
    return undefined;
  }
}

/** Two dossiers in one: an egg that both have stands once. @param {KeptEgg[]} mine @param {KeptEgg[]} more */
const merge = (mine, more) => [...new Map([...mine, ...more].map((egg) => [egg.id, egg])).values()].slice(0, MOST_EGGS);

/** What another page of this landlord may have kept meanwhile; what nobody had kept yet is not lost by it. */
function load() {
  const held = refused ? undefined : withStorage((storage) => eggsIn(storage.getItem(KEY)));
  if (held) eggs = kept ? held : merge(held, eggs);
  kept = Boolean(held);
}

/** Puts what one has now into the storage, which may refuse it. */
function store() {
  kept = Boolean(withStorage((storage) => (storage.setItem(KEY, dossierText()), true)));
  refused = !kept;
}

/** @param {KeptEgg[]} now */
function hold(now) {
  eggs = now;
  if (kept) store();
}

/** Notes what happened, of the problem that was chosen. @param {Egg} egg */
function addEgg({ day, hour, ...egg }) {
  load();
  hold([...eggs, { ...NO_EGG, ...egg, date: day, time: hour, id: `${Date.now()}-${eggs.length}`, problem: chosen() }]);
}

/** What happened of a problem, as letters take it. @param {string} problem @returns {Egg[]} */
const eggsOf = (problem) => eggs.filter((each) => each.problem === problem).map(({ date, time, ...egg }) => ({ ...egg, day: date, hour: time }));

/** Says what has become of it. @param {string} key */
const tellDossier = (key) => (byId("garde").textContent = say(key));

/** What is waited for of a problem; nothing of one that stands on another page of this landlord, or whose clock is mine. @param {string} id */
function stateOf(id) {
  const known = id === "autre" || troubleOf(id) || commonOf(id);
  const facts = letterFactsOf(id);
  const dossier = { ...dossierOf(eggsOf(id)), slots: {}, choice: "", written: "", ticked: false };
  const end = known && facts.kind !== "deadline" ? dueEnd(facts, dossier) : undefined;
  const late = end <= nowOf(dossier);
  const told = end === undefined ? (known ? announced(facts) : "") : say(late ? "stuck.late" : "dossier.date", { day: dayInWords(lastDay(end)) });
  return { id, known, end, late, told, ready: known && chooseLetter(facts, dossier) };
}

/** The problems of the dossier, that of the first date first. */
const states = () => [...new Set(eggs.map(({ problem }) => problem))].map(stateOf).toSorted((a, b) => (a.end ?? Infinity) - (b.end ?? Infinity));

/** A problem: its date, what there is to do, its eggs, the last first. @param {ReturnType<typeof stateOf>} state */
function drawState({ id, known, end, late, ready, told }) {
  const title = troubleOf(id) ? problemTitle(troubleOf(id)) : (commonProblems.find((each) => each.id === id)?.title ?? (id === "autre" ? one("[href='#suivre=autre']").textContent : id));
  const ways = around("p", { class: "ways" });
  if (known) ways.append(make("a", say(ready ? "dossier.ready" : "dossier.next"), { class: "next main", href: `#bloque=${id}` }));
  if (end && !late && parent === window) ways.append(make("a", byId("agenda").textContent, { class: "next", download: "date.ics", href: calendarOf(isoOf(lastDay(end))) }));
  const listed = eggs.filter(({ problem }) => problem === id).toSorted((a, b) => `${b.date}${b.time}`.localeCompare(`${a.date}${a.time}`));
  return around("div", { class: "box", "data-kind": late ? "back" : "step" }, make("h3", title), make("p", told, { class: "lead" }), ways, around("ul", { role: "list" }, ...listed.map(drawEgg)));
}

/** An egg, and the way to take it back. @param {KeptEgg} egg */
function drawEgg(egg) {
  const line = eggLine(texts, { ...egg, day: egg.date, hour: egg.time });
  const [name, id] = [`oeuf-${egg.id}`, `retirer-${egg.id}`];
  const button = make("button", say("dossier.remove"), { id, "aria-labelledby": `${id} ${name}` });
  onClick(button, () => {
    load();
    hold(eggs.filter(({ id }) => id !== egg.id));
    drawDossier();
    byId("h-dossier").focus();
  });
  return around("li", { class: "row r-trace" }, make("span", capital(line), { id: name, ...FRENCH }), " ", button);
}

/** Writes the screen; in a frame nothing is kept. */
function drawDossier() {
  load();
  byId("oeufs").replaceChildren(...states().map(drawState));
  byId("garder").hidden = kept || refused || parent !== window;
  byId("effacer").hidden = !kept && !eggs.length;
  byId("sortir").hidden = !eggs.length;
  /** @type {HTMLAnchorElement} */ (byId("sortir")).href = `data:application/json,${encodeURIComponent(dossierText())}`;
  if (refused || kept || eggs.length) tellDossier(refused ? "dossier.refused" : kept ? "dossier.kept" : "dossier.unkept");
  else byId("garde").textContent = "";
}

/** On the first screen: the next date of a dossier that is kept. */
function remind() {
  load();
  const [first] = states();
  byId("rappel").hidden = !kept || !first;
  if (first) byId("rappel").firstElementChild.textContent = `${byId("h-dossier").textContent} : ${lowered(first.told)}`;
}

onClick(byId("oui"), () => {
  load();
  store();
  drawDossier();
});
onClick(byId("effacer"), () => {
  withStorage((storage) => storage.removeItem(KEY));
  [eggs, slots, refused] = [[], {}, false];
  drawDossier();
  tellDossier("dossier.erased");
  byId("h-dossier").focus();
});
const given = /** @type {HTMLInputElement} */ (byId("fichier"));
onClick(byId("ouvrir"), () => given.click());
given.addEventListener("change", async () => {
  const [file] = given.files;
  const read = file && file.size <= LONGEST_FILE ? eggsIn(await file.text()) : undefined;
  given.value = "";
  load();
  hold(merge(eggs, read ?? []));
  drawDossier();
  if (!read) tellDossier("dossier.file");
});
