"""Circuits in, data out: what other programs, and other circuits, can take of a circuit."""
