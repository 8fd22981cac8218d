"""The web page of a circuit: one self-contained file, with its data (outputs.md, « Facts about the page »)."""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jeu_oie.board import legend
from jeu_oie.board.jumps import Jump
from jeu_oie.board.rings import Track
from jeu_oie.draw.html import fill, text
from jeu_oie.draw.logo import Logo, small_logo
from jeu_oie.draw.subset import WebFont
from jeu_oie.draw.text import direction
from jeu_oie.game.card_id import Place, read_card_id
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.guidance import find_number_places
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import palette_of
from jeu_oie.game.lines import twelve
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates
from jeu_oie.web import board as page_board
from jeu_oie.web import play
from jeu_oie.web import style as page_style
from jeu_oie.web.cards import (
    cited_in,
    dangers,
    hours_of,
    numbers,
    pictogram_of,
    web_address,
)
from jeu_oie.web.found import PageHead, SharedPicture
from jeu_oie.web.parts import CircuitParts, alert, arrival_of, cited_numbers, in_page_order, own_numbers, sort_out

# What to do first, the path, the board as a list of buttons, then the whole circuit. Each card stands once; the
# script clones it into a dialog. Everything can be read without script.

# Pictograms that the style itself shows, on rows of cards; those of headings.
ROWS = (
    "calendar", "calendar-unknown", "egg", "egg-unknown", "bubble", "signpost", "phone", "clock", "coin", "tip",
    "info", "people",
)  # fmt: skip
LIGHT = 60_000  # bytes of a page, sent (outputs.md)
LOGO, LOGO_BYTES, FRAME = (160, 40), 3_800, 300  # px at most, bytes, and bytes of what stands around it
SCALES = (2, 1.5, 1, 0.75, 0.5, 0.25)
HEADINGS = ("bridge", "signpost", "thing-fire", "goose-letter")


@dataclass(frozen=True, slots=True)
class PageParts:
    """All that a page is made of, finished.

    ``track`` and ``jumps`` are those of the drawn board (``BoardLayout``), ``own`` a user's
    templates, ``base_url`` the address where the kit will stand, ``room`` the days
    that a whole room has, and the share of attentive rooms that arrive within them (0 to 1); ``picture`` the size of
    ``board.png`` in px, where there is one; ``listed``: search engines may list a draft too; ``around``: files and
    names of the pages over all kits.
    """

    board: Board
    deck: Deck
    dossier: Dossier
    track: Track
    jumps: Sequence[Jump]
    words: Catalog
    fonts: Sequence[WebFont]
    own: Templates | None = None
    base_url: str | None = None
    room: tuple[int, float] | None = None
    picture: tuple[int, int] | None = None
    listed: bool = False
    around: tuple[tuple[str, str], ...] = ()


def page(parts: PageParts) -> str:
    """The page as HTML. Same parts, same text."""
    logo = parts.board.preset.logo
    bare = fill_page(parts, None)
    return fill_page(parts, fit_logo(logo, LIGHT - weigh(bare))) if logo else bare


def weigh(html: str) -> int:
    """The bytes that are sent for a page."""
    return len(gzip.compress(html.encode(), 9, mtime=0))


def fill_page(parts: PageParts, logo: Logo | None) -> str:
    """The page with this logo in its head, or without one."""
    board, deck = in_page_order(parts.board, parts.deck, parts.words)
    facts = FactFormatter(board, parts.words)
    palette = palette_of(board.preset.palette)
    sorted_out = sort_out(board, deck, facts, parts.board.rest)
    cited = cited_numbers(sorted_out, facts)
    places = page_board.places(board, deck, facts)
    fitted = page_style.fit_in(places, board, parts.track)
    shown = (*pictures(parts, sorted_out, places), *map(pictogram_of, play.problem_cards(parts.board, deck)))
    style, mark = style_of(parts, palette, shown, places, fitted, logo), page_style.marks(shown)
    early, script = (Markup(text(f"page/{name}.js", parts.own).strip()) for name in ("early", "script"))  # noqa: S704 (our own)
    html = fill(
        "page/page.html",
        parts.own,
        words=parts.words,
        dossier=parts.dossier,
        direction=direction(parts.dossier.language),
        policy=page_style.Policy(style, early, script),
        parts=sorted_out,
        arrival=arrival_of(board, deck, facts),
        numbers=tuple(numbers(facts)),
        own_numbers=tuple(own_numbers(facts)),
        alert=alert(facts),
        written=parts.dossier.written != facts.unknown,
        where=find_number_places(facts.circuit),
        topic=facts.circuit.topic,
        dangers=tuple(dangers(facts)),
        danger_hours=hours_of(facts),
        danger_sources=cited_in(facts),
        sources=[each for each in parts.dossier.sources if each.number in cited],
        places=places,
        looks=page_style.looks(fitted.fits),
        own=own_pictograms(places),
        mark=mark,
        under=page_board.under(board, parts.track, parts.jumps, palette),
        over=page_board.over(parts.track, parts.jumps, facts, palette),
        area=parts.track.area,
        legend=legend(board, parts.words),
        rules=list(rules_of(parts.board, parts.words)),
        data=play.data(parts.board, board, deck, parts.dossier, mark, facts, parts.room and parts.room[0]),
        room=parts.room,
        address=web_address,
        base_url=web_address(parts.base_url),
        found=found_page(parts),
        around=parts.around,
        logo=logo,
        logo_size=[round(side) for side in logo.within(*LOGO)] if logo else (),
    )
    return page_style.slim_body(html)


def found_page(parts: PageParts) -> PageHead:
    """How the page is found and shared, where its address is known; nobody lists a draft that nobody asks for."""
    dossier, words, address = parts.dossier, parts.words, web_address(parts.base_url)
    told = {"title": dossier.title, "landlord": dossier.landlord}
    name, listed = f"{dossier.title} · {dossier.landlord}", parts.listed or not dossier.draft
    shown = words("embed.picture", **told, version=dossier.version)
    picture = SharedPicture(f"{address}board.png", shown, parts.picture) if address and parts.picture else None
    description, locale = words("page.description", **told), words("embed.locale")
    return PageHead(name, description, address, dossier.game, locale, listed, picture)


def fit_logo(logo: Logo, room: int) -> Logo | None:
    """A PNG with two pixels where a screen may show two, with fewer where that would weigh over ``room`` bytes.

    None where none of them fits: the page then shows the landlord's name.
    """
    sizes = [(round(scale * LOGO[0]), round(scale * LOGO[1])) for scale in SCALES]
    fitted = (small_logo(logo, *size) for size in sizes)
    return next((each for each in fitted if len(each.data) <= min(room - FRAME, LOGO_BYTES)), None)


def rules_of(board: Board, words: Catalog) -> Iterator[str]:
    yield from twelve(board, words)
    if board.has_door:
        yield words("page.rule.door")


def style_of(
    parts: PageParts,
    palette: Palette,
    shown: Sequence[str],
    places: Sequence[page_board.SquareButton],
    fitted: page_style.Fitted,
    logo: Logo | None,
) -> Markup:
    """The style sheet with the rules of this board, slim."""
    boxes, track = page_board.boxes_of(parts.board, parts.track), parts.track
    side = [box for name, box in boxes.items() if read_card_id(name).place is Place.SIDE]
    rules = [
        *page_style.pictograms(shown, rows_of(parts), own_pictograms(places)),
        *page_style.colours(palette, absent(parts.deck)),
        *page_style.side_rules(parts.board.side_tracks, palette),
        *(page_style.leftward_rules() if direction(parts.dossier.language) == "rtl" else ()),
        *page_style.board_rules(page_board.grid(boxes, track.area), track, fitted.fits, side),
        *(page_style.door_rules(fitted) if parts.board.has_door else ()),
    ]
    fonts = Markup("".join(page_style.font_faces(parts.fonts)))  # noqa: S704 (base64)
    made = fill(
        "page/page.css",
        parts.own,
        fonts=fonts,
        rules=Markup("\n".join(rules)),  # noqa: S704 (made here)
        compact=fitted.compact,
        full=fitted.full,
        roomy=fitted.roomy,
        leftward=direction(parts.dossier.language) == "rtl",
        logo=logo is not None,
        room=parts.room,
    )
    return Markup(page_style.slim(made))  # noqa: S704 (same)


def rows_of(parts: PageParts) -> tuple[str, ...]:
    """The pictograms that the style itself shows: a door only where there is one, the pawn of a room likewise."""
    door, pawn = ("door",) * parts.board.has_door, ("file",) * (parts.room is not None)
    return (*ROWS, *door, *pawn)


# The kinds whose colours templates and script give to boxes, whatever stands on the board.
BOXES = (Kind.STEP, Kind.SHORTCUT, Kind.RECOURSE, Kind.PRACTICE, Kind.SPACE, Kind.QUESTION, Kind.BLANK, Kind.FINISH)


def absent(deck: Deck) -> frozenset[Kind]:
    """The kinds that nothing on the page has."""
    return frozenset(Kind).difference(BOXES, (card.kind for card in (*deck.cards, *deck.loose)))


def own_pictograms(places: Iterable[page_board.SquareButton]) -> Mapping[str, str]:
    """The pictogram that most squares of a kind show; empty for a kind without a square."""
    counted = Counter((place.kind, place.pictogram) for place in places)
    return {str(kind): "" for kind in Kind} | {kind: name for (kind, name), _ in reversed(counted.most_common())}


def pictures(parts: PageParts, sorted_out: CircuitParts, places: Iterable[page_board.SquareButton]) -> Iterable[str]:
    """The pictograms of headings, squares, legend and cards."""
    yield from (*HEADINGS, *(place.pictogram for place in places))
    yield from (entry.pictogram for entry in legend(parts.board, parts.words))
    yield from (trouble.card.pictogram for trouble in sorted_out.troubles)
