"""Dialogs on every screen: within it, nothing cut off, and their buttons always in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clientguard.actions.leaving import final_report
from clientguard.actions.records import editing
from clientguard.domain.records import Attachment, Business
from clientguard.ui.dialogs.passphrase_dialog import Intent, PassphraseDialog
from clientguard.ui.dialogs.recovery_dialog import RecoveryDialog
from tests.factories import TODAY
from tests.ui.conftest import Person
from tests.ui.keyed import salts
from tests.window.seen import foot, reach, unseen

pytestmark = pytest.mark.usefixtures("spoken")


def test_every_dialog(window: Person, tmp_path: Path):
    wrong: list[str] = []
    for name, open_it in dialogs(window, tmp_path).items():
        open_it()
        window.until(lambda: len(window.dialogs()) == 1)  # the guide is one that shuts nothing out
        dialog: Any = window.dialogs()[0]
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
    firm = window.all(Business)[0]
    editing.change_record(window.book, firm, payment_details="NL12 RABO 0123")  # no reminder goes out without
    note = window.all(Attachment)[0]
    paper = final_report.final_report(window.book, ids["casa"], TODAY).document

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
        "letter": lambda: intents.remind(ids["R-4"]),
        "release of a gate": lambda: release(window),
        "file": lambda: intents.open_file(note.id, note.name),
        "guide": lambda: frame.show_help("guide"),
        "places": lambda: frame.show_help("places"),
        "about": lambda: frame.show_help("about"),
        "paper": lambda: intents.open("document", paper),
    }


def release(window: Person) -> None:
    """Ask for the reason of a release, at the gates of the leaving."""
    page = window.page("leaving", "leaving")
    page.show_step("owed")
    window.until(lambda: "payments" in page.steps["owed"].rows)
    page.steps["owed"].release("payments")
