"""What a value looks like: made up like a password, random like a key, or a plain word."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"[*•●·xX._#?…-]+|[<\[({$%].*|.*[>\])}]|your[_-].*|.*(?:environ|getenv|process\.env).*", re.DOTALL)
_PLAIN_NUMBER = re.compile(r"[-+(]?\d{1,40}(?:[.,:/\-]\d{1,40}){0,12}[)%]?")
_PLACE = re.compile(
    r"\w+://.*|www\..*|[\w.+-]+@[\w-]+\.[\w.-]+|(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}(?:/.*)?", re.DOTALL
)
_RANDOM = re.compile(r"[A-Za-z0-9+/=_.~%:\\-]+")
_GUIDE = frozenset(
    "password passwort kennwort wachtwoord secret token user username name string value change changeme example none"
    " null nil true false undefined empty".split()
)
# A word after "password:" or "password is" that says where the secret is kept, or what about it, is not the secret.
STATES = frozenset(
    """see ask unknown none known same kept lost forgotten changed unchanged reset removed hidden secret safe wrong
    right correct incorrect expired invalid valid compromised required needed mandatory optional strong weak long short
    old new missing empty blank default stored saved set sent given private public personal confidential protected
    encrypted here there below above attached enclosed separate separately pending tbd tba later soon yes no not on off
    important simple easy difficult complicated different identical enough ready back gone mine yours theirs ours
    in by with held shared sealed vault safe keepass bitwarden lastpass dashlane 1password keepassxc keychain nordpass
    siehe gleich bekannt unbekannt falsch richtig geheim abgelaufen neu alt sicher unsicher leer folgt vergessen
    zie bekend onbekend fout juist geheim verlopen nieuw oud veilig leeg volgt vergeten hetzelfde kwijt
    ver igual desconocida incorrecta correcta secreta segura caducada nueva vieja vacía olvidada guardada
    voir inconnu identique faux correct secret sûr expiré nouveau ancien vide oublié changé
    lihat sama salah betul rahsia baharu lama kosong lupa disimpan tamat
    sjoch itselde ferkeard goed geheim nij âld feilich leech fergetten""".split()
)


def is_placeholder(value: str) -> bool:
    """Return whether a value is a placeholder: stars, brackets, `password`."""
    bare = value.strip("\"'`.,;:").lower()
    return not bare or bool(_HIDDEN.fullmatch(bare)) or bare in _GUIDE


def is_made_up(value: str) -> bool:
    """Return whether a value is built like a password: not like a word, number, address or name."""
    if len(value) < 4 or is_placeholder(value) or _PLAIN_NUMBER.fullmatch(value) or _PLACE.fullmatch(value):
        return False
    if value.lower() in STATES:
        return False
    digits = any(each.isdigit() for each in value)
    letters = any(each.isalpha() for each in value)
    signs = any(not each.isalnum() and each not in "-'’/.,()" for each in value.rstrip("!?"))
    return (letters and (digits or signs)) or (digits and signs and len(value) > 5)


def is_random(value: str) -> bool:
    """Return whether a value is long and mixed like a key: 16 or more characters, letters with digits or both cases."""
    if len(value) < 16 or not _RANDOM.fullmatch(value) or is_placeholder(value):
        return False
    if "://" in value:
        return False
    digits = sum(each.isdigit() for each in value)
    letters = [each for each in value if each.isalpha()]
    mixed = any(map(str.islower, letters)) and any(map(str.isupper, letters))
    return bool(letters) and (digits >= 3 or (mixed and len(value) >= 20 and "." not in value and "/" not in value))
