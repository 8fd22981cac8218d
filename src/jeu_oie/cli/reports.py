"""Problems as GitHub's annotations."""

import os
from pathlib import Path

from jeu_oie.errors import Problem
from jeu_oie.messages import Catalog, tell


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


def relative(file: str) -> str:
    """A file as it is seen from the folder that one works in, which is the top of what was checked out."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive
        return Path(file).as_posix()
