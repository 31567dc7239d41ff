"""Logging by keyboard alone: a chip says what it is, client and text are all that it takes, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from clientguard.actions.leaving import closing
from clientguard.domain.records import (
    Advice,
    Demand,
    Meeting,
    Message,
    ProblemNote,
    Promise,
    Reference,
    Request,
    Work,
)
from clientguard.texts import local
from clientguard.ui.dialogs.capture.capture_dialog import CaptureDialog
from clientguard.ui.dialogs.capture.captures import CAPTURES
from tests import factories
from tests.actions.leaving.closing_steps import begin, release_all, sign
from tests.factories import TODAY, ago
from tests.ui.conftest import Person

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DIGITS = dict(zip(CAPTURES, "1234567890", strict=True))


def opened(window: Person) -> CaptureDialog:
    window.front()
    window.press(Qt.Key.Key_L, CTRL)
    return window.dialog(CaptureDialog)


def chip(window: Person, dialog: CaptureDialog, key: str) -> None:
    window.press(Qt.Key(ord(DIGITS[key])), ALT)
    window.until(lambda: dialog.capture.key == key)


def text_of(dialog: CaptureDialog) -> str:
    return dialog.form.texts()[dialog.capture.text]


def shown(dialog: CaptureDialog) -> list[str]:
    return [name for name, each in dialog.form.editors.items() if not each.isHidden()]


def saved(window: Person, dialog: CaptureDialog) -> None:
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, CTRL)
    window.rest()


class Keys:
    """Counts the keys that are pressed, and waits for nothing between them."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifier)


def test_three_keys_log_a_missed_call_on_the_clients_page(window: Person):
    window.page("client", "harbour")
    keys, before = Keys(), len(window.all(Message))
    window.front()
    keys.press(Qt.Key.Key_L, CTRL)
    dialog = window.dialog(CaptureDialog)
    with window.qtbot.waitSignal(dialog.finished):
        keys.press(Qt.Key.Key_3, ALT)
        keys.press(Qt.Key.Key_Return, CTRL)  # at once: saving waits until the form has turned
    window.rest()
    assert keys.count <= 5
    assert len(window.all(Message)) == before + 1
    made = window.all(Message)[-1]
    assert (made.client, made.channel, made.direction, made.subject) == (
        window.ids["harbour"],
        "missed call",
        "in",
        "Missed call",
    )


def test_five_keys_do_with_the_client_chosen_by_its_first_letters(window: Person):
    window.page("today")
    keys = Keys()
    window.front()
    keys.press(Qt.Key.Key_L, CTRL)
    dialog = window.dialog(CaptureDialog)
    assert dialog.form.editors["client"].input.isAncestorOf(QApplication.focusWidget())
    with window.qtbot.waitSignal(dialog.finished):
        keys.press(Qt.Key.Key_L)
        keys.press(Qt.Key.Key_U)
        keys.press(Qt.Key.Key_3, ALT)
        keys.press(Qt.Key.Key_Return, CTRL)
    window.rest()
    assert keys.count <= 5
    made = window.all(Message)[-1]
    assert (made.client, made.channel) == (window.ids["lumen"], "missed call")


def test_client_and_text_are_enough_for_each_chip(window: Person):
    window.page("client", "harbour")
    needs = {"promise": ("due", "+3d"), "work": ("minutes", "30")}  # a promise is for a day, work takes time
    for key in CAPTURES:
        dialog = opened(window)
        chip(window, dialog, key)
        assert QApplication.focusWidget() is dialog.form.editors[dialog.capture.text].input
        window.type(f"About the {key}")
        if key in needs:
            name, value = needs[key]
            window.enter(dialog, **{name: value})
        saved(window, dialog)
    newest = {cls: window.all(cls)[-1] for cls in (Meeting, Demand, Promise, Advice, ProblemNote, Request, Work)}
    for cls, made in newest.items():
        assert getattr(made, cls.kind.title) == f"About the {cls.kind.name}"
        assert made.client == window.ids["harbour"]
    assert newest[Meeting].state == "held"
    assert newest[Demand].said_on == newest[Request].asked_on == newest[Work].on == TODAY
    logged = {each.subject: each for each in window.all(Message)}
    assert [(logged[f"About the {each}"].channel, logged[f"About the {each}"].body) for each in
            ("message", "call", "missed call")] == [("mail", ""), ("call", ""), ("missed call", "")]  # fmt: skip


def test_the_subject_follows_from_the_first_line_and_all_of_the_text_stays(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    window.type("Talked about the rest")
    window.press(Qt.Key.Key_Return)
    window.type("He pays on Friday.")
    saved(window, dialog)
    made = window.all(Message)[-1]
    assert (made.subject, made.body) == ("Talked about the rest", "Talked about the rest\nHe pays on Friday.")


def test_what_was_typed_goes_along_and_comes_back(window: Person):
    window.page("today")
    dialog = opened(window)
    window.type("lum")
    window.press(Qt.Key.Key_Tab)
    dialog.form.editors["body"].setFocus()
    window.type("Wants a second language")
    window.press(Qt.Key.Key_Return)
    window.type("and a third")
    chip(window, dialog, "promise")
    assert text_of(dialog) == "Wants a second language and a third"  # one line is all there is
    assert dialog.form.texts()["client"] == f"#{window.ids['lumen']}"
    window.enter(dialog, due="2026-12-01")
    chip(window, dialog, "demand")
    chip(window, dialog, "promise")
    assert dialog.form.texts()["due"] == "2026-12-01"
    chip(window, dialog, "call")
    assert text_of(dialog) == "Wants a second language\nand a third"
    saved(window, dialog)
    made = window.all(Message)[-1]
    assert (made.client, made.channel, made.subject) == (window.ids["lumen"], "call", "Wants a second language")


def test_a_chip_alone_is_nothing_that_was_typed(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    chip(window, dialog, "demand")
    window.close_form(dialog)  # nothing is asked
    window.rest()
    assert opened(window).capture.key == "call"
    window.close_form(window.dialog(CaptureDialog))


def test_a_draft_opens_at_its_chip_again(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    chip(window, dialog, "demand")
    window.type("One more page")
    window.answer("Keep it as a draft", dialog.reject)
    window.rest()
    dialog = opened(window)
    assert dialog.capture.key == "demand"
    assert text_of(dialog) == "One more page"
    assert dialog.chips.buttons["demand"].isChecked()
    saved(window, dialog)
    dialog = opened(window)
    assert (dialog.capture.key, text_of(dialog)) == ("call", "")
    window.close_form(dialog)


def test_the_arrows_go_along_the_chips_and_tab_leads_in_once(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    window.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    window.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.chips.buttons["call"].hasFocus()
    window.press(Qt.Key.Key_Right)
    window.until(lambda: dialog.capture.key == "missed call")
    window.press(Qt.Key.Key_Right)
    window.until(lambda: dialog.capture.key == "meeting")
    assert dialog.chips.buttons["meeting"].hasFocus()  # and on they go
    window.press(Qt.Key.Key_Tab)
    assert dialog.form.editors["client"].input.isAncestorOf(QApplication.focusWidget())
    window.close_form(dialog)


def test_the_rest_stands_under_more_fields(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    assert shown(dialog) == ["client", "body", "direction"]
    window.click("More fields", dialog)
    assert shown(dialog) == ["client", "body", *(each for each in shown(dialog) if each not in ("client", "body"))]
    assert {"at", "channel", "subject", "minutes"} < set(shown(dialog))
    window.close_form(dialog)


def test_a_call_about_nothing_is_a_call_and_a_message_about_nothing_is_refused_at_its_text(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    chip(window, dialog, "message")
    window.press(Qt.Key.Key_Return, CTRL)
    assert dialog.form.editors["body"].error() == "Write what it was about."
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    chip(window, dialog, "call")
    saved(window, dialog)
    assert window.all(Message)[-1].subject == "Call"


def test_several_in_a_row_begin_at_the_same_chip(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    chip(window, dialog, "advice")
    window.type("Back up the shop")
    with window.qtbot.waitSignal(dialog.finished):
        window.press(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.until(lambda: len(window.dialogs()) == 1)
    again = window.dialog(CaptureDialog)
    assert (again.capture.key, text_of(again)) == ("advice", "")
    window.close_form(again)


# --- what a message answers ---


def boxes(dialog: CaptureDialog) -> list[str]:
    assert dialog.answers is not None
    return [each.text() for each in dialog.answers.boxes.values() if each.isVisible()]


def test_a_call_closes_the_request_that_it_answers_and_undo_opens_it_again(window: Person):
    window.page("client", "harbour")
    dialog = opened(window)
    window.until(lambda: boxes(dialog))
    window.type("Blue it is")
    assert dialog.answers is not None
    box = dialog.answers.boxes[window.ids["colours"]]
    while not box.hasFocus():
        window.press(Qt.Key.Key_Tab)
    window.press(Qt.Key.Key_Space)
    saved(window, dialog)
    request = window.read(Request, "colours")
    made = window.all(Message)[-1]
    assert (request.answered_on, request.answer) == (local(made.at).date(), "Blue it is")
    assert [(each.source, each.about, each.role) for each in window.all(Reference)] == [(made.id, request.id, "answer")]
    assert "“Which colours?” is answered." in window.toast()
    window.front()
    window.press(Qt.Key.Key_Z, CTRL)
    window.until(lambda: window.read(Request, "colours").answered_on is None)
    window.rest()
    assert not window.all(Reference)


def test_three_requests_are_offered_and_the_rest_with_one_key(window: Person):
    for number in range(4):
        factories.add(window.book, "request", client=window.ids["harbour"], title=f"Picture {number}", asked_on=ago(5))
    window.page("client", "harbour")
    dialog = opened(window)
    window.until(lambda: boxes(dialog))
    assert len(boxes(dialog)) == 3
    assert boxes(dialog)[0].startswith("Which colours?")  # the oldest first
    window.click("2 more open requests", dialog)
    assert len(boxes(dialog)) == 5
    window.close_form(dialog)


@pytest.mark.parametrize(("key", "offered"), [("message", True), ("missed call", False), ("demand", False)])
def test_only_what_can_be_an_answer_offers_to_close_requests(window: Person, key: str, offered: bool):
    window.page("client", "harbour")
    dialog = opened(window)
    window.until(lambda: boxes(dialog))
    chip(window, dialog, key)
    window.rest()
    assert bool(dialog.answers and dialog.answers.isVisible()) is offered
    window.close_form(dialog)


def test_the_requests_are_those_of_the_client_that_is_chosen(window: Person):
    window.page("today")
    dialog = opened(window)
    window.rest()
    assert boxes(dialog) == []
    window.enter(dialog, client="Harbour Books")
    window.until(lambda: boxes(dialog))
    window.enter(dialog, client="Lumen Studio")
    window.until(lambda: not boxes(dialog))
    window.answer("Discard it", dialog.reject)
    window.rest()


def test_what_a_close_has_sealed_is_not_offered(window: Person):
    client = factories.add(window.book, "client", name="Quay Press")
    factories.add(window.book, "request", client=client)
    leaving = begin(window.book, client)
    release_all(window.book, leaving)
    sign(window.book, client)
    closing.close_leaving(window.book, leaving, TODAY)
    window.page("client", client)
    dialog = opened(window)
    window.rest()
    assert boxes(dialog) == []
    window.type("They called once more")
    saved(window, dialog)
    assert window.all(Message)[-1].client == client
