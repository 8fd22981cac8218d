"""Importing this loads what printing needs, so that processes that are forked afterwards have it (``workers``).

Nothing is set here: a process that is forked from one that has used Typst waits for ever.
"""

import jeu_oie.kit.sheets
import jeu_oie.print.typeset  # noqa: F401 (loaded for those that are forked)
