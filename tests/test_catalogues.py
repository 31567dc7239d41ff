"""The catalogues: complete, compiled, true to their places; and no word on a screen that is in none of them."""

from __future__ import annotations

import ast
import copy
import gettext
import importlib.util
import json
import pickle
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from clientguard import paths
from clientguard.domain.wording import Message, said
from clientguard.texts import N_, PSEUDO, Words

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "clientguard"


def script() -> ModuleType:
    """Return packaging/messages.py as a module."""
    spec = importlib.util.spec_from_file_location("catalogue_script", ROOT / "packaging" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


messages = script()


@pytest.fixture(scope="module")
def template():
    """The template of all catalogues, made from the sources."""
    return messages.template()


@pytest.fixture(scope="module")
def files() -> dict[Path, bytes]:
    """Every file that is made from the sources, by its path."""
    return messages.files()


@pytest.fixture(scope="module")
def ids(template) -> list[str | tuple[str, str]]:
    """Every message of the sources, with its context, pairs as tuples."""
    found = [message for message in template if message.id]
    return [N_(each.id, each.context) if each.context else each.id for each in found]


def places(text: str) -> list[str]:
    """Return the places of a message as it would be filled; ValueError when it could not be."""
    return sorted(f"{name}!{how}:{spec}" for _, name, spec, how in string.Formatter().parse(text) if name is not None)


def test_catalogues_hold_what_the_sources_say_and_are_compiled(files):
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, content in files.items()
        if not path.exists() or path.read_bytes() != content
    ]
    assert not stale, "run: python packaging/messages.py"


def test_the_same_sources_give_the_same_bytes(files):
    assert messages.files() == files


@pytest.mark.parametrize(
    ("language", "forms", "rule"), [("th", 1, "0"), ("ms", 1, "0"), ("fy", 2, "(n != 1)"), ("en", 2, "(n != 1)")]
)
def test_a_catalogue_made_from_nothing_has_the_plurals_of_its_language(template, language, forms, rule, tmp_path):
    made = messages.translated(template, language, messages.known(tmp_path / "none.po", language))
    assert (made.num_plurals, made.plural_expr) == (forms, rule)
    counted = next(each for each in made if isinstance(each.id, tuple))
    assert len(counted.string) == forms


def test_catalogues_name_no_person_day_or_host():
    for path in messages.LOCALE.rglob("*.po*"):
        header = path.read_text("utf-8").split("\n\n", 1)[0]
        assert not re.search(r"[Dd]ate:|Translator|Team|Generated|@|://|\d{4}", header), path


def test_every_message_is_longer_in_the_pseudo_language(ids):
    for form in forms(ids):
        # A place is filled with what no catalogue lengthens, and a kind of file is for Qt to read.
        plain, longer = (
            re.sub(r"\{[^{}]*\}|\s*\(\*[^()]*\)", "", text) for text in (form, messages.pseudo.pseudo(form))
        )
        longer = re.sub("[⟦⟧]", "", longer)
        assert len(longer) >= 1.3 * len(plain), form
        if plain.strip() and len(plain) <= messages.pseudo.SHORT:
            assert len(longer) >= 1.3 * len(plain) + 2, form


def test_every_message_keeps_its_places_in_every_language(ids):
    for path in messages.LOCALE.glob("*/LC_MESSAGES/*.mo"):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        for each in ids:
            if isinstance(each, Message):
                assert places(catalogue.pgettext(each.context, each)) == places(each), path
            elif isinstance(each, str):
                assert places(catalogue.gettext(each)) == places(each), path
            else:
                for count in (0, 1, 2, 5, 21):
                    said = catalogue.ngettext(*each, count)
                    assert set(places(said)) <= set(places(each[1])) | set(places(each[0])), path


def test_every_message_reaches_the_screen_in_the_pseudo_language(ids):
    words = Words(PSEUDO)
    for each in ids:
        for shown in [words(each)] if isinstance(each, str) else [words._catalogue.ngettext(*each, n) for n in (1, 2)]:
            assert shown.startswith("⟦"), each


def forms(ids: list[str | tuple[str, str]]) -> list[str]:
    """Return every text of the messages."""
    return [form for each in ids for form in ([each] if isinstance(each, str) else each)]


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("Wrote {path}.", "⟦Ŵŕöţé {path} løŕé.⟧"),
        ("Open", "⟦Öpéñløŕé⟧"),
        ("“{title}” ends", "⟦“{title}” éñďš løŕé⟧"),
        ("&File", "⟦&Fîļéløŕé⟧"),
        ("Mail (*.eml *.mbox)", "⟦Ṃåîļløŕé⟧ (*.eml *.mbox)"),
        ("{count} <b>day</b>", "⟦{count} <b>ďåý</b> løŕéṃ⟧"),
    ],
)
def test_the_pseudo_language_touches_words_alone(plain, shown):
    assert messages.pseudo.pseudo(plain) == shown


# --- words with two meanings ---


def test_a_word_with_two_meanings_never_stands_without_one(ids):
    split = {str(each) for each in ids if isinstance(each, Message)}
    assert len(split) > 30
    assert [each for each in ids if not isinstance(each, Message) and each in split] == []


def test_words_with_two_meanings_find_the_translation_of_theirs(tmp_path, monkeypatch):
    source = messages._catalogue(None)
    source.add("Due", context="invoice")
    source.add("Due", context="work")
    made = messages.translated(source, "fy", {("Due", "invoice"): "te beteljen foar", ("Due", "work"): "oplevere foar"})
    path = tmp_path / "locale/fy/LC_MESSAGES/clientguard.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        messages.write_mo(file, made)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    words = Words("fy")
    assert words(N_("Due", "invoice")) == "te beteljen foar"
    assert words("Due", "work") == words.say(said(N_("Due", "work"))) == "oplevere foar"


def test_a_meaning_is_for_catalogues_alone():
    due = N_("Due", "invoice")
    assert (due, f"{due}", json.dumps({"label": due}), repr(due)) == ("Due", "Due", '{"label": "Due"}', "'Due'")
    assert copy.copy(due).context == pickle.loads(pickle.dumps(due)).context == "invoice"
    shown = Words("en")(due)
    assert (shown, type(shown)) == ("Due", str)


def test_no_word_of_a_catalogue_is_made_small_for_a_sentence():
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"(_|current\(\)|words)\([^()]*(\([^()]*\)[^()]*)*\)\.(lower|capitalize|title)\(\)", line)
    ]
    assert found == []


# --- what the marks are read from ---


def read(source: str) -> list[str | tuple[str, str]]:
    """Return the messages that a source holds."""
    return [mark.message for mark in messages.marks(ast.parse(source))]


def test_marked_texts_are_found_wherever_they_stand():
    assert read('_("a"); N_("b")\nf(x=_("c" if y else "d")); _(z.label or "e")') == ["a", "b", "c", "d", "e"]


def test_a_second_text_is_the_meaning():
    found = messages.marks(ast.parse('N_("Due", "work")\n_("Due", "invoice")\n_("Due", "work")\n_("Due")'))
    assert [(each.message, each.context) for each in found] == [("Due", "work"), ("Due", "invoice"), ("Due", "")]


def test_both_forms_of_a_counted_message_are_one_entry():
    assert read('_n("one", "many", n)') == [("one", "many")]
    assert read('counted(N_("one"), N_("many"), n)') == [("one", "many")]
    assert read('words.several(N_("one"), N_("many"), n)') == [("one", "many")]


def test_a_choice_between_counted_messages_gives_each_of_them():
    assert read('counted(N_("a") if x else N_("b"), N_("as") if x else N_("bs"), n)') == [("a", "as"), ("b", "bs")]
    assert read('forms = (N_("a"), N_("as"))\nif x:\n    forms = (N_("b"), N_("bs"))\ncounted(*forms, n)') == [
        ("a", "as"),
        ("b", "bs"),
    ]


@pytest.mark.parametrize(
    "source", ['N_(f"a {b}")', "N_(a)", '_("a" + b)', '_n(f"a", "b", n)', "counted(*f(), n)", '_("a", b)']
)
def test_a_message_that_cannot_be_read_is_refused(source):
    with pytest.raises(messages.MarkError):
        read(source)


def test_a_message_used_twice_is_one_entry():
    assert read('_("a")\n_("a")\n_n("a", "as", n)') == ["a", ("a", "as")]


# --- no word past the catalogues ---

# The calls that show their arguments to a person, and which of them are words (all, where none is named).
ALL = """setText setWindowTitle setToolTip setStatusTip setWhatsThis setPlaceholderText setAccessibleName
    setAccessibleDescription setTitle setHeaderLabels setTabText setLabelText setInformativeText setDetailedText
    setPlainText setHtml setSuffix setPrefix setNameFilter setNameFilters setSpecialValueText showMessage addAction
    addMenu addRow addTab addItems question information warning critical getText getItem drawText QLabel QPushButton
    QToolButton QCheckBox QRadioButton QGroupBox QAction QMenu EmptyState show_title echo secho prompt confirm"""
FIRST = "addItem Label button quiet StateChip show_state say said KnownError FieldError"
DIALOGS = "getOpenFileName getOpenFileNames getSaveFileName getExistingDirectory"
SHOWN: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(ALL.split(), ()),
    **dict.fromkeys(FIRST.split(), (0,)),
    **dict.fromkeys(DIALOGS.split(), (1, 3)),
    "Banner": (1, 2),
    "notify": (1, 2),
    "setTabToolTip": (1,),
}
NAMED = {"help", "text", "title", "label", "tooltip", "kept", "todo", "empty", "sentence", "note", "what", "why"}
MARKS = {"_", "_n", "N_"}
NO_WORD = re.compile(r"\{[^{}]*\}|\*?\.\w+|^ClientGuard$")  # places, patterns of file names, the name
WORD = re.compile(r"[^\W\d_][a-z]")  # PDF and CSV are the same in every language


def unmarked(node: ast.expr) -> Iterator[ast.Constant]:
    """Yield the texts with words in an expression that no call stands around."""
    match node:
        case ast.Constant(value=str(text)) if WORD.search(NO_WORD.sub("", text)):
            yield node
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from unmarked(part)
        case ast.FormattedValue(value=value) | ast.NamedExpr(value=value) | ast.Starred(value=value):
            yield from unmarked(value)
        case ast.IfExp(body=left, orelse=right) | ast.BinOp(left=left, right=right):
            yield from unmarked(left)
            yield from unmarked(right)


def passed_by(source: str) -> list[tuple[int, str]]:
    """Return the words that a source shows without a catalogue, each with its line."""
    found: list[tuple[int, str]] = []
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in SHOWN:
            continue
        at = SHOWN[name]
        shown = [value for place, value in enumerate(call.args) if not at or place in at]
        shown += [each.value for each in call.keywords if each.arg in NAMED]
        found += [(text.lineno, text.value) for value in shown for text in unmarked(value)]
    return sorted(set(found))


def screens() -> list[Path]:
    """Return the sources whose texts people read at once: screens and command line."""
    parts = [PACKAGE / "ui", PACKAGE / "cli"]
    return sorted([*PACKAGE.glob("*.py"), *(file for part in parts for file in part.rglob("*.py"))])


@pytest.mark.parametrize("path", screens(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_word_on_a_screen_is_in_the_catalogues(path):
    assert passed_by(path.read_text("utf-8")) == []


@pytest.mark.parametrize("layer", ["domain", "store", "exchange", "reports", "actions"])
def test_every_word_below_the_screens_is_marked(layer):
    found = {
        path.relative_to(PACKAGE).as_posix(): words
        for path in (PACKAGE / layer).rglob("*.py")
        if (words := passed_by(path.read_text("utf-8")))
    }
    assert found == {}


def test_the_watch_for_words_sees_them():
    assert passed_by('a.setText("Open"); Label("Client", "soft"); echo(f"{x if y else \'open\'}: {z}")') == [
        (1, "Client"),
        (1, "Open"),
        (1, "open"),
    ]
    assert passed_by('a.setText(_("Open")); Label(name, "soft"); a.setText("—"); b.setObjectName("page")') == []
