"""``serve``: circuits on a local server that makes their pages again on each save.

``stamps`` tells which files changed, ``making`` makes a page, ``bench`` holds what a circuit gave last, ``shelf`` all
circuits, ``watching`` waits for saves; ``guard`` says who is answered, ``routes`` what can be asked for, ``views`` the
answers; ``serving`` runs it all until it is told to stop.
"""
