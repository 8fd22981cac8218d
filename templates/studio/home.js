// The window's own pages: a form has the program do something, and shows what it says.
const { root, token, lost, going, done, failed } = document.body.dataset;

const post = (what, asked) =>
  fetch(`${root}/window/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, ...asked }),
  });

const encoded = (file) =>
  new Promise((give) => {
    const reader = new FileReader();
    reader.onload = () => give(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.readAsDataURL(file);
  });

const line = (tag, text, name = "") => Object.assign(document.createElement(tag), { textContent: text, className: name });

const packed = (files) => Promise.all(Array.from(files, async (file) => ({ name: file.name, file: await encoded(file) })));

/** What a form asks for: its values, and the files, or what was pasted in their place, that are sent along. */
async function asked(form, sure) {
  const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  if (sure) values.yes = "1";
  const pasted = form.querySelector("[data-pasted]")?.value;
  const chosen = form.querySelector("[data-file]")?.files ?? [];
  const files = await packed(chosen.length || !pasted ? chosen : [new File([pasted], "liste.csv")]);
  const { action, circuit } = form.dataset;
  return { action, circuit, values, files };
}

/** Begins what a form asks for; what the program says comes beneath, the result is told once. `sure`: what was shown before. */
async function act(form, sure) {
  const told = form.querySelector(".told");
  const state = told.querySelector(".state");
  const button = form.querySelector("button");
  ask(form, false);
  told.hidden = false;
  told.scrollIntoView({ block: "nearest" });
  told.className = "told";
  told.querySelector(".said").replaceChildren();
  state.textContent = going;
  button.disabled = true;
  try {
    const answer = await post("do", await asked(form, sure));
    const { task, message } = await answer.json();
    if (!task) throw new Error(message);
    await listen(task, told, sure);
  } catch (error) {
    told.classList.add("failed");
    state.textContent = error instanceof TypeError ? lost : error.message;
  }
  button.disabled = false;
}

/** Where an action is shown before it is done: whether it can be done now. */
function ask(form, now) {
  const yes = form.querySelector("[data-yes]");
  if (yes) yes.hidden = !now;
}

function listen(task, told, sure) {
  const lines = line("pre", "");
  const details = document.createElement("details");
  const summary = line("summary", "");
  details.append(summary, lines);
  told.querySelector(".said").replaceChildren(details);
  return new Promise((end, fail) => {
    const source = new EventSource(`${root}/window/tasks/${task}/events`);
    source.onmessage = async ({ data }) => {
      const news = JSON.parse(data);
      summary.textContent = news.command;
      lines.textContent = news.lines.map((each) => `${each}\n`).join("");
      if (news.status === null) return;
      source.close();
      if (news.leads) location.assign(news.leads);
      else await finish(told, details, news.status, sure);
      end();
    };
    source.onerror = () => {
      source.close();
      fail(new TypeError());
    };
  });
}

/** Where a kit is made, what it holds stands above: only what went wrong is opened there. */
async function finish(told, details, status, sure) {
  const form = told.closest("form");
  const { action, tried } = form.dataset;
  const trial = tried && !sure && status === 0;
  told.classList.toggle("failed", status !== 0);
  details.open = status !== 0 || action !== "build";
  told.querySelector(".state").textContent = trial ? tried : status === 0 ? done : form.dataset.failed ?? failed;
  ask(form, trial);
  const here = new URL(location.href);
  if (form.elements.people) here.searchParams.set("people", form.elements.people.value);
  const answer = await fetch(here);
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const each of document.querySelectorAll("[data-fresh]")) {
    const fresh = now.querySelector(`[data-fresh="${each.dataset.fresh}"]`);
    if (!fresh || each.contains(told)) continue;
    each.replaceChildren(...fresh.childNodes);
    enable(each);
  }
}

// Before this script is there, a button would send its form nowhere.
const enable = (part) => {
  for (const button of part.querySelectorAll(".action button")) button.disabled = false;
};
enable(document);

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".action")) return;
  event.preventDefault();
  act(event.target, event.submitter?.matches("[data-yes]"));
});

document.addEventListener("change", ({ target }) => target.form && ask(target.form, false)); // what was shown is another now

document.querySelector("[data-quit]")?.addEventListener("click", async () => {
  const answer = await post("quit", {});
  const { message } = await answer.json();
  document.querySelector("nav").replaceChildren();
  document.querySelector("main").replaceChildren(Object.assign(line("p", message, "notice"), { role: "status" }));
});

document.querySelector("[data-find]")?.addEventListener("input", ({ target }) => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  for (const each of document.querySelectorAll("[data-names]"))
    each.hidden = !plain(`${each.dataset.names} ${each.textContent}`).includes(plain(target.value));
  const none = document.querySelector("[data-none]");
  none.textContent = document.querySelector("[data-names]:not([hidden])") ? "" : none.dataset.text;
});

if (document.querySelector("[data-late]")) setTimeout(() => location.reload(), 1000);

// A table names its own title and needs a file; the rest needs none.
const table = document.querySelector("[data-table]");
const choose = () => {
  for (const each of document.querySelectorAll(".only-table")) each.hidden = !table.checked;
  for (const each of document.querySelectorAll(".not-table")) each.hidden = table.checked;
  document.getElementById("file").required = table.checked;
  if (!table.checked) document.getElementById("file").value = "";
};
if (table) {
  choose();
  table.form.addEventListener("change", choose);
}

// A landlord's answer files: a row an answer, ticked where it is safe; what cannot be taken says why. Of two that differ
// one is chosen, or none.
const row = ({ key, title, text, was, why, free, safe, by, choice }) => {
  const box = Object.assign(document.createElement("input"), { type: choice ? "radio" : "checkbox", name: `accept:${key}`, value: choice, checked: safe && free, disabled: !free });
  const label = document.createElement("label");
  label.append(box, line("strong", title), line("span", by), line("span", text), line("span", was), line("span", why, "why"));
  return label;
};
for (const input of document.querySelectorAll("[data-rows]"))
  input.addEventListener("change", async () => {
    const [rows, refused] = input.form.querySelectorAll(".rows, .refused");
    rows.replaceChildren();
    refused.textContent = "";
    if (!input.files.length) return;
    const request = { token, files: await packed(input.files) };
    try {
      const answer = await fetch(input.dataset.rows, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) });
      const told = await answer.json();
      rows.replaceChildren(...(told.rows ?? []).map(row));
      refused.textContent = told.message ?? "";
    } catch {
      refused.textContent = lost;
    }
  });
