"""Creates `.venv` and installs what the lock names. Standard library only: it runs before anything is installed.

    python packaging/bootstrap.py run         what the program needs
    python packaging/bootstrap.py test        what its tests need as well
    python packaging/bootstrap.py libraries   prints the system packages that Qt needs and that are missing here

Status: 0 done; 1 not done, with the reason; 3 this Python cannot be used.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SUPPORTED = ((3, 11), (3, 14))  # the same in setup.sh and in pyproject.toml
WINDOWS = os.name == "nt"

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LOCKS = {"run": PACKAGING / "requirements.txt", "test": PACKAGING / "requirements-dev.txt"}

PROBE = """
import sys, sysconfig
ok = {low} <= sys.version_info[:2] <= {high} and sys.prefix != sys.base_prefix
sys.exit(not ok or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
"""
LAUNCHER = """#!/bin/sh
# Starts the ClientGuard of the folder that holds this environment.
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -I -m clientguard "$@"
"""
LAUNCHER_WINDOWS = '@"%~dp0python.exe" -I -m clientguard %*\r\n'


class SetUpError(Exception):
    """The setup could not be finished; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks for, and return the status."""
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        print(f"ClientGuard needs Python 3.11 to 3.14; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 3
    if arguments == ["libraries"]:
        sys.path.insert(0, str(ROOT))
        from clientguard import libraries

        print(*libraries.missing((PACKAGING / "libraries.txt").read_text("utf-8")))
        return 0
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print(__doc__, file=sys.stderr)
        return 2
    environment = Environment(ROOT / ".venv")
    try:
        with only_one():
            if not environment.ready(arguments[0]):
                environment.set_up(arguments[0])
    except SetUpError as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. The next start begins the set-up again.", file=sys.stderr)
        return 1
    return 0


class Environment:
    """The virtual environment of this folder, created here or by another tool."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scripts = folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.scripts / ("python.exe" if WINDOWS else "python")
        self.unfinished = folder / "set-up-unfinished"

    def ready(self, what: str) -> bool:
        """Return whether everything for `what` was installed from the current lock."""
        try:
            return self.python.exists() and self._stamp(what).read_bytes() == stamp(what)
        except FileNotFoundError:
            return False

    def set_up(self, what: str) -> None:
        """Create the environment unless there is a usable one, install the lock, and link this folder to it."""
        print("Setting up ClientGuard in .venv: once, and again when its libraries change.", file=sys.stderr)
        if not self._usable():
            self._make()
        self.unfinished.touch()
        for kind in LOCKS:
            self._stamp(kind).unlink(missing_ok=True)
        self._ensure_pip()
        self._install(LOCKS[what])
        self._link()
        # The lock for the tests includes that for the program, so one setup serves both.
        for kind in LOCKS if what == "test" else [what]:
            self._stamp(kind).write_bytes(stamp(kind))
        self.unfinished.unlink()

    def _stamp(self, what: str) -> Path:
        return self.folder / f"ready-{what}"

    def _usable(self) -> bool:
        if self.unfinished.exists() or not (self.folder / "pyvenv.cfg").exists() or not self.python.exists():
            return False
        low, high = SUPPORTED
        return self._run("-c", PROBE.format(low=low, high=high), quiet=True) == 0

    def _make(self) -> None:
        if self.folder.exists() or self.folder.is_symlink():
            self._clear()
        self.folder.mkdir(exist_ok=True)
        self.unfinished.touch()  # from here on, an interrupted setup starts again from scratch
        # The interpreter's versioned name: if the system moves to another Python, the link breaks and this is noticed.
        interpreter = Path(sys.executable).resolve()
        made = subprocess.run([interpreter, "-I", "-m", "venv", self.folder], check=False)
        if made.returncode:
            raise SetUpError(f"{interpreter} could not make the environment in {self.folder}; the lines above say why.")

    def _clear(self) -> None:
        known = {"pyvenv.cfg", self.unfinished.name}
        names = {entry.name for entry in self.folder.iterdir()} if self.folder.is_dir() else {""}
        if names and not names & known:
            raise SetUpError(f"{self.folder} is not a Python environment. Move it away, then start this again.")
        for entry in self.folder.iterdir():
            # The mark goes last; otherwise an interrupted removal would leave a folder that is not known to be ours.
            if entry.name in known:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        for name in known:
            (self.folder / name).unlink(missing_ok=True)

    def _ensure_pip(self) -> None:
        """Install the pip that comes with Python if there is none: other tools create environments without it."""
        if self._run("-m", "pip", "--version", quiet=True) and self._run("-m", "ensurepip", "--upgrade", quiet=True):
            raise SetUpError(f"pip cannot be installed in {self.folder}. Remove that folder, then start this again.")

    def _install(self, lock: Path) -> None:
        options = "--disable-pip-version-check --no-input --no-deps --only-binary=:all: --require-hashes".split()
        if not sys.stderr.isatty():
            options.append("--quiet")
        if self._run("-m", "pip", "install", *options, "-r", str(lock)):
            raise SetUpError(
                "The libraries could not be installed; the lines above say why. They are downloaded from the package "
                "index that pip is set to use: check the connection, then start this again."
            )

    def _link(self) -> None:
        """Make the environment's `import clientguard` and its command `clientguard` use this folder."""
        asked = subprocess.run(
            [self.python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        )
        packages = Path(asked.stdout.strip())
        # Relative, so that the folder can be moved.
        (packages / "clientguard-folder.pth").write_text(f"{os.path.relpath(ROOT, packages)}\n", "utf-8")
        command = self.scripts / ("clientguard.cmd" if WINDOWS else "clientguard")
        if not command.exists():
            command.write_text(LAUNCHER_WINDOWS if WINDOWS else LAUNCHER, "utf-8", newline="")
            command.chmod(0o755)

    def _run(self, *arguments: str, quiet: bool = False) -> int:
        out = subprocess.DEVNULL if quiet else sys.stderr
        command = [str(self.python), "-I", *arguments]
        # The user's own settings may install packages elsewhere; those for proxies and mirrors stay.
        settings = {name: value for name, value in os.environ.items() if name not in {"PIP_TARGET", "PIP_PREFIX"}}
        done = subprocess.run(
            command, env={**settings, "PIP_USER": "0"}, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
        )
        return done.returncode


def stamp(what: str) -> bytes:
    """Return what an environment for `what` is made from: the contents of this file and of the lock."""
    return Path(__file__).read_bytes() + LOCKS[what].read_bytes()


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other setup runs in this folder; if that one dies, the system releases its lock."""
    with Path(__file__).open("r+b" if WINDOWS else "rb") as lock:
        if WINDOWS:
            import msvcrt

            # Far beyond the end, because others cannot read locked bytes. Each call waits ten seconds.
            while True:
                lock.seek(1 << 30)
                try:
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    continue
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
