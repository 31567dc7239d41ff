"""Waiting: every open request and promise, oldest first, what it holds up, and what to do about it (P1.1, P1.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from clientguard.actions.communication.waiting.waits import waiting
from clientguard.domain.communication.waiting import Wait
from clientguard.domain.records.names import folded
from clientguard.texts import _, _n
from clientguard.ui.pages.listing import ROW_ACTIONS
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.pages.waiting.model import (
    ASKED,
    CLIENT,
    COLUMNS,
    DAYS,
    HOLDS_UP,
    NEEDED,
    NOTICE,
    SINCE,
    WHAT,
    WORK_DAYS,
    WaitingModel,
)
from clientguard.ui.records import column_widths
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.flow import Beside
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker
from clientguard.ui.widgets.row_view import RowView
from clientguard.ui.widgets.spoken import label_unseen

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

LAYOUT = "waiting"  # where the widths of the columns are kept


class WaitingPage(Page):
    """The list, a filter above it, and below it what is done about the chosen row."""

    kinds = frozenset(
        {"request", "promise", "approval_round", "absence", "contact", "reference", "message", "client", "deliverable",
         "business", "invoice", "payment", "allocation", "write_off"}
    )  # fmt: skip

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self._found: Sequence[Wait] = ()
        self._wanted = 0  # a record to be selected when the list is there
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        self._tools = self._bar()
        box.addWidget(self._tools)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)
        self.model = WaitingModel(self)
        self.view = self._view()
        self.empty = EmptyState(
            _("Nobody owes you an answer. Log what you ask for, and it is listed here until it comes."),
            _("Add request"),
        )
        self.empty.acted.connect(self.act)
        self._none = EmptyState(_("Nothing matches the filter."), _("Clear the filter"))
        self._none.acted.connect(self.clear_filter)
        for each in (self.view, self.empty, self._none):
            self._stack.addWidget(each)
        self._foot = self._buttons()
        box.addWidget(self._foot)
        self._choose_row()

    def _bar(self) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        self.client_filter = Picker(_("Client"), line)
        words = self.client_filter.lineEdit()
        if words:
            words.setPlaceholderText(_("Any client"))
        label_unseen(self.client_filter)
        self.client_filter.edited.connect(self._filter)
        self.client_filter.setMaximumWidth(280)
        row.addWidget(self.client_filter, 1)
        self.due = quiet(_("Notice due"), line)
        self.due.setCheckable(True)
        self.due.setProperty("filterchip", True)
        self.due.toggled.connect(self._filter)
        row.addWidget(self.due)
        row.addStretch(1)
        export = quiet(_("Export"), line)
        export.clicked.connect(self._export)
        row.addWidget(export)
        return line

    def _view(self) -> RowView:
        view = RowView(self)
        view.show_model(self.model, _("What you wait for"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = view.horizontalHeader()
        head.setSortIndicatorShown(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.sectionClicked.connect(self._sort_by)
        metrics = view.fontMetrics()
        days = column_widths.of_dates(metrics)
        due = metrics.horizontalAdvance(_("due since {date}", date="")) + days
        for column, width, least in (
            (CLIENT, 150, 100), (SINCE, days, 0), (DAYS, 60, 0), (WORK_DAYS, 80, 0), (NEEDED, days, 0),
            (HOLDS_UP, 170, 90), (ASKED, 80, 0), (NOTICE, due, 0),
        ):  # fmt: skip
            view.widen(column, width, least)
        view.give_rest(WHAT, 140, wanted=360)
        view.fold([SINCE, NEEDED, ASKED, WORK_DAYS, HOLDS_UP, DAYS])
        view.offer_columns(fixed=WHAT)
        view.arrange(self.session.layouts.get(LAYOUT, ""))
        view.arranged.connect(self._keep)
        view.activated.connect(lambda _index: self._open())
        view.copy_wanted.connect(self._copy)
        view.customContextMenuRequested.connect(self._menu)
        view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._choose_row())
        return view

    def _buttons(self) -> QWidget:
        foot = QWidget(self)
        row = Beside(foot, gap=8, right=True)
        self.foot = Label("", "secondary", wrap=True)
        row.addWidget(self.foot)
        self.close_it = quiet(_("Close unanswered"), foot)
        self.again = button("", icon="mail", parent=foot)
        self.end = button("", icon="circle-check", parent=foot)
        for made, act in ((self.close_it, self._close), (self.again, self._ask_again), (self.end, self._end)):
            made.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(made)
        return foot

    def refresh(self) -> None:
        """Read what waits today."""
        today = self.session.today()
        self.show_head(Head(_("Waiting", "page"), action=_("Add request")))

        def work(db: Connection) -> Sequence[Wait]:
            return waiting(db, today)

        self.read(work, self._show)

    def _show(self, found: Sequence[Wait]) -> None:
        self._found = found
        clients = {each.client: each.client_name for each in found}
        self.client_filter.offer(sorted(clients.items(), key=lambda each: folded(each[1])))
        self._filter()

    def _filter(self) -> None:
        """Show the rows of the chosen client, or only those for which a notice is due."""
        client, due = self.client_filter.chosen(), self.due.isChecked()
        filtered = bool(client) or due
        shown = [each for each in self._found if (not client or each.client == client) and (each.is_due or not due)]
        chosen = self.chosen()
        at, had_focus = self.view.currentIndex().row(), self.view.hasFocus()
        self.model.show_rows(shown)
        self._stack.setCurrentWidget(self.view if shown else self._none if filtered else self.empty)
        self._tools.setVisible(bool(self._found))
        self._foot.setVisible(bool(shown))
        late = sum(each.is_due for each in shown)
        count = _n("{count} record", "{count} records", len(shown))
        self.foot.setText(f"{count}   {_n('{count} notice due', '{count} notices due', late)}" if late else count)
        row = self.model.row_of(self._wanted or (chosen.id if chosen else 0))
        if row < 0 and shown:  # the one that took its place, at first the oldest
            row = min(max(at, 0), len(shown) - 1)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.scrollTo(self.view.currentIndex())
        elif had_focus:
            self.take_focus()
        self._wanted = 0
        self._choose_row()

    def clear_filter(self) -> None:
        """Show everything again."""
        self.client_filter.choose(0)
        self.due.setChecked(False)
        self._filter()

    def chosen(self) -> Wait | None:
        """Return the chosen row; None if none is."""
        place = self.view.currentIndex()
        return self.model.rows[place.row()] if place.isValid() and place.row() < len(self.model.rows) else None

    def _choose_row(self) -> None:
        """Say on the buttons what they do about the chosen row."""
        found, writable = self.chosen(), self.session.book.writable
        is_request = found is None or found.kind == "request"
        self._word(self.end, _("Log the answer") if is_request else _("Note as kept"))
        self._word(self.again, _("Ask again") if is_request else _("Remind of it"))
        for each in (self.end, self.again, self.close_it):
            each.setEnabled(found is not None and writable)
        self.close_it.setVisible(is_request)

    @staticmethod
    def _word(made: QPushButton, word: str) -> None:
        made.setText(f" {word}")
        made.setAccessibleName(word)

    def _end(self) -> None:
        if found := self.chosen():
            (self.intents.answer if found.kind == "request" else self.intents.note_kept)(found.id)

    def _ask_again(self) -> None:
        if found := self.chosen():
            (self.intents.ask_again if found.kind == "request" else self.intents.log_chase)(found.id)

    def _close(self) -> None:
        if found := self.chosen():
            self.intents.close_request(found.id)

    def _open(self) -> None:
        if found := self.chosen():
            self.intents.open(found.kind, found.id)

    def _sort_by(self, column: int) -> None:
        found = self.chosen()
        down = self.model.sort_by(column)
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        if found:
            self.view.setCurrentIndex(self.model.index(self.model.row_of(found.id), 0))

    def _menu(self, at: QPoint) -> None:
        found = self.chosen()
        menu = QMenu(self)
        if found:
            record, client = found.id, found.client
            entries: list[tuple[str, Callable[[], object]]] = [
                (_("Open", "verb"), self._open),
                (_("Copy"), self._copy),
                (_("Go to the client"), lambda: self.intents.go("client", client)),
                *(
                    (_(word), lambda act=act: act(self.intents, record, client))
                    for word, act in ROW_ACTIONS[found.kind]
                ),
            ]
            for word, act in entries:
                menu.addAction(word).triggered.connect(lambda _checked=False, act=act: act())
            menu.addSeparator()
        self.view.list_columns(menu.addMenu(_("Columns")), range(len(COLUMNS)), {WHAT})
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _keep(self) -> None:
        self.session.layouts[LAYOUT] = self.view.arrangement()

    def _lines(self, rows: Sequence[int]) -> list[list[str]]:
        return [[self.model.text(row, column) for column in range(len(COLUMNS))] for row in rows]

    def _copy(self) -> None:
        """Put the selected rows on the clipboard as text, columns divided by tabs."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        if rows:
            QApplication.clipboard().setText("\n".join("\t".join(line) for line in self._lines(rows)))

    def _export(self) -> None:
        words = [_(column.word) for column in COLUMNS]
        self.intents.export_rows(_("Waiting", "page"), words, self._lines(range(len(self.model.rows))))

    def take_focus(self) -> None:
        """Take the keyboard: the rows, or what to do where there are none."""
        (self._stack.currentWidget() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_filter(self) -> bool:
        """Take the keyboard for the filter."""
        self.client_filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self._tools.isVisible()

    def row_action(self, word: str) -> Callable[[], None] | None:
        """Return what the chosen row offers under this word; None where it does not, or none is chosen."""
        found = self.chosen()
        if found is None:
            return None
        acts = {_(text): act for text, act in ROW_ACTIONS[found.kind]}
        return (lambda: acts[word](self.intents, found.id, found.client)) if word in acts else None

    def adds(self) -> str:
        """Return what is added on this page."""
        return "request"

    def place(self) -> dict[str, Any]:
        """Return which row is chosen."""
        found = self.chosen()
        return {"selected": found.id} if found else {}

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Go to the row where one was."""
        self._wanted = place.get("selected") or 0
        if self.has_facts:
            self._filter()

    def act(self) -> None:
        """Add a request."""
        self.intents.add("request")
