"""``jeu-oie validate``: what the landlord has signed, written into the circuit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from jeu_oie.api.read import read
from jeu_oie.builder.find import stops
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import Circuit, Validation
from jeu_oie.circuit.persons import contacts_in, mixed_in, persons_in
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.read.reading import UNSEALED
from jeu_oie.circuit.renew import renewed_bytes
from jeu_oie.circuit.signing import (
    SHORTEST,
    add_signature,
    fingerprint,
    group_digits,
    is_sealed,
    matches,
    signature,
    signers,
)
from jeu_oie.cli.circuits import read_again, read_former, save, show, stop_at
from jeu_oie.cli.options import circuit_argument, day_option
from jeu_oie.cli.terminal import give, one_line, say, stop
from jeu_oie.game.asked import Audience, ask_landlord
from jeu_oie.game.dates import on_day
from jeu_oie.kit import plan_reading
from jeu_oie.messages import Catalog

# That an earlier signature holds no more, or never sealed all, is why one signs again.
NO_LONGER = (*UNSEALED.values(), "validation-unsealed", "signer-twice")


@dataclass(frozen=True, slots=True)
class SignOptions:
    """What stands on the command line; ``digits``: the hash that stands on the signed paper."""

    path: Path
    by: tuple[str, ...]
    on: str
    digits: str | None
    yes: bool


def validate_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuit_argument(),
        click.Option(
            ["--by"], multiple=True, required=True, metavar=t("validate.by.metavar"), help=t("validate.by.help")
        ),
        day_option(t, t("validate.on.help"), required=True),
        click.Option(["digits", "--hash"], metavar=t("validate.hash.metavar"), help=t("validate.hash.help")),
        click.Option(["--yes"], is_flag=True, help=t("validate.yes.help")),
    ]


def validate_command(t: Catalog, asked: SignOptions) -> None:
    """Write who signed, and of what; nothing where the circuit is wrong or somebody might sign unaware."""
    former = read_former(asked.path)
    reading = read(asked.path)
    plan, wrong = plan_reading(reading, preset_named("classic"))
    found = (*reading.problems, *lint(reading, date.today()))  # noqa: DTZ011 (the day on the calendar)
    problems = tuple(each for each in found if each.code not in NO_LONGER)
    if plan is None or stops((*problems, *wrong), strict=False):
        stop_at((*problems, *wrong), t)
    validation = signature_of(reading, asked, t)
    refuse_persons(asked.by, t)
    refuse_other(reading.circuit, validation, asked.path, t)
    warned = [t("validate.mixed", name=name) for name in asked.by if any(mixed_in(name))]
    unsaid = [each for each in ask_landlord(plan.board.circuit) if each.audience is Audience.BOTH]
    show(problems, t)
    lines = (f"  {one_line(each.question)}" for each in unsaid)
    told = [t.count("validate.unsaid", len(unsaid)), *lines] if unsaid else []
    for line in (*warned, *told):
        say(line)
    if not asked.yes and (unsaid or warned or problems):
        stop(t("validate.not-yet"))
    write_signature(reading, former, asked, validation, t)


def signature_of(reading: Reading, asked: SignOptions, t: Catalog) -> Validation:
    """The signature that was asked for. Wrong usage: its day is to come, a person signs, another paper."""
    assert reading.circuit is not None
    if asked.on > date.today().isoformat()[: len(asked.on)]:  # noqa: DTZ011 (same)
        raise click.BadParameter(t("validate.future", day=asked.on), param_hint="--on")
    for name in asked.by:
        if not name.strip() or any(contacts_in(name)):
            raise click.BadParameter(t("validate.contact", name=name), param_hint="--by")
    if asked.digits is not None and not matches("".join(asked.digits.split()), reading.circuit):
        digits = group_digits(fingerprint(reading.circuit)[:SHORTEST])
        stop(t("validate.other-paper", path=one_line(asked.path), digits=digits))
    return signature(reading.circuit, asked.by, asked.on)


def refuse_persons(names: Sequence[str], t: Catalog) -> None:
    """What looks like a person's name would stand on every sheet: --yes is no answer to that."""
    persons = [name for name in names if any(persons_in(name))]
    for name in persons:
        say(t("validate.person", name=one_line(name)))
    if persons:
        stop(t("validate.no-person"))


def refuse_other(circuit: Circuit | None, validation: Validation, path: Path, t: Catalog) -> None:
    """A signature that holds stays, unless the same bodies sign of the same day; one that no longer holds is told."""
    assert circuit is not None
    former = circuit.validated
    if former is None or (signers(former.by), former.on) == (signers(validation.by), validation.on):
        return
    told = {"by": one_line(", ".join(former.by)), "on": on_day(former.on, t)}
    if circuit.draft or not is_sealed(former):
        say(t("validate.replaced", **told))
        return
    stop(t("validate.stands", path=one_line(path), **told))


def write_signature(reading: Reading, former: bytes, asked: SignOptions, validation: Validation, t: Catalog) -> None:
    """Write the signature, if it can be read again."""
    assert reading.written is not None
    assert validation.hash is not None
    path = asked.path
    now = renewed_bytes(former, add_signature(reading.written, validation))
    read_again(now, path, t)
    if now != former:
        save(path, former, now)
    digits = group_digits(validation.hash[:SHORTEST])
    give(
        t("validate.done", path=one_line(path), by=", ".join(validation.by), on=on_day(validation.on, t), digits=digits)
    )
    say(t("validate.keep", path=one_line(path)))
