"""Whether a business that the user does not work for again has come back: by its name, or the domain it writes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from clientguard.domain.communication.mail_survey import Correspondent
from clientguard.domain.records import DoNotEngage
from clientguard.domain.records.names import folded, name_key
from clientguard.domain.wording import N_, Said, said


def come_back(name: str, email: str, refused: Iterable[DoNotEngage]) -> DoNotEngage | None:
    """Return the entry of the list “Not again” that a name, or the domain of an address, is known from (P7.5).

    A domain stands for those below it, too: `mail.quick.example` is from `quick.example`.
    """
    wanted, host = name_key(name), folded(email.rpartition("@")[2]).strip(". ")
    for each in refused:
        if wanted and name_key(each.name) == wanted:
            return each
        domain = folded(each.domain).strip(". ").removeprefix("www.")
        if domain and host and f".{host}".endswith(f".{domain}"):
            return each
    return None


def correspondent_back(found: Correspondent, refused: Collection[DoNotEngage]) -> DoNotEngage | None:
    """Return the entry that a correspondent in one's mail is known from: by name, domain or a person's address."""
    own = found.key if found.is_person else f"@{found.key}"
    for address in (own, *(address for _name, address in found.people)):
        if known := come_back(found.name, address, refused):
            return known
    return None


def come_back_words(entry: DoNotEngage) -> Said:
    """Return what is said about it: who, since when, and the reason that the user wrote down."""
    text = N_("“{name}” has been on your list “Not again” since {date}: {reason}")
    return said(text, name=entry.name, date=entry.noted_on, reason=entry.reason)
