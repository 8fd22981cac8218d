"""The web page of a circuit: one self-contained file (outputs.md, « Facts about the page »).

What to do first, the path, the board as a list of buttons, then the whole circuit. Each card stands once; the
script clones it into a dialog. Everything can be read without script.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jeu_oie.board.cards import Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import palette_of
from jeu_oie.board.palette import Palette
from jeu_oie.board.rules.table import dice
from jeu_oie.board.squares import Board
from jeu_oie.layout.board import legend
from jeu_oie.layout.direction import direction
from jeu_oie.layout.jumps import Jump
from jeu_oie.layout.subset import WebFont
from jeu_oie.layout.tracks import Track
from jeu_oie.messages import Catalog
from jeu_oie.render.html import fill, page_board, page_fit, page_style, text
from jeu_oie.render.html.page_cards import items_of
from jeu_oie.render.html.page_danger import cited_in, dangers, hours_of, numbers
from jeu_oie.render.html.page_data import data
from jeu_oie.render.html.page_sorts import CircuitParts, arrival_of, first_step, in_page_order, sort_out
from jeu_oie.render.html.page_text import web_address
from jeu_oie.render.templates import Templates

RULES = 8
# Pictograms that the style itself shows, on rows of cards; those of headings.
ROWS = (
    "calendar", "calendar-unknown", "egg", "egg-unknown", "bubble", "signpost", "phone", "clock", "coin", "tip",
    "info", "people",
)  # fmt: skip
HEADINGS = ("bridge", "wrench", "pencil", "goose-letter")


@dataclass(frozen=True, slots=True)
class PageParts:
    """All that a page is made of, finished.

    ``track`` and ``jumps`` are those of the drawn board (``BoardLayout``), ``own`` a user's
    templates, ``base_url`` the address where the kit will stand.
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


def page(parts: PageParts) -> str:
    """The page as HTML. Same parts, same text."""
    board, deck = in_page_order(parts.board, parts.deck)
    facts = FactFormatter(board, parts.words)
    palette = palette_of(board.preset.palette)
    sorted_out = sort_out(board, deck, facts)
    places = page_board.places(board, deck, facts)
    fitted = page_fit.fit_in(places, board, parts.track)
    style = style_of(parts, palette, sorted_out, places, fitted)
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
        first_step=first_step(facts),
        numbers=tuple(numbers(facts)),
        dangers=tuple(dangers(facts)),
        danger_hours=hours_of(facts),
        danger_sources=cited_in(facts),
        places=places,
        looks=page_style.looks(fitted.fits),
        own=own_pictograms(places),
        mark=page_style.marks(pictures(parts, sorted_out, places)),
        under=page_board.under(board, parts.track, parts.jumps, palette),
        over=page_board.over(parts.track, parts.jumps, facts, palette),
        area=parts.track.area,
        legend=legend(board, parts.words),
        rules=[parts.words(f"page.rule.{rank}") for rank in range(1, RULES + 1)],
        data=data(board, deck, parts.dossier, places, items_of(board, deck), parts.words),
        throws=sorted(dice(board.preset.dice)),
        address=web_address,
        base_url=web_address(parts.base_url),
    )
    return page_style.slim_body(html)


def style_of(
    parts: PageParts,
    palette: Palette,
    sorted_out: CircuitParts,
    places: Sequence[page_board.SquareButton],
    fitted: page_fit.Fitted,
) -> Markup:
    """The style sheet with the rules of this board, slim."""
    boxes, track = page_board.boxes_of(parts.board, parts.track), parts.track
    side = [box for name, box in boxes.items() if not name.isdigit()]
    rules = [
        *page_style.colours(palette),
        *page_style.pictograms(pictures(parts, sorted_out, places), ROWS, own_pictograms(places)),
        *page_style.side_rules(parts.board.side_tracks),
        *(page_style.leftward_rules() if direction(parts.dossier.language) == "rtl" else ()),
        *page_style.board_rules(page_board.grid(boxes, track.area), track, fitted.fits, side),
    ]
    fonts = Markup("".join(page_style.font_faces(parts.fonts)))  # noqa: S704 (base64)
    made = fill(
        "page/page.css",
        parts.own,
        fonts=fonts,
        rules=Markup("\n".join(rules)),  # noqa: S704 (made here)
        compact=fitted.compact,
        full=fitted.full,
        leftward=direction(parts.dossier.language) == "rtl",
    )
    return Markup(page_style.slim(made))  # noqa: S704 (same)


def own_pictograms(places: Iterable[page_board.SquareButton]) -> Mapping[str, str]:
    """The pictogram that most squares of a kind show; empty for a kind without a square."""
    counted = Counter((place.kind, place.pictogram) for place in places)
    return {str(kind): "" for kind in Kind} | {kind: name for (kind, name), _ in reversed(counted.most_common())}


def pictures(parts: PageParts, sorted_out: CircuitParts, places: Iterable[page_board.SquareButton]) -> Iterable[str]:
    """The pictograms of headings, squares, legend and cards."""
    yield from (*HEADINGS, *(place.pictogram for place in places))
    yield from (entry.pictogram for entry in legend(parts.board, parts.words))
    yield from (card.pictogram for sort in sorted_out.sorts for card in sort.cards)
    yield from (stage.card.pictogram for stage in sorted_out.stages)
