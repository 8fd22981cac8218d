"""What went wrong, in a sentence: what the user can mend (status 1), or a fault of ours to report (70)."""

from jeu_oie import __version__
from jeu_oie.cli.terminal import escape_lines, one_line, say
from jeu_oie.messages import Catalog

PROBLEM, FAULT = 1, 70


def failure(error: Exception, spoken: Catalog) -> int:
    """Tell ``error`` and give the status that it means."""
    from jeu_oie.errors import ClusterRefused, OutputRefused, ProgramRefused

    if isinstance(error, OutputRefused):
        return report_refusal(error.path, error.refusal, error.details, spoken)
    if isinstance(error, ClusterRefused):
        say(spoken(f"cluster.{error.unfit}", address=one_line(error.address), here=__version__, there=error.there))
        return PROBLEM
    if isinstance(error, ProgramRefused):
        say(spoken("cli.program.late" if error.late else "cli.program.absent", program=error.program))
        return PROBLEM
    import traceback

    lines = traceback.format_exception(error)
    return fault(lines[-1].strip(), lines[-2].strip(), spoken)


def report_refusal(path: str, refusal: str, details: str, spoken: Catalog) -> int:
    said = spoken(f"cli.output.{refusal}", path=one_line(path), details=one_line(details))
    say(spoken("cli.refused", reason=said))
    return PROBLEM


def fault(last: str, where: str, spoken: Catalog) -> int:
    say(spoken("cli.fault", version=__version__, last=one_line(last), where=escape_lines(where)))
    return FAULT
