"""What has changed on record since a paper was made: which papers can be compared, and what is special to the report.

Which facts are compared stands in `final/compared.py` and `papers/compared_parts.py`, and for the papers about what was
exchanged in `communication/papers/compared.py`, for the sheets in `judgement/papers/compared.py`; how, in
`paper/comparing.py`. Final reports of the first format have
fewer facts; what they lack is not compared.
"""

from __future__ import annotations

from typing import cast

from clientguard.domain.communication.papers import compared as exchanged
from clientguard.domain.judgement.papers import compared as sheets
from clientguard.domain.leaving.final.compared import CHOICES, OWN, PARTS, TO_DO
from clientguard.domain.leaving.final.facts import FORMAT
from clientguard.domain.leaving.papers import certificate, compared_parts, handover_request
from clientguard.domain.paper.comparing import Change, Compared, Facts, changes_of, lines, object_of, objects_of

_FIRST = "clientguard final report 1"
_SETTLE = "Settle: {what}"  # of what follows from the record, the only line that no other part of the paper has
_REPORT = Compared(OWN, PARTS, CHOICES)
_PAPERS = {  # by the format of their facts
    FORMAT: _REPORT,
    _FIRST: _REPORT,
    handover_request.FORMAT: Compared(compared_parts.REQUEST_OWN, compared_parts.REQUEST_PARTS, compared_parts.CHOICES),
    certificate.FORMAT: Compared(
        compared_parts.CERTIFICATE_OWN, compared_parts.CERTIFICATE_PARTS, compared_parts.CHOICES
    ),
    **exchanged.PAPERS,
    **sheets.PAPERS,
}


def is_comparable(then: object) -> bool:
    """Return whether these are facts of a kind of paper that this version knows."""
    return isinstance(then, dict) and cast("Facts", then).get("format") in _PAPERS


def knows_late_answers(then: Facts) -> bool:
    """Return whether a paper says to which day late answers had moved a date: those of earlier versions do not."""
    return all("late" in each for each in objects_of(then.get("deliverables")))


def changes(then: Facts, now: Facts) -> tuple[Change, ...]:
    """Return what differs between the facts that a paper printed and those on record now, in the paper's order.

    A fact that the earlier paper could not hold, because its field came with a later version, is not compared.
    """
    found = changes_of(_PAPERS[then["format"]], then, now)
    told = {each.item for each in found if each.item}
    told |= {each.after for each in found if each.item and isinstance(each.after, str)}  # the name may be what changed
    if then.get("format") == _FIRST:
        then, now = _of_the_first(then, then), _of_the_first(now, then)
    found += [each for each in lines(TO_DO, then, now, CHOICES) if not (_named(each) & told)]
    return tuple(found)


def _of_the_first(facts: Facts, then: Facts) -> Facts:
    """Return what is still to do as the first format knew it: without lines that it made by other rules."""
    kept = [
        {**each, "by": each.get("by") or each.get("since")}
        for each in objects_of(facts.get(TO_DO.name))
        if isinstance(each.get("what"), str) or object_of(each.get("what")).get("sentence") == _SETTLE
    ]
    return {**then, TO_DO.name: kept}


def _named(change: Change) -> set[str]:
    """Return the names in a line that is still to be done: a change of what it is about explains it."""
    line = object_of(change.before if change.before is not None else change.after)
    return {each for each in object_of(object_of(line.get("what")).get("values")).values() if isinstance(each, str)}
