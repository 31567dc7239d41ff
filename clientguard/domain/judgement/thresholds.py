"""The figures that the signs go by: a default each, how far it may be moved, and what the user chose instead (P6).

Why each default is what it is stands in `resources/judgement`. Nothing can be set so that one event
brands a client, or that a threat of harm needs two: the least of each count is two, and harm has no figure.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from clientguard.domain.records import Threshold
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The figures in use, by name. Days are calendar days where nothing else is said; shares are parts of one."""

    # what counts, and from when
    span_days: float = 365
    events_watch: float = 2
    events_raised: float = 3
    # 1: invoices
    grace_days: float = 3
    late_days: float = 14
    cycles: float = 6
    late_cycles_watch: float = 2
    late_cycles_raised: float = 3
    open_days: float = 30
    reminders: float = 2
    broken_promises: float = 2
    stair_watch: float = 3
    stair_raised: float = 4
    stair_step_days: float = 3
    stair_watch_days: float = 7
    # 4: contact
    contact_days: float = 90
    new_weeks: float = 8
    others_least: float = 5
    ratio_watch: float = 1.5
    ratio_raised: float = 2
    spread_watch: float = 2
    spread_raised: float = 3.5
    contact_messages: float = 20
    contact_hours: float = 5
    message_minutes: float = 3
    # 5: answers
    absence_days: float = 90
    answer_work_days: float = 5
    requests_least: float = 4
    unanswered_share: float = 0.5
    # when an entry no longer counts
    quiet_days: float = 91
    quiet_claims_days: float = 182
    quiet_demands_days: float = 42
    quiet_aims_days: float = 56
    attack_days: float = 182
    # 10: advice
    advice_weeks: float = 4
    advice_share: float = 0.5
    # worth (P7.1)
    worth_share: float = 0.5
    concentration_share: float = 1 / 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One threshold as the user sees it: its name, the sign it belongs to (0: all), and its least and most value."""

    key: str
    sign: int
    label: str
    least: float
    most: float
    default: float


_ROWS: tuple[tuple[str, int, str, float, float], ...] = (
    ("span_days", 0, N_("Days that are looked at"), 180, 730),
    ("events_watch", 0, N_("Events until it is worth watching"), 2, 6),
    ("events_raised", 0, N_("Events until it is a pattern"), 3, 10),
    ("grace_days", 1, N_("Days of grace for the bank and the weekend"), 0, 10),
    ("late_days", 1, N_("Days after which an invoice counts as late"), 7, 60),
    ("cycles", 1, N_("Billing cycles that are looked at"), 4, 12),
    ("late_cycles_watch", 1, N_("Late cycles until it is worth watching"), 2, 12),
    ("late_cycles_raised", 1, N_("Late cycles until it is a pattern"), 2, 12),
    ("open_days", 1, N_("Days that an invoice is open past its date"), 14, 120),
    ("reminders", 1, N_("Reminders before an open invoice counts"), 1, 5),
    ("broken_promises", 1, N_("Broken promises to pay"), 2, 6),
    ("stair_watch", 1, N_("Cycles in a row, each later, worth watching"), 3, 12),
    ("stair_raised", 1, N_("Cycles in a row, each later, that are a pattern"), 3, 12),
    ("stair_step_days", 1, N_("Days later that each of them is"), 1, 14),
    ("stair_watch_days", 1, N_("Days late that the last of them is"), 4, 30),
    ("contact_days", 4, N_("Days of contact that are compared"), 30, 180),
    ("new_weeks", 4, N_("Weeks in which a new client may ask more"), 4, 52),
    ("others_least", 4, N_("Other clients needed to compare"), 3, 20),
    ("ratio_watch", 4, N_("Share of contact against share of income, worth watching"), 1.2, 4),
    ("ratio_raised", 4, N_("Share of contact against share of income, a pattern"), 1.5, 6),
    ("spread_watch", 4, N_("Distance from the other clients, worth watching"), 1.5, 5),
    ("spread_raised", 4, N_("Distance from the other clients, a pattern"), 2.24, 7),
    ("contact_messages", 4, N_("Messages at least"), 10, 100),
    ("contact_hours", 4, N_("Hours at least"), 2, 40),
    ("message_minutes", 4, N_("Minutes of a message without minutes"), 0, 15),
    ("absence_days", 5, N_("Days in which missing answers are counted"), 60, 365),
    ("answer_work_days", 5, N_("Working days past its date until an answer is missing"), 2, 20),
    ("requests_least", 5, N_("Requests needed to speak of half of them"), 4, 20),
    ("unanswered_share", 5, N_("Part of the requests without an answer in time"), 0.3, 1),
    ("quiet_days", 0, N_("Days without another entry that clear a sign"), 30, 365),
    ("quiet_claims_days", 6, N_("Days without another claim that clear it"), 60, 365),
    ("quiet_demands_days", 8, N_("Days without another demand that clear it"), 14, 182),
    ("quiet_aims_days", 3, N_("Days without another change of aim that clear it"), 28, 182),
    ("attack_days", 7, N_("Days in which attacks are counted"), 60, 365),
    ("advice_weeks", 10, N_("Weeks until advice counts"), 2, 26),
    ("advice_share", 10, N_("Part of the advice that was not followed"), 0.5, 1),
    ("worth_share", 0, N_("Part of the target rate under which it is asked whether it is worth it"), 0.2, 1),
    ("concentration_share", 0, N_("Share of income that is named"), 0.2, 0.7),
)
_DEFAULTS: dict[str, float] = dataclasses.asdict(Thresholds())
FIGURES = {key: Figure(key, sign, label, least, most, _DEFAULTS[key]) for key, sign, label, least, most in _ROWS}


def problem_of(key: str, value: str) -> Said | None:
    """Return what is wrong with a value that the user chose for a threshold; None if nothing is."""
    figure = FIGURES.get(key)
    if figure is None:
        return said(N_("There is no threshold of this name."))
    number = _number(value)
    if number is None:
        return said(N_("Enter a number."))
    if not figure.least <= number <= figure.most:
        return said(N_("Enter a number from {least} to {most}."), least=figure.least, most=figure.most)
    return None


def with_thresholds(records: Iterable[Threshold]) -> Thresholds:
    """Return the defaults with what the user chose instead; of several for one figure, the newest counts.

    A value that is not allowed changes nothing: nobody is branded by a figure that an older version accepted.
    """
    chosen = {each.key: each.value for each in sorted(records, key=lambda each: each.id)}
    allowed = {key: value for key, value in chosen.items() if problem_of(key, value) is None}
    return Thresholds(**{key: _number(value) or 0.0 for key, value in allowed.items()})


def _number(value: str) -> float | None:
    try:
        found = Decimal(value.strip())
    except InvalidOperation:
        return None
    return float(found) if found.is_finite() else None
