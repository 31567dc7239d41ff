"""Writes the table of kinds and fields in docs/cli.md from the descriptions of the kinds.

python packaging/cli_kinds.py             write it
python packaging/cli_kinds.py --check     write nothing; status 1 when it would change
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "cli.md"
BEGIN, END = "<!-- kinds: written by packaging/cli_kinds.py -->\n", "<!-- end of kinds -->\n"

sys.path.insert(0, str(ROOT))

from clientguard.domain.records import KINDS, Field, Kind, Type  # noqa: E402 - the sources beside this file


def table() -> str:
    """Return the table: a row for each kind, by name, with the fields that can be set."""
    rows = [
        f"| `{kind.name}`{'' if _addable(kind) else ' (not by `add`)'} | {', '.join(map(_told, kind.form_fields))} |\n"
        for kind in sorted(KINDS.values(), key=lambda each: each.name)
    ]
    return "| kind | fields |\n|---|---|\n" + "".join(rows)


def _addable(kind: Kind) -> bool:
    return kind.addable or kind.single


def _told(field: Field) -> str:
    """Return a field's name, with a star when it is required, and what it takes where that is not to be guessed."""
    name = f"`{field.name}`" + ("\\*" if field.required else "")
    if field.choices:
        return f"{name} ({' / '.join(each.key for each in field.choices)})"
    if field.type is Type.LINK and field.target != field.name:
        return f"{name} ({field.target or 'any record'})"
    return name


def page(text: str) -> str:
    """Return the page with today's table between its two marks."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{PAGE.name} has lost the marks of its table of kinds")
    return head + begin + table() + end + tail


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it would change."""
    before = PAGE.read_text("utf-8")
    after = page(before)
    if arguments == ["--check"]:
        if after != before:
            print("docs/cli.md: its kinds are not those of the program. Run: python packaging/cli_kinds.py")
        return int(after != before)
    PAGE.write_text(after, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
