"""The association of a project: once on each surface that names it, on none without it; its texts are texts."""

from dataclasses import replace
from functools import cache
from urllib.parse import unquote

import pytest

from jeu_oie.game.answers.shared import shared_by
from jeu_oie.game.association import Association
from jeu_oie.game.evening import calls
from jeu_oie.game.letters.known import blank_facts
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.plan import settle_plan
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.content.person import person_content
from jeu_oie.print.content.poster import poster_content
from jeu_oie.print.documents import letter_documents
from jeu_oie.web.page import PROBLEM, mail_of_wrong, page, weigh
from tests.browser.pages import ATTACK, FEW, Tree, make, shipped
from tests.chosen import chosen, crossed
from tests.draw.logos import logo
from tests.print.sheets import document, found_in, words
from tests.web.test_page import HEAVIEST

PORT = Association(
    "Association des locataires du Port",
    phone="09 99 99 99 99",
    hours="lundi 14 h – 17 h",
    address="1 place du Port, 38000 Exempleville",
    mail="contact@example.org",
    corrections="corrections@example.org",
)
OPAC = "opac-38/repairs.yaml"
TOLD = (PORT.name, PORT.phone, PORT.hours, *PORT.ways)
HOSTILE = " ".join(ATTACK.split())[:80]
LONGEST = Association("n" * 80, "0" * 24, "h" * 80, "a" * 80, "m" * 80)


@cache
def plan_with(association, **preset):
    made = Preset.model_validate(preset).model_copy(update={"association": association})
    return settle_plan(shipped(OPAC), made, None)


@cache
def page_with(association, name=OPAC):
    parts = make(shipped(name)).parts
    preset = parts.board.preset.model_copy(update={"association": association})
    return page(replace(parts, board=replace(parts.board, preset=preset)))


def person_of(made, language=""):
    return person_content(made.board, made.dossier, None, language)


def poster_of(made):
    return poster_content(made.board, made.dossier, made.words, None)


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


def test_the_sheet_says_once_who_helps_and_how_to_reach_them():
    made = plan_with(PORT)
    said = plain(words(document("3-person", made).pdf(), "-raw"))
    assert [said.count(each) for each in (*TOLD, PORT.corrections)] == [1, 1, 1, 1, 1, 0]
    assert person_of(made).notebook.helper.blanks == ()


@pytest.mark.parametrize("language", ["", "ar", "en"])
def test_without_one_the_sheet_has_three_lines_to_write(language):
    helper = person_of(plan_with(None), language).notebook.helper
    assert (helper.name, helper.call, helper.ways) == ("", "", ())
    assert len(helper.blanks) == 3


def test_the_poster_names_it_and_none_without_it():
    said = plain(words(document("hall/poster", plan_with(PORT)).pdf(), "-raw", "-l", "1"))
    assert [said.count(each) for each in (PORT.name, PORT.phone, PORT.hours)] == [1, 1, 1]
    assert poster_of(plan_with(None)).helper is None


def test_the_guide_calls_it_after_the_landlord():
    bare, made = plan_with(None), plan_with(PORT)
    *others, last = calls(made.deck, FactFormatter(made.board, made.words))
    assert tuple(others) == calls(bare.deck, FactFormatter(bare.board, bare.words))
    assert (last.title, last.number, last.hours, last.found) == (*TOLD[:3], True)
    without = plan_with(replace(PORT, phone=""))
    assert calls(without.deck, FactFormatter(without.board, without.words))[-1].number == PORT.address


@pytest.mark.parametrize("preset, name", crossed(({}, {"large": True}), ("3-person", "hall/poster")))
def test_the_longest_finds_room_and_its_logo_stands_beside_it(preset, name):
    made = plan_with(replace(LONGEST, logo=logo()), **preset)
    sheet = document(name, made)
    assert sheet.look.association and document(name, plan_with(PORT)).look.association == ""
    said = "".join(words(sheet.pdf(), "-raw").split())
    assert said.count("n" * 80) == (1 if name == "3-person" else 2), "on A4 and A3"


def test_the_page_names_it_first_of_all_who_help():
    html = page_with(PORT)
    assert [html.count(each) for each in (PORT.phone, PORT.hours, *PORT.ways)] == [2, 2, 1, 1], (
        "as one who helps, and as a number to call"
    )
    assert PORT.phone not in page_with(None)


@pytest.mark.slow
def test_a_mail_tells_what_is_wrong_where_somebody_reads_it():
    (link,) = [each for each in Tree(page_with(PORT)).all("a") if each.id == "faux"]
    address, _, asked = link.attributes["data-mail"].partition("?")
    assert address == f"mailto:{PORT.corrections}"
    dossier = make(shipped(OPAC)).parts.dossier
    about = f"{dossier.landlord} · {dossier.title} · {PROBLEM} · {dossier.version}"
    subject, body = (unquote(each.partition("=")[2]) for each in asked.split("&"))
    assert subject == f"C’est faux ici · {about}"
    assert body.splitlines()[0] == about
    for silent in (None, replace(PORT, corrections="")):
        assert not [each for each in Tree(page_with(silent)).all("a") if each.id == "faux"]


def test_a_mail_holds_no_field_but_those_that_are_meant():
    parts = make(shipped(OPAC)).parts
    dossier = replace(parts.dossier, title="a&bcc=b@c.d * %00 \r\nCc: e@f.g", landlord="x?to=y")
    preset = parts.board.preset.model_copy(update={"association": PORT})
    mail = mail_of_wrong(replace(parts, dossier=dossier, board=replace(parts.board, preset=preset)))
    assert [each.partition("=")[0] for each in mail.partition("?")[2].split("&")] == ["subject", "body"]
    assert mail.count(PROBLEM) == 2


@pytest.mark.parametrize("name", chosen(FEW, FEW[:1]))
def test_a_page_with_it_stays_light(name):
    assert weigh(page_with(PORT, name)) <= HEAVIEST


def test_letters_go_in_copy_to_it():
    made = plan_with(PORT)
    assert blank_facts(made.board.circuit, shared_by(plan_with(None).board)).association == ""
    letters = dict(letter_documents(blank_facts(made.board.circuit, shared_by(made.board))))
    assert all(html.count(f"Copie : {PORT.name}") == 1 for html in letters.values())


def test_what_is_hostile_in_it_is_text():
    hostile = Association(HOSTILE, HOSTILE[:24], HOSTILE, HOSTILE, "a@b.c", "a@b.c")
    html = page_with(hostile)
    assert [each.tag for each in Tree(html).elements] == [each.tag for each in Tree(page_with(PORT)).elements]
    made = plan_with(hostile)
    for sheet in (person_of(made), poster_of(made)):
        assert any(HOSTILE[:16] in each for each in found_in(as_data(sheet)))
    for html in dict(letter_documents(blank_facts(made.board.circuit, shared_by(made.board)))).values():
        assert "<script" not in html
    assert document("3-person", made).pdf()
