"""The figures that the signs go by: all of them as they hold, and setting one or giving it its default again (P6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.judgement.thresholds import FIGURES, Figure, problem_of, with_thresholds
from clientguard.domain.records import Threshold
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.records.write_path import Write


@dataclass(frozen=True, slots=True)
class Setting:
    """A threshold as it holds: the figure with its bounds and default, its value, and why the user changed it."""

    figure: Figure
    value: float
    reason: str = ""

    @property
    def is_default(self) -> bool:
        """Whether the value is the one that ships."""
        return self.value == self.figure.default


def settings(db: Connection) -> tuple[Setting, ...]:
    """Return every threshold as it holds, in the order in which they are shown."""
    own = find_records(db, Threshold)
    chosen, reasons = with_thresholds(own), {each.key: each.reason for each in own}
    return tuple(
        Setting(each, float(getattr(chosen, each.key)), reasons.get(each.key, "")) for each in FIGURES.values()
    )


def set_threshold(book: Casebook, key: str, value: str, reason: str = "") -> Changed:
    """Have a threshold be another figure than its default; `value` is a plain number such as `21` or `1.5`.

    KnownError, with nothing written, if there is no such threshold or the value is outside its bounds: nothing can be
    set so that one event brands a client, or that a threat of harm needs two (P8.1).
    """
    return set_thresholds(book, {key: (value, reason)})


def set_thresholds(book: Casebook, chosen: Mapping[str, tuple[str, str]]) -> Changed:
    """Have several thresholds be other figures, each a value and its reason; the default's own value resets one.

    KnownError, with nothing written, if one of them is none or its value is outside its bounds (P8.1).
    """
    for key, (value, _reason) in chosen.items():
        figure, wrong = FIGURES.get(key), problem_of(key, value)
        if figure is None or wrong is not None:
            raise KnownError(
                N_("“{name}” cannot be {value}: {problem}"),
                kept=N_("Nothing was changed."),
                name=said(figure.label) if figure else key,
                value=value,
                problem=wrong or "",
            )

    def work(write: Write) -> Changed:
        for key, (value, reason) in chosen.items():
            own = _own(write.db, key)
            before = own[-1] if own else Threshold(key=key)
            is_default = float(value) == FIGURES[key].default
            if not is_default:
                put_record(write, replace(before, value=_plain(value), reason=reason.strip()))
            for each in own if is_default else own[:-1]:
                write.remove(each.id)
        return write.changed()

    return book.write(work)


def reset_threshold(book: Casebook, key: str) -> Changed:
    """Give a threshold its default again. KnownError, with nothing written, if there is no such threshold."""
    if key not in FIGURES:
        raise KnownError(
            N_("There is no threshold called “{name}”."),
            kept=N_("Nothing was changed."),
            todo=N_("`clientguard signs thresholds` lists them."),
            name=key,
        )

    def work(write: Write) -> Changed:
        for each in _own(write.db, key):
            write.remove(each.id)
        return write.changed()

    return book.write(work)


def _own(db: Connection, key: str) -> list[Threshold]:
    return find_records(db, Threshold, "t.key = ?", key)


def _plain(value: str) -> str:
    return format(Decimal(value.strip()), "f")
