/* In the page that stands in the preview's frame: tells where its reader is, and takes them there again. It stands in a
   sandbox, where nothing of the preview can be reached, nor this page from there. */
{
  /** @typedef { {id: string, tag: string, rank: number} } Spot where an element stands, for its twin in the next page */
  /** @typedef { {spot: Spot, top: number} } Anchor */
  /** @typedef { {hash: string, folds: [Spot, boolean][], card: string, opener: Spot | null, scrolled: number, anchor: Anchor | null, focus: Spot | null} } Place */

  /** What was clicked before a dialog opened. @type {Spot | null} */
  let opener = null;

  /**
   * @param {Element} element
   * @returns {Spot}
   */
  const spotOf = (element) => {
    const home = element.closest("[id]");
    const root = home ?? document.body;
    return { id: home?.id ?? "", tag: element.localName, rank: [...root.querySelectorAll(element.localName)].indexOf(element) };
  };

  /**
   * @param {Spot} spot
   * @returns {HTMLElement | null}
   */
  const twin = (spot) => {
    const root = spot.id ? document.getElementById(spot.id) : document.body;
    if (!root || spot.rank < 0) return root;
    return /** @type {HTMLElement | null} */ (root.querySelectorAll(spot.tag)[spot.rank] ?? null);
  };

  /**
   * The element with an id that stands nearest to the top of the window.
   * @returns {Anchor | null}
   */
  const anchor = () => {
    let nearest = null;
    for (const each of document.querySelectorAll("[id]")) {
      const box = each.getBoundingClientRect();
      if (!box.height || each.closest("dialog")) continue;
      if (!nearest || Math.abs(box.top) < Math.abs(nearest.top)) nearest = { spot: spotOf(each), top: box.top };
    }
    return nearest;
  };

  /**
   * What is open, where one has scrolled to, what has the focus.
   * @returns {Place}
   */
  const place = () => {
    const dialog = document.querySelector("dialog[open]");
    const focused = document.activeElement;
    return {
      hash: location.hash,
      folds: [...document.querySelectorAll("details")].map((each) => [spotOf(each), each.open]),
      card: dialog?.querySelector(".band b")?.textContent ?? "",
      opener: dialog ? opener : null,
      scrolled: dialog?.scrollTop ?? 0,
      anchor: scrollY ? anchor() : null,
      focus: focused && focused !== document.body ? spotOf(focused) : null,
    };
  };

  /** @param {Place} place */
  const restore = (place) => {
    for (const [spot, open] of place.folds) {
      const fold = twin(spot);
      if (fold instanceof HTMLDetailsElement) fold.open = open;
    }
    if (place.anchor) {
      const top = twin(place.anchor.spot)?.getBoundingClientRect().top;
      if (top !== undefined) scrollBy({ top: top - place.anchor.top, behavior: "instant" });
    } else scrollTo({ top: 0, behavior: "instant" });
    if (place.card || place.opener) {
      const square = place.card && document.querySelector(`#case-${CSS.escape(place.card)} button`);
      const button = /** @type {HTMLElement | null} */ (square || (place.opener && twin(place.opener)));
      button?.click();
      opener = place.opener;
      const dialog = document.querySelector("dialog[open]");
      if (dialog) dialog.scrollTop = place.scrolled;
    }
  };

  /** @param {string} preview @param {Place} [place] */
  const tell = (preview, place) => parent.postMessage({ preview, place }, "*");

  let due = 0;
  const moved = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      tell("place", place());
    });
  };
  for (const each of ["scroll", "toggle", "click", "input", "close", "focusin", "focusout", "hashchange"])
    addEventListener(each, moved, true);

  /* A link that leads elsewhere opens in a window of its own: in this frame it would be asked for without the cookie. */
  addEventListener(
    "click",
    (event) => {
      const clicked = /** @type {Element} */ (event.target);
      const link = /** @type {HTMLAnchorElement | null} */ (clicked.closest("a[href]"));
      if (/^http/.test(link?.protocol) && link.href.split("#")[0] !== location.href.split("#")[0])
        [link.target, link.rel] = ["_blank", "noopener"];
      const button = clicked.closest("button");
      if (button && !document.querySelector("dialog[open]")) opener = spotOf(button);
    },
    true,
  );

  addEventListener("load", async () => {
    await document.fonts.ready; /* until then the page hides its words, and nothing in it can be focused */
    tell("ready");
  });
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (data?.preview === "restore") {
      if (data.place) restore(data.place);
      tell("restored");
    }
    if (data?.preview === "focus" && data.place.focus) twin(data.place.focus)?.focus({ preventScroll: true });
  });
}
