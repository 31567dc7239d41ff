"""Whether a text that is to say where a credential is kept looks like the credential itself (P4.4).

It goes by the shape of single words: letters, digits and signs mixed as no name of a place mixes them, digits alone, a
word that is known as a password. A passphrase of plain words looks like a place and is not noticed, and a place with a
code for a name may be taken for a password: so it is only asked about, and the answer counts for that text.
"""

from __future__ import annotations

import re

from clientguard.domain.secrets.values import STATES

_SIGNS = frozenset('!$%^*=~|§;?+@#&"<>{}[]\\')
_EDGES = " \t.,;:()[]<>\"'“”„‘’«»"
_LEET = str.maketrans("@$!013457", "asioieast")
_KNOWN = frozenset(
    """password passwort passwd passw0rd pass kennwort wachtwoord welcome welkom willkommen bienvenue bienvenido letmein
    qwerty qwertz azerty asdf asdfgh asdfghjkl zxcvbn yxcvbn qwertyuiop iloveyou ichliebedich dragon monkey football
    zaq12wsx 1qaz2wsx qazwsx baseball sunshine princess shadow superman batman trustno changeme secret
    geheim abc abcdef hunter admin administrator root login default master test guest spring summer autumn winter
    fruhling sommer herbst zomer herfst lente january februar february march april june july august september october
    november december contrasena clave motdepasse senha sandi rahsia katalaluan""".split()
)
# Names of places and things that have a number, and of programs whose names mix letters and digits.
_PLACES = frozenset(
    """safe vault tresor kluis drawer schublade lade cabinet schrank kast cupboard shelf regal plank box karton doos
    folder ordner map binder room raum zimmer kamer office buro buero kantoor desk tisch bureau floor etage level rack
    server srv nas pc laptop notebook notes notiz usb stick drive disk disc key schlussel sleutel yubikey nitrokey token
    phone handy telefon iphone ipad macbook mac pixel tablet page seite pagina item entry eintrag record note slot
    locker safe keepass bitwarden lastpass dashlane nordpass enpass roboform passbolt vaultwarden passwordstore
    keychain onedrive dropbox sharepoint office microsoft windows datev sap odoo site team client kunde klant account
    konto project projekt list sheet tab wiki page card sim bank bay unit store archive archiv backup book buch boek
    envelope umschlag row aisle locker depot peti laci almari bilik cajon caja armario sala tiroir coffre classeur
    armoire boite cassetto armadio""".split()
)
_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,20}://.*|(?:mailto|cid|data|arn|urn|tel):.*", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}(?::\d{1,5})?(?:/.*)?", re.DOTALL)
_PATH = re.compile(r"(?:[A-Za-z]:|~|\.{1,2})?(?:[\\/][^\\/]{0,255}){1,40}|[^\\/]{1,255}(?:[\\/][^\\/]{1,255}){1,40}")
_CODE = re.compile(r"#?[A-Z]{1,6}[-_./]?\d{1,8}(?:[-_./][A-Z]?\d{1,8}){0,3}|\d{1,4}[A-Z]{1,2}")  # KP-2024-017, 12B
_DATE = re.compile(r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)?\d\d")
_DIGITS = re.compile(r"\d(?:[ .-]?\d){3,31}")
_PHONE = re.compile(r"\+\d.*|\(?0\d{1,5}\)?[ /-]\d[\d -]*", re.DOTALL)
_WORD_NUMBER = re.compile(r"([^\W\d_]{2,})[-_#]?(\d{1,12})")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_GROUPS = re.compile(r"[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){2,7}")
_FILE = re.compile(r"[\w-]{1,80}(?:\.[\w-]{1,40}){0,4}\.[A-Za-z]{2,5}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.{0,20}")
_LONGEST = 40  # longer ones are checksums, certificates and keys, which `find_secrets` knows by their form
_IN_NAMES = frozenset("+=;?&#")  # signs that also join the parts of names and settings
_VERSION = re.compile(r"v?\d{1,4}(?:\.\d{1,6}){1,4}")


def looks_like_password(text: str) -> bool:
    """Return whether a text looks like a password, or has a word that does, rather than like a place."""
    bare = text.strip()
    if len(bare) < 4:
        return False
    if _DIGITS.fullmatch(bare):
        return not _DATE.fullmatch(bare) and not _PHONE.fullmatch(bare) and not _VERSION.fullmatch(bare)
    words = bare.split()
    if len(words) == 1:
        return _alone(bare)
    return any(_in_a_text(word.strip(_EDGES)) for word in words)


def _alone(word: str) -> bool:
    """Return whether a single word is a password by its shape."""
    if _is_place(word):
        return False
    if _is_known(word):
        return True
    if _mixes_signs(word) or _is_shuffled(word):
        return True
    named = _WORD_NUMBER.fullmatch(word.rstrip("!?"))
    if named and not named[1].isupper():
        return len(named[2]) > 1 and len(named[1]) > 2 and _plain(named[1]) not in _PLACES
    return False


def _in_a_text(word: str) -> bool:
    """Return whether a word among others is a password: only what nothing else can be."""
    if len(word) < 7 or _is_place(word):
        return False
    digits, signs = any(map(str.isdigit, word)), any(each in _SIGNS - _IN_NAMES for each in word)
    both_cases = any(map(str.islower, word)) and any(map(str.isupper, word))
    if digits and signs and any(map(str.isalpha, word)) and not word.startswith(("#", "@")):
        return both_cases or not word.endswith(("!", "?")) or _is_known(word)
    if not digits or word.isupper():
        return False
    return (both_cases and _is_shuffled(word)) or (len(word) > 7 and _is_known(word))


def _is_place(word: str) -> bool:
    """Return whether a word is a link, an address, a path, a reference or a date."""
    if _plain(word) in STATES or _VERSION.fullmatch(word) or _DATE.fullmatch(word) or _CODE.fullmatch(word):
        return True
    if len(word) > _LONGEST or _MOMENT.fullmatch(word) or _FILE.fullmatch(word):
        return True
    if _LINK.fullmatch(word) or _ADDRESS.fullmatch(word) or _HOST.fullmatch(word):
        return True
    if not _PATH.fullmatch(word):
        return False
    parts = [each for each in re.split(r"[\\/:]", word) if each]
    return bool(parts) and not any(
        _mixes_signs(each) or (_is_known(each) and any(map(str.isdigit, each))) for each in parts
    )


def _is_known(word: str) -> bool:
    """Return whether a word is one that many have for a password, also with digits after it or in place of letters."""
    plain = word.lower()
    trimmed = plain.strip("0123456789!?.*#$%&+-_@")
    forms = {plain, trimmed, plain.translate(_LEET), plain.rstrip("0123456789!?.*#$%&+-_").translate(_LEET)}
    months = trimmed == plain  # a month or a season by itself is one
    return any(form in _KNOWN and (not months or form not in _CALENDAR) for form in forms)


_CALENDAR = frozenset(
    """spring summer autumn winter fruhling sommer herbst zomer herfst lente january februar february march april june
    july august september october november december test guest admin administrator root master abc""".split()
)


def _mixes_signs(word: str) -> bool:
    """Return whether a word has letters or digits on both sides of a sign, or letters and digits and a sign."""
    inner = word.rstrip("!?")
    letters, digits = any(map(str.isalpha, word)), any(map(str.isdigit, word))
    signs = [each for each in word if each in _SIGNS]
    if not signs or not (letters or digits):
        return False
    if letters and digits:
        return not (word[0] in "#@" and len(signs) == 1) and len(word) > 5
    inside = [each for each in inner[1:-1] if each in _SIGNS - {"&", "+"}]
    return len(word) > 6 and bool(inside) and not (inside == ["@"] or inside == ["#"])


def _is_shuffled(word: str) -> bool:
    """Return whether letters and digits, or the two cases, alternate as in no word, name or number."""
    if _GROUPS.fullmatch(word):
        groups = word.split("-")
        mixed = [each for each in groups if any(map(str.isdigit, each)) and any(map(str.isalpha, each))]
        if len(mixed) * 2 >= len(groups):
            return True
    if not word.isascii():
        return False
    if any(each in "-_./:," for each in word):
        return any(_is_shuffled(each) for each in re.split(r"[-_./:,]", word) if len(each) > 7)
    runs = _RUN.findall(word)
    letters = "".join(each for each in runs if each.isalpha())
    if len(word) > 5 and len(runs) > 3:
        return True
    if len(word) > 7 and letters.isalpha() and not letters.isupper():
        parts = _PART.findall(letters)
        if len(parts) > 3 and len(letters) / len(parts) < 2.2:
            return True
    vowels = sum(each in "aeiouyAEIOUY" for each in letters)
    return len(word) > 7 and len(letters) > 5 and not letters.isupper() and vowels * 8 < len(letters)


def _plain(word: str) -> str:
    return word.lower().strip(_EDGES).translate(str.maketrans("äöüéèáíóúñç", "aoueeaiounc"))
