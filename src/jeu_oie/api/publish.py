"""Where kits go on line, and what stands there."""

from pathlib import Path

from jeu_oie.builder.project import BRANCH, is_elsewhere
from jeu_oie.builder.publish import FolderSite, Hashes, Site
from jeu_oie.builder.publish_git import GitSite
from jeu_oie.builder.publish_sftp import SftpSite
from jeu_oie.errors import JeuOieError


def site_of(where: str, here: Path) -> Site:
    """``git+BRANCH`` of the repository of ``here``, ``sftp://user@host/path``, else a folder. Raises PublishRefused."""
    if where.startswith(BRANCH):
        return GitSite(here, where.removeprefix(BRANCH))
    return SftpSite.at(where) if is_elsewhere(where) else FolderSite(here / where)


def list_published(where: str, here: Path) -> Hashes | None:
    """What was brought to ``where``, by the list that stands there; None where it cannot be seen from here."""
    try:
        site = site_of(where, here)
        return None if isinstance(site, SftpSite) else site.look(()).former
    except JeuOieError:
        return None
