"""The final report, the client's copy: what was agreed, achieved, handed over, paid, and is still to do (P4.5)."""

from __future__ import annotations

from datetime import date

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from clientguard.domain.final_report import FinalReport, OpenItem, Party, facts_json
from clientguard.domain.money import Money
from clientguard.domain.words import N_, Said
from clientguard.reports import figures
from clientguard.reports.archive import archive
from clientguard.reports.fonts import ACCENT, SOFT, style
from clientguard.reports.frame import MARGIN, PAGES, Stationery, paragraphs, render, safe, shorten_anchor
from clientguard.reports.tables import Column, table
from clientguard.texts import Words


def make(report: FinalReport, words: Words, page: str = "A4") -> bytes:
    """Return the report as PDF/A-3b with its facts attached. `words` is the language; `page` is A4 or Letter."""
    title = words(N_("Final report"))
    stationery = Stationery(
        title=words(N_("Final report, {client}"), client=report.client.name),
        subject=report.engagement or title,
        head=report.business,
        foot=words(
            N_("Final report, {client}, version {version} of {date}"),
            client=report.client.name,
            version=report.version,
            date=words.date(report.made, "long"),
        ),
        anchor=shorten_anchor(report.anchor.size, report.anchor.root, words),
        language=report.language,
    )
    story = _Story(report, words, PAGES[page][0] - 2 * MARGIN).story()
    return archive(
        render(story, stationery, words, page),
        facts_json(report),
        title=stationery.title,
        author=report.business.name,
        language=report.language,
        made=report.made,
    )


class _Story:
    """The report's sections, one method each."""

    def __init__(self, report: FinalReport, words: Words, width: float) -> None:
        self._report = report
        self._words = words
        self._width = width
        self._body = style("body", 9.5, after=5)
        self._soft = style("soft", 9.5, colour=SOFT, after=4)

    def story(self) -> list[Flowable]:
        """Return all sections in their order."""
        return [
            *self._opening(),
            *self._parties(),
            *self._summary(),
            *self._results(),
            *self._deliverables(),
            *self._accounts(),
            *self._statement(),
            *self._open_items(),
            *self._signatures(),
        ]

    def _opening(self) -> list[Flowable]:
        report, words = self._report, self._words
        period = self._period()
        if report.engagement and period:
            line = words(
                N_("for {client}, on the engagement “{title}”, {period}"),
                client=report.client.name,
                title=report.engagement,
                period=period,
            )
        else:
            line = words(N_("for {client}"), client=report.client.name)
        return [
            Paragraph(safe(words(N_("Final report"))), style("title", 20, bold=True, after=6)),
            Paragraph(safe(line), style("subtitle", 9.5, colour=SOFT, after=2)),
        ]

    def _period(self) -> str:
        report, words = self._report, self._words
        if report.starts and report.ends:
            return words(
                N_("{start} to {end}"), start=words.date(report.starts, "long"), end=words.date(report.ends, "long")
            )
        if report.starts:
            return words(N_("since {start}"), start=words.date(report.starts, "long"))
        return ""

    def _section(self, head: str, content: list[Flowable]) -> list[Flowable]:
        if not content:
            return []
        title = Paragraph(safe(head), style("section", 11.5, bold=True, colour=ACCENT, after=5))
        return [Spacer(1, 15), CondPageBreak(90), title, *content]

    def _parties(self) -> list[Flowable]:
        words, report = self._words, self._report
        columns = [Column(words(N_("For")), 1), Column(words(N_("From")), 1)]
        cells = [[self._party(report.client), self._party(report.business)]]
        return [Spacer(1, 14), *table(columns, cells, self._width)]

    def _party(self, party: Party) -> str:
        lines = (party.name, party.person, *party.address, party.email, party.tax_number)
        return "\n".join(line for line in lines if line)

    def _summary(self) -> list[Flowable]:
        content = [piece for text in self._report.summary for piece in paragraphs(text, self._body)]
        return self._section(self._words(N_("In short")), content)

    def _results(self) -> list[Flowable]:
        words, results = self._words, self._report.results
        if not results:
            return []
        columns = [
            Column(words(N_("Objective")), 34),
            Column(words(N_("Before")), 14, figures=True),
            Column(words(N_("After")), 14, figures=True),
            Column(words(N_("Measured")), 30),
        ]
        rows = [
            [
                each.measure,
                self._figure(each.before, each.unit),
                self._figure(each.after, each.unit),
                ", ".join(part for part in (each.source, self._date(each.measured_on)) if part),
            ]
            for each in results
        ]
        content = table(columns, rows, self._width)
        drawing = figures.before_and_after(results, self._width, words)
        if isinstance(drawing, Drawing):
            content += [Spacer(1, 12), KeepTogether([drawing])]
        return self._section(words(N_("What was achieved")), content)

    def _figure(self, text: str, unit: str) -> str:
        return " ".join(part for part in (text, unit) if part) if text else "–"

    def _deliverables(self) -> list[Flowable]:
        words = self._words
        columns = [
            Column(words(N_("Deliverable")), 40),
            Column(words(N_("Due")), 16),
            Column(words(N_("Delivered")), 16),
            Column(words(N_("State")), 28),
        ]
        rows = [
            [
                each.title,
                self._date(each.due),
                self._date(each.delivered_on),
                ", ".join(part for part in (words(each.state), self._date(each.settled_on)) if part),
            ]
            for each in self._report.deliverables
        ]
        return self._section(words(N_("What was delivered")), table(columns, rows, self._width) if rows else [])

    def _accounts(self) -> list[Flowable]:
        words = self._words
        columns = [
            Column(words(N_("Account")), 30),
            Column(words(N_("Now owned by")), 22),
            Column(words(N_("Accepted")), 16),
            Column(words(N_("Tested by you")), 16),
            Column(words(N_("Our access ended")), 16),
        ]
        rows = [
            [
                each.name,
                each.owner or self._report.client.name,
                self._date(each.accepted_on) or words(N_("not yet")),
                self._date(each.tested_on) or words(N_("not yet")),
                self._date(each.removed_on) or words(N_("after your test")),
            ]
            for each in self._report.accounts
        ]
        return self._section(words(N_("Accounts handed over")), table(columns, rows, self._width) if rows else [])

    def _statement(self) -> list[Flowable]:
        content: list[Flowable] = []
        for currency in sorted({each.amount.currency for each in self._report.statement}):
            content += self._statement_in(currency)
        return self._section(self._words(N_("Statement")), content)

    def _statement_in(self, currency: str) -> list[Flowable]:
        words = self._words
        lines = [each for each in self._report.statement if each.amount.currency == currency]
        columns = [
            Column(words(N_("Invoice")), 24),
            Column(words(N_("Issued")), 20),
            Column(words(N_("Due")), 20),
            Column(words(N_("Amount, {currency}"), currency=currency), 18, figures=True),
            Column(words(N_("Paid")), 18, figures=True),
            Column(words(N_("Open")), 18, figures=True),
        ]
        rows = [
            [
                each.number,
                self._date(each.issued),
                self._date(each.due),
                *(words.money(money, code=False) for money in (each.amount, each.paid, each.open)),
            ]
            for each in lines
        ]
        zero = Money(0, currency)
        sums = [sum(column, zero) for column in zip(*((e.amount, e.paid, e.open) for e in lines), strict=True)]
        rows.append([words(N_("Total")), "", "", *(words.money(each, code=False) for each in sums)])
        owed = sums[2]
        last = (
            words(N_("Still to be paid: {amount}."), amount=owed)
            if owed.minor > 0
            else words(N_("All invoices are paid. Thank you."))
        )
        return [*table(columns, rows, self._width), Spacer(1, 5), Paragraph(safe(last), self._soft)]

    def _open_items(self) -> list[Flowable]:
        words = self._words
        columns = [Column(words(N_("What")), 55), Column(words(N_("Who")), 25), Column(words(N_("By")), 20)]
        rows = [[self._what(each), self._who(each), self._date(each.by)] for each in self._report.open_items]
        content = table(columns, rows, self._width) if rows else []
        return self._section(words(N_("Still to do")), content)

    def _what(self, item: OpenItem) -> str:
        return self._words.say(item.what) if isinstance(item.what, Said) else item.what

    def _who(self, item: OpenItem) -> str:
        names = {"us": self._report.business.name, "client": self._report.client.name}
        return names.get(item.who, item.who)

    def _signatures(self) -> list[Flowable]:
        words, report = self._words, self._report
        columns = [Column(words(N_("For {name}"), name=report.business.name), 1), Column("", 0.1)]
        columns.append(Column(words(N_("For {name}"), name=report.client.name), 1))
        date_line = words(N_("Place, date, signature"))
        rows = [["\n\n\n", "", ""], ["\n".join(p for p in (report.business.person, date_line) if p), "", date_line]]
        head = Paragraph(
            safe(
                words(
                    N_("Both parties confirm that this report says what was delivered, handed over and is still to do.")
                )
            ),
            self._body,
        )
        anchor = words(
            N_("Journal anchor: entry {size}, root {root}. The record behind this report can be checked against it."),
            size=report.anchor.size,
            root=report.anchor.root,
        )
        block = [head, *table(columns, rows, self._width)]
        small = Paragraph(safe(anchor), style("small", 7.5, colour=SOFT))
        title = Paragraph(safe(words(N_("Signatures"))), style("section", 11.5, bold=True, colour=ACCENT, after=5))
        return [Spacer(1, 15), KeepTogether([title, *block, Spacer(1, 10), small])]

    def _date(self, day: date | None) -> str:
        return self._words.date(day) if day else ""
