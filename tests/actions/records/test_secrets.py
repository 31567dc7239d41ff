"""No secret reaches the casebook through the account register: not as a record, not as a draft."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.privacy import erasure
from clientguard.actions.records.editing import NotValidError, PasswordError, save_record
from clientguard.domain.records import Account
from clientguard.domain.secrets import MASK
from clientguard.store.records import kept_texts, notes
from clientguard.store.views.drafts import draft
from tests import factories

SECRET = "Zaunkoenig_77"


def test_an_account_with_a_secret_is_not_written_and_the_error_does_not_repeat_it(book, path):
    client = factories.add(book, "client")
    with pytest.raises(NotValidError) as raised:
        factories.add(book, "account", client=client, kept_at=f"password: {SECRET}")
    assert [each.field for each in raised.value.problems] == ["kept_at"]
    assert SECRET not in f"{raised.value!s} {raised.value!r} {raised.value.problems!r}"
    book.close()
    assert SECRET not in str(factories.content(path))


def test_a_draft_of_an_account_hides_the_secret_and_keeps_the_rest(book, path):
    casebooks.keep_draft(book, "account:new:1", {"name": "Shop", "kept_at": f"Entry 4, password: {SECRET}"})
    with book.read() as db:
        assert draft(db, "account:new:1") == {"name": "Shop", "kept_at": f"Entry 4, password: {MASK}"}
    book.close()
    assert SECRET not in str(factories.content(path))


def test_a_draft_of_any_other_record_is_kept_as_it_was_typed(book):
    texts = {"name": "Harbour", "note": f"password: {SECRET}"}
    casebooks.keep_draft(book, "client:new", texts)
    with book.read() as db:
        assert draft(db, "client:new") == texts


def test_an_answer_is_remembered_without_the_text_and_forgotten_when_such_a_record_is_erased(book, path):
    client = factories.add(book, "client")
    account = Account(client=client, name="Shop", kept_at=SECRET)
    with pytest.raises(PasswordError):
        save_record(book, account)
    number = save_record(book, account, anyway=True).first
    other = save_record(book, dataclasses.replace(account, name="Ads")).first
    with book.read() as db:
        assert kept_texts.is_kept(db, SECRET)
        assert not kept_texts.is_kept(db, f"{SECRET}8")
        assert SECRET not in notes.get_note(db, kept_texts.NOTE)
    erasure.erase_records(book, [number], "Asked for", [])
    with book.read() as db:
        assert not kept_texts.is_kept(db, SECRET)
    save_record(book, dataclasses.replace(factories.read(book, Account, other), platform="Shop"))
    with pytest.raises(PasswordError):
        save_record(book, account)


def test_a_draft_hides_what_looks_like_a_password_in_place_of_its_place(book):
    casebooks.keep_draft(book, "account:new:1", {"name": "Shop", "kept_at": "hunter2!Pass9"})
    with book.read() as db:
        assert draft(db, "account:new:1") == {"name": "Shop", "kept_at": MASK}
