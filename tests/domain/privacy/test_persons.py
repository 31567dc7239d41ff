"""Who is named: however a name is typed, and nobody else."""

from __future__ import annotations

import pytest

from clientguard.domain.privacy.persons import Finder, sought

JOAN = Finder(sought(["Joan Field", "joan@mill.example"]))


@pytest.mark.parametrize(
    "text",
    [
        "Joan Field", "JOAN  field", "jóan fiêld", "Field, Joan", "field joan", "Joan A. Field", "joan\nfield",
        "(Joan Field)", "Joan Field's idea", "“Joan Field”", "Dear Joan Field,", "Joan Field <other@x.example>",
        "Joan@Mill.example", "<joan@mill.example>", "mailto:joan@mill.example.", "a, JOAN@MILL.EXAMPLE; b",
        "Ｊｏａｎ Field", "Joan\u00a0Field", "CV_Joan_Field.pdf", "- Joan Field.pdf", "-Joan Field",
        "J\u006f\u0301an Field",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_typed(text):
    assert JOAN.names(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Joan", "Field", "Joan Fielding", "Johann Field", "Joan. The field is green", "Marijoan Field",
        "Joan and Peter Field", "bigjoan@mill.example", "joan@mill.example.org", "joan@mill", "joan-x@mill.example",
        "Joan Field-Smith", "Mary-Joan Field", "Joan Field.x@mill.example",
    ],
)  # fmt: skip
def test_other_people_are_not(text):
    assert not JOAN.names(text)


def test_a_thai_name_is_found_within_a_sentence():
    finder = Finder(sought(["สมชาย ใจดี"]))
    assert finder.names("วันนี้สมชาย ใจดีโทรมา")
    assert not finder.names("วันนี้สมชายโทรมา")


@pytest.mark.parametrize("text", ["J.* (Field)", "a|b", "[", "\\", "x{3}", "?"])
def test_no_name_is_read_as_a_pattern(text):
    assert Finder(sought([text])).names(f"with {text} in it")
    assert not Finder(sought([text])).names("nothing of that")


def test_the_same_word_counts_once_and_names_come_before_addresses():
    found = sought(["joan@mill.example", "Joan  Field", "JOAN FIELD", "", " "])
    assert (found.names, found.addresses, found.called) == (("Joan Field",), ("joan@mill.example",), "Joan Field")


def test_nobody_is_named_by_no_word():
    assert not Finder(sought(["", " "])).names("anything")
