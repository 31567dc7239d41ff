"""What of a plan can be left out of a bundle: exhibits by sort, persons, fields; and its files, to be read (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.proof.bundling import Plan, Wanted
from clientguard.domain.proof.exhibits import SECTIONS
from clientguard.domain.proof.plan import Listed
from clientguard.domain.proof.veil import SEARCHED
from clientguard.domain.records import KINDS, Kind
from clientguard.texts import _, _n, current
from clientguard.ui.dialogs.proof.unfolding import Tick, TickedPart, Ticks, Unfolding
from clientguard.ui.widgets.label import Label

FILES = 100  # names of files that are listed


class BundleChoice(QWidget):
    """Four headings that unfold. `changed`: something was ticked, so what would go in is another."""

    changed = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = self._shown = plan  # as it was first, and as it is now
        self._named = {each.record: each.is_in for each in plan.persons}
        self._redacted: dict[object, bool] = {}
        self.sections = [self._section(key, rows) for key, rows in by_section(plan).items()]
        self.persons = Unfolding(_("Persons"), self._persons)
        self.files = Unfolding(_("Files"), self._files)
        self.fields = Unfolding(_("Fields to leave out"), self._fields)
        self.exhibits = Unfolding(_("Exhibits"), self._exhibits)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for each in (self.exhibits, self.persons, self.files, self.fields):
            box.addWidget(each)
        self.persons.setVisible(bool(plan.persons))
        self.show_plan(plan)

    def wanted(self, first: Wanted) -> Wanted:
        """Return what is asked of the bundle now; `first` names the client and the day."""
        without = [key for part in self.sections for key, on in part.ticked.items() if not on]
        persons = {each.record: each.is_in for each in self._plan.persons}
        return Wanted(
            first.client,
            first.today,
            tuple(str(key) for key, on in self._redacted.items() if on),
            tuple(int(str(key)) for key in without)
            + tuple(person for person, was in persons.items() if was and not self._named[person]),
            tuple(person for person, was in persons.items() if not was and self._named[person]),
        )

    def show_plan(self, plan: Plan) -> None:
        """Show the counts of what would go in now."""
        words = current()
        self._shown = plan
        self.exhibits.count.setText(words.number(len(plan.exhibits)))
        self.persons.count.setText(words.number(sum(each.is_in for each in plan.persons)))
        self.files.count.setText(words.number(len(plan.attachments)))
        self.fields.count.setText(words.number(len(plan.redacted)) if plan.redacted else _("none"))
        if isinstance(self.files.body, Label):
            self.files.body.setText(files_text(plan))

    # --- what unfolds ---

    def _section(self, key: str, rows: list[Listed]) -> TickedPart:
        words = current()
        ticks = [Tick(each.record, words.date(each.on) if each.on else "–", words.say(each.what)) for each in rows]
        made = TickedPart(words(SECTIONS[key]), ticks)
        made.changed.connect(self.changed)
        return made

    def _exhibits(self) -> QWidget:
        return _column(self.sections)

    def _persons(self) -> QWidget:
        say = current().say
        rows = [Tick(each.record, each.name, say(each.why), each.is_in) for each in self._plan.persons]
        made = Ticks(rows, self._named)  # pyright: ignore[reportArgumentType]
        made.changed.connect(self.changed)
        return made

    def _files(self) -> QWidget:
        return Label(files_text(self._shown), "soft", wrap=True)

    def _fields(self) -> QWidget:
        what = _(
            "What is ticked stays closed everywhere: what shows it is left out too, and the rest can still be checked."
        )
        return _column([Label(what, "soft", wrap=True), *(self._fields_of(each) for each in kinds_in(self._plan))])

    def _fields_of(self, kind: Kind) -> Unfolding:
        def make() -> QWidget:
            rows = [
                Tick(f"{kind.name}.{each.name}", _(each.label), on=False)
                for each in kind.fields
                if each.type in SEARCHED and not each.private
            ]
            self._redacted |= {each.key: self._redacted.get(each.key, False) for each in rows}
            made = Ticks(rows, self._redacted)
            made.changed.connect(self.changed)
            return made

        return Unfolding(_(kind.plural), make, role="strong")


def by_section(plan: Plan) -> dict[str, list[Listed]]:
    """Return the exhibits by their section, in order."""
    found: dict[str, list[Listed]] = {}
    for each in plan.exhibits:
        found.setdefault(each.section, []).append(each)
    return found


def kinds_in(plan: Plan) -> Iterator[Kind]:
    """Yield the kinds of the exhibits, in the order in which these come."""
    yield from (KINDS[each] for each in dict.fromkeys(each.kind for each in plan.exhibits))


def files_text(plan: Plan) -> str:
    """Return the files with their sizes, one a line."""
    words = current()
    lines = [
        _("E{number}: {name}, {size}", number=str(each.exhibit), name=each.name or _("the original message"),
          size=words.size(each.size))
        for each in plan.attachments[:FILES]
    ]  # fmt: skip
    if more := len(plan.attachments) - FILES:
        lines += [_n("and {count} more", "and {count} more", more)] if more > 0 else []
    return "\n".join(lines) or _("None.")


def _column(parts: list[QWidget] | list[TickedPart]) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setSpacing(4)
    for each in parts:
        box.addWidget(each)
    return made
