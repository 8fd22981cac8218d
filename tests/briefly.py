"""Programs for processes of their own in which few games are played, as here (tests/conftest.py)."""

# A printed plan plays thousands of games for its figures, most of its time: for who does not look at figures.
PLAY_FEW = """
import importlib
plan = importlib.import_module("jeu_oie.kit.plan")
plan.PRINTED_GAMES = 100
"""
MAIN = """
import sys
from jeu_oie.cli import main
main(sys.argv[1:])
"""
BRIEFLY = PLAY_FEW + MAIN  # the command
