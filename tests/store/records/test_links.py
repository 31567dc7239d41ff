"""Links: they point at the kind of record that they say, of the same client; a saved record stays with its client."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.domain.records import Attachment, Contact, Deliverable, Invoice, Message, Payment, Request
from clientguard.errors import KnownError
from clientguard.store.file import sqlite
from clientguard.store.journal import entry_log
from clientguard.store.records import links, lookup
from clientguard.store.verify.full import verify
from tests import factories


@pytest.fixture
def ids(book) -> dict[str, int]:
    """Two clients, and an invoice of each."""
    acme, beta = (factories.add(book, "client", name=name) for name in ("Acme", "Beta"))
    return {
        "acme": acme,
        "beta": beta,
        "of acme": factories.add(book, "invoice", client=acme, number="A-1"),
        "of beta": factories.add(book, "invoice", client=beta, number="B-1"),
    }


def write(book, record):
    return book.write(lambda write: write.change(record) if record.id else write.add(record))


def size(book) -> int:
    with book.read() as db:
        return entry_log.anchor(db).size


def test_a_link_to_another_clients_record_is_refused_and_nothing_is_written(book, ids):
    before = size(book)
    with pytest.raises(KnownError, match="belongs to another client") as caught:
        write(book, Payment(client=ids["beta"], invoice=ids["of acme"]))
    assert caught.value.todo
    payment = write(book, Payment(client=ids["beta"], invoice=ids["of beta"]))
    with pytest.raises(KnownError, match="belongs to another client"):
        write(book, dataclasses.replace(payment, invoice=ids["of acme"]))
    with pytest.raises(KnownError, match="belongs to another client"):
        write(book, Attachment(client=ids["acme"], of=ids["beta"], name="a.txt"))
    assert size(book) == before + 1


def test_a_link_to_another_kind_of_record_is_refused(book, ids):
    for wrong in (Payment(client=ids["acme"], invoice=ids["acme"]), Contact(client=ids["of acme"], name="Joan")):
        with pytest.raises(KnownError, match="is of another kind"):
            write(book, wrong)


def test_records_of_one_transaction_may_point_at_each_other(book, ids):
    def work(write):
        work_ = write.add(Deliverable(client=ids["acme"], title="The shop"))
        write.add(Request(client=ids["acme"], title="Which colours?", blocks=work_.id))
        write.add(Request(client=ids["beta"], title="Which colours?", blocks=work_.id))

    with pytest.raises(KnownError, match="belongs to another client"):
        book.write(work)


def test_a_file_of_the_business_is_no_clients(book, ids):
    write(book, Attachment(of=1, name="logo.svg"))
    write(book, Attachment(client=ids["acme"], of=1, name="terms.pdf"))


def test_a_link_that_was_wrong_before_leaves_the_record_editable(path, book, ids):
    payment = write(book, Payment(client=ids["acme"], invoice=ids["of acme"], detail="by bank"))
    book.write(lambda write: (write.keep_faulty_links(), write.change(faulty(payment, ids))))
    kept = write(book, dataclasses.replace(faulty(payment, ids), detail="in cash"))
    assert (kept.invoice, kept.detail) == (ids["of beta"], "in cash")
    write(book, dataclasses.replace(kept, invoice=ids["of acme"]))
    book.close()
    assert verify(path).valid


def faulty(payment: Payment, ids: dict[str, int]) -> Payment:
    return dataclasses.replace(payment, invoice=ids["of beta"])


def test_a_saved_record_stays_with_its_client(book, ids):
    invoice = factories.read(book, Invoice, ids["of acme"])
    with pytest.raises(KnownError, match="client of a saved record cannot be changed"):
        write(book, dataclasses.replace(invoice, client=ids["beta"]))
    with pytest.raises(KnownError, match="client of a saved record cannot be changed"):
        book.write(lambda write: write.correct(dataclasses.replace(invoice, client=ids["beta"]), 4, "Wrong client"))
    without = write(book, Contact(name="Joan"))  # as an old file may have it
    assert write(book, dataclasses.replace(without, client=ids["beta"])).client == ids["beta"]


def test_what_is_moved_takes_its_files_along(path, book, ids):
    message = factories.add(book, "message", client=ids["acme"])
    data = b"what was agreed"
    file = book.write(lambda write: write.attach(message, ids["acme"], "a.txt", "text/plain", data)).id
    gone = book.write(lambda write: write.attach(message, ids["acme"], "b.txt", "text/plain", data)).id
    book.write(lambda write: write.remove(gone))

    def work(write):
        moved = write.move(write.get(Message, message), ids["beta"])
        write.add(Attachment(client=ids["beta"], of=moved.id, name="c.txt"))
        return write.changed()

    with pytest.raises(KnownError, match="is of another kind"):
        book.write(lambda write: write.move(write.get(Message, message), ids["of beta"]))
    changed = book.write(work)
    assert {message, file, gone} <= changed.ids
    with book.read() as db:
        assert lookup.get_record(db, Message, message).client == ids["beta"]
        files = lookup.find_records(db, Attachment, "t.client = ?", ids["beta"], removed=True)
    assert [(each.name, each.removed is None) for each in files] == [("a.txt", True), ("b.txt", False), ("c.txt", True)]
    book.write(lambda write: write.remove(lookup.find_records(write.db, Attachment, "t.name = 'c.txt'")[0].id))
    book.close()
    db = sqlite.connect(path)
    (told,) = db.execute(
        "SELECT count(*) FROM journal j JOIN record r ON r.uid = j.uid WHERE r.id IN (?, ?, ?) AND j.change = 'change'",
        (message, file, gone),
    ).fetchone()
    db.close()
    assert told == 3


def test_a_field_that_says_so_may_point_at_another_clients_record(book, ids):
    payment = Payment(client=ids["beta"], invoice=ids["of acme"])
    field = Payment.kind.field("invoice")
    with book.read() as db:
        target = links.read_target(db, ids["of acme"])
        with pytest.raises(KnownError, match="Invoice: “A-1” belongs to another client"):
            links.check_link(db, payment, field, target)
        links.check_link(db, payment, dataclasses.replace(field, any_client=True), target)
