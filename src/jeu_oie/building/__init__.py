"""Circuits → kits on the disk: only what changed, on all cores, and never half.

``discover`` finds and reads circuits, ``run`` takes all that were asked for, ``job`` makes one kit, ``pool`` shares
work out among processes, ``freshness`` knows what need not be made again, ``records`` what a kit was made of.
"""
