"""Templates of letters: read, checked, and where the shipped ones are.

A template is a text: lines `title:`, `subject:` and `needs:` (names from `letter_facts.NEEDS`, separated by commas),
a line `---`, then the letter, in Jinja's language. `resources/letters/LANGUAGE/KIND.txt` holds those that ship.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from clientguard import paths
from clientguard.domain.communication.letter_facts import NEEDS
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.letters.sandbox import fault
from clientguard.texts import REVIEWED

KINDS = (  # in the order in which they are offered
    "courtesy",
    "reminder",
    "reminder-date",
    "reminder-firm",
    "stop-notice",
    "stop",
    "resume",
    "before-action",
    "statement",
    "chase",
    "waiting",
    "control",
    "goodbye",
    "handover-request",
    "call-guide",
    "public-reply",
    "decline",
)
BINDING = ("stop-notice", "stop", "before-action", "goodbye")  # much hangs on each of their words
LONGEST = 20_000  # characters of a template
_HEAD = ("title", "subject", "needs")
SUBJECT_LINE, HEAD_LINES = 2, 4  # in a template of `with_words`
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class TemplateError(KnownError):
    """A template cannot be used; `line` is where, counted from 1, and `reason` why."""

    def __init__(self, line: int, reason: Said) -> None:
        super().__init__(
            N_("Line {line} of the letter's template: {reason}"),
            kept=N_("Nothing was changed."),
            todo=N_("Correct that line."),
            line=line,
            reason=reason,
        )
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One kind of letter in one language. `body_line`: the line of the source where the letter itself begins."""

    kind: str
    language: str
    title: str
    subject: str
    needs: tuple[str, ...]
    body: str
    source: str
    body_line: int


def parse_template(kind: str, language: str, source: str) -> LetterTemplate:
    """Return a template from its text; TemplateError, with the line, if it is wrong."""
    if len(source) > LONGEST:
        raise TemplateError(1, said(N_("it is too long: {count} characters are the most."), count=LONGEST))
    source = source.replace("\r\n", "\n").replace("\r", "\n")  # as Jinja counts lines
    if found := _NO_TEXT.search(source):
        line = source.count("\n", 0, found.start()) + 1
        raise TemplateError(line, said(N_("it contains characters that cannot be printed.")))
    head, line = _head(source)
    body = "\n".join(source.split("\n")[line:]).strip("\n") + "\n"
    body_line = line + 1 + (len(body) and _blank_lines(source.split("\n")[line:]))
    needs = tuple(each.strip() for each in head["needs"][1].split(",") if each.strip())
    for each in needs:
        if each not in NEEDS:
            raise TemplateError(head["needs"][0], said(N_("“{word}” is nothing that a letter can need."), word=each))
    _check(head["subject"][1], head["subject"][0])
    _check(body, body_line)
    return LetterTemplate(kind, language, head["title"][1], head["subject"][1], needs, body, source, body_line)


def with_words(template: LetterTemplate, subject: str, body: str) -> LetterTemplate:
    """Return a template with another subject and another letter; TemplateError if they are wrong."""
    return parse_template(template.kind, template.language, _composed(template, subject, body))


def _composed(template: LetterTemplate, subject: str, body: str) -> str:
    head = {"title": template.title, "subject": " ".join(subject.split()), "needs": ", ".join(template.needs)}
    return "".join(f"{name}: {value}\n" for name, value in head.items()) + f"---\n{body}"


def shipped(kind: str, language: str) -> LetterTemplate:
    """Return the template that ships, in English where there is none in the client's language."""
    folder = paths.resources() / "letters"
    spoken = language if (folder / language / f"{kind}.txt").is_file() else "en"
    return _shipped(kind, spoken)


def is_doubtful(template: LetterTemplate) -> bool:
    """Return whether a letter that binds would go out in words that ship, and that no native speaker has reviewed."""
    kind, language = template.kind, template.language
    return kind in BINDING and language not in REVIEWED and template == shipped(kind, language)


@cache
def _shipped(kind: str, language: str) -> LetterTemplate:
    file = paths.resources() / "letters" / language / f"{kind}.txt"
    return parse_template(kind, language, file.read_text(encoding="utf-8"))


def _head(source: str) -> tuple[dict[str, tuple[int, str]], int]:
    """Return the lines of the head by their names, each with its number, and how many lines come before the letter."""
    found: dict[str, tuple[int, str]] = {}
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip() == "---":
            for each in _HEAD:
                if each not in found or (each != "needs" and not found[each][1]):
                    raise TemplateError(number, said(N_("a line “{word}:” is missing above it."), word=each))
            return found, number
        name, colon, value = line.partition(":")
        if line.strip() and (not colon or name.strip() not in _HEAD):
            raise TemplateError(number, said(N_("only “title:”, “subject:” and “needs:” come before “---”.")))
        if line.strip():
            found[name.strip()] = (number, value.strip())
    raise TemplateError(len(lines), said(N_("a line “---” is missing between the head and the letter.")))


def _blank_lines(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _check(text: str, line: int) -> None:
    """Raise TemplateError if a part of a template, which begins at a line, cannot be used."""
    if wrong := fault(text):
        raise TemplateError(line + wrong[0] - 1, wrong[1])
