"""
How do selon's attributions get into a spaCy pipeline?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc


def create_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that ``nlp.add_pipe("selon")`` adds."""
    raise NotImplementedError(name)
