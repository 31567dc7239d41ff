"""Reading a PDF back, as its receiver would."""

from __future__ import annotations

import re
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


# A false alarm where a stream's data end in CR: together with the LF that follows them the validator takes it for one
# end of line. The lengths are checked here instead.
LENGTHS = "PDFA3A-STREAM-LENGTH-001"
LEVELS = ("3a", "ua1")  # PDF/A-3a and PDF/UA-1
_STREAM = re.compile(rb"\n\d+ 0 obj\n<<(?:(?!endobj).)*?>>\nstream\n", re.DOTALL)


def assert_archival(pdf: bytes) -> None:
    """Fail with the rules that a document breaks, unless it is PDF/A-3a and PDF/UA-1."""
    for level in LEVELS:
        report = validator.validate_pdf_bytes(pdf, profile=level)
        broken = {each.rule_id: each.message for each in report.failures}
        assert report.is_compliant or broken.keys() == {LENGTHS}, broken
    assert_lengths(pdf)


def assert_lengths(pdf: bytes) -> None:
    """Fail unless each stream is as long as its /Length says: then comes one end of line, and `endstream`."""
    count = at = 0
    while head := _STREAM.search(pdf, at):
        length = re.search(rb"/Length (\d+)[ /]", head[0])
        assert length, head[0]
        at = head.end() + int(length[1])
        assert pdf[at:].startswith(b"\nendstream\nendobj\n"), head[0]
        count += 1
    with pikepdf.open(BytesIO(pdf)) as document:
        assert count == sum(isinstance(each, pikepdf.Stream) for each in document.objects)


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


def rightmost(pdf: bytes) -> float:
    """Return how far to the right any text goes, in points."""
    document = pypdfium2.PdfDocument(pdf)
    found = 0.0
    for page in document:
        text = page.get_textpage()
        found = max([found, *(text.get_rect(each)[2] for each in range(text.count_rects()))])
        text.close()
        page.close()
    document.close()
    return found
