/* A game is the list of what was decided, one sign each: played again from its start it gives the state. So undoing
   drops the last sign, and a game is taken up again from the page's address. */

/** @typedef {{at: number, proofs: number, wait: number, home: number, level: number, problem: number, won: (number | string)[]}} Team ``proofs``: eggs with their colour up; ``wait``: turns to spend; ``home``: the round in which it came home; ``problem``: a rank in board.teams, -1 a blank card; ``won``: where each proof was */
/** @typedef {"vote" | "ready" | "roll" | "show" | "right" | "answer" | "talk" | "free" | "said" | "spent" | "key"} Kind */
/** @typedef {{kind: Kind, signs: string[], at?: number, card?: string}} Asked what the table waits for, and the signs that answer it */
/** @typedef {{at: number, by: number, card?: string, again: boolean, answer?: number}} Shown a card that is read this turn, by which team; ``card``: the one that was drawn there; ``again``: the left team asks what all have heard; ``answer``: the one that was chosen */
/** @typedef {{teams: Team[], seed: number, turn: number, round: number, crosses: number, rung: boolean, ask: Asked, over: boolean, drawn: number, unread: Set<number>, met: Set<number>, asked: Set<number>, moves: [number, number[]][], shown: Shown[], answers: {card: string, right: boolean}[], verdict: boolean | null, told: string[]}} State */
/** @typedef {Generator<Asked, void, string>} Play */

const LETTERS = "ABCDEF";
const [YES, NO, DONE, RINGS] = ["o", "n", "t", "m"];
const FACES = [..."123456"];

/**
 * An order of so many cards, the same for one seed: a shuffle (Fisher and Yates) with a small generator (Lehmer).
 * @param {number} length
 * @param {number} seed
 */
function shuffled(length, seed) {
  const order = Array.from({ length }, (_, rank) => rank);
  let lot = (seed % 2147483646) + 1;
  for (let left = length - 1; left > 0; left--) {
    lot = (lot * 48271) % 2147483647;
    const other = lot % (left + 1);
    [order[left], order[other]] = [order[other], order[left]];
  }
  return order;
}

/** @param {number} count teams; one is a whole room @param {number} seed @returns {State} */
function begun(count, seed) {
  together = count === 1;
  const problems = shuffled(board.teams.length, seed);
  const teams = Array.from({ length: count }, (_, rank) => ({ at: 0, proofs: Number(count === 2 && board.handicap === rank), wait: 0, home: 0, level: rules.never, problem: problems[rank] ?? -1, won: /** @type {Team["won"]} */ ([]) }));
  const unread = new Set(boxes.filter((at) => !rules.opened.includes(at)));
  return { teams, seed, turn: 0, round: 0, crosses: 0, rung: false, ask: null, over: false, drawn: 0, unread, met: new Set(), asked: new Set(), moves: [], shown: [], answers: [], verdict: null, told: [] };
}

/**
 * The state of a game after its list of signs; one that answers nothing is refused.
 * @param {number} count teams
 * @param {number} seed
 * @param {string} signs
 */
function played(count, seed, signs) {
  const state = begun(count, seed);
  const run = playing(state);
  let next = run.next();
  for (const sign of signs) {
    if (sign === RINGS) {
      state.rung = true;
      continue;
    }
    if (next.done || !state.ask.signs.includes(sign)) throw new RangeError(sign);
    Object.assign(state, { moves: [], told: [], verdict: null });
    next = run.next(sign);
  }
  return state;
}

/** Waits for a sign. @param {State} state @param {Asked} ask @returns {Generator<Asked, string, string>} */
function* wait(state, ask) {
  state.ask = ask;
  const sign = yield ask;
  state.ask = null;
  return sign;
}

/** Yes or no, which the table says. @param {State} state @param {Kind} kind @param {number} at @returns {Generator<Asked, boolean, string>} */
function* decides(state, kind, at) {
  return (yield* wait(state, { kind, signs: [YES, NO], at })) === YES;
}

/** The whole game: rounds, to the end of that in which a team comes home, or the timer rings; a room has its turns. @param {State} state @returns {Play} */
function* playing(state) {
  yield* opening(state);
  do {
    state.round++;
    for (const rank of seats(state)) yield* turn(state, rank);
  } while (!state.rung && !state.teams.some((team) => team.home) && !(together && state.crosses >= board.room.turns));
  state.over = true;
  state.told.push(say("over"));
}

/** Each team has its problem; the table votes where the file does not say how urgent it is. @param {State} state @returns {Play} */
function* opening(state) {
  for (const [rank, team] of state.teams.entries()) {
    state.turn = rank;
    const level = rules.problems[team.problem] ?? null;
    if (level !== null) team.level = level;
    else if (asksUrgency && (yield* decides(state, "vote", 0))) team.level = 0;
  }
  state.turn = 0;
  for (const at of rules.opened) lay(state, at);
  yield* wait(state, { kind: "ready", signs: [DONE] });
}

/** The order of a round: the team farthest behind begins, of several one by lot; then to the left. @param {State} state */
function seats({ teams, round, seed }) {
  const playing = teams.flatMap((team, rank) => (team.home ? [] : [rank]));
  const least = Math.min(...playing.map((rank) => placeOf(teams[rank].at)));
  const behind = playing.filter((rank) => placeOf(teams[rank].at) === least);
  const first = playing.indexOf(round === 1 ? 0 : behind[shuffled(behind.length, seed + round)[0]]);
  return [...playing.slice(first), ...playing.slice(0, first)];
}

/** A team's turn. @param {State} state @param {number} rank @returns {Play} */
function* turn(state, rank) {
  const team = state.teams[rank];
  state.turn = rank;
  state.crosses++;
  if (team.wait) return yield* waiting(state, team);
  if (team.at !== rules.arrival) yield* throwing(state, team);
  if (team.at === rules.arrival) yield* saysKey(state, team);
}

/** A turn that is spent saying whom one writes to, what, by when: of two the second is not lost where all three are said. @param {State} state @param {Team} team @returns {Play} */
function* waiting(state, team) {
  state.shown = [];
  lay(state, team.at);
  if (team.wait === 1) yield* wait(state, { kind: "spent", signs: [DONE], at: team.at });
  team.wait = team.wait === 2 && !(yield* decides(state, "said", team.at)) ? 1 : 0;
}

/** The die; a goose, or an urgency out of the circuit, leads on by as many squares, once a turn. @param {State} state @param {Team} team @returns {Play} */
function* throwing(state, team) {
  const die = Number(yield* wait(state, { kind: "roll", signs: FACES }));
  state.shown = [];
  state.told.push(say("rolls", { team: LETTERS[state.turn], die }));
  if (yield* lands(state, team, walk(state, team, ahead(team.at, die)))) yield* lands(state, team, walk(state, team, ahead(team.at, die)));
}

/** Along squares, to the first ☐ that nobody has read, which is read and ticked: whether there is one. @param {State} state @param {Team} team @param {number[]} way */
function walk(state, team, way) {
  const gone = upToUnread(way, state.unread);
  team.at = gone.at(-1);
  state.moves.push([state.turn, gone]);
  state.told.push(say("square", { name: nameOf(team.at) }));
  if (!state.unread.delete(team.at)) return false;
  state.told.push(say("stop"));
  lay(state, team.at);
  if (landingOf(team.at).proof) takesProof(state, team);
  return true;
}

/** One egg more shows its colour. @param {State} state @param {Team} team */
function takesProof(state, team) {
  state.told.push(say(team.proofs < rules.common.proofs ? "egg" : "kept"));
  team.proofs = Math.min(rules.common.proofs, team.proofs + 1);
  team.won.push(team.at);
}

/** What the square does to whom the die brought there; whether the pawn goes on by as many squares. @param {State} state @param {Team} team @param {boolean} fresh @returns {Generator<Asked, boolean, string>} */
function* lands(state, team, fresh) {
  const { at } = team;
  const landing = landingOf(at);
  const again = !fresh && (Boolean(landing.box) || state.asked.has(at));
  if (!fresh && at !== rules.arrival) lay(state, at, again);
  if (fresh) yield* helps(state, team, landing);
  else if (team.level <= (landing.level ?? -1)) {
    state.told.push(say("bridge"));
    if (!landing.bridge) return true;
    walk(state, team, landing.bridge);
  } else if (again) yield* known(state, team, landing);
  else return yield* does(state, team, landing);
  return false;
}

/** A ☐ that is ticked, a question that was asked: its proof, then the door, or what the left team asks. @param {State} state @param {Team} team @param {Landing} landing @returns {Play} */
function* known(state, team, landing) {
  if (landing.proof) takesProof(state, team);
  if (landing.door) {
    state.told.push(say("exit"));
    walk(state, team, landing.door);
  } else yield* answers(state, team, rules.common.recall, nameOf(team.at));
}

/** A square without a ☐, the first time or where nothing is asked. @param {State} state @param {Team} team @param {Landing} landing @returns {Generator<Asked, boolean, string>} */
function* does(state, team, landing) {
  if (landing.again) {
    state.told.push(say("goose"));
    return true;
  }
  if (landing.proof) takesProof(state, team);
  if (landing.stake) {
    state.asked.add(team.at);
    yield* answers(state, team, landing.stake, nameOf(team.at));
  } else if (landing.draws) yield* draws(state, team);
  else if (landing.waits || "back" in landing) yield* meetsRed(state, team, landing);
  else if (isDebate(team.at)) yield* wait(state, { kind: "talk", signs: [DONE], at: team.at });
  yield* helps(state, team, landing);
  return false;
}

/** A square where one talks. @param {number} at */
const isDebate = (at) => caseOf(at).dataset.kind === "debate";

/** A question: of a quiz the page checks the answer, of others the left team says whether it is right. @param {State} state @param {Team} team @param {number} squares @param {string} card @returns {Play} */
function* answers(state, team, squares, card) {
  if (!(yield* card in board.right ? chooses(state, team.at, card) : decides(state, "right", team.at))) return;
  state.told.push(say("moves", { n: squares }));
  walk(state, team, ahead(team.at, squares));
}

/** One of the answers of a quiz. @param {State} state @param {number} at @param {string} card @returns {Generator<Asked, boolean, string>} */
function* chooses(state, at, card) {
  const sign = yield* wait(state, { kind: "answer", signs: [...ABC].slice(0, answersOf(card).length), at, card });
  const answer = ABC.indexOf(sign);
  state.shown.at(-1).answer = answer;
  state.verdict = answer === board.right[card];
  state.answers.push({ card, right: state.verdict });
  return state.verdict;
}

const ABC = "abcdefghij";

/** The answers among which one chooses. @param {string} card */
const answersOf = (card) => all(".abc > li", byId(`carte-${card}`));

/** A team that waits is freed; the pawn moves on, playing nothing. @param {State} state @param {Team} team @param {Landing} landing @returns {Play} */
function* helps(state, team, { frees, moves }) {
  if (frees) yield* freeing(state);
  if (!moves) return;
  state.told.push(say("moves", { n: moves }));
  walk(state, team, ahead(team.at, moves));
}

/** One team that waits plays again, of one's choice. @param {State} state @returns {Play} */
function* freeing(state) {
  const waiting = [...LETTERS].filter((_, rank) => state.teams[rank]?.wait);
  if (!waiting.length) return;
  const freed = waiting.length === 1 ? waiting[0] : yield* wait(state, { kind: "free", signs: waiting, at: state.teams[state.turn].at });
  state.teams[LETTERS.indexOf(freed)].wait = 0;
  state.told.push(say("freed", { team: freed }));
}

/** A red square: a proof is shown, and it does nothing; else one waits, or goes back. @param {State} state @param {Team} team @param {Landing} landing @returns {Play} */
function* meetsRed(state, team, landing) {
  if (team.proofs && (yield* decides(state, "show", team.at))) {
    team.proofs--;
    state.told.push(say("shown"));
  } else if ("back" in landing) {
    state.told.push(say("back"));
    walk(state, team, [landing.back]);
  } else {
    team.wait = landing.waits;
    state.told.push(say("lost", { n: team.wait }));
  }
}

/** At the door a question of the key; whoever has heard the answer says it again at its next turn. @param {State} state @param {Team} team @returns {Play} */
function* saysKey(state, team) {
  if (yield* decides(state, "key", team.at)) team.home = state.round;
  state.told.push(say(team.home ? "home" : "key.again", { team: LETTERS[state.turn] }));
}

/** The pile, in its order: what asks about a problem that a team holds lies under the others. @param {State} state @param {number} turn how often it was used up */
function pile(state, turn) {
  const held = new Set(state.teams.map((team) => team.problem));
  const order = shuffled(board.pile.length, state.seed + turn + 1);
  return order.sort((one, other) => Number(held.has(rules.pile[one].about)) - Number(held.has(rules.pile[other].about)));
}

/** The rank of a card that is drawn, the first is 0; once the pile is used up it is shuffled again. @param {State} state @param {number} drawn @returns {number} */
const cardAt = (state, drawn) => pile(state, Math.floor(drawn / board.pile.length))[drawn % board.pile.length];

/** The top card of the pile. @param {State} state @param {Team} team @returns {Play} */
function* draws(state, team) {
  if (!board.pile.length) return;
  const rank = cardAt(state, state.drawn++);
  const card = board.pile[rank];
  state.shown.at(-1).card = card;
  const { gives } = rules.pile[rank];
  if (gives === "answer") yield* answers(state, team, rules.common.answer, card);
  else if (gives === "help") yield* helps(state, team, { frees: 1, moves: rules.common.help });
  else if (gives === "talk") yield* wait(state, { kind: "talk", signs: [DONE], at: team.at, card });
}

/** The card of a square is shown. @param {State} state @param {number} at @param {boolean} [again] */
function lay(state, at, again = false) {
  state.shown.push({ at, by: state.turn, again });
  state.met.add(at);
}

/** Those who win: who is at home, else the farthest; of several those with most proofs. @param {State} state */
function winners({ teams }) {
  const most = (/** @type {Team[]} */ among, /** @type {(team: Team) => number} */ of) => among.filter((team) => of(team) === Math.max(...among.map(of)));
  const home = teams.filter((team) => team.home);
  return most(home.length ? home : most(teams, (team) => placeOf(team.at)), (team) => team.proofs).map((team) => teams.indexOf(team));
}

/** For whoever tests that the page plays as the table says. */
Object.assign(globalThis, { oie: { begun, playing, cardAt, winners } });
