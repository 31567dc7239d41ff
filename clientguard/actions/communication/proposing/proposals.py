"""The proposals that a client's mail makes, at most five at a time, and what is said of those that are gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.actions.communication.proposing.judging import candidates, still_open
from clientguard.actions.communication.proposing.noticed import AT_ONCE, KnownMail
from clientguard.domain.communication.proposals.proposal import MOST, Proposal, most_useful
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.communication.proposing import correspondents


@dataclass(frozen=True, slots=True)
class Proposed:
    """What mail proposes, the most useful first within each client; `is_whole`: all of the mail was read for it."""

    proposals: tuple[Proposal, ...] = ()
    is_whole: bool = True


def proposed(
    db: Connection,
    known: KnownMail,
    today: date,
    client: int = 0,
    *,
    most: int | None = MOST,
    at_once: int = AT_ONCE,
) -> Proposed:
    """Return what the mail of one client or of all proposes, as far as it was read.

    At most about `at_once` messages are read anew in one call; where that was not enough, the next one goes on. Nothing
    is proposed for former clients, nor from mail of before a client was left.
    """
    asked = [each for each in correspondents(db) if client in (0, each.id)]
    noticed, is_whole = known.notice(db, asked, today, at_once)
    return Proposed(tuple(most_useful(still_open(db, list(candidates(noticed))), most)), is_whole)


def proposals_of(db: Connection, today: date, client: int = 0, *, most: int | None = MOST) -> list[Proposal]:
    """Return all that the mail of one client or of all proposes, at most `most` for each client."""
    known = KnownMail()
    while True:
        found = proposed(db, known, today, client, most=most)
        if found.is_whole:
            return list(found.proposals)


def gone_error(name: str) -> KnownError:
    """Return the error for a proposal that is not made, or not any more."""
    return KnownError(
        N_("There is no proposal {name}."),
        kept=N_("Nothing was changed."),
        todo=N_("It may have been confirmed or dismissed. `clientguard proposals` lists those that are open."),
        name=name,
    )
