"""
Does an article say that it is cut off where it is, and only there?
"""

from __future__ import annotations

import json

import pytest

from selon.errors import NoArticle
from selon.reading import read_html

TITLE = "Les comptes du port de Corvelle"
TOLD = [
    f"Le conseil a voté la mesure numéro {n}, a dit la maire devant une salle comble et attentive." for n in range(12)
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in TOLD)
WARNING = ("the page asks for a subscription; only what it shows was read",)
WALL = "<p>La suite est réservée aux abonnés.</p>"
WORDS = sum(len(paragraph.split()) for paragraph in TOLD)


def warnings(body: str, *, after: str = "", **declared: object) -> tuple[str, ...]:
    """Return the warnings of a page with *body*, whose JSON-LD declares it as paid if it declares anything."""
    told = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False, **declared}
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>' if declared else ""
    page = f'<html lang="fr"><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{body}</article>{after}'
    return read_html(page).warnings


def part(selector: str) -> dict[str, object]:
    """Return what JSON-LD says of a paid part of a page."""
    return {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": selector}


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (BODY, {"isAccessibleForFree": "False"}),
        (BODY, {"isAccessibleForFree": "http://schema.org/False"}),
        (f'<div class="paid">{BODY}</div>', {"hasPart": part(".paid")}),
        (f'<div id="rest">{BODY}</div>', {"hasPart": [part("#head"), part("article #rest")]}),
        (f'<div class="paid">{BODY}<p>Et puis…</p></div>', {"hasPart": part(".paid")}),
        (BODY, {"wordCount": WORDS}),
        (BODY, {"articleBody": " ".join(TOLD[:3])}),
        (BODY, {"hasPart": part(".paid"), "wordCount": "beaucoup"}),
        (f"<p>Article réservé aux abonnés</p>{BODY}", {"isAccessibleForFree": False}),
        (f"<p>Article réservé aux abonnés</p>{BODY}", {}),
    ],
)
def test_a_whole_article_has_no_warning(body: str, declared: dict[str, object]) -> None:
    """
    That reading costs something, declared or said above the text, does not cut it off.
    """
    assert warnings(body, **declared) == ()


@pytest.mark.parametrize(
    "after",
    [
        '<section class="comments"><p>L’espace des contributions est réservé aux abonnés.</p></section>',
        '<aside class="related"><ul><li><a href="/2">Le port</a> <span>Réservé aux abonnés</span></li></ul></aside>',
        "<footer><p>Déjà abonné ? Connectez-vous</p></footer>",
    ],
)
def test_walls_around_other_things_are_none(after: str) -> None:
    """
    Comments for subscribers, other articles for subscribers and the site's footer say nothing of this text.
    """
    assert warnings(BODY, after=after) == ()
    assert warnings(BODY, after=after, isAccessibleForFree=False) == ()


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (BODY + WALL, {}),
        (BODY + WALL, {"isAccessibleForFree": False}),
        (f'<div class="paid">{BODY}</div>{WALL}', {"hasPart": part(".paid")}),
        (f"{BODY}{WALL}<p>Notre journal paraît chaque matin à Corvelle.</p>", {}),
        (f"{BODY}<p>Ce contenu est réservé aux inscrits</p>", {}),
        (f"{BODY}<p>La maire, qui n’a rien voulu dire de plus ce soir-là, a…</p>", {"isAccessibleForFree": False}),
        (BODY, {"wordCount": 3 * WORDS}),
        (BODY, {"articleBody": " ".join(TOLD * 2)}),
    ],
)
def test_an_article_that_is_cut_off_has_a_warning(body: str, declared: dict[str, object]) -> None:
    """
    A paywall's words at the end of the text, an end in the middle of a sentence, or a part of the declared words.
    """
    assert warnings(body, **declared) == WARNING


@pytest.mark.parametrize("names", ["is-hidden", "hidden", "d-none", "slot u-hide"])
def test_a_wall_that_the_page_hides_is_none(names: str) -> None:
    """
    Pages carry their wall along, hidden, for readers to whom a script shows it.
    """
    assert warnings(f'{BODY}<div class="{names}">{WALL}</div>') == ()
    assert warnings(f'{BODY}<div class="slot">{WALL}</div>') == WARNING


@pytest.mark.parametrize(
    "wall",
    [
        "<h2>Cet article est réservé aux membres payants</h2>",
        "<h2>Continue reading this post for free, courtesy of Ann Lorne.</h2>",
        "<p>Or purchase a paid subscription.</p>",
    ],
)
def test_what_blogs_say_at_their_walls(wall: str) -> None:
    """
    Walls of systems for newsletters are walls.
    """
    assert warnings(BODY, after=f"<aside><div>{wall}</div></aside></article>") == WARNING


@pytest.mark.parametrize(
    "after", ["You have read your free articles this month.", "You’ve read 3 of 5 free articles this month."]
)
def test_a_count_of_free_articles_is_no_wall(after: str) -> None:
    """
    A page that counts what was read shows all of this article.
    """
    assert warnings(f"{BODY}<div><p>{after}</p></div>") == ()


def test_the_beginning_of_the_next_paragraph_is_shown() -> None:
    """
    Where a paid text stops in the middle of a sentence, what is shown of that is read, and says that it stops.
    """
    begun = "<p>La suite du dossier tient dans un carton que personne n’a encore</p>"
    told = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False, "hasPart": part(".wall")}
    head = f'<title>{TITLE}</title><script type="application/ld+json">{json.dumps(told)}</script>'
    article = read_html(f"<html lang=fr><head>{head}</head><body><article><h1>{TITLE}</h1>{BODY}{begun}</article>")
    assert article.text.endswith("que personne n’a encore")
    assert article.warnings == WARNING


def test_a_text_that_breaks_off_is_no_paywall_by_itself() -> None:
    """
    An article that is free may end with an ellipsis.
    """
    assert warnings(f"{BODY}<p>La maire, qui n’a rien voulu dire de plus ce soir-là, a…</p>") == ()


def test_a_stub_is_refused_and_a_short_paid_article_is_read() -> None:
    """
    Few words of an article that costs something are its stub, unless they are the part that costs something.
    """
    with pytest.raises(NoArticle, match="paid article"):
        warnings(f"<p>{TOLD[0]}</p><p>{TOLD[1]}</p>", isAccessibleForFree=False)
    assert warnings(f'<div class="paid"><p>{TOLD[0]}</p><p>{TOLD[1]}</p></div>', hasPart=part(".paid")) == ()
