"""A detour has its own words by its ``label``: only a case out of the circuit is the labyrinth."""

import pytest

from jeu_oie.board import legend, side_of
from jeu_oie.exchange.diff import difference
from jeu_oie.game.dossier import sections
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.rules import Outcome, Reason, compile_rules
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.print.content.settling import kinds
from jeu_oie.web.parts import sort_out
from tests.game.making import board, deck, dossier, said

LABELS = {
    None: Kind.DETOUR,
    "out-of-circuit": Kind.DETOUR,
    "other-way": Kind.OTHER_WAY,
    "right": Kind.RIGHT,
}
T = load_catalog("fr")


def labelled(label: str | None):
    """A circuit with one detour, called so."""
    way = {"id": "d", "title": "Voie", "from": "s2", "to": "end", "steps": [{"id": "d1", "title": "Pas"}]}
    return {"detours": [way | ({"label": label} if label else {})]}


@pytest.mark.parametrize("label", LABELS)
def test_a_detour_is_entered_on_the_kind_of_its_label(label):
    made = board(**labelled(label))
    entry = next(square for square in made.squares if square.item and square.item.id == "d")
    (track,) = made.side_tracks
    cards = {each.name: each for each in deck(**labelled(label)).cards}
    assert entry.kind == track.kind == side_of(track, made, cards, T).kind == LABELS[label]
    table = compile_rules(made)
    change = table.positions[entry.number - 1].landing.ways[Outcome.NONE]
    assert change.why is Reason(LABELS[label].value)
    assert change.to == table.rank(f"{entry.name}a")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", LABELS)
def test_only_the_labyrinth_is_told_as_one(label, language):
    t, parts = load_catalog(language), {**labelled(label), "language": language}
    made = board(**parts)
    words = {entry.word for entry in legend(made, t)} | {each.name for each, _ in kinds(made, t)}
    told = [*said(deck(**parts)), *(line for _, rules in kinds(made, t) for line in said(rules)), *words]
    assert t(f"kind.{LABELS[label]}") in words
    maze = LABELS[label] is Kind.DETOUR
    assert (t("kind.detour") in told) is maze
    assert any(t("old-name.detour.foot") in each for each in told) is maze
    assert (KINDS[LABELS[label]].pictogram in told) is maze or not maze


@pytest.mark.parametrize("label", LABELS)
def test_the_page_has_a_heading_for_each_sort(label):
    made, cards = board(**labelled(label)), deck(**labelled(label))
    parts = sort_out(made, cards, FactFormatter(made, T))
    sort = KINDS[LABELS[label]].group
    shown = next(each for each in parts.sorts if each.title == T(f"page.sort.{sort}"))
    assert [each.title for each in shown.cards] == ["Voie", "Pas"]


@pytest.mark.parametrize("label", LABELS)
def test_whoever_signs_reads_what_a_detour_is(label):
    parts = labelled(label)
    found = {
        each.key: each.entries for each in sections(deck(**parts), dossier(**parts), FactFormatter(board(**parts), T))
    }
    key = "detours" if LABELS[label] is Kind.DETOUR else "side-tracks"
    (entry, _) = found[key]
    assert entry.head.startswith(T(f"choice.label.{label}") if label else T("validation.after", title="Étape s2"))
    assert T(f"validation.section.{key}")


def test_a_difference_says_what_it_is_called_now():
    old, new = (FactFormatter(board(**labelled(each)), T) for each in ("other-way", "right"))
    (changed,) = difference(old, new).changes
    assert changed.kind == T("choice.label.right")
    assert [(line.label, line.before, line.after) for line in changed.lines] == [
        (T("changes.label.label"), T("choice.label.other-way"), T("choice.label.right"))
    ]
