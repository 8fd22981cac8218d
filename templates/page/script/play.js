/* Playing: the panel says whose turn it is, what happened, what is to be read, what can be done. */

const panel = byId("jeu");
const place = byId("plateau");
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** The game: teams, seed of the piles, signs. */
let game = { count: 0, seed: 0, signs: "" };
/** @type {State} */
let state = null;
/** Pawns on their way are put down at once by whatever comes next. */
let walking = 0;

/** A number from 1 to ``sides``, each as likely (a value beyond the last whole range is drawn again). @param {number} sides @returns {number} */
function chance(sides) {
  const [value] = crypto.getRandomValues(new Uint32Array(1));
  return value < 4294967296 - (4294967296 % sides) ? (value % sides) + 1 : chance(sides);
}

/** An element with what stands in it. @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} inside */
function wrap(tag, attributes, ...inside) {
  const made = make(tag, "", attributes);
  made.append(...inside.filter(Boolean));
  return made;
}

/* Pawns. */

/** The pawn of a team. @param {number} rank @returns {HTMLElement} */
const pawn = (rank) => byId(`pion-${LETTERS[rank]}`) ?? make("i", LETTERS[rank], { id: `pion-${LETTERS[rank]}`, class: "pion", "data-team": LETTERS[rank], "aria-hidden": "true" });

/** Puts a pawn on a square. @param {number} rank @param {number} at */
function put(rank, at) {
  const square = caseOf(at);
  let stand = one(".pions", square);
  if (!stand) square.append((stand = make("span", "", { class: "pions" })));
  stand.append(pawn(rank));
}

/** Walks the pawns of the last moves, square by square, then puts all where they are. */
function walks() {
  clearTimeout(walking);
  const steps = state.moves.flatMap(([rank, way]) => way.map((at) => [rank, at]));
  const go = () => {
    const step = steps.shift();
    if (!step) return settle();
    put(step[0], step[1]);
    walking = setTimeout(go, 160);
  };
  if (still.matches) settle();
  else go();
}

/** All pawns stand where their teams are, and their squares say so; that of the team that plays is marked. */
function settle() {
  all("#track .who").forEach((each) => each.remove());
  state.teams.forEach(({ at }, rank) => {
    put(rank, at);
    const square = one("button", caseOf(at));
    const who = one(".who", square) ?? make("span", "", { class: "who" });
    who.textContent += ` ${together ? say("pawn") : say("team", { team: LETTERS[rank] })}`;
    square.append(who);
  });
  one("#track .here")?.classList.remove("here");
  if (!state.over) caseOf(state.teams[state.turn].at).classList.add("here");
}

/* What is done. */

/** Plays one more sign. @param {string} sign */
function add(sign) {
  game.signs += sign;
  update();
}

/** Takes the last sign back. */
function undo() {
  game.signs = game.signs.slice(0, -1);
  update();
}

/** The game as the address holds it: « 4.812.3to ». */
const written = () => `${game.count}.${game.seed}.${game.signs}`;

/** The game stands in the address, where there is one. */
function keep() {
  if (game.count) remember(`partie=${written()}`);
}

/** Plays the game again from its list of signs, and shows where it stands. */
function update() {
  state = played(game.count, game.seed, game.signs);
  keep();
  const hand = /** @type {HTMLElement} */ (document.activeElement);
  const held = place.contains(hand);
  panel.classList.add("on");
  root.classList.toggle("salle", together);
  panel.dataset.asks = state.over ? "over" : state.ask.kind;
  place.classList.toggle("over", state.over);
  draw();
  walks();
  if (held || together) follow();
}

/** The cards of the last time, each by its square and what was drawn. @type {string[]} */
let before = [];

/** The focus goes to what has come: a verdict, the first new card, else what can be done. */
function follow() {
  const rank = firstNew();
  const fresh = all("article", panel)[rank];
  const verdict = one("[data-new-verdict]", panel);
  const target = state.over ? one("#fin h2") : (verdict ?? (fresh ? one("h3", fresh) : one("#agir button, [data-new]", panel)));
  target.focus({ preventScroll: true });
  // What happened is read with the first card.
  if (rank === 0 && !verdict && !state.over) byId("etat").scrollIntoView();
  else target.scrollIntoView({ block: "nearest" });
}

/** Writes the panel: teams, sentence, cards, what can be done; the marks of the squares; the end. */
function draw() {
  [votes, seeing] = [[...ABC].map(() => 0), false];
  one("#chips").replaceChildren(...state.teams.map(chip));
  const next = state.ask?.kind === "roll" ? say("turn", { team: LETTERS[state.turn] }) : "";
  byId("etat").textContent = [...state.told, state.rung && !state.over ? say("rings") : "", next].filter(Boolean).join(" ");
  before = all("article", panel).map((each) => each.dataset.key);
  one("#cartes").replaceChildren(...cards());
  one("#cartes").scrollTop = 0;
  if (together) leaf(firstNew());
  else act();
  /** @type {HTMLButtonElement} */ (one("[data-undo]", panel)).disabled = !game.signs;
  marks();
  tellTimer();
  if (state.over) finish();
}

/** Offers what can be done. */
function act() {
  one("#agir").replaceChildren(...(state.ask ? ACTIONS[state.ask.kind]() : []));
}

/** The first card that was not there before, else -1. */
const firstNew = () => all("article", panel).findIndex((each, rank) => each.dataset.key !== before[rank]);

/** A button that plays a sign. @param {string} sign @param {(Node | string)[]} inside @returns {HTMLElement} */
function button(sign, ...inside) {
  const made = wrap("button", {}, ...inside);
  onClick(made, () => add(sign));
  return made;
}

/** What is asked, and what answers it. @param {string} key @param {[string, string][]} ways sign, sentence */
const asks = (key, ...ways) => [make("p", say(key, { team: LETTERS[state.turn] })), wrap("p", { class: "ways" }, ...ways.map(([sign, word]) => button(sign, say(word))))];

/** What can be done, by what is asked. @type {Record<Kind, () => HTMLElement[]>} */
const ACTIONS = {
  vote: () => asks("vote", [YES, "vote.yes"], [NO, "vote.no"]),
  ready: () => [button(DONE, say("ready"))],
  roll: () => {
    const roll = make("button", say("roll", { team: LETTERS[state.turn] }), { class: "main" });
    onClick(roll, () => add(String(chance(FACES.length))));
    return [roll, wrap("details", {}, make("summary", say("ours")), wrap("div", { class: "dice", role: "group", "aria-label": say("ours") }, ...FACES.map(die)))];
  },
  show: () => asks("red", [YES, "show"], [NO, "keep"]),
  right: () => asks("judge", [YES, "right"], [NO, "not-right"]),
  answer: () => (together ? counting() : [choices()]),
  talk: () => [button(DONE, say("talked"))],
  free: () => [make("p", say("free")), wrap("p", { class: "ways" }, ...state.ask.signs.map((team) => button(team, say("free.team", { team }))))],
  said: () => asks("wait", [YES, "wait.all"], [NO, "wait.some"]),
  spent: () => [make("p", say("wait.one")), button(DONE, say("wait.said"))],
  key: () => asks("key", [YES, "key.right"], [NO, "not-right"]),
};

/** A face that the table's own die shows. @param {string} face */
function die(face) {
  const dots = ["", "4", "08", "048", "0268", "02468", "023568"][Number(face)];
  const made = button(face, wrap("span", { class: "die", "aria-hidden": "true" }, ...[..."012345678"].map((each) => make("i", "", dots.includes(each) ? { class: "o" } : {}))));
  made.ariaLabel = face;
  return made;
}

/** The answers of a quiz as buttons. */
function choices() {
  const read = answersOf(state.ask.card).map((each, rank) => button(ABC[rank], make("b", ABC[rank]), unlettered(each)));
  return wrap("div", { class: "choices", role: "group", "aria-label": say("answers") }, ...read);
}

/** An answer without its letter. @param {Element} answer */
const unlettered = (answer) => answer.textContent.replace(/^\w+\) /, "");

/* What is read. */

/** The cards of this turn; before the first throw the problems too; at the door the key. */
function cards() {
  if (state.ask?.kind === "vote") return [problem(state.turn)];
  const ready = state.ask?.kind === "ready";
  const read = state.shown.map(card);
  if (state.ask?.kind === "key") return [...read, key(state.turn)];
  return ready ? [...state.teams.map((_, rank) => problem(rank)), make("p", say("opened")), ...read] : read;
}

/** An empty card. @param {string} name @param {string} title */
function blank(name, title) {
  const made = make("article", "", { class: "card", "data-key": name });
  made.append(one(".band", dialog).cloneNode(true), make("h3", title, { tabindex: "-1" }), make("div", "", { class: "inside" }));
  return made;
}

/** The title of a team's problem; of a blank card what to do with it. @param {number} rank @returns {string} */
function problemOf(rank) {
  const [name] = board.teams[state.teams[rank].problem] ?? [];
  return name ? one("summary", byId(`carte-${name}`)).firstChild.textContent.trim() : say("blank");
}

/** The problem of a team: its picture and title are who it is. @param {number} rank */
function problem(rank) {
  const [name, look] = board.teams[state.teams[rank].problem] ?? [];
  const made = blank(`b${rank}`, problemOf(rank));
  made.dataset.kind = "problem";
  one(".band b", made).textContent = together ? "" : LETTERS[rank];
  one(".band .label", made).textContent = say("problem", { team: LETTERS[rank] });
  one(".band i", made).className = `look ${look ?? ""}`;
  if (name) {
    fill(made, `carte-${name}`);
    folds(made, say("answer"));
  }
  return made;
}

/** Folds what stands in a card under a sentence, what comes first on top of it: one says aloud what one thinks before. @param {HTMLElement} made @param {string} under @param {string} [first] */
function folds(made, under, first) {
  const inside = one(".inside", made);
  inside.replaceChildren(wrap("details", {}, make("summary", under), first ? make("p", first, { class: "told" }) : "", ...inside.childNodes));
}

/** What a table writes where nobody has found anything, by square: it stays in this page until a new game. @type {Map<number, string>} */
const notes = new Map();

/** A line to write in. @param {string} label @param {string} value @param {(value: string) => void} keeps */
function writing(label, value, keeps) {
  const line = /** @type {HTMLInputElement} */ (make("input", "", { type: "text", autocomplete: "off" }));
  line.value = value;
  line.addEventListener("input", () => keeps(line.value.trim()));
  return wrap("label", { class: "note" }, label, line);
}

/** The card of a square, or the one that was drawn there. @param {Shown} shown @param {number} rank */
function card({ at, by, card: drawn, again, answer }, rank) {
  const square = /** @type {HTMLButtonElement} */ (one("button", caseOf(at)));
  const made = blank(`${at}.${drawn ?? ""}.${Number(again)}`, "");
  const quiz = drawn ?? nameOf(at);
  const [question, told] = (!drawn && board.asks[nameOf(at)]) || [];
  write(made, square, true);
  if (drawn) takes(made, drawn, by);
  if (question && (again || landingOf(at).stake)) {
    one(".line", made)?.remove();
    folds(made, say("see"), told);
    if (question !== one("h3", made).textContent) one(".inside", made).prepend(make("p", question, { class: "question" }));
    if (again) one(".inside", made).prepend(make("p", say("known"), { class: "known" }));
    else one(".inside", made).prepend(make("p", said(square, ".line"), { class: "line" }));
  }
  if (!drawn && !again && WRITTEN.includes(caseOf(at).dataset.kind)) one(".inside", made).append(writing(say("note"), notes.get(at) ?? "", (value) => notes.set(at, value)));
  const open = state.ask?.kind === "answer" && rank === state.shown.length - 1;
  if (quiz in board.right && (open || answer !== undefined)) writeAnswer(made, quiz, answer);
  return made;
}

/** Shows the card that a team drew in its square's place. @param {HTMLElement} made @param {string} drawn @param {number} by */
function takes(made, drawn, by) {
  const own = byId(`carte-${drawn}`);
  one(".band .label", made).textContent = say(drawn in board.right ? "question" : "drawn", { team: LETTERS[by] });
  one("h3", made).textContent = one("h4, summary", own).lastChild.textContent.trim();
  fill(made, own.id);
  one(".inside", made).prepend(make("p", board.lines[rules.pile[board.pile.indexOf(drawn)].gives], { class: "line" }));
}

/** A quiz that waits for its answer shows none; once one was chosen, whether it is right, and why. @param {HTMLElement} made @param {string} quiz @param {number | undefined} answer */
function writeAnswer(made, quiz, answer) {
  const list = one(".abc", made);
  const why = one(".answer", made);
  const right = board.right[quiz];
  if (answer === undefined && seeing) return void all("li", list)[right].classList.add("yes");
  if (answer === undefined) {
    why.remove();
    return together ? list.replaceWith(voting(list)) : list.remove();
  }
  made.classList.add(answer === right ? "right" : "wrong");
  all("li", list)[right].classList.add("yes");
  const verdict = make("p", say(answer === right ? "correct" : "wrong"), { class: "verdict", tabindex: "-1" });
  if (state.verdict !== null) verdict.dataset.newVerdict = "";
  why.before(verdict);
}

/* The key of the house. */

/** What a team has noted of its key, by team and question: it stays in this page until a new game. @type {Map<number, string[]>} */
const keys = new Map();
/** @param {number} rank */
const keyOf = (rank) => keys.get(rank) ?? keys.set(rank, board.key.map(() => "")).get(rank);

/** The carte-clé: five questions, each with what the team has noted and, folded, what the circuit says. @param {number} rank */
function key(rank) {
  const made = blank(`k${rank}`, say("key.title"));
  made.dataset.kind = "finish";
  one(".band b", made).textContent = together ? "" : LETTERS[rank];
  one(".band .label", made).textContent = problemOf(rank);
  one(".band i", made).className = "i-house";
  const own = board.teams[state.teams[rank].problem]?.[2];
  const lines = board.key.map((/** @type {[string, string]} */ [question, answer], /** @type {number} */ at) => {
    const note = keyOf(rank)[at];
    const told = make("p", (at === 0 && own) || answer || say("key.vote"), { class: "told" });
    return wrap("li", {}, question, note ? make("p", say("key.noted", { note })) : "", wrap("details", {}, make("summary", say("see")), told));
  });
  one(".inside", made).append(make("p", said(one("button", caseOf(rules.arrival)), ".line"), { class: "line" }), wrap("ol", {}, ...lines));
  return made;
}

const held = /** @type {HTMLDialogElement} */ (wrap("dialog", { id: "reclamation", "aria-labelledby": "h-reclamation" }));
place.append(held);
onClick(held, ({ target }) => {
  if (target === held || /** @type {HTMLElement} */ (target).dataset.go) held.close();
});

/** A team's réclamation, with the notes of its key. @param {number} rank */
function holds(rank) {
  const lines = board.key.map((/** @type {[string, string]} */ [question], /** @type {number} */ at) => writing(question, keyOf(rank)[at], (value) => (keyOf(rank)[at] = value)));
  const made = problem(rank);
  one("h3", made).id = "h-reclamation";
  const close = make("button", one("[data-go='0']").textContent, { "data-go": "0" });
  held.replaceChildren(made, wrap("div", { class: "inside" }, make("h3", say("key.mine")), make("p", say("key.notes")), ...lines), wrap("div", { class: "go" }, close));
  held.showModal();
}

/* What the board shows of the game. */

/** What a team holds and where it is; its problem opens. @param {Team} team @param {number} rank */
function chip(team, rank) {
  const playing = rank === state.turn && !state.over;
  const [name, look = ""] = board.teams[team.problem] ?? [];
  const title = name ? problemOf(rank) : say("team", { team: LETTERS[rank] });
  const where = team.home ? say("chip.home") : say("chip.square", { name: nameOf(team.at), steps: boxesRead() });
  const does = team.home || together ? "" : team.wait ? say("chip.wait", { n: team.wait }) : playing ? say("chip.turn") : "";
  const all = rules.common.proofs;
  const eggs = wrap("span", { class: "oeufs", role: "img", "aria-label": say("chip.eggs", { n: team.proofs, all }) }, ...Array.from({ length: all }, (_, egg) => make("i", "", egg < team.proofs ? {} : { class: "vu" })));
  const made = wrap("button", { "aria-haspopup": "dialog" }, make("i", LETTERS[rank], { class: "pion", "data-team": LETTERS[rank], "aria-hidden": "true" }), make("i", "", { class: `look ${look}` }), wrap("span", {}, make("b", title), make("br"), does ? say("fact", { label: where, title: does }) : where), eggs);
  onClick(made, () => holds(rank));
  return wrap("li", playing ? { "aria-current": "true" } : {}, made);
}

/** How many ☐ were read. */
const boxesRead = () => say("steps", { n: boxes.filter((at) => !state.unread.has(at)).length, all: boxes.length });

/** « à lire », « lu » on the squares; in the head how many, or the turns of a room. */
function marks() {
  for (const at of boxes) {
    const square = one("button", caseOf(at));
    const mark = one(".read", square) ?? make("span");
    const unread = state.unread.has(at);
    mark.className = unread ? "read no" : "read";
    mark.textContent = ` ${say(unread ? "unread" : "read")}`;
    square.append(mark);
  }
  const count = byId("etapes");
  const text = together ? crosses() : boxesRead();
  if (count.firstChild?.textContent === text) return;
  const drawn = together ? calendar() : boxes.map((at) => make("i", "", state.unread.has(at) ? { class: "no" } : {}));
  count.replaceChildren(make("span", text), wrap("span", { "aria-hidden": "true" }, ...drawn));
}

/* The timer of an evening. */

/** What is left of it, in seconds; null where none runs. @type {number | null} */
let left = null;
/** @type {ReturnType<typeof setInterval>} */
let ticking;
const timer = one("[data-timer]", panel);

/** The minutes of a timer for so many teams. @returns {number} */
const minutes = () => rules.common.timer[game.count] ?? rules.common.timer[4];

/** What its button says: that one may start it, before the first throw; else what is left. */
function tellTimer() {
  timer.hidden = together || state.rung || (left === null && state.round > 0);
  timer.textContent = left === null ? say("timer", { n: minutes() }) : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** Once it rings the round is finished. @param {number | null} seconds */
function setTimer(seconds) {
  clearInterval(ticking);
  left = seconds;
  if (left !== null)
    ticking = setInterval(() => {
      left--;
      tellTimer();
      if (left > 0) return;
      setTimer(null);
      if (game.count && !state.over) add(RINGS);
    }, 1000);
}

/* From beginning to end. */

/** Starts a game. @param {number} count */
function begin(count) {
  taken([count, chance(9999), ""]);
}

/** Plays a game from its signs; notes and pawns of another are gone. @param {[number, number, string]} told */
function taken([count, seed, signs]) {
  notes.clear();
  keys.clear();
  setTimer(null);
  game = { count, seed, signs };
  all(".pion", byId("track")).forEach((each) => each.remove());
  update();
}

/** The game that was left last: it can be taken up again. */
let lastLeft = "";

/** Leaves the game. */
function leave() {
  lastLeft = written();
  setTimer(null);
  one("[data-resume]").hidden = false;
  root.classList.remove("salle");
  panel.classList.remove("on");
  place.classList.remove("over");
  all("#track :is(.pions, .read, .who)").forEach((each) => each.remove());
  one("#track .here")?.classList.remove("here");
  for (const each of all("#etapes, #fin, #chips, #cartes, #agir")) each.replaceChildren();
  game.count = 0;
  remember("jouer");
  byId("equipes").focus();
}

/** Takes up a game from the address: « 4.812.3to ». @param {string} said */
function resume(said) {
  const [, count, seed, signs] = /^([1-6])\.(\d{1,4})\.([a-z1-6A-F]{0,3000})$/.exec(said) ?? [];
  if (!count || (count === "1" && !board.room) || said === written()) return;
  try {
    taken([Number(count), Number(seed), signs]);
  } catch {
    begin(Number(count));
  }
}

onClick(place, (event) => {
  const { begin: starts, room, undo: back, new: again, resume: last, timer: timed } = /** @type {HTMLElement} */ (event.target).dataset;
  if (room === "") begin(1);
  if (last === "") resume(lastLeft);
  if (starts === "") begin(Number(/** @type {HTMLSelectElement} */ (one("#equipes")).value));
  if (back === "") undo();
  if (again === "") leave();
  if (timed === "") {
    setTimer(left === null ? 60 * minutes() : null);
    tellTimer();
  }
});
addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const free = !ctrlKey && !metaKey && !altKey && !/** @type {Element} */ (target).closest("input, select, dialog");
  if (!free || place.hidden || !game.count) return;
  if (together) return void (pressed(event) && event.preventDefault());
  if (state.ask?.kind === "answer" && state.ask.signs.includes(key)) add(key);
});

/* On a phone the board is a small picture that lives; one asks for the list of squares. */

const track = byId("track");
const listing = one("#liste");
const SQUARES = listing.textContent;
/** Whether the board is that picture: the style says so. */
function picture() {
  const small = getComputedStyle(one(".track")).getPropertyValue("--mini").trim() === "1";
  track.inert = small;
  listing.hidden = !small && !one(".board.listed");
}
onClick(listing, () => {
  const open = one(".board").classList.toggle("listed");
  listing.textContent = open ? say("close") : SQUARES;
  picture();
  if (open) listing.scrollIntoView({ block: "nearest" });
});
onClick(one(".board"), () => track.inert && listing.click());
new ResizeObserver(picture).observe(one(".board"));

/* The rules open over the board. */
const book = /** @type {HTMLDialogElement} */ (wrap("dialog", { id: "regles", "aria-label": one("#regle").textContent }, one("#plateau > .first"), wrap("p", { class: "go" }, make("button", one("[data-go='0']").textContent, { "data-go": "0" }))));
place.append(book);
for (const each of all("[data-rules]")) onClick(each, () => book.showModal());
onClick(book, ({ target }) => {
  if (target === book || /** @type {HTMLElement} */ (target).dataset.go) book.close();
});
