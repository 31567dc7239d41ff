"""Erasure: contents go for good, out of rows, journal, search index and the file's bytes; the rest holds."""

from __future__ import annotations

import dataclasses
import json

import pytest

from clientguard.actions.records import editing
from clientguard.domain.records import Client, Contact, Evidence, Instant, Invoice, Message
from clientguard.errors import KnownError
from clientguard.store.erasure import erasing, scope
from clientguard.store.file import sqlite
from clientguard.store.journal import entry_log, erased
from clientguard.store.records import drafts, lookup
from clientguard.store.verify.full import verify
from clientguard.store.views import journal as rows
from clientguard.store.views.search import search_records
from tests import factories

SECRET = "Wilhelmina"  # in every text of what is erased, and nowhere else
LONG = f"{SECRET} told at length what went wrong. " * 60


@pytest.fixture
def practice(book):
    """Two clients; everything of the first one tells of Wilhelmina."""
    ids = {}
    ids["client"] = client = factories.add(book, "client", name=f"{SECRET} Books", note=LONG)
    ids["contact"] = factories.add(book, "contact", client=client, name=f"{SECRET} Field")
    ids["contract"] = factories.add(book, "contract", client=client, title=f"Shop of {SECRET}")
    ids["invoice"] = factories.add(book, "invoice", client=client, number="R-7", detail=f"For {SECRET}")
    ids["payment"] = factories.add(book, "payment", client=client, invoice=ids["invoice"], detail=f"by {SECRET}")
    ids["message"] = factories.add(
        book,
        "message",
        client=client,
        at=Instant(factories.FIRST),
        subject=f"From {SECRET}",
        body=LONG,
        digest="ab" * 32,
    )
    data = f"a file about {SECRET}".encode() * 20
    ids["file"] = book.write(lambda write: write.attach(ids["message"], client, f"{SECRET}.txt", "text/plain", data)).id
    ids["bill"] = book.write(
        lambda write: write.attach(ids["invoice"], client, "bill.txt", "text/plain", b"a bill " * 30)
    ).id
    ids["gone"] = factories.add(book, "problem", client=client, title=f"{SECRET} pays late")
    editing.remove_records(book, [ids["gone"]])
    factories.save(book, dataclasses.replace(factories.read(book, Client, client), email=f"{SECRET}@example.org"))
    ids["other"] = other = factories.add(book, "client", name="Mill", note="Kept. " * 300)
    ids["request"] = factories.add(book, "request", client=other, blocks=None, title="Which mill?")
    return ids


def erase(book, ids, keep=()):
    return book.write(lambda write: erasing.write_erasure(write, ids, "A request of 3 May", keep))


def redact(book, record, name):
    return book.write(lambda write: erasing.write_redaction(write, record, name, "A request of 3 May"))


def words(path, *anchors):
    return [str(each) for each in verify(path, anchors).faults]


def test_a_client_is_erased_with_all_that_is_under_it(book, path, practice):
    with book.read() as db:
        before = entry_log.anchor(db)
    by, found = erase(book, [practice["client"]])
    assert found.ids == set(practice.values()) - {practice["other"], practice["request"]}
    with book.read() as db:
        entry = entry_log.entry_at(db, by)
        assert entry.change == "erase"
        assert SECRET not in json.dumps(entry.fields)
        assert entry.fields["why"] == "A request of 3 May"
        assert erased.numbers_of(entry_log.long_value(db, entry.fields["entries"]), by) == list(found.entries)
        for record in found.ids:
            shell = lookup.any_record(db, record)
            empty = shell.kind.record(id=shell.id, uid=shell.uid, removed=by)
            blank = {each.name: None if getattr(empty, each.name) is None else "" for each in shell.kind.fields}
            assert all(getattr(shell, name) in (value, False, None) for name, value in blank.items())
            assert all(each.fields is None for each in entry_log.entries_of(db, bytes.fromhex(shell.uid)))
        assert lookup.titles(db, [practice["client"], practice["other"]]) == {
            practice["client"]: "[erased]",
            practice["other"]: "Mill",
        }
        assert search_records(db, SECRET) == []
        assert [hit.record for hit in search_records(db, "Mill")] == [practice["request"], practice["other"]]
    book.close()
    report = verify(path, [before])
    assert report.valid, words(path)
    assert (report.erased, report.complete) == (len(found.entries), False)


def test_no_byte_of_it_remains_in_the_file(book, path, practice):
    erase(book, [practice["client"]])
    book.rekey(book.key)
    for each in path.parent.iterdir():
        assert SECRET.encode() not in each.read_bytes(), each
        assert SECRET.lower().encode() not in each.read_bytes(), each  # the words of the search index
    book.close()
    assert [each.name for each in path.parent.iterdir() if each.suffix != ".lock"] == [path.name]
    data = path.read_bytes()
    for text in (SECRET, SECRET.lower(), SECRET.lower()[:3] + "helm", "a file about"):
        assert text.encode() not in data


def test_the_search_index_forgets_the_words_themselves(book, practice):
    erase(book, [practice["client"]])
    with book.read() as db:
        pages = [row[0] for row in db.execute("SELECT block FROM search_index_data").fetchall()]
    assert pages
    assert not any(SECRET.lower().encode() in page for page in pages)


def test_kinds_that_the_law_wants_kept_can_be_left_out_with_their_files(book, path, practice):
    _, found = erase(book, [practice["client"]], {"invoice", "payment"})
    assert found.kept == {"invoice": 1, "payment": 1, "attachment": 1}
    assert found.referring == {"invoice": 1, "payment": 1, "attachment": 1}
    assert factories.read(book, Invoice, practice["invoice"]).number == "R-7"
    with book.read() as db:
        assert lookup.get_record(db, Invoice, practice["invoice"]).client == practice["client"]  # the link holds
    book.close()
    assert verify(path).valid


def test_a_single_record_goes_with_its_files_alone(book, path, practice):
    _, found = erase(book, [practice["message"]])
    assert found.ids == {practice["message"], practice["file"]}
    assert found.files == 1
    assert found.bytes > len("a file about") * 20
    assert factories.read(book, Client, practice["client"]).note == LONG  # the same long words in another record
    book.close()
    assert verify(path).valid


def test_the_files_of_a_part_go_with_the_record(book, practice):
    asked = factories.add(book, "request", client=practice["client"])
    draft = factories.add(book, "approval_round", client=practice["client"], request=asked)
    file = book.write(lambda write: write.attach(draft, practice["client"], "draft.txt", "text/plain", b"a draft")).id
    _, found = erase(book, [asked])
    assert {asked, draft, file} <= found.ids


def test_bytes_that_something_else_needs_stay(book, path, practice):
    text = factories.read(book, Client, practice["client"]).note
    twin = factories.add(book, "client", name="Twin", note=text)
    _, found = erase(book, [practice["client"]])
    assert factories.read(book, Client, twin).note == text
    assert found.drafts == 0
    book.close()
    assert verify(path).valid
    assert SECRET.encode() in path.read_bytes()


def test_drafts_about_it_go_too(book, practice):
    client, other = practice["client"], practice["other"]

    def keep(write):
        drafts.keep_draft(write, f"client:{client}", {"name": SECRET})
        drafts.keep_draft(write, f"payment:new:{client}:0", {"detail": SECRET})
        drafts.keep_draft(write, "invoice:new:0:0", {"client": f"#{client}", "detail": SECRET})
        drafts.keep_draft(write, "window:locked", {"where": {}, "forms": [SECRET]})
        drafts.keep_draft(write, f"client:{other}", {"name": "Mill"})

    book.write(keep)
    _, found = erase(book, [client])
    assert found.drafts == 4
    with book.read() as db:
        assert [place for (place,) in db.execute("SELECT place FROM draft").fetchall()] == [f"client:{other}"]


def test_what_was_erased_stays_erased(book, practice):
    client = factories.read(book, Client, practice["client"])
    erase(book, [practice["client"]])
    acts = (
        lambda write: write.restore(practice["client"]),
        lambda write: write.change(client),
        lambda write: write.correct(client, 3, "why"),
        lambda write: erasing.write_erasure(write, [practice["client"]], "again"),
        lambda write: erasing.write_redaction(write, practice["client"], "note", "again"),
    )
    for act in acts:
        with pytest.raises(KnownError, match="erased for good"):
            book.write(act)
    with pytest.raises(KnownError, match="erased for good"):
        factories.add(book, "contact", client=practice["client"])
    book.write(lambda write: write.remove(practice["client"]))  # it is gone already
    again = factories.add(book, "client", name="Anew")
    factories.add(book, "contact", client=again)
    assert erase(book, [again])[1].count == 2


def test_the_business_and_what_is_not_there_are_refused(book, practice):
    with book.read() as db:
        (firm,) = db.execute("SELECT id FROM business").fetchone()
    with pytest.raises(KnownError, match="own business"):
        erase(book, [firm])
    with pytest.raises(KnownError, match="no longer there"):
        erase(book, [999])
    with book.read() as db, pytest.raises(KnownError, match="no longer there"):
        scope.scope(db, [999])


def test_what_was_erased_before_is_not_counted_again(book, practice):
    erase(book, [practice["message"]])
    with book.read() as db:
        found = scope.scope(db, [practice["client"]])
    assert not found.ids & {practice["message"], practice["file"]}


# --- redaction ---


def test_one_field_goes_and_the_rest_of_each_entry_still_verifies(book, path, practice):
    client = practice["client"]
    factories.save(book, dataclasses.replace(factories.read(book, Client, client), note="Short now.", email="b@x.org"))
    by, count = redact(book, client, "note")
    assert count == 2
    after = factories.read(book, Client, client)
    assert (after.note, after.email, after.name) == ("", "b@x.org", f"{SECRET} Books")
    with book.read() as db:
        for entry in entry_log.entries_of(db, bytes.fromhex(after.uid)):
            assert "note" not in entry.fields
            assert (entry.salt is None) == (entry.part is not None)
        assert entry_log.entry_at(db, by).fields["fields"] == "note"
        assert db.execute("SELECT count(*) FROM blob WHERE packed = 1").fetchone()[0] == 2  # the message's, the other's
        assert not [hit for hit in search_records(db, "short") if hit.record == client]
    book.close()
    found = verify(path)
    assert found.valid, words(path)
    assert (found.erased, found.redacted) == (0, 2)
    assert "a field was redacted" in found.remarks[-1].text


def test_a_redacted_title_is_told_to_be_erased(book, practice):
    redact(book, practice["contact"], "name")
    evidence = book.write(lambda write: write.add(Evidence(client=practice["client"]))).id  # its title may be empty
    with book.read() as db:
        assert lookup.titles(db, [practice["contact"], evidence]) == {practice["contact"]: "[erased]", evidence: ""}
        (row,) = [each for each in rows.page(db, record=practice["contact"]) if each.change == "add"]
    assert (row.title, row.shell, row.correctable) == ("[erased]", False, True)


def test_a_redacted_field_may_be_filled_in_again_and_redacted_again(book, path, practice):
    client = practice["client"]
    redact(book, client, "email")
    factories.save(book, dataclasses.replace(factories.read(book, Client, client), email="new@x.org"))
    redact(book, client, "email")
    redact(book, client, "note")
    assert factories.read(book, Client, client).email == ""
    with book.read() as db:
        parts = [
            each.part for each in entry_log.entries_of(db, bytes.fromhex(factories.read(book, Client, client).uid))
        ]
    assert sorted(parts[0].lost) == ["note"]
    assert sorted(parts[1].lost) == ["email"]
    erase(book, [client])
    book.close()
    found = verify(path)
    assert found.valid, words(path)
    assert found.redacted == 0


def test_a_long_text_that_a_redacted_entry_still_shows_is_kept(book, path, practice):
    other = practice["other"]
    factories.save(book, dataclasses.replace(factories.read(book, Client, other), email="mill@x.org"))
    redact(book, other, "name")
    twin = factories.add(book, "client", name="Twin", note="Kept. " * 300)
    erase(book, [twin])
    redact(book, other, "email")
    redact(book, practice["message"], "subject")
    assert factories.read(book, Client, other).note == "Kept. " * 300
    book.close()
    assert verify(path).valid


def test_with_a_messages_text_goes_the_digest_by_which_it_could_be_guessed(book, path, practice):
    redact(book, practice["message"], "body")
    message = factories.read(book, Message, practice["message"])
    assert (message.body, message.digest, message.subject) == ("", "", f"From {SECRET}")
    redact(book, practice["file"], "name")  # of a file only the name can go
    with pytest.raises(KnownError, match="cannot be redacted on its own"):
        redact(book, practice["file"], "sha256")
    book.close()
    assert verify(path).valid


def test_reasons_of_corrections_to_a_field_go_with_it(book, path, practice):
    contact = factories.read(book, Contact, practice["contact"])
    with book.read() as db:
        first = entry_log.entries_of(db, bytes.fromhex(contact.uid))[0].seq
    right = dataclasses.replace(contact, email="w@x.org")
    book.write(lambda write: write.correct(right, first, f"{SECRET} wrote to us from there"))
    redact(book, practice["contact"], "email")
    with book.read() as db:
        left = entry_log.entries_of(db, bytes.fromhex(contact.uid))[1]
    assert left.fields == {"#corrects": first}
    book.close()
    assert verify(path).valid


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("client", "cannot be redacted on its own"),
        ("decides", "cannot be"),
        ("nothing", "cannot be"),
        ("phone", "is empty"),
    ],
)
def test_what_cannot_be_redacted_is_refused(book, practice, name, why):
    with pytest.raises(KnownError, match=why):
        redact(book, practice["contact"], name)


def test_of_a_removed_record_no_field_is_redacted(book, practice):
    with pytest.raises(KnownError, match="was removed"):
        redact(book, practice["gone"], "title")


def test_a_redacted_value_cannot_be_guessed_from_what_is_left(book, path, practice):
    redact(book, practice["contact"], "name")
    book.rekey(None)
    book.close()
    data = path.read_bytes()
    assert f"{SECRET} Field".encode() not in data
    db = sqlite.connect(path)
    (kept,) = db.execute("SELECT parts FROM journal_part").fetchone()
    salts = db.execute("SELECT count(*) FROM journal_value v JOIN journal_part p ON p.seq = v.seq").fetchone()
    db.close()
    assert salts == (0,)
    assert sorted(json.loads(kept)) == ["kept", "lost"]
    assert list(json.loads(kept)["lost"]) == ["name"]


# --- what the file's guards allow ---


def test_what_is_left_of_an_entry_is_guarded(book, practice):
    redact(book, practice["contact"], "name")
    for sql in ("DELETE FROM journal_part", "UPDATE journal_part SET parts = '{}'"):
        with pytest.raises(sqlite.IntegrityError, match="what is left of an entry"):
            book.write(lambda write, sql=sql: write.db.execute(sql))


def test_numbers_are_told_in_runs():
    assert erased.spans([]) == ""
    assert erased.spans([3, 1, 2, 7, 9, 10]) == "1-3,7,9-10"
    assert erased.numbers_of("1-3,7,9-10", 11) == [1, 2, 3, 7, 9, 10]
    for wrong in ("3-1", "1,1", "0", "5-99999999999", "x", "2,1"):
        with pytest.raises(ValueError, match=r"."):
            erased.numbers_of(wrong, 11)


def test_what_is_left_to_do_is_kept_until_it_is_done(book):
    with book.read() as db:
        assert not erasing.pending(db)
    left = erasing.Pending(anew=True, folders=("/backups",), copies=("/copy",))
    book.write(lambda write: erasing.note_pending(write, left))
    with book.read() as db:
        assert erasing.pending(db) == left
    book.write(lambda write: erasing.note_pending(write, erasing.Pending()))
    with book.read() as db:
        assert not erasing.pending(db)
