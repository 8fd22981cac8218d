"""The pages around a kit: one look; the gallery of a folder, landlords side by side, what changed."""

from base64 import b64encode
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from jeu_oie.circuit.model import Topic
from jeu_oie.draw.html import direct_paragraphs, fill, in_parts, seam, start
from jeu_oie.draw.ink import DRAFT, EDGE, GROUND, INK, LINK, PAPER, ROAD, content
from jeu_oie.draw.subset import fonts_for
from jeu_oie.draw.text import direction
from jeu_oie.exchange.compare import Cited, Compared, practice_titles, questions, stage_titles
from jeu_oie.exchange.report import Drawn, Report, report_values
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates
from jeu_oie.web.cards import web_address
from jeu_oie.web.style import fingerprint, font_faces, slim

# --- What the pages around a kit share (gallery, comparison, embedding): one look, a policy that lets nothing else
# in

COLOURS = {"ink": INK, "paper": PAPER, "ground": GROUND, "road": ROAD, "edge": EDGE, "link": LINK, "draft": DRAFT}
COLOURS |= {"band": KINDS[Kind.STEP].band, "gold": KINDS[Kind.START].band}


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """Style and script of a page; ``frames``: it may show the page of its own folder inside itself."""

    style: Markup
    script: Markup
    frames: bool = False

    @property
    def content(self) -> str:
        """The content of the policy's ``<meta>``: this style and script, pictures of the same folder, nothing else."""
        script = f"'{fingerprint(self.script)}'" if self.script else "'none'"
        frames = "'self'" if self.frames else "'none'"
        return (
            f"default-src 'none'; style-src '{fingerprint(self.style)}'; script-src {script}; font-src data:; "
            f"img-src 'self' data:; frame-src {frames}; base-uri 'none'; form-action 'none'"
        )


def frame(
    said: Iterable[str], own: Templates | None = None, *, rules: str = "", script: str = "", frames: bool = False
) -> SiteFrame:
    """The frame of a page that says ``said``; ``rules`` are added to the style, ``script`` names a template."""
    faces = Markup("".join(font_faces(fonts_for(said, light=True))))  # noqa: S704 (base64)
    style = fill("site/site.css", own, fonts=faces, rules=Markup(rules), **COLOURS)  # noqa: S704 (figures of ours)
    code = fill(script, own) if script else ""
    return SiteFrame(Markup(slim(style)), Markup(slim(code)), frames)  # noqa: S704 (our own templates)


def site_page(template: str, made: SiteFrame, own: Templates | None = None, /, **values: object) -> str:
    """The page of ``template``, with goose and frame."""
    return fill(template, own, frame=made, goose=content("goose-large"), **values)


# --- The list of a whole output folder: landlords, their circuits, state and version ----------------------


@dataclass(frozen=True, slots=True)
class KitEntry:
    """A kit: its folder under the gallery's, what its sheets say of it, and the files that it has.

    ``source`` is the hash of what it was made of, the same for a kit in colour and in black and white;
    ``compared`` its answers, None where an earlier version made it.
    """

    folder: str
    language: str
    landlord: str
    title: str
    status: str
    version: str
    draft: bool
    files: frozenset[str]
    topic: str = ""
    source: str = ""
    compared: Compared | None = None


def gallery(entries: Sequence[KitEntry], topics: Sequence[tuple[str, str]], words: Catalog) -> str:
    """The gallery as HTML: landlords in order of their names, circuits in order of their titles.

    ``topics``: the files that compare landlords, and the names of their topics.
    """
    ordered = sorted(entries, key=lambda each: (each.landlord.casefold(), each.title.casefold(), each.folder))
    groups = [(name, tuple(own)) for name, own in groupby(ordered, key=lambda each: each.landlord)]
    said = [text for each in ordered for text in (each.landlord, each.title, each.status, each.version)]
    return site_page(
        "gallery.html",
        frame(said, script="site/search.js"),
        language=words.language,
        direction=direction(words.language),
        groups=groups,
        topics=topics,
        words=words,
        found=words("gallery.found", n="{n}"),
        files={each.folder: links(each.files, words) for each in ordered},
    )


def links(files: frozenset[str], words: Catalog) -> tuple[tuple[str, str], ...]:
    """What can be taken of a kit, as far as it has it and as it goes on line (``packing.SITE``): file, name."""
    named = {
        "kit.zip": words("gallery.file.kit"),
        "print/leaflet.pdf": words("gallery.file.leaflet"),
        "board.png": words("gallery.file.picture"),
    }
    return tuple((file, name) for file, name in named.items() if file in files)


# --- The landlords of one topic side by side: one row a question, one column a landlord, never a ranking --

FEWEST = 2  # landlords that can be compared


@dataclass(frozen=True, slots=True)
class Column:
    """A kit and what its circuit answers; ``numbers`` are those of its sources, as they are first cited."""

    anchor: str
    entry: KitEntry
    compared: Compared
    numbers: Mapping[str, int]


def comparisons(entries: Sequence[KitEntry]) -> dict[str, tuple[KitEntry, ...]]:
    """Topic → the kits to compare, each circuit once, by the names of their landlords."""
    topics: dict[str, tuple[KitEntry, ...]] = {}
    for topic in sorted({each.topic for each in entries} & {topic.value for topic in Topic} - {Topic.OTHER.value}):
        own = tuple(once([each for each in entries if each.topic == topic]))
        if len({each.landlord for each in own if each.compared}) >= FEWEST:
            topics[topic] = own
    return topics


def left_alone(entries: Sequence[KitEntry]) -> tuple[KitEntry, ...]:
    """The circuits that are in no comparison: no other landlord has their topic, or it is none that can be shared."""
    compared = {each.source for own in comparisons(entries).values() for each in own}
    known = {topic.value for topic in Topic}  # a kit of an earlier version tells none
    return tuple(each for each in once(entries) if each.source not in compared and each.topic in known)


def name_alone(alone: Sequence[KitEntry], words: Catalog) -> str:
    """The sentence that names them, each with its topic; nothing where there is none."""
    topics = {each: words(f"topic.{each}") for each in Topic} | {Topic.OTHER: words("compare.alone.other")}
    named = (
        words("compare.alone.one", landlord=each.landlord, title=each.title, topic=topics[Topic(each.topic)])
        for each in alone
    )
    said = words("separator").join(named)
    return words("compare.alone", circuits=said) if said else ""


def once(entries: Sequence[KitEntry]) -> Iterator[KitEntry]:
    """Of the kits of one circuit (colour, black and white, large print) the one with the shortest name."""
    met: set[str] = set()
    ordered = sorted(
        entries, key=lambda each: (each.landlord.casefold(), each.title.casefold(), len(each.folder), each.folder)
    )
    for each in ordered:
        if each.source not in met:
            met.add(each.source)
            yield each


def file_of(topic: str) -> str:
    return f"comparer-{topic}.html"


@dataclass(frozen=True, slots=True)
class ComparedRows:
    """The columns of a comparison and what its rows are about: stages and practices by id, with their titles."""

    asked: tuple[str, ...]
    stages: Mapping[str, str]
    practices: Mapping[str, str]
    columns: tuple[Column, ...]

    @property
    def any_unspotted(self) -> bool:
        """Whether a row says that a stage was not spotted, which needs a word of explanation."""
        told = [column.compared for column in self.columns]
        return any(each.unspotted or self.stages.keys() - each.stages.keys() for each in told)


def rows_of(topic: str, entries: Sequence[KitEntry]) -> ComparedRows:
    """The kits that answer, the stages that several of them have and the practices that one of them names."""
    asked, answered = questions(topic), [(each, each.compared) for each in entries if each.compared]
    stages, practices = stage_titles([told for _, told in answered]), practice_titles([told for _, told in answered])
    columns = tuple(
        Column(f"bailleur-{rank}", entry, told, number_sources(told, asked, stages, practices))
        for rank, (entry, told) in enumerate(answered, 1)
    )
    return ComparedRows(asked, stages, practices, columns)


def comparison(
    topic: str,
    entries: Sequence[KitEntry],
    words: Catalog,
    back: str = "index.html",
    alone: Sequence[KitEntry] = (),
) -> str:
    """The comparison of these kits as HTML; those that an earlier version made are named below it, and those ``alone``.

    ``back``: the page of all kits, empty where there is none beside it.
    """
    made = rows_of(topic, entries)
    said = [name_alone(alone, words), *(text for column in made.columns for text in compared_texts(column))]
    return site_page(
        "comparison.html",
        frame(said, rules=rules(len(made.columns), len(made.asked) + len(made.stages), len(made.practices))),
        language=words.language,
        direction=direction(words.language),
        words=words,
        topic=words(f"topic.{topic}"),
        questions=made.asked,
        stages=made.stages,
        practices=made.practices,
        columns=made.columns,
        any_unspotted=made.any_unspotted,
        alone=name_alone(alone, words),
        left_out=[f"{each.landlord}, {each.title}" for each in entries if not each.compared],
        address=web_address,
        back=back,
        each_of=each_of,
        gaps=gaps,
    )


def each_of(write: Callable[[str, bool], Markup], titles: Mapping[str, str], draft: bool) -> dict[str, Markup]:
    """The cell of each practice by its id, as a macro of the template writes it."""
    return {key: write(title, draft) for key, title in titles.items()}


def gaps(empty: Mapping[str, Markup], told: Container[str]) -> Iterator[tuple[Markup, str]]:
    """Of ``empty`` cells those before each practice that is ``told``, and its id; at last those after them."""
    run: list[str] = []
    for key, cell in empty.items():
        if key in told:
            yield Markup("".join(run)), key  # noqa: S704 (cells of our own template)
            run.clear()
        else:
            run.append(cell)
    yield Markup("".join(run)), ""  # noqa: S704


def number_sources(
    told: Compared, asked: Iterable[str], stages: Iterable[str], practices: Iterable[str]
) -> dict[str, int]:
    """Source id → its number in the column, in the order in which they are cited from top to bottom."""
    several = [each.sources for key in asked for each in told.answers.get(key, ())]
    several += [each.sources for key in stages if key in told.stages for each in told.stages[key].answers]
    several += [told.practices[key].sources for key in practices if key in told.practices]
    cited = dict.fromkeys(name for names in several for name in names if name in told.sources)
    return {name: number for number, name in enumerate(cited, 1)}


def compared_texts(column: Column) -> Iterator[str]:
    """What the fonts must hold."""
    yield from (column.entry.landlord, column.entry.title, column.entry.status, column.entry.version)
    yield from (each.text for several in column.compared.answers.values() for each in several)
    for stage in column.compared.stages.values():
        yield from (stage.title, *(each.text for each in stage.answers))
    for practice in column.compared.practices.values():
        yield practice.title + practice.decided
    yield from (source.title + source.details for source in column.compared.sources.values())


def rules(columns: int, asked: int, practices: int) -> str:
    """Where the rows of every column stand, so that the same question stands at the same height."""
    rows = f"auto repeat({asked},auto)" + (f" auto repeat({practices},auto)" if practices else "") + " auto"
    return (
        "@media (min-width: 60rem){"
        f".compare{{grid-template:{rows}/13rem repeat({columns},minmax(15rem,1fr))}}"
        f".questions{{grid-row:2/span {asked}}}.landlord h3{{grid-row:{asked + 2}}}"
        f".practices{{grid-row:{asked + 3}/span {practices}}}"
        "}"
    )


# --- The comparison as a poster for the workshop: A3, a row a question, a column a landlord, 14 pt; never a
# ranking

ABREAST = 4  # landlords on a sheet: a line of 14 pt still holds some thirty letters


def comparison_poster(topic: str, entries: Sequence[KitEntry], words: Catalog) -> tuple[str, ...]:
    """The poster of these kits as HTML for the print engine, in parts."""
    made = rows_of(topic, entries)
    return in_parts(
        direct_paragraphs(
            fill(
                "print/comparison.html",
                language=words.language,
                direction=direction(words.language),
                ink=INK,
                words=words,
                topic=words(f"topic.{topic}"),
                questions=made.asked,
                stages=made.stages,
                practices=made.practices,
                any_unspotted=made.any_unspotted,
                plates=tuple(plates(made.columns)),
                numbers=number_cited(made.columns),
                start=start,
                seam=seam,
            )
        )
    )


def number_cited(columns: Sequence[Column]) -> dict[Cited, int]:
    """Each source with one number for all landlords: most are of national law, and all of them hang on one wall."""
    cited = dict.fromkeys(each.compared.sources[name] for each in columns for name in each.numbers)
    return {source: number for number, source in enumerate(cited, 1)}


def plates(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """As few sheets as hold all landlords, as even as can be."""
    count = -(-len(columns) // ABREAST)
    size, more = divmod(len(columns), count)
    start = 0
    for rank in range(count):
        end = start + size + (rank < more)
        yield tuple(columns[start:end])
        start = end


# --- the page --------------------------------------------------------------------------------------------


def changes_page(
    dossier: Dossier, report: Report, boards: Sequence[Drawn], t: Catalog, own: Templates | None = None
) -> str:
    """``changes.html``: one self-contained file, nothing else let in."""
    pictures = [b64encode(each.svg.encode()).decode() for each in boards]
    return site_page(
        "changes.html",
        frame(changes_texts(dossier, report), rules=fill("site/changes.css")),
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
