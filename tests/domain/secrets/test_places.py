"""What is asked about in a field that says where a credential is kept, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benches import secrets as bench
from clientguard.domain.secrets.places import looks_like_password

PLACES = r"""1Password
1Password, entry Shop
KeePassXC: Clients/Harbour
Bitwarden
Proton Pass
drawer 3
Drawer3
Safe12
Room 214B
Tresor Nr. 4
Bank box 1447
Joan has it
Ask Joan!
bei Frau Müller
ใน KeePass ของสมหมาย
Schlüsselbund
joan@harbour.example
@joan
#ops
https://vault.bitwarden.com/#/vault?itemId=3f2b8c1e-1234
op://Harbour/Shop/password
KeePassXC/Harbour/shop.example.com
secret/data/prod/shop#password
ops-vault/harbour
AWS Secrets Manager arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf
harbour.kdbx
Z:\Secrets\clients.kdbx
C:\Users\me\keys.kdbx
~/.ssh/id_ed25519
n/a
see A-12
Ordner 7
B12
KP-2024-017
ticket #4711
2026-11-22 letter
2FA on phone +49 151 2345678
+31 6 12345678
YubiKey 5C NFC
R&D safe
Office365
MacBookPro
OneDrive for Business
Notion (Team)
the password manager of the client
secret drawer""".splitlines()
PASSWORDS = r"""hunter2!Pass9
S3cret-Passw0rd!
Summer2026!
123456
4711
12 34 56 78
qwerty
iloveyou
letmein
trustno1
hunter2
admin123
Welkom01
Sommer2024
Berlin1999
Fluffy12
P@ssw0rd
Pa$$w0rd
pass$word
Tr0ub4dor&3
zaq12wsx
1q2w3e4r
!QAZ2wsx
xK9#mP2$vL
q!w@e#r
G7hq-2Kpw-9Zxc
aB3dE5fG
kJ8s9d2Lq0
xKqPmZvLwT
in KeePass: hunter2!Pass9
Summer2026! (Joan)""".splitlines()


@pytest.mark.parametrize("text", PLACES)
def test_a_place_is_not_asked_about(text):
    assert not looks_like_password(text)


@pytest.mark.parametrize("text", PASSWORDS)
def test_a_password_is(text):
    assert looks_like_password(text)
    assert looks_like_password(f"  {text}\n")


def test_of_300_innocent_texts_fewer_than_one_in_twenty_is_asked_about():
    innocent = bench.load("innocent")
    assert len([text for text in innocent if looks_like_password(text)]) * 20 < len(innocent)


@given(st.text())
def test_any_text_is_judged(text):
    assert looks_like_password(text) in (True, False)


@pytest.mark.parametrize("text", ["a" * 100_000, "1 " * 50_000, "a1" * 50_000, "/" * 100_000, "a." * 50_000 + "!"])
def test_a_long_text_is_judged_too(text):
    assert looks_like_password(text) in (True, False)
