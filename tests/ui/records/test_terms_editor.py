"""Payment terms in the form of a contract: read as they are typed, with the usual phrases as buttons (P3.1)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from clientguard.domain.money.terms import USUAL
from clientguard.domain.records import KINDS, Contract
from clientguard.ui.records.form import Form
from tests.factories import TODAY
from tests.ui.conftest import Person


@pytest.fixture
def form(qtbot):
    made = Form(KINDS["contract"], today=TODAY)
    qtbot.addWidget(made)
    made.resize(520, 400)
    made.show_record(Contract())
    made.show()
    return made


@pytest.fixture
def editor(form):
    return form.editors["payment_terms"]


@pytest.fixture
def type_(qtbot, editor):
    """Type terms instead of what stands there."""

    def type_(text):
        editor.input.clear()
        qtbot.keyClicks(editor.input, text or " ")

    return type_


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("net 30", "An invoice of today is due on 22 Dec 2026."),
        ("END OF MONTH + 45", "An invoice of today is due on 14 Jan 2027."),
        ("30% net 15, 70% net 45", "An invoice of today is due in parts: 30% on 7 Dec 2026, 70% on 6 Jan 2027."),
        ("on delivery", "An invoice of today waits for the delivery."),
        ("50% upfront, rest on delivery",
         "An invoice of today is due in parts: 50% on 22 Nov 2026, the rest on delivery."),
        ("50% on signing, then 50% net 5",
         "An invoice of today is due in parts: 50% on signing, 50% then 5 days later."),
        ("net 10 business days", "An invoice of today is due on 4 Dec 2026. Public holidays may move it."),
        ("2/10 net 30", "An invoice of today is due on 22 Dec 2026. Paid by 2 Dec 2026, it costs 2% less."),
        ("", ""),
        ("net thirty", ""),
    ],
)  # fmt: skip
def test_what_the_terms_come_to_stands_below_while_they_are_typed(editor, type_, text, told):
    type_("net 5")
    assert editor.remark() == "An invoice of today is due on 27 Nov 2026."
    type_(text)
    assert editor.remark() == told
    assert editor._remark.isHidden() == (not told)
    assert editor.error() == ""


def test_what_cannot_be_read_is_said_when_the_field_is_left_and_the_nearest_phrase_is_a_button(qtbot, editor, type_):
    type_("net 30 dias")
    assert (editor.error(), editor.nearest.isHidden()) == ("", True)
    editor.left.emit()
    assert editor.error() == "Reading stopped at “dias”. Did you mean “net 30 days”?"
    assert (editor.nearest.isHidden(), editor.nearest.accessibleName()) == (False, "Enter net 30 days")
    qtbot.mouseClick(editor.nearest, Qt.MouseButton.LeftButton)
    assert (editor.text(), editor.error(), editor.nearest.isHidden()) == ("net 30 days", "", True)
    assert editor.remark() == "An invoice of today is due on 22 Dec 2026."


def test_marking_what_cannot_be_read_changes_nothing_that_was_typed(editor, type_):
    for text in ("net 30 dias", "30", "x" * 500):
        type_(text)
        editor.left.emit()
        assert editor.error()
        assert editor.text() == text
    editor.lock()
    assert not editor.phrases[0].isVisible()


def test_the_buttons_take_as_many_lines_as_they_need_and_say_what_they_do(qtbot, editor):
    qtbot.waitUntil(lambda: len({each.y() for each in editor.phrases}) > 1)
    assert editor._phrases.height() >= max(each.geometry().bottom() for each in editor.phrases)
    assert all(each.accessibleName() == f"Enter {each.text()}" for each in editor.phrases)


def test_a_usual_phrase_is_a_button_and_is_saved(window: Person):
    dialog = window.open_form("contract", client=window.ids["harbour"])
    editor = dialog.form.editors["payment_terms"]
    assert [each.text() for each in editor.phrases] == list(USUAL)
    for each in editor.phrases:
        window.click(each)
        assert editor.text() == each.text()
        assert editor.remark()
    window.save(dialog, title="Care")
    assert [each.payment_terms for each in window.all(Contract) if each.title == "Care"] == [USUAL[-1]]
