"""Dialogs on every screen: within it, nothing cut off, and their buttons always in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from clientguard.ui.dialogs.passphrase_dialog import Intent, PassphraseDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from tests.ui.conftest import Person
from tests.ui.keyed import salts
from tests.window.seen import foot, reach, unseen


def test_every_dialog(window: Person, tmp_path: Path):
    wrong: list[str] = []
    for name, open_it in dialogs(window, tmp_path).items():
        open_it()
        window.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
        dialog: Any = QApplication.activeModalWidget()
        window.rest()
        wrong.extend(f"{name}: {each}" for each in unseen(dialog))
        for button in foot(dialog):
            wrong.extend(f"{name}: {each}" for each in reach(button))
        dialog.done(0)
        window.until(lambda: not window.dialogs())
        window.rest()
    assert not wrong, "\n".join(wrong)


def dialogs(window: Person, folder: Path) -> dict[str, Callable[[], object]]:
    """Return what opens each dialog."""
    frame, session, intents, ids = window.window, window.window.session, window.window.intents, window.ids
    assert session is not None
    assert intents is not None
    mail = folder / "a.eml"
    mail.write_text("From: a@b.example\nTo: c@d.example\nSubject: x\n\nx\n")

    def passphrase(intent: Intent) -> Callable[[], object]:
        return lambda: PassphraseDialog(session, intent, [], salts(), frame).open()

    return {
        "search": frame.search,
        "passphrase, set": passphrase(Intent.SET),
        "passphrase, change": passphrase(Intent.CHANGE),
        "passphrase, remove": passphrase(Intent.REMOVE),
        "recovery sheet": lambda: RecoveryDialog(session, frame).open(),
        "import": lambda: intents.import_mail([mail]),
        "data report": lambda: intents.data_report(ids["contact"], ids["harbour"]),
        "final report": lambda: intents.report(ids["casa"]),
    }
