"""A bundle as a court or a lawyer gets it: what is in it, that it is as recorded, and that it says so itself."""

from __future__ import annotations

import hashlib
import itertools
import re
import zipfile

import pytest

from clientguard.actions.casebook.casebooks import backup_to
from clientguard.actions.money import interest
from clientguard.actions.money.statement import statement_facts
from clientguard.actions.proof import bundling
from clientguard.actions.proof.bundling import Wanted, make_bundle, plan_bundle
from clientguard.actions.records import attachments
from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims import sheet
from clientguard.domain.records import Bundle as BundleRecord
from clientguard.domain.records import Client
from clientguard.errors import Cancelled, KnownError
from clientguard.reports.paper.archive import attached_facts
from clientguard.reports.paper.fonts import missing_in
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from clientguard.store.views.everything import anchors
from tests import factories
from tests.actions.proof.bundled import LETTER, OFFER, ORIGINAL, Bundle
from tests.factories import TODAY
from tests.reports import read_pdf


@pytest.fixture(scope="module")
def bundle(world):
    return world.make()


def test_it_is_valid_by_the_program_in_it_and_against_its_anchor(bundle):
    assert bundle.verify("--require-anchor", bundle.made.anchor)[0] == 0
    size, _, root = bundle.made.anchor.partition(":")
    status, told = bundle.verify("--require-anchor", f"{size}:{root[::-1]}")
    assert status == 1, told


def test_the_first_page_is_one_page_with_what_happened_and_what_the_exhibits_are(bundle, world):
    names = list(bundle.files)
    assert names[:4] == ["1-index.pdf", "2-exhibits.pdf", "3-statement.pdf", "4-interest.pdf"]
    (page,) = read_pdf.pages(bundle.files["1-index.pdf"])
    assert "Also enclosed: Statement of account, Interest sheet." in page
    assert "not worked out" not in page
    for each in ("Harbour Books", "Contract: Shop and ads", "R-1", "E1", "Letters, and how they went out", "verify.py"):
        assert each in page
    read_pdf.assert_archival(bundle.files["1-index.pdf"])
    listed = read_pdf.text(bundle.files["2-exhibits.pdf"])
    assert all(f"{each.label} " in listed for each in bundle.made.plan.exhibits)


def test_exhibits_stand_in_the_order_of_a_case_and_every_file_has_its_number(bundle):
    numbers = [each["exhibit"] for each in bundle.manifest["files"] if each["role"] == "exhibit"]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(bundle.made.plan.exhibits) + 1))
    kinds = [each.kind for each in bundle.made.plan.exhibits]
    assert kinds == [
        "contract", "invoice", "invoice", "payment", "message", "request", "promise", "demand", "problem", "message",
        "message",
    ]  # fmt: skip


def test_the_list_of_exhibits_names_the_files_of_each(bundle, world):
    said = read_pdf.text(bundle.files["2-exhibits.pdf"])
    assert "E1-1: signed contract.txt" in said
    assert re.search(r"the original message; E\d+-1: offer.txt", said)
    closed = read_pdf.text(world.make("closed.zip", redact=("attachment.name",)).files["2-exhibits.pdf"])
    assert "signed contract.txt" not in closed
    assert "E1-1: [left out]" in closed


def test_originals_and_files_are_those_of_the_record_byte_for_byte(bundle):
    (original,) = bundle.named(".eml")
    assert bundle.files[original] == ORIGINAL
    (offer,) = bundle.named("offer")
    assert bundle.files[offer] == OFFER
    (signed,) = bundle.named("signed contract")
    assert bundle.files[signed] == b"Signed on the dotted line.\n"
    (letter,) = [name for name in bundle.named("-text") if bundle.files[name] == LETTER.encode()]
    proofs = {each["name"]: each.get("proof") for each in bundle.manifest["files"]}
    fields = {e["header"]["seq"]: {f["name"]: f for f in e["fields"] if "name" in f} for e in bundle.entries}
    for name in (original, offer, signed):
        digest = hashlib.sha256(bundle.files[name]).hexdigest()
        assert fields[proofs[name]["entry"]][proofs[name]["field"]]["value"] == digest
    assert fields[proofs[letter]["entry"]]["body"]["text"] == LETTER


def test_how_a_letter_went_out_is_told(bundle):
    (sheet,) = [data for name, data in bundle.files.items() if name.endswith(".txt") and b"RR 123" in data]
    assert b"Proof of sending: RR 123 456 789 NL" in sheet


def test_the_statement_ties_to_the_casebook_and_the_index_says_what_is_owed(bundle, world):
    facts = attached_facts(bundle.files["3-statement.pdf"])
    with world.book.read() as db:
        (account,) = statement_facts(db, world.client, TODAY).accounts
    assert account.closing == Money(480_000, "EUR")
    assert facts["accounts"][0]["closing"] == {"amount": "4800.00", "currency": "EUR"}
    assert attached_facts(bundle.files["1-index.pdf"])["owed"] == [facts["accounts"][0]["closing"]]


def test_the_interest_is_that_of_the_record(bundle, world):
    facts = attached_facts(bundle.files["4-interest.pdf"])
    with world.book.read() as db:
        asked = interest.Wanted(TODAY)
        worked = sheet.facts_json(interest.interest_paper(db, world.client, TODAY, asked).facts)
    for each in (facts, worked):
        del each["anchor"]
    assert facts == worked


def test_nothing_private_and_nothing_of_another_client_or_of_a_bystander_is_in_it(bundle):
    everything = bundle.everything().lower()
    for canary in (b"privatecanary", b"othercanary", b"bobcanary"):
        assert canary not in everything


def test_a_person_who_took_part_in_nothing_can_be_named_all_the_same(world):
    named = world.make("named.zip", with_persons=(world.ids["bob"],))
    assert b"Bobcanary Quay" in named.everything()
    assert {each.name: each.is_in for each in named.made.plan.persons} == {"Bobcanary Quay": True, "Joan Field": True}


def test_the_plan_lists_what_the_bundle_then_has(bundle, world):
    with world.book.read() as db:
        plan = plan_bundle(db, Wanted(world.client, TODAY))
    assert plan == bundle.made.plan
    assert [(each.name, each.is_in) for each in plan.persons] == [("Bobcanary Quay", False), ("Joan Field", True)]
    assert sorted(each.size for each in plan.attachments) == sorted([len(ORIGINAL), len(OFFER), 27])


def test_that_it_was_made_is_on_record_with_its_digest_and_its_anchor(bundle, world):
    found = factories.read(world.book, BundleRecord, bundle.made.record)
    assert found.sha256 == hashlib.sha256(bundle.path.read_bytes()).hexdigest() == bundle.made.sha256
    assert (found.name, found.made_on, found.exhibits) == ("bundle.zip", TODAY, 11)
    assert found.anchor == bundle.made.anchor
    with world.book.read() as db:
        noted = {f"{each.size}:{each.root.hex()}": each.place for each in anchors(db)}
    assert noted[bundle.made.anchor] == "evidence bundle"


def test_the_next_one_shows_that_the_journal_continues_from_the_one_before(bundle, world):
    again = world.make("again.zip")
    head = again.files["journal.jsonl"].splitlines()[0].decode()
    assert bundle.made.anchor.partition(":")[2] in head
    assert again.verify("--require-anchor", bundle.made.anchor)[0] == 0
    assert (
        attached_facts(again.files["1-index.pdf"])["version"] > attached_facts(bundle.files["1-index.pdf"])["version"]
    )


@pytest.mark.parametrize("kind", ["demand", "invoice", "client"])
def test_letters_that_print_as_boxes_are_named_before_it_is_made(tmp_path, kind):
    with factories.firm_book(tmp_path / "book.casebook") as book:
        client = factories.add(book, "client", name="Harbour 𐀀" if kind == "client" else "Harbour")
        factories.add(book, "demand", client=client, words="More 𐀀 now" if kind == "demand" else "More")
        factories.add(
            book, "invoice", client=client, number="R-𐀀" if kind == "invoice" else "R-1", issued=factories.ago(90)
        )
        wanted = Wanted(client, TODAY)
        with book.read() as db:
            plan = plan_bundle(db, wanted)
        assert plan.boxes == "𐀀"
        assert "𐀀 (" in plan.boxes_at
        made = make_bundle(book, wanted, tmp_path / "made.zip")
        assert made.plan == plan
        papers = [name for name in zipfile.ZipFile(made.path).namelist() if name.endswith(".pdf")]
        shown = {name: missing_in(attached_facts(zipfile.ZipFile(made.path).read(name))) for name in papers}
        assert set("".join(shown.values())) == {"𐀀"}, "what is named is what its papers have"


def test_wherever_it_is_cancelled_nothing_half_made_stays_and_nothing_is_on_record(world, tmp_path):
    there = tmp_path / "there.zip"
    there.write_bytes(b"an earlier one")
    wanted = Wanted(world.client, TODAY)
    before, asked, stopped = _on_record(world), itertools.count(), 0
    make_bundle(world.book, wanted, tmp_path / "asked.zip", cancelled=lambda: next(asked) < 0)
    moments = next(asked)
    assert moments > 30
    assert _on_record(world) != before
    before = _on_record(world)
    (tmp_path / "asked.zip").unlink()
    for moment in {*range(0, moments, 12), moments - 1}:
        for target in (there, tmp_path / "new.zip"):
            left = itertools.count()
            with pytest.raises(Cancelled):
                make_bundle(world.book, wanted, target, cancelled=lambda left=left, at=moment: next(left) >= at)
            stopped += 1
    assert stopped >= 6
    assert [each.name for each in tmp_path.iterdir()] == ["there.zip"]
    assert there.read_bytes() == b"an earlier one"
    assert _on_record(world) == before


def _on_record(world) -> tuple[int, int, int]:
    """Return how many bundles and anchors are noted, and how many entries the journal has."""
    with world.book.read() as db:
        return len(lookup.find_records(db, BundleRecord)), len(list(anchors(db))), entry_log.anchor(db).size


def test_the_casebook_itself_is_not_replaced(world):
    with pytest.raises(KnownError, match="casebook"):
        make_bundle(world.book, Wanted(world.client, TODAY), world.book.path)


def test_a_bundle_that_cannot_be_noted_is_there_and_the_answer_says_so(world, monkeypatch):
    def fail(*_):
        raise KnownError("The drive failed.")

    monkeypatch.setattr(bundling.Write, "note_anchor", fail)
    made = world.make("unnoted.zip")
    assert made.verify()[0] == 0
    assert made.made.record == 0
    assert "could not be noted" in str(made.made.unnoted)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [({"redact": ("nothing",)}, "No record has a field"), ({"without": (999_999,)}, "not a record of this client"),
     ({"with_persons": (1,)}, "not a person")],
)  # fmt: skip
def test_what_is_not_there_is_refused(world, wanted, why):
    with world.book.read() as db, pytest.raises(KnownError, match=why):
        plan_bundle(db, Wanted(world.client, TODAY, **wanted))


def test_a_client_with_nothing_on_record_and_a_casebook_without_a_business_are_refused(world, tmp_path):
    empty = factories.save(world.book, Client(name="Nobody yet"))
    with world.book.read() as db, pytest.raises(KnownError, match="could be an exhibit"):
        plan_bundle(db, Wanted(empty, TODAY))
    with factories.new_book(tmp_path / "new.casebook") as book:
        client = factories.save(book, Client(name="Mill"))
        with book.read() as db, pytest.raises(KnownError, match="business"):
            plan_bundle(db, Wanted(client, TODAY))


def test_the_casebook_is_valid_after_all_of_this(world):
    assert verify(world.book.path).valid


def test_the_same_record_gives_the_same_bytes(world, tmp_path):
    copies = [tmp_path / name for name in ("a", "b")]
    digests: set[str] = set()
    for folder in copies:
        folder.mkdir()
        path = folder / world.book.path.name
        backup_to(world.book.path, path)
        with Casebook.open(path) as book:
            digests.add(make_bundle(book, Wanted(world.client, TODAY), folder / "made.zip").sha256)
    assert len(digests) == 1


def test_one_message_alone_and_files_with_names_of_other_scripts_make_a_bundle(tmp_path):
    names = ("สัญญา ฉบับจริง.txt", "น้ำ.txt", "договор.txt", "a" * 240 + ".txt", "con.txt", ".hidden")
    with factories.firm_book(tmp_path / "book.casebook") as book:
        client = factories.add(book, "client", name="บ้านสวน")
        message = factories.add(book, "message", client=client, subject="สวัสดี", body="Hello")
        for number, name in enumerate(names):
            (tmp_path / name).write_bytes(f"file {number}\n".encode())
        attachments.attach_files(book, message, [tmp_path / name for name in names])
        made = make_bundle(book, Wanted(client, TODAY), tmp_path / "made.zip")
    assert made.plan.boxes == ""
    bundle = Bundle(made, made.path)
    assert bundle.verify()[0] == 0
    contents = set(bundle.files.values())
    assert {f"file {number}\n".encode() for number in range(len(names))} <= contents
    titles = {each.get("title", "") for each in bundle.manifest["files"]}
    kept = [each.name for each in made.plan.attachments]
    assert {"สัญญา ฉบับจริง.txt", "น้ำ.txt", "договор.txt"} < set(kept)
    assert all(any(title.endswith(name) for title in titles) for name in kept), "the manifest has their whole names"
    assert "บ้านสวน" in read_pdf.text(bundle.files["1-index.pdf"])
