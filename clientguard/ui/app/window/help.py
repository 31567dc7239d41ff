"""What the Help menu opens: guide, shortcuts, places, what to do about a problem, and what ClientGuard is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from clientguard import __version__, crash, paths
from clientguard.texts import _
from clientguard.ui.app.commands import fixed_commands
from clientguard.ui.app.guide import topics
from clientguard.ui.app.guide.guide_window import GuideWindow, guide_of
from clientguard.ui.dialogs.help.places_dialog import Place, PlacesDialog
from clientguard.ui.dialogs.help.text_dialog import TextDialog
from clientguard.ui.session.agenda_keeper import AgendaKeeper
from clientguard.ui.session.source_keeper import SourceKeeper

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame


def show_guide(window: Frame, parent: QWidget) -> None:
    """Show the page of the guide that belongs to what is in front in `parent`: the window, or a dialog of it."""
    _guide(window, parent).show(topic_in_front(window, parent), parent)


def _guide(window: Frame, parent: QWidget) -> GuideWindow:
    return guide_of(window if isinstance(window, QWidget) else parent.window())


def topic_in_front(window: Frame, parent: QWidget) -> topics.Topic:
    """Return which page of the guide belongs to what has the focus, or else to the page in front."""
    page, focus = window.page_in_front, QApplication.focusWidget()
    if parent is not window:
        found = topics.topic_at(focus, parent)
        if found:
            return found
    if page is None:
        return topics.topic_at(window.shown, window.shown) or topics.FIRST
    if window.here == "settings":
        return topics.topic_at(focus, page) or topics.PAGES["settings"]
    return topics.topic_of_page(window.here, page.place())


def shortcuts() -> str:
    """Return every key of the table of commands, as Markdown."""
    lines = [f"| {_('Key', 'keyboard')} | {_('What it does')} |", "|---|---|"]
    native = QKeySequence.SequenceFormat.NativeText
    for each in fixed_commands():
        if each.shortcut:
            keys = [QKeySequence(key).toString(native) for key in (each.shortcut, *each.more_keys)]
            lines.append(f"| {', '.join(keys)} | {each.word()} |")
    more = (
        ("Ctrl+Return", _("Save, in every form")),
        ("Esc", _("Close what is in front, or go back")),
        ("Return", _("Open the selected row")),
        ("Del", _("Remove the selected rows")),
    )
    lines += [f"| {QKeySequence(key).toString(native)} | {word} |" for key, word in more]
    return "\n".join(lines) + "\n"


def show_shortcuts(_window: Frame, parent: QWidget) -> None:
    """Show every key."""
    TextDialog(_("Keyboard shortcuts"), shortcuts(), parent).open()


def show_about(window: Frame, parent: QWidget) -> None:
    """Show version, what is sent, where the data is, the licence, and the licences of others."""
    TextDialog(_("About ClientGuard"), about(window), parent).open()


def about(window: Frame) -> str:
    """Return what is said about the program, as Markdown."""
    sent = _(
        "Nothing. ClientGuard makes no connection, has no account, and looks for nothing, not even for updates. What"
        " leaves this computer is what you print, save or send yourself."
    )
    licence, others = (paths.notice(name).read_text(encoding="utf-8") for name in ("LICENSE", "THIRD-PARTY-NOTICES.md"))
    parts = ["# ClientGuard", _("Version {version}", version=__version__), f"## {_('What is sent')}", sent]
    parts.append(f"## {_('Where my data is')}")
    parts.append("\n".join(f"- {place.what}: `{place.path}`" for place in places(window)))
    return "\n\n".join(
        [*parts, f"## {_('Licence')}", licence, others.replace("\n## ", "\n### ").replace("# ", "## ", 1)]
    )


def places(window: Frame) -> list[Place]:
    """Return every place on this computer at which something of the user's, or of the program's, is kept or read."""
    found: list[Place] = []
    if window.session:
        found.append(Place(_("This casebook"), window.session.book.path))
        found += [
            Place(_("Backups"), each.folder) for each in (window.backup_timer.places() if window.backup_timer else ())
        ]
        agenda, sources = window.session.findChild(AgendaKeeper), window.session.findChild(SourceKeeper)
        if agenda and agenda.file:
            found.append(Place(_("Calendar file, with the names of clients"), agenda.file))
        found += [Place(_("Source, which is only read"), each.path) for each in (sources.sources if sources else ())]
    found.append(Place(_("Settings of this computer"), window.settings.file))
    found.append(Place(_("What the program keeps for itself: salts, the sample, crash reports"), paths.data_dir()))
    return found


def show_places(window: Frame, parent: QWidget) -> None:
    """Show where casebook, backups and settings are."""
    sentences = _("All your data is on this computer, in the files below. To move it, copy the casebook or a backup.")
    PlacesDialog(_("Where my data is"), sentences, places(window), parent).open()


def show_problem(_window: Frame, parent: QWidget) -> None:
    """Say what helps to find the cause of a problem."""
    sentences = _(
        "Describe what you did, what you expected and what happened, and name the version: ClientGuard {version}. If it"
        " stopped unexpectedly, add the newest report from the folder below. A report has versions and places in the"
        " program, and nothing about your clients; you can read it first. Nothing is sent on its own.",
        version=__version__,
    )
    PlacesDialog(_("Report a problem"), sentences, [Place(_("Crash reports"), crash.folder())], parent).open()


def show_topic(window: Frame, parent: QWidget, topic: str) -> None:
    """Show what the Help menu has under a topic: one of `TOPICS`, or `guide` and the key of one of its pages."""
    if key := topic.removeprefix("guide ") if topic.startswith("guide ") else "":
        _guide(window, parent).show(topics.Topic(key), parent)
    else:
        TOPICS[topic](window, parent)


TOPICS = {
    "guide": show_guide,
    "shortcuts": show_shortcuts,
    "places": show_places,
    "problem": show_problem,
    "about": show_about,
}
