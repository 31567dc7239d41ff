"""Reading a PDF back, as its receiver would."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import page as validator
import pikepdf
import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
        page.close()
    document.close()
    return found


def text(pdf: bytes) -> str:
    """Return all text with each white space as one space, so that line ends do not matter."""
    return " ".join(" ".join(pages(pdf)).split())


def assert_archival(pdf: bytes) -> None:
    """Fail with the rules that a document breaks, if it is no PDF/A-3b."""
    report = validator.validate_pdf_bytes(pdf, profile="3b")
    assert report.is_compliant, [(each.rule_id, each.message) for each in report.failures]


def fonts(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Yield every font of a document, wherever it is used."""
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
            yield each


def everything(pdf: bytes) -> bytes:
    """Return each object of a document, streams decoded: what somebody who digs in it would find."""
    found = [pdf]
    with pikepdf.open(BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                found.append(each.read_bytes())
            found.append(each.unparse())
    return b"\n".join(found)
