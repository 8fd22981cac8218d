/* The modes of the page: one section at a time, chosen by the tabs, by the address (#suivre=fuite-d-eau, ?mode=jouer). */

const asked = new URLSearchParams(location.search);
/** Names in an address → sections; without the names that every object inherits. @type {Record<string, string>} */
const MODES = { __proto__: null, suivre: "que-faire", probleme: "que-faire", jouer: "plateau", partie: "plateau", salle: "plateau", bloque: "bloque", dossier: "dossier", frise: "circuit", circuit: "circuit" };
const sections = all("main > section");

/** Shows one section. @param {string} id */
function mode(id) {
  for (const each of sections) each.hidden = each.id !== id;
  root.classList.toggle("play", id === "plateau");
  root.classList.toggle("one", id === "bloque");
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

/** The state of a problem as the address holds it: which, when I called, the number that I found; of another topic, it is told on its page. @param {string} value */
function take(value) {
  const held = new URLSearchParams(`id=${value}`);
  const id = held.get("id");
  trouble = troubleOf(id) ?? troublesLike(id)[0];
  common = trouble ? undefined : commonOf(id);
  const at = new Date(held.get("appel") ?? "");
  called = Number.isNaN(at.getTime()) ? undefined : at;
  mine.value = (held.get("numero") ?? "").replace(/[^\d+ .]/g, "").slice(0, 20);
  liveIn(held.get("commune"));
  const elsewhere = commonProblems.find((each) => each.id === id && !answeredAs(id));
  const sister = elsewhere && sisterOf(elsewhere);
  if (sister) location.replace(`${sister.href}#suivre=${value}`);
  return { known: Boolean(trouble || common) || id === "autre", fait: Number(held.get("fait")) || 0 };
}

/** Keeps that state in the address. */
function note() {
  const name = /^#(\w+)=/.exec(location.hash)?.[1] ?? (byId("bloque").hidden ? "" : "bloque");
  if (!name) return;
  const held = new URLSearchParams();
  if (called) held.set("appel", `${dayIn(called)}T${timeIn(called)}`);
  if (mine.value) held.set("numero", mine.value);
  if (commune?.value) held.set("commune", one(":checked", commune).textContent);
  if (name === "bloque") held.set("fait", one("#fait :checked")?.getAttribute("value") ?? "0");
  remember(`${name}=${[chosen(), held].filter(String).join("&")}`);
  link();
}

/** The links between the two screens of a problem keep its state. */
function link() {
  const held = location.hash.replace(/^#\w+=?/, "").replace(/&fait=\d+/, "");
  for (const each of all("#reponse [href^='#bloque'], .bar [href^='#bloque']")) each.setAttribute("href", held ? `#bloque=${held}` : "#bloque");
  one("#bloque .back").setAttribute("href", trouble || held ? `#suivre=${held}` : "#que-faire");
}

/** The first screen, or that of a problem. @param {string} [value] */
function followProblem(value) {
  mode("que-faire");
  const known = value !== undefined && take(value).known;
  start.hidden = known;
  view.hidden = rest.hidden = !known;
  root.classList.toggle("one", known);
  if (known) {
    byId("aidants").before(rest);
    showAnswer();
    if (commune?.value) note();
    else link();
  } else {
    trouble = common = answer = called = undefined;
    showFound();
    remind();
  }
}

/** The whole circuit: its path stands first, each step and each part folded. */
function whole() {
  mode("circuit");
  one("#circuit > .ways").after(rest);
  rest.hidden = byId("urgence").hidden = byId("trajet").hidden = false;
  clearPath();
  for (const each of /** @type {HTMLDetailsElement[]} */ (all("#circuit > details"))) each.open = false;
  /** @type {HTMLDetailsElement} */ (byId("trajet")).open = true;
}

/** Goes where the address says: a mode with its value, else the section that holds the target, unfolded. */
function route() {
  const [name, value] = location.hash.slice(1).split(/=(.*)/s);
  const target = name && byId(name);
  if (name in MODES && (value !== undefined || !target || target.localName === "section")) return enter(MODES[name], value);
  if (!target) return enter(home);
  if (target.localName === "section") return enter(name);
  const problem = board.problems.find((/** @type {Trouble} */ { card }) => card === target);
  if (problem) return followProblem(problem.id);
  if (rest.contains(target)) whole();
  else {
    const section = /** @type {HTMLElement | null} */ (target.closest("main > section"));
    if (section?.hidden) enter(section.id);
    else unfold(false);
  }
  for (let each = target; each; each = each.parentElement) if (each instanceof HTMLDetailsElement) each.open = true;
  target.scrollIntoView();
}

/** Enters a section. @param {string} section @param {string} [value] */
function enter(section, value) {
  if (section === "que-faire") followProblem(value);
  else if (section === "circuit") whole();
  else {
    const { fait } = section === "bloque" ? take(value ?? "autre") : { fait: 0 };
    mode(section);
    if (section === "dossier") drawDossier();
    if (section === "bloque") {
      showStuck(fait || Number(Boolean(called)));
      link();
    } else if (value && location.hash.startsWith("#partie")) resume(value);
    else if (location.hash === "#plateau") keep();
  }
}

onClick(one("#menu"), () => unfold(!one("nav.open")));
addEventListener("hashchange", () => {
  route();
  const lost = document.activeElement;
  if (lost !== document.body && lost.checkVisibility()) return;
  const places = all(":target:not(section), section:not([hidden]) h2").filter((each) => each.checkVisibility());
  const target = places.find((each) => each.matches(":target")) ?? places[0];
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (target.matches(":target")) target.scrollIntoView();
  else scrollTo(0, 0);
});
if (asked.get("teinte")) root.dataset.teinte = asked.get("teinte");

root.classList.add("script", "ready");
document.fonts.ready.then(() => root.classList.remove("wait"));
liveIn(asked.get("commune"));
const home = MODES[asked.get("mode")] ?? "que-faire";
enter(home);
route();
if (asked.get("mode") === "salle" && board.room && !location.hash) begin(1);

/* In a frame the site around is told how high the page is; WordPress gives the secret that it knows its frame by.
   It hides the frame until then, and an invisible frame observes nothing: so the height is also told at once, when all
   is there, and to a site that says « ready » later. */
if (parent !== window) {
  const secret = /secret=(\w+)/.exec(location.hash)?.[1];
  const tell = () => {
    parent.postMessage({ message: "height", value: document.body.scrollHeight, secret }, "*");
    try {
      /** @type {any} */ (globalThis).requestResize(); // the browser's own way, where it is known and let
    } catch {}
  };
  addEventListener("load", tell);
  addEventListener("message", ({ data }) => data?.message === "ready" && tell());
  new ResizeObserver(tell).observe(document.body);
  tell();
  /* That frame may run scripts and nothing else: what would telephone, write or print is dead there, so it is text. */
  const still = () => all("[href^=tel], [href^=sms], [href^=mailto]").forEach((link) => link.removeAttribute("href"));
  if (secret) {
    new MutationObserver(still).observe(document.body, { attributes: true, childList: true, subtree: true });
    all("[data-print]").forEach((button) => (button.hidden = true));
    still();
  }
}
