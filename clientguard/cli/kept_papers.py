"""Making a client's paper: it is kept in the casebook and written to a file (P4.5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from clientguard.actions.communication.papers import RecordPaper
from clientguard.actions.judgement.papers import Sheet
from clientguard.actions.leaving.final_report import Made
from clientguard.actions.leaving.handover_papers import HandoverPaper
from clientguard.actions.money.interest import InterestPaper
from clientguard.actions.records import attachments
from clientguard.cli.shared import (
    Context,
    casebook_option,
    client_of,
    client_option,
    json_option,
    language_option,
    opened,
    page_option,
    paper_language,
    to_file_option,
    write_paper,
)
from clientguard.domain.wording import N_
from clientguard.texts import _

Kept = RecordPaper | HandoverPaper | Made | Sheet | InterestPaper
F = TypeVar("F", bound=Callable[..., Any])
P = TypeVar("P", RecordPaper, HandoverPaper, Made, Sheet, InterestPaper)


def paper_options(command: F) -> F:
    """Give a command the options that each paper of a client takes: `client`, `out`, `page`, `casebook`, `as_json`.

    The paper's language is kept for `kept_paper`.
    """
    for option in (json_option, casebook_option, page_option, language_option, to_file_option, client_option):
        command = option(command)
    return command


def kept_paper(context: Context, casebook: Path | None, client: str, out: Path, make: Callable[..., P]) -> P:
    """Make a paper of the client that a command names, write it to a file, and return it.

    `make` gets the casebook, the client and, by name, the `language` that was asked for ("": the client's).
    KnownError, before it is made, if nothing may be written there; characters that print as boxes are warned of.
    """
    attachments.check_out(out, casebook or context.casebook)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        made = make(book, owner, language=paper_language())
    write_paper(out, made.pdf, N_("The paper is in the casebook, among the client's files."), book.path)
    return made


def line_of(made: Kept, out: Path) -> str:
    """Return what a command says of a paper that was written."""
    return _("Wrote {path}. It is on record as number {id}.", path=str(out), id=str(made.document))


def values_of(made: Kept, out: Path) -> dict[str, Any]:
    """Return what the JSON of every such command has."""
    return {"path": str(out), "version": made.version, "document": made.document, "missing": made.boxes}
