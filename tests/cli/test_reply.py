"""``ask`` writes a landlord's answer file, ``reply`` shows what came back; nothing is written that nobody accepts."""

import json
from shutil import copytree

import pytest

from jeu_oie.api.reply import stand
from tests.exchange.replying import DAY, ON, reply_of
from tests.house.source import ROOT

MANY = 250_000  # bytes of what is attached to an e-mail


@pytest.fixture
def path(tmp_path):
    return copytree(ROOT / "circuits", tmp_path / "circuits") / "opac-38" / "repairs.yaml"


@pytest.fixture
def file(path, tmp_path):
    """What the landlord saved: who pays is right, what one receives is otherwise, the rest is open."""
    now = stand(path, DAY)
    bases = {each.key: each.base for each in now.asked}
    answers = {
        "problems.usure.charge": {"says": "right"},
        "steps.report.trace": {"says": "other", "value": "Un SMS"},
        "steps.intervene.delay": {"says": "ask", "whom": "le service technique"},
    }
    made = tmp_path / "reponse.json"
    made.write_bytes(reply_of(now, {key: {**said, "base": bases[key]} for key, said in answers.items()}))
    return made


def test_ask_writes_one_file_and_never_over_another(program, path, tmp_path):
    status, out, _ = program("ask", path, "--until", "2026-12-18")
    page = tmp_path / "reply.html"
    assert (status, out.strip()) == (0, "reply.html")
    assert page.stat().st_size <= MANY
    assert "18 décembre 2026" in page.read_text("utf-8").replace("\u00a0", " ")
    assert program("ask", path)[0] == 0
    page.write_text("mine", "utf-8")
    assert program("ask", path)[0] == 1
    assert page.read_text("utf-8") == "mine"
    assert program("ask", path, "--until", "demain")[0] == 2


def test_reply_shows_and_writes_only_what_is_accepted(program, path, file):
    before = path.read_text("utf-8")
    status, out, err = program("reply", path, file)
    assert status == 0
    assert "maintenant : Un SMS" in out
    assert "avant : pas trouvé" in out
    assert "le service technique" in out
    assert "Rien n’est écrit" in err
    assert path.read_text("utf-8") == before
    assert program("reply", path, file, "--accept", "steps.close.title")[0] == 1
    assert path.read_text("utf-8") == before
    status, out, err = program("reply", path, file, "--accept", "steps.report.trace")
    assert (status, f"reponse-{ON}" in path.read_text("utf-8")) == (0, True)
    assert "Une réponse écrite" in out
    assert program("check", path)[0] == 0


def test_a_file_that_is_no_answer_is_told_with_its_cure(program, path, file):
    before = path.read_text("utf-8")
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "by": "Mme Martin"}), "utf-8")
    status, _, err = program("reply", path, file, "--accept", "all")
    assert status == 1
    assert "[personal-name]" in err
    assert path.read_text("utf-8") == before


SMALL = """\
format: 1
title: Essai
topic: other
language: fr
version: "1"
status: draft
landlord: {name: Office d’essai}
steps:
  - {id: a, title: A, channels: [letter], trace: Un SMS}
  - {id: b, title: B, trace: none, delay: 5 jours, if-silent: a, uncertain: true}
"""


def test_all_right_on_that_day_is_signed_where_somebody_asks_for_it(program, tmp_path):
    """The statement of the file is what ``validate`` writes."""
    path, file = tmp_path / "c.yaml", tmp_path / "r.json"
    path.write_text(SMALL, "utf-8")
    now = stand(path, DAY)
    answers = {each.key: {"says": "right" if each.now else "silent", "base": each.base} for each in now.asked}
    answers["shortcuts.urgent.to"] |= {"says": "other", "value": "out"}
    file.write_bytes(reply_of(now, answers))
    status, out, err = program("reply", path, file, "--accept", "all")
    assert (status, "jeu-oie validate" in err) == (0, True), out + err
    assert [each.key for each in stand(path, DAY).asked if each.uncertain] == []
    path.write_text(SMALL, "utf-8")
    assert program("reply", path, file, "--accept", "all", "--validate")[0] == 0
    assert "status: validated" in path.read_text("utf-8")
