"""The named reads of communication whose plans are looked at."""

from __future__ import annotations

from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Demand, Document
from clientguard.store.records.away import dismissals
from clientguard.store.views import addresses, messages
from clientguard.store.views.communication import agenda, demands, meetings, people, proposing, touch, waiting
from clientguard.store.views.communication import history as exchange_history
from clientguard.store.views.communication import papers as exchange_papers
from clientguard.store.views.judgement import worth
from tests.factories import TODAY, ago
from tests.store.views.money_reads import Read

THEN = {"start": None, "end": TODAY.isoformat()}  # the span that a paper printed
COMMUNICATION_READS: dict[str, Read] = {
    "history.exchanged": lambda db, ids: exchange_history.exchanged(db, ids.client, TODAY),
    "history.recorded": lambda db, ids: exchange_history.recorded(db, ids.client),
    "history.evident": lambda db, ids: exchange_history.evident(db, ids.client),
    "papers.exchanged_now": lambda db, ids: [
        exchange_papers.exchanged_now(db, Document(client=ids.client, type=each), THEN, TODAY, monday_to_friday)
        for each in exchange_papers.EXCHANGED
    ],
    "demands.beside_demand": lambda db, ids: demands.beside_demand(db, Demand(client=ids.client)),
    "demands.earlier_demands": lambda db, ids: demands.earlier_demands(db, Demand(client=ids.client, said_on=TODAY)),
    "demands.again_after_a_no": lambda db, ids: demands.again_after_a_no(db, ids.invoices),
    "addresses.known_parties": lambda db, _: addresses.known_parties(db),
    "waiting.requests_holding_up": lambda db, ids: waiting.requests_holding_up(db, ids.invoices, TODAY),
    "agenda.agenda_facts": lambda db, _: agenda.agenda_facts(db, TODAY),
    "touch.touch_facts": lambda db, _: touch.touch_facts(db, ago(365), TODAY, lambda _at: (0, 0)),
    "worth.worth_facts": lambda db, _: worth.worth_facts(db, ago(365), TODAY, lambda _at: (0, 0)),
    "meetings.twin": lambda db, ids: meetings.twin(db, ids.client),
    "meetings.past_planned": lambda db, _: meetings.past_planned(db, TODAY),
    "meetings.of_calendar": lambda db, _: meetings.of_calendar(db, "1@harbour.example"),
    "people.people_on_record": lambda db, ids: people.people_on_record(db, ids.client),
    "messages.clients_by_number": lambda db, _: messages.clients_by_number(db, ["<1@harbour.example>", "<2@x>"]),
    "dismissals.dismissals": lambda db, ids: dismissals.dismissals(db, ids.clients),
    "proposing.correspondents": lambda db, _: proposing.correspondents(db),
    "proposing.newest_entry": lambda db, _: proposing.newest_entry(db),
    "proposing.mail_since": lambda db, ids: proposing.mail_since(db, ids.client, ago(365), 1_000),
    "proposing.file_names": lambda db, ids: proposing.file_names(db, [ids.message]),
    "proposing.on_record": lambda db, ids: proposing.on_record(db, ids.clients, [ids.message]),
    "proposing.titles_of": lambda db, ids: proposing.titles_of(db, [ids.message, ids.client]),
    "proposing.numbers_that_asked": lambda db, ids: proposing.numbers_that_asked(db, [ids.message, ids.client]),
}
