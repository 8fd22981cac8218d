"""``script/language``: an empty catalog has all keys, counts as its language does, and is told with what lacks."""

import shutil

import pytest

from script.translating.catalogs import (
    begin_catalog,
    catalog_file,
    count_translated,
    forms,
    main,
    own_messages,
    read_catalog,
)
from tests.house.source import ROOT


@pytest.fixture
def root(tmp_path):
    for language in ("fr", "en"):
        file = catalog_file(tmp_path, language)
        file.parent.mkdir(parents=True)
        shutil.copy(catalog_file(ROOT, language), file)
    return tmp_path


def keys(file):
    return [message.id for message in read_catalog(file) if message.id]


def test_a_new_catalog_has_all_keys_under_their_french_sentences_and_says_nothing(root, capsys):
    assert main(["new", "pl"], root) == 0
    file = catalog_file(root, "pl")
    assert keys(file) == keys(catalog_file(root, "fr"))
    made = read_catalog(file)
    assert made.num_plurals == 3
    assert not any("".join(forms(each)) for each in made if each.id)
    assert own_messages(made)["unknown.draft"].auto_comments == ["pas trouvé"]
    told = capsys.readouterr().out
    assert "pl: 0 / " in told and "circuits/common.pl.yml" in told and "LANGUAGES" in told


def test_one_that_stands_is_left_alone(root, capsys):
    before = catalog_file(root, "en").read_bytes()
    assert main(["new", "en"], root) == 1
    assert main(["new", "../en"], root) == main(["old"], root) == 2
    assert catalog_file(root, "en").read_bytes() == before


def test_the_share_counts_sentences_whose_places_are_filled(root):
    file = begin_catalog(root, "pl")
    assert count_translated(root, "pl")[0] == 0
    text = file.read_text("utf-8")
    for key, said, counted in (("unknown.draft", "nie", 1), ("version", "Wersja {version}", 2), ("draft", "{x}", 2)):
        text = text.replace(f'msgid "{key}"\nmsgstr ""', f'msgid "{key}"\nmsgstr "{said}"')
        file.write_text(text, "utf-8")
        assert count_translated(root, "pl")[0] == counted
    assert count_translated(root, "en") == count_translated(root, "fr")


def test_the_catalogs_that_stand_are_told(capsys):
    assert main([]) == 0
    told = capsys.readouterr().out
    assert "fr: " in told and "(100 %)" in told and "circuits/common.ar.yml" in told
