"""One thing that can be done from anywhere, and what most commands need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from clientguard.texts import N_, _

if TYPE_CHECKING:
    from clientguard.ui.app.frame import Frame
    from clientguard.ui.intents.intents import Intents

    Menu = Literal["file", "edit", "view", "record", "help"]

NO_CASEBOOK = N_("Open a casebook first.")
NO_CLIENT = N_("Open a client's page first.")


def is_open(window: Frame) -> bool:
    """Return whether a casebook is open."""
    return window.session is not None


def on_a_client(window: Frame) -> bool:
    """Return whether the page of a client is shown."""
    return window.intents is not None and window.intents.current_client != 0


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    `text` is a message with places that `values` fills. `ready` says whether it can be done just now, and `why` what
    is missing where it cannot. `under` is the word of the submenu that holds it, `group` parts a menu by lines.
    """

    key: str
    text: str
    act: Callable[[Frame], object]
    icon: str = ""
    shortcut: str = ""
    menu: Menu = "record"
    group: int = 0
    ready: Callable[[Frame], bool] = is_open
    why: str = ""
    under: str = ""
    more_keys: tuple[str, ...] = ()  # that do the same
    in_box: bool = True  # whether the command box lists it
    field_key: bool = False  # whether the field with the focus takes the key itself
    checked: Callable[[Frame], bool] | None = None  # for one of several choices: whether it is the one in use
    values: Mapping[str, str] = field(default_factory=dict)

    def word(self) -> str:
        """Return what it is called, in the language of the screens."""
        return _(self.text, **self.values)

    def reason(self) -> str:
        """Return what is missing where it cannot be done just now, in the language of the screens; "" if unsaid."""
        why = self.why or (NO_CASEBOOK if self.ready is is_open else "")
        return _(why) if why else ""


def intents_of(window: Frame) -> Intents:
    """Return the intents of the open casebook."""
    assert window.intents is not None
    return window.intents
