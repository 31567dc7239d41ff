"""The pages of the guide name what there is: commands, menus, words of the screens, keys, columns, files, pages."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import click
import pytest
from babel.messages.pofile import read_po

from clientguard import paths, texts
from clientguard.actions.casebook.export_all import export_all
from clientguard.cli import cli
from clientguard.domain.money.terms import parse_terms
from clientguard.domain.records import KINDS
from clientguard.exchange.tables.known_tables import HOURS, KNOWN
from clientguard.exchange.tables.read_table import key_of
from clientguard.texts import Words
from clientguard.ui.app.commands import fixed_commands
from clientguard.ui.app.guide import guide_pages, topics
from clientguard.ui.app.guide.guide_pages import LINK, MENU_PATH, PAGES, SCREEN_WORD
from clientguard.ui.app.window.menu_bar import MENUS
from tests import factories
from tests.factories import TODAY

ROOT = Path(__file__).resolve().parents[4]
GUIDE = paths.resources() / "guide"
LANGUAGES = sorted(each.name for each in GUIDE.iterdir())
MOST_WORDS = 400
CODE = re.compile(r"`([^`]+)`")
KEY = re.compile(r"(?:Ctrl|Alt|Shift)\+\S+|F\d+")


def source(key: str, language: str = "en") -> str:
    return (GUIDE / language / f"{key}.md").read_text("utf-8")


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def written() -> Iterator[tuple[str, str]]:
    """Yield each language and each page that is written in it."""
    for language in LANGUAGES:
        for path in sorted((GUIDE / language).glob("*.md")):
            yield language, path.stem


WRITTEN = list(written())


def test_every_page_is_in_the_contents_and_short():
    assert sorted(PAGES) == sorted(path.stem for path in (GUIDE / "en").iterdir())
    assert len(set(PAGES)) == len(PAGES)
    for key in PAGES:
        assert len(source(key).split()) <= MOST_WORDS, key


@pytest.mark.parametrize(("language", "key"), WRITTEN)
def test_a_page_has_one_title_and_links_to_pages_only(language: str, key: str):
    text = source(key, language)
    assert key in PAGES
    assert re.match(r"# \S.*\n\n", text)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    for _said, target in LINK.findall(text):
        assert target.removesuffix(".md") in PAGES
        assert target.endswith(".md")


def for_the_web() -> ModuleType:
    """Return packaging/guide.py as a module."""
    found = importlib.util.spec_from_file_location("guide_for_the_web", ROOT / "packaging" / "guide.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_guide_for_the_web_is_that_of_the_program():
    wanted = for_the_web().files()
    there = {path: path.read_text("utf-8") for path in (ROOT / "docs" / "guide").rglob("*.md")}
    assert there == wanted, "run: python packaging/guide.py"
    assert "docs/guide/README.md" in (ROOT / "README.md").read_text("utf-8")


def test_the_guide_for_the_web_links_to_what_is_there_and_its_pictures_are_small():
    folder = ROOT / "docs" / "guide"
    shown: set[Path] = set()
    for path in folder.rglob("*.md"):
        for _said, target in LINK.findall(path.read_text("utf-8")):
            assert (path.parent / target).is_file(), f"{path.name}: {target}"
            shown |= {(path.parent / target).resolve()}
    pictures = set((folder / "images").iterdir())
    assert pictures == {each for each in shown if each.suffix == ".png"}
    assert all(each.stat().st_size < 60_000 for each in pictures)


def test_each_page_is_reached_by_a_link_of_another_and_by_f1():
    linked = {link for each in guide_pages.pages(Words("en")) for link in each.links if link != each.key}
    assert linked | {"first-day"} == set(PAGES)
    tables = (topics.PAGES, topics.SECTIONS, topics.STEPS, topics.KINDS_OF_RECORDS, topics.PLACES)
    assert {topic.page for table in tables for topic in table.values()} == set(PAGES)


def named_in(text: str) -> list[list[str]]:
    """Return the words of the screens, ways, code and links of a page, each in an order of its own."""
    found = [named.findall(text) for named in (SCREEN_WORD, MENU_PATH, CODE)]
    found.append([target for _said, target in LINK.findall(text)])
    return [sorted(map(in_one_line, each)) for each in found]


@pytest.mark.parametrize(("language", "key"), WRITTEN)
def test_a_translation_names_the_same_things_as_the_english_page(language: str, key: str):
    pages = [source(key, language), source(key)]
    if key == "contract-and-terms":  # its table has payment terms as they are typed in the language
        pages = [re.sub(r"^\| `.*", "", page, flags=re.MULTILINE) for page in pages]
    assert named_in(pages[0]) == named_in(pages[1])


@pytest.fixture(scope="module")
def messages() -> set[tuple[str, str]]:
    """Every message of the program: its context and its English."""
    with (paths.resources() / "locale" / "clientguard.pot").open("rb") as file:
        found = read_po(file)
    return {(each.context or "", each.id if isinstance(each.id, str) else each.id[0]) for each in found if each.id}


@pytest.mark.parametrize("key", PAGES)
def test_every_word_of_the_screens_is_one(key: str, messages: set[tuple[str, str]]):
    for found in SCREEN_WORD.findall(source(key)):
        word = in_one_line(found)
        context = guide_pages.CONTEXTS.get(f"{key}/{word}", guide_pages.CONTEXTS.get(word, ""))
        assert (context, word) in messages


def test_each_word_with_two_meanings_is_named_somewhere():
    for name in guide_pages.CONTEXTS:
        key, _, word = name.rpartition("/")
        assert any(f"**{word}**" in source(each) for each in ([key] if key else PAGES))


@pytest.mark.parametrize("key", PAGES)
def test_every_way_through_the_menus_is_one(key: str):
    menus = {menu: word.replace("&", "") for menu, word in MENUS}
    ways: set[str] = set()
    for each in fixed_commands():
        inner = [menus[each.menu], *([each.under] if each.under else [])]
        ways |= {" > ".join(inner), " > ".join([*inner, each.word()])}
    for way in MENU_PATH.findall(source(key)):
        assert in_one_line(way) in ways


def test_the_search_puts_titles_first_and_then_words_that_stand_side_by_side():
    pages = guide_pages.pages(Words("en"))

    def order(query: str) -> list[str]:
        return [each.page.key for each in guide_pages.found(pages, query)]

    assert order("Moving")[:2] == ["moving-in", "moving-out"]
    sheets = order("recovery sheet")
    assert sheets[0] == "backups-and-passphrase"
    assert "signs" in sheets  # it has both words, of a conversation and of a plan
    assert order("  ") == order("zebra") == []
    assert all("recovery" in each.text.casefold() for each in guide_pages.found(pages, "RECOVERY"))


def test_ways_and_words_are_shown_in_the_language_of_the_screens():
    words = Words(texts.PSEUDO)
    shown = guide_pages.page("no-payment", words)
    assert (
        f"*{words('&Record').replace('&', '')} > {words('Add {kind}', kind=words(KINDS['payment'].noun))}*"
        in shown.text
    )
    assert f"**{words('Unpaid invoices')}**" in in_one_line(shown.text)
    waiting = guide_pages.page("no-answer", words).text
    assert f"**{words('Waiting', 'page')}**" in waiting


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_through_the_menus_shows_no_shortcut_of_a_menu(language: str):
    for each in guide_pages.pages(Words(language)):
        for way in MENU_PATH.findall(each.text):
            assert not re.search(r"&|\(\w\)", way), way


@pytest.mark.parametrize("key", PAGES)
def test_every_key_is_one_of_the_window(key: str):
    keys = {each.replace(" ", "") for command in fixed_commands() for each in (command.shortcut, *command.more_keys)}
    for found in CODE.findall(source(key)):
        if KEY.fullmatch(found):
            assert found in keys


def commands_in(text: str) -> list[str]:
    return [in_one_line(each) for each in CODE.findall(text) if each.startswith("clientguard")]


@pytest.mark.parametrize("key", PAGES)
def test_every_command_is_understood(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for command in commands_in(source(key)):
        name, *arguments = shlex.split(command)
        for each in arguments:  # the files that it names are there
            if each in ("FILE", "BACKUP") or each.endswith((".mbox", ".csv")):
                (tmp_path / each).write_bytes(b"")
        assert understood(cli, name, arguments) == [], command


def understood(
    command: click.Command, name: str, arguments: list[str], parent: click.Context | None = None
) -> list[str]:
    """Have a command read its arguments without carrying it out, and return those that are left over."""
    context = command.make_context(name, arguments, parent=parent)
    rest = [*context._protected_args, *context.args]  # of a group: what its command gets
    if not isinstance(command, click.Group) or not rest:
        return rest
    inner, found, rest = command.resolve_command(context, rest)
    assert found is not None
    assert inner is not None
    return understood(found, inner, rest, context)


def test_commands_are_named_at_all():
    assert sum(len(commands_in(source(key))) for key in PAGES) >= 10


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_payment_terms_in_the_guide_are_understood_and_mean_the_same_in_each_language(language: str):
    def phrases(language: str) -> list[str]:
        text = (ROOT / "resources" / "guide" / language / "contract-and-terms.md").read_text(encoding="utf-8")
        return [CODE.findall(line)[0] for line in text.splitlines() if line.startswith("| `")]

    rules = [parse_terms(each, language) for each in phrases(language)]
    assert len(rules) >= 5
    assert rules == [parse_terms(each) for each in phrases("en")]


def test_the_page_about_moving_in_names_the_tables_that_are_known_with_their_columns():
    told = set()
    for line in source("moving-in").splitlines():
        if "`" in line and line.startswith("| "):
            program, kind, _columns = (each.strip() for each in line.strip("|").split("|"))
            columns = frozenset(key_of(each) for each in CODE.findall(line))
            told.add(("" if program == "any program" else program, kind, columns))
    assert told == {(each.program, each.kind, each.head) for each in KNOWN if each.kind != HOURS}
    for program in {each.program for each in KNOWN if each.kind == HOURS}:
        assert program in source("moving-in")


def test_the_page_about_moving_out_names_everything_that_an_export_writes(tmp_path: Path):
    told = {CODE.findall(line)[0] for line in source("moving-out").splitlines() if line.startswith("| `")}
    book = factories.firm_book(tmp_path / "practice.casebook")
    factories.add(book, "invoice", client=factories.add(book, "client"))
    export_all(book, tmp_path / "out", made=date(TODAY.year, TODAY.month, TODAY.day))
    book.close()
    there = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    folders = {each for each in told if each.endswith("/")}
    for path in there:
        assert path in told or any(path.startswith(folder) for folder in folders), path
    for path in ("csv/invoice.csv", "csv/client.csv", "csv/journal.csv", "json/journal.json", "index.html"):
        assert path in there
        assert f"`{path}`" in source("moving-out")
    head = (tmp_path / "out" / "csv" / "invoice.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert {"id", "removed_by_entry", "client_id"} <= set(head)
    assert {"attachments/", "originals/", "facts/", "json/drafts.json"} <= told  # there are none in this casebook
