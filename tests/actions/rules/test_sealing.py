"""What still changes once a leaving is closed: one rule, tried on every kind and every field of it (P4, P5)."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clientguard.actions.journal import corrections
from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.leaving import closing, deciding, handing_over, handover_papers
from clientguard.actions.records import editing, undoing
from clientguard.actions.rules.sealing import sealed_words
from clientguard.domain.records import KINDS, Field, Kind, Leaving, Promise, Record, Type
from clientguard.domain.today import queue
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from clientguard.store.views.today import today
from tests import factories
from tests.actions.leaving.closing_steps import begin, release_all, sign
from tests.factories import TODAY, ago

# A record of a kind that is made by its own action, or needs another record to point at; `{…}` are keys below.
OWN: dict[str, dict[str, Any]] = {
    "contact_point": {"contact": "contact"},
    "invoice_line": {"invoice": "invoice", "description": "Care", "quantity": "1", "unit_price": 100_00},
    "allocation": {"source": "payment", "invoice": "invoice", "on": TODAY, "amount": 100_00},
    "write_off": {"invoice": "invoice", "on": TODAY, "amount": 100_00, "reason": "Peace"},
    "invoice_hold": {"invoice": "invoice", "starts": ago(3), "reason": "Disputed"},
    "payment": {"invoice": "invoice"},
    "promise": {"words": "On Friday", "made_on": ago(9), "due": ago(2)},
    "dunning_step": {"ladder": "own", "offset_days": 3},
    "suspension": {"contract": "contract", "starts": ago(30), "reason": "Unpaid"},
    "attachment": {"of": "message", "name": "a.txt", "sha256": "00" * 32},
    "extension": {"deliverable": "deliverable"},
    "change_order": {"contract": "contract"},
    "approval_round": {"request": "request"},
    "reference": {"source": "message", "about": "problem"},
    "import": {},
    "platform_answer": {"leaving": "leaving", "platform": "hosting", "answered_on": TODAY},
    "handover_step": {"account": "account", "key": "rotated", "done_on": TODAY},
    "release": {"leaving": "leaving"},
    "evidence": {"leaving": "leaving", "about": "message"},
    "leaving": {"decided": TODAY},
    "document": {"title": "Report", "made_on": TODAY},
}
LINKED = ("contract", "message", "invoice", "deliverable", "account", "problem", "contact", "request")
OF_A_CLIENT = [each for each in KINDS.values() if each.client == "client"]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A casebook with a client whose leaving is closed, and that client's records by kind."""
    path = tmp_path_factory.mktemp("closed") / "practice.casebook"
    with factories.firm_book(path) as book:
        return path, close(book)


@pytest.fixture
def book(path: Path, closed: tuple[Path, dict[str, int]]) -> Iterator[Casebook]:
    """The casebook with the closed leaving, an hour later."""
    shutil.copy(closed[0], path)
    clock = factories.Ticking(factories.FIRST + 3_600_000)
    with Casebook.open(path, clock=clock, entropy=factories.Repeated(10_000)) as opened:
        yield opened


@pytest.fixture
def sealed(closed: tuple[Path, dict[str, int]]) -> dict[str, int]:
    """The records of the client whose leaving is closed, by kind."""
    return dict(closed[1])


@pytest.fixture
def fresh(path: Path) -> Iterator[Casebook]:
    """A casebook that has its business alone."""
    with factories.firm_book(path) as opened:
        yield opened


def close(book: Casebook) -> dict[str, int]:
    """Leave a client, close the leaving, and return the client's records by kind."""
    made = {"client": factories.add(book, "client", name="Harbour Books")}
    for kind in LINKED:
        made[kind] = factories.add(book, kind, client=made["client"])
    made["payment"] = factories.add(book, "payment", client=made["client"], invoice=made["invoice"], amount=100)
    made["promise"] = factories.save(book, Promise(client=made["client"], words="On Friday", made_on=ago(9), due=TODAY))
    made["leaving"] = begin(book, made["client"])
    release_all(book, made["leaving"])
    made["document"] = sign(book, made["client"])
    closing.close_leaving(book, made["leaving"], TODAY)
    return made


def new(kind: Kind, made: dict[str, int]) -> Record:
    """Return a record of a kind that could be added to the client, were it not sealed."""
    given = {
        name: made.get(value, value) if isinstance(value, str) else value
        for name, value in OWN.get(kind.name, {}).items()
    }
    values = {**factories.needed(kind), **factories.NEEDED.get(kind.name, {}), **given, "client": made["client"]}
    return kind.record(**{name: value for name, value in values.items() if kind.has(name)})


@pytest.mark.parametrize("kind", OF_A_CLIENT, ids=lambda each: each.name)
def test_what_may_come_in_after_the_close_is_added_and_all_else_is_refused(book, sealed, kind: Kind):
    record = new(kind, sealed)
    if kind.after_closing:
        try:
            editing.save_record(book, record)
        except editing.NotValidError:  # refused by a rule of its own, not by the seal
            return
        return
    with pytest.raises(KnownError, match=r"not added, because the leaving of this client was closed on 2026-11-22\."):
        editing.save_record(book, record)


@pytest.mark.parametrize("kind", OF_A_CLIENT, ids=lambda each: each.name)
def test_once_there_is_a_new_contract_all_of_it_can_be_added_again(book, sealed, kind: Kind):
    factories.add(book, "contract", client=sealed["client"], title="The second shop", starts=TODAY)
    try:
        editing.save_record(book, new(kind, sealed))
    except editing.NotValidError:
        return


def other(field: Field, now: Any, made: dict[str, int]) -> Any:
    """Return another value for a field."""
    match field.type:
        case Type.CHOICE:
            return next(each.key for each in field.choices if each.key != now)
        case Type.DATE:
            return (now or TODAY) - timedelta(days=1)
        case Type.FLAG:
            return not now
        case Type.NUMBER | Type.MINUTES | Type.MONEY:
            return (now or 0) + 1
        case Type.CURRENCY:
            return "USD"
        case Type.LANGUAGE:
            return "th"
        case Type.TERMS:
            return "net 14"
        case Type.DECIMAL:
            return "7"
        case Type.INSTANT:
            return dataclasses.replace(now, ms=now.ms - 60_000)
        case Type.LINK:
            return made["message"] if not field.target else None
        case Type.DIGEST:
            return "11" * 32
        case _:
            return f"{now} and more"


@pytest.mark.parametrize("kind", ["client", "leaving", "payment", "promise", *LINKED])
def test_what_stood_before_the_seal_is_corrected_field_by_field(book, sealed, kind: str):
    record = factories.read(book, KINDS[kind].record, sealed[kind])
    for field in record.kind.fields:
        now = getattr(record, field.name)
        changed = dataclasses.replace(record, **{field.name: other(field, now, sealed)})
        if changed == record or field.name == record.kind.client:
            continue
        free = field.after_closing == "always" or field.name in record.kind.answered
        free = free or (field.after_closing == "once" and now in (None, ""))
        try:
            editing.save_record(book, changed, read=record)
        except editing.NotValidError:
            continue  # the value is not one for it: nothing is written either way
        except KnownError:
            assert not free, field.name
        else:
            saved = factories.read(book, type(record), record.id)
            assert free or saved == record, field.name  # a rule may fill in again what was taken out
            record = saved


def test_a_correction_with_a_reason_is_the_way(book, sealed):
    problem = factories.read(book, KINDS["problem"].record, sealed["problem"])
    changed = dataclasses.replace(problem, title="Paid late, twice")
    with pytest.raises(KnownError, match=r"was on record when the leaving was closed on 2026-11-22, and is sealed\."):
        editing.save_record(book, changed)
    with book.read() as db:
        entry = entry_log.entries_of(db, bytes.fromhex(problem.uid))[0].seq
    corrections.correct_entry(book, changed, entry, "Two invoices, not one")
    assert factories.read(book, type(problem), problem.id).title == "Paid late, twice"


@pytest.mark.parametrize("kind", ["problem", "payment", "deliverable", "message"])
def test_what_stood_before_the_seal_is_not_removed(book, sealed, kind: str):
    with pytest.raises(KnownError, match="is sealed"):
        editing.remove_records(book, [sealed[kind]])
    assert factories.read(book, KINDS[kind].record, sealed[kind]).removed is None


def test_a_saving_from_before_the_seal_is_not_undone(fresh):
    client = factories.add(fresh, "client")
    contract = factories.add(fresh, "contract", client=client)
    before = factories.read(fresh, KINDS["contract"].record, contract)
    saving = undoing.save(fresh, dataclasses.replace(before, title="Shop, ads and mail"))
    number = begin(fresh, client)
    release_all(fresh, number)
    sign(fresh, client)
    closing.close_leaving(fresh, number, TODAY)
    with pytest.raises(KnownError, match="is sealed"):
        undoing.undo(fresh, saving)


def test_what_came_after_the_seal_is_changed_and_removed_as_ever(book, sealed):
    problem = factories.add(book, "problem", client=sealed["client"], title="A review")
    editing.change_record(book, factories.read(book, KINDS["problem"].record, problem), title="A bad review")
    editing.remove_records(book, [problem])
    editing.restore_records(book, [problem])


def test_an_account_that_was_left_out_can_still_be_handed_over_but_not_taken_back(book, sealed):
    handing_over.tick(book, sealed["account"], "offered", TODAY)
    with pytest.raises(KnownError, match="is sealed"):
        handing_over.untick(book, sealed["account"], "offered")


def test_a_payment_after_the_seal_counts_for_an_invoice_from_before_it(book, sealed):
    factories.add(book, "payment", client=sealed["client"], invoice=sealed["invoice"], amount=400_00)
    with book.read() as db:
        assert len(lookup.find_records(db, KINDS["payment"].record)) == 2


def test_another_client_is_not_sealed_nor_one_whose_leaving_has_no_seal(book, sealed):
    free = factories.add(book, "client", name="Mill")
    message = factories.add(book, "deliverable", client=free)
    older = Leaving(client=free, decided=ago(400), signed_off=ago(300), signed_by="Joan")
    factories.save(book, older)
    editing.change_record(book, factories.read(book, KINDS["deliverable"].record, message), title="Other")


def test_a_client_who_comes_back_can_be_left_again_and_the_first_leaving_stays(book, sealed):
    factories.add(book, "contract", client=sealed["client"], title="The second shop", starts=TODAY)
    again = deciding.start_leaving(book, sealed["client"], TODAY, "Late again.").first
    first = factories.read(book, Leaving, sealed["leaving"])
    assert (again != first.id, first.signed_off) == (True, TODAY)
    editing.change_record(book, factories.read(book, Leaving, again), reason="We cannot meet your needs.")


def test_what_is_deleted_after_the_close_is_certified(book, sealed):
    """P4.4: data that is kept for a while is deleted later, and the client gets a certificate of that too."""
    held = factories.add(book, "data_holding", client=sealed["client"], disposition="delete", done_on=None)
    assert handover_papers.make_certificate(book, sealed["client"], TODAY).draft
    with book.read() as db:
        holding = lookup.any_record(db, held)
    editing.change_record(book, holding, done_on=TODAY)
    made = handover_papers.make_certificate(book, sealed["client"], TODAY)
    assert (made.draft, made.version) == (False, 2)


@pytest.mark.parametrize(
    ("kind", "new_one", "words"),
    [
        ("problem", False, "The leaving was closed on 2026-11-22: what was filled in before is corrected"),
        ("problem", True, None),
        ("deliverable", True, "Deliverable: not added, because the leaving of this client was closed on 2026-11-22."),
    ],
)
def test_a_form_says_what_is_sealed_before_anything_is_typed(book, sealed, kind: str, new_one: bool, words: str | None):
    record = new(KINDS[kind], sealed) if new_one else factories.read(book, KINDS[kind].record, sealed[kind])
    with book.read() as db:
        said = sealed_words(db, record)
    assert str(said).startswith(words) if words else said is None


def test_a_threat_that_comes_after_the_close_can_be_answered(book, sealed):
    factories.add(book, "problem", client=sealed["client"], sign="7", harm=True, on=TODAY)
    review_sign(book, sealed["client"], 7, "accept", "", TODAY)
    with book.read() as db:
        assert "answer sign" not in {each.action for each in queue(today(db, TODAY), TODAY)}
