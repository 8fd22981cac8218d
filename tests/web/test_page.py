"""The page as text: what stands in it, that nothing breaks out of it, and that it loads nothing."""

import base64
import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import pairwise
from random import Random
from zlib import compress

import pytest
from pydantic import BaseModel

from jeu_oie.circuit.borrowing import borrow
from jeu_oie.circuit.model import (
    Channel,
    Circuit,
    Contact,
    ElsewhereItem,
    list_references,
    offices_of,
)
from jeu_oie.circuit.read import beside, read, read_text
from jeu_oie.circuit.times import Span
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.logo import ON_PAGE
from jeu_oie.draw.logo_file import read_logo
from jeu_oie.draw.text import direction
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Size
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.web.board import grid
from jeu_oie.web.cards import numbers_of, web_address, with_calls
from jeu_oie.web.page import page, weigh
from tests.browser.pages import (
    ATTACK,
    FEW,
    HOSTILE,
    LARGEST,
    SHIPPED,
    URGENT,
    Element,
    Made,
    Tree,
    circuit_of,
    made,
    make,
    shipped,
)
from tests.chosen import chosen
from tests.draw import logos
from tests.game.making import board
from tests.game.test_nothing_lost import stands
from tests.house.source import ROOT

each_circuit = pytest.mark.parametrize("name", chosen(SHIPPED, FEW[:1]))


@cache
def tree_of(name: str) -> Tree:
    """The elements of a shipped circuit's page: taken apart once, only read."""
    return Tree(made(name).html)


@each_circuit
def test_the_board_is_a_list_of_buttons_in_the_order_of_the_circuit(name):
    page_made = made(name)
    tree = Tree(page_made.html)
    items = [each for each in tree.all("li") if each.parents[-1].id == "track"]
    cards = page_made.parts.deck.cards
    assert [each.id for each in items] == [f"case-{card.name}" for card in cards]
    assert [each.attributes["data-kind"] for each in items] == [str(card.kind) for card in cards]
    buttons = [each for each in tree.all("button") if each.inside("ol", "track")]
    assert len(buttons) == len(items)
    for button, card in zip(buttons, cards, strict=True):
        for said in (card.name, card.face.label, card.face.title or card.title):
            assert plain(said) in plain(button.text), card


def unreachable(tree: Tree) -> list[str]:
    ids = [element.id for element in tree.elements if element.id]
    links = [each.attributes["href"] for each in tree.all("a")]
    wanted = [link[1:] for link in links if link.startswith("#") and "=" not in link]  # « #suivre=… » is a mode
    wanted += [each.attributes["data-card"] for each in tree.all("button") if "data-card" in each.attributes]
    return [id_ for id_ in ids if ids.count(id_) > 1] + [id_ for id_ in wanted if id_ not in ids]


def test_the_guard_sees_a_link_that_leads_nowhere():
    assert unreachable(Tree('<a href="#x"></a>')) == ["x"]
    assert unreachable(Tree('<p id="x"></p><p id="x"></p>')) == ["x", "x"]
    assert unreachable(Tree('<button data-card="carte-1"></button>')) == ["carte-1"]


@each_circuit
def test_every_link_inside_the_page_leads_somewhere(name):
    assert unreachable(tree_of(name)) == []


def misplaced_headings(tree: Tree) -> list[str]:
    """Headings that skip a level; the dialog's stands apart."""
    levels = [
        (int(each.tag[1]), each.text.strip())
        for each in tree.elements
        if re.fullmatch("h[1-6]", each.tag) and not each.inside("dialog")
    ]
    skipped = [text for (before, _), (level, text) in pairwise(levels) if level > before + 1]
    return skipped + [text for level, text in levels[1:] if level == 1] + ["no h1"] * (levels[0][0] != 1)


def test_the_guard_sees_headings_out_of_order():
    assert misplaced_headings(Tree("<h1>a</h1><h3>b</h3>")) == ["b"]
    assert misplaced_headings(Tree("<h2>a</h2>")) == ["no h1"]


@each_circuit
def test_headings_stand_in_order(name):
    assert misplaced_headings(tree_of(name)) == []


def test_lists_without_bullets_are_told_as_lists():
    tree = tree_of(LARGEST)
    bare = {"track", "path", "legend", "sources", "chips"}
    found = [each for each in (*tree.all("ol"), *tree.all("ul")) if {each.id, each.attributes.get("class")} & bare]
    assert len(found) == 5
    assert all(each.attributes["role"] == "list" for each in found)


def test_each_screen_has_a_voice_for_each_thing_that_changes():
    """What changes is told once (outputs.md, one status sentence a turn): how many are found, when I called; what to
    do now, that it is copied; a turn of the game.
    """
    tree = tree_of(LARGEST)
    telling = [each for each in tree.elements if each.attributes.get("role") == "status"]
    screens = {"debut", "reponse", "bloque", "plateau"}
    told = [parent.id for each in telling for parent in each.parents if parent.id in screens]
    assert sorted(told) == ["bloque", "bloque", "debut", "plateau", "reponse", "reponse"]


def test_language_and_direction_are_told():
    circuit = shipped(URGENT)
    assert tree_of(URGENT).all("html")[0].attributes == {"lang": "fr", "dir": "ltr"}
    arabic = make(circuit.model_copy(update={"language": "ar"})).html
    assert Tree(arabic).all("html")[0].attributes == {"lang": "ar", "dir": "rtl"}
    assert direction("he-IL") == "rtl"
    assert direction("en") == "ltr"


def test_the_interface_speaks_english():
    html = make(shipped(URGENT), language="en").html
    assert "What is going on?" in html
    said = Tree(html).all("main")[0].text
    assert [word for word in ("Pioche", "À savoir", "Étape", "Attente") if word in said] == []


DANGER = ["tel:18", "tel:15", "tel:17", "tel:112", "sms:114"]


def hrefs_in(tree: Tree, tag: str, id_: str) -> list[str]:
    return [each.attributes["href"] for each in tree.all("a") if each.inside(tag, id_)]


def test_danger_stands_before_anything_else_then_the_problems_and_the_number():
    circuit = shipped(URGENT)
    known = tuple(each.model_copy(update={"call": "05 62 73 56 00"}) for each in circuit.shortcuts)
    tree = Tree(make(circuit.model_copy(update={"shortcuts": known})).html)
    links = [each for each in tree.all("a") if each.inside("main")]
    assert hrefs_in(tree, "ul", "")[:5] == DANGER
    assert links[0].inside("details", "gestes"), "what to do first comes first"
    assert hrefs_in(tree, "div", "numero") == ["tel:0562735600"]
    order = ["danger", "problemes", "numero", "urgence", "chemin", "circuit", "plateau"]
    assert [each.id for each in tree.elements if each.id in order] == order


def test_without_a_number_the_page_says_where_it_often_is_and_gives_those_of_danger():
    tree = Tree(made("opac-38/repairs.yaml").html)
    box = tree.one("numero")
    assert "pas trouvé" not in box.text
    assert "avis d’échéance" in box.text
    assert "dans le hall" in box.text
    assert hrefs_in(tree, "div", "danger")[:5] == DANGER
    assert any(each.text.startswith("Source") for each in tree.all("p") if each.inside("div", "danger"))


def test_a_telephone_of_the_landlord_s_file_stands_on_the_first_screen():
    circuit = shipped("opac-38/repairs.yaml")
    topic = (circuit.topic.value,)  # without what it is for, it answers nothing
    phone = Contact(kind=Channel.PHONE, label="Accueil", value="04 76 00 00 00", hours="8 h à 18 h", for_=topic)
    landlord = circuit.landlord.model_copy(update={"contacts": (*circuit.landlord.contacts, phone)})
    tree = Tree(make(circuit.model_copy(update={"landlord": landlord})).html)
    box = tree.one("numero")
    assert hrefs_in(tree, "div", "numero") == ["tel:0476000000"]
    assert "Accueil, 8 h à 18 h" in box.text
    assert "Où est le numéro" not in box.text


def test_a_number_to_be_verified_is_said_to_be_so_and_is_no_large_button():
    tree = tree_of(URGENT)
    (line,) = (each for each in tree.all("p") if each.inside("div", "numero") and "tel:0562735600" in hrefs(tree, each))
    assert "à vérifier" in line.text
    assert "call" not in line.attributes["class"].split()


def hrefs(tree: Tree, element: Element) -> list[str]:
    return [each.attributes["href"] for each in tree.all("a") if element in each.parents]


def test_a_circuit_without_urgency_gives_the_national_numbers_too():
    tree = Tree(make(shipped("oph-31/repairs.yaml").model_copy(update={"shortcuts": (), "problems": ()})).html)
    assert hrefs_in(tree, "div", "danger")[:5] == DANGER


def test_a_request_to_move_asks_for_a_situation_and_not_for_an_urgency():
    tree = Tree(made("sdh/transfer.yaml").html)
    assert "Quelle est ma situation" in tree.one("debut").text
    assert not tree.one("urgence").text.strip()
    assert "Que se passe-t-il" in tree_of(LARGEST).one("debut").text


def test_a_step_is_said_as_done_where_the_circuit_says_how_else_by_its_title():
    circuit = shipped(URGENT)
    first, *others = circuit.steps
    held = (
        first.model_copy(update={"done": None}),
        *(each.model_copy(update={"done": "C’est venu"}) for each in others),
    )
    tree = Tree(make(circuit.model_copy(update={"steps": held})).html)
    path = [each for each in tree.all("li") if each.parents[-1].attributes.get("class") == "path"]
    assert [each.attributes.get("data-done") for each in path] == [None, *["C’est venu"] * len(others), None]


def test_a_draft_says_so_in_the_head_and_why_in_the_foot():
    tree = tree_of(URGENT)
    (mark,) = (each for each in tree.all("a") if each.attributes.get("href") == "#pied")
    assert mark.text.strip() == "Brouillon, à valider"
    assert "Ce qui manque reste à écrire ensemble" in tree.one("pied").text


@each_circuit
def test_where_nobody_is_known_to_act_the_path_names_nobody(name):
    circuit, tree = made(name).board.circuit, tree_of(name)
    named = [each.text for each in tree.all("small") if each.parents[-1].tag == "summary"]
    assert len(named) == sum(bool(step.actor) for step in circuit.steps)
    assert "À compléter" not in named


def test_each_kind_has_its_colours_and_each_pictogram_its_picture():
    html = made(URGENT).html
    assert set(re.findall(r"\[data-kind=([\w-]+)\] ?\{ ?--band", html)) == set(Kind)
    classes = " ".join(each.attributes.get("class", "") for each in tree_of(URGENT).elements)
    shown = set(re.findall(r"(?<!\S)i-([\w-]+)", classes))
    assert len(shown) > 20
    assert shown <= set(re.findall(r"\.i-([\w-]+)\{--p:url", html))


@each_circuit
def test_a_card_that_stands_alone_is_one_that_something_opens(name):
    """What a square says of another card, its button says itself: the circuit does not say it once more."""
    squares = {square.name: square for square in made(name).board.every_square}
    ids = {each.id.removeprefix("carte-") for each in tree_of(name).all("article")}
    alone = [each for each in ids if each in squares and squares[each].item is None]
    assert [each for each in alone if squares[each].aspect is not None] == []


# Words of the format, names that link items, and what the page tells otherwise.
NOT_TEXT = {
    "common_sources",
    "common_actors",
    *(
        "id",
        "at",
        "from_",
        "to",
        "source",
        "actor",
        "if_silent",
        "kind",
        "topic",
        "status",
        "language",
        "use",
        "format",
        "like",
        "letter",
        "helper",
    ),
    *("urgency", "charge", "adopted", "right", "uncertain", "missing", "common", "stage", "icon"),
    *("short", "for_", "gestures"),  # a square's, a link's, the person's sheet's
    "where_number",  # where nobody has found the number
}


def texts(value: object, key: str = "") -> Iterator[str]:
    """Every text that a reader should find."""
    match value:
        case StrEnum():
            return  # a choice, told in the words of the catalogue
        case str():
            yield from [] if key in NOT_TEXT or value == "none" else [value]
        case Span():
            yield value.text
        case BaseModel():
            said = (
                name for name, field in type(value).model_fields.items() if not field.exclude and name != "gestures"
            )
            yield from (text for name in said for text in texts(getattr(value, name), name))
        case dict():
            yield from value if key == "words" else ()
            yield from (text for inner in value.values() for text in texts(inner, key))
        case tuple():
            yield from (text for inner in value for text in texts(inner, key))
        case _ if dataclasses.is_dataclass(value):
            yield from (text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name)))


def plain(text: str) -> str:
    """``text`` without its accidents: spaces of any kind, a capital where it begins a sentence."""
    return " ".join(text.split()).casefold()


def lost(circuit: object, html: str) -> list[str]:
    tree = Tree(html)
    links = " ".join(each.attributes["href"] for each in tree.all("a"))
    done = " ".join(each.attributes.get("data-done", "") for each in tree.all("li"))
    shown = plain(" ".join(tree.all(tag)[0].text for tag in ("header", "main", "footer")) + links + done)
    return [text for text in texts(circuit) if not stands(text, shown, plain)]


def without_answers(circuit: Circuit) -> Circuit:
    """The circuit without what answers alone say: what comes next where it is silent, the offices of a département,
    and the sources of these.
    """
    offices = (office for each in circuit.departments.values() for office in offices_of(each))
    answered = {*list_references((circuit.next,), "source"), *(name for office in offices for name in office.source)}
    bare = circuit.model_copy(update={"next": (), "departments": {}})
    cited = {*list_references((getattr(bare, name) for name in Circuit.model_fields), "source")}
    sources = {name: source for name, source in circuit.sources.items() if name not in answered - cited}
    return bare.model_copy(update={"sources": sources})


def on_page(made_page: Made) -> Circuit:
    """The circuit without what answers alone say, and what stands in all-cards.pdf alone: common questions and ideas
    seen elsewhere that no table draws, the sources of these, and how one says that a step beside the path is done.
    """
    board = made_page.parts.board
    circuit = without_answers(board.circuit)
    unplayed = {item.id for item in board.undealt}
    cited = {
        int(number)
        for text in re.findall('<p class="src">([^<]*)', made_page.html)
        for number in re.findall(r"\d+", text)
    }
    numbers = FactFormatter(board, load_catalog("fr")).source_numbers
    sources = {name: source for name, source in circuit.sources.items() if numbers[name] in cited}
    detours = tuple(
        each.model_copy(update={"steps": tuple(step.model_copy(update={"done": None}) for step in each.steps)})
        for each in circuit.detours
    )
    kept = {
        "common_questions": tuple(each for each in circuit.common_questions if each.id not in unplayed),
        "practices": tuple(each for each in circuit.practices if each.id not in unplayed or each.adopted != "false"),
    }
    landlord = circuit.landlord.model_copy(update={"sources": {}})  # they stand among the circuit's
    return circuit.model_copy(update={**kept, "sources": sources, "detours": detours, "landlord": landlord})


def test_the_guard_sees_a_lost_text():
    circuit = circuit_of(HOSTILE, "seen")
    html = make(circuit).html
    circuit = without_answers(circuit)
    step = circuit.steps[0].model_copy(update={"say": "never shown"})
    assert lost(circuit.model_copy(update={"steps": (step, *circuit.steps[1:])}), html) == ["never shown"]


@each_circuit
def test_every_text_of_the_circuit_stands_in_the_page(name):
    assert lost(on_page(made(name)), made(name).html) == []


def test_what_boards_take_of_what_holds_everywhere_stands_in_their_pages():
    names = {*FEW[:2], URGENT}
    taken = {name: tuple(square.item for square in made(name).parts.board.squares if square.common) for name in names}
    assert sum(map(len, taken.values())) > len(names)
    assert {name: missing for name in names if (missing := lost(taken[name], made(name).html))} == {}


def test_every_field_of_the_format_stands_in_the_page():
    """Each text with its own number, so that none can stand for another."""
    count = iter(range(1, 1000))
    template = re.sub(r"\{x\}", lambda _: f"texte n {next(count)} fin", HOSTILE).replace("{{", "{").replace("}}", "}")
    circuit = circuit_of(template.replace("{", "{{").replace("}", "}}"), "")
    assert lost(without_answers(circuit), make(circuit).html) == []


def test_what_other_landlords_say_stands_apart_from_the_path():
    circuit = circuit_of(HOSTILE, "seen")

    def page_saying(*said: ElsewhereItem) -> Tree:
        lists = {
            name: tuple(each.model_copy(update={"elsewhere": said}) for each in getattr(circuit, name))
            for name in ("steps", "shortcuts", "problems", "practices")
        }
        return Tree(make(circuit.model_copy(update=lists)).html)

    tree = page_saying(ElsewhereItem(landlord="OPH 31", value="moins de 4 h", source=("s",)))
    found = [each for each in tree.all("li") if "moins de 4 h. Et ici\N{NO-BREAK SPACE}?" in each.text]
    assert len(found) == 2 + 1
    assert all(each.inside("section", "circuit") for each in found)
    beside = [each for each in tree.all("p") if each.attributes.get("class") == "else"]
    assert [each.inside("div", "problemes") for each in beside] == [True], "a problem's own, on its card"
    (path,) = (each for each in tree.all("ol") if each.attributes.get("class") == "path")
    assert "moins de 4 h" not in path.text
    assert "Ailleurs" not in [each.text for each in page_saying().all("h3")]


def shape(tree: Tree) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.tag, tuple(each.attributes)) for each in tree.elements]


def test_markup_in_every_field_changes_nothing():
    """Same elements and attributes as with a plain text; script and style hold none of it."""
    hostile, tame = make(circuit_of(HOSTILE, ATTACK)).html, make(circuit_of(HOSTILE, "Texte")).html
    # Where a title fits in a square depends on its length: so does the style.
    assert shape(Tree(hostile)) == shape(Tree(tame))
    assert hostile.count("<script") == tame.count("<script") == 3
    assert "onerror" not in "".join(re.findall(r"<[^!>]*>", hostile.replace("&lt;", "")))
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", hostile, re.DOTALL)[0]
    assert ATTACK.split()[0] in Tree(hostile).all("main")[0].text


def test_the_data_can_be_read_and_never_ends_its_element():
    html = make(circuit_of(HOSTILE, ATTACK)).html
    block = re.search(r'<script type="application/json" id="board">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert plain(data["title"]) == plain(ATTACK)
    assert not re.search("[<>&\u2028\u2029]", block[1])
    assert {"squares", "cards", "problems", "sources"} <= set(data)


def test_only_web_addresses_become_links():
    assert web_address("https://example.org") == "https://example.org"
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x", None):
        assert web_address(address) == ""


def policy_faults(html: str) -> list[str]:
    """What the policy would refuse, and what would load something."""
    tree = Tree(html)
    (meta,) = (each for each in tree.all("meta") if each.attributes.get("http-equiv") == "Content-Security-Policy")
    policy = meta.attributes["content"]
    faults = [f"{each.tag} style" for each in tree.elements if "style" in each.attributes]
    faults += [name for each in tree.elements for name in each.attributes if name.startswith("on")]
    faults += [each.attributes["src"] for each in tree.elements if "src" in each.attributes]
    faults += [each.tag for each in tree.elements if each.tag in {"iframe", "object", "embed", "base", "form", "img"}]
    for element in (*tree.all("style"), *tree.all("script")):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        if element.attributes.get("type") != "application/json" and f"'sha256-{digest}'" not in policy:
            faults.append(f"{element.tag} hash")
        faults += re.findall(r"url\((?!\"?data:)[^)]*\)|@import[^;]*", element.text)
    return faults if policy.startswith("default-src 'none'; ") else [*faults, policy]


def test_the_guard_sees_what_the_policy_refuses():
    html = made(URGENT).html
    for planted in (
        html.replace("<main ", '<main style="color:red" '),
        html.replace("<main ", '<main onclick="x()" '),
        html.replace("<main ", '<script src="https://example.org/x.js"></script><main '),
        html.replace("<style>", "<style>body{background:url(https://example.org/x.png)}"),
        html.replace("default-src ", "default-src * "),
        html.replace('type="module">', 'type="module">1;'),
    ):
        assert policy_faults(planted)


@each_circuit
def test_the_page_loads_nothing_and_keeps_its_policy(name):
    assert policy_faults(made(name).html) == []


HEAVIEST = 100_000  # bytes of a page, sent with its fonts: the contract (outputs.md)


@each_circuit
def test_the_page_is_light(name):
    html = made(name).html
    assert weigh(html) <= HEAVIEST
    assert len(Tree(html).elements) < 1600  # the contract (outputs.md)


@pytest.mark.parametrize("size", chosen((Size.S42, Size.S63), (Size.S63,)))
def test_other_sizes_make_a_page_too(size):
    tree = Tree(made("oph-31/neighbours.yaml", size).html)
    assert len([each for each in tree.all("li") if each.parents[-1].id == "track"]) >= int(size)


def with_logo(data, name=SHIPPED[0]):
    parts = made(name).parts
    preset = parts.board.preset.model_copy(update={"logo": read_logo(data, "logo")})
    return page(dataclasses.replace(parts, board=dataclasses.replace(parts.board, preset=preset)))


LOGOS = {
    "wide": (logos.png(400, 100), ("160", "40")),
    "tall": (logos.png(100, 200), ("20", "40")),
    "svg": (logos.svg(), ("160", "40")),
    "noise": (logos.noise(), ("160", "40")),
}


@pytest.mark.parametrize("name, sort", chosen([*zip(FEW, LOGOS, strict=True)], [*zip(FEW, LOGOS, strict=True)][1:3]))
def test_a_logo_stands_in_the_head_beside_the_name_and_weighs_little(name, sort):
    data, size = LOGOS[sort]
    html = with_logo(data, name)
    assert weigh(html) <= HEAVIEST
    (shown,) = Tree(html).all("img")
    assert (shown.attributes["width"], shown.attributes["height"]) == size
    assert shown.attributes["alt"] == made(name).parts.dossier.landlord
    assert shown.attributes["src"].startswith("data:image/")
    assert [each.tag for each in shown.parents][-3:] == ["header", "h1", "span"]
    assert policy_faults(html) == [shown.attributes["src"], "img"], "and nothing else"
    without = re.sub(r'<img class="logo"[^>]*> ?', "", html)
    without = re.sub(r"\.logo\s*\{[^}]*\}", "", without)
    assert strip_policy(without) == strip_policy(made(name).html)


def test_an_svg_stands_in_the_head_as_far_as_check_has_nothing_to_say_of_its_weight():
    bars = "".join(f'<rect x="{4 * rank}" width="3" height="100" fill="#145aa0"/>' for rank in range(200))
    long = logos.svg(bars)
    assert len(long) > ON_PAGE > len(compress(long))
    assert len(Tree(with_logo(long)).all("img")) == 1
    dice = Random(1)
    lots = "".join(f'<rect x="{dice.random()}" width="{dice.random()}" height="9"/>' for _ in range(900))
    assert len(compress(logos.svg(lots))) > ON_PAGE
    html = with_logo(logos.svg(lots))
    assert Tree(html).all("img") == []
    assert weigh(html) <= HEAVIEST


def strip_policy(html):
    return re.sub(r"sha256-[^']*", "", html)


def test_same_parts_same_page():
    assert page(made(URGENT).parts) == made(URGENT).html


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("05 62 73 56 00", ["tel:0562735600"]),
        ("J’appelle le 0 800 47 33 33", ["tel:0800473333"]),
        ("+33 4 76 00 00 00 ou 3949", ["tel:+33476000000", "tel:3949"]),
        ("04.76.00.00.00", ["tel:0476000000"]),
        ("2 à 5 jours, 24 h sur 24, en 2026", []),
        ("dossier 123456789012", []),
        ("15, 17 ou 18", []),
    ],
)
def test_numbers_to_call_are_links(text, numbers):
    pieces = with_calls(text)
    assert [piece.href for piece in pieces if piece.href] == numbers
    assert "".join(piece.text for piece in pieces) == text


def test_short_numbers_are_links_where_something_says_that_they_are_called():
    numbers = numbers_of(FactFormatter(board(), load_catalog("fr")))
    links = [each.href for each in numbers.link("15, 17 ou 18, SMS au 114") if each.href]
    assert links == ["tel:15", "tel:17", "tel:18", "sms:114"]
    assert [each.href for each in numbers.link("115")] == ["tel:115"], "a short number that stands alone"
    assert not any(each.href for each in numbers.link("de 12 h à 19 h"))
    assert with_calls("J’appelle les pompiers au 18", numbers.last)[-1].href == "tel:18"
    assert not any(each.href for each in with_calls("le 18 de la rue", numbers.last))


def test_grid_lines_stand_at_the_distinct_edges():
    boxes = {"1": Box(0, 0, 10, 5), "2": Box(10.01, 0, 10, 5), "3": Box(0, 5, 20, 5)}
    made_grid = grid(boxes, Box(0, 0, 20, 10))
    assert list(made_grid.columns) == [10, 10]
    assert list(made_grid.rows) == [5, 5]
    assert [dataclasses.astuple(made_grid.places[name]) for name in "123"] == [(1, 2, 1, 2), (2, 3, 1, 2), (1, 3, 2, 3)]


FRAMES = [f"opac-38/{topic}.yaml" for topic in ("repairs", "neighbours", "transfer")]


def framed(name: str) -> Circuit:
    """The circuit that somebody begins with from a shipped one."""
    path = ROOT / "circuits" / name
    reading = read(path)
    assert reading.circuit and reading.written
    begun = read_text(borrow(reading.written, reading.circuit, "2026-11"), path.as_posix(), beside(path)).circuit
    assert begun
    return begun


def numbered_sources(html: str) -> set[int]:
    """The numbers that a reader sees before the sources of the list."""
    (listed,) = re.findall(r'<ol class="sources"[^>]*>(.*?)</ol>', html, re.DOTALL)
    numbers: list[int] = []
    for value in re.findall(r"<li(?: value=\"?(\d+)\"?)?>", listed):
        numbers.append(int(value) if value else (numbers[-1] if numbers else 0) + 1)
    return set(numbers)


CITING = [*((each, False) for each in SHIPPED), *((each, True) for each in FRAMES)]


@pytest.mark.parametrize("name, begun", chosen(CITING, [*((each, False) for each in FEW), (FRAMES[0], True)]))
def test_every_source_that_is_cited_stands_in_the_list_under_its_number(name, begun):
    html = make(framed(name)).html if begun else made(name).html
    cited = {int(each) for found in re.findall(r'class="src">Sources? ([\d, ]+)', html) for each in found.split(",")}
    assert len(cited) > 5
    assert cited <= numbered_sources(html)
