/* « Rien ne vient ? »: the last thing that happened → whom, how, by when; the letter, the message. */

/** What has happened, and the step that should come: its rank, that of the arrival after the last one; ``mine`` where
    the tenant does it. @typedef {{title: string, card: Element, next: number, mine?: boolean}} Happening */

/** The value of a field of the letter. @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (byId(`l-${name}`)).value.trim();
/** @type {Happening[]} */
let happenings = [];

/** The step at which somebody comes to my home. */
const visit = stages.findIndex((each) => "visit" in each.dataset);

/** The title of a step. @param {number} at */
const titleAt = (at) => headOf(one("details", stages[at]));

/** The steps of my path: the first of all, then from the shortcut's end. */
const mySteps = () => [...stages.keys()].slice(0, arrival).filter((at) => !at || at >= first());

/** What may have happened last: nothing, a step, something that goes wrong. @returns {Happening[]} */
function listHappenings() {
  const steps = mySteps();
  const after = (/** @type {number} */ at) => steps.find((each) => each > at) ?? arrival;
  const done = steps.map((at) => {
    const card = one("details", stages[at]);
    return { title: stages[at].dataset.done ?? headOf(card), card, next: after(at), mine: "mine" in stages[after(at)].dataset };
  });
  const wrong = board.setbacks
    .filter((/** @type {{at: number}} */ { at }) => steps.includes(at))
    .map((/** @type {{card: string, at: number}} */ { card, at }) => ({ title: headOf(byId(`carte-${card}`)), card: byId(`carte-${card}`), next: at }));
  const absent = steps.includes(visit) ? [{ title: say("stuck.absent"), card: one("details", stages[visit]), next: visit }] : [];
  return [{ ...done[0], title: say("stuck.nothing"), mine: false }, ...done, ...absent, ...wrong];
}

/** The question « what happened last? ». @param {number} chosen */
function showStuck(chosen) {
  happenings = listHappenings();
  all("label", byId("fait")).forEach((each) => each.remove());
  happenings.forEach(({ title }, rank) => {
    const label = make("label");
    const radio = /** @type {HTMLInputElement} */ (make("input", "", { type: "radio", name: "fait", value: String(rank) }));
    radio.checked = rank === chosen;
    label.append(radio, ` ${title}`);
    byId("fait").append(label);
  });
  if (called && !field("date")) {
    /** @type {HTMLInputElement} */ (byId("l-date")).value = dayIn(called);
    /** @type {HTMLInputElement} */ (byId("l-heure")).value = timeIn(called);
  }
  if (trouble || common) /** @type {HTMLInputElement} */ (byId("l-probleme")).value = trouble ? problemTitle(trouble) : common.title;
  one("#echelle div").append(own);
  advise();
}

/** What happened last: nothing, until one says so. */
const happened = () => happenings[Number(one("#fait :checked")?.getAttribute("value") ?? 0)];

/** What one asks of whoever should do the next step. @param {Happening} last */
function question(last) {
  const { next } = last;
  if (last === happenings[0]) return say("stuck.noted");
  if (next === arrival) return say("stuck.end");
  const title = titleAt(next);
  if (title.endsWith("?")) return title;
  const late = dueBy(next) < new Date();
  const comes = next === visit;
  const news = last.title === say("stuck.absent") || (late && comes) ? "absent" : "news";
  return [...(late ? ["passed"] : []), news, comes ? "come" : "reply"].map((key) => say(`stuck.${key}`)).join(". ");
}

/** Since when, by what was noted. */
function since() {
  return field("date") ? new Date(`${field("date")}T${field("heure") || "12:00"}`) : undefined;
}

/** When the announced time of a step is over, where both are known. @param {number} at */
function dueBy(at) {
  const delay = delayOf(at);
  const from = since();
  return delay && from && dueAfter(from, delay);
}

/** What comes, whether its time is over, and whom to turn to then. @param {Happening} last */
function verdict({ next, mine }) {
  const delay = delayOf(next);
  const due = dueBy(next);
  const day = due && inWords(due, delay.hours);
  const values = { title: titleAt(next), told: delay?.told, day };
  if (mine) return say("stuck.mine", values) + (due ? ` ${say("due", { due: day })}` : "");
  if (delay && !due) return say("stuck.due", values);
  if (due > new Date()) return say("stuck.early", values);
  return `${say(delay ? "stuck.late" : "stuck.open", values)} ${say(board.calls ? "call" : "stuck.again")}`;
}

/** Whom to turn to: the recourse that the step names, then the others in the circuit's order. @param {Happening} last @returns {HTMLElement[]} */
function ladder(last) {
  const cards = all("#circuit > details:has(#recours) article");
  const named = [last.card, stages[last.next]].map((each) => one(".r-silent a", each)?.getAttribute("href").slice(1)).find(Boolean);
  const at = cards.findIndex((each) => each.id === named);
  return at > 0 ? [cards[at], ...cards.filter((_, rank) => rank !== at)] : cards;
}

/** Writes what to do now. */
function advise() {
  const last = happened();
  const { next, mine } = last;
  byId("verdict").textContent = verdict(last);
  const [act, write] = all("#echelle > li");
  const who = "mine" in stages[next].dataset ? null : one("summary small", stages[next]);
  const asked = () => [...rowsOf(last.card, "remedy"), make("p", say("stuck.ask", { question: question(last) })), ...(who ? [make("p", say("stuck.who", { who: who.textContent }))] : [])];
  one("b", act).textContent = mine ? titleAt(next) : say("stuck.again");
  one("div", act).replaceChildren(...(mine ? insideOf(one("details", stages[next]).id) : asked()), own);
  write.hidden = mine;
  byId("aide").replaceChildren(...ladder(last).map((card, rank) => {
    const folded = make("details", "", { class: "card" });
    folded.append(make("summary", headOf(card)), ...insideOf(card.id));
    /** @type {HTMLDetailsElement} */ (folded).open = rank < 1;
    return folded;
  }));
  compose();
}

/* --- the letter --- */

/** The sentences of the letter; what was not given is left out. @param {Happening} last @returns {[string, Record<string, string>][]} */
function sentences(last) {
  const from = since();
  const day = from ? say("letter.day", { day: inWords(from, field("heure")) }) : "";
  const number = field("numero") ? say("letter.number", { number: field("numero") }) : "";
  const problem = field("probleme");
  const delay = delayOf(last.next);
  const title = titleAt(last.next);
  const later = happenings.indexOf(last) > 1;
  /** @type {[string, Record<string, string>][]} */
  const found = [["letter.since", { number, day: later ? "" : day }]];
  if (problem) found.push(["letter.problem", { problem }]);
  if (later) found.push(["letter.last", { day, title: last.title }]);
  if (delay) found.push(["letter.announced", { title, told: delay.told }]);
  found.push(["letter.ask", { question: question(last), name: field("nom") }]);
  return found;
}

/** A sentence whose filled places are marked. @param {string} key @param {Record<string, string>} values */
function marked(key, values) {
  const line = make("span");
  for (const [rank, part] of board.words[key].split(/\{(\w+)\}/).entries()) {
    const value = rank % 2 ? values[part] : part;
    if (value) line.append(rank % 2 ? make("mark", value) : value);
  }
  return line;
}

/** Writes the letter, and what sends it. */
function compose() {
  const last = happened();
  const said = sentences(last);
  const text = one("#texte");
  text.replaceChildren(...said.flatMap(([key, values]) => [marked(key, values), "\n"]));
  const body = encodeURIComponent(text.textContent.trim());
  byId("sans-nom").hidden = Boolean(field("nom"));
  const subject = encodeURIComponent(field("probleme") || document.title);
  /** @type {HTMLAnchorElement} */ (byId("par-mail")).href = `mailto:${board.write.mail ?? ""}?subject=${subject}&body=${body}`;
  /** @type {HTMLAnchorElement} */ (byId("par-sms")).href = `sms:${board.write.sms ?? ""}?&body=${body}`;
  byId("ou").textContent = [board.write.mail, board.write.post].filter(Boolean).join(" · ") || say("letter.where");
}

/** Copies the letter; where a frame may not, the text is chosen. Either is said. */
async function copy() {
  const text = one("#texte");
  getSelection().selectAllChildren(text);
  const held = await navigator.clipboard?.writeText(text.textContent.trim()).then(() => true, () => false);
  byId("copie").textContent = say(held || document.execCommand("copy") ? "copied" : "select");
}

byId("bloque").addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target) === mine) return;
  if (/** @type {HTMLInputElement} */ (event.target).name === "fait") note();
  advise();
});
onClick(byId("copier"), copy);

/* --- one sheet for a problem; all of it where that is asked for --- */

for (const button of all("[data-print]")) {
  onClick(button, () => {
    root.classList.toggle("tout", button.dataset.print === "tout");
    print();
  });
}
const letter = byId("lettre");
const desk = letter.parentElement;
addEventListener("beforeprint", () => {
  if (!root.classList.contains("one")) return;
  if (byId("bloque").hidden) showStuck(0);
  followProblem(location.hash.split(/=(.*)/s)[1] ?? "autre");
  for (const each of /** @type {HTMLDetailsElement[]} */ (all("details", answer))) each.open = false;
  for (const each of stages) each.hidden = false;
  answer.append(letter);
});
addEventListener("afterprint", () => {
  root.classList.remove("tout");
  desk.append(letter);
  if (root.classList.contains("one")) route();
});
