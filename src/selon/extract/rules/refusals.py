"""
Who refused to speak, or gave no answer?
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import can_speak
from selon.extract.grammar.sources import find_source
from selon.extract.grammar.stops import sentence_stop
from selon.extract.grammar.subjects import Found
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
    source = _sought(context, parse, use) if refusal.sought else find_source(context, parse, use)
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


def _sought(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return whom the subject of *use* tries to reach (*Attempts to reach* **the mayor** *failed*)."""
    words, start = context.language.words, parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    noun = next((t for t in range(use.first - 1, start - 1, -1) if parse.lower[t] in words("seeking_nouns")), use.first)
    told = words("dative_prepositions") | words("addressee_prepositions")
    reached = next((t for t in range(noun + 1, use.first) if parse.lower[t] in words("reaching_verbs")), None)
    opener = reached or next((t for t in range(noun + 1, use.first) if parse.lower[t] in told), None)
    if opener is None or "VerbForm=Inf" in parse.morph[opener + 1] or parse.pos[opener + 1] == "VERB":
        return None
    if reached and parse.lower[opener - 1] in words("object_clitics"):  # *pour* **la** *joindre*
        return Found(parse.span(opener - 1, opener - 1), "sought", opener - 1, opener - 1)
    phrase = phrases.along(parse, opener + 1, use.first, context.language)
    found = Found(parse.span(*phrase), "sought", *phrase) if phrase is not None else None
    return found if found is not None and (reached or can_speak(context, parse, found)) else None


def _cue_end(parse: Parse, use: VerbUse, words: str) -> int:
    """Return the last token of *words* right after the verb group, which belong to the cue of a refusal."""
    token, read = use.last, ""
    while words and len(read) < len(words) and token + 1 < len(parse.words):
        token += 1
        read = f"{read} {parse.lower[token]}".strip().replace("' ", "'")
    return token
