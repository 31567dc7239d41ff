"""The facts of a final report, read back from the JSON that is attached to its PDF (P4.5)."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from clientguard.domain.leaving.final.facts import FORMAT, FinalReport
from clientguard.domain.paper.reading import NotFactsError, read_facts
from clientguard.domain.wording import N_
from clientguard.errors import KnownError

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_FAMILY = FORMAT.rstrip("0123456789")


def report_from_json(data: bytes) -> FinalReport:
    """Return the report whose facts these are; KnownError if they are of another paper, or damaged."""
    try:
        found: object = json.loads(data)
    except (ValueError, RecursionError):  # no JSON, or not UTF-8
        raise _not_facts(N_("This file holds no facts of a paper.")) from None
    given = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    kind = given.pop("format", None)
    if not isinstance(kind, str) or not kind.startswith(_FAMILY):
        raise _not_facts(N_("This file does not hold the facts of a final report."))
    if kind != FORMAT:
        raise _not_facts(N_("This file was attached by another version of the program: {format}."), format=kind)
    try:
        report = read_facts(FinalReport, given)
        if not _LANGUAGE.fullmatch(report.language):
            raise NotFactsError("language")
    except NotFactsError as error:
        raise _not_facts(N_("The facts in this file are damaged: {place}."), place=error.place) from None
    except RecursionError:
        raise _not_facts(N_("The facts in this file are damaged: {place}."), place="open_items") from None
    return report


def _not_facts(what: str, **values: str) -> KnownError:
    return KnownError(
        what,
        kept=N_("Nothing was written."),
        todo=N_("Use the file facts.json that is attached to the PDF of a final report."),
        **values,
    )
