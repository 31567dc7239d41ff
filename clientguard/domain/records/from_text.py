"""What a record is called where the user wrote a text and no title: the first line of the text."""

from __future__ import annotations

LONGEST = 120  # characters of a title that is taken from a text


def first_line(text: str) -> str:
    """Return the first line of a text that says something, a long one cut at a word with "…"."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    line = next(filter(None, lines), "")
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > LONGEST // 2 else cut).rstrip(" ,;:–-") + "…"


def parted(text: str) -> tuple[str, str]:
    """Return a title for a text and what the text still has to say: nothing, where the title is all of it."""
    title = first_line(text)
    return title, "" if title == " ".join(text.split()) else text
