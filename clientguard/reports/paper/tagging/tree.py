"""The structure of a paper written into its file: tens of thousands of small objects, written as text.

One pikepdf object for each cell of a long table would take longer than all the rest of the paper, and so would handing
them to it to write. So the file is archived with an empty structure, and what is in it comes behind, as an update
(ISO 32000-1, 7.5.6).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from struct import pack

import pikepdf
from pikepdf import Dictionary, Name

from clientguard.reports.paper.tagging.marks import Node

PACKED = 1_000  # objects in one stream


def prepare(document: pikepdf.Pdf) -> None:
    """Put in all that a tagged document has besides what stands in its structure, which `with_structure` adds."""
    document.Root.StructTreeRoot = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document.Root.MarkInfo = Dictionary(Marked=True)
    for number, page in enumerate(document.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S


def with_structure(pdf: bytes, root: Node) -> bytes:
    """Return a document that was prepared, as it was written, with its structure added at its end."""
    with pikepdf.open(BytesIO(pdf)) as document:
        trailer = document.trailer
        pages = [page.obj.objgen[0] for page in document.pages]
        tree = _Tree(document.Root.StructTreeRoot.objgen[0], int(trailer.Size), pages)
        catalogue, info = (trailer[name].objgen[0] for name in ("/Root", "/Info"))
        name = bytes(trailer.ID[0]).hex()
    tree.write(root)
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    keys = f"/Root {catalogue} 0 R/Info {info} 0 R/ID[<{name}><{name}>]/Prev {start}"
    return pdf + tree.update(len(pdf), keys)


@dataclass(slots=True)
class _Tree:
    """The objects of a structure: its root has the number `root`, and all others are numbered from `first`.

    `pages` are the numbers of the pages' own objects; `parents` are, by page, to which object each mark belongs.
    """

    root: int
    first: int
    pages: Sequence[int]
    objects: list[str] = field(default_factory=list[str])
    parents: list[list[int]] = field(default_factory=list[list[int]])
    whole: str = ""

    def write(self, root: Node) -> None:
        """Write the whole structure."""
        self.parents = [[] for _ in self.pages]
        document = self._element(root, self.root)
        listed = " ".join(f"{page}[{_references(marks)}]" for page, marks in enumerate(self.parents))
        parents = self._add(f"<</Nums[{listed}]>>")
        self.whole = (
            f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {len(self.pages)}>>"
        )

    def _add(self, written: str) -> int:
        self.objects.append(written)
        return self.first + len(self.objects) - 1

    def _element(self, node: Node, parent: int) -> int:
        """Write a node and all in it; return its object's number."""
        number = self._add("")
        page = -1
        kids: list[str] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(f"{self._element(kid, number)} 0 R")
                continue
            on, mark = kid
            page = on if page < 0 else page
            marks = self.parents[on]
            marks += [0] * (mark + 1 - len(marks))
            marks[mark] = number
            kids.append(str(mark) if on == page else f"<</Type/MCR/Pg {self.pages[on]} 0 R/MCID {mark}>>")
        where = f"/Pg {self.pages[page]} 0 R" if page >= 0 else ""
        held = f"/K[{' '.join(kids)}]" if kids else ""
        self.objects[number - self.first] = f"<</S/{node.kind}/P {parent} 0 R{where}{_attributes(node)}{held}>>"
        return number

    def update(self, at: int, keys: str) -> bytes:
        """Return the objects as an update of a file of `at` bytes; `keys` go on in its trailer."""
        written = [*self.objects, self.whole]
        numbers = [*range(self.first, self.first + len(self.objects)), self.root]
        streams = [
            _packed(numbers[start : start + PACKED], written[start : start + PACKED])
            for start in range(0, len(written), PACKED)
        ]
        first = self.first + len(self.objects)
        parts: list[bytes] = []
        for number, stream in enumerate(streams, first):
            parts.append(b"%d 0 obj\n%s" % (number, stream))
        offsets = [at]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        table = [pack(">BIH", 2, first + place // PACKED, place % PACKED) for place in range(len(written))]
        table = [table[-1], *table[:-1], *(pack(">BIH", 1, offset, 0) for offset in offsets)]
        last = first + len(streams)
        size = last + 1
        kept = f"/Type/XRef/W[1 4 2]/Index[{self.root} 1 {self.first} {size - self.first}]/Size {size}{keys}"
        parts.append(b"%d 0 obj\n%s" % (last, _stream(kept, b"".join(table))))
        return b"".join((*parts, b"startxref\n%d\n%%%%EOF\n" % offsets[-1]))


def _packed(numbers: Sequence[int], written: Sequence[str]) -> bytes:
    """Return a stream that holds objects (7.5.7)."""
    places: list[str] = []
    at = 0
    for number, each in zip(numbers, written, strict=True):
        places.append(f"{number} {at}")
        at += len(each) + 1
    head = " ".join(places) + "\n"
    return _stream(f"/Type/ObjStm/N {len(written)}/First {len(head)}", (head + "\n".join(written)).encode("ascii"))


def _stream(keys: str, data: bytes) -> bytes:
    data = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream\nendobj\n" % (len(data), keys.encode(), data)


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])


def _attributes(node: Node) -> str:
    found = f"/A<</O/Table/Scope/{node.scope}>>" if node.scope else ""
    if node.alt:
        written = f"\ufeff{node.alt}".encode("utf-16-be").hex()
        found += f"/Alt<{written}>"
    if node.box:
        found += f"/A<</O/Layout/BBox[{' '.join(f'{each:.3f}' for each in node.box)}]>>"
    return found
