"""Numbers that carry their own check: IBANs in a text, and VAT numbers. What fails is remarked on, never refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientguard.domain.records.describe import Field
from clientguard.domain.wording import N_, Said, said

_IBAN_AT = re.compile(r"\b[A-Z]{2}\d{2}(?= ?[A-Z0-9])")
_PARTS = re.compile(r" ?[A-Z0-9]+")
SHORTEST, LONGEST = 15, 34  # characters of an IBAN (ISO 13616)
_VAT = re.compile(r"([A-Z]{2})E?[ .-]?[0-9A-Z .+*-]{5,18}(?:MWST|TVA|IVA|VAT)?")
_LOOKED_AT = 2_000  # characters


def about_number(field: Field, value: object) -> Said | None:
    """Return what to say of the numbers in a field that fail their own check; None if there are none.

    A number that carries no check, or that of a country which is not known here, is not remarked on.
    """
    if not field.number or not isinstance(value, str) or not value:
        return None
    if field.number == "iban":
        wrong = next(_wrong_ibans(value[:_LOOKED_AT]), "")
        told = N_("The IBAN {number} fails its own check. Look for a mistyped character.")
    else:
        wrong = value.strip() if _is_wrong_vat(value.strip().upper()) else ""
        told = N_("The VAT number {number} fails its own check. Look for a mistyped character.")
    return said(told, number=wrong) if wrong else None


def _wrong_ibans(text: str) -> Iterator[str]:
    """Yield what looks like an IBAN and is none."""
    from stdnum import iban  # late: it reads a table

    for start in _IBAN_AT.finditer(text):
        written, end = start[0], start.end()
        found = False
        while not found and (part := _PARTS.match(text, end)) and len(_compact(written + part[0])) <= LONGEST:
            written, end = written + part[0], part.end()
            found = iban.is_valid(written)
        if not found and len(_compact(written)) >= SHORTEST:
            yield written


def _compact(number: str) -> str:
    return number.replace(" ", "")


def _is_wrong_vat(number: str) -> bool:
    """Return whether a number with a country's two letters before it fails the check of that country."""
    from stdnum.eu import vat
    from stdnum.util import get_cc_module

    found = _VAT.fullmatch(number)
    if not found or not re.search(r"\d", number):
        return False
    code = found[1].lower()
    country = vat if code in (*vat.MEMBER_STATES, "el") else get_cc_module(code, "vat")
    return country is not None and not country.is_valid(number)
