"""The user's answer to a sign: it is so, a doubt with its reason, or not counted until a day (P6, P8.1)."""

from __future__ import annotations

from datetime import date

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.records import SignReview
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def review_sign(
    book: Casebook,
    client: int,
    sign: int,
    verdict: str,
    reason: str,
    on: date,
    until: date | None = None,
) -> Changed:
    """Note the user's answer to a sign of a client, given on a day; the newest answer to a sign is the one that holds.

    `verdict` is `accept`, `doubt`, or `except` with the day `until` which the sign does not count. NotValidError, with
    nothing written, for a doubt without a reason, or an exception without a reason or a later day (P6, P8.1).
    """

    def work(write: Write) -> Changed:
        answer = SignReview(client=client, sign=str(sign), verdict=verdict, reason=reason, on=on, until=until)
        put_record(write, answer)
        return write.changed()

    return book.write(work)
