"""What people can read of a board's SVG, seen in a browser: sizes, boxes, what lies under each text, contrast."""

import io
from functools import cache
from itertools import combinations
from pathlib import Path

from PIL import Image

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
# The drawing as large as the window, without its texts.
BARE = """() => {
  const svg = document.documentElement;
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = "text { visibility: hidden }";
  svg.append(style);
}"""
PX_MM = 4
WIDTH_MM, HEIGHT_MM = 420, 297
STRAY = 0.01  # of the pixels under a text: the soft edges of what lies beside it


def seen(browser, file):
    """What ``measure.js`` finds in the SVG ``file``, and the picture of the board without its texts."""
    page = browser.new_page(viewport={"width": WIDTH_MM * PX_MM, "height": HEIGHT_MM * PX_MM})
    try:
        page.goto(file.as_uri())
        found = page.evaluate(f"({MEASURE})()")
        page.evaluate(BARE)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    finally:
        page.close()
    return found, picture


def faults(found, picture):
    """One sentence for each thing that cannot be read."""
    texts = found["texts"]
    yield from (f"font not loaded: {each}" for each in found["fonts"] if each["status"] != "loaded")
    for text in texts:
        said = f"{text['group']} « {text['content']} » {text['size_pt']:.1f} pt"
        yield from (f"{said}: {fault}" for fault in faults_of(text, picture))
    boxes = [tuple(text["ink"][side] for side in "xywh") for text in texts]
    for (one, a), (other, b) in combinations(zip(texts, boxes, strict=True), 2):
        if touch(a, b):
            yield f"{one['group']} « {one['content']} » touches {other['group']} « {other['content']} »"


def faults_of(text, picture):
    checks = {
        "under 9 pt": text["size_pt"] < 9 - 0.01,
        "another font": text["off_mm"] > 0.15,
        "leaves its cell": not text["in_cell"],
        "leaves its box": not text["in_box"],
        "covered": text["covered"],
        "contrast": unreadable(text, picture) > STRAY,
    }
    return [fault for fault, there in checks.items() if there]


def title_sizes(found, cards):
    """Card name → pt of its title's lines: the run of its square's texts that says the title, whole or cut.

    A delay to be found names its steps in plain letters. Where two turns are waited the line says all, and the band
    what happened: there the title may be left out.
    """
    for card in (each for each in cards if each.kind != "delay"):
        texts = [each for each in found["texts"] if each["group"] == f"case-{card.name}" and each["bold"]]
        run = longest_run(texts, card.face.title)
        if run:
            yield card.name, min(each["size_pt"] for each in run)
        elif card.face.title and texts and card.face.turns < 2:
            yield card.name, 0.0


def longest_run(texts, title):
    """The texts, one after the other, that together say ``title``, or its beginning and « … ».

    The title may be the word of the band, too, which stands before it.
    """
    runs = [texts[start:end] for start in range(len(texts)) for end in range(start + 1, len(texts) + 1)]
    return next((run for run in reversed(runs) if says(run, " ".join(title.split()))), [])


def says(run, title):
    said = " ".join(" ".join(each["content"] for each in run).split())  # before « ? » stands a space that holds
    return said == title or (said.endswith("…") and title.startswith(said.rstrip(" …")))


def touch(a, b):
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def unreadable(text, picture):
    """The share of the pixels under a text on which it has less than 4.5:1 (WCAG 2.2, 1.4.3)."""
    ink, own = text["ink"], luminance(bytes.fromhex(text["fill"].lstrip("#")))
    box = (ink["x"], ink["y"], ink["x"] + ink["w"], ink["y"] + ink["h"])
    there = picture.crop(tuple(round(side * PX_MM) for side in box))
    under = there.getcolors(max(1, there.width * there.height)) or []  # it makes room for as many as it may find
    bad = sum(count for count, colour in under if ratio(luminance(colour), own) < 4.5)
    return bad / max(1, sum(count for count, _ in under))


@cache
def luminance(colour):
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)
