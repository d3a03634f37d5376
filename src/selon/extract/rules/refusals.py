"""
Who refused to speak, or gave no answer?
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar.context import Context
from selon.extract.grammar.sources import find_source
from selon.extract.grammar.stops import sentence_stop
from selon.extract.grammar.verbs import VerbUse, use_of
from selon.lang.entries import Refusal
from selon.parse.tree import Parse

WINDOW = 12
"""Tokens after the verb in which the words of a refusal must stand."""


def refusals(context: Context) -> Iterator[Candidate]:
    """
    Yield refusals and missing answers, with an empty content.

        [L'ambassade] **n'a pas répondu** aux questions de l'agence.
    """
    listed = context.language.refusals
    for parse in context.parses:
        if parse is None:
            continue
        for token, word in enumerate(parse.lower):
            if word not in listed:
                continue
            use = use_of(parse, token, context.language)
            if use is None:
                continue
            found = [candidate for refusal in listed[word] if (candidate := _candidate(context, parse, use, refusal))]
            if found:
                yield max(found, key=lambda candidate: candidate.cue[0].end)  # the most specific words


def _candidate(context: Context, parse: Parse, use: VerbUse, refusal: Refusal) -> Candidate | None:
    if refusal.negated != use.negated or use.inverted is not None:
        return None
    if refusal.reflexive and not use.reflexive:
        return None
    stop = min(sentence_stop(context, parse, use.token), use.last + 1 + WINDOW)
    after = " ".join(parse.lower[use.last + 1 : stop]).replace("' ", "'") + " "
    matched = next(
        (words for words in refusal.then if not words or after.startswith(words + " ") or f" {words} " in f" {after}"),
        None,
    )
    if matched is None or any(f" {words} " in f" {after}" for words in refusal.not_then):
        return None
    source = find_source(context, parse, use)
    if source is None:
        return None
    matched = matched if after.startswith(matched + " ") else ""
    return Candidate(
        rule="refusals",
        frame="refusal",
        lemma=refusal.lemma,
        cue=(parse.span(use.first, _cue_end(parse, use, matched)),),
        source=(source.span,),
        content=(),
        rate=refusal.rate,
        head=parse.start[use.token],
        features=(f"words={matched}", f"source={source.how}"),
    )


def _cue_end(parse: Parse, use: VerbUse, words: str) -> int:
    """Return the last token of *words* right after the verb group, which belong to the cue of a refusal."""
    token, read = use.last, ""
    while words and len(read) < len(words) and token + 1 < len(parse.words):
        token += 1
        read = f"{read} {parse.lower[token]}".strip().replace("' ", "'")
    return token
