"""Archival PDF: PDF/A-3b with the facts attached as JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, pdfa

FACTS = "facts.json"


def archive(pdf: bytes, facts: dict[str, Any], *, title: str, author: str, language: str, made: date) -> bytes:
    """Return `pdf` as PDF/A-3b, with `facts` attached and every date set to the day it was made."""
    moment = datetime(made.year, made.month, made.day, tzinfo=UTC)
    data = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            if Name.Trans in page:
                del page[Name.Trans]
        spec = pikepdf.AttachedFileSpec(
            document,
            data,
            filename=FACTS,
            mime_type="application/json",
            description="The facts of this document, for a machine",
            relationship=Name.Data,
            creation_date=_pdf_date(moment),
            mod_date=_pdf_date(moment),
        )
        document.attachments[FACTS] = spec
        document.Root.AF = pikepdf.Array([spec.obj])
        document.Root.Lang = language
        with document.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:title"] = title
            meta["dc:creator"] = [author]
            meta["dc:language"] = [language]
            meta["xmp:CreateDate"] = moment.isoformat()
            meta["xmp:ModifyDate"] = moment.isoformat()
        out = BytesIO()
        pdfa.save(document, out, "3b")
        return out.getvalue()


def _pdf_date(moment: datetime) -> str:
    return f"D:{moment:%Y%m%d%H%M%S}Z"


def attached_facts(pdf: bytes) -> dict[str, Any]:
    """Return the facts that a document of ours carries; KeyError when it carries none."""
    with pikepdf.open(BytesIO(pdf)) as document:
        facts: dict[str, Any] = json.loads(document.attachments[FACTS].get_file().read_bytes())
        return facts
