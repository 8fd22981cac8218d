"""The pages over all kits: every link leads somewhere, also on line; kits of another day are welcome."""

import json
import re
import shutil
import zipfile
from urllib.parse import unquote

import pytest

from jeu_oie import cli
from jeu_oie.builder.gallery import write_gallery
from jeu_oie.messages import load_catalog
from jeu_oie.web.site import file_title
from tests.browser.pages import Tree
from tests.build.conftest import EVERY
from tests.game.making import CIRCUITS
from tests.kit.test_shipped import BUILT, PRINTED


def links(page):
    """What a page leads to beside it: the files, not the problem that is asked for there."""
    found = (each for each in re.findall(r'(?:href|src)="([^"]+)"', page) if not each.startswith(("data:", "http")))
    return [each.partition("#")[0] or each for each in found]


def test_every_link_leads_to_a_file_of_the_kits(shipped_kits):
    found = links((shipped_kits / "index.html").read_text(encoding="utf-8"))
    assert [link for link in found if not (shipped_kits / link).is_file()] == []
    for name in BUILT:
        own = {link.removeprefix(f"{name}/") for link in found if link.startswith(f"{name}/")}
        assert {"index.html", "embed.html", "board.svg"} <= own
        taken = {"board.png", "print/2-table.pdf", "print/3-person.pdf"}
        assert taken & own == (taken if name == PRINTED[0] else set())


def test_what_goes_on_line_has_all_that_its_pages_lead_to(shipped_kits):
    with zipfile.ZipFile(shipped_kits / "site.zip") as archive:
        names = set(archive.namelist())
        pages = {name: archive.read(name).decode() for name in names if name.endswith(".html")}
    known = {"index.html", "comparer-repairs.html", "comparer-transfer.html"}
    assert known <= names
    for name in known:
        inner = [link for link in links(pages[name]) if not link.startswith("#")]
        assert [link for link in inner if link not in names] == []
    assert {f"{name}/{file}" for name in BUILT for file in ("index.html", "oembed.json")} <= names
    assert f"{PRINTED[0]}/print/2-table.pdf" in names
    assert not [name for name in names if name.endswith("kit.zip")]
    assert not [name for name in names if name.endswith("manifest.json")]


def columns(page):
    """Landlord → (question → what stands in its column); questions that nobody answers stand apart."""
    tree = Tree(re.sub(r"<input\b[^>]*>", "", page.removeprefix("<!doctype html>")))

    def inner(parent, tag, kind=""):
        return [
            each
            for each in tree.all(tag)
            if any(parent is above for above in each.parents) and kind in each.attributes.get("class", "")
        ]

    sections = {each.attributes["aria-labelledby"]: each for each in tree.all("section")}
    names = [seen(each).split(" ", 1)[1] for each in inner(sections["h-circuits"], "h3")]
    rows = [(title_of(inner(each, "span", "plain")[0]), each) for key, each in sections.items() if "h-q-" in key]
    rows += [(seen(inner(each, "h3")[0]), each) for each in inner(sections["h-pratiques"], "div") if of(each, "p")]
    found: dict[str, dict[str, list[str]]] = {name: {} for name in names}
    for title, row in rows:
        common = [seen(each) for block in inner(row, "div", "all") for each in inner(block, "li")]
        cells = inner(row, "div", "cell") or [row] * len(names)
        for name, cell in zip(names, cells, strict=True):
            own = [] if cell is row else [seen(each) for each in (*inner(cell, "li"), *inner(cell, "span", "unsaid"))]
            found[name][title] = common + own
    return found


def seen(element):
    return " ".join(element.text.split())


def of(element, kind):
    return element.attributes.get("class", "").split() == [kind]


def title_of(element):
    """Without what is said beside it."""
    return seen(element).split(" Trouvé chez")[0]


def test_landlords_answer_the_same_questions_each_with_its_source(shipped_kits):
    page = (shipped_kits / "comparer-repairs.html").read_text(encoding="utf-8")
    found = columns(page)
    assert list(found) == ["Actis", "OPH 31", "SDH"]
    assert len({tuple(rows) for rows in found.values()}) == 1
    delay = "Quels délais sont annoncés ?"
    assert found["SDH"][delay] == ["pas trouvé"]
    assert found["OPH 31"][delay][0].startswith("L’entreprise vient chez moi : moins de 5 jours ouvrés")
    assert re.fullmatch(r"fait ici \[\d+\]", found["SDH"]["Une astreinte"][0])
    assert found["Actis"]["Une astreinte"][0].startswith("idée vue ailleurs")
    said = [each for rows in found.values() for several in rows.values() for each in several]
    known = ("pas trouvé", "étape non repérée")
    assert [each for each in said if each not in known and not re.search(r"\[\d+\]|source pas trouvée", each)] == []
    assert "classement" in page
    assert (shipped_kits / "comparer-transfer.html").exists()
    assert not (shipped_kits / "comparer-general.html").exists(), "what no landlord tells is not compared"


def change(folder, edit):
    """Rewrite a manifest as another version, or another hand, would have written it."""
    file = folder / "manifest.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    edit(told)
    file.write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture
def kits(tmp_path, shipped_kits):
    """Manifests of an output folder, without the files."""
    for name in BUILT:
        (tmp_path / name).mkdir(parents=True)
        shutil.copy(shipped_kits / name / "manifest.json", tmp_path / name)
    return tmp_path


def test_what_a_landlord_has_validated_and_does_not_say_is_not_said(kits):
    change(kits / "sdh/repairs", lambda told: told["circuit"].update(status="validated"))
    write_gallery(kits, "fr", made=EVERY)
    found = columns((kits / "comparer-repairs.html").read_text(encoding="utf-8"))
    assert found["SDH"]["Quels délais sont annoncés ?"] == ["non dit"]
    assert found["Actis"]["Quels délais sont annoncés ?"] == ["pas trouvé"]


def test_a_circuit_in_two_inks_is_compared_once(kits):
    shutil.copytree(kits / "sdh/repairs", kits / "sdh/repairs-saver")
    write_gallery(kits, "fr", made=EVERY)
    page = (kits / "comparer-repairs.html").read_text(encoding="utf-8")
    assert list(columns(page)).count("SDH") == 1
    assert "sdh/repairs/index.html" in links(page)


def test_manifests_of_markup_break_out_of_nothing(kits):
    attack = "</script></style><img src=x onerror=alert(1)>{{ 7*7 }}\"'"

    def everywhere(value):
        if isinstance(value, dict):
            return {
                key: everywhere(each) if key not in ("status", "topic", "files", "state") else each
                for key, each in value.items()
            }
        if isinstance(value, list):
            return [everywhere(each) for each in value]
        return attack if isinstance(value, str) and value not in ("true", "false") else value

    def hostile(told):
        told.update(everywhere({key: told[key] for key in ("shown", "circuit", "compare")}))
        told["shown"]["status"] = attack
        for each in told["compare"]["answers"].values():
            for answer in each:
                answer["sources"] = ["s"]
        told["compare"]["sources"] = {"s": {"title": attack, "address": "javascript:alert(1)"}}

    change(kits / "sdh/repairs", hostile)
    write_gallery(kits, "fr", made=EVERY)
    for name in ("index.html", "comparer-repairs.html"):
        page = (kits / name).read_text(encoding="utf-8")
        assert page.count("<img src=x") == 0
        assert "&lt;img src=x onerror" in page
        shown = re.sub(r"\(\d+\s(?:ko|kB)\)", "", page.split("<main")[1].split("<footer")[0])  # without sizes
        assert "49" not in shown.replace("49-", "")
        assert "javascript:" not in page


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A gallery of a circuit without PDF."""
    (tmp_path / "oph 31 & Cie").mkdir()
    for name in ("landlord.yaml", "repairs.yaml"):
        shutil.copy(CIRCUITS / "oph-31" / name, tmp_path / "oph 31 & Cie")
    shutil.copy(CIRCUITS / "common.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def build(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main(["build", ".", *arguments])
        assert left.value.code == 0
        return tmp_path / "output" / "index.html"

    return build


def test_only_what_is_there_is_offered(small):
    page = small("--only", "svg").read_text(encoding="utf-8")
    assert {link.rpartition("/")[2] for link in links(page)} == {"board.svg"}
    assert "oph%2031%20%26%20Cie/repairs/board.svg" in page
    page = small("--only", "html").read_text(encoding="utf-8")
    assert {link.rpartition("/")[2] for link in links(page)} == {"board.svg", "index.html", "embed.html"}, "it stays"
    page = small("--only", "html", "--prune").read_text(encoding="utf-8")
    assert {link.rpartition("/")[2] for link in links(page)} == {"index.html", "embed.html"}


SITE = "https://exemple.fr/jeux/"


def beside(root):
    """Of all pages under ``root`` what they lead to beside them, or on line at ``SITE``."""
    for file in root.rglob("*.html"):
        page = file.read_text(encoding="utf-8").partition('<script type="application/json"')[0]
        page = re.sub(r"<(textarea|script|code)\b.*?</\1>|<input[^>]*>", "", page, flags=re.DOTALL)
        for link in re.findall(r'(?:href|src)="?([^" >]+)"?|content="(https:[^"]+)"', page):
            name = "".join(link).partition("#")[0].partition("?")[0]
            if name.startswith(SITE):
                yield file, root / unquote(name.removeprefix(SITE))
            elif name and not re.match("[a-z]+:", name):
                yield file, file.parent / unquote(name)


@pytest.mark.parametrize("only", ["svg", "html", "svg,html"])
def test_no_page_leads_to_what_is_not_made(small, only):
    root = small("--only", only, "--base-url", SITE).parent
    found = [(file, led / "index.html" if led.is_dir() else led) for file, led in beside(root)]
    assert [(file.name, led) for file, led in found if not led.is_file()] == []
    assert found


@pytest.mark.slow
def test_a_page_leads_back_to_the_gallery_and_to_the_comparison_that_there_is(small, tmp_path):
    def back():
        page = (tmp_path / "output" / "oph 31 & Cie" / "repairs" / "index.html").read_text(encoding="utf-8")
        return re.findall(r'href="?\.\./\.\./([^" >]+)', page)

    small("--only", "html")
    assert back() == [], "nobody knows where the kits will stand"
    small("--only", "html", "--base-url", SITE)
    assert back() == ["index.html"]
    (tmp_path / "sdh").mkdir()
    for name in ("landlord.yaml", "repairs.yaml"):
        shutil.copy(CIRCUITS / "sdh" / name, tmp_path / "sdh")
    small("--only", "html", "--base-url", SITE)
    assert back() == ["index.html", "comparer-repairs.html"]
    assert (tmp_path / "output" / "comparer-repairs.html").exists()


def test_the_site_map_names_what_may_be_listed(small):
    root = small("--only", "html").parent
    assert not (root / "sitemap.xml").exists()
    small("--only", "html", "--base-url", SITE)
    told = (root / "sitemap.xml").read_text("utf-8")
    assert re.findall("<loc>(.*?)</loc>", told) == [SITE], "drafts are not"
    small("--only", "html", "--base-url", SITE, "--index-drafts")
    told = (root / "sitemap.xml").read_text("utf-8")
    assert f"{SITE}oph%2031%20%26%20Cie/repairs/" in told
    assert "noindex" not in (root / "oph 31 & Cie" / "repairs" / "index.html").read_text("utf-8")


def test_it_speaks_the_language_of_the_messages(small):
    assert '<html lang="fr" dir="ltr">' in small("--only", "svg", "--lang", "fr").read_text(encoding="utf-8")
    page = small("--only", "svg", "--lang", "en").read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in page
    assert "No cookie" in page
    assert '<h3 lang="fr">' in page


@pytest.mark.browser
def test_it_fits_and_asks_for_nothing_elsewhere(browser, small):
    file = small("--only", "svg,html")
    for width in (320, 1280):
        fits(browser, file, width)


def fits(browser, file, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri(), wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("[...document.fonts].every((face) => face.status === 'loaded')")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")
    sizes = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.getBoundingClientRect().height)")
    assert min(sizes) >= 44
    page.close()
    assert said == []
    assert [each for each in asked if not each.startswith(("data:", file.parent.as_uri()))] == []


def test_of_several_files_of_one_sort_each_has_its_number():
    """With booklets the first tables have a file each (« 2-table-3 »)."""
    words = load_catalog("fr")
    named = {name: file_title(f"print/{name}.pdf", words) for name in ("2-table-3", "1-board-a3", "3-person-ar")}
    assert named == {
        "2-table-3": f"{words('studio.file.2-table')} (3)",
        "1-board-a3": words("studio.file.1-board-a3"),
        "3-person-ar": f"{words('studio.file.3-person')} (العربية)",
    }
