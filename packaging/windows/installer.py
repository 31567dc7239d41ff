"""Compiles the installer for Windows from a bundle, with NSIS, on Windows or Linux.

    python packaging/windows/installer.py dist/clientguard [--out FOLDER]

The bundle is built on Windows (`build.spec`); `makensis` (the package nsis) runs anywhere. Status: 0 made; 1 not made,
with the reason.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def main() -> int:
    """Compile the installer that the command line asks for, print its path and return the status."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("bundle", type=Path, help="the folder that PyInstaller made on Windows")
    asked.add_argument("--out", type=Path, default=ROOT / "dist", help="where the installer goes")
    options = asked.parse_args()
    if not (options.bundle / "clientguard.exe").is_file():
        print(f"There is no clientguard.exe in {options.bundle}: build the bundle on Windows first.", file=sys.stderr)
        return 1
    if not shutil.which("makensis"):
        print("makensis is missing: install NSIS (on Debian and Ubuntu: the package nsis).", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    made = installer(options.bundle.resolve(), options.out.resolve())
    print(made)
    return 0


def installer(bundle: Path, out: Path) -> Path:
    """Compile the installer of a bundle into the folder `out` and return its path."""
    release = version()
    made = out / f"ClientGuard-{release}-setup.exe"
    with tempfile.TemporaryDirectory() as folder:
        removing, icon = Path(folder) / "removal.nsh", Path(folder) / "icon.ico"
        removing.write_text(removal(bundle), encoding="utf-8-sig")
        with Image.open(ROOT / "packaging" / "icon.png") as picture:
            picture.save(icon, sizes=[(16, 16), (32, 32), (48, 48), (256, 256)])
        defined = {
            "BUNDLE": bundle,
            "REMOVAL": removing,
            "ICON": icon,
            "LICENCE": ROOT / "LICENSE",
            "VERSION": release,
            "SIZE": sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file()) // 1024,
            "OUT": made,
        }
        words = [f"-D{name}={value}" for name, value in defined.items()]
        subprocess.run(["makensis", "-V2", "-WX", *words, str(HERE / "clientguard.nsi")], check=True)
    return made


def version() -> str:
    """Return the program's version."""
    found = re.search(
        r'^__version__ = "(.+)"$', (ROOT / "clientguard" / "__init__.py").read_text("utf-8"), re.MULTILINE
    )
    assert found
    return found[1]


def removal(bundle: Path) -> str:
    """Return the lines that delete each file of a bundle, then each of its folders that is left empty."""
    inside = sorted(bundle.rglob("*"))
    names = {path: str(path.relative_to(bundle)).replace("/", "\\").replace("$", "$$") for path in inside}
    files = [f'Delete "$INSTDIR\\{names[path]}"' for path in inside if not path.is_dir()]
    folders = [f'RMDir "$INSTDIR\\{names[path]}"' for path in reversed(inside) if path.is_dir()]
    return "\n".join([*files, *folders, ""])


if __name__ == "__main__":
    sys.exit(main())
