"""What ``import jeu_oie`` gives, a module a verb; the commands of the same names are made of these."""
