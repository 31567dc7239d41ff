"""The checklists that ship for handing over each kind of platform: `resources/platforms` (P4.4)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from clientguard import paths
from clientguard.domain.leaving.assets import ChecklistStep, PlatformChecklist, PlatformFact, PlatformSource


@cache
def platform_checklist(kind: str, language: str = "en") -> PlatformChecklist | None:
    """Return the checklist of a kind of account, in English if there is none in the language; None if none ships."""
    folder = paths.resources() / "platforms"
    found = next((each for each in (folder / language, folder / "en") if (each / f"{kind}.json").is_file()), None)
    if not kind or found is None:
        return None
    read: dict[str, Any] = json.loads((found / f"{kind}.json").read_text(encoding="utf-8"))
    return PlatformChecklist(
        kind=read["kind"],
        name=read["name"],
        examples=tuple(read["examples"]),
        checked=date.fromisoformat(read["checked"]),
        path=tuple(read["path"]),
        steps=tuple(_step(each) for each in read["steps"]),
        proof=_facts(read["proof"]),
        breaks=_facts(read["breaks"]),
        survives=_facts(read["survives"]),
        billing=_facts(read["billing"]),
        recovery=_facts(read["recovery"]),
        mistake=_facts(read["mistake"]),
        limits=_facts(read["limits"]),
        sources=tuple(
            PlatformSource(each["id"], each["title"], each["address"], each["class"]) for each in read["sources"]
        ),
    )


def _step(row: dict[str, Any]) -> ChecklistStep:
    return ChecklistStep(
        row["key"], row["who"], _fact(row), row.get("wait", 0), row.get("within", 0), row.get("locks_out", False)
    )


def _facts(rows: Iterable[dict[str, Any]]) -> tuple[PlatformFact, ...]:
    return tuple(_fact(each) for each in rows)


def _fact(row: dict[str, Any]) -> PlatformFact:
    return PlatformFact(row["text"], tuple(row.get("sources", ())), row.get("general", False))
