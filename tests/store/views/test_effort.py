"""What asking a client for payment took: letters that ask for it, and whatever carried out a step of the ladder."""

from __future__ import annotations

from clientguard.actions.records import editing
from clientguard.domain.money.lateness import Collecting
from clientguard.domain.records import Instant, Message
from clientguard.store.views.collecting.effort import collecting
from tests import factories
from tests.factories import add


def test_reminders_and_calls_about_payment_count_with_their_minutes(book):
    harbour, mill = add(book, "client", name="Harbour"), add(book, "client", name="Mill")

    def message(client: int, **values: object) -> int:
        made = Message(client=client, at=Instant(factories.FIRST), subject="A", direction="out", **values)  # type: ignore[arg-type]
        return book.write(lambda write: write.add(made).id)

    message(harbour, template="reminder", minutes=10)
    message(harbour, template="stop", minutes=None)
    message(harbour, channel="phone", dunning_step="practice/+7", minutes=15)
    message(harbour, template="resume", minutes=90)
    message(harbour, minutes=500)
    message(mill, template="reminder", minutes=7)
    gone = message(harbour, template="reminder-firm", minutes=80)
    editing.remove_records(book, [gone])
    with book.read() as db:
        assert collecting(db, harbour) == Collecting(3, 25)
        assert collecting(db, mill) == Collecting(1, 7)
