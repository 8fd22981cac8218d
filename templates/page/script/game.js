/* A game is the list of what was decided, one sign each: played again from its start it gives the state. So undoing
   drops the last sign, and a game is taken up again from the page's address. */

/** @typedef {{at: number, held: number, wait: number, home: number, level: number, problem: number, proofs: (number | string)[]}} Team ``home``: the round in which it arrived; ``problem``: a rank in board.teams, -1 a blank card; ``proofs``: where each was won */
/** @typedef {{kind: "vote" | "ready" | "roll" | "choose" | "egg" | "door" | "answer" | "talk" | "help" | "full", signs: string[], at?: number, card?: string, offers?: number[], proof?: string}} Asked what the table waits for, and the signs that answer it */
/** @typedef {{at: number, by: number, card?: string, again: boolean, answer?: number}} Shown a card that is read this turn, by which team; ``card``: the one that was drawn there; ``again``: it was read before; ``answer``: the one that was chosen */
/** @typedef {{teams: Team[], seed: number, turn: number, round: number, days: number, ask: Asked, over: boolean, drawn: number, unread: Set<number>, met: Set<number>, moves: [number, number, string][], shown: Shown[], answers: {card: string, right: boolean}[], verdict: boolean | null, told: string[]}} State */
/** @typedef {Generator<Asked, void, string>} Play */

const LETTERS = "ABCDEF";

/**
 * An order of so many cards, the same for one seed: a shuffle (Fisher and Yates) with a small generator (Lehmer).
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

/** @param {number} count teams; one is a whole room @param {number} seed @returns {State} */
function begun(count, seed) {
  playBy(count === 1);
  const problems = shuffled(board.teams.length, seed);
  const teams = Array.from({ length: count }, (_, rank) => ({ at: 0, held: 0, wait: 0, home: 0, level: rules.never, problem: problems[rank] ?? -1, proofs: /** @type {Team["proofs"]} */ ([]) }));
  const unread = new Set(/** @type {number[]} */ (rules.common.first));
  return { teams, seed, turn: 0, round: 0, days: 0, ask: null, over: false, drawn: 0, unread, met: new Set(), moves: [], shown: [], answers: [], verdict: null, told: [] };
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

/** The whole game. @param {State} state @returns {Play} */
function* playing(state) {
  yield* opening(state);
  yield* together ? days(state) : rounds(state);
  state.over = true;
  state.told.push(say("over"));
}

/** Rounds of all teams, until enough of them have arrived. @param {State} state @returns {Play} */
function* rounds(state) {
  const needed = rules.common.needed[state.teams.length];
  do {
    state.round++;
    for (const rank of seats(state)) yield* turn(state, rank);
  } while (state.teams.filter((team) => team.home).length < needed);
}

/** A room's throws, to the arrival; once its calendar is full it may stop. @param {State} state @returns {Play} */
function* days(state) {
  const [team] = state.teams;
  for (let full = false; !team.home; ) {
    state.round++;
    yield* turn(state, 0);
    if (team.home || full || state.days < board.room.days) continue;
    full = true;
    if ((yield* wait(state, { kind: "full", signs: ["c", "f"] })) === "f") return;
  }
}

/** The days that a throw ticks: one, none where another is won; help for another team, of which there is none, rubs one out. @param {State} state @param {Pawn} pawn */
function ticks(state, { lost, again, helps }) {
  state.days += lost + (again ? 0 : 1) - (helps ? 1 : 0);
  if (helps) state.told.push(say("helped"));
}

/** Whether a bridge asks how urgent a problem is. */
const asksUrgency = () => rules.landings.some((/** @type {{ask: string}} */ each) => each.ask === "urgent");

/** Each team has its problem; the table votes where the file does not say how urgent it is. @param {State} state @returns {Play} */
function* opening(state) {
  for (const [rank, team] of state.teams.entries()) {
    team.level = rules.problems[team.problem] ?? rules.never;
    if (!asksUrgency() || (rules.problems[team.problem] ?? null) !== null) continue;
    state.turn = rank;
    if ((yield* wait(state, { kind: "vote", signs: ["u", "n"] })) === "u") team.level = 0;
  }
  state.turn = seats(state)[0];
  lay(state, rules.common.opened);
  yield* wait(state, { kind: "ready", signs: ["g"] });
}

/** How far along a square is. @param {number} at @returns {number} */
const placeOf = (at) => rules.common.places[at] ?? at;

/** The order of a round: the team farthest behind begins, the first of those; then clockwise. @param {State} state */
function seats({ teams }) {
  const inside = teams.flatMap((team, rank) => (team.home ? [] : [rank]));
  const least = Math.min(...inside.map((rank) => placeOf(teams[rank].at)));
  const first = inside.findIndex((rank) => placeOf(teams[rank].at) === least);
  return [...inside.slice(first), ...inside.slice(0, first)];
}

/** A team's turn; one that waits misses it. @param {State} state @param {number} rank @returns {Play} */
function* turn(state, rank) {
  const team = state.teams[rank];
  if (team.wait) {
    team.wait--;
    state.told.push(say("skips", { team: LETTERS[rank] }));
    return;
  }
  state.turn = rank;
  const played = new Set();
  while (yield* moving(state, team, yield* choosing(state, team), played));
}

/** Two dice, of which the team keeps one; an egg that it shows makes it one more or one less. @param {State} state @param {Team} team @returns {Generator<Asked, number, string>} */
function* choosing(state, team) {
  const name = LETTERS[state.turn];
  const rolled = yield* wait(state, { kind: "roll", signs: ["O", ...ROLLS] });
  const dice = rolled === "O" ? [1, 2, 3, 4, 5, 6] : diceOf(rolled);
  state.shown = [];
  if (rolled !== "O") state.told.push(say("rolls", { team: name, dice: dice.join(", ") }));
  const together = rules.dice !== "both" ? [] : rolled === "O" ? [7, 8, 9, 10, 11, 12] : [dice[0] + dice[1]];
  const offers = [...new Set([...dice, ...together])];
  let proof = "";
  for (;;) {
    const marks = rules.eggs.show[team.held] < 0 ? [] : ["+", "-"].filter((each) => each !== proof);
    const sign = yield* wait(state, { kind: "choose", signs: [...offers.map(signOf), ...marks], offers, proof });
    if (marks.includes(sign)) {
      proof = sign;
      continue;
    }
    if (proof) {
      team.held = rules.eggs.show[team.held];
      state.told.push(say(proof === "+" ? "more" : "less"));
    }
    return withProof(parseInt(sign, 36), proof);
  }
}

/** @param {number} number */
const signOf = (number) => number.toString(36);
/** A number with the egg that was shown for it. @param {number} number @param {string} proof */
const withProof = (number, proof) => Math.max(1, number + (proof === "+" ? 1 : proof === "-" ? -1 : 0));
/** The signs of a throw of our dice: each pair is one. */
const ROLLS = Array.from({ length: rules.dice === "one" ? 6 : 36 }, (_, rank) => signOf(rank));
/** @param {string} sign */
function diceOf(sign) {
  const rank = parseInt(sign, 36);
  return rules.dice === "one" ? [rank + 1] : [Math.floor(rank / 6) + 1, (rank % 6) + 1];
}

/** One throw, to its end; true where the team throws again. @param {State} state @param {Team} team @param {number} number @param {Set<number>} played @returns {Generator<Asked, boolean, string>} */
function* moving(state, team, number, played) {
  const pawn = pawnAt(team.at, team.held, team.level, state.unread, played);
  const run = walks(pawn, number);
  state.told.push(say("moves", { team: LETTERS[state.turn], n: number }));
  let told = { moves: 0, changes: 0, seen: 0 };
  for (let step = run.next(); ; ) {
    told = tell(state, team, pawn, told);
    if (step.done) break;
    step = run.next(yield* deciding(state, /** @type {{ask: string, at: number}} */ (step.value)));
  }
  if (pawn.moves.length === 0) state.told.push(say("stays"));
  const debate = pawn.moves.find(([at, , plays]) => plays && isDebate(at));
  if (debate) yield* wait(state, { kind: "talk", signs: ["t"], at: debate[0] });
  if (together) ticks(state, pawn);
  else team.wait += pawn.lost;
  if (pawn.lost) state.told.push(say("lost", { n: pawn.lost }));
  if (pawn.arrived) Object.assign(team, { home: state.round, wait: 0 });
  free(state, pawn.over);
  if (pawn.arrived) {
    state.told.push(say("arrived"));
    return false;
  }
  if (pawn.helps) yield* helping(state, pawn.helps);
  if (pawn.again) state.told.push(say("again"));
  return Boolean(pawn.again);
}

/** The question of a square that is only talked about. @param {number} at */
const isDebate = (at) => caseOf(at).dataset.kind === "question" && !landingOf(at).ask;

/** What was done since the last time, said and shown. @param {State} state @param {Team} team @param {Pawn} pawn @param {{moves: number, changes: number, seen: number}} from */
function tell(state, team, pawn, from) {
  Object.assign(team, { at: pawn.at, held: pawn.held });
  const moves = pawn.moves.slice(from.moves);
  state.moves.push(.../** @type {[number, number, string][]} */ (moves.map(([to, why]) => [state.turn, to, why])));
  for (const [, why] of moves) if (board.words[why]) state.told.push(say(why));
  if (moves[0]) state.told.push(say("square", { name: moves.map(([to]) => nameOf(to)).join(say("then")) }));
  lay(state, pawn.seen.slice(from.seen));
  for (const [change, at] of pawn.changes.slice(from.changes)) {
    if (change === "won") team.proofs.push(state.shown.findLast((each) => each.at === at)?.card ?? at);
    if (SAID[change]) state.told.push(say(SAID[change]));
  }
  return { moves: pawn.moves.length, changes: pawn.changes.length, seen: pawn.seen.length };
}
/** The sentence of an outcome. @type {Record<string, string>} */
const SAID = { won: "egg", full: "kept", "egg.shows": "shown", "urgent.stays": "over-bridge" };

/** The cards of squares are shown. @param {State} state @param {number[]} ranks */
function lay(state, ranks) {
  for (const at of ranks) {
    state.shown.push({ at, by: state.turn, again: state.met.has(at) });
    state.met.add(at);
  }
}

/** Who decides what on a square: the team, its answer, or the top card of the pile. @param {State} state @param {{ask: string, at: number}} asked @returns {Generator<Asked, string, string>} */
function* deciding(state, { ask, at }) {
  if (ask === "egg") return (yield* wait(state, { kind: "egg", signs: ["s", "k"], at })) === "s" ? "shows" : "keeps";
  if (ask === "door") return (yield* wait(state, { kind: "door", signs: ["l", "s"], at })) === "l" ? "leaves" : "stays";
  if (ask === "answer") return yield* answering(state, at, nameOf(at));
  const rank = draws(state);
  const card = board.pile[rank];
  state.shown.at(-1).card = card;
  if (card in board.right) return yield* answering(state, at, card);
  if (board.talks.includes(rank)) yield* wait(state, { kind: "talk", signs: ["t"], at, card });
  return rules.pile[rank];
}

/** A quiz: the page checks the answer. @param {State} state @param {number} at @param {string} card @returns {Generator<Asked, string, string>} */
function* answering(state, at, card) {
  const sign = yield* wait(state, { kind: "answer", signs: [...ABC].slice(0, answersOf(card).length), at, card });
  const answer = ABC.indexOf(sign);
  state.shown.findLast((each) => each.at === at).answer = answer;
  state.verdict = answer === board.right[card];
  state.answers.push({ card, right: state.verdict });
  return state.verdict ? "right" : "else";
}

const ABC = "abcdefghij";

/** The answers among which one chooses. @param {string} card */
const answersOf = (card) => all(".abc > li", byId(`carte-${card}`));

/** The cards of the pile, in its order: those on a problem that a team holds are put back. @param {State} state @param {number} [turn] how often it was used up */
function pile(state, turn = 0) {
  const held = state.teams.map((team) => team.problem);
  const order = shuffled(board.pile.length, state.seed + turn + 1);
  const others = order.filter((rank) => !held.includes(board.about[rank]));
  return others.length ? others : order;
}

/** The top card of the pile, its rank there; once it is used up it is shuffled again. @param {State} state @returns {number} */
function draws(state) {
  const { length } = pile(state);
  return pile(state, Math.floor(state.drawn / length))[state.drawn++ % length];
}

/** Whoever waits where a pawn passed or came is free. @param {State} state @param {Set<number>} over */
function free(state, over) {
  state.teams.forEach((team, rank) => {
    if (rank === state.turn || !team.wait || !over.has(team.at)) return;
    team.wait = 0;
    state.told.push(say("freed", { team: LETTERS[rank] }));
  });
}

/** Whether a team can be moved on by a dialogue. @param {Team} team */
const canMove = (team) => !team.home && !rules.common.moved.includes(team.at);

/** Another team is freed, or moved one square, which it does not play. @param {State} state @param {string} helps @returns {Play} */
function* helping(state, helps) {
  const others = state.teams.flatMap((team, rank) => (rank === state.turn || team.home ? [] : [rank]));
  const freed = others.filter((rank) => state.teams[rank].wait).map((rank) => LETTERS[rank]);
  const moved = helps === "space" ? others.filter((rank) => canMove(state.teams[rank])).map((rank) => LETTERS[rank].toLowerCase()) : [];
  if (!freed.length && !moved.length) return;
  const sign = yield* wait(state, { kind: "help", signs: [...freed, ...moved, "-"] });
  if (sign === "-") return;
  const rank = LETTERS.indexOf(sign.toUpperCase());
  const team = state.teams[rank];
  state.told.push(say(freed.includes(sign) ? "helped" : "moved", { team: LETTERS[rank] }));
  if (freed.includes(sign)) return void (team.wait = 0);
  team.at = following(team.at);
  state.moves.push([rank, team.at, "help"]);
  if (rules.common.steps.includes(team.at) && state.unread.delete(team.at)) lay(state, [team.at]);
}

/** Those who win: of the teams that came home in the first round in which one did, those with most eggs. @param {State} state */
function winners({ teams }) {
  const first = Math.min(...teams.map((team) => team.home || Infinity));
  const home = teams.filter((team) => team.home === first);
  const most = Math.max(...home.map(eggsOf));
  return home.filter((team) => eggsOf(team) === most).map((team) => teams.indexOf(team));
}

/** The eggs that a team can still show. @param {Team} team @returns {number} */
const eggsOf = (team) => rules.eggs.held[team.held][0];

/** For whoever tests that the page plays as the table says. */
Object.assign(globalThis, { oie: { playBy, walks, pawnAt, begun, playing, pile, winners } });
