"""Every Outlook message, calendar and contact card of the corpus, changed at random: all of it comes in or is refused.

The changes have a fixed seed and a fixed number. Whatever is taken into the record is what a form would take as well.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientguard.actions.communication.incoming.import_any import import_any
from clientguard.exchange.calendar.read_calendar import read_calendars
from clientguard.exchange.contacts.read_cards import read_cards
from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable
from tests.exchange.mail.test_mail_fuzz import check
from tests.factories import add
from tests.hostile import hostile_book, nothing_else_is_touched  # noqa: F401 - fixtures
from tests.test_hostile_incoming import HOW, chat, fine

LARGEST = 200_000  # bytes of a file that is changed
CHANGED = 150  # files of each kind for the readers alone
TAKEN = 30  # files of each kind for the whole import
NOW = datetime(2026, 11, 22, tzinfo=UTC)
KINDS = {"msg": ".msg", "calendar": ".ics", "vcard": ".vcf"}
BITS = [
    *(b"\0", b"\xff", b"\n", b"\r\n ", b"\t", b":", b";", b'"', b"=\n", b"\\", b"9" * 30, b"-1", b"\x80", b"T", b"Z"),
    *(b"\xed\xa0\x80", b"\xe2\x80\xae", "²".encode(), "٣".encode(), b"\xfe\xff\xff\xff", b"\xff\xff\xff\xff"),
    *(b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"BEGIN:VCARD\n", b"END:VCARD\n", b"DTEND:99991231T235959\n"),
    *(b"DTSTART:00010101T000000Z\n", b"DTSTART;TZID=Asia/Bangkok:99991231T235959\n", b"RRULE:FREQ=DAILY\n"),
    *(b"RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=-1\n", b"FREQ=SECONDLY", b";ENCODING=QUOTED-PRINTABLE:", b";ENCODING=B:"),
    *(
        b";CHARSET=utf-7:",
        b";CHARSET=rot13:",
        b"31/2/2026",
        b"0/0/0000",
        b"12:60",
        b"/",
        b"ATTENDEE:mailto:a@b.example\n",
    ),
]


def changed(chance: random.Random, files: list[bytes], *, in_place: bool = False) -> bytes:
    """Return one of the files with pieces cut, doubled, turned, taken from another, or put in.

    `in_place`: what is put in takes the place of as much, since what Outlook writes is damaged as a whole otherwise.
    """
    data = bytearray(chance.choice(files))
    for _ in range(chance.choice((1, 1, 2, 3, 6, 20))):
        at, length = chance.randint(0, len(data)), chance.choice((0, 1, 1, 4, 40, 600))
        piece, other = bytes(data[at : at + length]), chance.choice(files)
        start = chance.randint(0, len(other))
        ways = (b"", piece * 3, other[start : start + 512], bytes(each ^ 1 << chance.randrange(8) for each in piece))
        new = chance.choice((*ways, chance.choice(BITS), chance.choice(BITS)))
        if in_place:
            new, length = new[: len(data) - at], min(len(new), len(data) - at)
        data[at : at + length] = new
    return bytes(data[: chance.randint(0, len(data))] if chance.random() < 0.1 else data)


def files_of(corpus: Path, kind: str) -> list[Path]:
    found = [each for each in sorted((corpus / kind).rglob("*")) if each.suffix.lower() == KINDS[kind]]
    assert len(found) > 10
    return found


def small(corpus: Path, kind: str) -> list[bytes]:
    return [each.read_bytes() for each in files_of(corpus, kind) if each.stat().st_size <= LARGEST]


def read(kind: str, path: Path) -> Iterator[object]:
    """Yield what the reader of a kind makes of a file."""
    if kind == "msg":
        yield from read_mail.read_mail([path])
    else:
        yield from read_calendars([path], NOW) if kind == "calendar" else read_cards([path])


@pytest.mark.parametrize("kind", KINDS)
def test_changed_files_end_in_drafts_or_reasons(corpus, tmp_path, kind):
    chance, files = random.Random(f"readers {kind}"), small(corpus, kind)
    path = tmp_path / f"a{KINDS[kind]}"
    drafts = 0
    for _ in range(CHANGED):
        path.write_bytes(changed(chance, files, in_place=kind == "msg"))
        found = list(read(kind, path))
        assert found
        for each in found:
            drafts += not isinstance(each, Unreadable)
            if isinstance(each, Unreadable):
                assert each.reason.text.format(**each.reason.values).strip()
            elif isinstance(each, MailDraft):
                check(each)
    assert drafts > CHANGED / 5  # changed, and not only broken


def test_all_of_it_changed_is_taken_into_the_record_as_a_form_would_take_it(book, corpus, tmp_path):
    chance = random.Random("import")
    folder = tmp_path / "in"
    folder.mkdir()
    seeds = {suffix: small(corpus, kind) for kind, suffix in KINDS.items()} | {".txt": [chat("Blue"), chat("[photo]")]}
    for suffix, files in seeds.items():
        for number in range(TAKEN):
            (folder / f"{number}{suffix}").write_bytes(changed(chance, files, in_place=suffix == ".msg"))
    client = add(book, "client", name="Harbour Books")
    taken = import_any(book, [folder], client=client, how=HOW)
    fine(book, taken)
    assert taken.messages > TAKEN / 5
    assert taken.unreadable
    assert all(each.added for each in taken.others.all)
