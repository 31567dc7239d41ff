"""Findings that a test of the screens makes up: what the rules find is tested where they are."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from clientguard.actions.judgement import reading
from clientguard.domain.judgement.fair import FairLook, FairPoint
from clientguard.domain.judgement.finding import Finding, Point
from clientguard.domain.judgement.patterns import Pattern
from clientguard.domain.wording import said
from clientguard.ui.pages.judgement import client_look
from tests.factories import TODAY, ago
from tests.ui.conftest import Person


def late(window: Person, **other: Any) -> Finding:
    """Return that a client pays late, with one invoice behind it."""
    return dataclasses.replace(
        Finding(
            1,
            "raised",
            said("41 days late at most"),
            (said("Three of the last six invoices were paid late."),),
            (window.ids["R-1"],),
            said("Two cycles in a row on time."),
            ago(365),
            TODAY,
            (Point(ago(90), 0), Point(ago(60), 20), Point(ago(30), 41)),
        ),
        **other,
    )


def threat(window: Person) -> Finding:
    """Return that harm was threatened, with the problem behind it."""
    return Finding(
        7, "raised", said("1 threat"), (said("Harm was threatened."),), (window.ids["problem"],), is_harm=True
    )


def fair(window: Person) -> FairLook:
    """Return one point on each side."""
    return FairLook(
        (FairPoint(said("Joan was ill for two weeks."), (window.ids["message"],)),),
        (FairPoint(said("A delivery came 2 days late."), (window.ids["shop"],)),),
    )


def judge(
    monkeypatch: pytest.MonkeyPatch, *found: Finding, look: FairLook | None = None, kinds: tuple[Pattern, ...] = ()
) -> None:
    """Have these found of every client, and nothing else."""
    by_sign = {each.sign: each for each in found}

    def judged(_db: object, client: int, _today: object) -> reading.Judged:
        findings = tuple(by_sign.get(sign, Finding(sign)) for sign in range(1, 11))
        return reading.Judged(client, "", findings, kinds, look or FairLook())

    monkeypatch.setattr(client_look, "judged", judged)


NEXT_YEAR = TODAY + timedelta(days=365)
