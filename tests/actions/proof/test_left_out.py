"""What is left out of a bundle shows nowhere in it, it is counted and not described, and the rest still verifies."""

from __future__ import annotations

import dataclasses
import zlib

import pytest

from clientguard.actions.proof.bundling import Wanted, plan_bundle
from clientguard.actions.records import attachments
from clientguard.domain.records import KINDS, Promise, Type
from clientguard.domain.records.describe import Field
from tests import factories
from tests.actions.proof.bundled import OFFER, World
from tests.factories import TODAY, add, ago
from tests.reports import read_pdf


def left(bundle) -> dict[str, int]:
    return bundle.manifest["left_out"]


def planned(world, **wanted):
    with world.book.read() as db:
        return plan_bundle(db, Wanted(world.client, TODAY, **wanted))


def test_a_redacted_text_leaves_only_its_leaf_and_takes_the_originals_that_contain_it(world):
    made = world.make("body.zip", redact=("message.body",))
    assert made.verify()[0] == 0
    assert made.verify("--require-complete")[0] == 1
    everything = made.everything()
    assert b"violet lamps" not in everything
    assert b"overdue by 20 days" not in everything
    assert b"hung up" not in everything
    assert not made.named(".eml")
    assert made.manifest["redacted"] == ["message.body"]
    assert "Left out: “What was said” (Messages); " in read_pdf.text(made.files["1-index.pdf"])
    assert left(made)["original messages"] == 1
    messages = [each for each in made.entries if any(f.get("value") == "message" for f in each["fields"])]
    assert len(messages) == 3
    for each in messages:
        assert "body" not in {field.get("name") for field in each["fields"]}
        assert any("leaf" in field for field in each["fields"])
    assert "Email from the client: The lamps" in read_pdf.text(made.files["2-exhibits.pdf"])


@pytest.mark.parametrize("name", ["amount", "invoice.issued", "payment.detail", "number"])
def test_the_statement_stays_out_where_it_would_show_what_is_redacted(world, name):
    plan = planned(world, redact=(name,))
    assert "statement" not in plan.papers
    assert {each.what: each.count for each in plan.left_out}["papers"] >= 1


def test_an_amount_and_a_number_that_are_redacted_show_nowhere(world):
    made = world.make("money.zip", redact=("amount", "number", "payment.detail"))
    assert made.verify()[0] == 0
    everything = made.everything()
    for said in (b"4,800", b"4800", b"480000", b"Bank 77", b"R-1"):
        assert said not in everything


def test_a_record_left_out_is_counted_and_goes_with_all_that_is_part_of_it(world):
    made = world.make("without.zip", without=(world.ids["contract"], world.ids["problem"]))
    assert made.verify()[0] == 0
    assert left(made)["records"] == 2
    everything = made.everything()
    for gone in (b"Shop and ads", b"dotted line", b"Shouting"):
        assert gone not in everything
    assert made.made.plan.exhibits[0].number == 1


def test_without_an_invoice_there_is_no_statement_that_would_show_it(world):
    plan = planned(world, without=(world.ids["invoice"],))
    assert plan.papers == ()
    assert world.ids["invoice"] not in {each.record for each in plan.exhibits}


def test_a_file_left_out_takes_the_original_message_that_contains_it(world):
    made = world.make("offer.zip", without=(world.ids["offer"],))
    assert made.verify()[0] == 0
    assert not made.named(".eml")
    assert OFFER[:30] not in made.everything()
    assert left(made) == {"original messages": 1, "persons": 1, "records": 1}


def test_a_person_left_out_is_not_described(world):
    made = world.make("person.zip", without=(world.ids["joan"],))
    uids = {each["header"]["uid"] for each in made.entries}
    with world.book.read() as db:
        rows = dict(db.execute("SELECT id, lower(hex(uid)) FROM record").fetchall())
    assert rows[world.ids["joan"]] not in uids


# --- each field, in a practice of its own ---

CANARY = "Zanzibar7"


def canary(field: Field) -> str:
    return f"{CANARY} {field.name.replace('_', ' ')} heron"


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> World:
    """A practice in which the texts of a problem, a call and a demand are repeated in a file and in a mail."""
    made = World(tmp_path_factory.mktemp("filled"))
    problem = {each.name: canary(each) for each in texts("problem")}
    made.ids["filled"] = add(made.book, "problem", client=made.client, **{**problem, "url": "https://x.example"})
    report = made.folder / "report.txt"
    report.write_text(f"He wrote: {problem['detail']}.\n", encoding="utf-8")
    packed = made.folder / "paper.pdf"
    packed.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + zlib.compress(problem["proof"].encode()) + b"endstream\n")
    picture = made.folder / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    attachments.attach_files(made.book, made.ids["contract"], [report, packed, picture])
    add(made.book, "message", client=made.client, subject="Quoted", body=f"You said:\n> {problem['title']}\n")
    yield made
    made.book.close()


def texts(kind: str) -> list[Field]:
    return [each for each in KINDS[kind].fields if each.type in (Type.TEXT, Type.LONG) and each.name != "url"]


def test_redacted_fields_show_in_no_byte_of_the_bundle(filled):
    names = [each.name for each in texts("problem") if not each.private]
    made = filled.make("filled.zip", redact=tuple(f"problem.{name}" for name in names))
    assert made.verify()[0] == 0
    assert CANARY.encode() not in made.everything()
    assert not [
        *made.named("report"),
        *made.named("paper"),
        *made.named("picture"),
    ]  # nobody knows what a picture shows
    assert left(made) == {"files": 2, "files that cannot be searched": 1, "persons": 1}


def test_a_file_that_says_nothing_of_it_stays(filled):
    for name, stays in (("title", True), ("detail", False)):
        files = {each.name for each in planned(filled, redact=(f"problem.{name}",)).attachments}
        assert ("report.txt" in files) is stays
        assert "signed contract.txt" in files


def test_what_a_field_said_before_it_was_changed_is_redacted_as_well(filled):
    add(filled.book, "demand", client=filled.client, words="Bring the walnut table")
    made = add(filled.book, "promise", client=filled.client, type="answer", words="The walnut table comes",
               made_on=ago(20), due=ago(10))  # fmt: skip
    promise = factories.read(filled.book, Promise, made)
    factories.save(filled.book, dataclasses.replace(promise, words="Something else"))
    everything = filled.make("history.zip", redact=("promise.words",)).everything()
    assert b"The walnut table comes" not in everything
    assert b"Bring the walnut table" in everything


def test_with_everything_redacted_the_first_page_is_still_one_page(world):
    every = {f"{kind.name}.{field.name}" for kind in KINDS.values() for field in kind.fields}
    made = world.make("closed.zip", redact=tuple(every))
    assert made.verify()[0] == 0
    (page,) = read_pdf.pages(made.files["1-index.pdf"])
    assert f"Left out: {len(every):,} fields that you chose; " in " ".join(page.split())
    for text in (b"Harbour", b"violet lamps", b"R-1", b"Joan"):
        assert text not in made.everything()


def test_the_plan_says_what_would_be_left_out(world):
    plan = planned(world, redact=("body",))
    assert {each.what for each in plan.left_out} == {"original messages", "persons"}
    assert plan.redacted == ("body",)
