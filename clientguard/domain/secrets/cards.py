"""Card numbers: a brand's first digits and length (ISO/IEC 7812), the check digit, and how people group them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientguard.domain.secrets.found import Found

# First digits (from, to) and lengths, by brand.
_BRANDS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (4, 4, (13, 16, 19)),  # Visa
    (51, 55, (16,)),  # Mastercard
    (2221, 2720, (16,)),
    (34, 34, (15,)),  # American Express
    (37, 37, (15,)),
    (300, 305, (14, 16)),  # Diners Club
    (3095, 3095, (14, 16)),
    (36, 36, (14,)),
    (38, 39, (14, 16)),
    (6011, 6011, (16, 19)),  # Discover
    (644, 659, (16, 19)),
    (3528, 3589, (16, 19)),  # JCB
    (62, 62, (16, 17, 18, 19)),  # UnionPay
    (2200, 2204, (16, 17, 18, 19)),  # Mir
    (5018, 5018, (13, 14, 15, 16, 17, 18, 19)),  # Maestro
    (5020, 5020, (13, 14, 15, 16, 17, 18, 19)),
    (5038, 5038, (13, 14, 15, 16, 17, 18, 19)),
    (6304, 6304, (13, 14, 15, 16, 17, 18, 19)),
    (6759, 6763, (13, 14, 15, 16, 17, 18, 19)),
)
_GROUPS = {(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1), (8, 8), (4, 4, 4, 2)}
# Digits, with one or two blanks or one mark between them.
_DIGITS = re.compile(r"(?<![\w+])(?<!\d[-.,/])\d(?:(?:[ \u00a0\u202f]{1,2}|[-.\n])?\d){12,18}(?![\w]|[-.,/]\d)")
_RUN = re.compile(r"\d+")
# Words before numbers of other things, some of which pass the same check.
_OTHER = re.compile(
    r"(?:ean|gtin|isbn|imei|iccid|sscc|upc|barcode|tracking|track|parcel|order|invoice|iban|account|campaign|phone|tel"
    r"|ticket|case|reference|ref|sendung|bestell\w*|rechnung\w*|konto\w*|factuur|pedido|commande|pesanan|invois)"
    r"[\s.:#]*(?:id|no|nr|number|nummer)?[\s.:#]*$",
    re.IGNORECASE,
)
_CARD = re.compile(r"card|visa|karte|tarjeta|carte|kaart|kad |บัตร", re.IGNORECASE)
_NEAR = 32  # characters before a number that are searched for such a word


def cards(text: str) -> Iterator[Found]:
    """Yield each card number: the right first digits, length, check digit and grouping."""
    for match in _DIGITS.finditer(text):
        groups = tuple(len(run) for run in _RUN.findall(match[0]))
        digits = "".join(_RUN.findall(match[0]))
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if is_card(digits) and _is_written_so(groups, before):
            yield "card", match.start(), match.end()


def is_card(digits: str) -> bool:
    """Return whether `digits` have the first digits and the length of a brand, and the right check digit."""
    return any(
        len(digits) in lengths and first <= int(digits[: len(str(first))]) <= last for first, last, lengths in _BRANDS
    ) and _checks(digits)


def _checks(digits: str) -> bool:
    """Return whether the last digit is right by the Luhn formula."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_written_so(groups: tuple[int, ...], before: str) -> bool:
    """Return whether a number is grouped like a card number, or a word before it says that it is one."""
    if _CARD.search(before):
        return True
    if groups in _GROUPS or set(groups) == {1}:
        return True
    # Thirteen digits in a row are far more often an article number than an old card.
    return len(groups) == 1 and groups[0] > 13 and not _OTHER.search(before)
