"""The thinnest and the fattest circuit that a board must serve: three steps with six facts, and thirty steps."""

from typing import Any

from jeu_oie.circuit.model import Circuit
from tests.game import making


def thin() -> Circuit:
    """Six facts on three steps, a problem and a question, nothing else."""
    told: dict[str, Any] = {
        "s1": {"trace": "Un numéro", "say": "Je donne mon adresse"},
        "s2": {"delay": "10 jours", "trace": "Un rendez-vous"},
        "s3": {"condition": "Si rien n’est réparé", "say": "Je rappelle le numéro"},
    }
    return making.circuit(
        steps=making.steps(3, **told),
        problems=[{"id": "p", "title": "Une fuite", "charge": "landlord"}],
        questions=[{"id": "q", "title": "Et chez vous ?"}],
    )


def fat() -> Circuit:
    """Thirty steps, a delay on every other, setbacks, an urgency, two detours, recourse, a space and ideas."""
    told: dict[str, Any] = {f"s{rank}": {"delay": f"{rank} jours", "trace": "Un courrier"} for rank in range(2, 31, 2)}
    kinds = ("wait", "silence", "blocked", "closed", "back")
    return making.circuit(
        steps=making.steps(30, **told),
        shortcuts=[{"id": "danger", "title": "Danger", "from": "s2", "to": "s9"}],
        detours=[
            {"id": "d1", "title": "Sinistre", "from": "s5", "to": "s8", "steps": D1},
            {"id": "d2", "title": "Autre voie", "from": "s20", "to": "s22", "steps": D2},
        ],
        setbacks=[
            {"id": f"x{rank}", "title": kind, "at": f"s{5 * rank + 3}", "kind": kind}
            | ({"to": "s20"} if kind == "back" else {})
            for rank, kind in enumerate(kinds)
        ],
        recourse=[{"id": f"r{rank}", "title": f"Recours {rank}", "at": f"s{9 * rank}"} for rank in (1, 2, 3)],
        spaces=[{"id": "espace", "title": "Réunion", "at": "s15"}],
        practices=[{"id": "oie", "title": "Un rappel", "at": "s12", "adopted": "true"}],
        problems=[{"id": f"p{rank}", "title": f"Problème {rank}", **of} for rank, of in enumerate(PROBLEMS)],
        questions=[{"id": f"q{rank}", "title": f"Question {rank}", **of} for rank, of in enumerate(QUESTIONS)],
    )


D1, D2 = ([{"id": f"{name}-{rank}", "title": "Pas"} for rank in (1, 2)] for name in ("d1", "d2"))
PROBLEMS: tuple[dict[str, Any], ...] = ({"urgency": "danger"}, {"urgency": "none"}, {"charge": "tenant"}, {})
QUESTIONS: tuple[dict[str, Any], ...] = ({"answers": ["Un", "Deux"], "right": 1}, {}, {})
