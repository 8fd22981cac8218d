"""The facilitator's guide: complete, short sentences, within its margins, one first page that stands alone."""

import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.draw.pdf import Printing, pdf
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.document import Imprint, RoomFigures, split_sentences
from jeu_oie.sheets.evening import CLOSE, CLOSING, Needs, PrintFile, list_answered
from jeu_oie.sheets.guide import guide_sheet, name_runs, still, together
from tests.exchange.tables import circuit_after
from tests.game import making
from tests.game.test_guide import NAMES
from tests.game.test_sentences import BLAME, FRENCH, OTHER_WORDS, ill_set
from tests.house.test_catalogs import sentences
from tests.sheets.sheets import laid_out

LONGEST = 20  # words of a sentence
DURATIONS = {2: (15, 27), 4: (31, 46), 6: (47, 63)}
OPAC = making.CIRCUITS / "opac-38" / "repairs.yaml"
MARGIN = 14 / 25.4 * 72 - 0.5  # pt; half a point for a letter's overhang
TOP = 10 / 25.4 * 72  # pt; the box of a large letter begins above it
LOWEST = 8 / 25.4 * 72  # pt from the lower edge: many printers cut what stands nearer


def imprint_of(circuit, durations=None, **rules):
    made, t = assemble(circuit, Preset(**rules)), load_catalog(circuit.language)
    return Imprint(made, write(made, t), open_dossier(made, t), t, durations=durations or {})


ROOM = RoomFigures(days=15, share=0.56, low=22, middle=27, high=31)
# The fullest that a first page may have to hold.
TABLE = (("Les règles", 1), ("Les cartes choisies", 3), ("Les cartes d’étape", 3), ("La feuille, les œufs", 1))
FILES = (
    PrintFile("1-board-a3.pdf", 4, (("Le plateau", 1),)),
    PrintFile("2-table.pdf", 4, TABLE),
    PrintFile("3-person.pdf", 30, (("Que faire ?", 1), ("Mon carnet, au dos", 0))),
    PrintFile("4-facilitator.pdf", 1, (("Ce guide", 4),)),
)
NEEDS = Needs({"A3": 4, "A4": 66}, 66, 58, 28, 10)
MANY = Needs({"A3": 15, "A4": 1244}, 1240, 1215, 105, 12)


def guide(imprint, files=FILES, needs=NEEDS, *, hall=False):
    return guide_sheet(imprint, files, needs, hall=hall)


def printed(imprint, **given):
    return laid_out(guide(imprint, **given).html, Printing(duplex=True))


@cache
def shipped(path):
    """The guide of a shipped circuit, with all that a first page may have to hold, made once."""
    imprint = replace(
        imprint_of(making.shipped(path), DURATIONS),
        page="https://exemple.fr/jeux/essai/index.html",
        room=replace(ROOM, days=17, middle=45),
    )
    return imprint, printed(imprint)


@cache
def text_of(document, *options):
    made = subprocess.run(["pdftotext", *options, "-", "-"], input=document, capture_output=True, check=True)
    return made.stdout.decode().replace("\u00a0", " ")


def plain(document):
    return " ".join(text_of(document).split())


def squeezed(text):
    """Without spaces: a text reader puts some between the lines and cells of a table."""
    return "".join(text.split())


# --- what it says ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_every_answer_and_every_question_is_printed(path):
    imprint, document = shipped(path)
    said = squeezed(text_of(document, "-raw"))
    for card in (card for cards in list_answered(imprint.deck) for card in cards):
        name = f"Carte {card.name[1:]}" if card.in_pile else f"Case {card.name}"
        assert squeezed(f"{name} {card.title} {card.answer}") in said
    open_questions = still(imprint, FactFormatter(imprint.board, imprint.words))
    for each in open_questions.first:
        assert squeezed(f"{each.where} · {each.title} {' '.join(each.questions)}" if each.title else each.where) in said
    for line in (line for grid in open_questions.grids for line in grid.lines):
        assert squeezed(f"{line.where} · {line.title}") in said


def test_the_question_of_the_die_comes_before_every_other():
    said = plain(shipped(OPAC)[1])
    debate = said.index("Le débat")
    die = said.index("Qu’est-ce qui a dépendu du dé ? Et dans la vie, de qui cela dépend-il ?")
    assert debate < die < min(said.index(f"{name} ") for name in ("Voir clair", "Qui fait quoi", "Ce qui peut bouger"))


def test_how_long_a_game_lasts_stands_only_where_it_is_known():
    known, unknown = plain(shipped(OPAC)[1]), words(imprint_of(making.circuit()))
    assert "de 31 à 46 minutes" in known
    assert "50 minutes" in known
    assert "de 31 à 46 minutes" not in unknown
    assert "Personne n’a calculé la durée" in unknown


@pytest.mark.parametrize(
    "status, says, not_says",
    [
        ("draft", ["Ce que personne n’a trouvé", "C’est un brouillon"], ["Ce jeu est validé", "n’a pas dit"]),
        ("validated", ["Ce que le bailleur n’a pas dit", "Ce jeu est validé"], ["C’est un brouillon", "pas trouvé"]),
    ],
)
def test_a_draft_and_a_validated_circuit_say_what_they_are(status, says, not_says):
    more = {"validated": {"by": ["Le bailleur"], "on": "2026-11-01"}} if status == "validated" else {}
    way = {"id": "u", "title": "Urgence", "from": "s1", "to": "unknown"}
    said = words(imprint_of(making.circuit(status=status, shortcuts=[way], **more)))
    assert [text for text in says if text not in said] == []
    assert [text for text in not_says if text in said] == []


def test_how_many_will_come_changes_the_copies_and_not_the_hash():
    imprint = imprint_of(making.shipped(OPAC), DURATIONS)
    files = tuple(replace(file, copies=15 * file.copies) for file in FILES)
    few, many = guide(imprint), guide(replace(imprint, people=120), files, MANY)
    assert few.hash == many.hash
    assert few.html != many.html
    assert "Demain, 120\u00a0personnes" in many.html


def first_page(document):
    return " ".join(text_of(document, "-raw", "-l", "1").split())


@pytest.mark.parametrize("needs, totals", [(NEEDS, "4 66 58 10"), (MANY, "15 1244 1215 12")], ids=["few", "many"])
def test_the_totals_of_the_first_page_are_those_that_were_given(needs, totals):
    said = first_page(printed(imprint_of(making.shipped(OPAC), DURATIONS), needs=needs))
    a3, a4, colour, minutes = totals.split()
    for total in (f"{a3} feuilles A3", f"{a4} feuilles A4", f"{colour} pages en couleur", f"{minutes} min de ciseaux"):
        assert total in said, total


def test_each_file_has_its_copies_and_its_sheets():
    said = first_page(printed(imprint_of(making.shipped(OPAC), DURATIONS)))
    for file in FILES:
        assert said.count(f" {file.name} ") == 1
        for what, sheets in file.lines:
            assert f"{what} {sheets}" if sheets else what in said
    for copies in ("× 4 tables", "× 30 personnes", "× 1 "):
        assert copies in said


def words(imprint, **given):
    """What a guide says, before it is laid out."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", guide(imprint, **given).html, flags=re.DOTALL).split())


def test_nothing_to_cut_asks_for_no_scissors():
    imprint = imprint_of(making.circuit())
    none, some = (words(imprint, needs=replace(NEEDS, minutes=minutes)) for minutes in (0, 10))
    assert ("ciseaux par table montre" in none, "ciseaux par table montre" in some) == (False, True)


@pytest.mark.parametrize("people, teams", [(2, 2), (6, 3), (30, 4)])
def test_caps_and_coins_are_counted_for_a_table(people, teams):
    said = words(replace(imprint_of(making.circuit()), people=people))
    assert f"{teams} bouchons les pions {3 * teams} pièces les œufs" in said


def test_large_print_names_the_file_that_it_is_given():
    files = (replace(FILES[0], name="1-board-a2.pdf"), *FILES[1:])
    said = words(imprint_of(making.circuit(), large=True), files=files, needs=replace(NEEDS, sheets={"A2": 4}))
    assert "1-board-a2.pdf" in said
    assert "4 feuilles A2" in said


def test_the_board_to_glue_is_no_choice_beside_itself():
    glued = (PrintFile("1-board-a4.pdf", 4, (("Le plateau, recto, à coller", 9),)), *FILES[1:])
    for files in (FILES, glued):
        assert words(imprint_of(making.circuit()), files=files).count("1-board-a4.pdf") == 1


def test_the_board_for_the_hall_is_named_once_a_workshop_has_come_back():
    imprint = imprint_of(circuit_after(OPAC), DURATIONS)
    assert "more/tenants-board-a3.pdf" in words(imprint, hall=True)
    assert "tenants-board" not in words(imprint)


def test_no_line_breaks_the_name_of_a_file():
    assert name_runs("Dans « more/circuit.pdf ». Puis ?") == (
        ("Dans « ", False),
        ("more/circuit.pdf", True),
        (" ». Puis ?", False),
    )
    assert name_runs("Rien.") == (("Rien.", False),)


def test_a_circuit_without_gaps_says_so():
    said = {"delay": "5 jours", "trace": "Numéro", "if-silent": "aide", "channels": ["letter"]}
    made = making.circuit(
        steps=making.steps(3, s1=said, s2=said, s3=said),
        recourse=[{"id": "aide", "title": "Aide", "delay": "1 jour", "trace": "Avis"}],
    )
    assert "Il n’y a pas de question ici." in words(imprint_of(made))


@pytest.mark.parametrize("keys, answer", [({}, "La table vote."), ({"charge": "landlord"}, "Qui paie : le bailleur.")])
def test_each_problem_has_its_answer_or_a_vote(keys, answer):
    made = making.circuit(problems=[{"id": "p", "title": "Fuite d’eau", **keys}])
    said = words(imprint_of(made))
    assert answer in said[said.index("Fuite d’eau") :][:80]


def test_the_way_in_order_is_told_in_three_sentences():
    said = words(shipped(OPAC)[0])
    box = squeezed(said[said.index("le chemin dans l’ordre") :])
    places = [box.index(squeezed(step.title)) for step in making.shipped(OPAC).steps if step.title]
    assert sorted(places) == places
    assert "en trois phrases" in said


def test_the_closing_has_three_parts_whose_minutes_add_up_and_says_what_is_dropped_first():
    """A round, five questions, what is asked of the landlord: more does not hold in a quarter of an hour."""
    said = words(shipped(OPAC)[0])
    box = said[said.index("Clore, en 15 minutes") : said.index("Les réponses aux 5 questions")]
    assert [int(each) for each in re.findall(r"(\d+) minutes", box)] == [15, *CLOSING.values()]
    assert sum(CLOSING.values()) == CLOSE == 15
    assert "Laissez d’abord le tour « Je retiens… »" in box


def test_each_table_s_booklet_is_named():
    """Whoever prints looks for a file by its name: with booklets each table has its own."""
    own = replace(FILES[1], name="2-table-1.pdf", last="2-table-4.pdf", lines=TABLE[1:])
    imprint = replace(imprint_of(making.shipped(OPAC), DURATIONS), page="https://exemple.fr/jeux/essai/index.html")
    for again in (False, True):
        files = (FILES[0], replace(own, again=again), *FILES[2:])
        said = words(imprint, files=files)
        assert "2-table-1.pdf à 2-table-4.pdf" in said
        assert ("Puis à nouveau le 1." in said) is again
        assert "2-table.pdf" not in said
    longer = (FILES[0], replace(own, again=True), *FILES[2:])
    assert "chargé" in pages_of(printed(imprint, files=longer, needs=MANY))[0], "with one sentence more, too"


def test_a_card_that_no_table_has_is_looked_for_in_the_file_where_it_stands():
    imprint, _ = shipped(OPAC)
    said = words(imprint)
    assert imprint.deck.undealt
    assert "Hors pile" not in said
    assert "more/all-cards.pdf" in said


def test_the_room_ticks_as_many_days_as_were_computed():
    imprint = replace(imprint_of(making.shipped(OPAC), DURATIONS), room=ROOM)
    made = together(imprint)
    assert made.days == 15
    assert "56\u00a0fois sur 100" in made.meaning.replace(" fois", "\u00a0fois")
    assert "22 à 31 minutes" in made.lead
    said = " ".join(text_of(printed(imprint), "-layout").split())
    assert " ".join(str(day) for day in range(1, 16)) in said
    assert "deux fois" not in made.lead
    assert "deux fois" in together(replace(imprint, room=replace(ROOM, middle=45))).lead


def test_without_figures_the_room_plays_without_days():
    imprint = imprint_of(making.shipped(OPAC), DURATIONS)
    assert together(imprint).days == 0
    assert "n’est pas calculé" in words(imprint)


def test_the_room_hears_only_what_its_board_has():
    rules = together(imprint_of(making.circuit())).sentences
    assert not [each for each in rules if "Attente" in each or "bloqué" in each or "dialogue" in each]


# --- how it says it --------------------------------------------------------------------------------------


def long_sentences(texts):
    each = (
        (sentence, len(re.findall(r"\w[\w’'-]*", sentence))) for text in texts for sentence in split_sentences(text)
    )
    return [(count, sentence) for sentence, count in each if count > LONGEST]


def spoken(language):
    own = ((key, forms) for key, forms in sentences(language).items() if key.startswith("guide."))
    return {key: text for key, forms in own for text in forms}


def test_the_guard_sees_a_long_sentence():
    assert long_sentences(["mot " * 21])
    assert not long_sentences(["mot " * 12 + "fin. Puis " + "mot " * 12])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sentences_are_short(language):
    """Ours: what the review of 2017 asks stands word for word."""
    ours = (text for key, text in spoken(language).items() if not key.startswith("guide.quote."))
    assert long_sentences(ours) == []


def test_french_is_well_set_blames_nobody_and_has_one_word_for_one_thing():
    said = spoken("fr").items()
    assert [key for key, text in said if ill_set(text)] == []
    # « Je demande quoi ? » is what one does, not another name of the complaint.
    assert [key for key, text in said if BLAME.search(text) or OTHER_WORDS.search(text.replace("Je demande", ""))] == []


def test_english_has_no_french_word():
    assert [text for text in spoken("en").values() if FRENCH.search(text)] == []


# --- how it lies on paper --------------------------------------------------------------------------------


def outside(document):
    """Words beyond the margins, and those that lie below the foot."""
    width, height = 210 / 25.4 * 72, 297 / 25.4 * 72
    for line in text_of(document, "-bbox").splitlines():
        if "<word" in line:
            left, right, top, bottom = (
                float(line.split(f'{key}="')[1].split('"')[0]) for key in ("xMin", "xMax", "yMin", "yMax")
            )
            if left < MARGIN or right > width - MARGIN or top < TOP or bottom > height - LOWEST:
                yield line.strip()


def test_the_guard_sees_a_word_outside_the_margins():
    body = '<p style="position: absolute; left: -9mm">mot</p>'
    html = f'<style>@page {{ size: A4; margin: 14mm }} html {{ font-family: "Atkinson Hyperlegible" }}</style>{body}'
    assert list(outside(pdf(html)))


LOOKS = [("fr", {"large": True}), ("fr", {"ink": Ink.SAVER}), ("en", {}), ("en", {"large": True})]


def pages_of(document):
    return [" ".join(page.split()) for page in text_of(document, "-layout").split("\f")[:-1]]


def shares(document):
    """How far down the words of each page reach, its foot left out: 0 to 1."""
    found, foot = [], (297 - 19.5) / 25.4 * 72
    for line in text_of(document, "-bbox").splitlines():
        if "<page" in line:
            found.append(0.0)
        elif "<word" in line and (bottom := float(line.split('yMax="')[1].split('"')[0])) <= foot + 1:
            found[-1] = max(found[-1], bottom / foot)
    return found


ALL = (*making.SHIPPED, making.CIRCUITS / "exemple" / "general.yaml")


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_guide_holds_on_four_sheets_whose_pages_are_used(path):
    """Eight pages; a first one that stands alone; none under half but the last."""
    _, document = shipped(path)
    first, second, *_ = pages = pages_of(document)
    assert len(pages) <= 8
    assert "Demain, 30 personnes" in first
    assert all(part in first for part in ("J’imprime", "J’apporte", "chargé"))
    assert ("1 Je cherche le numéro d’urgence" in first) == (path.stem != "transfer")
    assert second.startswith("Avant la soirée")
    assert min(shares(document)[:-1]) >= 0.5
    parts = [plain(document).index(part) for part in ("ce qu’il faut sous la main", "Le débat", "dans la semaine")]
    assert parts == sorted(parts)
    assert list(outside(document)) == []


def test_no_page_ends_with_a_heading_or_with_the_first_row_of_a_table():
    """The head of a table alone says nothing."""
    html = guide(shipped(OPAC)[0]).html
    assert html.count('<tbody class="kept-rows">') >= 6
    assert ".kept-rows { break-inside: avoid }" in html


def test_the_guard_sees_a_page_that_is_nearly_empty():
    html = '<style>@page { size: A4; margin: 14mm } html { font-family: "Atkinson Hyperlegible" }</style><p>mot</p>'
    assert shares(pdf(html))[0] < 0.1


def test_the_number_of_pages_does_not_change_with_the_figures():
    """The guide's own sheets are counted in them."""
    imprint = imprint_of(making.shipped(OPAC), DURATIONS)
    files = tuple(replace(file, copies=15 * file.copies) for file in FILES)
    few = len(pages_of(printed(replace(imprint, people=8), needs=replace(NEEDS, minutes=0))))
    assert few == len(pages_of(printed(replace(imprint, people=120), files=files, needs=MANY)))


def dark_run(document, left, right, top, bottom):
    """The longest dark line across a part of the first page (mm), in mm."""
    command = ["pdftoppm", "-gray", "-r", "254", "-singlefile", "-"]
    picture = subprocess.run(command, input=document, capture_output=True, check=True).stdout
    header = re.match(rb"P5\s(\d+)\s\d+\s\d+\s", picture)
    assert header
    width, pixels = int(header[1]), picture[header.end() :]
    rows = (pixels[row * width :][10 * left : 10 * right] for row in range(10 * top, 10 * bottom))
    return max(len(run) for row in rows for run in re.findall(rb"[\x00-\x50]+", row)) / 10


@pytest.mark.parametrize("large", [False, True])
def test_the_ruler_is_five_centimetres_long(large):
    document = printed(imprint_of(making.shipped(OPAC), DURATIONS, large=large))
    made = subprocess.run(["pdftotext", "-bbox", "-l", "1", "-", "-"], input=document, capture_output=True, check=True)
    line = next(each for each in made.stdout.decode().splitlines() if "trait<" in each)
    top = int(float(line.split('yMin="')[1].split('"')[0]) / 72 * 25.4)
    assert dark_run(document, 16, 72, top, top + 9) == pytest.approx(50, abs=0.15)


@pytest.mark.parametrize("language, look", LOOKS)
def test_no_word_leaves_the_page_in_any_look(language, look):
    circuit = making.shipped(OPAC).model_copy(update={"language": language})
    assert list(outside(printed(imprint_of(circuit, DURATIONS, **look)))) == []


def test_large_print_has_one_idea_a_line_at_14_points():
    imprint = imprint_of(making.shipped(OPAC), DURATIONS, large=True)
    html = guide(imprint).html
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?([\d.]+)pt", html)]
    assert min(sizes) >= 14
    assert ".s { display: block" in html


def test_whom_to_call_stands_in_one_box_in_large_print_too():
    document = printed(imprint_of(making.shipped(making.CIRCUITS / "actis" / "repairs.yaml"), DURATIONS, large=True))
    (call,) = [page for page in pages_of(document) if "Samu" in page]
    assert all(said in call for said in ("Le numéro d’abord", "Monoxyde", "Malaise : j’appelle"))


@pytest.mark.parametrize("path", [OPAC, making.CIRCUITS / "exemple" / "general.yaml"], ids=["rich", "thin"])
@pytest.mark.parametrize("page", [None, "https://exemple.fr/jeux/essai/index.html"], ids=["alone", "online"])
def test_in_large_print_the_first_page_stands_alone_too(path, page):
    imprint = replace(imprint_of(making.shipped(path), DURATIONS, large=True), page=page)
    document = printed(imprint, needs=MANY)
    first, second, *_ = pages_of(document)
    assert "chargé" in first
    assert second.startswith("Avant la soirée")
    assert min(shares(document)[:-1]) >= 0.4


def test_thirteen_points_for_what_is_read_eleven_for_lists_and_nine_for_the_foot():
    html = guide(imprint_of(making.shipped(OPAC), DURATIONS)).html
    assert "html { font-size: 13pt" in html
    sizes = {float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?([\d.]+)pt", html)}
    assert sorted(size for size in sizes if size < 13) == [11]
    rules = html.replace("}", "}\n").splitlines()  # one a line: no search begins anew at each sign of a picture
    assert [each.partition("{")[0] for each in rules if each.endswith("{ font-size: 11pt }")] == [".small "]
    assert "--small: 9pt" in html
