"""A stranger's circuit, hostile in each of its texts, is built, opened, printed: nothing runs, is fetched or read.

And nothing of it gets lost: each text is still shown, with its mark.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.editor.pages import give, html
from tests.hostile.circuits import ROUNDS
from tests.hostile.conftest import Built, watched
from tests.hostile.families import ADDRESS, AWAY, FAMILIES
from tests.hostile.leading import acts, astray
from tests.hostile.visiting import ANSWERS, REACH, beside, visited
from tests.serve.conftest import Served, servers

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EACH_ROUND = pytest.mark.parametrize("rank", range(ROUNDS))


def test_each_field_carries_each_family(built):
    """Of 28 families or more; what the reader refuses, it tells."""
    assert len(FAMILIES) >= 28
    fields = {mark.split("n")[1] for each in built.rounds for mark in each.texts}
    assert len(fields) > 100
    for number in fields:
        carried = {name for rank, each in enumerate(built.rounds) for name in each.texts[f"zq{rank}n{number}"]}
        assert carried == set(FAMILIES)
    refused = {each.rpartition(" ")[2] for one in built.rounds for each in one.refused}
    assert refused
    assert all(re.fullmatch("[a-z-]+", code) for code in refused)


def test_building_reads_only_what_it_knows_and_starts_nothing(built):
    assert len(built.asked) > 500
    assert astray(built.asked, built.source.parent) == []


def test_the_guard_sees_a_read_a_connection_and_a_start(tmp_path):
    found = astray(watched(tmp_path, ["--planted"]), tmp_path)
    assert [line.split()[0] for line in found] == ["open", "connect", "start"]


def test_the_guard_sees_what_texts_do_in_an_open_page(engine, tmp_path):
    """Each sort of fault, from the very texts of the families."""
    page = tmp_path / "open.html"
    page.write_text(f"<!doctype html><body>{' '.join(FAMILIES.values())}", "utf-8")
    with visited(engine, page.as_uri()) as visit:
        visit.page.wait_for_function("() => globalThis.struck === 1")
        found = visit.faults(beside(tmp_path))
    assert "a script ran" in found
    assert any(each.startswith(f"asked for {AWAY}") for each in found)
    assert {"refresh", "<object>", "<base>"} <= set(found)
    assert any(each.startswith("a href=javascript:") for each in found)
    assert any("onerror" in each for each in found)


def test_the_guard_sees_what_a_policy_refuses(engine, tmp_path):
    page = tmp_path / "closed.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    page.write_text(f"<!doctype html>{policy}<body><img src={AWAY}/x.png>", "utf-8")
    with visited(engine, page.as_uri()) as visit:
        visit.page.wait_for_function("() => globalThis.violated")
        assert any(each.startswith("refused by the policy") for each in visit.faults(beside(tmp_path)))


@EACH_ROUND
@pytest.mark.parametrize("name", ["index.html", "embed.html", "board.svg"])
def test_a_page_only_shows_what_is_written(engine, built, rank, name):
    folder = built.kit(rank)
    with visited(engine, (folder / name).as_uri()) as visit:
        if name.endswith(".html"):
            visit.page.evaluate(REACH)
        assert visit.faults(beside(folder)) == []
        if name == "index.html":
            shown = visit.page.evaluate("document.body.textContent") + visit.page.evaluate(ANSWERS)
            assert [mark for mark in built.rounds[rank].shown if mark not in shown] == []
            assert visit.faults(beside(folder)) == []


@EACH_ROUND
def test_other_peoples_pages_only_show_it(engine, built, rank):
    """The fragment pasted, the drawing as an image, a frame with its listener."""
    folder = built.kit(rank)
    fragment = (folder / "fragment.html").read_text("utf-8")
    frame = json.loads((folder / "oembed.json").read_text("utf-8"))["html"]
    image = "<img src=circuit/board.svg>"
    host = folder.parent / "host.html"
    host.write_text(f"<!doctype html><meta charset=utf-8><body>{fragment}{frame}{image}", "utf-8")
    with visited(engine, host.as_uri(), mirror=folder) as visit:
        visit.page.frame_locator("iframe").locator("#contenu").wait_for()
        visit.page.evaluate(REACH)
        assert visit.faults(lambda url: url.startswith(f"{ADDRESS}/") or beside(folder.parent)(url)) == []


@pytest.mark.parametrize("name", ["index.html", "comparer-repairs.html"])
def test_the_pages_over_all_kits_only_show_them(engine, built, name):
    with visited(engine, (built.pages / name).as_uri()) as visit:
        visit.page.evaluate(REACH)
        assert visit.faults(beside(built.pages)) == []
        shown = visit.page.evaluate("document.body.textContent")
    for rank, each in enumerate(built.rounds):
        assert any(mark in shown for mark in each.texts), rank


@EACH_ROUND
def test_the_editor_only_shows_it(engine, built, rank, tmp_path):
    page = tmp_path / "editor.html"
    page.write_text(html("fr"), "utf-8")
    folder = built.rounds[rank].file.parent
    with visited(engine, page.as_uri()) as visit:
        visit.page.evaluate("delete window.showOpenFilePicker")
        give(visit.page, *(folder / f"{name}.yaml" for name in ("circuit", "landlord", "common")))
        visit.page.locator("#work").wait_for()
        for part in visit.page.locator("#parts [data-part]").all():
            part.click()
            visit.page.evaluate(
                "document.querySelectorAll('#form .fold[aria-expanded=false]').forEach((each) => each.click())"
            )
            assert visit.faults(beside(tmp_path)) == []


@pytest.fixture(scope="module")
def served(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(built.source, home)
    with servers(home) as serve:
        yield serve()


@pytest.mark.parametrize("name", ["", "print/", "editor", "desk"])
@EACH_ROUND
def test_a_server_only_shows_it(engine, served, rank, name):
    """The preview, the list of what can be printed, the form beside its page, the desk."""
    with visited(engine, f"{served.address}/c/landlord-{rank}/circuit/{name}", None, served.held) as visit:
        if not name:
            visit.page.frame_locator("iframe").locator("#contenu").wait_for()
        if there := {"editor": "#work", "desk": "#kit"}.get(name):
            visit.page.locator(there).wait_for()
        fair = (served.address,) if name == "desk" else ("data:", "about:", served.address)
        assert visit.faults(lambda url: url.startswith(fair)) == []


def test_the_list_of_a_server_only_shows_them(engine, served):
    with visited(engine, f"{served.address}/", None, served.held) as visit:
        assert visit.faults(lambda url: url.startswith(served.address)) == []
        assert visit.page.locator("a").count() > ROUNDS


@cache
def printed(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.pdf"))}


def test_print_files_do_nothing(built):
    files = printed(built.prints)
    assert len(files) > 4
    assert {name: list(acts(file)) for name, file in files.items() if list(acts(file))} == {}


def test_the_guard_sees_a_pdf_that_acts():
    with pikepdf.new() as made:
        page = made.add_blank_page()
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=AWAY))
        page.Annots = pikepdf.Array([link])
        made.attachments["x.txt"] = b"x"
        file = BytesIO()
        made.save(file)
    found = " ".join(acts(file.getvalue()))
    assert all(each in found for each in ("/OpenAction", "/JavaScript", "/JS", f"/URI {AWAY}", "/EmbeddedFile"))


def test_print_files_still_say_it_all(built):
    """Every text in the circuit in full; as letters, since a long word is broken anywhere."""
    with pypdfium2.PdfDocument(printed(built.prints)["print/more/circuit.pdf"]) as opened:
        said = "".join(page.get_textpage().get_text_range() for page in opened)
    said = re.sub(r"[\s\ufffe\ufeff-]", "", said)
    assert [mark for mark in built.printed.printed if mark not in said] == []


def test_archives_hold_only_their_kit(built):
    for file in built.pages.rglob("*.zip"):
        with zipfile.ZipFile(file) as opened:
            for name in opened.namelist():
                assert not name.startswith(("/", "\\")), name
                assert ".." not in name, name
