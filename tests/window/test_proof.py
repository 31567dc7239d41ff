"""A bundle of evidence in a real window: one person and one field are left out, and the file proves the rest (P5.2)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clientguard import paths
from clientguard.domain.records import Bundle
from clientguard.ui.dialogs.proof.bundle_dialog import BundleDialog
from clientguard.ui.dialogs.proof.unfolding import Ticks
from tests import factories
from tests.ui.conftest import Person
from tests.window.hand import Hand
from tests.window.seen import unseen
from tests.window.walker import Walker

pytestmark = pytest.mark.usefixtures("one_screen")
SAID = b"the shop is slow"


def test_what_is_left_out_is_nowhere_and_the_rest_is_valid(
    window: Person, hand: Hand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    harbour, target = window.ids["harbour"], tmp_path / "Evidence.zip"
    joan = factories.add(window.book, "contact", client=harbour, name="Joan", email="joan@harbour.example")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    walker = Walker(window, hand, window.ids)
    window.page("client", harbour)
    next(each for each in window.window.commands() if each.word == "Create an evidence bundle …").act()
    dialog = window.dialog(BundleDialog)

    walker.click(dialog.choice.persons.toggle)
    persons = dialog.choice.persons.body
    assert isinstance(persons, Ticks)
    assert persons.boxes[joan].isChecked()
    walker.click(persons.boxes[joan])
    walker.click(dialog.choice.fields.toggle)
    walker.click("Details: Messages", dialog.choice.fields)
    fields = next(each for each in dialog.choice.fields.findChildren(Ticks) if "message.body" in each.boxes)
    walker.click(fields.boxes["message.body"])
    window.until(lambda: dialog._plan.redacted == ("message.body",) and dialog.save.isEnabled())
    assert not [each.name for each in dialog._plan.persons if each.is_in and each.record == joan]
    assert not list(unseen(dialog))

    walker.click(dialog.save)
    window.qtbot.waitUntil(lambda: dialog._made is not None, timeout=60_000)
    window.rest()
    assert not list(unseen(dialog))
    (kept,) = window.all(Bundle)
    walker.click(dialog.close_button)
    window.until(lambda: not window.dialogs())

    words = [sys.executable, str(paths.resources() / "verifier" / "verify.py"), str(target), "--json"]
    done = subprocess.run([*words, "--require-anchor", kept.anchor], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["valid"] is True
    assert SAID not in target.read_bytes()
    assert kept.redacted == "message.body"
