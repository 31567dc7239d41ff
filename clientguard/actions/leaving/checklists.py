"""The checklists of the platforms, for screens and commands, which do not read the resources themselves (P4.4)."""

from __future__ import annotations

from collections.abc import Mapping

from clientguard.domain.leaving.assets import PlatformChecklist
from clientguard.letters.platforms import platform_checklist


def checklist_of(kind: str, language: str = "en") -> PlatformChecklist | None:
    """Return the checklist of a kind of account; None for an account without a kind."""
    return platform_checklist(kind, language)


def step_texts(kind: str, language: str = "en") -> Mapping[str, str]:
    """Return the texts of a kind's checklist by the key of the step, as `Handover.checklist` names them."""
    found = platform_checklist(kind, language)
    return {each.key: each.fact.text for each in found.steps} if found else {}
