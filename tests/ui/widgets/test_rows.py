"""The rows and cards of a page: figures, next steps, gates, empty lists, errors under a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clientguard import texts
from clientguard.domain.leaving.gates import Gate, Held
from clientguard.domain.wording import said
from clientguard.ui.look.theme import DARK, LIGHT, theme
from clientguard.ui.widgets.button import button, hairline, quiet, tinted
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.gate_row import GateRow
from clientguard.ui.widgets.lead import LeadText
from clientguard.ui.widgets.queue_row import QueueRow
from tests.ui.widgets.conftest import colours, cut

THAI = "ลูกค้ายังไม่ได้ตอบคำถามเรื่องโลโก้และเรื่องราคาซึ่งทำให้งานล่าช้าไปสองสัปดาห์แล้ว"


def row(**other) -> QueueRow:
    words = {
        "icon": "receipt",
        "tone": "attention",
        "what": "Studio Priya: invoice 2026-044 is past due",
        "why": "€ 2,100. On time in 5 of 5 cycles before: a friendly note is enough.",
        "since": "2 days late",
        "action": "Write the note",
    }
    return QueueRow(**(words | other))


def test_a_step_says_what_why_since_and_does_it_by_one_button(shown, qtbot):
    step = row()
    shown(step)
    assert (step.what.text(), step.since.text()) == ("Studio Priya: invoice 2026-044 is past due", "2 days late")
    assert step.button.accessibleName() == "Write the note: Studio Priya: invoice 2026-044 is past due"
    with qtbot.waitSignal(step.acted, timeout=1000), qtbot.assertNotEmitted(step.opened):
        qtbot.mouseClick(step.button, Qt.MouseButton.LeftButton)


def test_a_step_opens_by_a_click_and_by_enter(shown, qtbot):
    step = row()
    shown(step)
    with qtbot.waitSignal(step.opened, timeout=1000), qtbot.assertNotEmitted(step.acted):
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    step.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(step.opened, timeout=1000):
        qtbot.keyClick(step, Qt.Key.Key_Return)
    assert step.accessibleName() == "Studio Priya: invoice 2026-044 is past due"
    assert "2 days late" in step.accessibleDescription()


def test_a_press_that_is_dragged_off_the_row_opens_nothing(shown, qtbot):
    step = row()
    shown(step)
    qtbot.mousePress(step, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(step.opened):
        qtbot.mouseRelease(step, Qt.MouseButton.LeftButton, pos=step.rect().bottomRight() * 2)


def test_the_tab_key_goes_from_row_to_button_to_the_next_row(shown, qtbot):
    steps = [row(), row()]
    window = shown(*steps)
    steps[0].setFocus(Qt.FocusReason.TabFocusReason)
    order = []
    for _count in range(4):
        order.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert order == [steps[0], steps[0].button, steps[1], steps[1].button]


def test_the_focus_of_a_row_is_seen(shown):
    step = row()
    shown(QLineEdit(), step)
    before = step.grab().toImage()
    step.setFocus(Qt.FocusReason.TabFocusReason)
    assert step.grab().toImage().pixelColor(200, 1) == QColor(LIGHT.accent)
    assert before.pixelColor(200, 1) != QColor(LIGHT.accent)


@pytest.mark.parametrize("width", [560, 1024])
def test_long_words_and_thai_are_whole(shown, width):
    steps = [row(why=THAI * 3, what="Lumen Studio: " + "no answer to a rather long question " * 4, since="19 days")]
    steps.append(row(action="Schreibe die freundliche Erinnerung", primary=True))
    assert cut(shown(*steps, width=width)) == []


# --- cards ---


def test_a_card_shows_a_figure_and_what_it_counts(shown):
    card = FigureCard("€ 14,260", "owed to you, € 6,900 overdue")
    drawing = QWidget()
    drawing.setFixedSize(40, 20)
    card.add_drawing(drawing)
    shown(card)
    assert drawing.isVisible()
    assert card.accessibleName() == "€ 14,260 owed to you, € 6,900 overdue"
    card.show_figure("€ 46 / h", "after waiting", "was € 52")
    assert card.accessibleName() == "€ 46 / h was € 52 after waiting"
    assert card.change.isVisible()


def test_cards_beside_each_other_stand_on_one_line_and_are_whole(shown, qtbot):
    holder = QWidget()
    box = QHBoxLayout(holder)
    cards = [FigureCard("€ 14,260", "owed to you"), FigureCard("3", "clients owe you an answer, " * 4)]
    for card in cards:
        box.addWidget(card, 1)
    window = shown(holder, width=360)
    assert cut(window) == []
    assert len({card.number.mapTo(window, card.number.rect().topLeft()).y() for card in cards}) == 1
    assert len({card.label.mapTo(window, card.label.rect().topLeft()).y() for card in cards}) == 1


# --- gates ---

OPEN = Gate(
    "payments",
    said("Payments current"),
    "open",
    said("€ 1,350 of the final invoice is open, due 30 Nov."),
    holds=(
        Held(("campaign templates", "the reporting workbook"), said("yours until paid (contract, clause 9)")),
        Held(("the price page",), said("work is stopped under clause 7")),
    ),
    free=("domain", "mailing list"),
    not_held=("sketches",),
)


def sentences(gate_row: GateRow) -> list[str]:
    return [each.text() for each in gate_row.findChildren(LeadText)]


def test_an_open_gate_says_what_is_held_and_what_never_is_and_can_be_released(shown, qtbot):
    gate = GateRow(OPEN)
    shown(gate)
    assert [each.text for each in gate.findChildren(StateChip)] == ["open"]
    assert sentences(gate) == [
        "Held until then: campaign templates, the reporting workbook, yours until paid (contract, clause 9).",
        "Held until then: the price page, work is stopped under clause 7.",
        "Not held: sketches. No clause or reason for it is on record.",
        "Never held: domain, mailing list. These go ahead now.",
    ]
    with qtbot.waitSignal(gate.release_wanted, timeout=1000) as asked:
        gate.release.click()
    assert asked.args == ["payments"]


@pytest.mark.parametrize("state", ["met", "released"])
def test_a_gate_that_is_not_open_holds_nothing(shown, state):
    held = (Held(("a thing",), said("yours until paid")),)
    gate = GateRow(Gate("notice", said("Notice period"), state, said("The last day is 12 Dec."), holds=held))
    shown(gate)
    assert sentences(gate) == []
    assert not hasattr(gate, "release")
    assert [each.text for each in gate.findChildren(StateChip)] == [state]


@pytest.mark.parametrize("language", ["en", texts.PSEUDO])
def test_gates_are_whole_in_a_narrow_window_and_in_longer_words(shown, language):
    texts.use(language)
    assert cut(shown(GateRow(OPEN), width=480)) == []


# --- the rest ---


def test_an_empty_list_says_what_to_do_first(shown, qtbot):
    empty = EmptyState("No invoice yet. Add the open ones first.", "Add invoice")
    shown(empty)
    with qtbot.waitSignal(empty.acted, timeout=1000):
        empty.button.click()
    assert cut(shown(EmptyState("Nothing here yet. " * 20), width=300)) == []


def test_an_error_is_said_under_its_field_and_marks_it(shown):
    line, error = QLineEdit("32 Nov"), ErrorLine()
    shown(line, error)
    assert not error.isVisible()
    error.say("Enter a date, such as", line)
    assert error.isVisible()
    assert error.text() == "Enter a date, such as"
    assert line.property("wrong") is True
    error.say("", line)
    assert not error.isVisible()
    assert line.property("wrong") is False


def test_an_error_is_whole(shown):
    error = ErrorLine()
    window = shown(error, width=200)
    error.say("Enter a date, such as 2026-11-22, 22 Nov, fri, today or +2w.")
    window.layout().activate()
    assert cut(window) == []


def test_a_button_says_what_it_does_and_its_icon_follows_the_look(shown):
    made = button("Add & go on", icon="plus")
    shown(made, quiet("Evidence"), hairline())
    assert made.accessibleName() == "Add & go on"
    assert LIGHT.ink in colours(made.icon())
    theme().use("dark")
    assert DARK.ink in colours(made.icon())
    tinted(made, "x", "stop")
    assert DARK.stop in colours(made.icon())


# --- parts one after the other ---


def test_parts_take_as_many_lines_as_they_need_and_stay_whole(shown, qtbot):
    holder = QWidget()
    flow = Flow(holder)
    words = [
        "Offered: 14 Nov",
        "Accepted by the client: 16 Nov",
        "Client has signed in: 16 Nov",
        "Billing moved: 17 Nov",
    ]
    for word in words:
        flow.addWidget(StateChip(word, "met"))
    flow.addWidget(button("Own access removed"))
    hidden = StateChip("hidden", "note")
    flow.addWidget(hidden)
    hidden.hide()
    window = shown(holder, width=1000)
    one_line = holder.height()
    window.resize(360, 400)
    qtbot.waitUntil(lambda: holder.height() > 2 * one_line)
    assert cut(window) == []
    assert [chip.shown() for chip in holder.findChildren(StateChip) if chip.isVisible()] == words


def test_a_part_that_is_wider_than_the_line_is_cut_where_it_shows(shown):
    holder = QWidget()
    flow = Flow(holder)
    chip = StateChip("Tokens and recovery addresses changed by the consultant: 17 Nov 2026", "met")
    flow.addWidget(chip)
    window = shown(holder, width=240)
    assert chip.shown().endswith("…")
    assert cut(window) == []


def test_a_flow_can_be_emptied():
    holder = QWidget()
    flow = Flow(holder)
    flow.addWidget(button("One"))
    assert flow.takeAt(0).widget().text() == "One"
    assert flow.takeAt(0) is None
    assert flow.itemAt(0) is None
    assert flow.count() == 0
