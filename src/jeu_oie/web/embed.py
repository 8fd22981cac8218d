"""What a federation puts into its own pages: the kit in a frame, or plain HTML that WordPress keeps."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.entities import codepoint2name
from urllib.parse import urlsplit

from jeu_oie.circuit.gaps import find_gaps
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.model import NONE, Item, Recourse, Shortcut, Step, texts_of
from jeu_oie.draw.html import fill
from jeu_oie.draw.text import direction
from jeu_oie.game.bodies import apart, danger_rows, stated_rows
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.wording import FactFormatter, capital
from jeu_oie.resources import Templates
from jeu_oie.web.cards import TextRun, dangers, hours_of, numbers, numbers_of, web_address, with_calls
from jeu_oie.web.site import frame, site_page

# --- What an author may paste who may paste no frame: plain HTML that WordPress keeps (outputs.md, Facts about the
# page)
#
# Danger, the number to call, the steps in order with what is announced and what one receives, the ways out, the
# sources, and the version with a link that tells whether it is still the one.


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line: what it is, and what the circuit says of it."""

    label: str
    value: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item with its facts; ``sources`` are titles and addresses (empty where it is none of the web)."""

    title: str
    text: tuple[TextRun, ...]
    facts: tuple[FactLine, ...]
    sources: tuple[tuple[str, str], ...]
    provenance: str


@dataclass(frozen=True, slots=True)
class UrgentCall:
    """A number to call before anything else, and when."""

    number: tuple[TextRun, ...]
    hours: str


def fragment(
    facts: FactFormatter,
    dossier: Dossier,
    own: Templates | None = None,
    *,
    page: str = "",
    picture: str = "",
    styled: bool = True,
) -> str:
    """The fragment as HTML; ``page`` and ``picture`` are addresses, left out where they are not known.

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
        calls=tuple(calls(circuit.shortcuts, facts)),
        numbers=tuple(numbers(facts)),
        danger_hours=hours_of(facts),
        dangers=tuple(each for each in dangers(facts) if each.title in spoken),
        danger_sources=tuple(sources_of(facts)),
        urgencies=tuple(collect_facts(item, urgency_facts(item, facts), facts) for item in circuit.shortcuts),
        steps=tuple(collect_facts(item, step_facts(item, facts), facts) for item in circuit.steps),
        ways=tuple(collect_facts(item, way_facts(item, facts), facts) for item in circuit.recourse),
    ).strip()


def alt(facts: FactFormatter, dossier: Dossier) -> str:
    """What the picture of the board shows, for whoever does not see it."""
    steps = ", ".join(step.title or facts.words("blank.title") for step in facts.circuit.steps)
    return facts.words("fragment.alt", title=dossier.title, landlord=dossier.landlord, steps=steps)


def sources_of(facts: FactFormatter) -> Iterator[tuple[str, str]]:
    """Title and address of what the numbers and the dangers rest on."""
    for name in facts.danger_sources((*facts.numbers, *facts.spoken)):
        source = facts.circuit.sources[name]
        yield source.title, web_address(source.address)


def calls(shortcuts: Iterable[Shortcut], facts: FactFormatter) -> Iterator[UrgentCall]:
    """Each number to call once."""
    ways = dict.fromkeys((item.call, item.hours or "") for item in shortcuts if item.call)
    yield from (UrgentCall(numbers_of(facts).link(number), hours) for number, hours in ways)


def collect_facts(item: Item, said: Iterable[FactLine], facts: FactFormatter) -> ItemFacts:
    own = (name for each in item.stated.values() for name in each.source)
    embedded = stated_rows((key for key in of(type(item)).values() if key.embedded), item, facts)
    cited = (facts.circuit.sources[name] for name in dict.fromkeys((*facts.sources_of(item), *own)))
    return ItemFacts(
        item.title or facts.words("blank.title"),
        with_calls(item.text or ""),
        (*said, *(FactLine(capital(row.label), with_calls(row.value)) for row in embedded)),
        tuple((source.title, web_address(source.address)) for source in cited),
        facts.provenance(item, *(("call", "hours") if isinstance(item, Shortcut) else ())),
    )


def urgency_facts(item: Shortcut, facts: FactFormatter) -> Iterator[FactLine]:
    if criteria := apart(item.criteria, facts):
        yield line(facts, "fragment.criteria", facts.with_origin(item, "criteria", facts.listed(criteria)))
    for row in danger_rows(item, facts):
        yield FactLine(capital(row.label), numbers_of(facts).link(row.value))
    yield line(facts, "row.delay", facts.with_origin(item, "delay", facts.delay(item.delay)))


def step_facts(item: Step, facts: FactFormatter) -> Iterator[FactLine]:
    """Announced delay and what one receives, also where nobody has found them; the rest where it is said."""
    if not item.missing:
        trace = facts.words("trace.none") if item.trace == NONE else item.trace
        if item.delay or "delay" in find_gaps(item, facts.circuit):
            yield line(facts, "row.delay", facts.with_origin(item, "delay", facts.delay(item.delay)))
        yield line(facts, "row.trace", facts.with_origin(item, "trace", trace))
    hours = f" ({facts.with_origin(item, 'hours', item.hours)})" if item.hours else ""
    said = {
        "channels": facts.contacts(item.channels),
        "call": f"{facts.with_origin(item, 'call', item.call)}{hours}" if item.call else None,
        "say": facts.with_origin(item, "say", facts.quoted(item.say)),
        "silent": facts.with_origin(item, "if_silent", facts.titles[item.if_silent]) if item.if_silent else None,
    }
    yield from (line(facts, f"row.{key}", value) for key, value in said.items() if value)


def way_facts(item: Recourse, facts: FactFormatter) -> Iterator[FactLine]:
    said = {
        "who": item.who,
        "condition": facts.with_origin(item, "condition", item.condition),
        "delay": facts.with_origin(item, "delay", facts.delay(item.delay)),
        "contact": facts.contacts(item.contact),
        "excludes": facts.listed(item.excludes),
    }
    yield from (line(facts, f"row.{key}", value) for key, value in said.items() if value)


def line(facts: FactFormatter, key: str, value: str | None) -> FactLine:
    """A line that says so where nobody has found its fact."""
    return FactLine(capital(facts.words(key)), with_calls(value or facts.unknown))


# --- How a federation puts a kit on line and shows it in its own pages: the webmaster's page, and oEmbed --
#
# Which snippet for whom, and what WordPress does with it, has been tried: outputs.md, « Facts about the page ».

# What the page takes in its address: which part is open first (the last one is for a room, not for a frame), the
# colour of its ground.
MODES = ("suivre", "jouer", "circuit", "salle")
TINTS = ("creme", "blanc", "ciel")
SANDBOX = "allow-scripts allow-popups allow-downloads allow-modals"
ALLOW = "clipboard-write"
HEIGHT = 720  # px of a frame before its page has told its own height; WordPress takes 200 to 1000
LOWEST, HIGHEST = 200, 50_000  # px: what else a page may tell is no height of it
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
    bounds = {"height": HEIGHT, "lowest": LOWEST, "highest": HIGHEST, "sandbox": SANDBOX, "allow": ALLOW}
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
        "height": HEIGHT,
        "html": snippet("site/oembed.html", parts),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
