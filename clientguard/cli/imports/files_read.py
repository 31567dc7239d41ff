"""After files were attached: their texts are read, so that the search finds them."""

from __future__ import annotations

import click

from clientguard.actions.records import file_words
from clientguard.cli.status.outcome import current_outcome
from clientguard.errors import Cancelled, KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _, current


def read_files(book: Casebook) -> None:
    """Read the texts of attached files; what fails is said, and what the command saved stays saved."""
    try:
        file_words.index_files(book, current_outcome().is_interrupted)
    except Cancelled:
        line = _("Not all texts of attached files were read. The rest is read the next time the casebook is opened.")
        click.echo(line, err=True)
    except KnownError as error:
        reason = current().reason(error)
        click.echo(_("Saved. The texts of attached files were not all read: {reason}", reason=reason), err=True)
