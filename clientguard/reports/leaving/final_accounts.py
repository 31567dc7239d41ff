"""In whose hands accounts and data are, what renews soon, and the rights in the work, in the final report (P4.4)."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable, Spacer

from clientguard.domain.leaving.case import RENEWAL
from clientguard.domain.leaving.final.facts import AccountLine, DataLine, FinalReport, RenewalLine
from clientguard.domain.leaving.papers.handover_request import OWNED
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import SOFT_BODY, paragraphs, section
from clientguard.reports.paper.tables import SOFT_CELL, Cell, Column, table
from clientguard.texts import Words


def accounts(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return the accounts and assets, open ones first."""
    title = words(N_("Accounts and assets"))
    if not report.accounts:
        return section(title, paragraphs(words(N_("No accounts of yours are on record with us.")), width, SOFT_BODY))
    columns = (
        Column(words(N_("Account")), 40),
        Column(words(N_("In whose hands")), 26),
        Column(words(N_("Accepted", "account")), 17, whole=True),
        Column(words(N_("Tested by you")), 17, whole=True),
        Column(words(N_("Our access ended")), 17, whole=True),
    )
    return section(title, [table(columns, [_account(each, report, words) for each in report.accounts], width)])


def _account(line: AccountLine, report: FinalReport, words: Words) -> tuple[Cell, ...]:
    waiting = words(N_("not yet"))
    return (
        Cell(line.name, note=_about(line, words)),
        _hands(line, report, words),
        _done(line.accepted, _offer(line, words), words),
        _done(line.tested, _test(line, words), words),
        _done(line.removed, waiting if line.tested or line.no_reply else words(N_("after your test")), words),
    )


def _hands(line: AccountLine, report: FinalReport, words: Words) -> Cell:
    owner = line.owner or report.client.name
    other = line.owner_of_record not in ("", owner)
    record = words(N_("owner on record there: {name}"), name=line.owner_of_record) if other else ""
    if not line.accepted:
        return Cell(words(N_("still with us")), note=record, style=SOFT_CELL)
    ours = "" if line.removed else words(N_("we still have access"))
    return Cell(owner, note=" · ".join(each for each in (ours, record) if each))


def _offer(line: AccountLine, words: Words) -> str:
    if line.no_reply:
        return words(N_("no reply"))
    if line.waits:
        return words(N_("once paid"))
    return words(N_("not yet"))


def _test(line: AccountLine, words: Words) -> str:
    if line.no_reply:
        return words(N_("no reply"))
    return words(N_("please test")) if (line.accepted or line.offered) and not line.waits else words(N_("not yet"))


def _about(line: AccountLine, words: Words) -> str:
    label = words(OWNED.get(line.ownership, ""))
    if line.clause and line.ownership in ("mine", "resold"):
        label = words(N_("{ownership} ({clause})"), ownership=label, clause=line.clause)
    told = [
        label,
        words(N_("renews {date}"), date=line.renews) if line.renews else "",
        words(N_("offered {date}"), date=line.offered) if line.offered and not line.accepted else "",
        words(N_("billing moved {date}"), date=line.billing) if line.billing else "",
        _silence(line, words),
    ]
    return " · ".join(each for each in told if each)


def _silence(line: AccountLine, words: Words) -> str:
    if not line.requests:
        return words(N_("closed without a reply on {date}"), date=line.no_reply) if line.no_reply else ""
    days = ", ".join(words.date(each) for each in line.requests)
    if line.no_reply:
        return words.several(
            N_("no reply after {count} request ({days})"),
            N_("no reply after {count} requests ({days})"),
            len(line.requests),
            days=days,
        )
    return words(N_("asked on {days}"), days=days)


def _done(on: date | None, pending: str, words: Words) -> Cell:
    return Cell(words.date(on)) if on else Cell(pending, style=SOFT_CELL)


def renewals(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return what renews or expires soon; nothing if nothing does."""
    if not report.renewals:
        return []
    columns = (
        Column(words(N_("Account")), 60),
        Column(words(N_("Renews on")), 20, whole=True),
        Column(words(N_("Paid by")), 40),
    )
    rows = [(Cell(each.name), Cell(words.date(each.on)), _payer(each, words)) for each in report.renewals]
    lead = paragraphs(words(N_("These renew or expire within {count} days."), count=RENEWAL), width)
    return section(words(N_("Renewals")), [*lead, Spacer(1, 4), table(columns, rows, width)])


def _payer(line: RenewalLine, words: Words) -> Cell:
    if line.billing_moved:
        return Cell(words(N_("you, since {date}"), date=line.billing_moved))
    return Cell(words(N_("not moved to you yet, as far as we know")), style=SOFT_CELL)


def data(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return what becomes of the client's data that we hold (P4.3)."""
    title = words(N_("Your data with us"))
    if not report.data:
        return section(title, paragraphs(words(N_("No data of yours is on record with us.")), width, SOFT_BODY))
    columns = (Column(words(N_("What")), 46), Column(words(N_("What becomes of it")), 60))
    rows = [
        (
            Cell(each.what, note=words(N_("holds personal data")) if each.personal else ""),
            Cell(_fate(each, words), note=_choice(each, words)),
        )
        for each in report.data
    ]
    return section(title, [table(columns, rows, width)])


def _fate(line: DataLine, words: Words) -> str:
    done = line.done_on
    match line.disposition:
        case "return":
            return words(N_("returned on {date}"), date=done) if done else words(N_("will be returned"))
        case "delete":
            return words(N_("deleted on {date}"), date=done) if done else words(N_("will be deleted"))
        case "both" if done:
            return words(N_("returned, then deleted, on {date}"), date=done)
        case "both":
            return words(N_("will be returned, then deleted"))
        case "keep":
            kept = words(N_("kept until {date}"), date=line.until) if line.until else words(N_("kept", "account"))
            return words(N_("{kept}: {why}"), kept=kept, why=line.why) if line.why else kept
        case _:
            return words(N_("please choose: returned or deleted"))


def _choice(line: DataLine, words: Words) -> str:
    if line.chosen_on and line.chosen_by:
        return words(N_("chosen by {name} on {date}"), name=line.chosen_by, date=line.chosen_on)
    return words(N_("chosen on {date}"), date=line.chosen_on) if line.chosen_on else ""


def rights(report: FinalReport, words: Words, width: float) -> list[Flowable]:
    """Return who owns what was made, as the contract says it; nothing if it says nothing."""
    if not report.rights:
        return []
    content: list[Flowable] = []
    for each in report.rights:
        content += [*paragraphs(each, width), Spacer(1, 5)]
    return section(words(N_("Rights in the work")), content[:-1])
