"""The named reads of judgement whose plans are looked at, and what they read whole."""

from __future__ import annotations

from clientguard.domain.judgement.papers.head import Asked
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.records import Document
from clientguard.store.views import money
from clientguard.store.views.communication import waiting
from clientguard.store.views.judgement import clauses, compared, due, facts, intake, papers, peers, refusals
from clientguard.texts import local
from tests.factories import TODAY, ago
from tests.store.views.money_reads import Read

ASKED = Asked(TODAY, 1, "en", Anchor(0, ""))
JUDGEMENT_READS: dict[str, Read] = {
    "due.plans_due": lambda db, _: due.plans_due(db, TODAY),
    "due.threats": lambda db, _: due.threats(db, TODAY),
    "clauses.clauses_of": lambda db, ids: clauses.clauses_of(db, ids.client),
    "clauses.contract_files": lambda db, ids: clauses.contract_files(db, ids.client),
    "intake.newest_intake": lambda db, ids: intake.newest_intake(db, ids.client),
    "intake.newest_intakes": lambda db, ids: intake.newest_intakes(db, ids.clients),
    "peers.accepting_peers": lambda db, _: peers.accepting_peers(db),
    "refusals.refusals": lambda db, _: refusals.refusals(db),
    "refusals.refusals_due": lambda db, _: refusals.refusals_due(db, TODAY),
    "compared.compared": lambda db, _: compared.compared(db, ago(90), ago(365), TODAY),
    "facts.thresholds": lambda db, _: facts.thresholds(db),
    "facts.sign_facts": lambda db, ids: facts.sign_facts(db, [ids.client], TODAY, local, monday_to_friday),
    "facts.sign_facts of all": lambda db, ids: facts.sign_facts(db, ids.clients, TODAY, local, monday_to_friday),
    "papers.beginning": lambda db, ids: papers.beginning(db, ids.client, TODAY),
    "papers.running_contracts": lambda db, ids: papers.running_contracts(db, ids.client, TODAY),
    "papers.welcome_of": lambda db, ids: papers.welcome_of(db, ids.client, ASKED),
    "papers.talk_of": lambda db, ids: papers.talk_of(db, ids.client, ASKED, local, monday_to_friday),
    "papers.sheet_now": lambda db, ids: [
        papers.sheet_now(db, Document(client=ids.client, type=each), {}, TODAY, local, monday_to_friday)
        for each in papers.SHEETS
    ],
    "money.invoices_since": lambda db, ids: money.invoices_since(db, ids.clients, ago(365), TODAY),
    "waiting.requests_of_clients": lambda db, ids: waiting.requests_of_clients(db, ids.clients, ago(365), on=TODAY),
    "waiting.promises_of_clients": lambda db, ids: waiting.promises_of_clients(db, ids.clients, ago(365), on=TODAY),
}
THREATS = "the problems of one year: a threat is looked for among them"
COMPARED = "what one client takes is measured against all the others"
FEW = "the figures that the user changed: a handful"
SIGNS = {
    "client": "each client is compared",
    "business": "there is one",
    "threshold": FEW,
    **dict.fromkeys(("meeting_planned_at", "message_at", "payment_received", "work_on"), COMPARED),
}
ONE = {"business": "there is one"}
PLANS = "only the plans without a result whose day has come"
NOT_AGAIN = {"do_not_engage": "whom the user does not work for again: a handful"}
JUDGED_WHOLE: dict[str, dict[str, str]] = {
    "peers.accepting_peers": {"peer": "whom the user knows: a handful"},
    "refusals.refusals": NOT_AGAIN,
    "refusals.refusals_due": NOT_AGAIN,
    "due.plans_due": {"recovery_plan_open": PLANS},
    "due.threats": {"problem_on": THREATS},
    "compared.compared": {key: each for key, each in SIGNS.items() if key not in ("business", "threshold")},
    "facts.thresholds": {"threshold": FEW},
    "facts.sign_facts": SIGNS,
    "facts.sign_facts of all": SIGNS,
    "papers.beginning": ONE,
    "papers.welcome_of": ONE,
    "papers.talk_of": SIGNS,
    "papers.sheet_now": SIGNS,
}
