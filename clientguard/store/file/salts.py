"""What the program keeps about locked casebooks in a folder of its own: their salts, and the failed guesses.

Neither is secret. The salt is also at the start of the file; this copy is needed if a power cut destroyed that.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from clientguard import output
from clientguard.errors import KnownError
from clientguard.store.file import keys
from clientguard.store.file.guesses import Guesses
from clientguard.store.file.place import true_path


class Salts:
    """The salts of casebooks, by path, and their `guesses`. If the folder cannot be written, nothing is kept."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "salts.json"
        self.guesses = Guesses(folder)

    def salt(self, casebook: Path) -> bytes | None:
        """Return the salt that was kept for a casebook."""
        try:
            found = bytes.fromhex(str(self._all()[_name(casebook)]["salt"]))
        except (KeyError, ValueError, TypeError):
            return None
        return found if len(found) == keys.SALT else None

    def keep(self, casebook: Path, salt: bytes | None) -> None:
        """Keep the salt of a casebook that was opened or given a passphrase; None once it has none."""
        if salt is None:
            self._put(casebook, None)
        elif self.salt(casebook) != salt:
            self._put(casebook, {"salt": salt.hex(), "scheme": keys.SCHEME})

    def _all(self) -> dict[str, Any]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType] - it was JSON

    def _put(self, casebook: Path, value: dict[str, Any] | None) -> None:
        found = self._all()
        found.pop(_name(casebook), None)
        if value is not None:
            found[_name(casebook)] = value
        with suppress(OSError, KnownError):  # the salt is also in the file and in each backup's manifest
            self._file.parent.mkdir(parents=True, exist_ok=True)
            output.write_whole(self._file, json.dumps(found, indent=1).encode(), "")


def _name(casebook: Path) -> str:
    return str(true_path(casebook))
