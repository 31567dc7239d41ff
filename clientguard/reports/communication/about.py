"""What the papers from what was exchanged share: their head, the span in words, durations, and the names of keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from clientguard.domain.communication.papers.head import PaperHead
from clientguard.domain.records.describe import Choice
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import Lines, height_of, lines_of, with_spaces
from clientguard.reports.paper.fonts import SEMIBOLD, Style
from clientguard.reports.paper.headed import Headed
from clientguard.reports.paper.tagging.marks import Node
from clientguard.texts import Words

ITEM = Style(10, 15, font=SEMIBOLD)
BETWEEN = 12.0  # points above an item


def headed(paper: PaperHead, title: str, words: Words) -> Headed:
    """Return the head of a paper, which says whom and which days it is about."""
    return Headed(
        title=title,
        subtitle=words(N_("{client}, {span}"), client=paper.client.name, span=span_words(paper, words)),
        version=paper.version,
        made=paper.made,
        draft=False,
        business=paper.business,
        client=paper.client,
        anchor=paper.anchor,
    )


def span_words(paper: PaperHead, words: Words) -> str:
    """Return the span: `1 January 2026 to 22 November 2026`, or `until 22 November 2026` from the beginning."""
    end = words.date(paper.end, "long")
    if paper.start:
        return words(N_("{start} to {end}"), start=words.date(paper.start, "long"), end=end)
    return words(N_("until {end}"), end=end)


def duration(minutes: int, words: Words) -> str:
    """Return minutes as hours and minutes: `1:30 h`."""
    return words(N_("{hours}:{minutes} h"), hours=str(minutes // 60), minutes=f"{minutes % 60:02}")


def named(choices: Iterable[Choice], key: str, words: Words) -> str:
    """Return what a key is called; the key itself if it is not among the choices."""
    return next((words(each.label) for each in choices if each.key == key), key)


def day(on: date | None, words: Words) -> str:
    """Return a date as a cell shows it; empty if there is none."""
    return words.date(on) if on else ""


def item(title: str, content: Sequence[Flowable], width: float, keep: float = 0) -> list[Flowable]:
    """Return one of several things under its own line; it stays with the beginning of what follows."""
    lines = with_spaces(lines_of(title, ITEM, width), title)
    head = Lines(lines, ITEM, Node("H3"))
    head.spaceBefore = BETWEEN
    stays = BETWEEN + len(lines) * ITEM.leading + max(keep, min(height_of(content[:1]), 60.0))
    return [CondPageBreak(stays), head, Spacer(1, 2), *content]
