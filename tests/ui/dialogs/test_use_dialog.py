"""Using a record as evidence for another: from its row's menu, from a message that is read, and taking it off again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from clientguard.domain.records import Evidence
from clientguard.ui.dialogs.evidence.evidence_part import EvidencePart
from clientguard.ui.dialogs.evidence.use_dialog import UseDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.table import RecordTable
from tests.actions.leaving.closing_steps import begin
from tests.factories import add
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def newest(window: Person) -> Evidence:
    return window.all(Evidence)[-1]


def test_the_passage_that_is_marked_in_a_message_goes_along(window: Person):
    page = window.page("messages")
    page.table.choose(window.ids["message"])
    window.until(lambda: page.reader.evidence.isVisible())
    cursor = page.reader.body.document().find("the shop is slow")
    assert isinstance(cursor, QTextCursor)
    page.reader.body.setTextCursor(cursor)
    window.click(page.reader.evidence)
    dialog = window.dialog(UseDialog)
    assert dialog.passage.toPlainText() == "the shop is slow"
    assert not dialog.save.isEnabled()
    window.type("colours")
    window.press(Qt.Key.Key_Return)
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, CTRL)
    window.rest()
    made = newest(window)
    assert (made.supports, made.about, made.passage) == (
        window.ids["colours"],
        window.ids["message"],
        "the shop is slow",
    )
    assert window.toast() == "It is on record as evidence."
    window.front()
    window.press(Qt.Key.Key_Z, CTRL)
    window.until(lambda: newest(window).id != made.id)
    window.rest()


def test_a_row_of_any_kind_that_can_be_evidence_offers_it(window: Person):
    page = window.page("client", "harbour")
    page.show_section("problems")
    window.look()
    assert page.row_action("Use as evidence for …") is None  # nothing is chosen
    (problems,) = [each for each in page.findChildren(RecordTable) if each.kind.name == "problem"]
    problems.choose(window.ids["problem"])
    window.until(lambda: page.row_action("Use as evidence for …"))
    page.row_action("Use as evidence for …")()
    dialog = window.dialog(UseDialog)
    offered = [dialog.picker.itemText(place) for place in range(dialog.picker.count())]
    assert "Which colours?" in offered
    assert "R-1" in offered
    assert "R-2" not in offered  # another client's
    window.close_form(dialog)


def test_the_form_of_what_is_supported_lists_the_evidence_and_takes_it_off(window: Person):
    for passage in ("It is slow", "Still slow"):
        window.book.write(lambda write, passage=passage: write.add(
            Evidence(client=window.ids["harbour"], supports=window.ids["problem"], about=window.ids["message"],
                     passage=passage)))  # fmt: skip
    dialog = window.open_record("problem", "problem")
    (part,) = dialog.findChildren(EvidencePart)
    assert part.head.text() == "Evidence: 2"
    assert "“Still slow”" in window.seen(dialog)
    window.click(next(each for each in part.findChildren(type(dialog.save)) if each.text() == "Take off"))
    window.until(lambda: part.head.text() == "Evidence: 1")
    window.rest()
    assert [each.passage for each in window.all(Evidence) if each.supports == window.ids["problem"]] == ["Still slow"]
    window.click("Open: About the shop", dialog)
    window.until(lambda: isinstance(window.dialog(), RecordDialog) and window.dialog() is not dialog)
    window.close_form(window.dialog())


def test_a_leaving_that_is_supported_has_it_behind_its_decision(window: Person):
    client = add(window.book, "client", name="Quay Press")
    problem = add(window.book, "problem", client=client)
    leaving = begin(window.book, client)
    window.page("client", client)
    window.window.intents.use_as_evidence(problem)
    dialog = window.dialog(UseDialog)
    dialog.picker.choose(leaving)
    dialog.ready()
    with window.qtbot.waitSignal(dialog.finished):
        window.click(dialog.save)
    window.rest()
    assert (newest(window).about, newest(window).supports is not None) == (problem, True)
