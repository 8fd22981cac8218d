/* A game is the list of what happened, one sign each: played again from its start it gives the state. So undoing
   drops the last sign, and a game is taken up again from the page's address. */

/** @typedef {{by: number, start: number, throw: number, found: Cell, card: string, walked: number, at?: number}} Pending a draw that waits for its answer, after so many moves, the pawn on a square */
/** @typedef {{teams: Team[], turn: number, draw: Pending | null, help: boolean, over: boolean, drawn: number, problems: number, moves: [number, number, string][], read: number[], asks: number | undefined, card: string, thrown: number, told: string[]}} State the cards of ``read`` are read this turn, that of ``asks`` with the card that it drew */

const LETTERS = "ABCDEF";

/**
 * The order of a pile, the same for one seed: a shuffle (Fisher and Yates) with a small generator (Lehmer).
 * @param {number} length
 * @param {number} seed
 */
function shuffled(length, seed) {
  const order = Array.from({ length }, (_, rank) => rank);
  let state = (seed % 2147483646) + 1;
  for (let left = length - 1; left > 0; left--) {
    state = (state * 48271) % 2147483647;
    const other = state % (left + 1);
    [order[left], order[other]] = [order[other], order[left]];
  }
  return order;
}

/** @param {number} count @returns {State} */
const start = (count) => ({
  teams: Array.from({ length: count }, () => ({ at: 0, eggs: 0, card: 0, wait: 0, thrown: false, home: false })),
  turn: 0,
  draw: null,
  help: false,
  over: false,
  drawn: 0,
  problems: 0,
  moves: [],
  read: [0],
  asks: undefined,
  card: "",
  thrown: 0,
  told: [],
});

/**
 * The state of a game after its list of signs.
 * @param {number} count teams
 * @param {number} seed
 * @param {string} signs
 */
function played(count, seed, signs) {
  const state = start(count);
  for (const sign of signs) {
    if (state.over) break;
    Object.assign(state, { moves: [], told: [] });
    if (state.draw) settle(state, answered(state.draw.found, sign === "r"));
    else if (state.help) help(state, LETTERS.indexOf(sign));
    else throwing(state, parseInt(sign, 36), seed);
  }
  return state;
}

/** A throw: its card is drawn where the square draws one. @param {State} state @param {number} points @param {number} seed */
function throwing(state, points, seed) {
  const team = state.teams[state.turn];
  const found = cell(team.at, points, !team.thrown && team.at === 0);
  const draws = found.draws;
  Object.assign(state, { thrown: points, read: [], asks: draws });
  state.told.push(say("throw", { team: LETTERS[state.turn], n: points }));
  state.draw = { by: state.turn, start: team.at, throw: points, found, card: draws === undefined || door(found) === "stays" ? "" : drawn(state, draws, seed), walked: 0 };
  state.card = state.draw.card;
  if (draws === undefined) settle(state, "none");
  else if ("crosses" in found.ways && !crosses(state, draws)) settle(state, "stays");
  else if (door(found)) halt(state, result(found, door(found), team.eggs, team.card).moves);
  else if ("crosses" in found.ways) settle(state, "crosses");
  else if (sign(state.draw.card) !== "r") settle(state, GIVES[sign(state.draw.card)] ?? "else");
  else halt(state, result(found, "else", team.eggs, team.card).moves, draws);
}

/** Where there is a door, what happens to who does not take it: a team that lands there chooses. @param {Cell} found @returns {Outcome | undefined} */
const door = ({ ways }) => ("leaves" in ways ? ("crosses" in ways ? "crosses" : "stays") : undefined);

/** The outcome that an answer gives. @param {Cell} found @param {boolean} yes @returns {Outcome} */
const answered = (found, yes) => (door(found) ? (yes ? "leaves" : door(found)) : yes ? "right" : "else");

/** The pawn goes as far as the square that asks, whatever the answer; a door is the last. @param {State} state @param {Result["moves"]} moves @param {number} [draws] */
function halt(state, moves, draws = moves.at(-1)[0]) {
  const walked = moves.findIndex(([to]) => to === draws) + 1;
  step(state, state.turn, moves.slice(0, walked));
  Object.assign(state.draw, { walked, at: draws });
}

/** Moves of a team, said: why, then the squares in order. @param {State} state @param {number} rank @param {Result["moves"]} moves */
function step(state, rank, moves) {
  state.moves = moves.map(([to, why]) => [rank, to, why]);
  for (const [to, why] of moves) {
    state.read.push(to);
    if (WHY.includes(why)) state.told.push(say(why));
  }
  if (moves[0]) state.told.push(say("square", { name: moves.map(([to]) => nameOf(to)).join(say("then")) }));
}

/** The card that a square draws: a problem on a bridge, its own, or the next of the pile. @param {State} state @param {number} at @param {number} seed */
function drawn(state, at, seed) {
  const kind = caseOf(at).dataset.kind;
  if (kind === "shortcut") return board.problems[shuffled(board.problems.length, seed)[state.problems++ % board.problems.length]].card;
  const name = nameOf(at);
  if (board.cards[at]) return name;
  const { length } = board.gives;
  return `p${shuffled(length, seed)[state.drawn++ % length] + 1}`;
}

/** What the pile says of a card: r a throw to win, c a recourse card, s help. A square's own question can win. @param {string} card */
const sign = (card) => (card[0] === "p" ? board.gives[Number(card.slice(1)) - 1] : "r");
/** @type {Record<string, Outcome>} */
const GIVES = { c: "recourse", s: "space" };

/** Whether the problem that was drawn is as urgent as the bridge asks. @param {State} state @param {number} at */
function crosses(state, at) {
  const problem = board.problems.find((/** @type {{card: string}} */ each) => each.card === state.draw.card);
  return problem?.urgency === board.cards[at];
}

/** What a throw does once its outcome is known. @param {State} state @param {Outcome} outcome */
function settle(state, outcome) {
  const { by, start: from, found, walked } = state.draw;
  const team = state.teams[by];
  const made = result(found, outcome, team.eggs, team.card);
  state.draw = null;
  step(state, by, made.moves.slice(walked));
  tell(state, made);
  team.at = made.moves.at(-1)?.[0] ?? team.at;
  team.eggs += (made.eggs_gained ?? 0) - (made.eggs_shown ?? 0);
  team.card += (made.card_gained ?? 0) - (made.card_shown ?? 0);
  team.wait += made.lost ?? 0;
  team.thrown = true;
  team.home = Boolean(made.arrived);
  free(state, by, passed(from, made.moves));
  state.over = state.teams.filter((each) => each.home).length >= goal(state.teams.length);
  if (state.over) state.told.push(say("over"));
  else if (made.helps && others(state, by).length) state.help = true;
  else if (!made.again) next(state);
}

/** How many teams must have arrived. @param {number} count */
const goal = (count) => ({ first: 1, half: Math.ceil(count / 2), all: count })[/** @type {"first"} */ (rules.ends)];

/** The teams that can be helped. @param {State} state @param {number} by */
const others = (state, by) => state.teams.filter((team, rank) => rank !== by && !team.home);

/** Passing over or landing on a trap frees whoever is in it. @param {State} state @param {number} by @param {Set<number>} over */
function free(state, by, over) {
  state.teams.forEach((team, rank) => {
    if (rank === by || !team.wait || !over.has(team.at) || !trap(team.at)) return;
    team.wait = 0;
    state.told.push(say("freed", { team: LETTERS[rank] }));
  });
}

/** A space: another team is freed, or moved one square, which it does not play; it never arrives so. @param {State} state @param {number} rank */
function help(state, rank) {
  const team = state.teams[rank];
  const to = team ? following(team.at) : -1;
  if (team?.wait) team.wait = 0;
  else if (to >= 0 && to !== rules.arrival) {
    step(state, rank, [[to, "help"]]);
    team.at = to;
  }
  if (team) state.told.push(say("helped", { team: LETTERS[rank] }));
  state.help = false;
  next(state);
}

/** The next team that can throw; those who wait lose this turn. @param {State} state */
function next(state) {
  do {
    state.turn = (state.turn + 1) % state.teams.length;
    const team = state.teams[state.turn];
    if (!team.home && !team.wait) return;
    if (team.wait) team.wait--;
  } while (true);
}

/** Says in words what a throw did. @param {State} state @param {Result} made */
function tell(state, made) {
  if (!made.moves[0]) state.told.push(say("stays"));
  for (const key of CHANGES) if (made[key]) state.told.push(say(key, { n: made[key] }));
}
/** @type {("eggs_gained" | "eggs_shown" | "card_gained" | "card_shown" | "lost" | "again" | "arrived")[]} */
const CHANGES = ["eggs_gained", "eggs_shown", "card_gained", "card_shown", "lost", "again", "arrived"];
/** The reasons of a move that are said. */
const WHY = ["goose", "bounce", "bridge", "detour", "other-way", "right", "back", "closed", "exit"];
