"""The window itself: what it remembers, how it narrows, one a casebook, and what it says when things go wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard import paths
from clientguard.actions.records import editing
from clientguard.domain.records import Client
from clientguard.errors import KnownError
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import file_lock
from clientguard.ui.app import app as application
from clientguard.ui.app.app import App, Options
from clientguard.ui.app.main_window import MainWindow
from clientguard.ui.app.single_window import call
from clientguard.ui.widgets.banner import Banner
from tests import factories
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def notices(window: Person) -> list[Banner]:
    QApplication.processEvents()
    return [each for each in window.window.findChildren(Banner, "notice") if each.isVisible()]


# --- what it remembers ---


def test_size_and_page_come_back(window: Person, qapp: QApplication):
    window.page("money")
    window.window.resize(760, 640)
    window.window.close()
    settings = Settings.load(window.home / "config")
    assert settings.page == "money"
    again = MainWindow(settings)
    assert (again.width(), again.height()) == (760, 640)
    again.deleteLater()


def test_settings_that_make_no_sense_are_those_of_a_first_start(tmp_path: Path):
    (tmp_path / "settings.json").write_text('{"recent": "x", "look": 7, "window": "zz", "layouts": [1]}', "utf-8")
    settings = Settings.load(tmp_path)
    assert (settings.recent, settings.look, settings.layouts) == ([], "system", {})
    made, first = MainWindow(settings), MainWindow(Settings(tmp_path / "none"))
    assert made.size() == first.size()
    made.deleteLater()
    first.deleteLater()


def test_a_narrow_window_keeps_the_icons_of_its_rail(window: Person):
    rail = window.window.rail
    wide = rail.width()
    assert rail.items["money"].text().strip() == "Money"
    window.window.resize(960, 640)
    assert rail.width() < wide / 2
    for item in rail.items.values():
        assert item.text().strip() == ""
        assert not item.icon().isNull()
        assert item.toolTip()
        assert item.accessibleName()
    window.window.resize(1280, 800)
    assert rail.width() == wide


def test_every_page_has_its_key(window: Person):
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_7)
    places = []
    for key in keys:
        window.press(key, CTRL, on=window.window)
        places.append(window.window.here)
    assert places == ["today", "clients", "messages", "waiting", "money", "journal", "settings"]
    window.press(Qt.Key.Key_L, CTRL, on=window.window)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Log"
    dialog.reject()
    window.until(lambda: not window.dialogs())


# --- one window for one casebook ---


def other_app(window: Person, qapp: QApplication) -> App:
    made = App(qapp, Options([]), Settings.load(window.home / "other"))
    made.window.show()
    return made


def done_with(made: App) -> None:
    made.window.close()
    made.window.deleteLater()
    made.setParent(None)
    made.deleteLater()


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(window: Person, qapp: QApplication):
    second = other_app(window, qapp)
    window.window.showMinimized()
    window.until(window.window.isMinimized)
    second.open(window.book.path)
    window.look()
    assert not second.window.isVisible()
    window.until(lambda: not window.window.isMinimized())
    done_with(second)


def test_a_casebook_that_something_else_writes_in_is_not_opened(window: Person, qapp: QApplication, tmp_path: Path):
    path = tmp_path / "busy.casebook"
    factories.firm_book(path).close()
    lock = file_lock.acquire_lock(path)
    try:
        assert not call(path)
        window.open(path)
        assert len(notices(window)) == 1
        assert window.window.here == "today"  # what is open stays
        second = other_app(window, qapp)
        second.open(path)
        window.look()
        assert second.window.isVisible()
        assert "first run" in second.window.pages
        assert second.window.findChildren(Banner, "notice")
        done_with(second)
    finally:
        file_lock.let_go(lock)


def test_the_open_casebook_opened_again_stays_open(window: Person):
    book = window.book
    window.open(book.path)
    assert window.book is book


def test_closing_leaves_one_file_and_what_was_asked_for_is_in_it(window: Person):
    path, session = window.book.path, window.window.session
    assert session is not None
    book = window.book
    session.do(lambda _job: editing.save_record(book, Client(name="At the last moment")), done=lambda _changed: 1 / 0)
    window.window.close()
    QApplication.processEvents()  # nobody is told any more
    assert sorted(each.name for each in path.parent.iterdir() if each.suffix != ".lock") == [path.name]
    with Casebook.open(path) as again, again.read() as db:
        assert db.execute("SELECT count(*) FROM client WHERE name = 'At the last moment'").fetchone() == (1,)


# --- what goes wrong ---


def test_an_error_is_said_in_words_once_and_can_be_put_away(window: Person):
    error = KnownError("The disk is full.", kept="Nothing was changed.", todo="Make room, then save again.")
    window.window.show_error(error)
    window.window.show_error(error)
    (banner,) = notices(window)
    assert banner.label.text() == "The disk is full. Nothing was changed. Make room, then save again."
    window.window.show_error(KnownError("Another thing."))
    assert len(notices(window)) == 2
    window.click(banner.button)
    assert [each.label.text() for each in notices(window)] == ["Another thing."]
    window.app.show_new()
    assert notices(window) == []


def test_an_error_that_nobody_takes_reaches_the_window(window: Person):
    session = window.window.session
    assert session is not None

    def refuse(_job: object) -> None:
        raise KnownError("The disk is full.")

    session.do(refuse)
    window.until(lambda: notices(window))
    assert notices(window)[0].label.text() == "The disk is full."
    window.rest()


def test_a_fault_of_the_program_is_reported_without_what_the_user_wrote(
    window: Person, monkeypatch: pytest.MonkeyPatch
):
    shown: list[BaseException] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda _kind, error, _trace: shown.append(error))
    try:
        name = "Harbour Books"
        raise ValueError(f"cannot read {name}")
    except ValueError as error:
        application._crashed(window.app)(type(error), error, error.__traceback__)
    assert len(shown) == 1
    (report,) = (paths.data_dir() / "crashes").iterdir()
    text = report.read_text(encoding="utf-8")
    assert "Harbour" not in text
    assert "ValueError" in text
    assert "test_window.py" in text
    (banner,) = notices(window)
    assert banner.label.text().startswith("Something went wrong.")
    assert banner.button.text() == "Show the report"
    assert window.window.session is not None  # one can go on


def test_a_report_that_cannot_be_written_is_no_second_fault(
    window: Person, monkeypatch: pytest.MonkeyPatch, clientguard_home: Path
):
    monkeypatch.setattr(sys, "__excepthook__", lambda *_args: None)
    (clientguard_home / "data").rename(clientguard_home / "elsewhere")
    (clientguard_home / "data").write_text("a file where the folder would be", encoding="utf-8")
    application._crashed(window.app)(ValueError, ValueError("x"), None)
    assert len(notices(window)) == 1


def test_a_fault_in_a_job_is_not_swallowed(window: Person):
    session = window.window.session
    assert session is not None
    with window.qtbot.capture_exceptions() as caught:
        session.do(lambda _job: 1 / 0)
        window.until(lambda: caught)
    assert caught[0][0] is ZeroDivisionError
    assert not session.busy
