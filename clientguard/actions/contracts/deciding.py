"""The answers to the question of Today about a contract: it goes on, it has ended, it runs without an end (P4.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.contracts.agreed import runs_until
from clientguard.domain.contracts.deciding import ends_if_ended, goes_on_until, renewed_until
from clientguard.domain.records import Contract
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def renew_contract(book: Casebook, contract: int, today: date, until: date | None = None) -> Changed:
    """Record that a contract goes on: until `until`, else as long as it was agreed, or as before.

    A contract that renews keeps its term and notes the decision; any other gets a new end. KnownError if it was ended,
    has no term, or would not go on for longer than it does.
    """

    def answered(found: Contract) -> Contract:
        _check_open(found)
        agreed, ends = found.agreed, runs_until(found.agreed, today)
        if until and ends and until <= ends:
            raise KnownError(
                N_("“{title}” already runs until {date}."),
                kept=N_("Nothing was changed."),
                todo=N_("Enter a later day."),
                title=found.title,
                date=ends,
            )
        if agreed.renews:
            return dataclasses.replace(found, decided_until=until or goes_on_until(agreed, today))
        return dataclasses.replace(found, ends=until or renewed_until(agreed))

    return _answer(book, contract, answered)


def end_contract(book: Casebook, contract: int, today: date, on: date | None = None) -> Changed:
    """Record that one side has ended a contract: on its last day `on`, else the one that follows from its term.

    Without a term, or once the last day for notice has passed on one that renews, that is the end that notice given
    today leads to. KnownError if it was ended before.
    """

    def answered(found: Contract) -> Contract:
        _check_not_ended(found)
        return dataclasses.replace(found, ended_on=on or ends_if_ended(found.agreed, today))

    return _answer(book, contract, answered)


def leave_open(book: Casebook, contract: int) -> Changed:
    """Record that a contract runs on without an end until one side ends it. KnownError if it does so, or was ended."""

    def answered(found: Contract) -> Contract:
        _check_open(found)
        return dataclasses.replace(found, ends=None, renews_months=None, decided_until=None)

    return _answer(book, contract, answered)


def _answer(book: Casebook, contract: int, answered: Callable[[Contract], Contract]) -> Changed:
    def work(write: Write) -> Changed:
        put_record(write, answered(write.get(Contract, contract)))
        return write.changed()

    return book.write(work)


def _check_open(contract: Contract) -> None:
    _check_not_ended(contract)
    if contract.ends is None:
        raise KnownError(
            N_("“{title}” has no term: it runs until one side ends it."),
            kept=N_("Nothing was changed."),
            title=contract.title,
        )


def _check_not_ended(contract: Contract) -> None:
    if contract.ended_on:
        raise KnownError(
            N_("“{title}” is recorded as ended on {date}."),
            kept=N_("Nothing was changed."),
            todo=N_("Clear that day first if it is wrong."),
            title=contract.title,
            date=contract.ended_on,
        )
