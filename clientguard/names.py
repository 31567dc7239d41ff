"""How dates and amounts are written in the four languages: the names of months and days, the marks, and the signs.

They are what the Unicode CLDR has, put right where people write otherwise (`tests/test_formats.py` compares them with
Babel's copy of it). Reading that copy takes longer than drawing Today.
"""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """The names of one language, in full and short, weekdays from Monday on; the marks of its numbers."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    thousands: str = ","
    decimal: str = "."


NAMES = {
    "en": Names(
        tuple("January February March April May June July August September October November December".split()),
        tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
        tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
        tuple("Mon Tue Wed Thu Fri Sat Sun".split()),
    ),
    "th": Names(
        tuple("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()),
        tuple("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()),
        tuple("วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์".split()),
        tuple("จ. อ. พ. พฤ. ศ. ส. อา.".split()),
    ),
    "ms": Names(
        tuple("Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember".split()),
        tuple("Jan Feb Mac Apr Mei Jun Jul Ogos Sep Okt Nov Dis".split()),
        tuple("Isnin Selasa Rabu Khamis Jumaat Sabtu Ahad".split()),
        tuple("Isn Sel Rab Kha Jum Sab Ahd".split()),
    ),
    "fy": Names(
        tuple("jannewaris febrewaris maart april maaie juny july augustus septimber oktober novimber desimber".split()),
        tuple("jan feb mrt apr mai jun jul aug sep okt nov des".split()),
        tuple("moandei tiisdei woansdei tongersdei freed sneon snein".split()),
        tuple("mo ti wo to fr so si".split()),
        thousands=".",
        decimal=",",
    ),
}

# Currencies that English writes with a sign; all others are written with their code.
SIGNS = {
    **{"AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "ILS": "₪"},
    **{"INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱", "TWD": "NT$", "USD": "$"},
    **{"VND": "₫", "XAF": "FCFA", "XCD": "EC$", "XCG": "Cg.", "XOF": "F\N{NARROW NO-BREAK SPACE}CFA", "XPF": "CFPF"},
    **{"XXX": "¤"},
}
