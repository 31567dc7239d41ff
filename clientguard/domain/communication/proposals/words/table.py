"""What the rules know of one language. Each field is a regular expression, looked for anywhere in a sentence.

Sentences come in lower case and with plain apostrophes; `^` is their beginning, after a greeting. An empty pattern
finds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language, by what they do."""

    marks: frozenset[str]  # frequent words by which the language is known
    asks: re.Pattern[str] = _NOTHING  # asks the reader for something, with or without a question mark
    idle: re.Pattern[str] = _NOTHING  # a courtesy, an offer or a turn of phrase: asks for nothing
    plain: re.Pattern[str] = _NOTHING  # says that nothing is wanted, or that it no longer is
    again: re.Pattern[str] = _NOTHING  # asks again for what was asked before
    when: re.Pattern[str] = _NOTHING  # asks for a day or a time
    thing: re.Pattern[str] = _NOTHING  # asks to be given or done something, rather than told
    closes: re.Pattern[str] = _NOTHING  # ours: an answer came otherwise, or is no longer needed
    thanks: re.Pattern[str] = _NOTHING  # thanks, apologies, greetings, and what else answers nothing
    here: re.Pattern[str] = _NOTHING  # gives what was asked for, or says that it is done
    yes: re.Pattern[str] = _NOTHING  # begins an answer
    refuses: re.Pattern[str] = _NOTHING  # declines
    partly: re.Pattern[str] = _NOTHING  # gives a part, the rest is to come
    unsure: re.Pattern[str] = _NOTHING  # does not know yet, has to ask or look: no answer
    waits: re.Pattern[str] = _NOTHING  # says that somebody has it or deals with it: no answer, whatever it says besides
    promises: re.Pattern[str] = _NOTHING  # undertakes to do something for the reader
    denies: re.Pattern[str] = _NOTHING  # sounds like a promise, and is none
    pays: re.Pattern[str] = _NOTHING  # is about money that is owed
    tells: re.Pattern[str] = _NOTHING  # undertakes to answer
    demands: re.Pattern[str] = _NOTHING  # asks for work
    facts: re.Pattern[str] = _NOTHING  # asks for facts, advice, a talk or patience, and for no work
    broken: re.Pattern[str] = _NOTHING  # says that something does not work as it should
    meets: re.Pattern[str] = _NOTHING  # names a meeting
    missed: re.Pattern[str] = _NOTHING
    cancelled: re.Pattern[str] = _NOTHING
    moved: re.Pattern[str] = _NOTHING
    otherwise: re.Pattern[str] = _NOTHING  # something else was called off, or the meeting stands


def words(marks: str, **patterns: str) -> Words:
    """Return a table of words. Each line of a pattern is an alternative; a line that ends with `|` goes on below."""
    unknown = set(patterns) - {each.name for each in fields(Words)}
    if unknown:
        raise ValueError(f"unknown fields: {sorted(unknown)}")
    compiled = {name: re.compile(_joined(_alternatives(value))) for name, value in patterns.items()}
    return Words(frozenset(marks.split()), **compiled)


def _joined(alternatives: list[str]) -> str:
    """Return one pattern; what begins at the bound of a word is tried only there, which is much faster."""
    groups: dict[str, list[str]] = {"^": [], r"\b": [], "": []}
    for each in alternatives:
        start = next(mark for mark in groups if each.startswith(mark))
        groups[start].append(each[len(start) :])
    return "|".join(f"{mark}(?:{'|'.join(held)})" for mark, held in groups.items() if held)


def _alternatives(text: str) -> list[str]:
    joined = re.sub(r"\|\n\s*", "|", text)
    return [each for line in joined.splitlines() if line.strip() for each in _apart(line.strip())]


def _apart(pattern: str) -> list[str]:
    """Return the alternatives of one pattern: what stands between the `|` that are in no group."""
    found = [""]
    depth = 0
    at = 0
    while at < len(pattern):
        piece = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        if piece == "[":
            piece = pattern[at : pattern.index("]", at + 2) + 1]
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
        at += len(piece)
    return found
