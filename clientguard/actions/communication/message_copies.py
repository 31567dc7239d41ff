"""Two copies of one message under one client: which of them can go, so that the message is kept once (P5.1)."""

from __future__ import annotations

from clientguard.domain.records import Attachment, Message
from clientguard.domain.wording import N_, counted
from clientguard.store.erasure.scope import referring
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages

# What tells two copies of a message apart: the direction follows from whose mail it is.
_ENTERED = tuple(each.name for each in Message.kind.form_fields if each.name not in (Message.kind.client, "direction"))


def has_more(write: Write, here: Message, there: Message) -> bool:
    """Return whether a copy of a message says something, or has a file, that the other one does not."""
    entered = any(getattr(here, each) not in (None, "", getattr(there, each)) for each in _ENTERED)
    return entered or not _files(write, here.id) <= _files(write, there.id)


def _files(write: Write, message: int) -> set[str]:
    parts = [write.get(Attachment, part) for part, _kind in lookup.parts_of(write.db, message)]
    return {each.sha256 for each in parts if each.removed is None}


def copy_referring(write: Write, message: int) -> dict[str, int]:
    """Return how many other records refer to a message or to its files, by kind."""
    files = [part for part, _ in lookup.parts_of(write.db, message)]
    return referring(write.db, [message, *files])


def remove_copy(write: Write, message: int) -> None:
    """Remove one copy of a message with its files; `restore_records` brings it back."""
    write.remove(message)
    for part, _kind in lookup.parts_of(write.db, message):
        write.remove(part)


def keep_once(write: Write, one: int, other: int) -> None:
    """Remove one copy of each message that two clients both have, before they become one client; say how many.

    That of the first client goes if it can: nothing may refer to a copy that goes, nor may it have something that the
    other one lacks. Where neither can go, both stay.
    """
    shared = messages.shared(write.db, one, other)
    removed = sum(_keep_one(write, *pair) for pair in shared)
    if removed:
        one_word = N_("{count} message that both clients had is kept once.")
        write.tell(counted(one_word, N_("{count} messages that both clients had are kept once."), removed))
    if len(shared) > removed:
        one_word = N_("{count} message is kept twice: each copy has something of its own.")
        many_words = N_("{count} messages are kept twice: each copy has something of its own.")
        write.tell(counted(one_word, many_words, len(shared) - removed))


def _keep_one(write: Write, one: int, other: int) -> bool:
    for gone, stays in ((one, other), (other, one)):
        here, there = write.get(Message, gone), write.get(Message, stays)
        if not has_more(write, here, there) and not copy_referring(write, gone):
            remove_copy(write, gone)
            return True
    return False
