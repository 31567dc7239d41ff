"""Invented records for the tests of the two papers of a handover."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from clientguard.domain.leaving.papers.certificate import Certificate, certificate
from clientguard.domain.leaving.papers.handover_request import HandoverRequest, handover_request
from clientguard.domain.records import Account, DataHolding, Record, Type
from tests.reports import sample

LONG = "Casa Verde del Mediterráneo Importaciones y Exportaciones S.L."
LEAVING = dataclasses.replace(sample.LEAVING, id=5)
DAY = date(2026, 11, 15)
ACCOUNTS = (
    Account(id=11, name="Domain casaverde.example", asset_type="domain_dns", platform="TransIP", offered_on=DAY),
    Account(id=12, name="Photographs", asset_type="files", ownership="personal", accepted_on=DAY),
    Account(
        id=13,
        name="Shop",
        asset_type="site_shop",
        accepted_on=DAY,
        tested_on=DAY,
        tokens_on=DAY,
        billing_on=DAY,
        removed_on=DAY,
    ),
    Account(id=14, name="Campaign templates", ownership="mine", clause="contract, clause 9"),
    Account(id=15, name="Old forum", no_reply_on=DAY),
)
RETURNED = DataHolding(what="Export of the newsletter readers", personal=True, disposition="both", chosen_on=DAY,
                       chosen_by="Joan Field", done_on=DAY, proof="Archive sent, confirmed by mail")  # fmt: skip
KEPT = DataHolding(what="Invoices", personal=True, disposition="keep", chosen_on=DAY, chosen_by="Joan Field",
                   reason="Duty to keep books", until=date(2033, 12, 31))  # fmt: skip
UNDECIDED = DataHolding(what="Drafts of the autumn campaign")


def many_accounts(count: int) -> tuple[Account, ...]:
    """Return that many accounts, each with another kind of answer to give."""
    kinds = ("domain_dns", "files", "ad_account", "mailing_list", "")
    return tuple(
        Account(id=100 + each, name=f"Account {each} of {LONG}", asset_type=kinds[each % 5], platform="TransIP",
                offered_on=DAY - timedelta(days=each))
        for each in range(count)
    )  # fmt: skip


def request(**changes: Any) -> HandoverRequest:
    """Return a handover request, with some of what it is made from replaced."""
    parts: dict[str, Any] = {"accounts": ACCOUNTS, "leaving": LEAVING}
    case = sample.case(**{**parts, **{name: each for name, each in changes.items() if name in sample.CASE}})
    own = {name: each for name, each in changes.items() if name not in sample.CASE}
    given: dict[str, Any] = {"business": sample.BUSINESS, "client": sample.CLIENT, "made": sample.MADE, "version": 1}
    return handover_request(**{**given, **own}, case=case, anchor=sample.ANCHOR)


def certified(*holdings: DataHolding, **changes: Any) -> Certificate:
    """Return a certificate about data, with some of what it is made from replaced."""
    given: dict[str, Any] = {"business": sample.BUSINESS, "client": sample.CLIENT, "made": sample.MADE, "version": 1}
    return certificate(**{**given, **changes}, holdings=holdings, anchor=sample.ANCHOR)


def with_canaries(record: Record, unsaid: set[str]) -> Record:
    """Return a record with a canary in each field that is private, and in those named."""
    values = {
        field.name: sample.CANARY
        for field in record.kind.fields
        if (field.private or field.name in unsaid) and field.type in (Type.TEXT, Type.LONG)
    }
    return dataclasses.replace(record, **values)
