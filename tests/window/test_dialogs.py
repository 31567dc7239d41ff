"""Dialogs on every screen: within it, nothing cut off, and their buttons always in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from clientguard.ui.dialogs.crash_dialog import CrashDialog
from clientguard.ui.dialogs.passphrase_dialog import Intent, PassphraseDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from clientguard.ui.intents import correct_intents
from tests.ui.conftest import Person
from tests.ui.keyed import salts
from tests.window.seen import reach, unseen


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


def foot(dialog: QDialog) -> list[QPushButton]:
    """Return the buttons at the foot of a dialog."""
    layout = dialog.layout()
    assert layout is not None
    item = layout.itemAt(layout.count() - 1)
    assert item is not None
    row = item.layout()
    if row is None:
        return []
    parts = [part.widget() for place in range(row.count()) if (part := row.itemAt(place))]
    return [each for each in parts if isinstance(each, QPushButton) and each.isVisible()]


def dialogs(window: Person, folder: Path) -> dict[str, Callable[[], object]]:
    """Return what opens each dialog."""
    frame, session, intents, ids = window.window, window.window.session, window.window.intents, window.ids
    assert session is not None
    assert intents is not None
    report = folder / "report.txt"
    report.write_text("ClientGuard\n" * 40)
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
        "crash": lambda: CrashDialog(report, report.read_text(), frame).open(),
        "import": lambda: intents.import_mail([mail]),
        "merge": lambda: intents.merge(ids["harbour"]),
        "move": lambda: intents.move_message(ids["message"]),
        "remove": lambda: intents.remove([ids["harbour"]]),
        "data report": lambda: intents.data_report(ids["contact"], ids["harbour"]),
        "correct": lambda: correct_intents.open_correction(session, intents, ids["contact"], 1),
        "erase": lambda: correct_intents.open_erasure(session, intents, ids["casa"]),
        "final report": lambda: intents.report(ids["casa"]),
    }
