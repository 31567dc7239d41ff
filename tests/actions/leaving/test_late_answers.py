"""Late answers on the papers: to which day they moved a date, also when the paper is compared or made again (P1.3)."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from clientguard.actions.communication import papers
from clientguard.actions.communication.waiting.moving import moved_dates
from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving import deciding, final_report
from clientguard.actions.paper.again import paper_again
from clientguard.actions.records import editing
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.records import Business, Document, Request
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.journal import blobs
from clientguard.store.records import lookup
from clientguard.store.views.leaving import documents
from clientguard.texts import current
from tests.factories import TODAY, add, ago, read
from tests.reports import read_pdf

MAKE = {
    "final report": final_report.final_report,
    "waiting report": lambda book, client, made: papers.make_waiting_report(book, client, made, Span(None, made)),
}
WHO = "“Which colours?” has been waiting for 4 working days longer than agreed"


@pytest.fixture
def ids(book) -> dict[str, int]:
    """A client that leaves, a deliverable, and a question about it that has waited since the 13th, a Friday."""
    client = add(book, "client", name="Harbour Books")
    shop = add(book, "deliverable", client=client, title="New shop", due=ago(-9))  # the 1st of December
    request = add(book, "request", client=client, title="Which colours?", asked_on=ago(30), needed_by=ago(9),
                  blocks=shop)  # fmt: skip
    deciding.start_leaving(book, client, ago(20), "Late.")
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    editing.save_record(book, dataclasses.replace(firm, working_days="Mon, Wed, Thu, Fri"))
    return {"client": client, "shop": shop, "request": request}


def changed(book, client: int) -> dict[str, list[str]]:
    with book.read() as db:
        found = documents.documents_of(db, client, TODAY, own_calendar(db))
    return {each.document.type: [current().say(change.words) for change in each.changes] for each in found}


@pytest.mark.parametrize("type", MAKE)
def test_a_paper_says_the_date_that_the_list_says_and_who_was_late(book, ids, type):
    made = MAKE[type](book, ids["client"], TODAY)
    (line,) = attached_facts(made.pdf)["deliverables"]
    with book.read() as db:
        stands = moved_dates(db, [ids["shop"]], TODAY)[ids["shop"]]
    assert (str(stands.agreed), str(stands.moved)) == ("2026-12-01", "2026-12-07")
    assert (line["due"], [each["to"] for each in line["late"]]) == (str(stands.agreed), [str(stands.moved)])
    text = " ".join(read_pdf.text(made.pdf).split())
    assert f"Moved to 7 Dec 2026: {WHO}" in text
    if type == "final report":
        (item,) = attached_facts(made.pdf)["open_items"]
        assert item["by"] == "2026-12-07"


@pytest.mark.parametrize("type", MAKE)
def test_that_the_answer_came_since_is_a_change_and_that_days_go_by_is_none(book, ids, type):
    made = MAKE[type](book, ids["client"], ago(3))
    assert changed(book, ids["client"])[type] == []
    request = read(book, Request, ids["request"])
    editing.save_record(book, dataclasses.replace(request, answered_on=TODAY, answer="Blue"))
    assert (
        "Deliverable “New shop”: Date moved by late answers was 4 Dec 2026: “Which colours?” has been waiting for 3"
        " working days longer than agreed, and is 7 Dec 2026: the answer to “Which colours?” came 4 working days late"
        " now."
    ) in changed(book, ids["client"])[type]
    assert made.version == 1


def without_late(facts: Any) -> Any:
    """Return facts as a version before printed them."""
    older = [{name: value for name, value in each.items() if name != "late"} for each in facts["deliverables"]]
    return {**facts, "deliverables": older}


@pytest.mark.parametrize("type", MAKE)
def test_a_paper_of_an_earlier_version_is_made_again_without_it(book, ids, type):
    facts = attached_facts(MAKE[type](book, ids["client"], TODAY).pdf)
    again = paper_again(json.dumps(facts).encode())
    assert attached_facts(again.pdf) == facts
    older = without_late(facts)
    made = paper_again(json.dumps(older).encode())
    assert attached_facts(made.pdf) == older
    assert WHO not in " ".join(read_pdf.text(made.pdf).split())
    assert paper_again(json.dumps(attached_facts(made.pdf)).encode()).pdf == made.pdf


@pytest.mark.parametrize("type", MAKE)
def test_a_paper_of_an_earlier_version_is_compared_by_what_it_could_say(book, ids, type):
    facts = without_late(attached_facts(MAKE[type](book, ids["client"], TODAY).pdf))
    if type == "final report":
        facts["open_items"][0] |= {"by": "2026-12-01"}
    kept = book.write(lambda write: blobs.put_blob(write.db, json.dumps(facts).encode())).hex()
    with book.read() as db:
        (document,) = lookup.find_records(db, Document)
    editing.save_record(book, dataclasses.replace(document, facts=kept))
    assert changed(book, ids["client"])[type] == []
