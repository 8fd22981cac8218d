/* What js-yaml says about a file that it cannot read → the code under which the reader tells it. */

/** @param {string} text @param {any} error @param {any} rulebook @returns {import("./reading_tree.js").Fault} */
export function codeOf(text, error, rulebook) {
  return { code: "yaml-syntax", at: error.mark?.position ?? 0, values: {} };
}
