"""What is put away when the casebook is locked, and put back when it is unlocked: where one was, and what was open.

It lies in the casebook itself, as a draft: nothing of it is left outside while the casebook is locked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QDialog

from clientguard.actions.casebook import casebooks
from clientguard.domain.records import KINDS, Record
from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.store.views.records import any_record
from clientguard.ui.intents import correct_intents, export_intents
from clientguard.ui.leaving.page import LeavingPage
from clientguard.ui.leaving.steps import DecideStep, GatesStep
from clientguard.ui.pages.client import ClientPage, Several, TimelineSection
from clientguard.ui.records.table import RecordTable
from clientguard.ui.session.unsaved import LOCKED, Unsaved, decoded
from clientguard.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from clientguard.actions.casebook.casebooks import Casebook
    from clientguard.ui.app.main_window import MainWindow
    from clientguard.ui.session.jobs import Job
    from clientguard.ui.session.session import Session


@runtime_checkable
class HoldsUnsaved(Protocol):
    """A page or dialog that may hold what nobody saved yet."""

    def unsaved(self) -> Unsaved | None:
        """Return what it holds, and let nothing of it be kept in any other way from now on."""
        ...


@dataclass(slots=True)
class OpenState:
    """Where one was (names and ids), and the forms that were open, in their order."""

    path: Path  # of the casebook
    where: dict[str, Any] = field(default_factory=dict)
    forms: list[Unsaved] = field(default_factory=list)
    kept: bool = False  # whether all of it lies in the casebook


def take_open_state(window: MainWindow) -> OpenState:
    """Take what is open in the window."""
    dialogs = [each for each in window.findChildren(QDialog) if not each.isHidden()]
    holders = [each for each in (*window.pages.values(), *dialogs) if isinstance(each, HoldsUnsaved)]
    assert window.session is not None
    path = window.session.book.path
    return OpenState(path, where(window), [found for each in holders if (found := each.unsaved()) is not None])


def keep_open_state(open_state: OpenState, book: Casebook) -> None:
    """Keep it in the casebook; what was saved after all is left out. KnownError when it cannot be written."""
    if not book.writable:
        return
    begun = [each for each in open_state.forms if each.saving is None or not each.saving.well]
    for each in begun:
        if each.texts is not None:
            casebooks.keep_draft(book, each.place, each.texts)
    forms = [each.again for each in begun if each.again]
    casebooks.keep_draft(book, LOCKED, {"where": open_state.where, "forms": forms})
    open_state.kept = True


def put_back(
    window: MainWindow, session: Session, kept: Mapping[str, Any] | None, open_state: OpenState | None = None
) -> None:
    """Go where one was, and open the forms again: from what was kept in the casebook, unless that could not be."""
    book = session.book
    if open_state is None:
        _put_back(window, session, kept)
        return

    def work(_job: Job) -> Mapping[str, Any] | None:
        keep_open_state(open_state, book)
        if not open_state.kept:
            return {"where": open_state.where, "forms": []}
        with book.read() as db:
            return draft(db, LOCKED)

    def failed(error: KnownError) -> None:
        window.show_error(error)
        go_back(window, open_state.where)

    session.do(work, done=lambda found: _put_back(window, session, found), failed=failed)


def _put_back(window: MainWindow, session: Session, found: Mapping[str, Any] | None) -> None:
    if found is None:
        return
    book = session.book
    session.do(lambda _job: casebooks.drop_draft(book, LOCKED))
    go_back(window, found["where"])
    for each in found["forms"]:
        open_again(window, session, each)


# --- where one was ---


def where(window: MainWindow) -> dict[str, Any]:
    """Return where one is: the page, its record and section, and what is selected."""
    page = window.pages.get(window.here)
    found: dict[str, Any] = {"page": window.here}
    if isinstance(page, ClientPage):
        found |= {"record": page.client, "section": page.tabs.current()}
    elif isinstance(page, LeavingPage):
        found |= {"record": page.leaving, "client": page.client, "step": page.here}
    if page is None:
        return found
    for several in page.findChildren(Several):
        if several.isVisible():
            found["list"] = several.tabs.current()
    for table in page.findChildren(RecordTable):
        if table.isVisible() and (chosen := table.selection()):
            found["selected"] = chosen[0]
    for timeline in page.findChildren(Timeline):
        if timeline.isVisible() and (chosen_one := timeline.chosen()):
            found["selected"] = chosen_one
    return found


def go_back(window: MainWindow, found: Mapping[str, Any]) -> None:
    """Go where one was, as far as it is still there."""
    place, record = found.get("page", ""), found.get("record", 0)
    if place == "leaving" and not record:
        place, record = "leave", found.get("client", 0)
    window.go(place or window.here, record)
    page = window.pages.get(window.here)
    if page is None:
        return
    if isinstance(page, ClientPage) and found.get("section"):
        page.show_section(found["section"])
    elif isinstance(page, LeavingPage) and found.get("step") and page.leaving:
        page.show_step(found["step"])
    for several in page.findChildren(Several):
        if several.isVisible() and found.get("list") in several.tabs.buttons:
            several.show_list(found["list"])
    if chosen := found.get("selected"):
        for table in page.findChildren(RecordTable):
            if table.isVisible():
                table.choose(chosen)
        for timeline in page.findChildren(TimelineSection):
            if timeline.isVisible():
                timeline.choose(chosen)


# --- what was open ---


def open_again(window: MainWindow, session: Session, again: Mapping[str, Any]) -> None:
    """Open a form again; its draft is in the casebook."""
    page = window.pages.get(window.here)
    if again["form"] == "record":
        _open_record(window, session, again)
    elif again["form"] == "data_report" and window.intents is not None:
        export_intents.data_report(session, window.intents, again["contact"], again["client"])
    elif again["form"] == "correct" and window.intents is not None:
        correct_intents.open_correction(session, window.intents, again["id"], again["entry"])
    elif isinstance(page, LeavingPage):
        gates, decide = page.steps["gates"], page.steps["decide"]
        if again["form"] == "release" and isinstance(gates, GatesStep):
            page.when_shown(lambda: gates.release(again["gate"]))
        elif again["form"] == "evidence" and isinstance(decide, DecideStep):
            page.when_shown(decide.choose)


def _open_record(window: MainWindow, session: Session, again: Mapping[str, Any]) -> None:
    number = again["id"]
    if number:
        session.read(lambda db: any_record(db, number), lambda found: _form(window, found, again), session, key=number)
    else:
        _form(window, KINDS[again["kind"]].record(), again)


def _form(window: MainWindow, found: Record, again: Mapping[str, Any]) -> None:
    if window.intents is None:
        return
    record = dataclasses.replace(found, **{name: decoded(value) for name, value in again["values"].items()})
    files = [Path(name) for name in again["files"]]
    window.intents.form(
        record,
        lambda dialog: dialog.attach(files),
        title=again["title"],
        save_word=again["word"],
        fields=tuple(again["fields"]),
    )
