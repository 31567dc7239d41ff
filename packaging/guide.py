"""Writes the guide for the web, docs/guide, from the pages that the program shows: resources/guide.

python packaging/guide.py             write it
python packaging/guide.py --check     write nothing; status 1, naming the files, if any would change

English lies in docs/guide itself, every other language in a folder of its own, with the words of its own screens. The
pictures are made by `python -m benches.guide_pictures`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "guide"

sys.path.insert(0, str(ROOT))

from clientguard.domain.wording import N_  # noqa: E402 - the sources beside this file
from clientguard.texts import LANGUAGES, REVIEWED, Words  # noqa: E402
from clientguard.ui.app.guide import guide_pages  # noqa: E402
from clientguard.ui.app.guide.guide_pages import GuidePage  # noqa: E402

# Which screen of `benches.screens` each page shows, and what is to be seen on it.
PICTURES = {
    "first-day": ("today", "Today: each line with why, since when, and its button"),
    "contract-and-terms": ("section-contract", "The contract of a client, and its lists"),
    "mail-in": ("messages", "Messages by conversation, answered or not"),
    "no-answer": ("waiting", "Waiting: what clients owe an answer to, and since when"),
    "no-payment": ("money", "Money: invoices, what is overdue and since when"),
    "signs": ("section-signs", "The signs of a client: what speaks for it comes first"),
    "leaving": ("leaving-4-hand_over", "The step of a leaving that hands over the accounts"),
    "papers-and-evidence": ("dialog-evidence-bundle", "An evidence bundle before it is saved"),
    "moving-in": ("dialog-import-table", "A table before it is imported"),
}


def files() -> dict[Path, str]:
    """Return what every page for the web must say, by its path."""
    made: dict[Path, str] = {}
    for language in LANGUAGES:
        if not (guide_pages.paths.resources() / "guide" / language).is_dir():
            continue
        words, folder = Words(language), TARGET if language == "en" else TARGET / language
        pages = guide_pages.pages(words)
        made[folder / "README.md"] = _contents(pages, words)
        for number, page in enumerate(pages):
            after = pages[number + 1] if number + 1 < len(pages) else None
            made[folder / f"{page.key}.md"] = _page(page, after, words)
    return made


def _contents(pages: tuple[GuidePage, ...], words: Words) -> str:
    here = words.language
    others = [(code, name) for code, name in LANGUAGES.items() if code != here and _is_there(code)]
    up = "" if here == "en" else "../"
    links = " · ".join(f"[{name}]({up}{'' if code == 'en' else f'{code}/'}README.md)" for code, name in others)
    lines = [f"# {words(N_('Guide'))}", _mark(words), *(f"- [{each.title}]({each.key}.md)" for each in pages)]
    return "\n".join(["\n\n".join(each for each in lines[:2] if each), "", *lines[2:], "", links, ""])


def _is_there(language: str) -> bool:
    return (guide_pages.paths.resources() / "guide" / language).is_dir()


def _page(page: GuidePage, after: GuidePage | None, words: Words) -> str:
    up = "" if words.language == "en" else "../"
    parts = [f"[{words(N_('Guide'))}](README.md)", f"# {page.title}", _mark(words)]
    if page.key in PICTURES:
        screen, seen = PICTURES[page.key]
        seen = seen if words.language == "en" else page.title
        parts.append(f"![{seen}]({up}images/{screen}.png)")
    parts.append(page.text)
    if after:
        parts.append(f"→ [{after.title}]({after.key}.md)")
    return "\n\n".join(each for each in parts if each) + "\n"


def _mark(words: Words) -> str:
    """Return what stands above a translation that no native speaker has read, as in the program."""
    return "" if words.language in REVIEWED else f"> {words(guide_pages.UNREVIEWED)}"


def main(arguments: list[str]) -> int:
    """Write what has changed, or only say what would change; return the status."""
    wanted = files()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    stale += [path for path in TARGET.rglob("*.md") if path not in wanted]
    for path in stale:
        name = path.relative_to(ROOT).as_posix()
        if arguments == ["--check"]:
            print(f"{name} is not what the guide says. Run: python packaging/guide.py", file=sys.stderr)
        elif path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
            print(f"Wrote {name}.")
        else:
            path.unlink()
    return int(arguments == ["--check"] and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
