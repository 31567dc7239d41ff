"""What people type in Thai, Malay and West Frisian: amounts, numbers, per cent, yes and no."""

from __future__ import annotations

import pytest

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Type
from clientguard.domain.records.parse import FieldError, plain, typed
from tests.domain.typed_fields import LANGUAGES, SUNDAY, field, read, refusal


@pytest.mark.parametrize(
    ("language", "currency", "text", "minor"),
    [
        ("th", "THB", "1,234.50", 123450),
        ("th", "THB", "฿1,234.50", 123450),
        ("th", "THB", "1,234.50 ฿", 123450),
        ("th", "THB", "1,234.50 บาท", 123450),
        ("th", "THB", "๑,๒๓๔.๕๐", 123450),
        ("th", "THB", "1,234", 123400),
        ("ms", "MYR", "RM1,234.50", 123450),
        ("ms", "MYR", "RM 1,234.50", 123450),
        ("ms", "MYR", "1,234.50 RM", 123450),
        ("ms", "MYR", "-RM50", -5000),
        ("fy", "EUR", "1.234,50", 123450),
        ("fy", "EUR", "€ 1.234,50", 123450),
        ("fy", "EUR", "€ -1.234,50", -123450),
        ("fy", "EUR", "1.234,50 €", 123450),
        ("fy", "EUR", "1234,5", 123450),
        ("fy", "EUR", "1.234.567", 123456700),
        ("fy", "EUR", "1234.50", 123450),
        ("fy", "KWD", "1,234", 1234),
        ("fy", "JPY", "1.234", 1234),
    ],
)
def test_an_amount_is_read_as_the_language_writes_it(language: str, currency: str, text: str, minor: int):
    assert read(Type.MONEY, text, language, currency) == minor


@pytest.mark.parametrize(
    ("language", "currency", "text", "sentence"),
    [
        ("fy", "EUR", "1.234", "1,234.00 or 1.234. Enter it as 1234,00 or as 1,23."),
        ("fy", "EUR", "1,234", "1,234.00 or 1.234. Enter it as 1234,00 or as 1,23."),
        ("en", "EUR", "1.234", "1,234.00 or 1.234. Enter it as 1234.00 or as 1.23."),
        ("en", "KWD", "1,234", "Enter it as 1234.000 or as 1.234."),
        ("fy", "KWD", "1.234", "Enter it as 1234,000 or as 1,234."),
    ],
)
def test_an_amount_with_two_readings_is_asked_about_with_both(language: str, currency: str, text: str, sentence: str):
    found = refusal(Type.MONEY, text, language, currency)
    assert found.endswith(sentence)
    for answer in found.removesuffix(".").rpartition("Enter it as ")[2].split(" or as "):
        read(Type.MONEY, answer, language, currency)  # what is offered has one reading


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("th", "๑๒.๕", "12.5"),
        ("ms", "1,240", "1240"),
        ("fy", "12,5", "12.5"),
        ("fy", "36,415", "36.415"),
        ("fy", "1.240,5", "1240.5"),
        ("fy", "1.240.000", "1240000"),
        ("fy", "0.125", "0.125"),
        ("fy", "1,240,000", "1240000"),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(language: str, text: str, number: str):
    assert read(Type.DECIMAL, text, language) == number


def test_a_number_with_a_point_before_three_digits_is_asked_about_where_points_part_thousands():
    assert refusal(Type.DECIMAL, "1.240", "fy") == ("This could mean 1,240 or 1.24. Enter it as 1240 or as 1,240.")
    assert read(Type.NUMBER, "1.240", "fy") == 1240  # a whole number has no decimals
    assert refusal(Type.NUMBER, "1,240", "fy") == "Enter a whole number."


@pytest.mark.parametrize(
    ("language", "text"), [("en", "12.5%"), ("th", "ร้อยละ 12.5"), ("ms", "12.5 peratus"), ("fy", "12,5 %")]
)
def test_a_percentage_may_say_that_it_is_one(language: str, text: str):
    assert read(Type.DECIMAL, text, language, label="Tax, %") == "12.5"
    with pytest.raises(FieldError):
        read(Type.DECIMAL, text, language, label="Quantity")


@pytest.mark.parametrize(("language", "yes", "no"), [("th", "ใช่", "ไม่ใช่"), ("ms", "Ya", "tidak"), ("fy", "ja", "nee")])
def test_yes_and_no_are_words_of_the_language(language: str, yes: str, no: str):
    assert read(Type.FLAG, yes, language) is True
    assert read(Type.FLAG, no, language) is False
    assert read(Type.FLAG, "yes", language) is True


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "UYW"])
@pytest.mark.parametrize("minor", [0, 5, 1234, 123400, 1234567, -1234, 12345678])
def test_an_amount_in_an_input_is_read_back(language: str, currency: str, minor: int):
    text = typed(field(Type.MONEY), minor, currency, language)
    assert read(Type.MONEY, text, language, currency) == minor


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["1.234", "1234", "0.125", "-12.5", "1234567.890"])
def test_a_number_in_an_input_is_read_back(language: str, number: str):
    assert read(Type.DECIMAL, typed(field(Type.DECIMAL), number, "", language), language) == number


def test_an_input_has_the_decimal_mark_of_the_language_and_an_export_none_of_any():
    assert typed(field(Type.MONEY), 123450, "EUR", "fy") == "1234,50"
    assert typed(field(Type.MONEY), 123450, "EUR", "th") == "1234.50"
    assert typed(field(Type.DATE), SUNDAY, "", "fy") == "2026-11-22"
    assert plain(field(Type.MONEY), 123450, "EUR") == "1234.50"


@pytest.mark.parametrize("language", sorted(texts.LANGUAGES))
@pytest.mark.parametrize(("currency", "minor"), [("THB", 123450), ("MYR", -123450), ("EUR", 5), ("JPY", 1234)])
def test_the_amounts_that_the_program_prints_are_read_back(language: str, currency: str, minor: int):
    words, money = texts.words(language), Money(minor, currency)
    for text in (words.money(money), words.money(money, code=False)):
        assert read(Type.MONEY, text, language, currency) == minor
