"""What the fields of mail say."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.mail import mail_headers
from clientguard.exchange.mail.mail_headers import Mailbox, disposition, header_text, mailboxes, moment, parameters


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"Plain words", "Plain words"),
        (b"  folded\r\n\t and  wide ", "folded and wide"),
        ("Säying ขอบคุณ".encode(), "Säying ขอบคุณ"),
        (b"=?utf-8?B?4LiC4Lit4Lia4LiE4Li44LiT?=", "ขอบคุณ"),
        (b"=?utf-8?Q?a=5Fb_c?= d =?utf-8?Q?e?= =?utf-8?Q?f?=", "a_b c d ef"),
        (b"=?utf-8?B?4LiC4A==?= =?utf-8?B?uK3guJo=?=", "ขอบ"),  # cut in the midst of a character
        (b"=?tis-620?Q?=A2=CD=BA?=", "ขอบ"),
        (b"=?windows-874?B?os26?=", "ขอบ"),
        (b"=?iso-8859-1*en?Q?caf=E9?=", "café"),
        (b"=?NONE?B?VEVTVA=?=", "TEST"),
        (b"=?utf-8?Q?cut off", "cut off"),
        (b"=?utf-8?Q?What?now?=", "What?now"),
        (b"=?iso-8859-1?Q?Fr\xf6sche?=", "Frösche"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"2 + 2 =? 4", "2 + 2 =? 4"),
        (b"nul\x00 bell\x07 \xe2\x80\xaeturned", "nul bell turned"),
        (b"=?utf-8?B?AAo=?=x", "x"),
    ],
)
def test_words_are_read(raw: bytes, words: str):
    assert header_text(raw) == words


_PIECES = [
    "ann",
    "@",
    "example.org",
    "<",
    ">",
    '"',
    ",",
    " ",
    "\t",
    ".",
    "-",
    "(",
    ")",
    "a@b",
    "<a@b.c>",
    "=",
    "é",
    "'",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_a_simple_address_field_is_read_as_any_other(value: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail_headers, "_SIMPLE", re.compile(rb"(?!)"))  # nothing is simple
        thorough = mailboxes(value.encode())
    assert mailboxes(value.encode()) == thorough


def test_raw_thai_is_read_by_the_charset_of_its_message():
    assert header_text("เขต".encode("cp874") + b" " + "ขอบคุณ".encode("cp874"), "tis-620") == "เขต ขอบคุณ"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"ann@example.org", [("", "ann@example.org")]),
        (b"Ann B <ann@example.org>, bob@example.org", [("Ann B", "ann@example.org"), ("", "bob@example.org")]),
        (b'"B, Ann" <ann@example.org>', [("B, Ann", "ann@example.org")]),
        (b'"Big \\"A\\" Box" <a@example.org>', [('Big "A" Box', "a@example.org")]),
        (b"=?utf-8?Q?B,_Ann?= <ann@example.org>", [("B, Ann", "ann@example.org")]),
        (b'"=?utf-8?Q?Ann?=" <ann@example.org>', [("Ann", "ann@example.org")]),
        (b"ann@example.org (Ann (the first))", [("Ann (the first)", "ann@example.org")]),
        (b"Team: a@example.org, B <b@example.org>;", [("", "a@example.org"), ("B", "b@example.org")]),
        (b"undisclosed-recipients:;", []),
        (b"Undisclosed recipients", [("Undisclosed recipients", "")]),
        (b", ,a@example.org,,", [("", "a@example.org")]),
        (b"Ann ann@example.org", [("Ann", "ann@example.org")]),
        (b"Ann <ann@example.org", [("Ann", "ann@example.org")]),
        (b"<ann@example.org>", [("", "ann@example.org")]),
        (b"'Ann' <ann@example.org>", [("Ann", "ann@example.org")]),
        (b"ann@example.org <ann@example.org>", [("", "ann@example.org")]),
        (b"bounce-1=ann=example.org@lists.example", [("", "bounce-1=ann=example.org@lists.example")]),
        (b"<@relay.example:ann@example.org>", [("", "ann@example.org")]),
        (b"ann(home)@example.org", [("home", "ann@example.org")]),
        ("Jöhn <jdöe@mächine.example>".encode(), [("Jöhn", "jdöe@mächine.example")]),
        (b"root (Cron Daemon)", [("root", "")]),
        (b"A <a@example.org>; B <b@example.org>", [("A", "a@example.org"), ("B", "b@example.org")]),
        (b"", []),
    ],
)
def test_people_are_found(raw: bytes, found: list[tuple[str, str]]):
    assert mailboxes(raw) == [Mailbox(*each) for each in found]


def test_addresses_agree_with_another_reader(corpus: Path):
    """Addresses alone: where a comment belongs, and what is no address, is told differently there."""
    cases = json.loads((corpus / "email/stalwartlabs+mail-parser/address.json").read_text(encoding="utf-8"))
    differing = []
    for case in cases:
        expected = case["expected"] or {}
        people = expected.get("List") or [each for group in expected.get("Group", []) for each in group["addresses"]]
        wanted = [each["address"] for each in people if "@" in (each["address"] or "") and ":" not in each["address"]]
        found = [each.address for each in mailboxes(case["header"].encode()) if "@" in each.address]
        if found != wanted and not any(":" in each for each in found):
            differing.append(case["header"])
    assert len(cases) == 60
    # A route and an obsolete spelling that they keep and we undo; and lines that lost their comma.
    assert len(differing) == 3, differing


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("Fri, 20 Nov 2026 16:12:01 +0700", "2026-11-20T16:12:01+07:00"),
        ("20 Nov 2026 16:12 GMT", "2026-11-20T16:12:00+00:00"),
        ("Fri, 20 Nov 2026 16:12:01 -0330 (NST)", "2026-11-20T16:12:01-03:30"),
        ("Fri, 20 Nov 2026 16:12:01 EST", "2026-11-20T16:12:01-05:00"),
        ("Fri, 20 Nov 2026 16:12:01 ICT", "2026-11-20T16:12:01+07:00"),
        ("Fri, 20 Nov 2026 16:12:01", "2026-11-20T16:12:01+00:00"),
        ("Fri, 20 Nov 2026 16:12:01 XYZ", "2026-11-20T16:12:01+00:00"),
        ("Fri, 20 Nov 2026 16:12:01 +9900", "2026-11-20T16:12:01+00:00"),
        ("Fri, 20 Nov 2026 16:12:01 GMT+0700", "2026-11-20T16:12:01+07:00"),
        ("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00"),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"),
        ("Thu, 13 Feb 1969 23:32:54 -0330", "1969-02-13T23:32:54-03:30"),
        ("Fri Nov 20 16:12:01 2026", "2026-11-20T16:12:01+00:00"),
        ("Fri Nov 20 16:12:01 PDT 2026", "2026-11-20T16:12:01-07:00"),
        ("Fri Nov 20 16:12:01 +0000 2026", "2026-11-20T16:12:01+00:00"),
        ("Fri Nov 20 16:12:01 2026 +0200", "2026-11-20T16:12:01+02:00"),
        ("2026-11-20T16:12:01.250+07:00", "2026-11-20T16:12:01+07:00"),
        ("Tue, 30 Jun 2015 23:59:60 +0000", "2015-06-30T23:59:59+00:00"),
        ("20 November 2026", "2026-11-20T00:00:00+00:00"),
    ],
)
def test_a_moment_is_read(said: str, iso: str):
    at = moment(said)
    assert at is not None
    wanted = datetime.fromisoformat(iso)
    offset = wanted.utcoffset()
    assert offset is not None
    assert at.ms == wanted.timestamp() * 1000
    assert at.offset == offset.total_seconds() // 60


@pytest.mark.parametrize(
    "said",
    ["", "soon", "Fri, 31 Feb 2026 10:00:00 +0000", "1 Jan 0000 00:00:00", "1 Jan 9999 00:00:00 +0000",
     "32 Nov 2026 10:00:00", "Fri, 20 Foo 2026 10:00:00", "20 Nov 2026 25:00:00", "99 99 99"],
)  # fmt: skip
def test_a_moment_that_is_none_is_not_made_up(said: str):
    assert moment(said) is None


@pytest.mark.parametrize(
    ("raw", "kind", "wanted"),
    [
        (b"text/plain", "text/plain", {}),
        (b"Text/HTML; Charset=UTF-8", "text/html", {"charset": "UTF-8"}),
        (b'text/plain; charset= "us-ascii" (Plain)', "text/plain", {"charset": "us-ascii"}),
        (b"text/plain; charset=us-ascii (Plain)", "text/plain", {"charset": "us-ascii"}),
        (b'multipart/mixed\n boundary="b"', "multipart/mixed", {"boundary": "b"}),
        (b'multipart/mixed; boundary="=?a?q?b?="', "multipart/mixed", {"boundary": "=?a?q?b?="}),
        (b'a/b; name="x;y.txt"; z=1', "a/b", {"name": "x;y.txt", "z": "1"}),
        (b"a/b; name=This is a test.txt", "a/b", {"name": "This is a test.txt"}),
        (b"a/b; name*=utf-8''%E0%B8%82.pdf", "a/b", {"name": "ข.pdf"}),
        (b"a/b; name*1=b.pdf; name*0=a", "a/b", {"name": "ab.pdf"}),
        (b"a/b; name*0*=tis-620'th'%A2; name*1*=%CD.pdf", "a/b", {"name": "ขอ.pdf"}),
        (b"a/b; name=plain.txt; name*=utf-8''better.txt", "a/b", {"name": "better.txt"}),
        (b"a/b; name==?utf-8?Q?x=20y.txt?=", "a/b", {"name": "x y.txt"}),
        (b'a/b; name="unclosed', "a/b", {"name": "unclosed"}),
        (b"text", "", {}),
        (b"", "", {}),
    ],
)
def test_parameters_are_read(raw: bytes, kind: str, wanted: dict[str, str]):
    assert parameters(raw) == (kind, wanted)


def test_a_disposition_may_lack_its_word():
    assert disposition(b'; filename="a.png"') == ("", {"filename": "a.png"})
    assert disposition(b'filename="a.png"') == ("", {"filename": "a.png"})
    assert disposition(b"ATTACHMENT") == ("attachment", {})


@given(st.binary(max_size=300), st.text(max_size=300))
def test_no_field_makes_reading_fail(raw: bytes, said: str):
    assert "\n" not in header_text(raw)
    for mailbox in mailboxes(raw):
        assert "\n" not in mailbox.name + mailbox.address
    parameters(raw)
    disposition(raw)
    moment(said)
    mail_headers.words(said).encode()


@given(st.text(alphabet=st.sampled_from("=?utf-8QB_ <>@(),;:\"\\ab\t%*'0"), max_size=200))
def test_no_mark_of_the_standards_makes_reading_fail(value: str):
    raw = value.encode()
    header_text(raw).encode()
    mailboxes(raw)
    parameters(b"a/b;" + raw)


@pytest.mark.parametrize(
    "unit", [b"=?a?q?b", b"(", b'"', b"<", b"<a@", b",", b"@:", b"=", b"a*1=", b" ", b"\\", b"1 jan "]
)
def test_long_fields_take_time_in_proportion(unit: bytes):
    raw = unit * (300_000 // len(unit))
    header_text(raw)
    mailboxes(raw)
    parameters(b"a/b;" + raw)
    moment(raw.decode())
