"""What went wrong, in a sentence: what the user can mend (status 1), or a fault of ours to report (70)."""

import click

from jeu_oie import __version__
from jeu_oie.messages import Words

PROBLEM, FAULT = 1, 70


def failure(error: Exception, spoken: Words) -> int:
    """Tell ``error`` and give the status that it means."""
    from jeu_oie.errors import OutputRefused

    if isinstance(error, OutputRefused):
        said = spoken(f"cli.output.{error.refusal}", path=error.path, details=error.details)
        click.echo(spoken("cli.refused", reason=said), err=True)
        return PROBLEM
    import traceback

    lines = traceback.format_exception(error)
    click.echo(spoken("cli.fault", version=__version__, last=lines[-1].strip(), where=lines[-2].strip()), err=True)
    return FAULT
