"""Payment terms in other languages: what people type, and that what is written is read as the same rule (P3.1)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import (
    USUAL,
    Discount,
    Event,
    Part,
    Terms,
    TermsError,
    TermsText,
    When,
    parse_terms,
    shown_terms,
    stored_terms,
    usual_terms,
)
from clientguard.domain.money.terms.rules import (
    DayAfter,
    DayOfMonth,
    DayOfNextMonth,
    EndOfMonth,
    Net,
    OnReceipt,
    PaymentDays,
)
from clientguard.domain.money.terms.unreadable import PHRASES
from clientguard.domain.money.terms.words import words_of
from clientguard.domain.money.terms.writing import written

LANGUAGES = tuple(texts.LANGUAGES)
OTHERS = tuple(each for each in LANGUAGES if each != "en")
TYPED = {
    "th": [
        ("ชำระภายใน 30 วัน", "net 30"),
        ("เครดิต 30 วัน", "net 30"),
        ("เครดิตเทอม ๓๐ วัน", "net 30"),
        ("ภายใน30วัน", "net 30"),
        ("30 วันนับจากวันที่ในใบแจ้งหนี้", "net 30"),
        ("ภายใน 30 วันหลังได้รับใบแจ้งหนี้", "net 30"),
        ("ภายใน 10 วันทำการ", "net 10 business days"),
        ("2 สัปดาห์", "net 2 weeks"),
        ("เครดิต 2 เดือน", "net 2 months"),
        ("ชำระทันที", "on receipt"),
        ("ชำระเมื่อได้รับใบแจ้งหนี้", "on receipt"),
        ("ชำระล่วงหน้า", "upfront"),
        ("สิ้นเดือน", "end of month"),
        ("ชำระภายในสิ้นเดือน", "end of month"),
        ("วันสุดท้ายของเดือน", "end of month"),
        ("สิ้นเดือนถัดไป", "end of next month"),
        ("ภายในสิ้นเดือนหน้า", "end of next month"),
        ("สิ้นเดือน + 45 วัน", "end of month + 45"),
        ("45 วันหลังสิ้นเดือน", "end of month + 45"),
        ("เครดิต 30 วัน สิ้นเดือน", "net 30 eom"),
        ("วันที่ 1 ของเดือนถัดไป", "1st of next month"),
        ("ชำระภายในวันที่ 5 ของเดือนถัดไป", "5th of next month"),
        ("วันที่ ๑๕", "the 15th"),
        ("วันที่ 15 หลัง 31 วัน", "15th after 31 days"),
        ("วันจ่ายเงิน 5 และ 20", "pay days 5, 20"),
        ("วันเดียวกันของเดือนถัดไป", "same day next month"),
        ("มัดจำ 50% ส่วนที่เหลือเมื่อส่งมอบงาน", "50% upfront, rest on delivery"),
        ("50% เมื่อเซ็นสัญญา 50% เมื่อส่งงาน", "50% on signing, 50% on delivery"),
        ("จ่ายล่วงหน้าร้อยละ 30 ที่เหลือภายใน 30 วัน", "30% upfront, rest net 30"),
        ("30% ภายใน 15 วัน และ 70% ภายใน 45 วัน", "30% net 15, 70% net 45"),
        ("มัดจำ 5,000 บาท ที่เหลือเมื่อส่งงาน", "5000 THB upfront, rest on delivery"),
        ("50% ล่วงหน้า จากนั้น 50% ภายใน 5 วัน", "50% upfront, then 50% net 5"),
        ('30% เมื่อ "Design accepted", ส่วนที่เหลือภายใน 14 วัน', '30% on "Design accepted", rest net 14'),
        ("14 วันหลังส่งมอบงาน", "14 days after delivery"),
        ("ส่วนลด 2% หากชำระภายใน 10 วัน มิฉะนั้นภายใน 30 วัน", "2/10 net 30"),
        ("ภายใน 30 วัน หรือวันทำการถัดไป", "net 30, next business day"),
    ],
    "ms": [
        ("30 hari bersih", "net 30"),
        ("30 hari", "net 30"),
        ("bayar dalam 14 hari", "net 14"),
        ("Bayaran dalam tempoh 30 hari dari tarikh invois", "net 30"),
        ("tempoh kredit 30 hari", "net 30"),
        ("30 hari selepas invois", "net 30"),
        ("dalam 10 hari bekerja", "net 10 business days"),
        ("dalam 2 minggu", "net 2 weeks"),
        ("2 bulan", "net 2 months"),
        ("serta-merta", "on receipt"),
        ("bayar segera", "on receipt"),
        ("apabila invois diterima", "on receipt"),
        ("akhir bulan", "end of month"),
        ("pada hari terakhir bulan", "end of month"),
        ("akhir bulan depan", "end of next month"),
        ("pada akhir bulan hadapan", "end of next month"),
        ("akhir bulan + 45 hari", "end of month + 45"),
        ("45 hari selepas akhir bulan", "end of month + 45"),
        ("30 hari akhir bulan", "net 30 eom"),
        ("1hb bulan depan", "1st of next month"),
        ("pada 5 hari bulan hadapan", "5th of next month"),
        ("hari pertama bulan hadapan", "1st of next month"),
        ("15hb", "the 15th"),
        ("15hb selepas 31 hari", "15th after 31 days"),
        ("hari bayaran 5 dan 20", "pay days 5, 20"),
        ("tarikh yang sama bulan depan", "same day next month"),
        ("deposit 50%, baki semasa penyerahan", "50% upfront, rest on delivery"),
        ("50% pendahuluan dan 50% apabila siap", "50% upfront, 50% on delivery"),
        ("40 peratus semasa menandatangani kontrak, selebihnya dalam 14 hari", "40% on signing, rest net 14"),
        ("30% dalam 15 hari dan 70% dalam 45 hari", "30% net 15, 70% net 45"),
        ("deposit RM500, baki dalam 30 hari", "500 MYR upfront, rest net 30"),
        ("50% dalam 10 hari, kemudian 50% dalam 5 hari", "50% net 10, then 50% net 5"),
        ("14 hari selepas siap", "14 days after delivery"),
        ("diskaun 2% jika dibayar dalam 10 hari, jika tidak dalam 30 hari", "2/10 net 30"),
        ("30 hari, atau hari bekerja berikutnya", "net 30, next business day"),
    ],
    "fy": [
        ("binnen 30 dagen", "net 30"),
        ("binnen 14 dagen betelje", "net 14"),
        ("te beteljen binnen 14 dagen", "net 14"),
        ("30 dagen nei fakturdatum", "net 30"),
        ("30 dagen nei faktuerdatum", "net 30"),
        ("netto 30 dagen", "net 30"),
        ("30 dagen netto", "net 30"),
        ("binnen 1 dei", "net 1"),
        ("10 wurkdagen", "net 10 business days"),
        ("binnen 2 wiken", "net 2 weeks"),
        ("2 moannen", "net 2 months"),
        ("fuortdaliks", "on receipt"),
        ("by ûntfangst fan de faktuer", "on receipt"),
        ("ein fan de moanne", "end of month"),
        ("lêste dei fan 'e moanne", "end of month"),
        ("ein fan de folgjende moanne", "end of next month"),
        ("ein fan ’e moanne + 45 dagen", "end of month + 45"),
        ("45 dagen nei it ein fan de moanne", "end of month + 45"),
        ("30 dagen ein moanne", "net 30 eom"),
        ("de 1e fan de folgjende moanne", "1st of next month"),
        ("op de earste fan de folgjende moanne", "1st of next month"),
        ("de 15e", "the 15th"),
        ("de 15e nei 31 dagen", "15th after 31 days"),
        ("betelldagen 5 en 20", "pay days 5, 20"),
        ("deselde dei fan de folgjende moanne", "same day next month"),
        ("50% foarút, de rest by oplevering", "50% upfront, rest on delivery"),
        ("oanbetelling fan 30%, rest binnen 30 dagen", "30% upfront, rest net 30"),
        ("40% by ûndertekening, de rest binnen 14 dagen", "40% on signing, rest net 14"),
        ("12,5% binnen 15 dagen en 87,5% binnen 45 dagen", "12.5% net 15, 87.5% net 45"),
        ("1.200,50 EUR foarút, de rest by oplevering", "1200.50 EUR upfront, rest on delivery"),
        ("€ 500 foarút, de rest by oplevering", "500 EUR upfront, rest on delivery"),
        ("50% binnen 10 dagen, dan 50% binnen 5 dagen", "50% net 10, then 50% net 5"),
        ("14 dagen nei oplevering", "14 days after delivery"),
        ("2% koarting binnen 10 dagen, oars binnen 30 dagen", "2/10 net 30"),
        ("binnen 30 dagen, of de folgjende wurkdei", "net 30, next business day"),
        # Dutch
        ("betalen binnen 30 dagen na factuurdatum", "net 30"),
        ("30 dagen netto na ontvangst van de factuur", "net 30"),
        ("direct", "on receipt"),
        ("einde maand", "end of month"),
        ("30 dagen einde maand", "net 30 eom"),
        ("de 1e van de volgende maand", "1st of next month"),
        ("50% vooruit, rest bij oplevering", "50% upfront, rest on delivery"),
        ("aanbetaling 30%, restant binnen 2 weken", "30% upfront, rest net 2 weeks"),
        ("binnen 10 werkdagen", "net 10 business days"),
    ],
}


@pytest.mark.parametrize(
    ("language", "typed", "english"),
    [(language, *each) for language, phrases in TYPED.items() for each in phrases],
)
def test_what_people_type_is_read(language: str, typed: str, english: str):
    assert parse_terms(typed, language) == parse_terms(english)
    assert parse_terms(typed.upper(), language) == parse_terms(english.upper())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_has_a_form_in_each_language_that_is_read_as_the_same_rule(language: str, phrase: str):
    rule = parse_terms(phrase)
    form = written(rule, language)
    assert parse_terms(form, language) == rule
    assert parse_terms(phrase, language) == rule, "English is understood beside the own language"
    assert stored_terms(form, language) == (form if language == "en" else written(rule, "en"))
    assert shown_terms(stored_terms(form, language), language) == form


COUNTS = st.integers(0, 400)
DAYS = st.integers(1, 31)
UNITS = st.sampled_from(("days", "business days", "weeks", "months"))
NAMES = st.text(st.characters(codec="utf-8", exclude_characters='"”', exclude_categories=("C", "Z")), min_size=1)
RULES = st.one_of(
    st.just(OnReceipt()),
    st.builds(Net, COUNTS, UNITS),
    st.builds(EndOfMonth, COUNTS, UNITS),
    st.builds(DayOfNextMonth, DAYS),
    st.builds(DayOfMonth, DAYS),
    st.builds(DayAfter, DAYS, COUNTS),
    st.lists(DAYS, min_size=1, max_size=4, unique=True).map(lambda days: PaymentDays(tuple(sorted(days)))),
)
EVENTS = st.one_of(st.sampled_from((Event("signing"), Event("delivery"))), NAMES.map(lambda name: Event("named", name)))
WHENS = st.one_of(
    st.lists(RULES, min_size=1, max_size=3).map(lambda rules: When(tuple(rules))),
    st.builds(When, st.lists(RULES, max_size=2).map(tuple), EVENTS),
)
PERCENTS = st.decimals("0.01", 30, places=2)
SHARES = st.one_of(PERCENTS, st.integers(1, 10**9).map(lambda minor: Money(minor, "EUR")))
CONVENTIONS = st.sampled_from((None, *words_of("en").forms.moved))
DISCOUNTS = st.one_of(st.none(), st.builds(Discount, st.integers(1, 99).map(Decimal), st.integers(0, 999)))


@st.composite
def all_terms(draw: st.DrawFn) -> Terms:
    whens = draw(st.lists(WHENS, min_size=1, max_size=4, unique=True))
    parts = [Part(draw(SHARES), when, bool(place) and draw(st.booleans())) for place, when in enumerate(whens[:-1])]
    last = Part(None, whens[-1], bool(parts) and draw(st.booleans()))
    return Terms((*parts, last), draw(CONVENTIONS), draw(DISCOUNTS))


@given(all_terms())
def test_what_is_written_in_any_language_is_read_as_the_same_rule(terms: Terms):
    for language in LANGUAGES:
        assert parse_terms(written(terms, language), language) == terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_usual_phrases_mean_the_same_in_each_language(language: str):
    assert [parse_terms(each, language) for each in usual_terms(language)] == [parse_terms(each) for each in USUAL]


@pytest.mark.parametrize(
    ("language", "text", "rest", "nearest"),
    [
        ("th", "ภายใน 30 วัด", "วัด", "ภายใน 30 วัน"),
        ("th", "๓๐", "", "ภายใน 30 วัน"),
        ("th", "เร็วที่สุด", "เร็วที่สุด", ""),
        ("ms", "dalam 30 hri", "hri", "dalam 30 hari"),
        ("ms", "akhir buln", "akhir buln", "akhir bulan"),
        ("ms", "tidak lama lagi", "tidak lama lagi", ""),
        ("fy", "binnen 30 dgn", "dgn", "binnen 30 dagen"),
        ("fy", "sa gau mooglik", "sa gau mooglik", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example_of_the_language(
    language: str, text: str, rest: str, nearest: str
):
    with pytest.raises(TermsError) as refused:
        parse_terms(text, language)
    told = texts.words(language).say(refused.value.said)
    assert text[refused.value.at :] == rest
    assert rest in told
    assert refused.value.nearest == nearest
    for example in (nearest,) if nearest else (usual_terms(language)[2], usual_terms(language)[3]):
        assert example in told


def test_an_amount_that_can_be_read_in_two_ways_is_refused():
    assert parse_terms("1.200,50 EUR, de rest", "fy").parts[0].share == Money(120050, "EUR")
    with pytest.raises(TermsError):
        parse_terms("1.200 EUR, de rest", "fy")


def test_terms_are_stored_in_english_and_english_ones_as_they_were_typed():
    assert stored_terms("Net 30 Days", "th") == "Net 30 Days"
    assert stored_terms("เครดิต ๓๐ วัน", "th") == "net 30"
    assert stored_terms("12,5% foarút, de rest by oplevering", "fy") == "12.5% on receipt, rest on delivery"
    assert shown_terms("Net 30 Days", "en") == "Net 30 Days"
    assert shown_terms("Net 30 Days", "fy") == "binnen 30 dagen"
    assert shown_terms("once we are rich", "ms") == "once we are rich"


def test_a_paper_says_terms_in_its_own_language():
    told = {language: texts.words(language)("{text}", text=TermsText("net 30")) for language in LANGUAGES}
    assert told == {"en": "net 30", "th": "ภายใน 30 วัน", "ms": "dalam 30 hari", "fy": "binnen 30 dagen"}
