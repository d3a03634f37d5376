"""
Is the page of an article complete, safe, and usable by everyone?
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest
from export_sample import ATTRIBUTIONS, TEXT, attribution, sample, span
from hypothesis import given
from hypothesis import strategies as st

from selon.export import to_html
from selon.model import Article, Attribution, OwnVoice, Passage, Span, Speaker, Why
from selon.view.links import fragment_link, web_address
from selon.view.pieces import ROLES, blocks

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> </style></title> & \' " {{ 7 * 7 }} %3Cb%3E'


def page(article: Article) -> lxml.html.HtmlElement:
    """Return the page of *article* as a browser would see it."""
    return lxml.html.document_fromstring(to_html(article))


def shown(element: lxml.html.HtmlElement) -> str:
    """Return the words of the article in *element*, without the numbers and tags that the page sets among them."""
    for added in element.xpath('.//*[@class="tag" or contains(@class, "number")]'):
        added.drop_tree()
    return str(element.text_content())


def test_the_page_holds_the_text_to_the_letter() -> None:
    """
    Each paragraph of the article stands in the page as it is, in order, marks or no marks.
    """
    body = page(sample()).find_class("facts")[0].getroottree().getroot().find(".//article")
    assert [shown(block) for block in body.xpath("./*[not(self::ul)] | ./ul/li")] == TEXT.split("\n\n")


def test_paragraphs_are_what_they_were() -> None:
    """
    A title becomes a heading of the first order, items a list, a quotation a quotation.
    """
    body = page(sample()).find(".//article")
    assert [block.tag for block in body] == ["h1", "p", "p", "blockquote", "h2", "ul", "p"]
    assert body[1].get("class") == "standfirst"
    assert [item.tag for item in body[5]] == ["li", "li"]


def test_every_statement_is_linked_both_ways() -> None:
    """
    Each statement has one place in the text (#s3), one in the list, and each leads to the other.
    """
    tree = page(sample())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for number in range(1, len(ATTRIBUTIONS) + 1):
        [mark] = tree.xpath(f'//article//a[@id="s{number}"]')
        [card] = tree.xpath(f'//aside//li[@id="s{number}-listed"]')
        assert mark.get("href") == f"#s{number}-listed"
        assert card.xpath(f'.//a[@href="#s{number}"]')


def test_links_inside_the_page_lead_somewhere() -> None:
    """
    No link of the page to itself is dead.
    """
    tree = page(sample())
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(tree.xpath("//@id"))


def test_nested_statements_follow_the_one_that_holds_them() -> None:
    """
    The list is ordered as the outline is, and a nested statement links its parent.
    """
    cards = page(sample()).xpath("//aside//ol/li")
    assert [card.get("data-name") for card in cards] == ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10"]
    assert cards[4].xpath('.//a[@href="#s4"]')
    assert "depth1" in cards[4].get("class")


def test_overlapping_and_nested_marks_keep_every_role() -> None:
    """
    A source inside another's content belongs to both, and no two pieces overlap.
    """
    tree = page(sample())
    [piece] = [one for one in tree.xpath('//article//span[@data-source="s5"]') if shown(one).startswith("un ingénieur")]
    assert piece.get("data-content") == "s4"
    words = "".join(shown(one) for one in tree.xpath('//article//span[contains(@data-content, "s8")][not(a)]'))
    assert words == "Nous l’avions dit : rien n’a été fait.Rien ne le sera."


def test_contents_that_cross_are_both_whole() -> None:
    """
    Two contents of which neither holds the other are each marked from end to end.
    """
    text = "abcdefghij"
    article = Article(
        text=text,
        attributions=(attribution(content=(Span(0, 6),)), attribution(content=(Span(4, 10),))),
        extracted=True,
    )
    tree = page(article)
    for name, words in (("s1", "abcdef"), ("s2", "efghij")):
        pieces = tree.xpath(f'//article//span[contains(@data-content, "{name}")][not(a)]')
        assert "".join(shown(piece) for piece in pieces) == words


def test_nothing_is_fetched_and_nothing_foreign_runs() -> None:
    """
    The page names no resource, and its policy lets only its own style and script work.
    """
    html = to_html(sample())
    tree = lxml.html.document_fromstring(html)
    assert not tree.xpath("//link | //img | //iframe | //object | //embed | //form | //*[@src] | //*[@style]")
    assert "@import" not in html
    assert "url(" not in html
    [policy] = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        [code] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x", "http://[", None]
)
def test_no_address_but_of_the_web_is_linked(url: str | None) -> None:
    """
    An address that a browser would run, or cannot open, is not a link.
    """
    assert web_address(url) is None
    tree = page(sample(url=url))
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))


def test_hostile_words_stay_words() -> None:
    """
    Markup in the text, the names and the reasons is shown, never obeyed.
    """
    text = f"{HOSTILE}\n\n{HOSTILE} said no."
    whole = Span(0, len(HOSTILE))
    said = Attribution(
        source=(whole,),
        cue=(span("said", text),),
        content=(span("no", text, after=len(text) - 4),),
        addressee=(whole,),
        speaker=Speaker(HOSTILE),
        naming="named",
        why=Why(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),
    )
    article = Article(
        text=text,
        title=whole,
        url="https://x.example/?<script>\"'",
        outlet=HOSTILE,
        byline=HOSTILE,
        language='fr" onload="alert(1)',
        passages=(Passage(whole, "title"),),
        attributions=(said,),
        own_voice=(OwnVoice(whole, hearsay=(whole,)),),
        extracted=True,
        warnings=(HOSTILE,),
    )
    tree = page(article)
    assert not tree.xpath("//img | //b[text()='%3Cb%3E']")
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == len(tree.xpath("//title")) == 1
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert shown(tree.find(".//article/h1")) == HOSTILE
    assert "49" not in tree.find(".//article/h1").text_content()


def test_characters_that_no_page_can_hold_are_replaced() -> None:
    """
    Control characters and halves of surrogate pairs are shown as U+FFFD, one for one.
    """
    text = "a\x00b\x1bc\ud800d\ufffee"
    html = to_html(Article(text=text))
    html.encode("utf-8")
    assert shown(lxml.html.document_fromstring(html).find(".//article")).strip() == "a�b�c�d�e"


def test_the_page_speaks_to_those_who_hear_it() -> None:
    """
    It has one main part, one heading of the first order, names for what it shows, and a way past the article.
    """
    tree = page(sample())
    assert tree.get("lang") == "en"
    assert tree.find(".//article").get("lang") == "fr"
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert tree.xpath('//a[@href="#statements"]')
    assert tree.xpath('//*[@id="statements"]')
    assert tree.xpath('//a[@id="s3"]/@aria-label') == ["Statement 3: Odile Ferrand, named, says, negated"]
    for control in tree.xpath("//button"):
        assert control.get("aria-label")
    for box in tree.xpath("//input"):
        assert box.getparent().tag == "label"
    for picture in tree.xpath("//svg"):
        assert picture.get("role") == "img"
        assert picture.get("aria-label")
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("article", "words"),
    [
        (Article(text="Il pleut.", extracted=True), "No statement was found."),
        (Article(text="Es regnet."), "No statement was looked for."),
    ],
)
def test_a_page_without_statements_says_why(article: Article, words: str) -> None:
    """
    Nothing found is not the same as nothing looked for; either page has a heading.
    """
    tree = page(article)
    assert words in tree.find(".//aside").text_content()
    assert len(tree.xpath("//h1")) == 1


def test_reasons_and_own_voice_open_on_demand() -> None:
    """
    What was asked for is shown at once; the rest is a click away, not missing.
    """
    plain, asked = (lxml.html.document_fromstring(to_html(sample(), explain=on, own_voice=on)) for on in (False, True))
    assert len(plain.xpath("//details")) == len(asked.xpath("//details[@open]")) == len(ATTRIBUTIONS)
    assert not plain.xpath("//details[@open] | //input[@id='show-own'][@checked]")
    assert asked.xpath("//input[@id='show-own'][@checked]")
    assert "inverted subject" in plain.text_content()


def test_hearsay_is_marked_in_the_text() -> None:
    """
    The words by which the outlet does not vouch are marked as such.
    """
    [piece] = page(sample()).find_class("hearsay")
    assert piece.text_content() == "aurait été remis"


def test_a_title_in_no_passage_is_still_the_heading() -> None:
    """
    Text that no passage covers is shown, its title as a title.
    """
    tree = page(sample(passages=()))
    assert [shown(block) for block in tree.find(".//article")] == TEXT.split("\n\n")
    assert tree.find(".//article")[0].tag == "h1"


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("toute fissure", "text=toute%20fissure"),
        ("communiqué, la préfecture", "text=communiqu%C3%A9%2C%20la%20pr%C3%A9fecture"),
        ("ouvrage fatigué", "text=ouvrage%20fatigu%C3%A9."),
        ("experts croyaient", "text=experts%20croyaient"),
        ("Écho que", "text=l%E2%80%99%C3%89cho%20que"),
        ("a-t-elle", "text=a%2Dt%2Delle"),
        (
            "Nous l’avions dit : rien n’a été fait.\n\nRien ne le sera.",
            "text=Nous%20l%E2%80%99avions%20dit%20%3A%20rien,Rien%20ne%20le%20sera.",
        ),
        ("aurait souffert", "text=aurait%20souffert."),
        ("aurait", "text=que%20le%20tablier-,aurait"),
    ],
)
def test_fragments_name_whole_words(words: str, fragment: str) -> None:
    """
    A link names words as browsers look for them: whole, encoded, by their ends over paragraphs, told apart.
    """
    before = TEXT.index("tablier") if words == "aurait" else 0
    link = fragment_link(sample(), (span(words, after=before),))
    assert link is not None
    assert link.split(":~:")[1] == fragment


def test_fragments_follow_an_address_that_has_one() -> None:
    """
    The fragment of the address stays, and several spans are several texts.
    """
    article = sample(url="https://echo.example/pont#top")
    assert fragment_link(article, ATTRIBUTIONS[2].content) == (
        "https://echo.example/pont#top:~:text=Le%20pont%20ne%20bouge%20pas&text=et%20il%20ne%20bougera%20pas"
    )
    assert fragment_link(article, ()) is None


@given(st.data())
def test_pieces_are_the_text(data: st.DataObject) -> None:
    """
    However marks lie, the pieces in order are the text without blanks between paragraphs, and each knows its marks.
    """
    text = data.draw(st.text("ab \n«»", min_size=1, max_size=40).filter(str.strip))

    def draw_span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    count = data.draw(st.integers(0, 4))
    article = Article(
        text=text,
        passages=tuple(Passage(draw_span()) for _ in range(data.draw(st.integers(0, 3)))),
        attributions=tuple(
            replace(attribution(content=(draw_span(),)), source=(draw_span(),), parent=None) for _ in range(count)
        ),
    )
    found = [piece for block in blocks(article) for piece in block.pieces]
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    covered = {position for piece in found for position in range(piece.span.start, piece.span.end)}
    assert {position for position, character in enumerate(text) if not character.isspace()} <= covered
    for piece in found:
        for role in ROLES:
            expected = {
                position
                for position, one in enumerate(article.attributions)
                if any(mark.covers(piece.span) for mark in getattr(one, role))
            }
            assert set(piece.roles[role]) == expected
            assert not any(
                mark.overlaps(piece.span) and not mark.covers(piece.span)
                for one in article.attributions
                for mark in getattr(one, role)
            )
    assert sorted(number for piece in found for number in piece.numbers) == list(range(count))
    to_html(article)
