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

/** Where each pawn was last put. @type {number[]} */
let seen = [];

/** The squares from one to another a few ahead; only the last where it lies elsewhere. @param {number} here @param {number} to */
function along(here, to) {
  const found = [];
  for (let at = here; at !== to && found.length < 13; ) found.push((at = following(at)));
  return found.at(-1) === to ? found : [to];
}

/** Walks the pawns of the last moves, square by square along a throw, then puts all where they are. */
function walk() {
  clearTimeout(walking);
  const steps = state.moves.flatMap(([rank, to, why], turn) => {
    const here = turn ? state.moves[turn - 1][1] : seen[rank];
    const way = ["throw", "goose", "stop"].includes(why) ? along(here, to) : [to];
    return way.map((at) => [rank, at]);
  });
  const go = () => {
    const step = steps.shift();
    if (!step) return settle();
    put(step[0], step[1]);
    walking = setTimeout(go, 160);
  };
  if (still.matches) settle();
  else go();
}

/** All pawns stand where their teams are; the square of the team that plays is marked. */
function settle() {
  seen = state.teams.map((team) => team.at);
  seen.forEach((at, rank) => put(rank, at));
  one("#track .here")?.classList.remove("here");
  if (!state.over) caseOf(seen[state.turn]).classList.add("here");
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

/** The game as the address holds it: « 4.812.36r ». */
const written = () => `${game.count}.${game.seed}.${game.signs}`;

/** The game stands in the address, where there is one. */
function keep() {
  if (game.count) remember(`jouer=${written()}`);
}

/** Plays the game again from its list of signs, and shows where it stands. */
function update() {
  state = played(game.count, game.seed, game.signs);
  if (seen.length !== game.count) seen = state.teams.map(() => 0);
  keep();
  const hand = /** @type {HTMLElement} */ (document.activeElement);
  const held = place.contains(hand);
  panel.classList.add("on");
  root.classList.toggle("salle", together);
  panel.dataset.asks = state.ask?.kind ?? "over";
  place.classList.toggle("over", state.over);
  draw();
  walk();
  if (held || together) follow();
}

/** The cards of the last time, each by its square and what was drawn. @type {string[]} */
let before = [];

/** The focus goes to what has come: a verdict, the first new card, else what can be done. */
function follow() {
  const fresh = all("article", panel)[firstNew()];
  const target = state.over ? one("#fin h2") : (one("[data-new-verdict]", panel) ?? (fresh ? one("h3", fresh) : one("#agir button, [data-new]", panel)));
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

/** Writes the panel: teams, sentence, cards, what can be done; the marks of the squares; the end. */
function draw() {
  [votes, seeing] = [[...ABC].map(() => 0), false];
  one("#chips").replaceChildren(...state.teams.map(chip));
  byId("etat").textContent = [...state.told, state.ask?.kind === "roll" ? say("turn", { team: LETTERS[state.turn] }) : ""].filter(Boolean).join(" ");
  before = all("article", panel).map((each) => each.dataset.key);
  one("#cartes").replaceChildren(...cards());
  one("#cartes").scrollTop = 0;
  if (together) leaf(firstNew());
  else act();
  /** @type {HTMLButtonElement} */ (one("[data-undo]", panel)).disabled = !game.signs;
  marks();
  if (state.over) finish();
}

/** Offers what can be done outside the cards. */
function act() {
  one("#agir").replaceChildren(...(state.ask ? (ACTIONS[state.ask.kind]?.() ?? []) : []));
}

/** The first card that was not there before, else -1. */
const firstNew = () => all("article", panel).findIndex((each, rank) => each.dataset.key !== before[rank]);

/** A button that plays a sign. @param {string} sign @param {(Node | string)[]} inside @returns {HTMLElement} */
function button(sign, ...inside) {
  const made = wrap("button", {}, ...inside);
  onClick(made, () => add(sign));
  return made;
}

/** What can be done outside the cards, by what is asked. @type {Partial<Record<Asked["kind"], () => HTMLElement[]>>} */
const ACTIONS = {
  ready: () => [button("g", say("ready"))],
  roll: () => {
    const roll = make("button", say("roll", { team: LETTERS[state.turn] }), { class: "main" });
    onClick(roll, () => add(ROLLS[chance(ROLLS.length) - 1]));
    return [wrap("p", { class: "ways" }, roll, button("O", say("ours")))];
  },
  choose: () => [make("p", say("choose", { team: LETTERS[state.turn] })), wrap("div", { class: "dice", role: "group" }, ...state.ask.offers.map(die)), ...proofs()],
  answer: () => (together ? counting() : []),
  full: () => [make("p", say("full")), wrap("p", { class: "ways" }, button("c", say("full.go-on")), button("f", say("full.stop")))],
  help: () => [make("p", say("help", { team: LETTERS[state.turn] })), wrap("p", { class: "ways" }, ...state.ask.signs.map(helped))],
};

/** A number to choose, and where it leads. @param {number} number */
function die(number) {
  const goes = withProof(number, state.ask.proof);
  const { to, why } = ahead(state.teams[state.turn].at, goes, state.unread);
  const label = to === null ? "" : why === "stop" ? say("unread") : said(one("button", caseOf(to)), ".label");
  const leads = to === null ? say("here") : say("leads", { name: nameOf(to) });
  const made = button(signOf(number), number > 6 ? make("b", String(number), { class: "sum" }) : pips(number), wrap("span", {}, make("b", leads), make("br"), label));
  made.ariaLabel = say("fact", { label: String(goes), title: [leads, label].filter(Boolean).join(", ") });
  return made;
}

/** The face of a die. @param {number} number */
function pips(number) {
  const dots = ["", "4", "08", "048", "0268", "02468", "023568"][number];
  return wrap("span", { class: "die", "aria-hidden": "true" }, ...[..."012345678"].map((each) => make("i", "", dots.includes(each) ? { class: "o" } : {})));
}

/** An egg may be shown before moving, one a throw. */
function proofs() {
  const { proof, signs } = state.ask;
  if (!signs.includes("+") && !signs.includes("-")) return [];
  const choices = [["+", "proof.more"], ["-", "proof.less"]].map(([sign, key]) => {
    const made = sign === proof ? make("button", say(key)) : button(sign, say(key));
    made.dataset.press = sign;
    if (sign === proof) onClick(made, undo);
    made.ariaPressed = String(sign === proof);
    return made;
  });
  return [wrap("p", { class: "ways proof", role: "group", "aria-label": say("proof") }, make("span", say("proof")), ...choices)];
}

/** A team that can be helped. @param {string} sign */
function helped(sign) {
  const team = sign.toUpperCase();
  return button(sign, sign === "-" ? say("help.none") : say(sign === team ? "help.free" : "help.move", { team }));
}

/* What is read. */

/** The cards of this turn; before the first throw the problems too. */
function cards() {
  if (state.ask?.kind === "vote") return [problem(state.turn)];
  const ready = state.ask?.kind === "ready";
  const read = state.shown.map(card);
  return ready ? [...state.teams.map((_, rank) => problem(rank)), make("p", say("opened")), ...read] : read;
}

/** An empty card. @param {string} key @param {string} title */
function blank(key, title) {
  const made = make("article", "", { class: "card", "data-key": key });
  made.append(one(".band", dialog).cloneNode(true), make("h3", title, { tabindex: "-1" }), make("div", "", { class: "inside" }));
  return made;
}

/** The problem of a team: its picture and title are who it is. @param {number} rank */
function problem(rank) {
  const [name, look] = board.teams[state.teams[rank].problem] ?? [];
  const made = blank(`b${rank}`, name ? one("summary", byId(`carte-${name}`)).firstChild.textContent.trim() : say("blank"));
  made.dataset.kind = "question";
  one(".band b", made).textContent = together ? "" : LETTERS[rank];
  one(".band .label", made).textContent = say("problem", { team: LETTERS[rank] });
  one(".band i", made).className = look ?? "";
  if (name) folds(made, name);
  if (state.ask.kind === "vote") adds(made, [make("p", say("vote")), wrap("p", { class: "ways" }, button("u", say("vote.yes")), button("n", say("vote.no")))]);
  return made;
}

/** A card's inside, folded: one says aloud what one thinks before. @param {HTMLElement} made @param {string} name */
function folds(made, name) {
  fill(made, `carte-${name}`);
  const inside = one(".inside", made);
  inside.append(wrap("details", {}, make("summary", say("answer")), ...inside.childNodes));
}

/** Puts what is asked at the end of a card. @param {HTMLElement} card @param {HTMLElement[]} parts */
const adds = (card, parts) => one(".inside", card).append(...parts);

/** What the table answers where nobody has found anything, by square: it stays in this page until a new game. @type {Map<number, string>} */
const notes = new Map();

/** A line to write it. @param {number} at */
function noting(at) {
  const line = /** @type {HTMLInputElement} */ (make("input", "", { type: "text", autocomplete: "off" }));
  line.value = notes.get(at) ?? "";
  line.addEventListener("input", () => notes.set(at, line.value.trim()));
  return wrap("label", { class: "note" }, say("note"), line);
}

/** The card of a square, or the one that was drawn there. @param {Shown} shown @param {number} rank */
function card({ at, by, card: drawn, again, answer }, rank) {
  const square = /** @type {HTMLButtonElement} */ (one("button", caseOf(at)));
  const made = blank(`${at}.${drawn ?? ""}`, "");
  write(made, square, true);
  if (drawn) takes(made, drawn, by);
  else if (again) one(".inside", made).prepend(make("p", say("known"), { class: "known" }));
  if (!drawn && GAPS.includes(caseOf(at).dataset.kind)) adds(made, [noting(at)]);
  const asked = state.ask?.at === at && rank === state.shown.length - 1 ? state.ask.kind : null;
  const quiz = drawn ?? nameOf(at);
  if (quiz in board.right && (asked === "answer" || answer !== undefined)) answers(made, quiz, answer);
  const add = asked && ASKS[/** @type {"egg"} */ (asked)];
  if (add) adds(made, add());
  return made;
}

/** Shows the card that a team drew in its square's place. @param {HTMLElement} made @param {string} drawn @param {number} by */
function takes(made, drawn, by) {
  const own = byId(`carte-${drawn}`);
  one(".band .label", made).textContent = say(drawn in board.right ? "question" : "drawn", { team: LETTERS[by] });
  one("h3", made).textContent = one("h4, summary", own).lastChild.textContent.trim();
  fill(made, own.id);
}

/** What is asked on a card, by what decides. */
const ASKS = {
  egg: () => [wrap("p", { class: "ways" }, button("s", say("show")), button("k", say("keep")))],
  door: () => [make("p", say("door")), wrap("p", { class: "ways" }, button("l", say("leave")), button("s", say("go-on")))],
  talk: () => [wrap("p", { class: "ways" }, button("t", say("talked")))],
};

/** The answers as buttons; once one was chosen, whether it is right, and why. @param {HTMLElement} made @param {string} quiz @param {number | undefined} answer */
function answers(made, quiz, answer) {
  const list = one(".abc", made);
  const why = one(".answer", made);
  const right = board.right[quiz];
  if (answer === undefined && seeing) return void all("li", list)[right].classList.add("yes");
  if (answer === undefined) {
    why.remove();
    if (together) return list.replaceWith(voting(list));
    const choices = all("li", list).map((each, rank) => button(ABC[rank], make("b", ABC[rank]), each.textContent.replace(/^\w+\) /, "")));
    return list.replaceWith(wrap("div", { class: "choices", role: "group", "aria-label": say("answers") }, ...choices));
  }
  made.classList.add(answer === right ? "right" : "wrong");
  all("li", list)[right].classList.add("yes");
  const verdict = make("p", say(answer === right ? "correct" : "wrong"), { class: "verdict", tabindex: "-1" });
  if (state.verdict !== null) verdict.dataset.newVerdict = "";
  why.before(verdict);
}

/* What the board shows of the game. */

/** What a team holds and where it is. @param {Team} team @param {number} rank */
function chip(team, rank) {
  const playing = rank === state.turn && !state.over;
  const [name, look = ""] = board.teams[team.problem] ?? [];
  const title = name ? one("summary", byId(`carte-${name}`)).firstChild.textContent.trim() : say("team", { team: LETTERS[rank] });
  const where = team.home ? say("chip.home") : say("chip.square", { name: nameOf(team.at), steps: stepsRead() });
  const does = team.home || together ? "" : team.wait ? say("chip.wait", { n: team.wait }) : playing ? say("chip.turn") : "";
  const [eggs, shown] = rules.eggs.held[team.held];
  const held = wrap("span", { class: "oeufs", role: "img", "aria-label": say("chip.eggs", { n: eggs, shown }) }, ...Array.from({ length: eggs }, () => make("i")), ...Array.from({ length: shown }, () => make("i", "", { class: "vu" })));
  return wrap("li", playing ? { "aria-current": "true" } : {}, make("i", LETTERS[rank], { class: "pion", "data-team": LETTERS[rank] }), make("i", "", { class: `look ${look}` }), wrap("span", {}, make("b", title), make("br"), does ? say("fact", { label: where, title: does }) : where), held);
}

/** The squares that say whether they were read: those that stop the first pawn, and steps that all have read. @type {number[]} */
const told = [...new Set([...rules.common.first, ...rules.common.steps.filter((/** @type {number} */ at) => rules.common.opened.includes(at))])];

/** How many steps were read. */
function stepsRead() {
  /** @type {number[]} */
  const steps = rules.common.steps;
  return say("steps", { n: steps.filter((at) => !state.unread.has(at)).length, all: steps.length });
}

/** « à lire », « lu » on the squares; in the head how many steps, or the days of a room. */
function marks() {
  for (const at of told) {
    const square = one("button", caseOf(at));
    const mark = one(".read", square) ?? make("span");
    if (!mark.isConnected) square.append(" ", mark);
    const unread = state.unread.has(at);
    mark.className = unread ? "read no" : "read";
    mark.textContent = say(unread ? "unread" : "read");
  }
  const count = byId("etapes");
  const text = together ? today() : stepsRead();
  if (count.firstChild?.textContent === text) return;
  const boxes = together ? calendar() : rules.common.steps.map((/** @type {number} */ at) => make("i", "", state.unread.has(at) ? { class: "no" } : {}));
  count.replaceChildren(make("span", text), wrap("span", { "aria-hidden": "true" }, ...boxes));
}

/** Starts a game. @param {number} count */
function begin(count) {
  notes.clear();
  game = { count, seed: chance(9999), signs: "" };
  seen = [];
  all(".pion", byId("track")).forEach((each) => each.remove());
  update();
}

/** The game that was left last: it can be taken up again. */
let left = "";

/** Leaves the game. */
function leave() {
  left = written();
  one("[data-resume]").hidden = false;
  root.classList.remove("salle");
  panel.classList.remove("on");
  place.classList.remove("over");
  all("#track .pions, #track .read").forEach((each) => each.remove());
  one("#track .here")?.classList.remove("here");
  byId("etapes").replaceChildren();
  byId("fin").replaceChildren();
  game.count = 0;
  remember("jouer");
  byId("equipes").focus();
}

/** Takes up a game from the address: « 4.812.36r ». @param {string} said */
function resume(said) {
  const [, count, seed, signs] = /^([1-6])\.(\d{1,4})\.([0-9a-zA-Z+-]{0,3000})$/.exec(said) ?? [];
  if (!count || (count === "1" && !board.room) || said === written()) return;
  game = { count: Number(count), seed: Number(seed), signs };
  seen = [];
  try {
    update();
  } catch {
    begin(game.count);
  }
}

onClick(place, (event) => {
  const { begin: starts, room, undo: back, new: again, resume: taken } = /** @type {HTMLElement} */ (event.target).dataset;
  if (room === "") begin(1);
  if (taken === "") resume(left);
  if (starts === "") begin(Number(/** @type {HTMLSelectElement} */ (one("#equipes")).value));
  if (back === "") undo();
  if (again === "") leave();
});
addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const free = !ctrlKey && !metaKey && !altKey && !/** @type {Element} */ (target).closest("input, select, dialog");
  if (!free || place.hidden || !game.count) return;
  if (together) return void (pressed(event) && event.preventDefault());
  if (state?.ask?.kind === "answer" && state.ask.signs.includes(key)) add(key);
});
place.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const dice = all(".dice button", panel);
  const at = dice.indexOf(/** @type {HTMLElement} */ (event.target));
  if (!step || at < 0) return;
  event.stopPropagation();
  dice.at((at + step) % dice.length).focus();
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
