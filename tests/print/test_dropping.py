"""What gave way is read off a sheet's own record."""

import typst

from tests.print.dropping import dropped_in

SHEET = """
#metadata((at: "steps", dropped: ("steps.2.say", "steps.1.say")))<dropped>
#metadata((at: "own", dropped: ()))<dropped>
#metadata((at: "talk", dropped: json("content.json").names))<dropped>
"""


def test_names_are_read_block_by_block(tmp_path):
    files = {"main.typ": SHEET.encode(), "content.json": b'{"names": ["rows.3"]}'}
    fonts = typst.Fonts(include_system_fonts=False)
    assert dropped_in(files, tmp_path, fonts) == ("steps.2.say", "steps.1.say", "rows.3")
