"""Colours and their contrast; pictograms by name: the project's own, and Material Design Icons (Apache-2.0)."""

import re
from functools import cache

from jeu_oie.resources import pictogram

COLOUR = re.compile("#[0-9A-Fa-f]{6}")  # int() would take « #+1+2+3 » too

INK = "#20223F"
BLACK = "#000000"
DARK = 128  # of 255: what is darker is text or an outline, the greys of rules and grounds are lighter
WHITE = "#FFFFFF"
READABLE = 4.5  # WCAG 2.2, 1.4.3
PAPER = "#FFFBF0"
GROUND = "#DDE8C4"
ROAD = "#F3D7A0"
EDGE = "#A87B3C"
WATER = "#CFE7EE"
GOLD = "#FDD858"
DRAFT = "#CC2C06"
CLAIM = "#9B301C"  # the band of the réclamation that a team keeps
LINK = "#007AB6"


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue (0 to 255) of ``#RRGGBB``; raises ValueError on anything else."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, share: float) -> str:
    """``share`` of ``colour`` in white."""
    red, green, blue = (round(255 - (255 - value) * share) for value in channels(colour))
    return f"#{red:02X}{green:02X}{blue:02X}"


def in_black(colour: str) -> str:
    """What stands for ``colour`` where black alone is printed: black for what is dark (texts, lines), else its grey."""
    red, green, blue = channels(colour)
    light = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{light:02X}{light:02X}{light:02X}" if light >= DARK else BLACK


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """White where it reads (4.5:1), else ink."""
    return WHITE if contrast(WHITE, colour) >= READABLE else INK


def readable(colour: str) -> bool:
    """Whether a text reads on ``colour``: neither white nor ink does on a grey in between.

    A body holds at most 0.38 of its band in white, on which ink always reads.
    """
    return contrast(text_on(colour), colour) >= READABLE


# What stands for a channel or an actor is of one colour, white on the band of a step.
ICONS = {
    "channel-phone": "phone",
    "channel-desk": "store",
    "channel-letter": "email-outline",
    "channel-portal": "laptop",
    "channel-email": "at",
    "channel-sms": "cellphone-message",
    "channel-caretaker": "account-key",
    "channel-in-person": "handshake",
    "actor-tenant": "account",
    "actor-landlord": "office-building",
    "actor-other": "account-hard-hat",
    "actor-none": "clipboard-text",
    "actor-police": "police-badge",
}
# Things that a circuit names (« icon: »), of one colour too: in ink, or white on the band of a step.
THINGS = {
    "thing-gas": "gas-burner",
    "thing-fire": "fire",
    "thing-smoke": "smoke",
    "thing-danger": "alert",
    "thing-ill": "medical-bag",
    "thing-leak": "pipe-leak",
    "thing-flood": "home-flood",
    "thing-drain": "toilet",
    "thing-hot-water": "water-boiler",
    "thing-tap": "faucet-variant",
    "thing-shower": "shower-head",
    "thing-water": "water",
    "thing-damp": "water-percent",
    "thing-heating": "radiator",
    "thing-cold": "snowflake-thermometer",
    "thing-ventilation": "fan",
    "thing-power-cut": "power-plug-off",
    "thing-electricity": "lightning-bolt",
    "thing-light": "lightbulb-off",
    "thing-lift": "elevator-passenger",
    "thing-lock": "lock",
    "thing-key": "key-variant",
    "thing-door": "door",
    "thing-window": "window-closed-variant",
    "thing-shutter": "blinds",
    "thing-stairs": "stairs",
    "thing-doorbell": "doorbell",
    "thing-mailbox": "mailbox",
    "thing-pest": "rodent",
    "thing-roof": "home-roof",
    "thing-cleaning": "broom",
    "thing-noise": "volume-high",
    "thing-animal": "dog",
    "thing-smell": "scent",
    "thing-speech": "forum",
    "thing-people": "account-multiple",
    "thing-damage": "spray",
    "thing-parking": "parking",
    "thing-move": "home-switch",
    "thing-family": "human-male-female-child",
    "thing-disability": "human-wheelchair",
    "thing-money": "cash",
    "thing-phone": "phone",
    "thing-sms": "cellphone-message",
    "thing-mobile": "cellphone",
    "thing-email": "at",
    "thing-letter": "email",
    "thing-registered": "email-seal",
    "thing-desk": "desk",
    "thing-recorded": "clipboard-check",
    "thing-form": "clipboard-text",
    "thing-appointment": "calendar-clock",
    "thing-company": "account-hard-hat",
    "thing-work": "hammer-wrench",
    "thing-visit": "home-search",
    "thing-landlord": "office-building",
    "thing-delay": "calendar-question",
    "thing-receipt": "receipt-text",
    "thing-day": "calendar-check",
    "thing-photo": "camera",
    "thing-copy": "file-document-multiple",
    "thing-insurance": "shield-home",
    "thing-trade": "account-tie",
    "thing-advice": "account-voice",
    "thing-meeting": "account-group",
    "thing-conciliation": "handshake",
    "thing-court": "gavel",
    "thing-town-hall": "town-hall",
    "thing-association": "human-queue",
    "thing-website": "laptop",
}
# When somebody answers: by day, evenings and weekends.
TIMES = {"thing-sun": "white-balance-sunny", "thing-night": "weather-night"}
# What stands on paper alone, of one colour too.
TOOLS = {"idea": "lightbulb-on", "scissors": "content-cut", "shown": "check-bold"}
GLYPHS = {**ICONS, **THINGS, **TIMES, **TOOLS}
# The flat colour of each under an ink outline, where it is shown large and by itself (pictures.md).
FAMILIES = {
    "#F28F2A": "thing-gas thing-fire",
    "#D9E4EC": (
        "thing-smoke thing-drain thing-tap thing-lift thing-stairs thing-doorbell thing-pest "
        "thing-cleaning thing-parking thing-disability thing-sms thing-mobile thing-work "
        "thing-damage thing-landlord thing-photo thing-trade thing-website channel-portal channel-sms "
        "actor-landlord"
    ),
    "#FDD858": (
        "thing-danger thing-power-cut thing-electricity thing-light thing-lock thing-key "
        "thing-company thing-sun thing-night channel-caretaker actor-other"
    ),
    "#F08A74": "thing-ill thing-phone channel-phone",
    "#9CCBDA": (
        "thing-leak thing-flood thing-shower thing-water thing-damp thing-cold thing-ventilation "
        "thing-window actor-police"
    ),
    "#EE9A86": "thing-hot-water thing-heating",
    "#BB995C": ("thing-door thing-shutter thing-mailbox thing-roof thing-animal thing-desk thing-court channel-desk"),
    "#E3B9D3": "thing-noise thing-smell",
    "#B9DDBB": "thing-move thing-money thing-visit thing-association",
    "#F8D8AD": (
        "thing-family thing-people thing-recorded thing-form thing-appointment thing-delay thing-day "
        "thing-conciliation thing-town-hall channel-in-person actor-tenant actor-none"
    ),
    "#FFFFFF": ("thing-email thing-letter thing-registered thing-receipt thing-copy channel-letter channel-email"),
    "#A9CFC9": "thing-insurance thing-advice thing-meeting thing-speech",
}
FLAT = {name: colour for colour, names in FAMILIES.items() for name in names.split()}
OUTLINED = {
    ".flat": 1.4,
    ".fine": 1.1,
}  # ends such a name: width of its line in a box of 24; a small one keeps its holes
OVERRUN = 0.8  # of the line on each side of that box
IN_GREYS = ".grey"  # ends the name of a pictogram that is drawn in black and greys
IN_INK = "-ink"  # ends the name of a pictogram of one colour that stands on a light band of a page
SVG = re.compile(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


def drawing(name: str) -> str:
    """The SVG text of a pictogram."""
    return pictogram(f"mdi/{GLYPHS[name]}" if name in GLYPHS else name)


@cache
def content(name: str, saver: bool = False) -> tuple[str, str]:
    """View box and inside of a pictogram; with ``saver`` ink is black and everything else white."""
    own = name.removesuffix(IN_GREYS)
    box, inside = outline_glyph(own) if own.endswith(tuple(OUTLINED)) else parts_of(own)
    if saver:
        return box, bare(inside, BLACK).strip()
    return box, (inside if own == name else COLOUR.sub(lambda found: in_black(found[0]), inside)).strip()


def parts_of(name: str) -> tuple[str, str]:
    """View box and inside of a pictogram as it was drawn."""
    found = SVG.search(drawing(name))
    assert found is not None, name
    box, inside = found.groups()
    return box, inside


def in_flat_colour(thing: str) -> str:
    """The name of ``thing`` in its flat colour over an outline; the sign of danger is drawn in two layers."""
    if thing == "thing-danger":
        return "danger"
    return f"{thing}.flat" if thing in FLAT else thing


def outline_glyph(name: str) -> tuple[str, str]:
    """A glyph in its flat colour over its outline in ink, half of which stays to be seen."""
    thing = name[:-5]
    box, glyph = parts_of(thing)
    left, top, wide, high = map(float, box.split())
    line = f'fill="{INK}" stroke="{INK}" stroke-width="{OUTLINED[name[-5:]]}" stroke-linejoin="round"'
    room = f"{left - OVERRUN:g} {top - OVERRUN:g} {wide + 2 * OVERRUN:g} {high + 2 * OVERRUN:g}"
    return room, f'<g {line}>{glyph}</g><g fill="{FLAT[thing]}">{glyph}</g>'


def bare(inside: str, ink: str = INK) -> str:
    """What is drawn of a pictogram in ``ink``, and white."""
    return COLOUR.sub(lambda match: ink if match[0].upper() == INK else "#FFFFFF", inside)
