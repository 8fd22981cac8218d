"""A validation signed with a key: made and checked by the system's ``ssh-keygen``, which alone reads private keys.

The signatures stand beside the circuit (``repairs.yaml.sig``, one a body), the keys that are known beside its
landlord's file: ``allowed_signers``, and ``revoked_keys`` if there is one, as ssh-keygen(1) describes them. What is
signed says who validated what and when (``signing.statement``).
Files that come with a circuit are copied first: what ssh-keygen is given is ours, in name and in size.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jeu_oie.circuit.read import Reading, content
from jeu_oie.circuit.read.source import BAD
from jeu_oie.circuit.signing import NAMESPACE, statement
from jeu_oie.disk import LARGEST, resolve_path, write_atomically, write_new
from jeu_oie.errors import Problem, ProgramRefused
from jeu_oie.programs import Done, run

PROGRAM = "ssh-keygen"
ALLOWED, REVOKED = "allowed_signers", "revoked_keys"
MOST = 20  # signatures beside a circuit that are looked at
BLOCK = re.compile(rb"-----BEGIN SSH SIGNATURE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END SSH SIGNATURE-----\r?\n?")
# How a body is called in the list of keys: no pattern, nothing that could be taken for an option.
NAME = re.compile(r"[^\W_][\w .@’'+:/()-]{0,199}")
ASKED = re.compile(r'^Enter passphrase for ".*?": ')
KEY = re.compile(r"SHA256:[A-Za-z0-9+/=]+")
GOOD, OTHER, UNKNOWN, REFUSED, UNREADABLE, UNCHECKED = (
    *("good", "key-other", "key-unknown", "key-refused", "key-unreadable", "key-unchecked"),
)


@dataclass(frozen=True, slots=True)
class Vouched:
    """What one signature is worth: GOOD, or the code of why it is worth nothing.

    ``who``: its body, as the list of keys names it; ``key``: the fingerprint; ``said``: in ssh-keygen's words, why not.
    """

    verdict: str
    who: str = ""
    key: str = ""
    said: str = ""


def signature_file(circuit: Path) -> Path:
    return circuit.with_name(f"{circuit.name}.sig")


def list_beside(circuit: Path) -> Path:
    return circuit.parent / ALLOWED


def run_signing(said: bytes, key: Path) -> Done:
    """What ssh-keygen gives for ``said`` and the key at ``key``; it asks for its passphrase. Raises ProgramRefused."""
    return ssh_keygen(resolve_path(key).parent, "-Y", "sign", "-f", resolve_path(key), "-n", NAMESPACE, given=said)


def check_signatures(reading: Reading, listed: Path | None = None) -> tuple[Vouched, ...]:
    """What the signatures beside a circuit are worth by the keys of ``listed`` (None: those beside it)."""
    circuit, written, path = reading.circuit, reading.written, reading.files[0]
    beside = signature_file(path)
    if circuit is None or written is None or written.validated is None or not beside.exists():
        return ()
    said = statement(circuit, written.validated)
    keys = listed or list_beside(path)
    try:
        blocks = BLOCK.findall(_bytes(beside))[:MOST]
        known = _bytes(keys)
        # A key that either side has withdrawn vouches no more.
        gone = tuple(_bytes(folder / REVOKED) for folder in dict.fromkeys((path.parent, keys.parent)))
    except OSError:
        return (Vouched(UNREADABLE),)
    if not blocks:
        return (Vouched(UNREADABLE),)
    with TemporaryDirectory(prefix="jeu-oie-") as made:
        folder = Path(made)
        write_new(folder / ALLOWED, known)
        for rank, each in enumerate(gone):
            write_new(folder / f"{REVOKED}-{rank}", each)
        try:
            return tuple(_check_signature(said, block, folder, len(gone)) for block in blocks)
        except ProgramRefused:
            return (Vouched(UNCHECKED),)


def _check_signature(said: bytes, block: bytes, folder: Path, lists: int) -> Vouched:
    """``lists``: how many lists of keys withdrawn stand in ``folder``."""
    write_atomically(folder / "sig", block)
    sig, known = folder / "sig", folder / ALLOWED
    seen = ssh_keygen(folder, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", sig, given=said)
    if is_old(seen):
        return Vouched(UNCHECKED)
    key = _key(seen)
    if seen.status or not key:
        return Vouched(OTHER)
    found = ssh_keygen(folder, "-Y", "find-principals", "-f", known, "-s", sig)
    names = [name for name in found.out.decode("utf-8", "replace").splitlines() if NAME.fullmatch(name)]
    if found.status or not names:
        return Vouched(UNKNOWN, key=key, said=last_words(found, folder))
    who = names[0]
    for rank in range(lists):
        gone = folder / f"{REVOKED}-{rank}"
        done = ssh_keygen(
            folder, "-Y", "verify", "-f", known, "-I", who, "-r", gone, "-n", NAMESPACE, "-s", sig, given=said
        )
        if done.status or _key(done) != key:
            return Vouched(REFUSED, who, key, last_words(done, folder))
    return Vouched(GOOD, who, key)


def ssh_keygen(folder: Path, *arguments: str | Path, given: bytes = b"") -> Done:
    """Raises ProgramRefused."""
    return run(PROGRAM, arguments, folder, given)


def problems(reading: Reading, found: Sequence[Vouched], listed: Path | None = None) -> Iterator[Problem]:
    """Why a signature beside a circuit vouches for nothing, at its validation."""
    path = reading.files[0]
    told = {"file": signature_file(path), "listed": listed or list_beside(path)}
    for each in found:
        if each.verdict != GOOD:
            said = f" ({PROGRAM}: {each.said})" if each.said else ""
            values = {**told, "who": each.who, "key": each.key, "said": said}
            yield reading.problem("", "validated", each.verdict, **values)


def _bytes(path: Path) -> bytes:
    """What stands in a file, nothing where there is none. Raises OSError, on what is too large too."""
    try:
        found = content(path)
    except FileNotFoundError:
        return b""
    if len(found) > LARGEST:
        raise OSError(path)
    return found


def _key(done: Done) -> str:
    """The fingerprint of the key of a good signature."""
    found = KEY.search(done.out.decode("utf-8", "replace")) if done.out.startswith(b"Good ") else None
    return found[0] if found else ""


def is_old(done: Done) -> bool:
    """An OpenSSH before 8.2, which does not know these words."""
    return done.status != 0 and (b"usage:" in done.err or b"nsupported operation" in done.err)


def last_words(done: Done, folder: Path | None = None) -> str:
    """What ssh-keygen said last, our own copies being called by their names."""
    said = done.err.decode("utf-8", "replace").replace(f"{folder}/", "").strip().splitlines()
    told = [line for line in said if not line.startswith(("Signing data on", "No principal matched"))]
    return BAD.sub("\N{REPLACEMENT CHARACTER}", ASKED.sub("", told[0]))[:200] if told else ""
