"""Giving the journal's anchor to somebody outside, against which the casebook can be checked later (P5.2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from clientguard import output
from clientguard.domain.changed import Changed
from clientguard.domain.journal.tree import anchor_text, parse_anchor
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_
from clientguard.letters.anchor_mail import anchor_mail
from clientguard.letters.mail_file import mail_file
from clientguard.letters.render import LetterText
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.records.write_path import ANCHOR, Write
from clientguard.store.views.business import business

PLACE = "mail"  # where a noted anchor went


@dataclass(frozen=True, slots=True)
class AnchorMail:
    """The mail with an anchor; `sender` is name and address of the business."""

    anchor: str
    text: LetterText
    sender: tuple[str, str]
    changed: Changed = field(default_factory=Changed)


def anchor_in_mail(db: Connection, at: Instant, given: str = "") -> AnchorMail:
    """Return the mail with the journal's anchor as it is now, or with one `given` as printed; nothing is noted."""
    return _mail(db, Anchor(*parse_anchor(given)) if given else entry_log.anchor(db), at)


def hand_out_anchor(book: Casebook, at: Instant, given: str = "") -> AnchorMail:
    """Note in the journal that its anchor, or one `given` as printed, goes out by mail, and return that mail.

    A casebook that is open for reading only notes nothing; its anchor is as good.
    """
    if not book.writable:
        with book.read() as db:
            return anchor_in_mail(db, at, given)

    def work(write: Write) -> AnchorMail:
        mail = _mail(write.db, write.note_anchor(PLACE, Anchor(*parse_anchor(given)) if given else None), at)
        return replace(mail, changed=Changed(kinds=frozenset({ANCHOR})))

    return book.write(work)


def save_anchor_mail(book: Casebook, mail: AnchorMail, target: Path, to: str = "") -> None:
    """Write the mail to a file that a mail program opens as a draft. KnownError if that is not possible."""
    data = mail_file(mail.text, mail.sender, ("", to))
    output.write_whole(target, data, N_("The casebook was not touched."), book.path)


def _mail(db: Connection, anchor: Anchor, at: Instant) -> AnchorMail:
    firm = business(db)
    name, owner, address = (firm.name, firm.owner, firm.email) if firm else ("", "", "")
    printed = anchor_text(anchor.size, anchor.root)
    text = anchor_mail(printed, name or owner, owner or name, at)
    return AnchorMail(printed, text, (owner or name, address))
