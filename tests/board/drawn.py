"""What the tests of drawn handouts share: their sheets on any circuit."""

from jeu_oie.game.assembly import assemble
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Preset
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.paper import PrintContext


def paper_of(circuit, page=None, **preset):
    """The paper of a circuit that was read."""
    made, t = assemble(circuit, Preset.model_validate(preset)), load_catalog(circuit.language)
    return PrintContext(made, open_dossier(made, t), t, page)


def marks(scene, sort):
    return [mark for group in scene.groups for mark in group.marks if isinstance(mark, sort)]


def content(scenes):
    return [text.content.replace("\u00a0", " ") for scene in scenes for text in scene.texts()]
