"""How somebody is reached, and what all parts of the format have in common."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from jeu_oie.circuit import keys
from jeu_oie.circuit.fields import Text


class Channel(StrEnum):
    PHONE = "phone"
    DESK = "desk"
    LETTER = "letter"
    PORTAL = "portal"
    EMAIL = "email"
    SMS = "sms"
    CARETAKER = "caretaker"
    IN_PERSON = "in-person"


class Model(BaseModel):
    # Built when first used: a class that only stands inside another costs nothing by itself.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Contact(Model):
    kind: Annotated[Channel | None, keys.KIND] = None
    label: Annotated[Text | None, keys.LABEL] = None
    value: Annotated[Text | None, keys.VALUE] = None
    hours: Annotated[Text | None, keys.HOURS] = None


def _contact(value: object) -> object:
    """``phone`` for ``{kind: phone}``."""
    return {"kind": value} if isinstance(value, str) else value


ContactText = Annotated[Contact, BeforeValidator(_contact)]
Contacts = tuple[ContactText, ...]


def _one_contact(value: object) -> object:
    return (value,) if isinstance(value, (str, dict, Contact)) else value


CONTACT_SCHEMA = {"$ref": "#/$defs/Contact"}
OneOrMoreContacts = Annotated[
    Contacts,
    BeforeValidator(_one_contact),
    WithJsonSchema({"anyOf": [CONTACT_SCHEMA, {"type": "array", "items": CONTACT_SCHEMA, "minItems": 1}]}),
]
