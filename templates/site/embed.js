/* Fills address and options into the texts to copy, copies them, and shows the page with the same options. */
const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const form = byId("choix");
const [address, mode, tint, good] = ["adresse", "mode", "teinte", "juste"].map(byId);
const preview = document.querySelector("iframe.preview");

/* The folder of the page that was typed, or nothing where it is no address of the web. */
function folder() {
  try {
    const typed = new URL(address.value.trim());
    if (!/^https?:$/.test(typed.protocol)) return "";
    return typed.origin + typed.pathname.replace(/[^/]*\.html?$/, "").replace(/\/?$/, "/");
  } catch {
    return "";
  }
}

function query() {
  const chosen = [["mode", mode.value], ["teinte", tint.value]].filter(([, value]) => value);
  return chosen.length ? "?" + new URLSearchParams(chosen) : "";
}

/* In HTML an « & » is written in full; in an address that is pasted alone it is not. */
const written = (text, asked) => (text.startsWith("<") ? asked.replace("&", "&amp;") : asked);

function update() {
  const place = folder();
  const page = (place || form.dataset.address) + "index.html";
  const asked = query();
  const alone = document.querySelector("[name=ou]:checked").value === "wordpress" ? "seule" : ""; // WordPress asks oembed.json, which knows no option
  for (const text of all("textarea")) {
    const filled = text.defaultValue.replaceAll(form.dataset.address, place || form.dataset.address);
    const optional = text.hasAttribute("data-options") && text.id !== alone;
    text.value = optional ? filled.replaceAll(page, page + written(filled, asked)) : filled;
    text.classList.toggle("example", !place && !address.defaultValue && text.value.includes(form.dataset.address));
  }
  good.textContent = place ? good.dataset.good : address.value ? good.dataset.bad : "";
  good.classList.toggle("good", Boolean(place));
  const lacking = byId("sans-adresse");
  if (lacking) lacking.hidden = Boolean(place);
  if (preview.getAttribute("src") !== "index.html" + asked) preview.src = "index.html" + asked;
}

/* What belongs to the site that was chosen, and nothing else. */
function choose() {
  const chosen = document.querySelector("[name=ou]:checked").value;
  for (const section of all("[data-boxes]")) section.hidden = section.id !== `ou-${chosen}`;
  const boxes = byId(`ou-${chosen}`).dataset.boxes.split(" ");
  for (const name of ["code", "seule", "morceau"]) {
    const shown = boxes.includes(name);
    for (const each of [byId(`boite-${name}`), ...all(`[data-with=${name}]`)]) each.hidden = !shown;
  }
  const framed = !boxes.includes("morceau");
  preview.hidden = document.querySelector(".choices").hidden = !framed;
  document.querySelector(".shown").hidden = framed;
  update();
}

async function copy({ currentTarget: button }) {
  const text = byId(button.dataset.copy);
  const told = button.parentElement.querySelector("[role=status]");
  text.select();
  const copied = (await navigator.clipboard?.writeText(text.value).then(() => true, () => false)) || document.execCommand("copy");
  const example = text.classList.contains("example") && button.dataset.example;
  told.textContent = "";
  requestAnimationFrame(() => { told.textContent = copied ? example || button.dataset.done : told.dataset.failed; });
}

/* Where the page is on line it knows where; an address of this very computer is nobody else's. */
const own = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
if (/^https?:$/.test(location.protocol) && !own && !address.defaultValue) address.value = new URL(".", location.href).href;
for (const each of [address, mode, tint]) each.addEventListener("input", update);
for (const each of all("[name=ou]")) each.addEventListener("change", choose);
for (const button of all("button[data-copy]")) {
  button.addEventListener("click", copy);
  button.hidden = false;
}
/* In the window of « jeu-oie serve » the page stands in a sandbox, which gets none of the files beside it. */
const shut = self.origin === "null" && location.protocol !== "file:";
if (shut) for (const each of [preview.previousElementSibling, preview, ...all("img[src='board.png']")]) each.remove();
form.hidden = document.querySelector(".places").hidden = false;
choose();
