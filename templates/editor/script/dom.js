/* Elements made of data: a text is always a text, never markup. */

/** @typedef {string | Node | null | undefined | false} Child */

/**
 * An element; attributes that are false stand away, `on…` are listeners.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {Child[]} children @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) if (child || child === "") made.append(child);
  return made;
}

/** @param {string} text @param {() => void} act @param {Record<string, any>} [attributes] */
export const button = (text, act, attributes = {}) => make("button", { type: "button", ...attributes, onclick: act }, text);

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** Until when the mouse may be down. */
let held = 0;
addEventListener("mousedown", () => void (held = performance.now() + 1000), true);
addEventListener("click", () => void (held = 0), true);
addEventListener("mouseup", () => void setTimeout(() => (held = 0)), true);

/** Does what moves the page once no button of the mouse is down: a press must end on what it began on. @param {() => void} act @returns {unknown} */
export const still = (act) => (performance.now() < held ? setTimeout(() => still(act), 20) : act());

/**
 * What has the focus in a box, to give it the focus again once all is drawn anew: ids stay, what has none is counted in
 * what holds it. What is folded is unfolded for it by `unfold`.
 * @param {Element} within @param {(id: string) => void} unfold @returns {() => void}
 */
export function holding(within, unfold) {
  const held = /** @type {any} */ (document.activeElement);
  const box = within.contains(held) ? held.closest("[id]") : within;
  if (box === within) return () => {};
  const rank = [...box.querySelectorAll(held.localName)].indexOf(held);
  const [start, end] = [held.selectionStart, held.selectionEnd];
  return () => {
    unfold(box.id);
    const again = rank < 0 ? byId(box.id) : byId(box.id)?.querySelectorAll(held.localName)[rank];
    again?.focus({ preventScroll: true });
    if (again && Number.isInteger(start)) again.setSelectionRange(start, end);
  };
}

/** A path as one word, to find its field by. @param {(string | number)[]} path */
export const spell = (path) => path.map((step) => encodeURIComponent(step)).join("/");

/**
 * What is done again after each change, as long as its element stands in the page.
 * @type {{element: Element, act: () => void}[]}
 */
let followers = [];

/** @param {Element} element @param {() => void} act */
export function follow(element, act) {
  followers.push({ element, act });
  act();
}

/** Brings all that follows up to date. */
export function refresh() {
  followers = followers.filter(({ element }) => element.isConnected);
  for (const { act } of followers) act();
}
