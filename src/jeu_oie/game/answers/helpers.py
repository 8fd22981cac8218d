"""Who helps: the association, the ADIL of the département, whoever the problem names, its recourse."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jeu_oie.circuit.dangers import is_rescue
from jeu_oie.circuit.hours import read_when
from jeu_oie.circuit.model import AnswerKind, Channel, Circuit, Contact, Office, Recourse
from jeu_oie.game.answers.model import Helper, Number, State
from jeu_oie.game.answers.numbers import join_numbers, number_of
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import Subject
from jeu_oie.game.wording import say_contact

ASSOCIATION, ADIL, CDC = "association", "adil", "cdc"
ALONE = frozenset({AnswerKind.DANGER, AnswerKind.FOLLOW})  # whom none of these helps, or not yet


def find_helpers(subject: Subject, circuit: Circuit, shared: Shared) -> tuple[Helper, ...]:
    """In order, each once. The commission never helps between neighbours."""
    if subject.kind in ALONE:
        return ()
    named = (subject.item.helper if subject.item else ()) or (subject.said.helper if subject.said else ())
    ids = [ASSOCIATION, *([] if ADIL in named else [ADIL]), *named, *list_recourse(subject, circuit)]
    found = (find_helper(each, circuit, shared) for each in dict.fromkeys(ids) if is_fit(each, subject))
    return tuple(each for each in found if each)


def is_fit(name: str, subject: Subject) -> bool:
    return name != CDC or subject.kind is not AnswerKind.NEIGHBOURS


def list_recourse(subject: Subject, circuit: Circuit) -> Iterator[str]:
    """The recourse that says it is for this problem, or for this sort of answer."""
    wanted = {*subject.names, subject.kind.value}
    return (each.id for each in circuit.recourse if wanted.intersection(each.for_))


def find_helper(name: str, circuit: Circuit, shared: Shared) -> Helper | None:
    """By id: of the project, of the département, a recourse of the circuit, else of all, else whoever is known."""
    recourse = shared.find_recourse(name, circuit)
    if name == ASSOCIATION:
        return of_association(recourse, shared)
    office = of_department(name, circuit)
    if office:
        return of_office(name, office, recourse, shared)
    if recourse:
        return of_recourse(recourse, circuit, shared)
    known = shared.shipped.helpers.get(name)
    if known is None:
        return None
    number = (
        Number(known.call, known.name, known.hours or "", read_when(known.hours or ""), source=known.source)
        if known.call
        else None
    )
    return Helper(name, known.name, numbers=(number,) if number else (), source=known.source)


def of_association(recourse: Recourse | None, shared: Shared) -> Helper:
    """The project's own; else lines to write whose it is."""
    known = shared.association
    source = recourse.all_sources if recourse else ()
    if known is None:
        name = (recourse and (recourse.who or recourse.title)) or shared.words("answer.association")
        return Helper(ASSOCIATION, name, source=source, blank=True)
    number = Number(known.phone, known.name, known.hours, read_when(known.hours)) if known.phone else None
    return Helper(ASSOCIATION, known.name, numbers=(number,) if number else (), ways=known.ways)


def of_department(name: str, circuit: Circuit) -> Office | None:
    """The office of the one département in which the landlord lets; of several, one has to be asked which."""
    codes = circuit.landlord.departments
    department = circuit.departments.get(codes[0]) if len(codes) == 1 else None
    office: Office | None = (
        getattr(department, name, None) if department and name in type(department).model_fields else None
    )
    return office


def of_office(name: str, office: Office, recourse: Recourse | None, shared: Shared) -> Helper:
    doubt = shared.words("uncertain") if office.uncertain else ""
    state = State.DOUBTFUL if office.uncertain else State.UNDATED
    label = shared.mark(office.name, doubt)
    number = Number(office.phone, label, state=state, source=office.source) if office.phone else None
    return Helper(
        name,
        label,
        (recourse.text or "") if recourse else "",
        (number,) if number else (),
        (shared.mark(office.address, doubt),) if office.address else (),
        doubt,
        tuple(dict.fromkeys((*office.source, *(recourse.all_sources if recourse else ())))),
    )


def of_recourse(recourse: Recourse, circuit: Circuit, shared: Shared) -> Helper:
    doubt = shared.words("uncertain") if recourse.uncertain else ""
    at = f"recourse.{recourse.id}.contact"
    found = (number_of(way, at, circuit, shared, doubt=recourse.uncertain) for way in recourse.contact)
    numbers = tuple(
        replace(each, label=each.label or shared.mark(recourse.who or recourse.title, doubt)) for each in found if each
    )
    others = (say_contact(way, circuit.landlord, shared.words) for way in recourse.contact if not is_called(way))
    ways = tuple(shared.mark(each, doubt) for each in others)
    name = shared.mark(recourse.who or recourse.title, doubt)
    return Helper(recourse.id, name, recourse.text or "", numbers, ways, doubt, recourse.all_sources)


def is_called(way: Contact) -> bool:
    return way.kind is Channel.PHONE and bool(way.value)


def helper_numbers(helpers: Iterable[Helper], circuit: Circuit) -> list[Number]:
    """The numbers of those who help, in their order; none of danger."""
    found = (number for each in helpers for number in each.numbers)
    return join_numbers(each for each in found if not is_rescue(each.value, circuit.emergency))
