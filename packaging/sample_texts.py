"""The texts of the sample practice that are translated: what its files say, but for names, numbers and addresses."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"

sys.path.insert(0, str(ROOT))

from clientguard.actions.casebook.sample import OWN, is_translated  # noqa: E402 - the sources beside this file
from clientguard.domain.records import KINDS  # noqa: E402


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text of the sample, and where it stands: `message.body of lumen-studio`."""
    practice = _read(SAMPLES / "practice.toml")
    yield from _of_record("business", practice["business"], "the practice")
    for kind in OWN:
        for row in practice[kind]:
            yield from _of_record(kind, row, "the practice")
    for name in practice["clients"]:
        yield from _of_client(_read(SAMPLES / "clients" / f"{name}.toml")["client"], name)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _of_client(client: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    yield from _of_record("client", client, name)
    kinds = {"client": "client"}  # by the key of a record
    for kind, rows in client.items():
        if not isinstance(rows, list):
            continue
        for row in rows:
            if kind == "attachment":
                yield row["name"], f"the name of a file of {name}"
                yield (
                    row["text"] if "text" in row else (SAMPLES / row["file"]).read_text(encoding="utf-8"),
                    f"a file of {name}",
                )
                continue
            kinds[row.get("key", kind)] = kind
            kinds.setdefault(kind, kind)
            yield from _of_record(kinds[row["of"]] if kind == "change" else kind, row, name)


def _of_record(kind: str, row: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    described = KINDS[kind]
    for field in described.fields:
        value = row.get(field.name)
        if isinstance(value, str) and any(map(str.isalpha, value)) and is_translated(described, field):
            yield value, f"{kind}.{field.name} of {name}"
