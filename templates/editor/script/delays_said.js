/* What the program understands of a delay, in a sentence. */

import { parse } from "./delays.js";
import { rulebook } from "./rules.js";
import { language, say } from "./words.js";

/** @param {number} value @param {string} unit */
function amount(value, unit) {
  const plain = unit === "WORKING_DAY" ? "day" : unit.toLowerCase();
  const said = new Intl.NumberFormat(language, { style: "unit", unit: plain, unitDisplay: "long", maximumFractionDigits: 2 }).format(value);
  return unit === "WORKING_DAY" ? say("delay.working", { said }) : said;
}

/** A sentence about a delay that is being written, empty where none is. @param {string | undefined} text */
export function reading(text) {
  const span = text ? parse(text, rulebook) : null;
  if (!span) return { said: "", understood: true };
  if ("code" in span) return { said: say("delay.not-yet"), understood: false };
  return { said: say("delay.understood", { said: spoken(span) }), understood: true };
}

/** @param {import("./delays.js").Span} span */
function spoken({ low, high, unit, bound }) {
  if (high === 0) return say("delay.none");
  const most = amount(high, unit);
  if (low !== null) return say("delay.range", { low: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(low), high: most });
  return bound ? say("delay.bound", { high: most }) : most;
}
