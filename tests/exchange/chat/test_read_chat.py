"""Exported chats: the forms that phones write, the order of day and month, and what is no message."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clientguard.exchange.chat.read_chat import ChatDraft, is_chat, read_chat, read_chats
from clientguard.exchange.mail.read_mail import Unreadable

BANGKOK = ZoneInfo("Asia/Bangkok")
ANDROID = """20/11/2026, 16:12 - Messages and calls are end-to-end encrypted. Tap to learn more.
20/11/2026, 16:12 - Ann Ash: Can we meet: Friday?
Or Monday.
20/11/2026, 16:14 - Ben: IMG-20261120-WA0001.jpg (file attached)
20/11/2026, 16:15 - Ann Ash changed the subject to "Launch: final"
21/11/2026, 09:00 - Ann Ash: <Media omitted>
21/11/2026, 09:01 - Ben: This message was deleted
"""
IPHONE = """\u200e[11/20/26, 4:12:01\u202fPM] Ann Ash: \u200eMessages and calls are end-to-end encrypted.
[11/20/26, 4:12:03\u202fPM] Ann Ash: Hello
\u200e[11/21/26, 12:05:00\u202fAM] Ben: \u200e<attached: 00000012-PHOTO-2026-11-21.jpg>
[11/21/26, 9:00:10\u202fAM] Ann Ash: See you \u200e<This message was edited>
"""
LINE = """\ufeff[LINE] Chat history with Ann Ash
Saved on: 2026/11/21 09:30

2026/11/20(Fri)
16:12\tAnn Ash\tHello
16:13\tBen\t"Two
lines"
16:14\tAnn Ash\t[Sticker]
16:15\tAnn Ash unsent a message.

2026/11/21(Sat)
09:00\tBen\tOK
"""
THAI = """[LINE] ประวัติการแชทกับ อรุณ
บันทึกเมื่อ: 2026/11/21 09:30

ศ. 20/11/2569
16:12\tอรุณ\tสวัสดี
"""


COMPUTER = """2026.11.20 Friday
16:12 Ann Ash Hello, is 9:30 fine?
16:13 Ben Tan Two
lines
16:14 Ann Ash unsent a message.
16:14 Ben Tan joined the group.
16:15 Ann Ash [Sticker]
2026.11.21 Saturday
09:00 Ben Tan OK
09:01 Ann Berg I am new here
"""
COMPUTER_THAI = """2569.11.20 วันศุกร์
16:12\tอรุณ ใจดี\tสวัสดีครับ ส่งงานวันไหนครับ
16:13\tมาลี\tวันจันทร์ค่ะ
16:14\tมาลี ยกเลิกข้อความ
16:15\t\tอรุณ ใจดี ออกจากกลุ่ม
"""
COMPUTER_THAI_SPACES = (
    COMPUTER_THAI.replace("\t\t", " ").replace("\t", " ").replace("2569.11.20 วันศุกร์", "2026.11.20 วันพฤหัสบดี")
)


def read(text: str, name: str = "WhatsApp Chat with Ann Ash.txt", **more) -> list[ChatDraft | Unreadable]:
    return list(read_chat(text.encode(), name, here=BANGKOK, **more))


def drafts(text: str, **more) -> list[ChatDraft]:
    found = read(text, **more)
    assert all(isinstance(each, ChatDraft) for each in found), found
    return [each for each in found if isinstance(each, ChatDraft)]


def clock(draft: ChatDraft) -> str:
    return f"{datetime.fromtimestamp(draft.at.ms / 1000, UTC).astimezone(BANGKOK):%Y-%m-%d %H:%M:%S}"


def test_android_is_read_with_its_lines_and_without_what_the_program_noted():
    found = drafts(ANDROID)
    assert [(clock(each), each.sender, each.text) for each in found] == [
        ("2026-11-20 16:12:00", "Ann Ash", "Can we meet: Friday?\nOr Monday."),
        ("2026-11-20 16:14:00", "Ben", "IMG-20261120-WA0001.jpg (file attached)"),
        ("2026-11-21 09:00:00", "Ann Ash", "<Media omitted>"),
        ("2026-11-21 09:01:00", "Ben", "This message was deleted"),
    ]
    assert [each.media for each in found] == [(), ("IMG-20261120-WA0001.jpg",), (), ()]
    assert {each.chat for each in found} == {"Ann Ash"}
    assert found[0].at.offset == 420


def test_iphone_is_read_with_its_marks_and_half_days():
    found = drafts(IPHONE)
    assert [(clock(each), each.sender) for each in found] == [
        ("2026-11-20 16:12:03", "Ann Ash"), ("2026-11-21 00:05:00", "Ben"), ("2026-11-21 09:00:10", "Ann Ash")
    ]  # fmt: skip
    assert found[1].media == ("00000012-PHOTO-2026-11-21.jpg",)
    assert found[2].text == "See you <This message was edited>"


DAYS = LINE.replace("2026/11/20(Fri)", "Fri, 11/20/2026").replace("2026/11/21(Sat)", "Sat, 11/21/2026")


@pytest.mark.parametrize("text", [LINE, DAYS])
def test_line_is_read_by_its_days(text: str):
    found = drafts(text)
    assert [(clock(each), each.sender, each.text) for each in found] == [
        ("2026-11-20 16:12:00", "Ann Ash", "Hello"),
        ("2026-11-20 16:13:00", "Ben", "Two\nlines"),
        ("2026-11-20 16:14:00", "Ann Ash", "[Sticker]"),
        ("2026-11-21 09:00:00", "Ben", "OK"),
    ]
    assert found[0].chat == "Ann Ash"


def test_line_in_thai_counts_its_own_years():
    (only,) = drafts(THAI)
    assert (clock(only), only.sender, only.chat) == ("2026-11-20 16:12:00", "อรุณ", "อรุณ")


def test_line_of_a_computer_has_no_heading_and_names_end_where_the_rows_of_one_person_differ():
    found = drafts(COMPUTER, name="[LINE] Chat with Ann Ash.txt")
    assert [(clock(each), each.sender, each.text) for each in found] == [
        ("2026-11-20 16:12:00", "Ann Ash", "Hello, is 9:30 fine?"),
        ("2026-11-20 16:13:00", "Ben Tan", "Two\nlines"),
        ("2026-11-20 16:15:00", "Ann Ash", "[Sticker]"),
        ("2026-11-21 09:00:00", "Ben Tan", "OK"),
        ("2026-11-21 09:01:00", "Ann", "Berg I am new here"),
    ]
    assert {each.chat for each in found} == {"Ann Ash"}
    one = drafts(COMPUTER.replace("Ann Berg", "Ann Ash"), name="chat.txt")
    assert [each.sender for each in one] == ["Ann Ash", "Ben Tan", "Ann Ash", "Ben Tan", "Ann Ash"]


@pytest.mark.parametrize("text", [COMPUTER_THAI, COMPUTER_THAI_SPACES])
def test_line_of_a_computer_in_thai(text: str):
    found = drafts(text, name="[LINE]อรุณ ใจดี.txt")
    assert [(clock(each), each.sender, each.text) for each in found] == [
        ("2026-11-20 16:12:00", "อรุณ ใจดี", "สวัสดีครับ ส่งงานวันไหนครับ"),
        ("2026-11-20 16:13:00", "มาลี", "วันจันทร์ค่ะ"),
    ]


def test_a_list_that_begins_with_a_day_is_no_chat():
    assert not is_chat(b"2026.11.20 Friday\nCall Ann, then lunch\n16:12 train\n")
    assert not is_chat(b"2026.11.20\n16:12 train\n")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("20.11.26, 16:12 - Ann: Hi", "2026-11-20 16:12:00"),
        ("20-11-2026 16:12 - Ann: Hi", "2026-11-20 16:12:00"),
        ("2026/11/20, 16:12 - Ann: Hi", "2026-11-20 16:12:00"),
        ("[20.11.26, 16:12:09] Ann: Hi", "2026-11-20 16:12:09"),
        ("20/11/2569 16:12 - Ann: Hi", "2026-11-20 16:12:00"),
        ("20/11/26 4:12 p. m. - Ann: Hi", "2026-11-20 16:12:00"),
        ("2026/11/20 下午4:12 - Ann: Hi", "2026-11-20 16:12:00"),
        ("03.04.26, 16:12 - Ann: Hi", "2026-04-03 16:12:00"),
    ],
)
def test_dates_and_times_are_read_in_many_forms(first: str, expected: str):
    assert is_chat(first.encode())
    assert clock(drafts(first)[0]) == expected


def test_the_order_of_day_and_month_is_that_of_the_whole_file():
    month_first = "03/04/26, 10:00 - Ann: a\n03/28/26, 10:00 - Ann: b\n"
    assert clock(drafts(month_first)[0]) == "2026-03-04 10:00:00"
    # Only one reading keeps the messages in order: 3 April, then 1 May, or 4 March, then 5 January.
    assert clock(drafts("03/04/26, 10:00 - Ann: a\n01/05/26, 10:00 - Ann: b\n")[0]) == "2026-04-03 10:00:00"


def test_where_nothing_decides_the_order_it_is_asked():
    text = "03/04/26, 10:00 - Ann: a\n04/05/26, 10:00 - Ann: b\n"
    (asked,) = read(text)
    assert isinstance(asked, Unreadable)
    assert "--dates" in asked.reason.text
    assert clock(drafts(text, order="dmy")[0]) == "2026-04-03 10:00:00"
    assert clock(drafts(text, order="mdy")[0]) == "2026-03-04 10:00:00"


def test_the_same_message_in_a_later_export_has_the_same_digest():
    line = "20/11/2026, 16:12 - Ann: Ok\n"
    first, second = drafts(line * 2)
    assert first.digest != second.digest
    again = list(read_chat((line * 3).encode(), "WhatsApp Chat with Ann Ash (1).txt", here=BANGKOK))
    assert [each.digest for each in again if isinstance(each, ChatDraft)][:2] == [first.digest, second.digest]


def test_files_that_lie_beside_the_export_come_with_their_message(tmp_path: Path):
    (tmp_path / "_chat.txt").write_text(ANDROID)
    (tmp_path / "IMG-20261120-WA0001.jpg").write_bytes(b"JPEG")
    (tmp_path / "other.jpg").write_bytes(b"no")
    found = [each for each in read_chats([tmp_path / "_chat.txt"], here=BANGKOK) if isinstance(each, ChatDraft)]
    assert [[file.name for file in each.files] for each in found] == [[], ["IMG-20261120-WA0001.jpg"], [], []]
    assert found[0].chat == ""


@pytest.mark.parametrize("text", ["Dear Ann,\n20/11/2026, 16:12 - Ann: Hi", "a,b\n1,2\n", "", "From: a@b.example"])
def test_other_text_is_no_chat(text: str):
    assert not is_chat(text.encode())


def test_it_never_raises():
    chance = random.Random(9)
    bits = [
        "\0",
        "\u200e",
        ":",
        " - ",
        "]",
        "[",
        "\n",
        "\t",
        "99",
        "/",
        "PM",
        ": ",
        "[LINE] ",
        "31/02/2026, 25:61 - A: b\n",
    ]
    for whole in (ANDROID, IPHONE, LINE, THAI, COMPUTER, COMPUTER_THAI):
        for _ in range(150):
            text = list(whole)
            for _ in range(chance.randint(1, 8)):
                at = chance.randrange(len(text))
                text[at : at + chance.randint(0, 4)] = chance.choice(bits)
            assert read("".join(text))
    assert read("20/11/2026, 16:12 - Ann: " + "x" * 3_000_000)
    assert read("[" * 200_000 + "\n" + "1/1/2026 " * 100_000)
    assert list(read_chat(random.Random(1).randbytes(50_000), "a.txt"))
