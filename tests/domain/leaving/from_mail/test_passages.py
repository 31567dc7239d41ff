"""What is read of a message's text: the days that it names, and what is only quoted in it."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.leaving.from_mail.passages import dates_in, lines_of

NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Done on 5 December 2026, and again on Dec 7.", ["2026-12-05", "2026-12-07"]),
        ("The certificate renews on 2027-01-31.", ["2027-01-31"]),
        ("on the 3rd Nov", ["2026-11-03"]),
        ("โอนเมื่อวันที่ 18 พ.ย. 2569 ครับ", ["2026-11-18"]),
        ("ต่ออายุ ๑ มกราคม ๒๕๗๐", ["2027-01-01"]),
        ("วันที่ 5 ธันวาคม พ.ศ. 2569", ["2026-12-05"]),
        ("Akaun diperbaharui pada 5 Disember 2026", ["2026-12-05"]),
        ("sudah dibuat 3hb Ogos 2026", ["2026-08-03"]),
        ("Ferfalt op 31 desimber 2026.", ["2026-12-31"]),
        ("klaar sûnt 14 july", ["2026-07-14"]),
        ("Verlengd op 1 maart 2027 en 12 februari 2027", ["2027-03-01", "2027-02-12"]),
        ("3/4 of it, version 2.1 march, 12 marched", []),
        ("12 mayhem, 3 decks and 4 junk", []),
    ],
)
def test_the_days_that_a_text_names(text: str, days: list[str]):
    assert [each.isoformat() for each in dates_in(text, NOVEMBER)] == days


@pytest.mark.parametrize(
    "head",
    [
        "On 12 Nov 2026, at 09:14, Ben Okafor wrote:",
        "Op do 12 nov. 2026 om 09:14 schreef Ben Okafor <ben@okafor.example>:",
        "Op 12 novimber 2026 skreau Ben Okafor:",
        "Pada 12 Nov 2026, 09:14, Ben Okafor menulis:",
        "เมื่อ 12 พ.ย. 2569 09:14 Ben Okafor เขียนว่า:",
        "----- Oorspronkelijk bericht -----",
        "--- Mesej asal ---",
        "จาก: Ben Okafor\nถึง: Ana",
        "Fan: Ben Okafor\nOan: Ana",
        "Daripada: Ben Okafor\nKepada: Ana",
        "Op donderdag 12 november 2026 om 09:14 uur\nschreef Ben Okafor:",
    ],
)
def test_all_below_the_head_of_a_quotation_is_quoted(head: str):
    lines = list(lines_of(f"A12 is done.\n\n{head}\nPlease answer for A12."))
    assert (lines[0].text, lines[0].quoted) == ("A12 is done.", False)
    assert (lines[-1].text, lines[-1].quoted) == ("Please answer for A12.", True)


def test_words_that_only_look_like_a_head_are_the_sender_s_own():
    for text in ("Op vrijdag is het klaar: A12.", "Pada pendapat saya: ya", "จาก: Ben"):
        assert not any(each.quoted for each in lines_of(f"{text}\nDone."))
