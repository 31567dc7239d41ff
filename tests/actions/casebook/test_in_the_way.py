"""What stands in the way of making, salvaging, checking and restoring a casebook is said, and nothing is half done."""

from __future__ import annotations

import pytest

from clientguard.actions.casebook import casebooks, opening, restore, salvage
from clientguard.actions.records.editing import NotValidError
from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook.moved_file import MovedError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys
from clientguard.store.file.plain_errors import LockedError
from clientguard.store.salvage.rebuild import Salvaged
from tests import factories

KEY = keys.Key(bytes(range(32)), bytes(range(16)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "practice.casebook"


def test_a_casebook_keeps_a_currency_for_its_business_but_not_what_is_none(path):
    with pytest.raises(NotValidError):
        casebooks.create_casebook(path, currency="euro")
    assert not path.exists()
    casebooks.create_casebook(path, currency="CHF").close()
    with Casebook.open(path) as book, book.read() as db:
        assert ("CHF",) in db.execute("SELECT value FROM setting").fetchall()


def failing(_path):
    raise KnownError("The drive failed.")


def test_a_salvaged_casebook_that_is_there_is_not_called_a_failure(path):
    with pytest.raises(KnownError, match="The drive failed"):
        salvage._make(path, lambda: failing(path))
    salvage._make(path, lambda: (path.write_bytes(b"whole"), failing(path)))
    with pytest.raises(KnownError, match="The drive failed"):  # it was there before
        salvage._make(path, lambda: failing(path))


def test_a_salvage_tells_of_the_old_journal_whether_it_could_be_kept_or_not():
    kept, told = Salvaged(), Salvaged()
    kept.entries = told.entries = 7
    kept.old_journal.append("journal before salvage.txt")
    assert [each.text.partition(":")[0] for each in salvage.told(kept)][1] == (
        "Entries of the old journal that still verify"
    )
    assert any("kept as text" in each.text for each in salvage.told(kept))
    assert not any("kept as text" in each.text for each in salvage.told(told))
    assert any("still verify" in each.text for each in salvage.told(told))


def test_a_check_that_is_cancelled_says_nothing_of_the_file(path):
    book = factories.firm_book(path)
    path.rename(path.with_name("moved.casebook"))
    with pytest.raises(Cancelled):
        opening.check_in_full(book, cancelled=lambda: True)
    with pytest.raises(MovedError):
        opening.check_in_full(book)
    book.close()


def test_what_was_erased_is_not_looked_for_in_a_file_that_is_locked(path):
    factories.new_book(path, key=KEY).close()
    with pytest.raises(LockedError):
        restore._erasures(path, None)
    assert restore._erasures(path, KEY) == {}
