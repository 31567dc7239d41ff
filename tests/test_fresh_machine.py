"""The two commands on a machine that has nothing yet: what they find, what they install, what they say.

A folder of its own stands for the machine: `PATH` leads only to the tools that every Debian has and to stand-ins.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.packaging,  # packaging/ is what sets a machine up
    pytest.mark.skipif(os.name == "nt", reason="Windows has commands of its own"),
]

ROOT = Path(__file__).resolve().parent.parent
TOOLS = "sh cat cmp dirname env readlink".split()  # all of them in packages that Debian never leaves out

SUITED = """#!/bin/sh
# A Python that suits; what it is asked for is written down.
case "$*" in
    *' -c '*) exit 0 ;;
    *libraries) printf '%s' "$MISSING" ;;
    *) echo "$0 set up $3" >>"$CALLS" ;;
esac
"""
INSTALLED = '#!/bin/sh\nfor word; do echo "<$word>"; done\nexit 7\n'


class Machine:
    """A project's folder and a `PATH`, both bare."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "my project"  # people's folders have spaces
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        (self.project / "packaging").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("run", "test"):
            shutil.copy(ROOT / name, self.project / name)
        for name in ("setup.sh", "bootstrap.py", "libraries.txt"):
            shutil.copy(ROOT / "packaging" / name, self.project / "packaging" / name)
        (self.project / "clientguard").mkdir()
        for name in ("__init__.py", "libraries.py"):
            shutil.copy(ROOT / "clientguard" / name, self.project / "clientguard" / name)
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.project / "packaging" / name).write_text("", "utf-8")
        for name in TOOLS:
            found = shutil.which(name)
            assert found
            (self.bin / name).symlink_to(found)
        self.program("id", "#!/bin/sh\necho 1000\n")

    def program(self, name: str, text: str) -> None:
        """Put a program on the machine."""
        (self.bin / name).write_text(text, "utf-8")
        (self.bin / name).chmod(0o755)

    def environment(self, *stamps: str) -> None:
        """Put an environment there that was made for `stamps`."""
        scripts = self.project / ".venv" / "bin"
        scripts.mkdir(parents=True)
        (scripts / "python").write_text(INSTALLED, "utf-8")
        (scripts / "python").chmod(0o755)
        packaging = self.project / "packaging"
        for what, lock in (("run", "requirements.txt"), ("test", "requirements-dev.txt")):
            if what in stamps:
                made_from = (packaging / "bootstrap.py").read_bytes() + (packaging / lock).read_bytes()
                (self.project / ".venv" / f"ready-{what}").write_bytes(made_from)

    def start(self, command: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Start `run` or `test` and wait for its end."""
        settings = {"PATH": str(self.bin), "CALLS": str(self.calls), "MISSING": "", **variables}
        return subprocess.run(
            [self.project / command, *arguments],
            env=settings,
            cwd=self.project.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self) -> list[str]:
        """Return what the stand-ins were called with."""
        return self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_is_ready_starts_at_once_with_every_argument_and_its_status(machine):
    machine.environment("run", "test")
    started = machine.start("run", "--demo", "two words", "")
    assert started.stdout.split("\n") == ["<-I>", "<-m>", "<clientguard>", "<--demo>", "<two words>", "<>", ""]
    assert (started.returncode, started.stderr) == (7, "")
    assert machine.start("test", "-k", "ladder").stdout.split()[-2:] == ["<-k>", "<ladder>"]


def test_a_link_to_the_command_starts_the_same(machine):
    machine.environment("run")
    (machine.project.parent / "anywhere").mkdir()
    (machine.project.parent / "anywhere" / "run").symlink_to(machine.project / "run")
    assert machine.start("../anywhere/run").stdout.startswith("<-I>")


@pytest.mark.parametrize("changed", ["requirements.txt", "bootstrap.py"])
def test_a_changed_lock_sets_up_again(machine, changed):
    machine.environment("run")
    machine.program("python3", SUITED)
    with (machine.project / "packaging" / changed).open("a") as file:
        file.write("# another line\n")
    assert machine.start("run").returncode == 7
    assert machine.called() == [f"{machine.bin}/python3 set up run"]


def test_the_tests_are_set_up_even_where_the_program_is(machine):
    machine.environment("run")
    machine.program("python3", SUITED)
    machine.start("test")
    assert machine.called() == [f"{machine.bin}/python3 set up test"]


def test_a_shim_that_leads_nowhere_fools_nobody(machine, tmp_path):
    machine.environment()
    shims = tmp_path / "shims"
    shims.mkdir()
    for name in ("python3", "python3.11"):
        (shims / name).write_text('#!/bin/sh\necho "python3: command not found" >&2\nexit 127\n', "utf-8")
        (shims / name).chmod(0o755)
    machine.program("python3.12", SUITED)
    machine.start("run", PATH=f"{shims}:{machine.bin}")
    assert machine.called() == [f"{machine.bin}/python3.12 set up run"]


def test_without_rights_the_exact_line_is_printed(machine):
    machine.program("apt-get", '#!/bin/sh\necho called >>"$CALLS"\n')
    machine.program("sudo", "#!/bin/sh\nexit 1\n")  # it would ask for a password
    started = machine.start("run", "--demo")
    assert started.returncode == 3
    line = started.stderr.splitlines()[-1]
    assert line.startswith(
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3 python3-venv "
    )
    assert line.split()[-1] == "libcups2"
    assert {"python3-venv", "libxcb-cursor0"} <= set(line.split())
    assert not machine.called()


def test_only_what_is_missing_is_asked_for(machine):
    machine.program("python3", SUITED)
    machine.program("apt-get", "#!/bin/sh\nexit 1\n")
    started = machine.start("test", MISSING="libegl1 libxcb-cursor0")
    assert started.returncode == 3
    assert started.stderr.endswith(" --no-install-recommends libegl1 libxcb-cursor0\n")


def test_a_system_without_apt_is_told_what_it_needs(machine):
    started = machine.start("run")
    assert started.returncode == 3
    assert "python3-venv" in started.stderr
    assert "package manager" in started.stderr


@pytest.mark.parametrize("rights", ["root", "sudo"])
def test_with_rights_everything_is_installed_and_the_start_goes_on(machine, tmp_path, rights):
    machine.environment()
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "python3").write_text(SUITED, "utf-8")
    (tmp_path / "packages" / "python3").chmod(0o755)
    (machine.bin / "mv").symlink_to(shutil.which("mv") or "/bin/mv")
    if rights == "root":
        machine.program("id", "#!/bin/sh\necho 0\n")
    else:
        machine.program("sudo", '#!/bin/sh\n[ "$1" = -n ] && shift\n[ "$1" = true ] || exec "$@"\n')
    # The lists of one source cannot be read, and the packages are there all the same.
    machine.program(
        "apt-get",
        '#!/bin/sh\ncase "$*" in *update) exit 100 ;; esac\n'
        f'echo "installed for $DEBIAN_FRONTEND" >>"$CALLS"; mv "{tmp_path}/packages/python3" "{machine.bin}"\n',
    )
    assert machine.start("run").returncode == 7
    assert machine.called() == ["installed for noninteractive", f"{machine.bin}/python3 set up run"]


def test_a_system_whose_python_is_too_old_is_told_so(machine):
    machine.program("id", "#!/bin/sh\necho 0\n")
    machine.program("apt-get", "#!/bin/sh\nexit 0\n")
    started = machine.start("run")
    assert started.returncode == 3
    assert "3.11" in started.stderr


def test_a_failed_installation_of_packages_ends_there(machine):
    machine.program("id", "#!/bin/sh\necho 0\n")
    machine.program("apt-get", "#!/bin/sh\nexit 100\n")
    started = machine.start("run")
    assert started.returncode == 3
    assert "could not be installed" in started.stderr


# --- the set-up step itself, with a real Python and a library that lies beside it ---


def wheel(folder: Path, text: str = "") -> str:
    """Write a library named tiny into `folder` and return the line of a lock that asks for it."""
    files = {
        "tiny.py": f"{text}\n",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    hashes = {name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()) for name, text in files.items()}
    record = [f"{name},sha256={digest.decode().rstrip('=')}," for name, digest in hashes.items()]
    files["tiny-1.0.dist-info/RECORD"] = "\n".join([*record, "tiny-1.0.dist-info/RECORD,,", ""])
    folder.mkdir(exist_ok=True)
    path = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return f"tiny==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def real(tmp_path: Path) -> Machine:
    """A machine with this Python, one library to install, and a program that prints its arguments."""
    machine = Machine(tmp_path)
    (machine.bin / "python3").symlink_to(Path(sys.executable).resolve())
    (machine.project / "packaging" / "libraries.txt").write_text("", "utf-8")
    line = wheel(tmp_path / "wheels")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (machine.project / "packaging" / lock).write_text(line, "utf-8")
    program = "import sys, tiny\nprint('started', *sys.argv[1:])\n"
    (machine.project / "clientguard" / "__main__.py").write_text(program, "utf-8")
    return machine


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """What keeps pip on this machine; and settings of a user that would send packages elsewhere."""
    elsewhere = str(tmp_path / "elsewhere")
    (tmp_path / ".pip").mkdir()
    (tmp_path / ".pip" / "pip.conf").write_text("[install]\nuser = true\n", "utf-8")
    return {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path / "wheels"),
        "PIP_NO_CACHE_DIR": "1",
        "PIP_TARGET": elsewhere,
        "HOME": str(tmp_path),
    }


def test_from_nothing_to_a_start_and_then_at_once(real, offline):
    first = real.start("run", "--demo", **offline)
    assert (first.returncode, first.stdout) == (0, "started --demo\n"), first.stderr
    again = real.start("run", **offline)
    assert (again.returncode, again.stdout, again.stderr) == (0, "started\n", "")
    assert not (real.project / ".venv" / "ready-test").exists()
    # The folder's own command works as well, from anywhere, and after the folder was moved.
    moved = real.project.rename(real.project.with_name("moved"))
    command = [moved / ".venv" / "bin" / "clientguard", "list"]
    assert subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout == "started list\n"


def test_a_set_up_that_was_cut_off_begins_again(real, offline):
    environment = real.project / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "set-up-unfinished").touch()
    (environment / "bin" / "python").symlink_to("/no/such/python")
    (environment / "half").touch()
    started = real.start("test", **offline)
    assert "No module named pytest" in started.stderr  # all else is there
    assert not (environment / "half").exists()
    assert sorted(path.name for path in environment.glob("*ready*")) == ["ready-run", "ready-test"]
    assert not (environment / "set-up-unfinished").exists()


def test_an_environment_of_another_tool_without_pip_is_used(real, offline):
    venv.create(real.project / ".venv", symlinks=True)
    (real.project / ".venv" / "theirs").touch()
    assert real.start("run", **offline).stdout == "started\n"
    assert (real.project / ".venv" / "theirs").exists()


def test_a_library_that_is_not_the_one_in_the_lock_is_refused(real, offline):
    venv.create(real.project / ".venv", symlinks=True, with_pip=True)
    wheel(real.project.parent / "wheels", "print('another')")
    started = real.start("run", **offline)
    assert started.returncode == 1
    assert "hash" in started.stderr.lower()
    assert not (real.project / ".venv" / "ready-run").exists()


def test_a_folder_of_that_name_with_other_things_is_left_alone(real, offline):
    (real.project / ".venv").mkdir()
    (real.project / ".venv" / "poems.txt").write_text("mine", "utf-8")
    started = real.start("run", **offline)
    assert started.returncode == 1
    assert "Move it away" in started.stderr
    assert (real.project / ".venv" / "poems.txt").read_text("utf-8") == "mine"


# --- the system's libraries ---


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux brings Qt's libraries itself")
def test_the_table_of_libraries_names_all_that_qt_loads_from_the_system():
    objdump = shutil.which("objdump")
    if not objdump:
        pytest.skip("objdump is not here (package binutils)")
    spec = importlib.util.find_spec("PySide6")
    assert spec
    assert spec.origin
    qt = Path(spec.origin).parent / "Qt"
    used = [qt / "lib" / f"libQt6{name}.so.6" for name in "Core Gui Widgets Network PrintSupport Svg DBus".split()]
    used += [qt / "lib" / f"libQt6{name}.so.6" for name in ("XcbQpa", "WaylandClient")]
    used += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "wayland", "offscreen")]
    used += [*qt.glob("plugins/printsupport/*.so"), *qt.glob("plugins/xcbglintegrations/*.so")]
    shown = subprocess.run([objdump, "-p", *used], capture_output=True, text=True, check=True).stdout
    needed = {line.split()[1] for line in shown.splitlines() if line.strip().startswith("NEEDED")}
    own = {path.name for path in (qt / "lib").iterdir()}
    always = {f"lib{name}" for name in "c.so.6 m.so.6 dl.so.2 pthread.so.0 resolv.so.2 gcc_s.so.1 stdc++.so.6".split()}
    table = (ROOT / "packaging" / "libraries.txt").read_text("utf-8")
    named = {line.split()[0] for line in table.splitlines() if line and not line.startswith("#")}
    along = {"libgthread-2.0.so.0", "libbrotlicommon.so.1"}  # with libglib-2.0 and libbrotlidec
    assert needed - own - always - along - {"ld-linux-x86-64.so.2"} <= named
