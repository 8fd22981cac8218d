"""Pages for the tests: of the shipped circuits, and of one whose every field tries to break out of the page."""

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import quote

from jeu_oie.board import lay_out
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import read, read_text
from jeu_oie.draw.subset import fonts_for
from jeu_oie.exchange.compare import KitEntry
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Preset, Size
from jeu_oie.game.squares import Board
from jeu_oie.kit.making import entry_of, manifest
from jeu_oie.kit.plan import forecast, settle_plan
from jeu_oie.messages import load_catalog
from jeu_oie.web.page import PageParts, page
from tests.game import making
from tests.house.source import ROOT

SHIPPED = tuple(path.relative_to(making.CIRCUITS).as_posix() for path in making.SHIPPED)
FEW = tuple(path.relative_to(making.CIRCUITS).as_posix() for path in making.FEW)
LARGEST = "actis/repairs.yaml"
URGENT = "oph-31/repairs.yaml"
STEADY = "sdh/transfer.yaml"  # nothing is urgent: nobody votes, and no bridge; its first squares move nobody on

ATTACK = (
    """</script></style></title><img src=x onerror=alert(1)>"'`&amp; ]]> {{ 7*7 }} <!-- \u2028 javascript:alert(1)"""
)
# As long as the hostile text in the address of a mail: a letter with either goes by mail, or neither does.
TAME = "Texte" * (len(quote(ATTACK, safe="")) // len("Texte"))
HOSTILE = """
format: 1
title: {x}
topic: repairs
landlord:
  {{name: {x}, short: {x}, formerly: {x}, area: {x}, contacts: [{{kind: phone, label: {x}, value: {x}, hours: {x}}}]}}
language: fr
version: {x}
status: draft
arrival: {x}
steps:
  - {{id: a, title: {x}, text: {x}, say: {x}, trace: {x}, condition: {x}, source: s,
     elsewhere: [{{landlord: {x}, value: {x}, source: s}}]}}
  - {{id: b, title: {x}, if-silent: r, source: s, delay: {{value: 5 jours, condition: {x}}}}}
shortcuts: [{{id: u, from: a, to: b, title: {x}, text: {x}, criteria: [{x}], examples: [{x}], call: {x}, hours: {x}}}]
detours: [{{id: d, from: a, to: b, title: {x}, condition: {x}, steps: [{{id: e, title: {x}}}]}}]
setbacks: [{{id: w, at: a, kind: wait, title: {x}, remedy: {x}}}]
practices: [{{id: p, at: a, adopted: "true", title: {x}, text: {x}, decided: {x},
             elsewhere: [{{landlord: {x}, value: {x}, source: s}}]}}]
recourse: [{{id: r, title: {x}, who: {x}, contact: [{{label: {x}, value: {x}}}], excludes: [{x}], condition: {x}}}]
spaces: [{{id: c, at: any, title: {x}, who: {x}, when: {x}}}]
problems: [{{id: g, title: {x}, urgency: u, first: [{x}]}}]
questions: [{{id: q, title: {x}, answers: [{x}, {x}], right: 1, why: {x}}}]
advice: [{{id: v, at: a, title: {x}, text: {x}}}]
facts: [{{id: f, title: {x}, text: {x}}}]
actors: {{k: {{name: {x}, role: {x}}}}}
words: {{{x}: {x}}}
sources: {{s: {{title: {x}, author: {x}, note: {x}, address: "https://example.org/?a=1&b=2#'"}}}}
"""


def circuit_of(template: str, value: str) -> Circuit:
    """The circuit of a YAML text, ``value`` in each of its fields."""
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\u2028", "\\u2028") + '"'
    reading = read_text(template.format(x=quoted), "made-up.yaml", lambda _: None)
    assert reading.circuit, reading.problems
    return reading.circuit


@cache
def shipped(name: str) -> Circuit:
    reading = read(ROOT / "circuits" / name)
    assert reading.circuit, reading.problems
    return reading.circuit


@dataclass(frozen=True)
class Made:
    board: Board
    parts: PageParts
    html: str


def make(circuit: Circuit, squares: Size = Size.AUTO, language: str | None = None) -> Made:
    """The page of a circuit; ``language`` is that of the interface, where it is not the circuit's."""
    told = load_catalog(language or circuit.language)
    board = assemble(circuit, Preset(squares=squares))
    deck, dossier = write(board, told), open_dossier(board, told)
    drawing = lay_out(board, deck, dossier, told)
    calendar = forecast(board).calendar
    fonts = fonts_for([""], light=True)
    parts = PageParts(board, deck, dossier, drawing.track, drawing.jumps, told, fonts, room=calendar)
    return Made(board, parts, page(parts))


@cache
def made(name: str, squares: Size = Size.AUTO) -> Made:
    """The page of a shipped circuit."""
    return make(shipped(name), squares)


def make_named(name: str) -> Made:
    """That of a shipped circuit, or one of our own."""
    match name:
        case "hostile" | "tame":
            return make(circuit_of(HOSTILE, ATTACK if name == "hostile" else TAME))
        case "arabic":
            arabic = read(ROOT / "tests" / "kit" / "arabic.yaml").circuit
            assert arabic
            return make(arabic, language="fr")
        case "small":
            return made("oph-31/neighbours.yaml", Size.S63)
        case _:
            return made(SHIPPED[[each.replace("/", "-") for each in SHIPPED].index(name.replace("/", "-"))])


@cache
def entry(name: str) -> KitEntry:
    """A shipped circuit as the gallery finds its kit."""
    planned = settle_plan(shipped(name), Preset(), None)
    found = entry_of(name.removesuffix(".yaml"), manifest(planned, {}, {"index.html": b""}, name))
    assert found
    return found


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...]
    text: str = ""

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    def inside(self, tag: str, id_: str = "") -> bool:
        return any(parent.tag == tag and (not id_ or parent.id == id_) for parent in self.parents)


# HTML: what begins where an element ends whose end tag may be left out.
BLOCKS = frozenset(("p", "ul", "ol", "div", "h3", "h4", "details", "dl", "section", "article"))
CLOSES = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}, "p": BLOCKS}
VOID = frozenset({"meta", "link", "br", "img", "path", "input"})


class Tree(HTMLParser):
    """The elements of a page in order, each with all the text in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open and tag in CLOSES.get(self.open[-1].tag, ()):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while tag != self.open[-1].tag and self.open[-1].tag in CLOSES:
                self.open.pop()
            assert self.open and self.open[-1].tag == tag, f"</{tag}> closes {[each.tag for each in self.open]}"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def one(self, id_: str) -> Element:
        (found,) = (element for element in self.elements if element.id == id_)
        return found
