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
  if (!text) return "";
  const span = parse(text, rulebook);
  if ("code" in span) return say("delay.not-yet");
  if (span.high === 0) return say("delay.understood", { said: say("delay.none") });
  const high = amount(span.high, span.unit);
  if (span.low !== null) return say("delay.understood", { said: say("delay.range", { low: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(span.low), high }) });
  return say("delay.understood", { said: span.bound ? say("delay.bound", { high }) : high });
}
