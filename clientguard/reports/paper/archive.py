"""Documents that last: PDF/A-3b with the facts attached as JSON; the same facts give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, pdfa

FACTS = "facts.json"
CREATOR = "ClientGuard"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF reader shows about the document. `made` is the only date in it."""

    title: str
    author: str
    subject: str
    language: str
    made: date


def archive(pdf: bytes, metadata: Metadata, facts: Mapping[str, Any]) -> bytes:
    """Return `pdf` as PDF/A-3b with `facts` attached as data (ISO 19005-3).

    What was written is validated; pikepdf.pdfa.PdfaError if it is not PDF/A, which is a bug. All of it happens in
    memory: `pdfa.save` would put the paper into a temporary file, on a drive that may fail, or keep what is deleted.
    """
    moment = datetime(metadata.made.year, metadata.made.month, metadata.made.day, tzinfo=UTC)
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            if Name.Trans in page:  # reportlab adds a transition to each page, and PDF/A forbids it
                del page[Name.Trans]
        document.Root.Lang = pikepdf.String(metadata.language.replace("_", "-"))
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.Root.PageMode = Name.UseNone
        _attach(document, facts, moment)
        pdfa.prepare(document, "3b")
        _describe(document, metadata, moment)
        out = BytesIO()
        settings = pdfa.resolve_save_kwargs("3b", deterministic_id=True)
        document.save(out, **settings)
    report = pdfa.validate_written(out, "3b", save_kwargs=settings)
    if not report.passed:
        raise pdfa.PdfaError(report)
    return out.getvalue()


def _attach(document: pikepdf.Pdf, facts: Mapping[str, Any], moment: datetime) -> None:
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    data = "{{\n{}\n}}".format(
        ",\n".join(lines)
    ).encode()  # a line for each part: indenting more takes Python's slow way
    stamp = f"D:{moment:%Y%m%d%H%M%S}Z"
    document.attachments[FACTS] = pikepdf.AttachedFileSpec(
        document,
        data,
        filename=FACTS,
        description="The facts of this document",
        mime_type="application/json",
        relationship=Name.Data,  # pyright: ignore[reportCallIssue] - the stubs of pikepdf leave it out
        creation_date=stamp,
        mod_date=stamp,
    )


def _describe(document: pikepdf.Pdf, metadata: Metadata, moment: datetime) -> None:
    """Replace the metadata, so that nothing in it depends on the clock or on a library's version."""
    stamp = moment.isoformat()
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        xmp["dc:title"] = metadata.title
        xmp["dc:creator"] = [metadata.author]
        xmp["dc:description"] = metadata.subject
        xmp["dc:language"] = {metadata.language.replace("_", "-")}
        xmp["pdf:Producer"] = CREATOR
        xmp["xmp:CreatorTool"] = CREATOR
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[name] = stamp


def attached_facts(pdf: bytes) -> dict[str, Any]:
    """Return the facts attached to one of our documents; KeyError if there are none."""
    with pikepdf.open(BytesIO(pdf)) as document:
        facts: dict[str, Any] = json.loads(document.attachments[FACTS].get_file().read_bytes())
        return facts
