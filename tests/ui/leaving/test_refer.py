"""Referring a client: peers are offered, and a client that is not passed on is named as such (P7.3)."""

from __future__ import annotations

from clientguard.domain.records import Decision
from tests.factories import add, ago
from tests.ui.conftest import Person


def chosen(window: Person, verdict: str):
    """Open the decision about a client, and choose one."""
    page = window.page("leaving", "harbour")
    window.rest()
    step = page.steps["decide"]
    step.form.editors["verdict"].set_text(verdict)
    step.form.editors["verdict"].edited.emit()
    window.rest()
    return step


def test_a_peer_who_accepts_referrals_is_offered_and_kept_with_the_decision(window: Person):
    pia = add(window.book, "peer", name="Pia Peer", field="Shops", accepts="yes")
    add(window.book, "peer", name="Noa Nope", accepts="no")
    step = chosen(window, "end")
    assert not step.form.editors["peer"].isVisible()
    step = chosen(window, "refer")
    editor = step.form.editors["peer"]
    assert editor.isVisible()
    assert not step.refer.isVisible()
    offered = [editor.input.itemText(place) for place in range(editor.input.count())]
    assert any("Pia Peer" in each for each in offered)
    assert not any("Noa Nope" in each for each in offered)

    editor.input.choose(pia)
    editor.edited.emit()
    step.form.editors["reasons"].set_text("Somebody else fits better.")
    step.form.editors["reasons"].edited.emit()
    window.click(step.keep_draft)
    window.rest()

    (draft,) = [each for each in window.all(Decision) if each.verdict == "refer"]
    assert draft.peer == pia


def test_without_a_peer_it_says_where_to_add_one(window: Person):
    step = chosen(window, "refer")

    assert "under Peers" in window.seen(step.refer)


def test_a_client_that_threatened_is_not_passed_on_without_being_told(window: Person):
    add(window.book, "peer", name="Pia Peer", accepts="yes")
    add(window.book, "problem", client=window.ids["harbour"], title="A threat", sign="7", harm=True, on=ago(2))
    step = chosen(window, "refer")

    assert "Do not pass this client on" in window.seen(step.refer)
