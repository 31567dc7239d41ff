"""Which page of the guide belongs to what is on the screen: what F1 opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from clientguard.domain.records import Kind
from clientguard.ui.records.form import Form


class Topic(NamedTuple):
    """A page of the guide, and the word of the screens at which it is opened; "" opens it at its beginning."""

    page: str
    word: str = ""


FIRST = Topic("first-day")
PAGES = {
    "today": Topic("first-day", "Today"),
    "clients": Topic("contract-and-terms", "Clients"),
    "messages": Topic("mail-in", "Messages"),
    "waiting": Topic("no-answer", "Waiting"),
    "money": Topic("no-payment", "Money"),
    "journal": Topic("papers-and-evidence", "Journal"),
    "settings": FIRST,
    "client": FIRST,
    "leaving": Topic("leaving"),
    "files": Topic("papers-and-evidence"),
    "compare": Topic("signs"),
    "imports": Topic("mail-in"),
    "find": FIRST,
    "mail says": Topic("no-answer"),
    "proposals": Topic("mail-in"),
    "removed": Topic("first-day", "Journal"),
}
# The sections of a client's page.
SECTIONS = {
    "timeline": FIRST,
    "signs": Topic("signs"),
    "contract": Topic("contract-and-terms"),
    "work": Topic("control"),
    "money": Topic("no-payment"),
    "requests": Topic("no-answer"),
    "problems": Topic("papers-and-evidence"),
    "accounts": Topic("leaving", "Hand over"),
    "people": Topic("data-and-law"),
    "files": Topic("papers-and-evidence"),
}
# The steps of leaving a client.
STEPS = {
    "decide": Topic("leaving", "Decide"),
    "owed": Topic("leaving", "Owed"),
    "tell": Topic("leaving", "Tell the client"),
    "hand_over": Topic("leaving", "Hand over"),
    "report": Topic("leaving", "Report"),
    "close": Topic("leaving", "Close"),
    "after": Topic("leaving", "Afterwards"),
}
# The forms of records; a kind that is not here has the page of the section that lists it.
KINDS_OF_RECORDS = {
    "client": FIRST,
    "message": FIRST,
    "work": FIRST,
    "meeting": Topic("no-answer"),
    "absence": Topic("no-answer"),
    "demand": Topic("control"),
    "approval_round": Topic("control"),
    "extension": Topic("no-answer"),
    "promise": Topic("no-answer"),
    "intake": Topic("contract-and-terms", "Prospects"),
    "do_not_engage": Topic("contract-and-terms", "Not again"),
    "peer": Topic("signs"),
    "recovery_plan": Topic("signs"),
    "decision": Topic("leaving", "Decide"),
    "sign_review": Topic("signs"),
    "suspension": Topic("no-payment"),
    "contact": FIRST,
    "contact_point": Topic("mail-in"),
    "checklist": Topic("leaving", "Hand over"),
    "obligation": Topic("leaving", "Owed"),
    "leaving": Topic("leaving"),
    "release": Topic("leaving", "Owed"),
    "handover_step": Topic("leaving", "Hand over"),
    "platform_answer": Topic("leaving", "Hand over"),
    "evidence": Topic("papers-and-evidence"),
    "law_rate": Topic("data-and-law", "Law"),
    "dunning_step": Topic("no-payment"),
    "invoice_line": Topic("no-payment"),
    "allocation": Topic("no-payment"),
    "threshold": Topic("signs", "Signs"),
    "reference": Topic("mail-in"),
    "import": Topic("mail-in"),
    "business": FIRST,
}
# Parts of pages, dialogs, and what is shown without a casebook, by where they lie below `clientguard.ui`.
PLACES = {
    "pages.first_run": FIRST,
    "pages.unlock": Topic("backups-and-passphrase", "Passphrase"),
    "pages.damaged": Topic("backups-and-passphrase", "Backups"),
    "pages.moved": Topic("another-computer"),
    "pages.settings.backups": Topic("backups-and-passphrase", "Backups"),
    "pages.settings.passphrase": Topic("backups-and-passphrase", "Passphrase"),
    "pages.settings.law": Topic("data-and-law", "Law"),
    "pages.settings.letters": Topic("papers-and-evidence", "Letters"),
    "pages.settings.reminders": Topic("no-payment", "Unpaid invoices"),
    "pages.settings.signs": Topic("signs", "Settings"),
    "pages.settings.sources": Topic("mail-in", "Sources"),
    "leaving": Topic("leaving"),
    "leaving.hand_over": Topic("leaving", "Hand over"),
    "leaving.release": Topic("leaving", "Owed"),
    "leaving.evidence": Topic("leaving", "Decide"),
    "dialogs.capture": FIRST,
    "dialogs.correct_dialog": Topic("papers-and-evidence", "Journal"),
    "dialogs.crash_dialog": FIRST,
    "dialogs.erase_dialog": Topic("data-and-law", "Erase for good"),
    "dialogs.evidence": Topic("papers-and-evidence"),
    "dialogs.export_dialog": Topic("moving-out"),
    "dialogs.files": Topic("papers-and-evidence"),
    "dialogs.help": FIRST,
    "dialogs.help.places_dialog": Topic("data-and-law"),
    "dialogs.import_dialog": Topic("mail-in"),
    "dialogs.judgement": Topic("signs"),
    "dialogs.judgement.welcome_dialog": Topic("contract-and-terms"),
    "dialogs.letters": Topic("papers-and-evidence", "Letters"),
    "dialogs.letters.guide_dialog": Topic("leaving", "Tell the client"),
    "dialogs.mail": Topic("no-answer"),
    "dialogs.money": Topic("no-payment"),
    "dialogs.money.law_dialog": Topic("data-and-law", "Law"),
    "dialogs.older_dialog": Topic("another-computer"),
    "dialogs.papers": Topic("papers-and-evidence"),
    "dialogs.parties": FIRST,
    "dialogs.parties.clause_dialog": Topic("contract-and-terms"),
    "dialogs.parties.own_addresses": Topic("mail-in"),
    "dialogs.parties.stop_dialog": Topic("no-payment"),
    "dialogs.parties.move_dialog": Topic("mail-in", "Messages"),
    "dialogs.passphrase_dialog": Topic("backups-and-passphrase", "Passphrase"),
    "dialogs.preview_dialog": Topic("papers-and-evidence"),
    "dialogs.proof": Topic("papers-and-evidence"),
    "dialogs.reading": Topic("papers-and-evidence"),
    "dialogs.recovery_dialog": Topic("backups-and-passphrase", "Create a recovery sheet"),
    "dialogs.restore_dialog": Topic("backups-and-passphrase", "Backups"),
    "dialogs.search_box": FIRST,
    "dialogs.sources": Topic("mail-in", "Sources"),
    "dialogs.tables": Topic("moving-in"),
    "dialogs.why_dialog": Topic("papers-and-evidence", "Journal"),
}


def topic_of_kind(kind: Kind) -> Topic:
    """Return the page for the form or list of a kind of record."""
    return KINDS_OF_RECORDS.get(kind.name) or SECTIONS.get(kind.section, FIRST)


def topic_of_page(key: str, place: Mapping[str, Any]) -> Topic:
    """Return the page for a page of the window; `place` is where one is on it (`Page.place`)."""
    if key == "client":
        return SECTIONS.get(place.get("section", ""), FIRST)
    if key == "leaving":
        return STEPS.get(place.get("step", ""), PAGES[key])
    if key == "clients" and place.get("tab") in ("prospects", "not again"):
        return KINDS_OF_RECORDS["intake" if place["tab"] == "prospects" else "do_not_engage"]
    return PAGES.get(key, FIRST)


def topic_at(widget: QWidget | None, within: QWidget) -> Topic | None:
    """Return the page for what has the focus, looked for from there outwards to `within`; None where none says so."""
    at = widget if widget is not None and within.isAncestorOf(widget) else within
    while at is not None:
        if isinstance(at, Form):
            return topic_of_kind(at.kind)
        if found := _topic_of_module(type(at).__module__):
            return found
        at = at.parentWidget() if at is not within else None
    return None


def _topic_of_module(module: str) -> Topic | None:
    """Return the page for a module of the screens: the longest place that fits decides."""
    room = module.removeprefix("clientguard.ui.")
    while room:
        if room in PLACES:
            return PLACES[room]
        room = room.rpartition(".")[0]
    return None
