"""
Which article do the tests of the exports show?

One, written by hand, with everything that an export must carry: each role, each kind of disclosure, statements inside
statements, a content of several spans and one over two paragraphs, a refusal, a floating quotation, hearsay.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from selon.model import Article, Attribution, Moment, OwnVoice, Passage, PassageKind, Span, Speaker, Why

TITLE = "Pont de Valmorel : la maire dément toute fissure"
STANDFIRST = "Deux ingénieurs décrivent un ouvrage fatigué."
FIRST = (
    "« Le pont ne bouge pas », a assuré mardi la maire, Odile Ferrand, « et il ne bougera pas ». Selon un ingénieur "
    "proche du dossier, l’ouvrage pourrait fermer dès juin, a-t-elle reconnu devant la presse."
)
SECOND = (
    "Dans un communiqué, la préfecture a indiqué à l’Écho que les experts croyaient que le tablier aurait souffert."
)
HEADING = "Un hiver de trop"
THIRD = "Le rapport aurait été remis en mars. « Nous l’avions dit : rien n’a été fait."
FOURTH = "Rien ne le sera. »"
FIFTH = "Le constructeur n’a pas répondu, un cadre parlant sous couvert d’anonymat."
PARAGRAPHS: tuple[tuple[PassageKind, str], ...] = (
    ("title", TITLE),
    ("standfirst", STANDFIRST),
    ("paragraph", FIRST),
    ("quotation", SECOND),
    ("heading", HEADING),
    ("item", THIRD),
    ("item", FOURTH),
    ("paragraph", FIFTH),
)
TEXT = "\n\n".join(words for _, words in PARAGRAPHS)


def span(words: str, text: str = TEXT, *, after: int = 0) -> Span:
    """Return where *words* stand in *text*, for the first time from *after* on."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def spans(*stretches: str) -> tuple[Span, ...]:
    """Return where each of *stretches* stands in the sample, one after the other."""
    found: list[Span] = []
    for words in stretches:
        found.append(span(words, after=found[-1].end if found else 0))
    return tuple(found)


def attribution(**values: Any) -> Attribution:  # noqa: ANN401 - each has its own type
    """Return an attribution found by a rule of the name ``sample`` unless *values* say otherwise."""
    return Attribution(**{"why": Why("sample"), **values})


MAYOR = Speaker("Odile Ferrand", "person")

ATTRIBUTIONS = (
    attribution(
        source=spans("la maire"),
        cue=spans("dément"),
        content=spans("toute fissure"),
        speaker=MAYOR,
        source_kind="person",
        disclosure="named",
        naming="named",
        act="deny",
        certainty="certain",
        polarity="negative",
        medium="speech",
        confidence=0.97,
    ),
    attribution(
        source=spans("Deux ingénieurs"),
        cue=spans("décrivent"),
        content=spans("un ouvrage fatigué"),
        source_kind="group",
        disclosure="group",
        naming="described",
        sources_claimed=2,
        act="assert",
        confidence=0.4,
    ),
    attribution(
        source=spans("la maire, Odile Ferrand"),
        cue=spans("a assuré"),
        content=spans("Le pont ne bouge pas", "et il ne bougera pas"),
        when=spans("mardi"),
        quotation="direct",
        speaker=MAYOR,
        candidates=(MAYOR, Speaker("la préfecture", "organisation", "x:1", 0.25)),
        source_kind="person",
        disclosure="named",
        naming="named",
        act="assert",
        certainty="certain",
        polarity="negative",
        evidential=("named_origin",),
        medium="speech",
        said_at=Moment(date(2026, 4, 14), "day"),
        confidence=0.99,
        speaker_confidence=0.98,
        why=Why("quotations", "assurer", "quote", ("marks on both sides", "inverted subject")),
    ),
    attribution(
        source=spans("elle"),
        cue=spans("a-t-elle reconnu"),
        content=spans("Selon un ingénieur proche du dossier, l’ouvrage pourrait fermer dès juin"),
        addressee=spans("la presse"),
        speaker=MAYOR,
        speaker_confidence=0.62,
        disclosure="named",
        naming="named",
        act="admit",
        medium="speech",
    ),
    attribution(
        source=spans("un ingénieur proche du dossier"),
        cue=spans("Selon"),
        content=spans("l’ouvrage pourrait fermer dès juin"),
        parent=3,
        source_kind="person",
        disclosure="proximity",
        naming="described",
        act="assert",
        certainty="possible",
        confidence=0.6,
    ),
    attribution(
        source=spans("la préfecture"),
        cue=spans("a indiqué"),
        content=spans("les experts croyaient que le tablier aurait souffert"),
        addressee=spans("l’Écho"),
        channel=spans("un communiqué"),
        speaker=Speaker("la préfecture", "organisation"),
        source_kind="organisation",
        disclosure="office",
        naming="named",
        act="announce",
        medium="writing",
        said_at=Moment(datetime(2026, 4, 14, 9, 30, tzinfo=UTC), "minute"),
    ),
    attribution(
        source=spans("les experts"),
        cue=spans("croyaient"),
        content=spans("le tablier aurait souffert"),
        parent=5,
        disclosure="group",
        naming="described",
        act="believe",
        certainty="reported",
        evidential=("named_origin", "hearsay"),
        medium="thought",
    ),
    attribution(
        content=spans("Nous l’avions dit : rien n’a été fait.\n\nRien ne le sera."),
        quotation="direct",
        disclosure="none",
        naming="anonymous",
    ),
    attribution(
        source=spans("Nous"),
        cue=spans("avions dit"),
        content=spans("rien n’a été fait"),
        parent=7,
        disclosure="bare",
        naming="anonymous",
        act="assert",
        polarity="negative",
    ),
    attribution(
        source=spans("Le constructeur"),
        cue=spans("n’a pas répondu"),
        disclosure="office",
        naming="named",
        act="decline",
        anonymity=spans("sous couvert d’anonymat"),
    ),
)


def sample(**changes: Any) -> Article:  # noqa: ANN401 - each has its own type
    """Return the article, with *changes*."""
    values: dict[str, Any] = {
        "text": TEXT,
        "title": span(TITLE),
        "url": "https://echo.example/pont?a=1&b=2",
        "outlet": "L’Écho de Valmorel",
        "byline": "Par R. Soulier",
        "published": date(2026, 4, 15),
        "modified": datetime(2026, 4, 16, 8, 0, tzinfo=UTC),
        "language": "fr",
        "language_score": 0.98,
        "passages": tuple(
            Passage(span(words), kind, f"/html/body/*[{n}]") for n, (kind, words) in enumerate(PARAGRAPHS)
        ),
        "attributions": ATTRIBUTIONS,
        "own_voice": (
            OwnVoice(span("Pont de Valmorel")),
            OwnVoice(span("mardi")),
            OwnVoice(span("Le rapport aurait été remis en mars."), hearsay=spans("aurait été remis")),
        ),
        "extracted": True,
        "warnings": ("the page declares two titles",),
    }
    return Article(**{**values, **changes})
