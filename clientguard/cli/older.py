"""An older file in the place of a newer one: reading commands warn of it, writing ones need `--older-file`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from clientguard import paths
from clientguard.actions.casebook import backups, older_file
from clientguard.actions.casebook.backups import Place
from clientguard.actions.casebook.older_file import OlderFile, Seen
from clientguard.errors import KnownError
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.keys import Key
from clientguard.texts import _, current

_META = "clientguard.older_file"


def _remember(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_META] = True


def option() -> click.Option:
    """Return the option that every command has."""
    return click.Option(
        ["--older-file"],
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help=_("Write to the casebook even if it is an older version of one that was seen here."),
    )


def seen() -> Seen:
    """Return what this computer has noted of casebooks."""
    return older_file.seen_in(paths.data_dir())


def places(uid: str) -> list[Place]:
    """Return the backup folders of a casebook."""
    return [Place(folder, made) for folder, made in Settings.load(paths.config_dir()).backup_folders(uid)]


@contextmanager
def watched(book: Casebook, *, write: bool) -> Iterator[None]:
    """Look at an open casebook before a command uses it, and note its state after a command that writes.

    An older file is warned of on standard error; OlderFileError if the command writes, unless `--older-file` is given.
    """
    where = places(backups.edge(book).uid)
    found = older_file.look(book, where, seen())
    if found:
        _judge(book, found, where, write=write)
    try:
        yield
    finally:
        if write:
            with suppress(KnownError):  # a casebook that cannot be read any more: the command has said so
                older_file.keep(book, seen())


def _judge(book: Casebook, found: OlderFile, where: list[Place], *, write: bool) -> None:
    if not write:
        click.echo(current().say(older_file.in_words(found)), err=True)
    elif click.get_current_context().meta.get(_META):
        older_file.go_on(book, where, seen())
    else:
        raise older_file.refusal(found)


def warn(path: Path, key: Key | None) -> None:
    """Warn of an older file that a command reads in its own way; what else is wrong with it, the command says."""
    with suppress(KnownError), Casebook.open(path, write=False, key=key) as book, watched(book, write=False):
        pass


def restored(path: Path, key: Key | None) -> None:
    """Note that a backup was restored on purpose."""
    older_file.restored(path, key, places, seen())
