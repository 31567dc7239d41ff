"""Nothing changes by accident: the wheel over an input turns no value, wherever the input stands."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clientguard.domain.records import KINDS
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
