/* What people see, measured in the page: each function lists its faults. */
({
  /** Whether something stands in the small board that only pictures the game: the sentence beside it says the same. */
  pictured(element) {
    const track = element.closest(".track");
    return track && getComputedStyle(track).getPropertyValue("--mini").trim() === "1";
  },
  /** Texts that are shown, with the element that holds each: looked for once, however many faults are asked for. */
  shown() {
    return (this.texts ??= this.looked());
  },
  looked() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
      if (this.pictured(element) || !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      box.lines = [...range.getClientRects()];
      const clipped = element.closest(".skip") || getComputedStyle(element).clipPath !== "none";
      if (box.width > 1 && box.height > 1 && !clipped) found.push([walker.currentNode.data.trim(), element, box]);
    }
    return found;
  },
  small() {
    return this.shown()
      .filter(([, element]) => parseFloat(getComputedStyle(element).fontSize) < 16)
      .map(([text, element]) => `${text}: ${getComputedStyle(element).fontSize}`);
  },
  contrasts() {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = parts(colour).map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const clear = (colour) => parts(colour)[3] === 0;
    const ground = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const colour = getComputedStyle(each).backgroundColor;
        if (!clear(colour)) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    return this.shown()
      .map(([text, element]) => {
        const [one, other] = [getComputedStyle(element).color, ground(element)];
        const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
        return [text, (high + 0.05) / (low + 0.05), one, other];
      })
      .filter(([, ratio]) => ratio < 4.5)
      .map(([text, ratio, one, other]) => `${text}: ${ratio.toFixed(2)} (${one} on ${other})`);
  },
  /** Buttons and links that stand alone are 44 px high and wide; a link in a sentence is as high as its line. */
  targets() {
    return [...document.querySelectorAll("button, summary, a[href]")]
      .filter((each) => each.checkVisibility({ contentVisibilityAuto: true }) && !each.closest(".skip") && !this.pictured(each))
      .filter((each) => {
        const box = each.getBoundingClientRect();
        const alone = each.tagName !== "A" || getComputedStyle(each).display !== "inline";
        const least = !alone ? 18 : each.matches(".src a") ? 24 : 44;
        return box.height < least - 0.5 || (alone && box.width < least - 0.5);
      })
      .map((each) => `${each.textContent.trim()}: ${each.getBoundingClientRect().width} x ${each.getBoundingClientRect().height}`);
  },
  /** Anything wider than the window. */
  wide() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1)
      .map((each) => `${each.tagName} ${each.className}: ${each.textContent.trim().slice(0, 40)}`);
  },
  /** Texts of the board that leave their square, or that stand on each other. */
  cut() {
    const faults = [];
    const meet = (one, two) =>
      Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1 &&
      Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 4;
    for (const button of document.querySelectorAll("#track button")) {
      const outer = button.getBoundingClientRect();
      const inner = this.shown().filter(([, element]) => button.contains(element));
      for (const [text, , box] of inner) {
        if (box.left < outer.left || box.right > outer.right + 0.5 || box.top < outer.top || box.bottom > outer.bottom + 0.5) faults.push(text);
        for (const [other, , beside] of inner) {
          if (text === other) continue;
          if (box.lines.some((one) => beside.lines.some((two) => meet(one, two)))) faults.push(`${text} on ${other}`);
        }
      }
    }
    return faults;
  },
})
