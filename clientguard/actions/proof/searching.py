"""Whether a file shows what is redacted: its words are read, in a helper process, and so is what lies beside them."""

from __future__ import annotations

from typing import Literal

from clientguard.domain.proof.veil import Veil
from clientguard.domain.records import Attachment
from clientguard.exchange.mail.original_text import mail_text
from clientguard.exchange.showing import words
from clientguard.exchange.showing.file_text import shape
from clientguard.exchange.showing.helper import Helper
from clientguard.exchange.showing.pdf_streams import unpacked

Found = Literal["clear", "shows", "unsearched"]


def search_file(file: Attachment, data: bytes, veil: Veil, helper: Helper) -> Found:
    """Return whether a file shows what is redacted; "unsearched" where it cannot be told."""
    kind = shape(file.name, file.media_type, data)
    if kind in ("", "picture"):
        return "shows" if veil.shows(data.decode("utf-8", "replace")) else "unsearched"
    found = helper.read(file.name, file.media_type, data)
    beside = unpacked(data) if kind == "pdf" else data.decode("utf-8", "replace")
    if veil.shows(found.text) or (beside and veil.shows(beside)) or (kind == "mail" and veil.shows(mail_text(data))):
        return "shows"
    whole = found.outcome == "read" and len(found.text) < words.MOST and beside is not None
    return "clear" if whole else "unsearched"


def original_shows(data: bytes, veil: Veil) -> bool:
    """Return whether an original message shows what is redacted."""
    return veil.shows(mail_text(data)) or veil.shows(data.decode("utf-8", "replace"))
