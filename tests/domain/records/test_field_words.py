"""Fields are called by their labels where people read, also those that a command named by their keys."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.records import KINDS, Bundle
from clientguard.domain.records.field_words import field_in_words
from clientguard.texts import words

SAY = words("en").say


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("body", "“What was said”"),
        ("message.body", "“What was said” (Messages)"),
        ("invoice.number", "“Number” (Invoices)"),
        ("contract.title", "“Title” (Contracts)"),
    ],
)
def test_a_field_is_called_by_its_label(name, told):
    assert SAY(field_in_words(name)) == told


def test_no_field_is_called_by_its_key():
    for kind in KINDS.values():
        for field in kind.fields:
            told = SAY(field_in_words(f"{kind.name}.{field.name}"))
            assert told == f"“{words('en')(field.label)}” ({words('en')(kind.plural)})"


def test_a_bundle_says_in_words_what_it_leaves_out():
    made = Bundle(name="a.zip", redacted="message.body, number", left_out="records: 2")
    (told,) = (SAY(each.message) for each in made.in_words(date(2026, 11, 22)))
    assert told == "Left out: “What was said” (Messages); “Number”; records: 2."
    assert not list(Bundle(name="a.zip").in_words(date(2026, 11, 22)))
