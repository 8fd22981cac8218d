"""The gallery: written when a kit has changed, the same bytes whether its parts were packed already or not."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from jeu_oie.building.renewing import renew_gallery
from jeu_oie.kit import site
from jeu_oie.kit.manifest import entry_of
from jeu_oie.kit.packing import packed
from jeu_oie.kit.site import archive
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


def test_a_comparison_that_has_lost_its_landlords_goes_unless_somebody_wrote_it(compared):
    page, others = OUT / "comparer-repairs.html", (OUT / "sdh", OUT / "les-tilleuls" / "repairs")
    before = page.read_bytes()
    for mine in (False, True):
        if mine:
            page.write_text("mine", "utf-8")
        for kit in others:
            kit.rename(kit.name)
        assert renew_gallery(OUT, "fr")
        assert page.exists() is mine
        for kit in others:
            Path(kit.name).rename(kit)
        assert renew_gallery(OUT, "fr")
        assert page.read_bytes() == before


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


# --- what is kept of unchanged kits ------------------------------------------------------------------------


RECORD = OUT / ".jeu-oie" / "gallery.json"
KITS = {f"les-tilleuls/{name}" for name in ("neighbours", "repairs", "small")} | {"sdh/repairs", "sdh/transfer"}
RENAMED = "title: Notre réclamation"


def rename(path="circuits/sdh/repairs.yaml"):
    """Another title: the page, the gallery and the comparison say it."""
    file = Path(path)
    text = file.read_text(encoding="utf-8")
    assert RENAMED not in text
    file.write_text(text.replace("title: Ma réclamation", RENAMED, 1), encoding="utf-8")


def as_from_nothing():
    """What stands is what a gallery holds that knows nothing of an earlier one."""
    left = contents(OUT)
    site.write_gallery(OUT, "fr")
    return contents(OUT) == left


@pytest.fixture
def parsed(monkeypatch):
    """The kits whose manifests are parsed."""
    found = []

    def recording(name, content):
        found.append(name)
        return entry_of(name, content)

    monkeypatch.setattr("jeu_oie.kit.site.shown.entry_of", recording)
    return found


@pytest.fixture
def opened(monkeypatch):
    """The kits whose own archives are opened."""
    found, original = [], archive.Ready.open

    def noting(self, kit):
        found.append(kit.folder)
        original(self, kit)

    monkeypatch.setattr(archive.Ready, "open", noting)
    return found


def test_of_unchanged_kits_only_those_of_a_comparison_that_changes_are_read_again(compared, parsed, opened):
    append(Path("circuits/sdh/repairs.yaml"))
    compared(only="svg,html")
    assert parsed == ["sdh/repairs"], "another source, but it says the same"
    parsed.clear()
    rename()
    compared(only="svg,html")
    assert set(parsed) == KITS - {"les-tilleuls/neighbours", "sdh/transfer"}
    assert set(opened) == {"sdh/repairs"}
    assert as_from_nothing()


def gone(kit):
    shutil.rmtree(OUT / kit)


def gone_besides(file):
    """A file, and with it a kit."""
    (OUT / file).unlink()
    gone("les-tilleuls/small")


def cut_archive():
    (OUT / "site.zip").write_bytes(b"PK")
    gone("les-tilleuls/small")


def other_answers(kit):
    """A manifest by another hand, of the same size."""
    file = OUT / kit / "manifest.json"
    before = file.read_bytes()
    file.write_bytes(before.replace(b"Brouillon", b"brouillon"))
    assert file.read_bytes() != before


CHANGES = {
    "a kit more": lambda: shutil.copytree(OUT / "sdh/repairs", OUT / "sdh/repairs-saver"),
    "a landlord less": lambda: gone("sdh/repairs"),
    "a kit less between two others": lambda: gone("les-tilleuls/repairs"),
    "other answers": lambda: other_answers("les-tilleuls/repairs"),
    "no manifest of ours": lambda: (OUT / "les-tilleuls/repairs/manifest.json").write_text("[]", encoding="utf-8"),
    "a page and no more the comparison": lambda: gone_besides("comparer-repairs.html"),
    "an archive that was cut": cut_archive,
    "a picture that nobody told of": lambda: gone_besides("sdh/repairs/board.svg"),
    "an archive of a kit": lambda: gone_besides("sdh/repairs/site.zip"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_what_it_would_be_from_nothing(compared, change):
    CHANGES[change]()
    assert renew_gallery(OUT, "fr")
    assert as_from_nothing()


def test_kits_that_were_copied_are_known_by_their_bytes(compared, parsed):
    for manifest in OUT.glob("*/*/manifest.json"):
        manifest.write_bytes(manifest.read_bytes())
    before = RECORD.read_bytes()
    assert not renew_gallery(OUT, "fr")
    assert parsed == []
    assert RECORD.read_bytes() != before, "their new stamps are kept"


def old_record(text):
    """One of an earlier version: no line of its own before it."""
    return json.dumps({"key": "0", "named": [], "files": {}, "pages": {}, "said": {}}).encode()


DAMAGES = {
    "a name": lambda told: told.replace(b"OPH 31", b"OPH 13"),
    "its end": lambda told: told[:-9],
    "a seal alone": lambda told: told.partition(b"\n")[0] + b"\n",
    "no record": lambda told: b"\xff\x00",
    "nothing": lambda told: b"",
    "an earlier version": old_record,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_record_that_is_not_ours_is_made_anew_from_the_manifests(compared, parsed, damage):
    before = RECORD.read_bytes()
    told = DAMAGES[damage](before)
    assert told != before
    RECORD.write_bytes(told)
    rename()
    compared(only="svg,html")
    assert set(parsed) == KITS
    assert as_from_nothing()
    renew_gallery(OUT, "fr")  # its files were just written by another hand
    parsed.clear()
    assert not renew_gallery(OUT, "fr")
    assert parsed == []


def test_a_record_by_another_version_of_the_program_is_not_believed(compared, parsed, monkeypatch):
    monkeypatch.setattr("jeu_oie.building.renewing.program", lambda: "another")
    assert renew_gallery(OUT, "fr")
    assert set(parsed) == KITS
