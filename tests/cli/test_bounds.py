"""Whatever a file holds, up to ten megabytes: an answer in a few seconds, in little memory, in a sentence."""

import warnings
from pathlib import Path
from random import Random

import pytest

from jeu_oie.circuit.write import yaml_text
from jeu_oie.exchange.csv import csv_of
from jeu_oie.exchange.xlsx import xlsx_of
from tests.cli.limited import PLANTED, ROOT, run, wrong
from tests.cli.monsters import CSV, FALC, WORD, XLSX, YAML, YAMLS, deep, falc, icc, many
from tests.cli.mutations import mutated, workbook
from tests.exchange.making import every_key, table

MUTATIONS = 400
BATCH = 20  # commands that one process runs in turn: it holds what those before have left


@pytest.mark.slow
def test_the_guard_sees_what_takes_too_much(tmp_path):
    results = run([[[planted]] for planted in PLANTED], tmp_path, seconds=1)
    assert [planted for planted, result in zip(PLANTED, results, strict=True) if not wrong(result)] == []


def test_the_guard_says_which_command_of_several_does_not_end(tmp_path):
    good, slow = run([[["schema"], ["planted-crash"], ["schema"]]], tmp_path)
    assert wrong(good) == ""
    assert wrong(slow).startswith("ended by signal")


def tables(folder):
    for rank, (name, (made, code)) in enumerate({**XLSX, **CSV}.items()):
        file = folder / f"t{rank}.{'xlsx' if name in XLSX else 'csv'}"
        file.write_bytes(made())
        yield name, code, ["import", file.name]


def texts(folder):
    (folder / "common.yaml").write_text(
        "recourse:\n" + "".join(f"  - {{id: {WORD}x{n}, title: T}}\n" for n in range(4_000)), "utf-8"
    )
    for rank, (name, (written, code)) in enumerate(YAMLS.items()):
        (folder / f"y{rank}.yaml").write_text(written(), "utf-8")
        yield name, code, ["check", "--json", f"y{rank}.yaml"]
    for rank, (name, text) in enumerate(FALC.items()):
        (folder / f"f{rank}.yaml").write_text(falc(text), "utf-8")
        yield name, "", ["check", "--falc", f"f{rank}.yaml"]


def others(folder):
    """What is read besides circuits and tables."""
    (folder / "good.yaml").write_text(YAML, "utf-8")
    (folder / "x.icc").write_bytes(icc())
    (folder / "board.yaml").write_text(
        "palette: {" + ", ".join(f"stepp{n}: '#000'" for n in range(9_000)) + "}", "utf-8"
    )
    (folder / "x.csv").write_bytes(CSV["a head of 300 000 columns"][0]())
    (folder / "x.xlsx").write_bytes(XLSX["one cell in the last corner"][0]())
    (folder / "kit").mkdir()
    (folder / "kit" / "manifest.json").write_bytes(deep())
    yield "a profile of four thousand million tags", "", ["build", "good.yaml", "--only", "svg", "--icc", "x.icc"]
    yield "a board of colours nobody knows", "", ["check", "good.yaml", "--board", "board.yaml"]
    yield "a wide sheet of a workshop", "", ["workshop", "good.yaml", "x.csv"]
    yield "a sheet of a workshop with a cell far away", "", ["workshop", "good.yaml", "x.xlsx"]
    yield "a manifest within a manifest", "", ["diff", "good.yaml", "good.yaml", "--kit", "kit"]


@pytest.mark.slow
@pytest.mark.parametrize("made", [tables, texts, others])
def test_a_small_file_that_asks_for_much_is_answered(made, tmp_path):
    asked = list(made(tmp_path))
    results = run([[command] for _, _, command in asked], tmp_path)
    failed = {name: told for (name, *_), result in zip(asked, results, strict=True) if (told := wrong(result))}
    assert failed == {}
    ended = {name: result["status"] for (name, *_), result in zip(asked, results, strict=True)}
    assert {name for name in FALC if ended.get(name)} == set(), "what a circuit may not hold is not looked at"
    if made is tables:  # what is read, and what is told
        codes = {name: (result["status"], code) for (name, code, _), result in zip(asked, results, strict=True)}
        assert {name: code for name, (status, code) in codes.items() if (status == 0) is bool(code)} == {}


@pytest.mark.slow
@pytest.mark.parametrize("made", [deep, many])
def test_settings_of_printers_of_megabytes_are_answered(made, tmp_path):
    (tmp_path / "config" / "jeu-oie").mkdir(parents=True)
    (tmp_path / "config" / "jeu-oie" / "printers.json").write_bytes(made())
    (result,) = run([[["calibrate", "--list"]]], tmp_path)
    assert wrong(result) == ""


def originals():
    """Valid files: the ending, the bytes, how they are changed, the command that reads them, and its share."""
    origin = every_key()
    assert origin.written is not None
    circuit = yaml_text(origin.written).encode()
    sheet = table(origin)
    yield ".yaml", circuit, mutated, ["check", "--falc", "X"], 6
    yield ".yaml", (ROOT / "circuits" / "common.yaml").read_bytes(), mutated, ["check", "named/X/repairs.yaml"], 1
    yield ".yaml", (ROOT / "boards" / "classic.yaml").read_bytes(), mutated, ["check", "good.yaml", "--board", "X"], 2
    yield ".csv", csv_of(sheet), mutated, ["import", "X"], 5
    yield ".xlsx", xlsx_of(sheet, "Circuit"), workbook, ["import", "X"], 4
    yield ".csv", Path("sheet.csv").read_bytes(), mutated, ["workshop", "good.yaml", "X"], 1
    yield ".xlsx", Path("sheet.xlsx").read_bytes(), workbook, ["workshop", "good.yaml", "X"], 1


@pytest.mark.slow
def test_whatever_is_changed_in_a_file_it_is_answered(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("good.yaml").write_text(YAML, "utf-8")
    made = run([[["workshop", "good.yaml", "--template", f"sheet.{kind}"]] for kind in ("csv", "xlsx")], tmp_path)
    assert [each["status"] for each in made] == [0, 0]
    dice, commands = Random(12), []
    shares = [each for each in originals() for _ in range(each[4])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands twice in an archive
        for rank in range(MUTATIONS):
            ending, data, change, command, _ = shares[rank % len(shares)]
            name = f"m{rank}{ending}"
            if "named" in command[-1]:  # what a circuit names has a name of its own, so each has its own folder
                Path("named", name).mkdir(parents=True)
                Path("named", name, "repairs.yaml").write_text(f"{YAML}common: common.yaml\nuse: [hlm]\n", "utf-8")
                Path("named", name, "common.yaml").write_bytes(change(data, dice))
            else:
                Path(name).write_bytes(change(data, dice))
            commands.append([word.replace("X", name) for word in command])
    batches = [commands[start : start + BATCH] for start in range(0, MUTATIONS, BATCH)]
    results = run(batches, tmp_path)
    failed = {tuple(each["arguments"]): told for each in results if (told := wrong(each))}
    assert failed == {}
    assert len(results) == MUTATIONS
