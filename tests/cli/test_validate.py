"""``jeu-oie validate``: a signature written into the file, nothing else in it touched; and what it was worth later."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from jeu_oie.circuit.model import Status
from jeu_oie.circuit.read import read
from jeu_oie.circuit.renew import renewed_bytes
from jeu_oie.circuit.signing import fingerprint
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, make, plan
from jeu_oie.kit.making import entry_of
from tests.chosen import named
from tests.cli.test_odds import CIRCUIT
from tests.game.making import FEW

TODAY = ("--by", "Le bailleur", "--on", "2020-03-14")
WHOLE = (
    CIRCUIT.replace("title: Un}", "title: Un, trace: none, if-silent: b}")
    .replace("Numéro}", "Numéro, delay: 2 jours, if-silent: c, uncertain: true}")
    .replace("title: Trois}", "title: Trois, delay: 1 jour, trace: none, if-silent: b, uncertain: true}")
    .replace("right: 1}", "right: 1, uncertain: true}")
    .replace("title: Un,", "title: Un, uncertain: true, delay: tout de suite,")
    .replace("{name: Bailleur}", "{name: Bailleur, contacts: [letter]}")
)


@pytest.fixture
def circuit(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_bytes(WHOLE.replace("status: draft", "status: draft  # le nôtre").encode())
    return path


def validated(path):
    found = read(path)
    assert found.circuit is not None, found.problems
    return found.circuit


def test_a_circuit_in_which_nothing_is_missing_is_signed_at_once(program, circuit):
    before = fingerprint(validated(circuit))
    status, out, err = program("validate", circuit, "--by", "Le bailleur", "--by", "CCL", "--on", "2020-03-14")
    assert status == 0, err
    assert f"Empreinte : {before[:4]} {before[4:8]}" in out
    now = validated(circuit)
    assert (now.status, now.validated.by, now.validated.on) == (Status.VALIDATED, ("Le bailleur", "CCL"), "2020-03-14")
    content, *sealed = now.validated.hash.split("-")
    assert (content, len(sealed)) == (before, 2)
    assert content == fingerprint(now)
    assert "status: validated  # le nôtre\n" in circuit.read_text()
    assert program("check", circuit)[0] == 0


def test_a_day_is_typed_as_people_write_it_and_said_back(program, circuit):
    status, _, err = program("validate", circuit, "--by", "Le bailleur", "--on", "14/03/2020")
    assert (status, validated(circuit).validated.on) == (0, "2020-03-14")
    assert "Compris : 14 mars 2020." in err


@pytest.mark.parametrize("path", FEW, ids=named)
def test_only_the_signature_changes_in_the_file(program, tmp_path, path):
    """Comments, order and every other line stay; so do a byte order mark and Windows ends of lines."""
    copy = tmp_path / "circuits" / path.parent.name / path.name
    copy.parent.mkdir(parents=True)
    for other in (path.parent / "landlord.yaml", path.parents[1] / "common.yaml"):
        (tmp_path / other.relative_to(path.parents[2])).write_bytes(other.read_bytes())
    data = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    copy.write_bytes(data)
    assert program("validate", copy, *TODAY, "--yes")[0] == 0
    former, now = data.split(b"\r\n"), copy.read_bytes().split(b"\r\n")
    assert now[0].startswith(b"\xef\xbb\xbf")
    assert not [line for line in now if b"\n" in line]
    assert [line for line in former if line not in now] == [b"status: draft"]
    at = former.index(b"status: draft")
    assert now[:at] == former[:at]
    assert now[at + 5 :] == former[at + 1 :]


def test_nobody_signs_unaware(program, tmp_path):
    """What will read « non dit » is told item by item, as the paper to sign has it; only --yes writes then."""
    path = tmp_path / "c.yaml"
    path.write_text(CIRCUIT + "  - {id: r, title: Quoi}\n", "utf-8")
    status, _, err = program("validate", path, *TODAY)
    assert status == 1
    for asked in ("« Trois » : en combien de temps ?", "À la fin, que reçoit-on comme preuve ?"):
        assert f"  {asked}" in err.replace("\u00a0", " ")
    assert "Rien n’est écrit" in err
    assert "status: draft" in path.read_text("utf-8")
    assert program("validate", path, *TODAY, "--yes")[0] == 0
    assert "status: validated" in path.read_text("utf-8")


def test_steps_to_fill_in_and_warnings_are_told_too(program, tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(WHOLE.replace("steps:", "review: 2019\nsteps:\n  - {id: x, missing: true}"), "utf-8")
    status, _, err = program("validate", path, *TODAY)
    assert status == 1
    assert "  « Étape à compléter » : que se passe-t-il ici, et qui le fait ?" in err.replace("\u00a0", " ")
    assert "review" in err


def test_a_circuit_with_errors_is_not_signed(program, tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(WHOLE.replace("title: Trois", "titel: Trois"), "utf-8")
    status, _, err = program("validate", path, *TODAY, "--yes")
    assert status == 1
    assert "titel" in err
    assert "status: draft" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("--by", "06 12 34 56 78", "--on", "2020-03-14"), "n’est pas un organisme"),
        (("--by", "marie.durand@exemple.fr", "--on", "2020-03-14"), "n’est pas un organisme"),
        (("--by", " ", "--on", "2020-03-14"), "n’est pas un organisme"),
        (("--by", "Le bailleur", "--on", "31/02/2020"), "ne se lit pas"),
        (("--by", "Le bailleur", "--on", "2999-01-01"), "n’est pas encore passé"),
        (("--by", "Le bailleur"), "--on"),
        (("--by", "Le bailleur\x00", "--on", "2020-03-14"), "aucun système"),
    ],
)
def test_persons_and_days_that_are_none_are_refused(program, circuit, arguments, said):
    former = circuit.read_bytes()
    status, _, err = program("validate", circuit, *arguments, "--yes")
    assert status == 2
    assert said in err
    assert circuit.read_bytes() == former


@pytest.mark.parametrize(
    "name, said",
    [
        ("Le bailleur\x1b[31m", "caractère invisible"),
        ("Le \u202ebailleur", "ne se voit pas"),
        ("Le\u200bbailleur", "ne se voit pas"),
        ("Le bailleur " * 210, "caractères"),
        ("\udc80", "caractère invisible"),
    ],
)
def test_a_name_that_check_would_refuse_is_not_written(program, circuit, name, said):
    former = circuit.read_bytes()
    status, _, err = program("validate", circuit, "--by", name, "--on", "2020-03-14", "--yes")
    assert status == 1, err
    assert said in err
    assert "Rien n’est écrit" in err
    assert "\x1b[31m" not in err
    assert circuit.read_bytes() == former
    assert [each.name for each in circuit.parent.iterdir()] == ["c.yaml"]


def test_any_other_name_is_read_back_as_it_was_given(program, circuit):
    names = ("null", "~", "[a]", "a: b", "a #b", "'", "- x", "2017", "{a}", "Le  bailleur\n", "Le bailleur")
    given = (each for name in names for each in ("--by", name))
    assert program("validate", circuit, *given, "--on", "2020-03-14", "--yes")[0] == 0
    assert validated(circuit).validated.by == (*names[:-2], "Le bailleur")
    assert program("check", circuit)[0] == 0


@pytest.mark.parametrize("name", ["Mme Martin", "Lucie MARTIN", "Jean Dupont", "12 rue des Lilas"])
@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_what_looks_like_a_person_never_signs(program, circuit, name, more):
    former = circuit.read_bytes()
    status, _, err = program("validate", circuit, "--by", "Le bailleur", "--by", name, "--on", "2020-03-14", *more)
    assert status == 1
    assert "ressemble au nom d’une personne" in err
    assert "confirmer n’y change rien" in err
    assert circuit.read_bytes() == former


@pytest.mark.parametrize("other", [("--by", "Un autre", "--on", "2020-03-14"), ("--by", "Le bailleur", "--on", "2021")])
@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_a_signature_that_holds_is_not_replaced(program, circuit, other, more):
    assert program("validate", circuit, *TODAY)[0] == 0
    former = circuit.read_bytes()
    status, _, err = program("validate", circuit, *other, *more)
    assert status == 1
    assert "Une signature vaut déjà pour ce contenu : Le bailleur, le 14 mars 2020" in err
    assert circuit.read_bytes() == former


def test_a_signature_of_other_content_is_replaced_and_told(program, circuit):
    assert program("validate", circuit, *TODAY)[0] == 0
    circuit.write_text(circuit.read_text("utf-8").replace("title: Trois", "title: Quatre"), "utf-8")
    status, _, err = program("validate", circuit, "--by", "Un autre", "--on", "2021")
    assert status == 0
    assert "Cette signature est remplacée" in err
    assert validated(circuit).validated.by == ("Un autre",)


def test_a_signer_in_two_alphabets_is_told(program, circuit):
    status, _, err = program("validate", circuit, "--by", "\u041effice", "--on", "2020-03-14")
    assert (status, "mêle deux alphabets" in err) == (1, True)
    assert "status: draft" in circuit.read_text()


def test_a_paper_of_other_content_is_not_signed(program, circuit):
    digits = fingerprint(validated(circuit))
    status, _, err = program("validate", circuit, *TODAY, "--hash", "0000 0000")
    assert status == 1
    assert "Le papier signé dit autre chose" in err
    assert "status: draft" in circuit.read_text()
    assert program("validate", circuit, *TODAY, "--hash", f"{digits[:8]} {digits[8:16].upper()}")[0] == 0


def test_signing_the_same_again_changes_no_byte(program, circuit):
    assert program("validate", circuit, *TODAY)[0] == 0
    former = circuit.read_bytes()
    assert program("validate", circuit, *TODAY)[0] == 0
    assert circuit.read_bytes() == former


def test_a_signature_takes_the_place_of_a_former_one(program, circuit):
    text = (
        circuit.read_text("utf-8")
        .replace("status: draft", "status: validated")
        .replace("steps:", "validated: {by: [Ancien], on: 2017-03-14}  # à revoir\nsteps:")
    )
    circuit.write_text(text, "utf-8")
    status, _, err = program("validate", circuit, *TODAY)
    assert (status, "est remplacée, car elle ne vaut pas pour ce contenu : Ancien" in err) == (
        0,
        True,
    )
    now = validated(circuit).validated
    assert (now.by, now.on) == (("Le bailleur",), "2020-03-14")
    assert now.hash.startswith(fingerprint(validated(circuit)))
    assert "Ancien" not in circuit.read_text("utf-8")
    assert "# le nôtre" in circuit.read_text("utf-8")


def test_a_file_that_only_reads_is_left_alone(program, circuit):
    former = circuit.read_bytes()
    circuit.chmod(0o444)
    status, _, err = program("validate", circuit, *TODAY)
    assert (status, circuit.read_bytes()) == (1, former)
    assert "on ne peut pas écrire ici" in err


@pytest.mark.parametrize("action", ["unlink", "write"])
def test_a_file_that_goes_or_changes_meanwhile_is_told(program, circuit, monkeypatch, action):
    def meanwhile(*arguments):
        circuit.unlink() if action == "unlink" else circuit.write_text("autre")
        return renewed_bytes(*arguments)

    monkeypatch.setattr("jeu_oie.cli.validate.renewed_bytes", meanwhile)
    status, _, err = program("validate", circuit, *TODAY)
    assert status == 1
    assert "a changé ou disparu" in err
    assert circuit.exists() is (action == "write")
    assert sorted(each.name for each in circuit.parent.iterdir()) == (["c.yaml"] if action == "write" else [])


def test_a_full_disk_leaves_the_file_as_it_was(program, circuit, monkeypatch):
    def full(_):
        raise OSError(28, os.strerror(28))

    former = circuit.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    status, _, err = program("validate", circuit, *TODAY)
    assert (status, circuit.read_bytes()) == (1, former)
    assert "le disque est plein" in err
    assert [each.name for each in circuit.parent.iterdir()] == ["c.yaml"]


@pytest.mark.parametrize(
    "former, now, said",
    [
        ("title: Trois", "title: Quatre", "redevient un brouillon"),
        ("by: Le bailleur", "by: Un autre", "signataires ont changé"),
        (r"(hash: [0-9a-f]{64})-[-0-9a-f]+", r"\1", "n’est pas entière"),
    ],
    ids=["content", "signer", "seal"],
)
def test_what_changes_after_the_signature_makes_it_a_draft_on_every_sheet(program, circuit, former, now, said):
    """Board, page, sheets, manifest and gallery take the state from one place; none names who was written in."""
    program("validate", circuit, *TODAY)
    if former == "title: Trois":
        assert states(circuit) == {"validated"}
    signed = circuit.read_text("utf-8")
    circuit.write_text(re.sub(former, now, signed), "utf-8")
    assert circuit.read_text("utf-8") != signed and "status: validated" in signed
    assert states(circuit, "Le bailleur", "Un autre") == {"draft"}
    status, _, err = program("check", circuit)
    assert (status, said in err) == (0, True), err


def states(path: Path, *signers: str) -> set[str]:
    """What each kind of output says of the circuit's state, if it names one of these."""
    from jeu_oie.kit.printing import TypesetDocument
    from jeu_oie.kit.sheets import documents
    from jeu_oie.print.content.frame import as_data

    made = plan(validated(path), Preset())
    files = make(made, Options(only=frozenset({"svg", "html"})), "source").files
    entry = entry_of("x", files["manifest.json"])
    assert entry is not None
    texts = [
        files["board.svg"].decode(),
        files["index.html"].decode(),
        *(
            json.dumps(as_data(each.content), ensure_ascii=False)
            for each in documents(made, Options())
            if isinstance(each, TypesetDocument)
        ),
    ]
    signed = [f"alidé par {by}" for by in signers or ("Le bailleur",)]
    found = {"validated" if any(each in text for each in signed) else "draft" for text in texts}
    return found | {json.loads(files["manifest.json"])["circuit"]["status"], "draft" if entry.draft else "validated"}


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@y.org", *arguments], cwd=folder, check=True)


@pytest.fixture
def repository(tmp_path, monkeypatch, program):
    """A signed circuit in git, twice changed since."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "circuits" / "c.yaml"
    path.parent.mkdir()
    path.write_text(WHOLE, "utf-8")
    assert program("validate", path, *TODAY)[0] == 0
    git(tmp_path, "init", "-q")
    for title in ("Trois", "Quatre", "Cinq"):
        path.write_text(path.read_text("utf-8").replace("title: Trois", f"title: {title}"), "utf-8")
        git(tmp_path, "add", "circuits")
        git(tmp_path, "commit", "-qm", title)
        path.write_text(path.read_text("utf-8").replace(f"title: {title}", "title: Trois"), "utf-8")
    path.write_text(path.read_text("utf-8").replace("title: Trois", "title: Six"), "utf-8")
    return path


def test_diff_shows_against_what_was_signed(program, repository):
    status, out, err = program("diff", "--signed", repository)
    assert status == 0, err
    assert "avant : Trois" in out
    assert "maintenant : Six" in out


def test_diff_against_a_copy_that_must_be_what_was_signed(program, circuit, tmp_path):
    program("validate", circuit, *TODAY)
    copy = tmp_path / "copie.yaml"
    copy.write_text(circuit.read_text("utf-8"), "utf-8")
    circuit.write_text(circuit.read_text("utf-8").replace("title: Trois", "title: Quatre"), "utf-8")
    status, out, _ = program("diff", "--signed", copy, circuit)
    assert status == 0
    assert "maintenant : Quatre" in out
    status, _, err = program("diff", "--signed", circuit, circuit)
    assert status == 1
    assert "n’est pas ce qui a été signé" in err


def test_diff_says_what_it_lacks(program, circuit, tmp_path):
    status, _, err = program("diff", "--signed", circuit)
    assert (status, "rien n’a été signé" in err) == (1, True)
    program("validate", circuit, *TODAY)
    status, _, err = program("diff", "--signed", circuit)
    assert (status, "n’est pas dans git" in err) == (1, True)
    assert program("diff", "--signed", circuit, "--git", "HEAD")[0] == 2
