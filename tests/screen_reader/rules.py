"""What has to hold of everything that a screen reader is told."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

Node = dict[str, Any]

USED = {
    "push button",
    "radio button",
    "check box",
    "combo box",
    "text",
    "password text",
    "spin button",
    "list",
    "table",
}
FEWEST = 5  # things in a window; with fewer, it was not read


def wrong(nodes: list[Node], boxes: Set[str], *, page: bool) -> Iterator[str]:
    """Yield what is wrong with a window. `boxes`: the names of what can be ticked; `page`: it is no dialog."""
    if len(nodes) < FEWEST:
        yield f"only {len(nodes)} things were found"
        return
    for node in nodes:
        if problem := wrong_with(node, boxes):
            yield f"{node['role']} {node['name']!r}: {problem}"
    first = [node["name"] for node in nodes if node["role"] == "heading" and node["level"] == "1"]
    if len(first) != page:
        yield f"headings of level 1: {first}"


def wrong_with(node: Node, boxes: Set[str]) -> str:
    """Return what is wrong with one thing, or nothing."""
    named = bool(node["name"].strip())
    if node["role"] == "combo box":  # its name is its value
        return "" if node["labelled"] else "no label"
    if not named and ("FOCUSABLE" in node["states"] or node["role"] in USED):
        return "no name"
    if node["role"] == "check box" and node["name"] not in boxes:
        return "nothing to tick"
    if node["role"] == "heading" and (not named or node["level"] not in ("1", "2")):
        return f"level {node['level']!r}"
    return ""
