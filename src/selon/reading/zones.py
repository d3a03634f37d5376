"""
Which part of a page does an element belong to?

News pages name their parts alike, whatever the system that makes them: by tag (``nav``, ``aside``), by role, and by
words in class and id (*related*, *newsletter*, *share*). This module knows those words and no site's own.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "amp-sidebar": "navigation",
    "aside": "aside",
    "footer": "footer",
    "form": "form",
    "fieldset": "form",
    "label": "form",
    "dialog": "overlay",
    "figcaption": "caption",
    "caption": "caption",
    "figure": "caption",
    "time": "meta",
    "address": "meta",
}
"""Elements that are never the article's own text."""

ROLES = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "search": "form",
    "form": "form",
    "banner": "navigation",
    "contentinfo": "footer",
    "complementary": "aside",
    "dialog": "overlay",
    "alertdialog": "overlay",
    "tooltip": "overlay",
    "toolbar": "navigation",
    "tablist": "navigation",
}

_WORDS = {
    "navigation": "nav navbar navigation menu submenu breadcrumb breadcrumbs ariane pagination pager paging toolbar "
    "topbar skiplink offcanvas drawer",
    "comments": "comment comments commentaire commentaires comentarios comentario kommentare commenti disqus respond "
    "reply replies responses discussion discussions livefyre viafoura spotim openweb coral commento hyvor giscus",
    "related": "related recommended recommendation recommendations recirculation recirc popular mostread trending outbrain "
    "taboola readmore similar suggestions alsoread readalso lireaussi seealso crosslink crosslinks "
    "relatedposts",
    "sharing": "share shares sharing sharebar sharer social socials addthis addtoany partage partager teilen "
    "compartir condividi sharedaddy",
    "subscribing": "newsletter newsletters subscribe subscription signup login signin register registration abonnement "
    "inscription promo promobox donate donation membership mailchimp optin",
    "advert": "ad ads adv advert advertisement advertising pub publicite werbung anzeige sponsor sponsored "
    "sponsorship adslot adunit",
    "form": "poll polls quiz survey sondage umfrage",
    "consent": "cookie cookies consent gdpr rgpd onetrust didomi",
    "meta": "meta metadata byline author authors auteur auteurs autor timestamp pubdate tags taglist keywords "
    "readingtime disclaimer",
    "caption": "caption captions figcaption legende credit credits copyright",
    "footer": "footer colophon",
    "overlay": "modal popup popin overlay lightbox tooltip toast",
    "media": "player slideshow diaporama carousel gallery galleries galerie bildergalerie videojs",
    "aside": "aside sidebar",
}
_PAIRS = {
    "related": "read-more read-also also-read lire-aussi a-lire voir-aussi see-also most-read most-popular les-plus "
    "more-on more-stories more-from mehr-zum next-post previous-post post-navigation next-article latest-news "
    "latest-stories latest-posts latest-articles top-stories may-like also-like news-ticker news-bar embedded-content",
    "meta": "tag-list tags-links cat-links reading-time published-date publish-date update-date about-author",
    "navigation": "skip-link back-top off-canvas",
    "overlay": "push-notification push-notifications no-js",
    "caption": "photo-description image-description photo-desc image-desc img-desc photo-info image-info",
    "aside": "widget-area",
    "subscribing": "call-to mc-embed paywall-message paywall-prompt paywall-banner paywall-overlay paywall-box "
    "paywall-promo paywall-cta support-us",
    "comments": "reader-responses reader-comments reader-interactions user-comments",
    "media": "video-js",
}
WORDS = {word: zone for zone, words in _WORDS.items() for word in words.split()}
PAIRS = {pair: zone for zone, pairs in _PAIRS.items() for pair in pairs.split()}

# Class names made by machine (``kbzWLQ``) hold short words by chance: the humps of a name count only from this
# length on.
LONG_HUMP = 4
NAMES = re.compile(r"[^\s_-]+")
HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

EMBED = "embed"
"""The part of a page that is a post of a social network, shown in it."""
EMBEDS = frozenset(
    """
    twitter-tweet twitter-video tweet tweet-embed embedded-tweet instagram-media tiktok-embed fb-post fb-video
    bluesky-embed mastodon-embed reddit-embed-bq reddit-card threads-post-embed text-post-media truthsocial-embed
    tgme_widget_message tumblr-post vk-post linkedin-post
    """.split(),  # noqa: SIM905 - a list to read, not to quote word by word
)
"""Classes of the block-quotes that social networks give out for showing a post elsewhere."""
POST = re.compile(
    r"https?://(?:[\w-]+\.)*(?:(?:twitter|x)\.com/\w+/status/|instagram\.com/(?:p|reel)/|tiktok\.com/@[^/]+/video/"
    r"|facebook\.com/[^/]+/(?:posts|videos)/|threads\.(?:net|com)/@[^/]+/post/|bsky\.app/profile/[^/]+/post/|t\.me/\w+/\d+"
    r"|[^/]+/@\w[\w.@-]*/\d{6,})",
)
"""Addresses of posts; the last is that of any server of the Fediverse. A block-quote that leads to one is a post."""

SIZES = r"(?:xs|sm|md|lg|xl|xxl|2xl|3xl|mobile|phone|tablet|desktop|small|medium|large)"
"""How style sheets call the sizes of screens."""
HIDDEN = re.compile(
    # Hidden words, whatever stands before and after but for parts of another word, sizes of screens and printers.
    # *label-hidden* says that the label of a field is, and not what it holds.
    r"(?:^|[\s_]|(?<!has)(?<!overflow)(?<!overflow-[xy])(?<!backface)(?<!not)(?<!label)-)"
    rf"(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|tooltip|hidden(?!-(?:{SIZES}|print)))(?:[\s_-]|$)"
    # Names that say so as a whole: *hide-on-scroll* does something else.
    r"|(?:^|\s)(?:(?:is|u|js|util|display)-)?(?:hide|ng-hide|invisible|off-?screen|assistive-text|d-none|display-none)(?:\s|$)"
    # What is for paper only.
    r"|(?:^|\s)(?:is-)?(?:print-only|only-print|print-visible|show-for-print|visible-print(?:-[a-z]+)*)(?:\s|$)",
)
HIDING = ("hid", "none", "only", "reader", "tooltip", "invisible", "off", "assistive", "print")
"""What a name that says so holds: most hold none, and this is told ten times as fast."""
SHOWN = re.compile(
    rf"(?:^|\s)(?:{SIZES}:(?:block|flex|grid|contents|inline[\w-]*|table[\w-]*|visible|not-sr-only)"
    rf"|d-{SIZES}-(?:block|flex|grid|inline[\w-]*|table[\w-]*)|show-for-{SIZES}[\w-]*|visible-{SIZES}[\w-]*)(?:\s|$)",
)
"""Names by which what is hidden on one screen is shown on another."""
NOT_DISPLAYED = re.compile(r"(?:^|[;\s])display\s*:\s*none\b", re.IGNORECASE)
NOT_VISIBLE = re.compile(r"(?:^|[;\s])visibility\s*:\s*hidden\b", re.IGNORECASE)
COMMENTS = re.compile(r"schema\.org/(?:User)?Comments?$")
"""What a page declares to be readers' words."""
INLINE = frozenset(("a", "b", "em", "i", "small", "span", "strong", "sup"))
LABEL = re.compile(
    r"(?:^|[\s_-])(?:label|kicker|keyword|overline|eyebrow|rubric|rubrique|surtitre|flag|badge|category|dachzeile)(?:\s|$|[_-]{2})",
)
NAMES_KEPT = 20_000
"""Names of classes of which what they say is remembered."""
LONGEST_NAMES = 2000
"""Characters of an element's classes that are looked at: a page could fill the memory with longer ones."""
# A label is a word or two.
LONGEST_LABEL = 40
FRAMES = frozenset(("table", "dl"))
"""What pictures were set in together with their captions before there was ``figure``."""
LONGEST_CAPTION, LEAST_PICTURE, FRAME_PARTS = 300, 80, 50
"""Characters of a caption, pixels across a picture, and elements of such a frame: a page may nest thousands."""
PULL_QUOTE = re.compile(r"pull-?_?quote|blockquote|quote-?block|exergue|citation|(?:^|[\s_-])quote(?:[\s_-]|$)")


# A site uses few classes and ids, again and again: what they say is remembered.


@lru_cache(maxsize=NAMES_KEPT)
def _hides(named: str) -> bool:
    lower = named.lower()
    if not any(part in lower for part in HIDING):
        return False
    return HIDDEN.search(lower) is not None and SHOWN.search(lower) is None


@lru_cache(maxsize=NAMES_KEPT)
def _labels(named: str) -> bool:
    return LABEL.search(named.lower()) is not None


@lru_cache(maxsize=NAMES_KEPT)
def _quotes(named: str) -> bool:
    return PULL_QUOTE.search(named.lower()) is not None


def names(element: HtmlElement) -> str:
    """Return the class and the id of *element* in one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:LONGEST_NAMES]


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether *element* is not shown: words for screen readers, and what the page itself hides."""
    style = element.get("style")
    if (style and NOT_DISPLAYED.search(style)) or element.get("hidden") is not None:
        return True
    # A hidden block may be an article that a script uncovers; hidden words inside a line are not meant for the eye.
    return element.tag in INLINE and _hides(names(element))


def hides(element: HtmlElement) -> bool:
    """Tell whether the class or the id of *element* says that it is not shown: a script may show it all the same."""
    return _hides(names(element))


def is_label(element: HtmlElement) -> bool:
    """Tell whether *element* is a label set before a title or a paragraph (*Agriculture*, *Exclusif*)."""
    if element.tag == "a" or element.tag not in INLINE or not _labels(names(element)):
        return False
    return len(element.text_content().strip()) <= LONGEST_LABEL


def is_quotation(element: HtmlElement) -> bool:
    """Tell whether *element* sets a quotation apart, as a block-quote or a pull-quote."""
    return element.tag == "blockquote" or (
        element.tag in {"div", "aside", "figure", "section", "p"} and _quotes(names(element))
    )


def is_framed_picture(element: HtmlElement) -> bool:
    """Tell whether *element* is a table or a list that holds a picture and no more words than stand below one."""
    parts = list(itertools.islice(element.iter(), FRAME_PARTS + 1))
    if len(parts) > FRAME_PARTS or not any(part.tag == "img" and _is_picture(part) for part in parts):
        return False
    return len(" ".join(element.text_content().split())) <= LONGEST_CAPTION


def _is_picture(image: HtmlElement) -> bool:
    """Tell whether *image* is one to look at: no blank to set cells apart, no mark of quotation drawn as a picture."""
    width = (image.get("width") or "").removesuffix("px").strip()
    return not width.isdecimal() or int(width) >= LEAST_PICTURE


def zone(element: HtmlElement) -> str | None:
    """
    Return the part of the page that *element* is, by its own tag and names; None when it may belong to the article.

    >>> from lxml.html import fragment_fromstring
    >>> zone(fragment_fromstring('<div class="wp-block related-posts"></div>'))
    'related'
    """
    read, most = element.get, LONGEST_NAMES
    if (declared := read("itemtype")) and COMMENTS.search(declared):
        return "comments"
    # Words in a line that screen readers pass over are those that the eye sees (*1.2k*, beside *1,200* for the ear).
    style = read("style")
    if (read("aria-hidden") == "true" or (style and NOT_VISIBLE.search(style))) and element.tag not in INLINE:
        return "overlay"
    if element.tag in FRAMES and is_framed_picture(element):
        return "caption"
    if element.tag == "blockquote" and any(POST.match(link.get("href") or "") for link in element.iter("a")):
        return EMBED
    classes, identity = (read("class") or "")[:most], (read("id") or "")[:most]
    return _zone(element.tag, classes, identity, (read("role") or "")[:most], (read("data-component") or "")[:most])


@lru_cache(maxsize=NAMES_KEPT)
def _zone(tag: str, classes: str, identity: str, role: str, component: str) -> str | None:
    if not EMBEDS.isdisjoint(classes.split()):
        return EMBED
    if tag not in INLINE and _hides(f"{classes} {identity}"):
        return "overlay"
    named = TAGS.get(tag) or ROLES.get(role)
    if named and named != "aside":
        return named
    for name in f"{classes} {identity} {component}".split():
        found = _by_name(name)
        if found:
            return found
    return named


@lru_cache(maxsize=NAMES_KEPT)
def _by_name(name: str) -> str | None:
    words = NAMES.findall(name)
    for word in words:
        found = WORDS.get(word.lower()) or _by_hump(word)
        if found:
            return found
    for left, right in itertools.pairwise(words):
        found = PAIRS.get(f"{left}-{right}".lower())
        if found:
            return found
    return None


def _by_hump(word: str) -> str | None:
    if word.isascii() and word.isalpha() and word.islower():  # one hump, the word itself
        return None
    humps = (hump.lower() for hump in HUMPS.findall(word) if len(hump) >= LONG_HUMP)
    return next((WORDS[hump] for hump in humps if hump in WORDS), None)
