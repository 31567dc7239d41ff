"""Renewals and expiries on Today (P4.4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clientguard import texts
from clientguard.domain.leaving.renewals import RenewalFacts, renewal_steps

TODAY = date(2026, 11, 22)
SAY = texts.words("en").say


def renewal(days: int = 30, **changes: object) -> RenewalFacts:
    values = {"account": 5, "client": 2, "client_name": "Casa Verde", "name": "Domain", "stage": "active"}
    return RenewalFacts(renews=TODAY + timedelta(days=days), **{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "section", "since"),
    [(-3, "now", "3 days ago"), (0, "now", "today"), (7, "now", "in 7 days"), (8, "next", "in 8 days")],
)
def test_a_renewal_needs_the_user_in_its_last_week(days: int, section: str, since: str):
    (step,) = renewal_steps([renewal(days)], TODAY)
    assert (step.section, SAY(step.since), step.action, step.record) == (section, since, "open account", 5)


@pytest.mark.parametrize(
    ("stage", "days", "why"),
    [
        ("active", 30, "It renews on 22 Dec 2026: check that it is still needed, and whose card is charged."),
        ("leaving", 30, "It renews on 22 Dec 2026: the client's own card has to be on it before that."),
        ("former", 30, "It renews on 22 Dec 2026, and you still have access: hand it over, or end it, before it is"
         " charged."),
        ("active", -2, "It was to renew on 20 Nov 2026. Enter the next date, or remove the date if it has run out."),
    ],
)  # fmt: skip
def test_what_to_do_depends_on_how_the_client_stands(stage: str, days: int, why: str):
    (step,) = renewal_steps([renewal(days, stage=stage)], TODAY)
    assert SAY(step.why) == why


def test_a_client_has_one_step_about_its_first_renewal():
    found = [renewal(60, account=7), renewal(9, account=6, name="Hosting"), renewal(20, account=8, client=3)]
    steps = renewal_steps(found, TODAY)
    assert [(step.client, step.record, SAY(step.what)) for step in steps] == [
        (2, 6, "Casa Verde: “Hosting” renews, and 1 more account"),
        (3, 8, "Casa Verde: “Domain” renews"),
    ]
