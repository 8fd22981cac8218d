/* Keeps the preview current: the page that was saved last stands in the frame, at the place where one was. The page is
   shut in a sandbox and cannot be looked into: it tells the reader's place itself (framed.js). */

/** @typedef { {page: string, state: string, news: string, title: string} } Told */

const main = /** @type {HTMLElement} */ (document.getElementById("shown"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));
const state = /** @type {HTMLElement} */ (document.getElementById("state"));
const heading = /** @type {HTMLElement} */ (document.querySelector("h1"));

let frame = /** @type {HTMLIFrameElement} */ (main.querySelector("iframe"));
/** The frame that loads the next page. @type {HTMLIFrameElement | null} */
let coming = null;
/** The page that stands in the frame, or is about to. */
let page = main.dataset.page ?? "";
/** What the page in the frame told last of the reader's place: handed to the next one as it is. @type { {hash: string} | null } */
let place = null;

/** Loads the page anew behind the one that is shown, which gives way once the new one stands. */
function load() {
  coming?.remove();
  coming = /** @type {HTMLIFrameElement} */ (frame.cloneNode(false));
  coming.hidden = false;
  coming.className = "coming";
  const address = new URL("framed.html", location.href);
  address.hash = place?.hash ?? "";
  coming.src = address.href;
  main.append(coming);
}

/** The new page stands at the reader's place: it takes that of the former one. */
function swap() {
  const focused = document.activeElement === frame;
  frame.remove();
  frame = coming;
  coming = null;
  frame.className = "";
  if (!focused) return;
  frame.focus();
  say(frame, "focus");
}

/** A page in a sandbox has no origin to be addressed by. @param {HTMLIFrameElement} to @param {string} preview */
const say = (to, preview) => to.contentWindow?.postMessage({ preview, place }, "*");

addEventListener("message", ({ source, data }) => {
  if (source === frame.contentWindow && data?.preview === "place") place = data.place;
  if (source !== coming?.contentWindow) return;
  if (data?.preview === "ready") say(coming, "restore");
  if (data?.preview === "restored") swap();
});

/** Calls the circuit by its new title wherever the old one stood: heading, tab, frame. @param {string} title */
function rename(title) {
  const old = heading.textContent ?? "";
  document.title = document.title.replace(old, () => title);
  frame.title = frame.title.replace(old, () => title);
  heading.textContent = title;
}

/** @param {Told} news */
function tell(news) {
  const open = document.getElementById("less")?.hasAttribute("open") ?? false;
  if (told.innerHTML !== news.news) told.innerHTML = news.news;
  document.getElementById("less")?.toggleAttribute("open", open);
  const time = new Date().toLocaleTimeString(document.documentElement.lang);
  state.textContent = `${time} · ${news.state}`;
  if (news.title) rename(news.title);
  if (news.page && news.page !== page) {
    page = news.page;
    load();
  }
}

/** The stream of what changes: only while the window is seen, since a browser opens few of them at a time. */
let stream = /** @type {EventSource | null} */ (null);

function listen() {
  stream = new EventSource("events");
  stream.addEventListener("message", (event) => tell(JSON.parse(event.data)));
  stream.addEventListener("error", () => (state.textContent = document.body.dataset.lost ?? ""));
}

document.addEventListener("visibilitychange", () => {
  stream?.close();
  if (!document.hidden) listen();
});
listen();
