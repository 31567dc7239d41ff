"""What a user does while drives fail: each journey with the changes it makes, and how to tell each of them afterwards.

A new feature that writes adds a row to `JOURNEYS`. A row names what is prepared once (without faults), what is then
done, acknowledging each change after its action has returned, and how to look for the changes in what is left. Each is
tried over a casebook with a passphrase as well.
"""

from __future__ import annotations

import dataclasses
import hashlib
from email.message import EmailMessage
from pathlib import Path

from clientguard.actions.casebook import backups, casebooks
from clientguard.actions.communication import import_mail
from clientguard.actions.journal import corrections
from clientguard.actions.leaving import final_report
from clientguard.actions.privacy import erasure
from clientguard.actions.records import attachments, editing
from clientguard.actions.tables import import_table, reading
from clientguard.domain.records import (
    Attachment,
    Business,
    Client,
    Contract,
    ImportRun,
    Invoice,
    Leaving,
    Message,
    Payment,
    Record,
)
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure.erasing import pending
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY
from tests.faults import journeys_files as whole
from tests.faults import stops
from tests.faults.ground import (
    ABSENT,
    FILE,
    FIRM,
    LETTER,
    WHOLE,
    Ack,
    Journey,
    all_or_nothing,
    client_of,
    first_key,
    is_indexed,
    locked,
    message,
    message_state,
    opened,
    place,
    prepared,
    settled,
    the,
)
from tests.faults.journeys_incoming import INCOMING

MAILS = 6
NOTE = LETTER.strip()

# --- messages ---


def log_messages(folder: Path, ack: Ack) -> None:
    """Log two messages, close, open again, log a third."""
    for numbers in ((1, 2), (3,)):
        with opened(folder) as book:
            client = client_of(book)
            for number in numbers:
                editing.save_record(book, message(client, number))
                ack(f"message {number}")


def logged(db: Connection, folder: Path) -> dict[str, str]:
    """Tell of each message whether it is there in full, and can be found."""
    return {f"message {number}": message_state(db, number) for number in (1, 2, 3)}


def keep_logging(folder: Path, ack: Ack) -> None:
    """Log messages until killed; close and open again now and then."""
    number = 0
    while True:
        with opened(folder) as book:
            client = client_of(book)
            for _ in range(4):
                number += 1
                editing.save_record(book, message(client, number))
                ack(f"message {number}")


def kept_logging(db: Connection, folder: Path) -> dict[str, str]:
    """Tell of each message that is there; they must be the first ones, without a gap."""
    count = sum(each.subject.startswith("Message ") for each in lookup.find_records(db, Message))
    return {f"message {number}": message_state(db, number) for number in range(1, count + 1)}


# --- a mailbox ---


def with_mailbox(folder: Path) -> None:
    """Put an invented mailbox beside the casebook; one message bears a file."""
    prepared(folder)
    with (folder / "inbox.mbox").open("wb") as file:
        for number in range(MAILS):
            one = EmailMessage()
            one["From"], one["To"] = "Joan Field <joan@harbour.example>", "ada@north.example"
            one["Date"], one["Message-ID"] = f"Fri, 20 Nov 2026 16:{number:02}:00 +0000", f"<{number}@harbour.example>"
            one["Subject"] = f"Mail {number}"
            one.set_content(f"Blue, please. {LETTER if number == 1 else ''}")
            if number == 2:
                one.add_attachment(FILE, maintype="application", subtype="octet-stream", filename="plan.bin")
            file.write(b"From joan@harbour.example Fri Nov 20 16:00:00 2026\n" + bytes(one) + b"\n")


def import_mailbox(folder: Path, ack: Ack) -> None:
    """Take in a mailbox; what could not be read is said, as a person would be told."""
    with opened(folder) as book:
        done = import_mail.import_mail(book, [folder / "inbox.mbox"], client_of(book))
        if done.unreadable:
            raise KnownError("Not all could be read.")
        ack("mailbox")


def imported(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether all messages and the file are there, or none."""
    found = lookup.find_records(db, Message, "t.subject LIKE 'Mail %'")
    files = [each for each in lookup.find_records(db, Attachment) if each.sha256 == hashlib.sha256(FILE).hexdigest()]
    full = len(found) == MAILS and len(files) == 1 and all(is_indexed(db, each.id) for each in found)
    return settled({"mailbox": True if full else None if found or files else False})


def with_table(folder: Path) -> None:
    """Put a list of invoices beside the casebook, two of them paid; one row cannot be taken in."""
    prepared(folder)
    rows = ["Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency,Document Type"]
    rows += [
        f"2026-10-0{each},2026-10-20,H-{each},Mill,50.00,{each // 4 * 50}.00,0.00,EUR,Invoice" for each in range(1, 6)
    ]
    (folder / "invoices.csv").write_text("\n".join([*rows, "no date,,H-6,Mill,1,0,1,EUR,Invoice"]), encoding="utf-8")


def import_list(folder: Path, ack: Ack) -> None:
    """Take in a list of invoices, and undo it as one import."""
    with opened(folder) as book:
        done = import_table.import_table(book, reading.planned(book, folder / "invoices.csv", None))
        ack("list")
        editing.remove_records(book, [done.run])
        ack("undone")


def list_imported(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the client, all invoices and payments came with their import, and went with it; or nothing of it."""
    came: list[Record] = [*lookup.find_records(db, Client, "t.name = 'Mill'", removed=True)]
    came += lookup.find_records(db, Invoice, "t.number LIKE 'H-%'", removed=True)
    came += lookup.find_records(db, Payment, "t.amount = 5000", removed=True)
    runs = lookup.find_records(db, ImportRun)
    living = [each for each in came if each.removed is None]
    full = len(came) == 8 and len(runs) == 1 and runs[0].invoices == 5
    gone = full and not living and runs[0].undone_on is not None
    whole_list = True if full and (gone or len(living) == 8) else None if came or runs else False
    return settled({"list": whole_list, "undone": gone})


# --- money, files, removals ---


def record_payment(folder: Path, ack: Ack) -> None:
    """Record the payment that lifts the stop of work: two records in one transaction."""
    with opened(folder) as book:
        with book.read() as db:
            invoice = the(db, Invoice)
        payment = Payment(client=invoice.client, invoice=invoice.id, received=TODAY, amount=480_000)
        editing.save_record(book, payment)
        ack("payment")


def paid(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the payment is there and the stop is lifted, or neither."""
    return settled(
        {"payment": all_or_nothing(bool(lookup.find_records(db, Payment)), the(db, Contract).stopped_on is None)}
    )


def attach_file(folder: Path, ack: Ack) -> None:
    """Keep a file of more than one row with the client."""
    with opened(folder) as book:
        attachments.attach_files(book, client_of(book), [folder / "scan.bin"])
        ack("file")


def with_file(folder: Path) -> None:
    """Put a file of more than 1 MiB beside the casebook."""
    prepared(folder)
    (folder / "scan.bin").write_bytes(FILE * 27)


def attached(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the file is there with all its bytes."""
    found = lookup.find_records(db, Attachment, "t.name = 'scan.bin'")
    if not found:
        return {"file": ABSENT}
    return {"file": WHOLE if blobs.get_blob(db, bytes.fromhex(found[0].sha256)) == FILE * 27 else "half done"}


def remove_and_undo(folder: Path, ack: Ack) -> None:
    """Remove a message and keep a draft; then undo the removal in another session."""
    with opened(folder) as book:
        with book.read() as db:
            (first,) = lookup.find_records(db, Message)
        editing.remove_records(book, [first.id])
        ack("removal")
        casebooks.keep_draft(book, "message", {"subject": "Begun", "body": LETTER})
        ack("draft")
    with opened(folder) as book:
        editing.restore_records(book, [first.id])
        ack("undo")


def removed(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the removal, the draft and the undoing are there; the journal tells the first and last."""
    changes = {change for (change,) in db.execute("SELECT change FROM journal").fetchall()}
    (first,) = lookup.find_records(db, Message, removed=True)
    stands = (first.removed is not None) == ("remove" in changes and "restore" not in changes)
    drafts = db.execute("SELECT content FROM draft WHERE place = 'message'").fetchall()
    return settled(
        {
            "removal": "remove" in changes if stands else None,
            "undo": "restore" in changes if stands else None,
            "draft": None if drafts and LETTER[:40] not in drafts[0][0] else bool(drafts),
        }
    )


# --- taken away for good ---

GONE = "Wilhelmina"


def with_somebody(folder: Path) -> None:
    """Add a client who will ask to be forgotten, with a file, and back the casebook up."""
    prepared(folder)
    with opened(folder) as book:
        client = factories.add(book, "client", name=GONE, note=f"{GONE} again. " * 120)
        factories.add(book, "message", client=client, subject=f"From {GONE}", body=LETTER)
        book.write(lambda write: write.attach(client, client, "plan.bin", "application/octet-stream", FILE))
        backups.afresh(book, [backups.Place(folder / "backups")])


def erase_somebody(folder: Path, ack: Ack) -> None:
    """Take a field of that client away, then erase all of it; what is left to do is tried again, and told."""
    places = [backups.Place(folder / "backups")]
    with opened(folder) as book:
        client = somebody(book)
        erasure.redact_field(book, client, "note", "a request", places)
        ack("redaction")
        erasure.erase_records(book, [client], "a request", places)
        ack("erasure")
    with opened(folder) as book:
        if left := erasure.finish(book, places).pending:
            raise KnownError(str(left[0]))


def somebody(book: Casebook) -> int:
    """Return the client who asks to be forgotten."""
    with book.read() as db:
        return next(each.id for each in lookup.find_records(db, Client) if each.name == GONE)


def erased(db: Connection, folder: Path) -> dict[str, str]:
    """Tell what is gone: the field; the client with all that is under it.

    Where the casebook says that nothing is left to be done, no byte of the client may be in any file.
    """
    found = [each for each in lookup.find_records(db, Client, removed=True) if each.id != 2]
    field = all(not each.note for each in found)
    gone = [not each.name for each in found]
    rest = [
        *lookup.find_records(db, Message, "t.subject LIKE ?", f"%{GONE}%", removed=True),
        *lookup.find_records(db, Attachment),
    ]
    files = [each for each in folder.rglob("*.casebook*") if not each.name.endswith(".lock")]
    silent = not pending(db) and any(GONE.encode() in each.read_bytes() for each in files)
    return settled({"redaction": field, "erasure": None if all(gone) and (rest or silent) else all(gone)})


# --- documents, copies, new casebooks ---


def make_pdf(folder: Path, ack: Ack) -> None:
    """Make the final report: a file, its digest in the leaving, an anchor."""
    with opened(folder) as book:
        final_report.final_report(book, client_of(book), TODAY)
        ack("report")


def made_pdf(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the report, its digest and its anchor are there, or none of them."""
    files = lookup.find_records(db, Attachment, "t.name LIKE 'Handover report %'")
    digest = the(db, Leaving).report_digest
    anchors = db.execute("SELECT count(*) FROM anchor").fetchone()[0]
    same = not files or files[0].sha256 == digest
    return settled({"report": all_or_nothing(bool(files), bool(digest), bool(anchors)) if same else None})


def create(folder: Path, ack: Ack) -> None:
    """Make a new casebook with its business."""
    with casebooks.create_casebook(place(folder), FIRM, key=first_key(folder)):
        ack("casebook")
        ack("business")


def created(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the casebook's business is there."""
    return settled({"casebook": True, "business": bool(lookup.find_records(db, Business))})


def again(folder: Path) -> None:
    """Make the casebook after a failure: nothing that it left behind may stand in the way."""
    create(folder, lambda _: None)


def nothing(folder: Path) -> None:
    """Prepare nothing."""


# --- an entry that was wrong ---


def correct_entry(folder: Path, ack: Ack) -> None:
    """Correct what the first entry about the client says."""
    with opened(folder) as book:
        with book.read() as db:
            client = the(db, Client)
            first = entry_log.entries_of(db, bytes.fromhex(client.uid))[0].seq
        corrections.correct_entry(
            book, dataclasses.replace(client, email="right@example.org", note=NOTE), first, "A slip."
        )
        ack("correction")


def corrected(db: Connection, folder: Path) -> dict[str, str]:
    """Tell whether the entry and the record as it should be are there, or neither."""
    (entries,) = db.execute("SELECT count(*) FROM journal WHERE change = 'correct'").fetchone()
    client = the(db, Client)
    return settled(
        {"correction": all_or_nothing(entries == 1, client.email == "right@example.org", client.note == NOTE)}
    )


ANY = (
    Journey("log messages", prepared, log_messages, logged),
    Journey("import a mailbox", with_mailbox, import_mailbox, imported),
    *INCOMING,
    Journey("import a list and undo it", with_table, import_list, list_imported),
    Journey("record a payment", prepared, record_payment, paid),
    Journey("resume and stop work", prepared, stops.stop_and_resume, stops.stopped),
    Journey("attach a file", with_file, attach_file, attached),
    Journey("remove, draft and undo", prepared, remove_and_undo, removed),
    Journey("correct an entry", prepared, correct_entry, corrected),
    Journey("erase", with_somebody, erase_somebody, erased),
    Journey("make a PDF", prepared, make_pdf, made_pdf),
    Journey("back up", prepared, whole.back_up, whole.backed_up),
    Journey("restore a backup", whole.with_backup, whole.restore_backup, whole.restored),
    Journey("export everything", prepared, whole.export_everything, whole.exported),
    Journey("create a casebook", nothing, create, created, makes="casebook"),
    Journey("migrate", whole.older, whole.migrate, whole.migrated, opens=True),
)
REKEYS = (
    Journey("set a passphrase", whole.with_backups, whole.set_passphrase, whole.rekeyed),
    Journey("change the passphrase", whole.locked_with_backups, whole.change_passphrase, whole.rekeyed),
    Journey("remove the passphrase", whole.locked_with_backups, whole.remove_passphrase, whole.rekeyed),
)
JOURNEYS = {each.name: each for each in (*ANY, *map(locked, ANY), *REKEYS)}

KILLED = Journey("log until killed", prepared, keep_logging, kept_logging)
KILLED_LOCKED = locked(KILLED)
