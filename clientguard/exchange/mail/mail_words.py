"""All the words of a message, as a mail program shows them.

Of alternatives the plain text, or the HTML where the plain text only stands in for it; of parts side by side, all;
then what reports and invitations say, what follows the end of a multipart, and the text of a `winmail.dat`. A message
that has no words of its own shows those of the messages in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clientguard.exchange.mail import mail_headers, mail_reports, mail_text, mime
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.html_text import tidy, without_controls

LONGEST_BODY = 2_000_000  # characters; a longer text is kept whole as an attachment
_APART = frozenset(  # texts that are not read as part of the message
    "text/calendar text/vcard text/x-vcard text/directory text/csv text/rfc822-headers text/xml".split()
)
SIGNATURES = frozenset("application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature".split())
_FORWARDED = frozenset(("message/rfc822", "message/global", "message/partial"))
_MOST_FORWARDED = 20  # messages whose words are shown where a message has none of its own
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_WORDS = re.compile(rb"^(?:[A-Za-z0-9+/=]{30,}|[A-Za-z0-9+/]*={1,2}|--\S*)[ \t]*\r?$", re.MULTILINE)


def marks(leaf: mime.Part) -> tuple[bool, str]:
    """Return whether a leaf is marked as an attachment, and its file name."""
    word, parameters = mail_headers.disposition(leaf.first(b"content-disposition"))
    return word == "attachment", parameters.get("filename") or leaf.parameters.get("name", "")


def files_of(root: mime.Part, leaves: Sequence[mime.Part]) -> set[int]:
    """Return the leaves of a message that are files rather than text, by their `id`."""
    return {id(leaf) for leaf in leaves if _is_file(leaf, root)}


def _is_file(leaf: mime.Part, root: mime.Part) -> bool:
    marked, name = marks(leaf)
    readable = leaf.kind.startswith("text/") and leaf.kind not in _APART
    if leaf is root:
        return (marked and bool(name)) or not (readable or leaf.kind.startswith("multipart/"))
    if marked or name or leaf.kind.startswith("message/"):
        return True
    return leaf.too_deep or not (readable or leaf.kind.startswith("multipart/") or leaf.kind in SIGNATURES)


class Words:
    """The words of a message. `behind_is_lost`: something that is not text follows the end of the message.

    `files` are the leaves that are files; `packed` are the texts of its `winmail.dat`.
    """

    def __init__(
        self,
        root: mime.Part,
        files: set[int],
        packed: Sequence[str] = (),
        *,
        recoded: bool = False,
        forwarded: bool = False,
    ) -> None:
        self._root = root
        self._files = files
        self._recoded = recoded
        self._read: dict[int, str] = {}  # texts of parts: some are asked for again
        self._as_written = False
        self._differs = False
        self.behind_is_lost = False
        text = tidy(self._text(root))
        more = [each for each in (*self._reports(root), *self._behind(root)) if each and each not in text]
        more += [each for each in packed if each and (not text or mail_text.stands_in(text, each))]
        text = "\n\n".join(each for each in (text, *more) if each)
        if not text and not forwarded:
            more = list(self._forwarded(root))
            text = "\n\n".join(more)
        self._differs = self._differs or bool(more)
        self.text = tidy(text) if more else text

    def as_before(self) -> str:
        """Return the words that earlier versions found, their white space aside: their digests were made of these."""
        if not self._differs:
            return self.text
        self._as_written = True
        return without_controls(self._text(self._root))

    def _text(self, part: mime.Part) -> str:
        if not part.parts:
            return "" if id(part) in self._files or part.kind in SIGNATURES else self._leaf(part)
        if part.kind == "multipart/alternative":
            return self._alternative(sorted(part.parts, key=self._rank))
        texts = (self._text(each).strip("\r\n") for each in part.parts)
        return "\n\n".join(text for text in texts if text.strip())

    def _leaf(self, leaf: mime.Part) -> str:
        text = self._read.get(id(leaf))
        if text is None:
            text = mail_text.leaf_text(leaf, recoded=self._recoded, longest=LONGEST_BODY)
            self._read[id(leaf)] = text
        if self._as_written or not mail_text.is_flowed(leaf):
            return text
        self._differs = True
        return mail_text.flowed(text, joins_words=leaf.parameters.get("delsp", "").lower() == "yes")

    def _alternative(self, plain_first: list[mime.Part]) -> str:
        """Return the plainest alternative that says something, or the HTML if that one only stands in for it."""
        texts = ((number, text) for number, each in enumerate(plain_first) if (text := self._text(each)).strip())
        number, chosen = next(texts, (0, ""))
        if self._as_written or not chosen or self._rank(plain_first[number]) == 2:
            return chosen
        for each in plain_first[number + 1 :]:
            html = next((leaf for leaf in each.leaves() if leaf.kind in mail_text.HTML), None)
            if html and id(html) not in self._files and mail_text.may_say_more(html, chosen):
                shown = self._text(each)
                if mail_text.stands_in(chosen, shown):
                    self._differs = True
                    both = mail_text.says_its_own(chosen, shown)
                    return chosen.rstrip() + "\n\n" + shown if both else shown
        return chosen

    def _rank(self, part: mime.Part) -> int:
        """Return how far an alternative is from plain text."""
        kinds = [leaf.kind for leaf in part.leaves() if id(leaf) not in self._files]
        if not kinds or kinds[0] in mail_text.HTML:
            return 2
        return 1 if kinds[0] in mail_text.ENRICHED else 0

    def _reports(self, root: mime.Part) -> Iterator[str]:
        seen: set[str] = set()
        for leaf in root.leaves():
            if leaf.kind not in mail_reports.KINDS:
                continue
            data = leaf.content()
            if leaf.kind == "text/calendar" and marks(leaf)[0] and b"METHOD:" not in data:
                continue  # a calendar that somebody attached, not an invitation
            told = tidy(mail_reports.lines(leaf.kind, data, leaf.parameters.get("charset", "")))
            if told not in seen:
                seen.add(told)
                yield told

    def _behind(self, root: mime.Part) -> Iterator[str]:
        """Yield the texts that follow the ends of multiparts."""
        if not root.parts:
            return
        for part in root.parts:
            yield from self._behind(part)
        data = root.message[root.after : root.end].strip() if root.after >= 0 else b""
        unread = _NO_TEXT.search(data) or (data.count(b"\n") > 1 and _NO_WORDS.search(data))  # what was encoded
        data = _NO_WORDS.sub(b"", data).strip()
        if unread:
            self.behind_is_lost = True
        elif data:
            yield tidy(charsets.decode(data[: 4 * LONGEST_BODY], "utf-8" if self._recoded else ""))[:LONGEST_BODY]

    def _forwarded(self, root: mime.Part) -> Iterator[str]:
        for number, leaf in enumerate(each for each in root.leaves() if each.kind in _FORWARDED):
            if number == _MOST_FORWARDED:
                return
            inner = mime.parse(leaf.content())
            if not inner.is_message:  # a further piece of a message that came in several
                continue
            leaves = list(inner.leaves())
            head = [
                f"{title}: {words}"
                for title in ("From", "Date", "Subject")
                if (words := mail_headers.header_text(inner.first(title.lower().encode())))
            ]
            yield "\n".join(head)
            yield Words(inner, files_of(inner, leaves), recoded=self._recoded, forwarded=True).text
