"""Every screen in the pseudo-language, longer by a third and accented: nothing is cut off, and nothing untranslated.

What the user entered is Thai here, so that every Latin letter outside of ⟦…⟧ is a word that nobody can translate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from clientguard import texts
from clientguard.actions import attachments, leaving, records
from clientguard.domain.records import KINDS, Attachment, Business, Record, Type
from clientguard.errors import KnownError
from clientguard.store import records as stored
from clientguard.store.engine import Casebook
from clientguard.ui.dialogs import unsaved
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.leaving.evidence import EvidenceDialog
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.main_window import PLACES
from clientguard.ui.pages.client import SECTIONS
from clientguard.ui.pages.journal import JournalPage
from clientguard.ui.preview import PreviewDialog
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Line
from clientguard.ui.widgets.lead import LeadText
from clientguard.ui.widgets.nav_item import NavItem
from tests import factories
from tests.factories import TODAY
from tests.ui.conftest import EARLIER, Person, fill

SHOP, LONG = "ร้านหนังสือริมน้ำ", "เขาจ่ายเงินช้าทุกครั้ง และไม่ตอบคำถามที่ถามไปหลายครั้งแล้ว"
KEPT = ("gate", "media_type", "message_id", "dated_by", "email", "phone")  # not for the eye, or no words
SIZES = [(900, 600), (1280, 800)]

WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
NAMES = (
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|ClientGuard|EUR|THB|net|English|practice|casebook|pdf|mbox|text|plain|application|Ctrl|PgUp|PgDown"
    r"|[0-9a-f]{64})\b"
)
LATIN = re.compile(r"[A-Za-z]{2,}")


def in_thai(book: Casebook) -> None:
    """Put Thai into every text of every record."""
    for kind in KINDS.values():
        with book.read() as db:
            found = stored.find(db, kind.record)
        for number, record in enumerate(found, 1):
            values = {
                field.name: f"{SHOP} {number}" if field.type is Type.TEXT else LONG
                for field in kind.fields
                if field.type in (Type.TEXT, Type.LONG) and getattr(record, field.name) and field.name not in KEPT
            }
            if values:
                records.change(book, record, **values)


@pytest.fixture(scope="session")
def _far(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, int]]:
    path = tmp_path_factory.mktemp("far") / "practice.casebook"
    book = factories.new_book(path, clock=factories.Ticking(EARLIER))
    factories.save(book, Business(name="Studio", owner="Ada", address="1 Mill Lane", currency="EUR"))
    ids = fill(book)
    factories.add(book, "obligation", client=ids["casa"])
    factories.add(book, "deliverable", client=ids["casa"], due=TODAY)
    leaving.release(book, ids["leaving"], "notice", "A gesture", TODAY)
    in_thai(book)
    book.close()
    return path.read_bytes(), ids


@pytest.fixture
def language() -> Iterator[None]:
    """The pseudo-language, before the window is made."""
    texts.use(texts.PSEUDO)
    yield
    texts.use("en")


@pytest.fixture
def far(
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
    person.app.open(path)
    QApplication.processEvents()
    assert (person.window.width(), person.window.height()) == size
    return person


# --- what is looked for ---


def untranslated(text: str) -> str:
    """Return the Latin words of a text that no catalogue gave."""
    while WRAPPED.search(text):
        text = WRAPPED.sub(" ", text)
    text = re.sub(r"\S*[/\\]\S*", " ", text)  # a path
    return " ".join(LATIN.findall(re.sub(NAMES, " ", text)))


def said_by(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text that a widget shows or tells a screen reader."""
    yield "tip", re.sub(r"<[^>]*>", "", widget.toolTip())
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QPushButton | QCheckBox):
        yield "text", widget.text()
    elif isinstance(widget, StateChip):
        yield "text", widget.text
    elif isinstance(widget, LeadText):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (("entry", widget.itemText(place)) for place in range(widget.count()))
    elif isinstance(widget, QTableView):
        yield from cells(widget)
    elif isinstance(widget, QListView):
        model = widget.model()
        yield from (("line", str(model.index(row, 0).data() or "")) for row in range(min(model.rowCount(), 80)))
    if isinstance(widget, QDialog):
        yield "title", widget.windowTitle()


def cells(view: QTableView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for column in range(model.columnCount()):
        yield "head", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 60)):
            yield "cell", str(model.index(row, column).data() or "")


def cut_off(widget: QWidget) -> str:
    """Return how a widget's text is cut off, or nothing. What is cut on purpose has the whole in its tip."""
    text = widget.text() if isinstance(widget, QLabel | QPushButton | QCheckBox) else ""
    if isinstance(widget, StateChip):
        short = widget.width() + 1 < widget.sizeHint().width()
        return f"{widget.width()} of {widget.sizeHint().width()} wide" if short and not widget.toolTip() else ""
    if isinstance(widget, Line | NavItem):
        whole = widget.whole() if isinstance(widget, Line) else widget.word
        return "" if whole in text or widget.toolTip() else "cut without a tip"
    if not text:
        return ""
    if isinstance(widget, QLabel):
        return label_cut_off(widget)
    hint = widget.sizeHint()
    if widget.width() + 1 < hint.width() and not widget.toolTip():
        return f"{widget.width()} of {hint.width()} wide"
    return f"{widget.height()} of {hint.height()} high" if widget.height() + 1 < hint.height() else ""


def label_cut_off(label: QLabel) -> str:
    room, metrics, text = label.contentsRect(), label.fontMetrics(), label.text()
    if not label.wordWrap():
        width = max(metrics.horizontalAdvance(line) for line in text.splitlines())
        return f"{room.width()} of {width} wide" if width > room.width() + 1 and not label.toolTip() else ""
    area = QRect(0, 0, room.width(), 100_000)
    needed = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft, text)
    if needed.height() > room.height() + 2:
        return f"{room.height()} of {needed.height()} high"
    return f"a word of {needed.width()} in {room.width()}" if needed.width() > room.width() + 1 else ""


def out_of_sight(widget: QWidget) -> str:
    """Return what a widget sticks out of, where nothing scrolls that way."""
    up, sideways, upright = widget.parentWidget(), True, True
    while up is not None and (sideways or upright):
        area = up.parentWidget()
        if isinstance(area, QAbstractScrollArea) and up is area.viewport():
            upright = False
            sideways = sideways and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        place = QRect(widget.mapTo(up, QPoint()), widget.size())
        if sideways and (place.left() < -1 or place.right() > up.width()):
            return f"sticks out of {type(up).__name__} sideways: {place.left()}–{place.right()} of {up.width()}"
        if upright and (place.top() < -1 or place.bottom() > up.height()):
            return f"sticks out of {type(up).__name__}: {place.top()}–{place.bottom()} of {up.height()}"
        if up.isWindow():
            return ""
        up = up.parentWidget()
    return ""


def inspect(root: QWidget) -> list[str]:
    """Return everything that is wrong with what a window shows."""
    QApplication.processEvents()
    QApplication.processEvents()
    wrong: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or widget.window() is not root.window():
            continue
        if any(isinstance(up, QAbstractItemView) for up in parents(widget)):
            continue  # inner parts of a list
        name = f"{type(widget).__name__} {getattr(widget, 'objectName', str)()}"
        wrong += [
            f"untranslated {what} of {name}: {bare!r} in {text!r}"
            for what, text in said_by(widget)
            if (bare := untranslated(text))
        ]
        if isinstance(widget, QLabel | QPushButton | QCheckBox | StateChip) and not in_line_edit(widget):
            text = getattr(widget, "text", "")
            shown = text() if callable(text) else text
            if problem := cut_off(widget) or (out_of_sight(widget) if shown else ""):
                wrong.append(f"{name} {shown!r}: {problem}")
        if isinstance(widget, QTableView):
            wrong += heads_cut_off(widget)
    return wrong


def heads_cut_off(view: QTableView) -> Iterator[str]:
    head = view.horizontalHeader()
    for place in range(head.count()):
        wanted, there = head.sectionSizeHint(place), head.sectionSize(place)
        if not head.isSectionHidden(place) and there + 1 < wanted:
            yield f"head {view.model().headerData(place, Qt.Orientation.Horizontal)!r}: {there} of {wanted} wide"


def parents(widget: QWidget) -> Iterator[QWidget]:
    up = widget.parentWidget()
    while up is not None and not up.isWindow():
        if not isinstance(up, QScrollArea):
            yield up
        up = up.parentWidget()


def in_line_edit(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QLineEdit | QComboBox)


def look(wrong: list[str], place: str, root: QWidget) -> None:
    wrong += [f"{place}: {each}" for each in inspect(root)]


# --- every screen ---


@pytest.mark.parametrize("far", SIZES, indirect=True)
def test_the_pages(far: Person):
    wrong: list[str] = []
    for place in PLACES:
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
            page.form.editors["name"].set_text("")
            page.form.record()
            far.click(page.save)
            far.rest()
            page.back_up(far.book.path.with_name("copy.casebook"))
            far.until(page.backup.isEnabled)
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
    page = far.page("leave", "lumen")
    page.next.click()
    far.rest()
    look(wrong, "begin", far.window)
    page = far.page("leaving", "leaving")
    for step in page.steps:
        page._show(step)
        if step == "reason":
            page.steps[step].form.editors["reason"].set_text("You are lazy and ALWAYS LATE!")
            page.steps[step]._check()
        look(wrong, step, far.window)
    page.steps["signoff"]._sign()
    page._show("signoff")
    page.steps["signoff"]._shown = 0
    page.refresh()
    look(wrong, "signoff refused", far.window)
    page.steps["reason"].form.show_record(page._case.leaving)
    assert [each for each in wrong if "lazy" not in each and "ALWAYS" not in each] == []


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.addable])
def test_the_forms(far: Person, kind: str):
    assert far.window.desk is not None
    wrong: list[str] = []
    far.window.desk.add(kind)
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
    dialog._typed = False
    dialog.reject()
    far.until(lambda: not far.dialogs())
    assert wrong == []


def test_a_record_with_its_files_and_its_draft(far: Person):
    assert far.window.desk is not None
    far.window.desk.open("contract", far.ids["contract"])
    dialog = far.dialog()
    dialog._edited()
    dialog._keep()
    far.rest()
    dialog._typed = False
    dialog.reject()
    far.until(lambda: not far.dialogs())
    far.window.desk.open("contract", far.ids["contract"])
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
    QApplication.processEvents()
    dialog = shown("evidence", EvidenceDialog, page.steps["decide"].add.click)
    dialog.reject()
    page._show("gates")
    dialog = shown("release", ReleaseDialog, page.steps["gates"].rows["payments"].release.click)
    dialog.save.click()
    far.until(dialog.save.isEnabled)
    look(wrong, "release refused", dialog)
    dialog.reject()
    far.page("client", "casa")
    box = shown("search", SearchBox, far.window.search)
    box.input.setText("qq")
    box.find()
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
    assert far.window.desk is not None
    far.window.desk.report(far.ids["casa"])
    dialog = far.dialog(PreviewDialog)
    look(wrong, "preview", dialog)
    dialog.close()
    far.until(lambda: not far.dialogs())
    far.rest()
    # The report is in the client's language, whatever that of the screen is.
    (file,) = [each for each in far.all(Attachment) if each.media_type == "application/pdf"]
    assert attachments.content(far.book, file.id)[1].startswith(b"%PDF")
    assert [each for each in wrong if "Final report" not in each] == []


def test_what_the_window_says(far: Person):
    wrong: list[str] = []
    assert far.window.desk is not None
    far.page("clients")
    far.window.desk.remove([far.ids["R-3"]])
    far.until(far.toast)
    far.window.show_error(
        KnownError("There is already a file at {path}.", kept="It was left as it is.", path="x.casebook")
    )
    look(wrong, "toast and error", far.window)
    far.rest()
    assert wrong == []


def test_the_lists_while_they_are_empty(language: None, empty: Person):
    wrong: list[str] = []
    empty.window.resize(900, 600)
    with empty.book.read() as db:
        (firm,) = stored.find(db, Business)
    records.change(empty.book, firm, name=SHOP, owner=SHOP, address=LONG)
    for place in PLACES:
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
    page.form.editors["name"].set_text(SHOP)
    page.place.setText("")
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
