"""Accounts that a client's mail names: invitations, renewals and receipts of platforms that are known (P4.4).

Mail only proposes: each proposal quotes its passage, and the user confirms it or says that it is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.leaving.from_mail.passages import MailFacts, dates_in, passages
from clientguard.domain.records import Account, HandoverMark
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_

NOT_OURS = "not_ours:"  # begins the key of a mark that says: what mail proposed is not for this handover
Sort = Literal["renewal", "invitation", "receipt"]
SORTS: dict[Sort, str] = {
    "renewal": N_("Renewal"),
    "invitation": N_("Invitation"),
    "receipt": N_("Receipt"),
}


@dataclass(frozen=True, slots=True)
class Vendor:
    """One platform: the kind of account it is, its name, other names of it, and the domains that its mail comes from.

    `shared` says that its domain sends mail of other platforms too, so that its name must be in the mail. `is_word`
    says that its name is an ordinary word too (zoom), so that its capital letter counts.
    """

    platform: str
    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    shared: bool = False
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class MailWords:
    """What is looked for in mail: the platforms, and the phrases of each sort of passage."""

    vendors: tuple[Vendor, ...]
    phrases: tuple[tuple[Sort, tuple[str, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What a message contains that can name a platform: one of these, or a domain."""
        return tuple(word for each in self.vendors for word in (each.name, *each.names, *each.domains))

    @property
    def signals(self) -> tuple[str, ...]:
        """What else it contains: one of these phrases."""
        return tuple(phrase.replace("…", " ") for _sort, phrases in self.phrases for phrase in phrases)


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """An account that a message names: which, what sort of mail it is, the passage, and when it renews if that says."""

    vendor: Vendor
    sort: Sort
    message: int
    on: date
    passage: str
    renews: date | None = None

    @property
    def key(self) -> str:
        """The key of the mark that says it is not ours."""
        return f"{NOT_OURS}{self.vendor.platform}:{self.vendor.name}"


def found_accounts(
    messages: Iterable[MailFacts],
    words: MailWords,
    accounts: Sequence[Account],
    marks: Sequence[HandoverMark],
    none: Iterable[str],
) -> tuple[FoundAccount, ...]:
    """Return the accounts that messages name and that are not on record, in the order of the sweep's platforms.

    The newest message stands for each. Kinds of platform answered `none`, and what the user marked as not ours, are
    left out.
    """
    refused = {each.key for each in marks}
    nothing = set(none)
    matcher = _Matcher(words)
    found: dict[str, FoundAccount] = {}
    for message in sorted(messages, key=lambda each: (each.on, each.id), reverse=True):
        for each in matcher.proposals(message):
            if each.key in refused or each.vendor.platform in nothing or is_on_record(each.vendor, accounts):
                continue
            known = found.setdefault(each.key, each)
            if known.renews is None and each.renews and each.renews >= known.on:  # an older one says when
                found[each.key] = each
    order = {each.platform: number for number, each in enumerate(words.vendors)}
    return tuple(sorted(found.values(), key=lambda each: (order[each.vendor.platform], each.vendor.name)))


def is_on_record(vendor: Vendor, accounts: Sequence[Account]) -> bool:
    """Return whether an account of this platform is on record; one of its kind with no platform named counts too."""
    names = [name_key(each) for each in (vendor.name, *vendor.names)]
    for each in accounts:
        if any(_has_word(name_key(f"{each.platform} {each.name} {each.address}"), name) for name in names):
            return True
        if each.asset_type == vendor.platform and not each.platform.strip():
            return True
    return False


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


class _AnyOf:
    """Finds any of some words or phrases, whole; “…” in a phrase stands for up to six words.

    Most texts lack even the longest word of each phrase, which is looked for first: that is much sooner done.
    """

    def __init__(self, phrases: Iterable[str], *, exact: bool = False) -> None:
        given = list(phrases)
        self._least = {max(each.replace("…", " ").lower().split(), key=len) for each in given}
        parts = (
            r"\W+(?:[\w'’&.-]+\W+){0,6}?".join(
                r"\W+".join(re.escape(word) for word in piece.split()) for piece in each.split("…")
            )
            for each in given
        )
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", 0 if exact else re.IGNORECASE)

    def is_in(self, text: str, low: str) -> bool:
        """Return whether one of them is in a text; `low` is the text in small letters."""
        return any(each in low for each in self._least) and self._pattern.search(text) is not None


class _Matcher:
    """The names and phrases, ready to be looked for."""

    def __init__(self, words: MailWords) -> None:
        self._vendors = [(each, _AnyOf((each.name, *each.names), exact=each.is_word)) for each in words.vendors]
        self._phrases: list[tuple[Sort, _AnyOf]] = [(sort, _AnyOf(each)) for sort, each in words.phrases]

    def proposals(self, message: MailFacts) -> Iterator[FoundAccount]:
        """Yield what one message proposes, at most once a platform."""
        text = f"{message.subject}\n{message.body}"
        said: list[tuple[str, Sort]] = [(each, sort) for each in passages(text) if (sort := self._sort(each))]
        if not said:
            return
        low, subject = text.lower(), message.subject.lower()
        senders = f"{message.sender}\n{_forwarded(message.body)}".lower()
        for vendor, name in self._vendors:
            from_it = any(_is_from(senders, domain) for domain in vendor.domains)
            if not (from_it or name.is_in(text, low)):
                continue
            enough = from_it and (not vendor.shared or name.is_in(message.subject, subject))
            named: list[tuple[str, Sort, bool]] = [
                (passage, sort, name.is_in(passage, passage.lower())) for passage, sort in said
            ]
            named.sort(key=lambda each: not each[2])  # the passage that names it says most
            fitting: list[tuple[str, Sort]] = [
                (passage, sort)
                for passage, sort, names in named
                if enough or (names and (from_it or sort != "receipt"))
            ]
            if fitting:
                yield _proposal(vendor, message, fitting)

    def _sort(self, passage: str) -> Sort | None:
        low = passage.lower()
        return next((sort for sort, phrases in self._phrases if phrases.is_in(passage, low)), None)


def _proposal(vendor: Vendor, message: MailFacts, said: list[tuple[str, Sort]]) -> FoundAccount:
    for passage, sort in said:
        days = dates_in(passage, message.on) if sort == "renewal" else ()
        if ahead := [each for each in days if each >= message.on]:
            return FoundAccount(vendor, sort, message.id, message.on, passage, ahead[-1])
    passage, sort = said[0]
    return FoundAccount(vendor, sort, message.id, message.on, passage)


def _forwarded(body: str) -> str:
    """Return the lines of a message that name the sender of another one in it."""
    return "\n".join(each for each in body.splitlines() if re.match(r"[>\s*]*from:", each, re.IGNORECASE))


def _is_from(senders: str, domain: str) -> bool:
    return domain in senders and re.search(rf"[@.]{re.escape(domain)}(?![\w.-]*\w)", senders) is not None
