"""The named reads of communication whose plans are looked at."""

from __future__ import annotations

from clientguard.store.views import addresses, messages
from clientguard.store.views.communication import agenda, touch
from tests.factories import TODAY, ago
from tests.store.views.money_reads import Read

COMMUNICATION_READS: dict[str, Read] = {
    "addresses.known_parties": lambda db, _: addresses.known_parties(db),
    "agenda.agenda_facts": lambda db, _: agenda.agenda_facts(db, TODAY),
    "touch.touch_facts": lambda db, _: touch.touch_facts(db, ago(365), TODAY, lambda _at: (0, 0)),
    "messages.clients_by_number": lambda db, _: messages.clients_by_number(db, ["<1@harbour.example>", "<2@x>"]),
}
