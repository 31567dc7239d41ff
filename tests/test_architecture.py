"""The house: who may import whom, where a transaction starts, what the domain may know, how long a file may be."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "clientguard"
LIBRARIES = {
    "domain": ("lark", "stdnum"),
    "store": ("sqlite_utils", "sqlcipher3", "filelock", "cryptography"),
    "exchange": ("dateutil", "icalendar", "mailparser_reply", "olefile", "oxmsg", "pypdfium2", "vobject"),
    "reports": ("reportlab", "pikepdf"),
    "letters": ("jinja2",),
    "actions": ("holidays", "rapidfuzz"),
    "ui": ("PySide6", "pypdfium2"),
    "cli": ("click",),
}
OWN = {
    "domain": ("errors",),
    "store": ("domain", "errors", "output"),
    "exchange": ("domain", "texts", "paths", "errors", "output"),
    "reports": ("domain", "texts", "paths", "errors"),
    "letters": ("domain", "texts", "paths", "errors"),
    "actions": ("domain", "store", "exchange", "reports", "letters", "errors", "output"),
    "ui": ("actions", "store.views", "domain", "texts", "settings", "paths", "errors"),
    "cli": (
        "actions",
        "store",
        "domain",
        "exchange",
        "reports",
        "letters",
        "texts",
        "settings",
        "paths",
        "errors",
        "output",
    ),
}
ROOT_OF_THE_WINDOW = ("store", "crash", "libraries", "output")  # what the root of the window, `ui/app`, may import too
# What goes beyond the table, each with its reason. An exception that is not needed any more fails.
EXCEPTIONS = {
    (
        "actions/privacy/data_report.py",
        "clientguard.texts",
    ): "a paper's language is the client's, known only within the action",
    ("actions/casebook/sample.py", "clientguard.texts"): "the sample's language is an argument of that type",
    ("actions/casebook/passphrase.py", "clientguard.texts"): "the sheet's language is an argument of that type",
    (
        "actions/leaving/final_report.py",
        "clientguard.texts",
    ): "a paper's language is the client's, known only within the action",
    (
        "actions/leaving/handover_papers.py",
        "clientguard.texts",
    ): "a paper's language is the client's, known only within the action",
    (
        "actions/communication/papers.py",
        "clientguard.texts",
    ): "a paper's language is the client's, known only within the action",
    (
        "actions/communication/waiting_letters.py",
        "clientguard.texts",
    ): "contact out of hours is told by the clock on the user's wall, which only `texts` knows",
    (
        "actions/judgement/reading.py",
        "clientguard.texts",
    ): "on which day and at which hour a message came is told by the user's clock, which only `texts` knows",
    (
        "actions/judgement/papers.py",
        "clientguard.texts",
    ): "a sheet's language is the client's, and its days are by the user's clock, known only within the action",
    (
        "actions/paper/again.py",
        "clientguard.texts",
    ): "a paper's language is among its facts, known only within the action",
    (
        "actions/communication/letters.py",
        "clientguard.texts",
    ): "a letter's language is the client's, known only within the action",
    (
        "actions/money/invoice_paper.py",
        "clientguard.texts",
    ): "a paper's language is the client's, known only within the action",
    (
        "actions/money/interest.py",
        "clientguard.texts",
    ): "a paper's language is the client's, and the day of a reminder is by the user's clock",
    (
        "actions/money/statement.py",
        "clientguard.texts",
    ): "a paper's language is the client's, known only within the action",
    (
        "actions/proof/papers.py",
        "clientguard.texts",
    ): "a bundle's language is the business's, known only within the action",
    (
        "actions/communication/letter_preview.py",
        "clientguard.texts",
    ): "a letter's language is that of its template, known only within the action",
    (
        "actions/communication/letter_templates.py",
        "clientguard.texts",
    ): "a letter's language is that of its template, known only within the action",
    (
        "actions/leaving/closing.py",
        "clientguard.texts",
    ): "what was left open is written down in the user's words, known only within the action",
    ("actions/casebook/sample.py", "clientguard.paths"): "the sample's words lie in the resources",
    ("actions/judgement/reasons.py", "clientguard.paths"): "the reasons for the figures lie in the resources",
    (
        "ui/widgets/thai_lines.py",
        "clientguard.reports.paper.scripts.thai_words",
    ): "lines of Thai end between the same words on the screen as on paper",
    ("ui/look/pyside_features.py", "shibokensupport.feature"): "what reads all sources belongs to PySide",
    ("ui/widgets/spoken.py", "shiboken6"): "Qt asks for addresses, which PySide's binding gives",
}
# The rooms of a layer, top imports down. Rooms of one rank do not import each other; a module that stands lower than
# its room is named here by itself. What lies in the layer's own folder belongs to the first rank that names it.
ROOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "domain": (
        ("today", "clients", "checklist", "agenda"),
        ("proof",),
        ("privacy",),
        ("leaving", "judgement"),
        ("communication", "money", "casebook", "judgement.papers.compared"),
        ("paper",),
        ("records",),
        ("money.terms", "contracts"),
        ("money.amount",),
        ("secrets", "journal", "next_step", "money.currencies"),
        ("changed",),
        ("wording", "dates", "countries"),
        ("tongues",),
    ),
    "store": (
        ("casebook",),
        ("backup",),
        ("salvage", "verify"),
        ("views", "erasure", "schema"),
        ("records",),
        ("journal",),
        ("file",),
    ),
    "ui": (
        ("app",),
        ("leaving",),
        ("pages",),
        ("intents",),
        ("dialogs",),
        ("records",),
        ("widgets",),
        ("session",),
        ("look",),
    ),
}
MOST_MODULES = 15  # in a folder, `__init__` and the folders in it not counted
CROWDED = {"ui/widgets": "one widget each"}
LONGER: dict[str, str] = {}  # files of more than 400 lines, each with its reason
FILES = sorted(PACKAGE.rglob("*.py"))
LAYERS = [path for path in FILES if path.relative_to(PACKAGE).parts[0] in OWN]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return every module that a file imports, wherever in it: `clientguard.store.casebook.open_casebook`, `json`."""
    found: list[str] = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name_of(path)}: a relative import"
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                is_module = (ROOT / whole.replace(".", "/")).is_dir() or (
                    ROOT / f"{whole.replace('.', '/')}.py"
                ).is_file()
                found.append(whole if is_module else str(node.module))
    return tuple(found)


def places(module: str) -> tuple[Path, Path]:
    """Return where a module of the project would lie: as a file, or as a package."""
    base = ROOT / module.replace(".", "/")
    return base.with_name(f"{base.name}.py"), base / "__init__.py"


def allowed(layer: str, module: str, more: tuple[str, ...] = ()) -> bool:
    head, _, rest = module.partition(".")
    if head != "clientguard":
        return head in sys.stdlib_module_names or head in LIBRARIES[layer]
    return rest == "" or any(rest == each or rest.startswith(f"{each}.") for each in (layer, *OWN[layer], *more))


@cache
def beyond_the_table() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for path in LAYERS:
        layer = path.relative_to(PACKAGE).parts[0]
        more = ROOT_OF_THE_WINDOW if name_of(path).startswith("ui/app/") else ()
        found |= {(name_of(path), module) for module in imports(path) if not allowed(layer, module, more)}
    return found


def test_each_layer_imports_only_what_the_table_allows():
    assert sorted(beyond_the_table() - EXCEPTIONS.keys()) == []


def test_no_exception_outlives_its_reason():
    assert sorted(EXCEPTIONS.keys() - beyond_the_table()) == []
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize("name", ["errors", "paths", "names", "formats", "texts", "output", "settings"])
def test_what_all_layers_stand_on_stands_on_none_of_them(name):
    own = {each.split(".")[1] for each in imports(PACKAGE / f"{name}.py") if each.startswith("clientguard.")}
    assert own <= {"errors", "paths", "names", "formats", "texts", "output", "domain"} - {name}


def rank(layer: str, module: str) -> int:
    """Return how high a module of a layer stands: 0 is the top. The longest name that fits decides."""
    fitting = [
        (len(room), number)
        for number, rooms in enumerate(ROOMS[layer])
        for room in rooms
        if module == room or module.startswith(f"{room}.")
    ]
    assert fitting, f"{layer}.{module} stands in no room"
    return max(fitting)[1]


def room(layer: str, module: str) -> str:
    """Return the room of a module: the longest name in the table that fits."""
    names = [each for rooms in ROOMS[layer] for each in rooms if module == each or module.startswith(f"{each}.")]
    return max(names, key=len)


@pytest.mark.parametrize("layer", ROOMS)
def test_the_rooms_of_a_layer_import_downwards_only(layer):
    against: list[str] = []
    for path in (PACKAGE / layer).rglob("*.py"):
        own = module_of(path).removeprefix(f"clientguard.{layer}").lstrip(".")
        if not own:
            continue
        for module in imports(path):
            other = module.removeprefix(f"clientguard.{layer}.")
            if other == module or room(layer, own) == room(layer, other):
                continue
            if rank(layer, own) >= rank(layer, other):
                against.append(f"{own} imports {other}")
    assert sorted(against) == []


def module_of(path: Path) -> str:
    """Return a file's dotted name; a package's is its folder's."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_modules_import_each_other_in_a_circle():
    """Imports for types and imports within a function count too: a circle is a circle."""
    names = {module_of(path): path for path in FILES}
    edges = {name: {each for each in imports(path) if each in names and each != name} for name, path in names.items()}
    standing = dict(edges)
    while leaves := [name for name, targets in standing.items() if not targets & standing.keys()]:
        for name in leaves:
            del standing[name]
    # What is left is in a circle, or leads to one: what nothing in it imports is only led.
    while led := [name for name in standing if not any(name in targets for targets in standing.values())]:
        for name in led:
            del standing[name]
    assert sorted(standing) == []


def test_no_folder_is_crowded():
    folders = {path.parent for path in FILES}
    crowded = {
        name_of(folder)
        for folder in folders
        if len([each for each in folder.glob("*.py") if each.name != "__init__.py"]) > MOST_MODULES
    }
    assert sorted(crowded - CROWDED.keys()) == []
    assert sorted(CROWDED.keys() - crowded) == []


def test_the_command_line_never_reaches_qt():
    seen: set[Path] = set()
    waiting = [path for path in FILES if path.relative_to(PACKAGE).parts[0] == "cli"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        for module in imports(path):
            assert not module.startswith("PySide6"), name_of(path)
            waiting += [each for each in places(module) if each.is_file() and each not in seen]


def test_a_transaction_starts_only_in_an_action():
    starts = [
        f"{name_of(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "write"
        and ast.unparse(node.func.value).rpartition(".")[2].lstrip("_") in ("book", "casebook")
        and path.relative_to(PACKAGE).parts[0] != "actions"
    ]
    assert starts == []


def test_sql_stands_only_in_the_store():
    """A screen that needs a fact has a view; an action that needs a row has a function of the store."""
    statement = re.compile(r"\s*(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE |PRAGMA )", re.DOTALL)
    found = {
        name_of(path)
        for path in FILES
        if path.relative_to(PACKAGE).parts[0] != "store"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and statement.match(node.value)
    }
    assert found == set()


def test_what_people_type_is_compared_folded():
    """For SQLite, “Élan” and “élan” are two names; mail and files have rules of their own."""
    own = ("exchange/", "store/file/", "store/schema/", "domain/records/names.py", "output.py")
    found = {
        name_of(path)
        for path in FILES
        if not name_of(path).startswith(own)
        if re.search(r"COLLATE NOCASE|\.casefold\(\)", path.read_text("utf-8"))
    }
    assert found == {
        "domain/privacy/persons.py",  # a person is found without accents too
        "store/views/money.py",  # numbers in ASCII alone by the index; the others are compared folded
    }


FORBIDDEN = {"time", "os", "random", "secrets", "uuid", "pathlib", "io", "socket", "sqlite3", "locale", "platform"}
CLOCKS = re.compile(r"\b(?:date|datetime)\.(?:today|now|utcnow)\(|(?<!\.)\bopen\(|\bprint\(")


@pytest.mark.parametrize("path", [path for path in LAYERS if "domain" in path.parts], ids=name_of)
def test_the_domain_knows_no_clock_no_chance_and_no_files(path):
    assert {module.split(".")[0] for module in imports(path)} & FORBIDDEN == set()
    assert [line for line in ast.unparse(tree(path)).splitlines() if CLOCKS.search(line)] == []


def test_no_word_comes_from_the_languages_of_the_system():
    """Once Qt has started, the standard library names months and weekdays in the language of the computer."""
    names = re.compile(r"calendar\.(?:month|day)_(?:name|abbr)|%[aAbBcpxX]\b")
    found = [(name_of(path), line.strip()) for path in FILES for line in path.read_text("utf-8").splitlines()
             if names.search(line)]  # fmt: skip
    assert found == []


def test_nobody_asks_for_a_long_file():
    folders = [ROOT / name for name in ("clientguard", "tests", "packaging", "benches")]
    files = [each for folder in folders for each in folder.rglob("*.py")]
    long = {each.relative_to(ROOT).as_posix() for each in files if each.read_text("utf-8").count("\n") > 400}
    assert sorted(long - LONGER.keys()) == []
    assert sorted(LONGER.keys() - long) == []


def test_no_place_of_one_machine_is_written_down():
    folders = "|".join(("wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me", "Us" + "ers", "m" + "nt"))
    machine = re.compile(rf"(?<![\w.}}~])/(?:{folders})/\w")
    texts = [
        each
        for folder in ("clientguard", "tests", "packaging", "benches", "docs", "resources", ".ci")
        for each in (ROOT / folder).rglob("*")
        if each.suffix in {".py", ".md", ".txt", ".json", ".toml", ".sh", ".spec", ".html", ".desktop", ".po", ""}
        and each.is_file()
        and "__pycache__" not in each.parts
    ]
    texts += [*ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("*.spec"), ROOT / "run", ROOT / "test"]
    found = [
        f"{each.relative_to(ROOT)}: {line.strip()[:80]}"
        for each in texts
        for line in each.read_text("utf-8", errors="replace").splitlines()
        if machine.search(line)
    ]
    assert found == []
