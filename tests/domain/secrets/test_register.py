"""The account register refuses a secret; every other record only says that it holds one."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard import texts
from clientguard.domain.records import Account, Client, Message, Type
from clientguard.domain.records.check import LOOKED_AT, check_record, warnings

ACCOUNT = Account(client=1, name="Shop")
TEXTS = [field.name for field in Account.kind.fields if field.type in (Type.TEXT, Type.LONG)]
SECRET = "Zaunkoenig_77"


def said(problems):
    return {each.field: texts.words("en").say(each.message) for each in problems}


@pytest.mark.parametrize("field", TEXTS)
def test_an_account_with_a_secret_is_refused_at_its_field_and_the_secret_is_not_repeated(field):
    found = check_record(dataclasses.replace(ACCOUNT, **{field: f"ada, password: {SECRET}"}))
    assert said(found) == {
        field: "This looks like a password. Keep it in your password manager, and note here only where it is."
    }
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    "kept", ["1Password, entry Shop", "The password is in the password manager.", "KeePass: Harbour / hosting", ""]
)
def test_where_the_credential_is_kept_may_be_said(kept):
    assert check_record(dataclasses.replace(ACCOUNT, kept_at=kept)) == ()
    assert warnings(dataclasses.replace(ACCOUNT, kept_at=kept)) == ()


def test_any_other_record_may_be_saved_and_is_warned_about():
    client = Client(name="Harbour", note=f"wifi password: {SECRET}")
    assert check_record(client) == ()
    assert said(warnings(client)) == {
        "note": "This looks like a password. Anyone who opens this casebook can read it."
        " Keep it in your password manager instead."
    }
    assert SECRET not in repr(warnings(client))


def test_what_blocks_is_no_warning_besides():
    assert warnings(dataclasses.replace(ACCOUNT, name=f"password: {SECRET}")) == ()


def test_a_warning_looks_at_the_beginning_of_an_endless_text():
    secret = f" password: {SECRET}"
    assert warnings(Message(client=1, body="a" * (LOOKED_AT - len(secret)) + secret))
    assert not warnings(Message(client=1, body="a" * LOOKED_AT + secret))
