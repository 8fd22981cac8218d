"""``kit.zip`` holds every file as it is, and is the same on any day."""

import io
import zipfile

from jeu_oie.kit.writing import pack_files

FILES = {"print/2-table.pdf": b"%PDF" * 999, "board.svg": b"<svg/>" * 999, "manifest.json": b"{}"}


def test_all_files_come_out_as_they_went_in():
    with zipfile.ZipFile(io.BytesIO(pack_files(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(FILES)
        assert {name: archive.read(name) for name in FILES} == FILES
        assert archive.getinfo("board.svg").compress_size < 999
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_the_same_files_make_the_same_bytes_in_any_order():
    assert pack_files(FILES) == pack_files(dict(reversed(FILES.items())))
    assert pack_files(FILES) != pack_files({**FILES, "manifest.json": b"[]"})
