"""What a webmaster takes of a kit: it says what the circuit says, WordPress keeps it, no circuit breaks out of it."""

import io
import json
import re
import zipfile
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml

from jeu_oie.circuit.model import NONE
from jeu_oie.draw.text import printable
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.making import embedding, made_page
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan, plan
from jeu_oie.kit.writing import SITE, site
from jeu_oie.messages import load_catalog
from jeu_oie.web.embed import MODES, PLACES, TINTS
from tests.browser.pages import ATTACK, FEW, HOSTILE, SHIPPED, Tree, circuit_of, shipped
from tests.chosen import chosen
from tests.kit.test_shipped import PRINTED
from tests.kit.wordpress import RULES, embedded, filtered

NAMES = re.compile(r"&(?!amp;|lt;|gt;|quot;|#34;|#39;)[#\w]+;")
ADDRESS = "https://exemple.fr/jeux/opac-38/repairs/"
FILTERS = yaml.safe_load(Path(__file__).with_name("filters.yaml").read_text("utf-8"))
PICTURE = {"board.png": b""}
EVERY = chosen(SHIPPED, FEW)


@cache
def planned(name: str) -> Plan:
    return plan(circuit_of(HOSTILE, ATTACK) if name == "hostile" else shipped(name), Preset())


def made(name: str, address: str | None = ADDRESS, files=PICTURE) -> dict[str, str]:
    return read(embedding(replace(planned(name), address=address), files))


def read(files: dict[str, bytes]) -> dict[str, str]:
    """``files`` as a browser reads them: characters in place of their names."""
    return {name: NAMES.sub(lambda found: unescape(found[0]), data.decode()) for name, data in files.items()}


def tree(html: str) -> Tree:
    """The elements of a page, void ones that Tree does not know closed."""
    return Tree(re.sub(r"<input\b[^>]*>", "", html.removeprefix("<!doctype html>")))


def seen(text: str) -> str:
    return " ".join(text.split())


def test_the_filter_takes_away_what_wordpress_takes_away():
    for lost in (
        "<script>1</script>",
        "<iframe src='https://x.org'></iframe>",
        "<svg></svg>",
        "<dialog></dialog>",
        "<p onclick='x'>a</p>",
        "<a href='javascript:x'>a</a>",
        "<a href=' JavaScript:x'>a</a>",
        "<img srcset='a'>",
        "<!-- a -->",
    ):
        assert filtered(lost, "post") != filtered(lost), lost
    for kept in ("<p class='a'>a &amp; b</p>", "<a href='tel:18'>18</a>", "<details><summary>a</summary></details>"):
        assert filtered(kept, "post") == filtered(kept), kept


def test_wordpress_shows_nothing_without_a_frame():
    assert not embedded({"type": "rich", "html": "<blockquote>a</blockquote><script>1</script>"})
    assert not embedded({"type": "link"})
    assert "data-secret" in embedded({"type": "rich", "html": "<iframe src='https://x.org'></iframe>"})


@pytest.mark.parametrize("address", [ADDRESS, None])
@pytest.mark.parametrize("name", [*EVERY, "hostile"])
def test_wordpress_changes_nothing_in_the_fragment(name, address):
    html = made(name, address)["fragment.html"]
    assert filtered(html, "post") == filtered(html)
    used = {element.tag for element in tree(html.replace("<br>", "")).elements}
    plain = {
        "div",
        "h2",
        "h3",
        "p",
        "strong",
        "em",
        "a",
        "ol",
        "li",
        "details",
        "summary",
        "figure",
        "figcaption",
        "img",
    }
    assert used <= plain


@pytest.mark.parametrize("name", [*EVERY, "hostile"])
def test_the_fragment_can_be_read_whatever_charset_the_server_tells(name):
    """In ASCII; by names where HTML has one, since Joomla's filter spoils numbers in attributes."""
    files = embedding(replace(planned(name), address=ADDRESS), PICTURE)
    html = files["fragment.html"].decode("ascii")
    assert unescape(html) == unescape(files["fragment.html"].decode("cp1252")) == unescape(made(name)["fragment.html"])
    if name != "hostile":
        assert set(re.findall("&#[0-9]+;", html)) <= {"&#39;", "&#34;", "&#8239;"}


@pytest.mark.parametrize("name", EVERY)
def test_neither_joomla_nor_spip_takes_away_what_counts(name):
    """Joomla refuses by name, SPIP addresses of other schemes: the link of the text message to 114 alone."""
    found = tree(made(name)["fragment.html"].replace("<br>", "")).elements
    assert not {each.tag for each in found} & set(FILTERS["joomla"]["tags"])
    names = {attribute for each in found for attribute in each.attributes}
    assert not names & set(FILTERS["joomla"]["attributes"])
    assert not any(attribute.startswith("on") for attribute in names)
    schemes = {each.attributes["href"].partition(":")[0] for each in found if "href" in each.attributes}
    assert schemes - set(FILTERS["spip"]["schemes"]) <= {"sms"}


@pytest.mark.parametrize("name", EVERY)
def test_the_fragment_says_the_steps_in_order_with_delay_and_trace(name):
    circuit, t = shipped(name), load_catalog("fr")
    facts = FactFormatter(planned(name).board, t)
    text = seen(tree(made(name)["fragment.html"].replace("<br>", " ")).elements[0].text)
    at = 0
    for rank, step in enumerate(circuit.steps):
        at = text.index(seen(printable(step.title or t("blank.title"))), at)
        if step.missing:
            continue
        if rank or step.delay:  # nobody announces when a tenant begins
            at = text.index(seen(f"Délai annoncé : {facts.delay(step.delay) or facts.unknown}"), at)
        trace = t("trace.none") if step.trace == NONE else step.trace
        at = text.index(seen(f"Ce que je reçois : {trace or facts.unknown}"), at)
    assert all(seen(way.title) in text for way in circuit.recourse)


def test_the_number_to_call_stands_before_the_steps():
    circuit = shipped("oph-31/repairs.yaml")
    update = {"call": "05 62 73 56 00", "hours": "24 h sur 24"}
    known = tuple(each.model_copy(update=update) for each in circuit.shortcuts)
    numbered = plan(circuit.model_copy(update={"shortcuts": known}), Preset())
    html = read(embedding(replace(numbered, address=ADDRESS), PICTURE))["fragment.html"]
    path = "<h3>Les étapes"
    assert html.index('href="tel:18"') < html.index('href="tel:0562735600"') < html.index(path)
    assert "24\u00a0h sur\u00a024" in html or "24 h sur 24" in html
    html = made("opac-38/repairs.yaml")["fragment.html"]
    assert html.index('href="tel:18"') < html.index("Numéro pas trouvé") < html.index(path)


def test_picture_version_and_link_stand_with_the_address_only():
    html = made("opac-38/repairs.yaml")["fragment.html"]
    (picture,) = tree(html.replace("<br>", "")).all("img")
    assert picture.attributes["src"] == f"{ADDRESS}board.png"
    assert "Urgent ou non, et qui paie" in picture.attributes["alt"]
    assert f'<a href="{ADDRESS}index.html">À jour' in html
    assert html.count("Version 2026-11") == 2
    assert "<img" not in made("opac-38/repairs.yaml", files={})["fragment.html"]
    alone = made("opac-38/repairs.yaml", None)["fragment.html"]
    assert "<img" not in alone
    assert "votre-site" not in alone
    assert "Version 2026-11" in alone


@pytest.mark.parametrize("name", [*EVERY, "hostile"])
def test_wordpress_takes_the_answer_and_keeps_frame_link_and_title(name):
    answer = json.loads(made(name)["oembed.json"])
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    low, high = RULES["answer"]["height"]
    assert low <= answer["height"] <= high
    assert isinstance(answer["width"], int)
    assert answer["provider_url"] == "https://exemple.fr/"
    assert answer["html"].startswith('<blockquote class="wp-embedded-content">')
    shown = tree(embedded(answer))
    assert [element.tag for element in shown.elements] == ["blockquote", "a", "iframe"]
    quote, link, frame = shown.elements
    assert quote.attributes["data-secret"] == frame.attributes["data-secret"]
    assert link.attributes["href"] == f"{ADDRESS}index.html"
    assert frame.attributes["src"] == f"{ADDRESS}index.html#?secret={frame.attributes['data-secret']}"
    assert frame.attributes["width"] == "100%"
    assert "loading" not in frame.attributes, "WordPress would ask for it only when one scrolls near"
    assert frame.attributes["title"] == answer["title"]
    assert planned(name).dossier.landlord in answer["title"]


def test_without_address_there_is_no_answer():
    assert "oembed.json" not in made("opac-38/repairs.yaml", None)


def answers_named(address: str | None) -> list[str]:
    html = made_page(replace(planned("opac-38/repairs.yaml"), address=address), Options()).decode()
    return re.findall(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', html)


def test_the_head_names_the_answer_with_the_address_only():
    assert answers_named(None) == []
    assert answers_named(ADDRESS) == [f"{ADDRESS}oembed.json"]


def test_the_page_gives_five_steps_for_each_way_and_the_texts_to_copy():
    page = tree(made("opac-38/repairs.yaml")["embed.html"])
    ways = page.all("ol")[:3]
    assert [sum(item.parents[-1] is way for item in page.all("li")) for way in ways] == [5, 5, 5]
    texts = {element.id: element.text.removeprefix("\n") for element in page.all("textarea")}
    assert texts["morceau"] == made("opac-38/repairs.yaml")["fragment.html"].strip()
    assert texts["seule"] == texts["lien"] == f"{ADDRESS}index.html"
    (frame,) = tree(texts["code"]).all("iframe")
    assert frame.attributes["src"] == f"{ADDRESS}index.html"
    assert frame.attributes["sandbox"] == "allow-scripts allow-popups allow-downloads allow-modals"
    assert frame.attributes["allow"] == "clipboard-write"
    assert frame.attributes["loading"] == "lazy"
    assert "Alpes Isère Habitat" in frame.attributes["title"]
    (link,) = tree(texts["code"]).all("a")
    assert link.attributes["href"] == f"{ADDRESS}index.html"
    (listener,) = tree(texts["code"]).all("script")
    assert len(listener.text.strip().splitlines()) <= 10
    assert "event.source" in listener.text
    assert {f"mode={mode}" for mode in MODES} | {f"teinte={tint}" for tint in TINTS} <= {
        code.text for code in page.all("code")
    }


def test_each_place_says_how_it_was_tried():
    html = made("opac-38/repairs.yaml")["embed.html"]
    for place in PLACES:
        (section,) = (each for each in tree(html).all("section") if each.id == f"ou-{place}")
        assert "ssayé" in section.text, place
    assert "Essayé avec le code de WordPress 6.8.12" in html
    assert "Non essayé sur un site. Lu dans le code de Joomla" in html


def test_without_address_the_texts_say_what_to_replace():
    html = made("opac-38/repairs.yaml", None)["embed.html"]
    assert "remplacez https://votre-site.fr/VOTRE-DOSSIER/ par" in html
    assert "exemple.fr" not in html
    texts = {each.id: each.attributes.get("class") for each in tree(html).all("textarea")}
    assert [name for name, shown in texts.items() if shown == "example"] == ["code", "seule", "lien"]
    known = made("opac-38/repairs.yaml")["embed.html"]
    assert "votre-site" not in known
    assert 'class="example"' not in known


def test_in_english_too():
    circuit = shipped("oph-31/repairs.yaml").model_copy(update={"language": "en"})
    pages = embedding(plan(circuit, Preset(), ADDRESS), PICTURE)
    assert '<html lang="en" dir="ltr">' in pages["embed.html"].decode()
    assert "Publish this game" in pages["embed.html"].decode()
    assert "Announced delay" in pages["fragment.html"].decode()


@pytest.mark.parametrize("file", ["embed.html", "fragment.html"])
def test_a_circuit_of_markup_breaks_out_of_nothing(file):
    html = made("hostile")[file]
    found = tree(html.replace("<br>", ""))
    plain = embedding(plan(circuit_of(HOSTILE, "x"), Preset(), ADDRESS), PICTURE)[file].decode()
    quiet = tree(plain.replace("<br>", ""))
    assert [element.tag for element in found.elements] == [element.tag for element in quiet.elements]
    names = [set(element.attributes) for element in found.elements]
    assert names == [set(element.attributes) for element in quiet.elements]
    others = [element.attributes for element in found.elements if element.attributes.get("rel") != "icon"]
    addresses = [each.get("href", "") + each.get("src", "") for each in others]
    assert not [each for each in addresses if each.lower().lstrip().startswith(("javascript", "data"))]


def test_what_goes_on_line_is_in_one_file_and_only_with_a_page():
    online = (*SITE, "print/2-table.pdf")
    others = ("print/more/circuit.pdf", "print/landlord/reply.html", "manifest.json", "kit.zip")
    files = dict.fromkeys((*online, *others), b"x")
    with zipfile.ZipFile(io.BytesIO(site(files)["site.zip"])) as archive:
        assert sorted(archive.namelist()) == sorted(online)
    assert site({"board.svg": b"x"}) == {}


@pytest.mark.slow
def test_a_kit_has_its_own_site(shipped_kits):
    folder = shipped_kits / PRINTED[0]
    with zipfile.ZipFile(folder / "site.zip") as archive:
        names = archive.namelist()
        assert {"index.html", "embed.html", "fragment.html", "oembed.json", "board.png", "print/2-table.pdf"} <= set(
            names
        )
        assert all(archive.read(name) == (folder / name).read_bytes() for name in names)
    with zipfile.ZipFile(folder / "kit.zip") as archive:
        assert {"site/embed.html", "site/fragment.html", "1-board-a3.pdf", "4-facilitator.pdf"} <= set(
            archive.namelist()
        )
        assert "site/site.zip" not in archive.namelist()
