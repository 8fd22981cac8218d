"""``serve``: circuits on a local server that makes their pages again on each save.

``circuits`` holds them and what each gave last, ``workers`` prints; ``guard`` says who is answered, ``routes`` what can
be asked for, and runs it all until it is told to stop; ``pages``, ``home`` and ``form`` answer, ``tasks`` does what the
buttons ask.
"""
