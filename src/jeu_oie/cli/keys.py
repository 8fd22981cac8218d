"""Signing a validation with a key, and telling what a signature beside a circuit is worth."""

from pathlib import Path

import click

from jeu_oie.circuit.signatures import BLOCK, Vouched, is_old, last_words, run_signing
from jeu_oie.cli.terminal import PROBLEM, one_line, say
from jeu_oie.messages import Catalog


def sign(said: bytes, key: Path, t: Catalog) -> bytes:
    """``said`` signed with the key at ``key``; ssh-keygen asks for its passphrase. Status 1 and a sentence else."""
    done = run_signing(said, key)
    if done.status or not BLOCK.fullmatch(done.out):
        code = "keys.old" if is_old(done) else "keys.not-signed"
        say(t(code, key=one_line(key), said=last_words(done) or "…"))
        raise click.exceptions.Exit(PROBLEM)
    return done.out


def vouching(each: Vouched, listed: Path, t: Catalog) -> str:
    return t("seal.key", who=each.who, key=each.key, listed=one_line(listed))
