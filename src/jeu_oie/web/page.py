"""The web page of a circuit: one self-contained file, with its data (outputs.md, « Facts about the page »)."""

import gzip
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

from markupsafe import Markup

from jeu_oie.board.jumps import Jump
from jeu_oie.board.legend import legend
from jeu_oie.board.rings import Track
from jeu_oie.draw.html import fill, text
from jeu_oie.draw.ink import IN_INK
from jeu_oie.draw.logo import MAX_SIZE_PX, Logo, fit_logos
from jeu_oie.draw.subset import WebFont
from jeu_oie.draw.text import ELLIPSIS, direction
from jeu_oie.game.answers.numbers import list_places
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.guidance import say_number_places
from jeu_oie.game.kinds.register import palette_of
from jeu_oie.game.lines import Handicap, list_rules
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates
from jeu_oie.web import board as page_board
from jeu_oie.web import play
from jeu_oie.web import style as page_style
from jeu_oie.web.answer import cited_in_answers, page_data, told_of_all, views_of
from jeu_oie.web.cards import cited_in, dangers, hours_of, numbers, pictogram_of, web_address
from jeu_oie.web.found import PageHead, SharedPicture
from jeu_oie.web.inline import font_faces, picture, policy
from jeu_oie.web.parts import CircuitParts, alert, arrival_of, cited_numbers, local_ways, own_numbers, sort_out

# What to do first, the path, the board as a list of buttons, then the whole circuit. Each card stands once; the
# script clones it into a dialog. Everything can be read without script.

HEADINGS = ("bridge", "signpost", "thing-fire", f"thing-danger{IN_INK}", "goose-letter")


@dataclass(frozen=True, slots=True)
class PageParts:
    """All that a page is made of, finished.

    ``track`` and ``jumps`` are those of the drawn board (``BoardLayout``), ``own`` a user's
    templates, ``base_url`` the address where the kit will stand, ``room`` the turns
    that a whole room has, and the share of attentive rooms that come home in them (0 to 1); ``handicap``: who of two
    teams starts with a proof; ``picture`` the size of
    ``board.png`` in px, where there is one; ``listed``: search engines may list a draft too; ``around``: files and
    names of the pages over all kits; ``sisters``: topics and files of the pages of the landlord's other circuits.
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
    handicap: Handicap = Handicap.NONE
    picture: tuple[int, int] | None = None
    listed: bool = False
    around: tuple[tuple[str, str], ...] = ()
    sisters: tuple[tuple[str, str], ...] = ()


HEAVIEST = 100_000  # bytes that are sent for a page


def page(parts: PageParts) -> str:
    """The page as HTML, with as good a logo as it has room for. Same parts, same text."""
    show, logo = page_of(parts), parts.board.preset.logo
    bare = show(None)
    if logo is None or weigh(bare) > HEAVIEST:
        return bare
    return next((html for html in map(show, fit_logos(logo)) if weigh(html) <= HEAVIEST), bare)


def page_of(parts: PageParts) -> Callable[[Logo | None], str]:
    """All that the page says, reckoned once; what it gives shows it with a logo, or without."""
    board, deck = parts.board, parts.deck
    facts = FactFormatter(board, parts.words)
    sorted_out = sort_out(board, deck, facts)
    answers = told_of_all(facts, parts.sisters)
    views, cited = views_of(facts.circuit), cited_numbers(sorted_out, facts) | cited_in_answers(answers)
    places = page_board.places(board, deck, facts)
    fitted = page_style.fit_in(places, board, parts.track)
    palette, told = palette_of(board.preset.palette), legend(board, parts.words)
    shown = {
        *HEADINGS,
        *(place.pictogram for place in places),
        *(entry.pictogram for entry in told),
        *(trouble.card.pictogram for trouble in sorted_out.troubles),
        *map(pictogram_of, deck.problems),
    }
    early, script = (Markup(text(f"page/{name}.js", parts.own).strip()) for name in ("early", "script"))  # noqa: S704 (our own)
    show = partial(
        fill,
        "page/page.html",
        parts.own,
        words=parts.words,
        dossier=parts.dossier,
        general=general_of(parts.dossier, parts.words),
        direction=direction(parts.dossier.language),
        early=early,
        script=script,
        parts=sorted_out,
        arrival=arrival_of(board, deck, facts),
        numbers=tuple(numbers(facts)),
        own_numbers=tuple(own_numbers(facts)),
        local_ways=tuple(local_ways(facts)),
        communes=[(name, views.index(places)) for name, places in list_places(facts.circuit).items()],
        alert=alert(facts),
        where=say_number_places(facts),
        topic=facts.circuit.topic,
        dangers=tuple(dangers(facts)),
        danger_hours=hours_of(facts),
        danger_sources=cited_in(facts),
        sources=[each for each in parts.dossier.sources if each.number in cited],
        places=places,
        fits=fitted.fits,
        under=page_board.under(board, parts.track, parts.jumps, palette),
        over=page_board.over(parts.track, parts.jumps, facts, palette),
        area=parts.track.area,
        legend=told,
        rules=[line.replace("*", "") for line in list_rules(board, parts.words, parts.handicap)],
        data=play.data(
            deck,
            parts.dossier,
            facts,
            page_data(facts, answers),
            turns=parts.room and parts.room[0],
            handicap=parts.handicap,
            sisters=parts.sisters,
        ),
        example=example_of(sorted_out),
        room=parts.room,
        address=web_address,
        base_url=web_address(parts.base_url),
        found=found_page(parts),
        around=parts.around,
        wrong=mail_of_wrong(parts),
    )

    def show_with(logo: Logo | None) -> str:
        style = style_of(parts, fitted, palette, shown, logo)
        size = [round(side) for side in logo.within(*MAX_SIZE_PX)] if logo else ()
        return show(policy=policy(style, early, script), style=style, logo=logo, logo_size=size)

    return show_with


PROBLEM, UNTOLD = "*", "%00"  # no text that is quoted holds the one, no circuit the other


def mail_of_wrong(parts: PageParts) -> str:
    """The address of a mail that says what is wrong in the answer to ``PROBLEM``; empty where nobody reads it."""
    dossier, words, association = parts.dossier, parts.words, parts.board.preset.association
    if not (association and association.corrections):
        return ""
    about = f"{dossier.landlord} · {dossier.title} · \0 · {dossier.version}"
    told = {"subject": f"{words('page.wrong')} · {about}", "body": f"{about}\r\n\r\n{words('page.wrong.what')}\r\n"}
    address = f"mailto:{quote(association.corrections, safe='@')}?{urlencode(told, quote_via=quote, safe='')}"
    return address.replace(UNTOLD, PROBLEM)


COMMENT, MARKS = re.compile(r"/\*[^*]*\*/"), re.compile(r"\s*([{};,>])\s*|(?<=[\w-])(:) ")
TITLES = 3  # of problems, as an example of what one types


def example_of(parts: CircuitParts) -> str:
    """What one may type, where nothing is typed: titles of this circuit."""
    return ", ".join(trouble.card.title for trouble in parts.troubles[:TITLES]) + ELLIPSIS


def general_of(dossier: Dossier, words: Catalog) -> str:
    """Of what the circuit lacks: nobody has found it; where the landlord has read the circuit, that it is silent."""
    return words("page.general") if dossier.draft else words("page.general.silent", landlord=dossier.landlord)


def weigh(html: str) -> int:
    """The bytes that are sent for a page."""
    return len(gzip.compress(html.encode(), 9, mtime=0))


def found_page(parts: PageParts) -> PageHead:
    """How the page is found and shared, where its address is known; nobody lists a draft that nobody asks for."""
    dossier, words, address = parts.dossier, parts.words, web_address(parts.base_url)
    told = {"title": dossier.title, "landlord": dossier.landlord}
    name, listed = f"{dossier.title} · {dossier.landlord}", parts.listed or not dossier.draft
    shown = words("embed.picture", **told, version=dossier.version)
    picture = SharedPicture(f"{address}board.png", shown, parts.picture) if address and parts.picture else None
    description, locale = words("page.description", **told), words("embed.locale")
    return PageHead(name, description, address, dossier.game, locale, listed, picture)


def style_of(
    parts: PageParts, fitted: page_style.Fitted, palette: Palette, shown: Collection[str], logo: Logo | None
) -> Markup:
    """The style sheet of this board; ``shown``: the pictograms that a class shows."""
    made = fill(
        "page/page.css",
        parts.own,
        fonts=font_faces(parts.fonts),
        picture=picture,
        pictograms=shown,
        kinds=palette.kinds,
        sheet=page_style.board_sheet(parts.board, parts.track),
        area=parts.track.area,
        sides=parts.board.side_tracks,
        widths=fitted.widths,
        door=parts.board.has_door,
        compact=fitted.compact,
        full=fitted.full,
        roomy=fitted.roomy,
        leftward=direction(parts.dossier.language) == "rtl",
        logo=logo is not None,
        room=parts.room,
    )
    return Markup(compact(made))  # noqa: S704 (our own template, figures, pictures of ours)


def compact(style: str) -> str:
    """A style sheet without its comments, and without the space that stands around its marks."""
    return MARKS.sub(r"\1\2", COMMENT.sub("", style)).replace(";}", "}")
