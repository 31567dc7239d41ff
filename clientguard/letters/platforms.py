"""The checklists that ship for handing over each kind of platform: `resources/platforms` (P4.4).

`en/KIND.json` holds the facts with their English texts. Another language's file holds only texts, by the place where
they stand: `"steps/ad_account.1/text"`, `"proof/0/text"`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from clientguard import paths
from clientguard.domain.leaving.assets import ChecklistStep, PlatformChecklist, PlatformFact, PlatformSource

_LISTS = ("proof", "breaks", "survives", "billing", "recovery", "mistake", "limits")


@cache
def platform_checklist(kind: str, language: str = "en") -> PlatformChecklist | None:
    """Return the checklist of a kind of account; English where the language has no text; None if none ships."""
    read = _read(kind, "en") if kind else {}
    if not read:
        return None
    texts: Mapping[str, str] = texts_of(read) | (_read(kind, language) if language != "en" else {})
    lists = {
        name: tuple(_fact(each, texts[f"{name}/{place}/text"]) for place, each in enumerate(read[name]))
        for name in _LISTS
    }
    return PlatformChecklist(
        kind=read["kind"],
        name=texts["name"],
        examples=tuple(texts[f"examples/{place}"] for place in range(len(read["examples"]))),
        checked=date.fromisoformat(read["checked"]),
        path=tuple(read["path"]),
        steps=tuple(_step(each, texts[f"steps/{each['key']}/text"]) for each in read["steps"]),
        **lists,
        sources=tuple(
            PlatformSource(each["id"], each["title"], each["address"], each["class"]) for each in read["sources"]
        ),
    )


def texts_of(read: Mapping[str, Any]) -> dict[str, str]:
    """Return every text of a checklist by the place where it stands, as other languages translate it."""
    return dict(_texts(read))


def _texts(read: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "name", read["name"]
    for place, each in enumerate(read["examples"]):
        yield f"examples/{place}", each
    for each in read["steps"]:
        yield f"steps/{each['key']}/text", each["text"]
    for name in _LISTS:
        for place, each in enumerate(read[name]):
            yield f"{name}/{place}/text", each["text"]


def _read(kind: str, language: str) -> dict[str, Any]:
    file = paths.resources() / "platforms" / language / f"{kind}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _step(row: dict[str, Any], text: str) -> ChecklistStep:
    return ChecklistStep(
        row["key"], row["who"], _fact(row, text), row.get("wait", 0), row.get("within", 0), row.get("locks_out", False)
    )


def _fact(row: dict[str, Any], text: str) -> PlatformFact:
    return PlatformFact(text, tuple(row.get("sources", ())), row.get("general", False))
