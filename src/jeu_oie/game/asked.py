"""What is asked of a landlord, of a table of tenants, or of both: one list, read by everything that asks.

The sheet to sign, the answer file, a table's page, the worksheets, the spreadsheet of an evening and ``check --missing``
read it; nothing else decides what is asked.
"""

from dataclasses import dataclass
from enum import StrEnum


class AnswerForm(StrEnum):
    """How an answer is given: what field the answer file shows, what shape of YAML the answer has."""

    TEXT = "text"
    DELAY = "delay"
    CHOICE = "choice"
    CONTACTS = "contacts"
    HOURS = "hours"
    LIST = "list"
    STEP = "step"  # nobody knows the step itself: its title and its actor


class Audience(StrEnum):
    """Who is asked."""

    LANDLORD = "landlord"
    TABLE = "table"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A fact of the circuit that somebody is asked.

    ``key`` is its address by ids, never ranks (``steps.report.delay``, ``landlord.contacts.oncall.hours``).
    ``now`` is what is written, in words, empty where nobody has found it; ``value`` the same as YAML has it (JSON-able);
    ``sources`` the titles of its sources, ``on`` the newest of their dates. ``base`` is a short hash of ``now`` and what
    it rests on: an answer to another state is seen by it. ``choices`` are the values and words of a CHOICE.
    ``rank`` is 1 to 10 for the ten facts that matter first (several keys of one line share a rank), else 0.
    ``code`` names it on paper and in the spreadsheet: « A3 ».
    """

    key: str
    question: str
    form: AnswerForm
    audience: Audience
    section: str
    now: str = ""
    value: object = None
    sources: tuple[str, ...] = ()
    on: str = ""
    uncertain: bool = False
    base: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rank: int = 0
    code: str = ""
