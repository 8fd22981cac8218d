"""The signature of a circuit: what the landlord signed, by whom and when, written into the circuit's own file."""

from collections.abc import Sequence

from jeu_oie.circuit.fingerprint import fingerprint
from jeu_oie.circuit.model import Circuit, CircuitFile, Status, Validation


def signature(circuit: Circuit, by: Sequence[str], on: str) -> Validation:
    """What ``by`` (bodies) signed ``on`` that day: ``circuit`` as it is. Raises ValueError on what is no date."""
    return Validation(by=tuple(by), on=on, hash=fingerprint(circuit))


def signed(written: CircuitFile, validation: Validation) -> CircuitFile:
    """``written`` under a signature: nothing else in it changes."""
    return written.model_copy(update={"status": Status.VALIDATED, "validated": validation})
