"""Hostile texts on the screens: shown as they are, never as mark-up, on every page and in every form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from clientguard.domain.records import Instant, Message
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.ui.widgets import long_lines
from tests import factories
from tests.factories import add
from tests.hostile import HOSTILE
from tests.ui.conftest import Person


@pytest.fixture
def hostile(person: Person, tmp_path: Path) -> int:
    """A client whose records bear every hostile text that can be saved."""
    path = tmp_path / "practice.casebook"
    book = factories.firm_book(path)
    client = add(book, "client", name=HOSTILE["an image of a file"])
    add(book, "contract", client=client)
    for number, text in enumerate(HOSTILE.values()):
        for kind, values in (
            ("problem", {"title": text[:900] or "x", "detail": text[:2000]}),
            ("message", {"subject": text[:900] or "x", "body": text, "at": Instant(factories.FIRST + number)}),
            ("request", {"title": text[:900] or "x"}),
        ):
            try:
                add(book, kind, client=client, **values)
            except KnownError:
                continue
    book.close()
    person.open(path)
    return client


def marked_up(root: QWidget) -> list[str]:
    """Return the texts that Qt would show as mark-up, where somebody else wrote them."""
    found: list[str] = []
    for each in root.findChildren(QWidget):
        if isinstance(each, QLabel) and each.textFormat() != Qt.TextFormat.PlainText and "<" in each.text():
            found.append(each.text()[:80])
        if any(tag in each.toolTip() for tag in ("<img", "<script", "<a ", "<link", "<font")):
            found.append(each.toolTip()[:80])
    return found


def test_every_page_shows_them_as_text(person, hostile):
    for place, record in (
        ("today", 0),
        ("clients", 0),
        ("client", hostile),
        ("messages", 0),
        ("money", 0),
        ("journal", 0),
        ("settings", 0),
        ("leaving", hostile),
    ):
        person.page(place, record)
        QApplication.processEvents()
        assert marked_up(person.window) == [], place
        person.rest()


def test_a_form_shows_them_as_they_were_saved(person, hostile):
    with person.book.read() as db:
        found = lookup.find_records(db, Message)
    assert len(found) > 30
    for record in found:
        person.window.intents.form(record)
        dialog = person.dialog()
        assert marked_up(dialog) == []
        assert dialog.form.editors["subject"].text() == record.subject
        assert dialog.form.editors["body"].text() == record.body
        person.close_form(dialog)
    person.rest()


def test_the_search_box_shows_what_it_found_as_text(person, hostile):
    from clientguard.ui.dialogs.search_box import SearchBox

    person.window.search()
    box = person.dialog(SearchBox)
    for text in ("img", HOSTILE["search words"], HOSTILE["a NUL"][:5], HOSTILE["per cents"]):
        person.type(text, QApplication.focusWidget())
        QApplication.processEvents()
        assert marked_up(box) == []
    box.reject()


def test_an_error_that_quotes_them_is_shown_as_text(person, hostile):
    for text in HOSTILE.values():
        person.window.show_error(KnownError("{name} is damaged.", name=text[:500]))
    assert marked_up(person.window) == []
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox)]


def test_a_long_line_is_whole_again_when_it_was_changed(person, hostile):
    dialog = person.open_form("message", client=hostile)
    editor = dialog.form.editors["body"]
    line = "word" * 5000 + " " + "and a space " * 900 + "\u00a0end"
    editor.set_text(line)
    assert editor.text() == line
    assert max(len(each) for each in editor.input.toPlainText().split("\n")) <= long_lines.LONGEST + 3
    editor.input.insertPlainText("Begin ")
    assert editor.text() == "Begin " + line.replace("\u00a0", " ")
    person.answer("Discard it", dialog.reject)
    person.rest()
