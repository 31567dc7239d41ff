"""What is told about one person, what is not, and that nothing is written by asking."""

from __future__ import annotations

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.privacy.data_report import WHY, data_report, report_facts
from clientguard.actions.records import attachments, editing
from clientguard.domain.privacy.data_report import DataReport, Held
from clientguard.domain.records import Client, Contact, Instant
from clientguard.errors import Cancelled, KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.store.views.business import business
from tests import factories
from tests.factories import FIRST, TODAY, ago
from tests.reports import read_pdf


@pytest.fixture
def ids(book, tmp_path):
    """A client with Joan, who is asked about, and Peter, who is not."""
    made: dict[str, int] = {}
    mill = made["mill"] = factories.add(book, "client", name="Mill", note="Peter is slow.")
    made["joan"] = factories.add(
        book, "contact", client=mill, name="Joan Field", email="joan@mill.example", note="Hard to please.", phone="123"
    )
    made["peter"] = factories.add(
        book, "contact", client=mill, name="Peter Hill", email="peter@mill.example", note="Secret of Peter."
    )
    made["to"] = factories.add(
        book, "message", client=mill, direction="out", sender="ada@north.example", recipients="JOAN@mill.example",
        subject="Offer", body="Dear both, here it is.", digest="00" * 32,
    )  # fmt: skip
    made["peters"] = factories.add(
        book, "message", client=mill, sender="Peter Hill <peter@mill.example>", subject="Lunch", body="Peter's own."
    )
    made["about"] = factories.add(
        book, "message", client=mill, sender="Peter Hill", subject="Complaint", body="field,  JOAN never answers."
    )
    made["problem"] = factories.add(
        book, "problem", client=mill, who="Joan Field", title="Shouted", detail="On the phone."
    )
    made["other problem"] = factories.add(book, "problem", client=mill, who="Peter Hill", title="Peter shouted")
    made["request"] = factories.add(book, "request", client=mill, title="Texts", answer="Joan Field sends them.")
    made["invoice"] = factories.add(book, "invoice", client=mill)
    file = tmp_path / "minutes.txt"
    file.write_bytes(b"what was said")
    attachments.attach_files(book, made["problem"], [file])
    named = tmp_path / "CV Joan Field.pdf"
    named.write_bytes(b"cv")
    attachments.attach_files(book, mill, [named])
    return made


def facts(book, person: str, client: int = 0, **options) -> DataReport:
    with book.read() as db:
        return report_facts(db, person, TODAY, client=client, **options)


def told(found: DataReport) -> dict[int, Held]:
    return {each.id: each for each in found.held}


@pytest.mark.parametrize("person", ["Joan Field", "joan@mill.example", "field, joan", " JOAN@MILL.EXAMPLE "])
def test_the_same_is_told_however_one_asks(book, ids, person):
    if person == "field, joan":
        found = told(facts(book, person, ids["mill"], also=["joan@mill.example"]))
    else:
        found = told(facts(book, person, ids["mill"]))
    wanted = {ids[each] for each in ("joan", "to", "about", "problem", "request")}
    assert wanted <= found.keys()
    files = [each for each in found.values() if each.kind == "attachment"]
    assert [each.title for each in files] == ["CV Joan Field.pdf"]
    assert found.keys() == wanted | {each.id for each in files}


def test_records_about_the_person_are_told_in_full_with_opinions(book, ids):
    found = told(facts(book, "Joan Field"))
    joan = found[ids["joan"]]
    assert joan.whole
    assert {value.name: value.plain for value in joan.values} == {
        "client": "Mill", "name": "Joan Field", "email": "joan@mill.example", "phone": "123", "note": "Hard to please.",
    }  # fmt: skip
    assert [value.name for value in joan.values if value.private] == ["note"]
    assert {value.plain for value in found[ids["to"]].values} >= {"Dear both, here it is.", "Offer", "out", "mail"}
    assert found[ids["to"]].source.text == "from mail that was sent or received"
    assert {value.plain for value in found[ids["problem"]].values} >= {"On the phone.", "other"}
    assert [file.name for file in found[ids["problem"]].files] == ["minutes.txt"]


def test_of_other_records_only_what_names_the_person_is_told(book, ids):
    found = told(facts(book, "Joan Field"))
    assert [value.name for value in found[ids["about"]].values] == ["body"]
    assert [value.name for value in found[ids["request"]].values] == ["answer"]
    assert not found[ids["request"]].whole


def test_the_paper_holds_no_word_of_another_person_s_notes(book, ids):
    made = data_report(book, "Joan Field", TODAY, client=ids["mill"])
    everything = read_pdf.text(made.pdf) + str(attached_facts(made.pdf))
    for secret in ("Secret of Peter", "Peter's own", "Peter is slow", "Peter shouted", "peter@mill.example", "Lunch"):
        assert secret not in everything
    for needed in ("Hard to please.", "field, JOAN never answers.", "Shouted", "minutes.txt", "CV Joan Field.pdf"):
        assert needed in everything
    assert made.name == "Data report Joan Field.pdf"


def test_a_note_on_another_that_names_the_person_is_told_alone(book, ids):
    peter = factories.read(book, Contact, ids["peter"])
    import dataclasses

    editing.save_record(book, dataclasses.replace(peter, note="Peter fears Joan Field."))
    found = told(facts(book, "Joan Field"))[ids["peter"]]
    assert [(value.name, value.plain) for value in found.values] == [("note", "Peter fears Joan Field.")]
    assert not found.whole


def test_what_was_removed_is_still_held_and_said_to_be(book, ids):
    editing.remove_records(book, [ids["problem"]])
    found = told(facts(book, "Joan Field"))
    assert found[ids["problem"]].removed
    assert not found[ids["joan"]].removed
    assert "removed from the lists, but still kept" in read_pdf.text(data_report(book, "Joan Field", TODAY).pdf)


def test_the_journal_s_entries_are_named_and_not_quoted(book, ids):
    found = facts(book, "Joan Field")
    with book.read() as db:
        from clientguard.store.views import everything

        seqs = {entry.uid.hex(): entry.seq for entry in everything.entries(db)}
    wanted = {seqs[factories.read(book, Contact, ids["joan"]).uid]}
    assert wanted <= {each.seq for each in found.entries}
    assert {each.record for each in found.entries} == set(told(found))
    assert ids["peter"] not in {each.record for each in found.entries}


def test_an_earlier_wording_is_found_in_the_journal(book, ids):
    import dataclasses

    mill = factories.read(book, Client, ids["mill"])
    editing.save_record(book, dataclasses.replace(mill, note="Joan Field is rude. " + "long " * 400))
    editing.save_record(book, dataclasses.replace(mill, note="Nothing."))
    found = facts(book, "Joan Field")
    assert ids["mill"] not in told(found)
    (entry,) = [each for each in found.entries if each.record == ids["mill"]]
    assert (entry.change, entry.label, entry.names) == ("change", "Client", True)
    assert "rude" not in read_pdf.text(data_report(book, "Joan Field", TODAY).pdf)


def test_only_the_client_s_record_is_looked_through_when_one_is_named(book, ids):
    other = factories.add(book, "client", name="Other")
    elsewhere = factories.add(book, "problem", client=other, who="Joan Field")
    assert elsewhere not in told(facts(book, "Joan Field", ids["mill"]))
    assert elsewhere in told(facts(book, "Joan Field"))
    assert all(each.record != elsewhere for each in facts(book, "Joan Field", ids["mill"]).entries)


def test_a_client_who_is_a_person_is_told_all_but_other_people(book):
    joan = factories.add(book, "client", name="Joan Field", email="joan@field.example", note="Pays late.")
    invoice = factories.add(book, "invoice", client=joan)
    peter = factories.add(book, "contact", client=joan, name="Peter Hill", note="Her brother.")
    message = factories.add(book, "message", client=joan, sender="Peter Hill", body="x")
    found = told(facts(book, "joan@field.example", joan))
    assert {joan, invoice} <= found.keys()
    assert not {peter, message} & found.keys()
    assert "Pays late." in {value.plain for value in found[joan].values}


def test_namesakes_are_told_apart(book, ids):
    twin = factories.add(
        book, "contact", client=ids["mill"], name="Joan Field", email="twin@mill.example", note="Twin."
    )
    with pytest.raises(KnownError, match=r"Several people are called “Joan Field”.*joan@mill\.example, twin@mill"):
        facts(book, "Joan Field")
    for found in (facts(book, "twin@mill.example"), facts(book, "", contact=twin)):
        assert told(found).keys() == {twin}
        assert found.person.words == ("twin@mill.example",)


def test_other_names_of_the_same_person_are_looked_for_too(book, ids):
    maiden = factories.add(book, "problem", client=ids["mill"], who="Joan Marsh")
    assert maiden not in told(facts(book, "Joan Field"))
    found = facts(book, "Joan Field", also=["Joan Marsh", "jm@home.example"])
    assert maiden in told(found)
    assert found.person.words == ("Joan Field", "Joan Marsh", "joan@mill.example", "jm@home.example")


def test_why_it_is_kept_is_the_user_s_own_sentence(book, ids):
    assert facts(book, "Joan Field").why == WHY
    made = data_report(book, "Joan Field", TODAY, why="For the accounts.\nUntil 2033.")
    assert "Why it is kept, and for how long For the accounts. Until 2033." in read_pdf.text(made.pdf)
    assert "Why it is kept" not in read_pdf.text(data_report(book, "Joan Field", TODAY, why="").pdf)


def test_asking_writes_nothing_and_works_on_a_casebook_that_is_only_read(book, path, ids):
    book.close()
    before = path.read_bytes()
    with casebooks.Casebook.open(path, write=False) as reading:
        assert data_report(reading, "Joan Field", TODAY).pdf.startswith(b"%PDF-")
    assert path.read_bytes() == before


def test_the_same_record_gives_the_same_bytes(book, ids):
    assert data_report(book, "Joan Field", TODAY).pdf == data_report(book, "Joan Field", TODAY).pdf


def test_nobody_of_that_name_is_said(book, ids):
    with pytest.raises(KnownError, match=r"No record names “Jon Feeld”\. No report was created"):
        facts(book, "Jon Feeld")


def test_an_empty_name_is_refused(book, ids):
    with pytest.raises(KnownError, match="No name was given"):
        facts(book, " ")


def test_without_a_business_there_is_no_letterhead(tmp_path):
    with factories.new_book(tmp_path / "x.casebook") as book, pytest.raises(KnownError, match="no letterhead"):
        data_report(book, "Joan Field", TODAY)


def test_it_can_be_cancelled(book, ids):
    with pytest.raises(Cancelled):
        data_report(book, "Joan Field", TODAY, cancelled=lambda: True)


def test_dates_run_from_the_oldest_on(book, ids):
    for days in (40, 90, 10):
        factories.add(book, "problem", client=ids["mill"], who="Joan Field", on=ago(days))
    days = [each.on for each in facts(book, "Joan Field").held if each.kind == "problem"]
    assert days == sorted(days)


@pytest.mark.parametrize(("zone", "day"), [("Asia/Bangkok", TODAY), ("America/New_York", ago(1)), ("", ago(1))])
def test_a_message_counts_on_the_day_of_the_users_clock(book, ids, zone, day):
    late = factories.add(book, "message", client=ids["mill"], sender="Joan Field", at=Instant(FIRST - 3_600_000, 420))
    with book.read() as db:
        firm = business(db)
    assert firm
    editing.change_record(book, firm, time_zone=zone)
    found = facts(book, "Joan Field")
    assert (told(found)[late].on, found.zone) == (day, zone or "UTC")


def test_what_was_judged_of_a_person_is_told_with_opinions_and_answers_to_signs(book, ids):
    shouted = factories.add(
        book, "problem", client=ids["mill"], who="Joan Field", title="Shouted again", opinion="She cannot help it."
    )
    answer = factories.add(book, "sign_review", client=ids["mill"], reason="Joan Field was ill then.")
    plan = factories.add(book, "recovery_plan", client=ids["mill"], apology="Sorry to Joan Field.", outcome="A secret")
    found = {each.id: {value.name: value.plain for value in each.values} for each in facts(book, "Joan Field").held}
    assert found[shouted]["opinion"] == "She cannot help it."
    assert found[answer]["reason"] == "Joan Field was ill then."
    assert (found[plan]["apology"], found[plan].get("outcome")) == ("Sorry to Joan Field.", None)


def test_of_a_sole_trader_every_answer_to_a_sign_is_told(book):
    trader = factories.add(book, "client", name="Kim Moss")
    answer = factories.add(book, "sign_review", client=trader, reason="A quiet month.")
    assert answer in {each.id for each in facts(book, "Kim Moss").held if each.whole}
