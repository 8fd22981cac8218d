/* The modes of the page: one section at a time, chosen by the tabs, by the address (#suivre=fuite-d-eau, ?mode=jouer). */

const asked = new URLSearchParams(location.search);
/** Names in an address → sections. @type {Record<string, string>} */
const MODES = { suivre: "que-faire", jouer: "plateau", frise: "frise", bloque: "bloque", circuit: "circuit" };
const sections = all("main > section");

/** Shows one section. @param {string} id */
function mode(id) {
  for (const each of sections) each.toggleAttribute("hidden", each.id !== id);
  for (const link of all("nav a")) {
    const here = link.getAttribute("href") === `#${id}`;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  one("nav").classList.remove("open");
}

/** Goes where the address says: a mode with its value, else the section that holds the target, unfolded. */
function route() {
  const [name, value] = decodeURIComponent(location.hash.slice(1)).split(/=(.*)/s);
  if (name in MODES) {
    mode(MODES[name]);
    if (name === "suivre" && value) follow(value);
    if (name === "jouer" && value) resume(value);
    return;
  }
  const target = name && byId(name);
  if (!target) return;
  const section = target.closest("main > section");
  if (section) mode(section.id);
  for (let each = target; each; each = each.parentElement) if (each instanceof HTMLDetailsElement) each.open = true;
  target.scrollIntoView();
}

/** Opens a problem by its id. @param {string} id */
function follow(id) {
  const card = /** @type {HTMLDetailsElement} */ (byId(`carte-p${board.pile.indexOf(id) + 1}`));
  if (!card?.closest("#problemes")) return;
  card.open = true;
  card.scrollIntoView();
}

for (const problem of board.problems) {
  const card = /** @type {HTMLDetailsElement} */ (byId(`carte-${problem.card}`));
  card.addEventListener("toggle", () => {
    if (!card.open) return;
    remember(`suivre=${board.pile[Number(problem.card.slice(1)) - 1]}`);
    /** @type {HTMLInputElement} */ (one("#l-probleme")).value = one("summary", card).firstChild.textContent.trim();
    compose();
  });
}

one("#menu").addEventListener("click", () => one("nav").classList.toggle("open"));
addEventListener("hashchange", route);
if (asked.get("teinte")) root.dataset.teinte = asked.get("teinte");

root.classList.add("script");
mode(MODES[asked.get("mode")] ?? "que-faire");
route();
