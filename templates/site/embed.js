/* Fills address and options into the texts to copy, copies them, and shows the page with the same options. */
const form = document.getElementById("choix");
const [address, mode, tint] = ["adresse", "mode", "teinte"].map((id) => document.getElementById(id));
const texts = [...document.querySelectorAll("textarea")];
const told = document.getElementById("etat");
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

function update() {
  const place = folder() || form.dataset.address;
  const page = place + "index.html";
  const asked = query();
  for (const text of texts) {
    const filled = text.defaultValue.replaceAll(form.dataset.address, place);
    text.value = text.hasAttribute("data-options") ? filled.replaceAll(page, page + asked.replace("&", "&amp;")) : filled;
  }
  if (preview.getAttribute("src") !== "index.html" + asked) preview.src = "index.html" + asked;
}

async function copy(event) {
  const button = event.currentTarget;
  const text = document.getElementById(button.dataset.copy);
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    if (!document.execCommand("copy")) return;
  }
  told.textContent = "";
  requestAnimationFrame(() => { told.textContent = button.dataset.done; });
}

if (/^https?:$/.test(location.protocol) && !address.defaultValue) address.value = new URL(".", location.href).href;
for (const each of [address, mode, tint]) each.addEventListener("input", update);
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", copy);
  button.hidden = false;
}
form.hidden = false;
update();
