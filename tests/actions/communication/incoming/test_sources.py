"""Sources that are read again: only what is new enters, one that vanished says so, and nothing private is kept."""

from __future__ import annotations

import json
import shutil

import pytest

from clientguard.actions.communication import known_people
from clientguard.actions.communication.incoming import sources
from clientguard.actions.communication.incoming.sources import Seen, Source, read_sources
from clientguard.actions.records import editing, merging
from clientguard.domain.records import ImportRun, Instant, Message
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.mail import read_mail
from clientguard.store.records import lookup
from tests.factories import add
from tests.mailboxes import ADA, JOAN, letter

SISTER = "ruth@home.example"
CANARY = "Vermilion-Heron-77"
NOW = Instant(1_795_400_000_000, 0)


@pytest.fixture
def harbour(book):
    add(book, "contact_point", system="email", value=ADA)
    client = add(book, "client", name="Harbour Books")
    add(book, "contact", client=client, name="Joan Field", email=JOAN)
    return client


@pytest.fixture
def inbox(tmp_path):
    path = tmp_path / "Inbox"
    private = letter(2, f"Ruth {CANARY} <{SISTER}>", ADA).replace(b"Words", CANARY.encode())
    path.write_bytes(letter(1, JOAN, ADA) + private)
    return path


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def grow(path, *numbers):
    with path.open("ab") as file:
        file.write(b"".join(letter(number, JOAN, ADA) for number in numbers))


def passed_through(seen: Seen) -> Seen:
    """Return what was seen as the next start of the program reads it."""
    return sources.seen_from(json.loads(json.dumps(seen.plain())))


def test_only_what_is_new_enters(book, harbour, inbox):
    there = sources.added(book, [], inbox, None)
    first = read_sources(book, there, Seen())
    assert (first.taken.messages, first.taken.passed) == (1, 1)
    again = read_sources(book, first.sources, passed_through(first.seen))
    assert (again.taken.messages, again.taken.passed, again.taken.imports) == (0, 0, {})
    grow(inbox, 3, 4)
    grown = read_sources(book, again.sources, passed_through(again.seen))
    assert (grown.taken.messages, len(all_of(book, Message))) == (2, 3)
    assert read_sources(book, there, grown.seen, whole=True).taken.imports[harbour].messages == 0


def test_an_unchanged_source_is_not_even_opened(book, harbour, inbox, monkeypatch):
    first = read_sources(book, [Source(inbox)], Seen())

    def opened(*_arguments):
        raise AssertionError

    monkeypatch.setattr(read_mail, "_read_file", opened)
    assert read_sources(book, first.sources, first.seen).taken.messages == 0


def test_whoever_was_assigned_comes_in_with_the_next_reading(book, harbour, inbox):
    first = read_sources(book, [Source(inbox)], Seen())
    (sister,) = first.taken.unmatched
    assert sister.address == SISTER
    known_people.assign(book, SISTER, harbour, "Ruth")
    second = read_sources(book, first.sources, first.seen)
    assert (second.taken.messages, second.taken.unmatched) == (1, ())


def test_a_casebook_put_back_from_before_gets_everything_again(book, harbour, inbox, tmp_path):
    first = read_sources(book, [Source(inbox)], Seen())
    foreign = Seen((first.seen.entry[0], "00" * 32), first.seen.known, first.seen.marks)
    assert len(read_sources(book, first.sources, foreign).taken.imports[harbour].duplicates) == 1
    beyond = Seen((first.seen.entry[0] + 50, first.seen.entry[1]), first.seen.known, first.seen.marks)
    assert len(read_sources(book, first.sources, beyond).taken.imports[harbour].duplicates) == 1


def test_an_import_that_was_undone_does_not_come_back_by_itself(book, harbour, inbox):
    first = read_sources(book, [Source(inbox)], Seen())
    editing.remove_records(book, first.taken.runs)
    assert read_sources(book, first.sources, first.seen).taken.messages == 0
    assert read_sources(book, first.sources, first.seen, whole=True).taken.messages == 1


def test_a_source_that_vanished_says_since_when_and_is_read_when_it_is_back(book, harbour, inbox, tmp_path):
    first = read_sources(book, [Source(inbox)], Seen(), clock=lambda: NOW)
    away = inbox.rename(tmp_path / "away")
    second = read_sources(book, first.sources, first.seen, clock=lambda: NOW)
    third = read_sources(book, second.sources, passed_through(second.seen))
    assert second.gone == third.gone == (Source(inbox, None, NOW.ms, NOW.ms),)
    away.rename(inbox)
    grow(inbox, 3)
    back = read_sources(book, third.sources, third.seen)
    assert (back.gone, back.taken.messages, back.taken.passed) == ((), 1, 1)  # from the last message on


def test_a_source_of_one_client_takes_all_but_drafts_and_deleted_mail(book, harbour, tmp_path):
    folder = tmp_path / "Harbour"
    folder.mkdir()
    (folder / "Inbox").write_bytes(letter(1, "new@somewhere.example", ADA))
    (folder / "Drafts").write_bytes(letter(2, ADA, JOAN))
    found = read_sources(book, [Source(folder, harbour)], Seen())
    assert found.taken.messages == 1
    assert found.taken.unmatched == ()


def test_a_merged_client_is_followed_and_a_removed_one_said(book, harbour, inbox):
    pier = add(book, "client", name="Pier")
    merging.merge(book, pier, harbour)
    found = read_sources(book, [Source(inbox, pier)], Seen())
    assert list(found.taken.imports) == [harbour]
    gone = add(book, "client", name="Gone")
    editing.remove_records(book, [gone])
    found = read_sources(book, [Source(inbox, gone)], Seen())
    assert [str(each.reason) for each in found.taken.unreadable] == ["Its client is no longer on record."]


def test_a_profile_of_thunderbird_is_read_where_its_mail_is(book, harbour, tmp_path):
    profile = tmp_path / "abc.default"
    (profile / "ImapMail" / "mail.example").mkdir(parents=True)
    (profile / "prefs.js").write_text("")
    (profile / "ImapMail" / "mail.example" / "INBOX").write_bytes(letter(1, JOAN, ADA))
    found = read_sources(book, [Source(profile)], Seen())
    assert (found.taken.messages, found.taken.unreadable) == (1, ())


def test_cancelled_half_way_it_writes_nothing(book, harbour, tmp_path):
    path = tmp_path / "many"
    path.write_bytes(b"".join(letter(1, JOAN, ADA, more=f"X-N: {number}\n") for number in range(100)))
    steps = iter([False, False, True])
    with pytest.raises(Cancelled):
        read_sources(book, [Source(path)], Seen(), cancelled=lambda: next(steps))
    assert all_of(book, Message) == all_of(book, ImportRun) == []


def test_nothing_private_is_in_the_record_or_in_what_this_computer_keeps(book, harbour, inbox, caplog):
    found = read_sources(book, [Source(inbox)], Seen())
    kept = json.dumps([found.seen.plain(), [each.plain() for each in found.sources]])
    (run,) = all_of(book, ImportRun)
    assert (run.source, run.messages, run.unmatched, run.detail) == ("Inbox", 1, 1, "")
    for private in (CANARY, SISTER, JOAN, "Letter"):
        assert private not in kept + caplog.text + run.detail + run.source


def test_what_cannot_be_a_source_is_refused(book, harbour, inbox, tmp_path):
    there = sources.added(book, [], inbox, None)
    with pytest.raises(KnownError, match="is a source already"):
        sources.added(book, there, inbox, harbour)
    with pytest.raises(KnownError, match="cannot be a source"):
        sources.added(book, there, tmp_path / "nowhere", None)
    with pytest.raises(KnownError, match="is the casebook that is open"):
        sources.added(book, there, book.path, None)


@pytest.mark.parametrize("plain", [None, {}, [1], [{"path": 1}], {"entry": [1], "known": "", "marks": {}}])
def test_settings_that_make_no_sense_are_no_sources(plain):
    assert sources.sources_from(plain) == []
    assert sources.seen_from(plain) == Seen()


def test_sources_are_kept_as_plain_data(tmp_path):
    for each in (Source(tmp_path), Source(tmp_path, 7, 9, 8)):
        assert sources.sources_from(json.loads(json.dumps([each.plain()]))) == [each]


def test_a_folder_that_is_another_one_now_is_read_as_such(book, harbour, tmp_path):
    folder = tmp_path / "Mail"
    folder.mkdir()
    (folder / "1.eml").write_bytes(letter(1, JOAN, ADA).partition(b"\n")[2])
    first = read_sources(book, [Source(folder)], Seen())
    shutil.rmtree(folder)
    folder.write_bytes(letter(2, JOAN, ADA))
    assert read_sources(book, first.sources, first.seen).taken.messages == 1


def test_what_is_watched_are_the_files_their_folders_and_the_folders_below(tmp_path):
    mail, mbox = tmp_path / "Mail", tmp_path / "elsewhere" / "a.mbox"
    (mail / "old").mkdir(parents=True)
    mbox.parent.mkdir()
    mbox.write_bytes(letter(1, JOAN, ADA))
    gone = Source(tmp_path / "gone" / "b.mbox")
    found = sources.places_to_watch([Source(mail), Source(mbox), Source(mbox), gone])
    assert {mbox, mbox.parent} < set(found)
    assert len(found) == len(set(found))
    assert not any("gone" in str(each) for each in found)
    assert len(sources.places_to_watch([Source(mail), Source(mbox)], most=1)) == 1
    assert set(sources.places_to_watch([Source(mbox), Source(mbox.parent)])) >= {mbox, mbox.parent}
