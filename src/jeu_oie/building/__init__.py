"""Circuits → kits on the disk: only what changed, on all cores, and never half.

``job`` makes one kit, ``pool`` shares jobs out among processes, ``freshness`` knows what need not be made again,
``standing`` writes a kit and what it was made of.
"""
