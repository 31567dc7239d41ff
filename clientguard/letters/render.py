"""A template filled with facts: the subject and the text of one letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateError as JinjaError
from jinja2 import UndefinedError

from clientguard.domain.communication.letter_facts import LetterFacts
from clientguard.domain.wording import N_, said
from clientguard.letters.sandbox import environment
from clientguard.letters.template import LetterTemplate, TemplateError
from clientguard.texts import Words

LONGEST = 50_000  # characters of a letter


_KHUN, _MARK = "คุณ", "\0"  # no template holds the mark
_BEFORE_FACT = re.compile(rf"{_KHUN}\s?(?=\{{\{{)")
_TITLES = r"(?:คุณ|นาย|นาง|ดร\.|นพ\.|พญ\.|ผศ\.|รศ\.|ศ\.|ม\.ร\.ว\.|ม\.ล\.|บริษัท|ห้าง|หจก\.|บจก\.|(?:Dr|Prof|Mrs?|Ms)\b)"


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words of one letter."""

    subject: str
    body: str


def render(template: LetterTemplate, facts: LetterFacts, words: Words) -> LetterText:
    """Return a letter in the language of `words`; dates are written out, and amounts as people write them.

    TemplateError if the template names something that is not there.
    """
    given = _plain(facts, words)
    subject = _addressed(template.subject, given, _line_of(template, "subject"))
    body = _addressed(template.body, given, template.body_line)
    return LetterText(" ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n")


def _addressed(text: str, given: dict[str, Any], line: int) -> str:
    """Return a text with its facts, and with the Thai คุณ before a fact as it stands before that name.

    It is joined to a Thai name, a blank parts it from a Latin one, and a name with a title of its own has none.
    """
    filled = _filled(_BEFORE_FACT.sub(_KHUN + _MARK, text), given, line)
    filled = re.sub(rf"{_KHUN}{_MARK}(?={_TITLES})", "", filled)
    return re.sub(rf"{_KHUN}{_MARK}(?=[^\W\d_ก-๎])", f"{_KHUN} ", filled).replace(_MARK, "")


def _line_of(template: LetterTemplate, name: str) -> int:
    lines = template.source.split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)


def _filled(text: str, given: dict[str, Any], line: int) -> str:
    made: list[str] = []
    room = LONGEST
    try:
        for piece in environment().from_string(text).generate(given):
            made.append(piece)
            room -= len(piece)
            if room < 0:
                raise TemplateError(line, said(N_("the letter is longer than {count} characters."), count=LONGEST))
    except UndefinedError as error:
        missing = said(N_("it names a fact that this letter does not always have; put it between “if” and “endif”."))
        raise TemplateError(line + _line_in(error) - 1, missing) from None
    except (ArithmeticError, TypeError, ValueError, AttributeError, LookupError, RecursionError, JinjaError) as error:
        raise TemplateError(line + _line_in(error) - 1, said(N_("{reason}"), reason=str(error))) from None
    return "".join(made)


def _line_in(error: Exception) -> int:
    """Return the line of the text at which it could not be filled, counted from 1."""
    lines = [each.lineno or 1 for each in extract_tb(error.__traceback__) if each.filename == "<template>"]
    return lines[-1] if lines else 1


def _plain(value: Any, words: Words) -> Any:  # noqa: ANN401 - what the facts hold
    """Return facts as names and texts: nothing of the program is within a template's reach."""
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__.endswith("letter_facts"):
        return {each.name: _plain(getattr(value, each.name), words) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each, words) for each in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return words.date(value, "long")
    if value is None or isinstance(value, bool | str):
        return value
    return words.value(value)
