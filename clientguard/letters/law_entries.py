"""What ships of the law, entry by entry: where it was read, of when that is, and when it was last checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard import paths
from clientguard.domain.countries import country_code
from clientguard.domain.dates import add_months
from clientguard.domain.money.interest.facts import base_name
from clientguard.domain.money.interest.regimes import NAMES
from clientguard.domain.wording import N_, Said, said
from clientguard.letters.law import read_law

MONTHS = 18  # after which an entry is said to be old
_FILES = {
    "before_action": N_("Before going to court"),
    "rates": N_("Rates by law"),
    "regimes": N_("Late interest"),
    "spreading": N_("What a payment counts for"),
    "watched": N_("Time to pay"),
    "withholding": N_("Stopping work"),
}


@dataclass(frozen=True, slots=True)
class LawEntry:
    """One entry of `resources/law`: of which file and what, its sources, their date, and the day of the last check."""

    file: str
    subject: Said
    about: Said
    sources: tuple[str, ...]
    source_date: str
    checked: date

    def is_old(self, today: date) -> bool:
        """Return whether nobody has checked it for 18 months."""
        return add_months(self.checked, MONTHS) < today


def law_entries(language: str = "en") -> tuple[LawEntry, ...]:
    """Return every entry of every file in `resources/law`, file by file."""
    files = sorted(path.stem for path in (paths.resources() / "law").glob("*.json"))
    return tuple(each for file in files for each in _entries(file, (), read_law(file), language))


def old_entries(today: date, language: str = "en") -> tuple[LawEntry, ...]:
    """Return the entries that nobody has checked for 18 months."""
    return tuple(each for each in law_entries(language) if each.is_old(today))


def _entries(file: str, keys: tuple[str, ...], found: Any, language: str) -> Iterator[LawEntry]:  # noqa: ANN401
    """Yield each part of a file that says when it was checked, wherever it stands."""
    if isinstance(found, list):
        for each in found:
            yield from _entries(file, keys, each, language)
    elif isinstance(found, dict):
        if "checked" in found:
            yield _entry(file, keys, found, language)
            return
        for key, each in found.items():
            yield from _entries(file, (*keys, key), each, language)


def _entry(file: str, keys: tuple[str, ...], row: dict[str, Any], language: str) -> LawEntry:
    sources = row["sources"] if "sources" in row else [row["source"]]
    return LawEntry(
        file,
        said(_FILES.get(file, file)),
        _about(keys, row, language),
        tuple(each for each in sources if each),
        row["source_date"],
        date.fromisoformat(row["checked"]),
    )


def _about(keys: tuple[str, ...], row: dict[str, Any], language: str) -> Said:
    """Return what an entry is about: its own words, a base and its days, a law, or a country."""
    if "about" in row:
        return said("{about}", about=row["about"].get(language) or row["about"]["en"])
    key = keys[0] if keys else ""
    if "rates" in row:
        first, last = row["rates"][0][0], row["rates"][-1][1]
        days = {"starts": date.fromisoformat(first), "ends": date.fromisoformat(last)}
        return said(N_("{base}, {starts} to {ends}"), base=base_name(key), **days)
    if key in NAMES:
        return said(NAMES[key])
    return said(N_("All other countries")) if key == "default" else said("{country}", country=country_code(key))
