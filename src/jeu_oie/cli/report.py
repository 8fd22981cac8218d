"""Problems that stop a command before it begins (a preset that cannot be read)."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from jeu_oie.cli.circuits import show
from jeu_oie.errors import InvalidInput
from jeu_oie.messages import Words


@contextmanager
def invalid_input(t: Words) -> Iterator[None]:
    """Tell the problems of what is read inside, and exit 1."""
    try:
        yield
    except InvalidInput as error:
        show(error.problems, t)
        raise click.exceptions.Exit(1) from None
