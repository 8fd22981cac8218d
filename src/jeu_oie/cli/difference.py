"""A difference as lines for people: dangers and numbers before all else, then each thing with what it says."""

from collections.abc import Iterable, Iterator, Mapping

from jeu_oie.circuit.keys import Sort
from jeu_oie.cli.terminal import Part, Styled, one_line
from jeu_oie.exchange.diff import Difference, ReportedChange
from jeu_oie.messages import Catalog

NAMES_SHOWN = 12  # files that a line names


def danger_lines(found: Mapping[str, Iterable[ReportedChange]], t: Catalog) -> Iterator[Part]:
    """What to do in danger and whom to call, before → now; what several files say alike once, with their names.

    ``found``: name of a file → what changed in it; an empty name stands for the only one.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, changes in found.items():
        for each in changes:
            if each.danger:
                groups.setdefault((head_line(each, t, named=not each.is_file), *fact_lines(each, t)), []).append(name)
    yield Styled(t("changes.dangers"), bold=True)
    if not groups:
        yield "  " + t("changes.dangers.same")
    for told, names in groups.items():
        yield from told
        if any(names):
            yield "    " + t("changes.dangers.files", files=name_files(names, t))


def name_files(names: list[str], t: Catalog) -> str:
    """The first of ``names``, and how many others there are."""
    shown = ", ".join(map(one_line, names[:NAMES_SHOWN]))
    others = len(names) - NAMES_SHOWN
    return t.count("changes.files.others", others, files=shown) if others > 0 else shown


def head_line(each: ReportedChange, t: Catalog, *, named: bool) -> str:
    """« Danger « Pompiers » · case 12 · nouveau »."""
    title = t("changes.named", title=each.title) if named else ""
    tags = (*each.what, *((t("changes.wording"),) if each.wording else ()))
    return "  " + " · ".join(filter(None, (f"{each.kind} {title}".strip(), each.place, ", ".join(tags))))


def fact_lines(each: ReportedChange, t: Catalog) -> Iterator[str]:
    """« Numéro à appeler », « 18 → 112 »: a label once where several lines have it."""
    last = ""
    for line in (line for line in each.lines if line.danger):
        if line.label != last:
            yield f"    {line.label}"
        before, after = (value or t("changes.none") for value in (line.before, line.after))
        yield "      " + t("changes.dangers.line", before=before, after=after)
        last = line.label


def section_lines(found: Difference, t: Catalog) -> Iterator[Part]:
    for section in found.sections:
        yield ""
        yield Styled(section.title, bold=True)
        for each in section.changes:
            yield from change_lines(each, t)


def change_lines(each: ReportedChange, t: Catalog) -> Iterator[str]:
    if not each.is_file:
        yield head_line(each, t, named=each.named)
    for line in each.lines:
        yield f"    {line.label}"
        if line.before:
            yield f"      {t('changes.before')} {line.before}"
        if line.after or line.sort is not Sort.REMOVED:
            yield f"      {t('changes.after')} {line.after or t('changes.gone')}"
