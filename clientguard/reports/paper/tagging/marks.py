"""What is drawn belongs to a node of the paper's structure, or is an artifact, which nobody reads (ISO 32000-1, 14.7).

A node takes its place when something of it is drawn first, so that the structure is in the order of the story and holds
nothing that was only measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from reportlab.pdfgen.canvas import Canvas

from clientguard.reports.paper.ink import END, LAYOUT, put

Mark = tuple[int, int]  # a page, from 0, and the number of the mark on it
Box = tuple[float, float, float, float]  # left, bottom, right and top on its page, in points


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure: its standard type, such as P or TH, and what it holds.

    `alt` says what a figure shows, which fills `box`; `scope` is Row or Column for a head in a table; `within` is the
    node in which it stands, None for the paper itself.
    """

    kind: str
    within: Node | None = None
    alt: str = ""
    box: Box | None = None
    scope: str = ""
    kids: list[Node | Mark] = field(default_factory=list["Node | Mark"])
    placed: bool = False

    def add(self, kind: str, scope: str = "") -> Node:
        """Return a new node at the end of this one."""
        made = Node(kind, self, scope=scope, placed=True)
        self.kids.append(made)
        return made


class Marks:
    """The marks on the pages of one paper: the next number on each page, and the root of the structure."""

    def __init__(self) -> None:
        self.root = Node("Document", placed=True)
        self._page = 0
        self._counts = [0]

    def turn_to(self, page: int) -> None:
        """Go on with marks on a page, which may be one that has some already."""
        self._page = page
        self._counts += [0] * (page + 1 - len(self._counts))

    def place(self, node: Node) -> None:
        """Put a node into the structure, behind what was drawn so far, unless it is there."""
        if node.placed:
            return
        within = node.within or self.root
        self.place(within)
        within.kids.append(node)
        node.placed = True

    def begin(self, node: Node) -> str:
        """Return the operator with which a mark of a node begins; `END` ends it."""
        if not node.placed:
            self.place(node)
        number = self._counts[self._page]
        self._counts[self._page] = number + 1
        node.kids.append((self._page, number))
        return f"/{node.kind} <</MCID {number}>> BDC"


def marks_of(canvas: Canvas) -> Marks:
    """Return the marks of the paper that is drawn on a canvas."""
    return cast("Any", canvas).marks


@contextmanager
def marked(canvas: Canvas, node: Node) -> Iterator[None]:
    """Let what is drawn inside belong to a node."""
    put(canvas, marks_of(canvas).begin(node))
    yield
    put(canvas, END)


@contextmanager
def artifact(canvas: Canvas, kind: str = LAYOUT) -> Iterator[None]:
    """Let what is drawn inside belong to nothing that is read."""
    put(canvas, kind)
    yield
    put(canvas, END)
