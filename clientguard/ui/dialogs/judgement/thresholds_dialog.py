"""The figures that the signs go by: seen with their defaults and the reasons for them, and changed (P6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from clientguard.actions.judgement.reasons import default_reasons
from clientguard.actions.judgement.thresholds import Setting, set_thresholds
from clientguard.domain.changed import Changed
from clientguard.domain.judgement.finding import CONDUCT
from clientguard.texts import _, current
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.dialogs.judgement.figure_field import FigureField
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import hairline
from clientguard.ui.widgets.label import Label

PLACE = "thresholds"  # where what was typed is kept


class ThresholdsDialog(DraftedDialog):
    """Every figure below the sign that goes by it; all that was changed is saved at once."""

    def __init__(
        self, session: Session, found: Sequence[Setting], kept: Mapping[str, Any] | None, parent: QWidget | None
    ) -> None:
        super().__init__(session, _("What counts as a sign"), _("Save the figures"), parent)
        told = _("Nothing can be set so that one event marks a client, or that a threat of harm needs two.")
        self.body.addWidget(Label(told, "soft", wrap=True))
        why = default_reasons(current().language)
        self.fields: dict[str, FigureField] = {}
        for sign in sorted({each.figure.sign for each in found}):
            self.body.addWidget(Label(_(CONDUCT[sign]) if sign else _("All signs"), "section"))
            self.body.addWidget(hairline())
            for each in found:
                if each.figure.sign == sign:
                    key = each.figure.key
                    self.fields[key] = FigureField(each, why.get(key, ""), self)
                    self.body.addWidget(self.fields[key])
        self.body.addStretch()
        self.save.setEnabled(session.book.writable)
        self.resize(620, 640)
        self.begin(kept)
        for field in self.fields.values():
            field.edited.connect(self.touched)
        next(iter(self.fields.values())).value.setFocus()

    @property
    def place(self) -> str:
        """Where what was typed is kept."""
        return PLACE

    def texts(self) -> dict[str, str]:
        """Return the figures and reasons that differ from those that hold."""
        found: dict[str, str] = {}
        for key, field in self.fields.items():
            if field.changed():
                found |= {key: field.value.text(), f"{key}.why": field.reason.text()}
        return found

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's figures into the inputs."""
        for key, field in self.fields.items():
            if key in texts:
                field.show_texts(texts[key], texts.get(f"{key}.why", ""))

    def show_saved(self) -> None:
        """Show the figures that hold."""
        for field in self.fields.values():
            field.show_saved()

    def action(self) -> Callable[[Job], Changed] | None:
        """Return what saves all that was changed; None, with the reason in place, when a figure is not right."""
        wrong = [each for each in self.fields.values() if not each.check()]
        if wrong:
            wrong[0].value.setFocus()
            for area in self.findChildren(QScrollArea):
                area.ensureWidgetVisible(wrong[0])
            return None
        book = self._session.book
        chosen = {key: change for key, field in self.fields.items() if (change := field.changed())}
        return lambda _job: set_thresholds(book, chosen)
