"""Lines so long that Qt would take minutes to lay them out: parted for the screen, whole again when read back."""

from __future__ import annotations

LONGEST = 2_000  # characters of a line on the screen
_MARK = "\u200b\u2060\u200b\n"  # nobody sees it, and nobody types it


def parted(text: str) -> str:
    """Return a text whose lines are short enough for a widget; `joined` undoes it."""
    if len(text) <= LONGEST:
        return text
    return "\n".join(_parted(line) if len(line) > LONGEST else line for line in text.split("\n"))


def joined(text: str) -> str:
    """Return a text without the line ends that `parted` put in."""
    return text.replace(_MARK, "")


def _parted(line: str) -> str:
    pieces: list[str] = []
    at = 0
    while len(line) - at > LONGEST:
        space = line.rfind(" ", at, at + LONGEST)
        end = space + 1 if space > at else at + LONGEST
        pieces.append(line[at:end])
        at = end
    return _MARK.join([*pieces, line[at:]])
