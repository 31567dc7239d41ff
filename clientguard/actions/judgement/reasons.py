"""Why the figures that the signs go by are what they are: the texts that lie in the resources (P6)."""

from __future__ import annotations

import tomllib
from functools import cache

from clientguard import paths


@cache
def default_reasons(language: str = "en") -> dict[str, str]:
    """Return the reason for each default by the name of its threshold; in English where a language has none."""
    folder = paths.resources() / "judgement"
    file = folder / language / "thresholds.toml"
    file = file if file.is_file() else folder / "en" / "thresholds.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
