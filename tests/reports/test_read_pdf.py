"""The check of PDF/A itself: what it lets pass, and what it must not."""

from __future__ import annotations

from io import BytesIO

import page as validator
import pikepdf
import pytest

from clientguard.reports.leaving.final import render_final_report
from tests.reports import read_pdf, sample
from tests.reports.leaving.test_final import EN


@pytest.fixture
def ends_in_cr() -> bytes:
    """A report with a page whose content ends in CR, which the validator takes for a part of the end of line."""
    with pikepdf.open(BytesIO(render_final_report(sample.report(), EN))) as document:
        page = document.pages[0]
        page.Contents = document.make_stream(page.Contents.read_bytes().rstrip() + b"\r")
        out = BytesIO()
        document.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def test_a_stream_that_ends_in_cr_is_as_long_as_it_says(ends_in_cr):
    failures = validator.validate_pdf_bytes(ends_in_cr, profile="3a").failures
    assert [each.rule_id for each in failures] == [read_pdf.LENGTHS]  # else the exception can go
    read_pdf.assert_archival(ends_in_cr)


def test_a_stream_of_another_length_is_found(ends_in_cr):
    at = ends_in_cr.index(b"\r\nendstream")
    shorter = ends_in_cr[:at] + ends_in_cr[at + 1 :]
    with pytest.raises(AssertionError):
        read_pdf.assert_lengths(shorter)
    with pytest.raises(AssertionError):
        read_pdf.assert_archival(shorter)


def test_what_is_not_archival_is_found():
    with pikepdf.open(BytesIO(render_final_report(sample.report(), EN))) as document:
        del document.Root.OutputIntents
        out = BytesIO()
        document.save(out)
    with pytest.raises(AssertionError, match="PDFA3A"):
        read_pdf.assert_archival(out.getvalue())
