"""The tenants' board (``print/tenants-board-a3.pdf``): the board with what a workshop said, and all of it as a list.

A3 landscape, to hang in a hall; in large print all of it on A2. Page 1 is the board of the game: the squares of which
tenants spoke are drawn anew (``faces``), announced and acceptable delay side by side, and the ``centre``; all other
squares, the arrows and the side tracks stay as they are. Page 2 says everything whole (``lists``), the problems too,
which have no square. Lengths in mm, sizes in pt.
"""

from dataclasses import replace

from jeu_oie.board.tenants import Tenants
from jeu_oie.layout.board import BoardLayout
from jeu_oie.layout.cells.frame import measures
from jeu_oie.layout.direction import direction
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.marked import bounds
from jeu_oie.layout.marks import cap
from jeu_oie.layout.mirror import mirror_scene
from jeu_oie.layout.paper import DrawnSheets, PrintContext, hash_of, sheets, stamp_scene
from jeu_oie.layout.scene import Group, Icon, Scene, Shape, Text
from jeu_oie.layout.stamp import stamp
from jeu_oie.layout.tenants.centre import centre
from jeu_oie.layout.tenants.faces import square
from jeu_oie.layout.tenants.lists import foot, lists

ROUND = (2.6,) * 4  # the corners of a square on a side track


def tenants_board(paper: PrintContext, drawing: BoardLayout, said: Tenants, name: str) -> DrawnSheets:
    """The board, then the list; ``name``: that of the file."""
    upright = mirror_scene(drawing.scene) if direction(paper.dossier.language) == "rtl" else drawing.scene
    board = board_of(paper, drawing, upright, said)
    pages = (board, *lists(paper, said, board.width, board.height))
    digits = hash_of(pages)
    feet = (foot(paper, digits, rank, len(pages), each) for rank, each in enumerate(pages[1:], 2))
    listed = (stamp_scene(each, *marks) for each, marks in zip(pages[1:], feet, strict=True))
    return sheets(paper, [stamped_board(paper, upright, board, digits), *listed], {name: digits})


def board_of(paper: PrintContext, drawing: BoardLayout, upright: Scene, said: Tenants) -> Scene:
    """The board as who reads from left to right sees it: what was spoken of and the centre anew."""
    told = {each.place: each for each in said.findings if each.place}
    radii = {str(cell.number): cell.radii for cell in drawing.track.cells}
    if upright is not drawing.scene:
        radii = {name: (two, one, four, three) for name, (one, two, three, four) in radii.items()}
    title, legend = (next(group for group in upright.groups if group.id == name) for name in ("title", "legend"))
    middle = tuple(centre(title, legend, said, paper))
    groups: list[Group] = []
    for group in upright.groups:
        name = dict(group.data).get("number", "")
        if group.kind == "square" and name in told:
            groups.append(square(group, radii.get(name, ROUND), told[name], paper))
        elif group.id == "water":
            groups.append(calm(group, middle))
        elif group.id == "legend":
            groups += middle
        elif group.id not in ("title", "stamp"):
            groups.append(group)
    title_said = f"{paper.words('tenants.title')} · {paper.dossier.title} · {paper.dossier.landlord}"
    return replace(upright, groups=tuple(groups), title=title_said, description=paper.words("tenants.description"))


def calm(water: Group, middle: tuple[Group, ...]) -> Group:
    """The water without the waves that would stand under words of the centre."""
    words = [mark for group in middle for mark in group.marks if isinstance(mark, Text)]
    taken = [Box(mark.x - 3, mark.y - cap(mark.size_pt) - 2, mark.width + 6, cap(mark.size_pt) + 4) for mark in words]
    free = (mark for mark in water.marks if not isinstance(mark, Icon) or not any(map(mark.box.overlaps, taken)))
    return replace(water, marks=tuple(free))


def stamped_board(paper: PrintContext, upright: Scene, scene: Scene, digits: str) -> Scene:
    """The board with its version and hash where those of the game's board stand."""
    former = next(group for group in upright.groups if group.id == "stamp")
    box = bounds(next(mark for mark in former.marks if isinstance(mark, Shape)).path)
    words, least = paper.words("stamp.follow"), measures(32, large=paper.large).least
    return stamp_scene(scene, *stamp(box, paper.dossier.version, digits, words, paper.page, paper.palette.paper, least))
