"""The gallery: written when a kit has changed, the same bytes whether its parts were packed already or not."""

import shutil
import zipfile
from pathlib import Path

import pytest

from jeu_oie.building.renewing import renew_gallery
from jeu_oie.kit import site
from jeu_oie.kit.packing import packed
from jeu_oie.render.html.comparison import comparison
from tests.building.conftest import CIRCUITS, append, contents

OUT = Path("output")


@pytest.fixture
def compared(build, here):
    """Two landlords of one topic."""
    shutil.copytree(CIRCUITS / "sdh", here / "circuits" / "sdh")
    shutil.copy(CIRCUITS / "oph-31" / "repairs.yaml", here / "circuits" / "les-tilleuls")
    assert build(only="svg,html")[0] == 0
    return build


def whole_archive():
    """``site.zip`` as it is when each of its files is compressed anew."""
    with zipfile.ZipFile(OUT / "site.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    return names, packed({name: (OUT / name).read_bytes() for name in names})


def test_what_is_packed_already_is_taken_over_byte_for_byte(compared):
    names, made = whole_archive()
    assert "les-tilleuls/small/index.html" in names
    assert (OUT / "site.zip").read_bytes() == made


@pytest.mark.parametrize("harm", [lambda zipped: zipped.unlink(), lambda zipped: zipped.write_bytes(b"no archive")])
def test_a_kit_without_an_archive_of_its_own_is_packed_all_the_same(compared, harm):
    harm(OUT / "les-tilleuls" / "small" / "site.zip")
    before = (OUT / "site.zip").read_bytes()
    site.write_gallery(OUT, "fr")
    assert (OUT / "site.zip").read_bytes() == before


def test_a_link_that_leads_away_does_not_go_on_line(compared, tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    page = OUT / "les-tilleuls" / "small" / "board.svg"
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    site.write_gallery(OUT, "fr")
    with zipfile.ZipFile(OUT / "site.zip") as archive:
        assert "les-tilleuls/small/board.svg" not in archive.namelist()


def test_it_is_written_when_a_kit_or_one_of_its_pages_has_changed(compared):
    assert not renew_gallery(OUT, "fr")
    assert renew_gallery(OUT, "en")
    assert renew_gallery(OUT, "fr")
    (OUT / "index.html").unlink()
    assert renew_gallery(OUT, "fr")
    append(OUT / "comparer-repairs.html", "x")
    assert renew_gallery(OUT, "fr")
    shutil.rmtree(OUT / "les-tilleuls" / "small")
    assert renew_gallery(OUT, "fr")
    assert not renew_gallery(OUT, "fr")


def test_a_comparison_that_would_say_the_same_is_left_and_another_is_not(compared, monkeypatch):
    set_anew = []

    def recording(topic, *more):
        set_anew.append(topic)
        return comparison(topic, *more)

    monkeypatch.setattr("jeu_oie.kit.site.comparison", recording)
    append(Path("circuits/sdh/repairs.yaml"))
    compared(only="svg,html")
    assert set_anew == []
    file = Path("circuits/sdh/repairs.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("title: Ma réclamation", "title: Notre réclamation", 1))
    compared(only="svg,html")
    assert set_anew == ["repairs"]
    left = contents(OUT)
    site.write_gallery(OUT, "fr")
    assert contents(OUT) == left
