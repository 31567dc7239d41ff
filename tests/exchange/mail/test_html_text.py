"""HTML mail as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.mail.html_text import enriched_text, html_text, tidy


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("a  b\n c", "a b c"),
        ("x &amp; y &lt;z&gt; &euro;5 &#3585;&#x0E02;&nbsp;.", "x & y <z> €5 กข ."),
        ("<ul><li>One<li>Two</ul>after", "• One\n• Two\n\nafter"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<pre>  a\n    b</pre>", "  a\n    b"),
        ("<p>I</p><blockquote>You<blockquote>She</blockquote></blockquote>", "I\n\n> You\n> > She"),
        ('<img src="x" alt="Logo"> and <img src="y">', "[Logo] and"),
    ],
)  # fmt: skip
def test_a_reader_sees_what_a_browser_shows(html: str, text: str):
    assert html_text(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<style>p {color: red}</style><p>Seen</p>",
        "<script>if (a < b) alert('x')</script>Seen",
        "<html><head><title>Not this</title></head><body>Seen</body></html>",
        "<head><title>Never closed<body>Seen",
        "<!-- hidden --><!--[if mso]><b>Word</b><![endif]-->Seen<![if !mso]><![endif]>",
        "<template><p>no</p></template>Seen<noscript>no</noscript>",
    ],
)
def test_what_a_browser_hides_stays_hidden(html: str):
    assert html_text(html) == "Seen"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('See <a href="https://example.org/a?b=1&amp;c=2">the offer</a>.', "See the offer <https://example.org/a?b=1&c=2>."),
        ('<a href="https://example.org/">example.org</a>', "example.org"),
        ('<a href="https://example.org/">https://example.org</a>', "https://example.org"),
        ('<a href="mailto:a@example.org">a@example.org</a>', "a@example.org"),
        ('<a href="mailto:a@example.org">Write</a>', "Write <mailto:a@example.org>"),
        ('<a href="https://evil.example/">https://bank.example/</a>', "https://bank.example/ <https://evil.example/>"),
        ('<a href="javascript:alert(1)">Click</a>', "Click"),
        ('<a name="top">Top</a>', "Top"),
        ('<a href="https://a.example/">one<a href="https://b.example/">two</a>', "one <https://a.example/>two <https://b.example/>"),
    ],
)  # fmt: skip
def test_a_link_keeps_its_address(html: str, text: str):
    assert html_text(html) == text


@pytest.mark.parametrize(
    "unit",
    [*"< <a <a=' <!-- <!--> <! <![ <![CDATA[ <? </ &# &#x9 &#99999999;".split(), "<a href=x>", "<td>", "<li>", "<pre>"],
)
def test_broken_html_takes_time_in_proportion(unit: str):
    """A hundred thousand of what once took minutes; a test that hangs here has found its way back."""
    html_text(unit * 100_000)


@given(st.text(alphabet=st.sampled_from("<>/!-[]&#x;\"' =abdpre\n"), max_size=300))
def test_no_html_makes_reading_fail(html: str):
    assert "\x00" not in html_text(html)


def test_a_number_too_large_for_a_character_is_shown_as_broken():
    assert html_text("a&#" + "9" * 5000 + ";b") == "a�b"


def test_enriched_text_loses_its_marks():
    assert enriched_text("<bold>Now</bold> is\nthe <<time>\n\nfor<param>x</param> all") == "Now is the <time>\nfor all"


def test_text_is_tidied_without_losing_its_indents():
    assert tidy("\r\n  a \t\r\n\r\n\r\n\r\nb\x00\x07\u00a0\rc\ud800\n\n") == "  a\n\nb\nc"


@given(st.text(st.sampled_from("a> \n\t\r\f\x0b\x1c\x1f\x7f")))
def test_plain_text_is_tidied_as_any_other(text):
    assert tidy(f"é\n{text}").removeprefix("é").strip("\n") == tidy(text)
