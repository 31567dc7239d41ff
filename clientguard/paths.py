"""Where things lie: the program's resources, and the user's own folders on each system.

`CLIENTGUARD_HOME` puts settings, casebooks and crash reports under one folder (a portable installation, a test).
platformdirs is imported late: it is not needed before the first window.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = "ClientGuard"
SUFFIX = ".casebook"


def resources() -> Path:
    """Return the folder of fonts, icons, catalogues and samples: in the wheel, the bundle, or the source tree."""
    package = Path(__file__).resolve().parent
    bundled = getattr(sys, "_MEIPASS", None)
    for folder in ([Path(bundled) / "clientguard" / "resources"] if bundled else []) + [package / "resources"]:
        if folder.is_dir():
            return folder
    return package.parent / "resources"


def home() -> Path | None:
    """Return the folder that `CLIENTGUARD_HOME` names, or None."""
    named = os.environ.get("CLIENTGUARD_HOME")
    return Path(named) if named else None


def config_dir() -> Path:
    """Return the folder of settings."""
    base = home()
    if base:
        return base / "config"
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def data_dir() -> Path:
    """Return the folder for what the program keeps beside casebooks: crash reports, backups by default."""
    base = home()
    if base:
        return base / "data"
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def documents_dir() -> Path:
    """Return the folder in which a new casebook is offered a place."""
    base = home()
    if base:
        return base / "documents"
    from platformdirs import user_documents_path

    return user_documents_path() / APP


def default_casebook() -> Path:
    """Return the place of the casebook that is used when none is named."""
    return documents_dir() / f"practice{SUFFIX}"
