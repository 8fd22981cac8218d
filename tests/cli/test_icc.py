"""``build --icc``: the print shop's files become PDF/X-4, and a profile of something else is told so."""

import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from jeu_oie.cli import program
from jeu_oie.messages import load_catalog
from jeu_oie.print.press import profile_name
from tests.kit.conftest import ROOT

PROFILE = Path("/usr/share/color/icc/colord/FOGRA39L_coated.icc")


def build(folder: Path, *arguments: str):
    shutil.copy(ROOT / "tests" / "kit" / "small.yaml", folder / "small.yaml")
    given = ["build", str(folder / "small.yaml"), "--only", "pdf", "--out", str(folder / "out"), *arguments]
    return CliRunner().invoke(program(load_catalog("fr")), given)


@pytest.mark.slow
def test_the_boards_for_the_print_shop_say_for_which_press_they_are(tmp_path, printing):
    printing("shop/board", "1-board-a3")
    assert build(tmp_path, "--icc", str(PROFILE)).exit_code == 0
    (folder,) = (tmp_path / "out").glob("*/small/print")
    for size in ("a3", "a2", "a1"):
        with pikepdf.open(folder / "shop" / f"board-{size}.pdf") as made:
            assert made.Root.OutputIntents[0].DestOutputProfile.read_bytes() == PROFILE.read_bytes()
    with pikepdf.open(folder / "1-board-a3.pdf") as made:
        assert "/OutputIntents" not in made.Root


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", PROFILE.with_name("AdobeRGB1998.icc")])
def test_another_file_is_no_profile_of_a_press(tmp_path, content):
    file = tmp_path / "a.icc"
    file.write_bytes(content.read_bytes() if isinstance(content, Path) else content)
    told = build(tmp_path, "--icc", str(file))
    assert told.exit_code == 2
    assert "n’est pas le profil ICC d’une presse" in " ".join(told.output.split())
    assert not (tmp_path / "out").exists()


def test_a_profile_that_says_to_hold_too_much_is_asked_for_its_name_in_no_time():
    header = b"prtrCMYK" + bytes(16) + b"acsp"
    profile = bytes(12) + header + bytes(128 - 12 - len(header)) + b"\xff" * 4 + b"x" * 1_000
    assert profile_name(profile) == "CMYK"


def test_the_name_of_a_profile_is_no_longer_than_a_name():
    tag = b"desc" + bytes(4) + (1_000_000).to_bytes(4) + b"A" * 1_000_000
    table = (1).to_bytes(4) + b"desc" + (144).to_bytes(4) + len(tag).to_bytes(4)
    assert profile_name(bytes(128) + table + tag) == "A" * 200
