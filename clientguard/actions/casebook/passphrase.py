"""The passphrase of a casebook: unlocking with it or with the recovery code, setting, changing and removing it.

A wrong guess takes as long as a right one and gets the same answer whatever is wrong. After a few wrong guesses, the
next one is delayed (`Guesses.begin`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.actions.casebook import backups
from clientguard.actions.casebook.backups import Afresh, Place
from clientguard.domain.casebook import recovery
from clientguard.domain.casebook.backups import Event
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.backup import manifest
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import keys, plain_errors
from clientguard.store.file.keys import Key, Passphrase, RawKey, Secret
from clientguard.store.file.place import true_path
from clientguard.store.file.salts import Salts
from clientguard.store.journal.clock import Clock, now
from clientguard.store.journal.entry_log import Entropy
from clientguard.store.records import notes
from clientguard.store.views.business import business

if TYPE_CHECKING:
    from clientguard.texts import Words

SHORTEST = 8  # letters of a new passphrase
_SHEET = "recovery sheet"  # the note that names the key whose sheet was typed back


class WrongSecretError(KnownError):
    """A passphrase or recovery code that does not open the casebook."""


def salts_in(data: Path) -> Salts:
    """Return the salts of locked casebooks that are kept in the program's own folder."""
    return Salts(data / "salts")


def new_key(passphrase: str, *, entropy: Entropy = os.urandom) -> Key:
    """Return a key with a new salt; KnownError if the passphrase is too short or looks like a recovery code."""
    if len(passphrase) < SHORTEST:
        raise KnownError(
            N_("A passphrase needs at least {count} characters."),
            kept=N_("Nothing was changed."),
            todo=N_("Use a few words that nobody would guess together."),
            count=SHORTEST,
        )
    if recovery.looks_like_code(passphrase):  # `unlock` would take it for the raw key, and it would never open
        raise KnownError(
            N_("A recovery code cannot be a passphrase."),
            kept=N_("Nothing was changed."),
            todo=N_("Use words of your own."),
        )
    return keys.derive(passphrase, entropy(keys.SALT))


def unlock(path: Path, secret: str, salts: Salts, *, wait: Callable[[float], None] = time.sleep) -> Key:
    """Return the key for a passphrase or a recovery code; WrongSecretError if it does not open the file.

    `wait` is called with a number of seconds before the guess is checked, right or wrong. For a backup, the salt may
    also come from its manifest.
    """
    path = true_path(path)
    wait(salts.guesses.begin(path))
    key = _tried(path, secret, salts)
    if key is None:
        raise _wrong(path)
    salts.guesses.right(path)
    salts.keep(path, key.salt)
    return key


def _tried(path: Path, secret: str, salts: Salts) -> Key | None:
    with plain_errors.reading(path):
        found = keys.salts(path)
        told = manifest.read_manifest(path)
        kept = [salts.salt(path), bytes.fromhex(told.salt) if told else None]
        candidates = dict.fromkeys([*found[:1], *(each for each in kept if each), *found[1:]])
        with _given(secret) as given:
            for salt in candidates:
                if len(salt) == keys.SALT:
                    key = given.key(salt)
                    if keys.opens(path, key):
                        return key
    return None


@contextmanager
def _given(text: str) -> Generator[Secret]:
    """Lend what was typed as a passphrase or a recovery code; it is overwritten afterwards."""
    given = _secret(text)
    try:
        yield given
    finally:
        given.forget()


def _secret(text: str) -> Secret:
    if recovery.looks_like_code(text):
        try:
            return _raw_key(text)
        except recovery.CodeError:  # a passphrase may look like a code that was mistyped
            pass
    return Passphrase(text)


def _raw_key(text: str) -> RawKey:
    """Return the key of a recovery code; CodeError if it is not one."""
    raw = recovery.parse_code(text)
    given = RawKey(raw)
    keys.overwrite(raw)
    return given


def _wrong(path: Path) -> WrongSecretError:
    return WrongSecretError(
        N_("That does not open {name}."),
        kept=N_("It was not changed."),
        todo=N_(
            "Type the passphrase again, or the code from the recovery sheet. After a few wrong attempts,"
            " checking takes longer."
        ),
        name=path.name,
    )


def confirm(book: Casebook, secret: str) -> None:
    """Raise WrongSecretError unless a passphrase or recovery code belongs to the open casebook."""
    with _given(secret) as given:
        if book.key is None or not given.key(book.key.salt).same(book.key):
            raise _wrong(book.path)


def protect(
    book: Casebook,
    passphrase: str,
    places: Sequence[Place],
    salts: Salts,
    *,
    clock: Clock = now,
    entropy: Entropy = os.urandom,
) -> Afresh:
    """Set or replace the passphrase of an open casebook, and replace the backups in its places with new ones under it.

    The recovery sheet of an earlier passphrase stops working. KnownError if the passphrase is too short or the file
    cannot be rewritten; nothing is changed then.
    """
    return _rekeyed(book, new_key(passphrase, entropy=entropy), places, salts, clock)


def change(
    book: Casebook,
    old: str,
    passphrase: str,
    places: Sequence[Place],
    salts: Salts,
    *,
    clock: Clock = now,
    entropy: Entropy = os.urandom,
) -> Afresh:
    """Change the passphrase of an open casebook (see `protect`); `old` is the current one or its recovery code."""
    confirm(book, old)
    return protect(book, passphrase, places, salts, clock=clock, entropy=entropy)


def unprotect(book: Casebook, old: str | None, places: Sequence[Place], salts: Salts, *, clock: Clock = now) -> Afresh:
    """Remove the passphrase of an open casebook and of its backups.

    `old` is the current passphrase or its recovery code, or None if the casebook was opened with it just now.
    """
    if old is not None:
        confirm(book, old)
    elif book.key is None:
        raise _without()
    return _rekeyed(book, None, places, salts, clock)


def _rekeyed(book: Casebook, new: Key | None, places: Sequence[Place], salts: Salts, clock: Clock) -> Afresh:
    with backups.ALONE:  # a backup that is running would keep the file open
        backups.back_up(book, places, Event.REKEY, clock=clock)
        book.rekey(new)
        salts.keep(book.path, new.salt if new else None)
        done = backups.afresh(book, places, clock=clock)
    done.pending += done.others  # they still open with the old passphrase, or without one
    return done


# --- the recovery sheet ---


def recovery_code(book: Casebook) -> str:
    """Return the recovery code, which opens the casebook without its passphrase."""
    return recovery.code_of(bytes(_key(book).raw))


def recovery_sheet(book: Casebook, words: Words, today: date) -> bytes:
    """Return the recovery sheet as a PDF."""
    from clientguard.reports.casebook import recovery_sheet as paper

    with book.read() as db:
        firm = business(db)
        uid = manifest.uid(db)
    sheet = recovery.RecoverySheet(
        business=firm.name if firm else "", file=book.path.name, day=today, code=recovery_code(book), uid=uid[:8]
    )
    return paper.render_recovery_sheet(sheet, words)


def recovery_typed(book: Casebook, typed: str) -> None:
    """Note that the user typed the code from the printed sheet. KnownError if it is not this casebook's code."""
    key = _key(book)
    try:
        given = _raw_key(typed)
        right = given.key(key.salt).same(key)
        given.forget()
    except recovery.CodeError as error:
        raise _not_the_code(error.group) from error
    if not right:
        raise _not_the_code(None)
    mark = _mark(key)
    book.write(lambda write: notes.put_note(write, _SHEET, mark))


def recovery_confirmed(book: Casebook) -> bool:
    """Return whether the code on the current passphrase's recovery sheet was typed back."""
    if book.key is None:
        return False
    with book.read() as db:
        return notes.get_note(db, _SHEET) == _mark(book.key)


def _mark(key: Key) -> str:
    return key.seal().hex()[:16]


def _key(book: Casebook) -> Key:
    if book.key is None:
        raise _without()
    return book.key


def _without() -> KnownError:
    return KnownError(
        N_("This casebook has no passphrase."), kept=N_("Nothing was changed."), todo=N_("Set one first.")
    )


def _not_the_code(group: int | None) -> KnownError:
    if group is None:
        return KnownError(
            N_("That is not the code of this casebook's recovery sheet."),
            kept=N_("What you typed is still on the screen."),
            todo=N_("Compare it with the paper, group by group."),
        )
    return KnownError(
        N_("Group {group} of the code does not match the sheet."),
        kept=N_("What you typed is still on the screen."),
        todo=N_("Compare it with the paper."),
        group=group,
    )
