"""Real mail, and mail made to break readers: what other programs found in it is found here."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.outlook import tnef
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable

LISTS = "email/apache+incubator-ponymail-unit-tests/corpus"


@cache
def read(*paths: Path) -> tuple[MailDraft | Unreadable, ...]:
    items = tuple(read_mail.read_mail(paths))
    assert read_mail.count_messages(paths) == len(items)
    return items


def drafts(*paths: Path) -> list[MailDraft]:
    return [item for item in read(*paths) if isinstance(item, MailDraft)]


def one(path: Path) -> MailDraft:
    (draft,) = drafts(path)
    return draft


# --- the mailbox of the main job ---


def test_a_month_of_a_list_has_320_messages_of_which_3_came_twice(corpus: Path):
    month = drafts(corpus / LISTS / "maven-dev-2017-11-listsao.mbox")
    assert len(month) == 320
    times = Counter(draft.digest for draft in month)
    assert len(times) == 317
    again = [digest for digest, count in times.items() if count == 2]
    assert len(again) == 3
    for digest in again:
        assert len({draft.message_id for draft in month if draft.digest == digest}) == 1


def test_its_36_messages_without_date_are_dated_by_their_from_line(corpus: Path):
    month = drafts(corpus / LISTS / "maven-dev-2017-11-listsao.mbox")
    assert Counter(draft.dated_by for draft in month) == {"date": 284, "envelope": 36}
    for draft in month:
        assert datetime(2017, 10, 31, tzinfo=UTC) < datetime.fromtimestamp(draft.at_ms / 1000, UTC)
        assert datetime.fromtimestamp(draft.at_ms / 1000, UTC) < datetime(2017, 12, 2, tzinfo=UTC)


def test_two_copies_of_an_archive_leave_its_ten_messages(corpus: Path):
    first, second = (corpus / LISTS / f"maven_duplicates_2017_listsao_{number}.mbox" for number in (1, 2))
    assert [len(drafts(each)) for each in (first, second)] == [10, 10]
    for order in permutations((first, second)):
        assert len({draft.digest for draft in drafts(*order)}) == 10


def test_every_mailbox_has_the_messages_and_attachments_that_its_makers_count(corpus: Path):
    cases = [case for case in json.loads((corpus / "expected/mbox_counts.json").read_text()) if "mbox" in case]
    assert len(cases) == 13
    for case in cases:
        found = drafts(corpus / case["mbox"])
        assert len(found) == case["messages"], case["mbox"]
        if "attachments" in case:
            assert sum(len(draft.attachments) for draft in found) == case["attachments"], case["mbox"]


# --- single messages ---


def facts(corpus: Path, name: str) -> list[dict[str, Any]]:
    return json.loads((corpus / "expected" / name).read_text(encoding="utf-8"))


def test_facts_of_single_messages_hold(corpus: Path):
    compared = 0
    for fact in facts(corpus, "email_facts.json"):
        draft = one(corpus / fact["file"])
        found = {
            "attachments": len(draft.attachments),
            "attachment_names": [each.name for each in draft.attachments],
            "sizes": [len(each.data) for each in draft.attachments],
            # There lines end in one byte; an attached message is kept here as it came, with two.
            "second_size": len(draft.attachments[1].data.replace(b"\r\n", b"\n")) if draft.attachments[1:] else 0,
            "from_addr": draft.sender,
            "from_name": draft.sender_name,
            "to": list(draft.recipients),
            "subject": draft.subject,
            "body": draft.body + "\n",
            "date": draft.at_ms,
        }
        for key in found.keys() & fact.keys():
            wanted = fact[key]
            if key == "date":
                wanted = datetime.fromisoformat(wanted).timestamp() * 1000
            elif key == "subject":
                wanted = " ".join(wanted.split())
            assert found[key] == wanted, (fact["file"], key)
            compared += 1
    assert compared == 34


# Where the other reader counts parts differently: its nested messages' parts, its second texts, or a body of ours.
OTHER_COUNTS = 12


def test_another_reader_agrees_on_subjects_senders_and_most_attachments(corpus: Path):
    cases = facts(corpus, "email_stalwart_oracle.json")
    subjects = senders = attachments = 0
    for case in cases:
        draft = one(corpus / case["file"])
        senders += draft.sender == (case["from_addr"] or "")
        wanted = " ".join((case["subject"] or "").split())
        # Raw Latin-1, which it shows as broken, is read here; where there is no subject, the first words stand.
        subjects += draft.subject == wanted or not wanted or "�" in wanted
        attachments += len(draft.attachments) == case["attachments"]
    assert senders == len(cases)
    assert subjects == len(cases)
    assert attachments == len(cases) - OTHER_COUNTS


@pytest.mark.parametrize("name", ["thai-tis620-b-base64", "thai-tis620-q-qp", "thai-utf8-b-base64"])
def test_thai_mail_is_read_right(corpus: Path, name: str):
    draft = one(corpus / f"email/_derived_i18n/{name}.eml")
    thai = (corpus / "i18n/_derived/udhr_tha.utf-8.txt").read_text(encoding="utf-8")
    assert draft.sender_name == "สมชาย ใจดี"
    assert draft.subject in thai
    assert "".join(draft.body.split()) in "".join(thai.split())


def test_raw_thai_in_a_header_is_read_right(corpus: Path):
    draft = one(corpus / "email/_derived_i18n/thai-raw-tis620-header.eml")
    assert draft.subject == one(corpus / "email/_derived_i18n/thai-utf8-b-base64.eml").subject
    assert draft.offset == 420


def test_frisian_mail_is_read_right(corpus: Path):
    draft = one(corpus / "email/_derived_i18n/frisian-latin1-q.eml")
    assert draft.sender_name == "Sjoukje Hâns"
    assert "wrâld dêr't" in draft.body


def test_a_maildir_is_searched_with_its_folders(corpus: Path):
    """Its four files hold a letter each: found, and refused."""
    items = read(corpus / "email/stalwartlabs+mail-parser/maildir")
    assert [item.source.split("/")[1] for item in items] == [".My Folder", ".My Folder.Nested Folder", "cur", "new"]
    assert all(isinstance(item, Unreadable) for item in items)


def test_no_calendar_contact_card_or_table_is_taken_for_mail(corpus: Path):
    paths = [path for folder in ("calendar", "vcard", "csv") for path in sorted((corpus / folder).rglob("*.*"))]
    others = [path for path in paths if path.suffix in (".ics", ".vcf", ".csv", ".json", ".xml", ".yaml", ".yml")]
    assert len(others) > 250
    assert [path.name for path in others if drafts(path)] == []


# --- winmail.dat, beside what another reader took out of it ---


def test_what_outlook_packed_is_unpacked_as_another_reader_unpacks_it(corpus: Path):
    folder = corpus / "email/jstedfast+MimeKit/tnef"
    compared = 0
    for path in sorted(folder.glob("*.tnef")):
        found = tnef.read(path.read_bytes())
        assert found.is_whole, path.name
        files = {each.name: each.data.replace(b"\r\n", b"\n") for each in found.files}
        for wanted in sorted((folder / path.stem).glob("*")):
            if wanted.name in files and wanted.suffix != ".rtf":
                theirs = wanted.read_bytes().replace(b"\r\n", b"\n")
                # It keeps the 16 bytes before an object that name the program which wrote it.
                assert files[wanted.name] in (theirs, theirs[16:]), wanted
                compared += 1
    assert compared >= 6


def test_the_text_of_packed_messages_is_read(corpus: Path):
    folder = corpus / "email/jstedfast+MimeKit/tnef"
    texts = {path.stem: tnef.read(path.read_bytes()).text for path in folder.glob("*.tnef")}
    assert texts["unicode-mapi-attr"].endswith("hello world")
    assert texts["body"].startswith("THE BILL OF RIGHTS\nAmendments 1-10")
    assert texts["triples"] == "Sample description"
    assert texts["MAPI_ATTACH_DATA_OBJ"].startswith("Det er jo en velkjent sak at bodødamene")
    assert texts["unicode-mapi-attr-name"].startswith("Przesyłam poprawiony plik")


# --- everything ---

NO_MAIL = {  # among files that are named as mail: without a field, or empty
    "malformedHeader-noheader.msg",
    "malformedHeaderStartsBody-noheader.msg",
    "email.01",
}


def test_every_file_of_the_corpus_is_read_or_refused_with_a_reason(corpus: Path):
    refused: set[str] = set()
    messages = 0
    for path in sorted(corpus.rglob("*")):
        if not path.is_file():
            continue
        for item in read(path):
            if isinstance(item, Unreadable):
                assert item.reason.text
                refused.add(path.name)
            else:
                messages += 1
                assert item.subject
                assert len(item.digest) == 64
                item.body.encode()
    assert messages > 1300
    mails = {
        p.name for p in (corpus / "email").rglob("*") if p.suffix in (".eml", ".mbox", ".msg") or "email." in p.name
    }
    assert refused & mails == NO_MAIL


def test_every_eml_of_the_corpus_holds_exactly_one_message(corpus: Path):
    for path in sorted((corpus / "email").rglob("*.eml")):
        assert len(drafts(path)) == 1, path.name
