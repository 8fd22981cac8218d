/* The page without play: cards open in one dialog, folded texts open where a link leads and for print. */

/** @type {HTMLDialogElement} */
const dialog = document.querySelector("dialog");
/** @type {HTMLButtonElement[]} */
const squares = [...document.querySelectorAll("#track button")];
/** The rank of the square whose card is open. */
let open = 0;
/** Whether the dialog closes because a link in it leads elsewhere. */
let leaving = false;

/**
 * The inside of a card, as it stands in the page, without its title and its anchors.
 * @param {string} id
 * @returns {Node[]}
 */
function insideOf(id) {
  const copy = /** @type {Element} */ (document.getElementById(id).cloneNode(true));
  copy.querySelector(":scope > h4, :scope > summary").remove();
  return [...copy.childNodes];
}

/**
 * Shows the card of a square.
 * @param {number} rank
 */
function show(rank) {
  open = rank;
  const square = squares[rank];
  const text = (/** @type {string} */ name) => square.querySelector(`:scope > ${name}`)?.textContent ?? "";
  dialog.dataset.kind = square.parentElement.dataset.kind;
  dialog.querySelector(".band b").textContent = text("b");
  dialog.querySelector(".band .label").textContent = [text(".label"), text(".second")].filter(Boolean).join(" · ");
  dialog.querySelector(".band i").className = square.className;
  dialog.querySelector("h2").textContent = text(".title");
  dialog.querySelector(".inside").replaceChildren(...insideOf(square.dataset.card));
  dialog.querySelector("[data-go='-1']").toggleAttribute("disabled", rank === 0);
  dialog.querySelector("[data-go='1']").toggleAttribute("disabled", rank === squares.length - 1);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector("h2").focus();
}

/** Opens what is folded at the end of a link. */
function unfold() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  for (let each = target; each; each = each.parentElement) if (each instanceof HTMLDetailsElement) each.open = true;
  if (target) target.scrollIntoView();
}

squares.forEach((square, rank) => square.addEventListener("click", () => show(rank)));
dialog.addEventListener("close", () => {
  if (!leaving) squares[open].focus();
  leaving = false;
});
dialog.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const step = target.closest("[data-go]")?.getAttribute("data-go");
  leaving = Boolean(target.closest("a[href^='#']"));
  if (target === dialog || step === "0" || leaving) dialog.close();
  else if (step) show(open + Number(step));
});

addEventListener("hashchange", unfold);
unfold();

/** @type {HTMLDetailsElement[]} */
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((each) => (each.open = true));
});
addEventListener("afterprint", () => folded.forEach((each) => (each.open = false)));
document.documentElement.classList.add("script");
