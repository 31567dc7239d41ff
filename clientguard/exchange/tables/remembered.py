"""What was said of tables on this computer, by their heads; it is not part of any casebook."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from clientguard import output, paths
from clientguard.errors import KnownError
from clientguard.exchange.tables.known_tables import Plan, as_json, signature
from clientguard.exchange.tables.read_table import Table

MOST = 50  # heads; the oldest goes first
_FILE = "tables.json"


def plans() -> dict[str, Any]:
    """Return the remembered plans by the heads of their tables, as JSON has them; none if the file is not readable."""
    try:
        found = json.loads((paths.config_dir() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(table: Table, plan: Plan) -> None:
    """Remember what a table's head means; if that fails, it is asked again, so it is ignored.

    How this file's dates are written is not remembered: another one has to show it by itself.
    """
    known = plans()
    known.pop(signature(table), None)
    known[signature(table)] = as_json(Plan(plan.kind, plan.columns))
    kept = dict(list(known.items())[-MOST:])
    with suppress(OSError, KnownError):
        paths.config_dir().mkdir(parents=True, exist_ok=True)
        output.write_whole(paths.config_dir() / _FILE, json.dumps(kept, ensure_ascii=False, indent=1).encode(), "")
