"""The search and command box: records and things to do, found and chosen by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clientguard.domain.records import KINDS
from clientguard.ui.dialogs.search_box import DETAIL, PASSAGE, SearchBox
from tests import factories
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def open_box(window: Person) -> SearchBox:
    window.front()
    window.press(Qt.Key.Key_K, CTRL, on=window.window)
    return window.dialog(SearchBox)


def entries(box: SearchBox) -> list[str]:
    return [box.list.item(row).text() for row in range(box.list.count())]


def details(box: SearchBox) -> list[str]:
    return [box.list.item(row).data(DETAIL) for row in range(box.list.count())]


def find(window: Person, box: SearchBox, words: str) -> list[str]:
    window.type(words, box.input)
    window.until(lambda: not box._wait.isActive())
    return entries(box)


def test_a_record_is_found_by_its_words_and_opened_with_enter(window: Person):
    box = open_box(window)
    assert find(window, box, "colours") == ["Which colours?"]
    assert [each.split(" · ")[:2] for each in details(box)] == [["Request", "Harbour Books"]]
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog()
    assert dialog.form.editors["title"].text() == "Which colours?"
    dialog.reject()
    window.until(lambda: not window.dialogs())


def test_the_text_of_a_message_is_searched_too(window: Person):
    box = open_box(window)
    assert find(window, box, "slow shop") == ["About the shop"]
    assert details(box) == ["Message · Harbour Books · 20 Nov 2026"]
    window.press(Qt.Key.Key_Escape)
    window.until(lambda: not window.dialogs())


def test_a_client_is_a_few_letters_away(window: Person):
    box = open_box(window)
    assert "Casa Verde" in find(window, box, "casa")
    box.list.setCurrentRow(entries(box).index("Casa Verde"))
    window.press(Qt.Key.Key_Return)
    window.until(lambda: window.window.here == "client")
    assert window.window.head.title.whole() == "Casa Verde"


def test_a_client_comes_before_what_mentions_it(window: Person):
    factories.add(window.book, "client", name="The new Lumen")
    factories.add(window.book, "problem", client=window.ids["harbour"], title="Lumen Studio works for it too")
    box = open_box(window)
    assert find(window, box, "lumen")[:3] == ["Lumen Studio", "The new Lumen", "Lumen Studio works for it too"]
    window.press(Qt.Key.Key_Return)
    window.until(lambda: window.window.here == "client")
    assert window.window.head.title.whole() == "Lumen Studio"


def test_what_can_be_done_is_found_by_its_words(window: Person):
    box = open_box(window)
    found = entries(box)
    for word in ("Go to Money", "Go to Settings", "Log message", "Import mail", "Open another casebook"):
        assert word in found
    for kind in KINDS.values():
        assert (f"Add {kind.label.lower()}" in found) == (kind.addable and not kind.add_word)
    assert found.count("Log message") == 1
    assert find(window, box, "go mon")[0] == "Go to Money"
    window.press(Qt.Key.Key_Return)  # at once, before the search has come to rest
    window.until(lambda: window.window.here == "money")
    box = open_box(window)
    window.type("add inv", box.input)
    window.press(Qt.Key.Key_Return)
    assert window.dialog().windowTitle() == "Add invoice"
    window.dialog().reject()
    window.until(lambda: not window.dialogs())


def test_the_arrows_go_round_the_list_while_one_types(window: Person):
    box = open_box(window)
    count = len(find(window, box, "go to"))
    assert count > 2
    window.press(Qt.Key.Key_Up)
    assert box.list.currentRow() == count - 1
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Down)
    assert box.list.currentRow() == 1
    assert box.input.hasFocus()
    window.press(Qt.Key.Key_Escape)
    window.until(lambda: not window.dialogs())


def test_nothing_found_is_said(window: Person):
    box = open_box(window)
    assert find(window, box, "zeppelin") == []
    assert "Nothing found." in window.seen(box)
    window.press(Qt.Key.Key_Return)
    assert box.isVisible()
    box.reject()
    window.until(lambda: not window.dialogs())


def test_signs_that_mean_something_to_a_search_engine_are_words_like_any(window: Person):
    box = open_box(window)
    for words in ('"', "a AND (", "R-1*", "NEAR(x", "-", "col:x", "'; --"):
        box.input.setText(words)
        box.show_found()
    box.input.setText("R-1")
    box.show_found()
    window.look()
    assert "R-1" in entries(box)
    box.reject()
    window.until(lambda: not window.dialogs())


def test_on_a_clients_page_it_offers_what_is_about_this_client(window: Person):
    window.page("client", "lumen")
    box = open_box(window)
    assert "Create the final report" in entries(box)
    window.type("add request", box.input)
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog()
    assert dialog.form.editors["client"].input.currentText() == "Lumen Studio"
    dialog.reject()
    window.until(lambda: not window.dialogs())
    window.click(window.window.head.search)
    window.dialog(SearchBox).reject()
    window.until(lambda: not window.dialogs())


def test_a_form_to_add_something_opens_by_its_name_and_return(window: Person):
    box = open_box(window)
    assert find(window, box, "Add invoice")[0] == "Add invoice"
    window.press(Qt.Key.Key_Return)
    dialog = window.dialog()
    assert dialog.windowTitle() == "Add invoice"
    window.close_form(dialog)


def test_what_begins_with_the_words_comes_before_what_has_them_inside(window: Person):
    window.page("client", "harbour")
    box = open_box(window)
    begins = [each.startswith("Re") for each in find(window, box, "re")]
    assert any(begins)
    assert not all(begins)
    assert begins[: sum(begins)] == [True] * sum(begins)
    window.press(Qt.Key.Key_Escape)


def shown_chips(box: SearchBox) -> list[str]:
    return [each.text().strip() for each in box.chips.findChildren(QPushButton) if each.isVisible()]


def test_filters_are_chips_that_a_click_takes_out(window: Person):
    box = open_box(window)
    assert find(window, box, "kind:message is:received client:harbour shop") == ["About the shop"]
    assert shown_chips(box) == ["Kind: Message", "Received", "Client: harbour"]
    window.click(box.chips.findChildren(QPushButton)[1])
    assert box.input.text() == "kind:message client:harbour shop"
    assert box.input.hasFocus()
    window.until(lambda: shown_chips(box) == ["Kind: Message", "Client: harbour"])
    box.reject()
    window.until(lambda: not window.dialogs())


def test_what_can_be_typed_is_said(window: Person):
    box = open_box(window)
    assert all(word in window.seen(box) for word in ("client:", "kind:", "after:", "is:", "“two words”"))
    box.reject()
    window.until(lambda: not window.dialogs())


def test_a_client_is_completed_by_return_and_the_box_stays(window: Person):
    box = open_box(window)
    assert find(window, box, "client:casa")[0] == "Casa Verde"
    window.press(Qt.Key.Key_Return, on=box.input)
    assert box.isVisible()
    assert box.input.text() == 'client:"Casa Verde" '
    window.until(lambda: shown_chips(box) == ["Client: Casa Verde"])
    box.input.clear()
    assert find(window, box, "kind:agr")[0] == "Agreed change"
    box.input.clear()
    assert find(window, box, "is:")[:2] == ["received", "sent"]
    box.reject()
    window.until(lambda: not window.dialogs())


def test_phrases_and_words_left_out(window: Person):
    client = window.ids["harbour"]
    for title in ("Two windows later", "Windows, two of them"):
        factories.add(window.book, "problem", client=client, title=title)
    box = open_box(window)
    assert find(window, box, '"two windows"') == ["Two windows later"]
    box.input.clear()
    assert find(window, box, "windows -later") == ["Windows, two of them"]
    box.reject()
    window.until(lambda: not window.dialogs())


def test_the_passage_with_the_words_stands_below_the_title(window: Person):
    factories.add(window.book, "message", client=window.ids["harbour"], subject="An update",
                  body="Hello\n\nthe <b>zeppelins</b> are ready to sail, and so are we.")  # fmt: skip
    box = open_box(window)
    assert find(window, box, "zeppelin") == ["An update"]
    entry = box.list.item(0)
    assert "<b>zeppelins</b> are ready to sail" in entry.data(PASSAGE)
    assert "zeppelins" in entry.data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert not box.grab().isNull()  # drawn without a complaint
    box.reject()
    window.until(lambda: not window.dialogs())


def test_more_is_shown_when_it_is_asked_for(window: Person):
    for number in range(40):
        factories.add(window.book, "problem", client=window.ids["harbour"], title=f"zeppelin {number}")
    box = open_box(window)
    assert find(window, box, "zeppelin")[-1] == "Show more results"
    window.press(Qt.Key.Key_Up)
    window.press(Qt.Key.Key_Return)
    window.until(lambda: len(entries(box)) == 40)
    assert box.isVisible()
    box.reject()
    window.until(lambda: not window.dialogs())
