"""Lines of text on paper: no wider than their column, nothing lost, never broken inside a letter."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from clientguard.reports.paper.flow import (
    BODY,
    HEADING,
    MEASURE,
    Heading,
    Lines,
    clip,
    clip_lines,
    lines_of,
    paragraphs,
    points,
    units_of,
)
from clientguard.reports.paper.fonts import ACCENT, BAR_BEFORE, INK, SOFT, missing, printable, register
from clientguard.reports.paper.frame import FOOT, Footer
from clientguard.reports.paper.tagging.marks import Marks

register()
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)
THAI = st.text(alphabet="กขคงิีึืุู่้๊๋ะเแโใไๆฯ", max_size=200)


def test_text_is_broken_between_words():
    assert lines_of("one two three", BODY, BODY.width("one two") + 1) == ["one two", "three"]


def test_white_space_and_line_ends_are_single_spaces():
    assert lines_of("  one\t two\n\u00a0three ", BODY, 500) == ["one two three"]
    assert lines_of("", BODY, 500) == [""]


def lefts(part: Lines) -> list[float]:
    """Return how far to the right each line of a part begins."""
    part.canv = canvas = Canvas(BytesIO())
    canvas.marks = Marks()
    part.draw()
    return [float(each) for each in re.findall(r"1 0 0 1 (\S+) \S+ Tm", canvas.getCurrentPageContent())]


def test_the_lines_of_a_point_hang_behind_its_mark_also_on_the_next_page():
    (point,) = points(["– " + "one two three " * 40], 300)
    assert isinstance(point, Lines)
    behind = BODY.width("– ")
    first, second = point.split(300, 4 * BODY.leading)
    assert lefts(first) == pytest.approx([0, behind, behind, behind], abs=0.001)
    assert lefts(second) == pytest.approx([behind] * len(lefts(second)), abs=0.001)
    assert lefts(paragraphs("one two three " * 20, 300)[0])[:2] == [0, 0]


@pytest.mark.parametrize("text", ["-", "1.", "- ", "-\tone", "  • two"])
def test_a_short_point_is_a_point(text):
    (point,) = points([text], 300)
    assert point.wrap(300, 1000)[1] == BODY.leading


def test_an_address_is_broken_behind_one_of_its_marks():
    first, *_rest = lines_of("https://shop.example/collection/spring/2026", BODY, 130)
    assert first.endswith(("/", ".", ":"))


@given(ANY, st.floats(20, 400))
def test_no_line_is_too_wide_and_no_letter_is_lost(words, width):
    lines = lines_of(words, BODY, width)
    assert all(BODY.width(line) <= width + 0.01 or len(line) <= 2 for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(printable(words).split())


@given(THAI, st.floats(30, 200))
def test_thai_is_never_broken_before_a_mark_or_behind_a_leading_vowel(word, width):
    start = 0
    for line in lines_of(word, BODY, width)[:-1]:
        end = start + len(line)
        inside = range(start + 2, end + 1)
        assert whole(word, end) or not any(whole(word, at) for at in inside), (word, line)
        start = end


def whole(word: str, at: int) -> bool:
    """Return whether a word may be broken before the character at `at`."""
    right_stays = unicodedata.category(word[at]) == "Mn" or word[at] in "ะๆฯ"
    return not right_stays and word[at - 1] not in "เแโใไ"


def test_a_word_of_very_many_letters_is_laid_out():
    assert sum(map(len, lines_of("x" * 200_000, BODY, 400))) == 200_000


@given(ANY, st.floats(20, 300))
def test_a_clipped_line_fits(words, width):
    line = clip(words, BODY, width)
    assert BODY.width(line) <= width or line in ("…", "")
    assert "\n" not in line


def test_what_is_cut_off_is_said_by_an_ellipsis():
    assert clip("Casa Verde", BODY, 500) == "Casa Verde"
    assert clip("Casa Verde", BODY, 30).endswith("…")
    two = clip_lines("one two three four five six", BODY, BODY.width("one two "), 2)
    assert len(two) == 2
    assert two[-1].endswith("…")


def test_a_paragraph_never_leaves_one_line_alone_on_a_page():
    lines = Lines([f"line {number}" for number in range(10)], BODY)
    first, second = lines.split(400, BODY.leading * 9)
    assert [part.wrap(400, 0)[1] / BODY.leading for part in (first, second)] == [8, 2]
    assert lines.split(400, BODY.leading * 1.5) == []
    assert lines.split(400, BODY.leading * 10) == [lines]


def test_a_long_paragraph_is_laid_out_in_chunks():
    assert len(paragraphs("word " * 20_000, 400)) > 5


def test_what_paper_cannot_show_is_dropped_replaced_or_boxed():
    assert printable("a\x00b\x1bc\u200bd\ufeffe") == "abcde"
    assert printable("⅒ é №") == "1⁄10 é №"
    assert printable("e\u0301") == "é"
    assert printable("न म") == "■ ■"
    assert missing("न म é न ■") == "नम"
    assert printable("a\u2028b\tc\u00a0d") == "a b c d"


def test_running_text_has_lines_of_65_to_80_letters_however_wide_the_page_is():
    text = "The shop went live in spring and has run without an outage since, and orders rose each month. " * 40
    lines = lines_of(text, BODY, BODY.size * MEASURE)
    assert all(65 <= len(line) <= 85 for line in lines[:-1]), max(map(len, lines))
    assert 70 <= sum(map(len, lines)) / len(lines) <= 80
    assert len(paragraphs(text, 2_000)) == len(paragraphs(text, 487))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Pay € 1,350.00 of it", "€ 1,350.00"),
        ("Pay -₫ 123,456,789,000 now", "-₫ 123,456,789,000"),
        ("Pay IDR 1,234,567,890 now", "IDR 1,234,567,890"),
        ("by 15 October 2026, or", "15 October 2026,"),
        ("Tax no. NL 0000.00.000", "NL 0000.00.000"),
        ("Tax no. 0 1111 11111 11 1", "0 1111 11111 11 1"),
        ("its number ES B00000000 is", "ES B00000000"),
        ("ถึง 1 ธันวาคม 2026 ครับ", "1 ธันวาคม 2026"),
    ],
)
def test_an_amount_and_a_date_stay_on_one_line(text, whole):
    assert whole in units_of(text)
    assert any(whole in line for line in lines_of(text, BODY, BODY.width(whole) + 1))


def test_the_name_in_a_footer_gives_way_and_nothing_else():
    name = "Verein zur Förderung der Baukultur und Denkmalpflege Ostland"
    footer = Footer(f"Handover report, {name}, version 12 of 30 September 2026", "", name)
    short = footer.fitting(240)
    assert FOOT.width(short) <= 240
    assert short.startswith("Handover report, Verein")
    assert short.endswith("…, version 12 of 30 September 2026")
    assert footer.fitting(1_000) == footer.title


def test_a_name_of_which_nothing_is_left_goes_whole_and_the_date_stays():
    footer = Footer(
        "Certificate of what became of the data, Casa Verde S.L., draft 1 of 30 September 2026", "", "Casa Verde S.L."
    )
    shorter = "Certificate of what became of the data, draft 1 of 30 September 2026"
    assert footer.fitting(FOOT.width(shorter) + 5) == shorter


@pytest.mark.parametrize("colour", [ACCENT, BAR_BEFORE, INK, SOFT])
def test_ink_and_bars_stand_out_from_the_paper(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= (4.5 if colour in (INK, SOFT) else 3)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_heading_that_is_too_long_for_a_line_goes_on_below():
    title = "Work stops on 29 November 2026 unless invoice 2026-014 is paid before"
    heading = Heading(title)
    assert heading.wrap(300, 1_000) == (300, 2 * HEADING.leading)
    assert heading.wrap(500, 1_000) == (500, HEADING.leading)
