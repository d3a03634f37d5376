"""
Does any text or page break reading?

Whatever is handed over, there is an article whose offsets reproduce its words, or one error of selon's own.
"""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.errors import SelonError
from selon.model import Article
from selon.reading import read_html, read_plain, read_source

pytestmark = pytest.mark.slow

# Loading the detector's model takes longer than the deadline of a first example.
calm = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])

SENTENCES = (
    "« Nous avons tenu parole », a déclaré la maire.",
    "Selon elle, rien ne change.",
    "“We will not pay,” said the owner of the mill.",
    "قالت رئيسة البلدية إن الجسر سيفتح غدا.",
    "他说桥明天开放。",
    "Add Comment",
    "Lire aussi : le pont rouvre",
    "»«",
    "\u202eabc\u202c",
    "a\u0301\u00ad\u200b\ufeff",
    "Il vous reste 57 % de cet article à lire.",
)
SEPARATORS = ("\n", "\n\n", "\r\n", "\r", " ", "\t", "\u2028", "\x0b", "\x85", "")
TAGS = re.findall(
    r"\S+",
    """
    p div span a b q br h1 h2 li ul blockquote aside nav figure figcaption table td form article header footer time em
    script style title meta o:p svg math template noscript select option pre cite
    """,
)
ATTRIBUTES = (
    "",
    ' class="related"',
    ' class="pullquote"',
    ' class="chapo"',
    ' class="sr-only"',
    ' class="kicker"',
    " hidden",
    ' style="display:none"',
    ' role="navigation"',
    ' id="comments"',
    ' datetime="2026-03-01T10:00:00Z"',
    ' href="http://[::"',
    ' content="2026-99-99" property="article:published_time"',
)

texts = st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40)), max_size=12)
separators = st.sampled_from(SEPARATORS)


@st.composite
def plain(draw: st.DrawFn) -> str:
    """Draw a text of sentences, buttons and noise, with every kind of line end between."""
    return "".join(part + draw(separators) for part in draw(texts))


@st.composite
def page(draw: st.DrawFn) -> str:
    """Draw markup that opens and closes what it likes."""
    parts = []
    for _ in range(draw(st.integers(min_value=0, max_value=25))):
        tag = draw(st.sampled_from(TAGS))
        kind = draw(st.integers(min_value=0, max_value=3))
        if kind == 0:
            parts.append(f"</{tag}>")
        elif kind == 1:
            parts.append(draw(st.text(max_size=20)))
        else:
            parts.append(f"<{tag}{draw(st.sampled_from(ATTRIBUTES))}>{draw(st.sampled_from(SENTENCES))}")
    return "".join(parts)


def check_message(error: SelonError) -> None:
    """Errors are one line."""
    assert str(error)
    assert "\n" not in str(error)


def check(article: Article) -> None:
    """Offsets reproduce words: passages are in order, lie inside the text, and hold some."""
    end = 0
    for passage in article.passages:
        assert end <= passage.span.start < passage.span.end <= len(article.text)
        words = passage.span.of(article.text)
        assert words.strip()
        assert words == words.strip()
        end = passage.span.end
    assert article.passages
    assert article.title is None or any(passage.span == article.title for passage in article.passages)
    article.text.encode("utf-8")


@calm
@given(plain())
def test_plain_text(text: str) -> None:
    """
    A plain text is kept to the letter, and reading it twice gives the same.
    """
    try:
        article = read_plain(text)
    except SelonError as error:
        check_message(error)
        return
    assert article.text == text
    check(article)
    assert read_plain(text) == article


@calm
@given(plain(), st.text(max_size=30))
def test_plain_text_with_a_title(text: str, title: str) -> None:
    """
    A title given apart is a passage of the text.
    """
    try:
        article = read_plain(text, title=title)
    except SelonError:
        return
    check(article)
    assert article.text.endswith(text)


@calm
@given(page())
def test_pages(markup: str) -> None:
    """
    A page gives an article whose elements are found in the page, or an error of one line.
    """
    try:
        article = read_html(markup)
    except SelonError as error:
        check_message(error)
        return
    check(article)
    assert read_html(markup) == article
    tree = lxml.html.document_fromstring(markup.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for passage in article.passages:
        if passage.element is not None:
            (element,) = tree.getroottree().xpath(passage.element)
            # In the same order; a script or a picture may stand between.
            letters = iter(re.sub(r"\W+", "", element.text_content()))
            assert all(letter in letters for letter in re.sub(r"\W+", "", passage.span.of(article.text)))


@calm
@given(
    st.one_of(
        st.binary(max_size=400), page().map(str.encode), plain().map(lambda text: text.encode("utf-16", "replace"))
    )
)
def test_bytes(content: bytes) -> None:
    """
    Any bytes are an article or an error of one line.
    """
    try:
        article = read_source(content)
    except SelonError as error:
        check_message(error)
        return
    check(article)


@calm
@given(st.text(max_size=80).filter(lambda name: not re.match(r"\s*https?:", name, re.IGNORECASE)))
def test_names(name: str) -> None:
    """
    Any string is a source or an error of one line.
    """
    try:
        read_source(name)
    except SelonError as error:
        check_message(error)
