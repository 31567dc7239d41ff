"""The file of figures, RESULTS.md: one section for each bench, which replaces its own and leaves the others."""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def sections() -> dict[str, str]:
    """Return the sections by their headings."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = re.split(r"^(?=# )", text, flags=re.MULTILINE)
    return {part.partition("\n")[0]: part.strip() for part in parts if part.strip()}


def put(section: str) -> None:
    """Write a section, which begins with its heading, in place of the one of that heading or after the last."""
    found = sections()
    found[section.partition("\n")[0]] = section.strip()
    RESULTS.write_text("\n\n".join(found.values()) + "\n", encoding="utf-8")
