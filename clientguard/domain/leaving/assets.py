"""The path of a handover by kind of account: which steps it takes, in which order, and who acts (P4.4).

A file has no tokens, a mailing list no sign-in, and in a vault the secrets are changed before our access goes. What
each step of a platform's checklist says lies in `resources/platforms`; the keys and the order are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.records.kinds.handover import ROTATED
from clientguard.domain.wording import N_

Who = Literal["us", "client", "vendor"]

OFFERED, ACCEPTED, TESTED, TOKENS, BILLING, REMOVED = "offered", "accepted", "tested", "tokens", "billing", "removed"
# The steps that an account's own record keeps, each with its field; `rotated` is a mark.
FIELDS = {each: f"{each}_on" for each in (OFFERED, ACCEPTED, TESTED, TOKENS, BILLING, REMOVED)}
LABELS = {
    OFFERED: N_("Offered"),
    ACCEPTED: N_("Accepted by the client"),
    TESTED: N_("Client has signed in"),
    TOKENS: N_("Tokens and recovery addresses changed"),
    BILLING: N_("Billing moved"),
    REMOVED: N_("Own access removed"),
    ROTATED: N_("Secrets that we knew changed"),
}
_NOT_YET = {
    ACCEPTED: N_("The client has not accepted it yet."),
    TESTED: N_("The client has not signed in alone yet."),
    TOKENS: N_("Tokens and recovery addresses have not been changed yet."),
    BILLING: N_("Billing has not been moved yet."),
    ROTATED: N_("The client has not changed the secrets that we knew yet."),
}
# Who takes a step, where it is not us: of a kind, else of any.
_WHO: Mapping[tuple[str, str], Who] = {
    ("", ACCEPTED): "client",
    ("", TESTED): "client",
    ("", BILLING): "client",
    ("", ROTATED): "client",
    ("licences_stock", TOKENS): "client",
}
# What a step is called where there is nothing to sign in to, and why another has to wait for it.
_WORDS = {
    ("mailing_list", REMOVED): (N_("Own copies deleted"), ""),
    ("files", TESTED): (N_("Client has opened them"), N_("The client has not opened them yet.")),
    ("files", REMOVED): (N_("Own copies deleted"), ""),
    ("licences_stock", TESTED): (N_("Works without our licences"), N_("It has not been tried without them yet.")),
    ("licences_stock", TOKENS): (N_("Kits and keys replaced"), N_("Our kits and keys have not been replaced yet.")),
    ("telephone_sms", TESTED): (N_("Client has called and texted"), N_("The client has not tried the number yet.")),
}  # fmt: skip
_OLD = "offered? accepted tested tokens? billing? removed rotated?"
# The common steps of each kind, in order; `?`: not every account of the kind needs it.
PATHS = {
    "": _OLD,
    "social_page": "offered? accepted tested tokens removed rotated?",
    "ad_account": "offered? accepted tested tokens billing removed",
    "analytics": "offered? accepted tested tokens removed",
    "tag_manager": "offered? accepted tested tokens removed",
    "search_console": "offered? accepted tested removed",
    "domain_dns": "offered? accepted tested tokens billing removed rotated",
    "hosting": "offered? accepted tested tokens billing removed rotated",
    "site_shop": "offered? accepted tested tokens billing removed rotated",
    "mail_newsletter": "offered? accepted tested tokens billing removed rotated",
    "cloud_drive": "offered? accepted tested tokens billing? removed",
    "source_repo": "offered? accepted tested tokens billing? removed rotated",
    "app_store": "offered? accepted tested tokens billing removed rotated",
    "payment_provider": "offered? accepted tested tokens billing removed rotated",
    "chat_meetings": "offered? accepted tested tokens billing removed rotated?",
    "telephone_sms": "offered? accepted tested tokens billing removed rotated",
    "design_files": "offered? accepted tested tokens? billing removed",
    "licences_stock": "offered? accepted tokens billing tested removed?",
    "password_vault": "offered? accepted tested tokens billing rotated removed",
    "ai_automation": "offered? accepted tested tokens billing removed rotated",
    "business_listing": "offered? accepted tested tokens removed",
    "video_channel": "offered? accepted tested tokens removed rotated?",
    "mailing_list": "offered? accepted removed",
    "files": "offered? accepted tested removed",
    "other": _OLD,
}
# Who takes each step of a platform's own checklist; `!`: it could lock the client out, so it comes last.
_CHECKLISTS: dict[str, str] = {
    "social_page": "client client us us client us us client client! us!",
    "ad_account": "us client client client client us us us us! client!",
    "analytics": "us client client us client us client us client!",
    "tag_manager": "us client client client client client client client! us!",
    "search_console": "client client us us client! client! client",
    "domain_dns": "us client us client us us client client client client client!",
    "hosting": "us client us client us client client client us! us!",
    "site_shop": "us client us client client us client client client us! client!",
    "mail_newsletter": "client client us us client us client client us! client! client",
    "cloud_drive": "us client us client client us us us client! us!",
    "source_repo": "us us client us client client client client client! us!",
    "app_store": "client us us us client client client client client! us!",
    "payment_provider": "us client us client client client us client!",
    "chat_meetings": "us client us us client client client client!",
    "telephone_sms": "us client client client client client us client us!",
    "design_files": "us client us client us client client client!",
    "licences_stock": "us us client client client us us!",
    "password_vault": "us client client us us client client client! us!",
    "ai_automation": "us us client us client us client us client!",
    "business_listing": "us client us client us us client client!",
    "video_channel": "us us us us us client client client client!",
    "mailing_list": "us us client client us!",
    "files": "us us client client us!",
    "other": "us us client client us client client client! client",
}


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step that a kind of account takes: what it is called, who acts, and why a later one has to wait for it.

    `locks_out`: done too early, it could leave the client without access. The label of a step of a platform's own
    checklist is empty: its text is in the resources, under the same key.
    """

    key: str
    label: str
    who: Who
    optional: bool
    locks_out: bool = False
    not_yet: str = ""


def path_of(kind: str) -> tuple[PathStep, ...]:
    """Return the common steps of a kind of account, in order; an unknown kind takes those of an account without one."""
    found: list[PathStep] = []
    for word in PATHS.get(kind, _OLD).split():
        key = word.removesuffix("?")
        label, not_yet = _WORDS.get((kind, key), (LABELS[key], _NOT_YET.get(key, "")))
        who = _WHO.get((kind, key)) or _WHO.get(("", key), "us")
        found.append(PathStep(key, label, who, word != key, key == REMOVED, not_yet))
    return tuple(found)


def checklist_path(kind: str) -> tuple[PathStep, ...]:
    """Return the steps of a platform's own checklist, which help but are not required, in order."""
    people: dict[str, Who] = {"us": "us", "client": "client", "vendor": "vendor"}
    return tuple(
        PathStep(f"{kind}.{number}", "", people[word.removesuffix("!")], True, word.endswith("!"))
        for number, word in enumerate(_CHECKLISTS.get(kind, "").split(), 1)
    )


@dataclass(frozen=True, slots=True)
class PlatformSource:
    """Where a fact about a platform comes from: a vendor's or regulator's page, a copy of one, or a third party."""

    id: str
    title: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class PlatformFact:
    """A sentence about a platform: from these sources, or `general` knowledge that no vendor's page was read for."""

    text: str
    sources: tuple[str, ...]
    general: bool


@dataclass(frozen=True, slots=True)
class ChecklistStep:
    """A step of a platform's checklist: who acts, and the clock in days, counted from the step before it.

    `wait`: not before; `within`: not later; 0 without a clock.
    """

    key: str
    who: Who
    fact: PlatformFact
    wait: int
    within: int
    locks_out: bool


@dataclass(frozen=True, slots=True)
class PlatformChecklist:
    """What is known about handing over one kind of platform, as checked on a day against the sources (P4.4)."""

    kind: str
    name: str
    examples: tuple[str, ...]
    checked: date
    path: tuple[str, ...]
    steps: tuple[ChecklistStep, ...]
    proof: tuple[PlatformFact, ...]
    breaks: tuple[PlatformFact, ...]  # if our access goes first
    survives: tuple[PlatformFact, ...]  # our removal
    billing: tuple[PlatformFact, ...]  # who pays, and the renewal notice
    recovery: tuple[PlatformFact, ...]
    mistake: tuple[PlatformFact, ...]  # that loses the account
    limits: tuple[PlatformFact, ...]  # of a transfer, and its clocks
    sources: tuple[PlatformSource, ...]
