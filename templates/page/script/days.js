/* Counting days as announced delays do; game/days.py counts the same, a test holds both against each other.
   A day is a number, the first of 1970 is 0; a moment is in minutes since then. No zone: the clock on the wall. */

/** @typedef {{number: number, by: "minutes" | "days" | "working" | "open" | "months"}} Term */

const MINUTES = 1440;
/** @param {string} iso */
const dayOf = (iso) => Date.parse(iso) / 864e5;
/** @param {number} day */
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
/** The rank of a day in its week, 0 is Monday. @param {number} day */
const weekday = (day) => (day + 3) % 7;
/** Whether a text is a day. @param {string} text */
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayOf(text)) && isoOf(dayOf(text)) === text;

/** Easter Sunday (the Gregorian computus of Meeus, Jones and Butcher). @param {number} year */
function easter(year) {
  const div = (/** @type {number} */ number, /** @type {number} */ by) => Math.floor(number / by);
  const [a, b, c] = [year % 19, div(year, 100), year % 100];
  const h = (19 * a + b - div(b, 4) - div(8 * b + 13, 25) + 15) % 30;
  const week = (32 + 2 * (b % 4) + 2 * div(c, 4) - h - (c % 4)) % 7;
  const late = h + week - 7 * div(a + 11 * h + 22 * week, 451) + 114;
  return Date.UTC(year, div(late, 31) - 1, (late % 31) + 1) / 864e5;
}

/** The national holidays of a fixed day, and those counted from Easter. */
const FIXED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
const FROM_EASTER = [1, 39, 50];

/** Whether a day is one of those that are counted. @param {number} day @param {string} by */
function countsDay(day, by) {
  if (by !== "working" && by !== "open") return true;
  const iso = isoOf(day);
  const off = FIXED.includes(iso.slice(5)) || FROM_EASTER.includes(day - easter(Number(iso.slice(0, 4))));
  return weekday(day) < (by === "working" ? 5 : 6) && !off;
}

/** The last of so many counted days, the first not among them. @param {number} day @param {number} number @param {string} by */
function daysAfter(day, number, by) {
  for (let left = number; left > 0; left -= Number(countsDay(day, by))) day++;
  return day;
}

/** The same day so many months later; the last of that month where it has none. @param {number} day @param {number} number */
function monthsAfter(day, number) {
  const from = new Date(day * 864e5);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + number];
  return Math.min(Date.UTC(year, month, from.getUTCDate()), Date.UTC(year, month + 1, 0)) / 864e5;
}

/** The day itself where it is ouvré, else the next that is. @param {number} day */
function nextWorking(day) {
  while (!countsDay(day, "working")) day++;
  return day;
}

/** The midnight that ends a day. @param {number} day */
const endOf = (day) => (day + 1) * MINUTES;
/** The day that a moment belongs to: midnight ends the day before. @param {number} end */
const lastDay = (end) => Math.floor((end - 1) / MINUTES);
/** « 14:30 » in minutes. @param {string} hour */
const minutesOf = (hour) => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5));

/** When a delay is over that began on a day, at an hour or nobody knows when. @param {number} day @param {string} hour @param {Term} term */
function endsAt(day, hour, { number, by }) {
  if (by === "minutes") return (hour ? day * MINUTES + minutesOf(hour) : endOf(day)) + number;
  return endOf(by === "months" ? monthsAfter(day, number) : daysAfter(day, number, by));
}
