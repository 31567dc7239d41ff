"""Words and letters that each language asks for, and those that have no place in it."""

from __future__ import annotations

import re

import pytest

from tests.translations.catalogues import SPOKEN, texts

THAI = "\u0e00-\u0e7f"
# An abbreviation may end with a full stop: a month, an era, the hour.
SHORT = re.compile(r"(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค|พ\.ศ|ค\.ศ|พ\.ร\.บ|ป\.พ\.พ|น)\.$")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
INDONESIAN = (
    "faktur|nasabah|jatuh tempo|kata sandi|konsultan|biaya|mata uang|perusahaan|piutang|penghapusan|setujui|kirim|"
    "sebagian|karena|mantan|bisa|konsep|pengaturan|unduh|otomatis|berkas|printer|dokumentasi rekan|ianya"
)
TE_AND_E = re.compile(  # after te, an infinitive has -en
    r"\bte (\w+je|slute|kieze|stjoere|ferstjoere|lêze|skriuwe|hawwe|wêze|wurde|kinne|nimme|litte|hâlde|bliuwe|komme|"
    r"werstelle|ynfiere|útfiere|oerdrage|opsizze|begjinne|fine|helje|witte|freegje|bringe|jilde|stelle|wize|drage)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", SPOKEN)
def test_nothing_invisible_is_in_a_text(language):
    assert [where for where, text in texts(language) if INVISIBLE.search(text)] == []


def test_thai_has_no_full_stop_at_the_end():
    found = [
        (where, text[-40:])
        for where, text in texts("th")
        if re.search(rf"[{THAI}]\.$", text.strip()) and not SHORT.search(text.strip())
    ]
    assert found == []


def test_thai_on_the_screen_speaks_without_particles_and_without_blame():
    words = re.compile("ครับ|ค่ะ|แน่ใจ|เลิกจ้าง|ไล่ออก|ด้วยความเคารพ|ด้วยความนับถือ|คุณไม่ได้ชำระ")
    assert [(where, text) for where, text in texts("th") if words.search(text)] == []


def test_malay_has_no_indonesian_words():
    words = re.compile(rf"\b({INDONESIAN})\b", re.IGNORECASE)
    assert [(where, found[0]) for where, text in texts("ms") if (found := words.search(text))] == []


def test_malay_has_no_second_person_of_the_letters_on_screens_and_none_of_the_screen_in_letters():
    letters = [text for where, text in texts("ms") if where.startswith("letters/")]
    assert [text for text in letters if re.search(r"\b(anda|kamu|awak)\b", text, re.IGNORECASE)] == []


def test_frisian_infinitives_after_te_end_in_en():
    assert [(where, found[0]) for where, text in texts("fy") if (found := TE_AND_E.search(text))] == []


def test_frisian_has_its_own_apostrophe_and_no_dutch_words():
    typed = [where for where, text in texts("fy") if re.search(r"\w'\w|\s'\w", text) and "letters/" not in where]
    assert typed == []
    dutch = re.compile(r"\b(niet|het|een|uw|worden|wordt|zijn|voor|maar als|sinds|omdat)\b")
    assert [(where, found[0]) for where, text in texts("fy") if (found := dutch.search(text))] == []
