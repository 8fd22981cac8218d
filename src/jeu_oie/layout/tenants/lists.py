"""All that tenants said, whole: delays by step and by problem, ideas by their votes, what was missing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jeu_oie.board.tenants import TenantFinding, Tenants, TenantTopic, votes
from jeu_oie.layout.flow import Block, Para, Poured, pour
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.marks import fit_or_shorten, largest, text_at
from jeu_oie.layout.paper import POINT, PrintContext, identity
from jeu_oie.layout.scene import Group, Mark, Scene
from jeu_oie.layout.text import Style

SIZES = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
MARGIN, HEAD, FOOT, GAP, COLUMNS = 12.0, 24.0, 8.0, 8.0, 3
HANG = 8.0  # mm, for the goose of an idea


def lists(paper: PrintContext, said: Tenants, width: float, height: float) -> tuple[Scene, ...]:
    """Everything in columns: on one page at the largest size that holds it, else on as many as it takes."""
    boxes = columns_of(width, height)
    for size in SIZES:
        poured = pour(tuple(blocks_of(said, paper, size)), boxes)
        if not poured.rest:
            return (page(paper, said, width, height, poured),)
    pages: list[Scene] = []
    blocks = tuple(blocks_of(said, paper, SIZES[-1]))
    rest: Sequence[Block] = blocks
    while rest:
        rest = add_heading(rest, blocks, paper)
        poured = pour(rest, boxes)
        assert len(poured.rest) < len(rest), "an entry higher than a page"
        pages.append(page(paper, said, width, height, poured))
        rest = poured.rest
    return tuple(pages)


def add_heading(rest: Sequence[Block], blocks: Sequence[Block], paper: PrintContext) -> Sequence[Block]:
    """``rest``, the last of ``blocks``, under the heading of its section where that stands on the page before."""
    first, *others = rest
    if first[0].rule:
        return rest
    heading = next(block[0] for block in reversed(blocks[: len(blocks) - len(rest)]) if block[0].rule)
    return ((replace(heading, text=paper.words("tenants.list.next", title=heading.text)), *first), *others)


def columns_of(width: float, height: float) -> list[Box]:
    each = (width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    top, low = MARGIN + HEAD, height - MARGIN - FOOT
    return [Box(MARGIN + rank * (each + GAP), top, each, low - top) for rank in range(COLUMNS)]


def page(paper: PrintContext, said: Tenants, width: float, height: float, poured: Poured) -> Scene:
    """A page: what it is and of whom, then the columns."""
    room = width - 2 * MARGIN
    under = POINT.join((paper.dossier.title, paper.dossier.landlord, *said.workshops))
    small = largest(under, room, (14, 13, 12, 11, 10), bold=False)
    heading = (
        text_at(MARGIN, MARGIN + 9, paper.words("tenants.list"), Style(26, bold=True)),
        text_at(MARGIN, MARGIN + 17, fit_or_shorten(under, room, small, 1)[0], small),
    )
    columns = (Group(marks, f"colonne-{rank}") for rank, marks in enumerate(poured.columns, 1))
    title = paper.words("tenants.list")
    return Scene(width, height, (Group(heading, "titre"), *columns), paper.dossier.language, title, reading=("titre",))


def blocks_of(said: Tenants, paper: PrintContext, size: float) -> Iterator[Block]:
    """An entry an item, the heading of its section with the first one."""
    delays = said.of(TenantTopic.DELAYS)
    sections = (
        ("steps", [each for each in delays if not each.problem]),
        ("problems", [each for each in delays if each.problem]),
        ("ideas", sorted(said.of(TenantTopic.IDEA), key=votes, reverse=True)),
        ("filled", [each for each in said.findings if each.sort is not TenantTopic.IDEA and each.said]),
    )
    for name, held in sections:
        heading = Para(paper.words(f"tenants.list.{name}"), Style(size + 3, bold=True), 4, rule=True)
        for rank, each in enumerate(held):
            lines = tuple(entry(each, name, paper, size))
            yield (heading, *lines) if rank == 0 else lines


def entry(each: TenantFinding, section: str, paper: PrintContext, size: float) -> Iterator[Para]:
    t, plain, hang = paper.words, Style(size), HANG if section == "ideas" else 0.0
    place = f"{t('where.square', name=each.place)}{POINT}" if each.place else ""
    yield Para(place + each.title, Style(size, bold=True), 2.2, hang, "goose-dashed" if hang else "")
    if section in ("steps", "problems"):
        sure = each.announced if not (each.unsure and each.found) else f"{each.announced} ({t('uncertain')})"
        for label, said in (("announced", sure), ("acceptable", ", ".join(each.acceptable))):
            yield Para(t("tenants.says", label=t(f"tenants.{label}"), said=said), plain)
        return
    for text in each.said or (t("tenants.no-votes"),):
        yield Para(text, plain, hang=hang)
    if section == "filled":
        yield Para(t("uncertain"), Style(size, bold=True))


def foot(paper: PrintContext, digits: str, rank: int, pages: int, scene: Scene) -> tuple[Mark, ...]:
    """Whose sheet it is, and which of how many."""
    said = f"{identity(paper, digits)}{POINT}{rank}/{pages}"
    style = largest(said, scene.width - 2 * MARGIN, (12, 11, 10), bold=False)
    return (text_at(MARGIN, scene.height - MARGIN, said, style),)
