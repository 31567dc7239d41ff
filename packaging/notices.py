"""Writes the table of libraries in THIRD-PARTY-NOTICES.md, and collects the licence texts for a bundle.

python packaging/notices.py              the table, from the lock and the installed libraries' own data
python packaging/notices.py FOLDER       every licence text that a bundle must include, to FOLDER
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from bootstrap import LOCKS, ROOT

NOTICES = ROOT / "THIRD-PARTY-NOTICES.md"
TABLE = re.compile(r"(?<=<!-- libraries -->\n).*?(?=<!-- end of libraries -->)", re.DOTALL)

# What the licence file says, for libraries whose own data does not give the licence by its SPDX name.
SAID_IN_THE_FILE = {
    "click-default-group": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "python-dateutil": "BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "sqlite-fts4": "Apache-2.0",
}
TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


def main(arguments: list[str]) -> int:
    """Write the table, or collect the texts in the given folder; return the status."""
    if arguments:
        gather(Path(arguments[0]))
        return 0
    text = NOTICES.read_text("utf-8")
    NOTICES.write_text(TABLE.sub(lambda _: table(), text), "utf-8", newline="\n")
    return 0


def locked() -> list[str]:
    """Return the names of the libraries in the program's lock, in order."""
    return re.findall(r"^([a-z0-9][a-z0-9.-]*)==", LOCKS["run"].read_text("utf-8"), re.MULTILINE)


def table() -> str:
    """Return the table of libraries: name, allowed releases, licence."""
    asked = ranges()
    rows = ["| library | releases | licence |", "|---|---|---|"]
    for name in locked():
        rows.append(f"| {name} | {asked.get(name, 'as others need it')} | {licence(distribution(name))} |")
    return "\n".join(rows) + "\n"


def ranges() -> dict[str, str]:
    """Return the allowed releases of each library in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    split = (re.match(r"([A-Za-z0-9_.-]+)(?:\[.*?\])?\s*(.*)", line) for line in project["dependencies"])
    return {match[1].lower().replace("_", "-"): match[2].replace(",", ", ") for match in split if match}


def licence(library: Distribution) -> str:
    """Return the SPDX expression of the licence of an installed library."""
    name = library.metadata["Name"].lower().replace("_", "-")
    stated = SAID_IN_THE_FILE.get(name) or library.metadata.get("License-Expression") or library.metadata.get("License")
    if not stated or "\n" in stated:
        raise ValueError(f"{name} names no licence; read its licence file and add it to SAID_IN_THE_FILE")
    return stated


def gather(folder: Path) -> None:
    """Copy the licence texts of all libraries, and those missing from their packages, to `folder`."""
    for name in locked():
        for file in distribution(name).files or []:
            inside = next((at for at, part in enumerate(file.parts) if part.endswith(".dist-info")), None)
            if inside is not None and any(TEXT.search(part) for part in file.parts[inside + 1 :]):
                target = folder / name / Path(*file.parts[inside + 1 :])
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(Path(str(file.locate())), target)
    shutil.copytree(ROOT / "packaging" / "licences", folder / "carried inside", dirs_exist_ok=True)
    for name in ("LICENSE", NOTICES.name):
        shutil.copyfile(ROOT / name, folder / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
