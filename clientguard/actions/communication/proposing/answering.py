"""Which open requests a message may answer, the likeliest first (P1.1). `closing_requests` closes them."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from clientguard.actions.communication.closing_requests import may_be_answered
from clientguard.domain.communication.proposals.proposal import day_of
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.records import Message
from clientguard.domain.records.names import name_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import get_record
from clientguard.store.views.communication.proposing import numbers_that_asked

_READ = 4_000  # characters of a message that are compared
_LIKELY = 60  # of 100: from where on the words of a message say which request it answers


def open_requests_answered_by(db: Connection, message: int) -> list[RequestFacts]:
    """Return the open requests of its client that a message may answer, the likeliest first.

    That is the one asked in the message that it names, then those whose words it repeats, then the oldest. Requests
    that were asked later are left out.
    """
    found = get_record(db, Message, message)
    on = day_of(found.at) if found.at else None
    waiting = [each for each in may_be_answered(db, found.client or 0) if on is None or each.asked_on <= on]
    return likeliest_first(db, waiting, f"{found.subject}\n{found.body}", f"{found.in_reply_to} {found.references}")


def likeliest_first(db: Connection, waiting: Sequence[RequestFacts], words: str, names: str = "") -> list[RequestFacts]:
    """Return open requests in the order in which a message answers them, given its words and the ones it names."""
    asked = {each for each, number in numbers_that_asked(db, [each.id for each in waiting]) if number in names}
    text = name_key(words[:_READ])

    def order(each: RequestFacts) -> tuple[bool, float, str, int]:
        likeness = fuzz.token_set_ratio(name_key(each.title), text) if text else 0
        return each.id not in asked, -likeness if likeness >= _LIKELY else 0, each.asked_on.isoformat(), each.id

    return sorted(waiting, key=order)
