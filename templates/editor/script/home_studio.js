/* The page inside « jeu-oie serve »: it opens a circuit's file on the disk and saves it there, the preview beside. What
   another program or window has written meanwhile is never overwritten unasked, and whatever refuses to be written,
   the page keeps it. */

import { beside } from "./beside.js";
import { both } from "./both.js";
import { button, byId, make } from "./dom.js";
import { sheets } from "./sheets.js";

/** @typedef {import("./home_alone.js").Home} Home */
/** @typedef {import("./home_alone.js").Opened} Opened */
/** @typedef {import("./home_alone.js").Saved} Saved */
/** Who shares the file, and a sentence about it. @typedef {{said: string, names: string[]}} Sharing */
/** What the server wrote into the page. @typedef {{token: string, address: string, preview: string, folder: string, sharing: Sharing | null, words: Record<string, string>}} Told */
/** An answer to a save: `why` is missing where it went well. @typedef {{why?: string, message?: string, base?: string, kept?: string}} Answer */
/**
 * The page's hands. `text`: what would be written now; `adopt`: another text in the form, which can be undone
 * (or not, if it is no circuit that a form can show: then it says false); `saved`: what was written stands in the file; `others`: the landlord's and the common file as they are now, and whether the landlord's was taken;
 * `led`: a problem of the program, with the way to its field.
 * @typedef {{text(): string, adopt(text: string): boolean, saved(said?: string): void, others(files: Opened[], asked?: boolean): boolean, led(row: import("./told.js").Row): HTMLElement}} Editor
 */

/** @type {Told} */
const told = JSON.parse(byId("studio")?.textContent ?? "null");

/** The file as it was when the page was opened. */
let opening = { text: "", base: "" };
/** The mark of the file that the form is about. */
let base = "";
/** What the stream of news told last. */
let seen = { base: "", others: "" };
let name = "";
/** The landlord's file, which is written too: its mark, and who else names it. @typedef {{name: string, base: string, shared: string[]}} Lessor */
/** @type {Lessor | null} */
let lessor = null;
let busy = false;
/** @type {Editor} */
let editor = null;

/** Asks the server; nothing where it has stopped. @param {string} address @param {RequestInit} [how] @returns {Promise<Response | null>} */
async function request(address, how) {
  try {
    return await fetch(address, how);
  } catch {
    return null;
  }
}

/** What an answer says; one that is no JSON comes of a server that was started anew, and has other keys. @param {Response | null} answer */
async function said(answer) {
  try {
    return await answer.json();
  } catch {
    return { why: "lost", message: told.words["editor.lost"] };
  }
}

/** The files, none where `why` says what is wrong. @returns {Promise<{files: Opened[], base: string, landlord: Lessor | null} & Answer>} */
async function read() {
  return { files: [], base: "", landlord: null, ...(await said(await request(`${told.address}/files`))) };
}

/**
 * Sends something about the circuit. (In the mode of requests between origins, which says the origin of a page that
 * tells no referrer.)
 * @param {"save" | "judge"} what @param {object} values
 */
function post(what, values) {
  const body = JSON.stringify({ token: told.token, ...values });
  return request(`${told.address}/${what}`, { method: "POST", mode: "cors", headers: { "Content-Type": "application/json" }, body });
}

/** Asks for the file to be written. @param {string} text @param {string} about @param {boolean} keep @returns {Promise<Answer>} */
const write = async (text, about, keep) => said(await post("save", { base: about, text, keep }));

/** What the program says of a text; null where it does not answer. @param {string} text @param {string} landlord its file, where that is written anew @param {boolean} sheets whether they are tried, too @returns {Promise<import("./told.js").Row[] | null>} */
async function judge(text, landlord, sheets) {
  const found = await said(await post("judge", { text, landlord, sheets }));
  return Array.isArray(found) ? found : null;
}

/** A sheet of the circuit as it is saved, with the cards of an item. @param {string} sheet @param {string} item @returns {Promise<import("./sheets.js").Seen>} */
async function see(sheet, item) {
  const seen = await said(await request(`${told.address}/sheets/${sheet}?item=${encodeURIComponent(item)}`));
  return seen.pages ? seen : { said: seen.message, pages: [], problems: [] };
}

/** The sheet beside the form. @type {ReturnType<typeof sheets>} */
let sheet = null;

/** A circuit's address without the key of the server's run. @param {string} address */
const circuitOf = (address) => address.slice(address.indexOf("/", 1));

/** Where a file beside the circuit stands, in the folder that is served. @param {string} file */
const place = (file) => told.folder + file;

/** Tells the other pages of this circuit by which key the server that runs now is asked; they may be of a former run. */
function renew() {
  const pages = new BroadcastChannel("jeu-oie");
  pages.addEventListener("message", ({ data }) => {
    if (data.address === told.address || circuitOf(data.address) !== circuitOf(told.address)) return;
    Object.assign(told, data);
    listen();
  });
  pages.postMessage({ address: told.address, token: told.token });
}

/**
 * Writes, and tells what came of it: where the file is another one by now, by asking.
 * @param {string} text @param {string} about @param {boolean} [keep] @returns {Promise<Saved>}
 */
async function save(text, about, keep = false) {
  busy = true;
  const answer = await write(text, about, keep);
  busy = false;
  if (!answer.why) {
    base = answer.base;
    sheet.renew();
    hush();
    return { state: "saved", said: answer.kept ? told.words["editor.kept"].replace("{name}", answer.kept) : undefined };
  }
  if (answer.why === "changed" || answer.why === "gone") ask(answer.message, answer.why === "gone");
  else warn(answer.message);
  notice.focus();
  return { state: "cancelled" }; /* all is said in the notice */
}

/** Writes the landlord's file; where it is another one by now, by asking. @param {string} text @param {boolean} [keep] @returns {Promise<Saved>} */
async function saveLessor(text, keep = false) {
  busy = true;
  const answer = await said(await post("save", { base: lessor.base, text, keep, file: lessor.name }));
  busy = false;
  if (!answer.why) {
    lessor.base = answer.base;
    hush();
    return { state: "saved" };
  }
  const about = `${lessor.name} : ${answer.message}`;
  const mine = async () => {
    lessor.base = (await read()).landlord?.base ?? "";
    await saveLessor(text, true);
    byId("save").click();
  };
  const theirs = async () => {
    const found = await read();
    if (found.landlord && editor.others(found.files, true)) lessor = found.landlord;
    hush();
  };
  if (answer.why === "changed") show(about, button(told.words["editor.theirs"], theirs), button(told.words["editor.mine"], mine));
  else if (answer.why === "gone") show(about, button(told.words["editor.again"], mine));
  else warn(about);
  notice.focus();
  return { state: "cancelled" };
}

const notice = make("section", { id: "studio-notice", role: "alert", hidden: true, tabindex: -1 });

function hush() {
  notice.hidden = true;
  notice.replaceChildren();
}

/** @param {string} message @param {HTMLElement[]} choices */
function show(message, ...choices) {
  const close = button(told.words["editor.close"], hush);
  notice.replaceChildren(make("p", {}, message), make("p", { class: "choices" }, ...choices, close));
  notice.hidden = false;
}

/** Nothing could be written: the work can be had as a file of its own. @param {string} message */
function warn(message) {
  show(message, button(told.words["editor.download"], download));
}

/** The file is not the one that was opened. @param {string} message @param {boolean} gone */
function ask(message, gone) {
  if (gone) return show(message, button(told.words["editor.again"], () => mine("")), button(told.words["editor.download"], download));
  return show(message, button(told.words["editor.both"], look), button(told.words["editor.theirs"], theirs), button(told.words["editor.mine"], () => mine()));
}

/** The form's text takes the file's place, the file that stands there being laid beside. @param {string} [about] */
async function mine(about) {
  const now = about ?? (await read()).base;
  const text = editor.text();
  const outcome = await save(text, now ?? "", true);
  if (outcome.state === "saved" && editor.text() === text) editor.saved(outcome.said);
}

/** The file's text takes the form's place; undoing brings the form's back. */
async function theirs() {
  const found = await read();
  if (found.why) return found.why === "gone" ? ask(found.message, true) : warn(found.message);
  if (!editor.adopt(found.files[0].text)) return warn(told.words["editor.unadopted"]);
  hush();
  base = found.base;
  return editor.saved();
}

/** Shows what differs. */
async function look() {
  const found = await read();
  if (found.why) return found.why === "gone" ? ask(found.message, true) : warn(found.message);
  const table = both(editor.text(), found.files[0].text, told.words);
  notice.querySelector(".differences")?.remove();
  const shown = make("div", { class: "differences", tabindex: 0, role: "region", "aria-label": told.words["editor.both"] }, table);
  notice.append(shown);
  return shown.focus();
}

/** The file becomes, to the byte, what it was when the page was opened; undoing brings the form back. */
async function reopen() {
  const outcome = base === opening.base ? { state: "saved" } : await save(opening.text, base);
  if (outcome.state !== "saved") return;
  editor.adopt(opening.text);
  editor.saved(told.words["editor.reopened"]);
}

function download() {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([editor.text()], { type: "text/yaml" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {{base: string, others: string}} news */
async function happened(news) {
  const before = seen;
  seen = news;
  if (before.others && news.others !== before.others) {
    sheet.renew();
    const found = await read();
    if (!found.why && editor.others(found.files)) lessor = found.landlord;
  }
  if (busy || news.base === base || news.base === "?") return;
  /* What this page has just saved may be told before the answer has come, or a file be seen half-saved. */
  await new Promise((resolve) => setTimeout(resolve, 300));
  if (busy || seen.base === base || seen !== news) return;
  if (byId("work").hidden) return location.reload(); /* what could not be opened may be mended */
  sheet.renew();
  const gone = !news.base;
  return ask(gone ? told.words["save.gone"] : told.words["save.changed"], gone);
}

/** @type {EventSource | null} */
let stream = null;

/** The news, only while the window is seen, since a browser opens few of them at a time. */
function listen() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource(`${told.address}/events`);
  stream.addEventListener("message", (event) => happened(JSON.parse(event.data)));
}

/** The home, where the page was given by « serve ». @returns {(Home & {start(hands: Editor, menu: Element): void}) | null} */
export function studio() {
  if (!told) return null;
  byId("refused").before(notice);
  return {
    given: true,
    async load() {
      const found = await read();
      if (found.why) {
        warn(found.message);
        return { files: [] };
      }
      base = found.base;
      lessor = found.landlord;
      name = found.files[0].name;
      opening = { text: found.files[0].text, base };
      return found;
    },
    save: (_, text) => save(text, base),
    /* While a form is shown, the file that it is about is told of in the notice. */
    where: (file) => (file === name && byId("work").hidden ? place(file) : ""),
    judge,
    lessor: () => lessor,
    saveLessor,
    start(hands, menu) {
      editor = hands;
      if (told.sharing) byId("work").prepend(make("details", { class: "shared" }, make("summary", {}, told.sharing.said), make("p", {}, told.sharing.names.join(" · "))));
      menu.append(button(told.words["editor.reopen"], reopen));
      sheet = sheets(told.words, see, hands.led);
      beside(byId("form").parentElement, told, sheet);
      document.addEventListener("visibilitychange", listen);
      listen();
      renew();
    },
  };
}
