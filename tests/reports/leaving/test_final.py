"""The final report as its receiver gets it: read back from the PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest

from clientguard.domain.leaving.final.facts import facts_json
from clientguard.domain.records import Account, Deliverable, Leaving, Release, Result
from clientguard.reports.leaving.final import boxes, render_final_report, suggested_name
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, Words, words
from tests.reports import read_pdf, sample

EN = words("en")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_final_report(sample.report(), EN)


def test_it_is_an_archival_pdf(pdf):
    read_pdf.assert_archival(pdf)


def test_it_names_the_parties_the_period_and_the_version(pdf):
    said = read_pdf.text(pdf)
    for each in (
        "Mira Aalto Consulting", "Kanaalweg 12, 8911 Ljouwert", "Tax no. NL 0000.00.000", "mira@aalto.example",
        "Casa Verde S.L.", "Carrer de la Mar 4", "08003 Barcelona", "Tax no. ES B00000000", "Version 1",
        "on the engagement “Spring shop and campaigns”, 3 February 2026 to 12 December 2026",
    ):  # fmt: skip
        assert each in said


def test_it_tells_what_was_achieved_and_delivered(pdf):
    said = read_pdf.text(pdf)
    assert "The shop went live on 2 April" in said
    assert "Cost for each order € 11.20 € 3.75 ad account, 30 Sep 2026" in said
    assert "Newsletter readers 312 1,940 mailing tool, 1 Nov 2026" in said
    assert "2 of 4 agreed deliverables are accepted." in said
    assert "Loyalty cards 1 Sep 2026 dropped in writing on 11 Nov 2026" in said
    assert "Shop, live 2 Apr 2026 2 Apr 2026 accepted on 9 Apr 2026" in said
    assert said.count("awaiting your acceptance") == 1


def test_the_figure_s_numbers_are_text_too(pdf):
    assert read_pdf.text(pdf).count("188") == 3, "in the summary, in the table and on its bar"


def test_each_account_says_whose_it_is_and_how_far_its_handover_is(pdf):
    said = read_pdf.text(pdf)
    handed = "Casa Verde S.L. 19 Nov 2026 19 Nov 2026 20 Nov 2026"
    assert f"Domain casaverde.example yours · renews 4 Jan 2027 {handed}" in said
    assert "Advertising account yours M. Ruiz we still have access 18 Nov 2026 please test after your test" in said
    assert (
        "Campaign templates ours until paid (contract, clause 9) still with us once paid not yet after your test"
        in said
    )
    assert "Mailing list, 1,940 readers your personal data Casa Verde S.L. 17 Nov 2026" in said


def test_the_statement_adds_up(pdf):
    said = read_pdf.text(pdf)
    assert "Amount, EUR" in said
    assert "2026-029 overdue since 15 Oct 2026 1 Oct 2026 15 Oct 2026 2,700.00 1,350.00 1,350.00" in said
    assert "Total 9,900.00 8,550.00 1,350.00" in said
    assert "€ 1,350.00 is still open." in said


def test_what_is_still_to_do_says_who_and_by_when(pdf):
    said = read_pdf.text(pdf)
    assert "Renew the shop's certificate Casa Verde 20 Dec 2026" in said
    assert "Pay € 1,350.00 of invoice 2026-029 Casa Verde S.L. overdue since 15 Oct 2026" in said
    assert "Hand over Campaign templates, once paid Mira Aalto Consulting" in said


def test_what_is_held_is_not_asked_to_be_tested():
    account = replace(sample.ACCOUNTS[4], offered_on=sample.MADE)
    said = read_pdf.text(render_final_report(sample.report(accounts=(account,)), EN))
    assert "still with us once paid not yet after your test" in said
    assert "please test" not in said


def test_a_released_account_is_not_said_to_wait():
    released = (Release(gate="payments", reason=sample.CANARY),)
    said = read_pdf.text(render_final_report(sample.report(releases=released), EN))
    assert "once paid" not in said
    assert "Hand over Campaign templates Mira Aalto Consulting 12 Dec 2026" in said
    assert sample.CANARY not in said, "why it was released is the consultant's own"


def test_both_parties_have_a_place_to_sign(pdf):
    said = read_pdf.pages(pdf)[-1]
    assert "For Mira Aalto Consulting" in said
    assert "For Casa Verde S.L." in said
    assert said.count("Signature\n") == 2
    assert said.count("Place and date") == 2


def test_each_page_carries_title_anchor_and_number(pdf):
    found = read_pdf.pages(pdf)
    assert len(found) > 1
    for number, said in enumerate(found, 1):
        assert "Handover report, Casa Verde S.L., version 1 of 22 November 2026" in said
        assert "Reference 4,812 · 7c1e90ab…; keep this copy" in said
        assert f"page {number} of {len(found)}" in said


def test_the_whole_anchor_is_told_with_what_it_can_show(pdf):
    said = read_pdf.text(pdf)
    assert f"4812:{sample.ANCHOR.root_hex}" in said
    assert "Keep this copy" in said


def test_every_font_is_embedded_and_is_ours(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        found = list(read_pdf.fonts(document))
        assert found
        for font in found:
            assert "Sarabun" in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor


def test_the_facts_are_attached_as_data(pdf):
    assert attached_facts(pdf) == facts_json(sample.report())
    with pikepdf.open(BytesIO(pdf)) as document:
        (spec,) = document.Root.AF
        assert spec.AFRelationship == "/Data"
        assert spec.UF == "facts.json"
        assert spec.EF.F.Subtype == "/application/json"


def test_its_metadata_says_what_it_is_and_when_it_was_made(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        info = document.docinfo
        assert str(info["/Title"]) == "Handover report, Casa Verde S.L., version 1 of 22 November 2026"
        assert str(info["/Author"]) == "Mira Aalto"
        assert "Spring shop and campaigns" in str(info["/Subject"])
        assert str(info["/CreationDate"]).startswith("D:20261122000000")
        assert str(info["/ModDate"]).startswith("D:20261122000000")
        assert str(info["/Producer"]) == "ClientGuard"
        assert document.Root.Lang == "en"
        with document.open_metadata() as xmp:
            assert xmp.pdfa_status == "3A"


def test_a_reader_can_jump_to_each_section(pdf):
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [each.title for each in outline.root]
    assert titles == [
        "Handover report, status at 22 November 2026", "Contract and end", "In short", "What was achieved",
        "What was delivered", "Accounts and assets", "Renewals", "Your data with us", "Statement", "Still to do",
        "Signatures",
    ]  # fmt: skip


def test_the_same_facts_give_the_same_bytes(pdf):
    assert render_final_report(sample.report(), Words("en")) == pdf


def test_another_version_is_another_document(pdf):
    assert render_final_report(sample.report(version=2), EN) != pdf


def test_nothing_private_is_anywhere_in_the_file():
    pdf = render_final_report(sample.report(**sample.with_secrets()), EN)
    inside = read_pdf.everything(pdf)
    for canary in (sample.CANARY, str(sample.CANARY_NUMBER)):
        assert canary not in read_pdf.text(pdf)
        assert canary.encode() not in inside
        assert canary.encode("utf-16-be") not in inside


def test_an_empty_record_says_so():
    report = sample.report(contract=None, deliverables=(), results=(), bills=(), accounts=(), leaving=Leaving())
    pdf = render_final_report(report, EN)
    read_pdf.assert_archival(pdf)
    said = read_pdf.text(pdf)
    assert "for Casa Verde S.L." in said
    assert "No deliverables are on record." in said
    assert "No accounts of yours are on record with us." in said
    assert "No invoices are on record." in said
    assert "Nothing is left to do, on your side or on ours." in said
    assert "What was achieved" not in said
    assert "In short" not in said
    assert "page 1 of 2" in said


def test_text_is_shown_as_it_was_typed_and_never_obeyed(tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"not for the client")
    hostile = f'<img src="{picture}"/> & <b>bold</b> <a href="file:///etc/passwd">x</a> &amp; {{client}} %s'
    report = sample.report(
        client=replace(sample.CLIENT, name=hostile),
        contract=replace(sample.CONTRACT, title=hostile),
        results=(Result(measure=hostile, before="1", after="2", unit="<u>", proof=hostile),),
        deliverables=(Deliverable(title=hostile, state="accepted"),),
        accounts=(Account(name=hostile, owner=hostile, ownership="mine", clause=hostile),),
        leaving=replace(sample.LEAVING, summary=hostile, open_items=hostile),
    )
    pdf = render_final_report(report, EN)
    read_pdf.assert_archival(pdf)
    said = read_pdf.text(pdf).replace(" ", "")
    assert said.count(hostile.replace(" ", "")) >= 3
    assert b"not for the client" not in read_pdf.everything(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert not any(
            each.get("/Subtype") in ("/Image", "/Link")
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)
        )


def test_control_and_direction_characters_are_dropped():
    name = "Casa\u0007 \u202eedreV\u202c\u200b S.L.\x1b"
    pdf = render_final_report(sample.report(client=replace(sample.CLIENT, name=name)), EN)
    assert "Casa edreV S.L." in read_pdf.text(pdf)
    read_pdf.assert_archival(pdf)


def test_letters_that_the_typeface_lacks_are_boxes_and_can_be_told_beforehand():
    report = sample.report(client=replace(sample.CLIENT, name="नम न Café ﬁn"))
    assert boxes(report) == "नम"
    assert boxes(sample.report()) == ""
    pdf = render_final_report(report, EN)
    read_pdf.assert_archival(pdf)
    assert "■■ ■ Café fin" in read_pdf.text(pdf)


def test_thai_is_set_in_the_same_typeface():
    thai = "ร้านกาแฟเชียงใหม่ส่งมอบบัญชีทั้งหมดให้ลูกค้าเรียบร้อยแล้ว" * 6
    pdf = render_final_report(sample.report(leaving=replace(sample.LEAVING, summary=thai)), EN)
    read_pdf.assert_archival(pdf)
    assert "ร้านกาแฟ" in read_pdf.text(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert all("Sarabun" in str(font.BaseFont) for font in read_pdf.fonts(document))


def test_many_deliverables_and_invoices_go_over_pages_under_repeated_heads():
    bills = tuple(
        sample.invoice(number, date(2024, 1, 1) + timedelta(days=4 * number), 10_000 + number, 0)
        for number in range(1, 201)
    )
    pdf = render_final_report(sample.report(deliverables=sample.many_deliverables(400), bills=bills), EN)
    read_pdf.assert_archival(pdf)
    found = read_pdf.pages(pdf)
    said = "\n".join(found)
    assert all(said.count(f"Piece {number:03} of the spring collection") == 1 for number in range(1, 401))
    assert all(re.search(rf"^2026-{number:03} *$", said, re.MULTILINE) for number in range(1, 201))
    for page in found:
        if "of the spring collection" in page:
            assert "Deliverable Agreed for Delivered State" in page
        if re.search(r"^2026-\d{3}\b", page, re.MULTILINE):
            assert "Invoice Issued Due Amount, EUR Paid Open" in page
    (total,) = [page for page in found if re.search(r"^Total ", page, re.MULTILINE)]
    assert re.search(r"^2026-200\b", total, re.MULTILINE), "the total never stands alone on a page"
    assert f"page {len(found)} of {len(found)}" in found[-1]


def test_a_long_summary_and_words_without_end_are_continued_and_nothing_is_lost():
    long = " ".join(f"word{number}" for number in range(6_000))
    report = sample.report(
        leaving=replace(sample.LEAVING, summary=f"{long}\n{'z' * 9_000}"),
        deliverables=(Deliverable(title="W" * 1_000, state="agreed"),),
        accounts=(Account(name="m" * 1_000, owner="n" * 1_000, ownership="client"),),
    )
    pdf = render_final_report(report, EN)
    read_pdf.assert_archival(pdf)
    said = read_pdf.text(pdf)
    assert "word5999" in said
    squeezed = re.sub(r"\s|Handover report.*?page \d+ of \d+", "", said)
    assert squeezed.count("z") >= 9_000
    assert squeezed.count("W") >= 1_000


@pytest.mark.parametrize(("page", "size"), [("A4", (595.28, 841.89)), ("Letter", (612.0, 792.0))])
def test_it_is_printed_on_the_paper_that_was_asked_for(page, size):
    pdf = render_final_report(sample.report(), EN, page=page)
    read_pdf.assert_archival(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        for each in document.pages:
            assert [float(value) for value in each.mediabox][2:] == pytest.approx(size, abs=0.01)


class Longer(Words):
    """A language whose every message is accented and a third longer, without a catalogue."""

    def __call__(self, message, /, **values):
        said = super().__call__(message, **values)
        return f"[{said}{'é' * (len(message) // 3)}]" if message else ""

    def several(self, one, many, count, /, **values):
        return f"[{super().several(one, many, count, **values)}]"


def test_each_word_of_the_program_comes_from_the_language_that_was_asked_for():
    """Nothing but the user's own text, dates and figures stands outside the brackets of the made-up language."""
    pdf = render_final_report(sample.report(), Longer("en"))
    read_pdf.assert_archival(pdf)
    for english in ("In short", "Statement", "Total", "Account", "Signatures", "please test", "What"):
        assert re.search(rf"\[{english}é*\]", read_pdf.text(pdf)), english
    assert "[page 1 of 4" in read_pdf.text(pdf) or "[page 1 of 3" in read_pdf.text(pdf)


def test_the_pseudo_language_makes_a_report():
    pdf = render_final_report(sample.report(), words(PSEUDO))
    read_pdf.assert_archival(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.Lang == "en-XA"


def test_two_currencies_have_a_statement_each():
    bills = (sample.invoice(1, date(2026, 2, 1), 100, 200), sample.invoice(2, date(2026, 3, 1), 5000, 5000, "JPY"))
    said = read_pdf.text(render_final_report(sample.report(bills=bills), EN))
    assert "Amount, EUR" in said
    assert "Amount, JPY" in said
    assert "€ 1.00 was overpaid and will be refunded to you." in said
    assert "Everything is paid." in said
    assert "Total 5,000 5,000 0" in said


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Casa Verde S.L.", "Handover report Casa Verde S.L 2026-11-22 v1.pdf"),
        ('a/b\\c:d*?"<>|\ne', "Handover report a b c d e 2026-11-22 v1.pdf"),
        ("x" * 300, f"Handover report {'x' * 80} 2026-11-22 v1.pdf"),
    ],
)
def test_its_file_name_is_one_that_every_system_takes(name, expected):
    assert suggested_name(sample.report(client=replace(sample.CLIENT, name=name)), EN) == expected
