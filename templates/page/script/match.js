/* What people type → the dangers and problems that it speaks of, by the entries of circuits/search.yaml alone. Pure. */

/** @typedef {{stem: string, exact: boolean}} Stem */
/** @typedef {{mode: string, wanted: Stem[][], excluded: Stem[][]}} Entry a word of each wanted group, none of the others */
/** @typedef {{id: string, title: string, words?: string[], kind?: string, topics?: string}} Topic */
/** @typedef {{topic: Topic, danger: boolean, entries: Entry[]}} Indexed */
/** @typedef {{stop: Set<string>, same: Record<string, Stem[]>}} Lexicon */
/** @typedef {{topic: Topic, danger: boolean, score: number}} Found */

/** Words without accents and capitals. @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Letters as they sound, the same for what is declared and what is typed; short words stay as they are. @param {string} word */
const sound = (word) =>
  word.length < 4
    ? word
    : word
        .replace(/(.)\1{2,}/g, "$1")
        .replace(/ph/g, "f")
        .replace(/qu|ck/g, "k")
        .replace(/c(?=[eiy])/g, "s")
        .replace(/c(?!h)/g, "k")
        .replace(/ge(?=[ao])|g(?=[ei])/g, "j")
        .replace(/y/g, "i")
        .replace(/z/g, "s")
        .replace(/eau|au/g, "o")
        .replace(/ai|ei/g, "e")
        .replace(/([b-df-hj-np-tv-z])\1/g, "$1");

/** Whether one slip parts two words: a letter more, less, other, or two swapped. @param {string} a @param {string} b */
function slipped(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (!at) return false;
  const [one, two] = [a.slice(at), b.slice(at)];
  const swapped = one[0] === two[1] && one[1] === two[0] && one.slice(2) === two.slice(2);
  return swapped || one.slice(1) === two || one === two.slice(1) || one.slice(1) === two.slice(1);
}

const SURE = 7; // letters: a stem of that length is still itself with one slip
const LEAST = 5; // letters of a word that may be such a slip

/** @param {Stem} stem @param {string} word */
function meets({ stem, exact }, word) {
  if (exact) return word === stem || (stem.length > 2 && word.length === stem.length + 1 && word.startsWith(stem) && /[sx]$/.test(word));
  if (word.startsWith(stem)) return true;
  return stem.length >= SURE && word.length >= LEAST && [-1, 0, 1].some((more) => slipped(stem, word.slice(0, stem.length + more)));
}

/** @param {string} written */
function stemOf(written) {
  const folded = plain(written);
  const stem = sound(folded);
  return { stem, exact: written.endsWith("$") || folded.length < 4 || stem.length < 3 };
}

/** The words of a place: alternatives, groups among them. @param {string} written @param {Record<string, Stem[]>} same */
const alternatives = (written, same) => written.split("/").flatMap((each) => (each[0] === "@" ? same[each.slice(1)] : stemOf(each)));

/** An entry as it is written: its grammar stands at the head of circuits/search.yaml. @param {string} written @param {Lexicon} lexicon @returns {Entry} */
function entryOf(written, { same }) {
  const mode = "=>".includes(written[0]) ? written[0] : "";
  const parts = written.slice(mode.length).split(/\s+/);
  const not = (/** @type {string} */ part) => part[0] === "-";
  return {
    mode,
    wanted: parts.filter((part) => !not(part)).map((part) => alternatives(part, same)),
    excluded: parts.filter(not).map((part) => alternatives(part.slice(1), same)),
  };
}

/** @param {string} stop @param {Record<string, string>} same @returns {Lexicon} */
function lexiconOf(stop, same) {
  const groups = Object.entries(same).map(([name, words]) => [name, words.split(/\s+/).map(stemOf)]);
  return { stop: new Set(plain(stop).split(" ")), same: Object.fromEntries(groups) };
}

/** The words of a title that say something. @param {string} title @param {Lexicon} lexicon */
const sayingWords = (title, { stop }) => plain(title).split(" ").filter((word) => !stop.has(word)).map((word) => [stemOf(word)]);

/** A title as somebody copies it: its words and no other. @param {string} title @param {Lexicon} lexicon @returns {Entry} */
const wholeTitle = (title, lexicon) => ({ mode: "=", wanted: sayingWords(title, lexicon), excluded: [] });

/** A title that nobody has written words for: two of its own. @param {string} title @param {Lexicon} lexicon @returns {Entry} */
const shortTitle = (title, lexicon) => (sayingWords(title, lexicon).length > 1 ? { mode: "", wanted: sayingWords(title, lexicon).slice(0, 2), excluded: [] } : wholeTitle(title, lexicon));

/** How many words of an entry stand in a phrase: all, else 0. @param {Entry} entry @param {string[]} words that say something @param {string[]} whole */
function answered({ mode, wanted, excluded }, words, whole) {
  const stands = (/** @type {Stem[]} */ group, /** @type {string} */ word) => group.some((stem) => meets(stem, word));
  /** @type {number[]} */
  const at = [];
  for (const group of wanted) {
    const place = whole.findIndex((word, rank) => !at.includes(rank) && stands(group, word));
    if (place < 0 || (mode === ">" && at.length && place < at.at(-1))) return 0;
    at.push(place);
  }
  if (excluded.some((group) => whole.some((word) => stands(group, word)))) return 0;
  if (mode === "=" && words.some((word) => !wanted.some((group) => stands(group, word)))) return 0;
  return wanted.length;
}

/** What a phrase speaks of: dangers first, then what answers most of its words. @param {Indexed[]} index @param {Lexicon} lexicon @param {string} typed @returns {Found[]} */
function find(index, { stop }, typed) {
  const spelt = plain(typed).split(" ");
  const words = spelt.filter((word) => !stop.has(word)).map(sound);
  // « leau », « dascenseur »: what follows a lost apostrophe counts too.
  const whole = [...spelt, ...spelt.filter((word) => !stop.has(word) && /^[ld][aeiouh]\w\w/.test(word)).map((word) => word.slice(1))].map(sound);
  const scored = index.map(({ topic, danger, entries }) => {
    const counts = entries.map((entry) => answered(entry, words, whole)).filter(Boolean);
    return { topic, danger, score: counts.length && Math.max(...counts) + (counts.length - 1) / 10 };
  });
  return scored.filter(({ score }) => score).sort((a, b) => Number(b.danger) - Number(a.danger) || b.score - a.score);
}
