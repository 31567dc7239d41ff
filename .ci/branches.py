"""Holds the branches that the tests take: `python .ci/branches.py coverage.json`.

Each of the layers below has a floor of its own, so that a well tested one hides nothing of another.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOOR = 93.0  # per cent
LAYERS = ("domain", "store", "actions")


def main(arguments: list[str]) -> int:
    """Print each layer's share of branches taken, and its weakest files below the floor; return the status."""
    files = json.loads(Path(arguments[0]).read_text("utf-8"))["files"]
    low = False
    for layer in LAYERS:
        sums = {
            name: (facts["summary"]["covered_branches"], facts["summary"]["num_branches"])
            for name, facts in files.items()
            if name.replace("\\", "/").startswith(f"clientguard/{layer}/")
        }
        taken = share(list(sums.values()))
        print(f"{layer:8} {taken:5.1f} % of branches in {len(sums)} files (at least {FLOOR:.0f})")
        if taken < FLOOR or not sums:
            low = True
            missed = {name: every - some for name, (some, every) in sums.items() if some < every}
            for name in sorted(missed, key=lambda name: -missed[name])[:12]:
                print(f"         {missed[name]:4} not taken in {name}")
    return int(low)


def share(sums: list[tuple[int, int]]) -> float:
    """Return the per cent of branches taken, from pairs of taken and all."""
    every = sum(whole for _, whole in sums)
    return 100 * sum(taken for taken, _ in sums) / every if every else 100.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
