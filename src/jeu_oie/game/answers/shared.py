"""What answers take of elsewhere than the circuit: the sentences of a language, common problems, who helps."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jeu_oie.circuit.model import Circuit, Recourse, Source
from jeu_oie.circuit.read.files import standard
from jeu_oie.circuit.read.shipped import Shipped, shipped
from jeu_oie.game.answers.model import Act, Scope
from jeu_oie.game.association import Association
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog, load_catalog


@dataclass(frozen=True, slots=True)
class Shared:
    """``recourse``, ``sources``: those of the standard common file, by id."""

    words: Catalog
    shipped: Shipped
    recourse: Mapping[str, Recourse]
    sources: Mapping[str, Source]
    association: Association | None = None

    def find_recourse(self, name: str, circuit: Circuit) -> Recourse | None:
        """The circuit's own, else that of all."""
        return next((each for each in circuit.recourse if each.id == name), None) or self.recourse.get(name)

    def act(
        self,
        text: str,
        source: tuple[str, ...] = (),
        doubt: str = "",
        scope: Scope = Scope.LANDLORD,
    ) -> Act:
        """A sentence with its doubt; ``doubt``: the message that names it, as « uncertain »."""
        said = self.words(doubt) if doubt else ""
        return Act(self.mark(text, said), source, said, scope)

    def mark(self, text: str, doubt: str) -> str:
        """« 24 h (à vérifier) »."""
        return self.words("in-brackets", said=text, note=doubt) if doubt and doubt not in text else text


@cache
def shared_in(language: str, association: Association | None = None) -> Shared:
    """What is shared by all circuits, said in the language of a circuit; ``association``: the project's."""
    common, words = standard(language), load_catalog(language)
    return Shared(
        words,
        shipped(words.language),
        {each.id: each for each in common.recourse},
        common.sources,
        association,
    )


def shared_by(board: Board) -> Shared:
    """What the answers of a kit take of elsewhere than its circuit."""
    return shared_in(board.circuit.language, board.preset.association)
