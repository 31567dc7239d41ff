"""`clientguard signs` and `triage`: what scripts rely on, what a person reads, and answers to a sign (P6, P8.1)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from clientguard.cli import run
from tests import factories
from tests.factories import TODAY, add, ago

ON = ("--on", TODAY.isoformat())


@pytest.fixture
def ids() -> dict[str, int]:
    return {}


@pytest.fixture
def cg(tmp_path, capsys, ids):
    """A casebook whose client paid four of four invoices 25 days late; run a command on it."""
    path = tmp_path / "practice.casebook"
    with factories.firm_book(path) as book:
        mill = add(book, "client", name="Mill", stage="active", since=ago(700))
        for number in range(1, 5):
            due = ago(40 * number + 30)
            values = {"issued": due - timedelta(days=14), "due": due, "due_typed": True, "amount": 100_00}
            ids[f"i{number}"] = bill = add(book, "invoice", client=mill, number=f"R-{number}", **values)
            add(book, "payment", client=mill, invoice=bill, received=due + timedelta(days=25), amount=100_00)
        ids["fault"] = add(book, "problem", client=mill, sort="ours", on=ago(200), title="The shop was down")

    def command(*words):
        status = run(["--casebook", str(path), *words])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def asked(cg, *words):
    status, out, err = cg(*words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_all_ten_signs_are_told_with_the_records_behind_them(cg, ids):
    found = asked(cg, "signs", "--client", "Mill", *ON)
    assert [each["sign"] for each in found] == list(range(1, 11))
    assert {tuple(each) for each in found} == {("sign", "state", "figure", "reasons", "evidence", "clears")}
    first, *others = found
    assert first["state"] == "raised"
    assert sorted(first["evidence"]) == sorted(ids[f"i{number}"] for number in range(1, 5))
    assert {each["state"] for each in others} == {"none"}
    assert all(isinstance(reason, str) and reason.endswith((".", "”")) for each in found for reason in each["reasons"])


def test_what_was_known_on_a_day_is_what_counts(cg):
    (found,) = asked(cg, "signs", "--client", "Mill", "--sign", "1", "--on", ago(150).isoformat())
    assert found["state"] == "none"


def test_a_person_reads_the_conduct_the_figure_and_the_records(cg, ids):
    status, out, _ = cg("signs", "--client", "Mill", *ON)
    assert status == 0
    lines = out.splitlines()
    assert lines[0].startswith(" 1  Pays late: Raised (")
    assert any(each.strip().startswith("Records: ") and str(ids["i1"]) in each for each in lines)
    assert " 9  Complaints in public: Not seen" in out


def test_a_sign_that_does_not_count_until_a_day_is_none_until_then(cg):
    answer = ("--sign", "1", "--answer", "except", "--reason", "They move house", "--until", ago(-30).isoformat())
    (found,) = asked(cg, "signs", "--client", "Mill", *ON, *answer)
    assert found["state"] == "none"
    assert "They move house" in found["reasons"][0]
    (before,) = asked(cg, "signs", "--client", "Mill", "--sign", "1", "--on", ago(1).isoformat())
    assert before["state"] == "raised"


def test_a_doubt_needs_a_reason_and_then_stands_beside_the_sign(cg):
    status, _, err = cg("signs", "--client", "Mill", "--sign", "1", "--answer", "doubt", *ON)
    assert status == 1
    assert "reason" in err
    doubt = ("--sign", "1", "--answer", "doubt", "--reason", "Our bank was slow")
    (found,) = asked(cg, "signs", "--client", "Mill", *ON, *doubt)
    assert found["state"] == "raised"
    assert "Our bank was slow" in found["reasons"][-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name the client"),
        (("--client", "Mill", "--answer", "accept"), "--sign"),
        (("--client", "Mill", "--reason", "Why"), "--answer"),
        (("--client", "Mill", "--sign", "11"), "11"),
        (("threshold", "late_days"), "--default"),
        (("threshold", "late_days", "20", "--default"), "--default"),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_written(cg, words, said):
    status, out, err = cg("signs", *words)
    assert (status, out) == (2, "")
    assert said in err


def test_a_client_that_is_not_on_record_is_said(cg):
    assert cg("signs", "--client", "Nobody")[0] == 1
    assert cg("triage", "--client", "Nobody")[0] == 1


def test_both_readings_are_told_with_the_records_behind_them(cg, ids):
    found = asked(cg, "triage", "--client", "Mill", *ON)
    assert list(found) == ["for_them", "our_share"]
    (fault,) = found["our_share"]
    assert fault == {"text": "6 May 2026: The shop was down.", "evidence": [ids["fault"]]}
    assert {"text", "evidence"} == set(found["for_them"][0])
    status, out, _ = cg("triage", "--client", "Mill", *ON)
    assert status == 0
    assert "What speaks for the client:" in out
    assert f"  6 May 2026: The shop was down. (Records: {ids['fault']})" in out.splitlines()


def test_the_figures_are_listed_set_and_given_their_defaults_again(cg):
    by_key = {each["key"]: each for each in asked(cg, "signs", "thresholds")}
    late = by_key["late_days"]
    assert (late["sign"], late["value"], late["default"], late["reason"]) == (1, 14, 14, None)
    assert by_key["span_days"]["sign"] is None
    assert all(each["why"] for each in by_key.values())
    found = asked(cg, "signs", "threshold", "late_days", "30", "--reason", "Public bodies")
    assert (found["value"], found["reason"]) == (30, "Public bodies")
    _, out, _ = cg("signs", "thresholds")
    assert "late_days  Days after which an invoice counts as late: 30 (from 7 to 60)  default 14  Public bodies" in out
    (first,) = asked(cg, "signs", "--client", "Mill", "--sign", "1", *ON)
    assert first["state"] != "raised"
    assert asked(cg, "signs", "threshold", "late_days", "--default")["value"] == 14


def test_a_figure_by_which_one_event_would_brand_a_client_is_refused(cg):
    status, out, err = cg("signs", "threshold", "events_raised", "1")
    assert (status, out) == (1, "")
    assert "from 3 to 10" in err
