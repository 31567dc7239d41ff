"""The journal's page: what changed, newest first; the anchor to keep elsewhere; the check of everything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clientguard.actions.casebook import casebooks
from clientguard.actions.records import editing
from clientguard.domain.journal.tree import anchor_text
from clientguard.domain.records import Client, Invoice
from clientguard.domain.wording import said
from clientguard.store.journal import entry_log as entries
from clientguard.store.verify.full import Findings
from clientguard.store.views import journal as views
from clientguard.ui.pages.journal import JournalPage
from tests.ui.conftest import Person
from tests.ui.settled import looked_at


def lines(page: JournalPage) -> list[list[str]]:
    model = page.model
    return looked_at(
        lambda: [[model.index(row, place).data() for place in range(5)] for row in range(model.rowCount())]
    )


def anchor(window: Person) -> str:
    with window.book.read() as db:
        found = entries.anchor(db)
    return anchor_text(found.size, found.root)


def test_every_change_is_an_entry_the_newest_first(window: Person):
    page = window.page("journal")
    found = lines(page)
    assert window.window.head.subtitle.text() == f"{len(found)} entries"
    assert [line[0] for line in found] == [str(number) for number in range(len(found), 0, -1)]
    assert found[-1][2:4] == ["Casebook created", ""]
    assert ["Changed", "Client: Casa Verde", "Stage"] in [line[2:] for line in found[:6]]
    editing.change_record(window.book, window.read(Client, "lumen"), note="Hm")
    page.refresh()
    assert lines(page)[0][2:] == ["Changed", "Client: Lumen Studio", "Note to yourself"]
    assert len(lines(page)) == len(found) + 1


def test_an_entry_opens_its_record_and_says_when_that_is_gone(window: Person):
    page = window.page("journal")
    row = next(place for place, line in enumerate(lines(page)) if line[3] == "Invoice: R-3")
    window.until(lambda: QApplication.focusWidget() is not None)
    page.view.setFocus()
    page.view.selectRow(row)
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog()
    assert dialog.form.editors["number"].text() == "R-3"
    dialog.reject()
    window.until(lambda: not window.dialogs())
    assert window.read(Invoice, "R-3").removed is None
    editing.remove_records(window.book, [window.ids["R-3"]])
    page.refresh()
    row = next(place for place, line in enumerate(lines(page)) if line[3] == "Invoice: R-3" and line[2] == "Added")
    page.view.selectRow(row)
    window.press(Qt.Key.Key_Return, on=page.view)
    window.until(lambda: window.toast() == "This record was removed.")
    assert not window.dialogs()
    window.click("Undo")
    window.until(lambda: window.read(Invoice, "R-3").removed is None)
    window.rest()


def test_the_anchor_is_copied_as_it_is_checked_later(window: Person):
    page = window.page("journal")
    window.click("Copy the anchor", page)
    text = QApplication.clipboard().text()
    assert text == anchor(window)
    assert casebooks.verify_casebook(window.book.path, (text,)).anchors == 1
    size, _colon, root = text.partition(":")
    assert page.anchor.text() == f"Anchor: {size} · {' '.join(root[at : at + 4] for at in range(0, 16, 4))} …"


def test_checking_everything_ends_in_a_sentence(window: Person):
    page = window.page("journal")
    window.click("Check everything", window.window.head)
    assert page.verdict.text() == "Checking the journal, every record and every file …"
    window.until(lambda: page.verdict.text().startswith("Valid: "))
    with window.book.read() as db:
        count = db.execute("SELECT count(*) FROM record").fetchone()[0]
    assert page.verdict.text().startswith(f"Valid: {len(lines(page))} entries, {count} records, all consistent.")
    window.rest()


def test_what_does_not_agree_is_said(window: Person, monkeypatch: pytest.MonkeyPatch):
    page = window.page("journal")
    fault = said("Entry {entry} was altered.", entry=7)
    monkeypatch.setattr(casebooks, "verify_open", lambda _book: Findings(size=30, faults=[fault]))
    window.click("Check everything", window.window.head)
    window.until(lambda: page.verdict.text().strip() == "Not valid. Entry 7 was altered.")
    window.rest()


def shown(window: Person, page: JournalPage) -> list[tuple[str, str]]:
    """Return what was done to which record, of each line that the filter let through."""
    window.until(lambda: not page.filter._wait.isActive() and not page.model.is_searching)
    return [(line[2], line[3]) for line in lines(page)]


def test_ctrl_f_filters_by_text_client_kind_and_days(window: Person):
    page = window.page("journal")
    everything = shown(window, page)
    window.until(lambda: QApplication.focusWidget() is not None)
    window.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.filter.text
    window.type("r-3")
    assert shown(window, page) == [("Added", "Invoice: R-3")]
    assert page.count.text() == "1 entry matches."
    page.filter.clear_button.click()
    assert shown(window, page) == everything
    assert page.count.isHidden()
    page.filter.client.choose(window.ids["casa"])
    page.filter.client.edited.emit()
    of_client = shown(window, page)
    assert ("Changed", "Client: Casa Verde") in of_client
    assert 0 < len(of_client) < len(everything)
    page.filter.kind.setCurrentIndex(page.filter.kind.findData("client"))
    assert {what.partition(":")[0] for _did, what in shown(window, page)} == {"Client"}
    page.filter.since.setText("2199-01-01")
    shown(window, page)
    assert page.none.isVisible()
    page.none.button.click()
    assert shown(window, page) == everything
    assert QApplication.focusWidget() is page.filter.text


def test_a_filter_goes_back_portion_by_portion_to_the_beginning(window: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "PORTION", 2)
    page = window.page("journal")
    whole = shown(window, page)
    page.filter.text.setText("a")
    wanted = shown(window, page)
    monkeypatch.setattr(views, "PORTION", 1000)
    page.filter.text.setText("A")
    assert shown(window, page) == wanted
    assert 2 < len(wanted) <= len(whole)
    page.filter.text.setText("casebook that nobody named")
    assert shown(window, page) == []


def test_what_names_nothing_is_said_and_filters_nothing(window: Person):
    page = window.page("journal")
    everything = shown(window, page)
    page.filter.until.setText("someday")
    page.filter.until.editingFinished.emit()
    assert page.filter.error.isVisible()
    assert page.filter.error.text().startswith("To this day: ")
    page.filter.until.clear()
    page.filter.client.setEditText("Nobody")
    page.filter.client.left.emit()
    assert page.filter.error.text() == "No client is called “Nobody”."
    assert shown(window, page) == everything
    page.filter.clear()
    assert page.filter.error.isHidden()


def test_the_chosen_entry_shows_old_and_new_values(window: Person):
    client = window.read(Client, "lumen")
    editing.change_record(window.book, client, note="Likes\ntea", email="new@lumen.example")
    page = window.page("journal")
    row = next(place for place, line in enumerate(lines(page)) if line[2:4] == ["Changed", "Client: Lumen Studio"])
    page.view.selectRow(row)
    window.until(page.values.isVisible)
    text = page.values.toPlainText()
    assert f" {client.email or '—'} → new@lumen.example" in text
    assert "Note to yourself, after: Likes\ntea" in text
    row = next(place for place, line in enumerate(lines(page)) if line[3] == "Invoice: R-3" and line[2] == "Added")
    page.view.selectRow(row)
    window.until(lambda: "R-3" in page.values.toPlainText())
    assert "→" not in page.values.toPlainText()
    page.view.selectRow(page.model.rowCount() - 1)  # the casebook's own: no record, no values
    window.until(lambda: not page.values.isVisible())
