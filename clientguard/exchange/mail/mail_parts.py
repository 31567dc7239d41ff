"""What a message says and carries: its text, its attachments, and the digest that reveals a duplicate."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from clientguard.domain.wording import N_, Said, counted, said
from clientguard.exchange.files import LARGEST, AttachmentDraft, media_type, safe_name, suffix_for
from clientguard.exchange.mail import mail_headers, mail_words, mime
from clientguard.exchange.mail.apple import Beside
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.outlook import tnef
from clientguard.texts import current

LONGEST_BODY = mail_words.LONGEST_BODY
_ELSEWHERE = b"x-apple-content-length"  # Apple Mail keeps the bytes of this part in a file of its own
_QUOTED_FROM = re.compile(r"^>+(?=From )", re.MULTILINE)


class Parts:
    """The body and the attachments of a message; `left_out` says what could not be imported.

    `words` is the body without the sentences about what could not be read, which the program adds. `hint` is the
    charset that the message names for its text; raw bytes in its fields are probably in it too. In a file that was
    `recoded` to UTF-8 as a whole, only transfer-encoded parts are still in the charset they name. `beside` finds the
    parts that Apple Mail keeps in files of their own.
    """

    def __init__(self, root: mime.Part, *, recoded: bool = False, beside: Beside | None = None) -> None:
        self.attachments: list[AttachmentDraft] = []
        self.left_out: list[Said] = []
        self._packed_files: list[tuple[int, int, bytes]] = []  # of a winmail.dat: where its files are, and its bytes
        self._beside = beside
        leaves = list(root.leaves())
        self.hint = next((label for leaf in leaves if (label := _charset(leaf))), "")
        files = mail_words.files_of(root, leaves)
        packed = {id(leaf): found for leaf in leaves if id(leaf) in files and (found := _winmail(leaf))}
        self._words = mail_words.Words(root, files, [each.text for each in packed.values()], recoded=recoded)
        self.words = self.body = self._words.text
        if len(self.body) > LONGEST_BODY:
            self._keep("message.txt", "text/plain", self.body.encode())
            self.words = self.body = self.body[:LONGEST_BODY]
        numbers = dict(_numbered(root)) if beside else {}
        for leaf in leaves:
            if id(leaf) in packed:
                self._unpack(leaf, packed[id(leaf)])
            elif id(leaf) in files:
                self._take(leaf, numbers.get(id(leaf), ""))
        if self._words.behind_is_lost:
            self._note(said(N_("Something after the end of this message could not be read and was left out.")))
        if root.left_out:
            self.left_out.append(
                counted(
                    N_("{count} part of this message was left out: it has more than {most}."),
                    N_("{count} parts of this message were left out: it has more than {most}."),
                    root.left_out,
                    most=mime.MOST_PARTS,
                )
            )

    def digests(self, number: str, sender: str, subject: str) -> tuple[str, str]:
        """Return the digest of the message, and the one that earlier versions gave it; "" if that is the same."""
        files = [each.data for each in self.attachments]
        now = digest(number, sender, subject, self.words, files)
        words = self._words.as_before()[:LONGEST_BODY]
        for start, end, data in reversed(self._packed_files):
            files[start:end] = [data]
        before = (
            now if words == self.words and not self._packed_files else digest(number, sender, subject, words, files)
        )
        return now, "" if before == now else before

    def _unpack(self, leaf: mime.Part, found: tnef.Winmail) -> None:
        """Take what is in a `winmail.dat`; keep the file itself where something in it could not be read."""
        start = len(self.attachments)
        for each in _unpacked(found):
            self._keep(each.name, each.media_type, each.data)
        data = leaf.content()
        name = safe_name(mail_words.marks(leaf)[1] or "winmail.dat")
        if found.is_empty or not (found.is_whole and found.is_note):
            self._keep(name, leaf.kind, data)
        self._packed_files.append((start, len(self.attachments), data))
        if not self.words.strip() and not found.text and (found.is_empty or not found.is_whole):
            sentence = N_("The text of this message is inside the file {name}, which could not be read.")
            self._note(said(sentence, name=name))
        elif not found.is_whole:
            self._note(said(N_("The file {name} could not be read in full. It was kept as an attachment."), name=name))

    def _note(self, sentence: Said, *, lost: bool = False) -> None:
        """Say in the record itself what is not in it."""
        self.body = "\n\n".join(each for each in (self.body, f"[{current().say(sentence)}]") if each)
        if lost:
            self.left_out.append(sentence)

    def _take(self, leaf: mime.Part, number: str) -> None:
        _, name = mail_words.marks(leaf)
        if leaf.kind.startswith("multipart/"):  # nested too deep to read: kept so that a mail program can open it
            self._keep(name or "parts.eml", "message/rfc822", leaf.raw())
            return
        data = leaf.content()
        if self._beside and leaf.first(_ELSEWHERE) and not data.strip():
            found = self._beside(number, leaf.first(b"content-transfer-encoding"))
            if found is None:
                shown = safe_name(name or _unnamed(leaf.kind))
                missing = N_("The file {name} is missing: Apple Mail had not downloaded it.")
                self._note(said(missing, name=shown), lost=True)
                return
            data = found
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


def _winmail(leaf: mime.Part) -> tnef.Winmail | None:
    name = mail_words.marks(leaf)[1]
    if leaf.kind not in tnef.KINDS and not name.lower().endswith(".dat"):
        return None
    data = leaf.content()
    return tnef.read(data) if tnef.is_winmail(leaf.kind, name, data) else None


def _unpacked(found: tnef.Winmail) -> Iterator[AttachmentDraft]:
    """Yield the files of a `winmail.dat`; of a message in it, its text and its files."""
    for each in found.files:
        if each.inner and not each.inner.is_empty:
            if each.inner.text:
                name = f"{each.inner.subject[:100] or each.name or 'message'}.txt"
                yield AttachmentDraft(name, "text/plain", each.inner.text.encode("utf-8", "replace"))
            yield from _unpacked(each.inner)
        else:
            kind = each.media_type if "/" in each.media_type else media_type(each.name)
            yield AttachmentDraft(each.name or f"attachment{suffix_for(kind)}", kind, each.data)


def _numbered(root: mime.Part, number: str = "") -> Iterator[tuple[int, str]]:
    """Yield each leaf's `id` and its number as IMAP counts: 2 is the second part, 2.1 the first in it."""
    if not root.parts:
        yield id(root), number or "1"
    for place, part in enumerate(root.parts, 1):
        yield from _numbered(part, f"{number}.{place}" if number else f"{place}")


def _charset(leaf: mime.Part) -> str:
    label = leaf.parameters.get("charset", "") if leaf.kind.startswith("text/") else ""
    return label if charsets.codec(label) not in ("", "utf-8") else ""


def _message_name(kind: str, data: bytes) -> str:
    if kind != "message/rfc822":
        return kind.partition("/")[2] + ".txt"
    fields, _ = mime.read_fields(data, 0, min(len(data), 1 << 16))
    subject = next((mail_headers.header_text(value) for name, value in fields if name == b"subject" and value), "")
    return (subject[:100] or "message") + ".eml"


def _unnamed(kind: str) -> str:
    return {"text/calendar": "calendar.ics"}.get(kind) or kind.partition("/")[0] + suffix_for(kind)


def digest(number: str, sender: str, subject: str, text: str, files: Iterable[bytes]) -> str:
    """Return what a second delivery of a message shares with the first, as SHA-256 in hexadecimal.

    It covers the message's own number (its Message-ID, or else its time), sender, subject, words and files. Whatever
    differs between deliveries and mailboxes plays no part: server fields, line ends, spaces, transfer encodings,
    `>From `. The same number with other words or files is a different message.
    """
    words = " ".join((_QUOTED_FROM.sub("", text) if ">From " in text else text).split())
    whole = hashlib.sha256()
    for value in (number, sender.casefold(), subject, words):
        data = value.encode("utf-8", "replace")
        whole.update(b"%d:%s" % (len(data), data))
    for each in files:
        whole.update(hashlib.sha256(each).digest())
    return whole.hexdigest()
