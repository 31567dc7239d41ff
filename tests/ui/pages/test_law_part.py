"""What Settings says of the law: entries with their sources and dates, what is old, and the user's own rates."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from clientguard.domain.records import LawRate
from clientguard.letters.law_entries import law_entries
from clientguard.texts import words
from clientguard.ui.dialogs.money.law_dialog import LawDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.pages.settings.law import LawPart
from tests.factories import save
from tests.ui.conftest import Person

ENTRIES = [each for each in law_entries() if each.source_date]


def part(window: Person) -> LawPart:
    found = window.page("settings").law
    window.until(lambda: found._found is not None)
    return found


def test_every_entry_is_shown_with_its_source_and_both_dates(window: Person):
    shown = part(window)
    assert f"{len(ENTRIES)} entries ship with the program" in shown.state.text()
    shown.sources.click()
    dialog = window.dialog(LawDialog)
    assert dialog.table.rowCount() == len(ENTRIES)
    for row, entry in enumerate(ENTRIES):
        cells = [dialog.table.item(row, at).text() for at in range(4)]
        assert all(cells)
        assert cells[2] == words("en").dated(entry.source_date)
    assert dialog.table.item(0, 1).text() == "United Kingdom", "a country stands there by its name"
    window.press(Qt.Key.Key_Down)
    assert "; ".join(ENTRIES[1].sources) in dialog.about.text()
    dialog.accept()
    window.rest()


def test_an_entry_that_nobody_has_checked_for_18_months_says_so(window: Person, monkeypatch: pytest.MonkeyPatch):
    shown = part(window)
    assert shown.old.isHidden()
    monkeypatch.setattr(window.window.session, "today", lambda: date(2028, 6, 1))
    shown.refresh()
    window.until(lambda: not shown.old.isHidden())
    assert f"{len(ENTRIES)} entries were checked more than 18 months ago." in shown.old.text()
    shown.sources.click()
    dialog = window.dialog(LawDialog)
    assert "more than 18 months ago" in dialog.table.item(0, 3).text()
    assert "more than 18 months ago" in dialog.about.text()
    dialog.accept()
    window.rest()


def test_own_rates_are_listed_changed_and_removed(window: Person):
    rate = LawRate(base="ecb-mro", starts=date(2027, 1, 1), ends=date(2027, 6, 30), rate="2.65", source="ecb.europa.eu",
                   checked_on=date(2026, 11, 1))  # fmt: skip
    number = save(window.book, rate)
    shown = part(window)
    window.until(lambda: "2.65 % from 1 Jan 2027 to 30 Jun 2027 · ecb.europa.eu" in window.seen(shown))
    window.click("Change", shown)
    form = window.dialog(RecordDialog)
    assert form.record.id == number
    form.reject()
    window.click("Remove", shown)
    window.until(lambda: "2.65" not in window.seen(shown))
    assert window.all(LawRate) == []
    shown.add.click()
    assert window.dialog(RecordDialog).record.kind.name == "law_rate"
    window.dialog(RecordDialog).reject()
    window.rest()


def test_a_rate_that_has_ended_is_named_until_one_is_added(window: Person, monkeypatch: pytest.MonkeyPatch):
    shown = part(window)
    ended = "No rate after 30 Jun 2026: Netherlands: legal interest for consumers."
    assert ended in shown.ended.text()
    assert "The other rates by law are known until 31 December 2026 at least." in shown.state.text()
    rate = LawRate(base="nl-consumer", starts=date(2026, 7, 1), ends=date(2027, 6, 30), rate="4",
                   source="rijksoverheid.nl", checked_on=date(2026, 11, 1))  # fmt: skip
    save(window.book, rate)
    shown.refresh()
    window.until(lambda: shown.ended.isHidden())
    assert "Rates by law are known until 31 December 2026 at least." in shown.state.text()
    monkeypatch.setattr(window.window.session, "today", lambda: date(2027, 1, 1))
    shown.refresh()
    window.until(lambda: "Bank Rate" in shown.ended.text())
    assert shown.ended.text().count("No rate after 31 Dec 2026") == 4
    window.rest()
