"""Lines of text on paper: no wider than their column, nothing lost, never broken inside a letter."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from clientguard.reports.paper.flow import BODY, Lines, clip, clip_lines, lines_of, paragraphs
from clientguard.reports.paper.fonts import missing, printable, register

register()
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)
THAI = st.text(alphabet="กขคงิีึืุู่้๊๋ะเแโใไๆฯ", max_size=200)


def test_text_is_broken_between_words():
    assert lines_of("one two three", BODY, BODY.width("one two") + 1) == ["one two", "three"]


def test_white_space_and_line_ends_are_single_spaces():
    assert lines_of("  one\t two\n\u00a0three ", BODY, 500) == ["one two three"]
    assert lines_of("", BODY, 500) == [""]


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
    assert printable("№ é") == "No é"
    assert printable("e\u0301") == "é"
    assert printable("✓ 山") == "■ ■"
    assert missing("✓ 山 é ✓ ■") == "✓山"
    assert printable("a\u2028b\tc\u00a0d") == "a b c d"
