"""Contact and income of all clients beside one another (P2.4, P6.4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout

from clientguard.domain.judgement.worth import Worth, worth
from clientguard.store.views.judgement.worth import worth_facts
from clientguard.texts import N_, _, week_minute
from clientguard.ui.pages.compare.model import CLIENT, COLUMNS, CONTACT, OF_TARGET, CompareModel
from clientguard.ui.pages.compare.target_bar import TargetBar
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.inputs import Choice
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

SPANS = ((91, N_("Last three months")), (365, N_("Last twelve months")), (0, N_("All the time")))
YEAR = 1  # the place of the span that is shown first
FIRST_DAY = date(1970, 1, 1)
LAYOUT = "compare"  # where the widths of the columns are kept


class ComparePage(Page):
    """A table of clients with the figures that compare them; Enter opens a client."""

    kinds = frozenset(
        {
            "business",
            "client",
            "message",
            "meeting",
            "request",
            "approval_round",
            "work",
            "payment",
            "invoice",
            "write_off",
            "contract",
        }
    )

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        row = QHBoxLayout()
        self.span = Choice()
        self.span.setAccessibleName(_("Time that is compared"))
        for days, word in SPANS:
            self.span.addItem(_(word), days)
        self.span.setCurrentIndex(YEAR)
        self.span.activated.connect(lambda _place: self.refresh())
        label = Label(_("Time", "span"), "secondary")
        label.setBuddy(self.span)
        row.addWidget(label)
        row.addWidget(self.span)
        row.addStretch()
        box.addLayout(row)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)
        self.model = CompareModel(self)
        self.view = self._view()
        self.says = Label("", wrap=True)  # of the client that is chosen
        self._none = EmptyState(_("There is no client to compare yet."), _("Find clients in your mail"))
        self._none.acted.connect(lambda: self.intents.go("find"))
        for each in (self.view, self._none):
            self._stack.addWidget(each)
        box.addWidget(self.says)
        foot = _(
            "Contact is counted in messages, calls and meetings; income in payments. A rate needs logged work. Figures"
            " say what happened, not why."
        )
        box.addWidget(Label(foot, "secondary", wrap=True))

    def _view(self) -> RowView:
        view = RowView(self)
        view.show_model(self.model, _("Contact and income of each client"))
        view.setItemDelegateForColumn(OF_TARGET, TargetBar(view))
        head = view.horizontalHeader()
        view.setSortingEnabled(True)  # before the widths: the words need room for the mark of the order
        widest = view.fontMetrics().horizontalAdvance("00,000.00") + 24
        for column in range(1, len(COLUMNS)):
            view.widen(column, widest)
        view.give_rest(CLIENT, 150)
        view.fold([12, 11, 10, 14, 13, 9, 8, 5, 7, 6, 4, 3])
        head.setSortIndicator(CONTACT, Qt.SortOrder.DescendingOrder)
        view.activated.connect(lambda _index: self._open())
        view.copy_wanted.connect(self._copy)
        view.offer_columns(fixed=CLIENT)
        view.arrange(self.session.layouts.get(LAYOUT, ""))
        view.arranged.connect(self._keep)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._say())
        return view

    def refresh(self) -> None:
        """Read the figures of the chosen span again."""
        self.show_head(Head(_("Contact and income")))
        today = self.session.today()
        days = self.span.currentData()
        since = today - timedelta(days=days) if days else FIRST_DAY

        def work(db: Connection) -> tuple[Worth, ...]:
            return tuple(worth(each, today) for each in worth_facts(db, since, today, week_minute))

        self.read(work, self._show)

    def take_focus(self) -> None:
        """Take the keyboard for the table."""
        (self._stack.currentWidget() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, rows: tuple[Worth, ...]) -> None:
        self.model.show_rows(rows)
        self._stack.setCurrentWidget(self.view if rows else self._none)
        self._say()

    def _say(self) -> None:
        """Say what there is to say of the client that is chosen."""
        row = self.view.currentIndex().row()
        self.says.setText(" ".join(self.model.sentences(row)) if 0 <= row < len(self.model.rows) else "")
        self.says.setVisible(bool(self.says.text()))

    def _open(self) -> None:
        row = self.view.currentIndex().row()
        self.intents.go("client", self.model.rows[row].touch.facts.client)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        if self.view.currentIndex().isValid():
            menu.addAction(_("Go to the client")).triggered.connect(lambda: self._open())
            menu.addAction(_("Copy")).triggered.connect(lambda: self._copy())
            menu.addSeparator()
        self.view.list_columns(menu.addMenu(_("Columns")), range(len(COLUMNS)), {CLIENT})
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _keep(self) -> None:
        self.session.layouts[LAYOUT] = self.view.arrangement()

    def _copy(self) -> None:
        """Put the selected rows on the clipboard as text, columns divided by tabs."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        lines = ("\t".join(self.model.text(row, column) for column in range(len(COLUMNS))) for row in rows)
        QApplication.clipboard().setText("\n".join(lines))
