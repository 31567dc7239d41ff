"""A handover request: what the client still has to do for each account, to be answered by pen or by mail (P4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.papers.handover_request import HandoverRequest, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.leaving.answers import answer_table
from clientguard.reports.paper.flow import BODY, paragraphs, section
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import Headed, headed_paper, opening
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.reports.paper.written import Written
from clientguard.texts import Words


def render_handover_request(found: HandoverRequest, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the request as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    head = _head(found, words)
    return headed_paper(head, list(_story(found, head, words, content_width(page))), facts_json(found), words, page)


def boxes(found: HandoverRequest) -> str:
    """Return the characters in the request that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _head(found: HandoverRequest, words: Words) -> Headed:
    return Headed(
        title=words(N_("Handover request")),
        subtitle=words(N_("for {client}, to be answered by {date}"), client=found.client.name,
                       date=words.date(found.return_by, "long")),
        version=found.version,
        made=found.made,
        draft=found.draft,
        business=found.business,
        client=found.client,
        anchor=found.anchor,
    )  # fmt: skip


def _story(found: HandoverRequest, head: Headed, words: Words, width: float) -> Iterator[Flowable]:
    yield from opening(head, words, width)
    yield Spacer(1, 14)
    for each in _lead(found, words):
        yield from paragraphs(each, width)
        yield Spacer(1, 4)
    yield Spacer(1, 4)
    yield answer_table(found.asked, width, words)
    yield from _held(found, words, width)
    yield from _answered_by(found, words, width)
    yield Spacer(1, 12)
    yield from paragraphs(words(N_("The facts of this request are attached to its PDF file.")), width, SMALL)


def _lead(found: HandoverRequest, words: Words) -> Iterator[str]:
    """Yield what to do with the page, and where it goes."""
    firm = found.business
    to = firm.email or ", ".join((firm.name, *firm.address))
    yield words(N_("Please do what is listed, tick Yes or No, and add date and initials."))
    yield words(N_("By {date}, return it to {address}."), date=words.date(found.return_by, "long"), address=to)
    if firm.email and found.asked:
        yield words(
            N_("Or reply by email: write yes or no beside each reference, such as [{reference}]."),
            reference=found.asked[0].reference,
        )


def _held(found: HandoverRequest, words: Words, width: float) -> list[Flowable]:
    if not found.held:
        return []
    columns = (Column(words(N_("Account")), 50), Column(words(N_("When")), 60))
    rows = [(Cell(f"[{each.reference}] {each.name}"), Cell(words.say(each.follows))) for each in found.held]
    return section(words(N_("Follows later")), [table(columns, rows, width)], keep=3 * BODY.leading)


def _answered_by(found: HandoverRequest, words: Words, width: float) -> list[Flowable]:
    line = Written(
        (words(N_("Answered for {client} by"), client=found.client.name), words(N_("Signature and date"))), width
    )
    return [Spacer(1, 12), line]
