"""What changed from one circuit to another, as a page of its own."""

from base64 import b64encode
from collections.abc import Iterator, Sequence

from jeu_oie.draw.text import direction
from jeu_oie.exchange.report import Drawn, Report, report_values
from jeu_oie.game.dossier import Dossier
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates
from jeu_oie.web.site import frame, site_page


def changes_page(
    dossier: Dossier, report: Report, boards: Sequence[Drawn], t: Catalog, own: Templates | None = None
) -> str:
    """``changes.html``: one self-contained file, nothing else let in."""
    pictures = [b64encode(each.svg.encode()).decode() for each in boards]
    return site_page(
        "changes.html",
        frame(changes_texts(dossier, report), rules="site/changes.css"),
        own,
        language=dossier.language,
        direction=direction(dossier.language),
        dossier=dossier,
        t=t,
        boards=tuple(zip(("before", "after"), pictures, (each.scene.description for each in boards), strict=True)),
        **report_values(report, t),
    )


def changes_texts(dossier: Dossier, report: Report) -> Iterator[str]:
    """What the fonts must hold."""
    yield from (dossier.landlord, dossier.title, dossier.status, dossier.version, report.before, report.after)
    for each in report.found.changes:
        yield each.title
        yield from (part for line in each.lines for part in (line.label, line.before, line.after))
    for path in report.found.paths:
        yield from (*path.problems, path.before, path.after)
    yield from (*report.listed.cards.again.values(), *report.listed.cards.away.values())
