"""The actions of judgement that take an open casebook, each with how it is tried (`test_only_sqlite_opens`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clientguard.actions.judgement import reviewing
from tests.factories import TODAY

TRIED_ON_JUDGEMENT: dict[str, Callable[[Any], object]] = {
    "reviewing.review_sign": lambda w: reviewing.review_sign(w.book, w.client, 5, "doubt", "Our invoice", TODAY),
}
