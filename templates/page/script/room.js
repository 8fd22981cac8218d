/* A whole room plays one pawn, before a big screen or around a telephone: it votes, each of its turns is a cross. */

/** Which card is shown: one at a time. */
let turned = 0;
/** Voices by answer, as far as somebody counts them. @type {number[]} */
let votes = [];
/** Whether the answer is shown before the room has said whether it had it. */
let seeing = false;

/* The crosses. */

/** How many turns are spent. */
const crosses = () => say("cross", { n: state.crosses, all: board.room.turns });

/** A box a turn: those that are spent, this one, those to come. */
function calendar() {
  return Array.from({ length: board.room.turns }, (_, rank) => make("i", "", { class: rank + 1 === state.crosses ? "jour now" : rank < state.crosses ? "jour x" : "jour" }));
}

/* One card at a time. */

/** Shows one of the cards; what can be done comes after the last of them. @param {number} rank -1 the last */
function leaf(rank) {
  const read = all("article", panel);
  turned = rank < 0 ? read.length - 1 : rank;
  read.forEach((each, at) => (each.hidden = at !== turned));
  const more = read.length - 1 - turned;
  if (more > 0) one("#agir").replaceChildren(nextCard(read.length));
  else act();
  giveKeys();
  fit();
}

/** @param {number} count how many cards there are */
function nextCard(count) {
  const made = make("button", say("next", { n: turned + 2, all: count }), { class: "main", "data-press": "Enter" });
  onClick(made, () => {
    leaf(turned + 1);
    one("article:not([hidden]) h3", panel).focus({ preventScroll: true });
  });
  return made;
}

/** A long card is set smaller, as far as a room can still read it. */
function fit() {
  const cards = one("#cartes");
  cards.className = "";
  one(".more-below", panel)?.remove();
  const over = () => cards.scrollHeight > cards.clientHeight + 1;
  if (over()) cards.className = "dense";
  if (over()) cards.after(wrap("p", { class: "more-below" }, say("down"), make("kbd", "\u2193")));
}

/* Votes. */

/** The answers: a press counts a voice. @param {Element} list */
function voting(list) {
  const rows = all("li", list).map((each, rank) => {
    const add = wrap("button", { class: "a" }, make("b", ABC[rank]), make("span", unlettered(each)), make("strong", ""));
    const less = make("button", "\u2212", { class: "less", "aria-label": say("fewer", { letter: ABC[rank] }) });
    onClick(add, () => count(rank, 1));
    onClick(less, () => count(rank, -1));
    return wrap("div", { class: "vote" }, add, less);
  });
  return wrap("div", { class: "choices votes", role: "group", "aria-label": say("answers") }, make("p", say("votes")), ...rows);
}

/** Counts a voice for an answer, or takes one back. @param {number} rank @param {number} voices */
function count(rank, voices) {
  votes[rank] = Math.max(0, votes[rank] + voices);
  const whole = Math.max(1, votes.reduce((sum, each) => sum + each));
  all(".vote", panel).forEach((each, at) => {
    one("strong", each).textContent = String(votes[at]);
    each.classList.toggle("some", votes[at] > 0);
    each.style.setProperty("--share", `${(100 * votes[at]) / whole}%`);
  });
}

/** What shows the answer: the majority counts. Where nobody counted voices, the room says whether it had it. */
function counting() {
  if (seeing) return [make("p", say("had")), wrap("p", { class: "ways" }, ...had())];
  const made = make("button", say("see"), { class: "main" });
  onClick(made, reveal);
  return [made];
}

function reveal() {
  const most = Math.max(...votes);
  const first = [...ABC].filter((_, rank) => most && votes[rank] === most);
  if (first.length === 1) return add(first[0]);
  if (most) return void (byId("etat").textContent = say("tie"));
  seeing = true;
  one("#cartes").replaceChildren(...cards());
  leaf(-1);
  one("#agir button").focus();
}

/** Right, or not: the first answer that is not. */
function had() {
  const right = ABC[board.right[state.ask.card]];
  return [button(right, say("had.yes")), button(state.ask.signs.find((each) => each !== right), say("had.no"))];
}

/* Keys: each stands on its button. */

/** The names of keys that are not a letter. */
const KEYS = () => /** @type {Record<string, string>} */ ({ Enter: say("enter"), " ": say("space") });

/** Gives each button that is open a key: the first of all Enter (space to throw), others 1, 2… */
function giveKeys() {
  const buttons = all("#agir button", panel).filter((each) => !each.closest("details"));
  let rank = 0;
  for (const each of buttons) {
    const main = each.matches(".main") || buttons.length === 1;
    each.dataset.press ??= main ? (state.ask?.kind === "roll" ? " " : "Enter") : String(++rank);
    each.ariaKeyShortcuts = each.dataset.press === " " ? "Space" : each.dataset.press;
    one("kbd", each) ?? each.append(" ", make("kbd", KEYS()[each.dataset.press] ?? each.dataset.press));
  }
}

/** What a key does; whether it does something. @param {KeyboardEvent} event */
function pressed({ key, shiftKey }) {
  const focused = document.activeElement?.matches("button, a, summary") && (key === "Enter" || key === " ");
  if (focused || state.over) return false;
  const voice = state.ask?.kind === "answer" && !seeing ? ABC.indexOf(key.toLowerCase()) : -1;
  if (voice >= 0 && voice < all(".vote", panel).length) return (count(voice, shiftKey ? -1 : 1), true);
  if (key === "ArrowLeft") return (game.signs && undo(), true);
  if (key === "ArrowDown" || key === "ArrowUp") return (one("#cartes").scrollBy(0, key === "ArrowUp" ? -200 : 200), true);
  if (key === "Escape") return (leave(), true);
  if (key.toLowerCase() === "f") return (screenful(), true);
  const keys = key === "Enter" || key === " " ? ["Enter", " "] : [key];
  const target = all("[data-press]", panel).find((each) => keys.includes(each.dataset.press) && each.checkVisibility());
  target?.click();
  return Boolean(target);
}

/** The whole screen, or the window again. */
function screenful() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.().catch(() => {});
}
for (const each of all("[data-full]")) {
  each.hidden = !document.fullscreenEnabled;
  onClick(each, screenful);
}
