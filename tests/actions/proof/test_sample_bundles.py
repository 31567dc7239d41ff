"""Bundles of the sample practice: each client has one, and what is in it is in the order of a case."""

from __future__ import annotations

import subprocess
import sys

import pytest

from clientguard.actions.casebook.sample import create_sample
from clientguard.actions.proof.bundling import Wanted, make_bundle, plan_bundle
from clientguard.domain.proof.exhibits import SECTIONS
from clientguard.domain.records import Contract, Evidence
from clientguard.store.records import lookup
from tests.actions.proof.bundled import VERIFIER
from tests.factories import TODAY


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with create_sample(tmp_path_factory.mktemp("sample") / "sample.casebook", TODAY) as book:
        yield book


def with_a_contract(db) -> list[int]:
    """Return the clients for whom there was work: nothing could be shown of a prospect yet."""
    return sorted({each.client for each in lookup.find_records(db, Contract)})


def test_every_client_has_a_bundle_in_the_order_of_a_case(sample):
    ranks = {key: number for number, key in enumerate(SECTIONS)}
    with sample.read() as db:
        for client in with_a_contract(db):
            plan = plan_bundle(db, Wanted(client, TODAY))
            numbers = [each.number for each in plan.exhibits]
            assert numbers == list(range(1, len(numbers) + 1))
            sections = [ranks[each.section] for each in plan.exhibits]
            assert sections == sorted(sections)
            assert "statement" in plan.papers
            marked = lookup.find_records(db, Evidence, "t.client = ?", client)
            inside = {each.record for each in plan.exhibits}
            missed = {lookup.kind_of(db, each.about or 0) for each in marked if each.about not in inside}
            assert missed <= {"decision", "document"}


def test_the_one_with_most_exhibits_is_valid(sample, tmp_path):
    with sample.read() as db:
        plans = {each: plan_bundle(db, Wanted(each, TODAY)) for each in with_a_contract(db)}
    client = max(plans, key=lambda each: len(plans[each].exhibits))
    made = make_bundle(sample, Wanted(client, TODAY), tmp_path / "bundle.zip")
    assert made.plan == plans[client]
    checked = subprocess.run([sys.executable, "-I", str(VERIFIER), str(made.path)], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout
