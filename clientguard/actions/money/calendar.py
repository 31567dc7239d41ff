"""Which days are business days: the weekends and public holidays of a country and its region (P3.1)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from clientguard.domain.money.terms import Calendar, monday_to_friday
from clientguard.domain.wording import N_
from clientguard.errors import KnownError


def calendar_of(country: str, region: str = "") -> Calendar:
    """Return the calendar of a country (ISO 3166-1, `GB`) and region (ISO 3166-2, `ENG` or `GB-ENG`).

    A country or region whose holidays are not known gives the next larger calendar: the country's, or Monday to Friday.
    """
    code = country.strip().upper()
    return _known(code, _part(code, region)) or _known(code, "") or monday_to_friday


def known_calendar(country: str, region: str = "") -> Calendar:
    """Return the calendar of a country and region, as `calendar_of`; KnownError if its holidays are not known."""
    code = country.strip().upper()
    found = _known(code, _part(code, region))
    if found is None:
        raise KnownError(
            N_("The holidays of {place} are not known."),
            todo=N_("Enter the code of a country and region, such as GB and ENG."),
            place="-".join(part for part in (code, _part(code, region)) if part) or "“”",
        )
    return found


def _part(country: str, region: str) -> str:
    return region.strip().upper().removeprefix(f"{country}-")


@lru_cache(maxsize=50)
def _known(country: str, region: str) -> Calendar | None:
    """Return a calendar, or None; holidays is imported late: few terms count business days."""
    if not country:
        return None
    import holidays

    try:
        days = holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        return None

    def is_business_day(day: date) -> bool:
        return days.is_working_day(day)

    return is_business_day
