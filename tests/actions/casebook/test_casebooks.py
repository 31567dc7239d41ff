"""Making, copying and checking casebooks, and forms that were begun."""

from __future__ import annotations

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.journal import tree
from clientguard.domain.records import Business
from clientguard.errors import KnownError
from clientguard.store.journal import entry_log
from clientguard.store.views.business import business
from clientguard.store.views.drafts import draft
from tests import factories


def test_a_casebook_begins_with_its_business(path):
    with casebooks.create_casebook(path, Business(name="Studio North", currency="EUR")) as book, book.read() as db:
        assert business(db).name == "Studio North"


def test_a_casebook_may_begin_without_one(path):
    with casebooks.create_casebook(path) as book, book.read() as db:
        assert business(db) is None


def test_a_business_that_is_not_valid_leaves_no_file(path):
    with pytest.raises(NotValidError):
        casebooks.create_casebook(path, Business(name="Studio North", currency="Euros"))
    assert not path.exists()
    casebooks.create_casebook(path, Business(name="Studio North", currency="EUR")).close()


def test_a_backup_is_checked_and_verifies(book, path, tmp_path):
    factories.add(book, "client")
    casebooks.backup_to(path, tmp_path / "copy.casebook")
    assert casebooks.verify_casebook(tmp_path / "copy.casebook").valid


def test_a_printed_anchor_is_compared(book, path):
    with book.read() as db:
        seen = entry_log.anchor(db)
    factories.add(book, "client")
    anchor = tree.anchor_text(seen.size, seen.root)
    found = casebooks.verify_casebook(path, (anchor,))
    assert found.valid
    assert found.remarks == []
    assert not casebooks.verify_casebook(path, (f"{seen.size - 1}:{seen.root.hex()}",)).valid
    with pytest.raises(KnownError, match=r"“nonsense” is not an anchor\. Enter it as printed"):
        casebooks.verify_casebook(path, ("nonsense",))


def test_a_form_that_was_begun_is_kept_replaced_and_forgotten(book):
    with book.read() as db:
        before = entry_log.anchor(db)
    casebooks.keep_draft(book, "client/new", {"name": "Harb"})
    casebooks.keep_draft(book, "client/new", {"name": "Harbour", "note": "ö"})
    casebooks.keep_draft(book, "invoice/3", {})
    with book.read() as db:
        assert draft(db, "client/new") == {"name": "Harbour", "note": "ö"}
        assert draft(db, "invoice/3") == {}
    casebooks.drop_draft(book, "client/new")
    casebooks.drop_draft(book, "never/was")
    with book.read() as db:
        assert draft(db, "client/new") is None
        assert entry_log.anchor(db) == before


def test_a_draft_survives_a_restart(book, path):
    casebooks.keep_draft(book, "client/new", {"name": "Harb"})
    book.close()
    with casebooks.Casebook.open(path) as again, again.read() as db:
        assert draft(db, "client/new") == {"name": "Harb"}
