"""The rulebook holds what the reader knows: patterns, models and sentences mean the same in both languages."""

import json
import re

import pytest

from jeu_oie.circuit import fields, persons, write
from jeu_oie.circuit.model import MODELS
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.rulebook import JUDGED, REFUSED, WHEN, rulebook
from jeu_oie.circuit.schema import schema
from jeu_oie.circuit.shapes import model_name
from jeu_oie.circuit.times import UNITS, Unit, parse
from jeu_oie.messages import LANGUAGES, load_catalog
from tests.circuit.test_wrong import WRONG
from tests.exchange.harmful import HARMFUL
from tests.game.making import SHIPPED
from tests.house.source import ROOT

SCRIPTS = sorted((ROOT / "templates" / "editor" / "script").glob("*.js"))
TOLD = re.compile(r'(?:tell\((?:[^()"]|\([^()]*\))*|Refused\(|CODES\b[^;]*?: )"([a-z]+(?:-[a-z0-9]+)+|tab)"')


def test_a_key_waits_for_another_where_the_schema_says_so():
    """What one key says about another stands in the schema too: neither may say more."""
    whole = schema("circuit")
    asked = {}
    for name, each in {"CircuitFile": whole, **whole["$defs"]}.items():
        for key, (other,) in each.get("dependentRequired", {}).items():
            asked[f"{name.removesuffix('Item')}.{key}"] = {"key": other}
        given = each.get("if", {}).get("properties", {})
        for key in each.get("then", {}).get("required", ()):
            asked[f"{name.removesuffix('Item')}.{key}"] = {
                "key": next(iter(given)),
                "is": next(iter(given.values()))["const"],
            }
    assert asked == WHEN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_field_names_is_there(language):
    book = rulebook(load_catalog(language))
    assert set(book["models"]) == {model_name(each) for each in MODELS}
    for fields_of in book["models"].values():
        for field in fields_of:
            assert field["help"]
            assert field.get("model", "Step") in book["models"]
    assert set(book["lengths"]) <= set(book["models"])
    json.dumps(book)


def test_the_guard_sees_a_code_in_a_script():
    assert TOLD.findall('this.tell([...path, key], "unknown-key", { a: 1 })') == ["unknown-key"]
    assert TOLD.findall('throw new Refused("too-deep", start)') == ["too-deep"]


def test_every_code_that_the_scripts_give_has_its_sentences():
    given = {code for file in SCRIPTS for code in TOLD.findall(file.read_text("utf-8"))}
    assert len(given) > 15
    assert given <= {*JUDGED, *REFUSED}


def test_nothing_is_wrong_in_the_shape_of_a_shipped_circuit(modules):
    found = modules.judged(*(path.read_text("utf-8") for path in SHIPPED))
    assert dict(zip(SHIPPED, found, strict=True)) == {path: [] for path in SHIPPED}


def test_what_the_form_refuses_the_reader_refuses_too(modules):
    """A form that stands alone says less than the reader, never more."""
    texts = [file.read_bytes().decode() for file in WRONG]
    codes = set()
    for file, text, found in zip(WRONG, texts, modules.judged(*texts), strict=True):
        errors = {each["code"] for each in found if each["severity"] == "error"}
        told = {each.code for each in read_text(text, file.name, lambda _: None).problems}
        assert not errors or told, file.stem
        codes |= errors & told
    assert len(codes) > 12


TEXTS = (
    *("report", "Étape_1", "a--b", "", "2017", "2017-03", "2017-3", "20170314", "٢٠١٧", "oui", "Yes", "null", "1.5"),
    *("https://exemple.org", "HTTP://x/é?a#b", "https://a b", "javascript:alert(1)", "https://a@b", "https://", "fr"),
    *("fr-FR", "français", "ar-Arab-EG", "x-y", "en-US-x-a", "landlord.yaml", "../common.yaml", "a/b.yaml", ".yaml"),
    *("été.yml", "06 12 34 56 78", "+33 (0)7 12 34 56 78", "0612345678901", "06.12.34.56.78", "moins de 4 h"),
    *("4 h au plus", "\x07", "\ufdd0", "é\u202f: z", "a: b", "a:", "a #b", "- a", "« a »", *HARMFUL),
)
PATTERNS = {
    "id": fields.ID,
    "address": fields.ADDRESS,
    "language": fields.LANGUAGE,
    "landlord": fields.LANDLORD,
    "common": fields.COMMON,
    "plain": write.PLAIN,
}


def test_a_pattern_takes_the_same_texts_in_both_languages(modules):
    whole = """([name, text]) => {
        const flags = ["address", "language"].includes(name) ? "iu" : "u"
        return new RegExp(`^(?:${rules.patterns[name]})$`, flags).test(text)
    }"""
    cases = [[name, text] for name in PATTERNS for text in TEXTS]
    assert modules.each(whole, cases) == [PATTERNS[name].fullmatch(text) is not None for name, text in cases]
    found = "text => [...text.matchAll(new RegExp(rules.patterns.phone, 'gu'))].map((each) => each[0])"
    texts = [f"Appelez {text} vite" for text in TEXTS]
    assert modules.each(found, texts) == [[each.group() for each in persons.MOBILE.finditer(text)] for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_reads_each_unit_that_the_form_writes(language):
    units = rulebook(load_catalog("fr"))["units"][language]
    assert [*units] == [*Unit] and {*units} == {*UNITS}
    for unit, (one, several) in units.items():
        read = parse(f"1 {one}"), parse(f"12 {several}"), parse(f"1,5 {several}")
        assert [(each.unit, each.high) for each in read] == [(unit, 1), (unit, 12), (unit, 1.5)]
