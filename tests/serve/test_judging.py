"""What the form in serve is told of a text is what ``check --json`` says of a file that holds it."""

import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from jeu_oie.cli import program
from jeu_oie.disk import MAX_FILE_BYTES
from jeu_oie.messages import load_catalog
from jeu_oie.resources import folder
from tests.circuit.stating import scattered
from tests.exchange.making import generated
from tests.serve.conftest import SMALL, servers
from tests.serve.test_editing import Window
from tests.serve.wrong import spoilt

pytestmark = pytest.mark.usefixtures("no_misfits")  # no sheet is set while one types

SHIPPED = ("opac-38/repairs.yaml", "oph-31/neighbours.yaml")


class Judge(Window):
    """A page of the editor that asks what is wrong."""

    what = "judge"

    def judge(self, text: str, **more: object) -> tuple[int, object]:
        return self.post({"token": self.token, "text": text, **more})


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    home = tmp_path_factory.mktemp("judge") / "home"
    home.mkdir()
    with servers(home) as made:
        window = Judge(made(one=SMALL))
        yield window
        assert not window.served.faults


def checked(file: Path, text: str) -> object:
    """What the command says of ``text`` in ``file``, which then is what it was."""
    before = file.read_bytes()
    file.write_text(text, "utf-8", newline="")
    try:
        return json.loads(CliRunner().invoke(program(load_catalog("fr")), ["check", "--json", file.as_posix()]).stdout)
    finally:
        file.write_bytes(before)


def texts() -> list[str]:
    """Sound ones, those with faults, those that are no circuit, and those that only a board judges."""
    made = [generated(seed) for seed in range(6)] + [scattered(generated(seed), seed) for seed in range(2)]
    sound = [json.dumps(each, ensure_ascii=False) for each in (made[0], made[-1])]  # of these all is judged
    wrong = [spoilt(each, Random(seed)) for seed, each in enumerate(made)]
    long = {**generated(3), "steps": [{"id": f"s{n}", "title": f"Étape {n}"} for n in range(58)]}
    long = {
        key: long[key] for key in ("format", "title", "topic", "landlord", "language", "version", "status", "steps")
    }
    return [*sound, *wrong, "", "a: [", "format: 1\n", "é" * 9, json.dumps(long), SMALL]


def test_the_answer_is_that_of_check(judge):
    file = judge.served.folder / "one.yaml"
    codes = set()
    for text in texts():
        status, told = judge.judge(text)
        assert status == 200
        assert told == checked(file, text), text
        codes |= {each["code"] for each in told}
    assert len(codes) > 15
    assert file.read_text("utf-8") == SMALL
    assert [each.name for each in file.parent.iterdir()] == ["one.yaml"]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_so_it_is_with_a_landlord_and_a_common_file_beside(tmp_path, name):
    home = tmp_path / "circuits" / "home"
    home.mkdir(parents=True)
    for each in (folder("circuits") / name, (folder("circuits") / name).with_name("landlord.yaml")):
        (home / each.name).write_bytes(each.read_bytes())
    (home.parent / "common.yaml").write_bytes((folder("circuits") / "common.yaml").read_bytes())
    text = (home / Path(name).name).read_text("utf-8")
    with servers(home) as made:
        window = Judge(made(one=text))
        for each in (
            text,
            text.replace("source: bilan-2017", "source: inconnue"),
            text.replace("title: ", "titre: ", 2),
        ):
            assert window.judge(each)[1] == checked(home / "one.yaml", each)


def test_an_unsaved_landlord_is_judged_in_the_place_of_its_file(tmp_path):
    (tmp_path / "home").mkdir()
    landlord = tmp_path / "home/landlord.yaml"
    landlord.write_text("name: Bailleur d’essai\n", "utf-8")
    own = SMALL.replace("\nlandlord:", "\nlandlord: landlord.yaml\nx-old:", 1)
    with servers(tmp_path / "home") as made:
        window = Judge(made(one=own))
        other = "name: Bailleur d’essai\ncolour: rouge\n"
        _, told = window.judge(own, landlord=other)
        assert told != window.judge(own)[1]
        landlord.write_text(other, "utf-8")
        assert told == checked(tmp_path / "home/one.yaml", own)


@pytest.mark.parametrize(
    "more, status, why",
    [
        ({"token": ""}, 403, "token"),
        ({"text": None}, 400, "wrong"),
        ({"landlord": 3}, 400, "wrong"),
        ({"base": ""}, 400, "wrong"),
        ({"text": "é" * MAX_FILE_BYTES}, 413, "large"),
        ({"landlord": "x" * (MAX_FILE_BYTES + 1)}, 413, "large"),
    ],
)
def test_what_no_page_sends_is_refused(judge, more, status, why):
    found, told = judge.post({"token": judge.token, "text": SMALL, **more})
    assert (found, told["why"]) == (status, why)


def test_the_programs_own_circuits_are_not_judged(serve):
    served = serve()
    window = Judge(served)
    token = window.token
    served.made.circuits.shipped = served.folder
    assert window.post({"token": token, "text": SMALL})[0] == 403
