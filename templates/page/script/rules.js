/* The rules: looked up in the transition table (its form: game/rules/data.py), never decided here. */

/** @typedef {{egg?: 1, shows?: 1, lost?: number, again?: 1, helps?: "free" | "space", arrived?: 1, goose?: 1, to?: [number, string], reads?: number[]}} Change what a square does */
/**
 * A pawn during one throw: ``held`` is a rank in the table's eggs, ``level`` how urgent its team's problem is, ``unread``
 * what nobody has read, ``played`` what was played this turn. ``moves``: where it came, why, whether that is played;
 * ``reads``: what was read for all; ``seen``: the squares whose cards are shown, in order; ``over``: what it passed or
 * met; ``changes``: what fell out or was won, on which square.
 * @typedef {{at: number, held: number, level: number, unread: Set<number>, played: Set<number>, moves: [number, string, boolean][], reads: number[], seen: number[], over: Set<number>, lost: number, again: number, arrived: number, helps: "free" | "space" | null, changes: [string, number][]}} Pawn
 */
/** @typedef {Generator<{ask: string, at: number}, void, string>} Turn yields what has to be decided on a square, is sent the outcome */

let rules = board.rules;
/** The rules of several teams, or of a room. @param {boolean} whole */
function playBy(whole) {
  together = whole;
  rules = whole ? board.room.rules : board.rules;
}
/** The name of a square, by its rank in the table. @param {number} rank @returns {string} */
const nameOf = (rank) => board.squares[rank];
/** Its element. @param {number} rank */
const caseOf = (rank) => byId(`case-${nameOf(rank)}`);
/** The square after another. @param {number} at @returns {number} */
const following = (at) => rules.next[at] ?? at + 1;
/** What a square does. @param {number} at */
const landingOf = (at) => rules.landings[rules.lands[at]];

/** A pawn that begins a throw. @param {number} at @param {number} held @param {number} level @param {Set<number>} unread @param {Set<number>} played @returns {Pawn} */
const pawnAt = (at, held, level, unread, played) => ({ at, held, level, unread, played, moves: [], reads: [], seen: [], over: new Set(), lost: 0, again: 0, arrived: 0, helps: null, changes: [] });

/** The squares after one, up to another. @param {number} here @param {number} to */
function way(here, to) {
  const found = [];
  while (here !== to) found.push((here = following(here)));
  return found;
}

/**
 * Where a number leads: ``to`` is null where the pawn stays, ``path`` all that it passes or meets.
 * @param {number} at
 * @param {number} number
 * @param {Set<number>} unread
 * @param {string} word the reason, where the table names no other
 */
function ahead(at, number, unread, word = "throw") {
  const cell = rules.cells[at][number - 1];
  const [to, why = word, plays = 1] = Array.isArray(cell) ? cell : [cell];
  const path = way(at, to === null || why === "bounce" ? rules.arrival : to);
  const stop = path.findIndex((each) => unread.has(each));
  if (stop >= 0) return { to: path[stop], why: "stop", plays: 1, path: path.slice(0, stop + 1) };
  if (to === null) return { to, why, plays, path: [] };
  const back = why === "bounce" ? Array.from({ length: rules.arrival - to }, (_, more) => to + more) : [];
  return { to, why, plays, path: [...path, ...back] };
}

/** One throw of a pawn. @param {Pawn} pawn @param {number} number @param {string} [word] @returns {Turn} */
function* walks(pawn, number, word) {
  const { to, why, plays, path } = ahead(pawn.at, number, pawn.unread, word);
  path.forEach((at) => pawn.over.add(at));
  if (to !== null) yield* comes(pawn, to, why, number, plays);
}

/** It comes to a square: read if nobody has, played once a turn. @param {Pawn} pawn @param {number} to @param {string} why @param {number} number @param {number} plays @returns {Turn} */
function* comes(pawn, to, why, number, plays = 1) {
  const known = !pawn.unread.has(to);
  const on = Boolean(plays) && !pawn.played.has(to);
  reads(pawn, [to]);
  pawn.at = to;
  pawn.moves.push([to, why, on]);
  pawn.played.add(to);
  pawn.over.add(to);
  if (pawn.seen.at(-1) !== to) pawn.seen.push(to);
  if (!on) return;
  const landing = landingOf(to);
  if (!landing.ask) return yield* changes(pawn, landing, number);
  const outcome = settled(pawn, landing, known, why) ?? (yield { ask: landing.ask, at: to });
  pawn.changes.push([`${landing.ask}.${outcome}`, to]);
  yield* changes(pawn, landing.ways[outcome], number);
}

/** The outcome, where nobody has to decide. @param {Pawn} pawn @param {{ask: string, level?: number}} landing @param {boolean} known @param {string} why */
function settled(pawn, { ask, level }, known, why) {
  if (ask === "egg") return rules.eggs.show[pawn.held] < 0 ? "keeps" : null;
  if (ask === "urgent") return pawn.level <= level ? "crosses" : "stays";
  return ask === "door" && (!known || rules.shut.includes(why)) ? "stays" : null;
}

/** What nobody has read is read aloud for all. @param {Pawn} pawn @param {number[]} ranks */
function reads(pawn, ranks) {
  for (const at of ranks) {
    if (!pawn.unread.delete(at)) continue;
    pawn.reads.push(at);
    pawn.seen.push(at);
  }
}

/** What an outcome does. @param {Pawn} pawn @param {Change} change @param {number} number @returns {Turn} */
function* changes(pawn, change, number) {
  if (change.shows) pawn.held = rules.eggs.show[pawn.held];
  if (change.egg) {
    const before = pawn.held;
    pawn.held = rules.eggs.gain[before];
    pawn.changes.push([before === pawn.held ? "full" : "won", pawn.at]);
  }
  pawn.lost += change.lost ?? 0;
  for (const key of /** @type {("again" | "arrived" | "helps")[]} */ (["again", "arrived", "helps"])) if (change[key]) /** @type {any} */ (pawn)[key] = change[key];
  reads(pawn, change.reads ?? []);
  if (change.goose) yield* walks(pawn, number, "goose");
  if (change.to) yield* comes(pawn, ...change.to, number);
}
