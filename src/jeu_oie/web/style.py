"""The style of the page, and how wide its board must be for a square to hold its words (look/tokens.md)."""

import base64
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from math import ceil, sqrt

from markupsafe import Markup

from jeu_oie.board.rings import Cell, Track
from jeu_oie.draw.geometry import Box, number
from jeu_oie.draw.ink import COLOUR, ICONS, IN_INK, INK, THINGS, bare, content
from jeu_oie.draw.subset import WebFont
from jeu_oie.draw.text import LOOSE, TIE, Style, flow
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board, SideTrack
from jeu_oie.web.board import PageGrid, SquareButton, boxes_of, coarse

# --- How wide the board must be for a square to hold its words at 16 px (look/tokens.md, Page): measured, in rem

REM, MM = 16.0, 25.4 / 96
# From 56 rem on a square shows its words.
FULL = 56
WIDTHS = (FULL, 60, 66, 76, 88)
PLAIN, BOLD = Style(12), Style(12, bold=True)  # 12 pt are 16 px
LINE = 18.0  # px, of the lines in a square
BAND, SIDES, FOOT = 33.6, 14.0, 3.0  # px: over the words, on both sides of them, under them
CURVE = 26.0  # px that a round foot takes of the last line
HOUSE = 64.0  # px that the house of a broad arrival takes beside its words
TARGET = 44.0  # px: the least height and width of a button
ROOMY = 120.0  # px: a band that holds number, « à lire » and pictogram
COMPACT = {24: 24, 32: 26, 42: 26, 63: 30}  # rem


@dataclass(frozen=True, slots=True)
class SquareBreakpoints:
    """From which width (rem) a square shows its kind word, its title instead, both of them; 0: never."""

    label: int
    title: int
    both: int


@dataclass(frozen=True, slots=True)
class Room:
    """A square's box in a board of ``across`` mm, the radii of its foot (right, left), px that a picture takes."""

    box: Box
    across: float
    foot: tuple[float, float]
    beside: float = 0


@dataclass(frozen=True, slots=True)
class BoardBreakpoint:
    """From which width (rem) a board is drawn so, and its width over its height."""

    rem: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """From which widths on the board shows what; ``fits`` by the names of the squares.

    ``roomy``: between number and pictogram a band holds the words « à lire ».
    """

    compact: BoardBreakpoint
    full: BoardBreakpoint
    fits: Mapping[str, SquareBreakpoints]
    roomy: bool


def fit_in(places: Iterable[SquareButton], board: Board, track: Track) -> Fitted:
    """The widths of a board, its side tracks in the centre."""
    boxes, told = boxes_of(board, track), tuple(places)
    room = rooms(track, boxes)
    small = compact(len(board.squares), track, boxes.values())
    large = full(track)
    narrowest = min(cell.box.w for cell in track.cells) / track.area.w * large.rem * REM
    return Fitted(small, large, fits(told, room, large.rem), narrowest >= ROOMY)


def rooms(track: Track, boxes: Mapping[str, Box]) -> Mapping[str, Room]:
    """The room of each square, side tracks too."""
    feet = {str(cell.number): (cell.radii[2], cell.radii[3]) for cell in track.cells}
    arrival = track.cells[-1]
    beside = {str(arrival.number): HOUSE if arrival.box.h <= arrival.box.w else 0}
    return {name: Room(box, track.area.w, feet.get(name, (0, 0)), beside.get(name, 0)) for name, box in boxes.items()}


def fits(places: Iterable[SquareButton], rooms: Mapping[str, Room], least: int) -> Mapping[str, SquareBreakpoints]:
    """The fits of the squares, by name; ``least`` is the width from which words show at all."""
    return {place.name: fit(place, rooms[place.name], least) for place in places}


def fit(place: SquareButton, room: Room, least: int) -> SquareBreakpoints:
    """The title says most; where a square says one fact (« Le bailleur »), its word says of what (« Qui paie ? »)."""
    label, title = width_for("", place.label, room, least), width_for("", place.title, room, least)
    both = width_for(place.label, place.title, room, least) if place.more else 0
    return SquareBreakpoints(label if not title or label < title else 0, title, both)


def width_for(label: str, title: str, room: Room, least: int) -> int:
    """The first width at which ``label`` and ``title`` stand together."""
    return first(least, lambda width: holds(label, title, room, width))


def first(least: int, held: Callable[[int], bool]) -> int:
    """The first width at which the words are held."""
    return next((max(width, least) for width in WIDTHS if held(max(width, least))), 0)


def holds(label: str, title: str, room: Room, width: int) -> bool:
    """Whether kind word and title stand whole in a square of a board ``width`` rem wide."""
    scale = width * REM / room.across
    right, left = (radius * scale > LINE for radius in room.foot)
    across = (room.box.w * scale - SIDES - room.beside) * MM
    lines = int((room.box.h * scale - BAND - FOOT) / LINE) - left
    words, wrapped = flow(label, across, PLAIN), flow(title, across, BOLD)
    whole = all(BOLD.width(word) <= across for word in (*label.split(), *title.split()))
    clear = not right or len(words) + len(wrapped) < lines or BOLD.width(wrapped[-1]) < across - CURVE * MM
    return whole and len(words) + len(wrapped) <= lines and clear


def compact(count: int, track: Track, boxes: Iterable[Box]) -> BoardBreakpoint:
    """The board of numbers and pictograms: every square 44 px wide and high."""
    sizes = tuple(boxes)
    narrow, low = min(box.w for box in sizes), min(box.h for box in sizes)
    least = ceil(TARGET / narrow * track.area.w / REM)
    rem = max(COMPACT.get(count, 30), least)
    tall = TARGET / low * track.area.h
    return BoardBreakpoint(rem, round(min(track.area.w / track.area.h, rem * REM / tall), 3))


def full(track: Track) -> BoardBreakpoint:
    """The board with the words that stand in their squares."""
    return BoardBreakpoint(FULL, round(track.area.w / track.area.h, 3))


# --- The style of the page: what is drawn from palette, pictograms, fonts and track; and the policy that fixes it

ROUND = 3.0  # mm: corners beyond this are a ring's
# mm at the usual scale: radius of the number's disc, its centre under the top, its distance from a straight side.
DISC, MIDDLE, AWAY = 4.8, 6.0, 2.0
HEAD = 45.0  # mm: the height of the centre's head at most


def font_faces(fonts: Iterable[WebFont]) -> Iterator[str]:
    """One ``@font-face`` a file, as ``data:``."""
    for font in fonts:
        address = f"data:font/woff2;base64,{base64.b64encode(font.data).decode()}"
        source = f'src:url({address}) format("woff2"){f";unicode-range:{font.letters}" if font.letters else ""}'
        yield f"@font-face{{font-family:A;font-weight:{font.weight};font-display:block;{source}}}"


def colours(palette: Palette, without: Collection[Kind] = ()) -> Iterator[str]:
    """Band, text on it and body of each kind, but of those ``without`` which the page does."""
    for kind, each in palette.kinds.items():
        if kind in without:
            continue
        yield f"[data-kind={kind}]{{--band:{each.band};--on:{each.text};--body:{each.body}}}".lower()


def marks(names: Iterable[str]) -> Mapping[str, str]:
    """The class of each pictogram."""
    return {name: f"p{rank}" for rank, name in enumerate(sorted(set(names)))}


def pictograms(names: Iterable[str], rows: Collection[str], own: Mapping[str, str]) -> Iterator[str]:
    """Each pictogram once: a class shows it, or the kind whose ``own`` it is; the style sheet itself shows ``rows``."""
    kinds: dict[str, list[str]] = {}
    for kind, name in own.items():
        kinds.setdefault(name, []).append(f",:where([data-kind={kind}])")
    yield ":root{" + "".join(f'--i-{name}:url("{picture(name)}");' for name in rows) + "}"
    shown = {name: f"var(--i-{name})" if name in rows else f'url("{picture(name)}")' for name in set(names)}
    for name, mark in sorted(marks(shown).items(), key=lambda pair: (len(shown[pair[0]]), pair)):  # as gzip likes them
        yield f".{mark}{''.join(kinds.get(name, ()))}{{--p:{shown[name]}}}"


# What is the same drawing in white with dashed lines: its paths are in the page already.
DASHED = {"goose-dashed": "goose"}


@cache
def picture(name: str) -> str:
    """A pictogram as a ``data:`` address; those of one colour are white, for the dark band of a step, or in ink."""
    box, inside = content(DASHED.get(name, name.removesuffix(IN_INK)))
    if name in DASHED:
        inside = bare(inside).replace('stroke-linecap="round"', 'stroke-dasharray="2.5 1.5"')
    fill = " fill='#fff'" if name in (*ICONS, *THINGS) else f" fill='{INK}'" if name.endswith(IN_INK) else ""
    svg = coarse(f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{box}'{fill}>{inside}</svg>".replace('"', "'"))
    svg = COLOUR.sub(lambda colour: colour[0].lower(), svg)
    return "data:image/svg+xml," + svg.replace("%", "%25").replace("#", "%23")


def board_rules(
    grid: PageGrid, track: Track, fits: Mapping[str, SquareBreakpoints], side: Iterable[Box]
) -> Iterator[str]:
    """Where each square stands, its corners, and from which width its words show."""
    columns, rows = (" ".join(f"{step:g}fr" for step in steps) for steps in (grid.columns, grid.rows))
    yield f".track{{--mm:calc(100cqi/{number(track.area.w)})}}#track{{grid-template:{rows}/{columns}}}"
    for name, at in grid.places.items():
        yield f"#case-{name}{{grid-area:{at.area}}}"
    yield from corners(track.cells)
    yield centre_rule(track, side)
    yield arrival_rule(track.cells[-1])
    yield from visibility_rules(fits)


def centre_rule(track: Track, side: Iterable[Box]) -> str:
    """Where the name of the circuit stands: in the centre, above the side tracks; a goose as high as that room."""
    area, box = track.area, track.centre
    head = min([each.y - box.y - 2 for each in side] or [HEAD])
    left, top = 100 * (box.x - area.x) / area.w, 100 * (box.y - area.y) / area.h
    size = f"width:{100 * box.w / area.w:.2f}%;height:{100 * box.h / area.h:.2f}%"
    high = f"--head:calc({number(min(head, HEAD))}*var(--mm))"
    return f".centre{{left:{left:.2f}%;top:{top:.2f}%;{size};{high}}}"


def arrival_rule(cell: Cell) -> str:
    """The house of the arrival: under its words in a high square, beside them in a broad one."""
    high = cell.box.h > cell.box.w
    at = "center bottom 8px" if high else "right 10px bottom 8px"
    return f"#case-{cell.number}{{--at:{at};--house:calc({number(cell.box.h * (0.38 if high else 0.48))}*var(--mm))}}"


def side_rules(tracks: Iterable[SideTrack], palette: Palette) -> Iterator[str]:
    """At the ends of a side track the number of its entry and of the square it leads to, as its cards say."""
    for track in tracks:
        if track.squares:
            first, last = track.squares[0].name, track.squares[-1].name
            yield f'#case-{first}{{--from:"{track.entry}"}}#case-{last}{{--to:"{track.target or "?"}"}}'
            if track.kind is not Kind.DETOUR:  # whose colours the style sheet holds
                pills = f"#track #case-{first}::before,#track #case-{last}::after"
                look = palette.kinds[track.kind]
                yield f"{pills}{{background-color:{look.band};color:{look.text}}}".lower()


def door_rules(fitted: Fitted) -> Iterator[str]:
    """A small door: after the word of its square, beside the number where words have no room; on a card's row."""
    shown = "background:var(--i-door) center/contain no-repeat"
    yield f'.r-exit{{background-image:var(--i-door)}}.door .label::after{{content:"";{DOOR};{shown}}}'
    small = f'content:"";position:absolute;left:calc(100% + 2px);top:0;width:1.4rem;height:1.4rem;{shown}'
    yield f"@container board (min-width:{fitted.compact.rem}rem){{#track .door button>b::after{{{small}}}"
    yield "#track .door .label::after{content:none}}"
    yield f"@container board (min-width:{fitted.full.rem}rem){{#track .door button>b::after{{top:2px}}"
    yield "#track .door .pions{left:calc(4.2rem + var(--le,0)*var(--mm))}}"


DOOR = "display:inline-block;vertical-align:-.3em;width:1.4em;height:1.4em;margin-inline-start:.4em"


def leftward_rules() -> Iterator[str]:
    """For a page from right to left: sentences run as their words do, delays and side tracks as on the board."""
    yield "[dir=rtl] :is(p,li,h2,h4,small,dt,dd,.row,.row b,.title){unicode-bidi:plaintext;text-align:right}"
    yield "[dir=rtl] :is(.cal,nav a,.next){direction:ltr}[dir=rtl] :is(.cal,.cal *){text-align:center}"
    yield "[dir=rtl] #track .side::before{left:auto;right:-3.2rem}"
    yield "[dir=rtl] #track .side::after{left:-3.2rem;right:auto}"


def corners(cells: Iterable[Cell]) -> Iterator[str]:
    """The round corners of the rings (mm, from the top left on), with number and pictogram moved inwards."""
    for cell in cells:
        if max(cell.radii) > ROUND:
            round_ones = {f"--r{rank}": value for rank, value in enumerate(cell.radii) if value > ROUND}
            left, right = (shift(value) if value > ROUND else 0 for value in cell.radii[:2])
            said = {**round_ones, **{name: value for name, value in (("--le", left), ("--ri", right)) if value}}
            yield f"#case-{cell.number}{{{';'.join(f'{name}:{number(value)}' for name, value in said.items())}}}"


def shift(radius: float) -> float:
    """How far a disc in the band moves inwards to touch a round corner from inside."""
    depth, free = radius - MIDDLE, radius - DISC
    return max(0.0, radius - sqrt(max(free**2 - depth**2, 0)) - DISC - AWAY)


def looks(fits: Mapping[str, SquareBreakpoints]) -> Mapping[str, str]:
    """The class of each square: one for all that show their words from the same widths on."""
    ranks = {fit: rank for rank, fit in enumerate(dict.fromkeys(fits.values()))}
    return {name: f"f{ranks[fit]}" for name, fit in fits.items()}


def visibility_rules(fits: Mapping[str, SquareBreakpoints]) -> Iterator[str]:
    """From its width on, a square's kind word, then its title instead, then both."""
    classes = dict(zip(fits.values(), looks(fits).values(), strict=True))
    for width in sorted({width for fit in classes for width in astuple(fit)} - {0}):
        shown = {part: [f".{each}" for fit, each in classes.items() if getattr(fit, part) == width] for part in PARTS}
        rules = [f"#track :is({','.join(shown[part])}) .{word}{{{look}}}" for part, word, look in STEPS if shown[part]]
        yield f"@container board (min-width:{width}rem){{{''.join(rules)}}}"


PARTS = ("label", "title", "both")
HIDDEN = "position:absolute;clip-path:inset(50%);width:1px;height:1px"
VISIBLE = "position:static;clip-path:none;width:auto;height:auto"
# What is shown or hidden from the width of a part on; what comes later wins.
STEPS = (
    ("label", "label", VISIBLE),
    ("title", "title", VISIBLE),
    ("title", "label", HIDDEN),
    ("both", "label", VISIBLE),
)


COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
AROUND = re.compile(r"\s*([{};>])\s*|([:,])\s+")


def slim(text: str) -> str:
    """A style without its comments and the spaces that say nothing."""
    return AROUND.sub(r"\1\2", COMMENT.sub("", text)).replace(";}", "}").strip()


TAG = re.compile(r"<[a-z][^<>]*[^<>/]>")
QUOTED = re.compile(r'(?<=[\w-]=)"([\w#.:,%-]+)"(?=[ >])')
# A break beside a tag shows where it separates lines that begin or end with a link; elsewhere it is the template's.
BREAK = re.compile(r"(?<=>)(?<!</a>)\n+|\n+(?=<(?!a ))")


# End tags that the next tag says (HTML, optional tags): of a paragraph only before another block.
IMPLIED = re.compile(
    r"</(?:li|dt|dd|option)>(?=<)"
    r"|</p>(?=<(?:(?:p|ul|ol|div|h\d|details|dl|section|article)[ >]|/(?:div|section|article|li|details|main|footer)>))"
)


SAID = re.compile(r">[^<]+")
BEHIND = re.compile("<script|</body>")


def slim_body(html: str) -> str:
    """The page without the breaks, quotes and end tags of its body that no reader needs; no mark begins a line.

    What a template of the user's lays out otherwise stays as it is (tests/studio tries one).
    """
    begin, end = html.find("<body>"), BEHIND.search(html, max(html.find("</main>"), 0))
    if begin < 0 or not end:
        return html
    body = TAG.sub(lambda tag: QUOTED.sub(r"\1", tag[0]), html[begin : end.start()])
    body = SAID.sub(lambda said: LOOSE.sub(TIE, said[0]), body)
    return html[:begin] + IMPLIED.sub("", BREAK.sub("", body)) + html[end.start() :]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the page may load: its own style and scripts, by their hashes, and ``data:`` fonts and pictures.

    ``early`` runs before anything is drawn, ``script`` once all is there.
    """

    style: Markup
    early: Markup
    script: Markup

    @property
    def content(self) -> Markup:
        """The content of the policy's ``<meta>``."""
        style, early, script = map(fingerprint, (self.style, self.early, self.script))
        return Markup(  # noqa: S704 (hashes)
            f"default-src 'none'; style-src '{style}'; script-src '{early}' '{script}'; font-src data:; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )


def fingerprint(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
