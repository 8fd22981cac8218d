/* The rules: looked up in the transition table (its form: game/rules/data.py), never decided here. */

/** @typedef {{box?: 1, opened?: 1, proof?: 1, frees?: 1, moves?: number, again?: 1, stake?: number, draws?: 1, waits?: number, back?: number, door?: number[], level?: number, bridge?: number[]}} Landing what a square does */

const { rules } = board;
/** The name of a square, by its rank in the table. @param {number} rank @returns {string} */
const nameOf = (rank) => board.squares[rank];
/** Its element. @param {number} rank */
const caseOf = (rank) => byId(`case-${nameOf(rank)}`);
/** What a square does. @param {number} at @returns {Landing} */
const landingOf = (at) => rules.landings[rules.lands[at]];
/** How far along a square is. @param {number} at @returns {number} */
const placeOf = (at) => rules.places[at] ?? at;
/** The squares with a ☐. @type {number[]} */
const boxes = [...rules.lands.keys()].filter((at) => landingOf(at).box);
/** Whether a square asks how urgent a problem is. */
const asksUrgency = rules.landings.some((/** @type {Landing} */ each) => "level" in each);

/** So many squares ahead; the arrival is never passed. @param {number} at @param {number} number @returns {number[]} */
function ahead(at, number) {
  const path = rules.paths[at].slice(0, number);
  const end = path.indexOf(rules.arrival);
  return end < 0 ? path : path.slice(0, end + 1);
}

/** Of the squares of a way those to the first ☐ that nobody has read. @param {number[]} way @param {Set<number>} unread */
function upToUnread(way, unread) {
  const stop = way.findIndex((at) => unread.has(at));
  return stop < 0 ? way : way.slice(0, stop + 1);
}
