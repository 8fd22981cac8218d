"""``serve``: circuits on a local server that makes their pages again on each save.

``live`` holds the circuits and what each gave last, ``workers`` prints; ``guard`` says who is answered, ``answers``
what is answered, ``editing`` the editor, ``app`` what can be asked for, and runs it all until it is told to stop.
"""
