"""A client's page: its state, the stop, the timeline, and every section."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from clientguard.actions.communication.incoming.import_any import TakenIn
from clientguard.actions.leaving import final_report
from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Client, Contract, Document, Message
from clientguard.store.views import lists
from clientguard.store.views.client import timeline as dated
from clientguard.ui.app.commands import commands
from clientguard.ui.dialogs.correct_dialog import CorrectDialog
from clientguard.ui.dialogs.files.file_dialog import FileDialog
from clientguard.ui.dialogs.files.sign_dialog import SignDialog
from clientguard.ui.dialogs.import_dialog import ImportDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.dialogs.sources import told
from clientguard.ui.pages.client import SECTIONS, ClientPage, TimelineSection, items
from clientguard.ui.records.table import RecordTable
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.chip import StateChip
from tests import factories
from tests.factories import ago
from tests.ui.conftest import Person
from tests.ui.settled import looked_at

MAILBOX = "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"


def chips(window: Person) -> list[str]:
    QApplication.processEvents()
    return [each.text for each in window.window.findChildren(StateChip) if each.isVisible()]


def stop(page: ClientPage) -> list[Banner]:
    return [each for each in page.findChildren(Banner) if each.isVisible()]


def timeline(page: ClientPage) -> TimelineSection:
    section = page._sections["timeline"]
    assert isinstance(section, TimelineSection)
    return section


def lines(page: ClientPage) -> list[str]:
    model = timeline(page).list.model()
    return looked_at(lambda: [model.index(row, 0).data() for row in range(model.rowCount())])


def test_the_head_says_how_it_stands(window: Person):
    page = window.page("client", "harbour")
    assert window.window.head.title.whole() == "Harbour Books"
    assert chips(window) == [
        "Work stopped",
        "€ 4,800.00 overdue, 30 days late",
        "1 request open, the oldest for 20 days",
    ]
    assert stop(page)[0].label.text() == (
        "Work has been stopped since 17 November 2026 because invoice R-1 is unpaid."
        " It starts again when the payment is recorded."
    )
    assert window.window.head.primary.text() == "Log the answer"
    window.page("client", "casa")
    assert chips(window) == ["Leaving", "€ 1,350.00 overdue, 5 days late"]
    assert window.window.head.primary.text() == "Continue leaving"
    window.page("client", "lumen")
    assert chips(window) == ["Active", "€ 600.00 owed, not yet due", "Contract until 1 Jan 2027, decide by 12 Dec 2026"]
    assert not window.window.head.primary.isVisible()


def test_the_payment_lifts_the_stop(window: Person):
    page = window.page("client", "harbour")
    window.click(stop(page)[0].button)
    window.save(window.dialog())
    window.until(lambda: not stop(page))
    assert chips(window) == ["Active", "1 request open, the oldest for 20 days"]
    assert window.read(Contract, "contract").stopped_on is None


def test_the_timeline_tells_what_happened_newest_first_and_opens_it(window: Person):
    page = window.page("client", "harbour")
    assert lines(page) == [
        "Fri 20 Nov 2026, 15:53 · Email · received: About the shop — Hello, the shop is slow. Joan",
        "19 Nov 2026 · Work: 1:30 h · Work · Set up the shop",
        "17 Nov 2026 · Problem: Paid late again · Other",
        "17 Nov 2026 · Stop of work: Shop and ads",
        "2 Nov 2026 · Request: Which colours? · Question · Answer needed by 16 Nov 2026",
        "23 Sep 2026 · Invoice: R-1 · Due 23 Oct 2026 · € 4,800.00",
        "26 Jan 2026 · Contract: Shop and ads · net 30",
    ]
    shown = timeline(page).list
    shown.setFocus()
    shown.setCurrentIndex(shown.model().index(4, 0))
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog()
    assert dialog.form.editors["title"].text() == "Which colours?"
    window.save(dialog, title="Which colours then?")
    window.until(lambda: "Which colours then?" in lines(page)[4])


@pytest.mark.parametrize(("section", "kinds"), SECTIONS)
def test_each_section_lists_its_records_or_says_what_to_do(window: Person, section: str, kinds: tuple[str, ...]):
    page = window.page("client", "harbour")
    window.click(page.tabs.buttons[section])
    for kind in kinds:
        table = next(each for each in page.findChildren(RecordTable) if each.kind.name == kind)
        if len(kinds) > 1:
            window.click(next(each for each in page._sections[section].tabs.buttons.items() if each[0] == kind)[1])
        assert table.isVisible()
        assert "client" not in [field.name for field in table.model.fields]
        with window.book.read() as db:
            held = lists.count_records(db, KINDS[kind], window.ids["harbour"])
        assert table.model.rowCount() == held
        assert table.empty.isVisible() == (held == 0)
    empty = window.page("client", "lumen")
    window.click(empty.tabs.buttons[section])
    assert [each for each in empty.findChildren(RecordTable) if each.isVisible()]


def test_the_list_of_contracts_says_by_when_notice_ends_them(window: Person):
    page = window.page("client", "lumen")
    window.click(page.tabs.buttons["contract"])
    model = page._sections["contract"]._tables["contract"].model
    window.until(lambda: model.rowCount() == 1)
    told = "20 days: notice by 12 Dec 2026 ends it on 1 Jan 2027. Its term ends on 1 Jan 2027."
    window.until(lambda: model.index(0, model.columnCount() - 1).data() == told)


def test_what_is_added_in_a_section_is_that_clients(window: Person):
    page = window.page("client", "lumen")
    window.click(page.tabs.buttons["people"])
    window.click("Add contact", page._sections["people"]._tables["contact"].empty)
    window.save(window.dialog(), name="Una Moss")
    table = page._sections["people"]._tables["contact"]
    window.until(lambda: table.model.rowCount() == 1)
    assert table.model.record(0).client == window.ids["lumen"]


def test_its_own_details_open_in_a_form(window: Person):
    window.page("client", "lumen")
    window.click("Client details")
    window.save(window.dialog(), name="Lumen & Partners")
    window.until(lambda: window.window.head.title.whole() == "Lumen & Partners")


def test_a_new_client_says_what_comes_first(empty: Person):
    assert empty.window.intents is not None
    empty.window.intents.add("client")
    empty.save(empty.dialog(), name="Harbour Books")
    empty.until(lambda: empty.window.here == "client")
    assert "Nothing has happened yet. Log a message, or drag a mailbox onto this window." in empty.seen()
    empty.click("Log message", empty.window.pages["client"])
    dialog = empty.dialog()
    assert dialog.form.editors["client"].input.currentText() == "Harbour Books"
    empty.save(dialog, subject="First call")
    page = empty.window.pages["client"]
    assert isinstance(page, ClientPage)
    empty.until(lambda: "First call" in "".join(lines(page)))


def test_a_client_that_is_gone_is_said_and_the_page_stays(window: Person):
    window.page("money")
    window.window.go("client", 99_999)
    window.look()
    assert window.window.here == "money"
    assert window.window.stack.currentWidget() is window.window.pages["money"]
    assert window.window.findChild(Banner, "notice").label.text() in window.seen()


def test_from_one_client_to_the_next_nothing_is_left_over(window: Person):
    page = window.page("client", "harbour")
    window.click(page.tabs.buttons["accounts"])
    window.page("client", "casa")
    assert page.tabs.current() == "timeline"
    assert not stop(page)
    assert "Harbour" not in " ".join(lines(page))


def test_the_files_section_says_whose_each_file_is_and_adds_one(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "brief.md").write_text("# Brief\n" + "word " * 400, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(tmp_path / "brief.md")], ""))
    page = window.page("client", "harbour")
    window.click(page.tabs.buttons["files"])
    table = page._sections["files"]._tables["attachment"]
    window.click(page._sections["files"].tabs.buttons["attachment"])
    window.click("Attach a file", table)
    window.until(lambda: len(table.model.ids) == 2)
    window.rest()
    lines = [[table.model.text(row, column) for column in range(4)] for row in (0, 1)]
    assert sorted(lines) == [
        ["Harbour Books", "brief.md", "text/markdown", "2 KB"],
        ["Shop and ads", "note.txt", "text/plain", "1 KB"],
    ]


def test_a_months_mail_stands_on_the_timeline(window: Person, corpus: Path):
    page = window.page("client", "lumen")
    window.drop(corpus / MAILBOX)
    dialog = window.dialog(ImportDialog)
    with window.qtbot.waitSignal(dialog.imported, timeout=20_000) as signal:
        window.click(dialog.start)
    result = signal.args[0]
    assert isinstance(result, TakenIn)
    assert (result.messages, len(told.duplicates(result))) == (317, 3)
    window.click("Close", dialog)
    assert sum("Email" in each for each in lines(page)) == 317
    assert len(window.all(Message)) == 318
    timeline(page).list.scrollToBottom()
    assert not window.window.grab().isNull()
    window.until(lambda: not [each for each in window.dialogs() if isinstance(each, RecordDialog)])


def test_a_former_client_is_not_left_again(window: Person):
    page = window.page("client", "lumen")
    assert page.leave.isVisible()
    assert window.window.intents is not None
    window.window.intents.open("client", window.ids["lumen"])
    dialog = window.dialog()
    dialog.form.editors["stage"].set_text("former")
    window.save(dialog)
    window.until(lambda: "Former client" in chips(window))
    assert not [
        each
        for each in window.window.findChildren(type(page.leave))
        if each.text() == "Leave this client" and each.isVisible()
    ]


def test_the_most_urgent_step_stands_at_the_head(window: Person):
    lumen = window.ids["lumen"]
    invoice = factories.add(window.book, "invoice", client=lumen, number="R-8", issued=ago(60), amount=100)
    window.page("client", "lumen")
    assert window.window.head.primary.text() == "Send reminder"
    window.click(window.window.head.primary)
    window.until(lambda: "This letter cannot be drafted yet." in window.seen())
    factories.add(window.book, "payment", client=lumen, invoice=invoice, amount=100)
    window.page("today")
    window.page("client", "lumen")
    window.until(lambda: not window.window.head.primary.isVisible())


def test_a_record_that_never_was_is_said(window: Person):
    assert window.window.intents is not None
    window.window.intents.open("invoice", 99_999)
    assert "This record is no longer there." in window.seen()
    assert not window.dialogs()


def test_a_leaving_in_progress_is_gone_on_with_and_no_second_one_begun(window: Person):
    page = window.page("client", "casa")
    assert not hasattr(page, "leave")
    (leave,) = (each for each in commands(window.window) if each.key == "leave")
    leave.act(window.window)
    window.until(lambda: window.window.here == "leaving")
    wizard = window.window.pages["leaving"]
    window.until(lambda: wizard.has_facts)
    assert wizard.leaving == window.ids["leaving"]
    window.rest()


def test_a_document_is_shown_signed_once_and_marked_once_its_facts_change(window: Person):
    casa = window.ids["casa"]
    made = final_report.final_report(window.book, casa, factories.TODAY).document
    page = window.page("client", "casa")
    window.click(page.tabs.buttons["files"])
    page._sections["files"].show_list("document")
    table = page._sections["files"]._tables["document"]
    window.until(lambda: state_of(table) == "as on record")
    window.window.intents.open("document", made)
    shown = window.dialog(FileDialog)
    assert "Correct document …" not in [each.text() for each in shown.findChildren(QPushButton)]  # not signed yet
    shown.reject()
    window.until(lambda: not window.dialogs())
    window.window.intents.sign(made)
    dialog = window.dialog(SignDialog)
    window.save(dialog, signed_on="22 nov 2026", signed_by="Joan Field")
    window.until(lambda: window.read(Document, made).signed_by == "Joan Field")
    window.window.intents.sign(made)
    window.until(lambda: "It was signed by Joan Field on 22 Nov 2026." in window.toast())
    assert not window.dialogs()
    for kind, record in (("document", made), ("attachment", window.read(Document, made).file)):  # also among the files
        window.window.intents.open(kind, record)
        window.click("Correct document …", window.dialog(FileDialog))
        window.close_form(window.dialog(CorrectDialog))
    editing.change_record(window.book, window.read(Client, "casa"), address="2 Quay")
    window.window.session.changed.emit(Changed(kinds=frozenset({"client"})))
    window.until(lambda: state_of(table) == "older than its facts: 1 change since")
    page.show_section("timeline")
    window.until(lambda: "older than its facts" in items_of(window, casa))


def state_of(table: RecordTable) -> str:
    model = table.model
    return str(model.index(0, model.columnCount() - 1).data()) if model.rowCount() else ""


def items_of(window: Person, client: int) -> str:
    with window.book.read() as db:
        return " ".join(each.text for each in items(db, dated(db, client, ("document",)), factories.TODAY))
