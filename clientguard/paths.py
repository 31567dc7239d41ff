"""Where things are: the program's resources, and the user's own folders on each system.

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


def notice(name: str) -> Path:
    """Return the path of a licence text: among the resources, or beside them in the source tree."""
    packed = resources() / name
    return packed if packed.is_file() else resources().parent / name


def home() -> Path | None:
    """Return the folder given in `CLIENTGUARD_HOME`, or None."""
    named = os.environ.get("CLIENTGUARD_HOME")
    return Path(named) if named else None


def config_dir() -> Path:
    """Return the folder of the settings."""
    base = home()
    if base:
        return base / "config"
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def sample() -> Path:
    """Return where the sample casebook is."""
    return data_dir() / f"sample{SUFFIX}"


def data_dir() -> Path:
    """Return the folder for what the program keeps besides casebooks: crash reports and, by default, backups."""
    base = home()
    if base:
        return base / "data"
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def documents_dir() -> Path:
    """Return the folder that is suggested for a new casebook."""
    base = home()
    if base:
        return base / "documents"
    from platformdirs import user_documents_path

    return user_documents_path() / APP


def default_casebook() -> Path:
    """Return the path of the casebook that is used if none is named."""
    return documents_dir() / f"practice{SUFFIX}"
