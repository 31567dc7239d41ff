"""The evidence bundle: what goes in is listed, rows, persons and fields are left out, and the file is made (P5.2)."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from clientguard import paths
from clientguard.actions.proof.bundling import make_bundle
from clientguard.domain.records import Bundle
from clientguard.ui.dialogs.proof import bundle_dialog
from clientguard.ui.dialogs.proof.anchor_dialog import AnchorDialog
from clientguard.ui.dialogs.proof.bundle_dialog import BundleDialog
from clientguard.ui.dialogs.proof.unfolding import Ticks
from tests import factories
from tests.ui.conftest import Person


@pytest.fixture
def dialog(window: Person, monkeypatch: pytest.MonkeyPatch) -> BundleDialog:
    monkeypatch.setattr(bundle_dialog, "PAUSE", 0)
    harbour = window.ids["harbour"]
    factories.add(window.book, "contact", client=harbour, name="Maud Outsider", email="maud@else.example")
    factories.add(window.book, "contact", client=harbour, name="Joan", email="joan@harbour.example")
    window.page("client", harbour)
    next(each for each in window.window.commands() if each.word == "Create an evidence bundle …").act()
    return window.dialog(BundleDialog)


def figures(dialog: BundleDialog) -> list[str]:
    return [each.number.text() for each in dialog.cards]


def planned(window: Person, dialog: BundleDialog) -> None:
    window.until(lambda: not dialog._pause.isActive() and dialog.save.isEnabled())
    window.rest()


def made(window: Person, dialog: BundleDialog, target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    window.click(dialog.save)
    window.qtbot.waitUntil(lambda: dialog._made is not None or bool(dialog.status.text()), timeout=60_000)
    assert dialog.status.text() == ""
    window.rest()
    return target


def test_what_goes_in_is_told_in_three_figures_and_unfolds(window: Person, dialog: BundleDialog):
    plan = dialog._plan
    assert figures(dialog)[0] == str(len(plan.exhibits))
    assert plan.papers
    assert dialog.papers.text().startswith("Also enclosed: Statement of account")
    assert "Maud Outsider" not in window.seen(dialog)
    window.click(dialog.choice.persons.toggle)
    assert "Neither sent nor received an exhibit" in window.seen(dialog)
    window.click(dialog.choice.files.toggle)
    assert "note.txt" in window.seen(dialog)
    window.click(dialog.choice.exhibits.toggle)
    money = next(each for each in dialog.choice.sections if each.word == "Invoices and payments")
    window.click(money.toggle)
    assert "R-1" in window.seen(dialog)
    dialog.reject()


def test_rows_sorts_persons_and_fields_change_the_plan(window: Person, dialog: BundleDialog):
    choice, before = dialog.choice, int(figures(dialog)[0])
    window.click(choice.exhibits.toggle)
    money = next(each for each in choice.sections if each.word == "Invoices and payments")
    window.click(money.toggle)
    window.click(next(iter(money.list.boxes.values())))
    planned(window, dialog)
    assert int(figures(dialog)[0]) == before - 1
    window.click(money.all)  # partly ticked: all of them again
    planned(window, dialog)
    assert (int(figures(dialog)[0]), money.count.text()) == (before, str(len(money.ticked)))
    window.click(choice.persons.toggle)
    assert isinstance(choice.persons.body, Ticks)
    named = int(figures(dialog)[1])
    maud = next(box for box in choice.persons.body.boxes.values() if box.text() == "Maud Outsider")
    assert not maud.isChecked()
    window.click(maud)
    planned(window, dialog)
    assert int(figures(dialog)[1]) == named + 1
    window.click(choice.fields.toggle)
    assert choice.fields.body is not None
    window.click(window.button("Details: Messages", choice.fields.body))
    ticks = next(each for each in choice.fields.body.findChildren(Ticks) if "message.body" in each.boxes)
    window.click(ticks.boxes["message.body"])
    planned(window, dialog)
    assert dialog._plan.redacted == ("message.body",)
    assert dialog.left_out.text().startswith("Left out: “What was said” (Messages)")
    dialog.reject()


def test_the_file_is_made_valid_and_on_record(
    window: Person, dialog: BundleDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    exhibits = figures(dialog)[0]
    target = made(window, dialog, tmp_path / "Evidence.zip", monkeypatch)
    verifier = paths.resources() / "verifier" / "verify.py"
    (kept,) = window.all(Bundle)
    needed = ("--require-anchor", kept.anchor)
    done = subprocess.run(
        [sys.executable, str(verifier), str(target), *needed], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert (kept.name, kept.exhibits) == ("Evidence.zip", int(exhibits))
    window.click(dialog.copy)
    assert kept.sha256 in QApplication.clipboard().text()
    assert kept.anchor in QApplication.clipboard().text()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    window.click(dialog.folder)
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]
    window.click(dialog.anchor)
    mail = window.dialog(AnchorDialog)
    assert kept.anchor in mail.text.toPlainText()  # that of the bundle, which has nothing later
    mail.accept()
    window.click(dialog.note)
    form = window.dialog()
    assert list(form.form.editors) == ["given_to", "given_on"]
    form.reject()
    window.until(lambda: not window.dialogs())


def test_when_it_cannot_be_written_the_choice_stays(
    window: Person, dialog: BundleDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "no" / "Evidence.zip"), ""))
    window.click(dialog.save)
    window.until(lambda: "could not be written" in dialog.status.text())
    assert dialog.choice.isEnabled()
    assert dialog.save.isVisible()
    assert not window.all(Bundle)
    dialog.reject()


def test_when_it_is_cancelled_nothing_stays_and_the_choice_does(
    window: Person, dialog: BundleDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "Evidence.zip"), ""))
    pressed = threading.Event()

    def make(*given, **more):
        assert pressed.wait(60)
        return make_bundle(*given, **more)

    monkeypatch.setattr(bundle_dialog, "make_bundle", make)
    window.click(dialog.save)
    window.until(lambda: dialog.progress.isVisible())
    dialog.reject()  # Escape, while it is made, cancels that and nothing else
    pressed.set()
    window.until(lambda: dialog.status.text() == "Cancelled. Nothing was written.")
    assert dialog.isVisible()
    assert dialog.choice.isEnabled()
    assert dialog.save.isVisible()
    assert list(tmp_path.glob("*.zip*")) == []
    assert not window.all(Bundle)
    monkeypatch.setattr(bundle_dialog, "make_bundle", make_bundle)
    made(window, dialog, tmp_path / "Evidence.zip", monkeypatch)
    assert len(window.all(Bundle)) == 1
    dialog.reject()


def test_letters_that_no_typeface_has_are_named_before(window: Person, dialog: BundleDialog):
    assert dialog.lacking.isHidden()
    factories.add(window.book, "demand", client=window.ids["harbour"], words="More 𐀀")
    dialog._changed()
    planned(window, dialog)
    assert "print as boxes: 𐀀" in dialog.lacking.text()
    dialog.reject()


def test_a_client_without_exhibits_is_told_so(window: Person):
    client = factories.add(window.book, "client", name="Bare")
    assert window.window.intents is not None
    window.window.intents.evidence_bundle(client)
    window.until(lambda: "Nothing is on record that could be an exhibit." in window.seen())
    assert not window.dialogs()
