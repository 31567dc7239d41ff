"""The window keeps the casebook backed up, says how it stands, and rehearses the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clientguard.actions.casebook import casebooks
from clientguard.domain.casebook.backups import Event
from clientguard.ui.session import backup_timer as module
from clientguard.ui.session.backup_timer import BackupTimer
from tests import factories
from tests.ui.conftest import Person


@pytest.fixture
def clock() -> factories.Ticking:
    return factories.Ticking()


@pytest.fixture
def kept(window: Person, clock: factories.Ticking) -> BackupTimer:
    """The window's keeper, on the test's clock."""
    backup_timer = window.app.backup_timer
    assert backup_timer is not None
    backup_timer._clock = clock
    return backup_timer


def looked(window: Person, backup_timer: BackupTimer, event: Event = Event.HOUR) -> None:
    with window.qtbot.waitSignal(backup_timer.looked, timeout=20_000):
        assert backup_timer.look(event)
    window.until(lambda: not backup_timer.slot.busy)


def made(window: Person) -> list[Path]:
    return sorted((window.home / "data" / "backups").glob("*/*.casebook"))


def test_it_backs_up_by_itself_when_something_changed_and_says_so(
    window: Person, kept: BackupTimer, clock: factories.Ticking
):
    assert kept.timer.isActive()
    assert kept.timer.interval() <= 60_000
    with window.qtbot.waitSignal(kept.looked, timeout=20_000):
        kept.timer.timeout.emit()
    window.until(lambda: not kept.slot.busy)
    assert kept.timer.interval() == module.OFTEN
    assert "Backed up 01:00, verified" in window.seen()
    assert len(made(window)) == 1
    clock.ms += 3_600_000
    looked(window, kept)
    assert len(made(window)) == 1
    factories.add(window.book, "client")
    looked(window, kept)
    assert len(made(window)) == 2
    assert all(casebooks.verify_casebook(each).valid for each in made(window))


def test_closing_backs_up_what_changed(window: Person, kept: BackupTimer):
    looked(window, kept)
    factories.add(window.book, "client", name="At the last minute")
    window.app.close()
    last = made(window)[-1]
    assert len(made(window)) == 2
    assert any("At the last minute" in row for row in factories.content(last)["client"])


def test_an_absent_second_folder_stands_above_the_page_until_it_is_back(
    window: Person, kept: BackupTimer, tmp_path: Path
):
    away = tmp_path / "drive"
    window.settings.second_backups = str(away)
    looked(window, kept)
    assert f"The backup folder was not found: {away}." in window.seen()
    window.page("clients")
    looked(window, kept)
    assert window.seen().count("The backup folder was not found") == 1
    away.mkdir()
    looked(window, kept)
    assert "was not found" not in window.seen()
    assert len(list(away.glob("*.casebook"))) == 1


def test_no_backup_anywhere_after_a_day_is_red_and_leads_to_settings(window: Person, kept: BackupTimer, tmp_path: Path):
    window.settings.backups = str(tmp_path / "gone")
    looked(window, kept)
    assert "There is no backup of this casebook." in window.seen()
    window.click(window.button("Settings", window.window._trouble))
    assert window.window.here == "settings"
    window.settings.backups = ""
    looked(window, kept)
    assert "There is no backup of this casebook." not in window.seen()


def test_settings_show_the_last_backup_and_rehearse_it(window: Person, kept: BackupTimer):
    part = window.page("settings").backups
    assert part.last.text() == "There are no verified backups yet."
    assert not part.rehearse.isEnabled()
    with window.qtbot.waitSignal(kept.looked, timeout=20_000):
        window.click(part.now)
    window.until(part.now.isEnabled)
    assert str(made(window)[0]) in part.last.text()
    assert "22 Nov 2026" in part.last.text()
    window.click(part.rehearse)
    window.until(part.rehearse.isEnabled)
    assert "tables are exactly as they were backed up" in part.result.text()
    with made(window)[0].open("r+b") as file:
        file.seek(5000)
        file.write(b"damage")
    window.click(part.rehearse)
    window.until(part.rehearse.isEnabled)
    assert "changed or damaged afterwards" in part.result.text()
    window.rest()


def test_a_second_folder_is_chosen_and_dropped(
    window: Person, kept: BackupTimer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "drive").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "drive"))
    part = window.page("settings").backups
    assert "No second folder yet" in part.second.text()
    with window.qtbot.waitSignal(kept.looked, timeout=20_000):
        window.click(part.choose)
    window.until(lambda: not kept.slot.busy)
    assert str(tmp_path / "drive") in part.second.text()
    assert len(list((tmp_path / "drive").glob("*.casebook"))) == 1
    with window.qtbot.waitSignal(kept.looked, timeout=20_000):
        window.click(part.drop)
    window.until(lambda: not kept.slot.busy)
    assert "No second folder yet" in part.second.text()


def test_an_import_is_backed_up_before(window: Person, kept: BackupTimer):
    assert window.window.session is not None
    window.window.session.before_import(lambda: False)
    assert len(made(window)) == 1


def test_the_sample_is_not_backed_up(person: Person):
    person.app.opener.open_sample()
    person.look()
    assert person.app.backup_timer is None
    assert person.page("settings").backups is None
    person.app.close()
    assert made(person) == []
