"""Templates from the command line: those that were asked for, and no others; whose mistake it is."""

import re

import pytest

from tests.chosen import chosen
from tests.cli.test_odds import CIRCUIT
from tests.house.source import ROOT

HOSTILE = "{{ cycler.__init__.__globals__.os.system('touch mark') }}"


@pytest.fixture
def circuit(tmp_path):
    folder = tmp_path / "circuits" / "maison"
    folder.mkdir(parents=True)
    (folder / "c.yaml").write_text(CIRCUIT)
    return folder / "c.yaml"


@pytest.fixture
def own(tmp_path):
    """A function that writes a template of the user's; gives what asks for it."""

    def own(text, name="page/page.html", folder=tmp_path / "own"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        return ("--templates", str(folder))

    return own


def html(tmp_path):
    return (tmp_path / "output/maison/c/index.html").read_text("utf-8")


@pytest.mark.slow
def test_a_template_beside_a_circuit_is_read_by_who_asks_for_it_alone(program, circuit, own, tmp_path, printing):
    printing("1-board")
    own(HOSTILE, folder=circuit.parent / "templates")
    for command in ("build --only html", "check", "odds --play 60", "verify 123456"):
        program(*command.split(), circuit)
        assert not (tmp_path / "mark").exists()
    asked = own("<main>À moi</main>", folder=circuit.parent / "templates")
    status, _, _ = program("build", circuit, "--only", "html", *asked)
    assert (status, html(tmp_path)) == (0, "<main>À moi</main>")


MISTAKES = ((HOSTILE, "aucun modèle n’obtient"), ("<p>\n{{ faux }}", "page.html:2:"), ("{{ 1/0 }}", "échoue"))


@pytest.mark.parametrize("jobs, mistakes", chosen(((1, MISTAKES), (2, MISTAKES[:1])), ((1, MISTAKES),)))
def test_a_mistake_is_told_as_theirs(program, circuit, own, tmp_path, jobs, mistakes):
    (circuit.parent / "d.yaml").write_text(CIRCUIT)
    for text, said in mistakes:
        status, _, err = program("build", "circuits", "--only", "html", "--jobs", jobs, *own(text))
        assert (status, said in err) == (1, True), err
        assert "page/page.html:" in err
        assert "faute du programme" not in err
        assert "à voir" in err  # what there is to say of the circuit is said all the same
    assert not (tmp_path / "mark").exists()


def test_a_mistake_seen_at_once_stops_before_any_circuit(program, circuit, own):
    status, _, err = program("build", circuit, *own("\n\n{% if %}"))
    assert (status, "own/page/page.html:3:" in err, "à voir" in err) == (1, True, False), err


def test_a_name_that_is_none_of_ours_is_a_warning_and_with_strict_an_error(program, circuit, own):
    asked = own("x", "page/pages.html")
    status, _, err = program("build", circuit, "--only", "html", *asked)
    assert (status, "Vouliez-vous dire « page/page.html »" in err) == (0, True)
    assert program("build", circuit, "--only", "html", "--strict", *asked)[0] == 1


def test_a_link_in_the_folder_is_refused(program, circuit, own, tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    asked = own("x", "embed.html")
    (tmp_path / "own" / "gallery.html").symlink_to(tmp_path / "secret")
    status, out, err = program("build", circuit, "--only", "html", *asked)
    assert (status, "own/gallery.html:1:1" in err, "SECRET" in out + err) == (1, True, False)


def test_serve_refuses_them_too(program, circuit, own):
    status, _, err = program("serve", circuit, *own("{% if %}"))
    assert (status, "own/page/page.html:1:" in err) == (1, True)


def test_a_macro_of_theirs_that_takes_other_arguments_is_their_mistake(program, circuit, own):
    """The call stands in a template of ours, which has no mistake by itself."""
    macros = (ROOT / "templates/page/parts.html").read_text("utf-8")
    asked = own(re.sub(r"(macro \w+)\([^)]*\)", r"\1()", macros), "page/parts.html")
    status, _, err = program("build", circuit, "--only", "html", *asked)
    assert status == 1
    assert "own:1:1: erreur : Votre modèle échoue : TypeError: macro" in err
