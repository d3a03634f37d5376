"""
How is a source read as a noun phrase?

A pronoun may be part of a token or set off by a comma; a source that was cut too long ends before its verb.
"""

from __future__ import annotations

from selon.lang.designation import Designation, read
from selon.lang.roles import Pronoun
from selon.model import Span
from selon.resolve.scan import Scan


def read_source(scan: Scan, span: Span) -> Designation:
    """Return the source at *span*, read."""
    tokens = scan.tokens.between(span.start, span.end)
    # In an inversion the pronoun is part of a token (*a-t-il*).
    pronoun = scan.roles.pronouns.get(span.of(scan.text).lower().replace("’", "'").strip("- "))
    pronoun = pronoun or _set_off(scan, tokens)
    if pronoun is not None:
        return Designation(tokens, pronoun=pronoun)
    return read(scan.tokens, _before_verb(scan, tokens), scan.roles, scan.places)


def _set_off(scan: Scan, tokens: range) -> Pronoun | None:
    """Return the pronoun that a comma sets off from the rest of a source (*He*, like Coyle)."""
    if len(tokens) <= 1 or scan.tokens.words[tokens.start + 1] != ",":
        return None
    pronoun = scan.roles.pronouns.get(scan.tokens.lower[tokens.start])
    return pronoun if pronoun is not None and pronoun.person == "3" and pronoun.number == "s" else None


def _before_verb(scan: Scan, tokens: range) -> range:
    """Return a source without the verb and what follows it, where it is cut too long (*Coyle* mocked Reed)."""
    end = next((index for index in tokens if not scan.tokens.capitalised(index)), tokens.stop)
    verb = tokens.start < end < tokens.stop and scan.tag(end) == "VERB" and scan.tag(end - 1) == "PROPN"
    return range(tokens.start, end) if verb else tokens
