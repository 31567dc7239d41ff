# The part of lark that clientguard.domain.money.terms uses: its own types leave options and places open.
from typing import Any, Generic, Self, TypeVar

Leaf = TypeVar("Leaf")

class Token(str):
    type: str
    start_pos: int | None

class Tree(Generic[Leaf]):
    data: str
    children: list[Leaf | Tree[Leaf]]

class Lark:
    @classmethod
    def open_from_package(cls, package: str, grammar_path: str, **options: Any) -> Self: ...
    def parse(self, text: str) -> Tree[Token]: ...
