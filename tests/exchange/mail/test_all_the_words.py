"""All that a message says is on record: what mail programs show, and what is behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clientguard.exchange.mail import mail_text
from clientguard.exchange.mail.read_mail import MailDraft

ReadOne = Callable[..., MailDraft]
PDF = "Content-Type: application/pdf; name=contract.pdf\n\n%PDF"


def mail(kind: str, *parts: str, behind: str = "") -> bytes:
    inside = "".join(f"--b\n{part}\n" for part in parts)
    head = (
        f"From: a@example.org\nSubject: x\nMessage-ID: <1@example.org>\nContent-Type: multipart/{kind}; boundary=b\n\n"
    )
    return f"{head}{inside}--b--\n{behind}".encode()


def alternatives(plain: str, html: str) -> bytes:
    text, page = f"Content-Type: text/plain\n\n{plain}", f"Content-Type: text/html; charset=utf-8\n\n{html}"
    return mail("alternative", text, page)


# --- plain text that stands in for HTML ---

NEWS = "We end the contract on 31 December, and ask you to hand over the keys and the plans until then."


@pytest.mark.parametrize(
    "stub",
    [
        "Your mail program cannot show HTML.",
        "This is an HTML message. View it in your browser: https://news.example.org/view?id=0123456789abcdef0123456789",
        "Ihr E-Mail-Programm unterstützt kein HTML.",
        "x",
        "\n \n",
    ],
)
def test_a_stand_in_does_not_hide_the_message(read_one: ReadOne, stub: str):
    body = read_one(alternatives(stub, f"<style>p {{}}</style><p>{NEWS}</p>")).body
    assert body.endswith(NEWS)
    assert body == NEWS or body.startswith(stub.strip())


def test_words_of_its_own_stay_beside_the_html(read_one: ReadOne):
    body = read_one(alternatives("Ann, please ring Carol before noon about the deposit.", f"<p>{NEWS}</p>")).body
    assert body == f"Ann, please ring Carol before noon about the deposit.\n\n{NEWS}"


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        (NEWS, f"<p>{NEWS}</p><p>Ann</p>"),
        (NEWS.replace(", ", ",\n"), f"<table><tr><td>{NEWS}</td></tr></table><img alt='logo'>"),
        (
            "> quoted\n> lines that\n> are cut\n\nI agree.",
            "<p>I agree.</p><blockquote>quoted lines that are cut</blockquote>",
        ),
        ("ไทยเป็นคำตอบ\nที่ตัดบรรทัด", "<p>ไทยเป็นคำตอบที่ตัดบรรทัด</p>"),
        ("See https://example.org/a", "<p>See <a href='https://example.org/a/long/one'>here</a></p>"),
        ("word " * 5000, "<p>" + "other words here " * 9000 + "</p>"),
    ],
)
def test_plain_text_that_says_the_same_is_shown_alone(read_one: ReadOne, plain: str, html: str):
    assert "".join(read_one(alternatives(plain, html)).body.split()) == "".join(plain.split())


def test_how_much_is_lacking_is_measured_in_words_not_in_markup():
    assert mail_text.stands_in("Hello", "Hello, three further words")
    assert not mail_text.stands_in("Hello", "Hello, two more")
    assert not mail_text.stands_in(
        "We meet on Monday at noon in the office", "We meet on Monday at noon in the big red office"
    )


# --- delivery reports, receipts, invitations ---

STATUS = """Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; joan@client.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user
"""


def test_a_delivery_report_says_whom_it_did_not_reach(read_one: ReadOne):
    draft = read_one(mail("report", STATUS, "Content-Type: message/rfc822\n\nSubject: Reminder\n\nText"))
    assert (
        draft.body
        == "Recipient: joan@client.example\nAction: failed\nStatus: 5.1.1\nDiagnostic: 550 5.1.1 No such user"
    )
    assert [each.name for each in draft.attachments] == ["delivery-status.txt", "Reminder.eml"]


def test_a_delivery_report_in_sentences_is_shown_as_it_is(read_one: ReadOne):
    said = "The address joan@client.example does not exist."
    assert read_one(mail("report", f"Content-Type: message/delivery-status\n\n{said}\n")).body == said


def test_the_words_of_a_server_come_before_its_fields(read_one: ReadOne):
    assert read_one(mail("report", "\nSorry.", STATUS)).body.startswith("Sorry.\n\nRecipient: joan@client.example\n")


def test_a_receipt_says_what_was_done_with_the_message(read_one: ReadOne):
    receipt = (
        "Content-Type: message/disposition-notification\n\nReporting-UA: x\n"
        "Final-Recipient: rfc822;joan@client.example\n"
        "Original-Message-ID: <7@example.org>\nDisposition: manual-action/MDN-sent-manually; displayed\n"
    )
    assert read_one(mail("report", receipt)).body == (
        "Recipient: joan@client.example\nDisposition: manual-action/MDN-sent-manually; displayed\n"
        "Original message: <7@example.org>"
    )


INVITATION = """Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
DTSTART:19700101T000000
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=en:Kick-off\\, with
  all
DTSTART;TZID=Europe/Paris:20261201T100000
DTEND;TZID=Europe/Paris:20261201T113000
LOCATION:Room 4\\; first floor
ORGANIZER;CN="Ann Client":mailto:ann@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@example.net
BEGIN:VALARM
SUMMARY:alarm
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_says_what_when_where_and_who(read_one: ReadOne):
    draft = read_one(mail("alternative", "\nPlease come.", INVITATION))
    assert draft.body == (
        "Please come.\n\nInvitation: Kick-off, with all\n"
        "When: 2026-12-01 10:00 Europe/Paris to 2026-12-01 11:30 Europe/Paris\n"
        "Where: Room 4; first floor\nOrganizer: Ann Client <ann@example.org>"
    )
    assert [each.name for each in draft.attachments] == ["calendar.ics"]


def test_an_answer_to_an_invitation_says_what_it_is(read_one: ReadOne):
    body = read_one(mail("mixed", INVITATION.replace("METHOD:REQUEST", "METHOD:REPLY"))).body
    assert body.startswith("Reply: Kick-off, with all\n")
    assert body.endswith("\nAnswer: me@example.net accepted")


def test_an_invitation_that_comes_twice_is_told_once(read_one: ReadOne):
    attached = INVITATION.replace("\n", "\nContent-Disposition: attachment; filename=invite.ics\n", 1)
    assert read_one(mail("mixed", INVITATION, attached)).body.count("Invitation:") == 1


def test_a_calendar_that_somebody_attached_stays_a_file(read_one: ReadOne):
    plain = INVITATION.replace("METHOD:REQUEST\n", "").replace("; method=REQUEST", "")
    attached = plain.replace("\n", "\nContent-Disposition: attachment; filename=all.ics\n", 1)
    assert read_one(mail("mixed", "\nAll dates.", attached)).body == "All dates."


# --- what is behind, and what is within ---


def test_an_attachment_behind_a_repeated_boundary_is_kept(read_one: ReadOne):
    inner = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nThe contract is attached.\n--b--\n"
    draft = read_one(mail("mixed", inner, PDF))
    assert draft.body == "The contract is attached."
    assert [each.name for each in draft.attachments] == ["contract.pdf"]


def test_what_was_added_behind_the_end_is_kept(read_one: ReadOne):
    draft = read_one(mail("mixed", "\nHello", behind=f"\n--b\n{PDF}\n--b--\n"))
    assert (draft.body, [each.name for each in draft.attachments]) == ("Hello", ["contract.pdf"])
    assert read_one(mail("mixed", "\nHello", behind="\nAnn Client\nDirector\n")).body == "Hello\n\nAnn Client\nDirector"


@pytest.mark.parametrize("behind", ["UEsDBBQAAAAIAAAAIQA" * 4 + "\n" + "AAAAIQAUEs" * 4 + "\nAA==\n", "\x00\x01\x02"])
def test_what_is_behind_the_end_and_cannot_be_read_is_told_in_the_record(read_one: ReadOne, behind: str):
    assert read_one(mail("mixed", "\nHello", behind=behind)).body == (
        "Hello\n\n[Something after the end of this message could not be read and was left out.]"
    )


def test_a_message_without_words_shows_those_of_the_messages_in_it(read_one: ReadOne):
    inner = "Content-Type: message/rfc822\n\nFrom: Carol <carol@example.org>\nSubject: Plan\n\nIn May.\n"
    draft = read_one(mail("mixed", inner))
    assert draft.body == "From: Carol <carol@example.org>\nSubject: Plan\n\nIn May."
    assert read_one(mail("mixed", "\nSee below.", inner)).body == "See below."


# --- text that flows ---


def flowed(text: str, more: str = "") -> bytes:
    return f"Subject: x\nContent-Type: text/plain; charset=utf-8; format=flowed{more}\n\n{text}".encode()


def test_lines_that_flow_are_one_paragraph(read_one: ReadOne):
    text = "One \nparagraph.\n\n>> Quoted \n>> words\n>and less \ndeep\n From here\n-- \nAnn \nClient\n"
    assert read_one(flowed(text)).body == (
        "One paragraph.\n\n>> Quoted words\n> and less\ndeep\nFrom here\n--\nAnn Client"
    )


def test_words_that_were_cut_are_joined(read_one: ReadOne):
    assert read_one(flowed("ภาษา \nไทย\nend", "; delsp=yes")).body == "ภาษาไทย\nend"


# --- known again ---


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (
            alternatives("Your mail program cannot show HTML.", f"<p>{NEWS}</p>"),
            "02474ecc0aaad3f8113550ecb9396bd0bd05ebc603fc0a516d202f02954cbb2a",
        ),
        (mail("report", "\nSorry.", STATUS), "60e3d0adf4c78a6fbf92e0594f43ec64e564f8a7a94ab81eb4e27b42d1396ceb"),
        (flowed("> quoted \n> words\n\nYes.\n"), "0699aaa414966e665085f6282e95c7c721752893abe4507251bf302370f3f52e"),
    ],
)
def test_what_earlier_versions_imported_is_known_again(read_one: ReadOne, message: bytes, digest: str):
    draft = read_one(message)
    assert draft.digest_before == digest
    assert draft.digest != digest
    assert read_one(b"Subject: x\n\nplain words\n").digest_before == ""
