"""The parties: the user's own business, the clients, their contacts, and the contracts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.contracts.contact_hours import contact_hours
from clientguard.domain.contracts.words import notice_in_words, term_in_words
from clientguard.domain.money.terms import TermsError, invoice_of_today, parse_terms
from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    Remark,
    choice,
    currency,
    day,
    decimal,
    flag,
    kind,
    language,
    link,
    long,
    money,
    number,
    terms,
    text,
)
from clientguard.domain.wording import N_, said

SYSTEMS = (
    Choice("email", N_("Email")),
    Choice("phone", N_("Phone")),
    Choice("chat", N_("Chat")),
)
NOTICE_UNITS = (
    Choice("days", N_("Days")),
    Choice("weeks", N_("Weeks")),
    Choice("months", N_("Months")),
)
NOTICE_ENDS = (
    Choice("day", N_("Any day")),
    Choice("month", N_("The end of a month")),
    Choice("quarter", N_("The end of a quarter")),
    Choice("year", N_("The end of a year")),
    Choice("term", N_("The end of the term")),
)
LEGAL_FORMS = (
    Choice("company", N_("Company")),
    Choice("sole trader", N_("Sole trader")),
    Choice("partnership", N_("Partnership")),
    Choice("public body", N_("Public body")),
    Choice("association", N_("Association or foundation")),
    Choice("consumer", N_("Private person")),
)
BASES = (
    Choice("uk-bank-rate", N_("Bank of England: Bank Rate")),
    Choice("ecb-mro", N_("European Central Bank: main refinancing rate")),
    Choice("de-basiszinssatz", N_("Germany: Basiszinssatz")),
    Choice("at-base", N_("Austria: base rate")),
    Choice("nl-consumer", N_("Netherlands: legal interest for consumers")),
    Choice("th", N_("Thailand: legal interest in default")),
)
FEE_TYPES = (
    Choice("hourly", N_("By the hour")),
    Choice("fixed", N_("Fixed price")),
    Choice("retainer", N_("Retainer, each month")),
)
PROSPECT, DECLINED = "prospect", "declined"
STAGES = (
    Choice("new", N_("New"), "note"),
    Choice("active", N_("Active"), "met"),
    Choice("leaving", N_("Leaving", "stage"), "attention"),
    Choice("former", N_("Former"), "neutral"),
    Choice(PROSPECT, N_("Prospect"), "note"),
    Choice(DECLINED, N_("Declined"), "neutral"),
)
NEVER_CLIENTS = (PROSPECT, DECLINED)  # kept out of every comparison of clients


@kind("business", N_("Business"), N_("Businesses"), N_("business", "noun"), icon="building-2", title="name", client="",
      addable=False, single=True)  # fmt: skip
class Business(Record):
    """The user's own firm, as it appears in the letterhead of each document. A casebook has one."""

    name: str = text(N_("Name"), required=True, search=True)
    owner: str = text(N_("Your name"), help=N_("Printed under the signature line."))
    address: str = long(N_("Address"), lines=3)
    email: str = text(N_("Email"), email=True)
    phone: str = text(N_("Phone"))
    tax_number: str = text(N_("Tax or VAT number"), number="tax")
    currency: str = currency(N_("Currency"), required=True, help=N_("Three letters, such as EUR or THB."))
    language: str = language(N_("Language"))
    rate: int | None = money(N_("Your target hourly rate"), private=True)
    replacement: int | None = money(
        N_("What winning a client costs you"),
        private=True,
        rare=True,
        help=N_("Time and money until a new one pays. It stands beside what a client is worth."),
    )
    hours: str = text(N_("Contact hours"), help=N_("When clients can reach you, such as Mon–Fri 9–17."))
    time_zone: str = text(N_("Time zone"), help=N_("Times are shown and printed in it, such as Europe/Amsterdam."))
    payment_details: str = long(
        N_("Payment details"),
        lines=3,
        help=N_("Where clients pay to, such as your bank and IBAN. Reminders name it."),
        number="iban",
    )
    country: str = text(N_("Country"), help=N_("Its holidays and its law count."), country=True)
    region: str = text(
        N_("Region"), rare=True, help=N_("The part of the country whose holidays count, such as FR or JHR.")
    )
    working_days: str = text(
        N_("Working days"),
        rare=True,
        help=N_("Leave empty for the usual ones of the country, or enter them, such as Mon–Fri."),
        weekdays=True,
    )


@kind(
    "client",
    N_("Client"),
    N_("Clients"),
    N_("client", "noun"),
    icon="users",
    title="name",
    date="since",
    client="",
    own_page=True,
    empty=N_("No clients yet. Add the first one, or drag a mailbox onto this window."),
)
class Client(Record):
    """A client of the business (P8)."""

    name: str = text(N_("Name"), required=True, column=True, search=True)
    stage: str = choice(N_("Stage"), STAGES, default="new", required=True, column=True, after_closing="always")
    since: date | None = day(N_("Client since"), past=True, column=True)
    address: str = long(N_("Address"), lines=3)
    email: str = text(N_("Email"), search=True, email=True)
    tax_number: str = text(N_("Tax or VAT number"), number="tax")
    language: str = language(
        N_("Language"), help=N_("Letters and reports for this client are written in this language.")
    )
    currency: str = currency(N_("Currency"), column=True)
    note: str = long(N_("Note to yourself"), private=True, search=True)
    country: str = text(N_("Country"), help=N_("Leave empty for your own."), country=True)
    legal_form: str = choice(
        N_("Legal form"),
        LEGAL_FORMS,
        rare=True,
        help=N_("Decides what a last letter before court needs in some countries."),
    )
    referred_by: int | None = link(
        N_("Came through"), "client", any_client=True, index=True, rare=True, help=N_("The client who recommended you.")
    )
    merged_into: int | None = link(N_("Merged into"), "client", form=False, any_client=True, after_closing="always")
    imported_by: int | None = link(N_("Imported by"), "import", form=False, any_client=True, index=True)


@kind(
    "contact",
    N_("Contact", "person"),
    N_("People"),
    N_("contact", "noun"),
    icon="user-plus",
    title="name",
    section="people",
    empty=N_("No people yet. Add the person who decides, and the one who pays."),
    after_closing=True,
)
class Contact(Record):
    """A person at a client."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    name: str = text(N_("Name"), required=True, column=True, search=True)
    role: str = text(N_("Role"), column=True, search=True)
    email: str = text(N_("Email"), column=True, search=True, email=True)
    phone: str = text(N_("Phone"), column=True, search=True)
    decides: bool = flag(N_("Decides"), help=N_("Can agree to changes and sign."), column=True)
    note: str = long(N_("Note to yourself"), private=True, search=True)
    merged_into: int | None = link(N_("Merged into"), "contact", form=False, any_client=True, after_closing="always")
    imported_by: int | None = link(N_("Imported by"), "import", form=False, any_client=True, index=True)


@kind(
    "contact_point",
    N_("Address"),
    N_("Addresses"),
    N_("address", "noun"),
    icon="mail",
    title="value",
    section="people",
    part_of="contact",
    empty=N_("No other addresses yet. Add those that the client also writes from."),
    after_closing=True,
)
class ContactPoint(Record):
    """An address of the business, of a client or of a person there: current, an alias, or an old one (P5.1)."""

    client: int | None = link(N_("Client"), "client", column=True, help=N_("Leave empty for your own address."))
    contact: int | None = link(N_("Person"), "contact", column=True, index=True)
    system: str = choice(N_("Kind"), SYSTEMS, default="email", required=True, column=True)
    value: str = text(
        N_("Address or number"), required=True, column=True, search=True, index=True, email=("system", "email")
    )
    ended_on: date | None = day(N_("Not used since"), past=True, column=True)


@kind(
    "contract",
    N_("Contract"),
    N_("Contracts"),
    N_("contract", "noun"),
    icon="file-signature",
    date="starts",
    timeline=True,
    section="contract",
    empty=N_("No contracts yet. Add one, so that due dates and the notice period are known."),
    after_closing=True,
)
class Contract(Record):
    """What was agreed: dates, scope, limits and clauses, and the state of the engagement under it (P3.1, P3.4)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    title: str = text(N_("Title"), required=True, column=True, search=True)
    signed: date | None = day(N_("Signed"), past=True, heading=N_("Term", "contract"))
    starts: date | None = day(N_("Starts"), column=True)
    ends: date | None = day(N_("Ends"), column=True, help=N_("Leave empty if it runs until one side ends it."))
    renews_months: int | None = number(
        N_("Renews by months"), help=N_("How long it goes on when nobody ends it. Leave empty if it just ends.")
    )
    decided_until: date | None = day(
        N_("Goes on until"),
        older=True,
        help=N_("Filled in when you decide not to end it with the term that is running."),
    )
    ended_on: date | None = day(N_("Ended on"), help=N_("The last day, once one side has ended it."))
    notice_count: int | None = number(N_("Notice period"), heading=N_("Notice", "contract"))
    notice_unit: str = choice(N_("Notice is counted in"), NOTICE_UNITS, help=N_("Without a choice, in days."))
    notice_to: str = choice(
        N_("Notice takes effect at"),
        NOTICE_ENDS,
        help=N_("Without a choice: the end of the term if the contract renews, otherwise any day."),
    )
    notice_means: str = text(N_("How notice is given"), help=N_("For example by registered letter."))
    notice_days: int | None = number(
        N_("Notice period in days"), older=True, help=N_("Counts only while the notice period above is empty.")
    )
    scope: str = long(N_("Scope"), heading=N_("Work and payment"), search=True, help=N_("What you agreed to do."))
    exclusions: str = long(N_("Exclusions"), lines=3, search=True, help=N_("What is not part of it."))
    revision_limit: int | None = number(N_("Rounds of changes included"))
    contact_hours: str = text(
        N_("Contact hours"), rare=True, help=N_("For example Mon–Fri 9–17. Messages at other times count.")
    )
    response_days: int | None = number(N_("Answers expected within"), rare=True, help=N_("Business days, as agreed."))
    payment_terms: str = terms(
        N_("Payment terms"), column=True, help=N_("When an invoice is due, as the contract says it.")
    )
    suspension_clause: str = long(
        N_("Suspension clause"), lines=3, help=N_("What lets you stop work while an invoice is unpaid.")
    )
    suspension_days: int | None = number(
        N_("Stop allowed after"), help=N_("Days after the due date, as the clause says. Leave empty if it names none.")
    )
    handover_clause: str = long(
        N_("Handover clause"), lines=3, help=N_("What it says about handing over accounts and files.")
    )
    access_needed: str = long(
        N_("Access needed"), lines=3, rare=True, help=N_("One per line: which accounts the work needs access to.")
    )
    rights: str = long(
        N_("Rights in the work"),
        lines=3,
        rare=True,
        help=N_("Who owns what you made, and from when. The report says it."),
    )
    late_clause: str = long(
        N_("Late payment clause"), lines=3, rare=True, help=N_("What it says about interest or fees.")
    )
    late_rate: str = decimal(
        N_("Agreed interest, % a year"), rare=True, help=N_("As a figure. With a rate chosen below: points above it.")
    )
    late_base: str = choice(N_("Above which rate"), BASES, rare=True, help=N_("Without a choice: a fixed rate."))
    law: str = text(
        N_("Governing law"), rare=True, country=True, help=N_("Without a country: the law of your own country.")
    )
    fee_type: str = choice(N_("How you are paid"), FEE_TYPES, rare=True)
    fee: int | None = money(N_("Fee"), rare=True)
    currency: str = currency(N_("Currency"), rare=True)
    deposit: int | None = money(N_("Deposit"), rare=True)
    stopped_on: date | None = day(N_("Work stopped on"), past=True, form=False)
    stopped_for: int | None = link(N_("Work stopped for invoice"), "invoice", form=False)
    lifted_on: date | None = day(N_("Stop lifted on"), form=False)
    lifted_stop: date | None = day(N_("Lifted stop, from"), form=False)
    lifted_for: int | None = link(N_("Lifted stop, for invoice"), "invoice", form=False)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if the end is before the start."""
        if self.starts and self.ends and self.ends < self.starts:
            yield Problem("ends", said(N_("The contract ends before it starts.")))
        if self.contact_hours.strip() and contact_hours(self.contact_hours) is None:
            yield Problem("contact_hours", said(N_("Enter days and hours, such as Mon–Fri 9–17.")))

    def in_words(self, today: date) -> Iterator[Remark]:
        """Yield how long it runs, by which day notice ends it when, and when an invoice of today is due."""
        if term := term_in_words(self.agreed, today):
            yield Remark("renews_months", term)
        if notice := notice_in_words(self.agreed, today):
            yield Remark("notice_to", notice)
        with suppress(TermsError):
            if self.payment_terms:
                yield Remark("payment_terms", invoice_of_today(parse_terms(self.payment_terms), today))

    @property
    def agreed(self) -> Agreed:
        """What it says about its end; the notice period in days counts while no other is entered."""
        counts = self.notice_count is not None
        return Agreed(
            starts=self.starts,
            ends=self.ends,
            renews_months=self.renews_months,
            ended_on=self.ended_on,
            decided_until=self.decided_until,
            count=self.notice_count if counts else self.notice_days,
            unit=(self.notice_unit or "days") if counts else "days",
            to=self.notice_to,
        )
