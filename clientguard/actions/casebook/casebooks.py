"""Creating, copying and verifying casebooks, and keeping drafts of unsaved forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clientguard import output
from clientguard.actions.records.editing import NotValidError, put_record
from clientguard.domain.journal.tree import parse_anchor
from clientguard.domain.money.currencies import is_currency
from clientguard.domain.records import KINDS, Business, Problem
from clientguard.domain.records.parse import NO_CURRENCY
from clientguard.domain.secrets import MASK, find_secrets, masked
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.backup import verified_copy as backups
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.keys import Key
from clientguard.store.file.place import true_path
from clientguard.store.journal.clock import Clock, now
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.records import drafts, kept_texts
from clientguard.store.records.notes import put_note
from clientguard.store.records.write_path import Write
from clientguard.store.verify import full as verification
from clientguard.store.verify.full import Findings
from clientguard.store.views.business import CURRENCY


def create_casebook(
    path: Path, business: Business | None = None, *, currency: str = "", key: Key | None = None, clock: Clock = now
) -> Casebook:
    """Create a casebook and return it open: with its business if that is known, and locked if there is a key.

    Without a business, `currency` is kept for the one that is entered later. NotValidError if it is no currency.
    """
    output.check_free(path)
    if currency and not is_currency(currency):
        raise NotValidError((Problem("currency", NO_CURRENCY),))

    def begin(write: Write) -> None:
        if business:
            put_record(write, business)
        elif currency:
            put_note(write, CURRENCY, currency)

    return Casebook.create(path, begin=begin, key=key, clock=clock)


def backup_to(source: Path, target: Path, *, key: Key | None = None) -> None:
    """Write a verified copy of a casebook to `target`, with its manifest; another program may have it open."""
    backups.backup(true_path(source), target, key=key)


def copy_to(book: Casebook, target: Path) -> None:
    """Write a verified copy of an open casebook to `target`, with its manifest."""
    with book.as_file() as file:
        backups.backup(file, target, key=book.key, is_open=True)


def verify_open(book: Casebook) -> Findings:
    """Check an open casebook's journal, records and files in full."""
    with book.as_file() as file:
        return verification.verify(file, key=book.key, is_open=True)


def verify_casebook(path: Path, anchors: tuple[str, ...] = (), *, key: Key | None = None) -> Findings:
    """Check a casebook's journal, records and files in full; `anchors` are printed anchors, as `size:hash`.

    Another program may have it open; this one may not (`verify_open`).
    """
    outside: list[Anchor] = []
    for text in anchors:
        try:
            outside.append(Anchor(*parse_anchor(text)))
        except ValueError:
            raise KnownError(
                N_("“{anchor}” is not an anchor."),
                todo=N_("Enter it as printed: the entry number, a colon, and 64 hexadecimal digits."),
                anchor=text,
            ) from None
    return verification.verify(true_path(path), outside, key=key)


def keep_draft(book: Casebook, place: str, content: dict[str, Any]) -> None:
    """Keep what was entered in the form at `place`, so that nothing typed is lost.

    `place` starts with the kind of the record and a colon. A secret is masked if the kind does not allow saving one; so
    is what looks like a password in a field that says where one is kept.
    """
    kind = KINDS.get(place.partition(":")[0])
    blocks = kind is not None and kind.secrets == "block"
    from clientguard.domain.secrets.places import looks_like_password  # late, as in `find_secrets`

    places = {field.name for field in kind.fields if field.place} if kind else set[str]()
    shown = {
        name: masked(value, find_secrets(value)) if blocks and isinstance(value, str) else value
        for name, value in content.items()
    }

    def work(write: Write) -> None:
        doubtful = {
            name
            for name in places & shown.keys()
            if looks_like_password(shown[name]) and not kept_texts.is_kept(write.db, shown[name])
        }
        drafts.keep_draft(write, place, {**shown, **dict.fromkeys(doubtful, MASK)})

    book.write(work)


def drop_draft(book: Casebook, place: str) -> None:
    """Delete the draft of the form at `place`."""
    book.write(lambda write: drafts.drop_draft(write, place))
