"""
Is spaCy whole, however it was imported?
"""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = """
import sys
from selon.parse.importing import spacy
assert spacy() is spacy() is sys.modules["spacy"]
assert not [name for name in sys.modules if name.startswith("spacy.cli")]
import spacy as again
assert again.info(silent=True)["spacy_version"] == again.__version__
import spacy.cli
assert spacy.cli.download and spacy.blank("fr")("Oui.")[0].text == "Oui"
"""


@pytest.mark.slow
def test_spacy_is_whole() -> None:
    """Its commands are not imported with it, and are there for whoever asks for them."""
    subprocess.run([sys.executable, "-c", ASKED], check=True)  # noqa: S603 - our own lines
