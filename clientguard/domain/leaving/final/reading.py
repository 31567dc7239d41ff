"""The facts of a final report, read back from the JSON that is attached to its PDF (P4.5)."""

from __future__ import annotations

from clientguard.domain.leaving.final.facts import FORMAT, FinalReport
from clientguard.domain.paper.reading import paper_from_json


def report_from_json(data: bytes) -> FinalReport:
    """Return the report whose facts these are; KnownError if they are of another paper, or damaged."""
    return paper_from_json(data, {FORMAT: FinalReport})
