"""IBANs and VAT numbers that fail their own check are remarked on; everything else is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.records import Business, Client
from clientguard.domain.records.check import check_record, warnings
from clientguard.domain.records.numbers import about_number

IBAN = Business.kind.field("payment_details")
TAX = Client.kind.field("tax_number")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("NL91 ABNA 0417 1643 00", ""),
        ("Bank of Friesland\nIBAN: NL91ABNA0417164300 BIC ABNANL2A", ""),
        ("DE89370400440532013000, Ada North", ""),
        ("GB29 NWBK 6016 1331 9268 19", ""),
        ("Bank: NL92 ABNA 0417 1643 00, Ada North", "NL92 ABNA 0417 1643 00"),
        ("NL91 ABNA 0417 1643 00\nDE89 3704 0044 0532 0130 01", "DE89 3704 0044 0532 0130 01"),
        ("Sort code 12-34-56, account 12345678", ""),
        ("Pay by card, see AB12", ""),
        ("", ""),
    ],
)
def test_a_mistyped_iban_is_found_in_the_text_around_it(text, wrong):
    said = about_number(IBAN, text)
    assert (said.values["number"] if said else "") == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("DE136695976", False),
        ("de 136695976", False),
        ("NL123456782B12", False),
        ("EL094259216", False),
        ("CHE-107.787.577 IVA", False),
        ("DE136695977", True),
        ("NL123456789B01", True),
        ("GB123456789", True),
        ("US12-3456789", False),  # that country's carries no check that is known here
        ("31/815/08150", False),
        ("KvK 12345678", False),
        ("", False),
    ],
)
def test_a_mistyped_vat_number_is_found(text, wrong):
    assert bool(about_number(TAX, text)) is wrong


def test_it_is_a_remark_and_never_keeps_a_record_from_being_saved():
    client = Client(name="Mill", stage="active", tax_number="DE136695977")
    assert check_record(client) == ()
    assert [each.field for each in warnings(client)] == ["tax_number"]


@given(st.text(max_size=200))
def test_any_text_is_looked_at(text):
    for field in (IBAN, TAX):
        about_number(field, text)
