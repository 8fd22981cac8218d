"""What nobody has found is the same for cards, printed list and page, and asked by check."""

import json
import re
from collections import Counter
from functools import partial

import pytest

from jeu_oie import cli
from jeu_oie.circuit.gaps import STEP, WRITTEN
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.model import ProblemItem, Recourse
from jeu_oie.circuit.read import read
from jeu_oie.game.asked import Audience, ask_landlord, list_asked
from jeu_oie.game.cards import rows_shown
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter, State
from jeu_oie.kit import Options, plan
from jeu_oie.kit.making import made_page
from jeu_oie.kit.printing import of_cards
from jeu_oie.print.content.circuit import full_circuit
from jeu_oie.print.content.frame import as_data
from tests.circuit.lacking import list_gaps
from tests.exchange.making import every_key, of
from tests.game.making import FEW

CIRCUIT = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps:
  - {id: report, title: Je signale}
  - {id: record, title: On note, trace: Numéro, if-silent: report}
  - {id: nobody, missing: true}
  - {id: close, title: Fin, delay: {condition: "Avec mon accord"}}
shortcuts: [{id: now, title: Urgence, from: report, to: unknown}]
detours: [{id: aside, title: À part, from: report, to: out, steps: [{id: inner, title: Dedans, delay: 1 jour}]}]
recourse: [{id: help, title: Aide}]
problems:
  - {id: leak, title: Fuite}
  - {id: smell, title: Ça sent le gaz}
  - {id: water, title: Eau coupée, first: [Je ferme.]}
  - {id: lift, title: Ascenseur, first: [Je sonne.], acceptable: 1 h}
"""
WANTED = {
    "report": ("trace", "if_silent", WRITTEN),  # a delay at the start is nobody's announcement
    "record": ("delay",),
    "nobody": (STEP,),
    "close": ("delay", "trace", "if_silent"),
    "now": ("delay", "call", "to"),
    "inner": ("trace", "if_silent"),
    "leak": ("delay",),
    "lift": ("delay",),  # where something is to be done at once, or in a danger, nobody waits
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(CIRCUIT, "utf-8")
    return path


def counts(made):
    """How many facts cards show as missing, and how many lines say so: several of a card stand on one.

    The step that nobody knows and the written way in stand apart.
    """
    cards = made.deck.every
    printed = json.dumps(as_data(of_cards(full_circuit)(made, Options())))
    page = made_page(made, Options()).decode()
    missing = [row for card in cards for row in rows_shown(card) if row.state is State.MISSING]
    facts_told = sum(row.value.count(",") + 1 if row.key == "missing" else 1 for row in missing)
    lines = {
        "cards": len(missing),
        "printed": printed.count('"state": "missing"'),
        "page": len(re.findall(r'class="row r-[\w-]+ missing"', page)),
    }
    return facts_told, lines


def test_every_fact_that_tenants_need_is_counted_once_and_none_that_means_nothing(path):
    circuit = read(path).circuit
    assert circuit
    found: dict[str, list[str]] = {}
    for gap in list_gaps(circuit):
        found.setdefault(gap.item.id, []).append(gap.fact)
    assert {item: tuple(facts) for item, facts in found.items()} == WANTED


@pytest.mark.parametrize("read_one", [every_key, partial(read, FEW[-1]), partial(of, 0)])
def test_sheets_and_page_show_what_check_counts(read_one):
    compare(read_one())


def test_facts_that_mean_nothing_are_shown_nowhere(path):
    compare(read(path))


def compare(reading):
    assert reading.circuit
    facts = [gap.fact for gap in list_gaps(reading.circuit)]
    apart = Counter(facts)
    asked = asked_elsewhere(reading.circuit)
    shown = len(facts) - apart[STEP] - apart[WRITTEN] - len(asked)
    made = plan(reading.circuit, Preset())
    told, lines = counts(made)
    assert told == shown
    assert len(set(lines.values())) == 1
    both = [each for each in ask_landlord(reading.circuit) if each.audience is Audience.BOTH]
    own = [gap for gap in list_gaps(reading.circuit) if not isinstance(gap.item, Recourse)]  # of the law
    assert sum(not each.key.startswith("recourse.") for each in both) == len(own)
    cards = {card.id: card for card in made.deck.every}
    assert all(any(note.key == "elsewhere" for note in cards[each].notes) for each in asked)


def asked_elsewhere(circuit):
    """The problems whose delay is asked by « Ailleurs : … Et ici ? », in place of a row of its own."""
    return [gap.item.id for gap in list_gaps(circuit) if isinstance(gap.item, ProblemItem) and gap.item.elsewhere]


def test_check_tells_what_it_found_of_what_is_asked_and_validate_what_will_be_printed(path, capsys):
    said = []
    for arguments in (["check", path], ["validate", path, "--by", "Office", "--on", "2026-01-01"]):
        with pytest.raises(SystemExit):
            cli.main(["--lang", "fr", *map(str, arguments)])
        said.append(capsys.readouterr().err.replace("\u00a0", " "))
    circuit = read(path).circuit
    assert circuit
    found = [bool(each.now) for each in ask_landlord(circuit)]
    assert f"{sum(found)} faits trouvés sur {len(found)} demandés : « --missing » montre ceux qui manquent." in said[0]
    assert f"{sum(map(len, WANTED.values()))} faits seront imprimés « non dit » :" in said[1]


def test_a_blank_square_and_a_written_way_are_asked_once(path):
    circuit = read(path).circuit
    assert circuit
    made = plan(circuit, Preset())
    asked = list_asked(FactFormatter(made.board, made.words))
    assert {(each.about, each.box) for each in asked if each.box in (STEP, WRITTEN)} == {
        ("report", WRITTEN),
        ("nobody", STEP),
    }
    assert sum(card.kind is Kind.BLANK for card in made.deck.cards) == 1
    assert {fact for facts in WANTED.values() for fact in facts} - {STEP, WRITTEN} <= {
        key.attribute for key in DECLARED if key.gap
    }
