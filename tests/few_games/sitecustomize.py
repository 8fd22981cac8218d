"""Few games in every process that has this folder in PYTHONPATH, those of a pool too, which begin anew (briefly.py)."""

from importlib import import_module
from typing import Any

plan: Any = import_module("jeu_oie.kit.plan")  # the package's own ``plan`` is a function
plan.PRINTED_GAMES = 100
