"""What each language calls harsh, read from `resources/letters/<language>/tone.json` (P4.6)."""

from __future__ import annotations

import json
from functools import cache

from clientguard import paths
from clientguard.domain.leaving.telling.tone import Manner


@cache
def manner(language: str) -> Manner:
    """Return the phrases of a language, none if it has no file yet; making them takes about a second, once."""
    path = paths.resources() / "letters" / language / "tone.json"
    return Manner(json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})
