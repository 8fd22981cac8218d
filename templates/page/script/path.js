/* The path of days: the steps on an axis as far as days are announced; where am I stuck; letter and reminder. */

/** @typedef {{title: string, days: number | null, told: string, working: boolean, card: Element}} Step */

/** @type {Step[]} */
const steps = all(".path > li:not(:last-child)").map((item) => {
  const { days, told = "", working } = item.dataset;
  return {
    title: one("h4", item).lastChild.textContent.trim(),
    days: days ? Number(days) : null,
    told,
    working: working === "",
    card: one("article", item),
  };
});
const number = new Intl.NumberFormat(root.lang, { maximumFractionDigits: 1 });

/** The runs of steps between two delays that nobody knows: each starts again from zero. */
function runs() {
  /** @type {{step: Step, at: number}[][]} */
  const found = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (!last || step.days === null) found.push([{ step, at: 0 }]);
    else last.push({ step, at: last.at(-1).at + step.days });
  }
  return found;
}

/** A row across the table. @param {Node} inside */
function across(inside) {
  const row = make("tr");
  const cell = make("td", "", { colspan: "3" });
  cell.append(inside);
  row.append(cell);
  return row;
}

/** The table of days: each run under its axis, where it has one. */
function timeline() {
  const table = make("table");
  const head = make("tr");
  const known = runs().some((run) => run.length > 1);
  head.append(...["frise.step", "frise.since", ...(known ? ["frise.total"] : [])].map((key) => make("th", say(key), { scope: "col" })));
  table.append(head);
  runs().forEach((run, rank) => {
    const length = run.at(-1).at;
    const axis = make("div", "", { class: "axe", "aria-hidden": "true" });
    if (rank && length) table.append(across(make("b", say("frise.again"))));
    if (length) table.append(across(axis));
    for (const { step, at } of run) {
      const row = make("tr");
      row.append(make("th", step.title, { scope: "row" }), make("td", step.told || "–"));
      if (known) row.append(make("td", rank && !length ? "?" : number.format(at)));
      table.append(row);
      const dot = make("i");
      dot.style.setProperty("inset-inline-start", `${(100 * at) / length}%`);
      axis.append(dot);
    }
  });
  one("#axes").replaceChildren(...(known ? [] : [make("p", say("frise.none"))]), table);
}

/** The step where a complaint should be after so many days, as far as days are announced. @param {number} days */
function nearest(days) {
  const [run] = runs();
  const reached = run.filter(({ at }) => at <= days);
  return { step: (reached.at(-1) ?? run[0]).step, beyond: days > run.at(-1).at && run.length < steps.length };
}

/** Where am I stuck: the step, and what can be done there. */
function stuck() {
  const days = /** @type {HTMLInputElement} */ (one("#depuis")).valueAsNumber;
  const place = one("#la");
  one("#ou").textContent = "";
  if (Number.isNaN(days)) return place.replaceChildren();
  const { step, beyond } = nearest(days);
  const copy = /** @type {Element} */ (step.card.cloneNode(true));
  for (const each of [copy, ...all("[id]", copy)]) each.removeAttribute("id");
  one("#ou").textContent = say(beyond ? "stuck.beyond" : "stuck.near", { title: step.title });
  place.replaceChildren(copy);
}

/** The value of a field of the letter. @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (one(`#l-${name}`)).value.trim();

/** A day in words. @param {string} day */
const inWords = (day) => new Date(`${day}T12:00`).toLocaleDateString(root.lang, { day: "numeric", month: "long", year: "numeric" });

/** The words of the text that is asked for; what was not given is left out. */
function compose() {
  const step = steps[Number(field("etape"))];
  const values = {
    problem: field("probleme") || say("letter.problem"),
    date: field("date") ? inWords(field("date")) : say("letter.date"),
    number: field("numero") ? say("letter.number", { number: field("numero") }) : "",
    step: step?.days != null && step.told ? say("letter.step", { title: step.title, told: step.told }) : "",
  };
  one("#texte").textContent = say(`letter.${field("forme")}`, values).replace(/ {2,}/g, " ");
  const due = reminder(step);
  const link = /** @type {HTMLAnchorElement} */ (one("#rappel"));
  link.hidden = !due;
  if (due) link.href = `data:text/calendar,${encodeURIComponent(due)}`;
}

/** The day that is announced, from the day of the complaint: working days are Monday to Friday. @param {string} from @param {Step} step */
function dueDay(from, step) {
  const day = new Date(`${from}T12:00`);
  for (let left = Math.ceil(step.days); left > 0; ) {
    day.setDate(day.getDate() + 1);
    if (!step.working || day.getDay() % 6) left--;
  }
  return day;
}

/** A calendar file (RFC 5545) with the announced day; none where nobody has found one. @param {Step} step */
function reminder(step) {
  if (!field("date") || step?.days == null) return "";
  const day = dueDay(field("date"), step);
  const stamp = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("");
  const text = say("letter.reminder", { problem: field("probleme"), title: step.title }).replace(/[\\;,]/g, "\\$&").replace(/\n/g, " ");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jeu-oie//FR", "BEGIN:VEVENT", `UID:${stamp}-${Number(field("etape"))}@jeu-oie`, `DTSTAMP:${stamp}T000000Z`];
  return [...lines, `DTSTART;VALUE=DATE:${stamp}`, `SUMMARY:${text}`, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
}

const choices = one("#l-etape");
steps.forEach((step, rank) => choices.append(make("option", step.title, { value: String(rank) })));
byId("lettre").addEventListener("input", compose);
byId("lettre").addEventListener("submit", (event) => event.preventDefault());
byId("depuis").addEventListener("input", stuck);
one("#copier").addEventListener("click", () => {
  getSelection().selectAllChildren(one("#texte"));
  navigator.clipboard?.writeText(one("#texte").textContent).then(() => (one("#copie").textContent = say("copied")), () => {});
});
timeline();
compose();
