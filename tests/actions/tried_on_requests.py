"""The actions on what waits that take an open casebook, each with how it is tried (`test_only_sqlite_opens`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clientguard.actions.communication import closing_requests
from clientguard.actions.communication.waiting import chasing
from clientguard.actions.records import export_csv
from clientguard.domain.records import Instant, Message
from tests.factories import FIRST, TODAY, add


def asked(world: Any) -> int:
    """Return a new request to the client."""
    return add(world.book, "request", client=world.client)


def message(world: Any, subject: str) -> Message:
    """Return a message that is not logged yet."""
    return Message(client=world.client, at=Instant(FIRST), subject=subject)


TRIED_ON_REQUESTS: dict[str, Callable[[Any], object]] = {
    "chasing.log_chase": lambda w: chasing.log_chase(w.book, message(w, "Again"), about=asked(w)),
    "closing_requests.log_answering": lambda w: closing_requests.log_answering(
        w.book, message(w, "Blue"), [asked(w)], TODAY
    ),
    "closing_requests.close_request": lambda w: closing_requests.close_request(
        w.book, asked(w), add(w.book, "message", client=w.client), TODAY
    ),
    "export_csv.write_rows": lambda w: export_csv.write_rows(w.book, ["Client"], [["Acme"]], w.folder / "waiting.csv"),
}
