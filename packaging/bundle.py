"""What a bundle contains besides the program: which files go in, and all their licences. For build.spec."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from importlib.metadata import distribution, packages_distributions
from pathlib import Path, PurePosixPath

import notices
import search_paths
from bootstrap import ROOT

Entry = tuple[str, str, str]  # PyInstaller's own: name in the bundle, source, kind of file

# PyInstaller includes these because a library could use them; the program does not.
NOT_IMPORTED = [
    *"tkinter turtle idlelib lib2to3 test ensurepip pip pkg_resources numpy pandas matplotlib IPython".split(),
    *"curses readline".split(),  # readline is under the GPL
    *(f"PySide6.Qt{name}" for name in "Designer Help Qml Quick QuickWidgets Sql Test UiTools OpenGL Xml".split()),
]

# Modules that reportlab imports by computed names: its barcodes, one of which is on the recovery sheet.
DYNAMIC = [
    f"reportlab.graphics.barcode.{name}"
    for name in "common code39 code93 code128 dmtx eanbc ecc200datamatrix fourstate lto qr usps usps4s".split()
]

# The languages in which the program can format dates, numbers and amounts. Babel's data for all others is 30 MB.
LANGUAGES = ("root", "en", "th", "ms", "fy", "nl")

# Qt's plugins for other kinds of screen, for SQL, for encrypted connections and for Qt Quick, and its own translations
# (there are none for three of the languages above, so the program translates every word itself).
LEFT_OUT = re.compile(
    rf"""
    babel/locale-data/ (?! ({"|".join(LANGUAGES)}) \.dat$ )
    | PySide6/(Qt/)?(translations|qml|metatypes)/
    | PySide6/(Qt/)?plugins/ (
        (egldeviceintegrations|generic|networkinformation|qmltooling|tls|sqldrivers|vectorimageformats)/
        | wayland-graphics-integration-server/
        | platforms/(lib)?q(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|direct2d)
        | platforminputcontexts/(lib)?qtvirtualkeyboard
        | platformthemes/libqgtk3
        | imageformats/(lib)?qpdf
    )
    | PySide6/opengl32sw
    | PIL/_imagingtk
    | stdnum/(oui|imsi)\.dat  # makers of network cards, and SIM cards
    | reportlab/graphics/ (samples|.*\.(gif|jpg)$)
    | rapidfuzz/(.*/)?\w+_avx2\.  # the same once more, for newer processors; names are short
    | (pytz|dateutil)/zoneinfo/ | icalendar/(tests|fuzzing)/  # time zones come from tzdata
    """,
    re.VERBOSE | re.IGNORECASE,
)


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files that go into the bundle."""
    return [entry for entry in entries if not LEFT_OUT.match(PurePosixPath(*Path(entry[0]).parts).as_posix())]


def loaded(binaries: Sequence[Entry]) -> list[Entry]:
    """Return the binaries without the shared libraries that only excluded plugins would have loaded (Linux)."""
    from PyInstaller.depend import bindepend

    if not sys.platform.startswith("linux"):
        return list(binaries)
    libraries: dict[str, list[Entry]] = {}
    kept: list[Entry] = []
    for entry in binaries:
        if _is_library(entry[0]):
            libraries.setdefault(Path(entry[0]).name, []).append(entry)
        else:
            kept.append(entry)
    waiting = [entry[1] for entry in kept]
    while waiting:
        for name, _path in bindepend.get_imports(waiting.pop()):
            found = libraries.pop(Path(name).name, [])  # the library, and links to it
            kept += found
            waiting += [entry[1] for entry in found if entry[2] != "SYMLINK"]
    return kept


# Built with debugging symbols: two thirds of their size.
HEAVY = re.compile(r"libpython|_sqlite3\.")


def slim(binaries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Return the binaries, some of them as copies in `folder` (Linux).

    The largest are copied without debugging symbols; those that name folders of this computer, without them.
    """
    made: list[Entry] = []
    for name, source, kind in binaries:
        here = sys.platform.startswith("linux") and kind != "SYMLINK"
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if here and HEAVY.search(place.name):
            subprocess.run(["strip", "--strip-debug", "-o", str(place), source], check=True)
            source = str(place)
        if here and search_paths.has_any(Path(source)):
            place.write_bytes(search_paths.without(Path(source).read_bytes()))
            source = str(place)
        made.append((name, source, kind))
    return made


def _is_library(name: str) -> bool:
    """Return whether this is loaded as a library; Python loads modules, and Qt plugins, by their path."""
    place = Path(name)
    own = place.parent.as_posix() in (".", "PySide6/Qt/lib")
    return own and ".so" in place.name and place.name.startswith("lib") and not place.name.startswith("libpython")


def not_imported() -> list[str]:
    """Return what is left out although it is installed: `NOT_IMPORTED`, and everything not in the program's lock."""
    locked = set(notices.locked())
    strangers = [
        package
        for package, libraries in packages_distributions().items()
        if not any(re.sub(r"[-_.]+", "-", name).lower() in locked for name in libraries)
    ]
    return [*NOT_IMPORTED, *(name for name in sorted(strangers) if name != "clientguard")]


def resources() -> list[tuple[str, str]]:
    """Return the program's resources and grammars as data for build.spec: source, and folder in the bundle."""
    folder = ROOT / "resources"
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    beside = ("LICENSE", "THIRD-PARTY-NOTICES.md", "packaging/libraries.txt")
    texts = [(str(ROOT / name), "clientguard/resources") for name in beside]
    grammars = [(str(file), str(PurePosixPath(*file.parent.relative_to(ROOT).parts)))
                for file in sorted((ROOT / "clientguard").rglob("*.lark"))]  # fmt: skip
    return (
        texts
        + grammars
        + [
            (
                str(file),
                (PurePosixPath("clientguard/resources") / file.parent.relative_to(folder).as_posix()).as_posix(),
            )
            for file in files
        ]
    )


def modules() -> list[str]:
    """Return the names of all the program's modules: some are imported only when needed."""
    package = ROOT / "clientguard"
    parts = (file.relative_to(ROOT).with_suffix("").parts for file in sorted(package.rglob("*.py")))
    return [".".join(part for part in names if part != "__init__") for names in parts]


# --- licences ---


def licences(folder: Path, binaries: Sequence[Entry]) -> None:
    """Write the licence texts of everything in the bundle to `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    notices.gather(folder)
    _copy(_python_licence(), folder / "python" / "LICENSE.txt")
    for file in distribution("pyinstaller").files or []:
        if file.name in ("COPYING.txt", "COPYING"):
            _copy(Path(str(file.locate())), folder / "pyinstaller" / "COPYING.txt")
    resources_folder = ROOT / "resources"
    _copy(resources_folder / "fonts" / "OFL.txt", folder / "sarabun" / "OFL.txt")
    _copy(resources_folder / "fonts" / "OFL-Noto.txt", folder / "noto" / "OFL.txt")
    _copy(resources_folder / "icons" / "LICENSE", folder / "lucide" / "LICENSE")
    packages = _system_packages(binaries)
    for package in packages:
        _copy(Path("/usr/share/doc") / package / "copyright", folder / "system" / f"{package}.txt")
    if packages:
        lines = (f"{package} {release}\n" for package, release in packages.items())
        (folder / "system" / "PACKAGES.txt").write_text(FROM_THE_SYSTEM + "".join(lines), encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _python_licence() -> Path:
    version = sysconfig.get_python_version()
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version}/copyright"),
        Path(f"/usr/share/doc/libpython{version}-minimal/copyright"),
    ]
    for place in places:
        if place.is_file():
            return place
    raise FileNotFoundError(f"the licence of Python {version} is at none of {', '.join(map(str, places))}")


FROM_THE_SYSTEM = """Shared libraries in this bundle that come, unchanged, from these packages of Debian or of a
system made from it. Each package's licences stand in the file of its name. Its source is published with it. Any of
these libraries may be replaced by another build of the same library, beside the program.

"""


def _system_packages(binaries: Sequence[Entry]) -> dict[str, str]:
    """Return the Debian packages of the system libraries in the bundle, and the release of each."""
    if not shutil.which("dpkg"):
        return {}
    own = [Path(folder).resolve() for folder in {sys.prefix, sys.base_prefix} - {"/usr"}]
    sources = {Path(source).resolve() for _name, source, kind in binaries if kind != "SYMLINK"}
    outside = [path for path in sources if not any(path.is_relative_to(folder) for folder in own)]
    # If /lib is a link to /usr/lib, dpkg may know the file by either name.
    asked = [str(path) for path in outside] + [str(path).removeprefix("/usr") for path in outside]
    if not asked:
        return {}
    # A file that no package owns makes the status 1, but the others are still answered.
    said = subprocess.run(["dpkg", "-S", *asked], capture_output=True, text=True, check=False).stdout
    names = sorted({line.split(":", 1)[0] for line in said.splitlines() if ": /" in line})
    show = ["dpkg-query", "--show", "--showformat", "${Package} ${Version}\n", *names]
    found = subprocess.run(show, capture_output=True, text=True, check=True).stdout if names else ""
    return dict(line.split() for line in found.splitlines())
