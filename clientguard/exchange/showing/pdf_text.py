"""The text of a PDF, as far as it has one: a scanned page is a picture. To be called in the helper process only.

pdfium is native code and keeps no time: what makes it endless, huge or crash ends the helper, not the program.
"""

from __future__ import annotations

import pypdfium2

from clientguard.exchange.showing.docx_text import NotReadableError

MOST_PAGES = 5_000


def pdf_text(data: bytes, most: int) -> str:
    """Return the text of a PDF, page by page, the first `most` characters; NotReadableError if it cannot be opened."""
    texts: list[str] = []
    left = most
    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(min(len(document), MOST_PAGES)):
            if left <= 0:
                break
            text = document[number].get_textpage().get_text_bounded()
            texts.append(text)
            left -= len(text)
    except pypdfium2.PdfiumError as error:
        if not texts:
            raise NotReadableError from error
    return "\n".join(texts)[:most]
