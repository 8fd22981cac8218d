"""The secrets of one run of the server, without which nothing is answered.

Every user of this machine can ask 127.0.0.1; circuits are read and written by the one who sees the terminal only. So
every address begins with a key that nobody can guess, made anew at each start: « http://127.0.0.1:8000/KEY/c/… ».

- ``pages``, of what is made of circuits, in the path and nowhere else: the preview also stands in a frame beside the
  editor, where a browser sends no cookie. A script in a circuit's page sees this key; it opens only what that script
  can read anyway, and never the editor.
- ``editor``, in the path of the editor's addresses, and ``cookie``, which no script sees and which the browser sends to
  these addresses alone: not to another server of this machine, whose ports all share their cookies. Both are needed.
- ``entrance``, in the address that the terminal shows. It is exchanged for the others, once: programs that open an
  address (and the browser that they start) show it to all users in their arguments. The browser that came in by it
  may use it again; for another one there is the next, which ``told`` is given.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

LETTERS = 24  # bytes of a key, 32 letters: beyond guessing
new = partial(secrets.token_urlsafe, LETTERS)


@dataclass(slots=True)
class Keys:
    """The keys of one server; ``told`` is given the next entrance as soon as one has been used."""

    told: Callable[[str], None] = field(repr=False)
    pages: str = field(default_factory=new, repr=False)
    editor: str = field(default_factory=new, repr=False)
    cookie: str = field(default_factory=new, repr=False)
    entrance: str = field(default_factory=new, repr=False)
    used: list[str] = field(default_factory=list, repr=False)

    def enter(self, key: str, cookie: str) -> bool:
        """Whether ``key`` is an entrance for who has this ``cookie`` (or none yet); a new one is used up by it."""
        if same(key, self.entrance):
            self.used.append(self.entrance)
            self.entrance = new()
            self.told(self.entrance)
            return True
        # Not « any », which would stop at the one that is found.
        return sum(same(key, each) for each in self.used) > 0 and same(cookie, self.cookie)


def same(told: str, secret: str) -> bool:
    """In a time that tells nothing of ``secret``."""
    return hmac.compare_digest(told.encode("utf-8", "replace"), secret.encode())
