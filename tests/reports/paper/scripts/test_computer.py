"""Which typefaces of a computer are taken: those whose makers allow it, and that paper can hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from clientguard.reports.money.statement import render_statement
from clientguard.reports.paper import fonts
from clientguard.reports.paper.flow import BODY
from clientguard.reports.paper.fonts import REGULAR, SEMIBOLD, face_of, missing, printable
from clientguard.reports.paper.scripts.computer import installed, may_embed
from clientguard.texts import words
from tests.reports import read_pdf, sample
from tests.reports.money.test_statement import shown

EAST, CAPITAL, FAR = 0x6771, 0x4EAC, 0x20BB7


@pytest.fixture
def folder(tmp_path):
    """A folder of typefaces in which letters are looked for, and nowhere else."""
    fonts.look_in([tmp_path])
    yield tmp_path
    fonts.look_in(None)


def put(path: Path, codes: list[int], name: str = "Test", *, fs_type: int = 0, empty: bool = False, **os2: int) -> Path:
    """Write a typeface that has a square for each of these letters."""
    names = [".notdef", *(f"u{code:X}" for code in codes)]
    pen = TTGlyphPen(None)
    if not empty:
        pen.moveTo((50, 0))
        for point in ((50, 800), (950, 800), (950, 0)):
            pen.lineTo(point)
        pen.closePath()
    glyph = pen.glyph()
    made = FontBuilder(1_000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({code: f"u{code:X}" for code in codes})
    made.setupGlyf(dict.fromkeys(names, glyph))
    made.setupHorizontalMetrics(dict.fromkeys(names, (1_000, 50)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    made.setupOS2(fsType=fs_type, **os2)
    made.setupPost()
    made.save(path)
    return path


def test_a_letter_that_ships_in_no_typeface_is_taken_from_the_computer(folder):
    put(folder / "east.ttf", [EAST, CAPITAL], "East")
    assert printable("東京") == "東京"
    assert missing("東京 本") == "本"
    assert BODY.width("東京") == pytest.approx(2 * BODY.size)


def test_a_paper_with_a_typeface_of_the_computer_lasts_and_is_copied_and_the_same_again(folder):
    put(folder / "east.ttf", [EAST, CAPITAL, FAR], "East")
    client = replace(sample.CLIENT, name="東京 𠮷 Παπα ปิ่น")
    pdf = render_statement(shown(client=client), words("en"))
    read_pdf.assert_archival(pdf)
    assert client.name in read_pdf.text(pdf)
    assert render_statement(shown(client=client), words("en")) == pdf


def test_without_any_typeface_on_the_computer_greek_cyrillic_hebrew_and_arabic_are_printed(folder):
    assert not list(folder.iterdir())
    assert missing("Παπαδόπουλος Ἀθῆναι Сайт Їжак חברה أرشيف ไทย") == ""
    assert missing("東京 서울") == "東京서울"


@pytest.mark.parametrize(
    ("fs_type", "allowed"),
    [(0, True), (4, True), (8, True), (2, False), (0x100, False), (0x200, False), (0x104, False), (0x6, True)],
)
def test_what_its_maker_does_not_allow_is_not_embedded(folder, fs_type, allowed):
    assert may_embed(fs_type) == allowed
    put(folder / "east.ttf", [EAST], f"East{fs_type}", fs_type=fs_type)
    assert missing("東") == ("" if allowed else "東")


def test_a_letter_that_has_to_be_shaped_is_not_printed_whatever_has_it(folder):
    put(folder / "india.ttf", [0x928, 0xE81, 0x1780, 0x11BC], "India")
    assert missing("नກក") == "नກក"


def test_what_has_no_outline_is_no_letter(folder):
    put(folder / "a.ttf", [EAST], "Nothing", empty=True)
    assert missing("東") == "東"
    put(folder / "b.ttf", [EAST], "Something")
    fonts.look_in([folder])
    assert missing("東") == ""


def test_slanted_ones_and_outlines_of_postscript_are_left_out(folder):
    slanted = bytearray(put(folder / "slanted.ttf", [EAST], "Slanted", fsSelection=0x40).read_bytes())
    slanted[TTFont(folder / "slanted.ttf").reader.tables["OS/2"].offset + 63] = 0x1
    (folder / "slanted.ttf").write_bytes(slanted)
    (folder / "broken.ttf").write_bytes(b"\x00\x01\x00\x00 no typeface")
    (folder / "empty.ttf").write_bytes(b"")
    made = TTFont(put(folder / "plain.ttf", [EAST], "Plain"))
    del made["glyf"], made["loca"]
    made.save(folder / "plain.ttf")
    assert installed([folder, folder / "none"]) == []
    assert missing("東") == "東"


def test_one_of_a_collection_is_taken(folder):
    collection = TTCollection()
    collection.fonts = [
        TTFont(put(folder / f"{name}.ttf", [code], name)) for name, code in (("A", EAST), ("B", CAPITAL))
    ]
    collection.save(folder / "both.ttc")
    (folder / "A.ttf").unlink()
    (folder / "B.ttf").unlink()
    assert [each.number for each in installed([folder])] == [0, 1]
    assert missing("東京") == ""


def test_a_letter_beyond_the_first_plane_is_found(folder):
    put(folder / "far.ttf", [FAR, EAST], "Far")
    assert missing("𠮷東") == ""


def test_the_weight_that_is_asked_for_comes_first_and_faces_for_code_last(folder):
    put(folder / "a-mono.ttf", [EAST], "EastMono")
    put(folder / "b.ttf", [EAST], "EastPlain")
    put(folder / "c.ttf", [EAST], "EastBold", usWeightClass=700)
    assert [Path(face_of("東", font).rsplit(" ", 1)[0]).name for font in (REGULAR, SEMIBOLD)] == ["b.ttf", "c.ttf"]
