"""The passphrase at the window: set, changed, removed, and its recovery sheet printed and tried."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clientguard import texts
from clientguard.actions.casebook import passphrase
from clientguard.actions.casebook.backups import Place
from clientguard.domain.casebook import recovery
from clientguard.errors import KnownError
from clientguard.store.file import keys
from clientguard.ui.dialogs.passphrase_dialog import PassphraseDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from tests.ui.screen import look

OLD, NEW = "a heron in the rain", "two otters by the weir"


def part(person):
    return person.page("settings").passphrase


def fill(person, dialog, **texts):
    for name, text in texts.items():
        line = getattr(dialog, name)
        line.clear()
        person.type(text, line)


def done(person, dialog, word):
    """Press the dialog's button and wait until it is closed."""
    with person.qtbot.waitSignal(dialog.finished, timeout=20_000):
        person.click(word, dialog)


@pytest.fixture
def locked(window):
    """The person, whose casebook has a passphrase."""
    passphrase.protect(window.book, OLD, [], passphrase.salts_in(window.home / "data"))
    return window


def test_a_passphrase_is_set_and_leads_on_to_the_recovery_sheet(window):
    settings = part(window)
    assert "Anyone who can read the file" in window.seen(settings)
    window.click("Set a passphrase", settings)
    dialog = window.dialog(PassphraseDialog)
    assert not dialog.old.isVisible()
    fill(window, dialog, new=OLD, again=OLD)
    assert dialog.strength.text().startswith("Fair")
    done(window, dialog, "Set the passphrase")
    assert (dialog.new.text(), dialog.again.text()) == ("", "")
    sheet = window.dialog(RecoveryDialog)
    window.click("Show the sheet", sheet)
    preview = window.dialog(PreviewDialog)
    preview.close()
    code = passphrase.recovery_code(window.book)
    sheet.code.setPlainText(code.lower().replace("-", " "))
    done(window, sheet, "Compare")
    assert sheet.code.toPlainText() == ""
    seen = window.seen(settings)
    assert "can be read only with your passphrase" in seen
    assert "its code was typed from the paper" in seen
    assert "The casebook now has a passphrase." in seen
    assert passphrase.recovery_confirmed(window.book)
    assert keys.is_locked(window.book.path)


def test_a_sheet_that_is_left_for_later_is_minded_until_it_is_tried(locked):
    settings = part(locked)
    assert "No recovery sheet has been tested" in locked.seen(settings)
    locked.click("Create a recovery sheet", settings)
    sheet = locked.dialog(RecoveryDialog)
    locked.click("Compare", sheet)
    assert sheet.error.text() == "Type the code as printed."
    done(locked, sheet, "Later")
    assert "No recovery sheet has been tested" in locked.seen(settings)


def test_every_group_that_was_typed_wrong_is_named_and_what_was_typed_stays(locked):
    locked.click("Create a recovery sheet", part(locked))
    sheet = locked.dialog(RecoveryDialog)
    groups = passphrase.recovery_code(locked.book).split("-")
    wrong = groups.copy()
    wrong[1] = "0000" + ("1" if wrong[1] != "00001" else "0")
    wrong[12] = wrong[12][:4]
    other = recovery.code_of(bytes(range(32)))
    for typed, told in (
        (" ".join(wrong), "Groups 2, 13 do not match the sheet."),
        (" ".join([*groups[:4], groups[4][::-1] + "0", *groups[5:]]), "Group 5 does not match the sheet."),
        ("".join(groups)[:-1], "The code has 65 letters and digits; you typed 64."),
        ("any old thing", "you typed 11."),
        (other, "That is not the code of this casebook's recovery sheet."),
    ):
        sheet.code.setPlainText(typed)
        assert not sheet.error.isVisible()
        locked.click("Compare", sheet)
        locked.until(sheet.error.isVisible)
        assert told in sheet.error.text()
        assert sheet.code.toPlainText() == typed
        assert sheet.go.isEnabled()
    assert not passphrase.recovery_confirmed(locked.book)
    sheet.reject()
    assert sheet.code.toPlainText() == ""


@pytest.mark.parametrize(
    ("new", "again", "told"),
    [
        ("short", "short", "at least 8 characters"),
        (NEW, NEW + "s", "does not match the passphrase above"),
        (recovery.code_of(bytes(32)), recovery.code_of(bytes(32)), "This is a recovery code."),
    ],
)
def test_what_is_too_short_or_differs_is_said_at_its_field(window, new, again, told):
    window.click("Set a passphrase", part(window))
    dialog = window.dialog(PassphraseDialog)
    fill(window, dialog, new=new, again=again)
    window.press(Qt.Key.Key_Return)
    assert told in dialog.new_error.text() + dialog.again_error.text()
    assert dialog.new.text() == new
    assert window.book.key is None
    dialog.reject()


def test_a_wrong_passphrase_changes_nothing_and_stays_to_be_mended(locked):
    locked.click("Change the passphrase", part(locked))
    dialog = locked.dialog(PassphraseDialog)
    locked.click("Change the passphrase", dialog)
    assert dialog.old_error.text() == "This is required."
    fill(locked, dialog, old="a heron in the sun", new=NEW, again=NEW)
    locked.click("Change the passphrase", dialog)
    locked.until(dialog.old_error.isVisible)
    assert dialog.old_error.text() == "This is not the current passphrase."
    assert dialog.old.selectedText() or dialog.old.hasSelectedText()
    assert dialog.new.text() == NEW
    passphrase.confirm(locked.book, OLD)
    fill(locked, dialog, old=OLD)
    done(locked, dialog, "Change the passphrase")
    passphrase.confirm(locked.book, NEW)
    locked.dialog(RecoveryDialog).reject()


def test_a_recovery_code_is_refused_as_a_passphrase_since_it_would_open_nothing(window):
    with pytest.raises(KnownError, match="A recovery code cannot be a passphrase"):
        passphrase.protect(window.book, recovery.code_of(bytes(32)), [], passphrase.salts_in(window.home / "data"))
    assert window.book.key is None


def test_a_passphrase_is_removed_with_the_one_that_there_is(locked):
    locked.click("Remove the passphrase", part(locked))
    dialog = locked.dialog(PassphraseDialog)
    assert not dialog.new.isVisible()
    assert not dialog.again.isVisible()
    fill(locked, dialog, old=OLD)
    done(locked, dialog, "Remove the passphrase")
    assert locked.book.key is None
    assert not keys.is_locked(locked.book.path)
    assert locked.dialogs() == []


def test_backups_that_could_not_be_made_afresh_are_told_of(window, monkeypatch, tmp_path):
    settings = part(window)
    monkeypatch.setattr(settings._backup_timer, "places", lambda: [Place(tmp_path / "gone", made=False)])
    window.click("Set a passphrase", settings)
    dialog = window.dialog(PassphraseDialog)
    fill(window, dialog, new=NEW, again=NEW)
    done(window, dialog, "Set the passphrase")
    window.dialog(RecoveryDialog).reject()
    told = window.seen(settings)
    assert f"Older backups remain in {tmp_path / 'gone'}." in told
    assert "Connect its drive" in told


def test_when_it_fails_for_another_reason_nothing_typed_is_lost_and_the_reason_stands_below(window, monkeypatch):
    seen = threading.Event()

    def full(*_anything):
        seen.wait(20)
        raise KnownError("The drive is full.", kept="Nothing was changed.", todo="Make room.")

    monkeypatch.setattr(passphrase, "protect", full)
    window.click("Set a passphrase", part(window))
    dialog = window.dialog(PassphraseDialog)
    fill(window, dialog, new=NEW, again=NEW)
    window.click("Set the passphrase", dialog)
    assert dialog.bar.isVisible()
    assert "Rewriting the casebook" in window.seen(dialog)
    dialog.reject()
    assert dialog.isVisible()  # not while the file is being written
    seen.set()
    window.until(dialog.problem.isVisible)
    assert "The drive is full." in dialog.problem.text()
    assert not dialog.bar.isVisible()
    assert (dialog.new.text(), dialog.again.text()) == (NEW, NEW)
    assert dialog.new.property("wrong") is not True
    assert dialog.go.isEnabled()
    dialog.reject()
    assert dialog.new.text() == ""


def test_what_is_typed_is_hidden_until_one_wants_to_see_it(window):
    window.click("Set a passphrase", part(window))
    dialog = window.dialog(PassphraseDialog)
    assert dialog.new.echoMode() == QLineEdit.EchoMode.Password
    dialog.show_typed.click()
    assert dialog.new.echoMode() == QLineEdit.EchoMode.Normal
    dialog.show_typed.click()
    assert dialog.again.echoMode() == QLineEdit.EchoMode.Password
    dialog.reject()


def test_the_time_until_it_locks_by_itself_is_chosen_and_kept(locked):
    settings = part(locked)
    assert settings.idle.currentData() == 15
    settings.idle.setCurrentIndex(settings.idle.findData(0))
    settings.idle.activated.emit(settings.idle.currentIndex())
    assert type(locked.settings).load(locked.home / "config").auto_lock == 0


def test_lock_now_locks(locked):
    settings = part(locked)
    with locked.qtbot.waitSignal(locked.window.lock_wanted):
        locked.click("Lock now", settings)
    locked.until(lambda: "unlock" in locked.window.pages)


@pytest.fixture
def language():
    """The pseudo-language, before the window is made."""
    texts.use(texts.PSEUDO)
    yield
    texts.use("en")


def test_everything_fits_in_a_language_with_longer_words(language, empty):
    wrong = []
    empty.window.resize(900, 600)
    settings = part(empty)
    look(wrong, "without", empty.window)
    settings.set.click()
    dialog = empty.dialog(PassphraseDialog)
    look(wrong, "set", dialog)
    dialog.new.setText(OLD)
    dialog.new.textEdited.emit(OLD)
    dialog.carry_out()
    look(wrong, "set refused", dialog)
    dialog.again.setText(OLD)
    dialog.carry_out()
    look(wrong, "being set", dialog)
    sheet = empty.dialog(RecoveryDialog)
    look(wrong, "sheet", sheet)
    sheet.compare()
    look(wrong, "nothing typed", sheet)
    groups = ["00000"] * 13
    for typed in ("0", " ".join(groups), recovery.code_of(bytes(32))):
        sheet.code.setPlainText(typed)
        sheet.compare()
        empty.until(sheet.error.isVisible)
        look(wrong, f"sheet refused {typed[:3]}", sheet)
    sheet.reject()
    look(wrong, "with", empty.window)
    for intent in (settings.change, settings.remove):
        intent.click()
        dialog = empty.dialog(PassphraseDialog)
        look(wrong, "asked", dialog)
        for each in (dialog.old, dialog.new, dialog.again):
            each.setText("another one")
        dialog.carry_out()
        empty.until(dialog.old_error.isVisible)
        look(wrong, "wrong", dialog)
        dialog.reject()
    settings.sheet.click()
    sheet = empty.dialog(RecoveryDialog)
    sheet.code.setPlainText(passphrase.recovery_code(empty.book))
    with empty.qtbot.waitSignal(sheet.confirmed):
        sheet.compare()
    empty.rest()
    look(wrong, "confirmed", empty.window)
    empty.until(lambda: not empty.dialogs())
    assert wrong == []
