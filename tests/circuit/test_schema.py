"""The schema says the same as the reader, about files as an editor types them."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.schema import FILES, schema, text

ROOT = Path(__file__).parents[2]
CIRCUITS = sorted((ROOT / "circuits").glob("*/*.yaml"))
WRONG = Path(__file__).parent / "wrong"
# What YAML itself, or one value about another, has wrong: no schema sees it.
BEYOND = {
    *(
        "duplicate-key",
        "duplicate-id",
        "named-twice",
        "delay-unreadable",
        "delay-negative",
        "delay-too-long",
        "delay-reversed",
    ),
    *("unknown-id", "unknown-actor", "unknown-source", "wrong-kind", "word-not-here", "file-not-found"),
    *(
        "to-not-later",
        "to-not-earlier",
        "to-itself",
        "right-out-of-range",
        "text-too-long",
        "merge-key",
        "unknown-alias",
    ),
    *("unclosed-quote", "too-deep", "several-documents"),
}


class Editor(yaml.SafeLoader):
    """Types what is not quoted, as editors do: YAML 1.2 knows no dates, and « on » is a word."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


VALIDATORS = {file: Draft202012Validator(schema(file)) for file in FILES}


def typed(content):
    return yaml.load(content, Loader=Editor)


def accepts(content, file="circuit"):
    return VALIDATORS[file].is_valid(typed(content))


@pytest.mark.parametrize("file", FILES)
def test_the_schema_is_a_schema(file):
    Draft202012Validator.check_schema(schema(file))


@pytest.mark.parametrize("file", FILES)
def test_the_published_schema_is_current(file):
    assert (ROOT / "schemas" / f"{file}.schema.json").read_text("utf-8") == text(file)
    assert json.loads(text(file)) == schema(file)


@pytest.mark.parametrize("file", CIRCUITS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_shipped_files_fit_the_schema(file):
    kind = "landlord" if file.name == "landlord.yaml" else "circuit"
    assert [error.message for error in VALIDATORS[kind].iter_errors(typed(file.read_bytes()))] == []


def test_the_shipped_common_file_fits_the_schema():
    assert accepts((ROOT / "circuits" / "common.yaml").read_bytes(), "common")


def structural(file):
    codes = {problem.code for problem in read_text(file.read_bytes(), file.name, lambda _: None).problems}
    try:
        typed(file.read_bytes())
    except yaml.YAMLError:
        return False
    return bool(codes - BEYOND)


@pytest.mark.parametrize(
    "file", [file for file in sorted(WRONG.glob("*.yaml")) if structural(file)], ids=lambda file: file.stem
)
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses_too(file):
    assert not accepts(file.read_bytes())


TYPED = """
format: 1
title: 2017
topic: repairs
landlord: {name: 38}
language: fr
version: 2017-01
status: validated
validated: {by: Le bailleur, on: 2017}
searched: 2016
steps:
  - {id: 1, title: true, call: 18, hours: 9.5, uncertain: true}
  - {id: end-2, missing: true}
  - {id: own, title: Own, delay: {value: 5 jours, source: 1}, trace: {value: 7, uncertain: false, searched: 2016}}
  - {id: said, title: Said, if-silent: {value: 1, uncertain: true}, acceptable: {value: [4 h, 1 jour], searched: 2016}}
sources: {1: {title: Un}}
setbacks:
  - {title: Retour, at: 1, kind: back, to: 1}
practices:
  - {title: Portail, adopted: true}
  - {title: Portail, adopted: trial}
questions:
  - {title: Combien, answers: [1, 2], right: 2}
problems:
  - {title: Fuite, urgency: none, acceptable: 4 h, delay: {at-most: 5 jours}}
  - {title: Fuite, acceptable: [4 h, {value: 1 jour}]}
recourse:
  - {id: lettre, title: Lettre, contact: letter, excludes: Rien}
  - {id: appel, title: Appel, contact: [phone, {label: Allo}]}
"""


def test_unquoted_values_are_accepted_by_both():
    assert [error.message for error in VALIDATORS["circuit"].iter_errors(typed(TYPED))] == []
    assert read_text(TYPED, "typed.yaml", lambda _: None).problems == ()
