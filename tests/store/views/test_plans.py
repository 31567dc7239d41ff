"""What SQLite does for each named read: no whole table without a reason, no more statements for more rows.

The planner has no statistics of a casebook, so that the plan on a small one is the plan on a large one.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import KINDS, Client, HandoverMark, Instant, Leaving
from clientguard.domain.records.query import parse_query
from clientguard.store import views
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs
from clientguard.store.records import lookup
from clientguard.store.views import (
    addresses,
    answers,
    business,
    client,
    drafts,
    everything,
    journal,
    lists,
    messages,
    money,
    today,
)
from clientguard.store.views import search as finding
from clientguard.store.views.leaving import after as leaving_after
from clientguard.store.views.leaving import case as leaving_case
from clientguard.store.views.leaving import closing as leaving_closing
from clientguard.store.views.leaving import documents, renewals
from clientguard.store.views.leaving import mail as leaving_mail
from clientguard.store.views.leaving import sealing as leaving_sealing
from clientguard.store.views.leaving import telling as leaving_telling
from tests import factories
from tests.factories import TODAY, ago
from tests.store.views.communication_reads import COMMUNICATION_READS
from tests.store.views.deciding_reads import DECIDING_READS
from tests.store.views.judgement_reads import JUDGED_WHOLE, JUDGEMENT_READS
from tests.store.views.money_reads import MONEY_READS, STEPS, Ids, Read
from tests.store.views.proof_reads import PROOF_READS, PROVED_WHOLE
from tests.store.views.read_whole import EVERYTHING, WHOLE
from tests.store.views.waiting_reads import WAITING_READS

MESSAGE, INVOICE, CLIENT = KINDS["message"], KINDS["invoice"], KINDS["client"]
TABLES = {*KINDS, "record", "journal", "journal_value", "journal_part", "blob", "blob_part", "search_entry"}


QUERIES = ("shop", '"the shop" -slow', "shop -sl* is:received after:2020", "kind:message on:2026 shop")
READS: dict[str, Read] = {
    "addresses.own_points": lambda db, _: addresses.own_points(db),
    "addresses.own_addresses": lambda db, _: addresses.own_addresses(db),
    "addresses.client_addresses": lambda db, ids: addresses.client_addresses(db, ids.client),
    "addresses.imported_senders": lambda db, _: list(addresses.imported_senders(db)),
    "addresses.people_of": lambda db, ids: addresses.people_of(db, ids.client),
    "answers.last_words": lambda db, _: answers.last_words(db),
    "journal.removed": lambda db, _: journal.removed(db),
    "business.business": lambda db, _: business.business(db),
    "money.last_issued": lambda db, _: money.last_issued(db, TODAY),
    "client.facts": lambda db, ids: client.facts(db, ids.client, TODAY),
    "client.facts_of": lambda db, ids: client.facts_of(db, ids.clients, TODAY),
    "client.current_contract": lambda db, ids: client.current_contract(db, ids.client),
    "client.open_leaving": lambda db, ids: client.open_leaving(db, ids.client),
    "client.attachments": lambda db, ids: client.attachments(db, ids.message),
    "client.timeline": lambda db, ids: client.timeline(db, ids.client),
    "client.timeline_rows": lambda db, ids: client.timeline_rows(db, client.timeline(db, ids.client)[:100]),
    "drafts.draft": lambda db, _: drafts.draft(db, "client"),
    "everything.count_everything": lambda db, _: everything.count_everything(db, MESSAGE),
    "everything.pages": lambda db, ids: [list(everything.pages(db, MESSAGE, each)) for each in (0, ids.client)],
    "everything.entries": lambda db, _: list(everything.entries(db)),
    "everything.erasures": lambda db, _: everything.erasures(db),
    "everything.anchors": lambda db, _: everything.anchors(db),
    "everything.drafts": lambda db, _: everything.drafts(db),
    "everything.named_uids": lambda db, _: everything.named_uids(db),
    "journal.size": lambda db, _: journal.size(db),
    "journal.anchor": lambda db, _: journal.anchor(db),
    "journal.page": lambda db, ids: [journal.page(db, record=each) for each in (0, ids.client)],
    "journal.last_correctable": lambda db, ids: journal.last_correctable(db, ids.message),
    "journal.found": lambda db, ids: [
        journal.found(db, each)
        for each in (journal.Filter(text="r-1"), journal.Filter(client=ids.client, kind="invoice"))
    ],
    "journal.written": lambda db, _: journal.written(db, journal.size(db)),
    "journal.written_to": lambda db, ids: journal.written_to(db, ids.client),
    "documents.report_facts": lambda db, ids: documents.report_facts(
        db, ids.client, TODAY, 1, Anchor(0, ""), monday_to_friday
    ),
    "documents.request_facts": lambda db, ids: documents.request_facts(db, ids.client, TODAY, 1, Anchor(0, "")),
    "documents.certificate_facts": lambda db, ids: documents.certificate_facts(db, ids.client, TODAY, 1, Anchor(0, "")),
    "documents.documents_of": lambda db, ids: documents.documents_of(db, ids.client, TODAY, monday_to_friday),
    "documents.document_states": lambda db, ids: documents.document_states(db, ids.documents, TODAY, monday_to_friday),
    "renewals.renewals": lambda db, _: renewals.renewals(db, TODAY),
    "leaving_case.case": lambda db, ids: leaving_case.case(db, ids.leaving, TODAY, monday_to_friday),
    "leaving_case.client_case": lambda db, ids: leaving_case.client_case(db, ids.client, TODAY, monday_to_friday),
    "leaving_case.case_before": lambda db, ids: leaving_case.case_before(db, ids.client, TODAY),
    "leaving_telling.telling": lambda db, ids: leaving_telling.telling(
        db, Leaving(client=ids.client, notice_message=ids.message), TODAY
    ),
    "leaving_after.closed_leavings": lambda db, _: leaving_after.closed_leavings(db, TODAY),
    "leaving_after.asked_to_sign": lambda db, ids: leaving_after.asked_to_sign(
        db, {ids.client: ago(9)}, lookup.find_records(db, HandoverMark, "t.client = ?", ids.client), TODAY
    ),
    "leaving_sealing.seal_of": lambda db, ids: leaving_sealing.seal_of(db, ids.client),
    "leaving_sealing.stood_before": lambda db, ids: leaving_sealing.stood_before(
        db, lookup.get_record(db, Client, ids.client), leaving_sealing.Seal(TODAY, 9)
    ),
    "leaving_sealing.is_engaged_again": lambda db, ids: leaving_sealing.is_engaged_again(
        db, ids.client, leaving_sealing.Seal(TODAY, 9)
    ),
    "leaving_closing.closing_case": lambda db, ids: leaving_closing.closing_case(
        db, ids.leaving, TODAY, monday_to_friday
    ),
    "leaving_case.results": lambda db, ids: leaving_case.results(db, ids.client),
    "leaving_mail.mail_with": lambda db, ids: leaving_mail.mail_with(
        db, ids.client, ["shop", "GoDaddy"], ["about"], until=TODAY
    ),
    "leaving_mail.answered": lambda db, ids: leaving_mail.answered(db, ids.invoices[:3]),
    "lists.ids": lambda db, ids: [
        lists.ids(db, each, client=ids.client) for each in KINDS.values() if each.has("client")
    ],
    "lists.rows": lambda db, ids: lists.rows(db, INVOICE, ids.invoices),
    "lists.linked_titles": lambda db, ids: lists.linked_titles(
        db, INVOICE, lists.rows(db, INVOICE, ids.invoices).records
    ),
    "lists.choices": lambda db, ids: lists.choices(db, MESSAGE, ids.client),
    "lists.sums": lambda db, ids: lists.sums(db, INVOICE, INVOICE.field("amount"), ids.invoices),
    "lists.records_named": lambda db, ids: lists.records_named(db, INVOICE, "R-1", ids.client),
    "lists.count_records": lambda db, ids: [lists.count_records(db, MESSAGE, each) for each in (0, ids.client)],
    "lists.titled": lambda db, _: lists.titled(db, CLIENT, "Mill", 5),
    "lists.only_one": lambda db, _: lists.only_one(db, CLIENT),
    "business.usual_currency": lambda db, _: business.usual_currency(db),
    "money.numbered": lambda db, _: money.numbered(db, "R-1"),
    "messages.of_digest": lambda db, _: messages.of_digest(db, "ab" * 32),
    "messages.of_client": lambda db, ids: messages.of_client(db, "ab" * 32, ids.client),
    "messages.shared": lambda db, ids: messages.shared(db, *ids.clients[:2]),
    "messages.twin": lambda db, ids: messages.twin(db, ids.message),
    "messages.headings": lambda db, ids: messages.headings(db, ids.client),
    "messages.every_heading": lambda db, _: messages.every_heading(db),
    "messages.changed_since": lambda db, _: messages.changed_since(db, 1, 100),
    "messages.clients_of": lambda db, ids: messages.clients_of(db, [ids.message]),
    "messages.their_clients": lambda db, _: messages.their_clients(db),
    "messages.with_files": lambda db, ids: messages.with_files(db, [ids.message]),
    "messages.members": lambda db, ids: messages.members(db, ids.message),
    "messages.entries_since": lambda db, ids: list(messages.entries_since(db, [ids.message], 1)),
    "messages.undone_at": lambda db, ids: messages.undone_at(db, ids.run),
    **MONEY_READS,
    **DECIDING_READS,
    **COMMUNICATION_READS,
    **WAITING_READS,
    **JUDGEMENT_READS,
    **PROOF_READS,
    "search.find": lambda db, _: [finding.find(db, parse_query(each, TODAY), limit=5) for each in QUERIES],
    "search.texts_of": lambda db, ids: finding.texts_of(db, [finding.Hit(ids.message, "message")]),
    "search.search_records": lambda db, _: finding.search_records(db, "shop", kind="message"),
    "today.on_record": lambda db, _: today.on_record(db),
    "today.letterhead": lambda db, _: today.letterhead(db),
    "today.today": lambda db, _: today.today(db, TODAY, STEPS),
    "today.contracts": lambda db, _: today.contracts(db),
    "today.leavings": lambda db, _: today.leavings(db),
    "lookup.get_record": lambda db, ids: lookup.get_record(db, Client, ids.client),
    "lookup.find_records": lambda db, ids: lookup.find_records(db, CLIENT.record, "t.id = ?", ids.client),
    "lookup.any_record": lambda db, ids: lookup.any_record(db, ids.message),
    "lookup.kind_of": lambda db, ids: lookup.kind_of(db, ids.message),
    "lookup.kinds_of": lambda db, ids: lookup.kinds_of(db, ids.clients),
    "lookup.parts_of": lambda db, ids: lookup.parts_of(db, ids.message),
    "lookup.parts_of_each": lambda db, ids: lookup.parts_of_each(db, [ids.message]),
    "lookup.kept_digests": lambda db, _: list(lookup.kept_digests(db)),
    "lookup.titles": lambda db, ids: lookup.titles(db, ids.clients),
    # the same reads, of all clients
    "lists.ids of all": lambda db, _: [lists.ids(db, each) for each in KINDS.values()],
    "lists.ids of one way": lambda db, _: lists.ids(db, MESSAGE, only=("direction", "in")),
    "lists.ids by their date": lambda db, _: lists.ids(db, KINDS["attachment"], sort=lists.BY_DATE_OF_OWNER),
    "lists.ids by subject": lambda db, _: lists.ids(db, MESSAGE, sort="subject"),
    "lists.ids of a text": lambda db, _: lists.ids(db, MESSAGE, text="shop"),
    "lists.choices of all": lambda db, _: lists.choices(db, CLIENT),
    "lists.namesakes": lambda db, ids: lists.namesakes(db, CLIENT, "Mill", ids.client),
    "lists.records_named of all": lambda db, _: lists.records_named(db, INVOICE, "R-1"),
    "money.invoices of all": lambda db, _: money.invoices(db),
    "money.ageing of all": lambda db, _: money.ageing(db, on=TODAY),
    "client.timeline of all": lambda db, _: client.timeline(db),
}
IN_PORTIONS = {
    "everything.entries": EVERYTHING,
    "everything.pages": EVERYTHING,
}  # reads that ask again and again, each with its reason: a portion has `everything.STEP` rows


# --- what SQLite does ---


@dataclass
class Watched:
    """A connection that remembers what was asked of it."""

    db: Connection
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.asked.append((sql, values))
        return self.db.execute(sql, values)


def scans(db: Connection, sql: str, values: Any) -> set[str]:
    """Return what a statement reads from end to end, or from one place to the end: a table, or an index of one."""
    tables: dict[str, set[str]] = {}
    for table, alias in re.findall(r'(?:FROM|JOIN) "?(\w+)"?(?: ([a-z]\w*))?', sql):
        tables.setdefault(alias or table, set()).add(table)
    found: set[str] = set()
    for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall():
        scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?$", row[3])
        scan = scan or re.match(
            r"SEARCH (\w+) USING (?:(?:COVERING )?INDEX (\w+)|INTEGER PRIMARY KEY) \(\w+[<>]", row[3]
        )
        named = tables.get(scan[1], set()) & TABLES if scan else set()
        if scan and named:
            found.add(scan[2] or " or ".join(sorted(named)))
    return found


def watched(book, read: Read, ids: Ids) -> Watched:
    with book.read() as db:
        seen = Watched(db)
        read(cast("Connection", seen), ids)
        return seen


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """A casebook with something of everything, and the records that are asked for."""
    book = factories.firm_book(tmp_path_factory.mktemp("plans") / "practice.casebook")
    ids = filled(book, 3)
    yield book, ids
    book.close()


def filled(book, count: int) -> Ids:
    """Write so many clients, with so many records of each kind under each."""
    clients, invoices = [], []
    message = left = run = document = 0
    for number in range(count):
        owner = factories.add(book, "client", name=f"Client {number}")
        clients.append(owner)
        for each in range(count):
            factories.add(book, "contract", client=owner, starts=ago(900 - each), ends=ago(-each))
            work = factories.add(book, "deliverable", client=owner)
            invoices.append(factories.add(book, "invoice", client=owner, number=f"R-{number}-{each}"))
            factories.add(book, "payment", client=owner, invoice=invoices[-1], amount=100)
            factories.add(book, "payment", client=owner, amount=200)
            factories.add(book, "write_off", client=owner, invoice=invoices[-1], amount=100)
            factories.add(book, "invoice_hold", client=owner, invoice=invoices[-1])
            factories.add(book, "promise", client=owner)
            factories.add(book, "request", client=owner, blocks=work)
            factories.add(book, "account", client=owner)
            run = factories.add(book, "import", client=owner)
            at = Instant(factories.FIRST - each)
            message = factories.add(book, "message", client=owner, at=at, digest="ab" * 32, imported_by=run)
            book.write(lambda write, of=message, to=owner: write.attach(of, to, "a.txt", "text/plain", b"a"))
            left = factories.add(book, "leaving", client=owner, decided=ago(8), reasons="Late", last_day=ago(-9))
            factories.add(book, "evidence", client=owner, leaving=left, about=message)
            factories.add(book, "release", client=owner, leaving=left)
            facts = book.write(lambda write: blobs.put_blob(write.db, b"{}")).hex()
            document = factories.add(book, "document", client=owner, title="Final report", facts=facts)
    return Ids(clients, clients[0], invoices, message, left, run, [document])


def public_reads() -> set[str]:
    """Return the functions of the views, and of `lookup`, that ask a connection."""
    modules = [
        importlib.import_module(f"{views.__name__}.{each.name}") for each in pkgutil.iter_modules(views.__path__)
    ]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (*modules, lookup)
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and (member.__module__ == module.__name__ or name == "search_records")
        and next(iter(inspect.signature(member).parameters), "") == "db"
    }


def test_every_named_read_is_watched():
    assert public_reads() - READS.keys() == set()


@pytest.mark.parametrize("name", READS)
def test_no_read_goes_through_a_whole_table_without_a_reason(practice, name):
    book, ids = practice
    seen = watched(book, READS[name], ids)
    with book.read() as db:
        found = {scan for sql, values in seen.asked for scan in scans(db, sql, values)}
    assert found == {**WHOLE, **JUDGED_WHOLE, **PROVED_WHOLE}.get(name, {}).keys()


@pytest.mark.parametrize("name", [each for each in READS if each not in IN_PORTIONS])
def test_a_read_asks_no_more_statements_when_there_are_more_rows(name, practice, more):
    few, many = (len(watched(book, READS[name], ids).asked) for book, ids in (practice, more))
    assert 0 < many <= few


@pytest.mark.parametrize("name", IN_PORTIONS)
def test_what_is_read_in_portions_asks_for_each_portion_once(name, practice, more):
    few, many = (len(watched(book, READS[name], ids).asked) for book, ids in (practice, more))
    with more[0].read() as db:
        (rows,) = db.execute("SELECT count(*) FROM journal").fetchone()
    assert many - few <= 2 * (rows // everything.STEP + 1)


@pytest.fixture(scope="module")
def more(tmp_path_factory):
    """A casebook with four times as many clients, and rows under each."""
    book = factories.firm_book(tmp_path_factory.mktemp("more") / "practice.casebook")
    ids = filled(book, 12)
    yield book, ids
    book.close()
