"""The results file, RESULTS.md: one section for each bench, which replaces its own and leaves the others alone."""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def sections() -> dict[str, str]:
    """Return the sections by heading."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = re.split(r"^(?=# )", text, flags=re.MULTILINE)
    return {part.partition("\n")[0]: part.strip() for part in parts if part.strip()}


def put(section: str) -> None:
    """Write a section, which begins with its heading; it replaces the one with the same heading, or comes last."""
    found = sections()
    found[section.partition("\n")[0]] = section.strip()
    RESULTS.write_text("\n\n".join(found.values()) + "\n", encoding="utf-8")
