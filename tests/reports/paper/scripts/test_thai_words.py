"""Thai is broken between words, never inside a letter's cluster, and not beside a mark that belongs to a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.reports.paper.flow import BODY, clip, lines_of, units_of
from clientguard.reports.paper.scripts.thai_words import pieces

THAI = st.text(alphabet="กขคงนปสิีึืุู่้๊๋์ะาำเแโใไๆฯ", max_size=80)
NEVER_FIRST = "ะาำๆฯัิีึืฺุู็่้๊๋์ํ.,)”"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ลูกค้ายังไม่ได้ชำระเงิน", ["ลูกค้า", "ยัง", "ไม่", "ได้", "ชำระเงิน"]),
        ("วันที่15พ.ค.2026", ["วันที่", "15", "พ.ค.2026"]),
        ("(มหาชน)", ["(มหาชน)"]),
        ("งานต่างๆที่ทำ", ["งาน", "ต่างๆ", "ที่", "ทำ"]),
        ("กรุงเทพฯแล้ว", ["กรุงเทพฯ", "แล้ว"]),
        ("“บ้าน”ของเรา", ["“บ้าน”", "ของ", "เรา"]),
        ("plain words", ["plain words"]),
        ("เว็บไซต์Studio", ["เว็บไซต์", "Studio"]),
        ("หลังจากตกลงบรีฟเดิม", ["หลังจาก", "ตกลง", "บรีฟ", "เดิม"]),
        ("รายการโทเค็นของเรา", ["รายการ", "โทเค็น", "ของ", "เรา"]),
        ("ต้นทุนต่อคำสั่งซื้อ", ["ต้นทุน", "ต่อ", "คำสั่งซื้อ"]),
    ],
)
def test_words_of_the_dictionary_are_found_and_what_belongs_to_them_stays(text, words):
    assert pieces(text) == words


@given(THAI)
def test_nothing_is_lost_and_no_part_begins_with_what_belongs_to_the_one_before(text):
    found = pieces(text)
    assert "".join(found) == text
    assert all(part[0] not in NEVER_FIRST for part in found[1:])
    assert all(part[-1] not in "เแโใไ" for part in found[:-1])


def test_a_thai_sentence_fills_its_lines_with_whole_words():
    text = "บริษัทได้ส่งมอบเว็บไซต์ให้ลูกค้าแล้วแต่ลูกค้ายังไม่ได้ชำระเงินตามใบแจ้งหนี้"
    lines = lines_of(text, BODY, 150)
    assert len(lines) > 1
    assert "".join(lines) == text
    assert all(BODY.width(line) <= 150 for line in lines)
    ends = {sum(map(len, units_of(text)[:number])) for number in range(len(units_of(text)))}
    assert {sum(map(len, lines[:number])) for number in range(1, len(lines))} <= ends


def test_a_long_run_without_words_is_broken_between_clusters():
    lines = lines_of("ฆี่" * 2_000, BODY, 200)
    assert all(line.startswith("ฆ") and len(line) % 3 == 0 for line in lines)


def test_what_is_cut_off_ends_behind_a_whole_letter():
    assert clip("ปี่ปี่ปี่ปี่", BODY, BODY.width("ปี่ปี่…") + 0.1) == "ปี่ปี่…"


def test_a_short_word_does_not_stand_alone_on_the_last_line():
    text = "ซึ่งรวมข้อมูลทั้งหมดที่บันทึกไว้ ณ วันที่ออกหนังสือรับรองนี้"
    width = BODY.width(text) - 1
    assert lines_of(text, BODY, width)[-1] == "หนังสือรับรองนี้"
    assert lines_of("บ้านนี้", BODY, BODY.width("บ้านนี้") - 1) == ["บ้าน", "นี้"], "where there is nothing to go with it"


def test_a_sign_of_repeating_never_begins_a_line():
    text = "ไม่มีสิทธิ์ใด ๆ ในงานต่าง ๆ"
    for width in range(20, 150):
        lines = lines_of(text, BODY, width)
        assert not any(each.startswith("ๆ") for each in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_letter_that_is_no_word_stays_with_the_words_around_it():
    assert pieces("ตกลงศรีฟเดิม") == ["ตกลงศรีฟ", "เดิม"]


def test_a_number_stays_with_what_it_counts():
    text = "หลังผ่านไป 1 วัน ในจำนวนนี้เป็นวันทำการ 0 วัน เลื่อน 12 รายการ"
    for width in range(40, 250):
        assert not any(line[-1].isdigit() for line in lines_of(text, BODY, width))
