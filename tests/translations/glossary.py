"""The glossary of each language, and where a text has another word than the one it gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tests.translations.beside import Beside
from tests.translations.catalogues import RESOURCES, SPOKEN

# Terms of the glossaries with too many meanings to have one word, and why.
NOT_HELD = {
    "about": "most often a preposition; the menu is looked at in its context",
    "back": "an adverb, and part of other verbs",
    "by": "a preposition; where it stands alone, it has the context “day”",
    "continue": "is “go on”, of work, of a contract or in a form",
    "date": "is left out where a date is shown, and a part of compounds",
    "decides": "also of laws and courts; the label of a person is one message",
    "done": "of a step, of work, of a wish",
    "due": "of an invoice, of work, of an obligation: each is held in its context",
    "end": "a noun, a verb, and part of phrases",
    "go on": "of work, of a contract, of time",
    "held until": "one sentence, in which work and not an invoice is held",
    "keep": "to store, to fulfil, to go on with",
    "kept": "of data and of promises: each is held in its context",
    "more": "an adverb; the button is one message",
    "move": "of dates, records, accounts and files, each with a verb of its own",
    "next": "an adverb, and part of phrases; the button is one message",
    "no": "an answer and an article",
    "none": "stands for another noun each time",
    "open": "a verb, and a state of four things: each is held in its context",
    "other": "an adjective that is often left out",
    "since": "of time and of reasons",
    "talk": "a verb and a noun, most often in sentences",
    "until": "a preposition",
    "watch": "a verb; the state of a sign is one message",
    "yes": "is typed and spoken",
}
# English in which a word of a term means something else, or what is typed is named.
ELSE = """
in kind|kind note|most kinds of|for goods|on request|on file|in a row|in step|change hands|change of aim|costs time
costs nothing|cost nothing|costs ¤% less|save face|rounds each|the form of one|standard form|both directions
three letters|two letters|letters and digits|to your account|source account|payment day|calendar date|calendar day
that day included|in these days|go dark|undoes|works for both|work best|does not work|works the interest out
as people write them|whose people|an account with a year|no answer is missing|lock the client out|state the reasons
ships with the program|ship with the program|been raised|see your options|notice sent as|nobody I work for
work together|customer on record|report a problem|signature line|cancelling the line|bundle number|name server
opening hours|access code|push message|text message
"""
TYPED = re.compile(
    r"\{[^{}]*\}|`[^`]*`|\bclientguard [a-z].*|\bpython verify.*|--\S+(?: [A-Z]+\b(?:=\S+)?)?|\b\w+[,.]\w+\b"
    r"|“(?:title|subject|needs|kind):?”|^(?:kind|type):$|\([a-z, ]+\) and “columns”|such as client, invoice or request"
    r"|[Tt]he folder \w+"
)
NAMES = re.compile(r"(?:[A-Z][\w-]+ )+[A-Z][\w-]+|\b[A-Z]{3,}\b")
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


class Term(NamedTuple):
    """An English term, the context that it has where it has one, and its words in a language, the first one first."""

    english: str
    context: str
    words: tuple[str, ...]


class Otherwise(NamedTuple):
    """A text that has a term and none of its words, and why that is right."""

    english: str
    where: str
    why: str

    def excuses(self, term: Term, text: Beside) -> bool:
        """Whether this is about a term in a text: a file, or a message that begins so."""
        return term.english == self.english and (text.where == self.where or text.english.startswith(self.where))


@cache
def table(language: str, heading: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table under a heading of a glossary."""
    text = (RESOURCES / "locale" / language / "GLOSSARY.md").read_text("utf-8")
    part = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines[2:])


@cache
def held(language: str) -> tuple[Term, ...]:
    """Return the terms that are held to their words."""
    found: list[Term] = []
    for english, word, others, _why in table(language, "Held to by a test"):
        named = re.fullmatch(r"(.+?) \((.+)\)", english)
        term, context = named.groups() if named else (english, "")
        found.append(Term(term, context, (word, *(each for each in others.split(", ") if each))))
    return tuple(found)


@cache
def otherwise(language: str) -> tuple[Otherwise, ...]:
    """Return the texts that say a term otherwise."""
    return tuple(Otherwise(*row) for row in table(language, "Said otherwise"))


def missing(language: str, terms: Iterable[Term], texts: Iterable[Beside]) -> list[tuple[Term, Beside]]:
    """Return each term with a text whose English has it and whose translation has none of its words."""
    found: list[tuple[Term, Beside]] = []
    rows = {(each.english, each.context): each for each in terms}
    for text in texts:
        own = folded(TYPED.sub(" ", text.own.replace("&", "")), language)
        for key in named(text):
            if key in rows and not any(has(own, word, language) for word in rows[key].words):
                found.append((rows[key], text))
    return found


def named(text: Beside) -> frozenset[tuple[str, str]]:
    """Return the terms, each with its context or none, that the English of a text has."""
    english = TYPED.sub("¤", text.english)
    return _terms(NAMES.sub(lambda run: _without_names(run[0], text.own), english), text.context)


def has(own: str, word: str, language: str) -> bool:
    """Whether a folded text has a word; one of three letters only at the beginning of a word, except in Thai."""
    word = folded(word, language)
    return re.search(rf"\b{re.escape(word)}", own) is not None if len(word) < 4 and language != "th" else word in own


@cache
def folded(text: str, language: str) -> str:
    """Return a text in small letters, on one line; in West Frisian without signs, which capitals lose."""
    text = re.sub(r"\s+", " ", text.casefold())
    if language == "fy":
        text = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    return text


def phrases() -> list[str]:
    """Return the phrases in which no term is meant."""
    return [each for line in ELSE.split("\n") for each in line.split("|") if each]


def _without_names(run: str, own: str) -> str:
    """Leave out of a run of capitalised words those that the translation has too: a name is not a term."""
    return " ".join("¤" if word.rstrip("s") in own else word for word in run.split())


class Forms(NamedTuple):
    """How terms, and phrases that are none, are written, word by word; how long they are; which have a context."""

    terms: dict[tuple[str, ...], str]
    lengths: dict[str, list[int]]
    contexts: frozenset[tuple[str, str]]


@cache
def _forms() -> Forms:
    """Return the forms of what the languages hold, the same in each: singular and plural, infinitive and with “he”."""
    rows = held(SPOKEN[0])
    terms: dict[tuple[str, ...], str] = {}
    lengths: dict[str, set[int]] = {}
    for term in (*(each.english for each in rows), *phrases()):
        for form in (term, term + "s", term + "es", re.sub(r"([^aeiou])y$", r"\1ies", term)):
            words = tuple(TOKEN.findall(form.casefold()))
            terms[words] = term
            lengths.setdefault(words[0], set()).add(len(words))
    contexts = frozenset((each.english, each.context) for each in rows if each.context)
    return Forms(terms, {word: sorted(each, reverse=True) for word, each in lengths.items()}, contexts)


@cache
def _terms(english: str, context: str) -> frozenset[tuple[str, str]]:
    """Return the terms of an English text; where one stands inside a longer one, only the longer one."""
    forms = _forms()
    tokens = TOKEN.findall(english.casefold())
    found: set[tuple[str, str]] = set()
    at = 0
    while at < len(tokens):
        for length in forms.lengths.get(tokens[at], ()):
            term = forms.terms.get(tuple(tokens[at : at + length]))
            if term is not None:
                found.add((term, context if (term, context) in forms.contexts else ""))
                at += length
                break
        else:
            at += 1
    return frozenset(found)
