"""The gallery: written whole when a kit has changed; packed on request, as far as it goes on line."""

import json
import shutil
import zipfile
from contextlib import chdir
from pathlib import Path

import pytest

from jeu_oie import cli
from jeu_oie.builder.gallery import renew_gallery, write_gallery
from jeu_oie.kit.writing import pack_files
from tests.build.conftest import CIRCUITS, EVERY, SMALL, append, contents
from tests.chosen import chosen

OUT = Path("output")
SITE = OUT / "site.zip"
RECORD = OUT / ".jeu-oie" / "gallery.json"


@pytest.fixture(scope="module")
def kits(tmp_path_factory):
    """Those of two landlords of one topic, and the circuits beside them; nobody changes anything here."""
    folder = tmp_path_factory.mktemp("kits")
    shutil.copytree(CIRCUITS / "sdh", folder / "circuits" / "sdh")
    shutil.copytree(CIRCUITS / "oph-31", folder / "circuits" / "les-tilleuls")
    shutil.copy(CIRCUITS / "common.yaml", folder / "circuits")
    shutil.copy(SMALL, folder / "circuits" / "les-tilleuls")
    with chdir(folder), pytest.raises(SystemExit) as left:
        cli.main(["--lang", "fr", "build", "circuits", "--only", "svg,html", "--jobs", "1"])
    assert left.value.code == 0
    return folder


@pytest.fixture
def standing(kits, tmp_path, monkeypatch):
    """A copy of them where one stands, its gallery just written; a build finds other stamps, and makes all anew."""
    shutil.copytree(kits, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert renew_gallery(OUT, "fr", made=EVERY) is not None
    assert renew_gallery(OUT, "fr", made=EVERY) is None
    assert not SITE.exists(), "nothing is packed that was not asked for"


@pytest.fixture
def compared(build, here):
    """Two landlords of one topic, and a circuit that names nothing, built where one stands."""
    (here / "circuits" / "sdh").mkdir()
    for name in ("landlord.yaml", "repairs.yaml"):
        shutil.copy(CIRCUITS / "sdh" / name, here / "circuits" / "sdh")
    (here / "circuits" / "les-tilleuls" / "neighbours.yaml").unlink()
    shutil.copy(CIRCUITS / "oph-31" / "repairs.yaml", here / "circuits" / "les-tilleuls")
    assert build(only="svg,html")[0] == 0
    return build


def names_packed():
    with zipfile.ZipFile(SITE) as archive:
        assert archive.testzip() is None
        return archive.namelist()


@pytest.mark.slow
def test_what_is_packed_is_all_that_stands_there_and_goes_on_line(compared, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["build", "circuits/les-tilleuls/small.yaml", "--only", "svg,html", "--pack"])
    assert left.value.code == 0
    assert capsys.readouterr().out.split()[-2:] == ["output/index.html", "output/site.zip"]
    names, before = names_packed(), SITE.read_bytes()
    assert {"index.html", "comparer-repairs.html", "les-tilleuls/small/index.html", "sdh/repairs/board.svg"} <= {*names}
    assert not [name for name in names if name.endswith((".zip", "manifest.json"))]
    assert before == pack_files({name: (OUT / name).read_bytes() for name in names})
    SITE.write_bytes(b"PK")
    compared("--pack", only="svg,html")
    assert SITE.read_bytes() == before, "one that was cut is packed anew"


@pytest.mark.slow
def test_an_archive_stays_as_long_as_it_holds_what_stands(compared):
    compared("--pack", only="svg,html")
    before = SITE.read_bytes()
    compared(only="svg,html")
    assert SITE.read_bytes() == before
    rename("circuits/sdh/repairs.yaml", "Notre réclamation")
    said = compared(only="svg,html")[1]
    assert "output : restent d’une fois d’avant, plus anciens que ce qui vient d’être fait : site.zip" in said
    assert SITE.read_bytes() == before
    assert "output : retirés, car ils ne sont plus faits : site.zip" in compared("--prune", only="svg,html")[1]
    assert not SITE.exists()
    compared("--pack", only="svg,html")
    SITE.write_bytes(b"mine")
    rename("circuits/sdh/repairs.yaml", "Une autre réclamation")
    compared(only="svg,html")
    assert SITE.read_bytes() == b"mine"


@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize("within", chosen(("board.svg", "index.html"), ("board.svg",)))
def test_a_link_that_leads_away_does_not_go_on_line(tmp_path, within):
    (tmp_path / "secret").write_bytes(b"secret")
    page = OUT / "les-tilleuls" / "small" / within
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    write_gallery(OUT, "fr", made=EVERY, pack=True)
    assert f"les-tilleuls/small/{within}" not in names_packed()


@pytest.mark.usefixtures("standing")
def test_nor_does_what_stands_behind_one(tmp_path):
    kit = OUT / "les-tilleuls" / "small"
    kit.rename(tmp_path / "elsewhere")
    kit.symlink_to(tmp_path / "elsewhere")
    write_gallery(OUT, "fr", made=EVERY, pack=True)
    assert not [name for name in names_packed() if "small" in name]


@pytest.mark.usefixtures("standing")
def test_a_link_in_the_place_of_the_archive_is_not_followed(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    SITE.symlink_to(tmp_path / "precious")
    write_gallery(OUT, "fr", made=EVERY, pack=True)
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert "index.html" in names_packed()


@pytest.mark.usefixtures("standing")
def test_a_comparison_that_has_lost_its_landlords_stays_older_or_goes_to_prune_unless_somebody_wrote_it():
    page, others = OUT / "comparer-repairs.html", (OUT / "sdh", OUT / "les-tilleuls" / "repairs")
    before = page.read_bytes()
    for mine in (False, True):
        if mine:
            page.write_text("mine", "utf-8")
        for kit in others:
            kit.rename(kit.name)
        left = renew_gallery(OUT, "fr", made=EVERY)
        assert left is not None and page.exists() and (page.name in left.older) is not mine
        gone = renew_gallery(OUT, "fr", made=EVERY, prune=True)
        assert (gone.removed if gone else ()) == left.older
        assert page.exists() is mine
        for kit in others:
            Path(kit.name).rename(kit)
        assert renew_gallery(OUT, "fr", made=EVERY) is not None
        assert page.read_bytes() == before


@pytest.mark.usefixtures("standing")
def test_it_is_written_when_a_kit_or_one_of_its_pages_has_changed():
    assert renew_gallery(OUT, "fr", made=EVERY) is None
    assert renew_gallery(OUT, "en", made=EVERY) is not None
    assert renew_gallery(OUT, "fr", made=EVERY) is not None
    (OUT / "index.html").unlink()
    assert renew_gallery(OUT, "fr", made=EVERY) is not None
    append(OUT / "comparer-repairs.html", "x")
    assert renew_gallery(OUT, "fr", made=EVERY) is not None
    assert renew_gallery(OUT, "fr", made=EVERY, pack=True) is not None
    assert renew_gallery(OUT, "fr", made=EVERY, pack=True) is None
    shutil.rmtree(OUT / "les-tilleuls" / "small")
    assert renew_gallery(OUT, "fr", made=EVERY) is not None
    assert renew_gallery(OUT, "fr", made=EVERY) is None


def rename(path, title):
    """Another title: the page, the gallery and the comparison say it."""
    file = Path(path)
    text = file.read_text(encoding="utf-8")
    former = next(line for line in text.splitlines() if line.startswith("title: "))
    file.write_text(text.replace(former, f"title: {title}", 1), encoding="utf-8")


def as_from_nothing(pack=False):
    """What stands is what a gallery holds that knows nothing of an earlier one."""
    left = contents(OUT)
    write_gallery(OUT, "fr", made=EVERY, pack=pack)
    return contents(OUT) == left


def gone(kit):
    shutil.rmtree(OUT / kit)


def gone_besides(file):
    """A file, and with it a kit."""
    (OUT / file).unlink()
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
    "a picture that nobody told of": lambda: gone_besides("sdh/repairs/board.svg"),
}


@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_what_it_would_be_from_nothing(change):
    CHANGES[change]()
    assert renew_gallery(OUT, "fr", made=EVERY, pack=True) is not None
    assert as_from_nothing(pack=True)


DAMAGES = {
    "its key": lambda told: told.replace(b'"key": "', b'"key": "0'),
    "its end": lambda told: told[:-9],
    "no record": lambda _: b"\xff\x00",
    "nothing": lambda _: b"",
    "an earlier version": lambda told: b"0" * 64 + b"\n" + told,
    "other files": lambda told: json.dumps(json.loads(told) | {"files": {"../x": [0, 0, 0]}}).encode(),
}


@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize("damage", DAMAGES)
def test_of_a_record_that_is_not_ours_nothing_is_believed(damage):
    before = RECORD.read_bytes()
    told = DAMAGES[damage](before)
    assert told != before
    RECORD.write_bytes(told)
    assert renew_gallery(OUT, "fr", made=EVERY) is not None
    assert as_from_nothing()
    renew_gallery(OUT, "fr", made=EVERY)  # its files were just written by another hand
    assert renew_gallery(OUT, "fr", made=EVERY) is None


@pytest.mark.usefixtures("standing")
def test_a_record_by_another_version_of_the_program_is_not_believed(monkeypatch):
    monkeypatch.setattr("jeu_oie.builder.gallery.program", lambda: "another")
    assert renew_gallery(OUT, "fr", made=EVERY) is not None


def sisters_of(page: Path) -> list[str]:
    data = json.loads(page.read_text("utf-8").partition('id="board">')[2].partition("</script>")[0])
    return [each["href"] for each in data["search"]["sisters"]]


@pytest.mark.slow
def test_a_page_leads_to_its_landlords_other_circuits_where_all_stand_on_line(build, here):
    """Each link resolves there; without an address nobody knows what stands beside, and none is given."""
    shutil.rmtree(here / "circuits" / "les-tilleuls")
    shutil.copytree(CIRCUITS / "sdh", here / "circuits" / "sdh")
    repairs = OUT / "sdh" / "repairs" / "index.html"
    assert build(only="html")[0] == 0
    assert sisters_of(repairs) == []
    assert build("--base-url", "https://exemple.fr/", only="html")[0] == 0
    assert sisters_of(repairs) == ["../neighbours/index.html", "../transfer/index.html"]
    assert all((repairs.parent / link).is_file() for link in sisters_of(repairs))
    (here / "circuits" / "sdh" / "transfer.yaml").unlink()
    assert build("--base-url", "https://exemple.fr/", only="html")[0] == 0
    assert sisters_of(repairs) == ["../neighbours/index.html"], "the page is made anew"
