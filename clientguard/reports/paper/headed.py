"""The head and the frame of papers about a client: who it is from and for, its version, draft or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.paper.letterhead import Letterhead
from clientguard.domain.paper.printed import Anchor, Party
from clientguard.domain.wording import N_
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import SOFT_BODY, Heading, paragraphs
from clientguard.reports.paper.fonts import SEMIBOLD, Style, printable, register
from clientguard.reports.paper.frame import Footer, LetterheadBlock, PageSize, build, short_anchor
from clientguard.reports.paper.parties import TITLE, parties
from clientguard.texts import Words

DRAFT = Style(13, 20, font=SEMIBOLD, colour="#A3341F")  # the colour of what stops, on white

MOST = 1_000  # characters of a title in the metadata: PDF/A has a limit


@dataclass(frozen=True, slots=True)
class Headed:
    """What stands at the head of a paper and in its footer."""

    title: str
    subtitle: str
    version: int
    made: date
    draft: bool
    business: Letterhead
    client: Party
    anchor: Anchor


def opening(head: Headed, words: Words, width: float, *, to_client: bool = True) -> Iterator[Flowable]:
    """Yield letterhead, title and parties; a draft says so above its title.

    A paper that does not go to the client is about it.
    """
    register()
    yield LetterheadBlock(head.business, width, words)
    yield Spacer(1, 22)
    if head.draft:
        yield from paragraphs(words(N_("DRAFT")), width, DRAFT)
    yield Heading(head.title, TITLE)
    yield Spacer(1, 2)
    yield from paragraphs(head.subtitle, width, SOFT_BODY)
    yield Spacer(1, 12)
    client, business = head.client, head.business
    yield parties(
        (
            (words(N_("For", "party") if to_client else N_("About")), client.name, client.address),
            (words(N_("From", "party")), business.name, (business.owner,)),
            (words(N_("Made on")), words.date(head.made, "long"), (_version(head, words),)),
        ),
        width,
    )


def headed_paper(
    head: Headed, story: Sequence[Flowable], facts: Mapping[str, Any], words: Words, page: PageSize
) -> bytes:
    """Return a paper as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    values = {"title": head.title, "client": head.client.name, "version": _version(head, words),
              "date": words.date(head.made, "long")}  # fmt: skip
    footer = Footer(
        words(N_("{title}, {client}, {version} of {date}"), **values),
        short_anchor(head.anchor, words),
        head.client.name,
    )
    built = build(story, footer, words, page=page)
    metadata = Metadata(
        title=printable(footer.title[:MOST]),
        author=printable((head.business.owner or head.business.name)[:MOST]),
        subject=printable(head.subtitle[:MOST]),
        language=words.language,
        made=head.made,
    )
    return archive(built, metadata, facts)


def _version(head: Headed, words: Words) -> str:
    if head.draft:
        return words(N_("draft {number}"), number=head.version)
    return words(N_("version {number}"), number=head.version)
