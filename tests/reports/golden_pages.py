"""Pages of papers as they were looked at and found good, as text (`drawn_lines`): `golden/LANGUAGE/PAPER.txt`.

python -m tests.reports.golden_pages            write them as the papers are now
python -m tests.reports.golden_pages FOLDER     put their PDFs there as well, to be looked at before
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from clientguard.texts import words
from tests.reports import thai_records
from tests.reports.drawn_lines import described
from tests.reports.every_paper import PAPERS

FOLDER = Path(__file__).with_name("golden")
THAI = {f"th/{name}": (make, 0) for name, make in thai_records.PAPERS.items()}
# Each page by its place in the folder: how its paper is made, and which page of it, from 0.
PAGES: Mapping[str, tuple[Callable[[], bytes], int]] = {
    **THAI,
    "th/accounts": (thai_records.PAPERS["final"], 1),
    **{f"{language}/final": (partial(PAPERS["final"], words(language)), 0) for language in ("en", "ms", "fy")},
}


def golden(name: str) -> str:
    """Return a page as it was found good."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def main(folder: Path | None) -> None:
    """Write all pages, and their papers where they can be looked at."""
    for name, (make, page) in PAGES.items():
        pdf = make()
        file = FOLDER / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(described(pdf, page), encoding="utf-8")
        if folder:
            (folder / f"{name.replace('/', '-')}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
