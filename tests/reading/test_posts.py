"""
Are posts of social networks told from the article that shows them?
"""

from __future__ import annotations

import pytest

import selon
from selon.export import from_json, to_html, to_json
from selon.model import Article, Passage, Span
from selon.reading import read_html

PARAGRAPHS = [
    "The council of Norvik said on Tuesday that the old harbour bridge would be closed for two weeks.",
    "Traders along the quay asked for help with the cost of lost trade, according to a letter.",
    "“Nobody has asked us,” said Piet Harmsen, who has kept a shop on the quay for thirty years.",
]
WORDS = "We will open the bridge on Monday. Thank you."
DATED = '<a href="https://twitter.com/annlorne/status/1234567">March 14, 2026</a>'
SIGNED = "— Ann Lorne (@annlorne) March 14, 2026"
POST = f'<p lang="en" dir="ltr">{WORDS}</p>&mdash; Ann Lorne (@annlorne) {DATED}'
TWEET = (
    f'<blockquote class="twitter-tweet">{POST}</blockquote><script src="https://platform.example/widgets.js"></script>'
)
INSTAGRAM = (
    '<blockquote class="instagram-media"><div><a href="https://www.instagram.com/p/abc/"><div>View this post on '
    f'Instagram</div></a><p><a href="https://www.instagram.com/p/abc/">{WORDS}</a></p><p>A post shared by <a href="x">'
    "Ann Lorne</a> (@annlorne)</p></div></blockquote>"
)
TIKTOK = (
    '<blockquote class="tiktok-embed"><section><a href="https://www.tiktok.com/@ann.lorne">@ann.lorne</a>'
    f'<p>{WORDS} <a href="t">#bridge</a></p><a href="m">♬ original sound - Ann Lorne</a></section></blockquote>'
)
BLUESKY = (
    f'<blockquote class="bluesky-embed"><p lang="en">{WORDS}<br><br><a href="x">[image or embed]</a></p>&mdash; Ann Lorne '
    '(<a href="https://bsky.app/profile/did:plc:x">@annlorne.bsky.social</a>) <a href="x">March 14, 2026</a></blockquote>'
)
FACEBOOK = (
    f'<div class="fb-post"><blockquote class="fb-xfbml-parse-ignore"><p>{WORDS}</p>Posted by <a href="x">Ann Lorne</a> on '
    '<a href="https://www.facebook.com/a/posts/1">Saturday, March 14, 2026</a></blockquote></div>'
)
FEDIVERSE = (
    f"<blockquote><p>{WORDS}</p><p>— Ann Lorne (@ann@social.example) "
    '<a href="https://social.example/@ann/1122334455">14 March</a></p></blockquote>'
)
TELEGRAM = (
    '<div class="tgme_widget_message"><a href="https://t.me/ann">Ann Lorne</a><div class="text">'
    f'{WORDS}</div><div><a href="https://t.me/ann/12">t.me/ann/12</a></div></div>'
)


def page(post: str, *, at: int = 2) -> str:
    """Return a page with *post* before the paragraph number *at*."""
    body = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    body.insert(at, post)
    return f"<html lang='en'><body><article><h1>Bridge closed</h1><div>{''.join(body)}</div></article></body></html>"


def shown(article: Article) -> list[str]:
    """Return the passages that are posts."""
    return [passage.span.of(article.text) for passage in article.passages if passage.kind == "post"]


@pytest.mark.parametrize("at", [2, 3], ids=["inside", "at the end"])
@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (TWEET, [WORDS, SIGNED]),
        (f'<figure class="wp-block-embed is-provider-twitter"><div>{TWEET}</div></figure>', [WORDS, SIGNED]),
        (f"<blockquote>{POST}</blockquote>", [WORDS, SIGNED]),
        (INSTAGRAM, [WORDS, "A post shared by Ann Lorne (@annlorne)"]),
        (TIKTOK, ["@ann.lorne", f"{WORDS} #bridge"]),
        (BLUESKY, [WORDS, "— Ann Lorne (@annlorne.bsky.social) March 14, 2026"]),
        (FACEBOOK, [WORDS, "Posted by Ann Lorne on Saturday, March 14, 2026"]),
        (FEDIVERSE, [WORDS, "— Ann Lorne (@ann@social.example) 14 March"]),
    ],
    ids=["tweet", "in a figure", "without a class", "instagram", "tiktok", "bluesky", "facebook", "fediverse"],
)
def test_a_post_is_marked_as_one(post: str, expected: list[str], at: int) -> None:
    """
    Its words and who posted it are passages of their own kind; the links around them are none, and no paragraph is lost.
    """
    article = read_html(page(post, at=at))
    assert shown(article) == expected
    others = [passage.span.of(article.text) for passage in article.passages if passage.kind == "paragraph"]
    assert others == PARAGRAPHS


def test_a_post_without_a_block_quote_is_marked() -> None:
    """
    A message that the page itself lays out is a post by its class.
    """
    assert shown(read_html(page(TELEGRAM))) == [WORDS]


@pytest.mark.parametrize(
    "post",
    [
        '<iframe src="https://social.example/@ann/1122334455/embed" class="mastodon-embed"></iframe>',
        '<blockquote class="text-post-media"><a href="x"><div>Post by @ann</div><div>View on Threads</div></a></blockquote>',
        '<blockquote class="mastodon-embed"><a href="x"><div>Post by @ann</div><div>View</div></a></blockquote>',
        INSTAGRAM.replace(WORDS, ""),
        f'<blockquote class="twitter-tweet">{DATED}</blockquote>',
        f'<aside class="sidebar">{TWEET}</aside>',
        f'<div class="related-tweets">{TWEET}</div>',
    ],
)
def test_a_post_without_words_or_beside_the_article_is_left_out(post: str) -> None:
    """
    Links to a picture or a film are no words, and a box of posts beside the article is no part of it.
    """
    article = read_html(page(post))
    assert [passage.span.of(article.text) for passage in article.passages][1:] == PARAGRAPHS


def test_a_block_quote_is_no_post() -> None:
    """
    Words set apart, with a name beneath them and a link to a site, are a quotation.
    """
    quotation = (
        "<blockquote><p>We will open the bridge.</p><p>— Ann Lorne, <a href='https://norvik.example/a'>speech</a></p>"
    )
    article = read_html(page(f"{quotation}</blockquote>"))
    assert {passage.kind for passage in article.passages} == {"title", "paragraph", "quotation"}


def test_posts_travel() -> None:
    """
    The kind stands in the JSON and comes back, and the page of an article sets the post apart.
    """
    text = f"{PARAGRAPHS[0]}\n\n{WORDS}"
    cut = len(PARAGRAPHS[0])
    article = Article(text=text, passages=(Passage(Span(0, cut)), Passage(Span(cut + 2, len(text)), "post")))
    assert from_json(to_json(article)) == article
    assert "<blockquote" in to_html(article)


@pytest.mark.model
@pytest.mark.parametrize(
    ("post", "cue"), [(TWEET, "—"), (INSTAGRAM, "A post shared by"), (BLUESKY, "—"), (FEDIVERSE, "—")]
)
@pytest.mark.parametrize("fast", [True, False])
def test_what_is_posted_is_said_by_whoever_posted_it(post: str, cue: str, *, fast: bool) -> None:
    """
    A post with a name beneath it is one statement, in writing, of that name, and nobody else has its words.
    """
    article = selon.Reader(fast=fast).read_article(read_html(page(post)))
    (found,) = (one for one in article.attributions if WORDS in article.words(one.content))
    assert (article.words(found.source), article.words(found.cue)) == ("Ann Lorne", cue)
    assert (found.why.rule, found.quotation, found.medium, found.act) == ("post", "direct", "writing", "assert")
    assert found.speaker is not None
    assert found.speaker.name == "Ann Lorne"


@pytest.mark.model
@pytest.mark.parametrize(
    "post", [TIKTOK, TELEGRAM, TWEET.replace(WORDS, f"“{WORDS}”").replace("Ann Lorne (@annlorne)", "")]
)
def test_a_post_of_nobody_is_nobodys(post: str) -> None:
    """
    Without a name, its words are neither a statement of whoever the article quotes nor the outlet's own.
    """
    article = selon.Reader(fast=True).read_article(read_html(page(post)))
    assert shown(article)
    assert not any("bridge on Monday" in article.words(one.content) for one in article.attributions)
    assert not any("bridge on Monday" in voice.span.of(article.text) for voice in article.own_voice)


@pytest.mark.model
def test_posts_side_by_side_have_an_author_each() -> None:
    """
    The name beneath a post is that of the words above it, up to the post before.
    """
    other = TWEET.replace(WORDS, "The bridge is closed to lorries.").replace("Ann Lorne", "Norvik Council")
    article = selon.Reader(fast=True).read_article(read_html(page(TWEET + other)))
    posted = {
        article.words(one.source): article.words(one.content) for one in article.attributions if one.why.rule == "post"
    }
    assert posted == {"Ann Lorne": WORDS, "Norvik Council": "The bridge is closed to lorries."}
