"""Letters: nine texts kept whole, chosen by facts; what each holds, what never stands in one, when there is none."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.circuit.times import Starts
from jeu_oie.game.days import Counting, Term
from jeu_oie.game.letters.choosing import choose, proposed
from jeu_oie.game.letters.examples import dossier_of, facts_of
from jeu_oie.game.letters.facts import AnnouncedDelay, Dossier, Egg, LetterFacts, laws_cited
from jeu_oie.game.letters.writing import CONDITION, DOTS, TOKEN, Letter, letter, plain, write_letter
from tests.game.telling import cases

TEXTS = letter_texts()
NAMES = tuple(each.id for each in TEXTS.letters)
LAWS = frozenset(TEXTS.laws)
NOW = datetime.fromisoformat("2026-12-09T10:00")


def made(facts, dossier) -> Letter:
    """The letter that is due."""
    found = letter(facts, dossier)
    assert found is not None
    return found


def example(name, *, dated=LAWS):
    said = TEXTS.examples.letters[name]
    return facts_of(said, "Bailleur d’essai", dated=dated), dossier_of(said)


@pytest.mark.parametrize("name", NAMES)
def test_each_letter_as_it_is_written(golden, name):
    found = made(*example(name))
    assert found.id == name
    golden(f"letters/{name}.txt", plain(found) + "\n")


def test_there_are_nine_with_an_example_each():
    assert len(NAMES) == 9
    assert tuple(TEXTS.examples.letters) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_holds_what_a_letter_needs(name):
    facts, dossier = example(name)
    found = made(facts, dossier)
    text = plain(found)
    assert "Camille Exemple" in found.said("sender")[0]
    assert found.to[0]
    assert "mercredi 9 décembre 2026" in found.said("place")[0]
    assert found.object.startswith("Objet : ")
    assert found.said("signature") == ("Camille Exemple, signature",)
    assert any(word in text for word in ("demande", "souhaite"))
    if name not in ("cdc", "offer", "hear"):
        end = proposed(name, facts, dossier)
        assert f"{end.day} décembre 2026" in " ".join(found.said("body"))


@pytest.mark.parametrize("name", NAMES)
def test_every_slot_and_condition_of_a_text_is_known(name):
    text = TEXTS.letter(name)
    for line in (*text.body, text.object, text.to):
        slots = {each[1] for each in TOKEN.finditer(line) if each[1]}
        assert slots <= {*TEXTS.slots, *TEXTS.laws, "rejet"}, line
        head = line.split(": ")[0]
        assert CONDITION.fullmatch(line) or " " in head or ": " not in line, line


@pytest.mark.parametrize("name, law", [("report", "article 6"), ("notice", "article 6"), ("neighbours", "6-1")])
def test_a_law_without_a_dated_source_is_not_cited(name, law):
    assert law in plain(made(*example(name)))
    assert law not in plain(made(*example(name, dated=frozenset())))


def test_a_decree_without_source_takes_its_criterion_along():
    body = " ".join(made(*example("decency", dated=frozenset())).said("body"))
    assert "article 6 de la loi du 6 juillet 1989." in body
    assert "20-1" not in body


def test_only_the_law_that_the_problem_asks_for():
    assert laws_cited("", decency=False, kind="urgent", dated=LAWS) == frozenset()
    assert laws_cited("loi-89-6", decency=False, kind="urgent", dated=LAWS) == {"loi-89-6"}


def test_an_offer_says_nothing_of_when_it_came():
    for choice in "abc":
        facts, dossier = example("offer")
        text = plain(made(facts, replace(dossier, choice=choice))).casefold()
        said = text.replace("je répondrai dans le délai", "")
        assert not [word for word in ("reçu le", "réception", "délai", "retard", "silence") if word in said]


def test_what_tenants_pay_is_no_demand_to_repair():
    facts, dossier = example("report")
    body = " ".join(made(replace(facts, charge="tenant"), dossier).said("body"))
    assert "Dites-moi par écrit qui paie." in body
    assert "réparer" not in body
    assert "loi" not in body


def test_a_doubtful_delay_stands_in_a_letter_only_once_it_is_ticked():
    facts, dossier = example("remind")
    facts = replace(facts, delay=AnnouncedDelay("moins de 24 h", Term(1440, Counting.MINUTES), doubt=True))
    assert "24 h" not in plain(made(facts, dossier))
    ticked = plain(made(facts, replace(dossier, ticked=True)))
    assert "Vous annoncez ce délai : moins de 24 h. Il est passé depuis le mardi 1er décembre 2026." in ticked


def test_nothing_given_prints_dotted_and_is_named():
    found = write_letter("remind", LetterFacts("Fuite", "urgent", "B"), Dossier(NOW))
    assert {"nom", "adresse", "faits", "date"} <= {*found.missing}
    assert DOTS in found.said("sender")[0]
    assert DOTS not in plain(found)


def test_whoever_left_says_nothing_of_the_rent():
    facts = LetterFacts("Dépôt de garantie pas rendu", "right", "B", letter="report", subject="dépôt de garantie")
    assert made(facts, Dossier(NOW)).said("rent") == ()
    assert made(replace(facts, subject="charges"), Dossier(NOW)).said("rent")


LEAK = LetterFacts("Fuite", "urgent", "B")
DRIP = replace(LEAK, kind="ordinary")


def after(days: float, *eggs: Egg, facts=LEAK, **more) -> str | None:
    return choose(facts, Dossier(datetime.fromisoformat("2026-11-30T10:00") + timedelta(days=days), eggs, **more))


CALL = Egg("call", date(2026, 11, 30))


def sent(name: str, day: date, limit: date) -> Egg:
    return Egg("letter", day, letter=name, limit=limit)


def test_nothing_is_written_where_nothing_may_be():
    for kind in ("danger", "follow", "not-ours"):
        assert after(10, CALL, facts=replace(LEAK, kind=kind)) is None
    assert after(10, facts=replace(LEAK, kind="right")) is None
    assert after(10, facts=replace(LEAK, kind="right", letter="none")) is None, "a debt"
    assert after(10, facts=replace(LEAK, kind="deadline", letter="none")) is None, "an eviction"
    assert after(10, CALL, facts=replace(DRIP, letter="none")) is None, "a lost key"


def test_a_danger_never_has_a_letter():
    for facts, dossier in cases(200):
        assert letter(replace(facts, kind="danger"), dossier) is None
        assert letter(replace(facts, letter="none"), dossier) is None


def test_a_minute_later_there_is_no_reminder():
    assert after(0) == "report"
    assert after(1 / 1440, CALL) is None
    assert after(1 / 1440, CALL, in_writing=True) == "report"


def test_the_day_after_an_urgent_call_and_ten_days_later():
    assert after(1, CALL) is None
    assert after(2, CALL) == "remind"
    assert after(8, CALL, facts=DRIP) is None
    assert after(10, CALL, facts=DRIP) == "remind"


def test_an_announced_delay_is_waited_for():
    hours = AnnouncedDelay("4 h", Term(240, Counting.MINUTES), starts=Starts.CALL)
    weeks = AnnouncedDelay("3 semaines", Term(21, Counting.DAYS))
    noted = replace(CALL, hour=time(9))
    assert after(0.1, noted, facts=replace(LEAK, delay=hours)) is None
    assert after(0.2, noted, facts=replace(LEAK, delay=hours)) == "remind"
    assert after(10, CALL, facts=replace(LEAK, delay=weeks)) is None
    assert after(22, CALL, facts=replace(LEAK, delay=weeks)) == "remind"


def test_about_gives_no_day_of_its_own():
    about = AnnouncedDelay("environ 3 semaines", None)
    assert after(10, CALL, facts=replace(LEAK, delay=about)) == "remind"


def test_each_letter_waits_for_the_date_of_the_one_before():
    first, second = date(2026, 12, 8), date(2026, 12, 16)
    reminded = (CALL, sent("remind", first, second))
    assert after(16, *reminded, facts=DRIP) is None
    assert after(17, *reminded, facts=DRIP) == "notice"
    warned = (*reminded, sent("notice", date(2026, 12, 17), date(2027, 1, 4)))
    assert after(34, *warned, facts=DRIP) is None
    assert after(36, *warned, facts=DRIP) == "cdc"


def test_the_commission_waits_two_months_after_the_demand_of_decency():
    asked = sent("decency", date(2026, 12, 31), date(2027, 1, 15))
    facts = replace(DRIP, decency=True)
    assert choose(facts, Dossier(datetime.fromisoformat("2027-02-28T23:00"), (CALL, asked))) is None
    assert choose(facts, Dossier(datetime.fromisoformat("2027-03-01T00:00"), (CALL, asked))) == "cdc"


def test_a_visit_that_did_not_happen_is_a_reminder_at_once():
    weeks = AnnouncedDelay("3 semaines", Term(21, Counting.DAYS))
    missed = Egg("no-visit", date(2026, 12, 2))
    assert after(3, CALL, missed, facts=replace(LEAK, delay=weeks)) == "remind"


def test_what_tenants_pay_is_asked_once():
    facts = replace(DRIP, charge="tenant")
    assert after(0, facts=facts) == "report"
    assert after(30, CALL, facts=facts) is None


def test_neighbours_need_dated_facts():
    facts = replace(LEAK, kind="neighbours")
    assert after(5, facts=facts) is None
    noted = Egg("fact", date(2026, 12, 1))
    assert after(5, noted, facts=facts) == "neighbours"
    again = (noted, sent("neighbours", date(2026, 12, 2), date(2026, 12, 17)))
    assert after(5, *again, facts=facts) is None
    assert after(20, *again, facts=facts) == "neighbours"


def test_a_visit_is_asked_for_only_while_two_days_are_left():
    offer = LetterFacts("Offre", "deadline", "B", letter="offer")
    day = NOW.date()
    for days, choice, wanted in (
        (2, "b", "offer"),
        (1, "b", None),
        (1, "a", "offer"),
        (-3, "c", "offer"),
        (-3, "b", None),
    ):
        dossier = Dossier(NOW, choice=choice, written=day + timedelta(days=days))
        assert choose(offer, dossier) == wanted, (days, choice)
    late = made(offer, Dossier(NOW, choice="a", written=day - timedelta(days=3)))
    assert "Je vous réponds aujourd’hui." in late.said("body")


def test_the_date_that_is_proposed():
    friday = Dossier(datetime.fromisoformat("2026-04-03T10:00"))
    assert proposed("report", LEAK, friday) == date(2026, 4, 7), "Saturday, Sunday, Easter Monday"
    eve = Dossier(datetime.fromisoformat("2026-12-31T10:00"))
    assert proposed("report", LEAK, eve) == date(2027, 1, 4)
    assert proposed("notice", LEAK, eve) == date(2027, 1, 5)
    assert proposed("remind", DRIP, eve) == date(2027, 1, 8)
    assert proposed("notice", DRIP, eve) == date(2027, 1, 15)


def test_the_announced_day_is_proposed_while_it_is_to_come():
    weeks = AnnouncedDelay("3 semaines", Term(21, Counting.DAYS))
    dossier = Dossier(NOW, (CALL,))
    assert proposed("report", replace(DRIP, delay=weeks), dossier) == date(2026, 12, 21)
    assert proposed("report", replace(DRIP, delay=replace(weeks, doubt=True)), dossier) == date(2026, 12, 24)
