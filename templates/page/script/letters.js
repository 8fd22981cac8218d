/* Letters: which one is due, by facts alone, and its words (circuits/letters.yml). game/letters/ does the same for
   paper; a test holds both against each other. Nothing here knows the page. */

/** @typedef {{text: string, term?: Term, doubt: boolean, starts: string}} Announced */
/**
 * What a letter needs of an answer (game/letters/facts.py).
 * @typedef {{id: string, problem: string, kind: string, landlord: string, address: string, mail: string, letter: string, ask: string, laws: string[], charge: string, decency: boolean, registered: boolean, subject: string, delay?: Announced, department: string, association: string}} LetterFacts
 */
/** Something that happened; days and hours are texts, empty where nobody noted them. @typedef {{kind: string, day: string, hour: string, means: string, number: string, said: string, letter: string, limit: string}} Egg */
/** What the tenant tells, read now. @typedef {{now: string, eggs: Egg[], slots: Record<string, string>, choice: string, written: string, in_writing: boolean, rent: boolean, ticked: boolean}} Dossier */
/** A slot (empty: words of the letter's own) and what stands there. @typedef {[string, string]} Piece */
/** @typedef {{role: string, pieces: Piece[]}} Line */
/** @typedef {{id: string, object: string, body: string[], to?: string, rent?: boolean | string[], attach?: string, envoi?: string[], envoi_again?: string[], envoi_help?: string, help?: string, choice?: Record<string, string>, subjects?: string[], criteria?: string[]}} LetterText */
/**
 * All texts (circuits/letters.yml).
 * @typedef {{slots: Record<string, {origin?: string, kind?: string, label?: string, help?: string, empty?: string, values?: string[], otherwise?: any, text?: string}>, frame: {sender: string[], addressee: string[], head: string[], foot: string[], loyer: string}, laws: Record<string, string>, letters: LetterText[], calendar: {days: string[], months: string[], first: string}, eggs: Record<string, string>}} LetterTexts
 */

/** @param {string} kind @returns {Egg} */
const eggOf = (kind) => ({ kind, day: "", hour: "", means: "", number: "", said: "", letter: "", limit: "" });
/** When it happened, for sorting: an unknown hour is the end of its day. @param {Egg} egg */
const momentOf = ({ day, hour }) => dayOf(day) * MINUTES + (hour ? minutesOf(hour) : MINUTES);

/** The dated eggs of some kinds, in the order in which they happened. @param {Dossier} dossier @param {string[]} kinds */
const datedEggs = ({ eggs }, ...kinds) => eggs.filter((each) => each.day && kinds.includes(each.kind)).sort((a, b) => momentOf(a) - momentOf(b));
/** @param {Dossier} dossier */
const todayOf = ({ now }) => dayOf(now.slice(0, 10));
/** @param {Dossier} dossier */
const nowOf = (dossier) => todayOf(dossier) * MINUTES + minutesOf(dossier.now.slice(11));

/** How long a letter gives, in days; the first where it is urgent. @type {Record<string, number[]>} */
const GIVEN = { report: [1, 15], remind: [2, 8], notice: [5, 15] };
const OTHERWISE_GIVEN = [15, 15];
const TOLD_GIVEN = [1, 8];

/** When the announced delay is over, where a date can be counted. @param {LetterFacts} facts @param {Dossier} dossier */
function announcedEnd({ delay }, dossier) {
  if (!delay?.term) return undefined;
  const told = datedEggs(dossier, "call", "letter");
  const begun = {
    appointment: () => datedEggs(dossier, "visit").at(-1),
    receipt: () => datedEggs(dossier, "answer").at(-1),
    unknown: () => told.at(-1),
  }[delay.starts];
  const from = begun ? begun() : told[0];
  return from && endsAt(dayOf(from.day), from.hour, delay.term);
}

/** Until when one waits: what is announced, and what the last letter proposed. @param {LetterFacts} facts @param {Dossier} dossier */
function dueEnd(facts, dossier) {
  const known = [announcedEnd(facts, dossier)].filter((end) => end !== undefined);
  const sent = datedEggs(dossier, "letter").at(-1);
  const told = datedEggs(dossier, "call")[0];
  if (sent) known.push(endOf(sent.limit ? dayOf(sent.limit) : givenBy(sent.letter, dayOf(sent.day), facts)));
  else if (!known.length && told) known.push(endOf(daysAfter(dayOf(told.day), TOLD_GIVEN[Number(facts.kind !== "urgent")], "days")));
  return known.length ? Math.max(...known) : undefined;
}

/** @param {string} name @param {number} day @param {LetterFacts} facts */
const givenBy = (name, day, facts) => nextWorking(daysAfter(day, (GIVEN[name] ?? OTHERWISE_GIVEN)[Number(facts.kind !== "urgent")], "days"));

/** The date that a letter proposes: the announced day where it is still to come and sure, else days of ours. @param {string} name @param {LetterFacts} facts @param {Dossier} dossier */
function proposedBy(name, facts, dossier) {
  const end = announcedEnd(facts, dossier);
  return end > nowOf(dossier) && isTold(facts, dossier) ? lastDay(end) : givenBy(name, todayOf(dossier), facts);
}

/** Whether the announced delay may stand in a letter: nobody is accused on a doubtful fact. @param {LetterFacts} facts @param {Dossier} dossier */
const isTold = ({ delay }, { ticked }) => Boolean(delay && (ticked || !delay.doubt));

/** The id of the letter that is due, if any. @param {LetterFacts} facts @param {Dossier} dossier @returns {string | undefined} */
function chooseLetter(facts, dossier) {
  if (facts.letter === "none" || ["danger", "follow", "not-ours"].includes(facts.kind)) return undefined;
  if (facts.kind === "accused") return "hear";
  if (facts.kind === "deadline") return facts.letter === "offer" && answersLeft(dossier).includes(dossier.choice) ? "offer" : undefined;
  if (facts.kind === "neighbours") return chooseNeighbours(facts, dossier);
  return facts.kind === "right" ? chooseRight(facts, dossier) : chooseRepair(facts, dossier);
}

/** What one may still answer to an offer: a visit only where the written date leaves two days. @param {Dossier} dossier */
const answersLeft = (dossier) => (dossier.written && dayOf(dossier.written) >= todayOf(dossier) + 2 ? ["a", "b", "c"] : ["a", "c"]);

/** @param {LetterFacts} facts @param {Dossier} dossier */
function isWaiting(facts, dossier) {
  const end = dueEnd(facts, dossier);
  return end === undefined || nowOf(dossier) < end;
}

/** @param {Dossier} dossier */
const sentLetters = (dossier) => datedEggs(dossier, "letter").map((each) => each.letter || "report");

/** @param {LetterFacts} facts @param {Dossier} dossier */
function chooseNeighbours(facts, dossier) {
  const sent = sentLetters(dossier);
  return !datedEggs(dossier, "fact").length || sent.length > 1 || (sent.length && isWaiting(facts, dossier)) ? undefined : "neighbours";
}

/** @param {LetterFacts} facts @param {Dossier} dossier */
function chooseRight(facts, dossier) {
  const sent = sentLetters(dossier).at(-1);
  if (!facts.letter || !sent) return facts.letter || undefined;
  if (sent === "decency") return commission(dossier);
  if (sent !== "report" || isWaiting(facts, dossier)) return undefined;
  return facts.subject ? "cdc" : "remind";
}

/** @param {LetterFacts} facts @param {Dossier} dossier */
function chooseRepair(facts, dossier) {
  const told = datedEggs(dossier, "call", "letter");
  const last = sentLetters(dossier).at(-1) ?? "";
  const silent = !dossier.eggs.some(({ kind }) => kind === "call" || kind === "letter");
  if (silent || (dossier.in_writing && !last)) return "report";
  if (facts.charge === "tenant" || !told.length) return undefined;
  const missed = datedEggs(dossier, "no-visit").at(-1);
  if (missed && ["", "report"].includes(last) && momentOf(missed) >= momentOf(told.at(-1))) return "remind";
  if (last === "decency") return commission(dossier);
  return isWaiting(facts, dossier) ? undefined : nextRung(last, facts);
}

/** The letter after the last one, once the day of that one is past. @param {string} last @param {LetterFacts} facts */
function nextRung(last, { decency, kind }) {
  if (["report", "remind"].includes(last) && decency && kind !== "urgent") return "decency";
  /** @type {Record<string, string>} */
  const next = { "": "remind", report: "remind", remind: "notice", notice: decency ? "decency" : "cdc" };
  return next[last];
}

/** The commission, two months after the demand of a decent home. @param {Dossier} dossier */
function commission(dossier) {
  const asked = datedEggs(dossier, "letter").filter(({ letter }) => letter === "decency").at(-1);
  return nowOf(dossier) >= endOf(monthsAfter(dayOf(asked.day), 2)) ? "cdc" : undefined;
}

const CONDITION = /^(a|b|c|passée|tenant|droit|sauf-droit|sauf-tenant|réparer|sans-réponse): (.*)$/;
/** The roles of the lines around each letter. */
const FRAME = { sender: ["sender", "sender", "sender"], addressee: ["to", "to"], head: ["place", "delivery", "object", "greeting"], foot: ["rent", "reply", "signature", "copy", "attach"] };

/** The letter of an id, with what is known, by its lines. @param {LetterTexts} texts @param {string} name @param {LetterFacts} facts @param {Dossier} dossier @returns {Line[]} */
function writeLetter(texts, name, facts, dossier) {
  const text = texts.letters.find(({ id }) => id === name);
  const filler = slotsOf(texts, text, facts, dossier);
  const holding = conditionsOf(facts, dossier);
  const framed = (/** @type {"sender" | "addressee" | "head" | "foot"} */ part) => texts.frame[part].map((template, rank) => ({ role: FRAME[part][rank], pieces: fillIn(template, filler) }));
  const body = text.body.map((template) => {
    const [, condition, rest] = CONDITION.exec(template) ?? [];
    const pieces = fillIn(!condition ? template : holding.includes(condition) ? rest : "", filler);
    return { role: "body", pieces: capitalised(pieces) };
  });
  return [...framed("sender"), ...framed("addressee"), ...framed("head"), ...body, ...framed("foot")].filter(({ pieces }) => pieces.length);
}

/** Which conditions of lines hold. @param {LetterFacts} facts @param {Dossier} dossier */
function conditionsOf({ charge, kind }, dossier) {
  const [tenant, right] = [charge === "tenant", kind === "right"];
  /** @type {[string, unknown][]} */
  const states = [
    [dossier.choice, dossier.choice],
    ["passée", dossier.written && dayOf(dossier.written) < todayOf(dossier)],
    ["tenant", tenant],
    ["sauf-tenant", !tenant],
    ["droit", right],
    ["sauf-droit", !right],
    ["réparer", !(tenant || right)],
    ["sans-réponse", !datedEggs(dossier, "answer").length],
  ];
  return states.filter(([, holds]) => holds).map(([name]) => name);
}

/** Values of slots, and slots whose words have slots of their own. @typedef {{values: Record<string, string>, templates: Record<string, string>}} Filler */

/** The pieces of a line: what stands between [ and ] falls where a slot of it is empty, brackets in it apart. @param {string} template @param {Filler} filler @returns {Piece[]} */
function fillIn(template, filler) {
  /** @type {{pieces: Piece[], whole: boolean}[]} */
  const levels = [{ pieces: [], whole: true }];
  for (const [token, said, slot] of template.matchAll(/([^[\]{}]+)|[[\]]|\{([^{}]+)\}/g)) {
    const level = levels.at(-1);
    if (token === "[") levels.push({ pieces: [], whole: true });
    else if (token === "]") {
      levels.pop();
      if (level.whole) levels.at(-1).pieces.push(...level.pieces);
    } else if (slot) {
      const pieces = slotIn(slot, filler);
      level.pieces.push(...pieces);
      level.whole &&= pieces.every(([, text]) => text);
    } else level.pieces.push(["", said]);
  }
  return levels[0].pieces;
}

/** @param {string} name @param {Filler} filler @returns {Piece[]} */
const slotIn = (name, filler) => (name in filler.templates ? fillIn(filler.templates[name], filler) : [[name, filler.values[name] ?? ""]]);

/** @param {string} text */
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
/** A line of the body begins with a capital, whatever fell before. @param {Piece[]} pieces @returns {Piece[]} */
const capitalised = ([head, ...tail]) => (head ? [[head[0], capital(head[1])], ...tail] : []);

/** « mardi 1er décembre 2026 ». @param {number | undefined} day @param {LetterTexts} texts */
function longDate(day, { calendar }) {
  if (day === undefined || Number.isNaN(day)) return "";
  const [year, month, date] = isoOf(day).split("-").map(Number);
  return `${calendar.days[weekday(day)]} ${date === 1 ? calendar.first : date} ${calendar.months[month - 1]} ${year}`;
}

/** A title within a sentence: its capital goes, that of an abbreviation stays (« VMC »). @param {string} title */
const lowered = (title) => (/^.\p{Lu}/u.test(title) ? title : title.slice(0, 1).toLowerCase() + title.slice(1));
/** What was said, without its final stop. @param {string} said */
const unstopped = (said) => said.trim().replace(/\.+$/, "").trimEnd();

/** @param {LetterTexts} texts @param {LetterText} text @param {LetterFacts} facts @param {Dossier} dossier @returns {Filler} */
function slotsOf(texts, text, facts, dossier) {
  const typed = Object.entries(dossier.slots).map(([name, value]) => [name, texts.slots[name]?.kind === "date" && isDay(value) ? longDate(dayOf(value), texts) : value.trim()]);
  const own = Object.fromEntries(typed.filter(([, value]) => value));
  const templates = {
    ...Object.fromEntries(Object.entries(texts.laws).filter(([law]) => facts.laws.includes(law))),
    objet: text.object,
    "à-faire": facts.ask || texts.slots["à-faire"].otherwise,
    loyer: paysOn(texts, text, facts, dossier) ? texts.frame.loyer : "",
    "qui-paie": facts.kind !== "right" && ["", "depends"].includes(facts.charge) ? texts.slots["qui-paie"].text : "",
    destinataire: text.to || "{bailleur}",
  };
  const values = { ...knownOf(texts, text, facts, dossier), ...knownOfEggs(texts, facts, dossier), ...own };
  return { values, templates: Object.fromEntries(Object.entries(templates).filter(([name, said]) => said && !(name in own))) };
}

/** « Je continue à payer mon loyer »: never after somebody has left (deposit, inventory). @param {LetterTexts} texts @param {LetterText} text @param {LetterFacts} facts @param {Dossier} dossier */
function paysOn(texts, text, facts, dossier) {
  const subjects = /** @type {string[]} */ (texts.letters.find(({ id }) => id === "cdc").rent);
  const subject = dossier.slots.sujet || facts.subject;
  return dossier.rent && Boolean(text.rent) && (subject ? subjects.includes(subject) : text.rent === true);
}

/** What is known without anything that happened. @param {LetterTexts} texts @param {LetterText} text @param {LetterFacts} facts @param {Dossier} dossier */
const knownOf = (texts, text, facts, dossier) => ({
  aujourdhui: longDate(todayOf(dossier), texts),
  bailleur: facts.landlord,
  "adresse-bailleur": facts.address,
  "adresse-destinataire": text.to ? "" : facts.address,
  association: facts.association,
  département: facts.department,
  problème: lowered(facts.problem),
  sujet: facts.subject,
  pièces: text.attach ?? "",
  envoi: deliveries(texts, text, facts, dossier)[0],
  "veille-limite": longDate(dossier.written ? dayOf(dossier.written) - 1 : undefined, texts),
  limite: longDate(proposedBy(text.id, facts, dossier), texts),
});

/** How it may be sent, what is proposed first. @param {LetterTexts} texts @param {LetterText} text @param {LetterFacts} facts @param {Dossier} dossier @returns {string[]} */
function deliveries({ slots }, text, facts, dossier) {
  if (text.envoi_again && datedEggs(dossier, "letter").length) return text.envoi_again;
  return text.envoi ?? (facts.registered ? slots.envoi.values : slots.envoi.otherwise);
}

/** What is known of what happened. @param {LetterTexts} texts @param {LetterFacts} facts @param {Dossier} dossier */
function knownOfEggs(texts, facts, dossier) {
  const last = (/** @type {string} */ kind) => datedEggs(dossier, kind).at(-1) ?? eggOf(kind);
  const dated = (/** @type {Egg} */ { day }) => longDate(day ? dayOf(day) : undefined, texts);
  const told = datedEggs(dossier, "call", "letter");
  const end = announcedEnd(facts, dossier);
  return {
    date: dated(told[0] ?? eggOf("call")),
    moyen: told[0]?.means ?? "",
    dossier: told.find(({ number }) => number)?.number ?? "",
    "date-promesse": dated(last("promise")),
    promesse: unstopped(last("promise").said),
    "date-rdv": dated(last("no-visit")),
    "date-lettre": dated(last("letter")),
    "date-parlé": dated(last("talk")),
    "date-réponse": dated(last("answer")),
    réponse: unstopped(last("answer").said),
    délai: isTold(facts, dossier) ? facts.delay.text : "",
    échéance: end <= nowOf(dossier) ? longDate(lastDay(end), texts) : "",
    liste: listEggs(texts, datedEggs(dossier, "fact")),
    "liste-datée": listEggs(texts, datedEggs(dossier, ...Object.keys(texts.eggs))),
  };
}

/** What happened, a line each, below the words before it. @param {LetterTexts} texts @param {Egg[]} eggs */
const listEggs = (texts, eggs) => eggs.map((each) => `\n${eggLine(texts, each)}`).join("");

/** @param {LetterTexts} texts @param {Egg} egg */
function eggLine(texts, { kind, day, hour, means, number, said }) {
  const [hours, minutes] = hour.split(":");
  const values = { jour: longDate(dayOf(day), texts), heure: hour && `${Number(hours)} h${minutes === "00" ? "" : ` ${minutes}`}`, moyen: means, dossier: number, dit: unstopped(said) };
  return fillIn(texts.eggs[kind], { values, templates: {} }).map(([, text]) => text).join("");
}

/** The letter as text that is copied or mailed: what nobody filled in is absent. @param {Line[]} lines */
function plainLetter(lines) {
  let [text, before] = ["", ""];
  for (const { role, pieces } of lines) {
    const said = pieces.map(([, each]) => each).join("");
    if (!said) continue;
    text += (role === before ? "\n" : "\n\n") + said;
    before = role;
  }
  return text.trim();
}
