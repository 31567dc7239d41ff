"""The step after the close, as a person uses it (P4, P5)."""

from __future__ import annotations

from clientguard.actions.leaving import closing
from clientguard.actions.records import editing
from clientguard.domain.records import DataHolding, Leaving
from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog
from tests import factories
from tests.factories import TODAY, ago
from tests.ui.conftest import Person
from tests.ui.leaving.leaving_steps import clear_the_way, wizard


def closed(window: Person, **values: object) -> None:
    clear_the_way(window)
    closing.close_leaving(window.book, window.ids["leaving"], TODAY)
    editing.change_record(window.book, window.read(Leaving, "leaving"), **values)


def test_what_goes_on_after_the_close_leads_to_its_record(window: Person):
    held = DataHolding(client=window.ids["casa"], what="Customer list")
    closed(window)
    number = factories.save(window.book, held)
    page = wizard(window, "after")
    step = page.steps["after"]
    window.until(lambda: "“Customer list” is not returned or deleted yet." in window.seen(step))
    window.click("Look at: “Customer list” is not returned or deleted yet.", step)
    dialog = window.dialog()
    assert dialog.record.id == number
    dialog.reject()
    window.rest()


def test_the_day_of_destruction_is_noted_once_it_has_come(window: Person):
    closed(window, destroy_on=ago(1))
    page = wizard(window, "after")
    step = page.steps["after"]
    window.click("Note that it is done", step)
    window.until(lambda: "Destroyed on 22 Nov 2026" in window.seen(step))
    assert window.read(Leaving, "leaving").destroyed_on == TODAY
    window.rest()


def test_no_day_of_destruction_is_made_up(window: Person):
    closed(window)
    page = wizard(window, "after")
    window.until(lambda: "No day is set yet" in window.seen(page.steps["after"]))
    assert window.read(Leaving, "leaving").destroy_on is None
    window.rest()


def test_what_is_entered_after_the_close_is_saved(window: Person):
    closed(window)
    page = wizard(window, "after")
    step = page.steps["after"]
    for name, text in {"successor": "Mill Media", "destroy_on": "2033-12-31"}.items():
        editor = step.form.editors[name]
        editor.set_text(text)
        step.form.edited.emit()
    window.click(page.back)
    window.until(lambda: page.here == "close")
    window.rest()
    saved = window.read(Leaving, "leaving")
    assert (saved.successor, str(saved.destroy_on), saved.step) == ("Mill Media", "2033-12-31", "after")


def test_a_reply_in_public_is_drafted_from_here(window: Person):
    closed(window)
    page = wizard(window, "after")
    window.click("Reply to what was said in public …", page.steps["after"])
    dialog = window.dialog(LetterDialog)
    assert dialog.windowTitle() == "Reply to what was said in public"
    dialog.reject()
    window.rest()
