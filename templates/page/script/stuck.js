/* « Pas de réponse ? »: what I told the landlord, when, and what came → wait until a day, or the letter, ready. What is
   typed here is kept nowhere; what one notes is an egg of the dossier. */

/** @type {LetterTexts & {never: Record<string, string>}} */
const texts = board.letters.texts;
/** A letter is French, whatever the page is in; what it takes of the page is in the page's language. */
const FRENCH = { lang: "fr", dir: "ltr" };
const OF_THE_PAGE = ["problème", "délai"];
/** Longer a mail's address may not be: programs cut it. */
const MAIL_LIMIT = 1800;
/** What was typed into the letter, by slot. @type {Record<string, string>} */
let slots = {};
let paysRent = true;
let readDelay = false;

/** The value of a field. @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (byId(`l-${name}`)).value.trim();
/** What is chosen of some radios. @param {string} name */
const picked = (name) => /** @type {HTMLInputElement | null} */ (one(`[name=${name}]:checked`))?.value ?? "";

/** What the letter needs of a problem, its answer first; what it is called, one says where none was chosen. @param {string} id @returns {LetterFacts} */
function letterFactsOf(id) {
  const { kind, letter = "none", pays } = answerOf(id);
  const [own, general] = [troubleOf(id), commonOf(id)];
  const named = { id: own ? (own.like ?? "") : (general?.id ?? ""), problem: own ? problemTitle(own) : (general?.title ?? field("probleme")) };
  return { ...board.letters.other, ...board.letters.problems[id], ...named, kind, letter, charge: pays?.who ?? "" };
}
const factsNow = () => letterFactsOf(chosen());

/** The eggs that the fields tell of, beside those that are noted; without a day they say that one told, no more. @returns {Egg[]} */
function typedEggs() {
  const told = ["", "call", "letter"][Number(picked("fait"))];
  const since = picked("depuis");
  if (!told) return [];
  const first = { ...eggOf(told), day: field("date"), hour: field("heure"), number: field("numero"), letter: told === "letter" ? factsNow().letter || "report" : "" };
  return since ? [first, { ...eggOf(since), day: field("jour"), said: field("mots") }] : [first];
}

/** What the tenant tells, read now. @param {Egg[]} eggs @returns {Dossier} */
function dossierOf(eggs) {
  const now = new Date();
  return { now: `${dayIn(now)}T${timeIn(now)}`, eggs, slots, choice: picked("choix"), written: field("ecrite"), in_writing: false, rent: paysRent, ticked: readDelay };
}
const dossierNow = () => dossierOf([...eggsOf(chosen()), ...typedEggs()]);

const UNANSWERED = byId("h-bloque").textContent;

/** The screen for the problem that was chosen. @param {number} told what had been told already: nothing, by voice, in writing */
function showStuck(told) {
  load();
  slots = {};
  paysRent = true;
  readDelay = false;
  const facts = factsNow();
  const asks = ["urgent", "ordinary", "neighbours"].includes(facts.kind) ? facts.letter !== "none" : ["report", "decency"].includes(facts.letter);
  byId("h-bloque").textContent = WRITING.includes(facts.kind) ? say("answer.write") : UNANSWERED;
  byId("quoi").hidden = Boolean(trouble || common);
  for (const id of ["fait", "quand", "depuis", "ensuite"]) byId(id).hidden = !asks;
  byId("notes").hidden = facts.kind !== "neighbours";
  byId("offre").hidden = facts.letter !== "offer";
  for (const each of /** @type {HTMLInputElement[]} */ (all("[name=fait]"))) each.checked = asks && each.value === String(told) && !eggsOf(chosen()).length;
  if (called && !field("date")) {
    /** @type {HTMLInputElement} */ (byId("l-date")).value = dayIn(called);
    /** @type {HTMLInputElement} */ (byId("l-heure")).value = timeIn(called);
  }
  const offered = texts.letters.find(({ id }) => id === "offer").choice;
  byId("choix").replaceChildren(one("legend", byId("choix")), ...Object.entries(offered).map(([value, text]) => {
    const label = make("label", "", FRENCH);
    label.append(make("input", "", { type: "radio", name: "choix", value }), ` ${text}`);
    return label;
  }));
  byId("aide").replaceChildren(...helpers());
  advise();
}

/** Whom to turn to: the recourse that my step names, then the others in the circuit's order. @returns {HTMLElement[]} */
function helpers() {
  const cards = all("#circuit > details:has(#recours) article");
  const { place } = answerOf(chosen());
  const at = place && stages.find((each) => each.dataset.step === place.at.id);
  const named = at && one(".r-silent a", at)?.getAttribute("href").slice(1);
  const sorted = [...cards.filter(({ id }) => id === named), ...cards.filter(({ id }) => id !== named)];
  return sorted.map((card, rank) => {
    const folded = /** @type {HTMLDetailsElement} */ (make("details", "", { class: "card" }));
    folded.append(make("summary", headOf(card)), ...insideOf(card.id));
    folded.open = rank < 1;
    return folded;
  });
}

/** Says what to do now, and shows the letter where one is due. */
function advise() {
  const facts = factsNow();
  const dossier = dossierNow();
  const told = Boolean(Number(picked("fait")));
  const allowed = answersLeft(dossier);
  for (const each of /** @type {HTMLInputElement[]} */ (all("[name=choix]"))) {
    each.parentElement.hidden = !allowed.includes(each.value);
    if (each.parentElement.hidden) each.checked = false;
  }
  byId("quand").hidden = byId("fait").hidden || !told;
  byId("depuis").hidden = byId("quand").hidden;
  byId("ensuite").hidden = byId("quand").hidden || !picked("depuis");
  byId("mots").hidden = picked("depuis") === "no-visit";
  byId("vus").replaceChildren(...eggsOf(chosen()).map((each) => make("li", capital(eggLine(texts, each)), { class: "row r-trace" })));
  byId("noter").hidden = !typedEggs().some(({ day }) => day);
  const name = chooseLetter(facts, dossier);
  const instead = !name && texts.never[facts.kind === "danger" ? "danger" : facts.id];
  byId("verdict").replaceChildren(...(instead ? never(instead) : [verdict(name, facts, dossier)]));
  offerDay(facts, dossier);
  byId("lettre").hidden = !name;
  if (name) compose(name, facts, dossier);
}

/** The day that waits, for an agenda: the one on an offer, or until when one lets the landlord answer. A frame may download nothing. @param {LetterFacts} facts @param {Dossier} dossier */
function offerDay(facts, dossier) {
  const end = dueEnd(facts, dossier);
  const day = facts.letter === "offer" ? dossier.written : end > nowOf(dossier) ? isoOf(lastDay(end)) : "";
  const link = /** @type {HTMLAnchorElement} */ (byId("agenda"));
  link.hidden = !day || parent !== window;
  link.href = calendarOf(day);
}

/** @param {string} day */
const calendarOf = (day) => `data:text/calendar,${encodeURIComponent(eventOn(day.replaceAll("-", "")))}`;

/** An event of a whole day, the same each time it is made, that says nothing of what or whose. @param {string} date */
const eventOn = (date) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jeu-oie//FR", "BEGIN:VEVENT", `UID:${date}@jeu-oie`, `DTSTAMP:${date}T000000Z`, `DTSTART;VALUE=DATE:${date}`, `SUMMARY:${say("stuck.event")}`, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");

/** A day as the page says it: « mardi 8 décembre ». @param {number} day */
const dayInWords = (day) => (root.lang === "fr" ? longDate(day, texts).replace(/ \d+$/, "") : inWords(new Date(`${isoOf(day)}T12:00`)));

/** What the landlord announces. @param {LetterFacts} facts */
const announced = ({ delay, landlord }) => (delay ? say(delay.doubt ? "stuck.announced.doubt" : "stuck.announced", { landlord, told: delay.text }) : say("stuck.unannounced"));

/** What helps where no letter does. @param {string} instead */
function never(instead) {
  const [before, after] = say("stuck.never", { instead: "\n" }).split("\n");
  return [before, make("span", instead, FRENCH), after];
}

/** What one does now. @param {string | undefined} name of the letter that is due @param {LetterFacts} facts @param {Dossier} dossier */
function verdict(name, facts, dossier) {
  const end = dueEnd(facts, dossier);
  const day = end && dayInWords(lastDay(end));
  const told = announced(facts);
  if (name) return end <= nowOf(dossier) ? `${say("stuck.late", { day })} ${told}` : say("stuck.ready");
  if (facts.kind === "deadline" && facts.letter === "offer") return say("stuck.offer");
  if (facts.kind === "neighbours" && !datedEggs(dossier, "fact").length) return say("stuck.facts");
  if (end > nowOf(dossier)) return `${say("stuck.early", { day })} ${told}`;
  return say(Number(picked("fait")) && !field("date") ? "stuck.day" : "stuck.no-letter");
}

/** @type {Line[]} */
let lines = [];

/** How a slot is called. @param {string} name */
const slotName = (name) => texts.slots[name]?.label || name.replaceAll("-", " ");

/** Writes the letter, what is missing in it, what one may add. @param {string} name @param {LetterFacts} facts @param {Dossier} dossier */
function compose(name, facts, dossier) {
  lines = writeLetter(texts, name, facts, dossier);
  byId("texte").replaceChildren(...lines.map(({ role, pieces }) => {
    const line = make("p", "", { class: role });
    line.append(...pieces.map(([slot, text]) => (slot ? slotPlace(slot, text) : text)));
    return line;
  }));
  byId("ajouts").replaceChildren(...additions(texts.letters.find(({ id }) => id === name), facts, dossier));
  tellMissing();
  address();
}

/** A place of the letter that one may change where it stands. @param {string} slot @param {string} text */
const slotPlace = (slot, text) => make("span", text, { contenteditable: "", role: "textbox", "aria-label": slotName(slot), "data-slot": slot, ...(OF_THE_PAGE.includes(slot) ? { lang: root.lang, dir: root.dir } : {}), ...(text ? {} : { class: "empty" }) });

/** What is still missing, each a way to its place. */
function tellMissing() {
  const empty = new Map(all("#texte .empty").map((each) => [each.dataset.slot, each]));
  byId("manque").hidden = !empty.size;
  byId("manque").replaceChildren(say("letter.missing"), ...[...empty].flatMap(([slot, each]) => {
    const button = make("button", slotName(slot), FRENCH);
    onClick(button, () => each.focus());
    return [" ", button];
  }));
}

/** A labelled field beside the letter. @param {string} label @param {HTMLElement} made @param {Record<string, string>} spoken in what the label is */
function labelled(label, made, spoken) {
  const around = make("label", `${label} `, spoken);
  around.append(made);
  return around;
}

/** What the letter may also say: the date, how it is sent, what a bracket waits for. @param {LetterText} text @param {LetterFacts} facts @param {Dossier} dossier @returns {HTMLElement[]} */
function additions(text, facts, dossier) {
  const shown = new Set(lines.flatMap(({ pieces }) => pieces.map(([slot]) => slot)));
  const templates = [...Object.values(texts.frame).flat(), ...text.body.filter((line) => !CONDITION.test(line))];
  const named = new Set(templates.flatMap((line) => [...line.matchAll(/\{([^{}]+)\}/g)].map(([, slot]) => slot)));
  const absent = [...named].filter((slot) => !shown.has(slot) && (texts.slots[slot]?.origin === "tenant" || slot === "critère"));
  /** @type {Record<string, string[]>} */
  const offered = { envoi: deliveries(texts, text, facts, dossier), sujet: text.subjects, critère: text.criteria };
  const asked = [...(shown.has("limite") ? ["limite"] : []), "envoi", ...(text.subjects ? ["sujet"] : []), ...absent];
  const fields = asked.map((slot) => labelled(slot === "limite" ? say("letter.limit") : capital(slotName(slot)), offered[slot] ? choice(slot, offered[slot]) : entry(slot, text, facts, dossier), slot === "limite" ? {} : FRENCH));
  const ticks = [];
  if (text.rent) ticks.push(tick(texts.frame.loyer, paysRent, (yes) => (paysRent = yes), FRENCH));
  if (facts.delay?.doubt && text.body.some((line) => line.includes("{délai}"))) ticks.push(tick(say("letter.doubt", { told: facts.delay.text }), readDelay, (yes) => (readDelay = yes)));
  return [...fields, ...ticks];
}

/** A field for a slot. @param {string} slot @param {LetterText} text @param {LetterFacts} facts @param {Dossier} dossier */
function entry(slot, text, facts, dossier) {
  const input = /** @type {HTMLInputElement} */ (make("input", "", { type: texts.slots[slot].kind === "date" ? "date" : "text", autocomplete: "off", "data-fill": slot }));
  input.value = slots[slot] ?? (slot === "limite" ? isoOf(proposedBy(text.id, facts, dossier)) : "");
  return input;
}

/** Something to choose for a slot. @param {string} slot @param {string[]} values */
function choice(slot, values) {
  const select = /** @type {HTMLSelectElement} */ (make("select", "", { "data-fill": slot }));
  const empty = slot === "envoi" ? [] : [""];
  select.append(...[...empty, ...values].map((each) => make("option", each)));
  select.value = slots[slot] ?? select.value;
  return select;
}

/** A box to tick. @param {string} text @param {boolean} yes @param {(yes: boolean) => void} set @param {Record<string, string>} spoken in what the text is */
function tick(text, yes, set, spoken = {}) {
  const box = /** @type {HTMLInputElement} */ (make("input", "", { type: "checkbox" }));
  box.checked = yes;
  box.addEventListener("change", () => set(box.checked));
  const label = make("label", "", { class: "tick", ...spoken });
  label.append(box, ` ${text}`);
  return label;
}

/** Where the letter is sent, with it as far as a mail's address holds it. */
function address() {
  const subject = lines.find(({ role }) => role === "object").pieces.map(([, text]) => text).join("");
  const body = encodeURIComponent(plainLetter(lines));
  const href = `mailto:${factsNow().mail}?subject=${encodeURIComponent(subject)}&body=${body}`;
  byId("par-mail").hidden = href.length > MAIL_LIMIT;
  byId("long").hidden = href.length <= MAIL_LIMIT;
  /** @type {HTMLAnchorElement} */ (byId("par-mail")).href = href;
}

/** Copies the letter; where a frame may not, the text is chosen. Either is said. */
async function copy() {
  const held = await navigator.clipboard?.writeText(plainLetter(lines)).then(() => true, () => false);
  if (!held) getSelection().selectAllChildren(byId("texte"));
  byId("copie").textContent = say(held || document.execCommand("copy") ? "copied" : "select");
}

/** What one types in the letter itself stays where it stands; the same slot elsewhere follows. */
byId("texte").addEventListener("input", (event) => {
  const typed = /** @type {HTMLElement} */ (event.target);
  const { slot } = typed.dataset;
  slots[slot] = typed.innerText.trim();
  for (const each of all(`#texte [data-slot="${slot}"]`)) {
    if (each !== typed) each.textContent = slots[slot];
    each.classList.toggle("empty", !slots[slot]);
  }
  for (const line of lines) line.pieces = line.pieces.map(([name, text]) => [name, name === slot ? slots[slot] : text]);
  tellMissing();
  address();
});
byId("bloque").addEventListener("input", (event) => {
  const { dataset, value, type, name } = /** @type {HTMLInputElement} */ (event.target);
  if (byId("texte").contains(/** @type {Node} */ (event.target)) || type === "checkbox") return;
  if (name === "fait") note();
  if (dataset.fill) slots[dataset.fill] = value;
  else advise();
});
byId("ajouts").addEventListener("change", advise);
/** Notes eggs, empties the fields that told of them. @param {Egg[]} noted @param {string[]} names */
function noteEggs(noted, ...names) {
  for (const each of noted) if (each.day) addEgg(each);
  for (const name of names) /** @type {HTMLInputElement} */ (byId(`l-${name}`)).value = "";
  advise();
}
onClick(byId("vu"), () => noteEggs([{ ...eggOf("fact"), day: field("vu"), hour: field("vu-heure"), said: field("vu-mots") }], "vu", "vu-heure", "vu-mots"));
/** Notes what the fields tell of, and something more; then they ask for what comes next. @param {Egg[]} more */
function noteTyped(...more) {
  const noted = [...typedEggs().map((each) => ({ ...each, means: slots.moyen ?? "" })), ...more];
  for (const each of /** @type {HTMLInputElement[]} */ (all("[name=fait], [name=depuis]"))) each.checked = each.name === "depuis" && !each.value;
  noteEggs(noted, "date", "heure", "numero", "jour", "mots");
  byId("garde-ici").focus();
}
onClick(one("button", byId("noter")), () => noteTyped());
onClick(byId("envoyee"), () => {
  const [facts, dossier] = [factsNow(), dossierNow()];
  const name = chooseLetter(facts, dossier);
  noteTyped({ ...eggOf("letter"), day: dossier.now.slice(0, 10), letter: name, limit: slots.limite || isoOf(proposedBy(name, facts, dossier)) });
});
onClick(byId("copier"), copy);
byId("partager").hidden = !navigator.share;
onClick(byId("partager"), () => navigator.share({ text: plainLetter(lines) }).catch(() => {}));

for (const button of all("[data-print]")) {
  onClick(button, () => {
    root.classList.toggle("tout", button.dataset.print === "tout");
    print();
  });
}
addEventListener("beforeprint", () => {
  if (!root.classList.contains("one")) return;
  if (!byId("bloque").hidden) {
    root.classList.toggle("courrier", !byId("lettre").hidden);
    return;
  }
  followProblem(location.hash.split(/=(.*)/s)[1] ?? "autre");
  /** @type {HTMLDetailsElement} */ (byId("trajet")).open = true;
});
addEventListener("afterprint", () => {
  root.classList.remove("tout");
  if (root.classList.contains("courrier")) root.classList.remove("courrier");
  else if (root.classList.contains("one")) route();
});
