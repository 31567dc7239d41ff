"""A practice in Thai, invented for the paper tests: names and texts with every kind of mark, and its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from clientguard.domain.communication.letter_facts import (
    AskedAccounts,
    Goodbye,
    LastDays,
    LetterFacts,
    OwedInvoice,
    PlannedStop,
    Recipient,
    Sender,
    ShownAccount,
    ShownControl,
    ShownWaiting,
    StoppedContract,
)
from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims.late import LateInvoice, claim_of
from clientguard.domain.money.claims.sheet import Asked, interest_sheet
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.domain.records import (
    Account,
    Business,
    Client,
    Contact,
    Contract,
    DataHolding,
    Deliverable,
    InvoiceLine,
    Leaving,
    Result,
)
from clientguard.domain.wording import said
from clientguard.letters.late_interest import shipped_law
from clientguard.letters.law import watched
from clientguard.letters.render import LetterText, render
from clientguard.letters.template import shipped
from clientguard.reports.communication.letter import render_letter
from clientguard.reports.judgement.welcome import render_welcome_sheet
from clientguard.reports.leaving.certificate import render_certificate
from clientguard.reports.leaving.final import render_final_report
from clientguard.reports.leaving.request import render_handover_request
from clientguard.reports.money.interest_sheet import render_interest_sheet
from clientguard.reports.money.invoice import render_invoice
from clientguard.reports.money.statement import render_statement
from clientguard.texts import words
from tests.reports import sample
from tests.reports.judgement import sheets
from tests.reports.leaving import handover_sample
from tests.reports.money import test_invoice, test_statement

TH = words("th")
BUSINESS = Business(
    name="ปิ่นฟ้าสตูดิโอ",
    owner="กิ่งแก้ว ทองน้ำใส",
    address="12/3 ซอยสุขุมวิท 40 แขวงพระโขนง\nเขตคลองเตย กรุงเทพฯ 10110",
    email="kingkaew@pinfa.example",
    phone="02 000 0000",
    tax_number="0 0000 00000 00 0",
    payment_details="ธนาคารริมน้ำ สาขาปากน้ำ\nเลขที่บัญชี 000-0-00000-0",
    currency="THB",
    language="th",
)
CLIENT = Client(
    name="บริษัท หนังสือริมฟ้า จำกัด (มหาชน)",
    stage="leaving",
    address="45 หมู่ 6 ตำบลปากน้ำ อำเภอเมือง\nสมุทรปราการ 10270",
    email="pi@rimfa.example",
    tax_number="0 1111 11111 11 1",
    language="th",
    currency="THB",
)
PERSON = "ปี่แก้ว ญูรี"
CONTRACT = Contract(title="ร้านค้าออนไลน์และแคมเปญฤดูร้อน", starts=date(2026, 2, 3), notice_days=30, payment_terms="net 14")
RESULTS = (
    Result(measure="คำสั่งซื้อผ่านช่องทางของร้านต่อเดือน", before="41", after="188", proof="ระบบร้านค้า",
           measured_on=date(2026, 10, 31)),
    Result(measure="ต้นทุนต่อคำสั่งซื้อ", before="112.50", after="37.75", unit="฿", proof="บัญชีโฆษณา",
           measured_on=date(2026, 9, 30)),
    Result(measure="ผู้รับจดหมายข่าว", before="312", after="1940", proof="เครื่องมือส่งอีเมล", measured_on=date(2026, 11, 1)),
)  # fmt: skip
DELIVERABLES = (
    Deliverable(title="ร้านค้าออนไลน์ เปิดใช้งานจริง", state="accepted", due=date(2026, 4, 2),
                delivered_on=date(2026, 4, 2), settled_on=date(2026, 4, 9)),
    Deliverable(title="ป้ายผ้าและใบปลิวฤดูร้อน", state="dropped", due=date(2026, 9, 1), settled_on=date(2026, 11, 11)),
    Deliverable(title="คู่มือพนักงาน ฉบับที่ ๒", state="delivered", due=date(2026, 11, 20), delivered_on=date(2026, 11, 19)),
)  # fmt: skip
DAY = date(2026, 11, 15)
ACCOUNTS = (
    Account(id=11, name="โดเมน rimfa.example", asset_type="domain_dns", platform="THNIC", ownership="client",
            owner="บริษัท หนังสือริมฟ้า", offered_on=DAY, renews=date(2027, 1, 4)),
    Account(id=12, name="รูปถ่ายหน้าร้านและปกหนังสือทั้งหมด", asset_type="files", ownership="personal", accepted_on=DAY),
    Account(id=13, name="บัญชีโฆษณา", asset_type="ad_account", ownership="client", owner=PERSON, offered_on=DAY),
    Account(id=14, name="แม่แบบแคมเปญ", ownership="mine", clause="สัญญา ข้อ 9"),
)  # fmt: skip
LEAVING = Leaving(
    id=5,
    decided=date(2026, 11, 9),
    notice_given=date(2026, 11, 12),
    last_day=date(2026, 12, 12),
    reason="ทางเราไม่อาจทำตามความต้องการของท่านได้ เพราะใบแจ้งหนี้สามฉบับไม่ได้ชำระเมื่อครบกำหนด",
    summary="ร้านค้าเปิดใช้งานเมื่อวันที่ 2 เมษายน และทำงานได้โดยไม่หยุดชะงักนับแต่นั้น คำสั่งซื้อผ่านช่องทางของร้านเพิ่มขึ้นจาก 41 เป็น 188 "
    "รายการต่อเดือน ด้วยต้นทุนต่อคำสั่งซื้อเพียงหนึ่งในสามของเดิม ส่งมอบแล้วสี่บัญชี ยังเหลือสองขั้นตอนที่ท่านต้องดำเนินการ ซึ่งระบุไว้ด้านล่างนี้",
    open_items="ต่ออายุใบรับรองของร้าน, ร้านหนังสือริมฟ้า, 20 ธันวาคม 2569\nส่งไฟล์ต้นฉบับให้โรงพิมพ์",
)
BILLS = tuple(
    sample.invoice(number, issued, minor, paid, "THB")
    for number, issued, minor, paid in (
        (14, date(2026, 4, 2), 4_800_000, 4_800_000),
        (29, date(2026, 10, 1), 2_700_000, 1_350_000),
    )
)
RECORDS = {
    "business": BUSINESS,
    "client": CLIENT,
    "contract": CONTRACT,
    "deliverables": DELIVERABLES,
    "accounts": ACCOUNTS,
    "leaving": LEAVING,
    "bills": BILLS,
}
HOLDINGS = (
    DataHolding(what="รายชื่อผู้รับจดหมายข่าว", personal=True, disposition="both", chosen_on=DAY, chosen_by=PERSON,
                done_on=DAY, proof="ส่งไฟล์แล้ว ยืนยันทางอีเมล"),
    DataHolding(what="ใบแจ้งหนี้และใบเสร็จ", personal=True, disposition="keep", chosen_on=DAY, chosen_by=PERSON,
                reason="กฎหมายให้เก็บบัญชีไว้", until=date(2033, 12, 31)),
)  # fmt: skip
LINES = (
    InvoiceLine(description="ออกแบบป้ายและปุ่มซื้อ", quantity="10", unit="ชั่วโมง", unit_price=1_200_00, amount=12_000_00,
                tax_rate="7"),
    InvoiceLine(description="ค่าพิมพ์ใบปลิวฝั่งหน้าร้าน", quantity="2", unit_price=750_50, amount=1_501_00, tax_rate="7"),
)  # fmt: skip
SENDER = Sender(BUSINESS.name, BUSINESS.owner, tuple(BUSINESS.address.split("\n")), BUSINESS.email, BUSINESS.phone,
                BUSINESS.tax_number, BUSINESS.payment_details)  # fmt: skip
TO = Recipient(CLIENT.name, PERSON, tuple(CLIENT.address.split("\n")), CLIENT.email)


_NEXT_WEEK = date(2026, 11, 29)
_QUESTION = said("ต้องการสีใดสำหรับปุ่มสั่งซื้อ (ถามเมื่อ 8 พ.ย. 2569)")
FACTS = LetterFacts(
    "th",
    sample.MADE,
    SENDER,
    TO,
    OwedInvoice(7, "2569-014", date(2026, 10, 15), date(2026, 11, 14), Money(1_350_000, "THB"), Money(350_050, "THB"),
                True),
    StoppedContract(CONTRACT.title, date(2026, 11, 17), date(2026, 11, 22)),
    PlannedStop(CONTRACT.title, _NEXT_WEEK),
    LastDays(_NEXT_WEEK, "ใบแจ้งยอดบัญชี", by_post=True, interest=Money(4_725, "THB"), a_day=Money(48, "THB"),
             law=said("ประมวลกฎหมายแพ่งและพาณิชย์ มาตรา 224")),
    ShownAccount(sample.MADE, (Money(2_700_000, "THB"), Money(9_000, "USD")), (Money(1_350_000, "THB"),)),
    Goodbye(
        contract=CONTRACT.title,
        given=sample.MADE,
        confirms=False,
        last_day=date(2026, 12, 22),
        notice="30 วัน",
        done=(said("หน้าร้านฝั่งผู้ซื้อ"), said("ป้ายผ้าและใบปลิว")),
        ours=(said("คู่มือพนักงาน ภายใน 5 ธ.ค. 2569"),),
        yours=(
            said("ชำระใบแจ้งหนี้ 2569-014"),
            said("ลงชื่อเข้าใช้บัญชีโฆษณาด้วยตนเอง แล้วยืนยันว่าใช้งานได้ทั้งในเครื่องคอมพิวเตอร์และโทรศัพท์"),
        ),
        fees=(Money(1_350_000, "THB"),),
        data=(said("รายชื่อลูกค้า: ข้าพเจ้าจะลบทิ้งทั้งสิ้น"),),
        transition="ข้าพเจ้าจะทำงานตามที่ตกลงกันไว้จนถึงวันสุดท้าย และสตูดิโอริมน้ำจะรับช่วงต่อ",
        reason="ข้าพเจ้าไม่อาจทำตามความต้องการของท่านได้ เพราะใบแจ้งหนี้สองฉบับชำระล่าช้า",
    ),
    AskedAccounts(
        date(2026, 12, 6),
        (said("[A11] โดเมน rimfa.example\n- ลงชื่อเข้าใช้ด้วยตนเองและทดสอบ"), said("[A13] บัญชีโฆษณา")),
        (said("[A14] แม่แบบแคมเปญ"),),
        has_page=True,
    ),
    ShownWaiting("ต้องการสีใดสำหรับปุ่มสั่งซื้อ", date(2026, 11, 8), (_QUESTION,), "ร้านค้าออนไลน์",
                 (said("ร้านค้าออนไลน์: จาก 1 ธ.ค. 2569 เป็น 8 ธ.ค. 2569"),), _NEXT_WEEK),
    ShownControl(CONTRACT.title, (said("บัญชีโฆษณา (ขอเมื่อ 8 พ.ย. 2569)"),), (said("หน้าแรก: 5 รอบ รวมในราคา 2 รอบ"),),
                 (_QUESTION,), "รอคำตอบไปแล้ว 12 ชั่วโมง", _NEXT_WEEK),
)  # fmt: skip


def letter_text(kind: str) -> LetterText:
    """Return the words of a letter of a kind that ships."""
    return render(shipped(kind, "th"), FACTS, TH)


def letter(kind: str, text: LetterText | None = None) -> bytes:
    """Return a letter of a kind that ships, or with other words, on paper."""
    text = text or letter_text(kind)
    return render_letter(FACTS, SENDER, text.subject, text.body, TH)


def _interest() -> bytes:
    due, on, law = date(2025, 5, 10), date(2026, 3, 30), shipped_law(language="th")
    facts = InvoiceFacts(
        1, 2, CLIENT.name, "2568-07", date(2025, 3, 1), due, "net 70", Money(5_000_000, "THB"), 0, None
    )
    late = LateInvoice(facts, 3, "TH", "company", True, None, None, (), None, "", ((date(2025, 9, 14), 1_500_000),))
    rules = [each for each in watched("th") if each.always][:1]
    asked = Asked(on, 1, on, "th", sample.ANCHOR)
    return render_interest_sheet(interest_sheet(BUSINESS, CLIENT, [claim_of(late, on, law)], rules, law, asked), TH)


def _welcome() -> bytes:
    contract = replace(
        sheets.CONTRACT,
        title=CONTRACT.title,
        scope="ร้านค้าออนไลน์ เปิดใช้งานก่อนฤดูร้อน\nแคมเปญสองชุด",
        exclusions="การถ่ายภาพ",
        contact_hours="จันทร์ถึงพฤหัสบดี 9.00–16.00 น.",
        suspension_clause="ผู้รับจ้างอาจหยุดงานระหว่างที่ใบแจ้งหนี้ยังไม่ได้ชำระ",
        late_clause="ดอกเบี้ยร้อยละ 7.5 ต่อปี",
        fee=2_500_000,
        deposit=1_000_000,
        currency="THB",
        access_needed="ร้านค้า\nบัญชีโฆษณา",
    )
    works = tuple(replace(each, title=title) for each, title in zip(
        sheets.FOUND.deliverables, ("ร้านค้าออนไลน์", "แคมเปญเดิม", "จดหมายข่าวฉบับแรก"), strict=True))  # fmt: skip
    people = (Contact(id=17, client=2, name=PERSON, role="เจ้าของกิจการ", decides=True),)
    return render_welcome_sheet(
        sheets.welcome(firm=BUSINESS, client=replace(CLIENT, id=2), contracts=(contract,), clauses=(),
                       deliverables=works, people=people, plans=()), TH)  # fmt: skip


# Each paper by the name that its golden page has.
PAPERS: Mapping[str, Callable[[], bytes]] = {
    "final": lambda: render_final_report(sample.report(**RECORDS, results=RESULTS), TH),
    "letter": lambda: letter("goodbye"),
    "invoice": lambda: render_invoice(
        test_invoice.paper(LINES, business=BUSINESS, client=CLIENT, currency="THB", detail="ค่าจ้างเดือนพฤศจิกายน"), TH
    ),
    "statement": lambda: render_statement(
        test_statement.shown(test_statement.few(3, "THB"), business=BUSINESS, client=CLIENT), TH
    ),
    "interest": _interest,
    "certificate": lambda: render_certificate(
        handover_sample.certified(*HOLDINGS, business=BUSINESS, client=CLIENT), TH
    ),
    "request": lambda: render_handover_request(
        handover_sample.request(business=BUSINESS, client=CLIENT, accounts=ACCOUNTS, leaving=LEAVING), TH
    ),
    "welcome": _welcome,
}
