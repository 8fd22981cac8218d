/* A circuit's table (`jeu-oie export --csv`) → its data. */

/** @param {string} text @param {any} [rulebook] @returns {{[key: string]: any}} */
export function readTable(text, rulebook) {
  return Object.create(null);
}
