"""Letters that bind, in a language that no native speaker reviewed: the draft says so, with the English beside it."""

from __future__ import annotations

import pytest

from clientguard.actions.communication.letter_templates import keep_words
from clientguard.actions.communication.letters import draft_letter
from clientguard.actions.contracts.stopping import stop_work
from clientguard.actions.leaving import deciding
from clientguard.actions.leaving.handover_papers import make_certificate
from clientguard.actions.records import editing
from clientguard.domain.records import Business, Client, Contract
from clientguard.letters.template import BINDING, shipped
from clientguard.store.records import lookup
from clientguard.texts import LANGUAGES, REVIEWED, words
from tests.factories import TODAY, add, ago, read
from tests.reports import read_pdf

UNREVIEWED = sorted(LANGUAGES.keys() - REVIEWED)


@pytest.fixture
def client(book):
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    editing.change_record(book, firm, payment_details="NL91 ABNA 0417 1643 00")
    owner = add(book, "client", name="Acme", stage="active", address="2 Quay\nHarbourtown", language="en")
    contract = add(book, "contract", client=owner, title="Care", suspension_clause="Clause 7", notice_days=30)
    add(book, "invoice", client=owner, contract=contract, number="R-7", issued=ago(40), due=ago(30), sent_on=ago(40))
    return owner


def ready(book, client, kind):
    """Bring the record to where a letter of this kind can be drafted."""
    if kind == "goodbye":
        deciding.start_leaving(book, client, ago(4), "Every invoice comes late.")
    if kind == "stop":
        with book.read() as db:
            (contract,) = lookup.find_records(db, Contract)
        stop_work(book, contract.id, TODAY, TODAY)


def drafted(book, client, kind, language):
    editing.change_record(book, read(book, Client, client), language=language)
    with book.read() as db:
        return draft_letter(db, kind, client, TODAY)


def told(draft):
    return [str(each) for each in draft.remarks if "native speaker" in str(each)]


@pytest.mark.parametrize("language", UNREVIEWED)
@pytest.mark.parametrize("kind", BINDING)
def test_a_letter_that_binds_says_so_and_has_the_english_beside_it(book, client, kind, language):
    ready(book, client, kind)
    english = drafted(book, client, kind, "en")
    found = drafted(book, client, kind, language)
    assert english.english is None
    assert told(english) == []
    assert not found.lacking
    assert found.text != english.text
    assert found.english == english.text
    assert LANGUAGES[language] in told(found)[0]


def test_a_letter_that_only_reminds_does_not(book, client):
    found = drafted(book, client, "reminder", "fy")
    assert found.english is None
    assert told(found) == []


def test_nor_does_a_letter_in_words_of_the_users_own(book, client):
    template = shipped("stop-notice", "fy")
    keep_words(book, "stop-notice", "fy", template.subject, template.body + "\nOant sjen!\n")
    found = drafted(book, client, "stop-notice", "fy")
    assert "Oant sjen!" in found.text.body
    assert found.english is None
    assert told(found) == []


def certificate(book, client, language, *, draft=True):
    made = make_certificate(book, client, TODAY, language=language)
    assert made.draft is draft
    return " ".join(read_pdf.text(made.pdf).split())


@pytest.mark.parametrize("language", UNREVIEWED)
def test_a_draft_of_the_certificate_says_so_and_prints_the_english(book, client, language):
    add(book, "data_holding", client=client, what="Orders")  # nothing has become of it, so it is a draft
    assert "No native speaker" not in certificate(book, client, "en")
    page = certificate(book, client, language)
    assert "with every copy that it knows of" in page
    assert words(language)("No native speaker has reviewed this wording yet. In English it says:").split()[0] in page


def test_a_finished_certificate_has_one_language(book, client):
    add(book, "data_holding", client=client, what="Orders", disposition="delete", done_on=ago(1), proof="Seen")
    assert "with every copy that it knows of" not in certificate(book, client, "fy", draft=False)
