"""A letter as a mail file (RFC 5322), which a mail program opens as a draft."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from clientguard.letters.render import LetterText


def mail_file(
    letter: LetterText, sender: tuple[str, str], recipient: tuple[str, str], files: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """Return the bytes of a mail; sender and recipient are name and address, files are name and content.

    `X-Unsent` has mail programs open it as a draft. It bears no date and no Message-ID: those come with sending.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    for name, (person, address) in (("From", sender), ("To", recipient)):
        if address:
            mail[name] = _address(person, address)
    mail["Subject"] = letter.subject
    mail.set_content(letter.body, cte="quoted-printable")
    for name, data in files:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _slash, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def _address(person: str, address: str) -> Address:
    """Return a header's address; a name with what headers cannot hold is left out."""
    shown = " ".join(person.split())
    try:
        return Address(shown, addr_spec=address)
    except (ValueError, IndexError):
        return Address(shown or address)
