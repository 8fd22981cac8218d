"""What a federation puts into its own pages: the kit in a frame, or plain HTML that WordPress keeps.

Which snippet for whom, and what WordPress does with it, has been tried: outputs.md, « Facts about the page ».
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import codepoint2name
from urllib.parse import urlsplit

from jeu_oie.circuit.model import Item, Shortcut, texts_of
from jeu_oie.draw.html import fill
from jeu_oie.draw.text import direction
from jeu_oie.game.bodies import body_of
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.wording import FactFormatter, capital
from jeu_oie.resources import Templates
from jeu_oie.web.cards import TextRun, dangers, hours_of, line, numbers, numbers_of, web_address, with_calls
from jeu_oie.web.site import frame, site_page


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item with what its card says, a label and a value a row."""

    title: str
    text: tuple[TextRun, ...]
    rows: Sequence[tuple[str, tuple[TextRun, ...]]]
    sources: tuple[tuple[str, str], ...]
    provenance: str


def fragment(
    facts: FactFormatter,
    dossier: Dossier,
    own: Templates | None = None,
    *,
    page: str = "",
    picture: str = "",
    styled: bool = True,
) -> str:
    """What an author pastes who may paste no frame; ``page``, ``picture``: addresses, left out where not known.

    Danger, the number to call, the steps in order with what is announced and what one receives, the ways out, the
    sources, and the version with a link that tells whether it is still the one.
    ``styled``: the picture says itself that it may shrink, where the page around has no style for it.
    """
    circuit = facts.circuit
    spoken = {facts.danger_title(danger) for danger in facts.spoken}
    return fill(
        "fragment.html",
        own,
        t=facts.words,
        unknown=facts.unknown,
        dossier=dossier,
        direction=direction(dossier.language),
        page=page,
        picture=picture,
        styled=styled,
        picture_alt=alt(facts, dossier),
        calls=tuple(calls(facts)),
        numbers=tuple(numbers(facts)),
        danger_hours=hours_of(facts),
        dangers=tuple(each for each in dangers(facts) if each.title in spoken),
        danger_sources=cite(facts.danger_sources((*facts.numbers, *facts.spoken)), facts),
        urgencies=tuple(collect_facts(item, facts) for item in circuit.shortcuts),
        steps=tuple(collect_facts(item, facts) for item in circuit.steps),
        ways=tuple(collect_facts(item, facts) for item in circuit.recourse),
    ).strip()


def alt(facts: FactFormatter, dossier: Dossier) -> str:
    """What the picture of the board shows, for whoever does not see it."""
    steps = ", ".join(step.title or facts.words("blank.title") for step in facts.circuit.steps)
    return facts.words("fragment.alt", title=dossier.title, landlord=dossier.landlord, steps=steps)


def cite(names: Iterable[str], facts: FactFormatter) -> tuple[tuple[str, str], ...]:
    """Title and address of each source, once; the address is empty where it is none of the web."""
    cited = (facts.circuit.sources[name] for name in dict.fromkeys(names))
    return tuple((source.title, web_address(source.address)) for source in cited)


def calls(facts: FactFormatter) -> Iterator[tuple[tuple[TextRun, ...], str]]:
    """Each number to call before anything else, once, and when."""
    ways = dict.fromkeys((item.call, item.hours or "") for item in facts.circuit.shortcuts if item.call)
    yield from ((numbers_of(facts).link(number), hours) for number, hours in ways)


# What stands above all urgencies, once, and not in each.
SAID_ABOVE = ("emergency", "call", "hours")


def collect_facts(item: Item, facts: FactFormatter) -> ItemFacts:
    """What the card of an item says, in its order."""
    body, urgent = body_of(item, facts), isinstance(item, Shortcut)
    rows = (line(row, item, facts) for row in body.rows if not (urgent and row.key in SAID_ABOVE))
    said = [(facts.words("answer.fact", label=capital(row.label), value=""), row.value) for row in rows]
    if body.bullets:
        said.insert(0, (f"{body.heading} ", with_calls(facts.listed(body.bullets) or "")))
    own = (name for each in item.stated.values() for name in each.source)
    return ItemFacts(
        item.title or facts.words("blank.title"),
        with_calls(item.text or ""),
        said,
        cite((*facts.sources_of(item), *own), facts),
        facts.provenance(item, *(("call", "hours") if urgent else ())),
    )


# What the page takes in its address: which part is open first (the last one is for a room, not for a frame), the
# colour of its ground.
MODES = ("suivre", "jouer", "circuit", "salle")
TINTS = ("creme", "blanc", "ciel")
SANDBOX = "allow-scripts allow-popups allow-downloads allow-modals"
ALLOW = "clipboard-write"
HEIGHT_PX = 720  # px of a frame before its page has told its own height; WordPress takes 200 to 1000
MIN_HEIGHT_PX, MAX_HEIGHT_PX = 200, 50_000  # px: what else a page may tell is no height of it
OEMBED_WIDTH = 800  # px: what oEmbed has to say, while the frame itself takes all the width
PLACEHOLDER = "https://votre-site.fr/VOTRE-DOSSIER/"
# Where a code is pasted, and the versions whose own code it has been tried with.
PLACES = ("wordpress", "spip", "joomla", "wix", "html", "none")
NAMED = {code: f"&{name};" for code, name in codepoint2name.items() if chr(code) not in '&<>"'}
WORDPRESS, SPIP = "6.8.12", "4.4.30"


@dataclass(frozen=True, slots=True)
class EmbedParts:
    """A kit as it is put on line: ``address`` of its folder where known, ``pictured`` where it has a ``board.png``.

    ``own``: the user's own templates.
    """

    facts: FactFormatter
    dossier: Dossier
    address: str = ""
    pictured: bool = False
    own: Templates | None = None

    @property
    def page(self) -> str:
        return f"{self.address or PLACEHOLDER}index.html"

    @property
    def name(self) -> str:
        """The title of every frame: it names the landlord (RGAA 2.1)."""
        words = self.facts.words
        return words("embed.frame", game=self.dossier.game, title=self.dossier.title, landlord=self.dossier.landlord)


def fragment_of(parts: EmbedParts) -> str:
    """The fragment with the addresses of the kit, where they are known."""
    page = parts.page if parts.address else ""
    picture = f"{parts.address}board.png" if parts.address and parts.pictured else ""
    return fragment(parts.facts, parts.dossier, parts.own, page=page, picture=picture)


def embed_page(parts: EmbedParts) -> str:
    """``embed.html``: how to put the kit on line, then who can paste what."""
    t, dossier = parts.facts.words, parts.dossier
    said = (dossier.title, dossier.landlord, dossier.status, *texts_of(parts.facts.circuit))
    return site_page(
        "embed.html",
        frame(said, parts.own, script="site/embed.js", frames=True),
        parts.own,
        language=t.language,
        direction=direction(t.language),
        t=t,
        dossier=dossier,
        address=parts.address,
        placeholder=PLACEHOLDER,
        page=parts.page,
        name=parts.name,
        sandbox=SANDBOX,
        allow=ALLOW,
        modes=MODES,
        framed=MODES[:-1],
        tints=TINTS,
        places=PLACES,
        wordpress=WORDPRESS,
        spip=SPIP,
        pictured=parts.pictured,
        code=snippet("site/code.html", parts),
        fragment=fragment_of(parts),
        # Shown in the page itself, which may load nothing but the files beside it.
        shown=fragment(
            parts.facts,
            dossier,
            parts.own,
            page="index.html",
            picture="board.png" if parts.pictured else "",
            styled=False,
        ),
        picture_alt=alt(parts.facts, dossier),
    )


def snippet(template: str, parts: EmbedParts) -> str:
    """The HTML to copy of ``template``."""
    values = {"page": parts.page, "name": parts.name, "landlord": parts.dossier.landlord, "t": parts.facts.words}
    bounds = {
        "height": HEIGHT_PX,
        "lowest": MIN_HEIGHT_PX,
        "highest": MAX_HEIGHT_PX,
        "sandbox": SANDBOX,
        "allow": ALLOW,
    }
    return fill(template, parts.own, **values, **bounds).strip()


def in_ascii(html: str) -> bytes:
    """``html`` in ASCII, for a server that tells no charset: characters by their names, else by their numbers.

    By their names first, since Joomla's filter takes « &# » away from attributes.
    """
    return html.translate(NAMED).encode("ascii", "xmlcharrefreplace")


def oembed(parts: EmbedParts) -> bytes:
    """``oembed.json``: what WordPress asks when somebody pastes the address of the page (oEmbed 1.0, « rich »)."""
    site = urlsplit(parts.address)
    content = {
        "version": "1.0",
        "type": "rich",
        "title": parts.name,
        "provider_name": parts.dossier.game,
        "provider_url": f"{site.scheme}://{site.netloc}/",
        "width": OEMBED_WIDTH,
        "height": HEIGHT_PX,
        "html": snippet("site/oembed.html", parts),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
