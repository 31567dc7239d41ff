"""`winmail.dat`: its text and its files, and what is said when it cannot be read."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.mail.outlook import tnef
from clientguard.exchange.mail.read_mail import MailDraft
from tests.exchange.mail.outlook import winmails
from tests.exchange.mail.outlook.winmails import SIGNATURE, attached_message, attribute, body, file, message

ReadOne = Callable[..., MailDraft]
PDF = file("Contract, signed.pdf", b"%PDF-1.4")
RTF = winmails.packed(rb"{\rtf1\ansi\ansicpg1252 We accept the caf\'e9.}")
WHOLE = SIGNATURE + attribute(0x9007, b"\xe4\x04\x00\x00\x00\x00\x00\x00") + body("We accept.") + PDF


def mail(winmail: bytes, text: str = "", kind: str = "application/ms-tnef", name: str = "winmail.dat") -> bytes:
    encoded = base64.encodebytes(winmail).decode()
    part = f'Content-Type: {kind}; name="{name}"\nContent-Transfer-Encoding: base64\n\n{encoded}'
    head = "From: ann@example.org\nSubject: Contract\nMessage-ID: <1@example.org>\n"
    if not text:
        return (head + part).encode()
    words = f"--b\nContent-Type: text/plain\n\n{text}\n"
    return (head + f"Content-Type: multipart/mixed; boundary=b\n\n{words}--b\n{part}\n--b--\n").encode()


def files(draft: MailDraft) -> list[tuple[str, bytes]]:
    return [(each.name, each.data) for each in draft.attachments]


def test_its_text_is_the_message_and_its_files_are_the_attachments(read_one: ReadOne):
    draft = read_one(mail(WHOLE))
    assert draft.body == "We accept."
    assert files(draft) == [("Contract, signed.pdf", b"%PDF-1.4")]
    assert draft.attachments[0].media_type == "application/pdf"


def test_it_is_known_by_its_content_too(read_one: ReadOne):
    assert read_one(mail(WHOLE, kind="application/octet-stream")).body == "We accept."
    assert files(read_one(mail(b"measured", kind="application/octet-stream"))) == [("winmail.dat", b"measured")]


def test_a_text_that_says_the_same_is_shown_once(read_one: ReadOne):
    draft = read_one(mail(SIGNATURE + body("We accept the offer of Monday.") + PDF, "We accept the offer of Monday."))
    assert draft.body == "We accept the offer of Monday."
    assert len(draft.attachments) == 1


def test_a_text_that_says_more_is_shown_too(read_one: ReadOne):
    draft = read_one(mail(SIGNATURE + body("We end the contract on 31 December."), "See the attachment."))
    assert draft.body == "See the attachment.\n\nWe end the contract on 31 December."


@pytest.mark.parametrize(
    "properties",
    [
        message((0x1000, 0x1F, "We accept the café.\0".encode("utf-16-le"))),
        message((0x1000, 0x1E, b"We accept the caf\xe9.\0")),
        message(
            (0x1013, 0x102, "<p>We accept the <b>café</b>.</p>".encode()), (0x3FDE, 3, (65001).to_bytes(4, "little"))
        ),
        message((0x1009, 0x102, RTF)),
    ],
)
def test_the_text_is_found_in_whatever_form_it_has(read_one: ReadOne, properties: bytes):
    assert read_one(mail(SIGNATURE + properties)).body == "We accept the café."


def test_a_property_with_a_name_and_one_with_several_values_are_passed_over(read_one: ReadOne):
    named = b"\x03\x00\x01\x80" + b"g" * 16 + b"\x01\0\0\0" + b"\x06\0\0\0" + b"n\0m\0\0\0" + b"\0\0" + b"\x07\0\0\0"
    several = b"\x1f\x10\x01\x60" + b"\x02\0\0\0" + b"\x04\0\0\0a\0\0\0" + b"\x02\0\0\0b\0\0\0"
    text = b"\x1e\x00\x00\x10" + b"\x01\0\0\0" + b"\x03\0\0\0Hi\0\0"
    assert read_one(mail(SIGNATURE + attribute(0x9003, b"\x03\0\0\0" + named + several + text))).body == "Hi"


def test_a_message_within_it_gives_its_text_and_its_files(read_one: ReadOne):
    subject = attribute(0x8004, b"Plan\x00")
    draft = read_one(
        mail(SIGNATURE + body("Forwarded.") + attached_message(SIGNATURE + subject + body("Inner.") + PDF))
    )
    assert draft.body == "Forwarded."
    assert files(draft) == [("Plan.txt", b"Inner."), ("Contract, signed.pdf", b"%PDF-1.4")]


@pytest.mark.parametrize("winmail", [b"\x78\x9f\x3e\x22" + b"\0" * 4, b"no such thing", SIGNATURE, WHOLE[:30]])
def test_what_cannot_be_read_is_said_in_the_record_and_kept(read_one: ReadOne, winmail: bytes):
    draft = read_one(mail(winmail))
    assert draft.body == "[The text of this message is inside the file winmail.dat, which could not be read.]"
    assert files(draft) == [("winmail.dat", winmail)]


@pytest.mark.parametrize("broken", [WHOLE[:-20], WHOLE[:-5] + b"?" + WHOLE[-4:], WHOLE + b"\x07rubbish and more"])
def test_what_could_be_read_is_kept_beside_what_is_broken(read_one: ReadOne, broken: bytes):
    draft = read_one(mail(broken))
    assert draft.body.startswith("We accept.\n\n[The file winmail.dat could not be read in full.")
    assert ("winmail.dat", broken) in files(draft)


def test_a_meeting_keeps_the_file_that_holds_its_times(read_one: ReadOne):
    meeting = SIGNATURE + attribute(0x8008, b"IPM.Microsoft Schedule.MtgReq\x00") + body("Kick-off")
    draft = read_one(mail(meeting))
    assert (draft.body, files(draft)) == ("Kick-off", [("winmail.dat", meeting)])


def test_what_earlier_versions_kept_packed_is_known_again(read_one: ReadOne):
    draft = read_one(mail(WHOLE, "See the attachment."))
    assert draft.digest_before == "98cc07346f50ba6f22f75b9c76d32c6c697430cdd02f90866c2c7631ea615069"
    assert draft.digest != draft.digest_before


@given(st.binary(max_size=60), st.integers(0, len(WHOLE)), st.integers(0, 40))
def test_nothing_makes_reading_fail(data: bytes, at: int, cut: int):
    tnef.read(SIGNATURE + data)
    tnef.read(WHOLE[:at] + data + WHOLE[at + cut :])
    tnef.read(SIGNATURE + attribute(0x9003, b"\xff\xff\xff\xff" + data) + attribute(0x9005, data, 2))


def test_messages_within_messages_end_at_a_small_depth():
    data = SIGNATURE + body("innermost")
    for _ in range(50):
        data = SIGNATURE + attached_message(data)
    assert not tnef.read(data).is_whole
