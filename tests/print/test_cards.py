"""Cards: what they say stands, or gave way in the order of the design; what never does stands on every card."""

import io
import subprocess
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from bench.differ.facts import lost, said_on, squeeze
from bench.differ.faults import faults
from jeu_oie.draw.text import NUMBER
from jeu_oie.errors import DoesNotFit
from jeu_oie.game.cards import card_hash, deck_hash
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.rows import ROWS, row_icon
from jeu_oie.game.wording import Row, State
from jeu_oie.kit.options import Options
from jeu_oie.kit.printing import ShopCards, duplex_cards, folded_cards
from jeu_oie.messages import load_catalog
from jeu_oie.print.content import cards
from jeu_oie.print.content.cards import CardMaking, card_rows, card_sheets, sheet_hashes, sheet_places
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.look import CardsWay, Flip
from tests.chosen import chosen, named
from tests.game import making
from tests.house.source import ROOT
from tests.print.sheets import found_in, gone, planned, shipped, squeezed, words

UNKNOWN = ROOT / "tests" / "circuits" / "unknown"
FAT = UNKNOWN / "fat" / "repairs.yaml"
NEIGHBOURS = making.CIRCUITS / "oph-31" / "neighbours.yaml"
EVERY = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
LONG = "Un texte bien trop long pour une seule carte, et qui continue encore un peu. " * 5
WORD = "Entretienlocatifmultiservicesinterminable"


def document_of(made, **options):
    return duplex_cards(made, Options(**options))


@cache
def printed(path, **preset):
    return document_of(shipped(path, **preset)).pdf()


def told(front, path, dropped):
    """What stands on a front as its template chose it, of what has several forms."""

    def shown(name, forms):
        return forms[sum(f"{path}.{name}.forms.{rank}" in dropped for rank, _ in enumerate(forms))]

    for key in ("rows", "alarms"):
        for rank, each in enumerate(front[key]):
            each["forms"] = shown(f"{key}.{rank}", each["forms"])
    front["first"] = front["first"][-1 if f"{path}.first.0" in dropped else 0] if front["first"] else ""
    items = (front["list"] or {}).get("items", [])
    kept = [rank for rank, _ in enumerate(items) if f"{path}.list.items.{rank}" not in dropped]
    for rank, each in enumerate(items):
        each["text"] = (rank == kept[-1] and kept[-1] < len(items) - 1 and each["last"]) or each["text"]
    return front


SAID_OTHERWISE = {"place", "form", "origins", "brief", "last", "pictogram", "lang", "at", "kind", "icon", "picture"}


@pytest.mark.parametrize("path", chosen((NEIGHBOURS, FAT), (FAT,)), ids=named)
def test_all_that_a_card_says_stands_on_it_or_is_named_as_what_gave_way(path):
    laid = document_of(shipped(path))
    dropped = gone(laid, "cards")
    fronts = as_data(laid.content)["fronts"]
    shown = {"fronts": {str(n): told(front, f"fronts.{n}", dropped) for n, front in enumerate(fronts)}}
    bare = [name for name in dropped if "." in name]
    for front in shown["fronts"].values():
        if front["game"]:
            front["game"].pop("label")  # a die says so too
    assert lost(shown, said_on(printed(path)), bare, frozenset(SAID_OTHERWISE)) == ()
    assert bool(bare) is (path is FAT) or bare


@pytest.mark.slow
def test_the_guard_sees_what_is_left_out_in_silence():
    laid = document_of(shipped(NEIGHBOURS))
    first, *others = laid.content.fronts
    longer = replace(laid.content, fronts=(replace(first, text=(*first.text, "Ceci manque.")), *others))
    assert lost(as_data(longer), said_on(printed(NEIGHBOURS)), ()) != ()


@EVERY
def test_fronts_hold_every_text_of_every_card(path):
    made = shipped(path)
    fronts = as_data(document_of(made).content)["fronts"]
    for card, front in zip(made.deck.printed, fronts, strict=True):
        here = squeezed("".join(found_in(front)))
        # The carte-clé stands in the place of a card of the arrival.
        texts = [each.question for each in card.key] if card.key else [card.title, card.meaning]
        if not card.key and front["form"] != "claim":
            texts += [card.text, *(each.partition(") ")[2] or each for each in card.bullets)]
            texts += [row.bare for row in card.rows if row.state in (State.STATED, State.GAME)]
        assert [text for text in texts if squeezed(text) not in here] == [], card.name


@EVERY
def test_a_number_to_call_and_what_one_receives_never_give_way(path):
    for front in document_of(shipped(path)).content.fronts:
        for row in front.rows:
            assert row.never or not NUMBER.search(row.forms[0]), (front.place, row)
            assert all(NUMBER.search(form) for form in row.forms) or not NUMBER.search(row.forms[0])
        assert not front.rows or front.form == "urgency" or any(row.never for row in front.rows)


def one_card(**changes):
    return replace(making.deck().cards[0], **changes)


def test_rows_stand_in_the_order_of_their_keys_and_the_one_that_matters_most_never_gives_way():
    t = load_catalog("fr")
    known = {"silent": "l’ADIL", "charge": "le bailleur", "say": "« Bonjour »", "delay": "2 jours"}
    rows = tuple(card_rows(one_card(rows=tuple(Row(key, key, value) for key, value in known.items())), t))
    assert [row.forms[0] for row in rows] == sorted(
        known.values(), key=lambda value: ROWS[next(k for k in known if known[k] == value)].card.read
    )
    assert [row.forms[0] for row in rows if row.never] == ["2 jours"]
    proof = tuple(card_rows(one_card(rows=(Row("delay", "délai", "2 jours"), Row("trace", "x", "un mail"))), t))
    assert [row.never for row in proof] == [False, True]


def test_of_several_numbers_the_hours_give_way_first_and_the_first_number_never():
    said = "Accueil 04 00 00 00 01 (de 9 h à 17 h), astreinte 04 00 00 00 02 (la nuit)"
    (row,) = card_rows(one_card(rows=(Row("channels", "par où", said),)), load_catalog("fr"))
    assert row.forms == (
        said,
        "Accueil 04 00 00 00 01, astreinte 04 00 00 00 02",
        "Accueil 04 00 00 00 01",
    )


@EVERY
def test_nobody_reads_that_a_number_is_not_found_and_gaps_are_one_line(path):
    made = shipped(path)
    for card, front in zip(made.deck.printed, document_of(made).content.fronts, strict=True):
        calls = [row for row in card.rows if row.key == "call" and row.state is State.MISSING]
        assert not calls or front.form != "urgency" or (front.call and not front.call.value)
        assert "pas trouvé :" not in front.gaps


@EVERY
def test_the_body_never_shows_the_pictogram_of_the_band_again(path):
    for front in document_of(shipped(path)).content.fronts:
        assert not front.picture or front.picture.removesuffix(".flat") != front.pictogram


@EVERY
def test_a_complaint_says_its_level_its_first_gestures_and_leaves_five_lines_for_the_key(path):
    made = shipped(path)
    fronts = dict(zip(made.deck.printed, document_of(made).content.fronts, strict=True))
    for card, front in ((card, front) for card, front in fronts.items() if card.sort == "problem"):
        assert bool(front.level) is (path.stem != "transfer")
        assert front.notes and len(front.notes.lines) == 5
        if card.bullets:
            first, *others = shorten_gestures(card.bullets)
            assert front.first[0].startswith(f"D’abord\u00a0: {first[0].lower()}{first[1:]}")
            assert not card.danger or all(each in front.first[0] for each in others)
            assert not card.danger or front.first[-1].endswith((others or [first])[-1])


@pytest.mark.slow
def test_where_not_all_gestures_of_a_danger_fit_the_last_ones_stand():
    gestures = [
        *(f"Je fais le geste {rank}, dans l’ordre et sans courir." for rank in range(9)),
        "Je sors.",
        "J’appelle le 112.",
    ]
    danger = {"id": "gas", "danger": "Odeur de gaz", "call": "112", "first": gestures}
    made = planned(
        making.circuit(
            landlord={"name": "B", "emergency": [danger]},
            shortcuts=[
                {"id": "u", "title": "Gaz", "from": "s1", "to": "s3", "criteria": ["Odeur de gaz", *["Autre"] * 9]}
            ],
        )
    )
    laid = document_of(made)
    assert any("alarms" in name for name in gone(laid, "cards"))
    assert squeezed("Je sors. J’appelle le 112.") in squeezed(words(laid.pdf(), "-raw"))


EVIL = '#eval("1+1") *gras* $x$ <script>alert(1)</script> {{ 7 * 7 }} [a] @b " & \\'


@cache
def hard():
    """Cards with what is hard to set: markup in texts, a word without end; with an urgency, too."""
    steps = making.steps(3, s1={"text": EVIL}, s2={"title": f"Je lis {WORD}", "text": f"Le {WORD}."})
    call = {"call": "0 800 47 33 33", "hours": "24 h sur 24"}
    urgent = {"id": "u", "title": "Eau", "from": "s1", "to": "s3", "criteria": ["Une grosse fuite"], "source": "page"}
    more = {"shortcuts": [urgent | call], "sources": {"page": {"title": "Page"}}}
    return document_of(planned(making.circuit(landlord={"name": EVIL}, steps=steps, **more))).pdf()


def test_an_urgency_says_the_number_before_anything_else():
    read = squeezed(said_on(hard()))
    found = [read.index(squeezed(each)) for each in ("Danger pour", "0 800 47 33 33", "24 h sur 24", "C’est urgent si")]
    assert found == sorted(found)


def test_an_idea_has_a_dashed_band_and_goose():
    made = planned(making.circuit(practices=[{"id": "p", "title": "Un carnet", "adopted": False}]))
    (idea,) = [front for front in document_of(made).content.fronts if front.dashed]
    assert idea.kind in (Kind.FACT, Kind.GOOSE) and idea.pictogram == "goose-dashed"


def test_a_row_has_the_pictogram_of_what_it_tells():
    assert row_icon(Row("trace", "ce que je reçois", "rien", State.NOTHING)) == "egg-none"
    assert row_icon(Row("channels", "par où passer", "par lettre")) == "signpost"


def test_the_pile_has_one_back_and_each_other_pile_its_own():
    made = planned(
        making.circuit(
            questions=[{"id": "q", "title": "Qui ?"}],
            facts=[{"id": "f", "title": "Un fait"}],
            recourse=[{"id": "r", "title": "Un recours"}],
            problems=[{"id": "p", "title": "Fuite"}],
        )
    )
    content = document_of(made).content
    backs = {front.place: front.back for front in content.fronts}
    assert len({backs[card.name] for card in made.deck.pile}) == 1
    assert len({(back.pictogram, back.dark, back.kind) for back in content.backs}) == len(content.backs) > 2


def test_a_hash_tells_the_words_and_not_the_stamp():
    card = one_card()
    assert card_hash(card) == card_hash(replace(card, step="other", detailed=False))
    assert card_hash(card) != card_hash(replace(card, title="Autre"))
    assert card_hash(card) != card_hash(replace(card, rows=()))


def test_printed_cards_stay_valid():
    """Over what the hash is taken must not change: this one stands on cards that are cut out."""
    assert card_hash(one_card()) == "6f30f4"


@pytest.mark.parametrize("way", [CardsWay.DUPLEX, CardsWay.FOLD])
@pytest.mark.parametrize("large", [False, True])
def test_a_sheet_hash_changes_only_with_its_own_cards(way, large):
    before, after = (making.deck(steps=making.steps(3, s2=each)).printed for each in ({}, {"text": LONG}))
    pairs = list(zip(*(sheet_hashes(each, way, large=large) for each in (before, after)), strict=True))
    assert len(pairs) == -(-(1 + len(before)) // sheet_places(way, large=large))
    assert sum(one != other for one, other in pairs) == 1


@pytest.mark.slow
def test_where_it_is_printed_changes_no_hash_and_each_sheet_and_card_says_its_own():
    made = shipped(NEIGHBOURS)
    laid, moved = document_of(made), document_of(made, flip=Flip.SHORT, shift_mm=(1.5, -0.5))
    assert laid.sheets == moved.sheets
    shown = squeezed(words(printed(NEIGHBOURS), "-raw"))
    assert all(digits in shown for digits in (*laid.hashes, *map(card_hash, made.deck.printed)))
    assert deck_hash(made.deck.printed) in shown
    for rank in range(1, len(laid.hashes) + 1):
        assert squeezed(f"Planche {rank} / {len(laid.hashes)}") in shown


LOOKS: dict[str, dict[str, Any]] = {"colour": {}, "saver": {"ink": "saver"}, "large": {"large": True}}


TWO_NUMBERS = UNKNOWN / "two-numbers" / "repairs.yaml"
SET = [(FAT, "colour"), (NEIGHBOURS, "large"), (TWO_NUMBERS, "saver")]


@pytest.mark.parametrize("path, look", chosen(SET, SET[:1]), ids=named)
def test_no_letter_is_over_another_off_its_card_or_under_its_floor(path, look):
    assert faults(printed(path, **LOOKS[look]), "cards-fronts", large=look == "large") == ()


@pytest.mark.slow
def test_no_letter_of_an_arabic_kit_is_over_another():
    assert faults(printed(ROOT / "tests" / "kit" / "arabic.yaml"), "cards-fronts") == ()


@pytest.mark.slow
def test_to_fold_each_card_stands_once_and_no_back_is_asked_for():
    made = shipped(NEIGHBOURS)
    with pikepdf.open(io.BytesIO(folded_cards(made, Options()).pdf())) as document:
        assert len(document.pages) == -(-(1 + len(made.deck.printed)) // sheet_places(CardsWay.FOLD, large=False))
        assert "/Duplex" not in document.Root.ViewerPreferences


def headings(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        first, *others = outline.root
        return first.title, [each.title for each in first.children], others


def test_each_card_is_one_heading_in_the_order_of_squares_then_pile():
    made = shipped(NEIGHBOURS)
    game, titles, others = headings(printed(NEIGHBOURS))
    assert (squeeze(game), others) == (squeeze(made.dossier.game), [])
    key = made.words("house-key.front")
    assert list(map(squeeze, titles)) == [squeeze(key if card.key else card.title) for card in made.deck.printed]


def test_where_all_is_told_stands_once_a_sheet():
    laid = document_of(shipped(NEIGHBOURS))
    assert squeezed(words(printed(NEIGHBOURS), "-raw")).count(squeezed("circuit en entier")) == len(laid.hashes)


def test_the_rule_of_the_game_is_never_cut():
    laid = document_of(shipped(FAT))
    shown = squeezed(words(printed(FAT), "-raw"))
    rules = [squeezed(front.game.value) for front in laid.content.fronts if front.game]
    assert rules and all(rule in shown for rule in rules) and "…" not in shown.replace("--x…", "")


def test_a_title_that_no_card_holds_is_refused_at_its_line():
    made = planned(making.circuit(steps=making.steps(3, s2={"title": "Je signale la panne " * 20})))
    with pytest.raises(DoesNotFit) as told:
        document_of(made).pdf()
    assert "s2.title" in {each.at for each in told.value.misfits}


@pytest.mark.slow
def test_a_long_word_breaks_and_is_read_whole():
    assert squeezed(words(hard(), "-raw")).count(WORD) >= 2
    assert faults(hard(), "cards-fronts") == ()


def test_markup_in_a_text_is_shown_as_text():
    assert squeezed(words(hard(), "-raw")).count(squeezed(EVIL)) >= 2


def pixels(pdf):
    made = subprocess.run(["pdftoppm", "-r", "25", "-"], input=pdf, capture_output=True, check=True).stdout
    while made:
        head, size, _, body = made.split(b"\n", 3)
        assert head == b"P6"
        width, height = map(int, size.split())
        yield body[: width * height * 3]
        made = body[width * height * 3 :]


@cache
def shop(**look):
    """Fronts, then backs."""
    return tuple(ShopCards("", shipped(NEIGHBOURS, **look), Options()).files().values())


@pytest.mark.slow
def test_backs_spend_no_colour_and_in_saver_ink_little_black():
    (_, colour), (_, saver) = (shop(**look) for look in ({}, LOOKS["saver"]))
    for page in (*pixels(colour), *pixels(saver)):
        assert page[::3] == page[1::3] == page[2::3]
    inks = [max(1 - sum(page) / len(page) / 255 for page in pixels(file)) for file in (saver, colour)]
    assert inks[0] < 0.12 < inks[1]


@pytest.mark.slow
def test_black_ink_alone_is_enough():
    fronts, _ = shop(**LOOKS["saver"])
    for page in pixels(fronts):
        assert page[::3] == page[1::3] == page[2::3]


def test_contents_are_the_same_whatever_the_look():
    made = shipped(NEIGHBOURS)
    one, large = (
        card_sheets(made.deck, made.dossier, made.words, None, CardMaking(large=large)) for large in (False, True)
    )
    assert one.fronts == large.fronts and len(one.sheets) * 2 - len(large.sheets) in (0, 1)
    assert cards.sheet_places(CardsWay.FOLD, large=True) == 2
