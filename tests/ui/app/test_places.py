"""Wherever the app writes: a full drive, one that cannot be written, a folder that is not there, a drive that went.

Each is said in words, leaves nothing torn, keeps what was typed, and is over as soon as there is room again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clientguard import crash, paths
from clientguard.actions.casebook import backups, casebooks, opening
from clientguard.actions.casebook.backups import Place
from clientguard.actions.casebook.export_all import export_all
from clientguard.actions.casebook.salvage import salvage_casebook
from clientguard.actions.records import attachments
from clientguard.actions.records.export_csv import export_csv
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import KINDS, Attachment, Client
from clientguard.errors import KnownError
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import syncing
from clientguard.store.records import lookup
from clientguard.texts import current
from clientguard.ui.app import app
from clientguard.ui.widgets.banner import Banner
from tests import factories
from tests.factories import TODAY, add
from tests.ui.conftest import Person
from tests.ui.small import Drive, drive


def test_the_window_and_the_command_line_find_the_same_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CLIENTGUARD_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert app.config_dir() == paths.config_dir()
    assert app.config_dir().name == "ClientGuard"


def test_a_portable_home_holds_the_settings_of_both(clientguard_home: Path) -> None:
    assert app.config_dir() == paths.config_dir() == clientguard_home / "config"


# --- every writer against every kind of bad place ---


@dataclass
class Case:
    """A casebook with a file, its backup, and a folder that is about to be a bad place."""

    book: Casebook
    backup: Path
    folder: Path

    def record(self, kind: type) -> int:

        with self.book.read() as db:
            return lookup.find_records(db, kind)[0].id


def back_up(case: Case) -> None:
    """Back up as the window does: what goes wrong is told by what comes back."""
    outcome = backups.back_up(case.book, [Place(case.folder)], Event.ASKED)
    if outcome.problems:
        raise KnownError(current().say(outcome.problems[0]), kept="told", todo="told")


def drop(case: Case) -> None:
    backups.afresh(case.book, [Place(case.folder)])


WRITERS: dict[str, Callable[[Case], object]] = {
    "everything": lambda case: export_all(case.book, case.folder / "all", TODAY, "en"),
    "a list": lambda case: export_csv(case.book, KINDS["client"], [case.record(Client)], case.folder / "list.csv"),
    "a report": lambda case: attachments.write_out(case.folder / "report.pdf", b"%PDF" * 1000, case.book.path),
    "a copy of a file": lambda case: attachments.save_copy(
        case.book, case.record(Attachment), case.folder / "copy.txt"
    ),
    "a backup by hand": lambda case: casebooks.backup_to(case.book.path, case.folder / "hand.casebook"),
    "a backup": back_up,
    "a restored casebook": lambda case: backups.restore_backup(case.backup, case.folder / "restored.casebook"),
    "a salvaged casebook": lambda case: salvage_casebook(case.backup, case.folder / "salvaged.casebook"),
    "a new casebook": lambda case: casebooks.create_casebook(case.folder / "new.casebook").close(),
}
MAKE_IT = {"a backup by hand", "a backup", "a restored casebook", "a new casebook", "a salvaged casebook"}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    path = tmp_path / "own" / "practice.casebook"
    book = factories.firm_book(path)
    client = add(book, "client")
    note = tmp_path / "note.txt"
    note.write_text("Agreed on the phone. " * 500, encoding="utf-8")
    attachments.attach_files(book, client, [note])
    backup = tmp_path / "own" / "kept.casebook"
    casebooks.backup_to(path, backup)
    yield Case(book, backup, tmp_path / "place")
    book.close()


def names(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if not each.name.endswith(".lock")}


def refused(act: Callable[[Case], object], case: Case) -> str:
    with pytest.raises(KnownError) as caught:
        act(case)
    error = caught.value
    assert error.kept, "it is said what was kept"
    assert error.todo, "it is said what to do"
    assert "Errno" not in str(error)
    assert casebooks.verify_casebook(case.book.path).valid
    assert casebooks.verify_casebook(case.backup).valid
    return current().error(error)


@pytest.mark.parametrize("name", WRITERS)
def test_a_folder_that_is_not_there_is_made_or_named(case, name):
    act = WRITERS[name]
    if name in MAKE_IT:
        act(case)
        assert case.folder.is_dir()
        return
    assert str(case.folder) in refused(act, case)
    assert not case.folder.exists()
    case.folder.mkdir()
    act(case)


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_where_the_folder_would_be_is_left_alone(case, name):
    case.folder.write_text("mine", encoding="utf-8")
    assert case.folder.name in refused(WRITERS[name], case)
    assert case.folder.read_text(encoding="utf-8") == "mine"
    case.folder.unlink()
    case.folder.mkdir()
    WRITERS[name](case)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Drive]:
    made = drive(tmp_path / "place")
    yield made
    made.take_away()


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_drive_leaves_nothing_torn_and_work_goes_on_with_room(case, small, name):
    small.fill()
    before = names(case.folder)
    refused(WRITERS[name], case)
    assert names(case.folder) == before
    small.empty()
    WRITERS[name](case)
    assert names(case.folder)


@pytest.mark.parametrize("name", WRITERS)
def test_a_drive_that_cannot_be_written_is_named_and_work_goes_on_after(case, small, name):
    small.protect()
    refused(WRITERS[name], case)
    assert names(case.folder) == set()
    small.protect(again=True)
    WRITERS[name](case)


def test_a_chosen_folder_on_a_drive_that_went_away_is_not_made_again(case, small):
    small.take_away()
    case.folder.rmdir()
    outcome = backups.back_up(case.book, [Place(case.folder, made=False)], Event.ASKED)
    assert "was not found" in current().say(outcome.problems[0])
    assert not case.folder.exists()


def test_a_drive_that_swallows_what_is_written_is_told_from_a_damaged_casebook(case, monkeypatch):
    """A copy that differs from a whole casebook is the fault of its own drive."""
    whole = syncing.sync

    def lossy(path: Path) -> None:
        whole(path)
        if path.name.endswith(".part"):
            data = bytearray(path.read_bytes())
            data[-200:] = bytes(200)
            data[5000:5400] = bytes(400)
            path.write_bytes(data)

    monkeypatch.setattr(syncing, "sync", lossy)
    case.folder.mkdir()
    text = refused(lambda case: casebooks.backup_to(case.book.path, case.folder / "hand.casebook"), case)
    assert "is intact" in text
    assert "damaged" not in text
    assert names(case.folder) == set()


# --- settings and crash reports: a preference lost, never more ---


def test_settings_that_cannot_be_written_stop_nobody(small):
    settings = Settings.load(small.folder)
    settings.look = "dark"
    settings.save()
    small.fill()
    settings.look = "light" * 40_000
    settings.save()
    assert Settings.load(small.folder).look == "dark"
    assert names(small.folder) == {"settings.json", "filler"}


def test_a_crash_report_that_cannot_be_written_is_no_second_crash(small, monkeypatch):
    monkeypatch.setattr(paths, "data_dir", lambda: small.folder)
    small.fill()
    assert crash.write_report(ValueError("x")) is None or crash.folder().is_dir()
    assert not list(crash.folder().glob("*.part"))


# --- the casebook itself ---


def banners(person: Person) -> list[str]:
    person.seen()
    return [each.accessibleName() for each in person.window.findChildren(Banner) if each.isVisible()]


@pytest.fixture
def on_drive(person: Person, small: Drive) -> Person:
    """The person with a casebook open that lies on the small drive."""
    path = small.folder / "practice.casebook"
    factories.firm_book(path).close()
    person.open(path)
    return person


def test_on_a_full_drive_what_was_typed_stays_and_is_saved_with_room(on_drive, small):
    dialog = on_drive.open_form("client")
    on_drive.enter(dialog, name="Harbour Books", note="Word for word. " * 40)
    on_drive.rest()
    small.fill()
    on_drive.click(dialog.save)
    on_drive.until(lambda: "no space" in dialog.status.text())
    assert dialog.form.texts()["name"] == "Harbour Books"
    small.empty()
    with on_drive.qtbot.waitSignal(dialog.finished):
        on_drive.click(dialog.save)
    on_drive.rest()
    assert [each.name for each in on_drive.all(Client)] == ["Harbour Books"]
    on_drive.app.close()
    assert casebooks.verify_casebook(small.folder / "practice.casebook").valid


def test_a_draft_that_cannot_be_kept_keeps_the_form_open(on_drive, small):
    dialog = on_drive.open_form("client")
    on_drive.enter(dialog, name="Harbour Books", note="Word for word. " * 200)
    on_drive.rest()
    small.fill()
    on_drive.answer("Keep it as a draft", dialog.reject)
    on_drive.until(lambda: "no space" in dialog.status.text())
    assert dialog.isVisible()
    small.empty()
    with on_drive.qtbot.waitSignal(dialog.finished):
        on_drive.answer("Keep it as a draft", dialog.reject)
    on_drive.rest()
    again = on_drive.open_form("client")
    assert again.form.texts()["name"] == "Harbour Books"
    on_drive.close_form(again)


def test_a_casebook_on_a_drive_that_cannot_be_written_is_open_for_reading(person, small):
    path = small.folder / "practice.casebook"
    book = factories.firm_book(path)
    add(book, "client", name="Harbour Books")
    book.close()
    (small.folder / "practice.casebook.lock").unlink(missing_ok=True)
    small.protect()
    person.open(path)
    assert person.app.backup_timer is None
    assert not person.book.writable
    assert "Harbour Books" in {each.name for each in person.all(Client)}
    assert any("open for reading only" in each for each in banners(person))
    dialog = person.open_form("client")
    person.enter(dialog, name="Too late")
    person.click(dialog.save)
    person.until(lambda: "open for reading only" in dialog.status.text())
    assert dialog.form.texts()["name"] == "Too late"
    person.answer("Discard it", dialog.reject)
    person.rest()
    person.page("settings")
    person.app.close()
    small.protect(again=True)
    person.open(path)
    assert person.book.writable


def test_a_casebook_whose_drive_went_away_says_so(on_drive, small):
    shutil.copy(small.folder / "practice.casebook", small.folder.parent / "copy.casebook")
    on_drive.app.close()
    small.take_away()
    on_drive.open(small.folder / "practice.casebook")
    on_drive.until(lambda: "could not be read" in on_drive.seen())
    assert on_drive.window.session is None


def test_a_drive_that_goes_away_while_it_is_open_stops_nobody(on_drive, small):
    add(on_drive.book, "client", name="Harbour Books")
    small.take_away()
    on_drive.app.close()
    assert on_drive.app.book is None
    on_drive.until(lambda: any("was moved or deleted" in each for each in banners(on_drive)))
    (copy,) = (paths.data_dir() / "backups").rglob("practice rescued *.casebook")
    assert any(str(copy) in each for each in banners(on_drive))
    with Casebook.open(copy, write=False) as book, book.read() as db:
        assert [each.name for each in lookup.find_records(db, Client)] == ["Harbour Books"]
    on_drive.app.show_first_run()


# --- a share, a synced folder ---


def test_a_synced_folder_is_warned_about_until_it_was_read_once(person, tmp_path):
    path = tmp_path / "Dropbox" / "practice.casebook"
    factories.firm_book(path).close()
    person.open(path)
    assert any("Dropbox" in each for each in banners(person))
    person.seen()
    person.click("Dismiss")
    person.rest()
    assert not any("Dropbox" in each for each in banners(person))
    person.app.close()
    person.open(path)
    assert not any("Dropbox" in each for each in banners(person))
    moved = tmp_path / "Nextcloud" / "practice.casebook"
    moved.parent.mkdir()
    person.app.close()
    shutil.move(path, moved)
    person.open(moved)
    assert any("Nextcloud" in each for each in banners(person))


def test_an_ordinary_folder_is_not_warned_about(window):
    assert opening.hazard(window.book.path) is None
    assert not any("only backups there" in each for each in banners(window))


@pytest.mark.parametrize("left", [("", "-wal", "-shm"), ("", "-journal"), ("-wal",), (".lock",), (".part",)])
def test_the_sample_opens_whatever_a_kill_left_of_an_earlier_one(person, left):
    place = paths.data_dir() / "sample.casebook"
    place.parent.mkdir(parents=True, exist_ok=True)
    for part in left:
        name = f".{place.name}.part" if part == ".part" else place.name + part
        place.with_name(name).write_bytes(b"half a sample")
    person.app.opener.open_sample()
    person.until(lambda: person.window.session is not None)
    assert person.app.book.path == place
    assert len(person.all(Client)) > 1
