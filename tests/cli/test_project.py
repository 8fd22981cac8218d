"""A project file says once what holds for all circuits; the command line wins, and a stranger's does nothing."""

import json
import re
import shutil
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from jeu_oie.builder import watching
from jeu_oie.builder.project import read_project
from jeu_oie.errors import InvalidInput
from jeu_oie.serve.routes import Server
from jeu_oie.trust import keep_consent
from tests.cli.test_odds import FEW
from tests.draw import logos

SMALL = Path(__file__).parents[1] / "kit" / "small.yaml"
BLUE = "#004488"


@pytest.fixture
def project(tmp_path):
    """``project("output: kits")``: two landlords' circuits in a folder under that project file, which is agreed to."""

    def project(*lines, name="federation", agreed=True):
        folder = tmp_path / name
        for landlord in ("opac", "sdh"):
            (folder / "circuits" / landlord).mkdir(parents=True)
            shutil.copy(SMALL, folder / "circuits" / landlord / "repairs.yaml")
        file = folder / "jeu-oie.yaml"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        with suppress(InvalidInput):  # what is wrong in it is told when it is used
            keep_consent(file, read_project(file, asked=False).content if agreed else "")
        return folder

    return project


def boards(folder):
    return {file.parent.parent.name: file.read_text("utf-8") for file in folder.rglob("board.svg")}


def test_it_says_where_kits_go_and_how_they_look(project, program, monkeypatch):
    folder = project("output: kits", "board: saver", "base-url: https://example.org/jeu/", "people: 12")
    monkeypatch.chdir(folder / "circuits")
    status, _, _ = program("build", ".", "--only", "svg,html")
    assert status == 0
    made = boards(folder / "kits")
    assert sorted(made) == ["opac", "sdh"]
    assert all("pattern-step" in board for board in made.values())
    page = (folder / "kits" / "opac" / "repairs-saver" / "index.html").read_text("utf-8")
    assert "https://example.org/jeu/opac/repairs-saver/" in page


def test_the_command_line_wins(project, program, monkeypatch):
    folder = project("output: kits", "board: saver", "landlords: {sdh: {board: saver}}")
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--board", "classic", "--out", "here", "--only", "svg")[0] == 0
    assert not (folder / "kits").exists()
    made = boards(folder / "here")
    assert sorted(made) == ["opac", "sdh"]
    assert not any("pattern-step" in board for board in made.values())


def test_each_landlord_has_its_own_board_and_colours(project, program, monkeypatch):
    folder = project("landlords:", f"  opac: {{palette: {{step: '{BLUE}'}}}}", "  sdh: {board: saver}")
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--only", "svg")[0] == 0
    made = boards(folder / "output")
    assert BLUE in made["opac"]
    assert BLUE not in made["sdh"]
    assert "pattern-step" in made["sdh"]


@pytest.mark.usefixtures("no_misfits")
def test_a_landlord_that_is_misspelt_is_told_with_the_one_that_is_meant(project, program, monkeypatch):
    monkeypatch.chdir(project("landlords:", "  opacc: {board: saver}", "  sdh: {board: saver}"))
    status, _, told = program("check", "circuits")
    assert status == 0
    assert re.search(r"jeu-oie\.yaml:2:3: .*« opacc »", told)
    assert "Vouliez-vous dire « opac » ?" in told
    assert "« sdh »" not in told


def test_a_changed_colour_makes_that_landlords_kits_anew(project, program, monkeypatch):
    folder = project("landlords: {opac: {palette: {step: '#004488'}}}")
    monkeypatch.chdir(folder)
    program("build", "circuits", "--only", "svg")
    (folder / "jeu-oie.yaml").write_text("landlords: {opac: {palette: {step: '#005500'}}}\n", "utf-8")
    said = program("build", "circuits", "--only", "svg")[2]
    assert "1 fait" in said
    assert "1 inchangé" in said


@pytest.mark.usefixtures("no_misfits")
def test_odds_and_check_see_the_same_board(project, program, monkeypatch):
    (folder := project("landlords: {sdh: {board: two.yaml}}")).joinpath("two.yaml").write_text(
        "extends: classic\nsquares: 42\n", "utf-8"
    )
    monkeypatch.chdir(folder)
    opac, sdh = (json.loads(program("odds", f"circuits/{name}", "--json", *FEW)[1]) for name in ("opac", "sdh"))
    assert (opac["board"]["squares"], sdh["board"]["squares"]) == (32, 42)
    assert program("check", "circuits")[0] == 0


def test_one_that_nobody_agreed_to_says_looks_and_nothing_else(project, program, tmp_path):
    """A logo is data: nothing is run, nothing is written elsewhere."""
    wishes = ("output: kits", "icc: profile.icc", "templates: mine", "printer: bureau")
    sent = project("board: saver", "landlords: {opac: {logo: logo.png}}", *wishes, agreed=False)
    (sent / "logo.png").write_bytes(logos.png())
    (sent / "mine").mkdir()
    assert program("build", sent / "circuits", "--only", "svg", "--out", "mine")[0] == 0
    assert not (sent / "kits").exists()
    made = boards(tmp_path / "mine")
    assert all("pattern-step" in board for board in made.values())
    assert "data:image/png" in made["opac"] and "data:image/png" not in made["sdh"]


PORT = "association: {name: Locataires du Port, phone: 09 99 99 99 99, logo: logo.png}"


def test_its_association_holds_where_somebody_agreed_to_it(project, program, tmp_path):
    """Whom people are sent to is asked for, as the address of the pages is."""
    for name, agreed in (("sent", False), ("own", True)):
        folder = project(PORT, name=name, agreed=agreed)
        (folder / "logo.png").write_bytes(logos.png())
        status, _, told = program("build", folder / "circuits/opac", "--only", "html", "--out", tmp_path / name / "out")
        page = (tmp_path / name / "out/opac/repairs/index.html").read_text("utf-8")
        assert status == 0
        assert ("Locataires du Port" in page) is agreed
        assert ("dit aussi : association" in told) is not agreed
        assert ("association : Locataires du Port · 09 99 99 99 99" in told) is agreed


def test_another_association_makes_kits_anew(project, program, monkeypatch):
    monkeypatch.chdir(folder := project("association: {name: Le Port}"))
    build = ("--project", folder / "jeu-oie.yaml", "build", "circuits/opac", "--only", "svg")
    assert [" : fait" in program(*build)[2] for _ in range(2)] == [True, False]
    (folder / "jeu-oie.yaml").write_text("association: {name: Le Quai}\n", "utf-8")
    assert " : fait" in program(*build)[2]


def test_documents_bear_its_association_and_letters_go_to_it_in_copy(project, program, tmp_path, monkeypatch):
    monkeypatch.setattr("jeu_oie.print.documents.pdf", lambda _: b"%PDF")
    folder = project(PORT.replace(", logo: logo.png", ""))
    assert program("documents", folder / "circuits/opac/repairs.yaml", "--out", tmp_path / "out")[0] == 0
    letters = [file.read_text("utf-8") for file in (tmp_path / "out/letters").glob("*.html")]
    assert letters and all("Copie : Locataires du Port" in each for each in letters)
    assert "09 99 99 99 99" in (tmp_path / "out/invitation.html").read_text("utf-8")


def test_one_that_is_named_is_trusted(project, program):
    folder = project("output: kits", "board: saver", agreed=False)
    for arguments in (("--project", folder / "jeu-oie.yaml", "build"), ("build", f"--project={folder}/jeu-oie.yaml")):
        shutil.rmtree(folder / "kits", ignore_errors=True)
        assert program(*arguments, folder / "circuits", "--only", "svg")[0] == 0
        assert sorted(boards(folder / "kits")) == ["opac", "sdh"]


@pytest.mark.parametrize(
    "line, said",
    [
        ("output: ../kits", "mène hors du dossier"),
        ("icc: /etc/passwd", "mène hors du dossier"),
        ("templates: C:/mine", "mène hors du dossier"),
        ("output: elsewhere", "mène hors du dossier"),
        ("ouput: kits", "output"),
        ("people: trente", "chiffres"),
        ("base-url: ftp://example.org", "http"),
        ("flip: above", "long"),
        ("landlords: {sdh: {palette: {step: red}}}", "red"),
        ("landlords: {sdh: {palette: {etape: '#8A1538'}}}", "jeu-oie.yaml:2:29"),
        ("landlords: {sdh: {logo: ../logo.png}}", "mène hors du dossier"),
        ("landlords: {sdh: {logo: elsewhere/logo.png}}", "mène hors du dossier"),
        ("landlords: {sdh: {logo: none.png}}", "none.png » ne peut pas être ouvert"),
        ("landlords: {sdh: {logo: circuits}}", "circuits » ne peut pas être ouvert"),
        ("landlords: {sdh: {logo: jeu-oie.yaml}}", "ni un PNG ni un SVG"),
        ("landlords: {sdh: {logo: bad.svg}}", "bad.svg:2:1"),
        ("board: mine.yaml", "mine.yaml:2:1"),
        ("association: {phone: 09 99 99 99 99}", "jeu-oie.yaml:2:1"),
        ("association: {name: Port, fax: 09}", "jeu-oie.yaml:2:27"),
        ("association: {name: Port, logo: ../logo.png}", "mène hors du dossier"),
        ("association: {name: Port, logo: none.png}", "none.png » ne peut pas être ouvert"),
        ("association: {name: Port, mail: example.org}", "« example.org » n’est pas une adresse mail"),
        ("association: {name: Port, corrections: 'a@b.fr?bcc=c@d.fr'}", "jeu-oie.yaml:2:40"),
        (f"association: {{name: {'x' * 81}}}", "80 au plus"),
        (f"association: {{name: Port, phone: '{'0' * 25}'}}", "24 au plus"),
    ],
)
def test_what_is_wrong_in_it_or_in_what_it_names_is_told_at_its_line(project, program, monkeypatch, line, said):
    folder = project("# un commentaire", line)
    (folder / "elsewhere").symlink_to(folder.parent)
    (folder.parent / "logo.png").write_bytes(logos.png())
    (folder / "bad.svg").write_bytes(logos.svg("\n<script/>"))
    (folder / "mine.yaml").write_text("extends: classic\nlogo: logo.png\n", "utf-8")
    monkeypatch.chdir(folder)
    status, _, told = program("build", "circuits", "--only", "svg")
    assert status == 1
    assert said in told
    assert "Traceback" not in told
    assert not (folder / "output").exists()


def test_commands_that_have_nothing_to_do_with_it_leave_it_alone(project, program, monkeypatch):
    folder = project("people: trente")
    monkeypatch.chdir(folder)
    assert program("schema")[0] == 0
    assert program("--help")[0] == 0


@pytest.mark.parametrize(
    "common, named", [("circuits/common.yaml", "../common.yaml"), ("standard", "standard"), ("far/common.yaml", "")]
)
def test_a_new_circuit_begins_with_its_common_file_and_language(project, program, monkeypatch, common, named):
    folder = project(f"common: {common}", "language: en")
    monkeypatch.chdir(folder)
    assert program("new", "circuits/opac/neighbours")[0] == 0
    text = (folder / "circuits" / "opac" / "neighbours.yaml").read_text("utf-8")
    assert "\nlanguage: en\n" in text and "[Title of the circuit]" in text
    lines = [line for line in text.splitlines() if line.startswith("common:")]
    assert lines == ([f"common: {named}"] if named else [])


def test_a_project_of_one_s_own_says_nothing_to_a_project_that_is_made(project, program, monkeypatch):
    folder = project("language: en")
    monkeypatch.chdir(folder)
    assert program("new", "--project", "another")[0] == 0
    assert "\nlanguage: fr\n" in next((folder / "another").rglob("circuits/*/*s.yaml")).read_text("utf-8")


def test_the_pages_over_all_kits_speak_the_language_of_the_project(project, program, monkeypatch):
    folder = project("language: en")
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--only", "html")[0] == 0
    assert '<html lang="en"' in (folder / "output" / "index.html").read_text("utf-8")


def test_each_landlord_has_its_own_logo_on_board_and_page(project, program, monkeypatch):
    folder = project("landlords: {opac: {logo: logos/opac.png}, sdh: {logo: logos/sdh.svg}}")
    (folder / "logos").mkdir()
    (folder / "logos" / "opac.png").write_bytes(logos.png())
    (folder / "logos" / "sdh.svg").write_bytes(logos.svg())
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--only", "svg,html")[0] == 0
    for landlord, media in (("opac", "image/png"), ("sdh", "image/svg+xml")):
        kit = folder / "output" / landlord / "repairs"
        assert f'href="data:{media};base64,' in (kit / "board.svg").read_text("utf-8")
        shown = rf'<img class="logo" src="data:{re.escape(media)};base64,'
        assert re.search(shown, (kit / "index.html").read_text("utf-8"))


def test_a_changed_logo_makes_that_landlords_kits_anew(project, program, monkeypatch):
    folder = project("landlords: {opac: {logo: logo.png}}")
    monkeypatch.chdir(folder)
    for width, said in ((200, "2 faits"), (240, "1 fait, 1 inchangé"), (240, "2 inchangés")):
        (folder / "logo.png").write_bytes(logos.png(width))
        assert said in program("build", "circuits", "--only", "svg")[2]


@pytest.fixture
def edits(monkeypatch):
    """What somebody does while a build watches; each must be seen at once. Then Ctrl-C."""
    todo: list[tuple[Path, bytes]] = []

    def await_change(before, now, where):
        assert now() == before
        if not todo:
            raise KeyboardInterrupt
        file, data = todo.pop(0)
        file.write_bytes(data)
        assert now() != before, file
        assert file.parent.resolve() in {each.resolve() for each in where()}

    monkeypatch.setattr(watching, "await_change", await_change)
    return todo


def test_a_watched_build_follows_the_project_and_its_logo(project, program, monkeypatch, edits):
    folder = project("output: kits")
    file, logo = folder / "jeu-oie.yaml", folder / "logos" / "opac.png"
    logo.parent.mkdir()
    logo.write_bytes(logos.png())
    edits += [
        (file, b"output: kits\nlandlords: {opac: {logo: logos/opac.png}}\n"),
        (logo, logos.png(200, 100)),
        (file, b"output: kits\nlandlord: {}\n"),
        (file, b"output: more\nboard: saver\n"),
    ]
    monkeypatch.chdir(folder / "circuits")
    status, _, told = program("build", ".", "--only", "svg", "--watch", "--project", file)
    assert status == 130
    assert re.findall(r"^\d faits?(?:, \d inchangés?)?$", told, re.MULTILINE) == [
        *("2 faits", "1 fait, 1 inchangé", "1 fait, 1 inchangé", "2 faits"),
    ]
    assert "jeu-oie.yaml:2:1" in told
    assert "data:image/png" in boards(folder / "kits")["opac"]
    assert all("pattern-step" in board for board in boards(folder / "more").values())


def test_a_preview_follows_the_project_and_its_logo(project, program, monkeypatch):
    folder = project("people: 12")
    logo = folder / "logo.png"
    saves = [
        (folder / "jeu-oie.yaml", b"landlords: {opac: {logo: logo.png}}"),
        (logo, logos.png()),
        (logo, logos.png(200, 100)),
        (folder / "jeu-oie.yaml", b"people: 12"),
    ]
    told = []

    def look(server, opened):
        opened.close()
        circuit = server.circuits["opac/repairs"]
        circuit.preview = circuit.make()
        for file, data in saves:
            file.write_bytes(data)
            assert circuit.stamps(circuit.preview) != circuit.preview.stamps, file
            assert file.parent.resolve() in server.circuits.folders()
            circuit.preview = seen = circuit.make()
            assert seen.page
            assert not seen.fault
            shown = re.findall(rb'<img class="logo" [^>]*', seen.page.html)
            told.append((len(shown), [each.code for each in seen.problems if each.severity == "error"]))
        return signal.SIGTERM

    monkeypatch.setattr(Server, "serve_at", look)
    monkeypatch.chdir(folder)
    program("serve", "circuits")
    assert told == [(0, ["file-unreadable"]), (1, []), (1, []), (0, [])]


@pytest.mark.usefixtures("no_misfits")
def test_a_heavy_svg_is_told(project, program, monkeypatch):
    folder = project("landlords: {opac: {logo: logo.svg}}")
    points = "".join(f"L{n * n % 9973} {n * n * n % 9967}" for n in range(4000))
    (folder / "logo.svg").write_bytes(logos.svg(f'<path d="M0 0{points}"/>'))
    monkeypatch.chdir(folder)
    _, _, told = program("check", "circuits/opac")
    assert "Ce logo pèse 19 ko" in told
    assert "logo.svg" in told


@pytest.mark.usefixtures("no_misfits")
def test_a_second_landlord_has_its_file_and_the_common_one(project, program, monkeypatch):
    folder = project("common: standard")
    monkeypatch.chdir(folder)
    assert program("new", "circuits/new-landlord/repairs")[0] == 0
    made = folder / "circuits" / "new-landlord"
    text = (made / "repairs.yaml").read_text("utf-8")
    assert "\nlandlord: landlord.yaml\n" in text and "\ncommon: standard\n" in text
    own = (made / "landlord.yaml").read_text("utf-8")
    assert program("new", "circuits/new-landlord/neighbours")[0] == 0
    assert (made / "landlord.yaml").read_text("utf-8") == own
    assert "essai" not in program("check", made)[2]


@pytest.mark.usefixtures("no_misfits")
def test_the_project_file_is_no_circuit(project, program, monkeypatch):
    folder = project("output: kits")
    monkeypatch.chdir(folder)
    status, _, told = program("check", "jeu-oie.yaml")
    assert (status, told.count("project-file")) == (1, 1)
    assert "project-file" not in program("check", ".")[2]


@pytest.mark.slow
def test_it_says_in_which_languages_each_person_has_a_sheet_and_the_command_line_wins(
    project, program, monkeypatch, printing
):
    printing("3-person")
    folder = project("output: kits", "also: [ar, fr]")
    monkeypatch.chdir(folder)
    assert program("build", "--only", "pdf", "circuits/sdh/repairs.yaml")[0] == 0
    assert sheets_of(folder) == {"3-person.pdf", "3-person-ar.pdf"}  # French is the circuit's own
    assert program("build", "--only", "pdf", "--also", "en", "--prune", "circuits/sdh/repairs.yaml")[0] == 0
    assert sheets_of(folder) == {"3-person.pdf", "3-person-en.pdf"}


def sheets_of(folder):
    return {file.name for file in folder.rglob("3-person*.pdf")}


def test_a_language_without_a_sheet_is_wrong_usage_and_those_that_exist_are_named(project, program, monkeypatch):
    folder = project("output: kits")
    monkeypatch.chdir(folder)
    status, _, error = program("build", "--also", "ar,de", "circuits/sdh")
    assert status == 2
    assert "de" in error and "fr, en, ar" in error
    (folder / "jeu-oie.yaml").write_text("also: [de]\n", "utf-8")
    status, _, error = program("build", "circuits/sdh")
    assert status == 1
    assert "« de »" in error and "ar" in error
    (folder / "jeu-oie.yaml").write_text("# Nous\nlanguage: es\n", "utf-8")
    status, _, error = program("build", "circuits/sdh")
    assert status == 1
    assert "jeu-oie.yaml:2:11" in error and "« es »" in error and "fr, en, ar" in error
