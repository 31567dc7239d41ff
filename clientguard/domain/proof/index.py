"""The facts of a bundle's first page: whom and which days it is about, what happened, and where it is shown (P5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clientguard.domain.communication.papers.head import Asked, PaperHead, paper_head
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.money.amount import Money
from clientguard.domain.paper.printed import Anchor, plain_facts
from clientguard.domain.proof import exhibits as sections
from clientguard.domain.proof.plan import INTEREST, PAPER_NAMES, Listed, Plan
from clientguard.domain.proof.veil import Veil
from clientguard.domain.records import Business, Client, Record
from clientguard.domain.wording import Said, said

FORMAT = "clientguard bundle index 1"  # in the JSON: a reader checks it first
LINES = 24  # of the chronology on the first page at most
UNKNOWN = "…"  # in place of a name that is left out
# What tells most comes first: the page has room for some of it.
_TELLING = (
    sections.CONTRACT, sections.MONEY, sections.LETTERS, sections.STOPS, sections.PROMISES, sections.REQUESTS,
    sections.PROBLEMS, sections.DEMANDS, sections.MARKED, sections.MAIL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its first and last exhibit, and how many original messages and attached files these have."""

    name: Said
    first: int
    last: int
    files: int

    @property
    def count(self) -> int:
        """How many exhibits it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Line:
    """What happened on a day, and the exhibit that shows it; in the list of exhibits, with the names of its files."""

    on: date | None
    what: Said
    exhibit: int
    files: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Index(PaperHead):
    """Everything on the page. `lines` are the most telling ones, these first; `exhibits` counts all.

    `owed` is what the statement of account comes to, in each currency; `has_interest`: an interest sheet is enclosed.
    """

    exhibits: int
    sections: tuple[SectionLine, ...]
    lines: tuple[Line, ...]
    papers: tuple[Said, ...]
    owed: tuple[Money, ...]
    has_interest: bool
    left_out: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ExhibitList(PaperHead):
    """Every exhibit, in the order of the numbers."""

    lines: tuple[Line, ...]
    sections: tuple[SectionLine, ...]


def index(
    firm: Business, client: Client, plan: Plan, veil: Veil, version: int, anchor: Anchor, owed: Sequence[Money] = ()
) -> Index:
    """Return the first page of a bundle."""
    return Index(
        **_head(firm, client, plan, veil, version, anchor),
        exhibits=len(plan.exhibits),
        sections=section_lines(plan.exhibits),
        lines=tuple(_line(each) for each in telling(plan.exhibits, LINES)),
        owed=tuple(owed),
        has_interest=INTEREST in plan.papers,
        papers=tuple(said(PAPER_NAMES[each]) for each in plan.papers),
        left_out=plan.all_left_out,
    )


def exhibit_list(
    firm: Business,
    client: Client,
    plan: Plan,
    veil: Veil,
    version: int,
    anchor: Anchor,
    files: Mapping[int, tuple[Said, ...]],
) -> ExhibitList:
    """Return the list of all exhibits; `files` has what their files are called, by their numbers."""
    head = _head(firm, client, plan, veil, version, anchor)
    lines = tuple(replace(_line(each), files=files.get(each.number, ())) for each in plan.exhibits)
    return ExhibitList(**head, lines=lines, sections=section_lines(plan.exhibits))


def _head(firm: Business, client: Client, plan: Plan, veil: Veil, version: int, anchor: Anchor) -> Mapping[str, Any]:
    days = [each.on for each in plan.exhibits if each.on and each.on <= plan.made]
    span = Span(min(days, default=None), plan.made)
    shown = _without(firm, veil), _without(client, veil)
    return paper_head(*shown, Asked(plan.made, version, span, anchor), own=True)


def _without(record: Any, veil: Veil) -> Any:  # noqa: ANN401 - the business or the client
    """Return a record with nothing in it that stays closed."""
    closed = {
        each.name: UNKNOWN if each.name == record.kind.title else ""
        for each in record.kind.fields
        if isinstance(getattr(record, each.name), str) and not veil.is_open(record, each)
    }
    return replace(record, **{**closed, "language": record.language}) if closed else record


def shown_name(record: Record, veil: Veil) -> str:
    """Return what a record is called in the bundle."""
    return getattr(_without(record, veil), record.kind.title)


def section_lines(listed: Iterable[Listed]) -> tuple[SectionLine, ...]:
    """Return the sections that have exhibits, in their order."""
    found: dict[str, list[Listed]] = {}
    for each in listed:
        found.setdefault(each.section, []).append(each)
    return tuple(
        SectionLine(said(sections.SECTIONS[key]), few[0].number, few[-1].number, sum(each.files for each in few))
        for key, few in found.items()
    )


def telling(listed: Sequence[Listed], most: int) -> list[Listed]:
    """Return the exhibits that tell most, at most so many: one of each section in turn, the newest first."""
    left = {key: [each for each in listed if each.section == key] for key in _TELLING}
    chosen: list[Listed] = []
    while len(chosen) < most and any(left.values()):
        for key in _TELLING:
            others = any(left[each] for each in _TELLING if each != sections.MAIL)
            if left[key] and len(chosen) < most and (key != sections.MAIL or not others):
                chosen.append(left[key].pop())
    return chosen


def _line(listed: Listed) -> Line:
    return Line(listed.on, listed.what, listed.number)


def by_day(line: Line) -> tuple[date, int]:
    """Return by what lines are put into the order of their days."""
    return line.on or date.max, line.exhibit


def facts_json(found: Index | ExhibitList) -> dict[str, Any]:
    """Return the facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}
