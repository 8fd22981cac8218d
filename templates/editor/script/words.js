/* What the page says, in its language. */

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("words").textContent);
export const language = document.documentElement.lang;
export const plural = new Intl.PluralRules(language);

/** Whether a sentence exists. @param {string} key */
export const known = (key) => Object.hasOwn(words, key);

/** A sentence, its places filled. @param {string} key @param {Record<string, string | number>} [values] */
export const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** A sentence for one or for several. @param {string} key @param {number} n @param {Record<string, string | number>} [values] */
export const count = (key, n, values = {}) => say(plural.select(n) === "one" ? `${key}.one` : `${key}.other`, { n, ...values });

/**
 * The name or the help of a key: what it is called in one model, else everywhere; nothing where nobody says it.
 * @param {"label" | "help" | "choice"} sort @param {string} model @param {string} key
 */
export function named(sort, model, key) {
  const said = [`${sort}.${model}.${key}`, `${sort}.${key}`].find(known);
  return said ? words[said] : "";
}
