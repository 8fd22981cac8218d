"""A key vouches for who validated what and when: as sealed, by a known key, for this use; or why not is told."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from jeu_oie import programs
from jeu_oie.circuit import signatures
from jeu_oie.circuit.read import read
from jeu_oie.circuit.renew import renewed_bytes
from jeu_oie.circuit.signatures import check_signatures
from jeu_oie.circuit.signing import add_signature, signature, statement
from jeu_oie.cli import keys
from jeu_oie.errors import ProgramRefused
from jeu_oie.messages import load_catalog
from jeu_oie.programs import Done
from tests.cli.test_validate import TODAY, WHOLE

WHO = "La fédération"


def keygen(*arguments: object, given: bytes = b"") -> bytes:
    return subprocess.run(["ssh-keygen", *map(str, arguments)], input=given, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A pair of keys, and another."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        keygen("-q", "-t", "ed25519", "-N", "", "-C", "essai", "-f", folder / name)
    keygen("-q", "-t", "ed25519", "-N", "une phrase", "-C", "essai", "-f", folder / "locked")
    return folder / "own"


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    """No agent, no window that asks for a passphrase."""
    for name in ("SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def made(own, tmp_path_factory) -> dict[str, bytes]:
    """A validated circuit, its signature and the list of keys."""
    path = tmp_path_factory.mktemp("made") / "c.yaml"
    path.write_text(WHOLE, "utf-8")
    draft = read(path)
    assert draft.circuit
    assert draft.written
    validation = signature(draft.circuit, ["Le bailleur"], "2020-03-14")
    path.write_bytes(renewed_bytes(path.read_bytes(), add_signature(draft.written, validation)))
    said = statement(draft.circuit, validation)
    path.with_name("c.yaml.sig").write_bytes(keys.sign(said, own, load_catalog("fr")))
    know(path, own)
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


@pytest.fixture
def circuit(tmp_path, made):
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "c.yaml"


def know(path: Path, key: Path, options: str = 'namespaces="jeu-oie-validation"', who: str = WHO) -> None:
    public = key.with_suffix(".pub").read_text()
    (path.parent / "allowed_signers").write_text(f'"{who}" {options} {public}', "utf-8")


def edit(path: Path, former: str, now: str) -> None:
    text = path.read_text("utf-8")
    assert former in text
    path.write_text(text.replace(former, now), "utf-8")


def verdicts(path: Path) -> list[str]:
    return [each.verdict for each in check_signatures(read(path))]


def test_verify_and_check_say_who_when_and_which_key(program, circuit, own):
    status, out, err = program("verify", circuit)
    assert status == 0, err
    assert "validé par Le bailleur le 14 mars 2020" in out
    assert "sont ceux qui ont été scellés" in out
    fingerprint = keygen("-l", "-f", own.with_suffix(".pub")).split()[1].decode()
    assert f"« {WHO} » s’en porte garant ({fingerprint}" in out
    status, _, err = program("check", circuit)
    assert status == 0
    assert fingerprint in err
    told = json.loads(program("verify", circuit, "--json")[1])
    assert (told["valid"], told["by"], told["on"], told["changed"]) == (True, ["Le bailleur"], "2020-03-14", [])
    assert told["keys"] == [{"verdict": "good", "who": WHO, "key": fingerprint}]


@pytest.mark.parametrize(
    "former, now, said",
    [
        ("title: Trois", "title: Quatre", "Le contenu a changé"),
        ("by: Le bailleur", "by: Un autre", "les signataires ont changé"),
        ("2020-03-14", "2021-03-14", "la date a changé"),
    ],
)
def test_what_has_changed_since_is_told_and_no_key_vouches_for_it(program, circuit, former, now, said):
    edit(circuit, former, now)
    status, out, _ = program("verify", circuit)
    assert status == 1
    assert said in out
    assert "n’est pas celle de ce que dit le circuit" in out
    assert "garant (" not in out


def test_a_seal_made_anew_by_hand_does_not_pass_for_the_key_s(program, circuit):
    """Who edits the file may seal it anew; the key does not follow."""
    former = (circuit.with_name("c.yaml.sig")).read_bytes()
    edit(circuit, "by: Le bailleur", "by: Personne")
    status, _, err = program("validate", circuit, "--by", "Un autre", "--on", "2020-03-14")
    assert status == 0
    assert "signait l’ancienne validation" in err
    assert circuit.with_name("c.yaml.sig").read_bytes() == former
    assert verdicts(circuit) == ["key-other"]
    status, out, _ = program("verify", circuit)
    assert (status, "sont ceux qui ont été scellés" in out) == (1, True)


def test_a_circuit_laid_out_otherwise_is_still_the_one_that_was_signed(circuit):
    edit(circuit, "by: Le bailleur", 'by: ["Le   bailleur"]  # le nôtre')
    assert verdicts(circuit) == ["good"]


@pytest.mark.parametrize(
    "options, verdict",
    [
        ('namespaces="file,git"', "key-refused"),
        ('valid-before="20200101"', "key-unknown"),
        ('valid-after="29990101"', "key-unknown"),
        ('valid-after="20200101"', "good"),
        ("", "good"),
    ],
)
def test_a_key_for_another_use_or_time_vouches_for_nothing(circuit, own, options, verdict):
    know(circuit, own, options)
    assert verdicts(circuit) == [verdict]


@pytest.mark.parametrize("who", ["-oProxyCommand=x", "*", "*@exemple.org", "a\x1b[31m", "!x", "\u202eelleiab"])
def test_a_name_that_is_none_is_handed_to_nobody(circuit, own, who):
    know(circuit, own, who=who)
    assert verdicts(circuit) == ["key-unknown"]


def test_a_key_that_is_unknown_or_revoked(program, circuit, own, tmp_path):
    beside = tmp_path / "revoked_keys"
    beside.write_bytes(own.with_suffix(".pub").read_bytes())
    assert verdicts(circuit) == ["key-refused"]
    beside.unlink()
    know(circuit, own.with_name("other"))
    assert verdicts(circuit) == ["key-unknown"]
    (tmp_path / "allowed_signers").unlink()
    assert verdicts(circuit) == ["key-unknown"]
    status, _, err = program("check", circuit)
    assert (status, "n’est pas (ou plus) parmi celles" in err) == (0, True)
    mine = tmp_path / "mine" / "liste"
    mine.parent.mkdir()
    mine.write_text(f"syndicat {own.with_suffix('.pub').read_text()}", "utf-8")
    status, out, _ = program("verify", circuit, "--signers", mine)
    assert (status, "« syndicat »" in out) == (0, True)
    mine.with_name("revoked_keys").write_bytes(own.with_suffix(".pub").read_bytes())
    assert program("verify", circuit, "--signers", mine)[0] == 1, "whoever asks has withdrawn it"


@pytest.mark.parametrize("data", [b"", b"non", b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"])
def test_a_signature_that_is_none(circuit, data):
    circuit.with_name("c.yaml.sig").write_bytes(data)
    assert verdicts(circuit) == ["key-other" if data.startswith(b"--") else "key-unreadable"]


def test_a_signature_for_something_else_is_none(circuit, own):
    """The same words signed for another use: the namespace keeps them apart."""
    found = read(circuit).circuit
    assert found
    assert found.validated
    said = statement(found, found.validated)
    made = keygen("-Y", "sign", "-f", own, "-n", "file", given=said)
    circuit.with_name("c.yaml.sig").write_bytes(made)
    assert verdicts(circuit) == ["key-other"]


def test_without_a_key_verify_says_so_and_that_is_no_fault(program, circuit):
    circuit.with_name("c.yaml.sig").unlink()
    status, out, _ = program("verify", circuit)
    assert (status, "Aucune clé ne s’en porte garante" in out) == (0, True)


def test_two_bodies_sign_the_same(program, circuit, own):
    other = own.with_name("other")
    both = f'"{WHO}" {own.with_suffix(".pub").read_text()}"Le bailleur" {other.with_suffix(".pub").read_text()}'
    (circuit.parent / "allowed_signers").write_text(both, "utf-8")
    for _ in range(2):  # twice says nothing more
        assert program("validate", circuit, *TODAY, "--key", other)[0] == 0
    assert [(each.verdict, each.who) for each in check_signatures(read(circuit))] == [
        ("good", WHO),
        ("good", "Le bailleur"),
    ]


# --- signing ---------------------------------------------------------------------------------------------


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "-c.yaml"
    path.write_text(WHOLE, "utf-8")
    return path


def test_a_key_that_nobody_knows_yet_is_told_with_what_to_do(program, draft, own):
    status, out, err = program("validate", draft, *TODAY, "--key", own)
    assert status == 0
    assert "Signé avec la clé" in out
    assert "Personne ne connaît encore cette clé" in err
    assert 'namespaces="jeu-oie-validation"' in err


@pytest.mark.parametrize("key", ["locked", "own.pub", "../c"])
def test_a_key_that_does_not_sign_leaves_all_as_it_was(program, draft, own, key, monkeypatch):
    """Locked, without a terminal to type its passphrase; a public one without an agent; no key at all."""
    path = own.with_name(key) if key != "../c" else draft
    if key == "own.pub":
        alone = draft.parent / "alone.pub"
        alone.write_bytes(path.read_bytes())
        path = alone
    former = {each.name: each.read_bytes() for each in draft.parent.iterdir()}
    monkeypatch.setattr(signatures, "run", without_terminal)
    status, _, err = program("validate", draft, *TODAY, "--key", path)
    assert status == 1
    assert "n’a pas signé" in err
    assert {each.name: each.read_bytes() for each in draft.parent.iterdir()} == former


def without_terminal(program, arguments, folder, given=b""):
    command = [programs.find_program(program), *arguments]
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False, start_new_session=True)
    return Done(done.returncode, done.stdout, done.stderr)


def test_no_signature_is_written_through_a_link(program, draft, own, tmp_path):
    target = tmp_path / "mine"
    target.write_text("à moi")
    draft.with_name("-c.yaml.sig").symlink_to(target)
    status, _, err = program("validate", draft, *TODAY, "--key", own)
    assert (status, target.read_text()) == (1, "à moi"), err


def test_ssh_keygen_absent_or_too_old_is_told(program, circuit, own, monkeypatch):
    old = Done(1, b"", b"unknown option -- Y\nusage: ssh-keygen [-q]")
    monkeypatch.setattr(signatures, "run", lambda *_: old)
    assert verdicts(circuit) == ["key-unchecked"]
    status, _, err = program("validate", circuit, *TODAY, "--key", own)
    assert (status, "OpenSSH 8.2" in err) == (1, True)

    def absent(program, *_):
        raise ProgramRefused(program)

    monkeypatch.setattr(signatures, "run", absent)
    status, out, _ = program("verify", circuit)
    assert status == 1
    assert "sudo apt install openssh-client" in out
    status, _, err = program("validate", circuit, *TODAY, "--key", own)
    assert (status, "ssh-keygen n’est pas installé" in err) == (1, True)


def test_ssh_keygen_is_given_no_word_of_a_circuit(circuit, own, monkeypatch):
    """Its arguments are ours, and names that were looked at; files of the circuit are copied under our own names."""
    seen: list[str] = []

    def watched(program, arguments, folder, given=b""):
        seen.extend(map(os.fspath, arguments))
        return programs.run(program, arguments, folder, given)

    monkeypatch.setattr(signatures, "run", watched)
    assert verdicts(circuit) == ["good"]
    assert WHO in seen
    assert not [each for each in seen if str(circuit.parent) in each]
    options = {"-Y", "-n", "-s", "-f", "-I", "-r"}
    assert {each for each in seen if each.startswith("-")} == options
