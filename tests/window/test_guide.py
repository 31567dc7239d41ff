"""The guide in a real window: F1 from the page and from a form, read and searched by the keyboard, and back again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from clientguard.ui.app.guide.guide_reader import GuideReader
from clientguard.ui.dialogs.record_dialog import RecordDialog
from tests.ui.conftest import Person
from tests.window.hand import Hand


@pytest.mark.usefixtures("one_screen")  # on the smallest it lies over the form
def test_the_guide_opens_beside_a_form_which_is_filled_in_meanwhile(window: Person, hand: Hand):
    form = window.open_form("invoice")
    field = form.form.editors["number"].input
    offered = field.text()
    hand.click(field)
    field.selectAll()
    hand.type("A-77")
    hand.key("F1")
    reader = window.dialog(GuideReader)
    area = reader.screen().availableGeometry()
    reader.setGeometry(area.right() - 520, area.top() + 40, 500, 400)
    window.until(lambda: hand.is_at(reader))
    assert reader.page.key == "no-payment"
    hand.key("ctrl+f")
    hand.type("recovery sheet")
    window.until(lambda: reader.list.count() > 0)
    hand.key("Return")
    window.until(lambda: reader.page.key == "backups-and-passphrase")
    hand.key("alt+Left")
    window.until(lambda: reader.page.key == "no-payment")
    hand.key("Tab")
    window.until(lambda: reader.text.link)
    target = reader.text.link.removesuffix(".md")
    hand.key("Return")
    window.until(lambda: reader.page.key == target)
    hand.click(field)  # the form is filled in beside it
    window.until(field.hasFocus)
    hand.key("End")
    hand.type("b")
    assert reader.isVisible()
    hand.key("F1")
    window.until(lambda: reader.page.key == "no-payment" and hand.is_at(reader))
    hand.key("Escape")
    window.until(lambda: isinstance(QApplication.activeWindow(), RecordDialog))
    window.until(field.hasFocus)
    assert field.text() == "A-77b"
    form.form.show_texts({**form.form.texts(), "number": offered})
    hand.key("Escape")
    window.until(lambda: not window.dialogs())
