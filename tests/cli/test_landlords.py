"""A list of landlords becomes drafts, answer files and e-mails; what is wrong in a line stops that line alone."""

import csv
import io

import pytest

from jeu_oie import check, read
from jeu_oie.cli import run
from jeu_oie.cli.landlords import COLUMNS
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.resources import list_text

HEAD = "nom;territoire;sujets;site;téléphone;horaires;communes"


@pytest.fixture
def begin(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def begin(*lines, head=HEAD, language="fr", more=()):
        (tmp_path / "list.csv").write_text("\r\n".join((head, *lines)), "utf-8")
        status = run(["new", "fed", "--list", "list.csv", *more], load_catalog(language))
        said = capsys.readouterr()
        return status, said.out.split(), said.err.replace("\u00a0", " ")

    return begin


def rows(tmp_path):
    text = (tmp_path / "fed" / "envois.csv").read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_list_has_the_columns_that_are_read(language, begin, tmp_path):
    assert run(["new", "empty", "--list-template"], load_catalog(language)) == 0
    text = (tmp_path / "empty.csv").read_text("utf-8-sig")
    head, example = text.splitlines()
    t = load_catalog(language)
    assert head.split(";") == [t(f"landlords.column.{each}") for each in COLUMNS]
    assert text == list_text(language).lstrip("\ufeff").replace("\r\n", "\n")
    assert begin(example, head=head, language=language)[0] == 0
    assert {each.name for each in (tmp_path / "fed/circuits").glob("*/*.yaml")} == {
        *("landlord.yaml", "repairs.yaml", "neighbours.yaml")
    }


@pytest.mark.slow
def test_forty_lines_make_forty_drafts_with_questions_and_words(begin, tmp_path):
    status, made, _ = begin(*(f"Bailleur {number};;réparations;;;;Ville {number}" for number in range(40)))
    assert status == 0
    assert len(rows(tmp_path)) == 40 == len({each[1] for each in rows(tmp_path)})
    for name, file, subject, text in rows(tmp_path):
        assert f"fed/{file}" in made and name in text and "Ma réclamation technique" in subject
        assert name in (tmp_path / "fed" / file).read_text("utf-8")


def test_nothing_is_taken_of_another_landlord_and_a_listed_number_is_to_be_verified(begin, tmp_path):
    begin("Habitat Neuf;Isère;;https://exemple.fr;04 99 99 99 99;le matin;Ville, Bourg")
    circuit = tmp_path / "fed/circuits/habitat-neuf/repairs.yaml"
    told = read(circuit).circuit
    assert told is not None
    (phone,) = told.landlord.contacts
    assert (phone.value, phone.hours, phone.uncertain) == ("04 99 99 99 99", "le matin", True)
    assert told.landlord.communes == ("Ville", "Bourg") and told.landlord.area == "Isère"
    assert "Alpes" not in circuit.read_text("utf-8")
    assert [each for each in check(circuit) if each.severity == "error"] == []


@pytest.mark.parametrize(
    "line, why",
    [
        (";sans nom;;;;;", "Ligne 2 : Le nom du bailleur manque"),
        ("X;;jardinage;;;;", "Ligne 2 : « jardinage » n’est pas un sujet. Choisissez : repairs"),
        ("X;;;nulle part;;;", "n’est pas une adresse de site"),
        ("=1+1;;;;;;", "Ligne 2 : « =1+1 » commence comme une formule"),
        ("Office;;;;;;@SUM(A1)", "« @SUM(A1) » commence comme une formule"),
        ("Mme Martin;;;;;;", "Ligne 2 : « Mme Martin » ressemble au nom"),
        ("Office;;;;06 12 34 56 78;;", "« 06 12 34 56 78 » ressemble au nom"),
    ],
)
def test_a_wrong_line_is_told_and_the_others_go_on(line, why, begin, tmp_path):
    status, _, said = begin(line, "Bailleur Bon;;;;;;")
    assert status == 1 and why in said
    assert [each[0] for each in rows(tmp_path)] == ["Bailleur Bon"]
    assert [each.name for each in (tmp_path / "fed/circuits").iterdir()] == ["bailleur-bon"]


def test_a_trial_tells_each_line_and_writes_nothing(begin, tmp_path):
    lines = ("Office;;voisinage, réparations;;;;", ";;réparations;;;;", "Office;;;;;;")
    status, made, said = begin(*lines, more=["--dry-run"])
    assert status == 0 and " ".join(made).replace("\u00a0", " ") == (
        "Ligne 2 : Office (Troubles de voisinage, Réparations)"
    )
    assert "Ligne 3 : Le nom du bailleur manque" in said and "Ligne 4 : ce bailleur est déjà à la ligne 2" in said
    assert "1 bailleur serait commencé" in said and not (tmp_path / "fed").exists()
    assert begin(";;;;;;", more=["--dry-run"])[0] == 1
    assert begin(*lines)[0] == 1 and len(rows(tmp_path)) == 2


def test_a_folder_that_stands_is_left_alone(begin, tmp_path):
    kept = tmp_path / "fed/circuits/bailleur/landlord.yaml"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine", "utf-8")
    status, made, said = begin("Bailleur;;;;;;")
    assert status == 1 and "existe déjà" in said and not [each for each in made if "bailleur/" in each]
    assert kept.read_text("utf-8") == "mine"


def test_a_table_without_names_is_refused_with_its_columns(begin, tmp_path):
    status, _, said = begin("x;y", head="a;b")
    assert status == 1 and "nom, territoire, sujets" in said
    assert not (tmp_path / "fed/circuits").exists()
