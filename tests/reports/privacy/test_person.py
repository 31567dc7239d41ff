"""The data report on paper: archival, complete, and safe whatever was written."""

from __future__ import annotations

import pytest

from clientguard.domain.paper.letterhead import letterhead
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.privacy.data_report import (
    DataReport,
    EntryHeld,
    FileHeld,
    Teller,
    facts_json,
    ordered,
)
from clientguard.domain.privacy.persons import sought
from clientguard.domain.records import KINDS, Business, Contact, Instant, Message, ProblemNote
from clientguard.reports.paper.archive import attached_facts
from clientguard.reports.privacy.person import boxes, render_data_report
from clientguard.texts import PSEUDO, Words, words
from tests.factories import FIRST, TODAY
from tests.reports import read_pdf

EN = words("en")
HOSTILE = '<img src="file:///etc/passwd"/><b>&amp; {place} \u202eevil\u0000 %s ' + "x" * 300
JOAN = sought(["Joan Field", "joan@mill.example"])


def report(*records, why: str = "For the accounts.", client: str = "Mill") -> DataReport:
    teller = Teller(JOAN, frozenset({3}))
    held = ordered(each for each in (teller.tell(record, {1: "Mill"}) for record in records) if each)
    held = tuple(_with_file(each) for each in held)
    return DataReport(
        made=TODAY,
        language="en",
        business=letterhead(Business(name="Studio North", owner="Ada", address="1 Mill Lane\n8911 Ljouwert")),
        person=JOAN,
        client=client,
        why=why,
        held=held,
        entries=(EntryHeld(1203, "add", Instant(FIRST, 60), KINDS["contact"].label, 3, True),),
        anchor=Anchor(1300, "ab" * 32),
        zone="Europe/Amsterdam",
    )


def _with_file(held):
    import dataclasses

    return dataclasses.replace(held, files=(FileHeld("minutes.txt", 12_345, "00" * 32),)) if held.whole else held


CONTACT = Contact(id=3, client=1, name="Joan Field", email="joan@mill.example", decides=True, note="Hard to please.")
MAIL = Message(
    id=4, client=1, at=Instant(FIRST, 420), sender="Joan Field", subject="Colours", body="One.\n\nTwo.", minutes=35
)


def test_it_is_an_archival_pdf_with_its_facts_attached():
    made = report(CONTACT, MAIL)
    pdf = render_data_report(made, EN)
    read_pdf.assert_archival(pdf)
    assert attached_facts(pdf) == facts_json(made)


def test_it_says_who_what_when_and_where_from():
    said = read_pdf.text(render_data_report(report(CONTACT, MAIL), EN))
    for each in (
        "Studio North", "1 Mill Lane, 8911 Ljouwert", "Data report on Joan Field, created on 22 November 2026",
        "2 records mention this person.", "in the records of Mill: Joan Field, joan@mill.example.",
        "Why it is kept, and for how long For the accounts.", "number 3; noted by us", "Decides: Yes",
        "Note to yourself our own note Hard to please.", "Sun 22 Nov 2026, 07:00", "Minutes spent: 35 minutes",
        "What was said One. Two.", "minutes.txt 12,345 Joan Field Contact",
        "1,203 Sun 22 Nov 2026, 01:00 added Contact, number 3", "Journal anchor: 1,300 entries, root abab",
            "in the time zone Europe/Amsterdam.",
        "Reference 1,300 · abababab…; keep this copy", "page 1 of",
    ):  # fmt: skip
        assert each in said, each


def test_what_looks_like_mark_up_is_only_text():
    texts = dict.fromkeys(("title", "who", "proof", "detail"), f"Joan Field {HOSTILE}")
    made = report(ProblemNote(id=5, client=1, on=TODAY, **texts), why=HOSTILE, client=HOSTILE)
    pdf = render_data_report(made, EN)
    read_pdf.assert_archival(pdf)
    said = read_pdf.text(pdf).replace(" ", "")
    assert said.count('<imgsrc="file:///etc/passwd"/><b>&amp;{place}evil') >= 5
    assert b"root:" not in read_pdf.everything(pdf)


def test_letters_that_the_typeface_lacks_are_told():
    made = report(Contact(id=3, client=1, name="Joan Field", note="नम Joan"))
    assert boxes(made) == "नम"
    read_pdf.assert_archival(render_data_report(made, EN))


def test_a_very_long_text_goes_on_over_pages():
    made = report(Contact(id=3, client=1, name="Joan Field", note="\n\n".join(f"Paragraph {n}." for n in range(400))))
    pages = read_pdf.pages(render_data_report(made, EN))
    assert len(pages) > 5
    assert all("Date" in page for page in pages[1:-2])
    said = " ".join(" ".join(pages).split())
    assert all(f"Paragraph {n}." in said for n in range(400))


def test_every_word_is_translated():
    said = read_pdf.text(render_data_report(report(CONTACT, MAIL), Words(PSEUDO)))
    for each in ("Data report", "What this is", "In the journal", "Files", "Entry", "added"):
        assert each not in said


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_the_same_facts_give_the_same_bytes(page):
    assert render_data_report(report(CONTACT), EN, page=page) == render_data_report(report(CONTACT), EN, page=page)
