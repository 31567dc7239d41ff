"""Text exports of WhatsApp and LINE to chat drafts.

WhatsApp writes a message as `20/11/2026, 16:12 - Ann: Hello` (Android) or `[20/11/2026, 16:12:01] Ann: Hello`
(iPhone), in the form of date and time of the phone; `line_chats` reads LINE's. What has no sender, such as "Ann
joined", is no message. A file that the export names and that lies beside it comes with its message.

Nothing in a file makes `read_chats` raise: what cannot be read is yielded as `Unreadable`, with its reason.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, said
from clientguard.exchange.chat.line_chats import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_MESSAGES,
    UNMARKED,
    Line,
    begins_with_a_day,
    messages_of_line,
)
from clientguard.exchange.chat.moments import DATE, TIME, Order, Spoken, numbers_of, order_of, spoken, time_of
from clientguard.exchange.files import clean
from clientguard.exchange.mail import mail_files, watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.read_mail import Unreadable
from clientguard.texts import local

LARGEST = 128 << 20  # bytes of a file

_ANDROID = re.compile(rf"{DATE},?\s+{TIME}\s+[-–]\s+(?P<rest>.*)", re.DOTALL)
_IPHONE = re.compile(rf"\[{DATE},?\s+{TIME}\]\s?(?P<rest>.*)", re.DOTALL)
_LINE_HEAD = re.compile(r"\[LINE\]\s*(.*)")
_TITLES = (
    re.compile(
        r"(?:WhatsApp[ _-]*Chat(?:[ _-]*(?:with|-|mit|con|avec|met))?|Chat[ _]de[ _]WhatsApp[ _]con)[ _]*(.+)", re.I
    ),
    re.compile(r"(?:\[LINE\]\s*)?(?:Chat (?:history )?(?:with|in)|ประวัติการ(?:แชท|สนทนา)(?:กับ|ใน)?)\s*(.+)", re.I),
    re.compile(r"\[LINE\]\s*(.+)"),
)
_AGAIN = re.compile(r"\s*\(\d{1,3}\)\Z")
_FILE = re.compile(r"<[^<>:]{2,30}:\s*([^<>\n/\\]{1,200}\.\w{1,8})>|([^\n/\\:<>]{1,200}\.\w{1,8}) \([^()]{2,40}\)\Z")
_NO_NAME = re.compile(r"[\"“”„«»\n]|end-to-end")


@dataclass(frozen=True, slots=True)
class ChatDraft:
    """One message of a chat. `media` are the names of files in it; `files` are those that lie beside the export.

    `digest` is the same for this message in a later export of the same chat.
    """

    chat: str
    at: Instant
    sender: str
    text: str
    media: tuple[str, ...]
    source: str
    digest: str
    files: tuple[Path, ...] = ()


def is_chat(head: bytes) -> bool:
    """Return whether a file that begins with `head` is an exported chat."""
    rows = _decoded(head[:4000]).splitlines()[:5]
    first = next((line for line in rows if line.strip()), "").translate(UNMARKED)
    return bool(_LINE_HEAD.match(first) or _IPHONE.match(first) or _ANDROID.match(first)) or begins_with_a_day(rows)


def read_chats(
    paths: Sequence[Path],
    order: Order | None = None,
    here: tzinfo | None = None,
    *,
    failed: Callable[[Path], object] = lambda _path: None,
) -> Iterator[ChatDraft | Unreadable]:
    """Yield the messages of exported chats. `order` is that of day and month, where the user said it.

    `here` is the time zone of the phone; by default, the one in use. `failed` is told of each file whose bytes could
    not be read.
    """
    for path in paths:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            failed(path)
            yield Unreadable(path.name, "", mail_files.why(error))
            continue
        for item in read_chat(data, path.name, order, here):
            yield _with_files(item, path.parent) if isinstance(item, ChatDraft) and item.media else item


def read_chat(
    data: bytes, source: str, order: Order | None = None, here: tzinfo | None = None
) -> Iterator[ChatDraft | Unreadable]:
    """Yield the messages of one chat's bytes, without the files beside it."""
    if len(data) > LARGEST:
        yield Unreadable(source, "", said(N_("The chat is larger than 128 MB.")))
        return
    try:
        with watchdog.limited():
            title, lines = _lines(_decoded(data), _title(source))
            found = list(_drafts(title, lines, source, order, here))
    except watchdog.TooLongError:
        found = [Unreadable(source, "", said(N_("It takes too long to read, perhaps by design.")))]
    yield from found


def _decoded(data: bytes) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return (data.decode("utf-16", "replace") if wide else charsets.decode(data)).replace("\0", "")


def _drafts(
    title: str, lines: Sequence[Line], source: str, order: Order | None, here: tzinfo | None
) -> Iterator[ChatDraft | Unreadable]:
    if not lines:
        yield Unreadable(source, "", said(N_("There are no messages in this chat.")))
        return
    found = order or order_of([(each.day, each.at) for each in lines])
    if found is None:
        reason = N_("Its dates can be read as day/month or as month/day. Import it again and say which (--dates).")
        yield Unreadable(source, title, said(reason))
        return
    seen: Counter[tuple[str, ...]] = Counter()
    for number, each in enumerate(lines):
        if number % 64 == 0:
            watchdog.look()
        day = each.day.on(found)
        if day is None:
            yield Unreadable(source, each.sender[:60], said(N_("A message has a date that cannot be read.")))
            continue
        moment = datetime.combine(day, each.at)
        same = moment.isoformat(), each.sender, each.text
        seen[same] += 1
        digest = hashlib.sha256("\0".join((title, *same, str(seen[same]))).encode("utf-8", "replace")).hexdigest()
        media = tuple(name for match in _FILE.finditer(each.text) if (name := clean(match[1] or match[2])))
        yield ChatDraft(title, _instant(moment, here), each.sender, each.text, media, source, digest)
    if len(lines) >= MOST_MESSAGES:
        reason = said(N_("The chat has more than {most} messages. The later ones were left out."), most=MOST_MESSAGES)
        yield Unreadable(source, title, reason)


def _instant(moment: datetime, here: tzinfo | None) -> Instant:
    """Return a moment by the phone's clock; without a zone, by the one in use."""
    if here is None:
        guess = Instant(int(moment.replace(tzinfo=UTC).timestamp() * 1000))
        offset = local(guess).utcoffset() or timedelta()
        offset = local(Instant(guess.ms - int(offset.total_seconds() * 1000))).utcoffset() or timedelta()
    else:
        offset = moment.replace(tzinfo=here).utcoffset() or timedelta()
    plain = int((moment.replace(tzinfo=UTC) - offset).timestamp() * 1000)
    return Instant(plain, int(offset.total_seconds() // 60))


def _with_files(draft: ChatDraft, folder: Path) -> ChatDraft:
    """Return a message with the files that it names, as far as they lie beside the export."""
    beside = [folder / name for name in draft.media[:20] if "/" not in name and "\\" not in name]
    return replace(draft, files=tuple(path for path in beside if path.is_file() and not path.is_symlink()))


def _title(source: str) -> str:
    """Return the name of a chat from that of its file; "" for the one that iPhones give to all of them."""
    stem = _AGAIN.sub("", Path(source).stem.translate(UNMARKED)).strip()
    found = next((match for each in _TITLES if (match := each.match(stem))), None)
    return clean(found[1] if found else "" if stem.lower() in ("_chat", "chat") else stem)[:LONGEST_NAME]


def _lines(text: str, title: str) -> tuple[str, list[Line]]:
    """Return the title that the text gives, or else the file's, and its messages, each with the lines that follow."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((row for row in rows[:5] if row.strip()), "").translate(UNMARKED)
    if head := _LINE_HEAD.match(first):
        named = _TITLES[1].match(head[1])
        title = clean(named[1] if named else head[1])[:LONGEST_NAME] or title
        return title, messages_of_line(rows, title)
    return title, messages_of_line(rows, title) if begins_with_a_day(rows[:5]) else _of_whatsapp(rows)


def _of_whatsapp(rows: Sequence[str]) -> list[Line]:
    found: list[Line] = []
    held: tuple[Spoken, time, str] | None = None
    more: list[str] = []

    def end() -> None:
        if held and (line := _spoken_by(*held, more)):
            found.append(line)

    for number, row in enumerate(rows):
        if number % 256 == 0:
            watchdog.look()
        plain = row.translate(UNMARKED)
        match = (_IPHONE if plain.startswith("[") else _ANDROID).match(plain[:LONGEST_TEXT])
        at = match and time_of(match)
        if match and at:
            end()
            held, more = (spoken(numbers_of(match, 1)), at, match["rest"]), []
            if len(found) >= MOST_MESSAGES:
                return found
        elif held:
            more.append(plain)
    end()
    return found


def _spoken_by(day: Spoken, at: time, rest: str, more: Sequence[str]) -> Line | None:
    """Return who said what; None for what the program itself noted."""
    sender, colon, text = rest.partition(": ")
    if not colon and rest.endswith(":"):
        sender, text = rest[:-1], ""
    elif not colon:
        return None
    if len(sender) > LONGEST_NAME or _NO_NAME.search(sender) or "end-to-end encrypted" in text:
        return None
    whole = "\n".join([text, *more])[:LONGEST_TEXT].strip()
    sender = clean(sender).removeprefix("~").strip()
    return Line(day, at, sender, whole) if sender and whole else None
