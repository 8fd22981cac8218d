"""The register: each kind of square with all that is known of it, in the order of the rules; and their colours."""

from collections.abc import Mapping

from jeu_oie.draw.ink import BLACK, DRAFT, EDGE, GROUND, PAPER, ROAD, WATER, WHITE, mix, text_on
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.facts import FACTS
from jeu_oie.game.kinds.helps import HELPER, RECOURSE, SPACE
from jeu_oie.game.kinds.kind_spec import KindSpec
from jeu_oie.game.kinds.questions import QUESTIONS
from jeu_oie.game.kinds.steps import BLANK, FINISH, START, STEP
from jeu_oie.game.kinds.traps import TRAPS
from jeu_oie.game.kinds.ways import WAYS
from jeu_oie.game.preset import Colours, Palette, Preset

# As the back of the sheet shows them.
ORDER = (START, STEP, BLANK, RECOURSE, HELPER, *WAYS, *FACTS, *QUESTIONS, SPACE, *TRAPS, FINISH)
KINDS: Mapping[Kind, KindSpec] = {each.kind: each for each in ORDER}


def colours_of(preset: Preset) -> Palette:
    """The colours by kind, black and white where ``ink`` is ``saver``."""
    return palette_of(preset.palette, saver=preset.saver)


def palette_of(chosen: Mapping[Kind, str], *, saver: bool = False) -> Palette:
    """The palette with these bands instead of the kinds' own.

    In ``saver`` everything is white, black and grey: no coloured ink is spent.
    """
    if saver:
        light, dark = Colours(WHITE, BLACK, WHITE), Colours(BLACK, WHITE, WHITE)
        kinds = {kind: dark if KINDS[kind].dark else light for kind in Kind}
        return Palette(kinds, saver, WHITE, WHITE, BLACK, WHITE, WHITE, BLACK)
    kinds = {kind: colours(KINDS[kind], chosen.get(kind, KINDS[kind].band)) for kind in Kind}
    return Palette(kinds, saver, GROUND, ROAD, EDGE, WATER, PAPER, DRAFT)


def colours(kind_spec: KindSpec, band: str) -> Colours:
    return Colours(band, text_on(band), mix(band, kind_spec.share))
