"""The page asks for the commune, keeps it in the address alone, and gives no agency's number to anybody else."""

import re
from pathlib import Path

import pytest

from jeu_oie import cli
from jeu_oie.circuit.model import Agency, Contact
from jeu_oie.web.page import HEAVIEST, weigh
from tests.browser.opening import opened
from tests.browser.pages import make, shipped
from tests.game.answers.making import read_one
from tests.house.source import ROOT

pytestmark = pytest.mark.browser
PHONE = (375, 667)
FOLDER = ROOT / "tests/circuits/unknown/agencies"
NIGHT, PLATFORM, VALS, MER = (f"04 65 71 20 {each}" for each in ("99", "00", "11", "22"))
CALLS = "#reponse .call a"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("agencies") / "index.html"
    written.write_text(make(read_one(FOLDER / "repairs.yaml")).html, "utf-8")
    return written


@pytest.mark.slow
def test_with_no_commune_chosen_no_agency_is_called(browser, file):
    with opened(browser, f"{file.as_uri()}#suivre=leak", *PHONE) as page:
        assert set(page.locator(CALLS).all_inner_texts()) == {PLATFORM, NIGHT}
        assert {VALS, MER}.isdisjoint(page.locator(".bar a").all_inner_texts())


def test_a_commune_is_chosen_once_and_stands_in_the_address_alone(browser, file):
    with opened(browser, f"{file.as_uri()}#suivre=tap", *PHONE, own=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_label("Ma commune").select_option("Hautval")
        assert page.locator(CALLS).all_inner_texts() == [VALS]
        assert page.url.endswith("#suivre=tap&commune=Hautval")
        page.evaluate("location.hash = 'suivre=leak'")
        page.wait_for_function("() => location.hash.includes('commune=Hautval')")
        assert set(page.locator(CALLS).all_inner_texts()) == {VALS, NIGHT}
        page.get_by_label("Ma commune").select_option("Bellemare")
        assert page.locator(CALLS).all_inner_texts() == [MER]
        page.get_by_label("Ma commune").select_option("")
        assert page.url.endswith("#suivre=leak")
        assert set(page.locator(CALLS).all_inner_texts()) == {PLATFORM, NIGHT}
        assert asked == [] and page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize(
    "address, numbers",
    [
        ("?commune=Grandval#suivre=tap", [VALS]),
        ("#suivre=tap&commune=Bellemare", [MER]),
        ("#suivre=tap&commune=Valnoir", [PLATFORM]),
        ("#suivre=tap&commune=Ailleurs", [PLATFORM]),
    ],
)
def test_an_address_brings_the_commune_along(browser, file, address, numbers):
    with opened(browser, f"{file.as_uri()}{address}", *PHONE) as page:
        assert page.locator(CALLS).all_inner_texts() == numbers


def test_in_danger_nobody_asks_where_one_lives(browser, file):
    with opened(browser, f"{file.as_uri()}#suivre=gas&commune=Hautval", *PHONE) as page:
        assert page.locator("#commune").is_hidden()
        assert VALS not in page.locator("#reponse").inner_text()


def test_without_script_each_agency_stands_with_its_communes():
    html = make(read_one(FOLDER / "repairs.yaml")).html
    (listed,) = re.findall(r"<details class=\"fold\"><summary>Les agences</summary>(.*?)</details>", html)
    assert listed.index("Agence des Vals") < listed.index("Grandval, Hautval") < listed.index("tel:0465712011")


@pytest.mark.slow
def test_twelve_agencies_of_eleven_communes_weigh_little():
    circuit = shipped("actis/repairs.yaml")
    hours = {"kind": "phone", "for": "repairs", "hours": "de 9 h à 12 h"}
    agencies = tuple(
        Agency(
            id=f"a{rank}",
            name=f"Agence du secteur {rank}",
            address=f"{rank} rue de la République",
            communes=tuple(f"Commune-du-Val-{rank}-{each}" for each in range(11)),
            contacts=(Contact.model_validate({**hours, "value": f"04 65 71 20 {rank:02}"}),),
        )
        for rank in range(12)
    )
    landlord = circuit.landlord.model_copy(update={"agencies": agencies})
    bare, told = (weigh(make(each).html) for each in (circuit, circuit.model_copy(update={"landlord": landlord})))
    assert told - bare <= 4_000
    assert weigh(make(read_one(FOLDER / "repairs.yaml")).html) <= HEAVIEST


def test_the_gallery_leads_from_a_commune_and_a_problem_to_its_answer(browser, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = (FOLDER, ROOT / "circuits/exemple")
    for arguments in ([*made, "--only", "html"], [FOLDER, "--agency", "vals", "--only", "svg"]):
        with pytest.raises(SystemExit) as left:
            cli.main(["build", *map(str, arguments), "--quiet", "--jobs", "1"])
        assert left.value.code == 0
    board = (tmp_path / "output/agencies/repairs-vals/board.svg").read_text("utf-8")
    assert VALS in board and MER not in board and "Agence des Vals" in board
    assert not (tmp_path / "output/agencies/repairs-vals/index.html").exists()
    with opened(browser, (tmp_path / "output/index.html").as_uri(), *PHONE) as page:
        assert page.locator("main > section h2").all_inner_texts() == ["Trois-Vals"], "an agency’s kit has no page"
        assert page.locator("aside h2").all_inner_texts() == ["Essayer", "Mon bailleur"]
        assert page.locator("#communes option").count() == 5
        page.get_by_role("combobox").fill("robinet hautval")
        assert page.locator("main > section a:visible", has_text="robinet").all_inner_texts() == ["Un robinet goutte"]
        page.locator("details a:visible").click()
        assert page.locator(CALLS).all_inner_texts() == [VALS]
        page.go_back()
        page.get_by_role("combobox").fill("Meylan")
        assert page.locator("main > section:visible").count() == 0


def test_an_agency_that_is_not_there_is_told_with_those_that_are(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder, agency, said in ((FOLDER, "nord", "vals, mer, noir"), (ROOT / "circuits/actis", "nord", "agencies")):
        with pytest.raises(SystemExit) as left:
            cli.main(["build", str(folder / "repairs.yaml"), "--agency", agency, "--only", "svg"])
        assert left.value.code == 1 and said in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        cli.main(["build", str(FOLDER / "repairs.yaml"), "--agency", "../nord"])
    assert left.value.code == 2
