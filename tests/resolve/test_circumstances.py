"""
Is it found through what and when something was said?
"""

from __future__ import annotations

import pytest
from marked import article

from selon import lang
from selon.extract.grammar.circumstances import circumstances

CASES = [
    ("fr", "« <1 Oui> », {1 a dit|dire} [1 Paul Vasseur] dans un communiqué.", "dans un communiqué", ""),
    ("fr", "« <1 Oui> », {1 a dit|dire} mardi [1 Paul Vasseur].", "", "mardi"),
    (
        "fr",
        "Lors d'une conférence de presse, [1 Paul Vasseur] {1 a dit|dire} que <1 oui>.",
        "Lors d'une conférence de presse",
        "",
    ),
    ("fr", "Dimanche, [1 Paul Vasseur] {1 a dit|dire} que <1 la digue cédera mardi>.", "", "Dimanche"),
    ("fr", "[1 Paul Vasseur] {1 a dit|dire} que <1 la digue cédera mardi>.", "", ""),
    ("fr", "[1 Paul Vasseur] {1 ne dira rien|dire} avant lundi.", "", ""),
    ("fr", "Mardi, tout allait bien. [1 Paul Vasseur] {1 a dit|dire} que <1 oui>.", "", ""),
    (
        "fr",
        "[1 Paul Vasseur] {1 a dit|dire}, dans un entretien au Phare, que <1 oui>.",
        "dans un entretien au Phare",
        "",
    ),
    (
        "fr",
        "Dans sa lettre au port, M. Roux, dit-on, [1 M. Vasseur] {1 écrit|écrire} que <1 oui>.",
        "Dans sa lettre",
        "",
    ),
    ("fr", "La vidéo est authentique, {1 a dit|dire} [1 Paul Vasseur].", "", ""),
    ("en", "[1 Ruth Calloway] {1 said|say} in a statement that <1 yes>.", "in a statement", ""),
    ("en", "[1 Ruth Calloway] {1 said|say} on Monday <1 yes>.", "", "on Monday"),
    (
        "en",
        "“<1 Yes>,” [1 Ruth Calloway] {1 said|say} late Tuesday in a telephone interview.",
        "in a telephone interview",
        "late Tuesday",
    ),
    ("en", "[1 Ruth Calloway] {1 said|say} <1 she would resign on Monday>.", "", ""),
    ("en", "[1 Ruth Calloway] {1 would not say|say} before Monday.", "", ""),
]


@pytest.mark.parametrize(("code", "marked", "channel", "when"), CASES)
def test_channel_and_time(code: str, marked: str, channel: str, when: str) -> None:
    """
    Channel and time stand in the cue's sentence, outside the content.
    """
    text, (one,) = article(marked, code)
    found = circumstances(one, None, text.text, lang.load(code))
    assert (text.words(found.channel), text.words(found.when)) == (channel, when)
