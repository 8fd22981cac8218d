/* The rules: looked up in the transition table, never decided here. Help between teams is the only rule besides. */

/** @typedef {"none" | "right" | "else" | "recourse" | "space" | "crosses" | "stays" | "leaves"} Outcome */
/** @typedef {{moves: [number, string, number?][], lost?: number, eggs_gained?: number, eggs_shown?: number, card_gained?: number, card_shown?: number, again?: number, arrived?: number, helps?: number}} Result */
/** @typedef {{at: number, eggs: number, card: number, wait: number, thrown: boolean, home: boolean}} Team */
/** @typedef {{draws: number | undefined, ways: Record<Outcome, number | number[]>, first: [number, string][]}} Cell */

const rules = board.rules;
/** The name of a square, by its rank in the table. @param {number} rank @returns {string} */
const nameOf = (rank) => board.squares[rank - rules.arrival - 1] ?? String(rank + 1);
/** Its element. @param {number} rank */
const caseOf = (rank) => byId(`case-${nameOf(rank)}`);

/**
 * What a throw leads to from a square, before any draw; a team's very first throw has its own row.
 * @param {number} at
 * @param {number} throwing
 * @param {boolean} first
 * @returns {Cell}
 */
function cell(at, throwing, first) {
  const rank = rules.throws.indexOf(throwing);
  const landing = first ? rules.first[rank] : rules.cells[at][rank] + at;
  const [to, why = "throw"] = rules.landings[landing - rules.cells.length] ?? [landing];
  const tail = rules.tails[rules.then[landing]];
  const moves = [...(to === null ? [] : [[to, why]]), ...(tail.moves ?? [])];
  return { ways: tail.ways ?? { none: tail }, first: moves, draws: tail.draws && moves.at(-1)[0] };
}

/**
 * The result of an outcome for what a team holds.
 * @param {Cell} found
 * @param {Outcome} outcome
 * @param {number} eggs
 * @param {number} card
 * @returns {Result}
 */
function result(found, outcome, eggs, card) {
  const rank = found.ways[outcome];
  const made = rules.results[Array.isArray(rank) ? rank[2 * eggs + card] : rank];
  return { ...made, moves: [...found.first, ...(made.moves ?? [])] };
}

/** The square after another; none after the arrival. @param {number} at */
const following = (at) => (at === rules.arrival ? -1 : (rules.next[at] ?? at + 1));

/** The squares between two, along the way. @param {number} here @param {number} to */
function along(here, to) {
  const over = [];
  for (let at = following(here); at >= 0 && at !== to; at = following(at)) over.push(at);
  return over;
}

/** The squares from one up to another, by number. @param {number} low @param {number} high */
const between = (low, high) => Array.from({ length: Math.max(0, high - low) }, (_, more) => low + more);

/**
 * All squares that a pawn passes or meets in one throw; a jump passes none.
 * @param {number} start
 * @param {Result["moves"]} moves
 */
function passed(start, moves) {
  const over = new Set();
  let [here, backwards] = [start, false];
  for (const [to, why] of moves) {
    over.add(to);
    if (why === "bounce") [...between(to, rules.arrival), ...along(here, rules.arrival)].forEach((at) => over.add(at));
    else if (why === "throw" || why === "goose") (backwards ? between(to, here) : along(here, to)).forEach((at) => over.add(at));
    backwards ||= why === "bounce";
    here = to;
  }
  return over;
}

/** Whether whoever passes frees those who wait on a square. @param {number} at */
const trap = (at) => ["silence", "blocked"].includes(caseOf(at).dataset.kind);

/** For whoever tests that the page plays as the table says. */
Object.assign(globalThis, { oie: { cell, result, passed, played } });
