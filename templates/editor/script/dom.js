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
