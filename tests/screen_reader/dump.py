"""What a screen reader is told of a program's window, over AT-SPI: run by the system's Python, which knows AT-SPI.

dump.py PID: for each line on stdin, which is the title of a window, one line of JSON on stdout: a list of what is shown
there, each with depth, role, name, description, states, level of a heading, and whether a label belongs to it.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = ("FOCUSABLE", "CHECKABLE", "CHECKED", "SELECTED", "SELECTABLE", "REQUIRED", "INVALID_ENTRY", "EDITABLE")
ROWS = 6  # of a table or a list: the others are like them


def application(pid: int) -> Atspi.Accessible | None:
    """Return the program, or None while it is not known."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        found = desktop.get_child_at_index(place)
        if found is not None and found.get_process_id() == pid:
            return found
    return None


def shown(each: Atspi.Accessible, depth: int = 0) -> list[dict]:
    """Return what is shown below something, and itself."""
    states = each.get_state_set()
    if depth and not states.contains(Atspi.StateType.SHOWING):
        return []
    role = each.get_role_name()
    labelled = any(it.get_relation_type() == Atspi.RelationType.LABELLED_BY for it in each.get_relation_set())
    node = {
        "depth": depth,
        "role": role,
        "name": each.get_name() or "",
        "description": each.get_description() or "",
        "states": [name for name in STATES if states.contains(getattr(Atspi.StateType, name))],
        "level": (each.get_attributes() or {}).get("level", ""),
        "labelled": labelled,
    }
    found = [node]
    count = each.get_child_count()
    for place in range(min(count, ROWS) if role in ("table", "list", "tree table") else count):
        child = each.get_child_at_index(place)
        if child is not None:
            found += shown(child, depth + 1)
    return found


def main() -> None:
    """Answer until stdin ends."""
    Atspi.init()
    pid = int(sys.argv[1])
    for line in sys.stdin:
        for attempt in range(3):
            try:
                sys.stdout.write(json.dumps(windows(pid, line.strip())) + "\n")
                sys.stdout.flush()
                break
            except GLib.GError:  # something went away while it was read
                if attempt == 2:
                    raise


def windows(pid: int, title: str) -> list[dict]:
    """Return what is shown in the windows of a program that have a title."""
    program, found = application(pid), []
    for place in range(program.get_child_count() if program else 0):
        window = program.get_child_at_index(place)
        if window is not None and window.get_name() == title:
            found += shown(window)
    return found


main()
