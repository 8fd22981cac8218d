/* Keeps the preview current: the page that was saved last stands in the frame, at the place where one was. */

/** @typedef { {page: string, state: string, news: string, title: string} } Told */
/** @typedef { {id: string, tag: string, rank: number} } Spot where an element stands, for its twin in the next page */
/** @typedef { {spot: Spot, top: number} } Anchor */
/** @typedef { {folds: [Spot, boolean][], card: string, opener: Spot | null, scrolled: number, anchor: Anchor | null, focus: Spot | null} } Place */

const main = /** @type {HTMLElement} */ (document.getElementById("shown"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));
const state = /** @type {HTMLElement} */ (document.getElementById("state"));
const heading = /** @type {HTMLElement} */ (document.querySelector("h1"));

let frame = /** @type {HTMLIFrameElement} */ (main.querySelector("iframe"));
/** The frame that loads the next page. @type {HTMLIFrameElement | null} */
let coming = null;
/** The page that stands in the frame, or is about to. */
let page = main.dataset.page ?? "";
/** What was clicked before a dialog opened. @type {Spot | null} */
let opener = null;

/**
 * @param {Element} element
 * @returns {Spot}
 */
function spotOf(element) {
  const home = element.closest("[id]");
  const root = home ?? element.ownerDocument.body;
  return { id: home?.id ?? "", tag: element.localName, rank: [...root.querySelectorAll(element.localName)].indexOf(element) };
}

/**
 * @param {Spot} spot
 * @param {Document} inside
 * @returns {HTMLElement | null}
 */
function twin(spot, inside) {
  const root = spot.id ? inside.getElementById(spot.id) : inside.body;
  if (!root || spot.rank < 0) return root;
  return /** @type {HTMLElement | null} */ (root.querySelectorAll(spot.tag)[spot.rank] ?? null);
}

/**
 * The element with an id that stands nearest to the top of the window.
 * @param {Document} inside
 * @returns {Anchor | null}
 */
function anchorOf(inside) {
  let nearest = null;
  for (const each of inside.querySelectorAll("[id]")) {
    const box = each.getBoundingClientRect();
    if (!box.height || each.closest("dialog")) continue;
    if (!nearest || Math.abs(box.top) < Math.abs(nearest.top)) nearest = { spot: spotOf(each), top: box.top };
  }
  return nearest;
}

/**
 * What is open, where one has scrolled to, what has the focus.
 * @param {Document} inside
 * @returns {Place}
 */
function placeOf(inside) {
  const dialog = inside.querySelector("dialog[open]");
  const focused = document.activeElement === frame && inside.activeElement !== inside.body ? inside.activeElement : null;
  return {
    folds: [...inside.querySelectorAll("details")].map((each) => [spotOf(each), each.open]),
    card: dialog?.querySelector(".band b")?.textContent ?? "",
    opener: dialog ? opener : null,
    scrolled: dialog?.scrollTop ?? 0,
    anchor: inside.defaultView?.scrollY ? anchorOf(inside) : null,
    focus: focused ? spotOf(focused) : null,
  };
}

/**
 * @param {Place} place
 * @param {Document} inside
 */
function restore(place, inside) {
  for (const [spot, open] of place.folds) {
    const fold = twin(spot, inside);
    if (fold instanceof /** @type {any} */ (inside.defaultView).HTMLDetailsElement) fold.toggleAttribute("open", open);
  }
  if (place.anchor) {
    const top = twin(place.anchor.spot, inside)?.getBoundingClientRect().top;
    if (top !== undefined) inside.defaultView?.scrollBy({ top: top - place.anchor.top, behavior: "instant" });
  } else inside.defaultView?.scrollTo({ top: 0, behavior: "instant" });
  if (place.card || place.opener) {
    const square = place.card && inside.querySelector(`#case-${CSS.escape(place.card)} button`);
    const button = /** @type {HTMLElement | null} */ (square || (place.opener && twin(place.opener, inside)));
    button?.click();
    opener = place.opener;
    const dialog = inside.querySelector("dialog[open]");
    if (dialog) dialog.scrollTop = place.scrolled;
  }
}

/**
 * Follows what is clicked in the page; a link that leads elsewhere opens in a window of its own.
 * @param {Document} inside
 */
function follow(inside) {
  inside.addEventListener(
    "click",
    (event) => {
      const clicked = /** @type {Element} */ (event.target);
      const link = /** @type {HTMLAnchorElement | null} */ (clicked.closest("a[href^='http']"));
      if (link && link.origin !== location.origin) [link.target, link.rel] = ["_blank", "noopener"];
      const button = clicked.closest("button");
      if (button && !inside.querySelector("dialog[open]")) opener = spotOf(button);
    },
    true,
  );
}

/** Loads the page anew behind the one that is shown, which gives way once the new one stands. */
function load() {
  coming?.remove();
  const next = /** @type {HTMLIFrameElement} */ (frame.cloneNode(false));
  coming = next;
  next.hidden = false;
  next.className = "coming";
  next.src = (!frame.hidden && frame.contentDocument && frame.contentWindow?.location.href) || "index.html";
  next.addEventListener("load", () => next.contentDocument && follow(next.contentDocument));
  next.addEventListener("load", async () => {
    const inside = next.contentDocument;
    await inside?.fonts.ready; /* until then the page hides its words, and nothing in it can be focused */
    if (coming !== next) return;
    coming = null;
    if (!inside?.querySelector("main")) return next.remove(); /* no page came: the server has stopped */
    const place = !frame.hidden && frame.contentDocument ? placeOf(frame.contentDocument) : null;
    if (place) restore(place, inside);
    frame.remove();
    frame = next;
    frame.className = "";
    if (place?.focus) {
      frame.focus();
      twin(place.focus, inside)?.focus({ preventScroll: true });
    }
  });
  main.append(next);
}

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
if (frame.contentDocument?.readyState === "complete") follow(frame.contentDocument);
frame.addEventListener("load", () => frame.contentDocument && follow(frame.contentDocument));
listen();
