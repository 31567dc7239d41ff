"""What is handed over when a client leaves: accounts, answers of the sweep, steps, data, own checklists (P4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clientguard.domain.records.describe import (
    Choice,
    Problem,
    Record,
    choice,
    day,
    flag,
    kind,
    link,
    long,
    text,
)
from clientguard.domain.wording import N_, said

OWNERSHIP = (
    Choice("client", N_("Client's own"), "met"),
    Choice("personal", N_("Personal data"), "met"),
    Choice("resold", N_("Resold by you"), "note"),
    Choice("mine", N_("Yours until paid"), "attention"),
)
# The kinds of platform that a sweep goes through (P4.4); `resources/platforms` has a checklist for each.
PLATFORMS = (
    Choice("social_page", N_("Social page")),
    Choice("ad_account", N_("Advertising account")),
    Choice("analytics", N_("Analytics")),
    Choice("tag_manager", N_("Tag manager")),
    Choice("search_console", N_("Search console")),
    Choice("domain_dns", N_("Domain and DNS")),
    Choice("hosting", N_("Hosting")),
    Choice("site_shop", N_("Website or shop")),
    Choice("mail_newsletter", N_("Mail and newsletter")),
    Choice("cloud_drive", N_("Cloud drive")),
    Choice("source_repo", N_("Source repository")),
    Choice("app_store", N_("App store")),
    Choice("payment_provider", N_("Payment provider")),
    Choice("chat_meetings", N_("Chat and meetings")),
    Choice("telephone_sms", N_("Phone number and SMS")),
    Choice("design_files", N_("Design files")),
    Choice("licences_stock", N_("Licences and stock material")),
    Choice("password_vault", N_("Password vault")),
    Choice("ai_automation", N_("AI and automation")),
    Choice("business_listing", N_("Business listing")),
    Choice("video_channel", N_("Video channel")),
)
ASSETS = (
    *PLATFORMS,
    Choice("mailing_list", N_("Mailing list")),
    Choice("files", N_("Files")),
    Choice("other", N_("Something else")),
)
YES, NONE = "yes", "none"
ANSWERS = (Choice(YES, N_("Yes"), "note"), Choice(NONE, N_("None"), "met"))
DISPOSITIONS = (
    Choice("return", N_("Return it"), "note"),
    Choice("delete", N_("Delete it"), "note"),
    Choice("both", N_("Return, then delete"), "note"),
    Choice("keep", N_("Keep it"), "attention"),
)
REQUEST = "request"  # the key of a step that says: the client was asked, and has not answered
ROTATED = "rotated"  # the key of the step in which the client changes the secrets that we knew


@kind(
    "account",
    N_("Account"),
    N_("Accounts"),
    N_("account", "noun"),
    icon="key-round",
    title="name",
    section="accounts",
    secrets="block",
    empty=N_("No accounts yet. Add each one that you manage for the client, and who owns it."),
)
class Account(Record):
    """An account or asset managed for a client, and its handover (P4.3, P4.4). It never holds a secret."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    name: str = text(N_("Name"), required=True, column=True, search=True)
    asset_type: str = choice(
        N_("Kind of account"), ASSETS, column=True, help=N_("Decides which steps its handover takes.")
    )
    platform: str = text(N_("Platform"), column=True, search=True, help=N_("Which one, such as the registrar."))
    address: str = text(N_("Address or sign-in name"), search=True)
    ownership: str = choice(N_("Ownership"), OWNERSHIP, default="client", required=True, column=True)
    kept_at: str = text(
        N_("Where the credential is kept"),
        place=True,
        help=N_("For example your password manager's entry. Never the credential itself."),
    )
    clause: str = text(N_("Contract clause"), help=N_("What the contract says about it, if anything."))
    held_reason: str = text(
        N_("Why it waits without a clause"), rare=True, help=N_("Without a clause or a reason it is not held back.")
    )
    renews: date | None = day(N_("Renews on"), after_closing="always")
    owner_of_record: str = text(
        N_("Owner on record there"), rare=True, help=N_("Who the platform says owns it."), after_closing="always"
    )
    our_role: str = text(N_("Our role"), rare=True, help=N_("For example administrator, or partner."))
    paid_by: str = text(
        N_("Paid by"),
        rare=True,
        place=True,
        help=N_("Whose card; its last four digits at most."),
        after_closing="always",
    )
    second_factor: str = text(N_("Second factor"), rare=True, place=True, help=N_("Whose phone or key it is."))
    recovery_held_by: str = text(
        N_("Recovery held by"),
        rare=True,
        place=True,
        help=N_("Who receives recovery mail, and holds the backup codes."),
    )
    integrations: str = long(
        N_("Connected to it"),
        lines=3,
        rare=True,
        place=True,
        help=N_("Tokens, apps and sites that stop working without our access."),
    )
    checklist: int | None = link(
        N_("Your own checklist"),
        "checklist",
        any_client=True,
        rare=True,
        help=N_("Its steps are added to those of the kind of account."),
    )
    owner: str = text(N_("Handed over to"), after_closing="once")
    offered_on: date | None = day(N_("Offered on"), past=True, column=True, after_closing="once")
    accepted_on: date | None = day(N_("Accepted on"), past=True, column=True, after_closing="once")
    tested_on: date | None = day(N_("Client signed in on"), past=True, column=True, after_closing="once")
    tokens_on: date | None = day(N_("Tokens and recovery addresses changed on"), past=True, after_closing="once")
    billing_on: date | None = day(N_("Billing moved on"), past=True, after_closing="once")
    removed_on: date | None = day(N_("Own access removed on"), past=True, column=True, after_closing="once")
    proof: str = text(
        N_("Proof"), search=True, help=N_("A confirmation, a screenshot, a message."), after_closing="once"
    )
    no_reply_on: date | None = day(N_("Closed without a reply on"), past=True, form=False, after_closing="once")


@kind("platform_answer", N_("Answer of the sweep"), N_("Answers of the sweep"), N_("answer of the sweep", "noun"),
      icon="circle-check", title="platform", addable=False)  # fmt: skip
class PlatformAnswer(Record):
    """Whether the client has anything on one kind of platform, so that nothing is forgotten (P4.4)."""

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    leaving: int | None = link(N_("Leaving", "record"), "leaving", required=True, form=False, index=True)
    platform: str = text(N_("Kind of platform"), required=True, column=True)
    answer: str = choice(N_("Answer"), ANSWERS, default=NONE, required=True, column=True)
    answered_on: date | None = day(N_("Answered on"), past=True, required=True, column=True)


@kind("handover_step", N_("Step of a handover"), N_("Steps of handovers"), N_("step of a handover", "noun"),
      icon="circle-check", title="key", addable=False, after_closing=True)  # fmt: skip
class HandoverMark(Record):
    """One step of a handover that was done, beyond the six dates of an account; or a request without an answer (P4.4).

    Without an account, it is about the leaving itself: the client was asked to sign the report.
    """

    client: int | None = link(N_("Client"), "client", required=True, form=False)
    account: int | None = link(N_("Account"), "account", form=False, index=True, column=True)
    leaving: int | None = link(N_("Leaving", "record"), "leaving", form=False, index=True)
    key: str = text(N_("Step"), required=True, form=False, column=True)
    done_on: date | None = day(N_("Done on"), past=True, required=True, column=True)
    proof: str = text(N_("Proof"), search=True, column=True)


@kind("data_holding", N_("Data held"), N_("Data held"), N_("data held", "noun"), icon="package", title="what",
      date="done_on", section="accounts", after_closing=True,
      empty=N_("No data is on record. Add what you hold: files, exports, copies of lists."))  # fmt: skip
class DataHolding(Record):
    """Data of the client's that the user holds, and what becomes of it, at the client's choice (P4.3, P4.4)."""

    client: int | None = link(N_("Client"), "client", required=True, column=True)
    what: str = text(N_("What it is"), required=True, column=True, search=True)
    place: str = text(N_("Where it is"), search=True, place=True)
    personal: bool = flag(N_("Holds personal data"), column=True)
    disposition: str = choice(N_("What the client wants"), DISPOSITIONS, column=True, after_closing="once")
    chosen_on: date | None = day(N_("Chosen on"), past=True, after_closing="once")
    chosen_by: str = text(N_("Chosen by"), people=True, after_closing="once")
    reason: str = text(
        N_("Why it is kept"),
        help=N_("For example a duty under tax law, or a claim that is open."),
        after_closing="once",
    )
    until: date | None = day(N_("Kept until"), column=True, after_closing="once")
    done_on: date | None = day(N_("Done on"), past=True, column=True, after_closing="once")
    proof: str = text(
        N_("Proof"), search=True, help=N_("How it was returned or deleted, and who confirmed it."), after_closing="once"
    )

    def problems(self) -> Iterator[Problem]:
        """Yield a problem if data is kept without a reason or an end."""
        if self.disposition == "keep" and not self.reason.strip():
            yield Problem("reason", said(N_("Say why it is kept.")))
        if self.disposition == "keep" and self.until is None:
            yield Problem("until", said(N_("Say until when it is kept.")))
        if self.done_on and not self.disposition:
            yield Problem("disposition", said(N_("Say whether it was returned, deleted or kept.")))


@kind("checklist", N_("Checklist"), N_("Checklists"), N_("checklist", "noun"), icon="circle-check", title="name",
      client="",
      empty=N_("No checklists of your own yet. Add one for a platform that the app does not know."))  # fmt: skip
class Checklist(Record):
    """The user's own steps for handing over a kind of account, beside those that ship (P4.4)."""

    name: str = text(N_("Name"), required=True, column=True, search=True)
    steps: str = long(N_("Steps"), required=True, lines=8, help=N_("One per line, in the order they are done."))
    proof: str = text(N_("What proof looks like"))
    breaks: str = long(N_("What breaks if our access goes first"), lines=3)
    mistake: str = long(N_("The mistake that loses the account"), lines=3)
    source: str = text(N_("Where this comes from"))
    checked_on: date | None = day(N_("Checked on"), past=True, column=True)
