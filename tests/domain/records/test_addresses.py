"""What counts as an email address: what people have, in any script, and none of the usual slips."""

from __future__ import annotations

import pytest

from clientguard.domain.records import Contact, ContactPoint
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.check import check_record


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "ada.lovelace+shop@mail.example.co.uk",
        "o'neill@example.ie",
        "a_b-c%d=e@x-y.example",
        "jürgen@müller.example",
        "用户@例子.广告",
        "สมชาย@ตัวอย่าง.ไทย",
        "अजय@डाटा.भारत",
        "info@xn--mller-kva.example",
        '"ada lovelace"@example.org',
        "1@2.example",
    ],
)
def test_an_address_of_a_person_is_one(text):
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@example..org",
        "ada@.example.org",
        "ada@example.org.",
        "ada @example.org",
        "ada@exam ple.org",
        "ada@@example.org",
        "ada@-example.org",
        ".ada@example.org",
        "ada@example.org, bob@example.org",
        "Ada <ada@example.org>",
        "mailto:ada@example.org",
        "ada@example,org",
        "ada@127.0.0.1",
        "ada@example.org\u200b",
        "a" * 65 + "@example.org",
        "",
    ],
)
def test_a_slip_is_none(text):
    assert not is_email(text)


def test_an_address_that_was_saved_as_it_is_does_not_stop_another_change():
    before = Contact(id=2, client=1, name="Joan", email="joan at harbour")
    assert check_record(Contact(id=2, client=1, name="Joan Field", email="joan at harbour"), before) == ()
    (problem,) = check_record(Contact(id=2, client=1, name="Joan", email="joan at home"), before)
    assert problem.field == "email"


def test_a_number_beside_addresses_is_checked_only_where_it_is_to_be_one():
    assert check_record(ContactPoint(system="phone", value="+31 58 000")) == ()
    (problem,) = check_record(ContactPoint(system="email", value="+31 58 000"))
    assert problem.field == "value"
