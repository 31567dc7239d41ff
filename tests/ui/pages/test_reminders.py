"""The steps of the reminder ladder in Settings: shown, changed, added, removed, or taken from a ladder that ships."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from clientguard.actions.records import editing
from clientguard.domain.records import DunningStep
from clientguard.ui.pages.settings.page import SettingsPage
from tests.ui.conftest import Person

NOTE = "1 day after the due date · Reminder · Friendly · Email"
STOP = "7 days after the due date · Stop of work · Factual · Email"


def part(window: Person):
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    window.until(lambda: page.reminders.lines)
    return page.reminders


def of(window: Person, word: str, line: str) -> QPushButton:
    return next(each for each in part(window).findChildren(QPushButton) if each.accessibleName() == f"{word}: {line}")


def choose(window: Person, name: str) -> None:
    whose = part(window).whose
    whose.setCurrentIndex(whose.findText(name))
    whose.activated.emit(whose.currentIndex())
    window.rest()


def test_the_steps_are_shown_changed_removed_and_added(window: Person):
    reminders = part(window)
    assert reminders.lines == [NOTE, STOP]
    window.click(of(window, "Change", STOP))
    window.save(window.dialog(), offset_days="10")
    later = STOP.replace("7 days", "10 days")
    window.until(lambda: reminders.lines == [NOTE, later])
    window.click(of(window, "Remove", NOTE))
    window.until(lambda: reminders.lines == [later])
    window.click(reminders.add)
    window.save(window.dialog(), offset_days="3")
    window.until(lambda: len(reminders.lines) == 2)
    assert reminders.lines[0].startswith("3 days after the due date · Reminder")
    assert sorted(each.offset_days for each in window.all(DunningStep)) == [3, 10]


def test_one_client_can_have_steps_of_its_own(window: Person):
    reminders = part(window)
    lumen = window.ids["lumen"]
    choose(window, "Lumen Studio")
    assert reminders.lines == [NOTE, STOP]
    assert reminders.same.isHidden()
    window.click(of(window, "Remove", STOP))
    window.until(lambda: reminders.lines == [NOTE])
    assert [(each.client, each.offset_days) for each in window.all(DunningStep)] == [(lumen, 1)]
    choose(window, "All clients")
    assert reminders.lines == [NOTE, STOP]
    choose(window, "Lumen Studio")
    assert reminders.lines == [NOTE]
    window.click(reminders.same)
    window.until(lambda: reminders.lines == [NOTE, STOP])
    assert window.all(DunningStep) == []


def test_the_steps_of_all_are_shown_once_the_client_is_removed(window: Person):
    reminders = part(window)
    choose(window, "Lumen Studio")
    window.click(of(window, "Remove", STOP))
    window.until(lambda: reminders.lines == [NOTE])
    editing.remove_records(window.book, [window.ids["lumen"]])
    reminders.refresh()
    window.until(lambda: reminders.lines == [NOTE, STOP])
    assert reminders.whose.currentText() == "All clients"
    assert reminders.same.isHidden()


def test_the_formal_ladder_is_taken_as_it_ships(window: Person):
    reminders = part(window)
    window.click(reminders.ladders["formal"])
    window.until(lambda: len(reminders.lines) == 8)
    assert reminders.lines[0] == "3 days before the due date · Note before the due date · Courtesy · Email"
    assert reminders.lines[-1] == "45 days after the due date · Collector or write-off · Final · Call"
    window.click(reminders.ladders["practice"])
    window.until(lambda: reminders.lines == [NOTE, STOP])
