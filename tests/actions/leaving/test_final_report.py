"""The final report as an action: its version, its digest in the journal, its anchor, the file that is kept."""

from __future__ import annotations

import hashlib

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.leaving import deciding, final_report
from clientguard.actions.records import attachments, editing
from clientguard.domain.records import Attachment, Document, Leaving
from clientguard.errors import KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book):
    client = factories.add(book, "client", name="Harbour Books")
    factories.add(book, "contract", client=client)
    factories.add(book, "invoice", client=client)
    factories.add(book, "account", client=client)
    return client


def files(book) -> list[Attachment]:
    with book.read() as db:
        return lookup.find_records(db, Attachment)


def test_the_report_is_kept_as_a_document_and_its_digest_is_journalled(book, client):
    number = deciding.start_leaving(book, client, ago(20), "Late.").first
    made = final_report.final_report(book, client, TODAY)
    assert made.pdf.startswith(b"%PDF-")
    assert (made.version, made.name) == (1, "Handover report Harbour Books v1.pdf")
    (file,) = files(book)
    assert (file.of, file.client, file.media_type) == (made.document, client, "application/pdf")
    document = factories.read(book, Document, made.document)
    assert (document.file, document.title, document.version) == (file.id, "Handover report Harbour Books v1", 1)
    assert (document.made_on, document.language, document.signed_on) == (TODAY, "en", None)
    assert attachments.read_content(book, file.id) == (made.name, made.pdf)
    decision = factories.read(book, Leaving, number)
    digest = hashlib.sha256(made.pdf).hexdigest()
    assert (decision.report_version, decision.report_digest, decision.reported) == (1, digest, TODAY)
    with book.read() as db:
        told = entry_log.entries_of(db, bytes.fromhex(decision.uid))[-1].fields
    assert told["report_digest"] == digest
    assert made.changed.kinds == {"attachment", "document", "leaving"}


def test_the_printed_anchor_is_the_journal_before_the_report(book, path, client):
    with book.read() as db:
        before = entry_log.anchor(db)
    facts = attached_facts(final_report.final_report(book, client, TODAY).pdf)
    assert facts["anchor"] == {"size": before.size, "root_hex": before.root.hex()}
    factories.add(book, "problem", client=client)
    book.close()
    found = casebooks.verify_casebook(path, (f"{before.size}:{before.root.hex()}",))
    assert found.valid, found.faults
    assert found.anchors == 2  # the one that the report left behind, and the printed one


def test_versions_count_up_through_the_whole_relation(book, client):
    first = final_report.final_report(book, client, TODAY)
    assert first.version == 1
    deciding.start_leaving(book, client, ago(20), "Late.")
    assert final_report.final_report(book, client, TODAY).version == 2
    editing.remove_records(book, [first.document])
    made = final_report.final_report(book, client, TODAY, page="Letter")
    assert made.version == 3
    assert attached_facts(made.pdf)["version"] == 3


def test_after_the_sign_off_the_record_of_the_leaving_stays(book, client):
    number = deciding.start_leaving(book, client, ago(20), "Late.").first
    final_report.final_report(book, client, TODAY)
    import dataclasses

    ended = dataclasses.replace(factories.read(book, Leaving, number), signed_off=TODAY)
    factories.save(book, ended)
    assert final_report.final_report(book, client, TODAY).version == 2
    assert factories.read(book, Leaving, number).report_version == 1


def test_a_report_without_a_business_is_refused_and_leaves_nothing(tmp_path):
    with factories.new_book(tmp_path / "x.casebook") as book:
        client = factories.add(book, "client")
        with pytest.raises(KnownError, match=r"would have no letterhead\. Nothing was created"):
            final_report.final_report(book, client, TODAY)
        assert files(book) == []
        with book.read() as db:
            assert db.execute("SELECT count(*) FROM anchor").fetchone() == (0,)


def test_a_client_without_anything_still_has_a_report(book):
    client = factories.add(book, "client", name="Mill", language="xx")
    facts = attached_facts(final_report.final_report(book, client, TODAY).pdf)
    assert (facts["client"]["name"], facts["statement"], facts["engagement"]) == ("Mill", [], "")


def test_reports_of_earlier_casebooks_which_are_files_alone_count_too(book, client):
    name = "Final report Harbour Books v1.pdf"
    book.write(lambda write: write.attach(client, client, name, "application/pdf", b"%PDF-1"))
    assert final_report.final_report(book, client, TODAY).version == 2
