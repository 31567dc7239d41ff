"""What makes the text of a message that the rules for proposals read: its sender's own words, and what sent it."""

from __future__ import annotations

import re

from clientguard.exchange.mail import mime
from clientguard.exchange.mail.own_words.quotations import between_quotations, unquoted
from clientguard.exchange.mail.own_words.signatures import unsigned

LONGEST = 40_000  # characters that are looked at: what matters in a letter comes early

_MANY_ENDS = re.compile(r"\n{3,}")
_CALENDAR = re.compile(r"\n\n(?:Invitation|Reply|Cancellation|Cancelled|Answer)(?: \w+)?: [^\n]*\nWhen: (?:.|\n)*\Z")
_BY_SUBJECT = re.compile(
    r"\s*(?:auto(?:matic|matische|-)? ?(?:reply|response|antwoord|answer)|autoreply|automatisch antwoord"
    r"|out of (?:the )?office|afwezig(?:heid)?|abwesen|balasan automatik|ตอบกลับอัตโนมัติ|read:|gelezen:|gelesen:|lu :"
    r"|delivered:|delivery status|undeliver|undelivered|mail delivery|returned mail|failure notice|not read:)",
    re.IGNORECASE,
)
_BY_SENDER = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)[^@]*@", re.IGNORECASE)
_LISTS = (b"list-id", b"list-unsubscribe")


def own_words(body: str) -> str:
    """Return what the sender wrote in this message, its paragraphs and lines kept; "" where nothing is.

    Quotations, forwarded text, signature and notices are left out; answers between quotations are kept. The time is
    proportional to the length of `body`, whatever it holds.
    """
    text = body[:LONGEST].replace("\r\n", "\n")
    if told := _CALENDAR.search("\n\n" + text):
        text = text[: max(0, told.start() - 2)]
    kept = "\n".join(each.rstrip() for each in unsigned(unquoted(text)))
    return _MANY_ENDS.sub("\n\n", kept).strip("\n")


def written_between(body: str) -> tuple[tuple[str, str], ...]:
    """Return what was written between quotations, each part with the quotation above it, white space collapsed.

    Empty where only one part follows a quotation: then it answers the whole message.
    """
    parts = between_quotations(body[:LONGEST].replace("\r\n", "\n"))
    return parts if len(parts) > 1 else ()


def is_automatic(subject: str, sender: str, original: bytes = b"") -> bool:
    """Whether a machine sent a message: an automatic reply, receipt, bounce or newsletter.

    `original` is the message byte for byte where it is on record: its fields are surer than subject and sender. What a
    person wrote to a list that takes answers (RFC 2369), such as a company's shared address, is not automatic.
    """
    if _BY_SUBJECT.match(subject) or _BY_SENDER.match(sender):
        return True
    if not original:
        return False
    head = mime.head(original)
    precedence = head.first(b"precedence").strip().lower()
    if precedence in (b"junk", b"auto_reply"):
        return True
    listed = precedence in (b"bulk", b"list") or any(head.first(name) for name in _LISTS)
    if listed and not head.first(b"list-post").strip().startswith(b"<mailto:"):
        return True
    by_machine = head.first(b"auto-submitted").strip().lower()
    kind = head.first(b"content-type").lower()
    return by_machine not in (b"", b"no") or b"disposition-notification" in kind or b"delivery-status" in kind
