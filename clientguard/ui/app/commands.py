"""Everything that can be done from anywhere, one row each: menus, keys, the command box and the list of shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard import paths
from clientguard.texts import N_, _, current
from clientguard.ui.app.page_table import PAGES
from clientguard.ui.app.window import source_reading, timing
from clientguard.ui.app.window.client_commands import ABOUT_A_CLIENT
from clientguard.ui.app.window.command import NO_CASEBOOK, Command, intents_of
from clientguard.ui.app.window.row_commands import ABOUT_A_ROW
from clientguard.ui.look.theme import LOOKS

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame

LOCK_KEYS = "Ctrl+Shift+L"  # in dialogs too: `Locker`
NO_BACKUPS = N_("The sample and casebooks that are open for reading only are not backed up.")


def _always(_window: Frame) -> bool:
    return True


def _writable(window: Frame) -> bool:
    return window.session is not None and window.session.book.writable


def _can_start(window: Frame) -> bool:
    return _writable(window) and window.timer is not None and not window.timer.running


def _is_timed(window: Frame) -> bool:
    return window.timer is not None and window.timer.running is not None


def _kept(window: Frame) -> bool:
    return window.backup_timer is not None


def _in_the_sample(window: Frame) -> bool:
    path = window.session.book.path if window.session else None
    return path is not None and path.parent == paths.data_dir() and path.stem.partition(" ")[0] == paths.sample().stem


def _has_passphrase(window: Frame) -> bool:
    return window.session is not None and window.session.book.key is not None


def _can_edit(key: str) -> Callable[[Frame], bool]:
    return lambda window: window.field.can(key)


def _edit(key: str) -> Callable[[Frame], object]:
    return lambda window: window.field.do(key)


FILE = (
    Command("new", N_("Make a new casebook"), lambda window: window.ask_for_new(), "plus", "Ctrl+Shift+N", "file"),
    Command("open", N_("Open another casebook"), lambda window: window.ask_to_open(None), "file-text", "Ctrl+O", "file",
            ready=lambda window: window.takes_casebooks),
    Command("save copy", N_("Save a copy"), lambda window: intents_of(window).save_a_copy(), "save", "Ctrl+Shift+S",
            "file", 1, why=NO_CASEBOOK),
    Command("back up", N_("Back up now"), lambda window: window.back_up(), "hard-drive", "", "file", 1, _kept,
            NO_BACKUPS),
    Command("restore", N_("Restore a backup"), lambda window: window.ask_to_restore(), "", "", "file", 1, _kept,
            NO_BACKUPS),
    Command("import mail", N_("Import mail"), lambda window: intents_of(window).choose_mail(), "download", "", "file",
            2, why=NO_CASEBOOK),
    Command("import table", N_("Import a table (CSV)"), lambda window: intents_of(window).choose_table(), "download",
            "", "file", 2, why=NO_CASEBOOK),
    Command("find clients", N_("Find clients in your mail"), lambda window: window.go("find"), "users", "", "file", 2,
            why=NO_CASEBOOK),
    Command("read sources", N_("Read sources now"), lambda window: intents_of(window).read_sources(), "download",
            "", "file", 2, source_reading.can_read, source_reading.NO_SOURCES),
    Command("export", N_("Export everything"), lambda window: intents_of(window).export_everything(), "package", "",
            "file", 2, why=NO_CASEBOOK),
    Command("mail anchor", N_("Mail the journal's anchor …"), lambda window: intents_of(window).mail_anchor(), "mail",
            "", "file", 2, why=NO_CASEBOOK),
    Command("sample", N_("Start the sample again"), lambda window: window.ask_about_sample(), "", "", "file", 2,
            _in_the_sample, N_("Another casebook is open.")),
    Command("lock", N_("Lock now"), lambda window: window.ask_to_lock(), "lock", LOCK_KEYS, "file", 3,
            _has_passphrase, N_("This casebook has no passphrase to lock it with. You can set one in Settings.")),
    Command("quit", N_("Quit"), lambda window: window.quit(), "", "Ctrl+Q", "file", 4, _always),
)  # fmt: skip
EDIT = (
    Command("undo", N_("Undo"), lambda window: window.undo(), "", "Ctrl+Z", "edit", in_box=False,
            ready=lambda window: window.can_undo()),
    Command("redo", N_("Redo"), _edit("redo"), "", "Ctrl+Shift+Z", "edit", 0, _can_edit("redo"), in_box=False,
            field_key=True),
    Command("cut", N_("Cut"), _edit("cut"), "", "Ctrl+X", "edit", 1, _can_edit("cut"), in_box=False, field_key=True),
    Command("copy", N_("Copy"), _edit("copy"), "", "Ctrl+C", "edit", 1, _can_edit("copy"), in_box=False,
            field_key=True),
    Command("paste", N_("Paste"), lambda window: window.paste(), "", "Ctrl+V", "edit", 1,
            lambda window: window.can_paste(), in_box=False, field_key=True),
    Command("select all", N_("Select all"), _edit("select all"), "", "Ctrl+A", "edit", 1, _can_edit("select all"),
            in_box=False, field_key=True),
    Command("find", N_("Find on this page"), lambda window: window.go_to_filter(), "search", "Ctrl+F", "edit", 2,
            in_box=False, why=NO_CASEBOOK),
    Command("search", N_("Search or command"), lambda window: window.search(), "search", "Ctrl+K", "edit", 2,
            in_box=False, why=NO_CASEBOOK),
)  # fmt: skip
VIEW = (
    Command("files", N_("Show files"), lambda window: window.go("files"), "paperclip", "", "view"),
    Command("imports", N_("Show imports"), lambda window: window.go("imports"), "download", "", "view"),
    Command("mail says", N_("What your mail says"), lambda window: window.go("mail says"), "mail", "", "view"),
    Command("compare", N_("Compare contact and income"), lambda window: window.go("compare"), "users", "", "view"),
    Command("proposals", N_("From your mail"), lambda window: window.go("proposals"), "mail", "", "view"),
    Command("removed", N_("Show removed records"), lambda window: window.go("removed"), "package", "", "view"),
    Command("back", N_("Back"), lambda window: window.back(), "arrow-left", "Alt+Left", "view", 1,
            lambda window: window.history.has_before, in_box=False),
    Command("forward", N_("Forward"), lambda window: window.forward(), "arrow-right", "Alt+Right", "view", 1,
            lambda window: window.history.has_after, in_box=False),
)  # fmt: skip
TEXT = (
    Command("larger", N_("Larger text"), lambda window: window.scale_text(10), "", "Ctrl++", "view", 2, _always,
            more_keys=("Ctrl+=",)),
    Command("smaller", N_("Smaller text"), lambda window: window.scale_text(-10), "", "Ctrl+-", "view", 2, _always),
    Command("normal", N_("Normal text size"), lambda window: window.scale_text(0), "", "Ctrl+0", "view", 2, _always),
)  # fmt: skip
HELP = (
    Command("guide", N_("Guide"), lambda window: window.show_help("guide"), "book-open-check", "F1", "help", 0,
            _always),
    Command("shortcuts", N_("Keyboard shortcuts"), lambda window: window.show_help("shortcuts"), "", "Ctrl+/", "help",
            0, _always),
    Command("places", N_("Where my data is"), lambda window: window.show_help("places"), "hard-drive", "", "help", 1,
            _always),
    Command("problem", N_("Report a problem"), lambda window: window.show_help("problem"), "circle-alert", "", "help",
            1, _always),
    Command("about", N_("About ClientGuard"), lambda window: window.show_help("about"), "shield-check", "", "help", 2,
            _always),
)  # fmt: skip
RECORD = (
    Command("log message", N_("Log message"), lambda window: intents_of(window).log_message(), "pen-line", "Ctrl+L",
            why=NO_CASEBOOK),
    Command("add here", N_("Add to this page"), lambda window: window.add_here(), "plus", "Ctrl+N", in_box=False,
            why=NO_CASEBOOK),
    Command("start timer", N_("Start the timer"), timing.start, "clock", "Ctrl+T", ready=_can_start,
            why=N_("The timer is running, or this casebook is open for reading only.")),
    Command("stop timer", N_("Stop the timer"), timing.stop, "clock", "Ctrl+Shift+T", ready=_is_timed,
            why=N_("The timer is not running.")),
    Command("discard timer", N_("Discard the timer"), timing.discard, "", ready=_is_timed,
            why=N_("The timer is not running.")),
)  # fmt: skip


def _for_guide() -> Iterator[Command]:
    from clientguard.ui.app.guide.guide_pages import titles

    for key, title in titles(current().language).items():
        yield Command(f"guide {key}", N_("Guide: {page}"), _show_help(f"guide {key}"), "book-open-check", menu="help",
                      ready=_always, under=N_("Pages of the guide"), values={"page": title})  # fmt: skip


def _show_help(topic: str) -> Callable[[Frame], None]:
    return lambda window: window.show_help(topic)


def fixed_commands() -> Iterator[Command]:
    """Yield the commands that do not depend on what is open: those with keys are among them."""
    for row in PAGES.values():
        if row.rail:
            page = {"page": _(row.word)}
            act = _go_to(row.key)
            yield Command(f"go {row.key}", N_("Go to {page}"), act, row.icon, row.shortcut, "view", values=page)
    yield from (*VIEW, *_for_looks(), *TEXT, *RECORD, *_for_kinds(), *ABOUT_A_CLIENT, *ABOUT_A_ROW, *FILE, *EDIT)
    yield from (*HELP[:1], *_for_guide(), *HELP[1:])


def all_commands(window: Frame) -> Iterator[Command]:
    """Yield every command, those for recent casebooks among them, whether it can be done just now or not."""
    yield from fixed_commands()
    yield from _for_recent(window)


def commands(window: Frame) -> Iterator[Command]:
    """Yield what the command box offers at once: all that can be done just now."""
    return (each for each in all_commands(window) if each.in_box and each.ready(window))


def _go_to(page: str) -> Callable[[Frame], None]:
    return lambda window: window.go(page)


def _for_kinds() -> Iterator[Command]:
    from clientguard.domain.records import KINDS

    for kind in KINDS.values():
        if kind.addable and not kind.add_word:  # what has a word of its own has a row of its own
            word = {"kind": _(kind.noun)}
            yield Command(f"add {kind.name}", N_("Add {kind}"), _add(kind.name), kind.icon, group=1, values=word)


def _for_looks() -> Iterator[Command]:
    for key, word in LOOKS:
        look = {"look": _(word)}
        yield Command(f"look {key}", N_("Appearance: {look}"), _show_look(key), menu="view", group=2, ready=_always,
                      under=N_("Appearance"), checked=_has_look(key), values=look)  # fmt: skip


def _show_look(look: str) -> Callable[[Frame], None]:
    return lambda window: window.show_look(look)


def _has_look(look: str) -> Callable[[Frame], bool]:
    return lambda window: window.settings.look == look


def _add(kind: str) -> Callable[[Frame], None]:
    return lambda window: intents_of(window).add(kind)


def _for_recent(window: Frame) -> Iterator[Command]:
    for each in window.settings.recent[1 if window.session else 0 :]:
        path = Path(each)
        yield Command(f"open {path}", N_("Open {casebook}"), _open_file(path), "clock", menu="file",
                      under=N_("Open recent"), ready=lambda window: window.takes_casebooks,
                      values={"casebook": path.stem})  # fmt: skip


def _open_file(path: Path) -> Callable[[Frame], None]:
    return lambda window: window.ask_to_open(path)
