"""Days in words, counted from the day on which they were written."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.communication.proposals.days import day_in, names_deadline, names_time
from clientguard.domain.tongues import TONGUES

WEDNESDAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by friday", date(2026, 6, 5)),
        ("on wednesday", date(2026, 6, 10)),
        ("tues", date(2026, 6, 9)),
        ("next week friday", date(2026, 6, 12)),
        ("friday next week", date(2026, 6, 12)),
        ("tomorrow noon", date(2026, 6, 4)),
        ("the day after tomorrow", date(2026, 6, 5)),
        ("first thing", date(2026, 6, 4)),
        ("this afternoon", WEDNESDAY),
        ("this week", date(2026, 6, 5)),
        ("end of next week", date(2026, 6, 12)),
        ("at the end of the month", date(2026, 6, 30)),
        ("end of july", date(2026, 7, 31)),
        ("the 14th", date(2026, 6, 14)),
        ("on the 2nd", date(2026, 7, 2)),
        ("14 august", date(2026, 8, 14)),
        ("march 3", date(2027, 3, 3)),
        ("27/06", date(2026, 6, 27)),
        ("2026-07-01", date(2026, 7, 1)),
        ("in two weeks", date(2026, 6, 17)),
        ("within 7 days", date(2026, 6, 10)),
        ("of calendar week 24", date(2026, 6, 12)),
        ("uiterlijk vrijdag", date(2026, 6, 5)),
        ("morgen", date(2026, 6, 4)),
        ("eind van de maand", date(2026, 6, 30)),
        ("hari jumaat", date(2026, 6, 5)),
        ("esok", date(2026, 6, 4)),
        ("ภายในวันศุกร์", date(2026, 6, 5)),
        ("พรุ่งนี้", date(2026, 6, 4)),
        ("freed", date(2026, 6, 5)),
        ("it costs 14 euros", None),
        ("version 3.2 of the plan", None),
        ("last friday", None),
        ("the 31st of february", None),
        ("soon", None),
    ],
)
def test_a_day_in_words(words, day):
    assert day_in(words, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("ส่งให้ภายในวันศุกร์นี้ค่ะ", date(2026, 6, 5)),
        ("วันศุกร์หน้า", date(2026, 6, 12)),
        ("วันอาทิตย์นี้", date(2026, 6, 7)),
        ("อาทิตย์หน้าครับ", date(2026, 6, 12)),
        ("สัปดาห์หน้า", date(2026, 6, 12)),
        ("ภายในสัปดาห์นี้", date(2026, 6, 5)),
        ("ส่งภายใน 3 วัน", date(2026, 6, 6)),
        ("จ่ายภายในสองสัปดาห์", date(2026, 6, 17)),
        ("อีก ๗ วัน", date(2026, 6, 10)),
        ("28 มิ.ย.", date(2026, 6, 28)),
        ("โอนวันที่ 28 มิ.ย. นี้", date(2026, 6, 28)),
        ("วันที่5มิถุนายน", date(2026, 6, 5)),
        ("๒๘ มิ.ย. ๒๕๖๙", date(2026, 6, 28)),
        ("28 มิถุนายน พ.ศ. 2569", date(2026, 6, 28)),
        ("28/06/2569", date(2026, 6, 28)),
        ("28/6/69", date(2026, 6, 28)),
        ("วันจันทร์ที่ 8 มิ.ย.", date(2026, 6, 8)),
        ("วันจันทร์ที่ 8", date(2026, 6, 8)),
        ("ก่อนวันที่ 15 นะครับ", date(2026, 6, 15)),
        ("สิ้นเดือนนี้", date(2026, 6, 30)),
        ("สิ้นเดือนหน้า", date(2026, 7, 31)),
        ("สิ้นเดือนสิงหาคม", date(2026, 8, 31)),
        ("มะรืนนี้", date(2026, 6, 5)),
        ("บ่ายนี้", WEDNESDAY),
        ("วันศุกร์ที่แล้ว", None),
        ("ครั้งที่ 3", None),
        ("ใบแจ้งหนี้ 14 ฉบับ", None),
        ("sebelum 5 disember", date(2026, 12, 5)),
        ("selewat-lewatnya 5hb jun", date(2026, 6, 5)),
        ("sebelum jumaat ini", date(2026, 6, 5)),
        ("isnin hadapan", date(2026, 6, 8)),
        ("minggu hadapan", date(2026, 6, 12)),
        ("dalam masa tiga hari", date(2026, 6, 6)),
        ("dua minggu lagi", date(2026, 6, 17)),
        ("hujung bulan hadapan", date(2026, 7, 31)),
        ("akhir ogos", date(2026, 8, 31)),
        ("petang ini", WEDNESDAY),
        ("jumaat lalu", None),
        ("foar freed", date(2026, 6, 5)),
        ("takom wike freed", date(2026, 6, 12)),
        ("freed folgjende wike", date(2026, 6, 12)),
        ("folgjende wike", date(2026, 6, 12)),
        ("ein fan 'e wike", date(2026, 6, 5)),
        ("oer twa wiken", date(2026, 6, 17)),
        ("binnen 3 wurkdagen", date(2026, 6, 6)),
        ("foar 5 desimber", date(2026, 12, 5)),
        ("op 28 juny", date(2026, 6, 28)),
        ("de 14e", date(2026, 6, 14)),
        ("ein fan 'e moanne", date(2026, 6, 30)),
        ("ein fan de folgjende moanne", date(2026, 7, 31)),
        ("fannejûn", WEDNESDAY),
        ("oaremoarn", date(2026, 6, 5)),
        ("foarige freed", None),
        ("aanstaande vrijdag", date(2026, 6, 5)),
        ("vóór 1 december", date(2026, 12, 1)),
        ("eind volgende maand", date(2026, 7, 31)),
        ("vanmiddag nog", WEDNESDAY),
        ("over twee weken", date(2026, 6, 17)),
        ("so do it to me", None),
        ("de mo is klaar", None),
        ("28/11/99", None),
    ],
)
def test_a_day_in_the_words_of_another_language(words, day):
    assert day_in(words, WEDNESDAY) == day


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_month_and_weekday_of_a_language_is_known(tongue):
    for month, line in enumerate(tongue.months, 1):
        assert day_in(f"20 {line.split()[0]}", date(2026, 1, 1)) == date(2026, month, 20)
    before = "วัน" if tongue.day_word else ""
    for weekday, line in enumerate(tongue.weekdays):
        assert day_in(before + line.split()[0], WEDNESDAY).weekday() == weekday


@pytest.mark.parametrize(
    "words",
    ["ภายในพรุ่งนี้", "ไม่เกินวันที่ 5", "selewat-lewatnya esok", "uterlik freed", "op syn lêst moarn", "uiterlijk 5 mei"],
)
def test_by_when_is_known_in_each_language(words):
    assert names_deadline(words)


def test_a_week_later_counts_from_the_day_before_it():
    assert day_in("the pictures a week later", WEDNESDAY, date(2026, 6, 5)) == date(2026, 6, 12)
    assert day_in("de foto's ien wike letter", WEDNESDAY, date(2026, 6, 5)) == date(2026, 6, 12)
    assert day_in("gambar satu minggu kemudian", WEDNESDAY, date(2026, 6, 5)) == date(2026, 6, 12)


def test_an_hour_is_a_time_too():
    assert names_time("at 14:30 then")
    assert names_time("jumpa tengah hari")
    assert names_time("เจอกันตอนเที่ยง")
    assert names_time("om 10 oere")
    assert not names_time("as soon as we can")
