"""The actions of proof that take an open casebook, each with how it is tried (`test_only_sqlite_opens`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clientguard.actions.journal import anchors, proofs
from clientguard.actions.proof import bundling
from clientguard.domain.records import Instant
from tests.factories import FIRST, TODAY

AT = Instant(FIRST)

TRIED_ON_PROOF: dict[str, Callable[[Any], object]] = {
    "proofs.prove_entry": lambda w: proofs.prove_entry(w.book, 2, ["name"]),
    "anchors.hand_out_anchor": lambda w: anchors.hand_out_anchor(w.book, AT),
    "anchors.save_anchor_mail": lambda w: anchors.save_anchor_mail(
        w.book, anchors.hand_out_anchor(w.book, AT), w.folder / "anchor.eml"
    ),
    "bundling.make_bundle": lambda w: bundling.make_bundle(
        w.book, bundling.Wanted(w.client, TODAY, redact=("subject",)), w.folder / "bundle.zip"
    ),
}
