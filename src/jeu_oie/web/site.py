"""The pages around a kit: one look; the gallery of a folder, landlords side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from jeu_oie.circuit.nearest import plain
from jeu_oie.disk import as_address
from jeu_oie.draw.html import fill, text
from jeu_oie.draw.ink import DRAFT, EDGE, GROUND, INK, PAPER, ROAD, content
from jeu_oie.draw.subset import fonts_for
from jeu_oie.draw.text import direction
from jeu_oie.exchange.compare import KitEntry
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.sheet_language import language_name, split_language
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates
from jeu_oie.web.found import NOWHERE, PageHead, SharedPicture, SiteAddress
from jeu_oie.web.inline import font_faces, policy

LINK = "#00598A"  # reads on every ground of these pages
COLOURS = {"ink": INK, "paper": PAPER, "ground": GROUND, "road": ROAD, "edge": EDGE, "link": LINK, "draft": DRAFT}
COLOURS |= {"band": KINDS[Kind.STEP].band, "gold": KINDS[Kind.START].band}


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """Style and script of a page, and the content of its policy: pictures of the same folder besides."""

    style: Markup
    script: Markup
    policy: Markup


def frame(
    said: Iterable[str],
    own: Templates | None = None,
    *,
    rules: str = "",
    script: str = "",
    frames: bool = False,
    **values: object,
) -> SiteFrame:
    """The frame of a page that says ``said``: ``script`` names a template, and so does ``rules`` for more of its style.

    ``values`` fill that; ``frames``: it may show the page of its own folder inside itself.
    """
    fonts = font_faces(fonts_for(said, light=True))
    style = Markup(fill("site/site.css", own, fonts=fonts, rules=rules, **COLOURS, **values))  # noqa: S704 (our template)
    code = Markup(text(script, own)) if script else Markup("")  # noqa: S704 (our template)
    may = policy(style, *filter(None, (code,)), images="'self' data:", more="frame-src 'self'" if frames else "")
    return SiteFrame(style, code, may)


def site_page(
    template: str, made: SiteFrame, own: Templates | None = None, /, *, found: PageHead | None = None, **values: object
) -> str:
    """The page of ``template``, with goose and frame; search engines leave it alone unless ``found`` says more."""
    return fill(template, own, frame=made, goose=content("goose-large"), found=found or PageHead(), **values)


def gallery(
    entries: Sequence[KitEntry],
    topics: Sequence[tuple[str, str]],
    words: Catalog,
    online: SiteAddress = NOWHERE,
    picture: SharedPicture | None = None,
) -> str:
    """The gallery as HTML: landlords in order of their names, circuits in order of their titles; examples after them.

    ``topics``: the files that compare landlords, and the names of their topics; ``picture``: the one to share it with.
    """
    ordered = sorted(
        entries, key=lambda each: (each.example, each.landlord.casefold(), each.title.casefold(), each.folder)
    )
    groups = [(name, tuple(own)) for name, own in groupby(ordered, key=lambda each: (each.example, each.landlord))]
    said = [
        text
        for each in ordered
        for text in (*seen_of(each), *each.communes, *each.problems.values(), each.title, each.status, each.version)
    ]
    return site_page(
        "gallery.html",
        frame(said, script="site/search.js"),
        language=words.language,
        direction=direction(words.language),
        groups=[(name, own) for (example, name), own in groups if not example],
        examples=[(name, own) for (example, name), own in groups if example],
        communes=sorted({name for each in ordered for name in each.communes}, key=plain),
        topics=topics,
        words=words,
        found=found_gallery(ordered, words, online, picture),
        hits=words("gallery.found", n="{n}"),
        seen_of=seen_of,
        files={each.folder: links(each.files, words) for each in ordered},
    )


def seen_of(entry: KitEntry) -> tuple[str, ...]:
    """What a landlord is found by, as it is shown: its name on sheets, its full name where that is another, where."""
    full = entry.name if entry.name not in (entry.short, entry.landlord) else ""
    return tuple(filter(None, (entry.landlord, full, entry.area)))


def found_gallery(
    entries: Sequence[KitEntry], words: Catalog, online: SiteAddress, picture: SharedPicture | None = None
) -> PageHead:
    names = dict.fromkeys(each.short or each.landlord for each in entries)
    return PageHead(
        words("gallery.title"),
        words("gallery.description", landlords=", ".join(names)),
        online.address,
        words("game.title"),
        words("embed.locale"),
        listed=True,
        picture=picture,
    )


def page_address(entry: KitEntry, online: SiteAddress) -> str:
    return f"{online.address}{as_address(entry.folder)}/"


def links(files: Mapping[str, int], words: Catalog) -> tuple[tuple[str, str], ...]:
    """What can be taken of a kit, one by one, with its size: the sheets of an evening, the picture of the board."""
    sheets = sorted(name for name in files if name.rpartition("/")[0] == "print")
    return tuple(
        (name, words("gallery.file", name=file_title(name, words), size=max(1, round(files[name] / 1000))))
        for name in (*sheets, *(["board.png"] if "board.png" in files else []))
    )


NUMBERED = re.compile(r"(.+?)(?:-(\d+))?$")


def file_title(name: str, words: Catalog) -> str:
    """What a file of a kit is, by its name there; of several of one sort (« 2-table-1 ») each has its number."""
    whole, language = split_language(name.removeprefix("print/").rpartition(".")[0])
    sort, rank = NUMBERED.findall(whole)[0]
    said = words(f"studio.file.{sort}") + (f" ({rank})" if rank else "")
    return words("studio.file-in", sheet=said, language=language_name(language)) if language else said
