"""A letter on paper, on the business's letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.communication.letter_facts import LetterFacts, Sender
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import BODY, SOFT_BODY, Heading, paragraphs, points
from clientguard.reports.paper.fonts import SEMIBOLD, Style, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, content_width
from clientguard.texts import Words

_ITEM = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s")  # how a line of a list begins
SUBJECT = Style(12, 18, font=SEMIBOLD)


def render_letter(
    facts: LetterFacts, sender: Sender, subject: str, body: str, words: Words, *, page: PageSize = "A4"
) -> bytes:
    """Return a letter as PDF/A-3a in the language of `words`, dated by its facts, with its words attached as JSON."""
    register()
    story = list(_story(facts, sender, subject, body, words, content_width(page)))
    built = build(story, Footer(f"{sender.name} · {subject}", ""), words, page=page)
    metadata = Metadata(
        title=printable(subject),
        author=printable(sender.owner or sender.name),
        subject=printable(facts.recipient.name),
        language=words.language,
        made=facts.today,
    )
    to = facts.recipient
    told = {"date": facts.today.isoformat(), "from": sender.name, "to": to.name, "person": to.person,
            "address": list(to.address), "subject": subject, "body": body}  # fmt: skip
    return archive(built, metadata, {"letter": told})


def _story(
    facts: LetterFacts, sender: Sender, subject: str, body: str, words: Words, width: float
) -> Iterator[Flowable]:
    yield LetterheadBlock(sender, width, words)
    yield Spacer(1, 44)
    to = facts.recipient
    for line in dict.fromkeys((to.name, to.person, *to.address)):
        if line:
            yield from paragraphs(line, width)
    yield Spacer(1, 26)
    yield from paragraphs(words.date(facts.today, "long"), width, SOFT_BODY)
    yield Spacer(1, 14)
    yield Heading(subject, SUBJECT)
    yield Spacer(1, 8)
    for part in body.strip().split("\n\n"):
        for is_list, lines in groupby(part.split("\n"), key=lambda line: bool(_ITEM.match(line))):
            if is_list:
                yield from points(lines, width)
            else:
                yield from chain.from_iterable(paragraphs(line, width) for line in lines)
        yield Spacer(1, BODY.leading / 2)
