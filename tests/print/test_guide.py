"""The facilitator's guide: complete, short sentences, a first page that stands alone, eight pages at most."""

import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.evening import (
    CLOSE,
    CLOSING,
    HourFigures,
    Needs,
    PrintFile,
    RoomFigures,
    Work,
    list_answered,
    seating,
)
from jeu_oie.game.house_key import key_of
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog, split_sentences
from jeu_oie.print.content.frame import as_data, content_hash
from jeu_oie.print.content.guide import Outlook, Tomorrow, guide
from jeu_oie.print.look import look_of
from jeu_oie.print.shop import for_printing
from jeu_oie.print.typeset import typeset
from jeu_oie.resources import Templates, print_template
from tests.exchange.tables import circuit_after
from tests.game import making
from tests.game.test_evening import NAMES
from tests.game.test_sentences import BLAME, FRENCH, OTHER_WORDS, ill_set
from tests.house.test_catalogs import sentences
from tests.print.sheets import found_in, grey, squeezed, unsaid, words

LONGEST = 20  # words of a sentence
DURATIONS = {2: (15, 27), 4: (31, 46), 6: (47, 63)}
ROOM = RoomFigures(turns=17, share=0.56, minutes=31)
HOUR = HourFigures({4: 37, 6: 33}, (43, 45))
OPAC = making.CIRCUITS / "opac-38" / "repairs.yaml"
GENERAL = making.CIRCUITS / "exemple" / "general.yaml"  # of which nothing is known
PAGE = "https://exemple.fr/jeux/essai/index.html"
# The fullest that a first page may have to hold.
TABLE = (("Les règles", 1), ("Les cartes à couper", 6), ("La feuille, les œufs", 1))
FILES = (
    PrintFile("1-board-a3.pdf", 4, (("Le plateau", 1),)),
    PrintFile("2-table.pdf", 4, TABLE),
    PrintFile("3-person.pdf", 30, (("Que faire ?", 1), ("Mon carnet, au dos", 0))),
    PrintFile("4-facilitator.pdf", 1, (("Ce guide", 4),)),
)
NEEDS = Needs({"A3": 4, "A4": 66}, 66, 58, 43, {Work.CUT: 10, Work.SORT: 2})
MANY = Needs({"A3": 15, "A4": 1244}, 1240, 1215, 105, {Work.CUT: 12, Work.FOLD: 9, Work.GLUE: 10, Work.SORT: 4})


def told(circuit, outlook=Outlook(DURATIONS, ROOM, HOUR), *, people=30, **keys):  # noqa: B008 (frozen)
    """The content of a guide; ``keys``: those of its page 1, or of the preset."""
    usual = Tomorrow(seated=seating(people, 4), files=FILES, needs=NEEDS, pieces=6, hall=False, page=PAGE)
    page = {name: keys.pop(name) for name in ("files", "needs", "pieces", "hall", "page") if name in keys}
    t, preset = load_catalog(circuit.language), Preset.model_validate(keys)
    board = assemble(circuit, preset)
    return guide(write(board, t), open_dossier(board, t), FactFormatter(board, t), outlook, replace(usual, **page))


def printed(content, **preset):
    made = Preset.model_validate(preset)
    look = look_of(colours_of(made), large=made.large, black=True)
    return for_printing(typeset("4-facilitator", "guide", content, look), "long")


@cache
def shipped(path, **preset):
    content = told(making.shipped(path), **preset)
    return content, printed(content, **preset)


def said(content):
    """All words of a content, page 1 too."""
    return text_of(as_data(content))


def text_of(data):
    return " ".join(" ".join(found_in(data)).replace("\u00a0", " ").split())


def plain(document, *options):
    return " ".join(words(document, *options).replace("\u00a0", " ").split())


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_every_answer_and_every_question_is_told(path):
    content = told(making.shipped(path))
    deck = write(assemble(making.shipped(path), Preset()), load_catalog("fr"))
    answers = {(card.title, card.answer) for group in content.answers for card in group.cards}
    assert answers == {(card.title, card.answer) for cards in list_answered(deck) for card in cards}
    assert content.still.first and content.still.grids


LOOKS = [{}, {"large": True}, {"ink": Ink.SAVER}]


@pytest.mark.parametrize("language, look", [("fr", LOOKS[0]), ("en", LOOKS[1])], ids=["fr-black", "en-large"])
def test_paper_shows_all_that_is_told(language, look):
    content = told(making.shipped(OPAC).model_copy(update={"language": language}), **look)
    document = printed(content, **look)
    # In large print, where a hand has little room, numbers found are written on the board alone.
    assert unsaid(document, content, dropped=("labels", "hall") if look.get("large") else ()) == ()
    first = squeezed(words(document, "-raw", "-l", "1"))
    front = as_data(content)["frame"]
    asked = (front[key] for key in ("tomorrow", "seated", "printing", "files", "totals", "things"))
    assert [text for text in found_in(list(asked)) if squeezed(text) not in first] == []
    assert squeezed(" ".join(content.frame.hands)) in squeezed(words(document, "-raw"))


def test_the_question_of_the_die_comes_before_every_other():
    paper = plain(shipped(OPAC)[1], "-raw")
    debate = paper.index("Le débat")
    die = paper.index("Qu’est-ce qui a dépendu du dé ? Et dans la vie, de qui cela dépend-il ?")
    assert debate < die < min(paper.index(f"{name} ") for name in ("Voir clair", "Qui fait quoi", "Ce qui peut bouger"))


def test_how_long_a_game_lasts_stands_only_where_it_is_known():
    known, unknown = said(told(making.circuit())), said(told(making.circuit(), Outlook({})))
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
    found = said(told(making.circuit(status=status, shortcuts=[way], **more)))
    assert [text for text in says if text not in found] == []
    assert [text for text in not_says if text in found] == []


def test_a_circuit_without_gaps_says_so():
    facts = {"delay": "5 jours", "trace": "Numéro", "if-silent": "aide", "channels": ["letter"]}
    made = making.circuit(
        steps=making.steps(3, s1=facts, s2=facts, s3=facts),
        recourse=[{"id": "aide", "title": "Aide", "delay": "1 jour", "trace": "Avis"}],
    )
    assert "Il n’y a pas de question ici." in said(told(made))


@pytest.mark.parametrize("keys, answer", [({}, "La table vote."), ({"charge": "landlord"}, "Qui paie : le bailleur.")])
def test_each_problem_has_its_answer_or_a_vote(keys, answer):
    told_all = told(making.circuit(problems=[{"id": "p", "title": "Fuite d’eau", **keys}])).problems
    problem = next(each for each in told_all if each.title == "Fuite d’eau")
    assert (problem.title, problem.answer.replace("\u00a0", " ")) == ("Fuite d’eau", answer)


def test_the_closing_has_three_parts_whose_minutes_add_up_and_says_what_is_dropped_first():
    """A round, five questions, what is asked of the landlord: more does not hold in a quarter of an hour."""
    content = told(making.circuit())
    minutes = [part.code.replace("\u00a0", " ") for part in content.closing]
    assert minutes == [f"{each} minutes" for each in CLOSING.values()]
    assert sum(CLOSING.values()) == CLOSE == 15
    assert content.headings["close"] == "Clore, en 15 minutes"
    assert "Laissez d’abord le tour « Je retiens… »" in said(content)


def test_a_card_that_no_table_has_is_looked_for_in_the_file_where_it_stands():
    content = told(making.shipped(OPAC))
    assert "more/all-cards.pdf" in content.elsewhere
    assert "Hors pile" not in said(content)


def test_the_room_makes_as_many_crosses_as_were_computed():
    content = told(making.shipped(OPAC))
    assert content.together.crosses == 17
    assert "17 croix" in " ".join(content.together.told).replace("\u00a0", " ")
    assert "56 fois sur 100" in " ".join(content.together.meaning).replace("\u00a0", " ")
    assert "31 minutes" in " ".join(content.together.lead).replace("\u00a0", " ")
    assert " ".join(map(str, range(1, 18))) in plain(shipped(OPAC)[1], "-layout")


def test_the_evening_opens_and_closes_with_the_five_questions_of_the_key():
    """Hands that go up before and after tell what the game has taught."""
    circuit = making.shipped(OPAC)
    content, board = told(circuit), assemble(circuit, Preset())
    key = key_of(FactFormatter(board, load_catalog("fr")))
    assert [each.question for each in content.neighbour] == [each.question for each in key]
    assert all(each.answer for each in content.neighbour)
    welcome, *_, close = content.slots
    assert "Comptez les mains" in " ".join(welcome.told)
    assert "Comptez encore les mains" in said(content)
    assert close.name == "Clôture"
    first = plain(shipped(OPAC)[1], "-raw")
    assert "mains avant" in first and "mains après" in first


def test_the_timer_of_three_quarters_of_an_hour_is_said_where_it_was_computed():
    known, unknown = (told(making.circuit(), Outlook(DURATIONS, ROOM, hour)) for hour in (HOUR, None))
    assert "Minuteur : 37 minutes (6 équipes : 33)." in said(known)
    assert "43 à 45 minutes" in said(known)
    assert "Minuteur" not in said(unknown)


def test_without_figures_the_room_plays_without_crosses():
    content = told(making.circuit(), Outlook({}))
    assert content.together.crosses == 0
    assert "n’est pas calculé" in " ".join(content.together.meaning)


def test_the_room_hears_only_what_its_board_has():
    rules = told(making.circuit()).together.told
    assert not [each for each in rules if "Attente" in each or "bloqué" in each or "dialogue" in each]


def front(**keys):
    """The boxes of the files."""
    return as_data(told(making.circuit(), **keys))["frame"]["files"]


def test_how_many_will_come_changes_the_copies_and_not_the_hash():
    circuit = making.shipped(OPAC)
    files = tuple(replace(file, copies=15 * file.copies) for file in FILES)
    few, many = told(circuit), told(circuit, people=120, files=files, needs=MANY, pieces=9)
    assert content_hash(few) == content_hash(many)
    assert many.frame.tomorrow == "Demain, 120\u00a0personnes"
    assert [[each.copies.replace("\u00a0", " ") for each in page.frame.files] for page in (few, many)] == [
        ["× 4 tables", "× 4 tables", "× 30 personnes", "× 1"],
        ["× 60 tables", "× 60 tables", "× 450 personnes", "× 15"],
    ]


def test_minutes_of_hands_are_told_a_table_and_for_all():
    """Whoever prepares thirty people's evening alone has an hour of scissors before them."""
    content = told(making.circuit())
    assert [f"{each.big} {each.small}" for each in content.frame.totals][-1] == "12 min par table, la veille"
    assert " ".join(content.frame.hands).replace("\u00a0", " ") == (
        "Par table : couper 10 min, trier 2 min. Pour 4 tables : 48 minutes, à se partager."
    )
    assert told(making.circuit(), needs=MANY).frame.hands[0].replace("\u00a0", " ") == (
        "Par table : couper 12 min, plier 9 min, coller 10 min, trier 4 min."
    )


def test_nothing_to_cut_asks_for_no_scissors_and_what_is_glued_for_glue():
    def things(work):
        front = told(making.circuit(), needs=replace(NEEDS, work=work)).frame
        return [each.told for each in front.things if each.icon == "scissors"], front.hands

    assert things({}) == ([], ())
    assert things({Work.CUT: 9})[0] == ["ciseaux"]
    assert things({Work.CUT: 9, Work.GLUE: 4})[0] == ["ciseaux, colle"]


@pytest.mark.parametrize("people, teams", [(2, 2), (6, 3), (30, 4)])
def test_caps_and_coins_are_counted_for_a_table(people, teams):
    things = [each.told.replace("\u00a0", " ") for each in told(making.circuit(), people=people).frame.things]
    assert things[1:3] == [f"{teams} bouchons", f"{3 * teams} pièces"]


def test_the_board_to_glue_is_no_choice_beside_itself_and_tells_its_minutes():
    glued = (PrintFile("1-board-a4.pdf", 4, (("Le plateau, recto, à coller", 9),)), *FILES[1:])
    for files, count in ((FILES, 1), (glued, 1)):
        assert text_of(front(files=files)[0]).count("1-board-a4.pdf") == count
    assert "6 min par table" in text_of(front()[0])


def test_the_board_for_the_hall_is_named_once_a_workshop_has_come_back():
    assert "more/tenants-board-a3.pdf" in said(told(circuit_after(OPAC), hall=True))
    assert "tenants-board" not in said(told(circuit_after(OPAC)))


def test_each_table_s_booklet_is_named():
    """Whoever prints looks for a file by its name: with booklets each table has its own."""
    own = replace(FILES[1], name="2-table-1.pdf", last="2-table-4.pdf")
    for again in (False, True):
        box = told(making.circuit(), files=(FILES[0], replace(own, again=again), *FILES[2:])).frame.files[1]
        assert box.name == "2-table-1.pdf à 2-table-4.pdf"
        assert ("Puis à nouveau le 1." in box.more) is again


def test_what_is_not_printed_on_both_sides_says_so():
    files = (FILES[0], replace(FILES[1], one_sided=True), *FILES[2:])
    assert ["Sans recto verso." in each["more"] for each in front(files=files)] == [False, True, False, False]
    assert "Sans recto verso." not in text_of(front())


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
    found = spoken("fr").items()
    assert [key for key, text in found if ill_set(text)] == []
    # « Je demande quoi ? » is what one does, not another name of the complaint.
    assert [
        key for key, text in found if BLAME.search(text) or OTHER_WORDS.search(text.replace("Je demande", ""))
    ] == []


def test_english_has_no_french_word():
    assert [text for text in spoken("en").values() if FRENCH.search(text)] == []


def pages_of(document):
    return [" ".join(page.split()) for page in words(document, "-layout").split("\f")[:-1]]


def shares(document):
    """How far down the words of each page reach, its foot left out: 0 to 1."""
    found, foot = [], (297 - 19.5) / 25.4 * 72
    for line in words(document, "-bbox").splitlines():
        if "<page" in line:
            found.append(0.0)
        elif "<word" in line and (bottom := float(line.split('yMax="')[1].split('"')[0])) <= foot + 1:
            found[-1] = max(found[-1], bottom / foot)
    return found


@pytest.mark.parametrize("path", [*making.FEW, OPAC, GENERAL], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_guide_holds_on_four_sheets_whose_pages_are_used(path):
    """Eight pages; a first one that stands alone; none under half but the last."""
    content, document = shipped(path)
    first, second, *_ = pages = pages_of(document)
    assert len(pages) <= 8
    assert all(part in first for part in ("Demain, 30 personnes", "J’imprime", "J’apporte", "chargé"))
    assert ("Je cherche le numéro d’urgence" in first) == bool(content.find) == (path.stem != "transfer")
    assert second.startswith("Avant la soirée")
    assert min(shares(document)[:-1]) >= 0.5


def ends_with_a_heading(document, content):
    """The pages whose last line above the foot is a heading."""
    heads = {squeezed(each) for each in (*content.headings.values(), *(group.heading for group in content.answers))}
    for page in words(document, "-raw").split("\f")[:-1]:
        lines = page.rpartition(content.frame.landlord)[0].strip().splitlines()
        yield from heads & {squeezed(lines[-1])} if lines else ()


@pytest.mark.parametrize("look", LOOKS[:2], ids=["black", "large"])
@pytest.mark.parametrize("path", making.FEW, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_page_ends_with_a_heading(path, look):
    content, document = shipped(path, **look)
    assert list(ends_with_a_heading(document, content)) == []


def test_the_guard_sees_a_heading_alone():
    content, cut = told(making.circuit()), print_template("guide").partition("#parts(data.prepare")[0]
    own = Templates("own", (("print/guide.typ", cut),))
    document = for_printing(typeset("4-facilitator", "guide", content, look_of(colours_of(Preset()), large=False), own))
    assert list(ends_with_a_heading(document, content)) == [squeezed("Avant la soirée")]


@pytest.mark.parametrize("path", [OPAC, GENERAL], ids=["rich", "thin"])
def test_in_large_print_the_first_page_stands_alone_too(path):
    glued = (replace(FILES[0], name="1-board-a4.pdf", lines=(("Le plateau, recto, à coller", 10),)), *FILES[1:])
    first, second, *_ = pages_of(printed(told(making.shipped(path), files=glued, needs=MANY, large=True), large=True))
    assert "chargé" in first
    assert second.startswith("Avant la soirée")


def test_with_booklets_and_one_sentence_more_the_first_page_stands_alone():
    own = replace(FILES[1], name="2-table-1.pdf", last="2-table-4.pdf", again=True)
    content = told(making.shipped(OPAC), files=(FILES[0], own, *FILES[2:]), needs=MANY)
    assert "chargé" in pages_of(printed(content))[0]


def test_whom_to_call_stands_in_one_box_in_large_print_too():
    _, document = shipped(making.CIRCUITS / "actis" / "repairs.yaml", large=True)
    (call,) = [page for page in pages_of(document) if "Samu" in page]
    assert all(each in call for each in ("Le numéro d’abord", "Monoxyde", "Malaise, silence ou fumée : j’appelle"))


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
    _, document = shipped(OPAC, **({"large": True} if large else {}))
    line = next(each for each in words(document, "-bbox", "-l", "1").splitlines() if "trait<" in each)
    top = int(float(line.split('yMin="')[1].split('"')[0]) / 72 * 25.4)
    assert dark_run(document, 16, 72, top + 2, top + 10) == pytest.approx(50, abs=0.15)


@pytest.mark.parametrize("look", [{}, {"ink": Ink.SAVER}], ids=["black", "saver"])
def test_it_is_printed_in_black(look):
    assert grey(shipped(OPAC, **look)[1])
