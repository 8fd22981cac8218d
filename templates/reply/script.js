"use strict";
// The answer file: three answers under each fact, one of the ten at a time, and what was answered as JSON. Nothing is sent.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const asked = read("asked");
  const said = read("said");
  const $ = (id) => document.getElementById(id);
  const answers = {}; // key → {says, value, whom}
  let dirty = false;

  const make = (tag, values, ...inside) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...inside);
    return made;
  };
  const say = (name, values = {}) => said[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const options = (pairs, chosen) => pairs.map(([value, text]) => make("option", { value, textContent: text, selected: value === chosen }));
  let ids = 0;

  /** A field under its label, with an example; `part` is what it says. */
  const field = (label, control, part, hint = "") => {
    control.id = `f${++ids}`;
    control.dataset.part = part;
    const wrong = make("span", { className: "wrong", id: `${control.id}-wrong` });
    wrong.setAttribute("role", "alert");
    control.setAttribute("aria-describedby", `${control.id}-hint ${wrong.id}`);
    return make("p", { className: "field" }, make("label", { htmlFor: control.id, textContent: label }), control, make("span", { className: "hint", id: `${control.id}-hint`, textContent: hint }), wrong);
  };
  const line = (value = "", most = 2000) => make("input", { value, maxLength: most, autocomplete: "off" });
  const area = (value = "") => make("textarea", { value, maxLength: 2000 });
  const part = (box, name) => {
    const control = box.querySelector(`[data-part=${name}]`);
    return control ? control.value.trim() : "";
  };
  const filled = (parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== "" && value !== undefined));

  // --- the field of each form: what it shows of a value, and the value that it holds ("" where it is empty)

  const way = (value) => {
    const { kind, label, value: number, hours, source, uncertain, ...rest } = value;
    const less = make("button", { type: "button", className: "btn", textContent: say("less") });
    const box = make(
      "div",
      { className: "way" },
      field(say("kind"), make("select", {}, ...options([["", say("choose")], ...asked.channels], kind || "")), "kind"),
      field(say("number"), line(number), "value", say("example.contacts")),
      field(say("label"), line(label), "label"),
      field(say("hours"), line(hours), "hours", say("example.hours")),
      less,
    );
    box.rest = rest;
    less.onclick = () => {
      const fields = box.parentNode;
      box.remove();
      fields.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return box;
  };
  const units = [["", say("choose")], ...asked.units.map(([unit, , several]) => [unit, several])];
  const BOUNDS = ["at-most", "at-least"];
  const FORMS = {
    text: {
      show: (value) => [field(say("text"), area(value), "value")],
      take: (box) => part(box, "value"),
    },
    hours: {
      show: (value) => [field(say("hours"), line(value), "value", say("example.hours"))],
      take: (box) => part(box, "value"),
    },
    delay: {
      show: (value) => {
        const { value: words = "", condition = "", ...bounds } = typeof value === "string" ? { value } : value || {};
        const number = make("input", { inputMode: "decimal", maxLength: 6, autocomplete: "off" });
        return [
          make("div", { className: "pair" }, field(say("number.delay"), number, "number"), field(say("unit"), make("select", {}, ...options(units, "")), "unit")),
          field(say("words"), line(words), "words", say("example.delay")),
          make(
            "details",
            { open: Boolean(condition || bounds["at-most"]) },
            make("summary", { textContent: say("precise") }),
            ...BOUNDS.filter((each) => each === "at-most" || bounds[each]).map((each) => field(say(each), line(bounds[each]), each)),
            field(say("condition"), line(condition), "condition"),
          ),
        ];
      },
      take: (box, { value: { starts } = {} }) => {
        const [, one, several] = asked.units.find(([unit]) => unit === part(box, "unit")) || [];
        const number = part(box, "number");
        const value = number && one ? `${number} ${Number(number.replace(",", ".")) < 2 ? one : several}` : part(box, "words");
        const more = filled(Object.fromEntries([...BOUNDS, "condition"].map((each) => [each, part(box, each)])));
        if (!Object.keys(more).length && !starts) return value;
        return value || more["at-least"] ? filled({ value, ...more, starts }) : "";
      },
    },
    choice: {
      show: (value, fact) => [field(say("choose"), make("select", {}, ...options([["", ""], ...fact.choices], String([].concat(value || "")[0]))), "value")],
      take: (box) => part(box, "value"),
    },
    list: {
      show: (value) => [field(say("list"), area((value || []).join("\n")), "value", say("example.list"))],
      take: (box) => {
        const lines = part(box, "value").split("\n").map((each) => each.trim()).filter(Boolean);
        return lines.length ? lines : "";
      },
    },
    contacts: {
      show: (value) => {
        const ways = (value || []).map((each) => (typeof each === "string" ? { kind: each } : each));
        const more = make("button", { type: "button", className: "btn", textContent: say("more") });
        more.onclick = () => {
          const fresh = way({});
          more.before(fresh);
          fresh.querySelector("select").focus();
        };
        return [...(ways.length ? ways : [{}]).map(way), more];
      },
      take: (box) => {
        const ways = [...box.querySelectorAll(".way")].map((each) => {
          const value = part(each, "value");
          const kind = part(each, "kind") || (value && (value.includes("@") ? "email" : "phone"));
          return { ...each.rest, ...filled({ kind, label: part(each, "label"), value, hours: part(each, "hours") }) };
        });
        const whole = ways.filter((each) => each.kind || each.label);
        return whole.length ? whole : "";
      },
    },
    step: {
      show: (value) => [
        field(say("title-of-step"), line((value || {}).title, 200), "title"),
        field(say("actor"), make("select", {}, ...options([["", say("choose")], ...asked.actors], String([].concat((value || {}).actor || "")[0]))), "actor"),
      ],
      take: (box) => (part(box, "title") ? filled({ title: part(box, "title"), actor: part(box, "actor") }) : ""),
    },
  };

  // --- names of people: refused where they are typed

  const patterns = asked.persons.flatMap(({ pattern, flags, but, after, said: told }) => {
    try {
      return [{ found: new RegExp(pattern, `${flags}g`), but: but && new RegExp(but, "iu"), after: after && new RegExp(after, "iu"), told }];
    } catch {
      return []; // an older browser: who reads the answer refuses it
    }
  });
  const person = (text) => {
    for (const { found, but, after, told } of patterns)
      for (const match of text.matchAll(found))
        if (!(but && but.test(match[0])) && !(after && after.test(text.slice(0, match.index)))) return told.replaceAll("{value}", match[0].trim());
    return "";
  };
  const judge = (control) => {
    const told = control.type === "date" ? "" : control.value.split("\n").map(person).find(Boolean) || "";
    control.setAttribute("aria-invalid", told ? "true" : "false");
    $(`${control.id}-wrong`).textContent = told;
    return !told;
  };

  // --- a fact: its answers, and the field of « otherwise »

  const facts = [...document.querySelectorAll(".fact")];
  const setUp = (box, rank) => {
    const key = box.dataset.key;
    const fact = asked.facts[key];
    const form = FORMS[fact.form];
    const fields = make("div", { className: "fields", hidden: true });
    const whom = make("div", { className: "fields", hidden: true }, field(say("ask.whom"), line("", 200), "whom", say("ask.hint")));
    const pick = make("div", { className: "pick" });
    const choice = (says, text, small = "") => {
      const radio = make("input", { type: "radio", name: `a${rank}`, value: says });
      const label = make("label", { className: says === "ask" ? "open" : "" }, radio, make("span", {}, text, small && make("small", { textContent: small })));
      pick.append(label);
      return label;
    };
    if (fact.now) choice("right", say("right"));
    choice("other", fact.now ? say("other") : say("mine"), say("other.how"));
    pick.append(fields, make("span", { className: "pen" }));
    if (!fact.mute) choice("silent", say("silent"), say("silent.how"));
    choice("ask", say("ask"));
    pick.append(whom);
    box.append(pick);

    box.show = (answer) => {
      for (const radio of pick.querySelectorAll(`[name=a${rank}]`)) {
        radio.checked = Boolean(answer) && radio.value === answer.says;
        radio.parentNode.classList.toggle("on", radio.checked);
      }
      const other = Boolean(answer) && answer.says === "other";
      if (other && !fields.childElementCount) fields.append(...form.show(answer.value === undefined ? fact.value : answer.value, fact));
      fields.hidden = !other;
      whom.hidden = !answer || answer.says !== "ask";
      if (!whom.hidden && answer.whom) whom.querySelector("input").value = answer.whom;
      if (answer) answers[key] = { says: answer.says };
      else delete answers[key];
    };
    box.take = () => {
      const says = (answers[key] || {}).says;
      if (!says) return null;
      const value = says === "other" ? form.take(fields, fact) : undefined;
      if (value === "") return null; // nothing typed: left open
      return filled({ says, base: fact.base, now: fact.now && fact.now.slice(0, 200), value, whom: says === "ask" ? part(whom, "whom") : "" });
    };
    box.addEventListener("change", ({ target }) => {
      if (target.name === `a${rank}`) box.show({ says: target.value });
      changed();
    });
    box.addEventListener("input", ({ target }) => {
      if (target.dataset && target.dataset.part && target.tagName !== "SELECT") judge(target);
      changed();
    });
  };
  facts.forEach(setUp);

  // --- the ten, one a screen

  const screens = [...document.querySelectorAll("[data-screen]")];
  const links = [...document.querySelectorAll(".rail a")];
  const open = (fact) => !(fact.take() || {}).says;
  const show = (to, focus = true) => {
    for (const each of screens) each.hidden = each !== to;
    for (const link of links) {
      if (link.hash === `#${to.id}`) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    if (to.id === "end") tally();
    scrollTo(0, 0);
    if (focus) to.querySelector("h1").focus({ preventScroll: true });
  };
  const here = () => screens.find((each) => !each.hidden);
  const go = (by) => {
    const wrong = here().querySelector("[aria-invalid=true]");
    if (wrong && by > 0) return wrong.focus();
    const to = screens[screens.indexOf(here()) + by];
    if (to) location.hash = to.id;
  };
  const route = (focus) => show(screens.find((each) => `#${each.id}` === location.hash) || screens[0], focus);
  addEventListener("hashchange", () => route(true));

  // An answer that needs no more words goes on by itself: where it was pointed at, not where arrows pass over it.
  let pointed = false;
  addEventListener("pointerdown", () => (pointed = true), true);
  addEventListener("keydown", () => (pointed = false), true);
  document.addEventListener("change", ({ target }) => {
    const screen = target.closest("[data-ten]");
    if (!pointed || !screen || target.type !== "radio" || !["right", "silent"].includes(target.value)) return;
    if (![...screen.querySelectorAll(".fact")].some(open)) setTimeout(() => screen === here() && go(1), 250);
  });
  for (const screen of document.querySelectorAll("[data-ten]")) {
    const own = [...screen.querySelectorAll(".fact")];
    if (own.length < 2 || own.some((each) => !asked.facts[each.dataset.key].now)) continue;
    const all = make("button", { type: "button", className: "btn all", textContent: say("right.all") });
    all.onclick = () => {
      for (const each of own) each.show({ says: "right" });
      changed();
      go(1);
    };
    own[0].before(all);
  }
  document.addEventListener("click", ({ target }) => {
    const by = target.dataset && target.dataset.go;
    if (by) go(Number(by));
  });

  // --- what was answered

  const SAYS = ["right", "other", "silent", "ask", "none"];
  const tally = () => {
    const counts = Object.fromEntries(SAYS.map((each) => [each, 0]));
    for (const fact of facts) counts[(fact.take() || { says: "none" }).says] += 1;
    $("count").replaceChildren(...SAYS.filter((each) => counts[each]).map((each) => make("div", {}, make("dt", { textContent: say(`state.${each}`) }), make("dd", { textContent: counts[each] }))));
    $("sure-line").hidden = counts.none + counts.ask > 0;
    const data = written();
    $("name").textContent = say("size", { file: fileName(), size: Math.max(1, Math.ceil(data.length / 1000)) });
    $("mail").textContent = [asked.mail, say("mail.subject", { landlord: asked.short }), "", say("mail.body", { by: $("by").value.trim(), on: new Date(`${$("on").value}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }) })].filter((each, rank) => each || rank).join("\n");
  };
  const fileName = () => `${asked.file}-${$("on").value}.json`;
  const written = () => {
    const told = facts.map((each) => [each.dataset.key, each.take()]).filter(([, answer]) => answer);
    const sure = $("sure").checked && !$("sure-line").hidden;
    const head = { "jeu-oie": "reply", format: 1, landlord: asked.landlord, topic: asked.topic, by: $("by").value.trim(), on: $("on").value, sure };
    return JSON.stringify({ ...head, answers: Object.fromEntries(told) }, null, 1);
  };
  const changed = () => {
    dirty = true;
    screens.forEach((screen) => {
      const link = links.find((each) => each.hash === `#${screen.id}`);
      if (!link || !screen.matches("[data-ten]")) return;
      const own = [...screen.querySelectorAll(".fact")].map((each) => (each.take() || { says: "none" }).says);
      const state = own.every((each) => each === own[0]) ? own[0] : own.includes("none") ? "none" : "other";
      link.querySelector(".disc").textContent = { right: "✓", other: "✎", silent: "–", ask: "?" }[state] || screen.id.slice(1);
      link.querySelector(".un").textContent = state === "none" ? "" : say(`state.${state}`);
    });
    if (here().id === "end") tally();
  };
  $("by").addEventListener("input", ({ target }) => judge(target) && changed());
  for (const id of ["on", "sure"]) $(id).addEventListener("change", changed);

  $("save").onclick = () => {
    const wrong = document.querySelector("[aria-invalid=true]");
    $("refused").textContent = wrong ? say("person") : $("by").value.trim() ? ($("on").value ? "" : say("fill")) : say("by.lacks");
    if ($("refused").textContent) return;
    const address = URL.createObjectURL(new Blob([written()], { type: "application/json" }));
    make("a", { href: address, download: fileName() }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    dirty = false;
    $("refused").textContent = "";
    $("copied").textContent = say("saved");
  };
  $("copy").onclick = () => {
    const chosen = getSelection();
    chosen.selectAllChildren($("mail"));
    if (document.execCommand("copy")) $("copied").textContent = say("copied");
  };
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());

  // --- the saved file, opened again

  const reopen = async (file) => {
    if (file.size > asked.most) throw new Error(say("opened.wrong"));
    let told;
    try {
      told = JSON.parse(await file.text());
    } catch {
      throw new Error(say("opened.wrong"));
    }
    if (!told || told["jeu-oie"] !== "reply" || typeof told.answers !== "object") throw new Error(say("opened.wrong"));
    if (told.landlord !== asked.landlord || told.topic !== asked.topic) throw new Error(say("opened.other"));
    for (const fact of facts) {
      const answer = told.answers[fact.dataset.key];
      fact.querySelectorAll(".fields").forEach((each, rank) => rank || each.replaceChildren());
      fact.show(answer && typeof answer.says === "string" ? answer : null);
    }
    $("by").value = String(told.by);
    $("on").value = String(told.on);
    changed();
    $("sure").checked = told.sure === true;
    dirty = false;
  };
  $("again").onchange = async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    try {
      await reopen(file);
      $("opened").textContent = say("opened");
    } catch (error) {
      $("opened").textContent = error.message;
    }
    target.value = "";
  };

  const now = new Date();
  $("on").value = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const each of folded) each.open = true;
    for (const each of screens) each.hidden = false;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
    route(false);
  });
  route(false);
})();
