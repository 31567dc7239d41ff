"""Draws pictures of every part of the screens, light and dark: `python benches/gallery.py FOLDER`.

Four scenes like the design's pictures (Today, a client, leaving, inputs), with made-up words; `--long` draws them with
every text a third longer, `--narrow` in the smallest window.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from benches.turns import turn
from clientguard.domain.leaving.gates import Gate
from clientguard.domain.wording import said
from clientguard.settings import Settings
from clientguard.texts import PSEUDO, use
from clientguard.ui.app.main_window import MainWindow
from clientguard.ui.look.theme import Theme, load_typeface
from clientguard.ui.pages.page import column
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.figure_card import FigureCard
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.gate_row import GateRow
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.queue_row import QueueRow
from clientguard.ui.widgets.stepper import Stepper
from clientguard.ui.widgets.tabs import Tabs
from clientguard.ui.widgets.timeline import Item, Timeline

TODAY = date(2026, 11, 22)
LONG = "--long" in sys.argv


def t(text: str) -> str:
    """Return a text, a third longer if that was asked for."""
    if not LONG:
        return text
    words = text.split()
    return " ".join(words + words[: max(1, len(words) // 3)])


def today(page: QWidget) -> None:
    """Draw Today."""
    box = column(page)
    cards = QHBoxLayout()
    cards.setSpacing(24)
    for number, label in (
        ("€ 14,260", "owed to you, € 6,900 overdue"),
        ("3", "clients owe you an answer, oldest 19 d"),
        ("31 h", "lost waiting this month"),
        ("1", "leaving in progress, last day 12 Dec"),
    ):
        cards.addWidget(FigureCard(number, t(label)), 1)
    box.addLayout(cards)
    box.addSpacing(24)
    rows = (
        ("octagon-pause", "stop", "Harbour & Finch: stop work",
         "Invoice 2026-041, € 4,800. The polite note of 14 Nov had no answer; terms say 1st of the month.",
         "22 days late", "Write the stop note"),
        ("hourglass", "attention", "Lumen Studio: no answer to “Which logo goes live?”",
         "Blocks the launch page; the delivery date has moved from 20 to 27 Nov.", "19 days", "Write the notice"),
        ("receipt", "attention", "Studio Priya: invoice 2026-044 is past due",
         "€ 2,100. On time in 5 of 5 cycles before: a friendly note is enough.", "2 days late", "Write the note"),
        ("key-round", "note", "Casa Verde: two accounts not yet accepted",
         "Domain and ad account were offered on 18 Nov. Second reminder due.", "4 days", "Remind"),
    )  # fmt: skip
    box.addWidget(Label(t("What needs you"), "section"))
    box.addSpacing(8)
    box.addWidget(hairline())
    for place, (icon, tone, what, why, since, action) in enumerate(rows):
        box.addWidget(QueueRow(icon, tone, t(what), t(why), t(since), t(action), primary=place == 0))
    box.addSpacing(24)
    box.addWidget(Label(t("Next"), "section"))
    box.addSpacing(8)
    box.addWidget(hairline())
    box.addWidget(
        QueueRow("calendar-clock", "neutral", t("Baan Suan Café ร้านกาแฟบ้านสวน"),
                 t("Contract ends 15 Jan; 30 days’ notice, so decide by 16 Dec. ต้องตัดสินใจภายในวันที่ ๑๖ ธันวาคม"),
                 t("in 24 days"), t("Open contract"))
    )  # fmt: skip
    box.addStretch()


def client(page: QWidget) -> None:
    """Draw a client's page."""
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 4, 0, 0)
    box.addWidget(
        Banner(
            "stop",
            t("Invoice 2026-041 is unpaid. Work starts again when the payment is recorded."),
            t("Record payment"),
            lead=t("Work is stopped since 15 November."),
        )
    )
    box.addSpacing(12)
    cards = QHBoxLayout()
    cards.setSpacing(32)
    for number, label in (
        ("€ 4,800", "overdue; 4,831.40 with interest"),
        ("12 days", "oldest open request"),
        ("€ 46 / h", "after waiting; target € 85"),
    ):
        cards.addWidget(FigureCard(number, t(label)), 1)
    box.addLayout(cards)
    box.addSpacing(16)
    tabs = Tabs([(word, t(word)) for word in
                 ("Timeline", "Contract", "Work", "Money", "Requests", "Accounts 6", "People", "Leaving")])  # fmt: skip
    tabs.choose("Timeline")
    box.addWidget(tabs)
    lines = [
        ("Fri 20 Nov, 16:12 · call, they rang, 9 min", "“We will pay when the campaign works.” Promise from 14 Nov"
         " broken.", "phone"),
        ("Sun 15 Nov, 09:03 · mail, sent", "Stop note for invoice 2026-041, with the sentence that work starts again"
         " at once on payment.", "mail"),
        ("Sat 14 Nov, 10:20 · mail, received", "“Accounts will transfer it on Monday, promised.” Logged as a promise"
         " for 16 Nov. And then a good deal more of it, so that the words take a second line in any window: the"
         " campaign, the numbers of the last quarter, the new price page, a call with the board on Thursday, and"
         " whether the logo could be a little larger, as it was in the first round.", "mail"),
        ("Fri 13 Nov, 08:41 · mail, received", "เรียนคุณมีรา รบกวนส่งใบแจ้งหนี้อีกครั้งได้ไหมครับ ขอบคุณมากครับ", "mail"),
    ]  # fmt: skip
    items = [Item(t(when), t(text), icon, number, "message") for number, (when, text, icon) in enumerate(lines * 400)]
    timeline = Timeline(lambda wanted: [items[record] for record, _kind in wanted], "Timeline")
    timeline.show_ids([(item.record, item.kind) for item in items])
    timeline.setCurrentIndex(timeline.model().index(1, 0))
    box.addSpacing(8)
    box.addWidget(timeline, 1)


def leaving(page: QWidget) -> None:
    """Draw the wizard."""
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 8, 0, 0)
    row.setSpacing(24)
    words = ("Decide", "Obligations", "Money", "Gates", "Accounts", "Reason", "Final report", "Sign-off")
    stepper = Stepper([(word, t(word)) for word in words], t("Every step is saved. You can close this and come back."))
    states = ("met", "met", "released", "open", "open", "open", "open", "open")
    stepper.show_states(dict(zip(words, states, strict=True)), "Gates")
    row.addWidget(stepper)
    box = QVBoxLayout()
    box.setSpacing(0)
    row.addLayout(box, 1)
    box.addWidget(
        Label(t("What must be true before handover is complete, and what may be held back."), "soft", wrap=True)
    )
    box.addSpacing(16)
    box.addWidget(Label(t("Conditions"), "section"))
    box.addSpacing(8)
    box.addWidget(hairline())
    for gate in (
        Gate("deliverables", said(t("Deliverables")), "met",
             said(t("All 9 are accepted, or dropped in writing by M. Ruiz on 11 Nov."))),
        Gate("payments", said(t("Payments current")), "open",
             said(t("€ 1,350 of the final invoice is open, due 30 Nov.")),
             held=("campaign templates", "the reporting workbook"),
             held_why=said(t("yours until paid (contract, clause 9)")),
             free=("domain", "shop", "ad account", "mailing list", "all personal data")),
        Gate("access", said(t("Access the client withholds")), "released",
             said(t("The analytics property was never shared with you. Released 20 Nov: “nothing of ours is in it”."))),
    ):  # fmt: skip
        box.addWidget(GateRow(gate))
    box.addStretch()
    foot = QHBoxLayout()
    foot.setSpacing(10)
    foot.addWidget(button(t("Back")))
    foot.addStretch()
    foot.addWidget(button(t("Print this page"), icon="printer"))
    foot.addWidget(button(t("Go on with one open gate"), primary=True))
    box.addLayout(foot)


def inputs(page: QWidget) -> None:
    """Draw buttons, inputs, a table, chips and banners in their states."""
    from clientguard.ui.widgets.date_field import DateField
    from clientguard.ui.widgets.picker import Picker
    from clientguard.ui.widgets.progress import ProgressRow
    from clientguard.ui.widgets.secret import secret_line

    holder = QWidget()
    column(page).addWidget(holder)
    grid = QGridLayout(holder)
    grid.setHorizontalSpacing(32)
    grid.setContentsMargins(0, 4, 0, 0)
    left = QVBoxLayout()
    left.setSpacing(6)
    grid.addLayout(left, 0, 0)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    wrong = QLineEdit("32 Nov")
    wrong.setProperty("wrong", True)
    off = QLineEdit("Cannot be changed")
    off.setEnabled(False)
    line = QLineEdit()
    line.setPlaceholderText(t("A name"))
    when = DateField(lambda _text: TODAY, TODAY)
    when.setText("+2w")
    picker = Picker("Find a client")
    picker.offer([(1, "Harbour & Finch Ltd", "work stopped"), (2, "Casa Verde S.L.", "")])
    picker.choose(1)
    combo = QComboBox()
    combo.addItems(["Mail, received", "Call"])
    hidden = secret_line(t("Passphrase"))
    hidden.setText("a heron in the rain")
    for word, widget in (
        ("Name", line),
        ("Day", when),
        ("Client", picker),
        ("Channel", combo),
        ("Passphrase", hidden),
        ("Date", wrong),
        ("Number", off),
    ):
        left.addSpacing(4)
        left.addWidget(Label(t(word), "field"))
        left.addWidget(widget)
        if widget is wrong:
            left.addWidget(Label(t("Enter a date, such as 2026-11-22, 22 Nov, fri, today or +2w."), "error", wrap=True))
    note = QPlainTextEdit("What was said, in your own words.\nA second line.")
    note.setFixedHeight(64)
    left.addSpacing(4)
    left.addWidget(note)
    ticked = QCheckBox(t("Ticked"))
    ticked.setChecked(True)
    off_box = QCheckBox(t("Off, not to be changed"))
    off_box.setEnabled(False)
    checks = Flow()
    for box in (ticked, QCheckBox(t("Not ticked")), off_box):
        checks.addWidget(box)
    left.addLayout(checks)
    left.addStretch()
    grid.addLayout(_right(ProgressRow), 0, 1)


def _right(progress_row: type) -> QVBoxLayout:
    right = QVBoxLayout()
    right.setSpacing(8)
    buttons = Flow()
    dead = button(t("Not now"))
    dead.setEnabled(False)
    dead_primary = button(t("Not now"), primary=True)
    dead_primary.setEnabled(False)
    for made in (
        button(t("Record"), primary=True),
        button(t("Add"), icon="plus"),
        quiet(t("Evidence")),
        dead,
        dead_primary,
    ):
        buttons.addWidget(made)
    right.addLayout(buttons)
    chips = Flow()
    for word, tone in (
        ("Work stopped", "stop"),
        ("open", "attention"),
        ("met", "met"),
        ("released", "released"),
        ("prospect", "neutral"),
        ("in notice", "note"),
    ):
        chips.addWidget(StateChip(t(word), tone))
    right.addLayout(chips)
    for tone in ("attention", "note", "met"):
        right.addWidget(
            Banner(
                tone,
                t("A sentence that holds for the whole page, and says what lifts it."),
                t("Do it") if tone == "attention" else "",
            )
        )
    row = progress_row()
    row.show_progress(312, 1200, t("312 of 1,200"))
    right.addWidget(row)
    table = QTableView()
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels([t("Number"), t("Client"), t("Due"), t("Amount, EUR")])
    for number in range(1, 9):
        cells = [
            QStandardItem(each)
            for each in (f"2026-04{number}", t("Casa Verde S.L."), f"{number} Nov 2026", f"{number * 731:,}.00")
        ]
        cells[3].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        model.appendRow(cells)
    table.setModel(model)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(36)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.horizontalHeader().setSortIndicatorShown(True)
    table.selectRow(1)
    table.setMinimumHeight(180)
    right.addWidget(table, 1)
    right.addWidget(EmptyState(t("No invoice yet. Add the open ones first."), t("Add invoice")))
    return right


SCENES: dict[str, tuple[Callable[[QWidget], None], tuple]] = {
    "today": (today, ("Today", "Sunday 22 November 2026", (), "")),
    "client": (client, ("Harbour & Finch Ltd", "", (("Work stopped", "stop"),), "")),
    "leaving": (leaving, ("Leaving Casa Verde", "", (("last day 12 Dec 2026", "note"),), "")),
    "inputs": (inputs, ("Parts", "every state of them", (("prospect", "neutral"),), "Write the stop note")),
}


def main(folder: Path) -> None:
    """Draw every scene, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if LONG:
        use(PSEUDO)
    theme = Theme(app)
    load_typeface()
    window = MainWindow(Settings(folder / "none.json"))
    window.build()
    window.resize(*((900, 600) if "--narrow" in sys.argv else (1280, 800)))
    for part in (window.rail, window.head.search, window.head.log):
        part.setEnabled(True)
    for key, count in (("today", 4), ("messages", 3), ("money", 2)):
        window.rail.set_badge(key, count)
    window.rail.set_status("Backed up 09:40, verified")
    window.show()
    for name, (draw, (title, subtitle, chips, action)) in SCENES.items():
        theme.use("light")
        page = QWidget()
        draw(page)
        window.stack.addWidget(page)
        window.stack.setCurrentWidget(page)
        page.setFocus()
        window.head.show_head(t(title), t(subtitle), chips, action)
        window.rail.choose("today" if name == "today" else "clients")
        if name == "inputs":
            window.say(t("Removed invoice 2026-041."), lambda: None)
        for look in ("light", "dark"):
            theme.use(look)
            turn(200)
            kind = "-long" * LONG + "-narrow" * ("--narrow" in sys.argv)
            window.grab().save(str(folder / f"{name}-{look}{kind}.png"))


if __name__ == "__main__":
    main(Path(next((word for word in sys.argv[1:] if not word.startswith("--")), "screens")))
