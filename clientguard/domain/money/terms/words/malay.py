"""Payment terms in Malay."""

from __future__ import annotations

from clientguard.domain.money.terms.words.table import HALF, MODIFIED, NEAREST, NEXT, PREVIOUS, Forms, Words

_NEXT = r"(hadapan|depan|berikutnya|seterusnya)"
_WORK_DAY = r"hari\s+(bekerja|kerja|perniagaan)"

MALAY = Words(
    typed={
        "DUE": r"(sila\s+|perlu\s+|kena\s+|hendaklah\s+|tempoh\s+|terma\s+)?(bayaran|bayar|dibayar|membayar)",
        "DISCOUNT": r"(diskaun|potongan)\s+\d{1,2}([.,]\d{1,2})?\s*(%|peratus)\s+((jika|kalau|sekiranya)\s+)?"
        r"(dibayar\s+|bayar\s+)?"
        r"dalam\s+\d{1,3}\s+hari(\s*,)?(\s*jika\s+tidak)?",
        "CONVENTION": rf",?\s*(atau\s+)?(pada\s+)?{_WORK_DAY}\s+"
        r"(berikutnya|seterusnya|(terakhir\s+)?sebelumnya|terdekat)(\s+dalam\s+(separuh\s+)?bulan\s+yang\s+sama)?",
        "_THEN": r",?\s*(dan\s+)?(kemudian(nya)?|selepas\s+itu|seterusnya)",
        "COMMA": r"dan|serta",
        "PERCENT": r"\d{1,3}([.,]\d{1,6})?\s*peratus",
        "AMOUNT": r"RM\s*\d+([.,]\d+)*|\d+([.,]\d+)*\s*RM",
        "REST": r"(yang\s+)?(selebihnya|selebih|bakinya|baki)",
        "SIGNING": r"(kontrak\s+)?(ditandatangani|tandatangan|menandatangani|penandatanganan)(\s+kontrak)?",
        "DELIVERY": r"((hasil|kerja|projek)\s+)?(diserahkan|serahan|penyerahan|dihantar|penghantaran|siap|disiapkan)"
        r"(\s+(hasil|kerja|projek))?",
        "_ON": r"pada|semasa|apabila|ketika|sebaik(\s+sahaja)?|selewat-lewatnya(\s+pada)?|(dalam)(?=\s+hari\s)",
        "_RECEIPT": r"invois\s+diterima|(penerimaan|terima|menerima|diterima)(\s+invois)?",
        "_UPFRONT": r"serta[\s-]?merta|segera|(bayaran\s+)?pendahuluan|terlebih\s+dahulu|tunai|deposit|cengkeram",
        "DEPOSIT": r"((bayaran\s+)?pendahuluan|deposit|cengkeram)(?=\s*(RM)?\s*\d)",
        "_NET": r"(dalam|bersih|kredit|tempoh)(\s+(masa|tempoh|kredit))*",
        "_FROM_INVOICE": r"(dari(pada)?|selepas|lepas|mulai)\s+((tarikh|penerimaan|terima|menerima)\s+)*"
        r"invois(\s+diterima)?",
        "_AFTER": r"selepas|lepas|dari(pada)?",
        "_EOM": r"(pada\s+)?(akhir|hujung)\s+bulan(\s+invois)?",
        "_END_OF_NEXT": rf"(pada\s+)?(akhir|hujung)\s+bulan\s+{_NEXT}",
        "_OF_MONTH": r"((pada|dalam)\s+)?bulan",
        "_OF_NEXT_MONTH": rf"((pada|dalam)\s+)?bulan\s+{_NEXT}",
        "_LAST_DAY": r"hari\s+(ter)?akhir",
        "_SAME_DAY": rf"(hari|tarikh)\s+(yang\s+)?sama\s+(pada\s+)?bulan\s+{_NEXT}",
        "_PAY_DAYS": r"hari\s+(bayaran|gaji|pembayaran)",
        "_PLUS": r"tambah|campur",
        "ORDINAL": rf"hari\s+ke-?\s?\d{{1,2}}|hari\s+pertama|\d{{1,2}}\s?hb|\d{{1,2}}\s+hari(?=\s+bulan\s+{_NEXT})|"
        rf"\d{{1,2}}\s+hari\s?bulan",
        "DAY_LIST": r"\d{1,2}(hb)?(?!\d)(\s*(,|-|\/|dan)\s*\d{1,2}(hb)?(?!\d|\s*%|[.,]\d|\s*[a-z]{3}|\s*RM))*",
        "DAYS": r"hari",
        "BUSINESS_DAYS": _WORK_DAY,
        "WEEKS": r"minggu",
        "MONTHS": r"bulan",
    },
    moves={
        r"berikutnya|seterusnya": NEXT,
        r"sebelumnya": PREVIOUS,
        r"terdekat": NEAREST,
        r"yang\s+sama": MODIFIED,
        r"separuh": HALF,
    },
    forms=Forms(
        units={
            "days": ("{} hari", "{} hari"),
            "business days": ("{} hari bekerja", "{} hari bekerja"),
            "weeks": ("{} minggu", "{} minggu"),
            "months": ("{} bulan", "{} bulan"),
        },
        receipt="apabila invois diterima",
        net="dalam {}",
        end="akhir bulan",
        end_after="akhir bulan + {}",
        ordinal="hari ke-{}",
        next_month="{} bulan hadapan",
        the_day="{}",
        last_day="hari terakhir",
        day_after="{day} selepas {count}",
        pay_days="hari bayaran {}",
        then=", kemudian {}",
        on_signing="semasa kontrak ditandatangani",
        on_delivery="semasa hasil diserahkan",
        on_named="semasa {}",
        after_signing="{} selepas kontrak ditandatangani",
        after_delivery="{} selepas hasil diserahkan",
        after_named="{count} selepas {name}",
        rest="selebihnya",
        discount="diskaun {percent}% jika dibayar dalam {days} hari, jika tidak ",
        moved={
            "next": ", atau hari bekerja berikutnya",
            "previous": ", atau hari bekerja sebelumnya",
            "nearest": ", atau hari bekerja terdekat",
            "modified next": ", atau hari bekerja berikutnya dalam bulan yang sama",
            "modified previous": ", atau hari bekerja sebelumnya dalam bulan yang sama",
            "half-month modified next": ", atau hari bekerja berikutnya dalam separuh bulan yang sama",
        },
    ),
    usual=(
        "apabila invois diterima", "dalam 14 hari", "dalam 30 hari", "akhir bulan", "hari ke-1 bulan hadapan",
        "50% pendahuluan, selebihnya semasa hasil diserahkan",
    ),
    short=("dan",),
    signs={"RM": "MYR"},
    percent=r"%|peratus",
    ends=r"(?![^\W\d_])",
)  # fmt: skip
