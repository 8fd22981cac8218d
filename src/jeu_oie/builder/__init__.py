"""Circuits → kits on the disk: only what changed, on all cores, and never half.

``find`` finds and reads circuits, ``run`` makes all that were asked for, ``pool`` shares work out among processes,
``record`` knows what a kit was made of, and so what need not be made again.
"""
