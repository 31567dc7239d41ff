"""Malay, as it is written in Malaysia: formal, short, and mixed with English."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.table import words

_GIVE = (
    r"(?:hantar\w*|bagi|beri\w*|kirim\w*|upload|emel|email|sediakan|siapkan|serah\w*|tandatangan\w*|isi|share|"
    r"kongsi\w*|pos\w*|whatsapp|send)"
)
_PAY = r"(?:bayar\w*|transfer|bank ?in|jelaskan|langsaikan)"
_WHEN = (
    r"(?:esok|lusa|hari ini|malam ni|malam ini|petang ni|nanti|isnin|selasa|rabu|khamis|jumaat|sabtu|ahad|"
    r"minggu|bulan|hujung|sebelum|\d+hb|lepas|sekejap|kejap|by)"
)
_WORK = (
    r"(?:tukar\w*|ubah\w*|tambah\w*|buat\w*|betulkan|baiki|update|kemas ?kini|masukkan|letak\w*|buang|padam|"
    r"hantar\w*|semak|check|siapkan|edit|pasang|print|cetak|naikkan|turunkan|design|reka|tolong|add|post|"
    r"upload|bagi)"
)

MALAY = words(
    "yang dan saya awak anda tak tidak boleh nak sudah dah belum ini itu untuk dengan ada ke tolong sila terima kasih"
    " encik puan salam esok hari lagi kita kami nanti dia pun lah ye ya tuan cik bila mana apa kat bagi jumaat tq"
    " mohon",
    asks=r"""
    \b(?:boleh|bolehkah|dapatkah|mungkin) (?:tak |ke |\w+ )?(?:tuan|puan|encik|cik|en|pn|awak|anda|you|u|saya|kami|
    bagi|hantar|sahkan|beri|tolong|tahu|dapat)\b
    \b(?:tolong|sila|mohon|minta|harap|pohon)\b
    \b(?:saya|kami) (?:masih |perlu|perlukan|nak|memerlukan|tunggu|menunggu|belum)\b
    \b(?:masih|belum) (?:belum |ada |lagi )?(?:terima|dapat|menunggu|perlukan|tunggu)\b
    \b(?:perlukan|memerlukan|menunggu|tertinggal|peringatan|maklumkan|beritahu|sahkan)\b
    """,
    idle=r"""
    \bapa khabar\b|\bharap (?:semua|tuan|puan|awak|sihat)\b|\b(?:jika|kalau|sekiranya) (?:ada|perlu|tuan|puan|
    nak)\b.{0,30}\b(?:soalan|pertanyaan|bantuan|apa-apa)\b|\bapa lagi\b|\b(?:sila|boleh) (?:hubungi|lihat|rujuk|
    abaikan|call|telefon)\b|\bselamat hari\b
    """,
    plain=r"""
    \b(?:saya|kami) (?:nak|akan) (?:mula\w*|buat|siapkan|terjemah\w*|hantar|cetak|semak|tengok|beritahu|maklum\w*)\b|
    \b(?:tidak|tak) (?:perlu|payah)\b|\btiada tindakan\b|\b(?:telah|sudah|dah) (?:diterima|terima|
    dapat)\b(?!.*\bke\b)
    """,
    again=r"\b(?:peringatan|sekali lagi|masih|lagi|dah (?:ada|siap|dapat|tengok)|follow ?up)\b",
    when=r"\b(?:bila|pukul berapa|hari apa|tarikh apa|jam berapa)\b",
    thing=rf"""
    \b(?:{_GIVE}|{_PAY}|akses|kata laluan|password|gambar|fail|logo|teks|salinan|senarai|harga|butiran|invois|
    alamat|katalog)\b
    """,
    closes=r"""
    \b(?:terima kasih (?:kerana|atas|sebab) (?:telefon|call|panggilan|maklum balas|bayaran|jawapan)|tak (?:perlu|
    payah) (?:lagi|dah)|seperti (?:yang )?dibincangkan|melalui telefon|dah (?:jumpa|terima|dapat))\b
    """,
    thanks=r"""
    ^(?:(?:ok|okay|baik|noted|salam|waalaikumsalam)?[ ,]*(?:terima kasih|tq|thanks|maaf|alamak|baik|faham|noted|
    salam|ok tq|hi|selamat \w+)[^.?]{0,25})[.! ]*$|\b(?:maaf|sorry)\b.{0,20}\b(?:lambat|lewat|lupa)\b(?! sangat)|
    ^alamak\b[^.]{0,15}$
    """,
    here=r"""
    \b(?:dilampirkan|lampiran|dilampir|disertakan|ini dia|nah|sudah (?:hantar|bayar|buat|siap)|dah (?:hantar|bayar|
    bagi|buat|siap|transfer|send|sign|bank in|upload)|telah (?:dihantar|dibayar|dibuat)|di bawah|seperti berikut|
    sini)\b
    """,
    yes=r"""
    ^(?:ya|ye|yes|tak|tidak|bukan|boleh|ok|okay|okey|baik|betul|setuju|sudah|dah|belum|jadi|confirm|takde|tiada|
    on)(?![\w'])
    """,
    refuses=r"\b(?:tak (?:boleh|nak|mahu|dapat|jadi|payah)|tidak (?:boleh|mahu|dapat|setuju)|tiada|takde|belum)\b",
    partly=r"\b(?:yang lain|bakinya|selebihnya|sebahagian|separuh|dulu|nanti|belum lagi|kecuali)\b",
    unsure=r"""
    \b(?:tak tahu|tak pasti|kena tanya|nak tanya|tanya (?:\w+ )?(?:dulu|suami|bos|boss|isteri)|nanti saya (?:tanya|
    check|tengok|semak|fikir)|tengok dulu|fikir dulu|sibuk|sekejap)\b
    """,
    promises=rf"""
    \b(?:saya|kami|aku|i|kita)\b.{{0,25}}\b(?:{_GIVE}|{_PAY})\b.{{0,40}}\b{_WHEN}\b
    \b{_WHEN}\b.{{0,30}}\b(?:saya|kami|aku|i|kita)?\b.{{0,15}}\b(?:{_GIVE}|{_PAY})\b
    \b(?:akan|nanti) (?:saya |kami )?(?:di)?(?:{_GIVE}|{_PAY}|maklumkan|beritahu|bagitahu)\b
    \bnanti (?:saya|kami|i)\b.{{0,20}}\b(?:tanya|jawab|beritahu|bagitahu|confirm|maklumkan|{_GIVE}|{_PAY})\b
    \b(?:saya|kami) (?:janji|usahakan|akan)\b
    """,
    denies=r"""
    \b(?:tak|tidak|bukan) (?:boleh |dapat |akan )?(?:janji|pasti|bayar|hantar|bagi)\b|\b(?:kata|cakap|janji) (?:dia|
    nak|akan)\b|\b(?:tolong|boleh|sila) (?:\w+ ){0,3}(?:hantar|bagi|bayar|tukar)\b|\bdah (?:bayar|hantar|bagi)\b
    """,
    pays=r"\b(?:bayar\w*|bayaran|transfer|bank ?in|invois|invoice|duit|wang|baki|ansuran|deposit)\b|\brm ?\d",
    tells=r"\b(?:maklum\w*|beritahu|bagitahu|jawab|confirm|sahkan|tanya)\b",
    demands=rf"""
    \b(?:tolong|sila|mohon|boleh|minta|pls|please|nak)\b.{{0,60}}\b{_WORK}\b
    \b(?:kena|mesti|perlu)\b.{{0,40}}\b{_WORK}\b
    \b(?:saya|kami) (?:nak|mahu|perlu|perlukan)\b
    """,
    facts=r"""
    \b(?:tolong|sila|boleh) (?:beritahu|maklumkan|jelaskan|call|telefon|hubungi|sahkan|tunggu)\b|\b(?:berapa|
    macam mana|bagaimana|kenapa|nak tanya|nak tahu|nak jumpa)\b
    """,
    broken=r"\b(?:rosak|tak (?:jalan|boleh buka|keluar|jadi|betul)|salah|hilang)\b",
    meets=r"\b(?:mesyuarat|meeting|jumpa|temu ?janji|perjumpaan|perbincangan|appointment|sesi)\b",
    missed=r"""
    \b(?:terlupa|lupa|terlepas)\b.{0,40}\b(?:mesyuarat|meeting|jumpa|temu ?janji|appointment|sesi|perjumpaan)\b|
    \b(?:mesyuarat|meeting|temu ?janji|appointment)\b.{0,40}\b(?:lupa|terlupa|terlepas|tak datang)\b|
    \btak (?:datang|muncul|sampai)\b|\btunggu\b.{0,40}\b(?:tak|mana)\b
    """,
    cancelled=r"""
    \b(?:batal\w*|cancel)\b.{0,40}\b(?:mesyuarat|meeting|jumpa|temu ?janji|esok|hari ini|isnin|selasa|rabu|khamis|
    jumaat|sesi|appointment)\b|\b(?:mesyuarat|meeting|temu ?janji|sesi|appointment|esok|
    hari ini)\b.{0,30}\b(?:batal|dibatalkan|tak jadi|tak dapat|cancel)\b|\btak (?:dapat|boleh|jadi) (?:datang|jumpa|
    hadir|meeting)\b
    """,
    moved=r"""
    \b(?:tunda\w*|tangguh\w*|tukar (?:hari|tarikh|masa)|anjak\w*|ubah (?:hari|tarikh|masa)|hari lain|postpone)\b
    """,
    otherwise=r"\b(?:langganan|pesanan|order|kontrak|majlis|domain|hosting)\b",
)
