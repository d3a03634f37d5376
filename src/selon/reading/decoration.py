"""
Which parts of an address only tell where its reader came from?

Feeds, newsletters and social networks add them to one and the same page. Without them it is recognised again, and whoever
publishes it does not learn which feed selon reads. What might choose a page is left alone: *ref* goes when its value is a
word, and stays when it holds a figure.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit, urlunsplit

_ALWAYS = re.compile(
    # Campaigns: Google, Matomo, AT Internet, HubSpot, Adobe, Mailchimp and others.
    r"(?:utm|mtm|pk|piwik|matomo|itm|hsa|vero|oly|wt|at)_\w+|_hs(?:enc|mi)|mc_[ce]id|mkt_tok|ml_subscriber(?:_hash)?"
    # Clicks and shares that networks number.
    r"|(?:fb|g|d|dc|y|tw|tt|mscl?)clid|msclkid|li_fat_id|[wg]braid|tblci|srsltid|gclsrc|igsh(?:id)?|_ga|_gl|ref_(?:src|url)"
    r"|__twitter_impression|sr_share|smid|smtyp|soc_(?:src|trk)|twitter_\w+|fb_(?:action|source|ref)\w*"
    # Outlets' own: xtor of AT Internet, cmpid, ocid, ncid, wprss and their like.
    r"|xtor|xtref|xts|xtatc|cmp(?:id)?|[in]cid|ocid|s_cid|ito|wpisrc|wprss|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|amp;\w*",
    re.IGNORECASE,
)
_WITH_A_WORD = re.compile(
    r"ref|refer(?:r?er)?|source|src|from|via|campaign|medium|partner|emc|channel|origin", re.IGNORECASE
)
_FIGURE = re.compile(r"\d")
# Words that say where a reader came from; another value of *source* or *from* may choose what is shown.
_ORIGIN = re.compile(
    r"(?:rss|feeds?|atom|twitter|facebook|fb|x|tw|insta(?:gram)?|linkedin|whatsapp|telegram|mastodon|bluesky|reddit"
    r"|e?-?mail|newsletters?|nl|push|app|social|share|home(?:page)?|une|accueil|google(?:news)?|bing|yahoo|flipboard"
    r"|apple(?:news)?|search|sitemap|widget|related|recommended)(?:[\W_].*)?",
    re.IGNORECASE,
)
_PORT = {"http": ":80", "https": ":443"}


def undecorated(address: str) -> str:
    """
    Return *address* without what only tells where its reader came from; what is no http address comes back as it is.

    >>> undecorated("https://Gazette.example/a?id=7&utm_source=rss&ref=newsletter#xtor=RSS-1")
    'https://gazette.example/a?id=7'
    >>> undecorated("https://gazette.example/show?ref=20417")
    'https://gazette.example/show?ref=20417'
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    scheme = parts.scheme.lower()
    if scheme not in _PORT or not parts.netloc:
        return address
    kept = [part for part in parts.query.split("&") if part and not _is_decoration(part)]
    login, at, host = parts.netloc.rpartition("@")
    # What follows #! is a page of a site that is built by script.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = parts.path or "/"
    return urlunsplit((scheme, login + at + host.lower().removesuffix(_PORT[scheme]), path, "&".join(kept), fragment))


def _is_decoration(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name, value = unquote_plus(name).removeprefix("amp;").strip(), unquote_plus(value)
    if _ALWAYS.fullmatch(name):
        return True
    if not _WITH_A_WORD.fullmatch(name):
        return False
    is_ref = name.lower().startswith("ref")
    return bool(_ORIGIN.fullmatch(value)) or not value or (is_ref and not _FIGURE.search(value))
