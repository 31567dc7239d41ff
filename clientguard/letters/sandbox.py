"""The language of templates: Jinja's, in its sandbox, without loops and calls; it reads the facts it is given."""

from __future__ import annotations

from functools import cache

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("default", "join", "lower", "upper")
# What a template may be made of: nothing in it can run long, or reach anything but the facts.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.CondExpr,
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Filter,
)  # fmt: skip


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the one environment in which templates are read."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def foreign_line(text: str) -> int:
    """Return the line of the first part of a template that is not allowed in letters; 0 if there is none.

    Raises jinja2.TemplateSyntaxError if it cannot be read at all.
    """
    found = [each.lineno for each in environment().parse(text).find_all(nodes.Node) if not isinstance(each, _ALLOWED)]
    return min(found, default=0)
