/* The controls that write one value: a text, a choice, a delay, a contact, rows of them. Each is given its value and says
   every change; where it stands in the circuit only marks it, for what is wrong there. */

import { isMapping, mapping, textOf } from "./data.js";
import { button, make, spell } from "./dom.js";
import { fieldOf, rulebook } from "./rules.js";
import { state } from "./state.js";
import { readDelay, saidBack } from "./times.js";
import { language, named, plural, say } from "./words.js";

/** @typedef {import("./data.js").Path} Path */
/** `gone`: a row was taken away. @typedef {{value: any, set: (value: any) => void, path: Path, id: string, label?: string, described?: string, gone?: (rank: number) => void}} Given */

/** @param {Given} given */
const marks = ({ path, id, label, described }) => ({
  id,
  "data-at": spell(path),
  "aria-label": label,
  "aria-describedby": described,
});

/** @param {string} text */
const written = (text) => (text.trim() ? text : undefined);

/** One line. @param {Given} given */
export function line(given) {
  const input = make("input", { autocomplete: "off", ...marks(given) });
  input.value = given.value ?? "";
  input.addEventListener("input", () => given.set(written(input.value)));
  return input;
}

/** Several lines, as high as what they hold. @param {Given} given */
export function lines(given) {
  const input = make("textarea", { rows: 2, ...marks(given) });
  input.value = given.value ?? "";
  input.addEventListener("input", () => given.set(written(input.value)));
  return input;
}

/**
 * A choice among words. `options` gives them each time they are shown, since titles change.
 * @typedef {{value: string, text: string, group?: string}} Option
 * @param {Given} given @param {() => Option[]} options
 * @returns {{node: HTMLSelectElement, fill: (value: any) => void}}
 */
export function choice(given, options) {
  const select = make("select", marks(given));
  select.addEventListener("change", () => given.set(select.value || undefined));
  let shown = "";
  /** @param {any} value */
  const fill = (value) => {
    const all = options();
    const stray = value && !all.some((each) => each.value === value) ? [{ value, text: say("stray", { id: value }) }] : [];
    const spelled = JSON.stringify([all, stray]);
    if (spelled !== shown) select.replaceChildren(...grouped([...all, ...stray]));
    shown = spelled;
    select.value = value ?? "";
  };
  fill(given.value);
  return { node: select, fill };
}

/** @param {Option[]} options @returns {Element[]} */
function grouped(options) {
  /** @type {Element[]} */
  const made = [];
  /** @type {any} */
  let group = null;
  for (const each of options) {
    if (each.group && group?.label !== each.group) made.push((group = make("optgroup", { label: each.group })));
    const option = make("option", { value: each.value }, each.text);
    if (each.group) group.append(option);
    else made.push(option);
  }
  return made;
}

const NUMBER = /^\d+(?:[.,]\d{1,2})?$/;

/** A number of a unit, in the language of the circuit. @param {string} number @param {string} unit */
function measured(number, unit) {
  const words = rulebook.units[textOf(state.data.language).split("-")[0]] ?? rulebook.units[language];
  return `${number} ${words[unit][plural.select(Number(number.replace(",", "."))) === "one" ? 0 : 1]}`;
}

/** A time as a number and its unit; in words, where it is written otherwise. @param {Given} given */
function span(given) {
  const [, number, word] = /^(\S+)\s(.+)$/u.exec(given.value ?? "") ?? [];
  const held = NUMBER.test(number) && Object.values(rulebook.units).flatMap(Object.entries).find(([, words]) => words.includes(word));
  const units = [...Object.entries(rulebook.units[language]).map(([value, [, text]]) => ({ value, text })), { value: "", text: say("delay.words") }];
  let now = held ? held[0] : given.value ? "" : "day";
  const input = line({ ...given, value: held ? number : given.value, set: () => tell() });
  input.setAttribute("inputmode", "decimal");
  const unit = choice({ ...given, id: `${given.id}-unit`, label: say("delay.unit"), described: undefined, value: now, set: (value) => {
    if (!value && NUMBER.test(input.value)) input.value = measured(input.value, now);
    now = value ?? "";
    tell();
  } }, () => units);
  const back = make("output", { class: "help" });
  const tellBack = () => {
    const read = now ? "" : readDelay(input.value, rulebook.times);
    back.textContent = typeof read === "string" ? "" : say("understood", { said: saidBack(read, rulebook.times, rulebook.units[language], say, plural) });
  };
  const tell = () => {
    if (input.value.trim() && !NUMBER.test(input.value.trim())) now = "";
    unit.fill(now);
    tellBack();
    given.set(now && input.value.trim() ? measured(input.value.trim(), now) : written(input.value));
  };
  tellBack();
  return make("div", { class: "span" }, input, unit.node, back);
}

/** A delay; a limit and a condition where they are asked for. @param {Given} given */
export function delay(given) {
  const box = make("div", { class: "delay" });
  const parts = isMapping(given.value) ? given.value : given.value === undefined ? {} : { value: given.value };
  /** @type {Record<string, any>} */
  const now = { ...parts };
  const whole = () => {
    const entries = Object.entries(now).filter(([, value]) => value !== undefined);
    const bare = !more && entries.every(([key]) => key === "value");
    given.set(bare ? now.value : entries.length ? mapping(entries) : undefined);
  };
  let more = isMapping(given.value);
  /** @param {string} key */
  const part = (key) => {
    const id = key === "value" ? given.id : `${given.id}-${key}`;
    const label = key === "value" && !more ? given.label : undefined;
    const at = more ? [...given.path, key] : given.path;
    /** @param {any} value */
    const set = (value) => {
      now[key] = value;
      whole();
    };
    const control = (key === "condition" ? line : span)({ ...given, id, label, path: at, value: now[key], set });
    return make("div", {}, more && make("label", { for: id }, say(`delay.${key}`)), control);
  };
  const show = () => {
    const more_button = button(say("delay.more"), () => {
      more = true;
      show();
      box.querySelectorAll("input")[1].focus();
    });
    box.replaceChildren(...(more ? ["value", "at-most", "condition"] : ["value"]).map(part), ...(more ? [] : [more_button]));
  };
  show();
  return box;
}

/** A way to reach somebody: its kind, and what else is known. @param {Given} given */
export function contact(given) {
  const now = isMapping(given.value) ? { ...given.value } : { kind: given.value };
  const set = () => {
    const keys = [...new Set(["kind", "label", "value", "hours", ...Object.keys(now)])]; /* what no field shows stays */
    const entries = keys.map((key) => /** @type {[string, any]} */ ([key, now[key]])).filter(([, value]) => value);
    given.set(entries.length === 1 && now.kind ? now.kind : entries.length ? mapping(entries) : undefined);
  };
  const kinds = () => [
    { value: "", text: say("contact.other") },
    ...fieldOf("Contact", "kind").choices.map((value) => ({ value, text: say(`choice.Contact.kind.${value}`) })),
  ];
  const first = choice({ ...given, label: say("contact.kind", { what: given.label }), value: now.kind, set: (value) => ((now.kind = value), set()) }, kinds);
  const inputs = ["label", "value", "hours"].map((key) => {
    const id = `${given.id}-${key}`;
    const input = line({ path: [...given.path, key], id, value: now[key], set: (value) => ((now[key] = value), set()) });
    return make("div", {}, make("label", { for: id }, named("label", "Contact", key)), input);
  });
  const filled = ["label", "value", "hours"].some((key) => now[key]);
  return make("div", { class: "contact" }, first.node, make("details", { open: filled || !now.kind }, make("summary", {}, say("contact.more")), ...inputs));
}

/**
 * Rows of the same control, one more at a time. An empty row is not written.
 * @param {Given} given whose value is a list @param {(given: Given) => Element} row @param {string} label of one row @param {string} add
 */
export function rows(given, row, label, add) {
  const box = make("div", { class: "rows" });
  /** @type {any[]} */
  const values = [...(given.value ?? [])];
  const set = () => given.set(values.filter((value) => value !== undefined));
  const focus = (/** @type {number} */ rank) => box.querySelectorAll(":scope > .one")[rank]?.querySelector("input, select, textarea")?.focus();
  const show = () => {
    const made = values.map((value, rank) => {
      const name = `${label} ${rank + 1}`;
      const one = { ...given, id: `${given.id}-${rank}`, path: [...given.path, rank], label: name, value, set: (/** @type {any} */ then) => ((values[rank] = then), set()) };
      const remove = () => {
        values.splice(rank, 1);
        given.gone?.(rank);
        set();
        show();
        (values.length ? focus(Math.min(rank, values.length - 1)) : box.querySelector("button").focus());
      };
      return make("div", { class: "one" }, row(one), button(say("row.remove"), remove, { class: "small", "aria-label": say("row.remove.what", { what: name }) }));
    });
    const more = button(add, () => {
      values.push(undefined);
      show();
      focus(values.length - 1);
    }, { class: "add" });
    box.replaceChildren(...made, more);
  };
  show();
  return box;
}
