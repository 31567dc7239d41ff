"""Today asks what became of a planned meeting; one click answers, and one takes it back (P6.5)."""

from __future__ import annotations

from clientguard.domain.records import Meeting
from clientguard.domain.records.kinds.communication import PLANNED
from clientguard.ui.widgets.queue_row import QueueRow
from tests.factories import FIRST, Instant, add
from tests.ui.conftest import Person

ASKED = "Harbour Books: did “Weekly call” take place?"


def test_one_click_says_who_missed_it_and_undo_asks_again(window: Person):
    add(window.book, "meeting", client=window.ids["harbour"], subject="Weekly call",
        planned_at=Instant(FIRST - 86_400_000))  # fmt: skip
    page = window.page("today")
    page.refresh()
    window.until(lambda: ASKED in window.seen(page))
    row = next(each for each in page.findChildren(QueueRow) if each.what.text() == ASKED)
    assert [each.text() for each in row.answers] == ["The client did not come", "I did not come", "It was cancelled"]
    assert row.button.text() == "It took place"
    window.click(row.answers[0])
    window.until(lambda: ASKED not in window.seen(page))
    (found,) = window.all(Meeting)
    assert (found.state, found.missed_by) == ("missed", "client")
    window.click("Undo")
    window.until(lambda: ASKED in window.seen(page))
    (found,) = window.all(Meeting)
    assert (found.state, found.missed_by) == (PLANNED, "")
