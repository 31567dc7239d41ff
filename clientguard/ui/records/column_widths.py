"""How wide the columns of a list are, and which of them matter least where a window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from clientguard.domain.money.amount import Money
from clientguard.domain.records import Field, Kind, Type
from clientguard.texts import _, current
from clientguard.ui.records.shown import duration

if TYPE_CHECKING:
    from clientguard.ui.records.record_model import RecordModel
    from clientguard.ui.widgets.row_view import RowView

EDGES = 24  # points beside the text of a cell
LONGEST = 150  # points that a choice may take before it is cut off
ASIDE_WIDTHS = (190, 110)  # points that a column beside the verdict wants, and its least
USUAL = {
    Type.DATE: 120, Type.MONEY: 130, Type.CHOICE: 130, Type.INSTANT: 180, Type.MINUTES: 100, Type.FLAG: 80,
    Type.NUMBER: 100, Type.CURRENCY: 90, Type.DECIMAL: 90, Type.TERMS: 150,
}  # fmt: skip


def size_columns(view: RowView, model: RecordModel, rest: int) -> None:
    """Give each column of a list its width, and the column `rest` what the others leave."""
    metrics = view.fontMetrics()
    for place, field in enumerate(model.fields):
        view.widen(place, *widths(model.kind, field, metrics))
    if model.verdict:
        view.widen(len(model.fields), of_dates(metrics))
    folding = [place for place in foldable(model.kind, model.fields) if place != rest]
    if model.aside:
        view.widen(model.aside_column, *ASIDE_WIDTHS)
        folding.append(model.aside_column)
    view.give_rest(rest, 150)
    view.fold(folding)


def widths(kind: Kind, field: Field, metrics: QFontMetrics) -> tuple[int, int]:
    """Return the width that a column wants and its least (points): a date, a moment and an amount are never cut."""
    is_title = field.name == kind.title
    usual = 220 if is_title else USUAL.get(field.type, 160)
    samples = _samples(field)
    if not samples:
        return usual, 110 if is_title else 90
    whole = max(metrics.horizontalAdvance(text) for text in samples) + EDGES
    return max(usual, whole), min(whole, LONGEST) if field.type is Type.CHOICE else whole


def of_dates(metrics: QFontMetrics) -> int:
    """Return the width that a column of dates needs (points)."""
    return max(USUAL[Type.DATE], EDGES + max(metrics.horizontalAdvance(text) for text in _dates()))


def _dates() -> list[str]:
    return [current().date(date(2028, month, 30)) for month in (5, 9, 11)]


def _samples(field: Field) -> list[str]:
    """Return texts as wide as a field's values are, or nothing where they can have any length."""
    words = current()
    match field.type:
        case Type.DATE:
            return _dates()
        case Type.INSTANT:
            return [words.moment(datetime(2028, month, 20, 20, 48)) for month in (9, 11)]
        case Type.MONEY:
            return [words.money(Money(88_888_800, "THB"))]
        case Type.MINUTES:
            return [duration(888 * 60)]
        case Type.NUMBER | Type.DECIMAL:
            return [words.number(88_888)]
        case Type.FLAG:
            return [_("Yes")]
        case Type.CURRENCY:
            return ["MMM"]
        case Type.CHOICE:
            return [_(each.label) for each in field.choices]
        case _:
            return []


def foldable(kind: Kind, fields: Sequence[Field]) -> list[int]:
    """Return the columns that may be folded away, the least important first: never the title and no amount."""
    places = range(len(fields))
    main = [place for place in places if fields[place].name in (kind.client, kind.date)]
    never = [place for place in places if fields[place].name == kind.title or fields[place].type is Type.MONEY]
    others = [place for place in reversed(places) if place not in main and place not in never]
    return [*others, *reversed(main)]
