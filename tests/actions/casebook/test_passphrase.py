"""The passphrase: set, changed, removed, forgotten; and the backups, which follow it."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.casebook import backups, passphrase
from clientguard.actions.casebook.backups import Place
from clientguard.actions.casebook.passphrase import WrongSecretError
from clientguard.domain.casebook import recovery
from clientguard.domain.casebook.backups import Event
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, plain_errors
from clientguard.store.file.guesses import Guesses
from clientguard.store.file.salts import Salts
from clientguard.store.verify.full import verify
from clientguard.texts import words
from tests import factories

OLD, NEW = "a heron in the rain", "two otters by the weir"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "practice.casebook"


@pytest.fixture
def salts(tmp_path):
    return Salts(tmp_path / "app")


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "backups")


@pytest.fixture
def book(path):
    with factories.firm_book(path) as opened:
        factories.add(opened, "client", name="Harbour Books")
        yield opened


def unlock(path, secret, salts, waited=None):
    moment = [0.0]  # of the clock that makes guesses wait: it goes on by what was waited
    salts.guesses = Guesses(path.parent / "app", lambda: sum(waited if waited is not None else moment))
    return passphrase.unlock(path, secret, salts, wait=(waited if waited is not None else moment).append)


def in_place(place):
    return sorted(place.folder.glob("*.casebook"))


def test_a_first_passphrase_locks_the_casebook_and_its_backups(book, path, place, salts):
    backups.back_up(book, [place], Event.ASKED)
    assert b"Harbour" in in_place(place)[0].read_bytes()
    done = passphrase.protect(book, OLD, [place], salts)
    assert done.written == in_place(place)
    assert done.deleted == 2  # the one before, and the one that was made for safety's sake
    assert done.pending == []
    assert all(b"Harbour" not in each.read_bytes() for each in place.folder.iterdir())
    book.close()
    with pytest.raises(plain_errors.LockedError):
        Casebook.open(path)
    with Casebook.open(path, key=unlock(path, OLD, salts)) as again:
        factories.add(again, "client")
        assert backups.back_up(again, [place], Event.CLOSE).written
    assert all(keys.is_locked(each) for each in in_place(place))


def test_another_passphrase_opens_what_the_old_one_does_not_any_more(book, path, place, salts):
    passphrase.protect(book, OLD, [place], salts)
    with pytest.raises(WrongSecretError):
        passphrase.change(book, NEW, NEW, [place], salts)
    passphrase.change(book, OLD, NEW, [place], salts)
    book.close()
    with pytest.raises(WrongSecretError):
        unlock(path, OLD, salts)
    Casebook.open(path, key=unlock(path, NEW, salts)).close()
    (kept,) = in_place(place)
    assert keys.opens(kept, unlock(kept, NEW, salts))


def test_a_passphrase_that_is_removed_leaves_a_casebook_that_anybody_opens(book, path, place, salts):
    passphrase.protect(book, OLD, [place], salts)
    with pytest.raises(WrongSecretError):
        passphrase.unprotect(book, NEW, [place], salts)
    passphrase.unprotect(book, OLD, [place], salts)
    book.close()
    assert verify(path).valid
    assert all(verify(each).valid for each in in_place(place))
    assert salts.salt(path) is None


def test_a_passphrase_is_there_to_be_removed_or_confirmed(book, place, salts):
    for attempt in (
        lambda: passphrase.unprotect(book, None, [place], salts),
        lambda: passphrase.recovery_code(book),
        lambda: passphrase.recovery_typed(book, "anything"),
    ):
        with pytest.raises(KnownError, match="has no passphrase"):
            attempt()
    with pytest.raises(WrongSecretError):
        passphrase.confirm(book, OLD)


@pytest.mark.parametrize("short", ["", "seven77"])
def test_a_passphrase_has_at_least_eight_letters(book, path, place, salts, short):
    with pytest.raises(KnownError, match="at least 8 characters"):
        passphrase.protect(book, short, [place], salts)
    assert book.key is None
    assert not keys.is_locked(path)


def test_a_place_out_of_reach_is_told_and_its_backups_stay(book, place, salts, tmp_path):
    drive = Place(tmp_path / "drive", made=False)
    drive.folder.mkdir()
    backups.back_up(book, [drive], Event.ASKED)
    drive.folder.rename(tmp_path / "away")
    done = passphrase.protect(book, OLD, [place, drive], salts)
    assert len(done.written) == 1
    (told,) = done.pending
    assert words("en").say(told).startswith(f"Older backups remain in {drive.folder}. The backup folder was not found")
    assert len(list((tmp_path / "away").glob("*.casebook"))) == 1


def test_nothing_is_deleted_where_no_fresh_backup_could_be_written(book, place, salts, monkeypatch):
    backups.back_up(book, [place], Event.ASKED)
    before = in_place(place)

    def full(*_, **__):
        raise KnownError("There is no room left.")

    monkeypatch.setattr("clientguard.store.backup.verified_copy.into_place", full)
    done = passphrase.protect(book, OLD, [place], salts)
    assert (done.written, done.deleted, len(done.pending)) == ([], 0, 1)
    assert in_place(place) == before


# --- opening ---


def test_every_guess_waits_before_it_is_looked_at_right_or_wrong(book, path, place, salts):
    passphrase.protect(book, OLD, [], salts)
    book.close()
    waited: list[float] = []
    for _ in range(5):
        with pytest.raises(WrongSecretError, match="does not open practice"):
            unlock(path, NEW, salts, waited)
    unlock(path, OLD, salts, waited)
    assert waited == [0, 0, 0, 1, 2, 4]
    unlock(path, OLD, salts, waited)
    assert waited[-1] == 0


def test_a_wrong_guess_says_the_same_whatever_is_wrong(book, path, salts):
    passphrase.protect(book, OLD, [], salts)
    code = passphrase.recovery_code(book)
    book.close()
    damaged = path.with_name("damaged.casebook")
    damaged.write_bytes(b"\x07" * 200 + path.read_bytes()[200:])
    said = set()
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")
    for file, secret in ((path, NEW), (path, ""), (path, mistyped), (path, recovery.code_of(bytes(range(32))))):
        with pytest.raises(WrongSecretError) as caught:
            unlock(file, secret, salts)
        said.add(str(caught.value))
    assert len(said) == 1


@pytest.mark.parametrize("guess", [NEW, "", "0000-0000"], ids=["a passphrase", "nothing", "digits"])
def test_a_wrong_guess_takes_the_work_of_a_right_one(book, path, salts, monkeypatch, guess):
    passphrase.protect(book, OLD, [], salts)
    code = passphrase.recovery_code(book)
    book.close()
    work: list[bytes] = []
    derive = keys.Passphrase.key
    monkeypatch.setattr(keys.Passphrase, "key", lambda self, salt: (work.append(salt), derive(self, salt))[1])
    for secret in (OLD, code):
        unlock(path, secret, salts)
    with pytest.raises(WrongSecretError):
        unlock(path, guess, salts)
    assert len(work) == 3
    assert len(set(work)) == 1


def test_the_salt_that_was_kept_opens_a_backup_whose_own_is_gone(book, place, salts):
    passphrase.protect(book, OLD, [place], salts)
    (kept,) = in_place(place)
    data = kept.read_bytes()
    kept.write_bytes(bytes(16) + data[16:])
    key = unlock(kept, OLD, salts)
    assert key.salt == bytes.fromhex(manifest.read_manifest(kept).salt)
    assert keys.opens(kept, key)


# --- the recovery sheet ---


def test_the_code_of_the_sheet_opens_the_casebook_and_confirms_it(book, path, salts):
    passphrase.protect(book, OLD, [], salts)
    code = passphrase.recovery_code(book)
    assert not passphrase.recovery_confirmed(book)
    wrong = recovery.code_of(bytes(range(32)))
    with pytest.raises(KnownError, match="not the code of this casebook"):
        passphrase.recovery_typed(book, wrong)
    with pytest.raises(KnownError, match="roup"):
        passphrase.recovery_typed(book, ("0" if code[0] != "0" else "1") + code[1:])
    assert not passphrase.recovery_confirmed(book)
    passphrase.recovery_typed(book, code.lower().replace("-", "  "))
    assert passphrase.recovery_confirmed(book)
    passphrase.confirm(book, code)
    book.close()
    with Casebook.open(path, key=unlock(path, f"  {code}\n", salts)) as again:
        assert passphrase.recovery_confirmed(again)
        passphrase.change(again, code, NEW, [], salts)
        assert not passphrase.recovery_confirmed(again)
        with pytest.raises(WrongSecretError):
            passphrase.confirm(again, code)


def test_a_casebook_without_a_passphrase_has_no_sheet_to_confirm(book):
    assert not passphrase.recovery_confirmed(book)


def test_the_sheet_is_a_paper_that_names_business_and_file(book, salts):
    passphrase.protect(book, OLD, [], salts)
    sheet = passphrase.recovery_sheet(book, words("en"), date(2026, 11, 22))
    assert sheet.startswith(b"%PDF")
