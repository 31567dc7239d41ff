"""Making the facts of the final report, the client's own copy, from the record (P4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from clientguard.domain.contracts.words import notice
from clientguard.domain.leaving.case import LeavingCase, last_day
from clientguard.domain.leaving.final import lines
from clientguard.domain.leaving.final.facts import (
    Aftercare,
    Agreement,
    FinalReport,
    OpenItem,
    PaymentLine,
    Period,
    Signature,
)
from clientguard.domain.leaving.papers.handover_request import return_by
from clientguard.domain.leaving.todo import todos
from clientguard.domain.paper.letterhead import letterhead, lines_of
from clientguard.domain.paper.printed import Anchor, party
from clientguard.domain.records import Business, Client, Result
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.domain.tongues import LANGUAGES
from clientguard.domain.wording import said


def final_report(
    business: Business,
    client: Client,
    case: LeavingCase,
    results: Iterable[Result],
    *,
    made: date,
    version: int,
    anchor: Anchor,
    payments: Iterable[PaymentLine] = (),
) -> FinalReport:
    """Return the client's copy of these records as of the day `made`, with public fields only.

    The case may have an empty leaving, if nothing has been decided yet. The open items are the lines that the user
    wrote and what `todo.todos` derives from the record: dated items first, by date.
    """
    contract, leaving = case.contract, case.leaving
    statement = lines.statement_lines(case.bills)
    deliverables = lines.deliverable_lines(case, made)
    stopped = any(each.stopped for each in deliverables)
    return FinalReport(
        version=version,
        made=made,
        closed=leaving.signed_off,
        language=client.language or business.language or "en",
        business=letterhead(business),
        client=party(client),
        engagement=contract.title if contract else "",
        period=_period(client, case),
        agreement=_agreement(case),
        summary=lines_of(leaving.summary),
        results=lines.result_lines(results),
        deliverables=deliverables,
        stop_clause=" ".join(contract.suspension_clause.split()) if contract and stopped else "",
        changes=lines.change_lines(case),
        accounts=lines.account_lines(case),
        renewals=lines.renewal_lines(case, made),
        data=lines.data_lines(case),
        rights=lines_of(contract.rights) if contract else (),
        statement=statement,
        totals=lines.totals_of(statement, case.bills),
        payments=tuple(payments),
        payment_details=lines_of(business.payment_details),
        open_items=_open_items(case, made),
        aftercare=Aftercare(leaving.support_until, leaving.support_limit, leaving.successor),
        signatures=(Signature("us", business.name, business.owner), Signature("client", client.name, "")),
        return_by=return_by(case, made),
        anchor=anchor,
    )


def _period(client: Client, case: LeavingCase) -> Period:
    """Return when the work started and ends: on the last day of the leaving, else at the end of the contract."""
    contract = case.contract
    end = last_day(case.leaving, contract)
    if contract is None:
        return Period(client.since, end)
    return Period(contract.starts or contract.signed or client.since, end or contract.ends)


def _agreement(case: LeavingCase) -> Agreement:
    contract = case.contract
    if contract is None:
        return Agreement(None, None, case.leaving.notice_given)
    return Agreement(contract.signed, notice(contract.agreed) if contract.agreed.count else None,
                     case.leaving.notice_given)  # fmt: skip


def _open_items(case: LeavingCase, made: date) -> tuple[OpenItem, ...]:
    items = [open_item(line, made) for line in lines_of(case.leaving.open_items)]
    items += [OpenItem(each.what, each.who, each.by, each.since) for each in todos(case, made)]
    return tuple(sorted(items, key=lambda each: each.since or each.by or date.max))


_BY = re.compile(r"^(?:by|before|ภายใน(?:วันที่)?|ก่อน(?:วันที่)?|sebelum|selewat-lewatnya|foar|uterlik)\s*", re.IGNORECASE)
_RELATIVE = re.compile(r"[+-]|\D*$")  # `+2w`, `fri`: what they mean depends on the day they are read


def open_item(line: str, made: date) -> OpenItem:
    """Return the open item in a line such as “what, who, by when”.

    If the line ends with a date, that is the day, and the part before it says who; of a day that is past, it is said
    that it has been due since. Any other line stays one sentence, as it was written.
    """
    parts = [part.strip() for part in line.split(",")]
    by = _written_date(parts[-1], made) if len(parts) > 1 else None
    if by is None:
        return OpenItem(said("{text}", text=line), "", None)
    who = parts[-2] if len(parts) > 2 else ""
    what = ", ".join(parts[: -2 if who else -1])
    past = by < made
    return OpenItem(said("{text}", text=what), who, None if past else by, by if past else None)


def _written_date(text: str, made: date) -> date | None:
    """Return the date that a text says, in whatever language it was typed in; None if it says none."""
    words = _BY.sub("", text).strip()
    if _RELATIVE.match(words):
        return None
    for language in LANGUAGES:
        with suppress(FieldError):
            return parse_date(words, made, language=language)
    return None
