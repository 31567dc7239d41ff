"""The menu bar, made from the table of commands each time a menu is opened; and the keys of the same table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from clientguard.texts import N_, _
from clientguard.ui.app.commands import all_commands, fixed_commands
from clientguard.ui.app.window.client_commands import read_client_commands
from clientguard.ui.app.window.command import Command
from clientguard.ui.app.window.dialog_keys import DialogKeys

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame

MENUS = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("record", N_("&Record")),
    ("help", N_("&Help")),
)


class MenuBar(QMenuBar):
    """One menu for each word of `MENUS`. What cannot be done just now is disabled, and says why in its tip."""

    def __init__(self, window: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys_of = parent
        self._window = window
        self.menus: dict[str, QMenu] = {}
        for key, word in MENUS:
            menu = self.addMenu(_(word))
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda key=key: self.fill(key))
            self.menus[key] = menu
            self.fill(key)  # a menu without entries would not open everywhere
        self._make_keys()
        DialogKeys(window, parent)

    def fill(self, key: str) -> None:
        """Put into a menu what can be done now and what cannot."""
        menu = self.menus[key]
        menu.clear()
        self._add(menu, (each for each in all_commands(self._window) if each.menu == key))
        if key == "record" and self._window.intents and self._window.intents.current_client:
            read_client_commands(self._window, lambda found: self._add(menu, found), menu)

    def show_what_works(self) -> None:
        """Disable the menu of records where no casebook is open: nothing in it can be done then."""
        self.menus["record"].menuAction().setEnabled(self._window.session is not None)

    def _add(self, menu: QMenu, found: Iterable[Command]) -> None:
        group: int | None = None
        inner: dict[str, QMenu] = {}
        for each in found:
            if not each.under or each.under not in inner:
                if group is not None and each.group != group:
                    menu.addSeparator()
                group = each.group
            target = menu
            if each.under:
                if each.under not in inner:
                    inner[each.under] = QMenu(_(each.under), menu)
                    menu.addMenu(inner[each.under])
                target = inner[each.under]
            target.addAction(self._entry(each, target))

    def _entry(self, command: Command, menu: QMenu) -> QAction:
        entry = QAction(command.word().replace("&", "&&"), menu)
        ready = command.ready(self._window)
        entry.setEnabled(ready)
        why = "" if ready else command.reason()
        entry.setToolTip(why)
        entry.setStatusTip(why)
        if command.shortcut:
            entry.setShortcut(QKeySequence(command.shortcut))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard by `_make_keys`
        if command.checked:
            entry.setCheckable(True)
            entry.setChecked(command.checked(self._window))
        entry.setMenuRole(ROLES.get(command.key, QAction.MenuRole.NoRole))
        entry.triggered.connect(lambda: command.act(self._window))
        return entry

    def _make_keys(self) -> None:
        """Have the window hear the keys of the table; those that fields know stay with the field."""
        for each in fixed_commands():
            if each.shortcut and not each.field_key:
                made = QShortcut(self._keys_of)
                made.setKeys([QKeySequence(key) for key in (each.shortcut, *each.more_keys)])
                made.activated.connect(lambda each=each: self._run(each))

    def _run(self, command: Command) -> None:
        """Do what a key stands for, or say why it cannot be done just now."""
        if command.ready(self._window):
            command.act(self._window)
        elif self._window.session and (why := command.reason()):
            self._window.say(why)


ROLES = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}  # macOS puts these elsewhere
