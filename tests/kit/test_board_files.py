"""The board on paper: what a print shop measures, what a home printer prints, and all of it true to the drawing."""

import dataclasses
import io
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import cast

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from jeu_oie.circuit.read import read
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import cap
from jeu_oie.draw.scene import Icon, Text
from jeu_oie.game.preset import Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan, plan
from jeu_oie.kit.printing import SIZES, BoardDocument, ShopBoard, board_on_screen, board_pieces
from jeu_oie.print.drawn import drawn_art
from jeu_oie.print.press import is_for_print
from tests.chosen import chosen, crossed, named
from tests.game.making import FEW
from tests.kit.conftest import ROOT
from tests.kit.tagged import faults, instructions

MM = 72 / 25.4
WIDEST_BLEED = 10  # mm, what a preset may ask for
PROFILE = Path("/usr/share/color/icc/colord/FOGRA39L_coated.icc")
RGB = re.compile(rb"(?:^|\s)(rg|RG)(?=\s)|/DeviceRGB|/CalRGB|/Lab|/ICCBased")
SHOP = [f"print/shop/board-{name}.pdf" for name in SIZES]


@cache
def planned(**preset: object) -> Plan:
    circuit = read(ROOT / "tests" / "kit" / "small.yaml").circuit
    assert circuit is not None
    return plan(circuit, Preset(**preset))


@cache
def files(*, profile: bool = False, **preset: object) -> dict[str, bytes]:
    asked = planned(**preset), Options(icc=PROFILE.read_bytes() if profile else None)
    made = {**BoardDocument("", *asked).files(), **ShopBoard("", *asked).files()}
    del made["board.png"]
    made.pop("print/1-board-a3.pdf", None)  # none in large print
    return {"screen": board_on_screen(planned(**preset)), **made}


@cache
def opened(document: bytes) -> pikepdf.Pdf:
    """Kept open: a page ends with its file."""
    return pikepdf.open(io.BytesIO(document))


def box(page: pikepdf.Page, key: str) -> list[float]:
    return [float(side) / MM for side in page[key]]


def drawn(document: bytes, dots: float, page: int = 0) -> Image.Image:
    """A page as large as its MediaBox, ``dots`` a mm."""
    with pypdfium2.PdfDocument(document) as made:
        # A hair less: the library rounds the size up, then stretches the page to it.
        shown: Image.Image = made[page].render(scale=dots / MM * (1 - 1e-6)).to_pil()
        return shown.convert("RGB")


@pytest.mark.parametrize("name, by", crossed(SIZES, (3, 5)))
def test_the_trim_is_that_of_the_paper_and_the_bleed_is_the_same_at_every_size(name, by):
    preset = {} if by == 3 else {"bleed": f"{by} mm"}
    (page,) = opened(files(**preset)[f"print/shop/board-{name}.pdf"]).pages
    trim, bled, media = (box(page, f"/{key}Box") for key in ("Trim", "Bleed", "Media"))
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(SIZES[name], abs=0.02)
    assert [bled[at] - trim[at] for at in range(4)] == pytest.approx([-by, -by, by, by], abs=0.02)
    assert media[:2] == [0, 0]
    assert all(low < inner for low, inner in zip(media[:2], bled[:2], strict=True))
    assert all(high > inner for high, inner in zip(media[2:], bled[2:], strict=True))


def edges(document: bytes) -> tuple[Image.Image, list[int]]:
    """The page at 5 dots a mm, and where its bleed begins and ends."""
    (page,) = opened(document).pages
    shown = drawn(document, 5)
    left, low, right, high = (round(5 * side) for side in box(page, "/BleedBox"))
    return shown, [left, shown.height - high, right, shown.height - low]


@pytest.mark.parametrize("name", SHOP)
def test_the_art_fills_the_bleed_to_its_edge_and_marks_alone_stand_outside(name):
    shown, (left, top, right, bottom) = edges(files()[name])
    rim = shown.crop((left, top, right, bottom))
    for strip in (
        rim.crop((1, 1, rim.width - 1, 3)),
        rim.crop((1, rim.height - 3, rim.width - 1, rim.height - 1)),
        rim.crop((1, 1, 3, rim.height - 1)),
        rim.crop((rim.width - 3, 1, rim.width - 1, rim.height - 1)),
    ):
        extremes = cast("tuple[tuple[int, int], ...]", strip.getextrema())  # one pair a colour
        assert all(low == high != 255 for low, high in extremes), "the bleed is not painted all over"
    shown.paste((255, 255, 255), (left - 1, top - 1, right + 1, bottom + 1))
    outside = shown.convert("L").point(lambda value: 255 * (value < 200))
    assert outside.getbbox() is not None, "no marks"
    outside.paste(0, (0, 0, outside.width, top - 11))
    outside.paste(0, (0, bottom + 11, outside.width, outside.height))
    outside.paste(0, (0, 0, left - 11, outside.height))
    outside.paste(0, (right + 11, 0, outside.width, outside.height))
    assert outside.getbbox() is None, "a mark stands nearer than 2 mm to the bleed"


@pytest.mark.parametrize("name", SHOP)
def test_the_marks_point_at_the_corners_of_the_trim_in_black_alone(name):
    (page,) = opened(files()[name]).pages
    said = page.Contents.read_bytes().decode()
    left, low, right, high = map(float, page.TrimBox)
    lines = [list(map(float, each)) for each in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", said)]
    assert len(lines) == 8
    for x, y, to_x, to_y in lines:
        upright = x == to_x
        assert min(abs(x - side) for side in (left, right)) < 0.001 if upright else y == to_y
        assert min(abs(y - side) for side in (low, high)) < 0.001 if not upright else x == to_x
    assert "0 0 0 1 K" in said


def streams(document: bytes) -> list[bytes]:
    """All that a PDF draws, and the plain text of its other objects."""
    found = []
    for each in opened(document).objects:
        if isinstance(each, pikepdf.Stream) and "/Length1" not in each and each.get("/N") != 4:
            found.append(each.read_bytes())
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            found.append(each.Resources.unparse(resolved=True) if "/Resources" in each else b"")
            found.append(each.Group.unparse(resolved=True) if "/Group" in each else b"")
    return found


@pytest.mark.parametrize("preset", [{}, {"ink": "saver"}])
@pytest.mark.parametrize("name", SHOP)
def test_no_rgb_is_left_in_what_a_print_shop_gets(name, preset):
    assert not [found for each in streams(files(**preset)[name]) if (found := RGB.search(each))]


def test_the_guard_sees_rgb():
    assert [found for each in streams(files()["screen"]) if (found := RGB.search(each))]


def blacks(document: bytes) -> set[tuple[float, ...]]:
    """Every ink of the drawing that is nearly black."""
    colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) [kK]\b", b"\n".join(streams(document)))
    return {colour for each in colours if (colour := tuple(map(float, each)))[3] > 0.8}


@pytest.mark.parametrize("name", SHOP)
def test_texts_and_outlines_are_printed_in_black_alone(name):
    assert {colour[:3] for colour in blacks(files()[name])} == {(0, 0, 0)}
    assert (0, 0, 0, 1) in blacks(files()[name])


def test_letters_are_printed_in_black_or_knocked_out():
    (page,) = opened(files()["print/shop/board-a3.pdf"]).pages
    fills: set[tuple[float, ...]] = set()
    colour: tuple[float, ...] = ()
    for operands, operator in instructions(page.Resources.XObject.Board):
        if operator == "k":
            colour = tuple(float(each) for each in operands)
        if operator == "TJ":
            fills.add(colour)
    assert {(0, 0, 0, 1), (0, 0, 0, 0)} <= fills
    assert not {colour for colour in fills if colour[3] > 0.5} - {(0, 0, 0, 1)}


def test_the_board_for_the_shop_looks_like_the_one_for_the_screen():
    """Not its colours, which are inks now: no line moved."""
    (page,) = opened(files()["print/shop/board-a3.pdf"]).pages
    shown, screen = drawn(files()["print/shop/board-a3.pdf"], DOTS), drawn(files()["screen"], DOTS)
    left, _, _, high = (round(DOTS * side) for side in box(page, "/TrimBox"))
    top = shown.height - high

    def apart(across: int, down: int) -> float:
        at = (left + across, top + down, left + across + screen.width, top + down + screen.height)
        return differ(shown.crop(at), screen)

    there = apart(0, 0)
    assert all(there < 0.8 * apart(across, down) for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)))


@pytest.mark.parametrize("name", SHOP)
def test_with_a_profile_the_file_says_for_which_press_it_is(name):
    made = opened(files(profile=True)[name])
    (intent,) = made.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFX"
    assert int(intent.DestOutputProfile.N) == 4
    assert is_for_print(intent.DestOutputProfile.read_bytes())
    assert "FOGRA39" in str(intent.OutputConditionIdentifier)
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        assert said["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert said["pdf:Trapped"] == "False"
        assert said["dc:title"] == str(made.docinfo["/Title"])
        assert said["xmp:CreateDate"] == said["xmp:ModifyDate"] == "2000-01-01T00:00:00Z"
    assert made.docinfo["/Trapped"] == "/False"
    assert str(made.docinfo["/CreationDate"]) == "D:20000101000000Z"
    assert "/Filter" not in made.Root.Metadata
    assert made.trailer.ID
    assert made.pdf_version >= "1.6"
    assert not [found for each in streams(files(profile=True)[name]) if (found := RGB.search(each))]


def test_without_a_profile_it_says_nothing_of_a_press():
    assert "/OutputIntents" not in opened(files()["print/shop/board-a3.pdf"]).Root


def test_only_the_profile_of_a_four_colour_press_is_taken():
    profile = PROFILE.read_bytes()
    assert is_for_print(profile)
    for wrong in (
        b"",
        b"no profile" * 40,
        profile[:-1],
        profile[:16] + b"RGB " + profile[20:],
        profile[:12] + b"mntr" + profile[16:],
        profile[:36] + b"nope" + profile[40:],
    ):
        assert not is_for_print(wrong)


@pytest.mark.parametrize("name", ["screen", "print/1-board-a4.pdf"])
@pytest.mark.parametrize("preset", [{}, {"ink": "saver"}])
def test_what_is_read_on_screens_can_be_read_aloud(name, preset):
    assert faults(files(**preset)[name]) == []


@pytest.mark.slow
def test_the_board_is_read_in_the_order_of_its_squares():
    told = subprocess.run(["pdfinfo", "-struct-text", "-"], input=files()["screen"], capture_output=True, check=True)
    assert told.stderr == b""
    # What the picture shows is told in UTF-16.
    said = [each for each in re.findall(r'"(.*)"', told.stdout.decode(errors="replace")) if "\ufffd" not in each]
    expected = "".join(text.content for text in planned().drawing.scene.texts())
    assert "".join("".join(said).split()) == "".join(expected.split())
    words = iter(said)
    assert all(str(number) in words for number in range(1, len(planned().board.squares) + 1))  # consumes as it looks


def test_the_figure_says_what_it_shows_and_every_square_has_its_bookmark():
    made = opened(files()["screen"])
    (figure,) = [each for each in made.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
    assert str(figure.Alt).replace("\u00a0", " ") == planned().drawing.scene.description.replace("\u00a0", " ")
    with made.open_outline() as outline:
        (root,) = outline.root
        squares = [group for group in planned().drawing.scene.groups if group.kind == "square"]
        assert len(root.children) == len(squares) >= len(planned().board.squares)


@pytest.mark.parametrize("name", ["screen", *SHOP, "print/1-board-a4.pdf"])
def test_every_file_is_sound_and_is_printed_at_its_size(name, tmp_path):
    made = files(profile=True)[name]
    (tmp_path / "a.pdf").write_bytes(made)
    checked = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    document = opened(made)
    assert document.Root.ViewerPreferences.PrintScaling == "/None"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert str(document.Root.Lang) == "fr"
    assert "Petit circuit" in str(document.docinfo["/Title"])
    assert all("/TrimBox" in page.obj for page in document.pages)


@pytest.mark.parametrize("path", FEW, ids=named)
def test_nothing_of_value_stands_nearer_than_3_mm_to_the_cut(path):
    circuit = read(path).circuit
    assert circuit is not None
    scene = plan(circuit, Preset()).drawing.scene
    safe = Box(0, 0, scene.width, scene.height).inset(3)
    assert [box for box in valued(scene) if not safe.contains(box)] == []


def valued(scene):
    for mark in (mark for group in scene.groups for mark in group.marks):
        if isinstance(mark, Icon):
            yield mark.box
        if isinstance(mark, Text):
            yield Box(mark.x, mark.y - cap(mark.size_pt), mark.width, cap(mark.size_pt) * 1.4)


def test_the_guard_sees_a_text_at_the_cut():
    scene = planned().drawing.scene
    (group, *others) = scene.groups
    near = dataclasses.replace(group, marks=(*group.marks, Text(2, 50, "a", 9, bold=False, fill="#000000", width=2)))
    boxes = valued(dataclasses.replace(scene, groups=(near, *others)))
    assert [box for box in boxes if not Box(0, 0, scene.width, scene.height).inset(3).contains(box)]


def test_the_drawing_holds_the_widest_bleed():
    scene = planned().drawing.scene
    art = drawn_art(scene, "Essai", saver=False, over=WIDEST_BLEED)
    (page,) = opened(art).pages
    assert box(page, "/TrimBox") == pytest.approx(
        [WIDEST_BLEED, WIDEST_BLEED, WIDEST_BLEED + scene.width, WIDEST_BLEED + scene.height], abs=0.01
    )
    shown = drawn(art, 2)
    corners = [(1, 1), (shown.width - 2, 1), (1, shown.height - 2), (shown.width - 2, shown.height - 2)]
    assert (255, 255, 255) not in {shown.getpixel(corner) for corner in corners}


DOTS = 6  # a mm: a line that is off by 0.05 mm changes its pixels by a third


@cache
def assembled(*, large: bool) -> tuple[Image.Image, Image.Image]:
    """The pieces cut, laid over each other in the order of their numbers; and the board at their size.

    Each is drawn where it lies: a picture moved or stretched afterwards by parts of a dot would soften its letters.
    """
    made = files(large=large) if large else files()
    boards = board_pieces(planned(large=large) if large else planned())[1:]
    width, height = (max(getattr(each.board.clip, end) - at(each) for each in boards) for end, at in ENDS)
    size = round(width * DOTS), round(height * DOTS)
    whole = Image.new("RGB", size, "red")
    for rank, sheet in enumerate(boards, 1):
        clip = sheet.board.clip
        shown = laid(made["print/1-board-a4.pdf"], rank, size, DOTS, (-sheet.board.x * DOTS, -sheet.board.y * DOTS))
        x, y = clip.x - sheet.board.x, clip.y - sheet.board.y
        corner = (round(x * DOTS), round(y * DOTS), round((x + clip.w) * DOTS), round((y + clip.h) * DOTS))
        whole.paste(shown.crop(corner), corner)
    return whole, laid(made["screen"], 0, size, DOTS * boards[0].board.scale)


def laid(
    document: bytes, page: int, size: tuple[int, int], dots: float, at: tuple[float, float] = (0, 0)
) -> Image.Image:
    """A page at exactly ``dots`` a mm, its corner ``at`` these dots of a picture of this ``size``."""
    scale, edges = dots / MM, pypdfium2.raw.FS_RECTF(0, 0, *size)
    bitmap = pypdfium2.PdfBitmap.new_native(*size, pypdfium2.raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    with pypdfium2.PdfDocument(document) as made:
        matrix = pypdfium2.raw.FS_MATRIX(scale, 0, 0, scale, *at)
        pypdfium2.raw.FPDF_RenderPageBitmapWithMatrix(bitmap, made[page], matrix, edges, pypdfium2.raw.FPDF_ANNOT)
    shown: Image.Image = bitmap.to_pil()
    return shown.convert("RGB")


ENDS = (("right", lambda each: each.board.x), ("bottom", lambda each: each.board.y))


@pytest.mark.parametrize("large", chosen([False, True], [False]))
def test_the_pieces_put_together_are_the_board(large):
    whole, board = assembled(large=large)
    assert differ(whole, board) < 0.002


def test_the_guard_sees_a_piece_off_by_a_tenth_of_a_millimetre():
    whole, board = assembled(large=False)
    moved = whole.transform(whole.size, Image.Transform.AFFINE, (1, 0, 0.1 * DOTS, 0, 1, 0), Image.Resampling.BILINEAR)
    assert differ(moved, board) > 0.008


def differ(one: Image.Image, other: Image.Image) -> float:
    """Share of the dots that are clearly of another lightness, edges of the sheets apart."""
    inner = (8, 8, one.width - 8, one.height - 8)
    apart = ImageChops.difference(*(each.convert("L").crop(inner) for each in (one, other)))
    return sum(apart.histogram()[60:]) / (apart.width * apart.height)


def test_all_sheets_share_one_drawing_beneath_what_they_say():
    made = opened(files()["print/1-board-a4.pdf"])
    assert len({page.Resources.XObject.Board.objgen for page in made.pages}) == 1
    assert len(made.pages) == 5
    assert len(files()["print/1-board-a4.pdf"]) < 2 * len(files()["screen"])
    for page in made.pages:
        assert (float(page.MediaBox[2]) / MM, float(page.MediaBox[3]) / MM) == pytest.approx((297, 210), abs=0.02)


def test_each_sheet_says_which_one_it_is_and_the_first_how_they_go_together():
    said = [text_of(files()["print/1-board-a4.pdf"], page) for page in range(1, 6)]
    assert "Plan d’assemblage" in said[0]
    assert "le long des traits pleins" in said[0]
    places = ["colonne A, rang 1", "colonne B, rang 1", "colonne A, rang 2", "colonne B, rang 2"]
    for rank, (text, place) in enumerate(zip(said[1:], places, strict=True), 1):
        assert f"Feuille {rank}" in text
        assert place in text
        assert planned().drawing.fingerprint in text


def text_of(document: bytes, page: int) -> str:
    # In the order of drawing: of the board more is there than is seen, some of it beside the foot.
    command = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), "-", "-"]
    told = subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode()
    return " ".join(told.replace("\u00a0", " ").split())


def test_the_ruler_of_the_plan_is_five_centimetres_long():
    plan_page = opened(files()["print/1-board-a4.pdf"]).pages[0]
    ends = [end for end in upright_lines(plan_page) if 4.9 < end[1] < 5.1]
    xs = sorted({round(x, 3) for x, _ in ends})
    assert xs[-1] - xs[0] == pytest.approx(50, abs=0.01)


def upright_lines(page: pikepdf.Page) -> list[tuple[float, float]]:
    """x and length of the upright lines of a page, in mm, transformations counted."""
    found, stack, matrix, at = [], [], pikepdf.Matrix(), (0.0, 0.0)
    for operands, operator in instructions(page):
        match operator:
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "m":
                at = matrix.transform((float(operands[0]), float(operands[1])))
            case "l":
                to = matrix.transform((float(operands[0]), float(operands[1])))
                if abs(to[0] - at[0]) < 0.001:
                    found.append((to[0] / MM, abs(to[1] - at[1]) / MM))
                at = to
    return found


def test_the_picture_of_the_board_is_1600_dots_wide_and_has_no_date():
    made = BoardDocument("", planned(), Options()).files()["board.png"]
    assert Image.open(io.BytesIO(made)).size == (1600, 1131)  # 420 × 297 mm: 1131.4
    assert b"tIME" not in made
    assert b"tEXt" not in made
    assert len(made) < 300_000


def test_the_same_board_gives_the_same_bytes():
    asked = planned(), Options(icc=PROFILE.read_bytes())
    again = BoardDocument("", *asked).files() | ShopBoard("", *asked).files()
    assert again.items() >= {name: data for name, data in files(profile=True).items() if name != "screen"}.items()
