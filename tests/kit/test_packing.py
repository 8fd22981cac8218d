"""``kit.zip`` holds every file as it is, and is the same on any day."""

import io
import zipfile

from jeu_oie.kit.packing import packed

FILES = {"print/cards.pdf": b"%PDF" * 999, "board.svg": b"<svg/>" * 999, "manifest.json": b"{}"}


def test_all_files_come_out_as_they_went_in():
    with zipfile.ZipFile(io.BytesIO(packed(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(FILES)
        assert {name: archive.read(name) for name in FILES} == FILES
        assert archive.getinfo("board.svg").compress_size < 999
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_the_same_files_make_the_same_bytes_in_any_order():
    assert packed(FILES) == packed(dict(reversed(FILES.items())))
    assert packed(FILES) != packed({**FILES, "manifest.json": b"[]"})
