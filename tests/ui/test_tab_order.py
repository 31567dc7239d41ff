"""Tab leads through everything that is shown as it is read: downwards, and from left to right, a group at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from benches import screens
from benches.turns import run_what_is_due
from clientguard.actions.casebook import sample
from tests.ui.conftest import Person

SCREENS = 60  # and more are shown; with fewer, the walk has stopped early


def walked(window: QWidget) -> list[QWidget]:
    """Press Tab until one is back, and return what had the focus, beginning with what comes first in the window."""
    seen: list[QWidget] = []
    if now := window.focusWidget():
        now.clearFocus()
    for _turn in range(300):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, f"Tab leads nowhere after {seen and told(seen[-1])}"
        if len(seen) > 1 and now is seen[-1]:  # a page of the guide: Tab goes through its links first
            continue
        if now in seen:
            assert now is seen[0], f"Tab comes back to {told(now)}, not to where it began"
            return seen
        seen.append(now)
    raise AssertionError("Tab never comes back")


def frames(widget: QWidget) -> list[QWidget]:
    """Return what scrolls around a widget, from outside in, and the widget."""
    found, up = [widget], widget.parentWidget()
    while up is not None and not up.isWindow():
        if isinstance(up, QScrollArea):
            found.insert(0, up)
        up = up.parentWidget()
    return found


def out_of_order(window: QWidget) -> list[str]:
    """Return each pair of which the second is above the first, or left of it on the same line."""
    found = walked(window)
    ways = [[(part, QRect(part.mapTo(window, QPoint()), part.size())) for part in frames(each)] for each in found]
    wrong = []
    for at, way in enumerate(ways):
        for later, other in enumerate(ways[at + 1 :], at + 1):
            pairs = zip(way, other, strict=False)
            one, two = next((a[1], b[1]) for a, b in pairs if a[0] is not b[0])
            if is_before(two, one):
                wrong.append(f"{told(found[at])} comes before {told(found[later])}")
    return wrong


def is_before(one: QRect, two: QRect) -> bool:
    side_by_side = one.right() < two.left() or two.right() < one.left()
    if one.bottom() < two.top():
        return not side_by_side
    return one.right() < two.left() and one.top() <= two.bottom()


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()!r}"


def test_tab_follows_what_is_seen_on_every_page_form_and_dialog(qapp: QApplication, tmp_path: Path):
    book = tmp_path / "sample.casebook"
    sample.create_sample(book, date.today()).close()
    qapp.setQuitOnLastWindowClosed(False)
    app = screens.started(tmp_path)
    wrong: dict[str, list[str]] = {}
    count = 0
    for name, widget in screens.walk(app, book):
        window = widget.window()
        window.activateWindow()
        run_what_is_due()
        count += 1
        if found := out_of_order(window):
            wrong[name] = found
    screens.stop(app)
    assert wrong == {}
    assert count >= SCREENS


def test_what_is_put_in_later_is_reached_where_it_is_seen(window: Person):
    page = window.page("leaving", "leaving")
    page._show("tell")
    window.rest()
    names = [told(each) for each in walked(window.window) if page.isAncestorOf(each)]
    uses = [each for each in names if "Use: " in each]
    assert uses
    assert [each for each in names if each in uses or "go on" in each] == [*uses, "Button 'Save and go on'"]


def test_shift_and_tab_lead_back_the_same_way(window: Person):
    page = window.page("leaving", "leaving")
    page._show("tell")
    window.rest()
    there = walked(window.window)
    back = []
    for _stop in there:
        window.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        back.append(QApplication.focusWidget())
    assert back == there[::-1]
