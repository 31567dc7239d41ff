"""Everything that reads what strangers, drives or hands may have written, fed with changed input.

A reader may refuse in its own words; it may not raise anything else, take for ever, write anywhere, or use the network.
"""

from __future__ import annotations

import dataclasses
import random
import re
import signal
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientguard.domain.casebook.recovery import CodeError, code_of, parse_code
from clientguard.domain.communication.letter_example import example
from clientguard.domain.journal.tree import parse_anchor
from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records import KINDS
from clientguard.domain.records.parse import FieldError, parse, plain
from clientguard.errors import KnownError
from clientguard.exchange.calendar.read_calendar import read_calendar
from clientguard.exchange.chat.read_chat import is_chat, read_chat
from clientguard.exchange.contacts.read_cards import read_card_bytes
from clientguard.exchange.mail import mail_headers, read_mail
from clientguard.exchange.mail.encoding import charsets, transfer
from clientguard.exchange.mail.html_text import enriched_text, html_text
from clientguard.exchange.tables import drafts, known_tables, read_table
from clientguard.letters.render import render
from clientguard.letters.template import parse_template
from clientguard.settings import Settings
from clientguard.store.backup import manifest
from clientguard.store.file.salts import Salts
from clientguard.store.verify import full
from clientguard.texts import words
from tests import factories
from tests.exchange.calendar.test_read_calendar import NOW
from tests.exchange.chat.test_read_chat import ANDROID, COMPUTER, COMPUTER_THAI, IPHONE, LINE
from tests.exchange.contacts.test_read_cards import card
from tests.exchange.mail.outlook import msgs
from tests.exchange.mail.test_mail_fuzz import BITS, SEEDS, check
from tests.factories import TODAY
from tests.faults.shim import Shim

WATCHDOG = 60  # seconds for one input of some KB
FIELDS = {(field.type, field.choices): field for kind in KINDS.values() for field in kind.fields}
HEADERS = [
    b'"Field, Joan" <joan@harbour.example> (home), list: a@b.example, c@d.example; =?utf-8?Q?J=C3=B8?= <x@y.example>',
    b"Fri, 20 Nov 2026 16:12:01 +0700 (ICT)",
    b"attachment; filename*0*=utf-8''%E0%B8%81; filename*1=\"b;c.pdf\"; size=12",
    b'multipart/mixed; boundary="=_b"; charset="tis-620"',
    b"=?iso-8859-1?B?5Wnm?= =?utf-8?q?_x?= plain =?broken?",
]
PAGES = [
    b"<html><body><p>Hello <b>you</b><br>a &amp; b &#3585;</p><blockquote>old<blockquote>older</blockquote>"
    b"<a href='https://x.example/?a=1&b=2'>link</a><table><tr><td>1</td></tr></table><!-- no --><script>x()</script>",
    b"<bold>Hi</bold> <<there>> <param>red</param>\n\nnext <![CDATA[x]]> <p title='>'>y",
]
WRITTEN = [
    *(b"2026-11-22", b"22/11/2026", b"22 nov", b"nov 29, 2024", b"+2w", b"-9999y", b"fri", b"today", b"1h30", b"1.5h"),
    *(
        b"fri 9:00",
        b"2026-11-22T16:12:01.250+07:00",
        b"4,800.00",
        b"4.800,00",
        b"1,240",
        b"-0.5",
        b"yes",
        b"eur",
        b"12",
    ),
    *(
        b"net 30",
        b"2/10 net 30",
        b"net 5, then pay days 5, 20, modified next business day",
        b'40% on signing, 30% on "Design accepted", 200.50 EUR, rest 14 days after delivery',
        b"due on receipt",
        b"end of month",
        b"end of month + 15",
        b"15th of next month",
        b"upfront",
    ),
]
TABLES = [
    b"Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency,Document Type\n"
    b"2026-02-28,2026-03-10,R-1,Mill,236.50,100,136.50,CAD,Invoice\n2026-03-01,,R-2,Mill,50,0,50,EUR,\n",
    b'sep=;\nclient;number;issued;due;amount;currency;detail\n"Mill; Sons";R-1;31.12.2026;;1.234,50;EUR;"a ""b"""\n',
    "\ufeffname\tstage\tsince\taddress\temail\ttax_number\nMühle\tactive\t\t\t\t\n".encode("utf-16"),
]
TEMPLATES = [
    b"title: Mine\nsubject: About {{ invoice.number }}\nneeds: invoice, sender\n---\n{% if recipient.person %}Dear"
    b" {{ recipient.person|upper }},{% elif today %}Hi{% else %}Hello,{% endif %}\n{{ sender.address|join('; ') }}\n",
]
CALENDARS = [
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:Home\r\nBEGIN:STANDARD\r\nDTSTART:20001029T030000\r\n"
    b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    b"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTART;TZID=Home:20261120T090000\r\nDURATION:PT1H30M\r\n"
    b"SUMMARY;LANGUAGE=en:Plan\\, and\r\n  more\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR;COUNT=6\r\n"
    b"EXDATE;TZID=Home:20261123T090000\r\nORGANIZER;CN=Ann:mailto:ann@harbour.example\r\n"
    b"ATTENDEE;PARTSTAT=DECLINED:mailto:ben@mill.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:2@x\nSTATUS:CANCELLED\nDTSTART:20261120T090000Z\nDTEND:20261120T100000Z\n"
    b"RDATE:20261121T090000Z,20261122T090000Z/PT1H\nSUMMARY:Call\nEND:VEVENT\nEND:VCALENDAR\n",
]
CARDS = [
    card("N:Ash;Ann;;Dr.;", "FN:Dr. Ann Ash", "ORG:Harbour;Sales", "EMAIL;TYPE=WORK,PREF:ann@harbour.example",
         "item1.TEL;TYPE=CELL:+31 6 1234", "PHOTO;ENCODING=b:AAAA", " BBBB"),
    card("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BC=\r\nrgen", "TEL;WORK:123", version="2.1"),
    card("FN:Ben", "TEL;VALUE=uri:tel:+66-2-123", "KIND:individual", version="4.0") * 2,
]  # fmt: skip
CHATS = [each.encode() for each in (ANDROID, IPHONE, LINE, COMPUTER, COMPUTER_THAI)]
OUTLOOK = [
    msgs.file(msgs.with_all(msgs.message(), [msgs.recipient("Ben", "ben@mill.example")],
                            [msgs.attachment("a.txt", b"words"), msgs.attached(msgs.message(inner=True))])),
]  # fmt: skip
LISTS = [
    b"[]",
    b'{"recent": ["/a.casebook", 3], "look": "dark", "auto_lock": 15, "layouts": {"a": "00"}, "window": "ff"}',
    b'{"/a.casebook": {"salt": "000102030405060708090a0b0c0d0e0f", "scheme": "x", "failed": 4}}',
    b'{"format": 1, "casebook": "00", "journal": {"size": 3, "root": "ab"}, "schema": 2, "tables": {"a": "b"},'
    b' "file": {"sha256": "c", "bytes": 4096}, "moment": {"ms": 5, "offset": 60}, "version": "1",'
    b' "encryption": {"salt": "0f"}}',
]
MORE = [
    *(
        b"null",
        b"[]",
        b"{}",
        b"-1",
        b"1e999",
        b"NaN",
        b"Infinity",
        b'"',
        b"\\ud800",
        b"\xd9\xa3",
        b"\xc2\xb2",
        b"\xe2\x81\xb0",
    ),
    *(
        b"9" * 400,
        b"[" * 3000,
        b"<div>" * 300,
        b":",
        b",",
        b".",
        b"-",
        b"+",
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"'",
        b"%00",
    ),
]
TOKEN = re.compile(rb'\d+|"[^"]*"|[a-z]+|\{[^{}]*\}')


@dataclass(frozen=True)
class Reader:
    """A reader of bytes: what is changed, what reads it, and how often it has its turn among all."""

    name: str
    seeds: list[bytes]
    read: Callable[[bytes], object]
    weight: int


class Bench:
    """The readers, with a folder for what has to lie in a file."""

    def __init__(self, shim: Shim, folder: Path, corpus: Path | None) -> None:
        folder.mkdir()
        self._shim = shim
        self._folder = folder
        self._book = folder / "book.casebook"
        factories.firm_book(self._book).close()
        self._salts = Salts(folder / "salts")
        (folder / "salts").mkdir()
        mails = sorted(corpus.rglob("*.eml"))[:400] if corpus else []
        letters = [each.read_bytes()[:20_000] for each in mails]
        readers = (
            Reader("a mail", SEEDS + letters, lambda data: self._mail("one.eml", data), 20),
            Reader("a mailbox", SEEDS, lambda data: self._mail("many.mbox", data), 10),
            Reader("an Outlook message", OUTLOOK, lambda data: self._mail("one.msg", data), 4),
            Reader("a calendar", CALENDARS, _calendar, 10),
            Reader("contact cards", CARDS, _cards, 10),
            Reader("a chat", CHATS, _chat, 10),
            Reader("HTML", PAGES, _page, 10),
            Reader("headers", HEADERS, _header, 20),
            Reader("bytes of a part", SEEDS + PAGES, _part, 8),
            Reader("fields", WRITTEN, _fields, 16),
            Reader("terms", WRITTEN, _terms, 10),
            Reader("a list", TABLES, self._table, 8),
            Reader("a letter's template", TEMPLATES, _template, 8),
            Reader("an anchor", [b"4812:" + b"7c1e" * 16], _anchor, 5),
            Reader("a recovery code", [code_of(bytes(range(32))).encode()], lambda data: parse_code(_text(data)), 5),
            Reader("settings", LISTS, self._settings, 10),
            Reader("salts", LISTS, self._kept_salts, 10),
            Reader("a manifest", LISTS, self._manifest, 10),
            Reader("a casebook", [self._book.read_bytes()], self._casebook, 1),
        )
        controls = (
            Reader("control: raises", HEADERS, _raising, 0),
            Reader("control: hangs", HEADERS, _hanging, 0),
            Reader("control: writes", HEADERS, lambda _: (folder.parent / "elsewhere").write_bytes(b""), 0),
        )
        self._readers = {each.name: each for each in (*readers, *controls)}

    def run(self, rng: random.Random, count: int, only: str = "", patience: int = WATCHDOG) -> dict[str, Any]:
        """Feed `count` changed inputs to the readers by turns, or to one of them."""
        readers = list(self._readers.values())
        weights = [each.weight for each in readers]
        complaints: list[str] = []
        signal.signal(signal.SIGALRM, _too_long)
        self._shim.arm(self._folder, None, 0)
        for _ in range(count):
            reader = self._readers[only] if only else rng.choices(readers, weights)[0]
            data = mutated(rng, reader.seeds)
            try:
                signal.alarm(patience)
                reader.read(data)
            except (KnownError, FieldError, TermsError, CodeError):
                continue
            except TimeoutError:
                complaints.append(f"{reader.name}: took longer than {patience} s: {data[:300]!r}")
            except Exception:  # noqa: BLE001 - it is what is looked for
                complaints.append(_told(reader, data))
            finally:
                signal.alarm(0)
        seen = self._shim.disarm()
        return {"parsed": count, "complaints": complaints, "outside": seen["outside"], "network": seen["network"]}

    def _write(self, name: str, data: bytes) -> Path:
        path = self._folder / name
        path.write_bytes(data)
        return path

    def _mail(self, name: str, data: bytes) -> None:
        path = self._write(name, data)
        items = list(read_mail.read_mail([path]))
        assert len(items) == read_mail.count_messages([path])
        for item in items:
            if isinstance(item, read_mail.MailDraft):
                check(item)
            else:
                assert item.reason.text.format(**item.reason.values)

    def _settings(self, data: bytes) -> None:
        self._write("settings.json", data)
        found = Settings.load(self._folder)
        found.backup_folders("00")
        dataclasses.asdict(found)

    def _kept_salts(self, data: bytes) -> None:
        name = str(self._book.resolve()).encode()
        self._write("salts/salts.json", data.replace(b"/a.casebook", name))
        self._write("salts/guesses.json", data)
        self._salts.guesses.failures(self._book)
        self._salts.salt(self._book)

    def _table(self, data: bytes) -> None:
        sheet = read_table.read_sheet(self._write("a.csv", data))
        table, plan = known_tables.recognised(sheet, {})
        for kind in known_tables.FIELDS:
            found = plan if plan and plan.kind == kind else known_tables.guessed(table, kind)
            if not known_tables.missing(found):
                drafts.understood(table, found)

    def _manifest(self, data: bytes) -> None:
        self._write("book 1.json", data)
        manifest.read_manifest(self._folder / "book 1.casebook")

    def _casebook(self, data: bytes) -> None:
        full.verify(self._write("changed.casebook", data))


def mutated(rng: random.Random, seeds: list[bytes]) -> bytes:
    """Return one of the seeds with pieces cut, doubled, exchanged or put in."""
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        at = rng.randint(0, len(data))
        until = min(len(data), at + rng.choice((0, 1, 1, 4, 40)))
        tokens = list(TOKEN.finditer(data)) if len(data) < 700 and rng.random() < 0.3 else []
        if tokens:
            at, until = rng.choice(tokens).span()
            data = data[:at] + rng.choice(MORE) + data[until:]
            continue
        match rng.randrange(6):
            case 0:
                new = b""
            case 1:
                new = data[at:until] * rng.choice((2, 2, 3, 50))
            case 2:
                other = rng.choice(seeds)
                start = rng.randint(0, len(other))
                new = other[start : start + 40]
            case 3:
                new = bytes(each ^ (1 << rng.randrange(8)) for each in data[at:until])
            case _:
                new = rng.choice(MORE if rng.random() < 0.5 else BITS)
        data = data[:at] + new + data[until:]
    return data


def _told(reader: Reader, data: bytes) -> str:
    return f"{reader.name}: uncaught over {data[:600]!r}: {traceback.format_exc()[-1500:]}"


def _too_long(*_: object) -> None:
    raise TimeoutError


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _page(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    html_text(text).encode()
    enriched_text(text)


def _calendar(data: bytes) -> None:
    _in_words(read_calendar(data, "a.ics", NOW))


def _cards(data: bytes) -> None:
    _in_words(read_card_bytes(data, "a.vcf"))


def _chat(data: bytes) -> None:
    is_chat(data)
    _in_words(read_chat(data, "WhatsApp Chat with Ann Ash.txt"))


def _in_words(found: Iterable[object]) -> None:
    """Look at all that was read: what could not be says so, and nothing is left out without a word."""
    items = list(found)
    assert items
    for item in items:
        if isinstance(item, read_mail.Unreadable):
            assert item.reason.text.format(**item.reason.values)
        else:
            repr(item).encode()


def _header(data: bytes) -> None:
    mail_headers.header_text(data).encode()
    mail_headers.words(data.decode("latin-1"))
    mail_headers.parameters(data)
    mail_headers.disposition(data)
    mail_headers.mailboxes(data)
    mail_headers.moment(data.decode("latin-1"))


def _part(data: bytes) -> None:
    for encoding in (b"base64", b"quoted-printable", b"x-uuencode", data[:12]):
        transfer.decoded(data, encoding)
    for label in ("", "utf-7", "iso-2022-jp", "hz", "tis-620", _text(data[:12])):
        charsets.decode(data[:2000], label)


def _fields(data: bytes) -> None:
    text = _text(data)
    for field in FIELDS.values():
        try:
            plain(field, parse(field, text, today=TODAY, currency="EUR", offset=60), "EUR")
        except FieldError as error:
            error.said.text.format(**error.said.values)


def _template(data: bytes) -> None:
    template = parse_template("reminder", "en", _text(data))
    render(template, example("en", TODAY, template.needs), words("en"))


def _anchor(data: bytes) -> None:
    with suppress(ValueError):  # as whoever asks for an anchor does
        parse_anchor(_text(data))


def _terms(data: bytes) -> None:
    terms = parse_terms(_text(data))
    terms.dues(TODAY, Money(100_01, "EUR"))
    terms.say()


def _raising(data: bytes) -> None:
    """Read as a careless reader would."""
    data.decode("ascii").split(";")[0].index("e")


def _hanging(data: bytes) -> None:
    """Go on for ever over some inputs."""
    while b"\x00" in data:
        pass
