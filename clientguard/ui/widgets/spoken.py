"""What a screen reader is told of parts that Qt takes for plain boxes: headings, states, what belongs to a field."""

from __future__ import annotations

from functools import cache

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QComboBox, QWidget

from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.lead import LeadText

LEVELS = {"title": 1, "section": 2}  # by the role of a label
PARTS = ("required", "error", "help")  # of what is said about a field, in this order


def describe(field: QWidget, **parts: str) -> None:
    """Have `required`, `error` or `help` read after a field's name; "" takes one away, others stay as they are."""
    for part, text in parts.items():
        field.setProperty(f"spoken_{part}", text)
    told = [field.property(f"spoken_{part}") for part in PARTS]
    text = ". ".join(each.rstrip(".") for each in told if each)
    field.setAccessibleDescription(text)
    line = field.lineEdit() if isinstance(field, QComboBox) else None
    if line is not None:  # it has the focus
        line.setAccessibleDescription(text)


def label_unseen(field: QWidget) -> None:
    """Have a field without a label on the screen read by its accessible name: Qt would read a choice by its value."""
    label = Label(field.accessibleName(), parent=field.parentWidget())  # Qt looks among the field's siblings
    label.hide()
    label.setBuddy(field)


@cache
def speak_of_parts() -> None:
    """Tell assistive technology, where there is any, of headings and states from now on."""
    QAccessible.installFactory(_told)


class _Level(QAccessibleAttributesInterface):
    """The level of a heading."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        return self._level if key == QAccessible.Attribute.Level else None


# What C++ asks for is an address: that of the level, or none. For anything but a VoidPtr, even for None, PySide would
# hand over the address of the Python object.
_LEVELS = {level: _Level(level) for level in LEVELS.values()}
_ADDRESSES = {level: shiboken6.VoidPtr(shiboken6.getCppPointer(made)[0]) for level, made in _LEVELS.items()}
_NOTHING = shiboken6.VoidPtr(0)


class _Heading(QAccessibleWidget):
    """A label that screen readers can jump to."""

    def __init__(self, label: Label, level: int) -> None:
        super().__init__(label, QAccessible.Role.Heading, "")
        self._label, self._level = label, level

    def text(self, kind: QAccessible.Text) -> str:
        said = super().text(kind)
        return said or (self._label.text() if kind == QAccessible.Text.Name else "")

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return _ADDRESSES[self._level]
        return _NOTHING


# Qt deletes what the factory made, along with the widget; until then, Python must not.
_kept: list[QAccessibleInterface] = []
_KEPT_AT_ONCE = 500


def _told(_class: str, part: QObject) -> QAccessibleInterface | None:
    """Return what is told of a part; None: what Qt tells by itself."""
    if isinstance(part, Label) and part.property("role") in LEVELS:
        made = _Heading(part, LEVELS[part.property("role")])
    elif isinstance(part, StateChip | LeadText):
        made = QAccessibleWidget(part, QAccessible.Role.StaticText, "")
    else:
        return None
    if len(_kept) % _KEPT_AT_ONCE == _KEPT_AT_ONCE - 1:
        _kept[:] = [each for each in _kept if shiboken6.isValid(each)]
    _kept.append(made)
    return made
