"""Reading the structure of a PDF, as a screen reader does: from its tree, with the text that belongs to each mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
Place = tuple[int, int]  # a page, and a mark on it


@dataclass
class Element:
    """An element of the structure; `text` is what stands in its own marks."""

    kind: str
    text: str = ""
    alt: str = ""
    scope: str = ""
    kids: list[Element] = field(default_factory=list)
    marks: list[Place] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for each in self.kids:
            yield from each.walk()

    def whole(self) -> str:
        """Return what is read of it and of all in it; a figure is read as its alternative."""
        if self.alt:
            return self.alt
        return " ".join(" ".join([self.text, *(each.whole() for each in self.kids)]).split())


@dataclass
class Tagged:
    """A document: its structure, the text of each mark, what is drawn outside of all marks, and the artifacts."""

    root: Element
    marks: dict[Place, str]
    loose: list[str]
    artifacts: list[str]
    parents: dict[Place, object]  # the number of the object that the parent tree names for a mark
    owners: dict[Place, object]  # and that of the element in which the mark was found

    def kinds(self) -> Counter[str]:
        return Counter(each.kind for each in self.root.walk())

    def of(self, *kinds: str) -> list[Element]:
        return [each for each in self.root.walk() if each.kind in kinds]


def read(pdf: bytes) -> Tagged:
    """Return a document with its structure."""
    with pikepdf.open(BytesIO(pdf)) as document:
        marks: dict[Place, str] = {}
        loose: list[str] = []
        artifacts: list[str] = []
        for number, page in enumerate(document.pages):
            _read_page(page, number, marks, loose, artifacts)
        tree = document.Root.StructTreeRoot
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        owners: dict[Place, object] = {}
        root = _element(tree.K, pages, marks, owners)
        nums = list(tree.ParentTree.Nums)
        by_page = {page.obj.StructParents: number for number, page in enumerate(document.pages)}
        parents = {
            (by_page[key], mark): element.objgen
            for key, elements in zip(nums[::2], nums[1::2], strict=True)
            for mark, element in enumerate(elements)
        }
    return Tagged(root, marks, loose, artifacts, parents, owners)


def _read_page(
    page: pikepdf.Page, number: int, marks: dict[Place, str], loose: list[str], artifacts: list[str]
) -> None:
    fonts = {name: letters_of(font) for name, font in page.Resources.Font.items()}
    font: dict[int, str] = {}
    stack: list[int | str | None] = []  # a mark's number, the text that is spoken instead, "artifact", or None
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "BMC":
            stack.append("artifact" if operands[0] == "/Artifact" else None)
        elif operator == "BDC":
            stack.append(_opened(operands, number, marks, stack))
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator in PAINTS:
            text = "".join(font[code] for code in bytes(operands[0])) if operator == "Tj" else ""
            mark = next((each for each in stack if isinstance(each, int)), None)
            if mark is not None:
                marks[number, mark] += "" if "spoken" in stack else text
            elif "artifact" in stack:
                artifacts.append(text)
            else:
                loose.append(f"page {number}: {operator} {text}")
    assert not stack, "every mark ends"


def _opened(
    operands: list[pikepdf.Object], number: int, marks: dict[Place, str], stack: list[int | str | None]
) -> int | str | None:
    kind, properties = operands
    if kind == "/Artifact":
        assert all(each is None for each in stack), "an artifact stands in no mark"
        return "artifact"
    if "/MCID" in properties:
        assert all(each is None for each in stack), "marks do not stand within one another"
        place = number, int(properties.MCID)
        assert place not in marks
        marks[place] = ""
        return place[1]
    if "/ActualText" in properties:
        mark = next((each for each in stack if isinstance(each, int)), None)
        if mark is not None:
            marks[number, mark] += str(properties.ActualText)
        return "spoken"
    return None


def letters_of(font: pikepdf.Object) -> dict[int, str]:
    """Return what each code of a font means, by its map."""
    lines = re.findall(rb"(?m)^<([0-9A-F]{2})> <([0-9A-F]{4,})>$", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in lines}


def _element(
    node: pikepdf.Object, pages: dict[object, int], marks: dict[Place, str], owners: dict[Place, object]
) -> Element:
    attributes = node.get("/A", pikepdf.Dictionary())
    found = Element(str(node.S)[1:], alt=str(node.get("/Alt", "")), scope=str(attributes.get("/Scope", ""))[1:])
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == node.objgen
            found.kids.append(_element(kid, pages, marks, owners))
            continue
        on, mark = (node.Pg, kid) if isinstance(kid, int) else (kid.Pg, kid.MCID)
        place = pages[on.objgen], int(mark)
        assert place not in owners, "a mark belongs to one element"
        owners[place] = node.objgen
        found.marks.append(place)
        found.text += marks[place]
    return found
