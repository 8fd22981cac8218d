"""How a federation puts a kit on line and shows it in its own pages: the webmaster's page, and oEmbed.

Which snippet for whom, and what WordPress does with it, has been tried: outputs.md, « Facts about the page ».
"""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from jeu_oie.board.dossier import Dossier
from jeu_oie.board.facts import FactFormatter
from jeu_oie.layout.direction import direction
from jeu_oie.layout.subset import texts_of
from jeu_oie.render.html import fill
from jeu_oie.render.html.fragment import alt, fragment
from jeu_oie.render.html.site import frame, site_page
from jeu_oie.render.templates import Templates

# What the page takes in its address: which part is open first, the colour of its ground.
MODES = ("suivre", "jouer", "frise", "bloque", "circuit")
TINTS = ("creme", "blanc", "ciel")
SANDBOX = "allow-scripts allow-popups allow-downloads allow-modals"
HEIGHT = 720  # px of a frame before its page has told its own height
LOWEST, HIGHEST = 200, 4000  # px: the heights that the listener takes
OEMBED_HEIGHT = 720  # px: WordPress takes 200 to 1000
OEMBED_WIDTH = 800  # px: what oEmbed has to say, while the frame itself takes all the width
PLACEHOLDER = "https://votre-site.fr/VOTRE-DOSSIER/"


@dataclass(frozen=True, slots=True)
class EmbedParts:
    """A kit as it is put on line: ``address`` of its folder where known, ``pictured`` where it has a ``board.png``.

    ``own``: the user's own templates.
    """

    facts: FactFormatter
    dossier: Dossier
    address: str = ""
    pictured: bool = False
    own: Templates | None = None

    @property
    def page(self) -> str:
        return f"{self.address or PLACEHOLDER}index.html"

    @property
    def name(self) -> str:
        """The title of every frame: it names the landlord (RGAA 2.1)."""
        words = self.facts.words
        return words("embed.frame", game=self.dossier.game, title=self.dossier.title, landlord=self.dossier.landlord)


def fragment_of(parts: EmbedParts) -> str:
    """The fragment with the addresses of the kit, where they are known."""
    page = parts.page if parts.address else ""
    picture = f"{parts.address}board.png" if parts.address and parts.pictured else ""
    return fragment(parts.facts, parts.dossier, parts.own, page=page, picture=picture)


def embed_page(parts: EmbedParts) -> str:
    """``embed.html``: how to put the kit on line, then who can paste what."""
    t, dossier = parts.facts.words, parts.dossier
    said = (dossier.title, dossier.landlord, dossier.status, *texts_of(parts.facts.circuit))
    return site_page(
        "embed.html",
        frame(said, parts.own, script="site/embed.js", frames=True),
        parts.own,
        language=t.language,
        direction=direction(t.language),
        t=t,
        dossier=dossier,
        address=parts.address,
        placeholder=PLACEHOLDER,
        page=parts.page,
        name=parts.name,
        sandbox=SANDBOX,
        modes=MODES,
        tints=TINTS,
        lowest=LOWEST,
        highest=HIGHEST,
        iframe=snippet("site/iframe.html", parts),
        listener=snippet("site/listener.html", parts),
        fragment=fragment_of(parts),
        # Shown in the page itself, which may load nothing but the files beside it.
        shown=fragment(
            parts.facts,
            dossier,
            parts.own,
            page="index.html",
            picture="board.png" if parts.pictured else "",
        ),
        picture_alt=alt(parts.facts, dossier),
    )


def snippet(template: str, parts: EmbedParts) -> str:
    """The HTML to copy of ``template``."""
    values = {"page": parts.page, "name": parts.name, "landlord": parts.dossier.landlord, "t": parts.facts.words}
    bounds = {"height": HEIGHT, "lowest": LOWEST, "highest": HIGHEST, "sandbox": SANDBOX}
    return fill(template, parts.own, **values, **bounds).strip()


def oembed(parts: EmbedParts) -> bytes:
    """``oembed.json``: what WordPress asks when somebody pastes the address of the page (oEmbed 1.0, « rich »)."""
    site = urlsplit(parts.address)
    content = {
        "version": "1.0",
        "type": "rich",
        "title": parts.name,
        "provider_name": parts.dossier.game,
        "provider_url": f"{site.scheme}://{site.netloc}/",
        "width": OEMBED_WIDTH,
        "height": OEMBED_HEIGHT,
        "html": fill(
            "site/oembed.html", parts.own, page=parts.page, name=parts.name, height=OEMBED_HEIGHT, sandbox=SANDBOX
        ).strip(),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
