/* The end of a game: who wins, what was learnt, what nobody has found; the steps put in order, told in three sentences. */

/** A box of the end. @param {string} kind @param {string} key @param {(Node | string)[]} inside */
const box = (kind, key, ...inside) => wrap("div", { class: "box", "data-kind": kind }, make("h3", say(key)), ...inside);

/** A list of texts. @param {(Node | string)[]} texts */
const list = (texts) => wrap("ul", {}, ...texts.map((text) => wrap("li", {}, text)));

/** The title of a square. @param {number} at */
const titleOf = (at) => said(one("button", caseOf(at)), ".title");

/** What a square says: « Qui paie ? Le bailleur », « Délai annoncé : 4 h ». @param {number} at */
function factOf(at) {
  const label = said(one("button", caseOf(at)), ".label");
  return /[?…]$/.test(label) ? `${label} ${titleOf(at)}` : say("fact", { label, title: titleOf(at) });
}

/** The squares of some kinds that were met, in order. @param {string[]} kinds */
const metOf = (...kinds) => [...state.met].filter((at) => kinds.includes(caseOf(at).dataset.kind)).sort((one, other) => placeOf(one) - placeOf(other));

/** The name of a proof: the trace of a step or recourse, else what its square says. @param {number | string} won */
const proofOf = (won) => {
  const name = typeof won === "number" ? nameOf(won) : won;
  const trace = byId(`carte-${name}`) && one(".r-trace b", byId(`carte-${name}`));
  return trace?.textContent ?? (typeof won === "number" ? titleOf(won) : one("h4", byId(`carte-${name}`)).lastChild.textContent);
};

/** A quiz with its right answer. @param {{card: string}} answer */
function solved({ card }) {
  const own = byId(`carte-${card}`);
  const right = answersOf(card)[board.right[card]].textContent.replace(/^\w+\) /, "");
  return wrap("span", {}, `${one("summary", own).firstChild.textContent.trim()} `, make("b", right));
}

/** Shows the end in the place of the board. */
function finish() {
  const unread = boxes.filter((at) => state.unread.has(at));
  byId("fin").replaceChildren(head(), ...(unread.length ? [late(unread)] : []), ...others(), wrap("div", { class: "first" }, learnt(), gaps(), telling()));
}

/** Who has arrived, who wins. */
function head() {
  const title = make("h2", say("end", { title: titleOf(rules.arrival) }), { tabindex: "-1" });
  const told = make("p", together ? roomEnds() : teamsEnd());
  return wrap("div", { class: "box", "data-kind": "finish" }, title, told, wrap("ul", { role: "list", class: "equipes" }, ...state.teams.map(chip)));
}

/** Whether the room has come home before its last cross. */
const roomEnds = () => say(state.teams[0].home ? "won" : "late", { n: state.crosses, all: board.room.turns, steps: boxesRead() });

/** Who is at home, else that the timer rang; who wins. */
function teamsEnd() {
  const won = winners(state).map((rank) => LETTERS[rank]);
  const home = state.teams.flatMap((team, rank) => (team.home ? [LETTERS[rank]] : []));
  const wins = say(won.length > 1 ? "wins.shared" : "wins", { team: won.join(", ") });
  const ends = home.length ? say("end.home", { team: home.join(", ") }) : say("end.rang");
  return `${ends} ${wins} ${boxesRead()}.`;
}

/** What every other team still says, at its own carte-clé. */
function others() {
  const read = state.teams.flatMap((team, rank) => (team.home ? [] : [key(rank)]));
  return read.length ? [wrap("div", { class: "late" }, make("h3", say("end.key")), ...read)] : [];
}

/** The ☐ that nobody read. @param {number[]} unread */
const late = (unread) => wrap("div", { class: "late" }, make("h3", say("end.unread")), ...unread.map((at) => card({ at, by: 0, again: false }, -1)));

/** Whether a proof may be shown on a square. @param {Landing} landing */
const isRed = (landing) => Boolean(landing.waits) || "back" in landing;

/** Right answers and facts met; what can be proved; what is looked at again. */
function learnt() {
  const right = state.answers.filter((each) => each.right);
  const wrong = state.answers.filter((each) => !each.right);
  const facts = metOf("time", "fact").map(factOf);
  const proofs = state.teams.map((team, rank) => {
    const title = team.won.map(proofOf).join(", ") || say("end.none");
    return together ? title : say("fact", { label: LETTERS[rank], title });
  });
  const red = [...rules.lands.keys()].filter((at) => isRed(landingOf(at)) && !state.met.has(at));
  return box(
    "practice",
    "end.learnt",
    ...(state.answers.length ? [make("p", say("end.quiz", { n: right.length, all: state.answers.length }))] : []),
    list([...right.map(solved), ...facts].slice(0, 8)),
    make("h4", say("end.proofs")),
    list(proofs),
    ...(wrong.length ? [make("h4", say("end.again")), list(wrong.map(solved))] : []),
    ...(red.length ? [make("h4", say("end.red")), wrap("p", { class: "ways" }, ...red.map(shower))] : []),
  );
}

/** A button that opens the card of a square. @param {number} at */
function shower(at) {
  const made = make("button", titleOf(at));
  onClick(made, () => show(squares.indexOf(/** @type {HTMLButtonElement} */ (one("button", caseOf(at))))));
  return made;
}

/** The kinds of what nobody has found. */
const WRITTEN = ["ask", "blank"];

/** What is missing and what the table proposes; of a step to fill in, after which. @param {number} at */
function gapOf(at) {
  const note = notes.get(at);
  const missing = named(at);
  return note ? say("note.said", { title: missing, note }) : missing;
}

/** @param {number} at */
function named(at) {
  const before = board.order.filter((/** @type {number} */ each) => placeOf(each) < placeOf(at)).at(-1) ?? 0;
  return caseOf(at).dataset.kind === "blank" ? say("end.after", { title: titleOf(at), step: titleOf(before) }) : titleOf(at);
}

/** What was asked on the way and nobody has found. */
function gaps() {
  const met = metOf(...WRITTEN);
  return box("blank", "end.gaps", met.length ? list(met.map(gapOf)) : make("p", say("end.no-gap")));
}

/** Three sentences for each team; then the steps in order, and what to do with a real problem. */
function telling() {
  const again = make("button", say("new"), { "data-new": "" });
  const look = make("button", say("look"));
  onClick(look, () => {
    place.classList.remove("over");
    one("[data-new]", panel).focus();
  });
  const order = make("button", say("test"), { class: "main" });
  onClick(order, sort);
  return box("space", "end.tell", ...state.teams.map(tale), order, make("a", say("end.todo"), { class: "next", href: "#que-faire" }), wrap("p", { class: "ways" }, again, look));
}

/** What a team tells; that of the first who wins stands open. @param {Team} team @param {number} rank */
function tale(team, rank) {
  const [, , ...said] = board.teams[team.problem] ?? [0, 0, ...board.blank];
  const made = wrap("details", {}, make("summary", say("team", { team: LETTERS[rank] })), make("p", [...said, board.proof].join(" "), { class: "tale" }));
  if (together || rank === winners(state)[0]) /** @type {HTMLDetailsElement} */ (made).open = true;
  return made;
}

/* The closing test: the steps, shuffled, are put in order by buttons. */

const test = /** @type {HTMLDialogElement} */ (wrap("dialog", { id: "ordre", "aria-labelledby": "h-ordre" }));
place.append(test);

/** Opens the test with the steps in an order that is not theirs. */
function sort() {
  const order = shuffled(board.order.length, game.seed);
  if (order.every((each, rank) => each === rank)) order.reverse();
  const items = order.map((each) => wrap("li", { "data-rank": String(each) }, make("span", titleOf(board.order[each])), ...["up", "down"].map((way) => mover(way, board.order[each]))));
  const check = make("button", say("test.check"), { class: "main" });
  const close = make("button", one("[data-go='0']").textContent, { "data-go": "0" });
  onClick(check, verify);
  onClick(close, () => test.close());
  test.replaceChildren(
    make("h2", say("test"), { id: "h-ordre", tabindex: "-1" }),
    make("p", say("test.how")),
    wrap("ol", { role: "list" }, ...items),
    make("p", "", { role: "status" }),
    wrap("div", { class: "go" }, check, close),
  );
  test.showModal();
  one("h2", test).focus();
}

/** A button that moves a step one place. @param {string} way @param {number} at */
function mover(way, at) {
  const title = titleOf(at);
  const made = make("button", "", { class: way, "aria-label": say(`test.${way}`, { title }) });
  onClick(made, () => {
    const item = made.parentElement;
    const other = way === "up" ? item.previousElementSibling : item.nextElementSibling;
    if (way === "up") other?.before(item);
    else other?.after(item);
    all("small", test).forEach((each) => each.remove());
    made.focus();
    const items = all("li", test);
    one("[role=status]", test).textContent = say("test.at", { title, n: items.indexOf(item) + 1, all: items.length });
  });
  return made;
}

/** Says of each step whether it is in its place; once all are, the circuit is told. */
function verify() {
  const items = all("li", test);
  const right = items.filter((item, rank) => Number(item.dataset.rank) === rank);
  all("small", test).forEach((each) => each.remove());
  for (const item of items) one("span", item).after(make("small", say(right.includes(item) ? "test.place" : "test.no-place")));
  const done = right.length === items.length;
  one("[role=status]", test).textContent = done ? [say("test.right"), ...board.blank, board.proof].join(" ") : say("test.wrong", { n: right.length, all: items.length });
}
