"""The conversation sheet: what happened, our own share, what can be done, and room for what is agreed (P7.2)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from clientguard.domain.judgement.papers.talk import Concern, TalkSheet, facts_json
from clientguard.domain.wording import N_
from clientguard.reports.judgement.sheet import (
    SCALES,
    STRONG_BODY,
    Fit,
    Row,
    Told,
    ToWrite,
    air,
    headed,
    on_one_page,
    scaled,
    texts,
)
from clientguard.reports.paper.flow import BODY, SOFT_BODY, paragraphs
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import headed_paper, opening
from clientguard.reports.paper.written import Written
from clientguard.texts import Words

BLANK = 3  # lines for concerns that the record does not know
FITS = (
    *(Fit(blank=lines) for lines in (7, 6, 5, 4, 3)),  # as many lines for what changes as there is room for
    *(Fit(scale, blank=3) for scale in SCALES),
    Fit(SCALES[-1], blank=3, paragraph=2, events=1, ours=3),
    Fit(SCALES[-1], blank=3, paragraph=1, events=0, ours=2),
)
SPACE = 22.0  # points between lines to write on


def render_talk_sheet(found: TalkSheet, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the sheet as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    head = headed(found, words(N_("Conversation sheet")), words(N_("with {client}"), client=found.client.name))
    width = content_width(page)
    top = list(opening(head, words, width, to_client=False))
    story = on_one_page(top, lambda fit: _story(found, words, width, fit), page, FITS)
    return headed_paper(head, story, facts_json(found), words, page)


def boxes(found: TalkSheet) -> str:
    """Return the characters in the sheet that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _story(found: TalkSheet, words: Words, width: float, fit: Fit) -> Iterator[Flowable]:
    scale = fit.scale
    said, body = texts(words), scaled(BODY, scale)
    who = {"client": found.client.name, "business": found.business.name}
    yield air(12 * scale)
    yield from paragraphs(words(said["talk"], **who), width, body)
    yield air(10 * scale)
    if found.concerns:
        told = [part for each in found.concerns for part in _concern(found, each, words, fit.events)]
        told += _left(found.concerns_left, words)
        yield Row(words(N_("What concerns us")), told, width, fit)
    else:
        yield Row(words(N_("What concerns us")), [Told(words(said["talk without signs"]))], width, fit)
        yield ToWrite(("", ""), (1, 5), BLANK, width, SPACE * scale)
        yield air(8 * scale)
    yield Row(words(N_("Our own share")), _ours(found, words, fit.ours), width, fit)
    if possible := _possible(found, words):
        yield Row(words(N_("What can and cannot be done")), possible, width, fit)
    yield Row(words(N_("What changes")), [Told(words(N_("To be filled in together.")), style=SOFT_BODY)], width, fit)
    names = words(N_("What")), words(N_("Who")), words(N_("By when"))
    yield ToWrite(names, (6, 2, 2), fit.blank, width, SPACE * scale)
    yield air(6 * scale)
    yield from _agreed(found, words, width)


def _concern(found: TalkSheet, concern: Concern, words: Words, most: int) -> Iterator[Told]:
    """Yield what a concern is, with its figure, then what happened by day: the newest, and how many are older."""
    conduct = words.say(concern.conduct)
    if concern.figure:
        conduct = words(N_("{conduct}: {figure}"), conduct=conduct, figure=words.say(concern.figure))
    yield Told(conduct, style=STRONG_BODY, first=True)
    events = [each for each in found.events if each.sign == concern.sign]
    shown = events[max(0, len(events) - most) :]
    for each in shown:
        yield Told(words.say(each.what), words.date(each.on))
    if older := concern.older + len(events) - len(shown):
        forms = (N_("and {count} earlier entry"), N_("and {count} earlier entries"))
        if not shown:
            forms = (N_("{count} entry"), N_("{count} entries"))
        yield Told(words.several(*forms, older), style=SOFT_BODY)


def _ours(found: TalkSheet, words: Words, most: int) -> list[Told]:
    if not found.ours:
        return [Told(words(N_("The record shows no fault of ours in the last twelve months.")))]
    told = [Told(words.say(each)) for each in found.ours[:most]]
    return [*told, *_left(found.ours_left + len(found.ours) - len(told), words)]


def _left(count: int, words: Words) -> list[Told]:
    """Return how many more there are than there is room for."""
    text = words.several(N_("and {count} more"), N_("and {count} more"), count)
    return [Told(text, style=SOFT_BODY)] if count else []


def _possible(found: TalkSheet, words: Words) -> list[Told]:
    """Return what the contract allows and does not, and what we offered."""
    about = found.agreement
    told = [Told(words(N_("Agreed: {text}"), text=about.scope))] if about.scope else []
    if about.exclusions:
        told.append(Told(words(N_("Not part of it: {text}"), text=about.exclusions)))
    if limits := _limits(found, words):
        told.append(Told(" ".join(limits), whole=True))
    for each in found.remedies:
        text = N_("We offered: {what}. We look at the result on {date}.")
        text = text if each.due else N_("We offered: {what}.")
        told.append(Told(words(text, what=each.what, date=each.due)))
    return told


def _limits(found: TalkSheet, words: Words) -> list[str]:
    about, told = found.agreement, list[str]()
    if about.rounds is not None:
        told.append(
            words.several(N_("{count} round of changes is included."), N_("{count} rounds of changes are included."),
                          about.rounds)
        )  # fmt: skip
    if about.answer_days is not None:
        told.append(
            words.several(
                N_("Answers are expected within {count} working day."),
                N_("Answers are expected within {count} working days."),
                about.answer_days,
            )
        )
    if about.hours:
        told.append(words(N_("We can be reached at these hours: {hours}."), hours=about.hours))
    if about.title and about.terms:
        told.append(words(N_("Invoices are due: {terms}."), terms=words.say(about.terms)))
    return told


def _agreed(found: TalkSheet, words: Words, width: float) -> list[Flowable]:
    """Return the places to sign, and the day on which both look at it again."""
    firm = found.business
    ours = words(N_("{person}, for {business}"), person=firm.owner, business=firm.name) if firm.owner else firm.name
    date = N_("Agreed by {name}, with the date")
    labels = (words(date, name=found.client.name), words(date, name=ours), words(N_("We look at it again on")))
    return [Written(labels, width)]
