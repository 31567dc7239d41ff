"""The currencies of ISO 4217: their codes, their decimal places, and the signs by which they are also written."""

from __future__ import annotations

from collections.abc import Iterable

# Currencies in use (ISO 4217, list one), without metals, bonds, funds that only banks count in, and test codes.
_IN_USE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
# Withdrawn in the last years: older invoices are in them.
_WITHDRAWN = "ANG BGN CUC HRK SLL ZWL"
CODES = frozenset((*_IN_USE.split(), *_WITHDRAWN.split()))

# Decimal places of the currencies that do not have two.
_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
# How people write them beside the code, without blanks; what the program itself prints is among them.
_SIGNS = {
    "BRL": "R$", "CHF": "Fr. SFr.", "CNY": "¥ CN¥ 元", "CZK": "Kč", "DKK": "kr kr.", "DOP": "RD$", "EUR": "€",
    "GBP": "£", "HUF": "Ft", "IDR": "Rp", "ILS": "₪", "INR": "₹ Rs. Rs", "JPY": "¥ 円", "KHR": "៛", "KRW": "₩",
    "LAK": "₭",
    "MYR": "RM", "NGN": "₦", "NOK": "kr", "PHP": "₱", "PLN": "zł", "PYG": "₲", "RUB": "₽", "SEK": "kr", "THB": "฿ บาท",
    "TRY": "₺", "TWD": "NT$", "UAH": "₴", "VND": "₫", "XAF": "FCFA", "XCG": "Cg.", "XOF": "FCFA", "XPF": "CFPF FCFP",
    "ZAR": "R",
}  # fmt: skip
_DOLLARS = {
    "AUD": "A$ AU$", "BBD": "Bds$", "BMD": "BD$", "BND": "B$", "BSD": "B$", "BZD": "BZ$", "CAD": "CA$ C$",
    "CLP": "CLP$", "COP": "COL$", "FJD": "FJ$", "GYD": "G$", "HKD": "HK$", "JMD": "J$", "KYD": "CI$", "LRD": "L$",
    "MXN": "MX$",
    "NAD": "N$", "NZD": "NZ$", "SBD": "SI$", "SGD": "S$", "SRD": "SR$", "TTD": "TT$", "TWD": "NT$", "USD": "US$",
    "XCD": "EC$", "ARS": "AR$", "UYU": "$U",
}  # fmt: skip


def is_currency(code: str) -> bool:
    """Return whether `code` is the code of a currency, in capitals."""
    return code in CODES


def digits(currency: str) -> int:
    """Return how many decimal places `currency` has (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def unusual_digits() -> Iterable[tuple[str, int]]:
    """Return the currencies that do not have two decimal places, each with how many it has."""
    return _DIGITS.items()


def signs(currency: str) -> tuple[str, ...]:
    """Return how `currency` is written beside an amount: its code, then its signs, the longest first."""
    found = _SIGNS.get(currency, "").split()
    if currency in _DOLLARS:
        found += [*_DOLLARS[currency].split(), "$"]
    return (currency, *sorted(found, key=len, reverse=True)) if currency else ()
