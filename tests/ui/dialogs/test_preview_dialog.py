"""A document inside the app: every page is seen, printed at its own size, and saved whole."""

from __future__ import annotations

import dataclasses
import threading
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from reportlab.pdfgen.canvas import Canvas

from clientguard.reports.leaving.final import render_final_report
from clientguard.texts import words
from clientguard.ui.dialogs.files.printing import Pages, paper_of
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from tests.reports import sample

A4, LETTER = (595.28, 841.89), (612.0, 792.0)


def document(size: tuple[float, float] = A4, pages: int = 3) -> bytes:
    """Return a PDF whose page n has a red square of 72 points, n times 72 points from the left, at its top."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(72 * number, size[1] - 72, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def casebook(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "practice.casebook"
    path.write_bytes(b"its records")
    return path


@pytest.fixture
def dialog(qtbot, casebook) -> PreviewDialog:
    made = PreviewDialog(document(), "Final report, Casa Verde S.L.", "Final report Casa Verde v1.pdf", casebook)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.view.pageCount() == 3 and is_drawn(made))
    return made


def test_what_prints_as_boxes_is_named_above_the_pages_before_anything_is_printed(qtbot, casebook):
    report = sample.report(client=dataclasses.replace(sample.CLIENT, name="ټ Books"))
    made = PreviewDialog(render_final_report(report, words("en")), "Report", "report.pdf", casebook, made_here=True)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.note is not None)
    assert "print as boxes: ټ (client.name" in made.note.accessibleName()


def is_drawn(dialog: PreviewDialog) -> bool:
    """Return whether the first page is seen with its red."""
    image = dialog.view.grab().toImage()
    return any(
        image.pixelColor(x, y).getRgb()[:3] == (255, 0, 0)
        for y in range(0, image.height(), 8)
        for x in range(0, image.width(), 8)
    )


def pdf_printer(path: Path, layout: QPageLayout | None = None) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(100)
    printer.setPageLayout(layout or paper_of(A4))
    return printer


def squares(path: Path) -> list[tuple[int, int]]:
    """Return where each page of a printed document has its red: left edge and width, in points."""
    found = []
    printed = pypdfium2.PdfDocument(path)
    for page in printed:
        image = page.render(scale=1).to_pil().convert("RGB")
        row = [x for x in range(image.width) if image.getpixel((x, 36))[1] < 100 < image.getpixel((x, 36))[0]]
        found.append((row[0], len(row)))
        page.close()
    printed.close()
    return found


def print_all(qtbot, dialog: PreviewDialog, printer: QPrinter) -> None:
    printing = dialog.print_on(printer)
    with qtbot.waitSignal(printing.ended, timeout=20_000) as ended:  # each page is drawn in a job of its own
        pass
    assert ended.args == [True]


def test_pages_are_drawn_in_their_own_colours_and_size():
    pages = Pages(document())
    image = pages.image(2, 72)
    assert image.size() == QSize(596, 842)
    assert image.pixelColor(72 * 2 + 30, 30).getRgb()[:3] == (255, 0, 0)
    assert image.pixelColor(30, 30).getRgb()[:3] == (255, 255, 255)
    pages.close()


@pytest.mark.parametrize(
    ("size", "expected", "turn"),
    [
        (A4, QPageSize.PageSizeId.A4, QPageLayout.Orientation.Portrait),
        (LETTER, QPageSize.PageSizeId.Letter, QPageLayout.Orientation.Portrait),
        ((841.89, 595.28), QPageSize.PageSizeId.A4, QPageLayout.Orientation.Landscape),
    ],
)
def test_the_paper_follows_the_document(size, expected, turn):
    layout = paper_of(size)
    assert layout.pageSize().id() == expected
    assert layout.orientation() == turn


def test_pages_are_drawn_off_the_screen_s_thread(qtbot, casebook, monkeypatch, tmp_path):
    threads = []
    image = Pages.image
    monkeypatch.setattr(Pages, "image", lambda *asked: threads.append(threading.current_thread()) or image(*asked))
    made = PreviewDialog(document(), "Report", "report.pdf", casebook)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: is_drawn(made))
    assert len(threads) == 3
    print_all(qtbot, made, pdf_printer(tmp_path / "printed.pdf"))
    assert len(threads) == 6
    assert threading.main_thread() not in threads


def test_closing_while_pages_are_drawn_ends_that(qtbot, casebook):
    made = PreviewDialog(document(pages=45), "Long", "long.pdf", casebook)
    qtbot.addWidget(made)
    made.show()
    made.reject()
    assert made._slot.is_still()


def test_a_size_without_a_name_is_kept():
    size = paper_of((300, 500)).pageSize().size(QPageSize.Unit.Point)
    assert (size.width(), size.height()) == (300, 500)


def test_it_opens_on_the_first_page_and_says_how_many_there_are(dialog):
    assert dialog.page.value() == 1
    assert dialog.count.text() == "of 3"
    assert dialog.windowTitle() == "Final report, Casa Verde S.L."
    assert not dialog.previous.isEnabled()
    assert dialog.next.isEnabled()


def test_pages_are_turned_by_keys_by_buttons_and_by_number(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: dialog.view.currentPage() == 2)
    assert dialog.page.value() == 2
    dialog.next.click()
    assert dialog.view.currentPage() == 3
    assert not dialog.next.isEnabled()
    dialog.page.setValue(1)
    assert dialog.view.currentPage() == 1


def test_it_zooms_by_keys_and_buttons(qtbot, dialog):
    before = dialog.view.zoomFactor()
    qtbot.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.view.zoomFactor() > before)
    dialog.smaller.click()
    assert dialog.view.zoomFactor() == pytest.approx(before, rel=0.01)
    dialog.wide.click()
    wide = dialog.view.zoomFactor()
    dialog.whole.click()
    assert dialog.view.zoomFactor() < wide


def test_everything_that_can_be_pressed_has_a_name(dialog):
    assert all(each.accessibleName() or each.text() for each in dialog.findChildren(QPushButton))
    assert dialog.page.accessibleName()
    assert dialog.view.accessibleName()


def test_it_prints_every_page_at_its_own_size(qtbot, dialog, tmp_path):
    printer = pdf_printer(tmp_path / "printed.pdf")
    print_all(qtbot, dialog, printer)
    lefts, widths = zip(*squares(tmp_path / "printed.pdf"), strict=True)
    assert lefts == pytest.approx((72, 144, 216), abs=2)
    assert widths == pytest.approx((72, 72, 72), abs=2)
    assert not dialog.progress_row.isVisible()
    assert dialog.note.accessibleName() == "Sent to the printer."


def test_it_prints_on_other_paper_smaller_and_in_the_middle(qtbot, dialog, tmp_path):
    printer = pdf_printer(tmp_path / "printed.pdf", paper_of(LETTER))
    print_all(qtbot, dialog, printer)
    fit = LETTER[1] / A4[1]
    left = (LETTER[0] - A4[0] * fit) / 2
    assert squares(tmp_path / "printed.pdf")[0] == pytest.approx((left + 72 * fit, 72 * fit), abs=2)


def test_it_prints_the_pages_that_were_asked_for(qtbot, dialog, tmp_path):
    printer = pdf_printer(tmp_path / "printed.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    print_all(qtbot, dialog, printer)
    assert [left for left, _wide in squares(tmp_path / "printed.pdf")] == pytest.approx([72, 216], abs=2)


def test_it_prints_the_page_on_screen(qtbot, dialog, tmp_path):
    dialog.page.setValue(2)
    printer = pdf_printer(tmp_path / "printed.pdf")
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    print_all(qtbot, dialog, printer)
    assert len(squares(tmp_path / "printed.pdf")) == 1


def test_it_prints_copies_last_page_first(qtbot, dialog, tmp_path):
    printer = pdf_printer(tmp_path / "printed.pdf")
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_all(qtbot, dialog, printer)
    lefts = [left for left, _wide in squares(tmp_path / "printed.pdf")]
    assert lefts[:3] == pytest.approx([216, 144, 72], abs=2)


def test_printing_can_be_stopped(qtbot, dialog, tmp_path):
    printing = dialog.print_on(pdf_printer(tmp_path / "printed.pdf"))
    assert dialog.progress_row.isVisible()
    with qtbot.waitSignal(printing.ended) as ended:
        dialog.cancel_printing.click()
    assert ended.args == [False]
    assert dialog.print.isEnabled()
    assert dialog.note.accessibleName().startswith("Printing was stopped.")


def test_closing_stops_printing(qtbot, dialog, tmp_path):
    printing = dialog.print_on(pdf_printer(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(printing.ended):
        dialog.reject()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_said_in_words(dialog, tmp_path):
    dialog.print_on(pdf_printer(tmp_path / "nowhere" / "printed.pdf"))
    assert dialog.note.accessibleName().startswith("The printer did not accept the document. Nothing was printed.")
    assert dialog.print.isEnabled()


def test_print_asks_for_a_printer_first(qtbot, dialog, monkeypatch, tmp_path):
    def answered(asked: QPrintDialog) -> int:
        printer = asked.printer()
        assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", answered)
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.note is not None)
    assert len(squares(tmp_path / "printed.pdf")) == 3


def test_a_copy_is_saved_under_the_suggested_name(dialog, monkeypatch, tmp_path):
    offered = []

    def answered(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(tmp_path / "mine"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    dialog.save.click()
    assert offered == ["Final report Casa Verde v1.pdf"]
    assert (tmp_path / "mine.pdf").read_bytes() == document()
    assert [each.name for each in tmp_path.iterdir()] == ["mine.pdf"]
    assert "mine.pdf" in dialog.note.accessibleName()


def test_no_name_no_copy(dialog, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    dialog.save.click()
    assert dialog.note is None


def test_a_copy_that_cannot_be_written_leaves_what_was_there_and_says_why(dialog, tmp_path):
    (tmp_path / "a file").write_text("x")
    dialog.save_to(tmp_path / "a file" / "report.pdf")
    assert "could not be written" in dialog.note.accessibleName()
    dialog.save_to(tmp_path / "is not a folder" / "report.pdf")
    assert "could not be written" in dialog.note.accessibleName()
    assert [each.name for each in tmp_path.iterdir()] == ["a file"]


def test_a_copy_never_takes_the_place_of_the_casebook(dialog, casebook):
    link = casebook.with_name("report.pdf")
    link.symlink_to(casebook)
    dialog.save_to(link)
    assert "is the casebook itself" in dialog.note.accessibleName()
    assert casebook.read_bytes() == b"its records"


def test_a_long_document_is_shown_too(qtbot, casebook):
    made = PreviewDialog(document(pages=45), "Long", "long.pdf", casebook)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.view.pageCount() == 45)
    assert made.count.text() == "of 45"
