/* The search of the first screen: what somebody types → rows, each under a heading that says whose answer it is. */

/** @typedef {{title: string, path: string, look?: string, more?: Node[]}} Row */
/** ``asks``: what tells its rows apart, where they are one question. @typedef {{title: string, rows: Row[], danger?: boolean, asks?: string}} Group */
/** @typedef {{name: string, topic: string, href: string}} Sister another circuit of the same landlord */

/** As ``web/search.py`` writes it. @param {string[]} row @returns {Topic} */
const topicOf = ([id, title, words, topics, kind]) => ({ id, title, words: words ? words.split("|") : [], kind, topics });
/** @type {Topic[]} */
const dangers = board.search.dangers.map(topicOf);
/** @type {Topic[]} */
const commonProblems = board.search.problems.map(topicOf);
const lexicon = lexiconOf(board.search.stop, board.search.same);

/** @param {Topic[]} topics @param {boolean} danger @returns {Indexed[]} */
const indexOf = (topics, danger) => topics.map((topic) => ({ topic, danger, entries: [...topic.words.map((written) => entryOf(written, lexicon)), wholeTitle(topic.title, lexicon)] }));

/** What is common to all circuits, made once somebody searches. @type {Indexed[] | undefined} */
let shared;
const sharedIndex = () => (shared ??= [...indexOf(dangers, true), ...indexOf(commonProblems, false)]);

/** Of a problem of this circuit: the common one that it says it is, else that its title speaks of. @param {Trouble} each */
const likeOf = (each) => each.like ?? (each.words ? undefined : find(sharedIndex(), lexicon, problemTitle(each))[0]?.topic.id);

/** A problem of this circuit, and the common one that it is. @typedef {Indexed & {trouble: Trouble, like?: string}} Own */
/** @type {Own[] | undefined} */
let troubles;
/** The problems of this circuit: found by their titles, by two words of them where nothing else is written. @returns {Own[]} */
const ownIndex = () =>
  (troubles ??= board.problems.map((/** @type {Trouble} */ trouble) => {
    const title = problemTitle(trouble);
    const titled = (trouble.like || trouble.words ? wholeTitle : shortTitle)(title, lexicon);
    const entries = [...(trouble.words ?? []).map((written) => entryOf(written, lexicon)), titled];
    return { trouble, like: likeOf(trouble), topic: { id: trouble.id, title }, danger: false, entries };
  }));

/** The problems of this circuit that are a common one. @param {string} id @returns {Trouble[]} */
const troublesLike = (id) => ownIndex().filter(({ like }) => like === id).map(({ trouble }) => trouble);

/** The problems of this circuit that a phrase speaks of, the closest first; a danger that it speaks of has its own row. @param {Found[]} found @param {string} typed */
function ownFound(found, typed) {
  const scores = new Map(found.map(({ topic, score }) => [topic.id, score]));
  const told = new Set(found.filter(({ danger }) => danger).map(({ topic }) => topic.id));
  const titled = new Map(find(ownIndex(), lexicon, typed).map(({ topic, score }) => [topic.id, score]));
  return ownIndex()
    .filter(({ like }) => !told.has(like))
    .map(({ trouble, like }) => ({ trouble, score: Math.max(scores.get(like) ?? 0, titled.get(trouble.id) ?? 0) }))
    .filter(({ score }) => score)
    .sort((a, b) => b.score - a.score)
    .map(({ trouble }) => trouble);
}

/** The circuit of the same landlord that a problem belongs to, where this one is of another topic. @param {Topic} topic @returns {Sister | undefined} */
const sisterOf = ({ topics }) => (topics.includes(board.search.topic) ? undefined : board.search.sisters.find((/** @type {Sister} */ { topic }) => topics.includes(topic)));

/** @param {Trouble} trouble @returns {Row} */
function ownRow(trouble) {
  const summary = one("summary", trouble.card);
  return { title: problemTitle(trouble), path: `#suivre=${trouble.id}`, look: summary.className, more: all(".flag", summary).map((flag) => flag.cloneNode(true)) };
}

/** To the gestures of a danger, or to all of them. @param {string} id */
const gesturesOf = (id) => (answeredAs(id) ? `#suivre=${id}` : "#gestes");

/** @param {Topic} danger @returns {Row} */
const dangerRow = ({ id, title }) => ({ title, path: gesturesOf(id), look: "i-thing-danger-ink", more: [make("small", say("search.gestures"))] });

/** The dangers that a phrase speaks of. A fire at home, or elsewhere? One leaves or stays: no gesture before that is answered. @param {Topic[]} told @returns {Group} */
function dangerGroup(told) {
  const title = say("search.danger");
  const fires = told.filter(({ id }) => id === "fire" || id === "smoke").map(({ id }) => ({ title: say(`search.${id}`), path: gesturesOf(id), look: "next" }));
  if (fires.length < 2) return { title, rows: told.map(dangerRow), danger: true };
  return { title, rows: fires.toSorted((a) => (a.path === gesturesOf("fire") ? -1 : 1)), danger: true, asks: say("search.where") };
}

const MOST = 3; // rows of a group, but for the circuit's own

/** What a phrase finds, each group with its heading. @param {string} typed @returns {Group[]} */
function groupsOf(typed) {
  const found = find(sharedIndex(), lexicon, typed);
  const here = ownFound(found, typed);
  const lacking = found.filter(({ topic, danger }) => !danger && !troublesLike(topic.id).length).map(({ topic }) => topic);
  const follow = lacking.filter(({ kind }) => kind === "follow");
  const general = lacking.filter((topic) => topic.kind !== "follow" && !sisterOf(topic));
  const sisters = board.search.sisters.map((/** @type {Sister} */ sister) => ({
    title: sister.name,
    rows: lacking.filter((topic) => topic.kind !== "follow" && sisterOf(topic) === sister).map(({ id, title }) => ({ title, path: `${sister.href}#suivre=${id}` })),
  }));
  const groups = [
    dangerGroup(found.filter(({ danger }) => danger).map(({ topic }) => topic)),
    { title: say("search.own", { landlord: board.search.landlord }), rows: here.map(ownRow) },
    { title: say("search.follow"), rows: follow.map(({ title }) => ({ title, path: "#bloque" })) },
    { title: byId("general").textContent, rows: general.map(({ id, title }) => ({ title, path: `#suivre=${id}` })) },
    ...sisters,
  ];
  return groups.map((group) => ({ ...group, rows: group.rows.slice(0, MOST) })).filter(({ rows }) => rows.length);
}

/** @param {Group} group */
function drawGroup({ title, rows, danger, asks }) {
  const list = make("ul", "", { role: "list", ...(asks ? { class: "asks", "aria-label": asks } : {}) });
  for (const { title: name, path, look = "i-signpost", more = [] } of rows) {
    const item = make("li");
    const link = make("a", "", { href: path, class: look });
    link.append(make("b", name), " ", ...more);
    item.append(link);
    list.append(item);
  }
  const drawn = make("div", "", danger ? { class: "danger" } : {});
  drawn.append(make("h3", asks ?? title), list);
  return drawn;
}

const search = /** @type {HTMLInputElement} */ (byId("cherche"));
const results = byId("resultats");

/** Shows what the field finds; without a word, the first screen again. */
function showFound() {
  const typed = search.value.trim();
  const groups = typed ? groupsOf(typed) : [];
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const sisters = board.search.sisters.map((/** @type {Sister} */ { name, href }) => ({ title: name, path: href }));
  const shown = count || !typed || !sisters.length ? groups : [{ title: say("search.sisters"), rows: sisters }];
  results.replaceChildren(...shown.map(drawGroup));
  start.classList.toggle("sought", Boolean(typed));
  start.classList.toggle("lost", Boolean(typed) && !count);
  const told = groups[0]?.danger ? "search.count.danger" : count === 1 ? "search.count.one" : count ? "search.count" : "search.none";
  showBar(groups[0]?.asks ? answerOf("fire") : undefined);
  byId("trouves").textContent = typed ? say(told, { n: count, typed }) : "";
}

function clearSearch() {
  search.value = "";
  showFound();
}

search.addEventListener("input", showFound);
search.addEventListener("keydown", ({ key }) => {
  const links = all("a", results);
  if (key === "Escape") clearSearch();
  if (key !== "Enter") return;
  if (links.length === 1) links[0].click();
  else links[0]?.focus();
});
