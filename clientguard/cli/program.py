"""The program: the options that all commands share, the commands, and the exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from clientguard import __version__, paths
from clientguard.actions.records.editing import NotValidError
from clientguard.cli import (
    backups,
    export,
    journal,
    leaving,
    passphrase,
    privacy,
    reading,
    unlocking,
    writing,
)
from clientguard.cli import casebook as casebook_commands
from clientguard.cli.shared import Context
from clientguard.errors import KnownError
from clientguard.texts import _, current


@click.group(
    help=_("Your record of each client, offline in one file. Without a command, the window opens."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--casebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The casebook; by default CLIENTGUARD_CASEBOOK, or the one in your documents folder."),
)
@click.version_option(__version__, prog_name="ClientGuard")
@click.pass_context
def cli(context: click.Context, casebook: Path | None) -> None:
    """Take the options that all commands share."""
    named = os.environ.get("CLIENTGUARD_CASEBOOK")
    chosen = casebook or (Path(named) if named else paths.default_casebook())
    context.obj = Context(casebook=chosen, today=date.today())


for _command in (
    casebook_commands.new,
    casebook_commands.verify,
    journal.prove,
    journal.journal,
    privacy.correct,
    privacy.erase,
    privacy.redact,
    backups.backup,
    backups.check,
    backups.salvage,
    passphrase.passphrase_,
    passphrase.recovery,
    casebook_commands.import_,
    export.export,
    export.file_,
    casebook_commands.report,
    writing.add,
    writing.set_,
    writing.remove,
    backups.restore,
    writing.attach,
    reading.list_,
    reading.search,
    reading.today,
    leaving.offboard,
):
    cli.add_command(_command)


def _with_passphrase(command: click.Command) -> None:
    """Give the passphrase file's option to every command: any of them may meet a locked casebook."""
    command.params.append(unlocking.option())
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _with_passphrase(each)


_with_passphrase(cli)


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name may contain bytes that are not text
            stream.reconfigure(errors="backslashreplace")
    try:
        status = cli.main(list(words), prog_name="clientguard", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort:
        return 1
    except NotValidError as error:
        click.echo(_("Nothing was saved, because something is missing or wrong:"), err=True)
        for problem in error.problems:
            click.echo(f"  {problem.field}: {current().say(problem.message)}", err=True)
        return 1
    except KnownError as error:
        click.echo(current().error(error), err=True)
        return 1
    except UnicodeEncodeError:  # a byte that is not text in this system's encoding; the transaction was rolled back
        click.echo(_("One of the arguments contains a character that cannot be saved. Nothing was changed."), err=True)
        return 2
    except BrokenPipeError:  # the program that reads the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status if isinstance(status, int) else 0
