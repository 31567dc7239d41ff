"""The end of the final report: what is still to do, how to reach us afterwards, and the signatures (P4.4, P4.5)."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.final.facts import FinalReport, OpenItem
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import SOFT_BODY, height_of, paragraphs, section
from clientguard.reports.paper.parties import SMALL
from clientguard.reports.paper.signatures import Signatures
from clientguard.reports.paper.tables import Cell, Column, table
from clientguard.texts import Words


def open_items(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return what is still to do, by whom, and by when."""
    title = words(N_("Still to do"))
    if not report.open_items:
        done = words(N_("Nothing is left to do, on your side or on ours."))
        return section(title, paragraphs(done, width, SOFT_BODY))
    columns = (
        Column(words(N_("What")), 60),
        Column(words(N_("Who")), 28),
        Column(words(N_("By", "day")), 22, whole=True),
    )
    rows = [(Cell(words.say(each.what)), Cell(_who(each, report)), _when(each, words)) for each in report.open_items]
    return section(title, [table(columns, rows, width)])


def _when(item: OpenItem, words: Words) -> Cell:
    if item.since:
        return Cell(words(N_("overdue since {date}"), date=item.since))
    return Cell(words.date(item.by) if item.by else "")


def _who(item: OpenItem, report: FinalReport) -> str:
    return {"us": report.business.name, "client": report.client.name}.get(item.who, item.who)


def aftercare(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return how the client reaches us after the end; nothing if nothing was agreed."""
    found = report.aftercare
    lines = []
    if found.until:
        lines.append(words(N_("Questions are answered until {date}."), date=words.date(found.until, "long")))
    if found.limit:
        lines.append(words(N_("Which questions: {limit}"), limit=found.limit))
    if lines and (reach := [each for each in (report.business.email, report.business.phone) if each]):
        lines.append(words(N_("Reach us at {contact}."), contact=", ".join(reach)))
    if found.successor:
        lines.append(words(N_("Who takes over: {name}"), name=found.successor))
    if not lines:
        return []
    return section(words(N_("Afterwards")), [part for each in lines for part in paragraphs(each, width)])


def signatures(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return where both sides sign, and what a signature says."""
    lead = words(
        N_("A signature confirms receipt of this report and the state above. It admits nothing and waives nothing.")
    )
    back = words(
        N_("Please sign one copy and return it to {name} by {date}. What you do not agree to, note under exceptions."),
        name=report.business.email or report.business.name,
        date=words.date(report.return_by, "long"),
    )
    block = Signatures(report.signatures, width, words)
    told = [part for each in (lead, back) for part in paragraphs(each, width)]
    content = [*told, Spacer(1, 8), block, Spacer(1, 14), *_colophon(report, words, width)]
    return section(words(N_("Signatures")), content, keep=height_of(content))


def _colophon(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return what the reference in the footer is for, and all of it, in the form that `verify --anchor` takes."""
    anchor = report.anchor
    return [
        *paragraphs(
            words(N_("Keep this copy: with this reference, it can be checked against our record.")), width, SMALL
        ),
        *paragraphs(f"{anchor.size}:{anchor.root_hex}", width, SMALL, measure=width),
        *paragraphs(
            words(N_("The facts of this report are attached to its PDF file, for programs to read.")), width, SMALL
        ),
    ]
