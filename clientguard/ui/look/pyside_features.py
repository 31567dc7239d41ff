"""PySide's switch to other names (`snake_case`), left out: to look for it, every module's source is read.

For each module that is imported after PySide, `shibokensupport.feature` reads the source and looks for "PySide6" in it,
which takes a tenth of the start. ClientGuard uses no such switch, so nothing has to be looked for. The name is PySide's
own; if a release no longer has it, everything works as before, only slower.
"""

from __future__ import annotations

import PySide6.QtCore  # noqa: F401 - brings the module below
import shibokensupport.feature as feature  # pyright: ignore[reportMissingImports]

LOOKS = "_mod_uses_pyside"  # whether a module's source names PySide, by reading it


def leave_out() -> None:
    """Answer for every module that it uses no switch of PySide."""
    if hasattr(feature, LOOKS):
        setattr(feature, LOOKS, lambda _module: False)
