"""How the command line gets a passphrase: it asks, or reads the file that `--passphrase-file` names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from clientguard import paths
from clientguard.actions.casebook import passphrase
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file import keys, plain_errors
from clientguard.store.file.keys import Key
from clientguard.store.file.ordinary import require_file
from clientguard.store.file.place import true_path
from clientguard.store.file.salts import Salts
from clientguard.texts import _

LONGEST = 1 << 16  # bytes of a passphrase file that are read
_META = "clientguard.passphrase_file"


def _remember(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_META] = value


def option() -> click.Option:
    """Return the option that every command has."""
    return click.Option(
        ["--passphrase-file"],
        metavar="PATH",
        expose_value=False,
        callback=_remember,
        help=_(
            "Read the casebook's passphrase or recovery code from the first line of this file; - is standard input."
        ),
    )


def salts() -> Salts:
    """Return what the program keeps about locked casebooks."""
    return passphrase.salts_in(paths.data_dir())


def key_for(path: Path) -> Key | None:
    """Return the key of a casebook or backup, asking for its passphrase; None if it has none or does not exist.

    KnownError if it is not an ordinary file.
    """
    path = true_path(path)
    require_file(path)
    try:
        locked = keys.is_locked(path)
    except OSError:  # opening it will report this
        return None
    return passphrase.unlock(path, given(path), salts()) if locked else None


def given(path: Path) -> str:
    """Return the passphrase of a casebook, from the given file or from the keyboard."""
    file = named()
    if file is not None:
        return first_line(file)
    return _asked(_("Passphrase or recovery code of {name}", name=path.name), path.name)


def named() -> str | None:
    """Return the file given with `--passphrase-file`."""
    return click.get_current_context().meta.get(_META)


def new(name: str, file: str | None) -> str:
    """Return a new passphrase, from a file or typed twice."""
    if file is not None:
        return first_line(file)
    return _asked(_("New passphrase of {name}", name=name), name, twice=True)


def _asked(question: str, name: str, *, twice: bool = False) -> str:
    if not sys.stdin.isatty():
        raise KnownError(
            N_("{name} has a passphrase, and there is no terminal to ask for it."),
            kept=N_("Nothing was changed."),
            todo=N_("Give a file that contains it with --passphrase-file, or run this in a terminal."),
            name=name,
        )
    again = _("Repeat the new passphrase") if twice else False
    return click.prompt(question, hide_input=True, err=True, confirmation_prompt=again)


def _at_once(name: str, flags: int) -> int:
    """Open a file; a pipe into which nobody writes is at its end instead of being waited for."""
    handle = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if os.name == "posix":
        os.set_blocking(handle, True)
    return handle


def first_line(named: str) -> str:
    """Return the first line of a file, or of standard input for `-`, without its line end."""
    if named == "-":
        data = sys.stdin.buffer.readline(LONGEST)
    else:
        path = Path(named)
        require_file(path, pipe=True)  # a shell's `<(command)` is one
        with plain_errors.reading(path), open(path, "rb", opener=_at_once) as file:
            data = file.readline(LONGEST)
    return data.decode("utf-8-sig", "surrogateescape").rstrip("\r\n")
