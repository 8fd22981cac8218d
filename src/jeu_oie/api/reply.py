"""A landlord's answer files held against a circuit on the disk: what is asked of it, what they say, what is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jeu_oie import disk
from jeu_oie.api.read import read
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.model import Circuit, CircuitFile, Landlord
from jeu_oie.circuit.read import Reading, content
from jeu_oie.circuit.read.files import read_file
from jeu_oie.circuit.renew import renewed_bytes, renewed_landlord
from jeu_oie.circuit.write import as_data, landlord_data
from jeu_oie.errors import InvalidInput
from jeu_oie.exchange.reply import MAX_REPLY_BYTES, Reply, Verdict, Weighed, Wrong, read_reply
from jeu_oie.exchange.reply_result import Brought, bring, source_of
from jeu_oie.game.asked import Asked
from jeu_oie.game.assembly import assemble
from jeu_oie.game.squares import WrongSize
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.plan import wrong_size
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.web.reply import for_landlord


@dataclass(frozen=True)
class Standing:
    """A circuit as it stands: what its files say, what is asked of its landlord."""

    path: Path
    circuit: Circuit
    held: Brought
    facts: FactFormatter
    asked: tuple[Asked, ...]

    @property
    def words(self) -> Catalog:
        return self.facts.words

    @property
    def landlord_file(self) -> Path:
        return self.path.parent / str(self.held.written.landlord)


def stand(path: Path, day: date) -> Standing:
    """The circuit at ``path``, and all that is asked on ``day``. Raises InvalidInput."""
    reading = read(path)
    if reading.circuit is None or reading.written is None:
        raise InvalidInput(reading.problems)
    try:
        board = assemble(reading.circuit, preset_named("classic"))
    except WrongSize as error:
        raise InvalidInput((wrong_size(reading, error),)) from error
    facts = FactFormatter(board, load_catalog(reading.circuit.language))
    held = Brought(reading.written, landlord_of(reading, reading.written))
    return Standing(path, reading.circuit, held, facts, for_landlord(facts, day))


def landlord_of(reading: Reading, written: CircuitFile) -> Landlord | None:
    """What the landlord's own file says; None where the circuit holds it."""
    if isinstance(written.landlord, dict):
        return None
    file = reading.files[0].parent / str(written.landlord)
    return read_file(content(file), file.as_posix(), Landlord, ("emergency",)).model


def take_in(files: Sequence[Path], standing: Standing) -> tuple[Reply, ...]:
    """The answer files, of this circuit all of them. Raises InvalidInput."""
    return tuple(one_of(file, standing) for file in files)


def one_of(file: Path, standing: Standing) -> Reply:
    name = file.as_posix()
    try:
        data = disk.read(file, MAX_REPLY_BYTES, links=False)
    except FileNotFoundError:
        raise InvalidInput((Wrong("file-not-found", path=name).problem(name),)) from None
    except OSError:
        code = "reply-link" if disk.is_link(file) else "file-unreadable"
        raise InvalidInput((Wrong(code, path=name).problem(name),)) from None
    return parse_reply(data, name, standing)


def parse_reply(data: bytes, name: str, standing: Standing) -> Reply:
    """An answer file about this very circuit. Raises InvalidInput."""
    try:
        reply = read_reply(data, name)
    except Wrong as wrong:
        raise InvalidInput((wrong.problem(name),)) from None
    if (reply.landlord, reply.topic) != (standing.circuit.landlord.name, standing.circuit.topic):
        raise InvalidInput((Wrong("reply-other", landlord=reply.landlord, topic=reply.topic).problem(name),))
    return reply


def choose(weighed: Sequence[Weighed], accepted: Sequence[str], replies: Sequence[Reply]) -> tuple[Weighed, ...]:
    """Those that are accepted by one of their names; ``all``: those that are safe. Of two to one key neither."""
    files, every = [each.file for each in replies], "all" in accepted
    taken = [
        each
        for each in weighed
        if (each.verdict is Verdict.SAFE and every) or not names_of(each, files).isdisjoint(accepted)
    ]
    counted = Counter(each.answer.key for each in taken)
    return tuple(each for each in taken if counted[each.answer.key] == 1)


def names_of(weighed: Weighed, files: Sequence[str]) -> set[str]:
    """By what an answer is accepted: key or code, with the rank of its file where another file answers otherwise."""
    if weighed.verdict not in (Verdict.SAFE, Verdict.STALE, Verdict.TWICE):
        return set()
    names = {weighed.answer.key, weighed.asked.code if weighed.asked else ""} - {""}
    rank = files.index(weighed.answer.file) + 1
    return {f"{name}@{rank}" for name in names} if weighed.verdict is Verdict.TWICE else names


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file as it is and as it is to be."""

    path: Path
    former: bytes
    now: bytes


def rewrite(standing: Standing, taken: Sequence[Weighed], replies: Sequence[Reply]) -> tuple[Rewritten, ...]:
    """The files that say what was ``taken``, the landlord's first; those that stay are not among them. Raises Wrong."""
    landlord, t = standing.circuit.landlord, standing.words
    sources = {each.file: source_of(each, landlord.short or landlord.name, t) for each in replies}
    now = bring(standing.held, [(each, sources[each.answer.file]) for each in taken], standing.asked, t)
    made = []
    if now.landlord and landlord_data(now.landlord) != landlord_data(standing.held.landlord or now.landlord):
        former = content(standing.landlord_file)
        made.append(Rewritten(standing.landlord_file, former, renewed_landlord(former, now.landlord)))
    if as_data(now.written) != as_data(standing.held.written):
        former = content(standing.path)
        made.append(Rewritten(standing.path, former, renewed_bytes(former, now.written)))
    return tuple(made)


def is_whole(standing: Standing, weighed: Sequence[Weighed], taken: Sequence[Weighed]) -> bool:
    """Whether everything that was asked has its answer now, and none of them is left open."""
    answered = {each.answer.key for each in taken}
    chosen = (each for each in weighed if each.verdict is not Verdict.TWICE or each.answer.key not in answered)
    return all(each.verdict is Verdict.SAFE for each in chosen) and all(
        each.settled or each.key in answered for each in standing.asked
    )
