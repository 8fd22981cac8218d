"""Circuit + preset → the files of a kit, by name; then their writing, all or nothing.

``options`` says what may be asked for, ``plan`` draws and reckons, ``printing`` lays out documents for paper,
``sheets`` declares them, ``making`` gathers every file, ``writing`` puts them on the disk.
"""

from jeu_oie.kit.making import make
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import KitFiles, Plan, Sister, plan, plan_reading
from jeu_oie.kit.writing import write
from jeu_oie.print.look import CardsWay, Flip

__all__ = ["CardsWay", "Flip", "KitFiles", "Options", "Plan", "Sister", "make", "plan", "plan_reading", "write"]
