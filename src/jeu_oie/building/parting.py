"""The parts of one kit → several processes: whoever builds one circuit waits half as long on two cores."""

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext
from threading import Thread

from jeu_oie.building.pool import die_with_parent, way
from jeu_oie.kit.sharing import Part, Printed, Share, in_turn

Done = dict[int, Printed]  # by the rank of the part


def at_once(hands: int) -> Share:
    """Parts shared out among ``hands`` processes, this one among them; in turn where none can be forked."""

    def share(parts: Sequence[Part]) -> Iterable[Printed]:
        context = way()
        return together(parts, hands, context) if isinstance(context, ForkContext) else in_turn(parts)

    return share


def together(parts: Sequence[Part], hands: int, context: ForkContext) -> Iterator[Printed]:
    """What all parts give, in their order. What a helper could not do is done here again, and fails here."""
    waiting = ranks(len(parts))
    pipes = [context.Pipe(duplex=False) for _ in range(hands - 1)]
    helpers = [context.Process(target=help_with, args=(parts, waiting, its), daemon=True) for _, its in pipes]
    try:
        for each in helpers:
            each.start()
        for _, its in pipes:
            its.close()
        done: Done = {}
        do(parts, waiting, done)
        for ours, _ in pipes:
            with suppress(EOFError, OSError):  # killed
                done |= ours.recv()
    finally:
        os.close(waiting)
        for each in helpers:
            if each.pid is not None:
                each.kill()  # it writes nothing: there is no draft to take away
                each.join()
        for ours, its in pipes:
            ours.close()
            its.close()
    return (done[rank] if rank in done else part() for rank, part in enumerate(parts))


def ranks(count: int) -> int:
    """A pipe of the ranks to do, a byte each: whoever reads one has it, and a killed process holds no lock.

    The last part, the cards, takes longest: it comes first.
    """
    reading, writing = os.pipe()
    os.write(writing, bytes([count - 1, *range(count - 1)]))
    os.close(writing)
    return reading


def do(parts: Sequence[Part], waiting: int, done: Done) -> None:
    """Part after part, as long as some wait."""
    while rank := os.read(waiting, 1):
        done[rank[0]] = parts[rank[0]]()


def help_with(parts: Sequence[Part], waiting: int, pipe: "Connection[object, object]") -> None:
    """The life of a helper. What it did is sent at the end: who receives is at work until then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the one that hears it ends us
    Thread(target=die_with_parent, daemon=True).start()
    done: Done = {}
    with suppress(Exception):  # it fails again where it is told
        do(parts, waiting, done)
    pipe.send(done)
