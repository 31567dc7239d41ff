"""What is typed into a form is read in the language of the screen, and what stands there is written in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from clientguard import texts
from clientguard.domain.money.terms import usual_terms
from clientguard.domain.records import Contract, Invoice
from clientguard.ui.dialogs.money.line_row import texts_of
from clientguard.ui.records.shown import shown as shown_in_lists
from tests.factories import TODAY
from tests.ui.conftest import Person


@pytest.fixture(name="tongue")
def language_of_the_screen() -> Iterator[None]:
    yield
    texts.use("en")


def test_a_form_in_west_frisian_takes_and_shows_a_decimal_comma(window: Person, tongue: None):
    texts.use("fy")
    window.save(window.open_record("invoice", "R-3"), amount="1.234,50")
    assert window.read(Invoice, "R-3").amount == 123_450
    dialog = window.open_record("invoice", "R-3")
    amount = dialog.form.editors["amount"]
    assert amount.text() == "1234,50"
    window.enter(dialog, amount="1.234")
    window.click(dialog.save)
    window.until(amount.error)
    assert "1234,00" in amount.error()
    assert "1,23" in amount.error()
    window.enter(dialog, amount="1234,50")
    window.close_form(dialog)
    assert window.read(Invoice, "R-3").amount == 123_450


def test_a_form_in_thai_takes_buddhist_years_and_says_the_day_in_full(window: Person, tongue: None):
    texts.use("th")
    dialog = window.open_form("invoice")
    issued = dialog.form.editors["issued"]
    window.enter(dialog, issued="")
    hint = issued._hint.text()
    assert "22/11/2569" in hint
    issued.set_text("๒๐ พ.ย. ๒๕๖๙")
    assert issued.value("") == date(2026, 11, 20)
    assert issued._hint.text() == texts.current().date(date(2026, 11, 20), "full")
    issued.set_text("20/11/69")
    issued.input.settle()
    assert issued.text() == "20/11/69", "what was not understood stays as it was typed"
    assert issued._hint.text() == hint
    dialog.done(0)
    window.until(lambda: not window.dialogs())


def test_the_journal_is_filtered_by_days_of_the_language(window: Person, tongue: None):
    texts.use("th")
    page = window.page("journal")
    page.filter.since.setText(f"{TODAY.day}/{TODAY.month}/{TODAY.year + 543}")
    window.until(lambda: page.filter.wanted().since == TODAY)
    page.filter.clear()


def test_a_line_of_an_invoice_is_written_with_the_decimal_mark_of_the_language(tongue: None):
    from clientguard.domain.records import InvoiceLine

    line = InvoiceLine(description="Design", quantity="1.5", unit_price=80_50, amount=120_75)
    texts.use("fy")
    shown = texts_of(line, "EUR")
    assert (shown["quantity"], shown["unit_price"], shown["amount"]) == ("1,5", "80,50", "120,75")


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("th", "เครดิต ๔๕ วัน", "ภายใน 45 วัน"),
        ("ms", "45 hari dari tarikh invois", "dalam 45 hari"),
        ("fy", "45 dagen nei fakturdatum", "binnen 45 dagen"),
    ],
)
def test_payment_terms_are_typed_and_shown_in_the_language_and_stored_in_english(
    window: Person, tongue: None, language: str, typed: str, shown: str
):
    texts.use(language)
    dialog = window.open_form("contract", client=window.ids["harbour"])
    terms = dialog.form.editors["payment_terms"]
    assert [each.text() for each in terms.phrases] == list(usual_terms(language))
    terms._take(typed)  # QTest types no Thai
    assert texts.current().date(date(2027, 1, 6)) in terms.remark()
    window.save(dialog, title="Care")
    care = next(each for each in window.all(Contract) if each.title == "Care")
    assert care.payment_terms == "net 45"
    assert shown_in_lists(care.kind.field("payment_terms"), care, {}) == shown
    window.ids["care"] = care.id
    dialog = window.open_record("contract", "care")
    assert dialog.form.editors["payment_terms"].text() == shown
    window.enter(dialog, payment_terms="net 45 x")
    dialog.form.editors["payment_terms"].left.emit()
    assert "“x”" in dialog.form.editors["payment_terms"].error()
    dialog.form.editors["payment_terms"]._take(shown)
    window.close_form(dialog)
    assert window.read(Contract, "care").payment_terms == "net 45"


def test_a_draft_is_read_in_the_language_in_which_it_was_typed(window: Person, tongue: None):
    texts.use("fy")
    dialog = window.open_form("invoice", client=window.ids["harbour"])
    window.enter(dialog, number="9.100,20", amount="1.234,50", issued="2 maart 2026")
    window.answer(texts.current()("Keep it as a draft"), dialog.reject)
    window.rest()
    texts.use("en")
    dialog = window.open_form("invoice", client=window.ids["harbour"])
    shown = {name: dialog.form.editors[name].text() for name in ("number", "amount", "issued")}
    assert shown == {"number": "9.100,20", "amount": "1234.50", "issued": "2026-03-02"}
    window.save(dialog)
    saved = next(each for each in window.all(Invoice) if each.number == "9.100,20")
    assert (saved.amount, saved.issued) == (123_450, date(2026, 3, 2))


def test_terms_of_a_draft_are_shown_in_the_language_of_the_screen_and_what_is_half_typed_stays(
    window: Person, tongue: None
):
    texts.use("ms")
    dialog = window.open_form("contract", client=window.ids["harbour"])
    window.enter(dialog, title="Care", payment_terms="30 hari bersih", starts="32 ogos")
    window.answer(texts.current()("Keep it as a draft"), dialog.reject)
    window.rest()
    texts.use("fy")
    dialog = window.open_form("contract", client=window.ids["harbour"])
    assert dialog.form.editors["payment_terms"].text() == "binnen 30 dagen"
    assert dialog.form.editors["starts"].text() == "32 ogos"
    window.close_form(dialog)
