"""A circuit goes into a table and comes back the same, through whatever a spreadsheet does to it on the way."""

import csv
import io
import random
from functools import cache

import pytest

from jeu_oie.circuit.model import LISTS, CircuitFile, Landlord, Validation
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.read import read, read_text
from jeu_oie.circuit.renew import renew_text
from jeu_oie.circuit.write import yaml_text
from jeu_oie.cli import main
from jeu_oie.errors import Severity
from jeu_oie.exchange import filling
from jeu_oie.exchange.cells import guard_text, unguard_text
from jeu_oie.exchange.csv import csv_of, sheet_of
from jeu_oie.exchange.table import COLUMNS, FACTS, LEFT, CircuitTable, column_label
from jeu_oie.exchange.table import read as cell_read
from jeu_oie.exchange.table import write_cell as cell_written
from jeu_oie.messages import load_catalog, tell
from tests.chosen import chosen, named
from tests.circuit.stating import scattered
from tests.circuit.test_lint import HEAD, STEPS
from tests.cli.test_odds import CIRCUIT
from tests.exchange.harmful import HARMFUL
from tests.exchange.making import after, every_key, generated, given_back, of, reading, said, shipped, table
from tests.game.making import EARLIER, FEW

FILE = "table.csv"
EVERY = every_key()


def sent(origin, change=lambda data: data):
    """The sheet of a circuit whose CSV ``change`` has gone over."""
    return sheet_of(change(csv_of(table(origin))), FILE)


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def saved(rows, separator=";", end="\r\n", encoding="utf-8-sig"):
    """Rows as another spreadsheet saves them."""
    to = io.StringIO(newline="")
    csv.writer(to, delimiter=separator, lineterminator=end).writerows(rows)
    return to.getvalue().encode(encoding)


def with_cell(origin, row, key, text):
    """The CSV of ``origin``, one cell typed anew: ``row`` counts from 1, as in a spreadsheet."""
    rows = rows_of(csv_of(table(origin)))
    rows[row - 1][COLUMNS.index(key)] = text
    return saved(rows)


def row_of(origin, name):
    return next(number for number, row in enumerate(rows_of(csv_of(table(origin))), 1) if row[2] == name)


def test_the_guard_sees_a_text_that_is_lost():
    lost = CircuitTable(table(EVERY).labels, tuple(row for row in table(EVERY).rows if row.get("id") != "f"))
    with pytest.raises(AssertionError):
        given_back(sheet_of(csv_of(lost), FILE), EVERY)


@pytest.mark.parametrize("path", FEW[:2], ids=named)
def test_a_shipped_circuit_comes_back(path):
    given_back(sent(shipped(path)), shipped(path))


@pytest.mark.parametrize("state", [{}, {"status": "validated"}, {"language": "en"}])
def test_every_key_comes_back(state):
    given_back(sent(every_key(**state)), every_key(**state))


@pytest.mark.slow
def test_generated_circuits_come_back():
    for seed in range(50):
        origin = of(seed)
        given_back(sent(origin), origin)


def test_every_key_of_the_format_has_a_column():
    keys = {field.alias or name for model in LISTS.values() for name, field in model.model_fields.items()}
    named = {"name", "role", "title", "author", "date", "address", "note"}  # of actors and sources
    assert set(COLUMNS) == (keys - {"steps"}) | named | {"list", "in", "value"}


def test_every_key_of_a_circuit_has_a_row():
    written = {row["id"] for row in table(EVERY).rows if row["list"] in ("circuit", "bailleur")}
    apart = {*LISTS, "sources", "actors", "words", "landlord", "validated", "common", "use", "drop"}
    assert written >= {field.alias or key for key, field in CircuitFile.model_fields.items()} - apart
    apart |= {*LEFT}  # told, and left in their file
    assert written >= {field.alias or key for key, field in Landlord.model_fields.items()} - apart
    assert written >= {f"validated.{key}" for key in Validation.model_fields} - {"validated.hash"}


def test_what_is_taken_and_left_of_the_common_file_comes_back(tmp_path):
    (tmp_path / "common.yaml").write_text("questions: [{id: q, title: Q}]\nrecourse: [{id: r, title: R}]\n")
    head = "format: 1\ntitle: T\ntopic: repairs\nlandlord: {name: L}\ncommon: common.yaml\nlanguage: fr\n"
    steps = "steps: [{id: a, title: A}, {id: b, title: B}]\n"
    file = tmp_path / "essai.yaml"
    file.write_text(f"{head}version: v\nstatus: draft\n{steps}use: r\ndrop: [q]\n")
    origin = read(file)
    given_back(sent(origin), origin)
    found = after(sent(origin), origin).written
    assert found
    assert (found.use, found.drop) == (("r",), ("q",))


@cache
def rows_with(text):
    """The rows of a circuit of every key, one fact of which says ``text``."""
    return rows_of(csv_of(table(reading(said(EVERY, facts=[{"id": "f", "title": "Titre", "text": text}])))))


@pytest.mark.parametrize("text", HARMFUL)
def test_a_text_changes_nothing_but_its_cell(text):
    before, now = rows_with("ici"), rows_with(text)
    assert [len(row) for row in now] == [len(COLUMNS)] * len(before)
    changed = [
        (row, column)
        for row, (one, two) in enumerate(zip(before, now, strict=True))
        for column in range(len(one))
        if one[column] != two[column]
    ]
    assert changed == [([row[2] for row in before].index("f"), COLUMNS.index("text"))]


@pytest.mark.parametrize("key", ["criteria", "channels", "delay", "acceptable", "text"])
def test_a_cell_holds_any_text_to_the_letter(key):
    dice = random.Random(key)
    for _ in range(200):
        texts = [dice.choice(HARMFUL) for _ in range(dice.randint(1, 3))]
        parts = {
            "channels": {"label": texts[0], "hours": texts[-1]},
            "delay": {"value": "5 jours", "condition": texts[0]},
        }
        parts["acceptable"] = parts["delay"]
        single = parts.get(key, texts[0])
        value = single if key in ("text", "delay") else [parts.get(key, text) for text in texts]
        assert cell_read(key, cell_written(key, value)) == value


def test_a_french_spreadsheet_opens_it():
    data = csv_of(table(EVERY))
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.split("\r\n")[0].startswith('"Sorte";"Dans le détour";"Identifiant"')
    assert rows_of(data)[1] == list(COLUMNS)
    assert "\n" not in text.replace("\r\n", "").replace(
        "\n", "", sum(cell.count("\n") for row in rows_of(data) for cell in row)
    )


def formulas(cells):
    return [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


def test_no_cell_is_a_formula():
    tables = [table(of(seed)) for seed in range(5)]
    assert formulas(cell for each in tables for line in each.lines() for cell in line), "the guard sees one"
    assert formulas(cell for each in tables for row in rows_of(csv_of(each)) for cell in row) == []


@pytest.mark.parametrize(
    "text", [*HARMFUL, "'" * 2000, "''=x", "'" * 1999 + "=", "1" * 2000, "1 " * 1000, "mai " * 500]
)
def test_what_is_guarded_comes_back(text):
    assert unguard_text(guard_text(text)).text == text


@pytest.mark.parametrize(
    "text", ["5", "2017", "9 h à 12 h", "Fuite d’eau", "'tite fuite", "48 h", "https://exemple.org"]
)
def test_what_a_spreadsheet_leaves_alone_is_not_guarded(text):
    assert guard_text(text) == text


@pytest.mark.parametrize(
    "text", ["0476000000", "2017-01", "1.5", "3/4", "=A1", "-x", "'=A1", "VRAI", "1E5", "mai 2017"]
)
def test_what_a_spreadsheet_changes_is_guarded(text):
    assert guard_text(text) == f"'{text}"


def shuffled(data):
    rows = rows_of(data)
    order = random.Random(1).sample(range(len(COLUMNS)), len(COLUMNS))
    return saved([[row[column] for column in order] for row in rows])


CHANGES = {
    "no byte order mark": lambda data: data.removeprefix(b"\xef\xbb\xbf"),
    "commas": lambda data: saved(rows_of(data), ","),
    "tabs in UTF-16": lambda data: saved(rows_of(data), "\t", encoding="utf-16"),
    "Unix ends of lines": lambda data: data.replace(b"\r\n", b"\n"),
    "Mac ends of lines": lambda data: data.replace(b"\r\n", b"\r").replace(b"\n", b"\r"),
    "Windows in cells": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "columns in another order": shuffled,
    "empty rows and columns": lambda data: saved([[*row, "", ""] for row in rows_of(data)] + [[""] * 50] * 30),
    "no row of keys": lambda data: saved([row for number, row in enumerate(rows_of(data)) if number != 1]),
    "no row of names": lambda data: saved(rows_of(data)[1:]),
    "the head under the rest": lambda data: saved(rows_of(data)[2:] + rows_of(data)[:2]),
    "Excel's line of the separator": lambda data: b"sep=;\r\n" + data.removeprefix(b"\xef\xbb\xbf"),
    "yes in French": lambda data: data.replace(b'"true"', b'"VRAI"'),
    "yes in English": lambda data: data.replace(b'"true"', b'"TRUE"'),
    "keys for sorts": lambda data: data.replace('"étape"'.encode(), b'"steps"'),
    "capitals": lambda data: data.replace('"étape"'.encode(), '"Étape "'.encode()),
    "dates as Excel shows them": lambda data: data.replace(b"\"'2017-03-14\"", b'"14/03/2017"')
    .replace(b"\"'2016-11\"", b'"nov-16"')
    .replace(b"\"'2018-01\"", b'"janv-18"')
    .replace(b"\"'2016-12\"", b'"12/2016"'),
    "a number with decimals": lambda data: data.replace(b';"1";', b';"1,0";'),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_spreadsheet_does_is_read_back(change):
    data = csv_of(table(EVERY))
    assert CHANGES[change](data) != data
    given_back(sent(EVERY, CHANGES[change]), EVERY)


def test_the_code_page_of_windows_is_read_and_told():
    origin = reading(said(EVERY, title="Été à Zoé"))
    sheet = sent(origin, lambda data: data.decode("utf-8-sig").replace("\N{BULLET}", "-").encode("cp1252"))
    found = after(sheet, origin)
    assert found.circuit == origin.circuit
    assert [(each.code, each.severity) for each in found.problems] == [("cell-encoding", Severity.WARNING)]


SPOILED = [
    ("f", "title", "#NOM?", "cell-error"),
    ("u", "call", "476000000", "cell-phone"),
    ("u", "call", "33476000000", "cell-phone"),
    ("u", "call", "3,35E+10", "cell-digits"),
    ("f", "text", "janv-17", "cell-date"),
    ("f", "text", "01-mai", "cell-date"),
    ("f", "source", "inconnu", "unknown-source"),
    ("f", "list", "fée", "cell-list"),
    ("f", "list", "", "cell-no-list"),
    ("f", "delay", "5 jours", "unknown-key"),
    ("p", "delay", "bientôt", "delay-unreadable"),
    ("p", "text", "a\x07b", "control-character"),
    ("p", "text", "a\u202eb", "hidden-character"),
    ("title", "value", "Ma\u200bréclamation", "hidden-character"),
    ("p", "text", "x" * 2001, "text-too-long"),
    ("x1", "in", "ailleurs", "cell-no-detour"),
    ("title", "value", "", "cell-no-value"),
    ("title", "text", "égaré", "cell-not-here"),
    ("topic", "value", "réparations", "unknown-choice"),
    ("topic", "id", "title", "duplicate-key"),
    ("searched", "value", "hier", "date-unreadable"),
]


@pytest.mark.parametrize("item, key, text, code", SPOILED)
def test_what_cannot_be_read_is_told_at_its_cell(item, key, text, code):
    row = row_of(EVERY, item)
    found = after(sheet_of(with_cell(EVERY, row, key, text), FILE), EVERY)
    places = [(each.place.line, each.place.column) for each in found.problems if each.code == code]
    # What is missing, or must not be there, is told at the row's own name.
    columns = {COLUMNS.index(key) + 1, 3} if code in ("cell-no-value", "duplicate-key") else {COLUMNS.index(key) + 1}
    assert [place for place in places if place[0] == row and place[1] in columns], found.problems


def test_a_day_that_may_be_a_month_is_told_in_an_english_file_only():
    row = row_of(EVERY, "searched")
    english = saved(rows_of(with_cell(EVERY, row, "value", "3/4/2017")), ",")
    assert "date-ambiguous" in [each.code for each in after(sheet_of(english, FILE), EVERY).problems]
    french = after(sheet_of(with_cell(EVERY, row, "value", "3/4/2017"), FILE), EVERY)
    assert french.circuit
    assert french.circuit.searched == "2017-04-03"


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "cell-head"),
        (b"a;b\r\n1;2\r\n", "cell-head"),
        (b'"list";"id";"title"\r\n"etape";"a";"b\r\n', "cell-quote"),
        (b"list;id;value;titel;zzz\r\n", "cell-column"),
        (b"list;id;title;id\r\n", "cell-column-twice"),
        (b"list;id;title;\r\nfait;a;b;c\r\n", "cell-no-column"),
        (b"list;id;title\r\nfait;;\r\n", "cell-only-list"),
        (b"list;id;title\r\nsource;;b\r\n", "cell-no-id"),
        (b"\xff\xfe\x00\xd8", "cell-head"),
        (b"\x00" * 100, "cell-head"),
        (b"x" * 4_000_001, "file-too-large"),
    ],
)
def test_what_is_no_such_table_is_told(data, code):
    found = after(sheet_of(data, FILE), EVERY)
    assert code in [each.code for each in found.problems]
    assert found.circuit is None


@pytest.mark.parametrize("seed", chosen(range(2), [0]))
def test_cells_that_change_places_are_read_or_told(seed):
    """Whatever somebody pastes wherever: a circuit that its YAML gives back, or what is wrong; both sentences exist."""
    dice = random.Random(seed)
    rows = rows_of(csv_of(table(EVERY)))
    pool = [cell for row in rows for cell in row if cell] + ["'", "• ", "\n", " ", "validated", "validated.by.z", "1.2"]
    for _ in range(60):
        pasted = [list(row) for row in rows]
        for _ in range(dice.randint(1, 5)):
            dice.choice(pasted)[dice.randrange(len(COLUMNS))] = dice.choice(pool)
        found = after(sheet_of(saved(pasted), FILE), EVERY)
        assert all(tell(each, load_catalog(language)) for each in found.problems for language in ("fr", "en"))
        assert found.circuit or found.problems
        if found.circuit:
            assert found.written
            assert read_text(yaml_text(found.written), "essai.yaml", lambda _: None).circuit == found.circuit


def test_a_volunteer_types_lists_plainly():
    row = row_of(EVERY, "u")
    found = after(sheet_of(with_cell(EVERY, row, "criteria", "Feu \n\n- Gaz\nEau\n"), FILE), EVERY)
    assert found.circuit
    assert found.circuit.shortcuts[0].criteria == ("Feu", "- Gaz", "Eau")


def run(*arguments):
    with pytest.raises(SystemExit) as end:
        main([str(each) for each in arguments])
    return end.value.code or 0


@pytest.fixture
def place(tmp_path):
    """A folder of circuits, with what one of them names."""
    (tmp_path / "bailleur").mkdir()
    for name in ("common.yaml", "opac-38/landlord.yaml", "opac-38/repairs.yaml"):
        target = tmp_path / name.replace("opac-38", "bailleur")
        target.write_bytes((EARLIER[0].parents[1] / name).read_bytes())
    return tmp_path / "bailleur"


def test_what_is_written_meanwhile_is_not_written_over(place, capsys, monkeypatch):
    circuit, file = place / "repairs.yaml", place / "repairs.csv"
    assert run("export", circuit, "--csv", file) == 0
    file.write_bytes(file.read_bytes().replace("Je reçois un courrier".encode(), "Je reçois une lettre".encode()))

    def meanwhile(*arguments):
        circuit.write_text("autre", "utf-8")
        return renew_text(*arguments)

    monkeypatch.setattr("jeu_oie.cli.exchange.renew_text", meanwhile)
    assert run("import", file, "--into", circuit) == 1
    assert circuit.read_text("utf-8") == "autre"
    assert "a changé ou disparu" in capsys.readouterr().err


def test_a_table_is_edited_and_comes_back_into_its_circuit(place, capsys):
    circuit, file = place / "repairs.yaml", place / "repairs.csv"
    former = circuit.read_text("utf-8")
    assert run("export", circuit, "--csv", file) == 0
    assert run("import", file, "--into", circuit) == 0
    assert circuit.read_text("utf-8") == former, "what has not changed keeps its lines"
    file.write_bytes(file.read_bytes().replace("Je reçois un courrier".encode(), "Je reçois une lettre".encode()))
    assert run("import", file, "--into", circuit) == 0
    now = circuit.read_text("utf-8")
    assert now.startswith(former[:200]), "comments stay"
    assert set(former.splitlines()) - set(now.splitlines()) == {"    title: Je reçois un courrier"}
    assert run("check", circuit) == 0
    capsys.readouterr()


def test_dangers_and_agencies_of_a_landlord_stay_in_its_circuit(tmp_path, capsys):
    """A table holds none of them; brought back, it takes none away."""
    gas = "{id: gas, danger: Odeur de gaz, first: [Je sors., J’appelle dehors.]}"
    agencies = "agencies: [{id: nord, name: Agence nord, contacts: [{kind: phone, for: urgent}]}]"
    file, sheet = tmp_path / "c.yaml", tmp_path / "c.csv"
    file.write_text(CIRCUIT.replace("{name: Bailleur}", f"{{name: Bailleur, emergency: [{gas}], {agencies}}}"), "utf-8")
    assert run("export", file, "--csv", sheet) == 0
    assert "emergency, agencies" in capsys.readouterr().err
    sheet.write_bytes(sheet.read_bytes().replace(b"Deux", b"Autre"))
    assert run("import", sheet, "--into", file) == 0
    circuit = read(file).circuit
    assert circuit is not None
    assert circuit.landlord.emergency[0].first == ("Je sors.", "J’appelle dehors.")
    assert [each.name for each in circuit.landlord.agencies] == ["Agence nord"]
    assert circuit.steps[1].title == "Autre"


def test_a_comment_that_goes_is_told(place, capsys):
    circuit, file = place / "repairs.yaml", place / "repairs.csv"
    text = circuit.read_text("utf-8").replace(
        "    title: Je reçois un courrier", "    # à relire\n    title: Je reçois un courrier"
    )
    text += "  - id: de-trop\n    # en trop\n    title: De trop\n"
    circuit.write_text(text, "utf-8")
    run("export", circuit, "--csv", file)
    rows = file.read_bytes()
    file.write_bytes(rows.replace("Je reçois un courrier".encode(), "Je reçois une lettre".encode()))
    assert run("import", file, "--into", circuit) == 0
    assert "# à relire" in circuit.read_text("utf-8")
    said = capsys.readouterr().err
    assert "commentaire" not in said
    assert "Ôté" not in said, "a new title is the same row"
    row = next(line for line in rows.split(b"\r\n") if b'"de-trop"' in line)
    file.write_bytes(rows.replace(row + b"\r\n", b""))
    assert run("import", file, "--into", circuit) == 0
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert "1 ligne de commentaire" in said
    assert "Ôté du circuit : « De trop »." in said


@pytest.mark.parametrize("former", ["title: [", "title: Essai\n", "\xff"])
def test_a_file_that_cannot_be_read_is_left_alone(place, capsys, former):
    run("export", place / "repairs.yaml", "--csv", place / "repairs.csv")
    (place / "other.yaml").write_text(former, "latin-1")
    assert run("import", place / "repairs.csv", "--into", place / "other.yaml") == 1
    assert (place / "other.yaml").read_text("latin-1") == former
    assert "rien n’est écrit" in capsys.readouterr().err


def test_a_circuit_without_a_place_goes_to_the_output(place, tmp_path, capsysbinary):
    assert run("export", place / "repairs.yaml", "--csv", "-") == 0
    (tmp_path / "seul.csv").write_bytes(capsysbinary.readouterr().out)
    assert run("import", tmp_path / "seul.csv") == 0
    out, err = capsysbinary.readouterr()
    assert "landlord.yaml" in err.decode()
    (place / "again.yaml").write_bytes(out)
    assert read(place / "again.yaml").circuit == read(place / "repairs.yaml").circuit


@pytest.mark.parametrize("into", [(), ("--into", "new.yaml")])
def test_a_table_of_more_than_a_circuit_may_hold_gives_none(tmp_path, capsysbinary, monkeypatch, into):
    """A file that the reader would refuse is neither written nor printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(f"{HEAD}{STEPS}facts: [{{title: Un fait}}]\n", "utf-8")
    assert run("export", "own.yaml", "--csv", "own.csv") == 0
    capsysbinary.readouterr()
    monkeypatch.setattr("jeu_oie.circuit.read.compose.MAX_NODES", 10)  # values of a file
    assert run("import", "own.csv", *into) == 1
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert "Rien n’est écrit" in err.decode()
    assert not (tmp_path / "new.yaml").exists()


def test_a_wrong_cell_is_told_with_row_and_column_and_nothing_is_written(place, capsys):
    circuit, file = place / "repairs.yaml", place / "repairs.csv"
    former = circuit.read_bytes()
    run("export", circuit, "--csv", file)
    file.write_bytes(file.read_bytes().replace(b'"tenant"', b'"locatair"'))
    assert run("import", file, "--into", circuit) == 1
    told = capsys.readouterr().err
    assert "ligne" in told
    assert "colonne G (Qui agit)" in told
    assert "tenant" in told
    assert circuit.read_bytes() == former


def test_the_forms_are_asked_for(place, capsys):
    assert run("export", place / "repairs.yaml") == 2
    assert run("export", place / "repairs.yaml", "--csv", "-", "--xlsx", "-") == 2
    assert run("import", place / "absent.csv") == 1
    assert run("export", place / "absent.yaml", "--csv", "-") == 1
    assert "introuvable" in capsys.readouterr().err


def test_facts_with_a_source_of_their_own_come_back():
    for seed in range(12):
        origin = reading(scattered(generated(seed), seed))
        given_back(sent(origin), origin)


def test_what_no_fact_says_has_no_column():
    assert table(EVERY).columns == COLUMNS
    parts = said(EVERY, facts=[{"id": "f", "title": "T"}])
    parts["steps"][1]["delay"] = {"value": "5 jours", "source": "guide", "uncertain": True}
    made = table(reading(parts))
    assert made.columns == (*COLUMNS, "delay.source", "delay.uncertain")
    assert made.labels[-2:] == ("Délai annoncé · Source", "Délai annoncé · À vérifier")
    given_back(sheet_of(csv_of(made), FILE), reading(parts))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_such_a_column_may_be_named_by_people(language):
    labels = [column_label(key, load_catalog(language)) for key in FACTS]
    assert len(set(labels)) == len(labels)
    assert [filling.columns()[plain(each)] for each in labels] == [*FACTS]
    assert max(map(len, labels)) <= filling.LONGEST_NAME


def test_a_source_beside_no_fact_is_told_at_its_cell():
    parts = said(EVERY)
    parts["steps"][1]["call"] = {"value": "1", "source": "guide"}
    rows = rows_of(csv_of(table(reading(parts))))
    row = next(rank for rank, line in enumerate(rows) if line[2] == parts["steps"][1]["id"])
    rows[row][COLUMNS.index("call")] = ""
    found = after(sheet_of(saved(rows), FILE), EVERY)
    assert [(each.code, each.place.line, each.place.column) for each in found.problems] == [
        ("missing-key", row + 1, len(COLUMNS) + 1)
    ]
