"""How it looks: the tokens of light and dark, and from them Qt's palette, style sheet and typeface.

The tokens are data; a test computes the contrast of every pair in `TEXT_PAIRS` (4.5) and `SHAPE_PAIRS` (3). The style
sheet's marks (a tick, arrows) are in `resources/themes/light` and `dark`, in the colours of these tokens.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from clientguard import paths
from clientguard.settings import LARGEST, SMALLEST
from clientguard.texts import N_, current

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

BODY, SECONDARY, SECTION, TITLE, FIGURE = 10.5, 9.0, 13.0, 18.0, 17.0  # points, at the usual size
BUTTON = 20  # pixels inside a button, at least
LINE, HIGH_LINE = 1.3, 1.64  # letters: how high a line is, also where its marks stand on one another (`raised`)
INPUT, ENTRY = 24, 32  # pixels inside an input and of an entry of a list: a line with Thai marks on marks
FAMILY, STYLE = "Sarabun", "fusion"


class Tokens(NamedTuple):
    """The colours of one look."""

    window: str
    surface: str
    line: str
    border: str
    ink: str
    soft: str
    accent: str
    accent_hover: str
    accent_pressed: str
    weak: str
    on_accent: str
    hover: str
    attention: str
    attention_on: str
    stop: str
    stop_on: str
    met: str
    met_on: str
    note: str
    note_on: str
    neutral: str
    neutral_on: str

    def tone(self, name: str) -> tuple[str, str]:
        """Return ink and ground of a tone: attention, stop, met, note, neutral."""
        return getattr(self, name), getattr(self, f"{name}_on")


LIGHT = Tokens(
    window="#FAF9F6", surface="#FFFFFF", line="#E3E0D8", border="#868B94", ink="#1F2328", soft="#5B6470",
    accent="#0F6B66", accent_hover="#0C5B57", accent_pressed="#094A47", weak="#DCEEEC", on_accent="#FFFFFF",
    hover="#F1EFE9",
    attention="#8A5200", attention_on="#FFF1D6", stop="#B3261E", stop_on="#FCE4E1", met="#1B6E3C", met_on="#DDF2E3",
    note="#1D5FA8", note_on="#E0ECFA", neutral="#4F5863", neutral_on="#E9E7E0",
)  # fmt: skip
DARK = Tokens(
    window="#15181C", surface="#1D2126", line="#323840", border="#707986", ink="#E8EAED", soft="#A3ABB5",
    accent="#5CC5BC", accent_hover="#74D2CA", accent_pressed="#4CB0A7", weak="#153A38", on_accent="#10201F",
    hover="#242A31",
    attention="#F2B84B", attention_on="#3A2B0B", stop="#FF8A80", stop_on="#43191A", met="#7FD79B", met_on="#16351F",
    note="#8EC1FF", note_on="#142B45", neutral="#B6BDC6", neutral_on="#2B3138",
)  # fmt: skip

LOOKS = (("system", N_("Match the system")), ("light", N_("Light")), ("dark", N_("Dark")))
TONES = ("attention", "stop", "met", "note", "neutral")
GROUNDS = ("window", "surface", "hover", "weak")  # what stands behind the words of a page, a box, a row, a chosen row
TEXT_PAIRS = (
    *((ink, ground) for ground in GROUNDS for ink in ("ink", "soft", "accent", *TONES[:4])),
    *((tone, f"{tone}_on") for tone in TONES),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    ("window", "ink"), ("ink", "line"), ("soft", "line"),
)  # fmt: skip
SHAPE_PAIRS = (
    *((shape, ground) for ground in ("window", "surface") for shape in ("border", "accent", "stop", "soft")),
    ("accent", "weak"), ("accent", "hover"), ("accent", "line"), ("on_accent", "border"),
)  # fmt: skip


class Theme(QObject):
    """The look in use; `changed` says that it was switched."""

    changed = Signal()

    def __init__(self, app: QApplication, *, has_style: bool = False) -> None:
        """Take care of the look of an application, which may have been started with `STYLE` already.

        To set it afterwards, PySide loads all of QStyle, which takes a quarter as long as the first window.
        """
        super().__init__(app)
        self._app = app
        self.look = "system"
        self.tokens = LIGHT
        for name in ("light", "dark"):
            QDir.setSearchPaths(name, [str(paths.resources() / "themes" / name)])
        self.text_size = 100  # per cent of the usual size
        self._applied: tuple[Tokens, int, bool] | None = None
        if not has_style:
            app.setStyle(STYLE)  # widgets that are there already ask for sizes at once
        self._began_dark = app.palette().window().color().lightness() < 128
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def begin(self, look: str) -> None:
        """Switch to a look for the first window; `use` has to follow.

        The palette tells there what the desktop asks for: to be asked for its colour scheme, Qt loads all of its basic
        enumerations, which takes longer than to show the window.
        """
        self.look = look
        self._apply(dark=self._began_dark if look == "system" else look == "dark")

    def use(self, look: str) -> None:
        """Switch to `light`, `dark`, or `system`: what the desktop asks for, now and when it changes its mind."""
        from PySide6.QtCore import Qt  # late: see `begin`

        self.look = look
        system = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._apply(dark=system if look == "system" else look == "dark")

    def _apply(self, *, dark: bool) -> None:
        self.tokens = DARK if dark else LIGHT
        wanted = self.tokens, self.text_size, is_high(current().language)
        if wanted == self._applied:
            return
        self._applied = wanted
        if _loaded:
            QApplication.setFont(font())
        self._app.setPalette(_palette(self.tokens))
        from string import Template

        template = Template((paths.resources() / "themes" / "base.qss").read_text(encoding="utf-8"))
        values = self.tokens._asdict() | sizes(self.text_size)
        self._app.setStyleSheet(template.substitute(values, look="dark" if dark else "light"))
        self.changed.emit()

    def scale_text(self, percent: int) -> int:
        """Show all text at a size, as far as that is sensible; return the size that is used, in per cent."""
        self.text_size = max(SMALLEST, min(percent, LARGEST))
        self._apply(dark=self.tokens is DARK)
        return self.text_size

    def _system_changed(self) -> None:
        if self.look == "system":
            self.use("system")


def sizes(percent: int) -> dict[str, str]:
    """Return the sizes that the style sheet names: of letters in points, of inputs and entries in pixels."""
    named = {"small": SECONDARY, "section": SECTION, "title": TITLE, "figure": FIGURE}
    found = {f"{name}_size": f"{points * percent / 100:g}" for name, points in named.items()}
    letter = BODY * percent / 100 * QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72
    line = letter * (HIGH_LINE if is_high(current().language) else LINE)
    high = {
        "input_height": ceil(INPUT * percent / 100),
        "entry_height": ceil(ENTRY * percent / 100),
        "button_height": max(BUTTON, ceil(line)),
        "check_height": round(line * 1.06),
    }
    return found | {name: str(pixels) for name, pixels in high.items()}


_loaded: tuple[bool, list[int]] | None = None  # whether with high lines, and Qt's numbers of the two weights


def load_typeface() -> None:
    """Make the bundled typeface known to Qt, and the application's own; the frame of the first window needs none.

    In a language whose marks stand on one another its lines are higher (`raised`). After the language has changed, it
    is to be called again.
    """
    global _loaded
    high = is_high(current().language)
    if _loaded and _loaded[0] == high:
        return
    from PySide6.QtGui import QFontDatabase

    for number in _loaded[1] if _loaded else ():
        QFontDatabase.removeApplicationFont(number)
    numbers: list[int] = []
    for name in ("Sarabun-Regular.ttf", "Sarabun-SemiBold.ttf"):
        file = paths.resources() / "fonts" / name
        if high:
            from clientguard.ui.look.raised import raised

            numbers.append(QFontDatabase.addApplicationFontFromData(raised(file.read_bytes())))
        else:
            numbers.append(QFontDatabase.addApplicationFont(str(file)))
    _loaded = high, numbers
    QApplication.setFont(font())


def is_high(language: str) -> bool:
    """Return whether a language has marks that stand on one another above a letter."""
    return language.partition("_")[0] == "th"


def theme() -> Theme:
    """Return the application's theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = app.findChild(Theme)
    return found or Theme(app)


def tokens() -> Tokens:
    """Return the colours in use."""
    return theme().tokens


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the typeface in a size (points at the usual text size), with aligned figures."""
    from PySide6.QtGui import QFont

    made = QFont(FAMILY)
    made.setPointSizeF(size * theme().text_size / 100)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _palette(look: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, look.window),
        (role.Base, look.surface),
        (role.AlternateBase, look.window),
        (role.Button, look.surface),
        (role.WindowText, look.ink),
        (role.Text, look.ink),
        (role.ButtonText, look.ink),
        (role.PlaceholderText, look.soft),
        (role.ToolTipBase, look.surface),
        (role.ToolTipText, look.ink),
        (role.Highlight, look.weak),
        (role.HighlightedText, look.ink),
        (role.Link, look.accent),
        (role.Mid, look.line),
        (role.Dark, look.border),
        (role.Light, look.surface),
    ):
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(look.soft))
    return palette
