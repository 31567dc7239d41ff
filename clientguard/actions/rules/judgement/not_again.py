"""What is said when a business comes back that the user does not work for again (P7.5)."""

from __future__ import annotations

from clientguard.domain.communication.mail_survey import Correspondent
from clientguard.domain.judgement.not_again import come_back, come_back_words, correspondent_back
from clientguard.domain.records import Client
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS
from clientguard.domain.wording import Said
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.judgement.refusals import refusals


def client_warning(db: Connection, client: Client, _language: str) -> Said | None:
    """Return what a form says of a new client or prospect that is on the list; None of one that is known already."""
    if client.id and client.stage not in NEVER_CLIENTS:
        return None
    return known_words(db, client.name, client.email)


def known_words(db: Connection, name: str, email: str) -> Said | None:
    """Return what is said of a name or an address that is on the list; None if it is not."""
    found = come_back(name, email, refusals(db))
    return come_back_words(found) if found else None


def correspondent_words(db: Connection, found: Correspondent) -> Said | None:
    """Return what is said of someone found in one's mail who is on the list; None if they are not."""
    known = correspondent_back(found, refusals(db))
    return come_back_words(known) if known else None
