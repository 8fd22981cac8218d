"""A landlord's file or a common file alone, as a circuit that says nothing else: what changed in it can be told."""

from pathlib import Path

from pydantic import BaseModel

from jeu_oie.circuit.model import Circuit, CircuitFile, Common, Landlord, Status, Step, Topic
from jeu_oie.circuit.read import compose as nodes
from jeu_oie.circuit.read.compose import compose
from jeu_oie.circuit.read.files import COMMON_LISTS, read_file
from jeu_oie.circuit.read.reading import Reading
from jeu_oie.circuit.read.source import source


def read_shared(text: bytes, name: str) -> Reading | None:
    """What a landlord's file or a common file says, or all that is wrong in it; None where its keys are neither's.

    ``name`` is the file name that problems tell.
    """
    root, _ = compose(source(text, name))
    model = model_of(frozenset(root.entries)) if isinstance(root, nodes.Mapping) else None
    if model is None:
        return None
    lists = COMMON_LISTS if model is Common else ("emergency",)
    read = read_file(text, name, model, lists)
    made = made_of(read.model) if isinstance(read.model, Landlord | Common) else None
    return Reading(made, read.problems, {}, (Path(name),), {name: read.source.lines})


def model_of(found: frozenset[str]) -> type[Landlord] | type[Common] | None:
    """Whose keys a file has: a landlord's, which has a name, or those of a common one; none that only circuits have."""
    if found & (names(CircuitFile) - names(Common) - names(Landlord)):
        return None
    model = Landlord if "name" in found else Common
    return model if found & names(model) else None


def names(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


# What a circuit cannot do without: no circuit has an id like this.
NO_STEP = Step.model_construct(id="-", title="")


def made_of(said: Landlord | Common | None) -> Circuit:
    """A circuit that says what a file says, and nothing else; None: nothing at all."""
    landlord = said if isinstance(said, Landlord) else Landlord.model_construct(name="")
    common = said if isinstance(said, Common) else Common()
    return Circuit.model_construct(
        format=1,
        title="",
        topic=Topic.GENERAL,
        language="",
        version="",
        status=Status.DRAFT,
        steps=(NO_STEP,),
        recourse=common.recourse,
        common_questions=common.questions,
        common_advice=common.advice,
        emergency=(*common.emergency, *landlord.emergency),
        where_number=common.where_number or landlord.where_number,
        gestures=common.gestures,
        next=common.next,
        departments=common.departments,
        sources={**common.sources, **landlord.sources},
        actors={**common.actors, **landlord.actors},
        words=common.words,
        landlord=landlord,
    )


def is_shared(reading: Reading) -> bool:
    """Whether it is no circuit, but what circuits share."""
    return reading.circuit is not None and reading.circuit.steps == (NO_STEP,)
