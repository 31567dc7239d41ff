"""What a message says and carries: its text, its attachments, and the digest that reveals a duplicate."""

from __future__ import annotations

import hashlib
import re

from clientguard.domain.wording import N_, Said, counted, said
from clientguard.exchange.files import LARGEST, AttachmentDraft, safe_name, suffix_for
from clientguard.exchange.mail import charsets, mail_headers, mime, transfer
from clientguard.exchange.mail.html_text import enriched_text, html_text, tidy

LONGEST_BODY = 2_000_000  # characters; a longer text is kept whole as an attachment
_APART = frozenset(  # texts that are not read as part of the message
    "text/calendar text/vcard text/x-vcard text/directory text/csv text/rfc822-headers text/xml".split()
)
_SIGNATURES = frozenset("application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature".split())
_HTML = frozenset(("text/html", "text/x-amp-html"))
_ENRICHED = frozenset(("text/enriched", "text/richtext"))
_QUOTED_FROM = re.compile(r"^>+(?=From )", re.MULTILINE)


class Parts:
    """The body and the attachments of a message; `left_out` says what could not be imported.

    `hint` is the charset that the message names for its text; raw bytes in its fields are probably in it too. In a file
    that was `recoded` to UTF-8 as a whole, only transfer-encoded parts are still in the charset they name.
    """

    def __init__(self, root: mime.Part, *, recoded: bool = False) -> None:
        self.attachments: list[AttachmentDraft] = []
        self.left_out: list[Said] = []
        leaves = list(root.leaves())
        self.hint = next((label for leaf in leaves if (label := _charset(leaf))), "")
        self._root = root
        self._recoded = recoded
        self._files = {id(leaf) for leaf in leaves if self._is_file(leaf)}
        self.body = tidy(self._text(root))
        if len(self.body) > LONGEST_BODY:
            self._keep("message.txt", "text/plain", self.body.encode())
            self.body = self.body[:LONGEST_BODY]
        for leaf in leaves:
            if id(leaf) in self._files:
                self._take(leaf)
        if root.left_out:
            self.left_out.append(
                counted(
                    N_("{count} part of this message was left out: it has more than {most}."),
                    N_("{count} parts of this message were left out: it has more than {most}."),
                    root.left_out,
                    most=mime.MOST_PARTS,
                )
            )

    def _is_file(self, leaf: mime.Part) -> bool:
        marked, name = _marks(leaf)
        readable = leaf.kind.startswith("text/") and leaf.kind not in _APART
        if leaf is self._root:
            return (marked and bool(name)) or not (readable or leaf.kind.startswith("multipart/"))
        if marked or name or leaf.kind.startswith("message/"):
            return True
        return leaf.too_deep or not (readable or leaf.kind.startswith("multipart/") or leaf.kind in _SIGNATURES)

    def _text(self, part: mime.Part) -> str:
        if not part.parts:
            return "" if id(part) in self._files or part.kind in _SIGNATURES else self._leaf_text(part)
        if part.kind == "multipart/alternative":
            plain_first = sorted(part.parts, key=self._rank)
            return next((text for each in plain_first if (text := self._text(each)).strip()), "")
        texts = (self._text(each).strip("\r\n") for each in part.parts)
        return "\n\n".join(text for text in texts if text.strip())

    def _leaf_text(self, leaf: mime.Part) -> str:
        recoded = self._recoded and not transfer.is_encoded(leaf.first(b"content-transfer-encoding"))
        text = charsets.decode(leaf.content(), "utf-8" if recoded else leaf.parameters.get("charset", ""))
        if leaf.kind in _HTML:
            return html_text(text[: 2 * LONGEST_BODY])
        return enriched_text(text) if leaf.kind in _ENRICHED else text

    def _rank(self, part: mime.Part) -> int:
        """Return how far an alternative is from plain text."""
        kinds = [leaf.kind for leaf in part.leaves() if id(leaf) not in self._files]
        if not kinds or kinds[0] in _HTML:
            return 2
        return 1 if kinds[0] in _ENRICHED else 0

    def _take(self, leaf: mime.Part) -> None:
        _, name = _marks(leaf)
        if leaf.kind.startswith("multipart/"):  # nested too deep to read: kept so that a mail program can open it
            self._keep(name or "parts.eml", "message/rfc822", leaf.raw())
            return
        data = leaf.content()
        if not name and (not data or data.isspace()):
            return
        if leaf.kind.startswith("message/") and not name:
            name = _message_name(leaf.kind, data)
        self._keep(name or _unnamed(leaf.kind), leaf.kind, data)

    def _keep(self, name: str, kind: str, data: bytes) -> None:
        name = safe_name(name)
        if len(data) > LARGEST:
            self.left_out.append(said(N_("The file {name} is larger than 64 MB and was left out."), name=name))
        else:
            self.attachments.append(AttachmentDraft(name, kind, data))


def _charset(leaf: mime.Part) -> str:
    label = leaf.parameters.get("charset", "") if leaf.kind.startswith("text/") else ""
    return label if charsets.codec(label) not in ("", "utf-8") else ""


def _marks(leaf: mime.Part) -> tuple[bool, str]:
    """Return whether a leaf is marked as an attachment, and its file name."""
    word, parameters = mail_headers.disposition(leaf.first(b"content-disposition"))
    return word == "attachment", parameters.get("filename") or leaf.parameters.get("name", "")


def _message_name(kind: str, data: bytes) -> str:
    if kind != "message/rfc822":
        return kind.partition("/")[2] + ".txt"
    fields, _ = mime.read_fields(data, 0, min(len(data), 1 << 16))
    subject = next((mail_headers.header_text(value) for name, value in fields if name == b"subject" and value), "")
    return (subject[:100] or "message") + ".eml"


def _unnamed(kind: str) -> str:
    return {"text/calendar": "calendar.ics"}.get(kind) or kind.partition("/")[0] + suffix_for(kind)


def digest(number: str, sender: str, subject: str, parts: Parts) -> str:
    """Return what a second delivery of a message shares with the first, as SHA-256 in hexadecimal.

    It covers the message's own number (its Message-ID, or else its time), sender, subject, words and files. Whatever
    differs between deliveries and mailboxes plays no part: server fields, line ends, spaces, transfer encodings,
    `>From `. The same number with other words or files is a different message.
    """
    words = " ".join(_QUOTED_FROM.sub("", parts.body).split())
    whole = hashlib.sha256()
    for value in (number, sender.casefold(), subject, words):
        data = value.encode("utf-8", "replace")
        whole.update(b"%d:%s" % (len(data), data))
    for each in parts.attachments:
        whole.update(hashlib.sha256(each.data).digest())
    return whole.hexdigest()
