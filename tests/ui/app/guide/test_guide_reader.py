"""F1 opens the page of the guide that belongs to what is on the screen; there it is read, searched and gone through."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

import clientguard.ui
from clientguard import texts
from clientguard.domain.records import KINDS
from clientguard.texts import Words, current
from clientguard.ui.app.guide import guide_pages, topics
from clientguard.ui.app.guide.guide_reader import GuideReader
from clientguard.ui.app.guide.page_text import PageText
from clientguard.ui.app.guide.topics import Topic
from clientguard.ui.app.page_table import PAGES
from clientguard.ui.dialogs.help.places_dialog import PlacesDialog
from clientguard.ui.dialogs.parties.merge_dialog import MergeDialog
from clientguard.ui.dialogs.preview_dialog import PreviewDialog
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.dialogs.search_box import SearchBox
from clientguard.ui.pages.client import section_words
from clientguard.ui.widgets.dialog import Dialog
from tests.ui.conftest import Person
from tests.ui.screen import inspect

ALT = Qt.KeyboardModifier.AltModifier


def close(person: Person, reader: GuideReader) -> None:
    """Close the guide with Escape, as one does, and wait until what was there before has the keyboard."""
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: reader not in person.dialogs())
    if not person.dialogs():
        person.front()


def f1(person: Person) -> GuideReader:
    person.press(Qt.Key.Key_F1)
    return person.dialog(GuideReader)


def shown_by_f1(person: Person) -> tuple[str, str]:
    """Press F1, close the guide, and return the page that it showed and the text at its top after the jump."""
    reader = f1(person)
    at = reader.text.textCursor()
    found = reader.page.key, at.block().text()[at.positionInBlock() :]
    assert reader.text.hasFocus()  # the arrows scroll at once
    close(person, reader)
    return found


def is_at(found: tuple[str, str], topic: Topic) -> bool:
    word = guide_pages.screen_word(topic.word, topic.page, current())
    return found[0] == topic.page and found[1].startswith(word)


# --- which page ---


def test_every_word_at_which_a_page_is_opened_stands_there():
    tables = (topics.PAGES, topics.SECTIONS, topics.STEPS, topics.KINDS_OF_RECORDS, topics.PLACES)
    pages = {each.key: " ".join(each.text.split()) for each in guide_pages.pages(current())}
    for table in tables:
        for topic in table.values():
            if topic.word:
                assert f"**{guide_pages.screen_word(topic.word, topic.page, current())}**" in pages[topic.page], topic


def test_every_page_section_step_and_kind_has_a_page_of_the_guide():
    assert set(topics.PAGES) == set(PAGES)
    assert set(topics.SECTIONS) == {key for key, _word in section_words()}
    assert set(topics.KINDS_OF_RECORDS) <= set(KINDS)
    for kind in KINDS.values():
        assert kind.name in topics.KINDS_OF_RECORDS or kind.section in topics.SECTIONS, kind.name


def test_every_dialog_has_a_page_of_the_guide():
    for each in pkgutil.walk_packages(clientguard.ui.__path__, "clientguard.ui."):
        importlib.import_module(each.name)

    def below(cls: type[QDialog]) -> set[type[QDialog]]:
        return {cls}.union(*(below(each) for each in cls.__subclasses__()))

    made = {each for each in below(Dialog) if each.__module__.startswith("clientguard.")}
    assert len(made) > 40
    without = {each for each in made if topics._topic_of_module(each.__module__) is None}
    # What all stand on, forms (their kind tells), and the guide itself.
    names = {each.__name__ for each in without if not issubclass(each, RecordDialog)}
    assert names == {"Dialog", "DraftedDialog", "GuideReader"}


def test_f1_on_every_page_opens_what_belongs_to_it(window: Person):
    records = {"client": "harbour", "leaving": "leaving"}
    for key in PAGES:
        page = window.page(key, records.get(key, 0))
        window.rest()
        page.take_focus()
        wanted = topics.topic_of_page(key, page.place())
        assert is_at(shown_by_f1(window), wanted), key
        assert window.window.here == key


def test_f1_in_every_section_of_a_client(window: Person):
    page = window.page("client", "harbour")
    for section, _word in section_words():
        page.show_section(section)
        window.look()
        assert is_at(shown_by_f1(window), topics.SECTIONS[section]), section


def test_f1_at_every_step_of_a_leaving(window: Person):
    page = window.page("leaving", "leaving")
    for step, topic in topics.STEPS.items():
        page.stepper.chosen.emit(step)
        window.until(lambda step=step: page.here == step)
        assert is_at(shown_by_f1(window), topic), step


def test_f1_in_the_settings_goes_by_the_part_that_has_the_keyboard(window: Person):
    page = window.page("settings")
    for part, wanted in (
        (page.passphrase.set, "backups-and-passphrase"),
        (page.signs.figures, "signs"),
        (page.letters.edit, "papers-and-evidence"),
        (page.reminders.add, "no-payment"),
        (page.law.sources, "data-and-law"),
        (page.sources.mailbox, "mail-in"),
    ):
        part.setFocus()
        assert shown_by_f1(window)[0] == wanted


def test_f1_on_the_first_screen_and_before_a_casebook_is_open(person: Person):
    person.begin()
    assert shown_by_f1(person)[0] == "first-day"


def test_f1_over_a_question_opens_the_page_of_the_form_below(window: Person):
    """A box that asks has the keyboard: the guide opens over it, and the question is still there afterwards."""
    form = window.open_form("invoice")
    box = QMessageBox(form)
    box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    box.open()
    window.until(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().window() is box)
    assert f1(window).page.key in guide_pages.PAGES
    window.press(Qt.Key.Key_Escape)
    window.until(lambda: QApplication.activeModalWidget() is box)
    box.close()
    window.until(lambda: QApplication.activeModalWidget() is form)
    window.close_form(form)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("contract", "contract-and-terms"),
        ("request", "no-answer"),
        ("demand", "control"),
        ("invoice", "no-payment"),
        ("problem", "papers-and-evidence"),
        ("account", "leaving"),
        ("intake", "contract-and-terms"),
        ("client", "first-day"),
    ],
)
def test_f1_in_a_form_goes_by_what_it_asks_for(window: Person, kind: str, wanted: str):
    form = window.open_form(kind)
    assert shown_by_f1(window)[0] == wanted
    assert form.isVisible()  # what was typed in it stays
    window.close_form(form)


def test_f1_in_other_dialogs(window: Person):
    intents = window.window.intents
    assert intents is not None
    window.page("client", "harbour")
    for act, cls, wanted in (
        (lambda: intents.merge(window.ids["harbour"]), MergeDialog, "first-day"),
        (lambda: window.window.show_help("places"), PlacesDialog, "data-and-law"),
        (lambda: intents.report(window.ids["harbour"]), PreviewDialog, "papers-and-evidence"),
        (window.window.search, SearchBox, "first-day"),
    ):
        act()
        dialog = window.dialog(cls)
        assert shown_by_f1(window)[0] == wanted
        dialog.reject()
        window.until(lambda: not window.dialogs())
        window.front()


def test_the_help_menu_and_the_command_box_list_the_pages(window: Person):
    window.window.menus.fill("help")
    inner = [each.menu() for each in window.window.menus.menus["help"].actions() if each.menu()]
    assert [each.text() for menu in inner for each in menu.actions()] == [
        f"Guide: {title}" for title in guide_pages.titles("en").values()
    ]
    assert "Guide: Leaving a client" in [each.word for each in window.window.commands()]
    inner[0].actions()[-1].trigger()
    reader = window.dialog(GuideReader)
    assert reader.page.key == "moving-out"
    close(window, reader)


# --- reading ---


@pytest.fixture
def reader(window: Person) -> GuideReader:
    window.page("money")
    return f1(window)


def test_the_arrows_scroll(window: Person, reader: GuideReader):
    window.press(Qt.Key.Key_Down)
    assert reader.text.verticalScrollBar().value() > 0
    close(window, reader)


def test_links_lead_on_and_back_and_forward_return(window: Person, reader: GuideReader):
    assert not reader.back.isEnabled()
    window.click(window.button("See also: Leaving a client", reader))
    assert reader.page.key == "leaving"
    reader.text.verticalScrollBar().setValue(40)
    reader.text.anchorClicked.emit("papers-and-evidence.md")
    assert "Papers and evidence" in reader.text.toPlainText()
    window.press(Qt.Key.Key_Left, ALT)
    assert reader.page.key == "leaving"
    assert reader.text.verticalScrollBar().value() == 40
    window.press(Qt.Key.Key_Left, ALT)
    assert reader.page.key == "no-payment"
    assert not reader.back.isEnabled()
    window.press(Qt.Key.Key_Right, ALT)
    assert reader.page.key == "leaving"
    reader.text.anchorClicked.emit("https://example.org/leaving.html")  # nothing else is a link
    assert reader.page.key == "leaving"
    close(window, reader)


def test_the_contents_open_every_page_by_the_keyboard(window: Person, reader: GuideReader):
    window.press(Qt.Key.Key_F1)
    assert reader.list.hasFocus()
    titles = list(guide_pages.titles("en").values())
    assert [reader.list.item(row).text() for row in range(reader.list.count())] == titles
    assert reader.list.currentItem().text() == "When they do not pay"
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    assert reader.page.key == "signs"
    assert reader.text.hasFocus()
    assert reader.text.accessibleName() == "Signs, read fairly"
    close(window, reader)


def test_the_search_finds_pages_with_all_words_and_marks_them(window: Person, reader: GuideReader):
    window.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    window.type("recovery FORGET")
    assert [reader.list.item(row).text() for row in range(reader.list.count())] == ["Backups and passphrase"]
    assert "forget" in reader.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    window.press(Qt.Key.Key_Return)
    assert reader.page.key == "backups-and-passphrase"
    marked = [each.cursor.selectedText().lower() for each in reader.text.extraSelections()]
    assert set(marked) == {"recovery", "forget"}
    at = reader.text.cursorRect()
    assert reader.text.viewport().rect().contains(at)  # the first one is in sight
    reader.input.setText("zebra")
    assert reader.none.isVisible()
    reader.input.clear()
    assert reader.list.count() == len(guide_pages.PAGES)
    close(window, reader)


def test_a_narrow_dialog_shows_either_the_contents_or_a_page(window: Person, reader: GuideReader):
    reader.resize(360, 300)
    window.look()
    assert reader.text.isVisible()
    assert not reader.list.isVisible()
    window.click(reader.contents)
    assert reader.list.isVisible()
    assert not reader.text.isVisible()
    window.press(Qt.Key.Key_Return)
    assert reader.text.isVisible()
    assert not reader.list.isVisible()
    close(window, reader)


def test_the_guide_follows_the_look(window: Person, reader: GuideReader):
    def link() -> str:
        cursor = reader.text.document().find("Leaving")
        return cursor.charFormat().foreground().color().name()

    before = link()
    window.window.show_look("dark")
    window.look()
    assert link() != before
    close(window, reader)


# --- languages ---


def test_a_page_that_is_not_translated_says_so(language: None, window: Person):
    reader = f1(window)
    assert reader.mark.startswith("⟦")
    assert reader.mark in reader.text.toPlainText()
    assert "⟦" in reader.text.toPlainText()  # the words of the screens are those of the language
    close(window, reader)


def test_a_translation_that_nobody_has_reviewed_says_so(window: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guide_pages, "REVIEWED", set[str]())
    reader = f1(window)
    assert "No native speaker" in reader.text.toPlainText().splitlines()[1]  # below the title
    close(window, reader)
    monkeypatch.setattr(guide_pages, "REVIEWED", {"en"})
    reader = f1(window)
    assert "No native speaker" not in reader.text.toPlainText()
    close(window, reader)


@pytest.mark.parametrize("language", sorted(set(texts.LANGUAGES)))
def test_no_mark_of_the_source_is_seen_in_any_language(qapp: QApplication, language: str):
    """A `**` that touches a letter of a language without spaces would not close, and be read as it stands."""
    shown = PageText()
    for page in guide_pages.pages(Words(language)):
        shown.show_page(page)
        text = shown.toPlainText()
        for mark in ("**", "`", "](", "| ", "# "):
            assert mark not in text.replace("Invoice # ", "").replace("Invoice #", ""), f"{page.key}: {mark}"
        assert not re.search(r"(?<!\w)\*|\*(?!\w)", text), page.key
    shown.deleteLater()


@pytest.mark.parametrize("language", sorted(texts.LANGUAGES))
@pytest.mark.parametrize("text_size", [100, 160])
def test_nothing_of_the_guide_is_cut_off_on_the_smallest_screen(window: Person, language: str, text_size: int):
    """640 × 400 points less the frame of the desktop: a small laptop at 200 %."""
    texts.use(language)
    window.window.scale_text(text_size - 100)
    window.window.show_help("guide first-day")
    reader = window.dialog(GuideReader)
    reader.resize(624, 352)
    wrong: list[str] = []
    for key in guide_pages.PAGES:
        reader.show_topic(Topic(key))
        wrong += [f"{key}: {each}" for each in inspect(reader) if not each.startswith("untranslated")]
        bar = reader.text.horizontalScrollBar()
        if bar.maximum():
            wrong.append(f"{key}: {bar.maximum()} points are out of sight sideways")
    assert wrong == []
    assert reader.text.height() > 5 * reader.fontMetrics().height()  # there is something to read
    close(window, reader)
    window.window.scale_text(0)
