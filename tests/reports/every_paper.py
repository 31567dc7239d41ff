"""Every paper there is, made from invented records: a few of each kind, short and long, finished and not."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from clientguard.domain.casebook.recovery import RecoverySheet, code_of
from clientguard.domain.communication.letter_facts import LetterFacts, Recipient, Sender
from clientguard.domain.communication.papers.head import paper_head
from clientguard.domain.proof.index import ExhibitList, Index, Line, SectionLine
from clientguard.domain.wording import said
from clientguard.reports.casebook.recovery_sheet import render_recovery_sheet
from clientguard.reports.communication.chronology import render_chronology
from clientguard.reports.communication.history import render_history
from clientguard.reports.communication.letter import render_letter
from clientguard.reports.communication.waiting import render_waiting_report
from clientguard.reports.judgement.talk import render_talk_sheet
from clientguard.reports.judgement.welcome import render_welcome_sheet
from clientguard.reports.leaving.certificate import render_certificate
from clientguard.reports.leaving.final import render_final_report
from clientguard.reports.leaving.request import render_handover_request
from clientguard.reports.money.interest_sheet import render_interest_sheet
from clientguard.reports.money.invoice import render_invoice
from clientguard.reports.money.statement import render_statement
from clientguard.reports.privacy.person import render_data_report
from clientguard.reports.proof.index_paper import render_index, render_list
from clientguard.texts import Words
from tests.reports import sample
from tests.reports.communication import record_papers
from tests.reports.judgement import sheets
from tests.reports.leaving import handover_sample
from tests.reports.leaving.test_final_parts import with_everything
from tests.reports.money import test_interest_sheet, test_invoice, test_statement
from tests.reports.privacy import test_person

SHEET = RecoverySheet(
    "Studio North", "practice.casebook", date(2026, 11, 22), code_of(random.Random(3).randbytes(32)), "da0606eb"
)
LATE = sheets.raised(1, 20, 21, 22, 25)
BODY = """Dear Joan,

These things are still open:
- the photographs of the shop, which you wanted to choose from the hundred that we sent, by the end of the week
- access to the domain
Please send them by Friday.

1. Choose.
2. Send.

Kind regards
Mira Aalto"""


def _letter(words: Words) -> bytes:
    firm = sample.BUSINESS
    sender = Sender(firm.name, firm.owner, ("Kanaalweg 12", "8911 Ljouwert"), firm.email, firm.phone, "", "IBAN NL12")
    to = Recipient(sample.CLIENT.name, "M. Ruiz", ("Carrer de la Mar 4", "08003 Barcelona"), "hola@casaverde.example")
    return render_letter(LetterFacts("en", sample.MADE, None, to, sender), sender, "Two things", BODY, words)


def _history(words: Words) -> bytes:
    more = (replace(record_papers.PROBLEM, id=200 + n, title=f"Number {n} " * 9) for n in range(60))
    return render_history(record_papers.history(*more, private=True), words)


LINES = tuple(Line(sample.MADE, said(f"Invoice R-{n}"), n) for n in range(1, 41))
SECTIONS = (SectionLine(said("Invoices"), 1, 30, 30), SectionLine(said("Letters"), 31, 40, 12))
HEAD = paper_head(sample.BUSINESS, sample.CLIENT, record_papers.asked())


# Each paper by a name that says what is special in it, and how it is made in a language.
PAPERS: Mapping[str, Callable[[Words], bytes]] = {
    "final": lambda words: render_final_report(sample.report(), words),
    "final with everything": lambda words: render_final_report(with_everything(), words, page="Letter"),
    "final, many": lambda words: render_final_report(
        sample.report(
            deliverables=sample.many_deliverables(90), leaving=replace(sample.LEAVING, summary="Run. " * 2000)
        ),
        words,
    ),
    "waiting": lambda words: render_waiting_report(record_papers.waiting(), words),
    "history": lambda words: render_history(record_papers.history(), words),
    "history, many and private": _history,
    "chronology": lambda words: render_chronology(record_papers.evident(), words),
    "letter": _letter,
    "welcome": lambda words: render_welcome_sheet(sheets.welcome(), words),
    "talk": lambda words: render_talk_sheet(sheets.talk(LATE, sheets.raised(5, 23, 24, 30)), words),
    "talk without signs": lambda words: render_talk_sheet(sheets.talk(), words),
    "certificate": lambda words: render_certificate(
        handover_sample.certified(handover_sample.RETURNED, handover_sample.KEPT), words
    ),
    "certificate, draft": lambda words: render_certificate(
        handover_sample.certified(handover_sample.RETURNED, handover_sample.UNDECIDED), words
    ),
    "certificate of nothing": lambda words: render_certificate(handover_sample.certified(), words),
    "request": lambda words: render_handover_request(handover_sample.request(), words),
    "request, many": lambda words: render_handover_request(
        handover_sample.request(accounts=handover_sample.many_accounts(25)), words
    ),
    "invoice": lambda words: render_invoice(test_invoice.paper(), words),
    "invoice without lines": lambda words: render_invoice(test_invoice.paper((), amount=121_00, tax=21_00), words),
    "invoice, long title": lambda words: render_invoice(test_invoice.paper(number="2026 " * 30), words),
    "credit note": lambda words: render_invoice(
        test_invoice.paper(corrects="2026-030", document_type="credit note"), words
    ),
    "statement": lambda words: render_statement(test_statement.shown(), words),
    "statement, many": lambda words: render_statement(test_statement.shown(test_statement.few(60)), words),
    "data report": lambda words: render_data_report(test_person.report(test_person.CONTACT, test_person.MAIL), words),
    "data report, long": lambda words: render_data_report(
        test_person.report(replace(test_person.CONTACT, note="Joan Field " * 900)), words
    ),
    "interest sheet": lambda words: render_interest_sheet(
        test_interest_sheet.sheet(
            *(test_interest_sheet.invoice(*each) for each in (("NL", "EUR"), ("GB", "GBP"))), language=words.language
        ),
        words,
    ),
    "bundle's first page": lambda words: render_index(
        Index(
            **HEAD,
            exhibits=40,
            sections=SECTIONS,
            lines=LINES[:20],
            papers=(),
            owed=(),
            has_interest=False,
            left_out=(),
        ),
        words,
    ),
    "bundle's list": lambda words: render_list(ExhibitList(**HEAD, lines=LINES, sections=SECTIONS), words),
    "recovery sheet": lambda words: render_recovery_sheet(SHEET, words),
}
