"""
What else belongs to a source than the tree gives its subject?

Names beside roles, and the words by which a source denies.
"""

from __future__ import annotations

from dataclasses import replace

from selon.extract.grammar.context import Context
from selon.extract.grammar.subjects import Found, is_nominal
from selon.extract.grammar.verbs import VerbUse
from selon.model import Span
from selon.parse.tree import Parse

PARTING = frozenset(',;:«»")')
"""Marks that no apposition reaches over."""


def whole_source(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found:
    """Return the subject *found* of *use* with all that belongs to it."""
    return _denying(context, parse, _widened(context, parse, use, found))


def _widened(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found:
    """Take in a name after a role or a role before a name, which commas part from each other and from the verb."""
    names = range(found.last + 1, use.first)
    while names and parse.lower[names[-1]] in context.language.words("clitics", "negations"):
        names = range(names[0], names[-1])
    proper = [parse.pos[t] == "PROPN" for t in names]
    if names and (all(proper) or (any(proper) and all(parse.words[t][0].isupper() for t in names))):
        # *le Premier ministre indien Narendra Modi*
        return Found(Span(found.span.start, parse.end[names[-1]]), found.how, found.head, names[-1])
    if use.first < 2 or parse.lower[use.first - 1] != ",":
        return found
    return _with_apposition(context, parse, use, found)


def _with_apposition(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found:
    """*Gomery, le président de la commission, a dit …*: what commas part from a subject on either side."""
    first, last = parse.at(found.span.start), found.last
    if first is None:
        return found
    after = range(last + 2, use.first - 1)
    if last + 1 < use.first - 1 and parse.lower[last + 1] == "," and _apposes(context, parse, after):
        return Found(parse.span(first, use.first - 2), found.how, found.head, use.first - 2)
    if last != use.first - 2 or first < 2 or parse.lower[first - 1] != "," or parse.pos[first] not in ("PROPN", "DET"):
        return found
    start, begin = context.sentence_at(parse.start[use.token]).start, first - 1
    while begin > 0 and parse.start[begin - 1] >= start and parse.lower[begin - 1] not in PARTING:
        begin -= 1
    nouns, before = context.language.speaking_nouns, range(begin, first - 1)
    named = all(parse.pos[t] == "PROPN" for t in before) and any(
        parse.lower[t] in nouns for t in range(first, last + 1)
    )
    if (named or any(parse.lower[t] in nouns for t in before)) and _apposes(context, parse, before):
        return Found(parse.span(begin, last), found.how, found.head, last)
    return found


def _apposes(context: Context, parse: Parse, tokens: range) -> bool:
    """Tell whether *tokens* are one noun phrase that can stand in apposition."""
    if len(tokens) > 1 and all(parse.words[t][0].isupper() for t in tokens):
        return any(parse.pos[t] == "PROPN" for t in tokens)  # a name, whatever else the tagger takes its first word for
    if not tokens or parse.pos[tokens[0]] not in ("DET", "PROPN", "NOUN"):
        return False
    words = context.language.words
    if any(parse.lower[t] in words("time_words") or parse.lower[t] == "," for t in tokens):
        return False
    if parse.lower[tokens[0]] in words("citing_participles"):
        return False
    return is_nominal(context, parse, tokens[0], tokens[-1])


def _denying(context: Context, parse: Parse, found: Found) -> Found:
    """*Neither the mayor nor …*, *pas un élu*, *peu d'experts*: a source that keeps the words by which it denies."""
    words = context.language.words
    first = start = parse.at(found.span.start) or 0
    if first and parse.lower[first - 1] in words("source_negations"):
        start = first - 1
    elif first > 1 and parse.lower[first - 1] in words("genitives"):
        start = first - 2 if parse.lower[first - 2] in words("source_quantities") else first
    if start and parse.pos[start - 1] not in ("PUNCT", "SCONJ", "CCONJ"):
        start = first  # *il ne voit* **pas** *un maire le dire*
    return replace(found, span=Span(parse.start[start], found.span.end))
