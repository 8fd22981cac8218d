"""What the pages around a kit share (gallery, comparison, embedding): one look, a policy that lets nothing else in."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.palette import DRAFT, EDGE, GROUND, INK, LINK, PAPER, ROAD
from jeu_oie.layout.subset import fonts_for
from jeu_oie.render.html import fill
from jeu_oie.render.html.page_style import fingerprint, font_faces, slim
from jeu_oie.render.pictograms import content
from jeu_oie.render.templates import Templates

COLOURS = {"ink": INK, "paper": PAPER, "ground": GROUND, "road": ROAD, "edge": EDGE, "link": LINK, "draft": DRAFT}
COLOURS |= {"band": KINDS[Kind.STEP].band, "gold": KINDS[Kind.START].band}


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """Style and script of a page; ``frames``: it may show the page of its own folder inside itself."""

    style: Markup
    script: Markup
    frames: bool = False

    @property
    def content(self) -> str:
        """The content of the policy's ``<meta>``: this style and script, pictures of the same folder, nothing else."""
        script = f"'{fingerprint(self.script)}'" if self.script else "'none'"
        frames = "'self'" if self.frames else "'none'"
        return (
            f"default-src 'none'; style-src '{fingerprint(self.style)}'; script-src {script}; font-src data:; "
            f"img-src 'self' data:; frame-src {frames}; base-uri 'none'; form-action 'none'"
        )


def frame(
    said: Iterable[str], own: Templates | None = None, *, rules: str = "", script: str = "", frames: bool = False
) -> SiteFrame:
    """The frame of a page that says ``said``; ``rules`` are added to the style, ``script`` names a template."""
    faces = Markup("".join(font_faces(fonts_for(said, light=True))))  # noqa: S704 (base64)
    style = fill("site/site.css", own, fonts=faces, rules=Markup(rules), **COLOURS)  # noqa: S704 (figures of ours)
    code = fill(script, own) if script else ""
    return SiteFrame(Markup(slim(style)), Markup(slim(code)), frames)  # noqa: S704 (our own templates)


def site_page(template: str, made: SiteFrame, own: Templates | None = None, /, **values: object) -> str:
    """The page of ``template``, with goose and frame."""
    return fill(template, own, frame=made, goose=content("goose-large"), **values)
