"""Opening a casebook that has a passphrase."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from clientguard import paths, texts
from clientguard.actions.casebook import passphrase
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.guesses import Guesses
from clientguard.ui.app.app import App, Options
from clientguard.ui.look.theme import DARK, theme
from tests import factories
from tests.ui.conftest import Person
from tests.ui.keyed import WORDS, asking, guess, live_texts, protected, salts, unlock
from tests.ui.screen import look


@pytest.fixture
def file(_practice: tuple[Path, dict[str, int]], tmp_path: Path, clientguard_home: Path) -> Path:
    """A practice with a passphrase, which nobody has open."""
    folder = tmp_path / "kept"
    folder.mkdir()
    return protected(_practice[0], folder / "practice.casebook")


@pytest.fixture
def before(person: Person, file: Path) -> Person:
    """The person before the page that unlocks it."""
    person.open(file)
    person.until(lambda: asking(person).field.hasFocus())
    return person


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))


def test_the_page_says_which_casebook_it_is_and_nothing_of_what_is_in_it(before: Person, file: Path):
    page = asking(before)
    assert page.name.whole() == "practice"
    assert page.folder.whole() == str(file.parent)
    assert before.window.windowTitle() == "ClientGuard"
    assert not before.window.rail.isVisible()
    assert not before.window.head.isVisible()
    assert page.field.echoMode() == QLineEdit.EchoMode.Password
    assert before.app.book is None


def test_the_passphrase_opens_it_and_leaves_no_trace_of_itself(before: Person):
    unlock(before)
    assert WORDS not in list(live_texts())
    assert before.window.here == "today"
    assert before.window.windowTitle() == "practice – ClientGuard"
    assert before.window.rail.isVisible()
    assert before.window.head.isVisible()


def test_a_wrong_one_is_said_in_words_and_can_be_mended(before: Person):
    page = asking(before)
    guess(before, "four calm wards here")
    before.until(page.error.isVisible)
    assert page.error.text().startswith("That does not open practice.casebook.")
    assert page.field.hasSelectedText()
    assert page.field.text() == "four calm wards here"
    assert page.field.hasFocus()
    assert page.status.text() == ""
    before.type("x", page.field)
    assert page.error.text() == ""
    unlock(before)


def test_the_recovery_code_opens_it(before: Person, file: Path):
    key = passphrase.unlock(file, WORDS, salts())
    with Casebook.open(file, key=key) as book:
        code = passphrase.recovery_code(book)
    unlock(before, code)
    assert before.window.here == "today"


def test_nothing_typed_is_no_guess(before: Person, file: Path):
    page = asking(before)
    before.click(page.go)
    assert page.error.text() == "Type the passphrase, or the code from the recovery sheet."
    assert salts().guesses.failures(file) == 0


def test_what_is_typed_can_be_shown(before: Person):
    page = asking(before)
    before.type("four", page.field)
    before.click(page.show_it)
    assert page.field.echoMode() == QLineEdit.EchoMode.Normal
    assert page.field.hasFocus()
    page.show_it.click()
    assert page.field.echoMode() == QLineEdit.EchoMode.Password


def test_after_wrong_ones_it_waits_and_says_how_long_while_the_window_lives(
    before: Person, file: Path, monkeypatch: pytest.MonkeyPatch
):
    for _number in range(6):
        Guesses(paths.data_dir() / "salts", lambda: 0.0).begin(file)  # long ago
    page = asking(before)
    guess(before, WORDS)
    before.until(lambda: "checking in 8 seconds" in page.status.text())
    page._second.timeout.emit()
    assert "checking in 7 seconds" in page.status.text()
    assert not page.go.isEnabled()
    job = page._job
    assert job is not None
    other = file.with_name("other.casebook")
    factories.firm_book(other).close()
    choose(monkeypatch, other)
    before.click(page.other)
    before.until(lambda: before.app.book is not None)
    assert before.book.path == other
    job.wait(5)
    assert not job.is_alive()  # the wait was given up at once
    assert not job.well


def test_a_guess_that_was_left_opens_nothing_even_when_it_is_right(
    before: Person, file: Path, monkeypatch: pytest.MonkeyPatch
):
    page = asking(before)
    keys = []
    check = page._check

    def slowly(secret: str, wait: Callable[[float], None]) -> object:
        key = check(secret, wait)
        keys.append(key)
        while not page_left:
            pass
        return key

    page_left: list[bool] = []
    page._check = slowly  # type: ignore[assignment]
    guess(before, WORDS)
    before.until(lambda: keys)
    job = page._job
    assert job is not None
    before.click(page.new)
    assert "first run" in before.window.pages
    page_left.append(True)
    job.wait(5)
    QApplication.processEvents()
    assert before.app.book is None
    assert not any(keys[0].raw)  # it was dropped


def test_asking_for_another_and_choosing_none_stays(before: Person, monkeypatch: pytest.MonkeyPatch):
    page = asking(before)
    choose(monkeypatch, "")
    before.click(page.other)
    assert asking(before) is page
    unlock(before)


def test_another_that_cannot_be_opened_is_said_above_and_the_page_stays(
    before: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broken = tmp_path / "broken.casebook"
    broken.write_text("not a casebook", encoding="utf-8")
    choose(monkeypatch, broken)
    page = asking(before)
    before.click(page.other)
    assert asking(before) is page
    assert "broken.casebook" in before.seen()
    unlock(before)
    assert "broken.casebook" not in before.seen()


def test_a_file_that_went_away_is_said_at_the_field(before: Person, file: Path):
    system_events = file.rename(file.with_name("away.casebook"))
    page = asking(before)
    guess(before, WORDS)
    before.until(page.error.isVisible)
    assert str(file) in page.error.text()
    system_events.rename(file)
    unlock(before)


def test_one_that_another_program_took_meanwhile_is_said_at_the_field(before: Person, file: Path):
    with Casebook.open(file, key=passphrase.unlock(file, WORDS, salts())):
        guess(before, WORDS)
        before.until(asking(before).error.isVisible)
        assert "is open in another window or program" in asking(before).error.text()
    unlock(before)


def test_opening_a_locked_one_closes_the_other(window: Person, file: Path, tmp_path: Path):
    other = shutil.copy(file, tmp_path / "second.casebook")
    window.open(other)
    assert asking(window).name.whole() == "second"
    assert window.app.book is None
    assert not (tmp_path / "practice.casebook-wal").exists()
    unlock(window)


def test_a_second_start_brings_the_page_that_asks_to_the_front_and_ends(before: Person, file: Path, qapp: QApplication):
    second = App(qapp, Options([]), Settings.load(before.home / "other"))
    second.window.show()
    before.window.showMinimized()
    before.until(before.window.isMinimized)
    second.open(file)
    before.look()
    assert not second.window.isVisible()
    before.until(lambda: not before.window.isMinimized())
    second.window.deleteLater()
    second.setParent(None)
    second.deleteLater()


def test_making_the_window_small_forgets_nothing(before: Person):
    page = asking(before)
    before.type("four calm", page.field)
    before.window.showMinimized()
    before.until(before.window.isMinimized)
    before.window.showNormal()
    before.front()
    assert page.field.text() == "four calm"


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_in_any_language_nothing_of_it_is_cut_off(person: Person, file: Path, size: tuple[int, int]):
    texts.use(texts.PSEUDO)
    person.window.resize(*size)
    person.open(file)
    page = asking(person)
    wrong: list[str] = []
    look(wrong, "unlock", person.window)
    guess(person, "wrong words")
    person.until(page.error.isVisible)
    page.say(texts._("What you were entering is kept inside it."))
    page._wait(8, 0)
    look(wrong, "refused", person.window)
    assert wrong == []


def test_the_page_follows_the_look(before: Person):
    theme().use("dark")
    picture = before.window.grab().toImage()
    ratio = int(picture.devicePixelRatio())
    assert picture.pixelColor(10 * ratio, 10 * ratio).name().upper() == DARK.window


def test_everything_on_it_is_reached_by_keyboard(before: Person):
    page = asking(before)
    reached = []
    for _number in range(5):
        reached.append(QApplication.focusWidget())
        before.press(Qt.Key.Key_Tab)
    assert reached == [page.field, page.show_it, page.go, page.other, page.new]
