"""How many planted secrets the detector finds, and how many false alarms innocent texts cause.

python -m benches.secrets             print the figures and every miss and false alarm
python -m benches.secrets --write     write them to benches/RESULTS.md as well

The texts are in tests/domain/secrets. They were written before the detector and are never changed for it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benches import results
from clientguard.domain.secrets import find_secrets, masked

TEXTS = Path(__file__).resolve().parent.parent / "tests" / "domain" / "secrets"
HEADING = "# Secrets"
GOAL = "Goal: at least 95 % of the planted secrets found, at most 5 % of the innocent texts with a false alarm."


@dataclass(frozen=True, slots=True)
class Measured:
    """The result: planted and found texts by kind, and where it went wrong."""

    planted: Counter[str]
    found: Counter[str]
    missed: tuple[tuple[int, str, str], ...]  # number of the text, kind, the text with its secret shortened
    innocent: int
    alarms: tuple[tuple[int, str, str], ...]  # number of the text, what it was taken for, the text

    @property
    def recall(self) -> float:
        """The share of planted texts whose secrets were found whole."""
        return self.found.total() / self.planted.total()

    @property
    def false_alarms(self) -> float:
        """The share of innocent texts in which something was found."""
        return len(self.alarms) / self.innocent


def load(name: str) -> list[Any]:
    """Return the texts of a file: `planted` or `innocent`."""
    return json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))["texts"]


def measure() -> Measured:
    """Check all texts. A secret counts as found if every character of it, except blanks, is part of a finding."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[tuple[int, str, str]] = []
    for number, each in enumerate(load("planted"), 1):
        kind = each["secrets"][0]["kind"]
        planted[kind] += 1
        if all(is_found(each["text"], secret) for secret in each["secrets"]):
            found[kind] += 1
        else:
            missed.append((number, kind, shortened(each)))
    innocent = load("innocent")
    alarms = [
        (number, ", ".join(secret.kind for secret in secrets), masked(text, secrets))
        for number, text in enumerate(innocent, 1)
        if (secrets := find_secrets(text))
    ]
    return Measured(planted, found, tuple(missed), len(innocent), tuple(alarms))


def is_found(text: str, secret: dict[str, Any]) -> bool:
    """Return whether the findings in the text cover the secret."""
    covered = {place for each in find_secrets(text) for place in range(each.start, each.end)}
    start, end = secret["start"], secret["start"] + len(secret["text"])
    return all(place in covered for place in range(start, end) if not text[place].isspace())


def shortened(planted: dict[str, Any]) -> str:
    """Return a planted text on one line, with all but the first characters of its secrets left out."""
    text = planted["text"]
    for secret in reversed(planted["secrets"]):
        end = secret["start"] + len(secret["text"])
        text = text[: secret["start"] + min(4, len(secret["text"]))] + "…" + text[end:]
    return line(text)


def line(text: str) -> str:
    """Return a text as part of one line of a list."""
    text = " ⏎ ".join(text.split("\n")).replace("`", "'")
    return text if len(text) <= 100 else text[:99] + "…"


def table(measured: Measured) -> str:
    """Return the figures, the misses and the false alarms: everything that depends only on texts and detector."""
    rows = [f"| {kind} | {measured.planted[kind]} | {measured.found[kind]} |" for kind in sorted(measured.planted)]
    total = f"| **all** | {measured.planted.total()} | **{measured.found.total()}** ({measured.recall:.1%}) |"
    met = measured.recall >= 0.95 and measured.false_alarms <= 0.05
    head = ["| kind | planted | found |", "|---|--:|--:|", *rows, total]
    share = f"{measured.false_alarms:.1%}"
    alarmed = f"False alarms: {len(measured.alarms)} of {measured.innocent} innocent texts ({share})."
    missed = [f"- {number}, {kind}: `{text}`" for number, kind, text in measured.missed] or ["None."]
    alarms = [f"- {number}, taken for {kinds}: `{line(text)}`" for number, kinds, text in measured.alarms] or ["None."]
    goal = f"{GOAL} It is {'met' if met else '**not met**'}."
    return "\n".join(
        [*head, "", alarmed, "", goal, "", "Missed, each cut short:", "", *missed, "", "False alarms:", "", *alarms]
    )


def report(measured: Measured, on: date) -> str:
    """Return the section of RESULTS.md."""
    about = (
        f"Measured on {on} by `python -m benches.secrets`. The texts were written, and put on record, before the\n"
        "detector, and the detector was not changed after it had first seen them. Both come from the same house,\n"
        "so that strangers' texts may give lower figures. A text counts as found when every secret in it is\n"
        "covered whole; numbers are places in the files of `tests/domain/secrets`. Since then one name of a host, in\n"
        "text 27, was replaced by an invented one, which changes no figure."
    )
    return f"{HEADING}\n\n{about}\n\n{table(measured)}\n"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write if asked; return the status."""
    parser = argparse.ArgumentParser(prog="python -m benches.secrets")
    parser.add_argument("--write", action="store_true", help="write the section of benches/RESULTS.md")
    options = parser.parse_args(arguments)
    text = report(measure(), date.today())
    print(text)
    if options.write:
        results.put(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
