"""A landlord signs what it has read: every text of the circuit stands on a row, with its source."""

import pytest

from jeu_oie.circuit.signing import fingerprint, matches
from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.dossier import sections
from jeu_oie.game.wording import FactFormatter
from jeu_oie.sheets.forms import validation_sheet
from tests.game import making
from tests.game.test_nothing_lost import load, of_common, stands, texts
from tests.sheets.sheets import imprint, imprint_of, outside, overlapping, pages, said, squeezed

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
EXAMPLE = making.CIRCUITS / "oph-31" / "repairs.yaml"
LISTS = (
    "steps",
    "shortcuts",
    "detours",
    "practices",
    "setbacks",
    "recourse",
    "spaces",
    "problems",
    "questions",
    "facts",
)


def signed(path):
    """Every text that the signed hash is made of, read by itself; common questions and dangers are nobody's facts."""
    circuit, common = load(path), load(making.CIRCUITS / "common.yaml")
    shared = of_common(circuit, {**common, "questions": [], "emergency": []})
    return [*texts(circuit), *circuit.get("words", {}), *texts(load(path.parent / circuit["landlord"])), *shared]


def lost(path, html):
    return [text for text in signed(path) if not stands(text, html, squeezed)]


def entries(made):
    held = sections(made.deck, made.dossier, FactFormatter(made.board, made.words))
    return {entry.id: entry for section in held for entry in section.entries}


@every
def test_every_text_that_is_signed_stands_on_the_sheet(path):
    assert len(signed(path)) > 100
    assert lost(path, said(validation_sheet(imprint(path)).html)) == []


def test_the_guard_sees_a_lost_fact():
    html = said(validation_sheet(imprint(EXAMPLE)).html)
    assert lost(EXAMPLE, html.replace(squeezed("L’appel est enregistré"), "")) == ["L’appel est enregistré"]


@every
def test_every_item_has_its_row_with_its_sources(path):
    made, circuit = imprint(path), load(path)
    found = entries(made)
    titles = [source.title for source in made.dossier.sources]
    declared = made.board.circuit.sources
    for item in (item for key in LISTS for item in circuit.get(key, ())):
        entry = next(each for each in found.values() if each.claims[0].title == item.get("title", "Étape à compléter"))
        named = [item["source"]] if isinstance(item.get("source"), str) else item.get("source", [])
        own = {titles.index(declared[name].title) + 1 for name in named}
        stated = [claim for claim in entry.claims if not claim.missing and "danger" not in claim.label.lower()]
        facts = FactFormatter(
            made.board, made.words
        )  # what to do first in a danger rests on the sources of that danger
        shared = {facts.source_numbers[name] for name in facts.danger_sources(facts.circuit.emergency)}
        assert all(set(claim.sources) - shared in (own - shared, set()) for claim in stated), item


def test_what_nobody_has_found_has_no_source():
    found = entries(imprint(EXAMPLE))["record"]
    delay = next(claim for claim in found.claims if claim.label == "Délai annoncé")
    assert (delay.value, delay.missing, delay.sources) == ("pas trouvé", True, ())


def test_the_national_numbers_have_their_own_source():
    shortcut = {"id": "urgence", "title": "Urgence", "from": "s1", "to": "s3", "source": "guide"}
    made = imprint_of(making.circuit(shortcuts=[shortcut], sources={"guide": {"title": "Guide"}}), squares="24")
    claims = {claim.label: claim.sources for claim in entries(made)["urgence"].claims}
    assert claims["Danger pour la vie"] == (2,)
    assert claims[""] == (1,)


def test_what_is_signed_is_the_hash_of_the_circuit():
    circuit = making.shipped(EXAMPLE)
    html = said(validation_sheet(imprint(EXAMPLE)).html)
    assert fingerprint(circuit) in html
    assert matches(fingerprint(circuit)[:16], circuit)
    assert not matches(fingerprint(circuit)[:15], circuit)
    digits = fingerprint(circuit)
    assert f">{digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:16]}</p>" in validation_sheet(imprint(EXAMPLE)).html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_bodies_sign_by_function_and_date(language):
    made = imprint_of(making.circuit(language=language), squares="24")
    html = said(validation_sheet(made).html)
    for key in ("validation.for.landlord", "validation.for.federation"):
        assert squeezed(made.words(key)) in html
    for key in ("validation.function", "validation.date", "validation.signature"):
        assert html.count(squeezed(made.words(key))) == 2


@pytest.mark.parametrize("large", [False, True])
def test_each_page_says_what_it_is_for_and_can_be_read(large):
    made = imprint(making.CIRCUITS / "oph-31" / "neighbours.yaml", large=large)
    paper = pages(pdf(validation_sheet(made).html, Printing(duplex=True)))
    for words in paper:
        assert "Relisezchaqueligneetcochezunecase." in "".join(word.text for word in words)
        assert min(word.size_pt for word in words) >= (14 if large else 9) - 0.01
        assert outside(words) == []
        assert overlapping(words) == []
    digits = fingerprint(made.board.circuit)
    assert {word.text for word in paper[-1] if word.size_pt > 28} == {digits[at : at + 4] for at in range(0, 16, 4)}
    rows = next(rank for rank, words in enumerate(paper) if [word for word in words if word.text == "sources"][:1])
    assert rows > 5
    for words in paper[:rows]:
        assert {"source", "exact", "correction"} <= {word.text for word in words}
