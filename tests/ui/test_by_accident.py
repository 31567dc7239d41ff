"""Nothing changes by accident: not by the wheel, not by a click that a list swallows, not by typing over a text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clientguard.domain.records import KINDS
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.editors import Editor
from clientguard.ui.records.form import Form
from tests.factories import TODAY
from tests.ui.conftest import Person

UI = Path(__file__).resolve().parents[2] / "clientguard" / "ui"
INPUTS = "ui/widgets/inputs.py"
# What Qt turns at the wheel. Any of them comes from `inputs.py`, where it does not.
TURNED = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider",
    "QDial", "QTabBar",
}  # fmt: skip
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def turn(widget: QWidget, keys: Qt.KeyboardModifier = PLAIN, by: int = -120) -> None:
    """Turn the wheel by a notch over the middle of a widget."""
    at = QPointF(widget.rect().center())
    over = QPointF(widget.mapToGlobal(widget.rect().center()))
    step = QPoint(0, by)
    event = QWheelEvent(at, over, QPoint(), step, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def value(widget: QWidget) -> object:
    match widget:
        case QComboBox():
            return widget.currentText()
        case QAbstractSpinBox() | QLineEdit():
            return widget.text()
        case QAbstractSlider():
            return widget.value()
        case QPlainTextEdit():
            return widget.toPlainText(), widget.font().pointSizeF()
        case _:
            return None


def turned(root: QWidget) -> list[str]:
    """Turn the wheel both ways over everything with a value; return what then has another one."""
    held = [each for each in root.findChildren(QWidget) if value(each) is not None and not isinstance(each, QScrollBar)]
    before = [value(each) for each in held]
    for each in held:
        for keys in (PLAIN, CTRL):
            turn(each, keys, -120)
            turn(each, keys, -120)
            turn(each, keys, 120)
    return [f"{each} {was!r}" for each, was in zip(held, before, strict=True) if value(each) != was]


def test_the_wheel_changes_nothing_in_any_form(qtbot: QtBot):
    for kind in KINDS.values():
        form = Form(kind, today=TODAY, choices=lambda _field: [(3, "Harbour Books"), (5, "Lumen Studio")])
        qtbot.addWidget(form)
        assert turned(form) == [], kind.name


def test_the_wheel_over_an_input_scrolls_the_page(window: Person):
    dialog = window.open_form("contract", client=window.ids["harbour"])
    scroll = dialog.findChild(QScrollArea)
    bar = scroll.verticalScrollBar()
    assert bar.maximum() > 0
    for name in ("client", "starts", "notice_unit", "notice_count"):
        over = dialog.form.editors[name].input
        scroll.ensureWidgetVisible(over, 0, 0)
        bar.setValue(min(bar.value(), bar.maximum() // 2))
        before = bar.value()
        at = over.mapTo(dialog, over.rect().center())
        QTest.wheelEvent(dialog.windowHandle(), QPointF(at), QPoint(0, -120))
        assert bar.value() > before, name
    window.close_form(dialog)


def test_the_wheel_changes_nothing_on_a_page(window: Person):
    for page in ("settings", "messages", "clients", "money"):
        assert turned(window.page(page)) == [], page


def test_inputs_are_made_in_one_place_so_that_the_next_one_is_safe_too():
    found = [
        f"{path.relative_to(UI.parent).as_posix()}:{node.lineno}"
        for path in UI.rglob("*.py")
        if not path.as_posix().endswith(INPUTS)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in TURNED)
        or (isinstance(node, ast.ClassDef) and {ast.unparse(each) for each in node.bases} & TURNED)
    ]
    assert found == []


# --- a click beside a list ---


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)
@pytest.mark.parametrize("field", ["client", "currency"])
def test_a_click_beside_the_list_of_what_fits_goes_where_it_was_made(window: Person, field: str):
    dialog = window.open_form("payment")
    line = dialog.form.editors[field].input
    line = line.lineEdit() if isinstance(line, QComboBox) else line
    line.setFocus()
    line.selectAll()
    window.type("u" if field == "currency" else "l")
    window.until(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    amount = dialog.form.editors["amount"].input
    at = popup.mapFromGlobal(amount.mapToGlobal(amount.rect().center()))
    assert not popup.rect().contains(at)
    window.qtbot.mousePress(popup, Qt.MouseButton.LeftButton, pos=at)
    window.until(amount.hasFocus)
    assert QApplication.activePopupWidget() is None
    window.answer("Discard it", dialog.reject)
    window.rest()


# --- leaving a field ---


def leave(window: Person, dialog: RecordDialog, field: str, text: str) -> Editor:
    window.enter(dialog, **{field: text})
    return dialog.form.editors[field]


def test_what_is_wrong_is_said_when_the_field_is_left_and_saves_nothing_new(window: Person):
    dialog = window.open_form("invoice")
    said = {
        "client": ("harINV-9", "No match. Type part of the name, then choose it."),
        "amount": ("much", "Enter an amount, such as 4800 or 4,800.00."),
        "due": ("whenever", "Enter a date, such as 2026-11-22, 22 Nov, fri, today or +2w."),
    }
    for field, (text, error) in said.items():
        assert leave(window, dialog, field, text).error() == error
    assert leave(window, dialog, "client", "harbour").error() == ""
    assert dialog.form.texts()["client"] == f"#{window.ids['harbour']}"
    assert leave(window, dialog, "number", "").error() == ""  # it may still be filled in
    window.answer("Discard it", dialog.reject)
    window.rest()


@pytest.mark.parametrize(
    ("kind", "field", "typed", "kept"),
    [
        ("invoice", "issued", "-35d", "2026-10-18"),
        ("contract", "ends", "+2w", "2026-12-06"),
        ("message", "at", "yesterday 9:30", "2026-11-21 09:30"),
        ("contract", "ends", "", ""),
    ],
)
def test_a_relative_date_becomes_a_date_when_the_field_is_left(
    window: Person, kind: str, field: str, typed: str, kept: str
):
    dialog = window.open_form(kind)
    editor = leave(window, dialog, field, typed)
    assert (editor.text(), editor.error()) == (kept, "")
    window.answer("Discard it", dialog.reject) if typed else window.close_form(dialog)
    window.rest()


# --- where one begins ---


def focused(dialog: RecordDialog) -> str:
    focus = QApplication.focusWidget()
    return next((name for name, each in dialog.form.editors.items() if each.isAncestorOf(focus)), "")


def selected(dialog: RecordDialog) -> list[str]:
    return [line.selectedText() for line in dialog.findChildren(QLineEdit) if line.hasSelectedText()]


def test_a_form_begins_in_the_first_field_that_has_to_be_typed(window: Person):
    intents = window.window.intents
    assert intents is not None
    window.page("client", "harbour")
    begin = {
        "answer": lambda: intents.answer(window.ids["colours"]),
        "amount": lambda: intents.add("invoice", number="R-9"),
        "body": intents.log_message,
        "received": lambda: intents.record_payment(window.ids["R-1"]),
        "title": lambda: intents.open("contract", window.ids["contract"]),
        "name": lambda: intents.add("client"),
    }
    for field, act in begin.items():
        act()
        dialog = window.dialog()
        assert (focused(dialog), selected(dialog)) == (field, [])
        if field == "amount":  # whose it is, is seen
            assert dialog.form.editors["client"].input.currentText() == "Harbour Books"
        window.close_form(dialog)


def test_every_input_is_read_by_its_label(qtbot: QtBot):
    for kind in KINDS.values():
        form = Form(kind, today=TODAY)
        qtbot.addWidget(form)
        for editor in form.editors.values():
            name = editor.field.label
            inner = [each.accessibleName() for each in editor.input.findChildren(QLineEdit)]
            assert [editor.input.accessibleName(), *inner] == [name] * (1 + len(inner))
            assert name in [each.text() for each in editor.findChildren(QLabel) if each.buddy() is editor.input]
