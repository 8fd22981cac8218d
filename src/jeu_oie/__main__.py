"""``python -m jeu_oie``."""

from jeu_oie.cli import main

main()
