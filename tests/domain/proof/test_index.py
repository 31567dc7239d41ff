"""Which exhibits stand on a bundle's first page when there is no room for all."""

from __future__ import annotations

from clientguard.domain.proof import exhibits as sections
from clientguard.domain.proof.index import section_lines, telling
from clientguard.domain.proof.plan import Listed
from clientguard.domain.wording import said
from tests.factories import ago


def listed(*of: str) -> list[Listed]:
    return [
        Listed(number, section, number, "message", ago(100 - number), said("Hi"), 2)
        for number, section in enumerate(of, 1)
    ]


def test_each_section_has_a_line_before_any_has_two_and_the_newest_come_first():
    found = listed(*[sections.MONEY] * 5, sections.PROBLEMS, *[sections.MAIL] * 20)
    assert [each.number for each in telling(found, 3)] == [5, 6, 4]
    assert [each.number for each in telling(found, 8)] == [5, 6, 4, 3, 2, 1, 26, 25]
    assert len(telling(found, 100)) == 26


def test_sections_say_their_numbers_and_files():
    first, second = section_lines(listed(sections.MONEY, sections.MONEY, sections.MAIL))
    assert (first.first, first.last, first.count, first.files) == (1, 2, 2, 4)
    assert (second.first, second.last) == (3, 3)
