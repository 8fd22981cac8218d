"""The tiles of the hall poster, measured and drawn: a picture, a title, what to do first, a chip. Lengths in mm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import DRAFT, GOLD, INK, WHITE, mix
from jeu_oie.draw.marks import cap, centred_text, disc_path, line_height, lines_of, text_at, thing_icon
from jeu_oie.draw.scene import Group, Mark, Shape
from jeu_oie.draw.text import Style, even_lines, wrap_text
from jeu_oie.sheets.band_foot import LEAST
from jeu_oie.sheets.paper import PrintContext
from jeu_oie.sheets.poster_choice import UrgencyTile

GAP, PAD, INNER, CORNER = 3.2, 3.2, 2.5, 4.0
LARGEST, USUAL, SMALLEST = 30.0, 20.0, 14.0  # of a picture
BESIDE = 17.0  # of one that stands before its title
ALONE = 42.0  # of a picture where all stand in one row
TITLES = (17.0, 16.0, 15.0, LEAST)
TITLE_LINES = 3
PINK = mix(DRAFT, 0.13)
CREAM = mix(GOLD, 0.3)
CHIP = 7.6
STEP = line_height(LEAST) * 0.95
TICK = 6.0
ROWS = {1: (1,), 2: (2,), 3: (3,), 4: (2, 2), 5: (3, 2), 6: (3, 3)}


@dataclass(frozen=True, slots=True)
class TileForm:
    """How many gestures of a problem are told; ``beside``: where there are some, the title stands beside its picture.

    ``picture``: the least that it may come to.
    """

    gestures: int
    beside: bool
    picture: float


@dataclass(frozen=True, slots=True)
class MeasuredTile:
    """A tile in its width: its lines and their sizes."""

    tile: UrgencyTile
    width: float
    title: tuple[str, ...]
    style: Style
    gestures: tuple[tuple[str, ...], ...]
    chip: tuple[str, ...]
    chip_style: Style
    beside: bool

    @property
    def chip_height(self) -> float:
        if not (self.chip or self.tile.ask):
            return 0
        return CHIP + line_height(self.chip_style.size_pt) * max(len(self.chip) - 1, 0)

    @property
    def gestures_height(self) -> float:
        lines = sum(map(len, self.gestures))
        return lines * STEP + 0.8 * len(self.gestures) + 0.6 if lines else 0

    @property
    def title_height(self) -> float:
        return line_height(self.style.size_pt) * 0.97 * len(self.title)

    @property
    def text_height(self) -> float:
        """All but a picture that stands over the title."""
        below = self.chip_height + 1.6 if self.chip_height else 0
        return 2 * PAD + 2.8 + (0 if self.beside else self.title_height) + self.gestures_height + below

    @property
    def head(self) -> float:
        """Of a picture with the title beside it."""
        return max(BESIDE, self.title_height)

    def height(self, picture: float) -> float:
        return self.text_height + (self.head if self.beside else picture)


def measure_tile(tile: UrgencyTile, width: float, form: TileForm) -> MeasuredTile:
    """The title as large as it stands on two lines; of what to do, all in a danger, else as many as ``form`` says."""
    room = width - 2 * INNER
    beside = form.beside and bool(tile.gestures)
    title, style = fit_title(tile.title, room - (BESIDE + 4.5 if beside else 0))
    chip_style = Style(15, bold=True) if tile.danger else Style(LEAST)
    chip = even(tile.chip, room - 6, chip_style) if tile.chip else ()
    gestures = tile.gestures if tile.danger else tile.gestures[: form.gestures]
    told = tuple(even(said, room, Style(LEAST)) for said in gestures)
    return MeasuredTile(tile, width, title, style, told, chip, chip_style, beside)


def fit_title(title: str, room: float) -> tuple[tuple[str, ...], Style]:
    for most in (2, TITLE_LINES):
        for size in TITLES:
            style = Style(size, bold=True)
            if lines := lines_of(title, room, style, most):
                return lines_tied(title, room, style, len(lines)), style
    return wrap_text(title, room, Style(LEAST, bold=True)), Style(LEAST, bold=True)


def lines_tied(title: str, room: float, style: Style, count: int) -> tuple[str, ...]:
    """On ``count`` even lines, none of which ends on an article where that can be."""
    return even_lines(title, room, style, count) or wrap_text(title, room, style)


def even(said: str, room: float, style: Style) -> tuple[str, ...]:
    lines = wrap_text(said, room, style)
    return even_lines(said, room, style, len(lines)) or lines


@dataclass(frozen=True, slots=True)
class TileRow:
    """A row of tiles of one height."""

    tiles: tuple[MeasuredTile, ...]

    def height(self, picture: float) -> float:
        """With pictures of this size."""
        return max(each.height(picture) for each in self.tiles)

    def picture(self, each: MeasuredTile, height: float, largest: float) -> float:
        """The picture of a tile in a row of ``height``: as large as those of its sort in the row can be."""
        if each.beside:
            return BESIDE
        alike = [other.text_height for other in self.tiles if other.tile.danger == each.tile.danger]
        return min(largest, height - max(alike))


def arrange(tiles: Sequence[UrgencyTile], room: float, form: TileForm) -> tuple[TileRow, ...]:
    rows: list[TileRow] = []
    rest = list(tiles)
    for count in ROWS[len(tiles)]:
        width = (room - GAP * (count - 1)) / count
        rows.append(TileRow(tuple(measure_tile(each, width, form) for each in rest[:count])))
        rest = rest[count:]
    return tuple(rows)


def rows_height(rows: Sequence[TileRow], picture: float) -> float:
    return sum(row.height(picture) for row in rows) + GAP * (len(rows) - 1)


def fit_rows(tiles: Sequence[UrgencyTile], room: Box) -> tuple[TileRow, ...]:
    """As many tiles as ``room`` holds, the last dropped first; then all that they say, as far as pictures stay large.

    A danger keeps all its gestures, a problem its first.
    """
    most = max((len(each.gestures) for each in tiles), default=0)
    forms = (
        *(TileForm(gestures, beside=False, picture=USUAL) for gestures in range(max(most, 1), 0, -1)),
        *(TileForm(gestures, beside=True, picture=SMALLEST) for gestures in range(most, 0, -1)),
        TileForm(1, beside=False, picture=SMALLEST),
    )
    for count in range(len(tiles), 0, -1):
        for form in forms:
            rows = arrange(tiles[:count], room.w, form)
            if rows_height(rows, form.picture) <= room.h:
                return rows
    return ()


def heights_of(rows: Sequence[TileRow], room: Box, largest: float) -> list[float]:
    """Each row as high as its least picture asks for; what is left first makes the pictures large, then is shared."""
    least = [row.height(SMALLEST) for row in rows]
    free = room.h - rows_height(rows, SMALLEST)
    lacking = [row.height(largest) - row.height(SMALLEST) for row in rows]
    spare = max(free - sum(lacking), 0) / len(rows)
    share = min(free / (sum(lacking) or 1), 1)
    return [low + share * more + spare for low, more in zip(least, lacking, strict=True)]


# --- drawn -----------------------------------------------------------------------------------------------


def tile_groups(paper: PrintContext, tiles: Sequence[UrgencyTile], room: Box) -> Iterator[Group]:
    """A group for each tile."""
    rows = fit_rows(tiles, room)
    largest = LARGEST if len(rows) > 1 else ALONE
    y, rank = room.y, 0
    for row, high in zip(rows, heights_of(rows, room, largest) if rows else (), strict=True):
        x = room.x
        for each in row.tiles:
            rank += 1
            box = Box(x, y, each.width, high)
            marks = draw_tile(paper, each, box, row.picture(each, high, largest))
            yield Group(tuple(marks), f"urgence-{rank}", "panel")
            x += each.width + GAP
        y += high + GAP


def draw_tile(paper: PrintContext, each: MeasuredTile, box: Box, picture: float) -> Iterator[Mark]:
    saver, tile = paper.palette.saver, each.tile
    fill = PINK if tile.danger and not saver else WHITE
    yield Shape(rounded_path(box, (CORNER,) * 4), fill, INK, 1.1 if saver and tile.danger else 0.7)
    if tile.rank:
        yield from draw_rank(paper, tile.rank, box)
    spare = box.h - each.height(picture)
    middle, y = box.centre.x, box.y + PAD + spare * (0.15 if each.beside else 0.3)
    yield from draw_head(each, Box(box.x + INNER, y, box.w - 2 * INNER, each.head), picture, spare)
    y += each.head if each.beside else picture + spare * 0.1 + each.title_height
    y += 2.6 + (spare * 0.2 if each.beside else 0)
    for gesture in each.gestures:
        y += 0.8
        for line in gesture:
            yield centred_text(middle, y + STEP * 0.76, line, Style(LEAST))
            y += STEP
    foot = Box(box.x + INNER, box.bottom - PAD - 1 - each.chip_height, box.w - 2 * INNER, each.chip_height)
    if tile.ask:
        yield from draw_question(paper, foot)
    elif each.chip:
        yield from draw_chip(paper, each, foot)


def draw_head(each: MeasuredTile, box: Box, picture: float, spare: float) -> Iterator[Mark]:
    """The picture over its title, or before it."""
    step = line_height(each.style.size_pt) * 0.97
    if each.beside:
        wide = picture + 2.5 + max(map(each.style.width, each.title))
        x, y = box.centre.x - wide / 2, box.centre.y
        yield thing_icon(each.tile.picture, Box(x, y - picture / 2, picture, picture))
        y -= each.title_height / 2
        for line in each.title:
            yield text_at(x + picture + 2.5, y + step * 0.78, line, each.style)
            y += step
        return
    yield thing_icon(each.tile.picture, Box(box.centre.x - picture / 2, box.y, picture, picture))
    y = box.y + picture + 2 + spare * 0.1
    for line in each.title:
        yield centred_text(box.centre.x, y + step * 0.78, line, each.style)
        y += step


def draw_rank(paper: PrintContext, rank: int, box: Box) -> Iterator[Mark]:
    """The number of a step, in the corner."""
    x, y = box.x + 8, box.y + 8
    yield Shape(disc_path(x, y, 5.2), WHITE if paper.palette.saver else GOLD, INK, 0.7)
    yield centred_text(x, y + cap(16) / 2, str(rank), Style(16, bold=True))


def draw_chip(paper: PrintContext, each: MeasuredTile, box: Box) -> Iterator[Mark]:
    """A number to call, white; a delay, cream."""
    style = each.chip_style
    wide = max(map(style.width, each.chip)) + 7
    pill = Box(box.centre.x - wide / 2, box.y, wide, box.h)
    fill = WHITE if each.tile.danger or paper.palette.saver else CREAM
    yield Shape(rounded_path(pill, (min(box.h, CHIP) / 2,) * 4), fill, INK, 0.45)
    step = line_height(style.size_pt)
    first = pill.centre.y + cap(style.size_pt) / 2 - step * (len(each.chip) - 1) / 2
    for rank, line in enumerate(each.chip):
        yield centred_text(pill.centre.x, first + rank * step, line, style)


def draw_question(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """« Urgent ? ☐ oui ☐ non », ticked with a felt pen."""
    t, style = paper.words, Style(LEAST)
    words = [t("poster.ask"), t("poster.yes"), t("poster.no")]
    wide = sum(map(style.width, words)) + 2 * (TICK + 1.2) + 2 * 3
    x, y = box.centre.x - wide / 2, box.centre.y
    yield text_at(x, y + cap(style.size_pt) / 2, words[0], style)
    x += style.width(words[0]) + 3
    for word in words[1:]:
        yield Shape(rounded_path(Box(x, y - TICK / 2, TICK, TICK), (1.2,) * 4), WHITE, INK, 0.6)
        yield text_at(x + TICK + 1.2, y + cap(style.size_pt) / 2, word, style)
        x += TICK + 1.2 + style.width(word) + 3
