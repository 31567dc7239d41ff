"""A document that was made: which later changes it is told of, its signature, and what becomes of it."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest

from clientguard.actions.casebook import casebooks, export_all
from clientguard.actions.journal import corrections
from clientguard.actions.leaving import deciding, final_report, signing
from clientguard.actions.privacy import data_report, erasure
from clientguard.actions.records import editing
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Business, Client, Document, Leaving
from clientguard.errors import KnownError
from clientguard.store.journal import blobs, entry_log
from clientguard.store.records import lookup
from clientguard.store.views.leaving import documents
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def made(book) -> dict[str, int]:
    """A client with something in every part of the report, by kind, and the report as `document`."""
    ids = {"client": factories.add(book, "client", name="Harbour Books", since=ago(400))}

    def add(kind: str, **values: Any) -> None:
        ids[kind] = factories.add(book, kind, client=ids["client"], **values)

    add("contract")
    add("deliverable", contract=ids["contract"], due=ago(30))
    add("result", measured_on=ago(20))
    add("invoice")
    add("payment", invoice=ids["invoice"], amount=100)
    add("account", ownership="mine", renews=TODAY + timedelta(days=90))
    add("obligation")
    add("extension", deliverable=ids["deliverable"], agreed_on=ago(40), new_due=ago(25), reason="Photos came late")
    add("change_order", contract=ids["contract"], what="A blog", agreed_on=ago(50), amount=30_000, currency="EUR")
    add("data_holding", what="Photos")
    ids["leaving"] = deciding.start_leaving(book, ids["client"], ago(20), "Late.").first
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    ids["business"] = firm.id
    ids["document"] = final_report.final_report(book, ids["client"], TODAY).document
    return ids


def state(book, made, days: int = 0) -> documents.DocumentState:
    with book.read() as db:
        (found,) = documents.documents_of(db, made["client"], TODAY + timedelta(days=days), monday_to_friday)
        assert documents.document_states(db, [made["document"]], TODAY + timedelta(days=days), monday_to_friday) == {
            found.document.id: found
        }
    return found


def told(book, made, days: int = 0) -> list[str]:
    return [current().say(each.words) for each in state(book, made, days).changes]


def change(book, record: int, **values: Any) -> None:
    with book.read() as db:
        found = lookup.any_record(db, record)
    editing.change_record(book, found, **values)


PRINTED = [
    ("business", {"name": "Studio South"}, "Your business: Name was “Studio North”, and is “Studio South” now."),
    ("business", {"owner": "A. North"}, "Your business: Owner was “Ada North”, and is “A. North” now."),
    ("business", {"address": "2 Mill Lane"}, "Your business: Address was “1 Mill Lane”, and is “2 Mill Lane” now."),
    ("business", {"email": "a@n.example"}, "Your business: Email was empty, and is “a@n.example” now."),
    ("business", {"phone": "12"}, "Your business: Phone was empty, and is “12” now."),
    ("business", {"tax_number": "NL"}, "Your business: Tax number was empty, and is “NL” now."),
    ("client", {"name": "Quay"}, "Client: Name was “Harbour Books”, and is “Quay” now."),
    ("client", {"address": "1 Quay\nHarbour"}, "Client: Address was empty, and is “1 Quay, Harbour” now."),
    ("client", {"tax_number": "NL"}, "Client: Tax number was empty, and is “NL” now."),
    ("client", {"language": "fy"}, "Language was “en”, and is “fy” now."),
    ("contract", {"title": "Shop"}, "Engagement was “Shop and ads”, and is “Shop” now."),
    ("contract", {"starts": ago(310)}, "Engagement: Start was 26 Jan 2026, and is 16 Jan 2026 now."),
    ("leaving", {"last_day": TODAY}, "Engagement: End was empty, and is 22 Nov 2026 now."),
    ("leaving", {"summary": "It runs."}, "In short was empty, and is “It runs.” now."),
    ("leaving", {"open_items": "Post it"}, "Still to do: Post it is on record now, and was not."),
    ("result", {"measure": "Orders"}, "Result “Orders a week”: Measure was “Orders a week”, and is “Orders” now."),
    ("result", {"before": "121"}, "Result “Orders a week”: Before was “120”, and is “121” now."),
    ("result", {"after": "200"}, "Result “Orders a week”: After was “188”, and is “200” now."),
    ("result", {"unit": "orders"}, "Result “Orders a week”: Unit was empty, and is “orders” now."),
    ("result", {"proof": "Till"}, "Result “Orders a week”: Proof was empty, and is “Till” now."),
    ("result", {"measured_on": ago(19)}, "Result “Orders a week”: Measured on was 2 Nov 2026, and is 3 Nov 2026 now."),
    ("deliverable", {"title": "Shop"}, "Deliverable “New shop”: Title was “New shop”, and is “Shop” now."),
    ("deliverable", {"state": "accepted"}, "Deliverable “New shop”: State was Agreed, and is Accepted now."),
    ("deliverable", {"due": ago(29)}, "Deliverable “New shop”: Due was 23 Oct 2026, and is 24 Oct 2026 now."),
    (
        "deliverable",
        {"delivered_on": ago(1)},
        "Deliverable “New shop”: Delivered on was empty, and is 21 Nov 2026 now.",
    ),
    (
        "deliverable",
        {"settled_on": ago(1)},
        "Deliverable “New shop”: Accepted or dropped on was empty, and is 21 Nov 2026 now.",
    ),
    ("account", {"name": "Ads"}, "Account “Ad account”: Name was “Ad account”, and is “Ads” now."),
    (
        "account",
        {"ownership": "client"},
        "Account “Ad account”: Ownership was Yours until paid, and is Client's own now.",
    ),
    ("account", {"owner": "Joan"}, "Account “Ad account”: Handed over to was empty, and is “Joan” now."),
    ("account", {"offered_on": TODAY}, "Account “Ad account”: Offered on was empty, and is 22 Nov 2026 now."),
    ("account", {"accepted_on": TODAY}, "Account “Ad account”: Accepted on was empty, and is 22 Nov 2026 now."),
    ("account", {"tested_on": TODAY}, "Account “Ad account”: Client signed in on was empty, and is 22 Nov 2026 now."),
    (
        "account",
        {"removed_on": TODAY},
        "Account “Ad account”: Own access removed on was empty, and is 22 Nov 2026 now.",
    ),
    ("account", {"renews": None}, "Account “Ad account”: Renews on was 20 Feb 2027, and is empty now."),
    ("account", {"clause": "§ 4"}, "Account “Ad account”: Contract clause was empty, and is “§ 4” now."),
    ("invoice", {"number": "R-9"}, "Invoice R-1: Number was “R-1”, and is “R-9” now."),
    ("invoice", {"issued": ago(61)}, "Invoice R-1: Issued was 23 Sep 2026, and is 22 Sep 2026 now."),
    ("invoice", {"due": ago(3)}, "Invoice R-1: Due was 23 Oct 2026, and is 19 Nov 2026 now."),
    ("invoice", {"amount": 1}, "Invoice R-1: Amount was € 4,800.00, and is € 0.01 now."),
    ("payment", {"amount": 200}, "Payment of 12 Nov 2026: Amount was € 1.00, and is € 2.00 now."),
    ("payment", {"amount": 200}, "Invoice R-1: Paid was € 1.00, and is € 2.00 now."),
    (
        "extension",
        {"reason": "Photos"},
        "Deliverable “New shop”: Moved to was 28 Oct 2026 (“Photos came late”), and is 28 Oct 2026 (“Photos”) now.",
    ),
    ("change_order", {"amount": None}, "Agreed change “A blog”: Amount was € 300.00, and is empty now."),
    ("data_holding", {"personal": True}, "Data “Photos”: Holds personal data was no, and is yes now."),
    (
        "data_holding",
        {"disposition": "delete", "chosen_on": TODAY},
        "Data “Photos”: What the client wants was empty, and is Delete it now.",
    ),
    ("result", {"objective": "400"}, "Result “Orders a week”: Objective was empty, and is “400” now."),
    (
        "result",
        {"withheld": "Access"},
        "Result “Orders a week”: Held back or approved late was empty, and is “Access” now.",
    ),
    ("contract", {"rights": "Yours once paid"}, "Rights in the work was empty, and is “Yours once paid” now."),
    ("contract", {"signed": ago(320)}, "Contract: Signed was empty, and is 6 Jan 2026 now."),
    ("contract", {"notice_days": 60}, "Contract: Notice period was 30 days, and is 60 days now."),
    (
        "business",
        {"payment_details": "IBAN NL91ABNA0417164300"},
        "Payment details was empty, and is “IBAN NL91ABNA0417164300” now.",
    ),
    ("leaving", {"successor": "B. Lee"}, "Afterwards: Who takes over was empty, and is “B. Lee” now."),
    (
        "account",
        {"no_reply_on": TODAY},
        "Account “Ad account”: Closed without a reply on was empty, and is 22 Nov 2026 now.",
    ),
    (
        "account",
        {"owner_of_record": "Joan"},
        "Account “Ad account”: Owner on record there was empty, and is “Joan” now.",
    ),
    ("obligation", {"what": "A refund"}, "Still to do: Settle: A refund is on record now, and was not."),
]


def test_a_printed_fact_that_changes_marks_it_until_it_is_changed_back(book, made):
    assert (state(book, made).state, told(book, made)) == ("current", [])
    for kind, values, words in PRINTED:
        with book.read() as db:
            before = lookup.any_record(db, made[kind])
        change(book, made[kind], **values)
        assert state(book, made).state == "older", words
        assert words in told(book, made)
        change(book, made[kind], **{name: getattr(before, name) for name in [*values, *_derived(before)]})
        assert (state(book, made).state, told(book, made)) == ("current", []), words


def _derived(before) -> list[str]:
    return ["due", "due_typed"] if before.kind.name == "invoice" else []


NOT_PRINTED = [
    ("business", {"rate": 9500}),
    ("client", {"note": "Pays late"}),
    ("contract", {"scope": "All of it"}),
    ("deliverable", {"detail": "In two parts"}),
    ("account", {"kept_at": "Vault"}),
    ("obligation", {"note": "By bank"}),
    ("leaving", {"outcome": "Relieved"}),
]


def test_what_it_does_not_print_does_not_mark_it(book, made):
    factories.add(book, "message", client=made["client"])
    for kind, values in NOT_PRINTED:
        change(book, made[kind], **values)
        assert state(book, made).state == "current", values


def test_what_comes_and_goes_marks_it_and_the_passing_of_days_does_not(book, made):
    assert state(book, made, days=100).state == "current", "invoices become overdue and accounts renew, as they were to"
    factories.add(book, "invoice", client=made["client"], number="R-2", issued=TODAY)
    editing.remove_records(book, [made["result"]])
    assert told(book, made) == [
        "Result “Orders a week” is no longer on record.",
        "Invoice R-2 is on record now, and was not.",
    ]
    editing.restore_records(book, [made["result"]])
    assert len(told(book, made)) == 1


def test_closing_the_leaving_alone_does_not_mark_it(book, made):
    change(book, made["leaving"], signed_off=TODAY)
    assert state(book, made).state == "current"


def test_a_paper_of_the_first_format_is_compared_in_what_it_has(book, made):
    """Such a report knew fewer facts, and asked for what was due on a day that was past."""
    document = factories.read(book, Document, made["document"])
    with book.read() as db:
        facts = json.loads(blobs.get_blob(db, bytes.fromhex(document.facts)))
    facts["format"] = "clientguard final report 1"
    later = ("closed", "agreement", "stop_clause", "changes", "renewals", "data", "rights", "payments",
             "payment_details", "aftercare", "return_by")  # fmt: skip
    for name in later:
        del facts[name]
    for item in facts["open_items"]:
        item["by"] = item.pop("since") or item["by"]
    for line in facts["deliverables"]:
        del line["moved"], line["settled_by"], line["stopped"]

    def work(write):
        digest = blobs.put_blob(write.db, json.dumps(facts).encode(), pack=True)
        write.change(dataclasses.replace(document, facts=digest.hex()))

    book.write(work)
    assert told(book, made) == []
    change(book, made["data_holding"], what="Pictures")
    assert told(book, made) == []
    change(book, made["deliverable"], title="Shop")
    assert told(book, made) == ["Deliverable “New shop”: Title was “New shop”, and is “Shop” now."]


def test_a_payment_that_arrives_later_marks_it_from_its_day(book, made):
    late = TODAY + timedelta(days=5)
    factories.add(book, "payment", client=made["client"], invoice=made["invoice"], amount=479_900, received=late)
    assert told(book, made) == []
    assert "Invoice R-1: Paid was € 1.00, and is € 4,800.00 now." in told(book, made, days=5)


def test_the_facts_on_record_are_those_attached_to_the_paper(book, made):
    from clientguard.reports.paper.archive import attached_facts

    again = final_report.final_report(book, made["client"], TODAY)
    document = factories.read(book, Document, again.document)
    with book.read() as db:
        facts = json.loads(blobs.get_blob(db, bytes.fromhex(document.facts)))
    assert facts == attached_facts(again.pdf)
    assert document.anchor == f"{facts['anchor']['size']}:{facts['anchor']['root_hex']}"


# --- signing ---

SIGNED = {"signed_on": TODAY, "signed_by": "Joan Field", "capacity": "Owner", "exceptions": "The domain is missing."}


def test_a_signed_document_is_corrected_with_a_reason_and_not_changed(book, made):
    signing.note_signed(book, made["document"], TODAY, "Joan Field", capacity="Owner", exceptions="The domain.")
    signed = factories.read(book, Document, made["document"])
    assert (signed.signed_on, signed.signed_by, signed.capacity) == (TODAY, "Joan Field", "Owner")
    with pytest.raises(KnownError, match="can no longer be changed"):
        change(book, signed.id, signed_by="J. Field")
    with pytest.raises(KnownError, match="can no longer be changed"):
        factories.save(book, dataclasses.replace(signed, signed_on=None, signed_by="", capacity="", exceptions=""))
    assert factories.read(book, Document, signed.id) == signed
    with book.read() as db:
        entry = entry_log.entries_of(db, bytes.fromhex(signed.uid))[-1].seq
    corrections.correct_entry(book, dataclasses.replace(signed, signed_by="Joan Fields"), entry, "Misread")
    assert factories.read(book, Document, signed.id).signed_by == "Joan Fields"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"signed_on": TODAY}, "signed_by"),
        ({"signed_by": "Joan"}, "signed_on"),
        ({"signed_on": ago(1), "signed_by": "Joan"}, "signed_on"),
    ],
)
def test_a_signature_has_a_name_and_a_day_that_is_not_before_the_document(book, made, values, field):
    with pytest.raises(editing.NotValidError) as refused:
        change(book, made["document"], **values)
    assert [each.field for each in refused.value.problems] == [field]


# --- what becomes of it ---


def stored(book) -> int:
    with book.read() as db:
        return db.execute("SELECT count(*) FROM blob").fetchone()[0]


def test_erasing_the_client_takes_documents_with_their_files_and_facts(book, path, made):
    assert stored(book) == 2  # the paper, and its facts
    erasure.erase_records(book, [made["client"]], "Asked for", [])
    assert stored(book) == 0
    assert factories.read(book, Document, made["document"]).facts == ""
    book.close()
    found = casebooks.verify_casebook(path)
    assert found.valid, found.faults


def test_erasing_its_file_takes_the_facts_too_and_says_so(book, path, made):
    document = factories.read(book, Document, made["document"])
    (hint, *_) = erasure.hints(erasure.preview(book, [document.file]))
    assert current().say(hint).startswith("1 document stays, but the facts that it printed go too")
    erasure.erase_records(book, [document.file], "Asked for", [])
    assert stored(book) == 0
    assert state(book, made).state == "unknown"
    book.close()
    found = casebooks.verify_casebook(path)
    assert found.valid, found.faults


def test_redacting_who_signed_keeps_what_was_printed(book, path, made):
    change(book, made["document"], **SIGNED)
    erasure.redact_field(book, made["document"], "signed_by", "Asked for", [])
    assert factories.read(book, Document, made["document"]).signed_by == ""
    assert state(book, made).state == "current"
    book.close()
    assert casebooks.verify_casebook(path).valid


def test_an_export_of_everything_has_the_paper_and_its_facts(book, made, tmp_path):
    found = export_all.export_all(book, tmp_path / "all", TODAY)
    assert (found.files, found.faults) == (1, ())
    facts = json.loads((tmp_path / "all" / "facts" / f"{made['document']}.json").read_text("utf-8"))
    assert facts["client"]["name"] == "Harbour Books"
    (record,) = json.loads((tmp_path / "all" / "json" / "document.json").read_text("utf-8"))["records"]
    assert record["file"] == f"facts/{made['document']}.json"


def test_a_data_report_reads_what_documents_printed(book, made):
    change(book, made["account"], owner="Ines Vidal")
    final_report.final_report(book, made["client"], TODAY)
    change(book, made["account"], owner="")
    found = data_report.data_report(book, "Ines Vidal", TODAY)
    (held,) = [each for each in found.facts.held if each.kind == "document"]
    assert [each.plain for each in held.values] == ['"owner": "Ines Vidal",']


def test_the_facts_of_a_merged_client_are_compared_with_the_survivor(book, made):
    from clientguard.actions.records import merging

    other = factories.add(book, "client", name="Harbour")
    merging.merge(book, other, made["client"])
    assert state(book, made).state == "current"
    assert factories.read(book, Client, made["client"]).name == "Harbour Books"
    assert factories.read(book, Leaving, made["leaving"]).report_version == 1
