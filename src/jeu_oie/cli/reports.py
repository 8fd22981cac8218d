"""Problems as machines read them: GitHub's annotations, SARIF 2.1.0."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jeu_oie import __version__
from jeu_oie.disk import as_address
from jeu_oie.errors import Problem
from jeu_oie.handbook.problems import find_entry
from jeu_oie.messages import Catalog, tell

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def annotation(problem: Problem, t: Catalog) -> str:
    """A workflow command, which GitHub shows beside the line: its own signs are escaped as it says."""
    place, said = problem.place, " ".join(tell(problem, t))
    where = {"file": relative(place.file), "line": place.line, "col": place.column, "title": problem.code}
    named = ",".join(f"{name}={escape_property(str(value))}" for name, value in where.items())
    return f"::{problem.severity} {named}::{escape_data(said)}"


def escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(problems: Sequence[Problem], t: Catalog) -> dict[str, Any]:
    """One run, with the codes as its rules; columns are counted in characters, as ours are."""
    codes = list(dict.fromkeys(each.code for each in problems))
    rules = [sarif_rule(code, t) for code in codes]
    driver = {"name": "jeu-oie", "semanticVersion": __version__, "rules": rules}
    results = [sarif_result(each, codes.index(each.code), t) for each in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def sarif_rule(code: str, t: Catalog) -> dict[str, Any]:
    """What the handbook says of a code, whatever the file holds."""
    entry = find_entry(code, t)
    return {"id": code, "shortDescription": {"text": entry.message}, "help": {"text": entry.cure}}


def sarif_result(problem: Problem, rank: int, t: Catalog) -> dict[str, Any]:
    place = problem.place
    return {
        "ruleId": problem.code,
        "ruleIndex": rank,
        "level": str(problem.severity),
        "message": {"text": " ".join(tell(problem, t))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": as_address(relative(place.file))},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }


def relative(file: str) -> str:
    """A file as it is seen from the folder that one works in, which is the top of what was checked out."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive
        return Path(file).as_posix()
