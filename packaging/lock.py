"""Rewrites the locks from pyproject.toml, with the newest releases that it allows: `python packaging/lock.py`.

uv resolves for every system and Python at once, and writes each release with its hashes. Addresses are left out, so
that pip takes the files from the index that it is configured to use. `--keep` changes only what has to change.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bootstrap import LOCKS, ROOT, SUPPORTED

HEAD = "# What {who}. Written by packaging/lock.py from pyproject.toml; not edited by hand.\n"
WHO = {"run": "ClientGuard needs to run", "test": "ClientGuard and its tests need"}
COMPILE = (
    "uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url "
    "--no-emit-find-links --no-sources pyproject.toml"
).split()


def main(arguments: list[str]) -> int:
    """Resolve again and write both locks; return the status."""
    if arguments not in ([], ["--keep"]):
        print(__doc__, file=sys.stderr)
        return 2
    kept = ["--upgrade"] if not arguments else []
    write("run", kept)
    # The same releases in both, so that the tests try what people run.
    write("test", [*kept, "--group=dev", f"--constraint={LOCKS['run'].relative_to(ROOT)}"])
    return 0


def write(what: str, options: list[str]) -> None:
    """Write the lock for `what`; releases already in it are preferred unless the options say otherwise."""
    lock: Path = LOCKS[what]
    lowest = ".".join(str(part) for part in SUPPORTED[0])
    subprocess.run(
        [*COMPILE, f"--python-version={lowest}", f"--output-file={lock.relative_to(ROOT)}", *options],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    lock.write_text(HEAD.format(who=WHO[what]) + lock.read_text("utf-8"), "utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
