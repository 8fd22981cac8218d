"""A logo as somebody sent it: a PNG, or an SVG that runs nothing and refers to nothing; anything else is refused.

Of a PNG the pixels are kept, of an SVG what it draws: who, when and with what it was made stays out of a kit.
"""

import re
from collections.abc import Mapping
from math import isfinite
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from jeu_oie.draw.logo import Logo, Media, open_png, shrink, to_png
from jeu_oie.errors import InvalidInput, Place, Problem

MAX_BYTES = 500_000  # bytes of a file
MAX_SVG_BYTES = 200_000
MAX_SIDE_PX = 4096  # pixels
KEPT_SIDE_PX = 800  # pixels of the longer side: 44 mm, as on a board of A1, at 460 to the inch
MAX_RATIO = 8  # times its other side: a strip of letters that nobody could read at this size


def read_logo(data: bytes, name: str) -> Logo:
    """The logo in the file ``name``, of which ``data`` holds ``MAX_BYTES`` + 1 bytes at most. Raises InvalidInput."""
    if data.startswith(SIGNATURE):
        made = read_png(data, name)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        made = read_svg(data, name)
    else:
        raise refusal(name, "logo-unknown")
    if not 1 / MAX_RATIO <= made.ratio <= MAX_RATIO:
        raise refusal(name, "logo-too-long", limit=MAX_RATIO)
    return made


def refusal(name: str, code: str, line: int = 1, **values: object) -> InvalidInput:
    told = tuple((key, str(value)) for key, value in values.items())
    return InvalidInput((Problem(Place(name, line), code, told),))


SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read_png(data: bytes, name: str) -> Logo:
    """Its size is looked at before anything is unpacked (PNG, 11.2.1). Raises InvalidInput."""
    if len(data) > MAX_BYTES:
        raise refusal(name, "logo-too-heavy", limit=MAX_BYTES // 1000)
    if data[12:16] != b"IHDR":
        raise refusal(name, "logo-damaged")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if max(width, height) > MAX_SIDE_PX:
        raise refusal(name, "logo-too-wide", width=width, height=height, limit=MAX_SIDE_PX)
    try:
        picture = open_png(data)
    except (OSError, SyntaxError, ValueError):
        raise refusal(name, "logo-damaged") from None
    return Logo(to_png(shrink(picture, KEPT_SIDE_PX, KEPT_SIDE_PX)), Media.PNG, width / height, name)


# What is kept is written anew from what was checked. What editors note for themselves, in names that are not SVG's,
# draws nothing and is left out.

NAMESPACE = "http://www.w3.org/2000/svg"
PAINTS = ("linearGradient", "radialGradient")
SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
DRAWN = frozenset(("svg", "g", "defs", "style", "stop", "clipPath", *PAINTS, *SHAPES))
NOTES = frozenset(("title", "desc", "metadata"))
LETTERS = frozenset(("text", "tspan", "textPath", "font", "font-face"))
RUNS = frozenset(("script", "handler", "listener", "animate", "animateMotion", "animateTransform", "set"))
REFERS = frozenset(("a", "image", "use", "feImage", "link", "iframe", "foreignObject"))
MAX_DEPTH = 40
MAX_ELEMENTS = 3000  # elements
MAX_CLIPPED_ELEMENTS = 20  # of them within clips: each is drawn again wherever its clip is named
OWN = re.compile(r"url\(\s*([\"']?)#([\w.:-]+)\1\s*\)")
ELSEWHERE = re.compile(r"url\s*\(|[\\@]|\b(?:image|image-set|src|cross-fade)\s*\(", re.IGNORECASE)
UNFIT = re.compile(r"\b(?:animation|transition|behavior|expression|binding|filter|mask|stroke-dash)", re.IGNORECASE)
LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,9})?)(?:px|pt|mm|cm|in|pc)?\s*")


def read_svg(data: bytes, name: str) -> Logo:
    """Raises InvalidInput."""
    if len(data) > MAX_SVG_BYTES:
        raise refusal(name, "logo-too-heavy", limit=MAX_SVG_BYTES // 1000)
    reader = SvgReader(name)
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 (that is all)
    except (expat.ExpatError, LookupError, ValueError):
        raise refusal(name, "logo-no-xml", reader.parser.CurrentLineNumber) from None
    root = reader.close()
    x, y, width, height = view_of(root, name)
    for key in ("width", "height", "preserveAspectRatio", "x", "y"):
        root.attrib.pop(key, None)
    shown = [f"{each:.6g}" for each in (x, y, width, height)]
    root.attrib |= {"xmlns": NAMESPACE, "viewBox": " ".join(shown), "width": shown[2], "height": shown[3]}
    return Logo(tostring(root), Media.SVG, width / height, name)


def view_of(root: Element, name: str) -> tuple[float, float, float, float]:
    """What of its plane it shows. Raises InvalidInput where it does not say it."""
    told = root.get("viewBox", "").replace(",", " ").split()
    if not told:
        sides = [LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
        told = ["0", "0", *(side[1] for side in sides if side)]
    try:
        x, y, width, height = map(float, told)
    except ValueError:
        raise refusal(name, "logo-no-size") from None
    if not all(map(isfinite, (x, y))) or not (0.01 <= min(width, height) <= max(width, height) < 1_000_000):
        raise refusal(name, "logo-no-size")
    return x, y, width, height


class SvgReader:
    """Takes an SVG apart, element by element, and stops at the first that is not to be shown."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say
        self.parser.StartDoctypeDeclHandler = self.declare
        self.parser.SkippedEntityHandler = lambda name, _: self.refuse("logo-entity", what=name)
        self.made = TreeBuilder()
        self.path: list[str] = []  # the elements that are open; empty for those that are left out
        self.count = self.clipping = 0
        self.style = ""  # of the style sheet that is open
        self.known: set[str] = set()  # ids of gradients and clips
        self.asked: dict[str, int] = {}  # ids that something names, and in which line

    def refuse(self, code: str, **values: object) -> None:
        raise refusal(self.name, code, self.parser.CurrentLineNumber, **values)

    def declare(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        """An old editor's DOCTYPE declares nothing by itself, and nothing is fetched for it."""
        if inside:
            self.refuse("logo-entity", what="DOCTYPE")

    def start(self, full: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = full.rpartition(" ")
        self.count += 1
        if len(self.path) == MAX_DEPTH or self.count > MAX_ELEMENTS:
            self.refuse("logo-too-complex")
        if not self.path and (namespace, name) != (NAMESPACE, "svg"):
            self.refuse("logo-unknown")
        self.judge(name, ours=namespace == NAMESPACE)
        shown = namespace == NAMESPACE and name not in NOTES and "" not in self.path
        self.path.append(name if shown else "")
        checked = self.attributes(attributes)
        if not shown:
            return
        if "clipPath" in self.path:
            self.clipping += 1
            if self.clipping > MAX_CLIPPED_ELEMENTS:
                self.refuse("logo-too-complex")
        if name in (*PAINTS, "clipPath"):
            self.known.add(checked.get("id", ""))
        self.made.start(name, checked)

    def judge(self, name: str, *, ours: bool) -> None:
        """Whatever is looked at is judged, even where it is left out."""
        if name in RUNS:
            self.refuse("logo-runs", what=name)
        if name in REFERS:
            self.refuse("logo-refers", what=name)
        if ours and name in LETTERS:
            self.refuse("logo-letters")
        if ours and (name not in DRAWN | NOTES or (name == "svg" and self.path)):
            self.refuse("logo-element", what=name)

    def attributes(self, told: Mapping[str, str]) -> dict[str, str]:
        """Those of SVG itself."""
        kept = {}
        for full, value in told.items():
            namespace, _, name = full.rpartition(" ")
            if name.lower().startswith("on"):
                self.refuse("logo-runs", what=name)
            if name.lower() in ("href", "src"):
                self.refuse("logo-refers", what=name)
            if not namespace and not name.startswith("data-"):
                self.check_references(value)
                self.check_fitness(f"{name}:{value}" if name == "style" else name)
                kept[name] = value
        return kept

    def check_fitness(self, said: str) -> None:
        """No property is named that moves, or is not drawn the same everywhere."""
        if found := UNFIT.search(said):
            self.refuse("logo-element", what=found[0])

    def check_references(self, said: str) -> None:
        """What an attribute or a style sheet says refers to the file's own gradients and clips, if to anything."""
        if found := ELSEWHERE.search(OWN.sub("", said)):
            self.refuse("logo-refers", what=found[0])
        named = [each[2] for each in OWN.finditer(said)]
        if named and "clipPath" in self.path:
            self.refuse("logo-element", what="clip-path")
        self.asked |= dict.fromkeys(named, self.parser.CurrentLineNumber)

    def say(self, text: str) -> None:
        if self.path[-1] == "style":
            self.style += text

    def end(self, full: str) -> None:
        name = self.path.pop()
        if name == "style":
            self.check_references(self.style)
            self.check_fitness(self.style)
            if "clip-path" in self.style.lower():  # might clip a clip by itself
                self.refuse("logo-element", what="clip-path")
            self.made.data(self.style)
            self.style = ""
        if name:
            self.made.end(full.rpartition(" ")[2])

    def close(self) -> Element:
        """All that was kept. Raises InvalidInput where something is named that is not there."""
        for name, line in self.asked.items():
            if name not in self.known:
                raise refusal(self.name, "logo-refers", line, what=f"#{name}")
        made = self.made.close()
        assert isinstance(made, Element)
        return made
