"""The differ tells each planted difference, in words that a person can sign; of equal things nothing."""

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bench.differ.differences import Difference, compare_files, compare_folders, lines
from tests.differ.paper import sheet


def told(old: Path, new: Path) -> list[str]:
    return [str(difference) for difference in compare_files(old, new)]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return sheet().write(tmp_path / "old.pdf")


def test_other_bytes_that_say_and_show_the_same_are_no_difference(plain, tmp_path):
    new = tmp_path / "new.pdf"
    new.write_bytes(plain.read_bytes() + b"% saved elsewhere\n")
    assert told(plain, new) == []


def edit(tmp_path: Path, old: str, new: str) -> Path:
    paper = sheet()
    paper.drawn = [drawn.replace(old, new) for drawn in paper.drawn]
    return paper.write(tmp_path / "new.pdf")


def test_a_word_that_is_missing_is_told_with_the_words_around_it(plain, tmp_path):
    found = told(plain, edit(tmp_path, "peux payer", "peux"))
    assert "words by tags: je peux payer Feu 18 → je peux Feu 18" in found
    assert "picture" in found
    assert not any(line.startswith("words as drawn") for line in found)  # it would say the same


def test_another_order_of_reading_is_told_though_all_looks_the_same(plain, tmp_path):
    paper = sheet()
    paper.read[2], paper.read[3] = paper.read[3], paper.read[2]
    found = told(plain, paper.write(tmp_path / "new.pdf"))
    assert found
    assert {line.split(":")[0] for line in found} == {"words by tags"}


def test_another_order_of_the_stream_is_told(plain, tmp_path):
    paper = sheet()
    paper.drawn[-2], paper.drawn[-3] = paper.drawn[-3], paper.drawn[-2]
    found = told(plain, paper.write(tmp_path / "new.pdf"))
    assert {line.split(":")[0] for line in found} == {"words as drawn"}


def test_a_hash_that_changes_alone_is_told_as_such(plain, tmp_path):
    assert "hash changed, no word did" in told(plain, edit(tmp_path, "abc123", "abc124"))
    both = told(plain, edit(tmp_path, "Version 1 abc123", "Version 2 abc124"))
    assert "hashes" in both
    assert "hash changed, no word did" not in both


def test_pages_type_ink_and_tags_are_told(plain, tmp_path):
    assert "least type: 9.0 pt → 7.0 pt" in told(plain, edit(tmp_path, "/F 9 Tf", "/F 7 Tf"))
    assert "ink: (none) → page 1: off the page: 18" in told(plain, edit(tmp_path, "80 70 Tm", "299 70 Tm"))
    longer, twice = sheet(), sheet()
    longer.pages, twice.read[1] = 2, ("H1", 1, "")
    assert "pages: 1 → 2" in told(plain, longer.write(tmp_path / "new.pdf"))
    assert "tags: (none) → 2 H1" in told(plain, twice.write(tmp_path / "new.pdf"))


def test_a_line_that_moves_is_told_though_no_word_changes(plain, tmp_path):
    assert told(plain, edit(tmp_path, "20 118 m", "21 118 m")) == ["picture"]


def test_a_file_that_weighs_more_is_told(plain, tmp_path):
    new = tmp_path / "new.pdf"
    new.write_bytes(plain.read_bytes() + b"%" * len(plain.read_bytes()))
    assert [line.split(":")[0] for line in told(plain, new)] == ["heavier"]


def write_json(file: Path, **values: object) -> Path:
    file.write_text(json.dumps(values), "utf-8")
    return file


def test_a_value_of_json_is_told_with_its_path_and_what_is_of_bytes_is_not(tmp_path):
    old = write_json(tmp_path / "old.json", board={"squares": 36}, files={"a.pdf": {"bytes": 9, "sha256": "f" * 64}})
    new = write_json(tmp_path / "new.json", board={"squares": 42}, files={"a.pdf": {"bytes": 8, "sha256": "e" * 64}})
    assert told(old, new) == ["values: board.squares = 36 → board.squares = 42"]
    fewer = write_json(tmp_path / "fewer.json", board={"squares": 36}, files={})
    assert told(old, fewer) == []
    stamped = write_json(tmp_path / "stamped.json", board={"squares": 36}, files={}, sheets={"rules": "abc123"})
    assert "hashes" in told(old, stamped)


def test_cells_are_told_by_their_row(tmp_path):
    files = []
    for name, cell in (("old", "48 h"), ("new", "24 h")):
        book = openpyxl.Workbook()
        book.active.title = "Étapes"
        book.active.append(["report", cell])
        files.append(tmp_path / f"{name}.xlsx")
        book.save(files[-1])
        files[-1].with_suffix(".csv").write_text(f"report;{cell}\r\n", "utf-8-sig")
    assert told(*files) == ["cells: Étapes: report | 48 h → Étapes: report | 24 h"]
    assert told(*(file.with_suffix(".csv") for file in files)) == ["cells: report;48 h → report;24 h"]


def test_a_page_is_compared_by_what_is_read_and_by_its_data_not_by_its_script(tmp_path):
    page = '<style>{}</style><script>a="{}"</script><p title="{}">Feu {}</p><script type="application/json">{}</script>'

    def write(name: str, *parts: str) -> Path:
        file: Path = tmp_path / name
        file.write_text(page.format(*parts), "utf-8")
        return file

    old = write("old.html", "p{}", "x", "Danger", "18", '{"cards":["Fuite"]}')
    assert told(old, write("a.html", "q{}", "y", "Danger", "18", '{"cards": ["Fuite"]}')) == []
    assert told(old, write("b.html", "p{}", "x", "Danger", "17", '{"cards":["Fuite"]}')) == ["words: 18 → 17"]
    assert told(old, write("c.html", "p{}", "x", "Gaz", "18", '{"cards":["Fuite"]}')) == ["words: Danger → Gaz"]
    assert told(old, write("d.html", "p{}", "x", "Danger", "18", '{"cards":["Gaz"]}')) == ["words: Fuite → Gaz"]


def test_archives_are_compared_by_names(tmp_path):
    for name, inside in (("old", "a.pdf"), ("new", "b.pdf")):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr(inside, name)
    assert told(tmp_path / "old.zip", tmp_path / "new.zip") == ["names: a.pdf → b.pdf"]


def test_a_difference_stands_once_with_all_its_files_and_nothing_is_left_out(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    for number in range(6):
        (old / "kits" / str(number)).mkdir(parents=True)
        write_json(old / "kits" / str(number) / "a.json", delay="48 h")
    shutil.copytree(old, new)
    assert compare_folders(old, new, {"kits"}, 1) == {}
    for number in range(5):
        write_json(new / "kits" / str(number) / "a.json", delay="24 h")
    (new / "kits/5/a.json").rename(new / "kits/5/b.json")
    found = compare_folders(old, new, {"kits"}, 1)
    assert found[Difference("values", "delay = 48 h", "delay = 24 h")] == [
        f"kits/{number}/a.json" for number in range(5)
    ]
    assert found[Difference("file gone")] == ["kits/5/a.json"]
    assert found[Difference("file new")] == ["kits/5/b.json"]
    first = next(iter(lines(found))).splitlines()
    assert first[0] == "values: delay = 48 h → delay = 24 h"
    assert first[1].endswith("kits/3/a.json and 1 more")
