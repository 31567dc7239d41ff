"""Noting that a document was signed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from clientguard.actions.records import attachments
from clientguard.actions.records.editing import put_record, refuse_fixed
from clientguard.domain.changed import Changed
from clientguard.domain.records import Document
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def note_signed(
    book: Casebook,
    document: int,
    on: date | None,
    by: str,
    *,
    capacity: str = "",
    exceptions: str = "",
    page: Sequence[AttachmentDraft] = (),
) -> Changed:
    """Note who signed a document, when, in what capacity, with what exceptions, and on which page (P4.5).

    The first file of `page` is that page; all of them are kept with the document. From then on it is corrected, not
    changed. KnownError if it is signed already; NotValidError without a name, or if it was made later.
    """

    def work(write: Write) -> Changed:
        found = write.get(Document, document)
        signed = dataclasses.replace(found, signed_on=on, signed_by=by, capacity=capacity, exceptions=exceptions)
        refuse_fixed(found, signed)
        put_record(write, signed)
        kept = attachments.keep_files(write, document, page)
        if kept:
            write.change(dataclasses.replace(write.get(Document, document), signed_page=kept[0].id))
        return write.changed()

    return book.write(work)
