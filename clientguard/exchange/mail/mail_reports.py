"""What parts for machines say, in lines to read: delivery reports (RFC 3464), receipts (RFC 8098), invitations.

Mail programs show these to their readers. The lines are named as the parts name their fields, in English in every
language of the program: they are the message's words, and the same message has to read the same everywhere.
"""

from __future__ import annotations

import re
from datetime import datetime

from clientguard.exchange.mail import mail_headers, mime
from clientguard.exchange.mail.encoding import charsets, transfer

KINDS = frozenset(
    (
        *("message/delivery-status", "message/global-delivery-status"),
        *("message/disposition-notification", "message/global-disposition-notification"),
        *("message/feedback-report", "text/calendar"),
    )
)
_LONGEST = 20_000  # characters that are read
_MOST = 100  # recipients, and lines of an invitation

_FIELDS = {  # in the order shown
    b"original-recipient": "Original recipient",
    b"final-recipient": "Recipient",
    b"action": "Action",
    b"status": "Status",
    b"diagnostic-code": "Diagnostic",
    b"remote-mta": "Server",
    b"will-retry-until": "Trying until",
    b"disposition": "Disposition",
    b"failure": "Failure",
    b"error": "Error",
    b"warning": "Warning",
    b"original-message-id": "Original message",
    b"feedback-type": "Feedback",
    b"original-rcpt-to": "Recipient",
    b"original-mail-from": "Sender",
}
_TYPED = frozenset((b"original-recipient", b"final-recipient", b"diagnostic-code", b"remote-mta"))


def lines(kind: str, data: bytes, label: str) -> str:
    """Return what a part of one of `KINDS` says, line by line; "" if it says nothing."""
    data = data[:_LONGEST]
    return _invitation(charsets.decode(data, label)) if kind == "text/calendar" else _report(data, label)


def _report(data: bytes, label: str) -> str:
    blocks: list[str] = []
    at = 0
    data = data.strip()
    for _ in range(_MOST):
        fields, at = mime.read_fields(data, at, len(data))
        encoding = next((value for name, value in fields if name == b"content-transfer-encoding"), b"")
        if transfer.is_encoded(encoding):  # what follows should not be, but some servers do it
            data, at = transfer.decoded(data[at:], encoding), 0
        told = "\n".join(
            f"{title}: {words}"
            for name, title in _FIELDS.items()
            for field, value in fields
            if field == name and (words := _words(name, value, label))
        )
        if told:
            blocks.append(told)
        if at >= len(data) or not fields:
            break
    # Some servers write sentences where fields belong.
    return "\n\n".join(blocks) if blocks else charsets.decode(data, label).strip()


def _words(name: bytes, value: bytes, label: str) -> str:
    """Return a value without its type: `rfc822; ann@example.org` is an address."""
    if name in _TYPED and b";" in value[:40]:
        value = value.partition(b";")[2]
    return mail_headers.header_text(value, label)


# --- invitations ---

_LINE = re.compile(r"([A-Za-z0-9-]{1,60})((?:;(?:\"[^\"]*\"|[^\":;])*)*):(.*)")
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,40})=("[^"]*"|[^";:]*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_METHODS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "REPLY": "Reply",
    "COUNTER": "Another time proposed",
    "PUBLISH": "Event",
    "ADD": "Invitation",
}
_ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "DELEGATED": "delegated"}


def _invitation(text: str) -> str:
    """Return an invitation: what, when, where, by whom, and what was answered; of the first event alone."""
    method, found = "", dict[str, tuple[dict[str, str], str]]()
    answers: list[str] = []
    inside = ""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        part = _LINE.fullmatch(line.strip())
        if not part:
            continue
        name, value = part[1].upper(), part[3]
        parameters = {each[1].upper(): each[2].strip('"') for each in _PARAMETER.finditer(part[2])}
        if name == "BEGIN":
            inside = value.strip().upper()
        elif name == "END":
            if value.strip().upper() in ("VEVENT", "VTODO"):
                break
            inside = "VEVENT" if inside == "VALARM" else ""
        elif name == "METHOD":
            method = value.strip().upper()
        elif inside in ("VEVENT", "VTODO"):
            found.setdefault(name, (parameters, value))
            if name == "ATTENDEE" and len(answers) < _MOST and (answer := _answer(parameters, value)):
                answers.append(answer)
    told = [
        (_METHODS.get(method, "Event"), _value(found, "SUMMARY") or "—"),
        ("When", _when(found)),
        ("Due", _moment(*found["DUE"]) if "DUE" in found else ""),
        ("Where", _value(found, "LOCATION")),
        ("Organizer", _person(*found["ORGANIZER"]) if "ORGANIZER" in found else ""),
        ("Answer", ", ".join(answers) if method in ("REPLY", "COUNTER") else ""),
    ]
    return "\n".join(f"{title}: {words}" for title, words in told if words) if found else ""


def _value(found: dict[str, tuple[dict[str, str], str]], name: str) -> str:
    value = found.get(name, ({}, ""))[1]
    plain = _ESCAPED.sub(lambda each: " " if each[1] in "nN" else each[1], value)
    return mail_headers.words(plain)


def _when(found: dict[str, tuple[dict[str, str], str]]) -> str:
    if "DTSTART" not in found:
        return ""
    start = _moment(*found["DTSTART"])
    if "DTEND" in found and (end := _moment(*found["DTEND"])) != start:
        return f"{start} to {end}"
    return f"{start} ({duration})" if (duration := _value(found, "DURATION")) else start


def _moment(parameters: dict[str, str], value: str) -> str:
    """Return a day, or a day and time with its zone, as ISO writes them; as it came if it is neither."""
    zone = " UTC" if value.strip().endswith("Z") else f" {parameters['TZID']}" if "TZID" in parameters else ""
    for form, shown in (("%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M"), ("%Y%m%d", "%Y-%m-%d")):
        try:
            at = datetime.strptime(value.strip().rstrip("Z"), form)
        except ValueError:
            continue
        return mail_headers.words(at.strftime(shown) + (zone if "%H" in shown else ""))
    return mail_headers.words(value)


def _person(parameters: dict[str, str], value: str) -> str:
    address = re.sub(r"\Amailto:", "", value.strip(), flags=re.IGNORECASE)
    name = parameters.get("CN", "").strip()
    return mail_headers.words(f"{name} <{address}>" if name and name != address else address)


def _answer(parameters: dict[str, str], value: str) -> str:
    answer = _ANSWERS.get(parameters.get("PARTSTAT", "").upper(), "")
    return f"{_person(parameters, value)} {answer}" if answer else ""
