"""
Does anything that stands around an article get into it?

Hidden blocks, teasers, credits, captions, boxes and readers' words, in the markup of common themes, above, inside and
below the article: its paragraphs come out as they are, whatever stands beside them.
"""

from __future__ import annotations

import pytest

from selon.model import Article
from selon.reading import read_html
from selon.reading.boilerplate import is_boilerplate

TITLE = "Bridge in Norvik closed"
PARAGRAPHS = (
    "The council of Norvik said on Tuesday that the old harbour bridge would be closed for two weeks.",
    "“We will not wait for another winter,” the mayor, Ann Lorne, told reporters outside the town hall.",
    "Traders along the quay asked for help with the cost of lost trade, according to a letter seen by the Norvik Mail.",
    "Lorne said the county would pay half of the cost, and that work was to begin before the end of June.",
    "“Nobody has asked us,” said Piet Harmsen, who has kept a shop on the quay for thirty years.",
)
ELSEWHERE = (
    "The ferry to Sandholm will stop in May, the harbour master said on Monday.",
    "Police in Vessby said two men were held after a fire at a mill.",
    "“It is the end of an era,” the owner of the last cinema in Tolne said.",
)
BODY = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]


def blog(above: str, body: str, below: str) -> str:
    """Return the page of a block theme of a blog system."""
    return f"""<html lang="en"><head><title>{TITLE} | Norvik Mail</title></head><body class="single single-post">
    <header class="site-header"><nav class="main-navigation"><ul><li><a href="/">Home</a></li></ul></nav></header>
    <main id="primary" class="site-main"><article id="post-12" class="post-12 post type-post hentry">
    <header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><time class="published"
    datetime="2026-03-14T08:00:00+00:00">March 14, 2026</time></div></header>{above}<div class="entry-content">{body}</div>
    {below}</article></main><footer class="site-footer"><p>© Norvik Mail</p></footer></body></html>"""


def portal(above: str, body: str, below: str) -> str:
    """Return the page of a publishing platform for newspapers."""
    return f"""<html lang="en"><head><title>{TITLE} - Norvik Mail</title></head><body><div id="app">
    <div class="b-right-rail"><section class="page-header"><h1 class="b-headline">{TITLE}</h1></section>{above}
    <section class="page-body"><article
    class="b-article-body article-body-wrapper">{body}</article>{below}</section></div></div></body></html>"""


def fields(above: str, body: str, below: str) -> str:
    """Return the page of a system that wraps each field of a node."""
    return f"""<html lang="en"><head><title>{TITLE} | Norvik Mail</title></head><body class="path-node"><main role="main">
    <div class="region region-content"><article class="node node--type-article node--view-mode-full"><h1 class="page-title">
    <span class="field field--name-title">{TITLE}</span></h1>{above}<div class="node__content"><div class="field
    field--name-body field--type-text-with-summary field__item">{body}</div></div>{below}</article></div></main>
    </body></html>"""


def bare(above: str, body: str, below: str) -> str:
    """Return a page without names."""
    return f"<html lang='en'><body><h1>{TITLE}</h1>{above}<div>{body}</div>{below}</body></html>"


LAYOUTS = (blog, portal, fields, bare)


def pages(box: str) -> list[str]:
    """Return the article with *box* above, inside, at the end of and below its text, each in a layout of its own."""
    whole = "".join(BODY)
    inside = "".join((*BODY[:2], box, *BODY[2:]))
    places = [(box, whole, ""), ("", inside, ""), ("", whole + box, ""), ("", whole, box)]
    return [
        layout(*places[(number + turn) % len(places)])
        for turn in range(len(places))
        for number, layout in enumerate(LAYOUTS)
        if turn % 2 == number % 2
    ]


def texts(article: Article) -> list[str]:
    """Return the words of each passage."""
    return [passage.span.of(article.text) for passage in article.passages]


def expect_only_the_article(box: str) -> None:
    """Read *box* around and inside the article, and compare what comes out with the article alone."""
    for page in pages(box):
        assert texts(read_html(page)) == [TITLE, *PARAGRAPHS], page


@pytest.mark.parametrize(
    "names",
    [
        'class="promo-x hidden"',
        'class="is-hidden"',
        'class="is-visually-hidden"',
        'class="u-hidden"',
        'class="u-hide"',
        'class="hide"',
        'class="d-none"',
        'class="display-none"',
        'class="invisible"',
        'class="ng-hide"',
        'class="offscreen"',
        'class="sr-only"',
        'class="screen-reader-text"',
        'class="print-only"',
        'class="d-none d-print-block"',
        'class="visible-print-block"',
        "hidden",
        'hidden="until-found"',
        'aria-hidden="true"',
        'style="color: red; display: none !important"',
        'style="DISPLAY:NONE"',
        'style="visibility: hidden"',
    ],
)
def test_hidden_blocks_are_left_out(names: str) -> None:
    """
    What a class, an attribute or a style hides, or keeps for paper and for screen readers, is not read.
    """
    expect_only_the_article(f"<div {names}><p>{ELSEWHERE[0]}</p></div>")


@pytest.mark.parametrize("tag", ["template", "noscript", "dialog", "script"])
def test_elements_that_show_nothing_are_left_out(tag: str) -> None:
    """
    A template, the copy for browsers without scripts and a closed dialogue are not on the page.
    """
    expect_only_the_article(f"<{tag}><p>{ELSEWHERE[0]}</p></{tag}>")


@pytest.mark.parametrize(
    "names",
    [
        'class="overflow-hidden"',
        'class="hidden md:block"',
        'class="d-none d-md-block"',
        'class="hidden-xs"',
        'class="hide-on-scroll"',
        'class="not-hidden"',
        'class="lazyload" data-src="/a.jpg"',
        'style="opacity: 0"',
    ],
)
def test_blocks_that_show_are_kept(names: str) -> None:
    """
    Names that only sound like hiding, and blocks shown on other screens, keep their words.
    """
    body = "".join((*BODY[:2], f"<div {names}>{BODY[2]}</div>", *BODY[3:]))
    for layout in LAYOUTS:
        assert texts(read_html(layout("", body, ""))) == [TITLE, *PARAGRAPHS]


def test_letters_hidden_from_the_ear_are_seen() -> None:
    """
    A drop cap that screen readers pass over, and the whole word that only they get, are the word once.
    """
    cap = '<span aria-hidden="true">T</span><span class="sr-only">The</span>he'
    body = "".join((BODY[0].replace("The", cap, 1), *BODY[1:]))
    assert texts(read_html(blog("", body, "")))[1:] == list(PARAGRAPHS)


def teasers(box: str, item: str, count: int) -> str:
    """Return *count* teasers in a *box*, each an *item* with ``{n}`` and ``{words}`` for its number and sentence."""
    inside = "".join(item.format(n=n, words=ELSEWHERE[n % len(ELSEWHERE)]) for n in range(count))
    return f"<{box}>{inside}</{box.split(maxsplit=1)[0]}>"


@pytest.mark.parametrize(
    ("box", "item"),
    [
        ("ul class='list'", "<li class='list__item'><h3><a href='/{n}'>Story {n}</a></h3><p>{words}</p></li>"),
        ("div class='card-grid'", "<div class='card'><a href='/{n}'><h3>Story {n}</h3></a><p>{words}</p></div>"),
        ("div class='stories'", "<article><h2><a href='/{n}'>Story {n}</a></h2><p>{words}</p></article>"),
        ("div class='rows'", "<div><img src='a'><a href='/{n}'>Story number {n} of today</a><p>{words}</p></div>"),
        ("ol", "<li><a href='/{n}'><p>Story number {n} of today</p></a><div><p>{words}</p></div></li>"),
        ("section class='x'", "<div><div><h4><a href='/{n}'>Story {n}</a></h4></div><div>{words}</div></div>"),
        ("div class='wp-block-query'", "<li class='wp-block-post'><h2><a href='/{n}'>A</a></h2><p>{words}</p></li>"),
        ("div class='grid'", "<div class='col'><a href='/{n}'><p>{words}</p></a></div>"),
        ("div class='in-turn'", "<h3><a href='/{n}'>Story {n}</a></h3><p>{words}</p>"),
        ("td", "<h4><a href='/{n}'>Story {n}</a></h4>{words}<br>"),
    ],
)
@pytest.mark.parametrize("count", [3, 6])
def test_teasers_are_left_out(box: str, item: str, count: int) -> None:
    """
    Titles that lead elsewhere, side by side and with a sentence each, announce other articles, whatever they are called.
    """
    expect_only_the_article(teasers(box, item, count))


@pytest.mark.parametrize(
    "item",
    [
        "<div><h3><a href='#{n}'>Part {n}</a></h3><p>{words}</p></div>",
        "<div><h3>Part {n}</h3><p>{words}</p></div>",
        "<div><h3 id='p{n}'><a href='https://norvik.example/bridge#p{n}'>Part {n}</a></h3><p>{words}</p></div>",
        f"<div><h3><a href='https://shop.example/{{n}}'>Thing {{n}}</a></h3><p>{'{words} ' * 8}</p></div>",
    ],
)
def test_sections_of_an_article_are_no_teasers(item: str) -> None:
    """
    Boxes whose headings lead to the page itself or nowhere, or that hold more than a teaser, belong to the article.
    """
    body = "".join((*BODY[:3], teasers("div", item, 3), *BODY[3:]))
    assert sum(ELSEWHERE[0] in text for text in texts(read_html(bare("", body, "")))) == 1


def test_an_article_that_is_a_list_is_read() -> None:
    """
    Where the linked boxes hold all of the text but an introduction, they are what the page is for.
    """
    item = "<div class='tip'><h2><a href='https://shop.example/{n}'>Tip {n}</a></h2><p>{words}</p></div>"
    page = f"<html><body><h1>Three tips</h1><p>Short and good.</p>{teasers('div', item, 3)}</body></html>"
    assert [words for words in texts(read_html(page)) if words in ELSEWHERE] == list(ELSEWHERE)


@pytest.mark.parametrize(
    "line",
    [
        "More below",
        "Story continues below advertisement",
        "Article continues after this advertisement",
        "Scroll down to keep reading",
        "Reporting by Jan Olsen in Norvik; editing by Mia Krag",
        "(Reporting by Jan Olsen and Kari Nord in Norvik; Editing by Mia Krag)",
        "Additional reporting by Jan Olsen.",
        "Writing by Jan Olsen Editing by Mia Krag",
        "Jan Olsen in Sandholm contributed to this report.",
        "Northern Press writer Jan Olsen in Norvik contributed to this report.",
        "The Norvik Mail’s Jan Olsen contributed reporting.",
        "With files from Jan Olsen and The Norvik Press",
        "Our Standards: The Norvik Press Trust Principles.",
        "Published in Norvik Mail",
        "Published in The Norvik Mail, March 14, 2026",
        "First published: 14 March 2026",
        "A version of this article appears in print on March 14, 2026, Section A, Page 3 of the Norvik Mail.",
        "This article was originally published on Norvik Weekly. Read the original article.",
        "This story originally appeared in the Norvik Mail.",
        "Copyright 2026 The Norvik Press. All rights reserved.",
        "(Photo: Jan Olsen/Norvik Mail)",
        "Photo by Jan Olsen/Norvik Mail",
        "Jan Olsen / Norvik Mail",
        "Jan Olsen via Photodesk Images",
        "The bridge at dawn on Monday. (Jan Olsen/Norvik Mail)",
        "To view this video please enable JavaScript, and consider upgrading to a web browser that supports video.",
        "Sign up for our daily newsletter, The Morning Mail.",
        "Our morning email breaks down the key stories of the day, telling you what’s happening and why it matters",
        "Jan Olsen covers the harbour for the Norvik Mail. Follow him on Bluesky.",
        "Contact Jan Olsen at jolsen@norvikmail.example or call.",
        "Email: jolsen@norvikmail.example",
        "Listen to this article",
        "Add Norvik Mail as a preferred source on Google",
        "Follow our WhatsApp channel for the latest news",
        "Download the Norvik Mail app to get breaking news first.",
        "The views expressed in this article are the author’s own.",
        "Jump to comments",
        "Loading...",
        "View comments (12)",
        "Continue reading the main story",
        "Image source, Jan Olsen",
        "Media caption, Watch: the bridge on Monday",
        "FILE - The bridge is seen on March 3, 2026, in Norvik. (NP Photo/Jan Olsen, File)",
        "The bridge is seen from the quay on Monday. Photo by Jan Olsen",
        "A man crosses the bridge in Norvik, March 3, 2026. NORPRESS/Jan Olsen/File Photo",
        "Purchase Licensing Rights, opens new tab",
        "Become a member of the Norvik Mail for as little as 3 euros a month.",
        "Support local journalism. Donate today.",
        "Do you have a story to tell? Email us at news@norvik.example",
        "Soutenez notre rédaction : chaque don compte.",
        "Cet article a d’abord été publié dans Norvik Hebdo.",
        "Cet article est initialement paru dans Norvik Hebdo.",
        "Avec AFP",
        "(avec l’AFP et Reuters)",
        "La suite après cette publicité",
        "Écouter cet article",
        "Le pont à l’aube, lundi. (Photo Jean Olsen/Norvik Hebdo)",
        "Crédit photo : Jean Olsen",
        "Mit Material von dpa und AFP",
        "Dieser Artikel erschien zuerst im Norvik Boten.",
    ],
)
def test_credits_and_notices_are_left_out(line: str) -> None:
    """
    Who else worked on it, where it appeared first, who took the picture, how to go on: a paragraph of it is none.
    """
    expect_only_the_article(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "This story was first told to me by my grandmother, Lorne said.",
        "This report was published on Monday by the ministry and says that the bridge is unsafe for lorries.",
        "The committee said ministers had contributed to this report.",
        "The views expressed by the minister surprised members of the council.",
        "Contact Group talks on the Sandholm strait opened on Monday, the minister said.",
        "Support local journalism, he did not; the mayor said that he never had.",
        "Loading of the ferry took an hour, the harbour master said.",
        "File under fiction, the minister said of the report.",
        "He became a member of the council for the party in May, she said.",
        "With contributions from 40 countries, the fund is the largest of its kind.",
        "Lorne is expected to follow Harmsen as mayor, two officials said.",
        "A post shared by the minister on Monday showed the bridge.",
        "Advertisement spending fell by a third, the agency said.",
        "Reporting by the council showed a gap, she said.",
        "L’article a été publié lundi dans la revue, a précisé le chercheur.",
        "Une publication partagée par le ministre montre le pont.",
        "Les propos exprimés par le ministre ont surpris.",
        "Avec l’AFP, la maire a signé un accord sur les archives.",
    ],
)
def test_a_sentence_that_opens_like_a_notice_is_kept(text: str) -> None:
    """
    What says something of the world is the article's.
    """
    assert not is_boilerplate(text)


@pytest.mark.parametrize("words", ["Reporting by " + "Staff, " * 50, "Par " + "Anne, " * 60, "Staff, " * 50])
def test_long_lists_of_names_take_no_time(words: str) -> None:
    """
    A credit of fifty names that ends as none is looked at once, and not once for each way to read its commas.
    """
    assert not is_boilerplate(words + "said so; nobody knows")


@pytest.mark.parametrize(
    "box",
    [
        "<figure><img src='a.jpg'><p>The bridge at dawn, as seen from the quay, said the town.</p></figure>",
        "<figure><img src='a.jpg'><figcaption>The bridge at dawn, said the town.</figcaption></figure>",
        "<div class='image-caption'><p>The bridge at dawn, seen from the quay on Monday.</p></div>",
        "<p class='wp-caption-text'>The bridge at dawn, seen from the quay on Monday.</p>",
        "<p><img src='x.jpg'><em>The bridge at dawn, seen from the quay on Monday.</em></p>",
        "<p><img src='x.jpg'><br><small><i>The bridge at dawn, seen from the quay.</i></small></p>",
        "<div class='photo-description'>The bridge at dawn, seen from the quay on Monday.</div>",
        "<div class='media__caption'>The bridge at dawn, seen from the quay on Monday.</div>",
        "<div class='gallery'><div><img src='x'><p>The mayor at the bridge, which she said would reopen.</p></div></div>",
    ],
)
def test_captions_are_left_out(box: str) -> None:
    """
    What stands in a figure, a gallery or below a picture in letters of its own describes the picture.
    """
    expect_only_the_article(box)


def test_a_paragraph_beside_its_picture_is_kept() -> None:
    """
    A picture set into a paragraph makes no caption of it.
    """
    body = "".join((*BODY[:2], BODY[2].replace("<p>", "<p><img src='a.jpg' align='left'>"), *BODY[3:]))
    assert texts(read_html(bare("", body, ""))) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='newsletter-signup'><h3>The Morning Mail</h3><p>The news of the day, the editor says, at six.</p></div>",
        "<div id='mc_embed_signup'><p>The editor says the best of Norvik comes by mail every day.</p></div>",
        "<div class='paywall-message'><p>The editor says good journalism costs money and asks you to pay.</p></div>",
        "<p class='disclaimer'>The views are those of the author, the paper says, and not its own.</p>",
        "<div class='poll'><p>Should the bridge close? Have your say.</p></div>",
        "<div class='tags'><a href='/t'>bridge</a>, <a href='/n'>Norvik</a></div>",
        "<p>Tags: <a href='/t'>bridge</a>, <a href='/n'>Norvik</a></p>",
        "<ul class='topics'><li><a href='/t'>bridge</a></li><li><a href='/t'>Norvik council</a></li></ul>",
        "<div class='links'><h4>More in Harbour</h4><ul><li><a href='/1'>Ferry stops</a></li></ul></div>",
        "<p><strong>Read more: <a href='/x'>Ferry to stop in May, harbour master says</a></strong></p>",
        "<div class='see-also'><p>The harbour master said the ferry will stop in May.</p></div>",
        "<blockquote class='wp-embedded-content'><p>Ferry to stop in May, the harbour master says.</p></blockquote>",
        "<div class='widget-area'><p>The harbour master said the ferry will stop in May.</p></div>",
        "<div class='you-may-like'><h3>You may also like</h3><p>The ferry stops, the owner said.</p></div>",
        "<div class='off-canvas'><p>The harbour master said the ferry will stop in May.</p></div>",
        "<div class='author-bio'><p>Jan Olsen has covered the harbour since 2011 and says he loves it.</p></div>",
    ],
)
def test_boxes_are_left_out(box: str) -> None:
    """
    Newsletters, prompts to pay, polls, tags, links to read on and the life of the author are no part of the article.
    """
    expect_only_the_article(box)


READER = "<p>My neighbour says the bridge has been cracked for years, and nobody listens.</p>"


@pytest.mark.parametrize(
    "box",
    [
        f"<ol class='comment-list'><li class='comment'><article class='comment-body'>{READER}</article></li></ol>",
        f"<section class='discussion'><div class='post-content'>{READER}</div></section>",
        f"<div class='reader-responses'>{READER}</div>",
        f"<div itemscope itemtype='https://schema.org/Comment'>{READER}</div>",
        f"<ul class='opinions'><li class='reply'>{READER}</li></ul>",
        f"<div class='reader-interactions'>{READER}</div>",
        f"<div id='disqus_thread'>{READER}</div>",
        f"<div data-component='coral'>{READER}</div>",
    ],
)
def test_comments_are_left_out(box: str) -> None:
    """
    Readers' words are not the article's, whoever keeps them.
    """
    expect_only_the_article(box)
