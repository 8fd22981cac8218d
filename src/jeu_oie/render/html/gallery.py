"""The list of a whole output folder: landlords, their circuits, state and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.exchange.compare import Compared
from jeu_oie.layout.direction import direction
from jeu_oie.messages import Catalog
from jeu_oie.render.html.site import frame, site_page


@dataclass(frozen=True, slots=True)
class KitEntry:
    """A kit: its folder under the gallery's, what its sheets say of it, and the files that it has.

    ``source`` is the hash of what it was made of, the same for a kit in colour and in black and white;
    ``compared`` its answers, None where an earlier version made it.
    """

    folder: str
    language: str
    landlord: str
    title: str
    status: str
    version: str
    draft: bool
    files: frozenset[str]
    topic: str = ""
    source: str = ""
    compared: Compared | None = None


def gallery(entries: Sequence[KitEntry], topics: Sequence[tuple[str, str]], words: Catalog) -> str:
    """The gallery as HTML: landlords in order of their names, circuits in order of their titles.

    ``topics``: the files that compare landlords, and the names of their topics.
    """
    ordered = sorted(entries, key=lambda each: (each.landlord.casefold(), each.title.casefold(), each.folder))
    groups = [(name, tuple(own)) for name, own in groupby(ordered, key=lambda each: each.landlord)]
    said = [text for each in ordered for text in (each.landlord, each.title, each.status, each.version)]
    return site_page(
        "gallery.html",
        frame(said, script="site/search.js"),
        language=words.language,
        direction=direction(words.language),
        groups=groups,
        topics=topics,
        words=words,
        found=words("gallery.found", n="{n}"),
        files={each.folder: links(each.files, words) for each in ordered},
    )


def links(files: frozenset[str], words: Catalog) -> tuple[tuple[str, str], ...]:
    """What can be taken of a kit, as far as it has it and as it goes on line (``packing.SITE``): file, name."""
    named = {
        "kit.zip": words("gallery.file.kit"),
        "print/leaflet.pdf": words("gallery.file.leaflet"),
        "board.png": words("gallery.file.picture"),
    }
    return tuple((file, name) for file, name in named.items() if file in files)
