"""Which days are business days: the weekends and public holidays of a country and its region (P3.1)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from clientguard.domain.dates import weekdays_of
from clientguard.domain.money.terms import Calendar, monday_to_friday
from clientguard.domain.records import Business, Client
from clientguard.domain.wording import N_
from clientguard.errors import KnownError

if TYPE_CHECKING:
    from holidays.holiday_base import HolidayBase


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


def business_days_of(firm: Business, client: Client) -> Calendar:
    """Return the business days that count for a client: those of its country, else of the user's own business.

    The region and the working days that are entered for the business count in its own country.
    """
    country = client.country.strip() or firm.country
    own = country.strip().upper() == firm.country.strip().upper()
    region, days = (firm.region, weekdays_of(firm.working_days)) if own else ("", None)

    def is_business_day(day: date) -> bool:
        if days is not None and day.weekday() not in days:
            return False
        return _calendar(country, region, free_only=days is not None)(day)

    return is_business_day


@lru_cache(maxsize=50)
def _calendar(country: str, region: str, *, free_only: bool) -> Calendar:
    """Return a country's calendar; `free_only`: of its holidays alone, where the working days are entered."""
    if not free_only:
        return calendar_of(country, region)
    free = _holidays(country.strip().upper(), _part(country.strip().upper(), region))
    return lambda day: free is None or day not in free


def _part(country: str, region: str) -> str:
    return region.strip().upper().removeprefix(f"{country}-")


@lru_cache(maxsize=50)
def _holidays(country: str, region: str) -> HolidayBase | None:
    """Return a country's holidays, or None; the library is imported late: few terms count business days."""
    if not country:
        return None
    import holidays

    try:
        return holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        return None


def _known(country: str, region: str) -> Calendar | None:
    days = _holidays(country, region)
    return days.is_working_day if days is not None else None
