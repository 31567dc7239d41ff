"""A damaged casebook leads to a page with three ways on; a full check runs quietly, and says what it found."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clientguard import paths
from clientguard.actions.casebook import backups, casebooks, opening
from clientguard.actions.casebook.backups import Place
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Client
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import notes
from clientguard.ui.pages.damaged import DamagedPage
from tests import factories
from tests.ui.conftest import Person
from tests.ui.keyed import WORDS, guess, protected

PAGE = 4096


def spoil(path: Path, *pages: int) -> None:
    """Write over pages from the end on (negative numbers), or from the beginning."""
    data = bytearray(path.read_bytes())
    for page in pages:
        at = (page % (len(data) // PAGE)) * PAGE
        data[at : at + PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def spoil_tables(path: Path, *names: str) -> None:
    with Casebook.open(path) as book, book.read() as db:
        marks = ", ".join("?" for _ in names)
        found = db.execute(f"SELECT rootpage - 1 FROM sqlite_master WHERE name IN ({marks})", names).fetchall()
    spoil(path, *(page for (page,) in found))


@pytest.fixture
def practice(tmp_path: Path, _practice: tuple[Path, dict[str, int]]) -> Path:
    """A copy of the practice that nobody has open."""
    path = tmp_path / "practice.casebook"
    path.write_bytes(_practice[0].read_bytes())
    return path


@pytest.fixture
def wrecked(practice: Path) -> Path:
    """A casebook that was backed up, went on, and was damaged."""
    path = practice
    with Casebook.open(path) as book:
        uid = backups.edge(book).uid
        backups.back_up(book, [Place(paths.data_dir() / "backups" / uid)], Event.ASKED)
        factories.add(book, "client", name="After the backup")
    spoil_tables(path, "message", "record_kind")
    return path


def shown(person: Person) -> DamagedPage:
    page = person.app.recovery.page
    assert page is not None
    person.until(page.isVisible)
    return page


def test_a_damaged_casebook_is_not_opened_but_three_ways_on_are_shown(person, wrecked):
    before = hashlib.sha256(wrecked.read_bytes()).hexdigest()
    person.open(wrecked)
    text = person.seen(shown(person))
    assert "practice.casebook is damaged" in text
    assert "Nothing in it was repaired or deleted" in text
    assert text.index("1. Open the newest backup") < text.index("2. Read what") < text.index("3. Something else")
    assert "journal entries" in text
    assert person.window.session is None
    assert not any(item.isChecked() for item in person.window.rail.items.values())
    assert hashlib.sha256(wrecked.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE invoice SET issued = '2026-1q-01'", "a date cannot be read"),
        ("UPDATE client SET stage = 'activf'", "the field “Stage” of number"),
        ("UPDATE record SET kind = 'clienu' WHERE kind = 'client'", "practice.casebook is damaged"),
        ("ALTER TABLE request RENAME COLUMN ask TO asc", "practice.casebook is damaged"),
        ("DROP TABLE problem", "practice.casebook is damaged"),
    ],
)
def test_what_cannot_be_read_while_it_is_open_leads_to_the_same_page(person, practice, request, statement, told):
    factories.tamper(practice, statement)
    person.open(practice)
    person.until(lambda: person.window.session is None or not person.window.session.busy)
    if person.window.session is not None:  # Today does not need it
        person.window.go("client", request.getfixturevalue("_practice")[1]["harbour"])
        person.until(lambda: person.app.recovery.page)
    text = person.seen(shown(person))
    assert told in text
    assert "2. Read what can still be read" in text
    assert person.window.session is None


def test_the_newest_backup_is_put_in_place_in_one_step(person, wrecked):
    damaged = hashlib.sha256(wrecked.read_bytes()).hexdigest()
    person.open(wrecked)
    person.click(shown(person).newest)
    person.until(lambda: person.window.session is not None)
    person.rest()
    names = {each.name for each in person.all(Client)}
    assert "Harbour Books" in names
    assert "After the backup" not in names
    (kept,) = wrecked.parent.glob("practice damaged *.casebook")
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == damaged
    assert str(kept) in person.seen()


def test_what_can_be_read_is_salvaged_into_a_new_casebook(person, wrecked):
    before = hashlib.sha256(wrecked.read_bytes()).hexdigest()
    person.open(wrecked)
    person.click(shown(person).salvage)
    page = shown(person)
    person.until(lambda: "Salvaged" in person.seen(page))
    assert "practice salvaged.casebook" in person.seen(page)
    person.click(page.open_new)
    person.until(lambda: person.window.session is not None)
    person.rest()
    assert "After the backup" in {each.name for each in person.all(Client)}
    assert hashlib.sha256(wrecked.read_bytes()).hexdigest() == before


def test_a_salvage_that_fails_says_why_and_offers_the_ways_again(person, wrecked, monkeypatch):
    def full(*_args: object, **_options: object) -> object:
        raise OSError(28, "No space left on device")

    person.open(wrecked)
    page = shown(person)
    monkeypatch.setattr("clientguard.store.salvage.damaged_file.shutil.copyfile", full)
    person.click(page.salvage)
    person.until(page.status.isVisible)
    assert "No space left on device" in page.status.text()
    assert page.salvage.isVisible()
    assert not list(wrecked.parent.glob(".salvage-*"))


def test_a_salvage_can_be_cancelled(person, wrecked):
    person.open(wrecked)
    page = shown(person)
    person.click(page.salvage)
    page.cancelled.emit()
    person.until(lambda: page.status.isVisible() or "Salvaged" in person.seen(page))
    if page.status.isVisible():
        assert "Nothing was written" in page.status.text()
        assert not (wrecked.parent / "practice salvaged.casebook").exists()


def test_without_a_backup_one_can_be_chosen(person, tmp_path, practice, monkeypatch):
    path = practice
    elsewhere = tmp_path / "stick" / "kept.casebook"
    elsewhere.parent.mkdir()
    casebooks.backup_to(path, elsewhere)
    spoil_tables(path, "message", "record_kind")
    person.open(path)
    page = shown(person)
    assert page.newest.isHidden()
    assert "No verified backup was found" in person.seen(page)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(elsewhere), ""))
    person.click(page.another)
    from clientguard.ui.dialogs.restore_dialog import RestoreDialog

    dialog = person.dialog(RestoreDialog)
    person.click(dialog.file)
    person.click(dialog.go)
    person.until(lambda: person.window.session is not None)
    person.rest()
    assert elsewhere.exists()


def test_another_casebook_can_be_opened_instead(person, wrecked, tmp_path, monkeypatch):
    other = tmp_path / "other.casebook"
    factories.firm_book(other).close()
    person.open(wrecked)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    person.click(shown(person).other)
    assert person.book.path == other


@pytest.mark.parametrize("fill", [b"\x00", b"A letter. ", None])
def test_a_lost_first_page_leads_to_the_page_too(person, wrecked, fill):
    data = bytearray(wrecked.read_bytes())
    data[:PAGE] = random.Random(1).randbytes(PAGE) if fill is None else (fill * PAGE)[:PAGE]
    wrecked.write_bytes(data)
    person.open(wrecked)
    page = shown(person)
    assert page.newest.isVisible(), "the backup is found by the casebook's name"


def test_a_locked_casebook_is_salvaged_with_the_key_that_was_given(person, tmp_path, practice):
    path = protected(practice, tmp_path / "locked.casebook")
    data = bytearray(path.read_bytes())
    data[-30 * PAGE : -28 * PAGE] = random.Random(1).randbytes(2 * PAGE)
    path.write_bytes(data)
    person.open(path)
    guess(person, WORDS)
    person.until(lambda: person.app.recovery.page is not None)
    page = shown(person)
    person.click(page.salvage)
    person.until(lambda: "Salvaged" in person.seen(page))
    assert not (tmp_path / "locked salvaged.casebook").read_bytes().startswith(b"SQLite")
    person.click(page.open_new)
    person.until(lambda: person.window.session is not None)
    person.rest()
    assert person.book.key is not None


# --- the full check ---


def checked(person: Person) -> None:
    backup_timer = person.app.backup_timer
    assert backup_timer is not None
    backup_timer.check_timer.look()
    person.look()
    person.until(lambda: not backup_timer.check_timer.busy)


def test_the_full_check_is_made_once_a_week_and_said_in_settings(window):
    page = window.page("settings")
    assert "No full check yet" in window.seen(page)
    checked(window)
    assert "Everything is as it was written" in window.seen(page)
    assert not opening.is_check_due(window.book)


def test_after_an_unclean_end_it_is_made_again(window):
    checked(window)
    window.book.unclean = True
    assert opening.is_check_due(window.book)
    checked(window)
    assert not window.book.unclean


def test_a_clock_that_went_back_makes_it_due(window):
    checked(window)
    window.book.write(lambda write: notes.put_note(write, "checked in full", "99999999999999 0"))
    assert opening.is_check_due(window.book)
    window.book.write(lambda write: notes.put_note(write, "checked in full", "soon"))
    assert opening.is_check_due(window.book)


def test_faults_are_told_in_red_with_the_way_to_mend_them(person, practice):
    path = practice
    factories.tamper(path, "UPDATE client SET name = 'Forged' WHERE name = 'Lumen Studio'")
    person.open(path)
    checked(person)
    assert "found faults" in person.seen()
    person.click("See your options")
    page = shown(person)
    assert "A record differs from its last entry" in person.seen(page)
    person.click(page.anyway)
    assert person.book.path == path


def test_a_running_check_is_given_up_when_the_casebook_is_closed(window):
    backup_timer = window.app.backup_timer
    backup_timer.check_timer.check()
    backup_timer.stop()
    window.until(backup_timer.is_still)
    backup_timer.close()
