"""The parser of payment terms in a language: the grammar in `terms.lark`, with that language's words in it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from lark import Lark

from clientguard.domain.money.terms.words import Words, words_of

_TERMINAL = re.compile(r"^(_?[A-Z_]+)((?:\.\d+)?): /(.*)/$", re.MULTILINE)
_NO_CODES = "(?!day|eom|net"  # where a word of three letters could be a currency


@cache
def parser(language: str) -> Lark:
    """Return the parser of a language's phrases and the English ones."""
    grammar = files("clientguard.domain.money.terms").joinpath("terms.lark").read_text(encoding="utf-8")
    words = words_of(language)
    typed = {name: f"(?:{pattern}){words.ends}" for name, pattern in words.typed.items()}
    if typed:
        grammar = grammar.replace(_NO_CODES, "".join((_NO_CODES, *(f"|{each}" for each in words.short))))
        typed["THEN_PART"] = f"(?:{words.typed['_THEN']})(?=\\s*(?:{_share(words)}))"
        grammar = _TERMINAL.sub(lambda found: _widened(found, typed.get(found[1])), grammar)
    options = {"parser": "lalr", "g_regex_flags": re.IGNORECASE, "maybe_placeholders": False}
    return Lark(grammar, **options)  # pyright: ignore[reportCallIssue]


def _widened(found: re.Match[str], own: str | None) -> str:
    return found[0] if own is None else f"{found[1]}{found[2]}: /{own}|{found[3]}/"


def _share(words: Words) -> str:
    """Return the pattern of what a part begins with."""
    codes = "|".join(("day", "eom", "net", *words.short))
    return (
        rf"{words.typed['REST']}|{words.typed['PERCENT']}|{words.typed['AMOUNT']}"
        rf"|\d+([.,]\d+)*\s*(%|percent|(?!{codes})[a-z]{{3}}(?![a-z]))"
    )
