"""``serve``: circuits on a local server that makes their pages again on each save.

``live`` holds the circuits and what each gave last, ``workers`` prints; ``guard`` says who is answered, ``views`` and
``editing`` hold the answers, ``serving`` what can be asked for, and runs it all until it is told to stop.
"""
