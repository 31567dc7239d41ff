"""The templates of letters: those that ship, and the user's own texts instead of them, for each language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.communication.letter_example import example
from clientguard.domain.communication.letter_facts import lacking
from clientguard.domain.wording import N_, Said, said
from clientguard.letters.render import render
from clientguard.letters.template import (
    HEAD_LINES,
    KINDS,
    SUBJECT_LINE,
    LetterTemplate,
    TemplateError,
    parse_template,
    shipped,
    with_words,
)
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.texts import words

_ANY_DAY = date(2026, 1, 31)  # for a try with made-up facts


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter in one language: its title, and whether the user's own text is used for it.

    `wrong` is what is wrong with a text of the user's that cannot be used: the shipped one is used instead.
    """

    kind: str
    title: str
    own: bool
    wrong: TemplateError | None


def letter_kinds(db: Connection, language: str) -> tuple[LetterKind, ...]:
    """Return every kind of letter, in the order in which they are offered."""
    found: list[LetterKind] = []
    for kind in KINDS:
        own, wrong = _own(db, kind, language)
        found.append(LetterKind(kind, (own or shipped(kind, language)).title, own is not None, wrong))
    return tuple(found)


def template_of(db: Connection, kind: str, language: str) -> LetterTemplate:
    """Return the user's own template of a kind of letter, or the one that ships; in English if that is all there is."""
    own = (_own(db, kind, each)[0] for each in (language, shipped(kind, language).language))
    return next((each for each in own if each), None) or shipped(kind, language)


def template_remarks(db: Connection, kind: str, language: str) -> tuple[Said, ...]:
    """Return what should be known of the template that is used.

    That the user's own text cannot be, or that the letter is in English because the client's language has none.
    """
    own, wrong = _own(db, kind, language)
    if own is None and wrong is None and shipped(kind, language).language != language:
        return (said(N_("There is no text of this letter in the client's language yet, so it is in English.")),)
    told = N_("Your own text of this letter cannot be used, so this is the shipped one. Its line {line}: {reason}")
    return (said(told, line=wrong.line, reason=wrong.reason),) if wrong else ()


def _own(db: Connection, kind: str, language: str) -> tuple[LetterTemplate | None, TemplateError | None]:
    """Return the user's own template, None if there is none or it is wrong; and then what is wrong."""
    kept = notes.get_note(db, _place(kind, language))
    try:
        return (parse_template(kind, language, kept) if kept else None), None
    except TemplateError as error:  # kept by a version that could read it
        return None, error


def edited(kind: str, language: str, subject: str, body: str) -> LetterTemplate:
    """Return the template of a kind of letter with other words; TemplateError if it cannot be used."""
    template = with_words(shipped(kind, language), subject, body)
    _try(template)
    return template


def keep_words(book: Casebook, kind: str, language: str, subject: str, body: str) -> None:
    """Keep other words as the user's own text of a kind of letter. TemplateError, nothing kept, if they are wrong."""
    keep_template(book, kind, language, edited(kind, language, subject, body).source)


def place_of(error: TemplateError) -> tuple[Literal["subject", "letter"], int]:
    """Return where words that were edited are wrong: in which part, and in which line of it, 0 for the whole."""
    return ("subject", 0) if error.line == SUBJECT_LINE else ("letter", max(0, error.line - HEAD_LINES))


def keep_template(book: Casebook, kind: str, language: str, source: str) -> None:
    """Keep the user's own template; "" goes back to the one that ships. TemplateError, nothing kept, if it is wrong."""
    if source:
        template, ships = parse_template(kind, language, source), shipped(kind, language)
        _try(template)
        if (template.needs, template.subject, template.body) == (ships.needs, ships.subject, ships.body):
            source = ""
    book.write(lambda write: notes.put_note(write, _place(kind, language), source))


def _try(template: LetterTemplate) -> None:
    """Write the letter once from made-up facts with only what it needs; TemplateError if that is not enough."""
    facts = example(template.language, _ANY_DAY, template.needs)
    if not lacking(facts, template.needs):
        render(template, facts, words(template.language))


def _place(kind: str, language: str) -> str:
    return f"letter {language} {kind}"
