"""What stands below the form of a kind besides its fields: one row a kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clientguard.ui.dialogs.capture.demand_part import DemandPart
from clientguard.ui.dialogs.capture.problem_part import ProblemPart
from clientguard.ui.records.form import Form
from clientguard.ui.session.session import Session

BESIDE: dict[str, Callable[[Session, Form, QWidget], DemandPart | ProblemPart]] = {
    "demand": DemandPart,
    "problem": ProblemPart,
}


def beside(kind: str, session: Session, form: Form, parent: QWidget) -> tuple[DemandPart | ProblemPart, ...]:
    """Make what stands below the form of a kind."""
    return (BESIDE[kind](session, form, parent),) if kind in BESIDE else ()
