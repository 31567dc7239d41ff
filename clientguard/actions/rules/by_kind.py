"""The rules by kind. A kind without a row has no rule of its own."""

from __future__ import annotations

from clientguard.actions.rules import deriving, money, own_mail, parties, stops
from clientguard.actions.rules.communication import demands
from clientguard.actions.rules.invoices import credits, holds, law_rates, lines, spreading, watched
from clientguard.actions.rules.judgement import clauses, intake, not_again, plans
from clientguard.actions.rules.rule import FormWarning, Offering, Proposing, Rule
from clientguard.domain.records import Business, Contract, Invoice, Kind, Leaving, Message
from clientguard.domain.wording import N_, said
from clientguard.store.records.lookup import find_records
from clientguard.store.records.write_path import Write


def _business_saved(write: Write, firm: Business, before: Business | None) -> None:
    """Set the direction of mail right, and derive due dates again."""
    own_mail.business_saved(write, firm, before)
    deriving.business_saved(write, firm, before)


def _contract_saved(write: Write, contract: Contract, before: Contract | None) -> None:
    """Derive due dates again, and take over a stop of work that was written into the contract."""
    deriving.derive_again(write, contract, before)
    stops.contract_saved(write, contract, before)


def _invoice_saved(write: Write, invoice: Invoice, before: Invoice | None) -> None:
    """Let it count anew where it changed, and remove a paper that no longer shows what the invoice says."""
    credits.invoice_saved(write, invoice, before)
    lines.drop_stale_paper(write, invoice, before)


def _message_removed(write: Write, message: Message) -> None:
    """Say so if a message that goes had given notice: the leaving keeps the day until the user clears it (P4.2)."""
    where = "t.client = ? AND t.notice_message = ?"
    for each in find_records(write.db, Leaving, where, message.client, message.id):
        if each.notice_given and not each.signed_off:
            told = N_(
                "It gave notice on {date}. If notice was not given, clear that day in the step that tells the client."
            )
            write.tell(said(told, date=each.notice_given))


RULES: dict[str, Rule] = {
    "business": Rule(saved=_business_saved),
    "clause": Rule(saved=clauses.clause_saved),
    "client": Rule(
        saved=deriving.client_saved,
        warns=FormWarning(("name", "email"), not_again.client_warning, asks=True),
    ),
    "contact_point": Rule(
        complete=parties.of_person,
        saved=own_mail.point_saved,
        removed=own_mail.point_removed,
        restored=own_mail.point_restored,
    ),
    "contract": Rule(
        problems=law_rates.contract_problems,
        saved=_contract_saved,
        warns=FormWarning(("client", "payment_terms", "late_rate", "law"), watched.contract_warning, tone="attention"),
    ),
    "deliverable": Rule(
        saved=deriving.deliverable_saved,
        removed=deriving.deliverable_removed,
        restored=deriving.deliverable_restored,
    ),
    "invoice": Rule(
        complete=credits.invoice_complete,
        problems=credits.invoice_problems,
        saved=_invoice_saved,
        removed=credits.invoice_removed,
        restored=credits.invoice_restored,
        origins=money.origins,
        offers={"contract": Offering(("issued",), money.contracts_offered)},
        proposes={"number": Proposing(("issued",), money.next_number)},
    ),
    "demand": Rule(
        offers={"contract": Offering(("said_on",), demands.contracts_offered)},
        proposes={"repeats": Proposing(("words", "client", "said_on"), demands.asked_before)},
    ),
    "intake": Rule(
        proposes={
            "result": Proposing(intake.BY, intake.result_proposed),
            "conditions": Proposing(intake.BY, intake.conditions_proposed),
        }
    ),
    "invoice_line": Rule(problems=lines.line_problems),
    "law_rate": Rule(problems=law_rates.rate_problems, restored=law_rates.rate_restored),
    "suspension": Rule(saved=stops.suspension_saved, removed=stops.suspension_gone, restored=stops.suspension_restored),
    "message": Rule(removed=_message_removed),
    "payment": Rule(
        problems=spreading.payment_problems,
        saved=stops.payment_saved,
        removed=stops.payment_gone,
        restored=stops.payment_gone,
    ),
    "invoice_hold": Rule(problems=holds.hold_problems),
    "promise": Rule(problems=spreading.no_credit_note),
    "allocation": Rule(
        problems=spreading.part_problems, saved=stops.part_saved, removed=stops.part_gone, restored=stops.part_gone
    ),
    "work": Rule(saved=stops.work_saved, warns=FormWarning(("client", "on"), stops.work_warning)),
    "recovery_plan": Rule(complete=plans.plan_complete, saved=plans.plan_saved),
    "write_off": Rule(
        problems=spreading.write_off_problems,
        saved=stops.part_saved,
        removed=stops.part_gone,
        restored=stops.part_gone,
    ),
}
NONE = Rule()


def rule_of(kind: Kind) -> Rule:
    """Return the rule of a kind."""
    return RULES.get(kind.name, NONE)
