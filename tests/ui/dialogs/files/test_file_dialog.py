"""Files opened inside the app: seen, turned over, handed to another program as a private copy, saved."""

from __future__ import annotations

import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog
from reportlab.pdfgen.canvas import Canvas

from clientguard.actions.records import attachments
from clientguard.domain.records import Attachment
from clientguard.ui.dialogs.files.file_dialog import FileDialog
from clientguard.ui.dialogs.files.pdf import PdfFile
from clientguard.ui.dialogs.files.picture import NotShownError, read_picture
from tests.ui.conftest import Person

Open = Callable[[str, bytes], FileDialog]


def pdf(pages: int = 2, size: tuple[float, float] = (300, 400), marks: int = 0) -> bytes:
    """Return a PDF whose pages are red, or have many strokes all over."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for _page in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, *size, stroke=0, fill=1)
        for number in range(marks):
            canvas.circle(number % 200, number % 300, 90)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(QByteArray(buffer.data()).data())


@pytest.fixture
def open_file(window: Person, tmp_path: Path) -> Open:
    def open_it(name: str, data: bytes) -> FileDialog:
        (tmp_path / name).write_bytes(data)
        attachments.attach_files(window.book, window.ids["contract"], [tmp_path / name])
        (found,) = [each for each in window.all(Attachment) if each.name == name]
        assert window.window.intents is not None
        window.window.intents.open("attachment", found.id)
        dialog = window.dialog(FileDialog)
        window.until(lambda: dialog.save.isEnabled() and not dialog._slot.busy)
        return dialog

    return open_it


def test_a_pdf_is_shown_page_by_page_with_its_owner_and_size(window: Person, open_file: Open):
    dialog = open_file("offer.pdf", pdf())
    assert dialog.whose.text() == "Shop and ads · Harbour Books · 1.7 KB"
    assert dialog.picture.accessibleName() == "Page 1 of 2"
    assert dialog.picture.image.pixelColor(30, 30) == QColor(255, 0, 0)
    window.press(Qt.Key.Key_PageDown, on=dialog.picture)
    window.until(lambda: dialog.picture.accessibleName() == "Page 2 of 2")
    assert not dialog.pages.next.isEnabled()
    dialog.reject()
    window.rest()


def test_a_picture_fits_and_can_be_shown_larger(window: Person, open_file: Open):
    dialog = open_file("shot.png", png(3000, 100))
    wide = dialog.picture._sheet.width()
    assert wide <= dialog.picture.width()
    window.click(dialog.larger)
    assert dialog.picture._sheet.width() == round(wide * 1.25)
    dialog.reject()


def test_a_mail_s_own_files_are_opened_from_it(window: Person, open_file: Open):
    mail = (
        b"From: a@b.example\nSubject: Hello\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n"
        b"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=inner.txt\n\nInside\n--x--\n"
    )
    dialog = open_file("letter.eml", mail)
    assert dialog.text.toPlainText() == "From: a@b.example\nSubject: Hello\n\nSee below."
    window.click("inner.txt · 1 KB", dialog)
    inner = next(each for each in dialog.findChildren(FileDialog))
    window.until(lambda: inner.text.toPlainText() == "Inside")
    inner.reject()
    dialog.reject()
    window.rest()


def test_what_cannot_be_shown_says_why_and_is_saved(
    window: Person, open_file: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "out" / "broken.pdf"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    broken = pdf()[:300]
    dialog = open_file("broken.pdf", broken)
    assert dialog.note is not None
    assert "broken.pdf is damaged, locked by a password, or too large" in window.seen(dialog)
    window.click("Save a copy", dialog)
    window.until(target.exists)
    window.until(lambda: "Saved as" in window.seen(dialog))
    assert target.read_bytes() == broken
    dialog.reject()


def test_another_program_gets_a_private_copy_that_is_gone_after_closing(
    window: Person, open_file: Open, monkeypatch: pytest.MonkeyPatch
):
    given: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not given.append(Path(url.toLocalFile())))
    dialog = open_file("plan.txt", b"Wall")
    window.click("Open with …", dialog)
    window.until(lambda: given)
    (copy,) = given
    assert copy.read_bytes() == b"Wall"
    assert (copy.name, stat.S_IMODE(copy.stat().st_mode)) == ("plan.txt", 0o400)
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert "A copy to read was opened in another program." in window.seen(dialog)
    dialog.reject()
    window.rest()
    assert window.window.session is not None
    window.window.session.cancel()
    assert not copy.exists()


def test_a_program_is_not_handed_to_the_system(window: Person, open_file: Open, monkeypatch: pytest.MonkeyPatch):
    given: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", given.append)
    dialog = open_file("invoice.pdf.exe", b"MZ\0\0")
    window.click("Open with …", dialog)
    window.until(lambda: "might run a file of this type as a program" in window.seen(dialog))
    assert given == []
    dialog.reject()


def test_a_page_without_end_is_given_up():
    file = PdfFile(pdf(1, marks=20_000))
    drawn = file.draw(1, 144, seconds=0)
    assert not drawn.is_whole
    file.close()


def test_a_huge_page_is_drawn_small():
    file = PdfFile(pdf(1, size=(14_000, 14_000)))
    image = file.draw(1, 144).image
    assert image.width() * image.height() < 4_100_000
    file.close()


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", png(20, 20)[:60], b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', b"BM"],
    ids=["empty", "cut", "svg", "bmp"],
)
def test_what_is_no_picture_is_refused(data: bytes):
    with pytest.raises(NotShownError):
        read_picture(data)


def test_a_picture_of_a_billion_points_is_refused_before_it_is_read():
    data = bytearray(png(20, 20))
    data[16:24] = (40_000).to_bytes(4, "big") * 2
    with pytest.raises(NotShownError):
        read_picture(bytes(data))
