"""The welcome sheet: how the work goes, what to expect, and how to reach us, on one page (P8.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from clientguard.domain.judgement.papers.welcome import Person, WelcomeSheet, facts_json
from clientguard.domain.records.kinds.parties import FEE_TYPES
from clientguard.domain.wording import N_
from clientguard.reports.judgement.sheet import SCALES, Fit, Row, Told, air, headed, on_one_page, scaled, texts
from clientguard.reports.paper.flow import BODY, SOFT_BODY, paragraphs
from clientguard.reports.paper.fonts import missing_in
from clientguard.reports.paper.frame import PageSize, content_width
from clientguard.reports.paper.headed import headed_paper, opening
from clientguard.texts import Words

FITS = (Fit(), *map(Fit, SCALES), *(Fit(SCALES[-1], paragraph=most) for most in (4, 3, 2, 1)))


def render_welcome_sheet(found: WelcomeSheet, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the sheet as PDF/A-3a in the language of `words`, with its facts attached as JSON."""
    about = found.agreement.title
    subtitle = words(N_("How we work under “{contract}”"), contract=about) if about else words(N_("How to reach us"))
    head = headed(found, words(N_("Welcome", "paper")), subtitle)
    width = content_width(page)
    top = list(opening(head, words, width))
    story = on_one_page(top, lambda fit: _story(found, words, width, fit), page, FITS)
    return headed_paper(head, story, facts_json(found), words, page)


def boxes(found: WelcomeSheet) -> str:
    """Return the characters in the sheet that the typeface lacks, each once; each is printed as a box."""
    return missing_in(facts_json(found))


def _story(found: WelcomeSheet, words: Words, width: float, fit: Fit) -> Iterator[Flowable]:
    scale = fit.scale
    said, body = texts(words), scaled(BODY, scale)
    has_contract = bool(found.agreement.title)
    yield air(16 * scale)
    yield from paragraphs(words(said["welcome" if has_contract else "welcome without contract"]), width, body)
    yield air(12 * scale)
    for name, told in _rows(found, words):
        if told:
            yield Row(name, [Told(each) if isinstance(each, str) else each for each in told], width, fit)
    if has_contract:
        yield air(10 * scale)
        yield from paragraphs(words(said["welcome end"]), width, scaled(SOFT_BODY, scale))


def _rows(found: WelcomeSheet, words: Words) -> Iterator[tuple[str, Sequence[str | Told]]]:
    """Yield each row with what it says; one that says nothing is left out."""
    yield words(N_("What we do")), _work(found, words)
    yield words(N_("What to expect, and when")), _expected(found, words)
    yield words(N_("Changes")), _changes(found, words)
    yield words(N_("How to reach us")), _reach(found, words)
    yield words(N_("What we need from you")), _needs(found, words)
    yield words(N_("What you pay, and when")), _money(found, words)
    yield words(N_("If a payment is late")), _late(found, words)
    yield words(N_("Who decides")), _deciders(found, words)


def _work(found: WelcomeSheet, words: Words) -> list[str]:
    about = found.agreement
    told = [about.scope] if about.scope else []
    if about.exclusions:
        told.append(words(N_("Not part of it: {text}"), text=about.exclusions))
    return told


def _expected(found: WelcomeSheet, words: Words) -> list[str | Told]:
    about, told = found.agreement, list[str | Told]()
    if about.starts:
        text = N_("We began on {date}.") if about.starts <= found.made else N_("We begin on {date}.")
        told.append(words(text, date=about.starts))
    if about.runs:
        told = [f"{told[0]} {words.say(about.runs)}" if told else words.say(about.runs)]
    told += [Told(each.title, words.date(each.due) if each.due else words(N_("no date"))) for each in found.expected]
    return told


def _changes(found: WelcomeSheet, words: Words) -> list[str]:
    rounds, told = found.agreement.rounds, list[str]()
    if rounds is not None:
        told.append(
            words.several(N_("{count} round of changes is included."), N_("{count} rounds of changes are included."),
                          rounds)
        )  # fmt: skip
    if found.changes:
        told.append(words(N_("For changes to what we agreed, the contract says: “{text}”"), text=found.changes))
    return told


def _reach(found: WelcomeSheet, words: Words) -> list[str]:
    firm, told = found.business, list[str]()
    ways = [each for each in (firm.owner, firm.email, firm.phone) if each]
    if ways:
        told.append(", ".join(ways))
    if found.agreement.hours:
        told.append(words(N_("You can reach us at these hours: {hours}."), hours=found.agreement.hours))
    return told


def _needs(found: WelcomeSheet, words: Words) -> list[str]:
    days, told = found.agreement.answer_days, list[str]()
    if days is not None:
        told.append(
            words.several(
                N_("When we ask you something, please answer within {count} working day."),
                N_("When we ask you something, please answer within {count} working days."),
                days,
            )
        )
    if found.late.answers:
        told.append(words(N_("On answers, the contract says: “{text}”"), text=found.late.answers))
    if found.access:
        told.append(words(N_("Access to: {text}"), text=", ".join(found.access)))
    return told


def _money(found: WelcomeSheet, words: Words) -> list[str]:
    told = list[str]()
    if found.fee:
        name = next((words(each.label) for each in FEE_TYPES if each.key == found.fee_type), words(N_("Fee")))
        told.append(words(N_("{name}: {amount}"), name=name, amount=found.fee))
    if found.deposit:
        told.append(words(N_("Deposit: {amount}"), amount=found.deposit))
    if found.agreement.terms:
        told.append(words(N_("Invoices are due: {terms}."), terms=words.say(found.agreement.terms)))
    if found.pay_to:
        told.append(words(N_("Please pay to: {text}"), text=", ".join(found.pay_to)))
    return told


def _late(found: WelcomeSheet, words: Words) -> list[str]:
    late, told = found.late, list[str]()
    if late.stop:
        told.append(words(N_("The contract says: “{text}”"), text=late.stop))
    if late.stop_days is not None:
        told.append(
            words.several(
                N_("Work may stop {count} day after an invoice was due."),
                N_("Work may stop {count} days after an invoice was due."),
                late.stop_days,
            )
        )
    if late.interest:
        told.append(words(N_("On late payment, it says: “{text}”"), text=late.interest))
    return told


def _deciders(found: WelcomeSheet, words: Words) -> list[str]:
    if not found.deciders:
        return []
    names = ", ".join(_person(each, words) for each in found.deciders)
    return [words(N_("On your side: {names}. They can agree to changes and sign.") if len(found.deciders) > 1
                  else N_("On your side: {names}, who can agree to changes and sign."), names=names)]  # fmt: skip


def _person(person: Person, words: Words) -> str:
    return words(N_("{name} ({role})"), name=person.name, role=person.role) if person.role else person.name
