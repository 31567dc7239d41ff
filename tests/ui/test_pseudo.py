"""Every screen in the pseudo-language, longer by a third and accented: nothing is cut off, and nothing untranslated.

What the user entered is Thai here, so that every Latin letter outside of ⟦…⟧ is a word that nobody can translate.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
)

from clientguard import texts
from clientguard.actions.casebook import backups
from clientguard.actions.leaving import steps
from clientguard.actions.records import attachments, editing
from clientguard.domain.records import KINDS, Attachment, Business, Record, Type
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.ui.app.page_table import ON_THE_RAIL
from clientguard.ui.dialogs import unsaved
from clientguard.ui.dialogs.correct_dialog import CorrectDialog
from clientguard.ui.dialogs.erase_dialog import EraseDialog
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.intents import correct_intents
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.pages.client import SECTIONS
from clientguard.ui.pages.journal import JournalPage
from tests import factories
from tests.factories import TODAY
from tests.ui.conftest import EARLIER, Person, fill
from tests.ui.screen import inspect, look, untranslated

SHOP, LONG = "ร้านหนังสือริมน้ำ", "เขาจ่ายเงินช้าทุกครั้ง และไม่ตอบคำถามที่ถามไปหลายครั้งแล้ว"
KEPT = ("gate", "media_type", "message_id", "dated_by", "email", "phone")  # not for the eye, or no words
SIZES = [(900, 600), (1280, 800)]


def in_thai(book: Casebook) -> None:
    """Put Thai into every text of every record that is not fixed."""
    for kind in KINDS.values():
        with book.read() as db:
            found = lookup.find_records(db, kind.record)
        for number, record in enumerate(found, 1):
            values = {
                field.name: f"{SHOP} {number}" if field.type is Type.TEXT else LONG
                for field in kind.fields
                if field.type in (Type.TEXT, Type.LONG) and getattr(record, field.name) and field.name not in KEPT
            }
            if values and not record.is_fixed:
                editing.change_record(book, record, **values)


@pytest.fixture(scope="session")
def _far(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, int]]:
    path = tmp_path_factory.mktemp("far") / "practice.casebook"
    book = factories.new_book(path, clock=factories.Ticking(EARLIER))
    factories.save(book, Business(name="Studio", owner="Ada", address="1 Mill Lane", currency="EUR"))
    ids = fill(book, LONG, LONG)
    factories.add(book, "obligation", client=ids["casa"])
    factories.add(book, "deliverable", client=ids["casa"], due=TODAY)
    steps.release_gate(book, ids["leaving"], "notice", "A gesture", TODAY)
    in_thai(book)
    book.close()
    return path.read_bytes(), ids


@pytest.fixture(name="far")
def far_practice(
    request: pytest.FixtureRequest,
    language: None,
    person: Person,
    tmp_path: Path,
    _far: tuple[bytes, dict[str, int]],
) -> Person:
    """The person at the window in the pseudo-language, as small as it gets, or in the size of the parameter."""
    size = getattr(request, "param", SIZES[0])
    path = tmp_path / "practice.casebook"
    path.write_bytes(_far[0])
    person.ids = _far[1]
    person.window.resize(*size)
    person.open(path)
    QApplication.processEvents()
    assert (person.window.width(), person.window.height()) == size
    return person


# --- every screen ---


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_pages(far: Person):
    wrong: list[str] = []
    for place in ON_THE_RAIL:
        page = far.page(place)
        look(wrong, place, far.window)
        if isinstance(page, JournalPage):
            far.click(far.window.head.primary)
            far.until(lambda page=page: page.verdict.text().startswith("⟦") and "/" not in page.verdict.text())
            far.rest()
            look(wrong, "journal checked", far.window)
        if place == "money":
            page.tabs.buttons["payment"].click()
            look(wrong, "payments", far.window)
        if place == "settings":
            page.business.form.editors["name"].set_text("")
            page.business.form.record()
            far.click(page.business.save)
            far.rest()
            far.window.intents.copy_to(far.book.path.with_name("copy.casebook"))
            far.rest()
            look(wrong, "settings saved", far.window)
    assert wrong == []


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_sections_of_a_client(far: Person):
    wrong: list[str] = []
    for client in ("harbour", "casa", "lumen"):
        page = far.page("client", client)
        for section in ("timeline", *(key for key, _kinds in SECTIONS)):
            page.show_section(section)
            look(wrong, f"{client} {section}", far.window)
            tabs = getattr(page._sections[section], "tabs", None)
            for key, button in tabs.buttons.items() if tabs else ():
                button.click()
                look(wrong, f"{client} {section} {key}", far.window)
    assert wrong == []


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_steps_of_leaving(far: Person):
    wrong: list[str] = []
    page = far.page("leaving", "lumen")
    page.next.click()
    far.rest()
    look(wrong, "begin", far.window)
    page = far.page("leaving", "leaving")
    for step in page.steps:
        page._show(step)
        far.look()
        if step == "tell":
            page.steps[step].form.editors["reason"].set_text("You are lazy and ALWAYS LATE!")
            page.steps[step]._check()
        look(wrong, step, far.window)
    page.steps["tell"].form.show_record(page._case.leaving)
    assert [each for each in wrong if "lazy" not in each and "ALWAYS" not in each] == []


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.addable])
def test_the_forms(far: Person, kind: str):
    assert far.window.intents is not None
    wrong: list[str] = []
    far.window.intents.add(kind)
    dialog = far.dialog()
    look(wrong, kind, dialog)
    for name, editor in dialog.form.editors.items():
        if editor.field.type in (Type.DATE, Type.MONEY, Type.MINUTES, Type.NUMBER, Type.TERMS, Type.LINK):
            editor.set_text("ที่ไหน")
        elif name == "currency":
            editor.set_text("ก")
    far.click(dialog.save)
    look(wrong, f"{kind} refused", dialog)
    for name, editor in dialog.form.editors.items():
        if editor.field.type is not Type.CHOICE and name != "client":
            editor.set_value(getattr(dialog._record, name), "")
    far.click(dialog.save)
    far.until(lambda: dialog.save.isEnabled() or not dialog.isVisible())
    if dialog.isVisible():
        look(wrong, f"{kind} incomplete", dialog)
    far.rest()
    dialog.done(0)  # without a question about what was typed
    far.until(lambda: not far.dialogs())
    assert wrong == []


def test_a_record_with_its_files_and_its_draft(far: Person):
    assert far.window.intents is not None
    far.window.intents.open("contract", far.ids["contract"])
    dialog = far.dialog()
    dialog.form.editors["title"].set_text("ก")
    dialog.draft.keep()
    far.rest()
    dialog.done(0)
    far.until(lambda: not far.dialogs())
    far.window.intents.open("contract", far.ids["contract"])
    dialog = far.dialog()
    wrong = inspect(dialog)
    dialog.reject()
    far.until(lambda: not far.dialogs())
    assert wrong == []


def test_the_other_dialogs(far: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wrong: list[str] = []

    def shown(name: str, cls: type[Any], act: Callable[[], object]) -> Any:
        act()
        found = far.dialog(cls)
        look(wrong, name, found)
        return found

    page = far.page("leaving", "leaving")
    page._show("decide")
    far.look()
    QApplication.processEvents()
    dialog = shown("evidence", EvidenceDialog, page.steps["decide"].add.click)
    dialog.reject()
    page._show("owed")
    far.look()
    dialog = shown("release", ReleaseDialog, page.steps["owed"].rows["payments"].release.click)
    dialog.save.click()
    far.until(dialog.save.isEnabled)
    look(wrong, "release refused", dialog)
    dialog.reject()
    far.page("client", "casa")
    box = shown("search", SearchBox, far.window.search)
    box.input.setText("qq")
    box.show_found()
    look(wrong, "nothing found", box)
    box.reject()
    folder = tmp_path / SHOP
    folder.mkdir()
    far.drop(mails(folder))
    dialog = far.dialog(ImportDialog)
    look(wrong, "import", dialog)
    with far.qtbot.waitSignal(dialog.imported):
        dialog.start.click()
    look(wrong, "imported", dialog)
    dialog.accept()
    asked: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box))
    unsaved.ask(far.window, draft=True)
    words = [asked[0].text(), *(each.text() for each in asked[0].buttons())]
    wrong += [f"unsaved: {each}" for each in words if untranslated(each)]
    monkeypatch.undo()
    far.until(lambda: not far.dialogs())
    assert wrong == []


def test_corrections_and_erasures(far: Person):
    wrong: list[str] = []
    gone = backups.Place(far.home / SHOP, made=False)
    assert far.window.session is not None
    far.window.session.places = lambda: [gone]
    correct_intents.open_correction(far.window.session, far.window.intents, far.ids["contact"], 1)
    dialog: Any = far.dialog(CorrectDialog)
    dialog.save.click()
    look(wrong, "correction refused", dialog)
    dialog.reject()
    correct_intents.open_erasure(far.window.session, far.window.intents, far.ids["casa"])
    dialog = far.dialog(EraseDialog)
    far.rest()
    look(wrong, "erase, some left out", dialog)
    dialog.keep.click()
    far.rest()
    look(wrong, "erase", dialog)
    dialog.what.setCurrentIndex(1)
    far.rest()
    look(wrong, "erase a field", dialog)
    dialog.what.setCurrentIndex(0)
    far.rest()
    dialog.why.setText(dialog._word)
    dialog.confirm.setText(dialog._word)
    dialog.erase.click()
    far.until(dialog.error.isVisible)
    look(wrong, "erase refused", dialog)
    dialog.why.setText(LONG)
    dialog.erase.click()
    far.until(dialog.close_button.isVisible)
    look(wrong, "erased", dialog)
    dialog.close_button.click()
    far.rest()
    page = far.page("journal")
    page.view.selectRow(0)
    look(wrong, "journal after an erasure", page)
    assert wrong == []


def mails(folder: Path) -> Path:
    """Return a mailbox of one message that is there twice, and something that cannot be read."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", SHOP
    mail["Date"], mail["Message-ID"] = "Thu, 19 Nov 2026 10:00:00 +0100", "<1@b.example>"
    mail.set_content(LONG)
    (folder / "a.mbox").write_bytes(b"".join(b"From a Thu Nov 19 10:00:00 2026\n" + bytes(mail) + b"\n" for _ in "12"))
    (folder / "b.eml").write_bytes(bytes(range(200)))
    return folder


def test_the_preview(far: Person):
    wrong: list[str] = []
    assert far.window.intents is not None
    far.window.intents.report(far.ids["casa"])
    dialog = far.dialog(PreviewDialog)
    look(wrong, "preview", dialog)
    dialog.close()
    far.until(lambda: not far.dialogs())
    far.rest()
    # The report is in the client's language, whatever that of the screen is.
    (file,) = [each for each in far.all(Attachment) if each.media_type == "application/pdf"]
    assert attachments.read_content(far.book, file.id)[1].startswith(b"%PDF")
    assert [each for each in wrong if "Handover report" not in each] == []


def test_what_the_window_says(far: Person):
    wrong: list[str] = []
    assert far.window.intents is not None
    far.page("clients")
    far.window.intents.remove([far.ids["R-3"]])
    far.until(far.toast)
    far.window.show_error(
        KnownError("There is already a file at {path}.", kept="It was not changed.", path="x.casebook")
    )
    look(wrong, "toast and error", far.window)
    far.rest()
    assert wrong == []


def test_the_lists_while_they_are_empty(language: None, empty: Person):
    wrong: list[str] = []
    empty.window.resize(900, 600)
    with empty.book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    editing.change_record(empty.book, firm, name=SHOP, owner=SHOP, address=LONG)
    for place in ON_THE_RAIL:
        empty.page(place)
        look(wrong, f"empty {place}", empty.window)
    client = factories.add(empty.book, "client", name=SHOP)
    page = empty.page("client", client)
    for section in ("timeline", *(key for key, _kinds in SECTIONS)):
        page.show_section(section)
        look(wrong, f"empty {section}", empty.window)
    table = empty.page("clients").table
    table.filter.setText("qq")
    empty.until(lambda: not table.model.ids)
    look(wrong, "filtered", empty.window)
    assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen(language: None, person: Person, size: tuple[int, int], tmp_path: Path):
    wrong: list[str] = []
    person.window.resize(*size)
    person.settings.recent = [str(tmp_path / f"{SHOP}.casebook")]
    person.app.show_first_run()
    page: Any = person.window.pages["first run"]
    look(wrong, "first", person.window)
    page.start.click()
    look(wrong, "first refused", person.window)
    assert wrong == []


def test_every_kind_of_record_has_words(far: Person):
    """What is only ever listed is checked as well: labels, choices, helps."""
    for kind in KINDS.values():
        assert issubclass(kind.record, Record)
        said = [kind.label, kind.plural, kind.empty, *(each.label for each in kind.fields)]
        said += [each.help for each in kind.fields] + [
            choice.label for each in kind.fields if each.name != "step" for choice in each.choices
        ]
        assert [each for each in said if each and untranslated(texts._(each))] == []
