"""What is in a cell, as a value; what cannot be read there is damage, and is said to be: never left out or guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.records import KINDS, Field, Instant, Kind, Type
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import UnreadableError
from clientguard.store.journal.clock import is_moment

MOST = 10**15  # of an amount, a number or a duration: `check_record` allows no more
_CURRENCY = re.compile(r"[A-Z]{3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def value(kind: Kind, field: Field, record: object, cells: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return what the cells of a record's field hold; UnreadableError if that is no such value."""
    try:
        return _of(field, cells)
    except (ValueError, TypeError, ArithmeticError):
        raise UnreadableError(
            said(
                N_("the field “{field}” of number {record} ({kind}) cannot be read"),
                field=said(field.label or field.name),
                record=str(record),
                kind=said(kind.label),
            )
        ) from None


def day(cell: Any) -> date | None:  # noqa: ANN401
    """Return the date in a cell of a date; None if it is empty."""
    return _read(N_("a date cannot be read"), _day, cell)


def a_day(cell: Any) -> date:  # noqa: ANN401
    """Return the date in a cell that must not be empty."""
    found = day(cell)
    if found is None:
        raise UnreadableError(said(N_("a date is missing")))
    return found


def money(cell: Any, currency: Any) -> Money:  # noqa: ANN401
    """Return the amount in two cells."""
    return _read(N_("an amount cannot be read"), lambda each: Money(_number(each), _currency(currency)), cell)


def amount(cell: Any) -> int:  # noqa: ANN401
    """Return the whole number in a cell, in minor units, minutes or days."""
    return _read(N_("a number cannot be read"), _number, cell)


def terms(cell: Any) -> str:  # noqa: ANN401
    """Return the payment terms in a cell."""
    return _read(N_("payment terms cannot be read"), _text, cell)


def moment(ms: Any, offset: Any) -> Instant:  # noqa: ANN401
    """Return the moment in two cells."""
    found = _read(N_("a moment cannot be read"), lambda each: _instant(each, offset), ms)
    if found is None:
        raise UnreadableError(said(N_("a moment is missing")))
    return found


def form(cell: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what was entered in an unsaved form, from the cell of a draft."""
    try:
        found: object = json.loads(cell)
    except (ValueError, TypeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UnreadableError(said(N_("an unsaved form cannot be read")))
    return found  # pyright: ignore[reportUnknownVariableType] - it was JSON


def kind(cell: Any) -> Kind:  # noqa: ANN401
    """Return the kind whose name is in a cell."""
    found = KINDS.get(cell)
    if found is None:
        raise UnreadableError(said(N_("the kind of a record cannot be read")))
    return found


def is_readable(field: Field, cells: Sequence[Any]) -> bool:
    """Return whether the cells of a field hold such a value, or nothing."""
    try:
        _of(field, cells)
    except (ValueError, TypeError, ArithmeticError):
        return False
    return True


def _read(what: str, read: Callable[[Any], Any], cell: Any) -> Any:  # noqa: ANN401
    try:
        return read(cell)
    except (ValueError, TypeError, ArithmeticError):
        raise UnreadableError(said(what)) from None


# --- each type; ValueError, TypeError or ArithmeticError for what is none ---


def _day(cell: Any) -> date | None:  # noqa: ANN401
    if cell is None:
        return None
    found = date.fromisoformat(cell)
    if found.isoformat() != cell:  # it was always written in this form
        raise ValueError(cell)
    return found


def _number(cell: Any) -> int:  # noqa: ANN401
    if not isinstance(cell, int) or abs(cell) > MOST:
        raise ValueError(cell)
    return cell


def _optional(cell: Any) -> int | None:  # noqa: ANN401
    return None if cell is None else _number(cell)


def _instant(ms: Any, offset: Any) -> Instant | None:  # noqa: ANN401
    if ms is None:
        return None
    if not is_moment(ms, offset or 0):
        raise ValueError(ms)
    return Instant(ms, offset or 0)


def _text(cell: Any) -> str:  # noqa: ANN401
    if not isinstance(cell, str):
        raise TypeError(cell)
    return cell


def _currency(cell: Any) -> str:  # noqa: ANN401
    return _matching(_CURRENCY, cell)


def _digest(cell: Any) -> str:  # noqa: ANN401
    return _matching(_DIGEST, cell)


def _matching(pattern: re.Pattern[str], cell: Any) -> str:  # noqa: ANN401
    if cell and not pattern.fullmatch(cell):
        raise ValueError(cell)
    return _text(cell)


def _choice(field: Field, cell: Any) -> str:  # noqa: ANN401
    if cell and field.choice(cell) is None:
        raise ValueError(cell)
    return _text(cell)


def _decimal(cell: Any) -> str:  # noqa: ANN401
    try:
        if cell and not Decimal(cell).is_finite():
            raise ValueError(cell)
    except InvalidOperation as error:
        raise ValueError(cell) from error
    return _text(cell)


def _flag(cell: Any) -> bool:  # noqa: ANN401
    if cell not in (0, 1):
        raise ValueError(cell)
    return bool(cell)


def _link(cell: Any) -> int | None:  # noqa: ANN401
    if cell is not None and not (isinstance(cell, int) and cell > 0):
        raise ValueError(cell)
    return cell


_READERS: dict[Type, Callable[..., Any]] = {
    Type.TEXT: _text,
    Type.LONG: _text,
    Type.LANGUAGE: _text,
    Type.DATE: _day,
    Type.INSTANT: _instant,
    Type.MONEY: _optional,
    Type.NUMBER: _optional,
    Type.MINUTES: _optional,
    Type.CURRENCY: _currency,
    Type.DECIMAL: _decimal,
    Type.FLAG: _flag,
    Type.LINK: _link,
    Type.TERMS: _text,  # an older version may have taken terms that are no longer understood
    Type.DIGEST: _digest,
}


def _of(field: Field, cells: Sequence[Any]) -> Any:  # noqa: ANN401
    if field.type is Type.CHOICE:
        return _choice(field, *cells)
    return _READERS[field.type](*cells)
