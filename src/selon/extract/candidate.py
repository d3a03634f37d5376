"""
What does a rule propose?
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.model import Spans


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A possible attribution, proposed by one rule and not yet decided on.

    Attributes:
        rule: Name of the function that proposes it.
        frame: What the cue governs.
        lemma: Dictionary form of the cue.
        cue: Where the cue stands; empty for a floating quotation.
        source: Where the source stands; empty when the text names none.
        content: What is attributed; empty for a refusal.
        addressee: To whom it was said.
        rate: How often such a cue in such a frame is an attribution, from 0 to 1.
        head: Character at which the cue's verb, noun or preposition starts: candidates that share it are rivals.
        act: The act where the construction, not the cue, decides it (a refusal); None otherwise.
        features: What was seen, as ``name=value``, for the decision and its explanation.
        confidence: How likely it is right, from 0 to 1, where that was learned; None where the rate stands for it.
    """

    rule: str
    frame: str
    lemma: str
    cue: Spans
    source: Spans
    content: Spans
    addressee: Spans = ()
    rate: float = 0.9
    head: int = -1
    features: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def spans(self) -> tuple[Spans, Spans, Spans]:
        """Cue, source and content: what two candidates must share to say the same."""
        return self.cue, self.source, self.content


def without_cue(rule: str, content: Spans, head: int, *, features: tuple[str, ...] = ()) -> Candidate:
    """Return a quotation that *rule* proposes and credits to nobody; *head* is where its opening mark stands."""
    return Candidate(
        rule=rule, frame="quote", lemma="", cue=(), source=(), content=content, rate=0.8, head=head, features=features
    )
