"""The tenants' board (« more/tenants-board »): the board with what a workshop said, then all of it whole, as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.marks import content_hash as scene_hash
from jeu_oie.draw.scene import Scene
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.tenants import TenantFinding, Tenants, TenantTopic, votes
from jeu_oie.messages import Catalog
from jeu_oie.print.content.drawing import DrawnPage
from jeu_oie.print.content.frame import Frame, Keyed, frame_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """What was said of one item; ``doubt`` after it."""

    icon: str
    name: Keyed
    lines: tuple[str, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one sort; ``again``: the title where they go on on another page."""

    title: str
    again: str
    findings: tuple[ListedFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantsSheet:
    """``hash``: of what the board says, which bears that of the whole (« BoardFrame »)."""

    frame: Frame
    hash: str
    title: str
    whose: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFrame(Frame):
    """``board``: drawn, with the hash of the whole on it."""

    board: DrawnPage


def tenants_sheet(said: Tenants, board: Scene, dossier: Dossier, t: Catalog, page: str | None) -> TenantsSheet:
    """``board``: without its stamp; ``page``: the address of the circuit's page."""
    return TenantsSheet(
        frame=frame_of(dossier, t, page, t("tenants.title")),
        hash=scene_hash(board),
        title=t("tenants.list"),
        whose=t("separator").join(filter(None, (dossier.title, dossier.landlord, *said.workshops, said.hands))),
        sections=tuple(sections(said, t)),
    )


def sections(said: Tenants, t: Catalog) -> Iterator[Section]:
    """Delays by step and by problem, ideas by their votes, what was missing."""
    delays = said.of(TenantTopic.DELAYS)
    lists: Sequence[tuple[str, Sequence[TenantFinding]]] = (
        ("steps", [each for each in delays if not each.problem]),
        ("problems", [each for each in delays if each.problem]),
        ("ideas", sorted(said.of(TenantTopic.IDEA), key=votes, reverse=True)),
        ("filled", [each for each in said.findings if each.sort is not TenantTopic.IDEA and each.said]),
    )
    for name, held in lists:
        if held:
            title = t(f"tenants.list.{name}")
            again = t("tenants.list.next", title=title)
            yield Section(title, again, tuple(listed(each, name, t) for each in held))


def listed(each: TenantFinding, section: str, t: Catalog) -> ListedFinding:
    place = t("separator").join((t("where.square", name=each.place), "")) if each.place else ""
    return ListedFinding(
        icon="goose-dashed" if section == "ideas" else "",
        name=Keyed(place + each.title, f"{each.id}.title"),
        lines=delays_of(each, t) if section in ("steps", "problems") else each.said or (t("tenants.no-votes"),),
        doubt=t("uncertain") if section == "filled" else "",
    )


def delays_of(each: TenantFinding, t: Catalog) -> tuple[str, ...]:
    sure = f"{each.announced} ({t('uncertain')})" if each.unsure and each.found else each.announced
    told = (("announced", sure), ("acceptable", ", ".join(each.acceptable)))
    return tuple(t("tenants.says", label=t(f"tenants.{label}"), said=said) for label, said in told)
