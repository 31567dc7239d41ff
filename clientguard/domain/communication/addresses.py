"""Email addresses: when two are the same, and which ones a mailbox shows to be the user's own (P5.1).

Addresses compare by letters, not by bytes: folded (`names.folded`), with the domain in its ASCII form (IDNA). What
follows a `+` before the `@` is for the receiving side to read, so `ada+shop@…` counts as `ada@…` only where `ada@…` is
the user's own: what it means at others is not known.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from clientguard.domain.records.names import folded, name_key

SHARE = 10  # of this many messages in folders of sent mail, one has to be from an address to propose it
MOST = 6  # addresses that are offered
# What mail programs and providers call the folder of sent mail, folded.
_SENT = frozenset(
    name_key(name)
    for name in (
        *("Sent", "Sent Mail", "Sent Items", "Sent Messages", "Outbox"),
        *("Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Gesendete Nachrichten", "Verzonden"),
        *("Verzonden items", "Verzonden berichten", "Envoyés", "Messages envoyés", "Éléments envoyés", "Enviados"),
        *("Elementos enviados", "Mensajes enviados", "Itens enviados", "Posta inviata", "Inviati", "Skickat"),
        *("Skickade objekt", "Sendt", "Sendte elementer", "Sendt post", "Lähetetyt", "Wysłane", "Odeslané"),
        *("Отправленные", "Надіслані", "送信済み", "送信済みメール", "已发送", "已发送邮件", "寄件備份", "보낸편지함"),
        *("ส่งแล้ว", "จดหมายที่ส่งแล้ว", "รายการที่ส่ง", "Terkirim", "Item Terkirim", "Dihantar", "Item Dihantar"),
    )
)
# What they call the folders of what is not correspondence, or not any more: deleted, junk, drafts, not sent yet.
_ASIDE = frozenset(
    name_key(name)
    for name in (
        *("Trash", "Bin", "Deleted", "Deleted Items", "Deleted Messages", "Junk", "Junk Mail", "Junk E-mail", "Spam"),
        *("Bulk Mail", "Drafts", "Draft", "Templates", "Unsent Messages", "Papierkorb", "Gelöscht"),
        *("Gelöschte Elemente", "Gelöschte Objekte", "Entwürfe", "Vorlagen", "Spamverdacht", "Prullenbak"),
        *("Verwijderde items", "Ongewenste e-mail", "Concepten", "Sjablonen", "Corbeille", "Éléments supprimés"),
        *("Courrier indésirable", "Indésirables", "Brouillons", "Modèles", "Papelera", "Elementos eliminados"),
        *("Correo no deseado", "Borradores", "Lixeira", "Itens excluídos", "Rascunhos", "Cestino"),
        *("Posta eliminata", "Posta indesiderata", "Bozze", "Papperskorgen", "Skräppost", "Utkast", "Papirkurv"),
        *("Kladder", "Kosz", "Robocze", "Koš", "Koncepty", "Корзина", "Спам", "Черновики", "ゴミ箱", "下書き"),
        *("迷惑メール", "垃圾邮件", "已删除", "草稿", "휴지통", "ถังขยะ", "จดหมายขยะ", "ร่างจดหมาย", "Sampah"),
    )
)
_FORMS = (".mbox", ".mbx", ".sbd", ".maildir")


def address_key(address: str) -> str:
    """Return a key that is the same for all spellings of an address; "" if there is no address."""
    local, at, _ = folded(address.strip()).rpartition("@")
    if not local or not at:
        return ""
    return f"{local}@{'.'.join(_ascii_label(each) for each in _domain(address).split('.'))}"


def _domain(address: str) -> str:
    # Not case folded: `straße.de` and `strasse.de` are two domains.
    domain = address.strip().rpartition("@")[2].replace("\u3002", ".")
    return unicodedata.normalize("NFKC", domain).lower().rstrip(".")


def _ascii_label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


class OwnAddresses:
    """The user's own addresses, tagged forms (`ada+shop@…`) of them included."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._keys = frozenset(key for each in addresses if (key := address_key(each)))

    def __bool__(self) -> bool:
        return bool(self._keys)

    def __contains__(self, address: str) -> bool:
        key = address_key(address) if self._keys else ""
        local, _, domain = key.rpartition("@")
        return bool(key) and (key in self._keys or f"{local.partition('+')[0]}@{domain}" in self._keys)


def is_sent_folder(name: str) -> bool:
    """Return whether a file or folder of mail is named as one of sent mail: `Sent.mbox`, `INBOX.Sent`, `.Gesendet`."""
    return _folder_key(name) in _SENT


def is_aside_folder(name: str) -> bool:
    """Return whether a file or folder is named as one of drafts, of junk or of deleted mail: `Trash`, `INBOX.Junk`."""
    return _folder_key(name) in _ASIDE


def _folder_key(name: str) -> str:
    for form in _FORMS:
        name = name.removesuffix(form)
    return name_key(name.rpartition(".")[2].rpartition("/")[2])


@dataclass(slots=True)
class Proposed:
    """An address that may be the user's own: how many messages are from it, and to how many others they went."""

    address: str
    sent: int = 0
    in_sent: int = 0  # of those, how many lay in a folder of sent mail
    others: set[str] = field(default_factory=set[str])
    likely: bool = False


class Tally:
    """Counts who wrote to whom, to propose which addresses are the user's own."""

    def __init__(self) -> None:
        self._senders: dict[str, Proposed] = {}
        self._messages = 0
        self._part: Counter[str] = Counter()  # in how many messages each address took part

    def __bool__(self) -> bool:
        return bool(self._senders)

    def count(self, sender: str, recipients: Iterable[str], *, in_sent: bool) -> None:
        """Count one message."""
        key = address_key(sender)
        others = {address_key(each) for each in recipients} - {key, ""}
        self._messages += 1
        self._part.update({key, *others})
        if key:
            found = self._senders.setdefault(key, Proposed(sender))
            found.sent += 1
            found.in_sent += in_sent
            found.others |= others

    def proposed(self) -> list[Proposed]:
        """Return the addresses to offer, the likeliest first.

        Likely are those that a folder of sent mail is from. Where there is no such folder, it is the one that wrote to
        more others than any other did, to two at least (a client's mail goes to the user alone), and that took part in
        half of the messages at least (in a mailing list, nobody does).
        """
        found = sorted(self._senders.values(), key=lambda each: (-each.in_sent, -len(each.others), -each.sent))[:MOST]
        sent = sum(each.in_sent for each in found)
        if sent:
            for each in found:
                each.likely = each.in_sent * SHARE >= sent
        elif found and len(found[0].others) > max([1, *(len(each.others) for each in found[1:])]):
            found[0].likely = self._part[address_key(found[0].address)] * 2 >= self._messages
        return found
