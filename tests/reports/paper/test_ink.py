"""What is used of reportlab that is not for others to use: it stands in one module, and is still there."""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

import clientguard.reports
from clientguard.reports.paper import ink

HOME = Path(clientguard.reports.__file__).parent


def foreign(source: str) -> set[str]:
    """Return the private names that a module uses and does not define."""
    nodes = list(ast.walk(ast.parse(source)))
    used = {each.attr for each in nodes if isinstance(each, ast.Attribute)}
    own = {each.attr for each in nodes if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)}
    own |= {each.name for each in nodes if isinstance(each, ast.FunctionDef)}
    own |= {each.target.id for each in nodes if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            and each.value}  # fmt: skip
    return {each for each in used - own if each.startswith("_") and not each.startswith("__")}


def test_private_names_stand_in_one_module():
    found = {
        path.relative_to(HOME).as_posix(): names
        for path in HOME.rglob("*.py")
        if (names := foreign(path.read_text(encoding="utf-8")))
    }
    assert found == {"paper/ink.py": set(ink.PRIVATE)}


def test_reportlab_still_has_them():
    canvas = Canvas(BytesIO())
    assert [each for each in ink.PRIVATE if not hasattr(canvas, each)] == []
