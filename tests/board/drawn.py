"""What the tests of drawn handouts share: their sheets on any circuit, and guards on the ink."""

import re

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.scene import Shape, Text
from jeu_oie.draw.text import DESCENT, PT_MM
from jeu_oie.game.assembly import assemble
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Preset
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.paper import PrintContext

LEAST_FILL = 60.0  # mm² of solid ink that a printer with little of it can spare: a pip, a bullet
FIGURE = re.compile(r"-?\d+(?:\.\d+)?")


def paper_of(circuit, page=None, **preset):
    """The paper of a circuit that was read."""
    made, t = assemble(circuit, Preset.model_validate(preset)), load_catalog(circuit.language)
    return PrintContext(made, open_dossier(made, t), t, page)


def marks(scene, sort):
    return [mark for group in scene.groups for mark in group.marks if isinstance(mark, sort)]


def group(scene, name):
    return next(each for each in scene.groups if each.id == name)


def texts(scene, *names):
    groups = [group(scene, name) for name in names] if names else scene.groups
    return [mark for each in groups for mark in each.marks if isinstance(mark, Text)]


def content(scenes):
    return [text.content.replace("\u00a0", " ") for scene in scenes for text in scene.texts()]


def box_of(text):
    """The room of a line of text, from the height of its capitals to its descenders."""
    high, deep = text.size_pt * PT_MM * 0.668, text.size_pt * PT_MM * DESCENT * 0.5
    return Box(text.x, text.y - high, text.width, high + deep)


def outside(scene, margin):
    """Lines of text that reach into the margin of the sheet."""
    sheet = Box(0, 0, scene.width, scene.height).inset(margin)
    return [text.content for text in marks(scene, Text) if not sheet.contains(box_of(text))]


def polygon(shape):
    """The corners of a path of straight lines with absolute corners (M … L … Z)."""
    figures = [float(each) for each in FIGURE.findall(shape.path)]
    return list(zip(figures[::2], figures[1::2], strict=True))


def square(shape):
    """The box of « M x y h w v h h -w Z »."""
    x, y, width, height, back = (float(each) for each in FIGURE.findall(shape.path))
    assert back == -width
    return Box(x, y, width, height)


def heavy(scene):
    """Fills that black and white printing should not have: colours, and ink on more than a little."""
    for shape in marks(scene, Shape):
        if shape.fill in ("none", WHITE) or shape.fill.startswith("pattern:"):
            continue
        if shape.fill != INK:
            yield shape.fill
        elif not shape.upright and extent(shape) > LEAST_FILL:
            yield shape.path


def extent(shape):
    """An upper bound of the surface of a small shape: discs are drawn from their middle's left."""
    radius = re.search(r"a([\d.]+) ", shape.path)
    return float(radius[1]) ** 2 * 4 if radius else float("inf")
