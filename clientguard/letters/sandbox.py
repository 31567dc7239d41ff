"""The language of templates: Jinja's, in its sandbox, without loops and calls; it reads the facts it is given."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clientguard.domain.communication.letter_names import names
from clientguard.domain.wording import N_, Said, said

FILTERS = ("default", "join", "lower", "upper")
LONGEST_BETWEEN = 20  # characters between the parts of a list
# What a template may be made of: nothing in it can run long, or reach anything but the facts.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.CondExpr,
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Filter,
)  # fmt: skip
_FOREIGN = N_("a letter can name facts and choose with “if”, and nothing else.")
_NOT_CLOSED = N_("an “if” in it has no “endif”.")
_UNREADABLE = N_("what stands between the braces cannot be read.")


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the one environment in which templates are read."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        finalize=_printed,
    )  # fmt: skip
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS} | {"join": _joined}
    return made


def fault(text: str) -> tuple[int, Said] | None:
    """Return what is wrong with a part of a template: the line, counted from 1, and why; None if it can be used."""
    try:
        tree = environment().parse(text)
        found = _foreign(tree, bare=False)
        if found is None:
            environment().compile(tree)
    except TemplateSyntaxError as error:
        return error.lineno, _in_words(error)
    except (ValueError, OverflowError):  # Python reads no number of thousands of digits
        return _longest_line(text), said(_UNREADABLE)
    except (RecursionError, MemoryError, SyntaxError):  # Jinja writes Python, which has its own limits
        return _longest_line(text), said(N_("it is nested too deeply."))
    return found


def _longest_line(text: str) -> int:
    """Return where a fault most likely is that Python does not place."""
    lines = text.split("\n")
    return 1 + max(range(len(lines)), key=lambda each: len(lines[each]))


def _foreign(node: nodes.Node, *, bare: bool) -> tuple[int, Said] | None:
    """Return the first part that a letter cannot have; `bare`: a whole group of facts may be asked for here."""
    if not isinstance(node, _ALLOWED):
        return node.lineno, said(_FOREIGN)
    if isinstance(node, nodes.Name | nodes.Getattr):
        return _wrong_name(node, bare=bare)
    if isinstance(node, nodes.Filter) and node.name == "join":  # by a fact, it could grow beyond all bounds
        for each in node.args:
            if not isinstance(each, nodes.Const) or len(str(each.value)) > LONGEST_BETWEEN:
                return each.lineno, said(_FOREIGN)
    test = getattr(node, "test", None)
    choosing = bare and isinstance(node, nodes.And | nodes.Or | nodes.Not)
    found = (_foreign(each, bare=choosing or each is test) for each in node.iter_child_nodes())
    return next((each for each in found if each), None)


def _wrong_name(node: nodes.Name | nodes.Getattr, *, bare: bool) -> tuple[int, Said] | None:
    """Return what is wrong with a name: it is not a fact, or it is a whole group of them."""
    parts: list[str] = []
    at: nodes.Node = node
    while isinstance(at, nodes.Getattr):
        parts.insert(0, at.attr)
        at = at.node
    if not isinstance(at, nodes.Name):
        return node.lineno, said(_FOREIGN)
    name = ".".join((at.name, *parts))
    if name not in names():
        return node.lineno, said(N_("“{name}” is not among the facts that a letter can name."), name=name)
    if names()[name] and not bare:
        return node.lineno, said(N_("“{name}” stands for several facts. Name one of them."), name=name)
    return None


def _in_words(error: TemplateSyntaxError) -> Said:
    """Return why a template cannot be read; Jinja itself says it in the words of programmers."""
    told = error.message or ""
    if "No filter named" in told:
        return said(N_("after “|” it can say: {filters}."), filters=", ".join(FILTERS))
    if "was looking for" in told:
        return said(_NOT_CLOSED)
    if "unknown tag" in told:
        return said(_FOREIGN)
    if "end of template" in told or "Missing end" in told:
        return said(N_("a brace that opens here is not closed."))
    return said(_UNREADABLE)


def _printed(value: Any) -> Any:  # noqa: ANN401 - what the facts hold
    """Return a fact as it stands in a letter: nothing for what is not known, and a list in one line."""
    if value is None:
        return ""
    return _joined(value) if isinstance(value, list) else value


def _joined(value: Any, by: Any = ", ") -> Any:  # noqa: ANN401 - what the facts hold
    """Return a list as one text; what is no list is left as it is, so that no text is joined letter by letter."""
    return str(by).join(map(str, value)) if isinstance(value, list) else value
