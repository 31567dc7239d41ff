"""Writes the table of libraries in THIRD-PARTY-NOTICES.md, and gathers the licence texts for a bundle.

python packaging/notices.py              the table, from the lock and from what the installed libraries say
python packaging/notices.py FOLDER       every licence text that a bundle must carry, into FOLDER
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

# Where the library's own data names no licence by its SPDX name, what its licence file says.
SAID_IN_THE_FILE = {
    "click-default-group": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "reportlab": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "sqlite-fts4": "Apache-2.0",
}
TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


def main(arguments: list[str]) -> int:
    """Write the table, or gather the texts in the named folder; return the status."""
    if arguments:
        gather(Path(arguments[0]))
        return 0
    text = NOTICES.read_text("utf-8")
    NOTICES.write_text(TABLE.sub(lambda _: table(), text), "utf-8", newline="\n")
    return 0


def locked() -> list[str]:
    """Return the names of the libraries that the program's lock holds, in order."""
    return re.findall(r"^([a-z0-9][a-z0-9.-]*)==", LOCKS["run"].read_text("utf-8"), re.MULTILINE)


def table() -> str:
    """Return the table of libraries: name, the releases that are allowed, licence."""
    asked = ranges()
    rows = ["| library | releases | licence |", "|---|---|---|"]
    for name in locked():
        rows.append(f"| {name} | {asked.get(name, 'as others need it')} | {licence(distribution(name))} |")
    return "\n".join(rows) + "\n"


def ranges() -> dict[str, str]:
    """Return for each library that pyproject.toml names the releases that it allows."""
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
    """Copy the licence texts of all libraries, and those that their packages leave out, into `folder`."""
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
