"""The passphrase at the window: set, changed, removed, and its recovery sheet printed and tried."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clientguard.actions import passphrase
from clientguard.store import keys
from clientguard.ui.dialogs.passphrase_dialog import PassphraseDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from clientguard.ui.preview import PreviewDialog

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
    assert "Anybody who can read the file" in window.seen(settings)
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
    sheet.code.setPlainText("any old thing")
    window.click("Compare", sheet)
    window.until(sheet.error.isVisible)
    assert "not the code of this casebook" in sheet.error.text()
    code = passphrase.recovery_code(window.book)
    sheet.code.setPlainText(code[:6] + ("0" if code[6] != "0" else "1") + code[7:])
    window.click("Compare", sheet)
    window.until(lambda: "Group 2" in sheet.error.text())
    sheet.code.setPlainText(code.lower().replace("-", " "))
    done(window, sheet, "Compare")
    assert sheet.code.toPlainText() == ""
    seen = window.seen(settings)
    assert "can be read only with your passphrase" in seen
    assert "its code typed from the paper" in seen
    assert "The casebook has a passphrase now." in seen
    assert passphrase.recovery_confirmed(window.book)
    assert keys.is_locked(window.book.path)


def test_a_sheet_that_is_left_for_later_is_minded_until_it_is_tried(locked):
    settings = part(locked)
    assert "There is no recovery sheet that was tried" in locked.seen(settings)
    locked.click("Recovery sheet", settings)
    sheet = locked.dialog(RecoveryDialog)
    locked.click("Compare", sheet)
    assert sheet.error.text() == "Type the code as it is printed."
    done(locked, sheet, "Later")
    assert "There is no recovery sheet that was tried" in locked.seen(settings)


@pytest.mark.parametrize(
    ("new", "again", "told"),
    [("short", "short", "at least 8 letters"), (NEW, NEW + "s", "not the same as above")],
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
    assert dialog.old_error.text() == "This is needed."
    fill(locked, dialog, old="a heron in the sun", new=NEW, again=NEW)
    locked.click("Change the passphrase", dialog)
    locked.until(dialog.old_error.isVisible)
    assert dialog.old_error.text() == "That is not the passphrase as it is now."
    assert dialog.old.selectedText() or dialog.old.hasSelectedText()
    assert dialog.new.text() == NEW
    passphrase.confirm(locked.book, OLD)
    fill(locked, dialog, old=OLD)
    done(locked, dialog, "Change the passphrase")
    passphrase.confirm(locked.book, NEW)
    locked.dialog(RecoveryDialog).reject()


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
