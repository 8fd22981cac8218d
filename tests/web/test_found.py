"""How pages are found and shared: addresses, sizes, what search engines may list; nothing breaks out of it."""

import re
import struct
from dataclasses import replace

import pytest

from jeu_oie.messages import load_catalog
from jeu_oie.web.comparison import comparison, letters_of
from jeu_oie.web.found import SiteAddress, png_size, site_map
from jeu_oie.web.page import page, weigh
from jeu_oie.web.site import gallery
from tests.browser.pages import ATTACK, HOSTILE, LARGEST, SHIPPED, circuit_of, entry, made, make

ADDRESS = "https://exemple.fr/jeux/actis/repairs/"
SITE = SiteAddress("https://exemple.fr/jeux/", drafts=True)
AROUND = (("../../index.html", "Tous les jeux"), ("../../comparer-repairs.html", "Comparer les bailleurs"))
SIZE = (1600, 1131)


def shared(name=LARGEST, **more):
    """The page of a kit that is on line."""
    return page(replace(made(name).parts, base_url=ADDRESS, **more))


def told(html):
    """Names and contents of what the head says to others."""
    found = re.findall(r'<meta (?:name|property)="?([^" ]+)"? content="([^"]*)"', html)
    found += re.findall(r'<link rel="?(canonical|icon)"? href="([^"]*)"', html)
    return dict(found)


def test_the_page_has_one_address_the_folder_and_tells_the_size_of_its_picture():
    head = told(shared(picture=SIZE))
    assert head["canonical"] == head["og:url"] == ADDRESS
    assert head["og:image"] == f"{ADDRESS}board.png"
    assert (head["og:image:width"], head["og:image:height"]) == tuple(map(str, SIZE))
    assert head["description"] == head["og:description"]
    assert "Actis" in head["og:title"]


def test_without_a_picture_or_an_address_nothing_leads_to_one():
    assert not [name for name in told(shared()) if name.startswith("og:image")]
    head = told(made(LARGEST).html)
    assert not [name for name in head if name.startswith("og:") or name == "canonical"]
    assert head["icon"].startswith("data:image/svg+xml,"), "no browser asks for another file"


def test_search_engines_list_no_draft_unless_somebody_asks_for_it():
    assert told(shared())["robots"] == told(made(LARGEST).html)["robots"] == "noindex"
    asked = shared(listed=True)
    assert "robots" not in told(asked)
    parts = made(LARGEST).parts
    valid = page(replace(parts, base_url=ADDRESS, dossier=replace(parts.dossier, draft=False)))
    assert "robots" not in told(valid)


def test_the_page_leads_back_to_the_pages_over_all_kits_where_they_are():
    assert all(f'<a href="{file}">{name}</a>' in shared(around=AROUND) for file, name in AROUND)
    assert "../../" not in shared()


def test_what_is_found_weighs_little():
    own = made(LARGEST).html
    assert weigh(shared(around=AROUND, picture=SIZE)) - weigh(own) < 600, "with all that other sites read"
    icon = re.sub(r'<meta name="robots"[^>]*>|<link rel="icon"[^>]*>', "", own)
    assert weigh(own) - weigh(icon) < 200


def test_no_circuit_breaks_out_of_what_is_found():
    parts = make(circuit_of(HOSTILE, ATTACK)).parts
    html = page(replace(parts, base_url=ADDRESS, listed=True, picture=SIZE))
    assert "<img src=x" not in html


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(30)])
def test_a_size_is_read_of_a_png_alone(data):
    assert png_size(data) is None
    assert png_size(b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", *SIZE)) == SIZE


def test_a_site_map_is_xml_whatever_an_address_holds():
    assert b"<loc>https://exemple.fr/?a&amp;b&lt;</loc>" in site_map(["https://exemple.fr/?a&b<"])


@pytest.fixture(scope="module")
def entries():
    return [entry(name) for name in SHIPPED if name.endswith("repairs.yaml")]


def test_the_gallery_may_be_listed(entries):
    head = told(gallery(entries, [], load_catalog("fr"), SITE))
    assert head["canonical"] == SITE.address
    assert "robots" not in head


def test_a_comparison_is_listed_once_all_have_been_validated(entries):
    def head(own, drafts):
        return told(comparison("repairs", own, load_catalog("fr"), online=replace(SITE, drafts=drafts)))

    assert head(entries, drafts=True)["canonical"] == f"{SITE.address}comparer-repairs.html"
    assert "robots" not in head(entries, drafts=True)
    assert head(entries, drafts=False)["robots"] == "noindex"
    valid = [replace(each, draft=False) for each in entries]
    assert "robots" not in head(valid, drafts=False)
    assert head([*valid[1:], entries[0]], drafts=False)["robots"] == "noindex"


def test_each_landlord_has_a_letter_of_its_own():
    names = ["Actis", "Alpes Isère Habitat", "Archipel habitat", "habitat 76", "OPH 31", "SDH"]
    assert letters_of(names) == ["A", "I", "R", "H", "O", "S"]
    assert letters_of(["A", "A", "A", "«»"]) == ["A", "1", "2", "3"]
