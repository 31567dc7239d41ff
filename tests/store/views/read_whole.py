"""What is read whole, each with its reason: the plans that `test_plans.py` lets pass."""

from __future__ import annotations

from clientguard.domain.records import KINDS, Kind


def order_of(kind: Kind) -> str:
    """Return the index that has a kind's records in the order of their dates."""
    return f"{kind.name}_{kind.date}"


def listed(kind: Kind) -> str:
    """Return what has a kind's records in the order of their names: the index, if names are looked up, or the table."""
    return f"{kind.name}_{kind.title}" if kind.field(kind.title).index else kind.name


ANYBODY = "a mailbox may be from anybody, so all that are known are compared with it"
A_LIST = "a list is scrolled through: it needs the ids of all its rows, in their order"
A_FILTER = "a list in another order, or of one choice: its column is read of each row"
ROWS_OF_ONE = "from the first row of a blob to its last"
EVERYTHING = "it gives out all that there is, in portions"
OPEN = "the index has the open ones alone"
LATER = "of those closed, the ones that were closed after the day: few, at the end of the index"
STEPS_OF_ALL = "the steps that the user edited: a handful for all clients, and for a few of them"
CLOSED = "only the closed leavings whose days come"
REVIEWS = "only the decisions that have a day on which to look again"
ALL_INCOME = "the income of a year from all clients is added up"
SOON = "only the accounts that renew around the day"
MEETINGS = "the meetings of two months: those still called planned are looked for among them"
STOPS = "as many as work was stopped, until today"
TO_ADD_UP = "what is paid is added up for each invoice: nothing on record says that it is"
AHEAD = "only what lies ahead of the day"
OF_A_SPAN = "what lies between two days is counted for all clients"
# What is read whole, each with its reason: by the read, the table or the index that is run through.
TOUCHED = dict.fromkeys(
    (
        "approval_round_submitted_on",
        "contract_client",
        "meeting_planned_at",
        "message_at",
        "payment_received",
        "request_asked_on",
        "work_on",
    ),
    OF_A_SPAN,
) | {"client": "each client has a line"}
WHOLE: dict[str, dict[str, str]] = {
    "business.business": {"business": "there is one"},
    "today.letterhead": {"business": "there is one"},
    "invoice.paper_facts": {"business": "there is one"},
    "account.statement_facts": {"business": "there is one"},
    "late.late_invoices": {"business": "there is one"},
    "demands.beside_demand": {"business": "there is one"},
    "answers.last_words": {"client": "each client has a line"},
    "addresses.own_addresses": {"business": "there is one"},
    "leaving_case.case": {"business": "there is one"},
    "leaving_case.client_case": {"business": "there is one"},
    "documents.report_facts": {"business": "there is one"},
    "documents.request_facts": {"business": "there is one"},
    "documents.certificate_facts": {"business": "there is one"},
    "leaving_closing.closing_case": {"business": "there is one", "blob_part": ROWS_OF_ONE},
    "documents.documents_of": {"business": "there is one", "blob_part": ROWS_OF_ONE},
    "history.exchanged": {"business": "there is one"},
    "history.recorded": {"business": "there is one"},
    "history.evident": {"business": "there is one"},
    "papers.exchanged_now": {"business": "there is one"},
    "documents.document_states": {"business": "there is one", "blob_part": ROWS_OF_ONE},
    "addresses.known_parties": {"client": ANYBODY, "record_kind": ANYBODY},
    "addresses.imported_senders": {"message": "asked when the user's own addresses change: any sender may be one"},
    "lists.namesakes": {"client": "SQLite folds the case of ASCII only, so each name is compared"},
    "business.usual_currency": {"business": "there is one"},
    "money.last_issued": {"invoice_issued": "only the latest one: it stops at the first that was not removed"},
    "money.numbered": {"invoice_number_unusual": "the few numbers that SQLite cannot fold are compared one by one"},
    "everything.pages": {"message": EVERYTHING},
    "everything.entries": {"journal": EVERYTHING},
    "everything.named_uids": {"record": EVERYTHING},
    "lookup.kept_digests": {"attachment_sha256": EVERYTHING, "document": EVERYTHING, "message": EVERYTHING},
    "journal.found": {"journal": "a portion of it, from the entry where the one before ended"},
    "journal.page": {"journal": "from the page's first entry on, as many as the page has"},
    "stops.unrecorded_stops": {"contract": "a client has few contracts; looked at once, at opening"},
    "stops.asking_stops": {"suspension_starts": STOPS},
    "ladder.climbing": {"dunning_step_client": STEPS_OF_ALL},
    "today.today": {
        "dunning_step_client": STEPS_OF_ALL,
        "suspension_starts": STOPS,
        "invoice_issued": TO_ADD_UP,
        "contract_ends": "the index has those alone that have an end",
        "request_open": OPEN,
        "leaving_open": OPEN,
        "request_answered": LATER,
        "leaving_signed": LATER,
        "account_renews": SOON,
        "decision_review": REVIEWS,
        "leaving_destroy": CLOSED,
        "leaving_support": CLOSED,
        "do_not_engage": "whom the user does not work for again: a handful",
        "recovery_plan_open": "only the plans without a result whose day has come",
        "problem_on": "the problems of one year: a threat is looked for among them",
        "meeting_planned_at": MEETINGS,
    },
    "meetings.past_planned": {"meeting_planned_at": MEETINGS},
    "leaving_after.closed_leavings": {"leaving_destroy": CLOSED, "leaving_support": CLOSED},
    "renewals.renewals": {"account_renews": SOON},
    "reviews.reviews": {"decision_review": REVIEWS},
    "weighing.weighing_facts": {"payment_received": ALL_INCOME},
    "deciding.deciding": {"payment_received": ALL_INCOME},
    "waiting.open_requests": {"request_open": OPEN, "request_answered": LATER},
    "waiting.all_requests of all": {"request_asked_on": "a list is filtered by how each of its requests ended"},
    "waiting.promises of all": {"promise_made_on": "each is judged by what was paid and answered since it was made"},
    "today.contracts": {"contract_ends": "the index has those alone that have an end"},
    "today.leavings": {"leaving_open": OPEN, "leaving_signed": LATER},
    "lists.ids of all": {order_of(each) if each.date else listed(each): A_LIST for each in KINDS.values()},
    "messages.every_heading": {"message_client": "asked once, when the conversations of all are first shown"},
    "messages.changed_since": {"journal": "from the entry on up to which is known what there was"},
    "messages.their_clients": {"message_client": "from client to client, in the index"},
    "lists.ids of one way": {"message_at": A_FILTER},
    "lists.ids by their date": {"attachment_of": A_FILTER},
    "lists.ids by subject": {"message": A_FILTER},
    "lists.choices of all": {"client": "a picker shows all of them"},
    "lists.titled": {"client": "words inside of a name are found: each name is compared"},
    "lists.records_named of all": {"invoice": "SQLite folds the case of ASCII only, so each title is compared"},
    "money.invoices of all": {"invoice_issued": A_LIST},
    "money.ageing of all": {
        "invoice_issued": TO_ADD_UP,
        "allocation_source": "the payments that were spread",
        "allocation_credit_note": "the credit notes that were spread",
    },
    "agenda.agenda_facts": {
        "contract_ends": "the index has those alone that have an end",
        "deliverable_due": AHEAD,
        "invoice_issued": TO_ADD_UP,
        "meeting_planned_at": AHEAD,
        "promise_open": AHEAD,
        "request_answered": LATER,
        "request_open": OPEN,
    },
    "touch.touch_facts": TOUCHED,
    "worth.worth_facts": TOUCHED
    | {
        "business": "there is one",
        "invoice_issued": A_LIST,
        "client_referred_by": "has only clients that came through one",
    },
    "client.timeline of all": {order_of(each): A_LIST for each in KINDS.values() if each.timeline},
}
