"""The text of an original message for a search of names: its header fields as words, and its readable parts."""

from __future__ import annotations

from clientguard.exchange.mail import mail_headers, mime, watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.outlook import msg


def mail_text(message: bytes) -> str:
    """Return each header field on a line, its words decoded, then the texts; what takes too long is given undecoded."""
    try:
        with watchdog.limited():
            root = mime.parse(msg.read(message).message if message.startswith(msg.MAGIC) else message)
            lines = [f"{name.decode('latin-1')}: {mail_headers.header_text(value)}" for name, value in root.fields]
            parts = [each for each in root.leaves() if each.kind.startswith("text/")]
            texts = [charsets.decode(each.content(), each.parameters.get("charset", "")) for each in parts]
    except watchdog.TooLongError:
        return message.decode("utf-8", "replace")
    return "\n".join([*lines, *texts])
