"""The wheel: the package with its resources, the command, and the licences; nothing of the tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_holds_the_package_its_resources_and_the_licences(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("clientguard-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        about = next(name for name in names if name.endswith(".dist-info/entry_points.txt"))
        assert "clientguard = clientguard.__main__:main" in archive.read(about).decode()
    for folder in ("fonts", "guide", "icons", "letters", "verifier"):
        files = [path for path in (ROOT / "resources" / folder).rglob("*") if path.is_file()]
        assert files
        assert {f"clientguard/{path.relative_to(ROOT).as_posix()}" for path in files} <= names
    assert "clientguard/domain/money/terms/terms.lark" in names
    assert {f"clientguard/resources/{name}" for name in ("LICENSE", "THIRD-PARTY-NOTICES.md")} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"clientguard"}
    assert {"LICENSE", "THIRD-PARTY-NOTICES.md"} <= {Path(name).name for name in names if "/licenses/" in name}
