"""The pages of the guide, as they lie in `resources/guide`: one Markdown file a page, a folder a language.

What stands between `**` is a word on the screen; between `*`, with a `>`, a way through the menus. Both are English in
every language; here the words of the screens take their place, so that the guide names them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from clientguard import paths
from clientguard.domain.records.names import folded
from clientguard.domain.wording import N_
from clientguard.texts import REVIEWED, Words

# In the order of the contents.
PAGES = (
    "first-day",
    "contract-and-terms",
    "mail-in",
    "no-answer",
    "control",
    "no-payment",
    "signs",
    "leaving",
    "papers-and-evidence",
    "backups-and-passphrase",
    "data-and-law",
    "another-computer",
    "moving-in",
    "moving-out",
)
# Which word is meant where one has two meanings: the context of its message, in all pages or in one.
CONTEXTS = {
    "Waiting": "page",
    "control/Waiting": "work",
    "Change": "work",
    "Decide": "step",
    "Owed": "step",
    "Report": "step",
    "Close": "client",
}
SCREEN_WORD = re.compile(r"\*\*([^*]+)\*\*")
MENU_PATH = re.compile(r"(?<![*\w])\*([^*]+\s>\s[^*]+)\*(?!\*)")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_MARKS = re.compile(r"^\s*(?:#+|[-|]|\d+\.)\s*|[*`|]|-{3,}", re.MULTILINE)
UNREVIEWED = N_("No native speaker has read this translation yet. The English page is the one that counts.")
_ACCESS_KEY = re.compile(r"\(&.\)|&")  # of a menu: &File, ไฟล์(&F)
PASSAGE = 140  # characters of a passage that is shown


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: its key (the name of its file), its title, its Markdown below the title, and its language.

    `is_reviewed` says whether a native speaker has read it.
    """

    key: str
    title: str
    text: str
    language: str
    is_reviewed: bool

    @property
    def links(self) -> tuple[str, ...]:
        """The keys of the pages that it names, each once."""
        return tuple(dict.fromkeys(target.removesuffix(".md") for _said, target in LINK.findall(self.text)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A page that has all the words that were looked for, and the first passage with most of them."""

    page: GuidePage
    text: str


def page(key: str, words: Words) -> GuidePage:
    """Return a page in a language; in English, where it is not translated."""
    folder = paths.resources() / "guide"
    own = folder / words.language / f"{key}.md"
    language = words.language if own.is_file() else "en"
    source = (folder / language / f"{key}.md").read_text(encoding="utf-8")
    head, _rest, text = source.partition("\n")
    return GuidePage(
        key, head.lstrip("# "), with_screen_words(text.strip(), key, words), language, language in REVIEWED
    )


def pages(words: Words) -> tuple[GuidePage, ...]:
    """Return all pages in their order."""
    return tuple(page(each, words) for each in PAGES)


@cache
def titles(language: str) -> dict[str, str]:
    """Return the titles of the pages by their keys, in their order; in English where one is not translated."""
    folder, found = paths.resources() / "guide", dict[str, str]()
    for key in PAGES:
        own = folder / language / f"{key}.md"
        with (own if own.is_file() else folder / "en" / f"{key}.md").open(encoding="utf-8") as source:
            found[key] = source.readline().lstrip("# ").strip()
    return found


def with_screen_words(text: str, key: str, words: Words) -> str:
    """Return the Markdown of a page with the words of the screens, and the ways through the menus, in a language."""
    text = SCREEN_WORD.sub(lambda found: f"**{screen_word(found[1], key, words)}**", text)
    return MENU_PATH.sub(lambda found: f"*{menu_path(found[1], words)}*", text)


def screen_word(word: str, key: str, words: Words) -> str:
    """Return a word of the screens in a language, as the page `key` means it."""
    word = " ".join(word.split())
    return _within(words(word, CONTEXTS.get(f"{key}/{word}", CONTEXTS.get(word, ""))))


def menu_path(path: str, words: Words) -> str:
    """Return a way through the menus in a language. It is checked elsewhere that there is such a way."""
    from clientguard.domain.records import KINDS

    menu, *parts = (" ".join(each.split()) for each in path.split(" > "))
    said = [_ACCESS_KEY.sub("", words(f"&{menu}"))]
    nouns = {str(kind.noun): kind.noun for kind in KINDS.values()}
    for part in parts:
        noun = nouns.get(part.removeprefix("Add "))
        said.append(words("Add {kind}", kind=words(noun)) if part.startswith("Add ") and noun else words(part))
    return " > ".join(map(_within, said))


def _within(word: str) -> str:
    """Return a word of the screens within a sentence: without the dots that say that it asks for more."""
    return word.removesuffix("…").rstrip()


def found(every: Iterable[GuidePage], query: str) -> Iterator[Passage]:
    """Yield the pages that have all words of a query. "" finds none.

    First come those with one of them in the title, then those that have them side by side.
    """
    wanted = folded(query).split()
    if not wanted:
        return
    having: list[tuple[bool, bool, int, GuidePage]] = []
    for number, each in enumerate(every):
        title, text = folded(each.title), folded(plain(each.text))
        if all(word in title or word in text for word in wanted):
            in_title = any(word in title for word in wanted)
            having.append((not in_title, " ".join(wanted) not in text, number, each))
    for *_rank, each in sorted(having, key=lambda found: found[:3]):
        yield Passage(each, _passage(each, wanted))


def plain(text: str) -> str:
    """Return Markdown without its marks, a paragraph a line."""
    text = LINK.sub(r"\1", re.sub(r"(?<!\n)\n(?![\n|#-]|\d+\. )", " ", text))
    return "\n".join(" ".join(_MARKS.sub(" ", line).split()) for line in text.splitlines())


def _passage(page: GuidePage, wanted: list[str]) -> str:
    lines = [line for line in plain(page.text).splitlines() if line]
    phrase = " ".join(wanted)
    line = max(lines, key=lambda each: (phrase in folded(each), sum(word in folded(each) for word in wanted)))
    at = max(0, min((folded(line).find(word) for word in wanted if word in folded(line)), default=0) - PASSAGE // 3)
    if at:
        at = line.rfind(" ", 0, at) + 1
    cut = line[at : at + PASSAGE].strip()
    return f"{'… ' if at else ''}{cut}{' …' if at + PASSAGE < len(line) else ''}"
