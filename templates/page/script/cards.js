/* Cards: one dialog shows the card of a square; folded texts open where a link leads, and for print. */

/** @template {HTMLElement} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T} */
const one = (selector, root = document) => root.querySelector(selector);
/** @template {HTMLElement} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T[]} */
const all = (selector, root = document) => [...root.querySelectorAll(/** @type {any} */ (selector))];
/** @param {string} id */
const byId = (id) => document.getElementById(id);

/** @param {HTMLElement} place @param {(event: any) => unknown} act */
const onClick = (place, act) => place.addEventListener("click", act);

const root = document.documentElement;

/** Keeps a state in the address alone; where the page may not (some frames), nothing is kept. @param {string} hash */
function remember(hash) {
  try {
    history.replaceState(null, "", `#${hash}`);
  } catch {}
}

/** What the page is made of: squares, cards, problems, sources, the rules, the sentences of this script. */
const board = JSON.parse(byId("board").textContent);

/** Whether a whole room plays one pawn: some sentences are others then. */
let together = false;

/**
 * A sentence, its places filled.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
const say = (key, values = {}) => ((together && board.words[`room.${key}`]) || board.words[key]).replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => String(values[name]));

/**
 * An element with its text and attributes.
 * @param {string} tag
 * @param {string} [text]
 * @param {Record<string, string>} [attributes]
 */
function make(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  return made;
}

/* A source has its title in the list of sources: the script makes a link of each number, with that title. */
let listed = 0;
for (const item of /** @type {HTMLLIElement[]} */ (all(".sources > li"))) {
  listed = item.value || listed + 1;
  item.id = `source-${listed}`;
}
for (const place of all(".src")) {
  const links = place.textContent.match(/\d+/g).map((number) => {
    const title = one(`#source-${number}`).firstElementChild.textContent;
    return make("a", say("cited", { number, title }), { href: `#source-${number}` });
  });
  place.replaceChildren(...links);
}

/** @type {HTMLDialogElement} */
const dialog = one("#carte");
/** @type {HTMLButtonElement[]} */
const squares = all("#track button");
/** The rank of the square whose card is open. */
let current = 0;
/** Whether the dialog closes because a link in it leads elsewhere. */
let leaving = false;

/**
 * The inside of a card, as it stands in the page, without its title and its anchors.
 * @param {string} id
 * @returns {Node[]}
 */
function insideOf(id) {
  const copy = /** @type {Element} */ (byId(id).cloneNode(true));
  one(":scope > h4, :scope > summary", copy).remove();
  return [...copy.childNodes];
}

/** Puts the inside of a card into a place. @param {Element} place @param {string} id */
function fill(place, id) {
  const inside = one(".inside", place);
  inside.classList.toggle("lines", byId(id).classList.contains("lines"));
  inside.replaceChildren(...insideOf(id));
}

/** What a square's button says. @param {Element} square @param {string} name */
const said = (square, name) => one(`:scope > ${name}`, square)?.textContent ?? "";

/**
 * Writes the card of a square into a place that has a band, a title and an inside. What the square says itself comes
 * first; then the card that it opens, which is ``folded`` where that is about more.
 * @param {HTMLElement} place
 * @param {HTMLButtonElement} square
 * @param {boolean} [folded]
 */
function write(place, square, folded) {
  place.dataset.kind = square.parentElement.dataset.kind;
  one(".band b", place).textContent = said(square, "b");
  one(".band .label", place).textContent = [said(square, ".label"), said(square, ".second")].filter(Boolean).join(" · ");
  one(".band i", place).className = square.className;
  one("h2, h3", place).textContent = said(square, ".title");
  const id = square.dataset.card ?? square.parentElement.id.replace("case", "carte");
  fill(place, id);
  const more = said(square, ".more");
  const inside = one(".inside", place);
  if (more && folded) {
    const rest = make("details");
    rest.append(make("summary", one(`#${id} h4, #${id} summary`).lastChild.textContent.trim()), ...inside.childNodes);
    inside.append(rest);
  }
  if (more) inside.prepend(make("p", more));
  inside.prepend(make("p", said(square, ".line"), { class: "line" }));
}

/**
 * Shows the card of a square.
 * @param {number} rank
 */
function show(rank) {
  current = rank;
  write(dialog, squares[rank]);
  /** @type {HTMLButtonElement} */ (one("[data-go='-1']", dialog)).disabled = !rank;
  /** @type {HTMLButtonElement} */ (one("[data-go='1']", dialog)).disabled = !squares[rank + 1];
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  one("h2", dialog).focus();
}

squares.forEach((square, rank) => onClick(square, () => show(rank)));
dialog.addEventListener("close", () => {
  if (!leaving) squares[current].focus();
  leaving = false;
});
onClick(dialog, (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const step = target.dataset.go;
  leaving = Boolean(target.closest("a[href^='#']"));
  if (target === dialog || step === "0" || leaving) dialog.close();
  else if (step) show(current + Number(step));
});

/** The browser's own voice, on demand: what is read is stopped by the same button. @param {string} selector of what is seen */
function read(selector) {
  const voice = window.speechSynthesis;
  if (voice.speaking) return voice.cancel();
  const words = new SpeechSynthesisUtterance(all(selector).map((each) => each.innerText).join("\n"));
  words.lang = root.lang;
  voice.speak(words);
}
for (const button of all("[data-read]")) {
  button.hidden = !window.speechSynthesis;
  onClick(button, () => read(button.dataset.read));
}

/** @type {HTMLDetailsElement[]} */
let folded = [];
addEventListener("beforeprint", () => {
  folded = all(`${root.classList.contains("tout") ? "" : "#circuit:not([hidden]) "}details:not([open])`);
  folded.forEach((each) => (each.open = true));
});
addEventListener("afterprint", () => folded.forEach((each) => (each.open = false)));

/* In a frame as high as its page nobody sees the middle, where dialogs open: there they open where it was touched, and
   before they take the focus, which the site around follows; then higher, where the frame ends. */
if (parent !== window) {
  let touched = 0;
  /** @param {HTMLElement} each */
  const settle = (each) => (each.style.marginTop = `${Math.min(touched, innerHeight - each.offsetHeight)}px`);
  const sized = new ResizeObserver((changes) => changes.forEach(({ target }) => settle(/** @type {HTMLElement} */ (target))));
  addEventListener("click", ({ target }) => {
    const place = /** @type {Element} */ (target);
    if (place.closest("dialog")) return;
    touched = place.getBoundingClientRect().top;
    for (const each of all("dialog")) {
      settle(each);
      sized.observe(each);
    }
  }, true);
}
