"""The rulebook holds what the reader knows: patterns, models and sentences mean the same in both languages."""

import json
import re
from random import Random

import pytest

from jeu_oie.circuit import fields, persons
from jeu_oie.circuit.fields import DAYS, DelayError, parse
from jeu_oie.circuit.model import MODELS
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.read import files
from jeu_oie.circuit.read.validate import slug
from jeu_oie.circuit.schema import FILES, JUDGED, REFUSED, WHEN, rulebook, schema
from jeu_oie.messages import LANGUAGES, load_catalog
from tests.circuit.test_delays import READ
from tests.circuit.test_delays import REFUSED as NO_DELAYS
from tests.exchange.harmful import HARMFUL
from tests.house.source import ROOT

SCRIPTS = sorted((ROOT / "templates" / "editor" / "script").glob("*.js"))
MINE = [file for file in SCRIPTS if file.stem.split("_")[0] in ("judge", "reading")]
TELL = r"(?:tell|spoil|warn|complain|told|at|Refused)"
TOLD = re.compile(TELL + r'\((?:[^()"]|\([^()]*\))*"([a-z]+(?:-[a-z0-9]+)+|tab|tag|bracket)"')


# --- models ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_schema_is_in_the_models_and_no_other(language):
    made = rulebook(load_catalog(language))["models"]
    objects = {}
    for file, model in FILES.items():
        whole = schema(file)
        objects[model.__name__] = whole
        objects |= whole["$defs"]
    for name, each in objects.items():
        written = next((one for one in each.get("anyOf", ()) if "properties" in one), each)
        if name.startswith("Stated"):
            parts = {field["key"] for field in made["Delay"]} if name == "StatedDelay" else {"value"}
            assert set(written["properties"]) == parts | {field["key"] for field in made["FactSource"]}, name
            continue
        assert {field["key"] for field in made[name]} == set(written["properties"]), name
        required = {field["key"] for field in made[name] if field.get("required")}
        assert required - {"title"} == set(written.get("required", ())) - {"title"}, name
        for field in made[name]:
            told = written["properties"][field["key"]]
            stated = {"$ref": f"#/$defs/Stated{field['key'].title().replace('-', '')}"}
            assert (stated in told.get("anyOf", ())) is field.get("sourced", False), (name, field["key"])
            plain = told["anyOf"][0] if field.get("sourced") or field["kind"] == "choices" else told
            known = [word for word in plain.get("enum", ()) if isinstance(word, str)]
            assert field.get("choices", known) == known or field["kind"] in ("flag", "format"), (name, field["key"])


def test_a_key_waits_for_another_where_the_schema_says_so():
    """What one key says about another stands in the schema too: neither may say more."""
    whole = schema("circuit")
    asked = {}
    for name, each in {"CircuitFile": whole, **whole["$defs"]}.items():
        for key, (other,) in each.get("dependentRequired", {}).items():
            asked[f"{name}.{key}"] = {"key": other}
        given = each.get("if", {}).get("properties", {})
        for key in each.get("then", {}).get("required", ()):
            asked[f"{name}.{key}"] = {"key": next(iter(given)), "is": next(iter(given.values()))["const"]}
    assert asked == WHEN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_field_names_is_there(language):
    book = rulebook(load_catalog(language))
    assert len(book["models"]) == len(MODELS)
    for fields_of in book["models"].values():
        for field in fields_of:
            assert field["help"]
            assert field.get("model", "Step") in book["models"]
    assert set(book["lengths"]) <= set(book["models"])
    json.dumps(book)


# --- sentences -------------------------------------------------------------------------------------------


def test_the_guard_sees_a_code_in_a_script():
    assert TOLD.findall('this.tell([...path, key], "unknown-key", { a: 1 })') == ["unknown-key"]
    assert TOLD.findall('throw new Refused("too-deep", start)') == ["too-deep"]


def test_every_code_that_the_scripts_give_has_its_sentences():
    given = {code for file in MINE for code in TOLD.findall(file.read_text("utf-8"))}
    assert len(given) > 40
    assert given <= {*JUDGED, *REFUSED}


# --- patterns --------------------------------------------------------------------------------------------

TEXTS = (
    *("report", "Étape_1", "a--b", "", "2017", "2017-03", "2017-3", "2017-13", "2017-02-30", "20170314", "٢٠١٧"),
    *("https://exemple.org", "HTTP://x/é?a#b", "https://a b", "javascript:alert(1)", "https://a@b", "https://", "fr"),
    *("fr-FR", "français", "ar-Arab-EG", "x-y", "en-US-x-a", "landlord.yaml", "../common.yaml", "a/b.yaml", ".yaml"),
    *("été.yml", "06 12 34 56 78", "+33 (0)7 12 34 56 78", "0612345678901", "06.12.34.56.78", "jean.dupont@ex.org"),
    *("élise_martin@a-b.fr", "a.b@c.d", "service.clients@ex.org", "\x07", "\ufdd0", "é\u202f: z", *HARMFUL),
)
PATTERNS = {
    "id": fields.ID,
    "date": fields.DATE,
    "address": fields.ADDRESS,
    "language": fields.LANGUAGE,
    "landlord": files.LANDLORD,
    "common": files.COMMON,
}
SOUGHT = {"phone": persons.MOBILE, "person": persons.PERSON}


def test_a_pattern_takes_the_same_texts_in_both_languages(modules):
    whole = """([name, text]) => {
        const flags = ["address", "language"].includes(name) ? "iu" : "u"
        return new RegExp(`^(?:${rules.patterns[name]})$`, flags).test(text)
    }"""
    cases = [[name, text] for name in PATTERNS for text in TEXTS]
    assert modules.each(whole, cases) == [PATTERNS[name].fullmatch(text) is not None for name, text in cases]
    found = "([name, text]) => [...text.matchAll(new RegExp(rules.patterns[name], 'gu'))].map((each) => each[0])"
    cases = [[name, f"Appelez {text} vite"] for name in SOUGHT for text in TEXTS]
    assert modules.each(found, cases) == [
        [each.group() for each in SOUGHT[name].finditer(text)] for name, text in cases
    ]


DELAY_TEXTS = [*(row[0] for row in READ), *(row[0] for row in NO_DELAYS), *HARMFUL, "٥ jours", "۱۲ h", "５ jours"]


def mutated(text, dice):
    """``text`` with a letter more, less or doubled, or in capitals, or with another kind of space."""
    at = dice.randrange(len(text) + 1)
    sort = dice.randrange(5)
    if sort == 0:
        return text[:at] + dice.choice("15-, hàé’.") + text[at:]
    if sort == 1:
        return text[:at] + text[at + 1 :] or "5"
    if sort == 2:
        return text.upper()
    return text.replace(" ", dice.choice("\u00a0\u202f\u2009")) if sort == 3 else f"{text} {text}"


def python_delay(text):
    try:
        span = parse(text)
    except DelayError as error:
        return error.code
    return [span.high, span.unit.name, span.low, span.bound, round(span.high * DAYS[span.unit], 6)]


def test_a_delay_means_the_same_in_both_languages(modules):
    texts = [*DELAY_TEXTS, *(mutated(text, Random(text)) for text in DELAY_TEXTS for _ in range(3))]
    read = """text => {
        const found = editor.parse(text, rules)
        return found.code ?? [found.high, found.unit, found.low, found.bound, Math.round(found.days * 1e6) / 1e6]
    }"""
    found = modules.each(read, texts)
    assert {each for each in found if isinstance(each, str)} >= {"delay-unreadable", "delay-negative", "delay-reversed"}
    for text, each in zip(texts, found, strict=True):
        assert each == python_delay(text), text


# --- words -----------------------------------------------------------------------------------------------

KNOWN = ("report", "record", "close", "phone", "title", "tenant", "any", "landlord", "étape", "trace écrite")
TYPED = ("reprot", "clos", "Téléphone", "titre", "TITLE", "locataire", "ét", "tarce ecrite", "x", "xylophone", "a_ny")


def test_the_nearest_word_is_the_same_in_both_languages(modules):
    typed = [*TYPED, *HARMFUL, *(mutated(word, Random(word)) for word in KNOWN)]
    near = "([text, known]) => editor.nearest(text, known, rules)"
    assert modules.each(near, [[text, KNOWN] for text in typed]) == [nearest(text, KNOWN) for text in typed]


def test_a_title_makes_the_same_id_in_both_languages(modules):
    titles = [*HARMFUL, *TYPED, "Œuvre d’Æthel", "ça — là", "STRASSE ß", "İstanbul", "Ελλάς", "ﬁn", "الإبلاغ"]
    assert modules.each("title => editor.slug(title, rules)", titles) == [slug(title) for title in titles]
