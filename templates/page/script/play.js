/* Playing: teams, die, pawns, whose turn; what happens is told in one sentence. */

const panel = byId("jeu");
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

/** The pawn of a team. @param {number} rank @returns {HTMLElement} */
const pawn = (rank) => byId(`pion-${LETTERS[rank]}`) ?? make("i", LETTERS[rank], { id: `pion-${LETTERS[rank]}`, class: "pion", "data-team": LETTERS[rank], "aria-hidden": "true" });

/** Puts a pawn on a square. @param {number} rank @param {number} at */
function put(rank, at) {
  const place = caseOf(at);
  let stand = one(".pions", place);
  if (!stand) place.append((stand = make("span", "", { class: "pions" })));
  stand.append(pawn(rank));
}

/** Where each pawn was last put. @type {number[]} */
let seen = [];

/** Walks the pawns of the last moves, square by square along a throw, then puts all where they are. */
function walk() {
  clearTimeout(walking);
  const steps = state.moves.flatMap(([rank, to, why], turn) => {
    const here = turn ? state.moves[turn - 1][1] : seen[rank];
    const way = here !== to && (why === "throw" || why === "goose") ? along(here, to) : [];
    return [...(way.length < 13 ? way : []), to].map((at) => [rank, at]);
  });
  const go = () => {
    const step = steps.shift();
    if (!step) return settled();
    put(step[0], step[1]);
    walking = setTimeout(go, 160);
  };
  if (still.matches) settled();
  else go();
}

/** All pawns stand where their teams are; whoever answers stands on the square that asks. */
function settled() {
  seen = state.teams.map((team, rank) => (state.draw?.by === rank ? state.draw.at : team.at));
  seen.forEach((at, rank) => put(rank, at));
}

/** Plays one more sign. @param {string} sign */
function add(sign) {
  game.signs += sign;
  update();
}

/** The game stands in the address, where there is one. */
function keep() {
  if (game.count) remember(`jouer=${game.count}.${game.seed}.${game.signs}`);
}

/** Plays the game again from its list of signs, and shows where it stands. */
function update() {
  state = played(game.count, game.seed, game.signs);
  if (seen.length !== game.count) seen = state.teams.map(() => 0);
  keep();
  const hand = /** @type {HTMLButtonElement} */ (document.activeElement);
  const held = panel.contains(hand);
  panel.classList.add("on");
  draw();
  walk();
  if (held && (hand.disabled || !hand.isConnected || hand.closest("[hidden], .start"))) hold("[data-when]:not([hidden]) button, [data-new]");
}

/** The focus goes where the game goes on, and the page stays where it is read. @param {string} selector */
const hold = (selector) => /** @type {HTMLElement} */ (one(selector, panel)).focus({ preventScroll: true });

/** Writes the panel: chips, sentence, what can be done, the cards. */
function draw() {
  const turn = LETTERS[state.turn];
  const asks = state.draw ? (door(state.draw.found) ? "door" : "draw") : state.help ? "help" : state.over ? "over" : "throw";
  one("#chips").replaceChildren(...state.teams.map(chip));
  const told = [...state.told, asks === "throw" ? say("turn", { team: turn }) : asks === "help" ? say("help", { team: turn }) : ""];
  byId("etat").textContent = told.filter(Boolean).join(" ");
  for (const part of all("[data-when]", panel)) part.hidden = part.dataset.when !== asks;
  for (const button of all("[data-throw]", panel)) button.ariaPressed = String(button.dataset.throw === String(state.thrown));
  one("#aider").replaceChildren(
    ...state.teams.flatMap((team, rank) => (rank === state.turn || team.home ? [] : [button(say("help.team", { team: LETTERS[rank] }), LETTERS[rank])])),
    button(say("help.none"), "-"),
  );
  /** @type {HTMLButtonElement} */ (one("[data-undo]", panel)).disabled = !game.signs;
  cards();
}

/** @param {string} text @param {string} sign */
function button(text, sign) {
  const made = make("button", text);
  made.addEventListener("click", () => add(sign));
  return made;
}

/** What a team holds and where it is. @param {Team} team @param {number} rank */
function chip(team, rank) {
  const where = team.home ? say("chip.home") : say("chip.square", { name: nameOf(team.at) });
  const does = team.home ? "" : team.wait ? say("chip.wait", { n: team.wait }) : rank === state.turn && !state.over ? say("chip.turn") : "";
  const made = make("li", "", rank === state.turn && !state.over ? { "aria-current": "true" } : {});
  const held = make("span", `${team.eggs}`, { class: "oeufs", "aria-label": say("chip.eggs", { n: team.eggs }), role: "img" });
  made.append(make("i", LETTERS[rank], { class: "pion", "data-team": LETTERS[rank] }), make("span", [where, does].filter(Boolean).join("\n")), held);
  if (team.card) made.append(make("span", "", { class: "recours", role: "img", "aria-label": say("chip.card") }));
  return made;
}

/** The card of each square that is read this turn; where one drew a card, that stands in its place, under a bridge's own. */
function cards() {
  all("article", panel).forEach((each) => each.remove());
  for (const at of state.read) {
    const drawing = at === state.asks && byId(`carte-${state.card}`);
    if (!drawing || caseOf(at).dataset.kind === "shortcut") card(at);
    if (drawing) card(at, drawing);
  }
}

/** Shows the card of a square, or the one that it drew. @param {number} at @param {Element} [drawing] */
function card(at, drawing) {
  const place = make("article", "", { class: "card" });
  place.append(one(".band", dialog).cloneNode(true), make("h3"), make("div", "", { class: "inside" }));
  write(place, one("button", caseOf(at)));
  one("[data-when=draw]", panel).before(place);
  if (!drawing) return;
  one("h3", place).textContent = one("h4, summary", drawing).textContent;
  fill(place, drawing.id);
  const answer = one(".answer", place);
  if (answer && state.draw) {
    const fold = make("details");
    fold.append(make("summary", say("answer")));
    answer.replaceWith(fold);
    fold.append(answer);
  }
}

/** Starts a game. @param {number} count */
function begin(count) {
  game = { count, seed: chance(9999), signs: "" };
  seen = [];
  all(".pion", byId("track")).forEach((each) => each.remove());
  update();
}

/** Takes up a game from the address: « 4.812.36r ». @param {string} said */
function resume(said) {
  const [, count, seed, signs] = /^([1-6])\.(\d{1,4})\.([0-9a-freA-F-]{0,2000})$/.exec(said) ?? [];
  if (!count || `${count}.${seed}.${signs}` === `${game.count}.${game.seed}.${game.signs}`) return;
  game = { count: Number(count), seed: Number(seed), signs };
  seen = [];
  try {
    update();
  } catch {
    begin(game.count);
  }
}

panel.addEventListener("click", (event) => {
  const { begin: starts, dice, throw: points, answer, undo, new: again } = /** @type {HTMLElement} */ (event.target).dataset;
  if (starts === "") begin(Number(/** @type {HTMLSelectElement} */ (one("#equipes")).value));
  if (dice === "") add((rules.throws.length > 6 ? chance(6) + chance(6) : chance(6)).toString(36));
  if (points) add(Number(points).toString(36));
  if (answer) add(answer);
  if (undo === "") {
    game.signs = game.signs.slice(0, -1);
    update();
  }
  if (again === "") {
    panel.classList.remove("on");
    all(".pions").forEach((each) => each.remove());
    game.count = 0;
    remember("jouer");
    hold("#equipes");
  }
});
