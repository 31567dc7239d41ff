"""Late interest in the window: worked out, asked for what is missing, and made into its sheet (P3.2)."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import QPoint

from clientguard import paths, texts
from clientguard.domain.records import Document, Invoice
from clientguard.reports.paper.archive import attached_facts
from clientguard.ui.dialogs.money.interest_dialog import InterestDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from tests.factories import add
from tests.ui.conftest import Person


@pytest.fixture
def invoice(window: Person) -> int:
    """An invoice under Dutch law that was due on 1 October 2026 and has been sent."""
    client = add(window.book, "client", name="De Molen", country="NL", currency="EUR")
    contract = add(window.book, "contract", client=client, title="Care", payment_terms="net 30", law="NL")
    return add(
        window.book, "invoice", client=client, contract=contract, number="M-1", issued=date(2026, 9, 1),
        amount=480_000, currency="EUR", sent_on=date(2026, 9, 1),
    )  # fmt: skip


def opened(window: Person, invoice: int) -> InterestDialog:
    window.window.intents.late_interest(invoice)
    dialog = window.dialog(InterestDialog)
    window.until(lambda: dialog._shown is not None)
    return dialog


def seen(window: Person, dialog: InterestDialog) -> str:
    return window.seen(dialog).replace("\xa0", " ")


def choose(window: Person, dialog: InterestDialog, regime: str, until: str) -> None:
    dialog.regime.setCurrentIndex(dialog.regime.findData(regime))
    window.until(lambda: until in seen(window, dialog))


def test_the_working_is_shown_by_the_law_that_governs_and_its_sheet_is_kept(window: Person, invoice: int):
    dialog = opened(window, invoice)
    said = seen(window, dialog)
    assert "of interest and a fixed sum of € 40.00, to pay in all" in said
    assert "2 Oct 2026 to 22 Nov 2026" in said
    assert "Netherlands: BW 6:119a" in said
    assert "not legal advice" in said
    window.click("Create the sheet", dialog)
    shown = window.dialog(PreviewDialog)
    facts = attached_facts(shown._pdf)
    assert facts["debts"][0]["invoice"] == "M-1"
    (kept,) = [each for each in window.all(Document) if each.type == "interest sheet"]
    assert kept.made_on == date(2026, 11, 22)
    shown.close()
    window.rest()


def test_another_law_can_be_chosen_and_where_there_is_no_right_no_sheet_is_offered(window: Person, invoice: int):
    dialog = opened(window, invoice)
    choose(window, dialog, "th", "5.00")
    assert dialog.save.isEnabled()
    choose(window, dialog, "my", "No general right to interest")
    assert not dialog.save.isEnabled()
    dialog.reject()
    window.rest()


def test_what_decides_on_the_start_is_asked_and_can_be_entered_after_the_invoice_was_sent(window: Person, invoice: int):
    dialog = opened(window, invoice)
    window.click("Change what decides from which day it runs …", dialog)
    form = window.dialog(RecordDialog)
    form.form.editors["due_agreed"].set_value("stated", "")
    window.click("Save", form)
    window.until(lambda: "No due date was agreed" in seen(window, dialog))
    assert "2 Oct 2026 to" in seen(window, dialog)  # 30 days from 1 September, when it was sent
    assert window.read(Invoice, invoice).due_agreed == "stated"
    dialog.reject()
    window.rest()


def test_a_rate_that_is_not_known_is_asked_for_and_added_from_there(window: Person, invoice: int, monkeypatch):
    late = date(2031, 3, 1)
    monkeypatch.setattr(window.window.session, "today", lambda: late)
    dialog = opened(window, invoice)
    window.until(lambda: dialog.banner is not None)
    assert "No rate is known from 1 Jan 2027 to 30 Jun 2027" in seen(window, dialog)
    assert not dialog.save.isEnabled()
    window.click("Add the rate …", dialog)
    form = window.dialog(RecordDialog)
    assert form.record.base == "ecb-mro"
    assert form.record.starts == date(2027, 1, 1)
    form.reject()
    dialog.reject()
    window.rest()


def test_it_opens_from_the_menu_of_a_row(window: Person, invoice: int):
    page = window.page("money")
    table = page.tables["invoice"]
    window.until(lambda: invoice in table.model.ids)
    table.view.selectRow(table.model.ids.index(invoice))
    table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.choose("Late interest …")
    dialog = window.dialog(InterestDialog)
    assert "M-1" in dialog.windowTitle()
    window.until(lambda: dialog._shown is not None)
    dialog.reject()
    window.rest()


def test_what_the_law_asks_for_is_said_in_the_language_of_the_screens(window: Person, invoice: int):
    texts.use("th")
    regimes = json.loads((paths.resources() / "law" / "regimes.json").read_text("utf-8"))
    (first, *_rest) = regimes["nl"]["conditions"]["th"]
    dialog = opened(window, invoice)
    assert first in seen(window, dialog).replace("\u200b", "")
    dialog.close()
    window.rest()
