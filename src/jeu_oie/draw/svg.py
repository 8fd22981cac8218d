"""A scene → SVG text, through svgwrite. Three drawings: the whole board, jumps only (page), shapes only (print)."""

import base64
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, fromstring

import svgwrite
from svgwrite.base import BaseElement
from svgwrite.container import Group as SvgGroup

from jeu_oie.draw.geometry import number
from jeu_oie.draw.ink import content
from jeu_oie.draw.logo import Media
from jeu_oie.draw.scene import LINE, Group, Icon, Image, Mark, Scene, Shape, Text, printed_black, tile
from jeu_oie.draw.subset import WebFont
from jeu_oie.draw.text import FAMILY, PT_MM


class RawSvg(BaseElement):  # type: ignore[misc]
    """SVG text that is ours already (a pictogram, a pattern), set in as it is."""

    elementname = "g"

    def __init__(self, text: str) -> None:
        super().__init__(debug=False)
        self.text = text

    def get_xml(self) -> Element:
        """The parsed text, its names without the namespace that the drawing declares once."""
        parsed = fromstring(self.text)  # noqa: S314 (our own package's files)
        for element in parsed.iter():
            element.tag = element.tag.rpartition("}")[2]
        return parsed


GREY = '<filter id="grey"><feColorMatrix type="saturate" values="0"/></filter>'


def draw_all(scene: Scene, saver: bool, fonts: Iterable[WebFont]) -> str:
    """The board alone: texts as ``<text>``, one a line, and its own subset fonts inside."""
    return draw(scene, saver, lambda mark: True, style=font_faces(fonts))


def shapes(scene: Scene, saver: bool, over: float = 0) -> str:
    """Everything but the texts, which stand over it in a document; ``over``: mm shown of what overruns the sheet."""
    return draw(scene, saver, lambda mark: not isinstance(mark, Text), over=over)


def jumps(scene: Scene, saver: bool) -> str:
    """The arrows only, for the page, where squares are buttons."""
    only = [group for group in scene.groups if group.kind == "jumps"]
    return draw(
        Scene(scene.width, scene.height, tuple(only), scene.language), saver, lambda mark: isinstance(mark, Shape)
    )


def draw(scene: Scene, saver: bool, keep: Callable[[Mark], bool], *, style: str = "", over: float = 0) -> str:
    """The SVG of the marks that ``keep`` accepts, and ``over`` mm around the sheet."""
    scene = printed_black(scene) if saver else scene
    width, height = scene.width + 2 * over, scene.height + 2 * over
    drawing = svgwrite.Drawing(debug=False, size=(f"{number(width)}mm", f"{number(height)}mm"))
    drawing.viewbox(-over, -over, width, height)
    drawing["role"], drawing["lang"] = "img", scene.language
    if scene.title:
        drawing.set_desc(scene.title, scene.description)
    marks = [mark for group in scene.groups for mark in group.marks if keep(mark)]
    if style:
        drawing.defs.add(drawing.style(style))
    for symbol in symbols(marks, saver):
        drawing.defs.add(symbol)
    for pattern in patterns(marks):
        drawing.defs.add(pattern)
    if saver and any(isinstance(mark, Image) and mark.logo.media is Media.SVG for mark in marks):
        drawing.defs.add(RawSvg(GREY))
    for group in scene.groups:
        drawing.add(svg_group(group, keep, saver))
    return str(drawing.tostring())


def font_faces(fonts: Iterable[WebFont]) -> str:
    """One ``@font-face`` a file, as ``data:``, and the classes of the texts."""
    faces = "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{font.weight};src:url(data:font/woff2;base64,'
        f'{base64.b64encode(font.data).decode()}) format("woff2"){of_letters(font)}}}'
        for font in fonts
    )
    return f'{faces}text{{font-family:"{FAMILY}",sans-serif;white-space:pre}}.b{{font-weight:700}}'


def of_letters(font: WebFont) -> str:
    return f";unicode-range:{font.letters}" if font.letters else ""


def symbols(marks: Iterable[Mark], saver: bool) -> Iterable[RawSvg]:
    """Each pictogram once, by its name."""
    for name in sorted({mark.name for mark in marks if isinstance(mark, Icon)}):
        box, inside = content(name, saver)
        yield RawSvg(f'<symbol id="i-{name}" viewBox="{box}">{inside}</symbol>')


def patterns(marks: Iterable[Mark]) -> Iterable[RawSvg]:
    """The patterns that shapes are filled with, each once."""
    used = {mark.fill: mark for mark in marks if isinstance(mark, Shape) and mark.pattern}
    for fill, mark in sorted(used.items()):
        each = tile(mark)
        yield RawSvg(
            f'<pattern id="{pattern_id(fill)}" width="{each.width}" height="{each.height}"'
            f' patternUnits="userSpaceOnUse"><g fill="none" stroke="{each.ink}" stroke-width="{LINE}">{each.inside}</g>'
            "</pattern>"
        )


def pattern_id(fill: str) -> str:
    return fill.replace("pattern:", "pattern-").replace(":", "-").replace("#", "")


def svg_group(group: Group, keep: Callable[[Mark], bool], saver: bool) -> SvgGroup:
    attributes = {f"data-{key}": value for key, value in group.data if value}
    element = SvgGroup(debug=False, **attributes)
    if group.id:
        element["id"] = group.id
    if group.kind:
        element["class"] = group.kind
    for mark in group.marks:
        if keep(mark):
            element.add(svg_mark(mark, saver))
    return element


def svg_mark(mark: Mark, saver: bool) -> BaseElement:
    match mark:
        case Shape():
            return svg_shape(mark)
        case Icon():
            return svg_icon(mark)
        case Text():
            return svg_text(mark)
        case Image():
            return svg_image(mark, saver)


def svg_shape(mark: Shape) -> BaseElement:
    fill = f"url(#{pattern_id(mark.fill)})" if mark.pattern else mark.fill
    path = svgwrite.path.Path(debug=False, d=mark.path, fill=fill)
    if mark.kind:
        path["class"] = mark.kind
    for key, value in mark.data:
        path[f"data-{key}"] = value
    if mark.stroke != "none":
        path["stroke"], path["stroke-width"] = mark.stroke, number(mark.stroke_mm)
        path["stroke-linejoin"] = path["stroke-linecap"] = "round"
    if mark.dash:
        path["stroke-dasharray"] = mark.dash
        path["stroke-linecap"] = "butt"
    return path


def svg_icon(mark: Icon) -> BaseElement:
    box = mark.box
    use = svgwrite.container.Use(
        f"#i-{mark.name}",
        insert=(number(box.x), number(box.y)),
        size=(number(box.w), number(box.h)),
        debug=False,
    )
    if mark.fill:
        use["fill"] = mark.fill
    return use


def svg_image(mark: Image, saver: bool) -> BaseElement:
    """A logo as it is; what an SVG draws loses its colours here."""
    box = mark.box
    size = number(box.w), number(box.h)
    image = svgwrite.image.Image(mark.logo.address, (number(box.x), number(box.y)), size, debug=False)
    if saver and mark.logo.media is Media.SVG:
        image["filter"] = "url(#grey)"
    return image


def svg_text(mark: Text) -> BaseElement:
    text = svgwrite.text.Text(mark.content, debug=False)
    text["x"], text["y"] = number(mark.x), number(mark.y)
    if mark.leftward:  # such a line begins at its right end
        text["x"], text["direction"] = number(mark.x + mark.width), "rtl"
    text["font-size"] = f"{mark.size_pt * PT_MM:.3f}"  # two decimals would make 9 pt smaller than 9 pt
    text["fill"] = mark.fill
    if mark.bold:
        text["class"] = "b"
    return text
