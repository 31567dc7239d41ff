"""What stands below the form of a kind besides its fields: one row a kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clientguard.ui.dialogs.capture.demand_part import DemandPart
from clientguard.ui.dialogs.capture.problem_part import ProblemPart
from clientguard.ui.dialogs.capture.rounds_part import RoundsPart
from clientguard.ui.records.form import Form
from clientguard.ui.session.session import Session

Part = DemandPart | ProblemPart | RoundsPart
BESIDE: dict[str, Callable[[Session, Form, QWidget], Part]] = {
    "demand": DemandPart,
    "problem": ProblemPart,
    "request": RoundsPart,
}


def beside(kind: str, session: Session, form: Form, parent: QWidget) -> tuple[Part, ...]:
    """Make what stands below the form of a kind."""
    return (BESIDE[kind](session, form, parent),) if kind in BESIDE else ()
