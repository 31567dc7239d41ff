"""Secrets recognised by their form: private keys, one-time-password links, vendors' keys, passwords in addresses.

The forms are those that the vendors publish so that leaked keys can be recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientguard.domain.secrets.found import Found
from clientguard.domain.secrets.values import is_placeholder, is_random

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEYS = (
    r"(?:AKIA|ASIA)[A-Z0-9]{16}",  # Amazon
    r"AIza[\w-]{35}|GOCSPX-[\w-]{20,40}",  # Google
    r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/=]{24,80}",  # Stripe
    r"gh[pousr]_[A-Za-z0-9]{30,250}|github_pat_\w{40,250}",  # GitHub
    r"gl(?:pat|dt|rt|ptt|soat|cbt|ft|imt|agent|oas)-[\w.-]{20,250}",  # GitLab
    r"xox[abeprs]-[A-Za-z0-9-]{10,250}|xapp-\d-[A-Za-z0-9-]{20,250}",  # Slack
    r"(?:https://)?hooks\.slack\.com/(?:services|workflows)/[\w/]{20,120}",
    r"(?:https://)?discord(?:app)?\.com/api/webhooks/\d{10,25}/[\w-]{40,100}",
    r"(?:https://)?hooks\.zapier\.com/hooks/catch/\d{3,12}/\w{4,20}",
    r"[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}",  # Discord
    r"\d{8,10}:AA[\w-]{32,34}",  # Telegram
    r"SK[0-9a-f]{32}",  # Twilio
    r"SG\.[\w-]{16,32}\.[\w-]{16,64}",  # SendGrid
    r"key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}",  # Mailgun, Mailchimp
    r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}",  # Brevo
    r"sk-(?:proj|svcacct|admin|ant)-[\w-]{20,250}|sk-[A-Za-z0-9]{32,64}",  # language services
    r"hf_[A-Za-z0-9]{30,40}|r8_[A-Za-z0-9]{37}|gsk_[A-Za-z0-9]{50,60}|xai-[A-Za-z0-9]{60,90}|pplx-[A-Za-z0-9]{40,60}",
    r"npm_[A-Za-z0-9]{36}|pypi-AgE[\w-]{50,250}|rubygems_[0-9a-f]{48}|dckr_[op]at_[\w-]{20,60}",  # registries
    r"do[oprt]_v1_[0-9a-f]{64}|HRKU-[\w-]{36,64}|sbp_[0-9a-f]{40}|nfp_[A-Za-z0-9]{36,40}|rnd_[A-Za-z0-9]{28,40}",
    r"shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}|c[ks]_[0-9a-f]{40}",  # Shopify, WooCommerce
    r"sq0(?:atp|csp)-[\w-]{22,43}|EAAA[\w-]{60}|access_token\$production\$\w{16}\$\w{32}",  # Square, Braintree
    r"(?:live|test)_[A-Za-z0-9]{30}|skey_(?:test_)?[a-z0-9]{19}",  # Mollie, Omise
    r"lin_api_[A-Za-z0-9]{32,48}|secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,60}|fig[dou]_[\w-]{36,60}",
    rf"pat[A-Za-z0-9]{{14}}\.[0-9a-f]{{64}}|pat-(?:na|eu|ap)\d-{_UUID}",  # Airtable, HubSpot
    r"AT[AC]TT3[\w=-]{60,250}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}",  # Atlassian, Postman
    r"NRAK-[A-Z0-9]{27}|glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|sntry[su]_[\w=+/-]{40,250}",  # New Relic, Grafana, Sentry
    r"hv[sbr]\.[\w-]{20,200}|dp\.(?:pt|st|ct|sa)\.[\w.-]{40,60}|pul-[0-9a-f]{40}|tskey-[a-z]{3,8}-\w{8,30}-\w{16,60}",
    r"sk\.eyJ[\w-]{20,200}\.[\w-]{20,40}",  # Mapbox
    rf"{_UUID}:fx",  # DeepL
    r"AGE-SECRET-KEY-1[0-9A-Z]{58}|A3-[A-Z0-9]{6}-[A-Z0-9]{6}(?:-[A-Z0-9]{5}){4}",
)  # fmt: skip
_TOKENS = (
    r"eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000}",  # a JSON web token (RFC 7519)
    r"ya29\.[\w-]{30,400}|1//0[\w-]{30,250}",  # Google
    r"EAA[A-Za-z0-9]{80,400}|A{20,24}[A-Za-z0-9%]{60,150}",  # Meta, Twitter
)
_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(_KEYS)})")
_TOKEN = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(_TOKENS)})")
_LINK = re.compile(r"otpauth(?:-migration)?://[^\s<>\"'`]{1,2000}", re.IGNORECASE)
_WIFI = re.compile(r"\bWIFI:[^\n]{0,120};P:((?:[^;\\\n]|\\.){1,80});")
_WITH_PASSWORD = re.compile(r"://[^\s/@:<>\"']{0,100}:([^\s/<>\"']{1,200})@(?=[\w\[])")
_PARAMETER = re.compile(
    r"[?&](?:(?P<password>passw(?:or)?d|pwd|pass)"
    r"|(?P<key>(?:[a-z]{1,12}[_-])?(?:token|key|secret|signature)|apikey|sig|auth|jwt))=(?P<value>[^\s&#<>\"']{4,2000})",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\bauthorization[\"']?\s?[:=]\s?[\"']?(?:basic|bearer|token)\s([\w.~+/=-]{8,4000})", re.IGNORECASE
)
_BEARER = re.compile(r"\b(?:bearer|basic)\s([\w.~+/-]{16,4000}={0,2})", re.IGNORECASE)
_COMMAND = re.compile(
    r"(?:\s(?:-u|--user)[ =][\"']?[^\s:\"']{1,80}:|\bsshpass\s-p\s?[\"']?|\b(?:mysql|mysqldump|mysqladmin|mariadb)\s"
    r"[^\n|;]{0,100}?\s?-p(?=[^\s-]))([^\s\"']{3,100})"
)

_BEGIN_END = re.compile(r"-----(BEGIN|END) (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d:|Private-MAC: [0-9a-f]{16,128}")
_KEY_LINE = re.compile(
    r"[>| \t]{0,12}(?:[A-Za-z0-9+/=]{1,200}|[A-Z][A-Za-z-]{2,20}: [^\n]{0,100})?[ \t\r]{0,4}(?:\n|\Z)"
)


def shapes(text: str) -> Iterator[Found]:
    """Yield each secret that is recognised by its form."""
    yield from _blocks(text)
    for match in _KEY.finditer(text):
        yield "key", match.start(), match.end()
    for match in _TOKEN.finditer(text):
        yield "token", match.start(), match.end()
    for match in _LINK.finditer(text):
        yield "one-time", match.start(), match.end()
    for match in _WIFI.finditer(text):
        yield "password", match.start(1), match.end(1)
    for match in _WITH_PASSWORD.finditer(text):
        if not is_placeholder(match[1]):
            yield "address", match.start(1), match.end(1)
    for match in _PARAMETER.finditer(text):
        if match["password"] or is_random(match["value"]):
            yield "address", match.start("value"), match.end("value")
    for match in _HEADER.finditer(text):
        yield "token", match.start(1), match.end(1)
    for match in _BEARER.finditer(text):
        if is_random(match[1]):
            yield "token", match.start(1), match.end(1)
    for match in _COMMAND.finditer(text):
        if not is_placeholder(match[1]):
            yield "password", match.start(1), match.end(1)


def _blocks(text: str) -> Iterator[Found]:
    """Yield each private key, up to its end mark or, if that was cut off, as far as its lines go."""
    marks = [(match.start(), match.end(), match[1] == "BEGIN") for match in _BEGIN_END.finditer(text)]
    marks += [(match.start(), match.end(), match[0].startswith("PuTTY")) for match in _PUTTY.finditer(text)]
    marks.sort()
    for place, (start, end, begins) in enumerate(marks):
        if not begins:
            continue
        following = marks[place + 1] if place + 1 < len(marks) else None
        if following and not following[2]:
            yield "private key", start, following[1]
        else:
            yield "private key", start, _lines_end(text, end, following[0] if following else len(text))


def _lines_end(text: str, start: int, limit: int) -> int:
    """Return where a key without an end mark ends: at the first line with anything else in it."""
    at = text.find("\n", start, limit) + 1 or limit
    while at < limit and (match := _KEY_LINE.match(text, at, limit)) and match.end() > at:
        at = match.end()
    return max(start, at)
