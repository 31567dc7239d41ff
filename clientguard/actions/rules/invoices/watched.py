"""What the law says on how long a client may take to pay, for its form and its interest sheet (P3.1)."""

from __future__ import annotations

from clientguard.domain.countries import country_code
from clientguard.domain.money.claims.watched import Engagement, Watched, applying, debtor_of, governing, longest_days
from clientguard.domain.records import Business, Client, Contract
from clientguard.domain.wording import Said, listed
from clientguard.letters.law import before_action, watched
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views.business import business


def contract_warning(db: Connection, contract: Contract, language: str) -> Said | None:
    """Return what a contract's form says of the law on its terms, in the language of its reader.

    None if nothing that is watched applies to it.
    """
    if not contract.client:
        return None
    client, firm = lookup.get_record(db, Client, contract.client), business(db)
    found = engagement(contract, client, firm)
    told = [each.words for each in applying(watched(language), found) if not each.always]
    if (contract.payment_terms or contract.late_rate) and found.client:
        last = before_action(found.client, client.legal_form, language)
        told += [last.remark] if last.by_post else []
    return listed(told, " ") if told else None


def watched_of(db: Connection, contract: Contract, language: str) -> tuple[Watched, ...]:
    """Return the watched rules that apply to a contract."""
    return applying(
        watched(language), engagement(contract, lookup.get_record(db, Client, contract.client or 0), business(db))
    )


def engagement(contract: Contract, client: Client, firm: Business | None) -> Engagement:
    """Return what decides which rules apply: a client without a country is in the user's own."""
    own = firm.country if firm else ""
    return Engagement(
        law=governing(contract.law, own, client.country),
        client=country_code(client.country or own),
        debtor=debtor_of(client.legal_form),
        longest=longest_days(contract.payment_terms),
        own_rate=bool(contract.late_rate),
    )
