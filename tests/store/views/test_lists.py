"""Lists of one kind: their order, what narrows them, and what their rows hold."""

from __future__ import annotations

import pytest

from clientguard.actions.records import editing
from clientguard.domain.records import KINDS
from clientguard.domain.records.kinds.parties import BASES
from clientguard.store.views import lists, search
from tests import factories
from tests.factories import ago
from tests.store.views.conftest import remove, see


@pytest.fixture
def full(book, make, harbour):
    """Two records of every kind, full of values."""
    mill = make("client", name="mill", since=ago(3), stage="active")
    for owner in (harbour, mill):
        contract = make("contract", client=owner)
        invoice = make("invoice", client=owner, contract=contract)
        make("write_off", client=owner, invoice=invoice, amount=1)
        payment = make("payment", client=owner, invoice=invoice)
        make("allocation", client=owner, source=payment, invoice=invoice, amount=1)
        number = factories.save(book, KINDS["leaving"].record(client=owner, decided=ago(1), reasons="x"))
        problem = make("problem", client=owner)
        make("invoice_hold", client=owner, invoice=invoice)
        make("invoice_line", client=owner, invoice=invoice)
        make("suspension", client=owner, contract=contract)
        make("dunning_step", client=owner)
        make("reference", client=owner, source=make("message", client=owner), about=invoice)
        factories.add(book, "evidence", client=owner, leaving=number, about=problem)
        make("release", client=owner, leaving=number)
        deliverable = make("deliverable", client=owner)
        make("extension", client=owner, deliverable=deliverable)
        make("decision", client=owner)
        make("approval_round", client=owner, request=make("request", client=owner))
        account = make("account", client=owner)
        make("platform_answer", client=owner, leaving=number, platform="hosting")
        make("handover_step", client=owner, account=account, key="rotated")
        make("checklist")
        make("sign_review", client=owner)
        make("threshold")
        make("peer")
        make("do_not_engage")
        make("law_rate", base=BASES[owner == mill].key)
        make("bundle", client=owner)
        make("clause", client=owner, contract=contract)
        others = [kind.name for kind in KINDS.values() if kind.addable and kind.client]
        made = {
            "account",
            "approval_round",
            "contract",
            "deliverable",
            "extension",
            "invoice",
            "invoice_hold",
            "message",
            "payment",
            "problem",
            "request",
            "write_off",
        }
        for kind in sorted({*others} - made):
            make(kind, client=owner)
        factories.add(book, "import", client=owner, source="Inbox.mbox")
        factories.add(book, "document", client=owner, title="Final report")
        book.write(lambda write, owner=owner: write.attach(owner, owner, "a.txt", "text/plain", b"a"))
    return mill


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_list_sorts_by_every_field_and_filters(book, full, kind):
    everything = see(book, lists.ids, kind)
    assert len(everything) == (1 if kind.name == "business" else 2)
    for field in kind.fields:
        up = see(book, lists.ids, kind, sort=field.name)
        down = see(book, lists.ids, kind, sort=field.name, descending=True)
        assert up == down[::-1]
        assert sorted(up) == sorted(everything)
    rows = see(book, lists.rows, kind, everything)
    assert [each.id for each in rows.records] == everything
    assert see(book, lists.count_records, kind) == len(everything)
    assert {number for number, _ in see(book, lists.choices, kind)} == set(everything)
    if kind.has("client"):
        (own,) = see(book, lists.ids, kind, client=full)
        assert see(book, lists.count_records, kind, full) == 1
        assert lists.linked(kind, rows.records) >= {full}
        assert rows.titles[full] == "mill"
        assert see(book, lists.choices, kind, full)[0][0] == own


def test_names_sort_whatever_their_case_and_dates_newest_first(book, make, harbour):
    mill = make("client", name="abbey", since=ago(3))
    late, last = make("client", name="ÉLAN", since=ago(5)), make("client", name="éloge", since=ago(4))
    assert see(book, lists.ids, KINDS["client"], sort="name") == [mill, harbour, late, last]
    remove(book, late)
    remove(book, last)
    assert see(book, lists.ids, KINDS["client"]) == [mill, harbour]
    assert see(book, lists.ids, KINDS["contact"]) == []


def test_figures_sort_as_numbers_and_choices_in_their_own_order(book, make, harbour):
    results = [make("result", client=harbour, after=each) for each in ("9", "188", "", "-2.5")]
    assert see(book, lists.ids, KINDS["result"], sort="after") == [results[at] for at in (2, 3, 0, 1)]
    states = [make("deliverable", client=harbour, state=each) for each in ("dropped", "agreed", "delivered")]
    assert see(book, lists.ids, KINDS["deliverable"], sort="state") == [states[at] for at in (1, 2, 0)]


def test_links_sort_by_what_they_point_at(book, make, harbour):
    abbey = make("client", name="abbey")
    first, second = make("contact", client=harbour, name="A"), make("contact", client=abbey, name="B")
    assert see(book, lists.ids, KINDS["contact"], sort="client") == [second, first]


def test_a_list_is_filtered_by_words(book, make, harbour):
    joan = make("contact", client=harbour, name="Joan Field")
    make("contact", client=harbour, name="Piet")
    assert see(book, lists.ids, KINDS["contact"], text="fie") == [joan]
    assert len(see(book, lists.ids, KINDS["contact"], text="  ")) == 2


def test_a_list_is_narrowed_to_one_choice(book, make, harbour):
    make("deliverable", client=harbour, state="dropped")
    agreed = make("deliverable", client=harbour, state="agreed")
    assert see(book, lists.ids, KINDS["deliverable"], only=("state", "agreed")) == [agreed]
    assert see(book, lists.ids, KINDS["deliverable"], only=("state", "accepted")) == []


def test_what_the_search_box_asks_is_what_the_index_finds(book, harbour):
    assert [hit.record for hit in see(book, search.search_records, "harb")] == [harbour]


def test_rows_leave_out_what_is_gone(book, harbour):
    rows = see(book, lists.rows, KINDS["client"], [999, harbour])
    assert [each.id for each in rows.records] == [harbour]


def test_a_name_means_a_record_whatever_its_case(book, make, harbour):
    oeko = make("client", name="ÖKO Straße")
    other = make("client", name="Mill")
    for name in ("öko strasse", "ÖKO STRASSE"):
        assert see(book, lists.records_named, KINDS["client"], name) == [oeko]
    assert see(book, lists.records_named, KINDS["client"], "öko") == []
    twins = [make("contract", client=owner, title="Retainer") for owner in (harbour, other)]
    assert see(book, lists.records_named, KINDS["contract"], "retainer") == twins
    assert see(book, lists.records_named, KINDS["contract"], "retainer", client=other) == [twins[1]]
    assert see(book, lists.records_named, KINDS["client"], "mill", client=harbour) == [other]
    remove(book, other)
    assert see(book, lists.records_named, KINDS["client"], "mill") == []


def test_counts_of_kinds_without_a_client_are_of_all(book, harbour):
    assert see(book, lists.count_records, KINDS["client"], harbour) == 1


def test_lists_leave_out_what_belongs_to_a_removed_client(book, make, harbour):
    other = make("client", name="Casa Verde")
    kept, gone = make("invoice", client=harbour, number="R-1"), make("invoice", client=other, number="R-2")
    own = make("contact_point", value="ada@north.example")
    editing.remove_records(book, [other])
    with book.read() as db:
        assert lists.ids(db, KINDS["invoice"]) == [kept]
        assert lists.ids(db, KINDS["contact_point"]) == [own]  # nobody's but the user's own
    editing.restore_records(book, [other])
    with book.read() as db:
        assert set(lists.ids(db, KINDS["invoice"])) == {kept, gone}
