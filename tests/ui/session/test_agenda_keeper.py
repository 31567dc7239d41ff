"""The calendar file that is kept up to date, and what the desktop is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QSystemTrayIcon

from clientguard.actions.records import editing
from clientguard.domain.records import Promise
from clientguard.settings import Settings
from clientguard.ui.pages.settings.calendar import CalendarPart
from clientguard.ui.session.agenda_keeper import AgendaKeeper
from tests import factories
from tests.factories import TODAY, ago
from tests.ui.conftest import Person


@pytest.fixture
def keeper(window: Person, tmp_path: Path) -> AgendaKeeper:
    made = AgendaKeeper(window.window.session, Settings.load(tmp_path), "00ff")
    made.timer.stop()
    return made


def promise(window: Person, client: int, days: int, words: str = "I pay") -> None:
    """Note a promise as a screen does, and wait until that is known."""
    heard: list[object] = []
    noted = Promise(client=client, words=words, made_on=ago(1), due=ago(-days))
    window.window.session.do(lambda _job: editing.save_record(window.book, noted), done=heard.append)
    window.until(lambda: heard)


def test_a_chosen_file_is_written_and_again_after_a_change(
    window: Person, keeper: AgendaKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    client = factories.add(window.book, "client", name="Harbour Books")
    promise(window, client, 3)
    part = CalendarPart(keeper, window.window)
    part.refresh()
    assert part.path.text() == "No calendar file is written."
    target = tmp_path / "ahead"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    part.choose.click()
    file = tmp_path / "ahead.ics"
    window.until(file.is_file)
    assert "promised “I pay”" in file.read_text("utf-8")
    assert part.path.text() == str(file)
    window.until(lambda: keeper._written is not None)
    promise(window, client, 5, "I send it")
    window.until(keeper.timer.isActive)  # it waits a moment, so that several changes are written once
    keeper.look()
    window.until(lambda: "I send it" in file.read_text("utf-8"))
    part.end.click()
    assert (keeper.file, file.is_file()) == (None, True)
    keeper.timer.stop()
    window.rest()


def test_a_file_that_cannot_be_written_is_said(window: Person, keeper: AgendaKeeper, tmp_path: Path):
    (tmp_path / "file").touch()
    part = CalendarPart(keeper, window.window)
    keeper.keep(tmp_path / "file" / "ahead.ics")
    window.until(lambda: part.wrong.text())
    assert str(tmp_path / "file") in part.wrong.text()
    window.until(lambda: "file" in window.seen())
    keeper.timer.stop()
    window.rest()


def test_what_is_due_today_is_told_once_a_day_and_only_where_that_is_wanted(
    window: Person, keeper: AgendaKeeper, monkeypatch: pytest.MonkeyPatch
):
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, title, text: told.append((title, text)))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    monkeypatch.setattr(AgendaKeeper, "can_remind", staticmethod(lambda: True))
    client = factories.add(window.book, "client", name="Harbour Books")
    for number in range(4):
        promise(window, client, 0, f"Part {number}")
    keeper.look()
    assert told == []
    keeper.remind(True)
    window.until(lambda: told)
    keeper.look()
    window.rest()
    ((title, text),) = told
    assert title == "4 things are due today"
    assert text.splitlines()[0] == "Harbour Books: promised “Part 0”"
    assert text.splitlines()[-1] == "1 more"
    assert keeper._settings.reminded == TODAY.isoformat()
    keeper.timer.stop()
