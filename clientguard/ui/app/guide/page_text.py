"""The text of a page of the guide, as it is read: headings, tables and links in the look of the screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from clientguard.ui.app.guide.guide_pages import GuidePage
from clientguard.ui.look.theme import BODY, SECONDARY, SECTION, TITLE, font, tokens

LINES = 115  # per cent of a line: room for the marks that Thai stacks, and for the eye
SIZES = {1: TITLE, 2: SECTION}  # of headings, by their level


class PageText(QTextBrowser):
    """Shows a page. Links are told by `anchorClicked`; nothing is loaded.

    Tab and Shift+Tab go from link to link, then out of the text; Return follows the link that has the ring. `come_to`
    tells where a link leads once the keyboard comes to it.
    """

    come_to = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._by_keyboard = False
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        self.document().setDocumentMargin(12)
        self.selectionChanged.connect(self.viewport().update)

    # --- links by the keyboard ---

    @property
    def link(self) -> str:
        """Where the link leads that has the ring; "" where none has."""
        at = self.textCursor()
        if not (at.hasSelection() and self._by_keyboard):
            return ""
        at.setPosition(at.selectionStart() + 1)  # a format is that of the letter before
        return at.charFormat().anchorHref()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next link, or out of the text."""
        self._by_keyboard = True
        gone = super().focusNextPrevChild(forward)
        if gone and self.hasFocus() and self.link:
            self.come_to.emit(self.link)
        self.viewport().update()
        return gone

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the last link where one comes back into the text."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.focusNextPrevChild(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self.hasFocus() and self.link):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        for area in self._areas(self.textCursor()):
            painter.drawRoundedRect(area.adjusted(-3, 0, 3, 0), 4, 4)

    def _areas(self, at: QTextCursor) -> Iterator[QRectF]:
        """Yield where the selected text stands in the viewport, one area for each line."""
        block = self.document().findBlock(at.selectionStart())
        origin = self.document().documentLayout().blockBoundingRect(block).topLeft()
        origin -= QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        first, last = at.selectionStart() - block.position(), at.selectionEnd() - block.position()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin < end:
                left, right = (line.cursorToX(each)[0] for each in (begin, end))  # type: ignore[index]
                yield QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height())

    def show_page(self, page: GuidePage, mark: str = "") -> None:
        """Show a page from its beginning; `mark` is what has to be known first, and scrolls with it."""
        self.setAccessibleName(page.title)
        self.setExtraSelections([])
        self.document().setDefaultFont(font(BODY))
        told = f"> {mark}\n\n" if mark else ""
        self.setMarkdown(f"# {page.title}\n\n{told}{page.text}\n")
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _dress(self) -> None:
        look = tokens()
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            shape = QTextBlockFormat()
            shape.setLineHeight(LINES, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            is_mark = bool(block.blockFormat().property(QTextFormat.Property.BlockQuoteLevel))
            if is_mark:
                shape.setBackground(QBrush(QColor(look.note_on)))
                shape.setLeftMargin(0)
                shape.setRightMargin(0)
            QTextCursor(block).mergeBlockFormat(shape)
            spans = block.begin()
            while not spans.atEnd():
                piece = spans.fragment()
                cursor = QTextCursor(self.document())
                cursor.setPosition(piece.position())
                cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                self._dress_piece(cursor, piece.charFormat(), level, look.note if is_mark else "")
                spans += 1
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setCellPadding(5)
                shape.setCellSpacing(0)
                shape.setBorder(1)
                shape.setBorderCollapse(True)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBorderBrush(QBrush(QColor(look.line)))
                shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(shape)

    def _dress_piece(self, cursor: QTextCursor, was: QTextCharFormat, level: int, colour: str) -> None:
        shape = QTextCharFormat(was)
        shape.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # else Qt makes headings larger by itself
        if level:
            made = font(SIZES.get(level, BODY))
            made.setWeight(QFont.Weight.DemiBold)
            shape.setFont(made)
        elif was.fontFixedPitch():
            shape.setFontPointSize(font(SECONDARY).pointSizeF())  # its letters are wider
            shape.setBackground(QBrush(QColor(tokens().neutral_on)))
        elif was.fontWeight() > QFont.Weight.Normal:
            shape.setFontWeight(QFont.Weight.DemiBold)
        if colour:
            shape.setForeground(QBrush(QColor(colour)))
        if was.isAnchor():
            shape.setForeground(QBrush(self.palette().color(QPalette.ColorRole.Link)))
        cursor.setCharFormat(shape)

    def go_to_word(self, word: str) -> None:
        """Bring the first place at which a word of the screens stands into sight, at the top."""
        at = QTextCursor(self.document())
        while not (at := self.document().find(word, at, QTextDocument.FindFlag.FindCaseSensitively)).isNull():
            if at.charFormat().fontWeight() > QFont.Weight.Normal:
                self._bring_up(at)
                return

    def mark_words(self, words: Sequence[str]) -> None:
        """Mark every place at which one of the words stands, and bring the first into sight."""
        marked: list[QTextEdit.ExtraSelection] = []
        for word in words:
            at = QTextCursor(self.document())
            while not (at := self.document().find(word, at)).isNull():
                each = QTextEdit.ExtraSelection()
                each.cursor = at  # pyright: ignore[reportAttributeAccessIssue] - a field, in Qt's own words
                each.format.setBackground(QColor(tokens().attention_on))  # pyright: ignore[reportAttributeAccessIssue]
                each.format.setForeground(QColor(tokens().ink))  # pyright: ignore[reportAttributeAccessIssue]
                marked.append(each)
        self.setExtraSelections(marked)
        if marked:
            self._bring_up(min((each.cursor for each in marked), key=lambda each: each.position()))

    def _bring_up(self, at: QTextCursor) -> None:
        at.setPosition(at.selectionStart())
        self.setTextCursor(at)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(at).top() - self.fontMetrics().height())
