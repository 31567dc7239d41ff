"""The user's own texts of letters: used once they can be, looked at before that, and given up again."""

from __future__ import annotations

import pytest

from clientguard.actions.communication import letter_preview, letter_templates, letters
from clientguard.actions.records import editing
from clientguard.domain.communication.letter_facts import NEEDS
from clientguard.errors import KnownError
from clientguard.letters.template import KINDS, TemplateError, shipped
from clientguard.store.records import notes
from clientguard.store.views.business import business
from tests.factories import TODAY, add, ago

OWN = "title: Mine\nsubject: Hi\nneeds: invoice\n---\nPlease pay {{ invoice.number }}.\n"


@pytest.fixture
def client(book):
    with book.read() as db:
        firm = business(db)
    editing.change_record(book, firm, owner="Ada North", payment_details="NL12 RABO 0123")
    made = add(book, "client", name="Harbour Books", language="en")
    add(book, "invoice", client=made, number="R-1", issued=ago(40), due=ago(26))
    return made


def draft(book, client):
    with book.read() as db:
        return letters.draft_letter(db, "reminder", client, TODAY)


def kinds(book):
    with book.read() as db:
        return {each.kind: each for each in letter_templates.letter_kinds(db, "en")}


def preview(book, client, body, subject="Hi", kind="reminder", invoice=0):
    with book.read() as db:
        return letter_preview.preview_letter(db, kind, "en", subject, body, client, TODAY, invoice)


def test_an_own_template_is_used_until_it_is_given_up_and_a_wrong_one_is_not_kept(book, client):
    usual = draft(book, client).text
    letter_templates.keep_template(book, "reminder", "en", OWN)
    assert draft(book, client).text.body == "Please pay R-1.\n"
    with pytest.raises(TemplateError, match="Line"):
        letter_templates.keep_template(book, "reminder", "en", OWN + "{% if %}")
    assert draft(book, client).text.body == "Please pay R-1.\n"
    letter_templates.keep_template(book, "reminder", "en", "")
    assert draft(book, client).text == usual


def test_words_of_ones_own_are_named_among_the_letters_and_need_what_the_shipped_ones_need(book, client):
    letter_templates.keep_words(book, "reminder", "en", "Hi", "Please pay.")
    assert [each for each, found in kinds(book).items() if found.own] == ["reminder"]
    assert list(kinds(book)) == list(KINDS)
    with book.read() as db:
        used = letter_templates.template_of(db, "reminder", "en")
    assert used.needs == shipped("reminder", "en").needs
    ships = shipped("reminder", "en")
    letter_templates.keep_words(book, "reminder", "en", ships.subject, ships.body)
    assert not kinds(book)["reminder"].own  # a later version of the shipped text is used again


def test_a_client_of_another_language_gets_the_own_english_words_where_no_others_are(book, client):
    letter_templates.keep_words(book, "reminder", "en", "Hi", "Please pay.")
    with book.read() as db:
        assert letter_templates.template_of(db, "reminder", "xx").body == "Please pay.\n"


def test_a_text_that_would_not_fit_every_letter_of_its_kind_is_refused_before_one_is_due(book, client):
    """A note that work goes on again is written without an invoice as well."""
    with pytest.raises(TemplateError, match="does not always have"):
        letter_templates.keep_words(book, "resume", "en", "Hi", "Thank you for {{ invoice.number }}.")
    body = "Thank you{% if invoice %} for {{ invoice.number }}{% endif %}."
    letter_templates.keep_words(book, "resume", "en", "Hi", body)


def test_a_kept_text_that_cannot_be_used_is_said_and_the_shipped_one_is_drafted(book, client):
    usual = draft(book, client).text
    book.write(lambda write: notes.put_note(write, "letter en reminder", OWN + "\n{{ nobody }}"))
    found = draft(book, client)
    assert found.text == usual
    assert found.remarks[0].values["line"] == 7
    wrong = kinds(book)["reminder"].wrong
    assert wrong is not None
    assert wrong.line == 7


@pytest.mark.parametrize(
    ("subject", "body", "place"),
    [
        ("{{ nobody }}", "Fine.", ("subject", 0)),
        ("Fine", "Fine.\n\n{{ nobody }}", ("letter", 3)),
        ("Fine", "\n\n{{ nobody }}", ("letter", 3)),
        ("Fine", "x" * 20_000, ("letter", 0)),
    ],
)
def test_what_is_wrong_with_words_is_placed_in_them(book, client, subject, body, place):
    with pytest.raises(TemplateError) as found:
        preview(book, client, body, subject)
    assert letter_templates.place_of(found.value) == place


# --- a look at it ---


def test_a_preview_is_about_the_client_and_the_invoice_that_were_chosen_and_keeps_nothing(book, client):
    second = add(book, "invoice", client=client, number="R-2", issued=ago(20), due=ago(6))
    assert preview(book, client, "Pay {{ invoice.number }}.").text.body == "Pay R-1.\n"
    assert preview(book, client, "Pay {{ invoice.number }}.", invoice=second).text.body == "Pay R-2.\n"
    assert not kinds(book)["reminder"].own
    other = add(book, "client", name="Mill")
    with pytest.raises(KnownError, match="not an unpaid one"):
        preview(book, other, "Pay.", invoice=second)


def test_what_the_record_lacks_is_said_and_made_up(book, client):
    found = preview(book, client, "{{ contract.title }} since {{ contract.stopped }}", kind="stop")
    assert [each.text for each in found.made_up] == [NEEDS["stop"]]
    assert "since" in found.text.body
    assert preview(book, client, "x").made_up == ()
    assert [each.text for each in preview(book, 0, "{{ sender.owner }}").made_up] == [NEEDS["invoice"]]


def test_a_preview_begins_with_a_client_who_has_what_the_letter_needs(book):
    add(book, "client", name="Abbey")
    late = add(book, "client", name="Mill")
    add(book, "invoice", client=late, number="M-1", issued=ago(40), due=ago(26))
    with book.read() as db:
        found = letter_preview.template_to_edit(db, "reminder", "en", TODAY)
        assert (found.first, [name for _id, name in found.clients]) == (late, ["Abbey", "Mill"])
        assert [number for _id, number in letter_preview.preview_invoices(db, late, TODAY)] == ["M-1"]


def test_a_casebook_without_clients_shows_a_made_up_letter(book):
    with book.read() as db:
        found = letter_preview.template_to_edit(db, "reminder", "en", TODAY)
    assert (found.first, found.clients) == (0, ())
    assert preview(book, 0, found.template.body).text.body.startswith("Hello,")
