"""The window in which the guide is read: contents, search, back and forward. Its links lead only to its own pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clientguard.texts import _, current
from clientguard.ui.app.guide import guide_pages
from clientguard.ui.app.guide.page_text import PageText
from clientguard.ui.app.guide.topics import FIRST, Topic
from clientguard.ui.app.window.history import History, Visit
from clientguard.ui.dialogs.searching.row import DATA, PASSAGE, Row
from clientguard.ui.look import icons
from clientguard.ui.look.theme import theme, tokens
from clientguard.ui.widgets.button import button, quiet, tinted
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.on_screen import room_for_window

WIDE = 46  # letters of a line beside the contents: with less, either the contents or a page is shown
BESIDE = 62  # points beside a title in the contents: its icon, the margins, the scroll bar
HIGH = 22  # heights of a line: below that, the links of a page are in its text alone


class GuideReader(Dialog):
    """Shows a page of the guide. It knows nothing of the casebook: it also opens where none is, and stays when it is
    locked. Over a question it is a dialog, else a window of its own, `beside` that of the program.
    """

    def __init__(self, topic: Topic, parent: QWidget | None, *, beside: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        if beside is not None:
            self.setWindowFlags(Qt.WindowType.Window)  # a dialog without an owner would lie over all windows
            self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
            self.setProperty("stays", True)
        self.setWindowTitle(_("Guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages = {each.key: each for each in guide_pages.pages(current())}
        self.history = History()
        self.setMinimumSize(320, 240)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 12)
        box.setSpacing(10)
        box.addLayout(self._top())
        self.list = QListWidget()
        self.list.setAccessibleName(_("Contents"))
        self.list.setItemDelegate(Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.none = Label(_("Nothing found."), "soft")
        self.none.hide()
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.none)
        left.addWidget(self.list, 1)
        self.text = PageText()
        self.text.anchorClicked.connect(self._follow)
        self.text.come_to.connect(self._tell_link)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.text, 1)
        self.links = QWidget()
        self._links = Flow(self.links)
        right.addWidget(self.links)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._left)
        self._page = QWidget()
        self._page.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self._page, 1)
        box.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        self.close_button = button(_("Close", "window"), primary=True)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        box.addLayout(foot)
        self._make_keys()
        self._found = ""  # what was looked for when the page was opened
        self._shows_list = False  # where there is room for one of the two
        self._fill()
        theme().changed.connect(self._show_again)
        room = room_for_window(beside or parent or self)
        self.resize(min(960, room.width()), min(680, room.height()))
        self.show_topic(topic)
        self.text.setFocus()

    def done(self, result: int) -> None:
        """Close, and have the keyboard in what is in front of the program then."""
        active = self.isActiveWindow()
        super().done(result)
        below = QApplication.activeModalWidget() or self._beside
        if active and below is not None and below.isVisible():
            below.activateWindow()

    def forget(self) -> None:
        """Drop what was looked for: the casebook is locked, and it may name somebody."""
        self.input.setText("")  # `clear` could be undone
        self.text.mark_words([])

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(8)
        self.back = button("")
        self.forward = button("")
        for made, word, icon, keys in (
            (self.back, _("Back"), "arrow-left", "Alt+Left"),
            (self.forward, _("Forward"), "arrow-right", "Alt+Right"),
        ):
            made.setAccessibleName(word)
            made.setToolTip(f"{word} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")
            tinted(made, icon, "ink")
            top.addWidget(made)
        self.back.clicked.connect(lambda: self._move(self.history.back(self._place())))
        self.forward.clicked.connect(lambda: self._move(self.history.forward(self._place())))
        self.contents = button(_("Contents"))
        self.contents.clicked.connect(self.show_contents)
        top.addWidget(self.contents)
        self.input = QLineEdit()
        self.input.setPlaceholderText(_("Search the guide"))
        self.input.setAccessibleName(_("Search the guide"))
        self.input.setClearButtonEnabled(True)
        self.input.textChanged.connect(self._fill)
        self.input.installEventFilter(self)
        top.addWidget(self.input, 1)
        return top

    def _make_keys(self) -> None:
        for keys, act in (
            ("Alt+Left", self.back.click),
            ("Alt+Right", self.forward.click),
            ("Ctrl+F", self._go_to_search),
            ("F1", self.show_contents),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # --- which page ---

    def show_topic(self, topic: Topic) -> None:
        """Show a page, at a word of the screens that it names."""
        self._go(topic.page)
        if topic.word:
            self.text.go_to_word(guide_pages.screen_word(topic.word, topic.page, current()))

    @property
    def page(self) -> guide_pages.GuidePage:
        """The page that is shown."""
        return self.pages[self.history.here.page if self.history.here else FIRST.page]

    def _go(self, key: str) -> None:
        place = self._place()
        self.history.visit(key, 0, place)
        self._show()

    def _move(self, visit: Visit | None) -> None:
        if visit is not None:
            self._show()
            self.text.verticalScrollBar().setValue(visit.place.get("scroll", 0))

    def _place(self) -> dict[str, int]:
        return {"scroll": self.text.verticalScrollBar().value()}

    def _follow(self, url: QUrl) -> None:
        key = url.fileName().removesuffix(".md")
        if key in self.pages:
            self._go(key)

    def _tell_link(self, target: str) -> None:
        """Let a screen reader say which page the link leads to that the keyboard came to."""
        key = QUrl(target).fileName().removesuffix(".md")
        if QAccessible.isActive() and key in self.pages:
            told = _("See also: {page}", page=self.pages[key].title)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.text, told))

    def _show(self) -> None:
        page = self.page
        self.text.show_page(page, self.mark)
        while item := self._links.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if page.links:
            self._links.addWidget(Label(_("See also"), "soft"))
        for key in page.links:
            made = quiet(self.pages[key].title, self.links)
            made.setAccessibleName(_("See also: {page}", page=self.pages[key].title))
            made.clicked.connect(lambda _checked=False, key=key: self._open(key))
            self._links.addWidget(made)
        self.back.setEnabled(self.history.has_before)
        self.forward.setEnabled(self.history.has_after)
        self._mark_row()
        self._shows_list = False
        self._arrange()

    @property
    def mark(self) -> str:
        """What stands at the top of a page that is not translated, or whose translation nobody reviewed; else ""."""
        if self.page.language != current().language and current().language != "en":
            return _("This page is not translated yet. It is shown in English.")
        return "" if self.page.is_reviewed else _(guide_pages.UNREVIEWED)

    def _show_again(self) -> None:
        at = self._place()["scroll"]
        self.text.show_page(self.page, self.mark)
        self.text.verticalScrollBar().setValue(at)
        self._fill()

    # --- contents and search ---

    def _fill(self) -> None:
        """List the pages, or those that have what is looked for."""
        typed = self.input.text()
        self.list.clear()
        if typed.strip():
            for each in guide_pages.found(self.pages.values(), typed):
                self._add(each.page, each.text)
            self._shows_list = True
        else:
            for page in self.pages.values():
                self._add(page)
        self.none.setVisible(not self.list.count())
        self._mark_row()
        self._arrange()

    def _add(self, page: guide_pages.GuidePage, passage: str = "") -> None:
        item = QListWidgetItem(icons.icon("file-text", tokens().soft), page.title)
        item.setData(DATA, page.key)
        if passage:
            item.setData(PASSAGE, passage)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{page.title}. {passage}")
            item.setToolTip(passage)
        self.list.addItem(item)

    def _mark_row(self) -> None:
        """Choose the row of the page that is shown; else the first one."""
        rows = range(self.list.count())
        here = next((row for row in rows if self.list.item(row).data(DATA) == self.page.key), 0)
        self.list.setCurrentRow(here if rows else -1)

    def _choose(self, item: QListWidgetItem) -> None:
        self._open(item.data(DATA), self.input.text().strip())

    def _open(self, key: str, wanted: str = "") -> None:
        self._go(key)
        self.text.mark_words(wanted.split())
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_search(self) -> None:
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.input.selectAll()

    def show_contents(self) -> None:
        """Go to the list of all pages."""
        self.input.clear()
        self._shows_list = True
        self._arrange()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search to what it found with Down and Return, as in the command box."""
        if watched is self.input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if (item := self.list.currentItem()) and self.input.text().strip():
                    self._choose(item)
                return True
        return super().eventFilter(watched, event)

    # --- room ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show contents and page beside each other, or one of them where there is no room for both."""
        metrics = self.fontMetrics()
        titles = max(metrics.horizontalAdvance(each.title) for each in self.pages.values()) + BESIDE
        wide = self.width() >= titles + WIDE * metrics.averageCharWidth()
        self._left.setMaximumWidth(titles if wide else self.maximumWidth())
        self._left.setMinimumWidth(titles if wide else 0)
        self.contents.setVisible(not wide)
        self._left.setVisible(wide or self._shows_list)
        self._page.setVisible(wide or not self._shows_list)
        self.list.setVisible(self.list.count() > 0)
        self.none.setVisible(not self.list.count())
        self.links.setVisible(self.height() >= HIGH * metrics.height() and bool(self.page.links))
