/* The modes of the page: one section at a time, chosen by the tabs, by the address (#suivre=fuite-d-eau, ?mode=jouer). */

const asked = new URLSearchParams(location.search);
/** Names in an address → sections; without the names that every object inherits. @type {Record<string, string>} */
const MODES = { __proto__: null, suivre: "que-faire", jouer: "plateau", frise: "frise", bloque: "bloque", circuit: "circuit" };
const sections = all("main > section");

/** Shows one section. @param {string} id */
function mode(id) {
  for (const each of sections) each.hidden = each.id !== id;
  for (const link of all("nav a")) {
    link.ariaCurrent = link.getAttribute("href") === `#${id}` ? "page" : null;
  }
  unfold(false);
}

/** The menu of phones. @param {boolean} open */
function unfold(open) {
  one("nav").classList.toggle("open", open);
  one("#menu").ariaExpanded = String(open);
}

/** Goes where the address says: a mode with its value, else the section that holds the target, unfolded. */
function route() {
  const [name, value] = location.hash.slice(1).split(/=(.*)/s);
  if (!name) return mode(home);
  if (name in MODES) {
    mode(MODES[name]);
    const problem = name === "suivre" && problemWhere(({ id }) => id === value);
    if (problem) choose(/** @type {HTMLDetailsElement} */ (byId(`carte-${problem.card}`)));
    if (name === "jouer" && value) resume(value);
    return;
  }
  const target = name && byId(name);
  if (!target) return;
  const section = target.closest("main > section");
  if (section) mode(section.id);
  if (name === "plateau") keep();
  for (let each = target; each; each = each.parentElement) if (each instanceof HTMLDetailsElement) each.open = true;
  if (name === "urgence") for (const each of /** @type {HTMLDetailsElement[]} */ (all("details", target))) each.open = true;
  target.scrollIntoView();
}

const problems = byId("problemes");
/** Whether it is urgent: asked under the problem that was chosen, else before the path. */
const ask = byId("urgent");

/** The problem that something holds of. @param {(problem: { id: string, card: string }) => boolean} holds @returns {{ id: string, card: string } | undefined} */
const problemWhere = (holds) => board.problems.find(holds);

/** Chooses a problem: the others step back, the letter knows it. @param {HTMLDetailsElement} card */
function choose(card) {
  problems.classList.add("chosen");
  for (const each of /** @type {HTMLDetailsElement[]} */ (all("details", problems))) each.open = each === card;
  card.append(ask);
  remember(`suivre=${problemWhere((each) => card.id === `carte-${each.card}`).id}`);
  /** @type {HTMLInputElement} */ (one("#l-probleme")).value = one("summary", card).firstChild.textContent.trim();
  compose();
  problems.scrollIntoView();
}

/** All problems again. */
function change() {
  const card = one("details[open]", problems);
  problems.classList.remove("chosen");
  card?.removeAttribute("open");
  byId("chemin").before(ask);
  remember("suivre");
  if (card) /** @type {HTMLElement} */ (one("summary", card)).focus();
}

problems?.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const card = /** @type {HTMLDetailsElement} */ (target.closest("summary")?.parentElement);
  if (card || target.id === "changer") event.preventDefault();
  if (target.id === "changer" || card?.open) change();
  else if (card) choose(card);
});

one("#menu").addEventListener("click", () => unfold(!one("nav.open")));
addEventListener("hashchange", () => {
  route();
  const lost = document.activeElement;
  if (lost !== document.body && !lost.closest("[hidden]")) return;
  const target = /** @type {HTMLElement} */ (one(":target:not(section)") ?? one("section:not([hidden]) h2"));
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});
if (asked.get("teinte")) root.dataset.teinte = asked.get("teinte");

root.classList.add("script", "ready");
document.fonts.ready.then(() => root.classList.remove("wait"));
const home = MODES[asked.get("mode")] ?? "que-faire";
mode(home);
route();

/* In a frame the site around is told how high the page is; WordPress gives the secret that it knows its frame by.
   It hides the frame until then, and an invisible frame observes nothing: so the height is also told at once, when all
   is there, and to a site that says « ready » later. */
if (parent !== window) {
  const secret = /secret=(\w+)/.exec(location.hash)?.[1];
  const tell = () => parent.postMessage({ message: "height", value: document.body.scrollHeight, secret }, "*");
  tell();
  addEventListener("load", tell);
  addEventListener("message", ({ data }) => data?.message === "ready" && tell());
  new ResizeObserver(tell).observe(document.body);
}
