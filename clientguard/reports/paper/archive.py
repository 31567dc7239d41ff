"""Documents that last and that everybody can read: PDF/A-3a and PDF/UA-1, with the facts attached as JSON.

The same facts give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, pdfa

from clientguard.reports.paper.frame import Built
from clientguard.reports.paper.tagging import tree

FACTS = "facts.json"
CREATOR = "ClientGuard"
# That a paper is PDF/UA-1, and what that property is, since PDF/A-3 does not know it (ISO 19005-3, 6.6.2.3.2).
EXTENSION = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF reader shows about the document. `made` is the only date in it."""

    title: str
    author: str
    subject: str
    language: str
    made: date


def archive(built: Built, metadata: Metadata, facts: Mapping[str, Any]) -> bytes:
    """Return a paper as PDF/A-3a and PDF/UA-1 with `facts` attached as data (ISO 19005-3, ISO 14289-1).

    All but its structure is validated as it was written; pikepdf.pdfa.PdfaError if it is not PDF/A, which is a bug. All
    of it happens in memory: `pdfa.save` would put the paper into a temporary file, on a drive that may fail, or keep
    what is deleted.
    """
    moment = datetime(metadata.made.year, metadata.made.month, metadata.made.day, tzinfo=UTC)
    with pikepdf.open(BytesIO(built.pdf)) as document:
        for page in document.pages:
            if Name.Trans in page:  # reportlab adds a transition to each page, and PDF/A forbids it
                del page[Name.Trans]
        document.Root.Lang = pikepdf.String(metadata.language.replace("_", "-"))
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.Root.PageMode = Name.UseNone
        tree.prepare(document)
        _attach(document, facts, moment)
        pdfa.prepare(document, "3b")
        _describe(document, metadata, moment)
        out = BytesIO()
        settings = pdfa.resolve_save_kwargs("3b", deterministic_id=True)
        document.save(out, **settings)
    _validate(out, settings)
    return tree.with_structure(out.getvalue(), built.structure)


# pikepdf knows level B only. What it denies in the metadata of a paper of level A that is PDF/UA as well: the level
# (6.6.4-3), and properties that are no part of PDF/A itself (6.6.2.3.1-1), which EXTENSION describes.
BEYOND = {"ISO_19005_3:6.6.4-3", "ISO_19005_3:6.6.2.3.1-1"}


def _validate(written: BytesIO, settings: Mapping[str, Any]) -> None:
    report = pdfa.validate_written(written, "3b", save_kwargs=settings)
    if any(each.rule not in BEYOND for each in report.findings):
        raise pdfa.PdfaError(report)


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
        xmp["pdfaid:conformance"] = "A"
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[name] = stamp
    packet = document.Root.Metadata
    packet.write(packet.read_bytes().replace(b"</rdf:RDF>", EXTENSION + b"</rdf:RDF>"))


def attached_facts(pdf: bytes) -> dict[str, Any]:
    """Return the facts attached to one of our documents; KeyError if there are none."""
    with pikepdf.open(BytesIO(pdf)) as document:
        facts: dict[str, Any] = json.loads(document.attachments[FACTS].get_file().read_bytes())
        return facts
