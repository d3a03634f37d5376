"""
Which language is a text in?

Detection is py3langid's; its model is loaded when the first text is asked about, never at import.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

# The language of an article shows in its first paragraphs; past this many characters the answer does not change.
SAMPLE = 800


class Guess(NamedTuple):
    """
    What the detector says.

    Attributes:
        code: ISO 639-1 code.
        score: Its share of the probability over all languages the detector knows, from 0 to 1.
    """

    code: str
    score: float


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library is untyped
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - takes 0.2 s

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> Guess | None:
    """
    Return the language of *text*, or None for a text without letters.

    >>> detect("La ministre a déclaré que le texte serait voté mardi.").code
    'fr'
    """
    start = next((place for place, character in enumerate(text) if character.isalpha()), None)
    if start is None:
        return None
    sample = text[start : start + SAMPLE]
    code, score = _identifier().classify(sample)
    return Guess(code, round(float(score), 4))


class Language(NamedTuple):
    """
    The language of an article.

    Attributes:
        code: ISO 639-1 code.
        score: How sure the detector was; None when the language was given or declared.
    """

    code: str
    score: float | None


# Below this score the detector has seen too little, and what the page declares about itself is better.
UNSURE = 0.8


def of_article(text: str, *, given: str | None, declared: str | None = None) -> Language | None:
    """
    Return the language of *text*: the one that was given, else the detector's, else the one that the page declares.

    >>> of_article("Oui.", given="fr-CA")
    Language(code='fr', score=None)
    """
    if given:
        return Language(given.strip().lower().replace("_", "-").split("-")[0], None)
    guess = detect(text)
    if declared and (guess is None or guess.score < UNSURE):
        return Language(declared, None)
    return Language(guess.code, guess.score) if guess else None
