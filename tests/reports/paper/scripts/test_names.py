"""Names in other letters than Latin ones: printed in each document, and copied as they were typed."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess

import pytest

from clientguard.domain.communication.letter_facts import LetterFacts, Recipient, Sender
from clientguard.reports.communication.letter import render_letter
from clientguard.reports.leaving import final
from clientguard.reports.money import statement
from clientguard.texts import words
from tests.reports import read_pdf, sample
from tests.reports.money.test_statement import shown

EN = words("en")
NAMES = {
    "Thai": "ร้านปิ่นฟ้าใส จำกัด (มหาชน)",
    "Greek": "Παπαδόπουλος ΑΕ",
    "Polytonic": "Ἀθῆναι",
    "Cyrillic": "ООО «Ромашка» № 5",
    "Hebrew": "חברת האור",
    "Arabic": "شركة لاسلكي",
    "Persian": "گروه پژمان",
}  # fmt: skip


def final_report(name: str) -> bytes:
    work = dataclasses.replace(sample.DELIVERABLES[0], title=name)
    return final.render_final_report(
        sample.report(client=dataclasses.replace(sample.CLIENT, name=name), deliverables=(work,)), EN
    )


def account(name: str) -> bytes:
    return statement.render_statement(shown(client=dataclasses.replace(sample.CLIENT, name=name)), EN)


def letter(name: str, text: str = "") -> bytes:
    sender = Sender(name, "Mira Aalto", ("Kanaalweg 12",), "", "", "", "")
    facts = LetterFacts("en", sample.MADE, sender, Recipient(name, "", (), ""))
    return render_letter(facts, sender, "About your shop", text or f"Dear Sir or Madam,\n\n{name}", EN)


@pytest.mark.parametrize("make", [final_report, account, letter])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_printed_and_copied_as_it_was_typed(make, name):
    pdf = make(name)
    read_pdf.assert_archival(pdf)
    assert name in read_pdf.text(pdf)
    assert "■" not in read_pdf.text(pdf)
    assert make(name) == pdf


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_pdftotext_reads_the_same(name, tmp_path):
    """The reader that search engines and archives use; it marks what is read from right to left."""
    if not (program := shutil.which("pdftotext")):
        return
    (tmp_path / "paper.pdf").write_bytes(account(name))
    said = subprocess.run([program, tmp_path / "paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
    said = said.translate(dict.fromkeys(map(ord, "\u202a\u202b\u202c")))
    assert name in " ".join(said.split())


def test_a_thai_letter_is_copied_whole_whatever_lines_it_was_broken_into():
    text = "บริษัทได้ส่งมอบเว็บไซต์ให้ลูกค้าแล้วแต่ลูกค้ายังไม่ได้ชำระเงินตามใบแจ้งหนี้ที่ออกไว้ทั้งสามฉบับ" * 3
    assert text in "".join("".join(read_pdf.pages(letter("Mira", text))).split())
