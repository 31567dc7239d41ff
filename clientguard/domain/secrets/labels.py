"""The words that come before a secret, by language: what people call a password, a PIN, a key."""

from __future__ import annotations

import re

_STRONG = r"""p[a@4][s$5]{2}[ -]?w[o0]rds? | passwd | passphrase | kata[ ]?laluan(?:nya)? | kata[ ]?sandi
    | contrase[ñn]as? | mots?[ ]de[ ]passe | mdp | pwd? | psw | senha | lösenord | adgangskode | salasana
    | (?:wi-?fi|wlan|wpa[23]?|network|netzwerk|netwerk)[ -](?:(?:security|access)[ ])?(?:key|code|schlüssel|sleutel)
    | pre-?shared[ ]key | psk"""
_COMPOUND = r"passwor(?:t|te) | passwörter | kennwort | wachtwoord(?:en)? | wachtwurd(?:en)?"
_THAI = r"รหัสผ่าน | พาสเวิร์ด | พาสเวิด | รหัส(?:เข้า(?:ระบบ|ใช้งาน)?|ลับ|ไวไฟ|[ ]?wi-?fi)"
_WEAK = r"pass | ww | clave(?:[ ]de[ ]acceso)? | secret | geheim"
_KEY = r"""(?:(?:api|app|access|secret|auth|account|private|signing|encryption|master|consumer|client|storage|shared
    |server|service|application|subscription|refresh|webhook|id|session|live|test|bot|integration)[ _-]?){1,3}
    (?:key|token|secret) | token | jwt | session[ _-]?id | auth[ _-]?key | api[ -](?:schlüssel|sleutel)
    | cl[ée][ ](?:d['’])?api | kunci[ ]api | โทเค็น | (?<=_)key"""
_PIN = r"""pin(?:[ -]?code|[ -]?nummer|[ -]?number)? | puk | pass[ -]?code | cv[vc]2? | tan
    | (?:door|gate|alarm|entry|access|unlock|lock|safe|security|verification|one[ -]time|sms|login|building|keypad)
    [ -]code
    | (?:türcode|zugangscode|einmalcode|deurcode|toegangscode|doarkoade|kod[ ](?:pintu|akses|pengesahan))
    | code[ ]d['’]accès | c[óo]digo[ ]de[ ](?:acceso|verificación) | otp
    | (?:nombor|no\.?)[ ]pin | รหัส[ ]?(?:pin|otp|พิน) | พิน"""
_ONE_TIME = r"""(?:2fa|totp|otp|mfa|authenticator|two-factor)(?:[ _-](?:secret|key|code|seed|setup))?(?:[ _-]key)?
    | set-?up[ ]key | einrichtungsschlüssel"""
_RECOVERY = r"""(?:recovery|backup|back-up|rescue|emergency|scratch)[ _-](?:codes?|keys?)
    | wiederherstellungs(?:codes?|schlüssel) | notfallcodes? | herstelcodes? | herstelkoade
    | codes?[ ]de[ ](?:secours|récupération) | c[óo]digos?[ ]de[ ]recuperación | kod[ ]pemulihan | รหัส(?:สำรอง|กู้คืน)"""

_START = r"(?: (?<![^\W\d_]) | (?-i:(?<=[a-z])(?=[A-Z])) )"  # not within a word, but within `dbPassword`
_END = r"(?![^\W\d_])"

_WEAK_KEY = r"(?:key|schlüssel)(?=[ ]{0,2}[:=]|[ ])"
LABEL = re.compile(
    rf"""{_START} (?: (?P<recovery> (?:{_RECOVERY}) (?![a-z])) | (?P<one_time> (?:{_ONE_TIME}) {_END})
    | (?P<pin> (?:{_PIN}) (?![a-z])) | (?P<key> (?:{_KEY}) {_END}) | (?P<password> (?:{_STRONG}) {_END})
    | (?P<weak> (?:{_WEAK}) {_END} | {_WEAK_KEY}) )
    | (?P<compound> (?:{_COMPOUND}) {_END} | {_THAI}) | (?P<thai> รหัส(?=[ ]?[:=] | [ ]?คือ | ใหม่))
    """,
    re.VERBOSE | re.IGNORECASE,
)
LOGIN = re.compile(
    rf"""{_START} (?: log-?[ ]?in | sign-?[ ]?in | user(?:[ ]?name)? | credentials | creds | admin | account
    | zugang(?:sdaten)? | anmeldung | benutzer(?:name)? | inlog(?:gegevens)? | gebruiker(?:snaam)? | brûker | ynlogge
    | usuario | acceso | identifiants? | accès | akses | nama[ ]pengguna | ชื่อผู้ใช้ | เข้าระบบ ) {_END}""",
    re.VERBOSE | re.IGNORECASE,
)
NAMED_AFTER = re.compile(
    rf"""["'”’»]? [ ] (?:as|is|als|ist|como|comme|sebagai|เป็น) [ ]
    (?:(?:the|my|our|your|a|das|mein|unser|het|ons|mijn|la|tu|mi|le|mon|it|myn|ús)[ ])?
    (?:(?:new|admin|neues|nieuwe|nije)[ ])?
    (?:{_STRONG}|{_COMPOUND}|{_THAI}) {_END}""",
    re.VERBOSE | re.IGNORECASE,
)
WIFI = re.compile(r"wi-?fi|wlan|network|netzwerk|netwerk|ssid|hotspot|router", re.IGNORECASE)

# Between the word and the secret: a mark, or "is".
_IS = "is|are|lautet|ist|sind|heißt|es|est|ialah|adalah|bin|was|war"
_NOW = "now|no|again|still|currently|simply|just|jetzt|nun|nu|wieder|ahora|maintenant|désormais|sekarang"
_LINK = rf"""\s{{0,4}} (?: (?P<mark> [:=：]{{1,3}}>? | [-=]?-> | → | , (?=\s?["']) | > | (?<=\s)[-–—](?=\s) )
    | (?P<is> (?<=\s)(?:{_IS})(?=[\s"'“„«:]) | คือ | ว่า | เป็น ) ) \s{{0,4}} :? \s{{0,3}} (?:(?:{_NOW})\s{{1,3}})?"""
LINK = re.compile(_LINK, re.VERBOSE | re.IGNORECASE)
_AHEAD = _LINK.replace("?P<mark>", "?:").replace("?P<is>", "?:")
# Up to a few words that say whose secret it is, before the mark or the "is".
_ASIDE = r"""\s{0,2}\([^()\n]{1,40}\) | ,[ ][^,\n]{1,24}, | [ก-๙]{1,24}"""
GAP = re.compile(
    rf"""(?: {_ASIDE} | (?:[ ][^\s:=.;!?()"“”→]{{1,24}}){{1,5}}? ) (?={_AHEAD})""",
    re.VERBOSE | re.IGNORECASE,
)
# The same before a PIN, but numbers are so common that only words that say what it opens are allowed.
PIN_GAP = re.compile(
    rf"""(?: {_ASIDE} | [ ](?:for|of|on|to|at|from|für|zum|zur|vom|von|der|des|voor|van|de|del|para|pour|du|untuk|bagi
    |foar|fan|saya|kami)(?:[ ][^\s:=.;!?()"“”→\d]{{1,24}}){{0,4}}? )
    (?={_AHEAD})""",
    re.VERBOSE | re.IGNORECASE,
)
ASIDE = re.compile(
    rf"(?:{_ASIDE}|[ ](?:saya|kami|anda|dia|baharu|nueva|nuevo|nouveau|neu|nieuw|nij|new|too|auch))?\s{{1,3}}",
    re.VERBOSE | re.IGNORECASE,
)
CLOSE = re.compile(r"[\"'”’»`\])]{0,2}")
