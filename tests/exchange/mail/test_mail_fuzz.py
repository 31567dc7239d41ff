"""Nothing that a file holds makes reading fail."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable
from tests.exchange.mail.outlook import winmails

SEEDS = [
    b"From a@b.example Fri Nov 20 16:12:01 2026\nSubject: =?utf-8?B?4LiC?=\nDate: Fri, 20 Nov 2026 16:12:01 +0700\n"
    b"From: \"A, B\" <a@b.example> (x)\n\n>From x\n\nFrom - Fri Nov 20 16:12:01 2026\nTo: g: a@b, c@d;\n\ny\n",
    b"Subject: x\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: multipart/alternative;"
    b" boundary=c\r\n\r\n--c\r\n\r\ntext\r\n--c\r\nContent-Type: text/html; charset=tis-620\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=A2</p><a href=3D'http://x'>y</a>&#3585;\r\n--c--\r\n--b\r\n"
    b"Content-Type: application/pdf; name*0*=utf-8''%E0; name*1=b.pdf\r\nContent-Disposition: attachment\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    b"Subject: i\r\n\r\nx\r\n--b--\r\n",
    b"\xff\xfeS\x00u\x00b\x00j\x00e\x00c\x00t\x00:\x00 \x00x\x00\n\x00\n\x00y\x00",
    b"From: a@b.example\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: multipart/alternative;"
    b" boundary=b\n\n--b\nContent-Type: text/plain; format=flowed; delsp=yes\n\n> See \nHTML\n--b\nContent-Type:"
    b" text/html\n\n<meta charset=x><p>three other words</p>\n--b--\n--b\nContent-Type: message/delivery-status\n\n"
    b"Final-Recipient: rfc822; c@d\nAction: failed\n\n--b\nContent-Type: text/calendar; method=REPLY\n\n"
    b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nDTSTART;TZID=Z:20261120T161201\nORGANIZER;CN=\"A\":mailto:a@b\n"
    b"ATTENDEE;PARTSTAT=DECLINED:mailto:c@d\nEND:VEVENT\nEND:VCALENDAR\n--b--\nbehind\n",
    b"From: a@b.example\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(
        winmails.SIGNATURE
        + winmails.message(
            (0x1013, 0x1F, "<p>x".encode("utf-16-le")), (0x1009, 0x102, winmails.packed(b"{\\rtf1\\u9?{x}}"))
        )
        + winmails.file("a.pdf", b"PDF")
        + winmails.attached_message(winmails.SIGNATURE + winmails.body("inner"))
    ),
    b"64\nFrom: a@b.example\nSubject: x\nContent-Type: message/rfc822\n\nTo: i\n\ny\n<?xml version='1'?>\n<plist/>",
    b"From: r\xe4w \xa2\xcd\xba <x@y>\nReceived: z; 1 Jan 70 00:00 -9999\nContent-Type: text/plain; charset=utf-7\n"
    b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#86)C\n`\nend\n+2AA-",
]  # fmt: skip
BITS = [
    *(b"\x00", b"\n", b"\r\n", b"--b\n", b"--b--", b"=?utf-8?q?", b"?=", b"From ", b"\nFrom - \n", b'"', b"<", b";"),
    *(
        b"&#x110000;",
        b"\xff\xfe",
        b"charset=rot13",
        b"charset=unicode_escape",
        b"multipart/",
        b"*1*=",
        b"\x80",
        b"9" * 30,
    ),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """One of the seeds with pieces cut, doubled or put in."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        until = draw(st.integers(at, min(len(data), at + 40)))
        data = (
            data[:at] + draw(st.sampled_from(BITS) | st.binary(max_size=6) | st.just(data[at:until] * 2)) + data[until:]
        )
    return data


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=mutated() | st.binary(max_size=200), name=st.sampled_from(["a.eml", "a.mbox", "a.emlx", "a"]))
def test_no_content_makes_reading_fail(tmp_path: Path, data: bytes, name: str):
    path = tmp_path / name
    path.write_bytes(data)
    items = list(read_mail.read_mail([path]))
    assert len(items) == read_mail.count_messages([path])
    for item in items:
        if isinstance(item, MailDraft):
            check(item)
        else:
            assert item.reason.text.format(**item.reason.values)


def check(draft: MailDraft) -> None:
    """Check what the record relies on."""
    assert draft.subject
    for line in (draft.subject, draft.sender_name, draft.sender, draft.message_id, *draft.recipients):
        assert line == " ".join(line.split())
        assert len(line) <= 1000
        line.encode()
    assert "\x00" not in draft.body
    draft.body.encode()
    assert -2_210_000_000_000 < draft.at_ms < 7_260_000_000_000
    assert abs(draft.offset) <= 900
    assert len(draft.digest) == 64
    assert all(each.name and each.media_type for each in draft.attachments)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_themselves_are_mail(tmp_path: Path, seed: bytes):
    (tmp_path / "a.mbox").write_bytes(seed)
    assert not any(isinstance(item, Unreadable) for item in read_mail.read_mail([tmp_path / "a.mbox"]))
