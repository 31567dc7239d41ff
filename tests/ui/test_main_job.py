"""The main job, through the window: from a real mailbox and a real contract to a printed final report (P4)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientguard.actions.casebook import casebooks
from clientguard.actions.leaving import deciding, signing
from clientguard.actions.records import editing
from clientguard.domain.records import KINDS, Account, Business, Client, Contract, Document, Leaving, Message, Record
from clientguard.exchange.mail import read_mail
from clientguard.reports.paper.archive import attached_facts
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.plain_errors import InUseError
from clientguard.store.records import lookup
from clientguard.store.views import client as client_view
from clientguard.ui.app import app as application
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.dialogs.sources import told
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.leaving.release import ReleaseDialog
from clientguard.ui.look.theme import Theme, theme
from clientguard.ui.pages.client import ClientPage, TimelineSection
from clientguard.ui.pages.today import TodayPage
from clientguard.ui.widgets.queue_row import QueueRow
from tests.actions.leaving.closing_steps import release_all
from tests.ui.settled import settle

TODAY = date(2026, 11, 22)
MAILBOX = "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"
CONTRACT = "contracts/riservato-xyz+contract-killer/locale/en-US/preview.md"


class Driver:
    """A person at the window."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, home: Path) -> None:
        self.qtbot = qtbot
        if qapp.findChild(Theme) is None:
            Theme(qapp)
        theme().use("light")
        self.app = application.App(qapp, application.Options([]), Settings.load(home / "config"))
        self.app.today = lambda: TODAY
        self.window = self.app.window
        self.window.resize(1280, 800)
        self.window.show()
        self.app.begin()
        settle()

    @property
    def book(self) -> Casebook:
        assert self.app.book is not None
        return self.app.book

    def page(self, name: str) -> QWidget:
        return self.window.pages[name]

    def dialog(self, cls: type[QWidget]) -> QWidget:
        """The open dialog of a class, once it is there."""

        def found() -> list[QWidget]:
            return [each for each in QApplication.topLevelWidgets() if isinstance(each, cls) and each.isVisible()]

        self.qtbot.waitUntil(lambda: len(found()) == 1)
        return found()[0]

    def fill(self, dialog: RecordDialog, **texts: str) -> None:
        """Type into a form and press its button; wait until it is saved and closed."""
        for name, text in texts.items():
            editor = dialog.form.editors[name]
            editor.set_text(text)
        with self.qtbot.waitSignal(dialog.finished, timeout=5000):
            self.qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        settle()

    def add(self, kind: str, **texts: str) -> None:
        assert self.window.intents is not None
        self.window.intents.add(kind)
        self.fill(self.dialog(RecordDialog), **texts)

    def click(self, button: QPushButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def all(self, cls: type[Record]) -> list:
        with self.book.read() as db:
            return lookup.find_records(db, cls)

    def drop(self, path: Path) -> None:
        """Drag a file from the desktop onto the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(400, 400),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.window.dropEvent(event)


@pytest.fixture
def driver(qtbot: QtBot, qapp: QApplication, clientguard_home: Path):
    made = Driver(qtbot, qapp, clientguard_home)
    yield made
    made.window.close()
    made.app.deleteLater()
    made.window.deleteLater()


def test_from_a_mailbox_and_a_contract_to_the_final_report(driver: Driver, corpus: Path, tmp_path: Path) -> None:
    casebook = tmp_path / "practice.casebook"
    make_casebook(driver, casebook)
    add_client_with_contract(driver, corpus)
    import_mailbox(driver, corpus)
    see_the_overdue_invoice(driver)
    decide_to_leave(driver)
    pdf = leave(driver)
    read_the_report_back(driver, pdf)
    refuse_a_second_instance(casebook)
    driver.window.close()
    assert not casebook.with_name("practice.casebook-wal").exists()
    anchor = attached_facts(pdf)["anchor"]
    found = casebooks.verify_casebook(casebook, (f"{anchor['size']}:{anchor['root_hex']}",))
    assert found.valid, found.faults


def make_casebook(driver: Driver, casebook: Path) -> None:
    page = driver.page("first run")
    page.name.setText("Mira Aalto Consulting")
    page.keep_at(casebook)
    driver.click(page.start)
    driver.qtbot.waitUntil(lambda: driver.window.session is not None)
    settle()
    assert casebook.exists()
    (firm,) = driver.all(Business)
    editing.change_record(driver.book, firm, owner="Mira Aalto", address="Kanaalweg 12\n8911 Ljouwert", currency="EUR")


def add_client_with_contract(driver: Driver, corpus: Path) -> None:
    driver.add(
        "client", name="Casa Verde S.L.", since="2026-02-03", currency="EUR", address="Calle Mayor 4\n28013 Madrid"
    )
    driver.qtbot.waitUntil(lambda: isinstance(driver.window.stack.currentWidget(), ClientPage))
    settle()
    driver.window.intents.add("contract")
    dialog = driver.dialog(RecordDialog)
    dialog.attach([corpus / CONTRACT])
    driver.fill(
        dialog,
        title="Spring shop and campaigns",
        starts="2026-02-03",
        payment_terms="net 5",
        notice_count="30",
        handover_clause="Templates stay ours until paid (clause 9).",
    )
    (contract,) = driver.all(Contract)
    with driver.book.read() as db:
        (file,) = client_view.attachments(db, contract.id)
    assert file.name == "preview.md"
    assert file.size == (corpus / CONTRACT).stat().st_size
    driver.add("invoice", number="2026-041", issued="2026-11-01", amount="1,350.00")
    driver.add("deliverable", title="Shop", state="accepted", due="2026-04-02", settled_on="2026-04-10")
    driver.add("result", measure="Orders a month", unit="orders", before="41", after="188", measured_on="2026-10-31")
    driver.add("account", name="Domain casaverde.example", ownership="client")
    driver.add("account", name="Campaign templates", ownership="mine", clause="clause 9")


def import_mailbox(driver: Driver, corpus: Path) -> None:
    driver.drop(corpus / MAILBOX)
    dialog = driver.dialog(ImportDialog)
    settle()
    assert dialog.client.currentText() == "Casa Verde S.L."
    with driver.qtbot.waitSignal(dialog.imported, timeout=20_000) as signal:
        driver.click(dialog.start)
    (result,) = signal.args
    assert (result.messages, len(told.duplicates(result)), len(told.unreadable(result))) == (317, 3, 0)
    assert dialog.skipped.rowCount() == 3
    driver.click(dialog.start)  # it says Close now
    messages = driver.all(Message)
    # 36 of the 320 have no Date; two of those are second deliveries, so 34 of them are on record
    drafts = list(read_mail.read_mail([corpus / MAILBOX]))
    assert sum(each.dated_by == "envelope" for each in drafts) == 36
    assert sum(each.dated_by == "envelope" for each in messages) == 34
    page = driver.page("client")
    page.show_section("timeline")
    settle()
    section = page._sections["timeline"]
    assert isinstance(section, TimelineSection)
    with driver.book.read() as db:
        on_it = [record for record, kind in client_view.timeline(db, page.client) if kind == "message"]
    assert len(on_it) == 317
    assert section.list.model().rowCount() >= 317


def see_the_overdue_invoice(driver: Driver) -> None:
    driver.window.go("today")
    settle()
    page = driver.page("today")
    assert isinstance(page, TodayPage)
    rows = page.findChildren(QueueRow)
    assert [row.what.text() for row in rows] == ["Casa Verde S.L.: invoice 2026-041 is past due"]
    assert "€ 1,350.00" in rows[0].why.text()
    assert rows[0].since.text() == "16 days late"  # net 5 from 1 November
    driver.qtbot.mouseRelease(rows[0], Qt.MouseButton.LeftButton)
    settle()
    assert isinstance(driver.window.stack.currentWidget(), ClientPage)


def decide_to_leave(driver: Driver) -> None:
    driver.click(driver.page("client").leave)
    page = wizard(driver)
    step = page.steps["decide"]
    step.form.editors["reasons"].set_text("Invoice 2026-041 unpaid; no answer to three questions.")
    step.form.editors["alternatives"].set_text("A talk on 10 November; other terms were declined.")
    step.form.editors["against_advice"].set_text("It costs more than it brings.")
    driver.click(page.next)
    driver.qtbot.waitUntil(lambda: page.leaving != 0)
    settle()
    message = driver.all(Message)[0]
    with driver.qtbot.waitSignal(driver.window.session.changed):
        driver.window.session.do(lambda _job: deciding.add_evidence(driver.book, page.leaving, message.id))
    settle()
    onward(driver, "owed")


def wizard(driver: Driver) -> LeavingPage:
    page = driver.window.stack.currentWidget()
    assert isinstance(page, LeavingPage)
    return page


def onward(driver: Driver, step: str) -> None:
    page = wizard(driver)
    driver.click(page.next)
    driver.qtbot.waitUntil(lambda: page.here == step)
    settle()


def leave(driver: Driver) -> bytes:
    page = wizard(driver)
    rows = page.steps["owed"].rows
    assert not hasattr(rows["deliverables"], "release")
    assert "Campaign templates" in visible_text(rows["payments"])
    driver.click(rows["payments"].release)
    dialog = driver.dialog(ReleaseDialog)
    dialog.form.editors["reason"].set_text("Peace is worth more than the templates.")
    with driver.qtbot.waitSignal(dialog.finished):
        driver.click(dialog.save)
    driver.qtbot.waitUntil(lambda: not hasattr(page.steps["owed"].rows["payments"], "release"))
    settle()
    onward(driver, "tell")
    page.steps["tell"].form.editors["notice_given"].set_text("2026-11-12")
    use = page.steps["tell"].findChildren(QPushButton, options=Qt.FindChildOption.FindChildrenRecursively)
    driver.click(
        next(each for each in use if each.accessibleName().startswith("Use: ") and "2026-041" in each.accessibleName())
    )
    onward(driver, "hand_over")
    (leaving,) = driver.all(Leaving)
    assert leaving.last_day == date(2026, 12, 12)
    hand_over(driver, page)
    onward(driver, "report")
    editing.change_record(driver.book, driver.all(Leaving)[0], agreed_last_day=TODAY)
    release_all(driver.book, page.leaving)
    page.refresh()
    settle()
    page.steps["report"].form.editors["summary"].set_text("Orders rose from 41 to 188 a month.")
    driver.click(page.steps["report"].make)
    preview = driver.dialog(PreviewDialog)
    preview.close()
    with driver.book.read() as db:
        (paper,) = lookup.find_records(db, Document)
        (file,) = client_view.attachments(db, paper.id)
    from clientguard.actions.records.attachments import read_content

    _name, pdf = read_content(driver.book, file.id)
    onward(driver, "close")
    signing.note_signed(driver.book, paper.id, TODAY, "M. Ruiz")
    page.refresh()
    step = page.steps["close"]
    # The step reads what is in the way in the background, while other tests keep the processors busy.
    driver.qtbot.waitUntil(step.finish.isEnabled, timeout=20_000)
    driver.click(step.finish)
    driver.qtbot.waitUntil(lambda: driver.all(Leaving)[0].signed_off is not None)
    settle()
    assert driver.all(Client)[0].stage == "former"
    return pdf


def hand_over(driver: Driver, page: LeavingPage) -> None:
    for account in driver.all(Account):
        row = page.steps["hand_over"].rows[account.id]
        for said in ("Accepted by the client", "Client has signed in", "Own access removed"):
            assert row.next.text() == said
            with driver.qtbot.waitSignal(driver.window.session.changed):
                driver.click(row.next)
            settle()
        driver.click(row.next)
        dialog = driver.dialog(RecordDialog)
        dialog.form.editors["proof"].set_text("Mail of 21 November")
        with driver.qtbot.waitSignal(dialog.finished):
            driver.click(dialog.save)
        settle()


def visible_text(widget: QWidget) -> str:
    """What a widget says: its labels, and what it draws itself by its accessible name."""
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join([*labels, *(each.accessibleName() for each in widget.findChildren(QWidget))])


def read_the_report_back(driver: Driver, pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    text = " ".join(" ".join(pages).split())
    for part in ("Mira Aalto Consulting", "Casa Verde S.L.", "1,350.00", "Domain casaverde.example", "188"):
        assert part in text
    assert "Peace is worth more" not in text  # why a gate was released is nobody's business but the user's
    facts = attached_facts(pdf)
    assert facts["anchor"]["root_hex"] in text.replace(" ", "")
    assert re.search(rf"page 1 of {len(pages)}", text)
    assert facts["statement"][0]["open"] == {"amount": "1350.00", "currency": "EUR"}
    assert {each["name"] for each in facts["accounts"]} == {"Domain casaverde.example", "Campaign templates"}


def refuse_a_second_instance(casebook: Path) -> None:
    with pytest.raises(InUseError):
        Casebook.open(casebook)


def test_every_kind_has_a_form_that_opens(driver: Driver, tmp_path: Path) -> None:
    make_casebook(driver, tmp_path / "practice.casebook")
    for kind in KINDS.values():
        if not kind.addable:
            continue
        driver.window.intents.add(kind.name)
        dialog = driver.dialog(RecordDialog)
        assert all(editor.input.accessibleName() for editor in dialog.form.editors.values())
        dialog.reject()
        driver.qtbot.waitUntil(
            lambda: not any(isinstance(w, RecordDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
        )
