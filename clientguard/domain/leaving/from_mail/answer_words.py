"""The words of a yes and of a no in a reply, in the languages that clients answer in."""

from __future__ import annotations

import re

_YES = {
    "en": "yes|yep|yeah|ok|okay|done|confirmed|confirm|fine|correct|agreed|all good|sorted|works|working",
    "ms": "ya|sudah|telah|siap|selesai|boleh|setuju|disahkan|berfungsi|berjaya",
    "fy": "ja|dien|klear|befêstige|goed|akkoart|slagge|wurket",
    "nl": "gedaan|klaar|bevestigd|akkoord|gelukt|werkt",
}
_NO = {
    "en": "no|not|nope|never|can['’]?t|cannot|couldn['’]?t|don['’]?t|didn['’]?t|doesn['’]?t|hasn['’]?t|haven['’]?t"
    "|isn['’]?t|won['’]?t|unable|failed|fails|locked out|error|missing|tomorrow|next week|later|waiting|will",
    "ms": "tidak|tak|belum|bukan|gagal|esok|minggu depan|nanti|menunggu|akan",
    "fy": r"nee|(?<!\.)net|noch|gjin|mislearre|moarn|takom wike|wachtsje",
    "nl": "niet|geen|nog|mislukt|morgen|volgende week|wacht|zal",
}
# Thai has no blanks between words, so its words count wherever they stand; a no is looked for first.
_THAI_YES = "ใช่|ได้แล้ว|แล้ว|เรียบร้อย|ตกลง|ยืนยัน|โอเค"
_THAI_NO = "ไม่|ยัง|พรุ่งนี้|สัปดาห์หน้า|ภายหลัง|กำลังรอ|จะ"


def _any(words: dict[str, str], thai: str, signs: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.values())})\b|{thai}|[{signs}]", re.IGNORECASE)


YES = _any(_YES, _THAI_YES, "✓✔👍")
NO = _any(_NO, _THAI_NO, "✗✘")
