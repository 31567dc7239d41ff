"""Collects every message of the program in the catalogues under resources/locale, and compiles them.

So it does with the texts of the sample practice, under resources/samples.

python packaging/messages.py             write the template, the catalogues, and the pseudo-language
python packaging/messages.py --check     write nothing; status 1, naming the files, if any would change

The template (`clientguard.pot`) lists the messages in the order of the sources. A catalogue keeps its translations and
otherwise follows the template; a message without a translation is shown in the English of the source. The
pseudo-language (`en_XA`) is generated, never edited: accents, padding and brackets show text that is cut off on a
screen, or was never marked. The files contain no dates and no names, so that the same sources give the same bytes.
"""

from __future__ import annotations

import ast
import io
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGING = Path(__file__).resolve().parent
sys.path.insert(0, str(PACKAGING))

import pseudo  # noqa: E402 - the modules beside this file
from sample_texts import SAMPLES, texts  # noqa: E402

SOURCES = PACKAGING.parent / "clientguard"
LOCALE = PACKAGING.parent / "resources" / "locale"
DOMAIN = "clientguard"
SOURCE_LANGUAGE, PSEUDO = "en", "en_XA"

# Forms and rule for counting, where Babel knows none or another one; the template counts as English does.
PLURALS = {"th": (1, "0"), "ms": (1, "0"), "fy": (2, "(n != 1)")}

Id = str | tuple[str, ...]  # a message, or its singular and plural
Key = tuple[Id, str]  # with its context, which tells two meanings of one English word apart; mostly none


# --- from the sources: what is marked ---

SINGLE = {"_", "N_"}
PAIRED = {"_n", "counted", "several"}
KEYWORDS = {"_": (1,), "_n": (1, 2), "_c": ((1, "c"), 2)}


class MarkError(Exception):
    """A mark whose message cannot be read from the source: it contains a variable, a sum or an f-string."""


def extract(
    file: IO[bytes],
    keywords: object = None,  # noqa: ARG001 - what Babel hands over; the marks are known here
    comment_tags: object = None,  # noqa: ARG001
    options: object = None,  # noqa: ARG001
) -> Iterator[tuple[int, str, Id, list[str]]]:
    """Yield each message of a Python file as Babel wants it: line, keyword, message or pair, comments.

    A message is the text in `_()` or `N_()`, with its context if a second text names one; a pair is the first two
    arguments of `_n()`, `counted()` or `.several()`, given as texts, as `N_()`, as a choice between these
    (`a if x else b`), or as `*forms` if `forms` was assigned two `N_()` in the same file.
    """
    for mark in marks(ast.parse(file.read())):
        if mark.context:
            yield mark.line, "_c", (mark.context, str(mark.message)), []
        else:
            yield mark.line, "_n" if isinstance(mark.message, tuple) else "_", mark.message, []


@dataclass(frozen=True, slots=True)
class Mark:
    """One message in a source."""

    line: int
    column: int
    message: Id
    context: str = ""


def marks(tree: ast.Module) -> list[Mark]:
    """Return the messages of a file in the order of its lines; MarkError if one cannot be read."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    forms = _forms(tree)
    found: list[Mark] = []
    used: set[ast.expr] = set()  # the N_() that are part of a pair
    for call in calls:
        if _name(call) in PAIRED:
            for one, many in _pairs(call, forms):
                used |= {one, many}
                found.append(Mark(one.lineno, one.col_offset, (_text(one), _text(many))))
    for call in calls:
        if _name(call) in SINGLE and call not in used:
            found += [
                Mark(leaf.lineno, leaf.col_offset, _text(leaf), _context(call))
                for leaf in _leaves(call.args[0])
                if _is_message(leaf, call)
            ]
    first = {(mark.message, mark.context): mark for mark in sorted(found, key=_place, reverse=True) if mark.message}
    return sorted(first.values(), key=_place)


def _place(mark: Mark) -> tuple[int, int]:
    return mark.line, mark.column


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression can evaluate to: the branches of a choice, or else itself."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from _leaves(body)
            yield from _leaves(orelse)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _leaves(value)
        case _:
            yield node


def _is_message(leaf: ast.expr, call: ast.Call) -> bool:
    """Return whether this is a text. `_(field.label)` shows what is marked elsewhere; in `N_`, a text is required."""
    match leaf:
        case ast.Constant(value=str()):
            return True
        case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript() if _name(call) == "_":
            return False
        case _:
            raise MarkError(f"line {leaf.lineno}: the message in {_name(call)}() is not a plain text")


def _context(call: ast.Call) -> str:
    """Return the context of a message: the second text of its mark."""
    match call.args[1:]:
        case []:
            return ""
        case [ast.Constant(value=str(context))]:
            return context
        case _:
            raise MarkError(f"line {call.lineno}: the context in {_name(call)}() is not a plain text")


def _text(leaf: ast.expr) -> str:
    match leaf:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(args=[ast.Constant(value=str(text))]) if _name(leaf) in SINGLE:
            return text
        case _:
            raise MarkError(f"line {leaf.lineno}: a form of a counted message is not a plain text")


def _pairs(call: ast.Call, forms: Mapping[str, list[ast.Tuple]]) -> Iterator[tuple[ast.expr, ast.expr]]:
    match call.args:
        case [ast.Starred(value=ast.Name(id=name)), *_] if name in forms:
            for pair in forms[name]:
                yield pair.elts[0], pair.elts[1]
        case [ast.Starred(value=value), *_]:
            for pair in _leaves(value):
                if not isinstance(pair, ast.Tuple) or len(pair.elts) != 2:
                    raise MarkError(f"line {call.lineno}: the two forms of {_name(call)}() cannot be read")
                yield pair.elts[0], pair.elts[1]
        case [first, second, *_]:
            ones, manies = list(_leaves(first)), list(_leaves(second))
            if len(ones) != len(manies):
                raise MarkError(f"line {call.lineno}: {_name(call)}() has not two forms for each choice")
            # Forms passed on as arguments (`counted(one, many, …)`) are marked where they are written.
            yield from (
                (one, many)
                for one, many in zip(ones, manies, strict=True)
                if not isinstance(one, ast.Name | ast.Attribute)
            )
        case _:
            raise MarkError(f"line {call.lineno}: {_name(call)}() needs its two forms in the call")


def _forms(tree: ast.Module) -> dict[str, list[ast.Tuple]]:
    """Return the pairs of N_() that a file assigns, by name."""
    found: dict[str, list[ast.Tuple]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            pairs = [leaf for leaf in _leaves(node.value) if isinstance(leaf, ast.Tuple) and _is_pair(leaf)]
            for target in targets:
                if isinstance(target, ast.Name) and pairs:
                    found.setdefault(target.id, []).extend(pairs)
    return found


def _is_pair(node: ast.Tuple) -> bool:
    return len(node.elts) == 2 and all(isinstance(each, ast.Call) and _name(each) == "N_" for each in node.elts)


# --- the files ---


class Messages(Catalog):
    """A catalogue whose header contains only what programs need."""

    def _get_headers(self) -> list[tuple[str, str]]:
        language = [("Language", str(self.locale_identifier))] if self.locale_identifier else []
        return [
            ("Project-Id-Version", "ClientGuard"),
            *language,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};\n"),
        ]

    mime_headers = property(_get_headers)


ABOUT = {
    None: "The messages of ClientGuard, written by packaging/messages.py.",
    PSEUDO: "The pseudo-language: made by packaging/messages.py; do not edit.",
}


def template() -> Messages:
    """Return every message of the sources, in order; MarkError names the place of one that cannot be read."""
    with (PACKAGING / "babel.cfg").open(encoding="utf-8") as mapping:
        read, options = parse_mapping_cfg(mapping)
    methods = [(pattern, extract if method == "messages:extract" else method) for pattern, method in read]
    catalogue = _catalogue(None)
    place = ""

    def note(name: str, *_: object) -> None:
        nonlocal place
        place = name

    try:
        for name, _line, message, comments, context in extract_from_dir(
            SOURCES, methods, options, keywords=KEYWORDS, callback=note
        ):
            places = [(f"clientguard/{Path(name).as_posix()}", 0)]
            catalogue.add(message, locations=places, auto_comments=comments, context=context)
    except MarkError as error:
        raise MarkError(f"clientguard/{place}, {error}") from error
    return catalogue


def _catalogue(language: str | None) -> Messages:
    catalogue = Messages(locale=language, header_comment=f"# {ABOUT.get(language, ABOUT[None])}\n#", fuzzy=False)
    if catalogue.locale is None:  # the template and the pseudo-language have plurals as English does
        catalogue._num_plurals, catalogue._plural_expr = 2, "(n != 1)"
    elif language in PLURALS:
        catalogue._num_plurals, catalogue._plural_expr = PLURALS[language]
    return catalogue


def key(message: Message) -> Key:
    """Return what tells a message from every other: its English text or texts, and its context."""
    return message.id, message.context or ""


def translated(source: Catalog, language: str, known: Mapping[Key, Any]) -> Messages:
    """Return the catalogue of a language: the messages of the template, translated as in `known`."""
    catalogue = _catalogue(language)
    for message in source:
        if message.id:
            catalogue.add(
                message.id,
                known.get(key(message)) or _untranslated(message, catalogue),
                locations=message.locations,
                auto_comments=message.auto_comments,
                flags=message.flags,
                context=message.context,
            )
    return catalogue


def _untranslated(message: Message, catalogue: Catalog) -> str | tuple[str, ...]:
    return "" if isinstance(message.id, str) else ("",) * catalogue.num_plurals


def in_pseudo(source: Catalog) -> dict[Key, Any]:
    """Return every message of the template in the pseudo-language."""
    keys: Iterable[Key] = [key(message) for message in source if message.id]
    return {
        each: pseudo.pseudo(each[0]) if isinstance(each[0], str) else tuple(map(pseudo.pseudo, each[0]))
        for each in keys
    }


def known(path: Path, language: str) -> dict[Key, Any]:
    """Return the translations of a catalogue on disk; none if there is no catalogue yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key(message): message.string for message in read_po(file, locale=language) if message.string}


def files() -> dict[Path, bytes]:
    """Return what every file under resources/locale must contain."""
    source, sample = template(), of_the_sample()
    wanted = {LOCALE / f"{DOMAIN}.pot": _po(source)}
    there = {folder.parent.name for folder in LOCALE.glob("*/LC_MESSAGES")}
    for language in sorted(there | {SOURCE_LANGUAGE, PSEUDO}):
        path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        wanted |= _both(
            path, translated(source, language, in_pseudo(source) if language == PSEUDO else known(path, language))
        )
    for language in sorted(there - {SOURCE_LANGUAGE, PSEUDO}):
        path = SAMPLES / language / "samples.po"
        wanted |= _both(path, translated(sample, language, known(path, language)))
    return wanted


def of_the_sample() -> Messages:
    """Return the texts of the sample practice, in order."""
    catalogue = _catalogue(None)
    for text, place in texts():
        catalogue.add(text, auto_comments=[place])
    return catalogue


def _both(path: Path, catalogue: Catalog) -> dict[Path, bytes]:
    """Return a catalogue as people edit it, and as the program reads it."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return {path: _po(catalogue), path.with_suffix(".mo"): compiled.getvalue()}


def _po(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, catalogue, width=120, include_lineno=False)
    return written.getvalue()


def main(arguments: list[str]) -> int:
    """Write what has changed or, with `--check`, only say what would change; return the status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        wanted = files()
    except MarkError as error:
        print(error, file=sys.stderr)
        return 1
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        name = path.relative_to(LOCALE.parent.parent).as_posix()
        if arguments:
            print(f"{name} is not what the sources say. Run: python packaging/messages.py", file=sys.stderr)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[path])
        print(f"Wrote {name}.")
    if not arguments:  # the guide for the web has the words of the screens in every language
        subprocess.run([sys.executable, str(PACKAGING / "guide.py")], check=True)
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
