"""What a rule reads of a message, and what it proposes from it: a passage, and what it may mean (P1.1, P3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sort = Literal["request", "answer", "promise", "demand", "meeting"]
What = Literal["", "payment", "material", "answer"]
How = Literal["", "missed", "cancelled", "moved"]
Side = Literal["", "client", "us", "third"]
Extent = Literal["", "full", "partial", "refused"]


@dataclass(frozen=True, slots=True)
class MailText:
    """One message as the rules read it.

    `own` is what the sender wrote in this message: without quoted history, forwarded text and signature, its paragraphs
    and lines kept. `ours` says that the user sent it; `stranger`, that it went to or came from neither the user nor the
    client but somebody else, such as a supplier. `automatic` marks automatic replies, receipts, bounces and
    newsletters. `files` are the names of attachments. `conversation` is the same for messages that belong together by
    their headers; `reply_to` is the message that this one answers by its headers, 0 where that is not known. `between`
    is what was written between quotations: each part with the quotation above it.
    """

    id: int
    on: date
    ours: bool
    subject: str
    own: str
    sender: str = ""
    stranger: bool = False
    automatic: bool = False
    files: tuple[str, ...] = ()
    conversation: int = 0
    reply_to: int = 0
    between: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a message may mean, with the exact words (white space collapsed) that say so.

    `date` is the day by which something is wanted or promised, or that of a meeting. `answers` are the requests that
    an answer closes, each as the message that asked and the passage in it. `where` says what part it is from. A request
    is `settled` where a later message of ours says that it was answered by telephone, or is no longer wanted.
    """

    sort: Sort
    message: int
    passage: str
    date: date | None = None
    where: Literal["body", "subject", "attachment"] = "body"
    what: What = ""
    how: How = ""
    by: Side = ""
    answers: tuple[tuple[int, str], ...] = ()
    extent: Extent = ""
    settled: bool = False
