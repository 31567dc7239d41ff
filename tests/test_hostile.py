"""What a hostile or a broken world may put into the app: one table of inputs, against every way in.

Each is saved and read back as it was entered, or refused in words; never an exception, never another file or the
network. Later kinds of input bring their own cases to this table.
"""

from __future__ import annotations

import csv
import json

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.casebook.export_all import export_all
from clientguard.actions.casebook.salvage import missing, salvage_casebook, told
from clientguard.actions.communication import import_mail
from clientguard.actions.leaving import final_report
from clientguard.actions.privacy.data_report import data_report
from clientguard.actions.records import attachments
from clientguard.actions.records.export_csv import export_csv
from clientguard.domain.records import KINDS, Attachment, Instant, Message, Type
from clientguard.domain.records.parse import parse
from clientguard.errors import KnownError
from clientguard.exchange.files import safe_name
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.views.drafts import draft
from clientguard.store.views.search import search_records
from clientguard.texts import current
from tests import factories
from tests.factories import TODAY, add
from tests.hostile import (
    HOSTILE,
    ONE_OF_EACH,
    each,
    entered,
    hostile_book,  # noqa: F401 - a fixture
    nothing_else_is_touched,  # noqa: F401 - a fixture
    understood,
)

# --- forms ---


def test_a_field_of_each_type_that_people_fill_is_tried():
    assert set(ONE_OF_EACH) == {field.type for kind in KINDS.values() for field in kind.form_fields}
    assert set(ONE_OF_EACH) == set(Type) - {Type.DIGEST}  # which only the program sets


@each
def test_a_form_saves_it_in_a_field_of_any_type_or_says_why_not(book, text):
    for one in entered(book, text):
        saved = getattr(factories.read(book, one.kind.record, one.record), one.field.name)
        if one.value or one.field.type is not Type.CURRENCY:  # an empty one follows from the client or the business
            assert saved == one.value, one.field.type


@pytest.fixture
def long_cells():
    """Have the reader of CSV take cells of any length, as a spreadsheet would."""
    before = csv.field_size_limit(10**7)
    yield
    csv.field_size_limit(before)


@each
@pytest.mark.usefixtures("long_cells")
def test_a_list_holds_it_as_it_was_saved_and_no_formula(book, tmp_path, text):
    for number, one in enumerate(entered(book, text)):
        target = tmp_path / f"{number}.csv"
        assert export_csv(book, one.kind, [one.record], target) == 1
        with target.open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        cell = row[one.field.name]
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "@")) and not cell[1:].isdecimal()]
        if one.field.type is Type.LINK:  # its title stands there
            continue
        saved = getattr(factories.read(book, one.kind.record, one.record), one.field.name)
        read = cell[1:] if cell.startswith("'") and not str(saved).startswith("'") else cell
        assert parse(one.field, read, today=TODAY, currency="EUR") == saved, one.field.type


@each
def test_a_draft_comes_back_as_it_was_typed(book, text):
    casebooks.keep_draft(book, "client:new", {"name": text})
    with book.read() as db:
        assert draft(db, "client:new") == {"name": text}


# --- search ---


@each
def test_search_finds_or_finds_nothing(book, text):
    client = add(book, "client", name="Harbour Books")
    with book.read() as db:
        assert all(hit.record == client for hit in search_records(db, text[:10_000]) if hit.kind == "client")
        assert [hit.record for hit in search_records(db, "harbour")] == [client]


# --- files ---


@each
def test_a_files_name_is_safe_wherever_it_is_saved(text, tmp_path):
    name = safe_name(text)
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 240
    assert not set(name) & set('/\\:*?"<>|\x00\n\r\u202e')
    assert name.strip(" .") == name
    target = tmp_path / "safe" / name
    target.parent.mkdir()
    target.write_bytes(b"x")
    assert [path.name for path in target.parent.iterdir()] == [name]


@pytest.mark.parametrize("data", [b"", b"\x00" * 5000, b"MZ" + bytes(99), b"%PDF-1.7\n%\xff", b"PK\x03\x04" * 50])
def test_a_file_is_kept_byte_by_byte_and_never_opened(book, tmp_path, data):
    client = add(book, "client")
    source = tmp_path / "a report\u202efdp.pdf"
    source.write_bytes(data)
    attachments.attach_files(book, client, [source])
    with book.read() as db:
        (file,) = lookup.find_records(db, Attachment)
    assert "\u202e" not in file.name
    assert attachments.read_content(book, file.id)[1] == data


# --- mail ---


@each
def test_mail_is_taken_in_or_listed_with_its_reason(book, tmp_path, text):
    client = add(book, "client")
    line = text[:3000].encode("utf-8", "surrogatepass").replace(b"\n", b" ").replace(b"\r", b" ")
    body = text.encode("utf-8", "surrogatepass")
    name = safe_name(text).encode()
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: " + line + b" <a@b.example>\nTo: " + line + b"\nSubject: " + line + b"\nDate: " + line
        + b"\nMessage-ID: " + line + b'\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
        + b"--x\nContent-Type: text/html; charset=utf-8\n\n" + body
        + b'\n--x\nContent-Type: text/plain; name="' + line + b'"\nContent-Disposition: attachment; filename="'
        + name + b'"\n\n' + body + b"\n--x--\n"
    )  # fmt: skip
    done = import_mail.import_mail(book, [path], client)
    assert done.messages + len(done.unreadable) >= 1
    for skipped in done.unreadable:
        assert skipped.reason is None or current().say(skipped.reason)
    with book.read() as db:
        for message in lookup.find_records(db, Message):
            assert "\x00" not in message.subject + message.body
            assert "\n" not in message.subject
            assert "src=" not in message.body or "file:///" not in message.body


# --- what goes out ---


@pytest.fixture
def filled_book(book: Casebook) -> tuple[Casebook, int]:
    """A casebook in which every text that can be saved stands in a client's records."""
    client = add(book, "client", name="Harbour <b>Books</b> {name} %s")
    add(book, "contract", client=client)
    contact = 0
    for number, text in enumerate(HOSTILE.values()):
        short, long = text[:900], text[:4000]
        for kind, values in (
            ("contact", {"name": short or "x", "note": long}),
            ("problem", {"title": short or "x", "detail": long}),
            ("deliverable", {"title": short or "x", "state": "delivered"}),
            ("message", {"subject": short or "x", "body": long, "at": Instant(factories.FIRST + number)}),
        ):
            try:
                made = add(book, kind, client=client, **values)
            except KnownError as error:
                understood(error)
                continue
            contact = made if kind == "contact" and not contact else contact
    return book, client


def test_papers_show_it_as_text_and_open_nothing(filled_book):
    book, client = filled_book
    pdf = final_report.final_report(book, client, TODAY).pdf
    assert pdf.startswith(b"%PDF")
    with book.read() as db:
        contact = lookup.find_records(db, KINDS["contact"].record)[0].id
    assert data_report(book, "", TODAY, client=client, contact=contact, why="<b>{x}</b>").pdf.startswith(b"%PDF")


def test_lists_disarm_formulas_and_keep_the_rest(filled_book, tmp_path):
    book, _client = filled_book
    with book.read() as db:
        ids = [each.id for each in lookup.find_records(db, KINDS["problem"].record)]
    target = tmp_path / "problems.csv"
    assert export_csv(book, KINDS["problem"], ids, target) == len(ids)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(ids) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@")) and not cell[1:].isdecimal()]


def test_everything_goes_out_and_its_index_holds_no_markup_of_others(filled_book, tmp_path):
    book, _client = filled_book
    export_all(book, tmp_path / "all", TODAY, "en")
    for page in (tmp_path / "all").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<img" not in text
        assert "<script>alert" not in text
    for path in (tmp_path / "all").rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_a_salvage_takes_it_along_and_says_what_it_lost_in_words(filled_book, tmp_path):
    book, _client = filled_book
    done = salvage_casebook(book.path, tmp_path / "new.casebook")
    assert done.lost == []
    assert all(current().say(line) for line in (*told(done), *missing(done)))
    assert casebooks.verify_casebook(tmp_path / "new.casebook").valid
